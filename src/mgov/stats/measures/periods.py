"""On which day of a zone a moment falls, and on which day its period begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import repeat
from operator import floordiv, sub
from typing import Final, cast
from zoneinfo import ZoneInfo

from mgov.errors import InvalidValueError
from mgov.stats.measures.aggregate import PeriodLength
from mgov.stats.measures.steady import steady_since
from mgov.values.moment import day_in, out_of_range

__all__ = ["Clock", "following", "last_day_of", "length_in", "start_of", "without_zone"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_INSTANT: Final = timedelta(microseconds=1)
_MONTHS: Final = {PeriodLength.MONTH: 1, PeriodLength.QUARTER: 3, PeriodLength.YEAR: 12}
_WEEK: Final = 7
_DECEMBER: Final = 12


def start_of(day: date, length: PeriodLength) -> date:
    """Return the first day of the period that a day lies in; weeks begin on Monday.

    Args:
        day: The day.
        length: The length of the period.

    Example:
        >>> from datetime import date
        >>> start_of(date(2017, 8, 17), PeriodLength.QUARTER)
        datetime.date(2017, 7, 1)
    """
    if length is PeriodLength.DAY:
        return day
    if length is PeriodLength.WEEK:
        return day - timedelta(days=day.weekday())
    months = _MONTHS[length]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def last_day_of(first: date, length: PeriodLength) -> date:
    """Return the last day of a period.

    Args:
        first: Its first day.
        length: Its length.

    Example:
        >>> from datetime import date
        >>> last_day_of(date(2024, 2, 1), PeriodLength.MONTH)
        datetime.date(2024, 2, 29)
    """
    if length not in _MONTHS:
        return first + timedelta(days=_WEEK - 1 if length is PeriodLength.WEEK else 0)
    last = first.month + _MONTHS[length] - 1
    if last == _DECEMBER:
        return date(first.year, _DECEMBER, 31)
    return date(first.year, last + 1, 1) - timedelta(days=1)


def following(first: date, length: PeriodLength) -> date:
    """Return the first day of the period after another one.

    Args:
        first: The first day of that one.
        length: Its length.

    Example:
        >>> from datetime import date
        >>> following(date(2017, 12, 1), PeriodLength.MONTH)
        datetime.date(2018, 1, 1)
    """
    return last_day_of(first, length) + timedelta(days=1)


def length_in(per: PeriodLength, first: date, last: date) -> int:
    """Count the days, weeks or months from one to another, both of them included.

    Args:
        per: What is counted.
        first: The first day of the first one.
        last: Any day of the last one.

    Example:
        >>> from datetime import date
        >>> length_in(PeriodLength.DAY, date(2017, 8, 1), date(2017, 8, 31))
        31
    """
    if per in _MONTHS:
        return (last.year - first.year) * _DECEMBER + last.month - first.month + 1
    days = (last - first).days
    return (days // _WEEK if per is PeriodLength.WEEK else days) + 1


def without_zone(column: str) -> InvalidValueError:
    """Make the error for times that do not say whose clock they show.

    Args:
        column: The column that has them.

    Example:
        >>> print(without_zone("at"))
        at: has times without a time zone. Say whose clock they show: convert them to moments.
    """
    trouble, code = "has times without a time zone", "timezone_aware"
    remedy = "Say whose clock they show: convert them to moments."
    return InvalidValueError(trouble, field=column, remedy=remedy, code=code)


class _Starts(dict[int, date | None]):
    """The first day of the period that a day or an hour lies in, looked up once for each.

    They are numbered from a midnight of the zone, if it keeps one offset, and of UTC, if not. One
    in which a period ends somewhere, or in which the clocks of the zone are changed, has None:
    each of its moments is looked up.

    Attributes:
        step: How long each is.
        begin: When number 0 begins.
    """

    def __init__(self, zone: ZoneInfo, length: PeriodLength) -> None:
        super().__init__()
        self._zone, self._length = zone, length
        self._even = range(0)
        steady = steady_since(zone)
        if steady is None:
            self.step = timedelta(hours=1 if length is PeriodLength.DAY else 24)
            self.begin = _EPOCH
        else:
            self.step = timedelta(days=1)
            self.begin = _EPOCH - steady.offset
            first, end = ((each - self.begin) // self.step for each in (steady.start, steady.end))
            self._even = range(first + 1, end)

    def __missing__(self, number: int) -> date | None:
        if number in self._even:
            return self._known_from_now_on(number)
        found = self[number] = self._looked_up(number)
        return found

    def _known_from_now_on(self, number: int) -> date:
        """Number all days of the period that a day lies in, as far as the offset is the same."""
        day = _EPOCH.date() + timedelta(days=number)
        start = start_of(day, self._length)
        last = last_day_of(start, self._length)
        first, end = number - (day - start).days, number + (last - day).days + 1
        numbers = range(max(first, self._even.start), min(end, self._even.stop))
        self.update(dict.fromkeys(numbers, start))
        return start

    def _looked_up(self, number: int) -> date | None:
        zone = self._zone
        try:
            first = self.begin + number * self.step
            last = first + self.step - _INSTANT
            even = first.astimezone(zone).utcoffset() == last.astimezone(zone).utcoffset()
            start = self.exactly(first)
            return start if even and start == self.exactly(last) else None
        except (OverflowError, InvalidValueError):  # a part of it is out of reach
            return None

    def exactly(self, moment: datetime) -> date:
        return start_of(day_in(self._zone, moment), self._length)


class Clock:
    """Tells the first days of the periods of moments, as a zone sees them.

    Args:
        column: The column that tells the time, for errors.
        zone: The time zone.
    """

    def __init__(self, column: str, zone: ZoneInfo) -> None:
        self._column, self._zone = column, zone
        self._starts: dict[PeriodLength, _Starts] = {}

    def starts(self, times: Sequence[date | None], length: PeriodLength) -> list[date | None]:
        """Give the first day of the period of each moment or day; None where it is missing.

        Args:
            times: Moments, or else days as they are in the zone.
            length: The length of the periods.

        Raises:
            mgov.errors.InvalidValueError: If a moment has no time zone, or is out of reach.
        """
        known = [time for time in times if time is not None]
        if len(known) == len(times):
            return [*self._known(known, length)]
        found = iter(self._known(known, length))
        return [None if time is None else next(found) for time in times]

    def _known(self, times: Sequence[date], length: PeriodLength) -> list[date]:
        if not times or not isinstance(times[0], datetime):
            starts = {day: start_of(day, length) for day in set(times)}
            return [starts[day] for day in times]
        moments = cast("Sequence[datetime]", times)  # a column holds values of one kind
        known = self._starts.get(length)
        if known is None:
            known = self._starts[length] = _Starts(self._zone, length)
        try:
            # A subtraction is the cheapest question that a moment without a zone cannot answer.
            passed = map(sub, moments, repeat(known.begin))
            numbers = map(floordiv, passed, repeat(known.step))
            return [
                known[number] or known.exactly(moment)
                for number, moment in zip(numbers, moments, strict=True)
            ]
        except TypeError:
            raise without_zone(self._column) from None
        except (OverflowError, InvalidValueError):
            raise out_of_range(self._column) from None
