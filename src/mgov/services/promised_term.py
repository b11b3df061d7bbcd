"""How long a promised or statutory time of a service is, as a term that can run."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Final, NamedTuple

from mgov.values.figures import Figure
from mgov.values.figures.units import DURATIONS, canonical

__all__ = ["Length", "as_term"]

_DAYS: Final = {"day": 1, "week": 7}
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_CLOCK_TIMES: Final = frozenset({"s", "min", "h"})


class Length(NamedTuple):
    """The length of a term in whole days, working days or months; exactly one of them."""

    days: int | None = None
    workdays: int | None = None
    months: int | None = None


def as_term(figure: Figure) -> Length | timedelta | None:
    """Return the length of a time that is given as a figure.

    Of a range the longer end counts, and a part of a day or a month counts as a whole one:
    nobody is late who may be in time.

    Args:
        figure: A length of time.

    Returns:
        A length in days, working days or months; a duration if it is given in hours or less, at
        most `timedelta.max`; None if it has no end or no unit. No time at all is a term that ends
        on its first day.

    Example:
        >>> from mgov import Figure
        >>> as_term(Figure.parse("3至5个工作日"))
        Length(days=None, workdays=5, months=None)
        >>> as_term(Figure.parse("24小时"))
        datetime.timedelta(days=1)
    """
    unit, most = canonical(figure.unit), figure.high
    if isinstance(most, float):  # no end
        return None
    if most == 0:
        return Length(days=0)
    if unit in _CLOCK_TIMES:
        return _duration(math.ceil(most * DURATIONS[unit] * 1_000_000))
    if unit in _DAYS:
        return Length(days=math.ceil(most * _DAYS[unit]))
    if unit in _MONTHS:
        return Length(months=math.ceil(most * _MONTHS[unit]))
    return Length(workdays=math.ceil(most)) if unit == "workday" else None


def _duration(microseconds: int) -> timedelta:
    try:
        return timedelta(microseconds=microseconds)
    except OverflowError:
        return timedelta.max
