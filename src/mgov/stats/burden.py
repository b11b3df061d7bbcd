"""What a reform takes off the user of a service."""

from __future__ import annotations

from typing import overload

from mgov.errors import InvalidValueError
from mgov.services import Burden
from mgov.stats.change import growth
from mgov.stats.ratio import Quantity
from mgov.values.figures import Figure
from mgov.values.language import Language
from mgov.values.model import Model

__all__ = ["BurdenChange", "burden_change"]

_NAMES = {
    "items": {"en": "items to fill in", "zh": "填报项"},
    "materials": {"en": "materials", "zh": "材料"},
    "fee": {"en": "fee", "zh": "费用"},
    "time": {"en": "time", "zh": "时间"},
    "visits": {"en": "visits", "zh": "跑动次数"},
}
_UNKNOWN = {
    "en": "unknown: not given for both, or not comparable",
    "zh": "未知：前后未都给出，或不可比",
}


class BurdenChange(Model, frozen=True):
    """How much less, or more, a service asks of its user than before.

    Each is a growth rate: -0.8 is 80 % less. What was not given before and after stays `None`:
    an unknown burden is not a burden of nothing; nor does anything follow where there may have
    been none before, or where the units have no common measure.

    Attributes:
        items: Items to fill in.
        materials: Materials to bring.
        fee: What it costs.
        time: How long it takes.
        visits: Visits in person.

    Example:
        >>> change = burden_change(Burden(items="201项"), Burden(items="37项", fee="0元"))
        >>> change.known, change.unknown
        (('items',), ('materials', 'fee', 'time', 'visits'))
    """

    items: Figure | None = None
    materials: Figure | None = None
    fee: Figure | None = None
    time: Figure | None = None
    visits: Figure | None = None

    @property
    def known(self) -> tuple[str, ...]:
        """The names of what could be compared."""
        return tuple(name for name in _NAMES if getattr(self, name) is not None)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names of what could not."""
        return tuple(name for name in _NAMES if getattr(self, name) is None)

    def explain(self, lang: Language = "en") -> str:
        """Say for each part of the burden how it changed, or that nothing can be said.

        Args:
            lang: `en` or `zh`.

        Example:
            >>> change = burden_change(Burden(fee="数百到数千不等"), Burden(fee="0元"))
            >>> print(change.explain("zh").splitlines()[2])
            费用：0元 ÷ 数百到数千不等 − 1 正好是-100%（增长率）；界限依据：用语习惯。
        """
        lines = []
        for name, said in _NAMES.items():
            figure = getattr(self, name)
            colon = ": " if lang == "en" else "："
            lines.append(said[lang] + colon + (figure.explain(lang) if figure else _UNKNOWN[lang]))
        return "\n".join(lines)


@overload
def burden_change(before: Burden, after: Burden) -> BurdenChange: ...


@overload
def burden_change(before: Quantity, after: Quantity) -> Figure: ...


def burden_change(before: Burden | Quantity, after: Burden | Quantity) -> BurdenChange | Figure:
    """Say how much a reform takes off the user of a service.

    Args:
        before: The burden before, or one figure of it.
        after: The burden after, or the same figure of it.

    Returns:
        For burdens, the change of each part that is known and comparable on both sides; for
        figures, the change as a figure in the unit `growth`.

    Raises:
        InvalidValueError: If a burden is compared with a figure; and for two figures, if their
            units differ or there may have been no burden before. A part of a burden that cannot
            be compared is left unknown instead.

    Example:
        >>> change = burden_change("201项", "37项")
        >>> change.format("en", digits=3), change.value
        ('-81.6% growth', Fraction(-164, 201))
    """
    if isinstance(before, Burden) and isinstance(after, Burden):
        both = set(before.known) & set(after.known)
        changes = {
            name: _change(getattr(before, name), getattr(after, name)) for name in sorted(both)
        }
        return BurdenChange.model_validate(changes)
    if isinstance(before, Burden) or isinstance(after, Burden):
        raise InvalidValueError(
            "is a burden on one side and a single figure on the other",
            field="burden",
            remedy="Compare two burdens or two figures.",
            code="burden_mixed",
        )
    return growth(after, before=before)


def _change(before: Figure, after: Figure) -> Figure | None:
    """The change of one part of a burden; None where the two cannot be compared."""
    try:
        return growth(after, before=before)
    except InvalidValueError:
        # A fee of nothing stays one, and days do not compare with working days: the other parts
        # of the burden still do.
        return None
