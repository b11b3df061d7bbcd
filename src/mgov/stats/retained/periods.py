"""Periods on the calendar: on which day one starts, and which one comes next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from mgov.stats.measures.aggregate import PeriodLength

__all__ = ["following", "start_of"]

_MONTHS: Final = {PeriodLength.MONTH: 1, PeriodLength.QUARTER: 3, PeriodLength.YEAR: 12}
_DAYS: Final = {
    PeriodLength.DAY: 1,
    PeriodLength.WEEK: 7,
    PeriodLength.MONTH: 31,
    PeriodLength.QUARTER: 92,
    PeriodLength.YEAR: 366,
}


def start_of(day: date, length: PeriodLength) -> date:
    """Return the first day of the period that a day lies in; a week starts on Monday.

    Example:
        >>> from mgov.stats.retained.periods import PeriodLength, start_of
        >>> str(start_of(date(2017, 8, 17), PeriodLength.QUARTER))
        '2017-07-01'
    """
    if length is PeriodLength.DAY:
        return day
    if length is PeriodLength.WEEK:
        return day - timedelta(days=day.weekday())
    months = _MONTHS[length]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def following(start: date, length: PeriodLength) -> date:
    """Return the first day of the period after the one that starts on a day.

    Example:
        >>> from mgov.stats.retained.periods import PeriodLength, following
        >>> str(following(date(2017, 12, 1), PeriodLength.MONTH))
        '2018-01-01'
    """
    # No period is longer than so many days, and none starts in the last four weeks of another.
    return start_of(start + timedelta(days=_DAYS[length]), length)
