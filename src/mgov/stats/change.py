"""Changes of reported figures over time: growth, and what a reform takes off a citizen."""

from __future__ import annotations

from fractions import Fraction
from typing import overload

from mgov.errors import InvalidValueError
from mgov.stats.ratio import Quantity, as_figure, in_one_unit
from mgov.values.figures import Exact, Figure, Interval
from mgov.values.figures.interval import INF, End, exact

__all__ = ["growth"]


@overload
def growth(now: Quantity, *, before: Quantity) -> Figure: ...


@overload
def growth(now: Quantity, *, increase: Quantity) -> Figure: ...


def growth(
    now: Quantity, *, before: Quantity | None = None, increase: Quantity | None = None
) -> Figure:
    """Say how much something has grown, over what it was before.

    Reports give either the level before or the increase. The interval holds every growth rate
    that the two figures allow, and no more: with an increase, both rest on the same number, and
    the ends are taken where it fits.

    Args:
        now: The level now.
        before: The level before.
        increase: How much was added since then; negative for a fall.

    Returns:
        A figure in the unit `growth`: 0.04 is 4 %.

    Raises:
        InvalidValueError: If not exactly one of `before` and `increase` is given, if the units
            differ, or if there may have been nothing before.

    Example:
        >>> users = growth("7.24亿", increase="增加2830万人")
        >>> users.format("en", digits=3)
        '4.07% (4.06%, 4.08%) growth'
        >>> print(users.explain())
        增加2830万人 ÷ (7.24亿 − 增加2830万人) is more than 4.06417% and less than 4.07152% growth;
        the ends rest on rounding.
    """
    current = as_figure(now)
    if (before is None) == (increase is None):
        raise InvalidValueError(
            "needs either before or increase",
            field="growth",
            remedy="Give the level before, or what was added since.",
            code="growth_base",
        )
    if before is not None:
        return _from_level(current, as_figure(before))
    return _from_increase(current, as_figure(increase or 0))


def _from_level(now: Figure, before: Figure) -> Figure:
    now, before = in_one_unit(now, before, "before")
    if before.low < 0:
        raise InvalidValueError(
            "may be negative",
            field="before",
            remedy="Growth needs a base over zero; give the difference instead.",
            code="growth_from_nothing",
        )
    ratio = now / before
    value = None if ratio.value is None else ratio.value - 1
    return Figure.computed(
        ratio.interval - Interval.point(1),
        value=value,
        unit="growth",
        formula="{0} ÷ {1} − 1",
        operands=(now, before),
    )


def _from_increase(now: Figure, increase: Figure) -> Figure:
    now, increase = in_one_unit(now, increase, "increase")
    before = now.interval - increase.interval
    if before.low < 0 or 0 in before:
        raise InvalidValueError(
            "may be as large as the level now",
            field="increase",
            remedy="Growth needs something that was there before.",
            code="growth_from_nothing",
        )
    # i / (n − i) rises with i and, for a positive i, falls with n: n / (n − i) − 1.
    low = _rate(now.high if increase.low >= 0 else now.low, increase.low)
    high = _rate(now.low if increase.high >= 0 else now.high, increase.high)
    return Figure.computed(
        Interval(
            low,
            high,
            increase.low_closed and (now.high_closed if increase.low >= 0 else now.low_closed),
            increase.high_closed and (now.low_closed if increase.high >= 0 else now.high_closed),
        ),
        value=_value(now, increase),
        unit="growth",
        formula="{1} ÷ ({0} − {1})",
        operands=(now, increase),
    )


def _rate(now: End, increase: End) -> End:
    """Growth for one pair of numbers, or its limit where one of them is infinite."""
    if isinstance(now, float):
        return 0
    if isinstance(increase, float):
        return -1
    return INF if now == increase else exact(Fraction(increase) / (now - increase))


def _value(now: Figure, increase: Figure) -> Exact | None:
    if now.value is None or increase.value is None or now.value == increase.value:
        return None
    return exact(Fraction(increase.value) / (now.value - increase.value))
