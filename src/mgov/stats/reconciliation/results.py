"""What comes of holding published figures against each other."""

from __future__ import annotations

from typing import Final

from mgov.errors import InvalidValueError
from mgov.stats.reconciliation.propagation import ANY
from mgov.stats.reconciliation.relation import Relation
from mgov.values.figures import Figure
from mgov.values.language import Language
from mgov.values.model import Model

__all__ = ["Conflict", "ReconciledFigure", "Reconciliation"]

_WORDS: Final = {
    "en": {
        "figure": "{name} ({figure})",
        "comma": ", ",
        "and": " and ",
        "conflict": "{all} cannot all be true{sides}.",
        "sides": ": the left side is {left}, the right side {right}",
        "narrowed": "{name} ({figure}) can only be {possible}.",
        "fits": "All of it can be true.",
        "unstated": "not published",
    },
    "zh": {
        "figure": "{name}（{figure}）",
        "comma": "、",
        "and": "与",
        "conflict": "{all}不可能同时成立{sides}。",
        "sides": "：左边为{left}，右边为{right}",
        "narrowed": "{name}（{figure}）只可能是{possible}。",
        "fits": "全部可以同时成立。",
        "unstated": "未公布",
    },
}


class ReconciledFigure(Model, frozen=True):
    """One of the figures, and what it can be if all of them are true.

    Attributes:
        name: The name it was given under.
        stated: What was published; `None` where nothing was.
        possible: What it can be.

    Example:
        >>> from mgov import stats
        >>> result = stats.reconcile(
        ...     {"now": "7.24亿", "before": "6.95亿", "added": "2830万"}, ["now = before + added"]
        ... )
        >>> figure = result.figures[0]
        >>> print(figure.stated.interval, figure.possible.interval)
        [723500000, 724500000) [723500000, 723805000)
    """

    name: str
    stated: Figure | None
    possible: Figure

    @property
    def is_narrowed(self) -> bool:
        """Whether the others leave less of it than was published; of nothing, anything at all."""
        before = ANY if self.stated is None else self.stated.interval
        return self.possible.interval != before


class Conflict(Model, frozen=True):
    """Figures and relations of which at least one is wrong; without any of them, the rest fits.

    Attributes:
        figures: The figures.
        relations: The relations.
        sides: Of a single relation, what its two sides may be.

    Example:
        >>> from mgov import stats
        >>> figures = {"share": "95.3%", "mobile": "7.24亿", "users": "7.51亿"}
        >>> conflict = stats.reconcile(figures, ["share = mobile / users"]).conflicts[0]
        >>> print(conflict.explain())
        share (95.3%), mobile (7.24亿), users (7.51亿) and share = mobile / users cannot all be
        true: the left side is [95.25%, 95.35%), the right side (96.27%, 96.54%).
    """

    figures: tuple[ReconciledFigure, ...]
    relations: tuple[Relation, ...]
    sides: tuple[Figure, Figure] | None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the figures."""
        return tuple(figure.name for figure in self.figures)

    def explain(self, lang: Language = "en") -> str:
        """Say in a sentence what cannot all be true.

        Args:
            lang: `en` or `zh`.
        """
        words = _WORDS[lang]
        sides = ""
        if self.sides is not None:
            left, right = (side.format(lang, digits=4) for side in self.sides)
            sides = words["sides"].format(left=left, right=right)
        parts = [
            *(words["figure"].format(name=each.name, figure=each.stated) for each in self.figures),
            *(relation.text for relation in self.relations),
        ]
        most, last = words["comma"].join(parts[:-1]), parts[-1]
        together = words["and"].join(filter(None, (most, last)))
        return words["conflict"].format(all=together, sides=sides)


class Reconciliation(Model, frozen=True):
    """What comes of holding figures against what has to hold between them.

    Attributes:
        figures: Each figure, and what it can be as far as the relations fit.
        conflicts: What cannot all be true. No relation is part of two of them.

    Example:
        >>> from mgov import stats
        >>> result = stats.reconcile(
        ...     {"now": "7.24亿", "before": "6.95亿", "added": "2830万"}, ["now = before + added"]
        ... )
        >>> result.is_consistent, result.narrowed
        (True, ('now', 'before'))
        >>> print(result.possible("before").interval)
        (695195000, 695500000)
    """

    figures: tuple[ReconciledFigure, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def is_consistent(self) -> bool:
        """Whether no conflict was found.

        A conflict that is found is one. Where figures are bound to each other in many ways, some
        may stay unfound.
        """
        return not self.conflicts

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The names of the figures of which the others leave less than was published."""
        return tuple(figure.name for figure in self.figures if figure.is_narrowed)

    def possible(self, name: str) -> Figure:
        """Give what a figure can be.

        Args:
            name: Its name.

        Raises:
            mgov.errors.InvalidValueError: If there is none of that name.
        """
        for figure in self.figures:
            if figure.name == name:
                return figure.possible
        raise InvalidValueError(
            "is none of the figures",
            field="name",
            remedy=f"They are {', '.join(figure.name for figure in self.figures)}.",
            code="figure_unknown",
        )

    def explain(self, lang: Language = "en") -> str:
        """Say in a line each what cannot be true, and what the figures can only be.

        Args:
            lang: `en` or `zh`.
        """
        words = _WORDS[lang]
        lines = [conflict.explain(lang) for conflict in self.conflicts] or [words["fits"]]
        lines += [
            words["narrowed"].format(
                name=figure.name,
                figure=words["unstated"] if figure.stated is None else figure.stated,
                possible=figure.possible.replace(value=None).format(lang, digits=6),
            )
            for figure in self.figures
            if figure.is_narrowed
        ]
        return "\n".join(lines)
