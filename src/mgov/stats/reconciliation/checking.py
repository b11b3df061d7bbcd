"""`reconcile`: holds published figures against what has to hold between them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from mgov.errors import InvalidValueError
from mgov.stats.ratio import Quantity, as_figure
from mgov.stats.reconciliation.expression import Name
from mgov.stats.reconciliation.propagation import ANY, evaluate, narrowed
from mgov.stats.reconciliation.relation import Relation
from mgov.stats.reconciliation.results import Conflict, ReconciledFigure, Reconciliation
from mgov.stats.reconciliation.units import refuse_unlike, scale_of
from mgov.values.figures import Figure, Interval

__all__ = ["reconcile"]


def reconcile(
    figures: Mapping[str, Quantity | None], relations: Iterable[Relation | str]
) -> Reconciliation:
    """Say which published figures cannot all be true, given how they were rounded.

    A total that is not the sum of its parts as printed is no mistake yet: each was rounded for
    itself. Figures are in conflict only where no numbers at all that round to them fit. Where
    they do fit, each can be known better than it was published.

    Args:
        figures: What was published, by a name; `None` where a relation needs something of which
            nothing was published. A figure in percentage points counts as a share of a hundredth.
        relations: What has to hold, such as `now = before + added`, `share = part / whole`,
            `growth = now / before - 1` or `part <= whole`. Write each figure once in a relation
            where that is possible: what stands twice is taken for two numbers, and less follows.

    Returns:
        The conflicts, each as small as it can be, and what each figure can be. Relations in a
        conflict are left out of that.

    Raises:
        mgov.errors.InvalidValueError: If a relation names a figure that is not given, or adds or
            compares figures that count different things.
        mgov.errors.InvalidDataError: If a relation is none.

    Example:
        >>> from mgov import stats
        >>> published = {
        ...     "mobile": "7.24亿",
        ...     "before": "6.95亿",
        ...     "added": "2830万",
        ...     "users": "7.51亿",
        ...     "share": "96.3%",
        ... }
        >>> result = stats.reconcile(
        ...     published, ["mobile = before + added", "share = mobile / users"]
        ... )
        >>> print(result.explain())
        All of it can be true.
        mobile (7.24亿) can only be [723,500,000, 723,805,000).
        before (6.95亿) can only be (695,195,000, 695,500,000).
        users (7.51亿) can only be (750,908,000, 751,500,000).
        share (96.3%) can only be (96.2741%, 96.35%).
    """
    stated = {
        name: None if figure is None else as_figure(figure) for name, figure in figures.items()
    }
    every = tuple(
        relation if isinstance(relation, Relation) else Relation(text=relation)
        for relation in relations
    )
    units = {name: None if figure is None else figure.unit for name, figure in stated.items()}
    for relation in every:
        _refuse_unknown(relation, stated)
        refuse_unlike(relation, units)
    known = {
        name: ANY if figure is None else figure.interval * Interval.point(scale_of(figure.unit))
        for name, figure in stated.items()
    }
    conflicts: list[Conflict] = []
    left = every
    while (found := narrowed(known, left)) is None:
        conflict = _smallest(known, left)
        conflicts.append(_conflict(conflict, known, stated))
        left = tuple(relation for relation in left if relation not in conflict[1])
    return Reconciliation(
        figures=tuple(
            ReconciledFigure(name=name, stated=figure, possible=_possible(figure, found[name]))
            for name, figure in stated.items()
        ),
        conflicts=tuple(conflicts),
    )


_Names = tuple[str, ...]
_Relations = tuple[Relation, ...]


def _smallest(known: Mapping[str, Interval], relations: _Relations) -> tuple[_Names, _Relations]:
    """Take away what a conflict does not need: first relations, then figures."""
    kept = list(relations)
    for relation in reversed(relations):  # so that the first ones given are told of first
        rest = [each for each in kept if each is not relation]
        if narrowed(known, rest) is None:
            kept = rest
    named = dict.fromkeys(name for relation in kept for name in relation.names)
    free = {name: ANY for name in known if name not in named}
    for name in named:
        if narrowed({**known, **free, name: ANY}, kept) is None:
            free[name] = ANY
    return tuple(name for name in named if name not in free), tuple(kept)


def _conflict(
    conflict: tuple[_Names, _Relations],
    known: Mapping[str, Interval],
    stated: Mapping[str, Figure | None],
) -> Conflict:
    names, relations = conflict
    return Conflict(
        figures=tuple(
            ReconciledFigure(
                name=name,
                stated=stated[name],
                possible=_possible(stated[name], known[name]),
            )
            for name in names
        ),
        relations=relations,
        sides=_sides(relations, known, stated),
    )


def _sides(
    relations: _Relations, known: Mapping[str, Interval], stated: Mapping[str, Figure | None]
) -> tuple[Figure, Figure] | None:
    """Give what the two sides may be, where one relation alone makes the conflict."""
    if len(relations) > 1:
        return None
    left, _, right = relations[0].sides
    one, other = evaluate(left, known), evaluate(right, known)
    if one is None or other is None:
        return None
    named = [stated[side.name] for side in (left, right) if isinstance(side, Name)]
    unit = next((figure.unit for figure in named if figure is not None), None)
    return _between(one, unit), _between(other, unit)


def _between(interval: Interval, unit: str | None) -> Figure:
    interval = interval * Interval.point(1 / scale_of(unit))
    return Figure.between(
        interval.low,
        interval.high,
        unit=unit,
        low_closed=interval.low_closed,
        high_closed=interval.high_closed,
    )


def _possible(stated: Figure | None, interval: Interval) -> Figure:
    if stated is None:
        return _between(interval, None)
    back = interval * Interval.point(1 / scale_of(stated.unit))
    if back == stated.interval:
        return stated
    return Figure.computed(
        back, value=stated.value, unit=stated.unit, formula="{0}", operands=(stated,)
    )


def _refuse_unknown(relation: Relation, stated: Mapping[str, Figure | None]) -> None:
    for name in relation.names:
        if name not in stated:
            near = difflib.get_close_matches(name, list(stated), n=1)
            raise InvalidValueError(
                f"names {name}, which is none of the figures: {relation}",
                field="relation",
                remedy=f"Did you mean {near[0]}?" if near else "Give it, or None for no figure.",
                code="figure_unknown",
            )
