"""How many calendar days a length of time certainly takes, whatever unit it is given in.

A month has 28 to 31 days, and five working days take five days at least; by how much more, the
holidays decide. Within such bounds lengths in different units can be compared after all: one
month is never longer than 60 days, and 21 working days always take more than 20 days.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Final

from mgov.values.figures import End
from mgov.values.figures.interval import exact
from mgov.values.figures.units import DURATIONS, canonical

__all__ = ["calendar_days"]

_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_LONG, _SHORT = 31, 28
_REST_OF_YEAR: Final = (31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # March to December
_LEAP_CYCLE: Final = 48  # a leap year in every four, but for those that end a century


def calendar_days(length: End, unit: str | None) -> tuple[End, End] | None:
    """Return how few and how many calendar days a length of time may take.

    Args:
        length: How many of the unit; `math.inf` for no end at all.
        unit: A unit of time.

    Returns:
        The fewest and the most days; None where there is no unit, unless the length is 0 or
        has no end, for which none is needed.

    Example:
        >>> calendar_days(1, "month"), calendar_days(60, "day"), calendar_days(2, "quarter")
        ((28, 31), (60, 60), (181, 184))
        >>> calendar_days(20, "workday")
        (20, inf)
    """
    if length == 0 or isinstance(length, float):
        return length, length
    unit = canonical(unit)
    if unit in DURATIONS:
        days = exact(length * DURATIONS[unit] / DURATIONS["day"])
        return days, days
    if unit == "workday":
        return length, math.inf
    if unit in _MONTHS:
        months = Fraction(length) * _MONTHS[unit]
        return _in_months(math.floor(months), min), _in_months(math.ceil(months), max)
    return None


def _in_months(number: int, extreme: Callable[[Iterable[int]], int]) -> int:
    """The days of so many months in a row, beginning with whichever month makes it extreme.

    Around the end of a century eight years pass without a leap day; the fewest days are
    counted without any.
    """
    if extreme is min:
        lengths = (_LONG, _SHORT, *_REST_OF_YEAR) * 4
    else:
        lengths = (_LONG, _SHORT + 1, *_REST_OF_YEAR) + (_LONG, _SHORT, *_REST_OF_YEAR) * 3
    cycles, rest = divmod(number, _LEAP_CYCLE)
    twice = lengths * 2
    return cycles * sum(lengths) + extreme(
        sum(twice[start : start + rest]) for start in range(_LEAP_CYCLE)
    )
