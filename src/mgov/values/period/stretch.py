"""The calendar behind `Period`: stretches on three scales, numbered and moved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from dateutil.relativedelta import relativedelta

from mgov.errors import InvalidValueError
from mgov.values.period.granularity import Granularity

FIRST_YEAR: Final = 1583  # the first whole Gregorian year; ISO 8601 has earlier ones by agreement
LAST_YEAR: Final = 9998  # the day after the last one has to exist too

MONTHS: Final = {
    Granularity.YEAR: 12,
    Granularity.HALF_YEAR: 6,
    Granularity.QUARTER: 3,
    Granularity.MONTH: 1,
}
"""How many months the granularities that consist of months have, coarsest first."""


class Stretch(NamedTuple):
    """Consecutive units on one scale: days, ISO weeks or months.

    Quarters, half years and years are stretches of 3, 6 and 12 months that begin where a
    quarter, half year or year begins, so the same months are one stretch whatever they are
    called. Days are not promoted to weeks or months: after 30 days come 30 days, and after
    a month comes a month.

    Attributes:
        unit: The scale: `DAY`, `WEEK` or `MONTH`.
        first: The number of the first unit on its scale.
        length: How many units.
        as_of: True for the point in time at the end of the stretch.
    """

    unit: Granularity
    first: int
    length: int
    as_of: bool = False

    @property
    def granularity(self) -> Granularity:
        """What it is one of, or for a range what it counts in."""
        if self.unit is not Granularity.MONTH:
            return self.unit
        for granularity, months in MONTHS.items():
            whole = self.first % months == 0 and self.length % months == 0
            if whole and (self.length == months or granularity is Granularity.YEAR):
                return granularity
        return Granularity.MONTH

    @property
    def parts(self) -> int:
        """How many units of its granularity it has."""
        return self.length // MONTHS.get(self.granularity, 1)

    @property
    def start(self) -> date:
        """The first day."""
        return first_day(self.unit, self.first)

    @property
    def stop(self) -> date:
        """The day after the last one."""
        return first_day(self.unit, self.first + self.length)

    @property
    def last_unit(self) -> Stretch:
        """The last one of the units that it counts in, such as June of January to June."""
        size = MONTHS.get(self.granularity, 1)
        return self._replace(first=self.first + self.length - size, length=size)

    @property
    def extent(self) -> Stretch:
        """Itself, unless it is a point in time, which has no extent."""
        if self.as_of:
            trouble = "is a point in time and has no extent"
            remedy = "Use during() for the stretch that it is the end of."
            raise InvalidValueError(trouble, field="period", remedy=remedy, code="period")
        return self

    def moved(self, units: int) -> Stretch:
        """Return the stretch that lies so many units later."""
        return checked(self._replace(first=self.first + units))


def checked(stretch: Stretch) -> Stretch:
    """Refuse a stretch that leaves the years that this library knows."""
    lowest = unit_at(stretch.unit, date(FIRST_YEAR, 1, 1))
    highest = unit_at(stretch.unit, date(LAST_YEAR, 12, 31))
    if stretch.first < lowest or stretch.first + stretch.length - 1 > highest:
        raise out_of_range()
    return stretch


def out_of_range() -> InvalidValueError:
    """Make the error for a stretch that leaves the years that this library knows."""
    return InvalidValueError(
        f"is outside the years {FIRST_YEAR} to {LAST_YEAR}",
        field="period",
        remedy="Check the year.",
        code="period_out_of_range",
    )


def spanning(first: Stretch, last: Stretch) -> Stretch:
    """Return the stretch from the start of one to the end of another."""
    if first.unit is not last.unit:
        trouble = f"runs from {named(first.granularity)} to {named(last.granularity)}"
        remedy = "Give both ends alike, as two days or two months."
        raise InvalidValueError(trouble, field="period", remedy=remedy, code="period_range")
    length = last.first + last.length - first.first
    if length < max(first.length, last.length):
        trouble, remedy = "ends before it begins", "Give the earlier end first."
        raise InvalidValueError(trouble, field="period", remedy=remedy, code="period_range")
    return Stretch(first.unit, first.first, length)


def year_before(stretch: Stretch) -> Stretch:
    """Return the stretch of the same name a year earlier, if that year has one."""
    if stretch.unit is Granularity.MONTH:
        return stretch.moved(-12)
    first = _day_of_year_before(stretch.unit, stretch.start)
    last = _day_of_year_before(stretch.unit, stretch.stop - timedelta(days=1))
    number = unit_at(stretch.unit, first)
    length = unit_at(stretch.unit, last) - number + 1
    return checked(stretch._replace(first=number, length=length))


def _day_of_year_before(unit: Granularity, day: date) -> date:
    if unit is Granularity.DAY:
        before = day - relativedelta(years=1)
        if before.day == day.day:
            return before
        trouble, remedy = f"has no same day in {before.year}", "Compare the month instead."
    else:
        year, week, weekday = day.isocalendar()
        if week <= weeks_in(year - 1):
            return date.fromisocalendar(year - 1, week, weekday)
        trouble, remedy = f"has no same week in {year - 1}", "Compare week 52 or a month instead."
    raise InvalidValueError(trouble, field="period", remedy=remedy, code="period_year_before")


def named(granularity: Granularity) -> str:
    """Name a granularity in a sentence, as `a half year`."""
    return f"a {granularity.replace('_', ' ')}"


def of_granularity(granularity: Granularity, day: date) -> Stretch:
    """Return the stretch of a granularity that a day lies in."""
    if granularity not in MONTHS:
        return checked(Stretch(granularity, unit_at(granularity, day), 1))
    months = MONTHS[granularity]
    month = unit_at(Granularity.MONTH, day)
    return checked(Stretch(Granularity.MONTH, month - month % months, months))


def unit_at(unit: Granularity, day: date) -> int:
    """Number the unit of a scale that a day lies in."""
    if unit is Granularity.MONTH:
        return day.year * 12 + day.month - 1
    if unit is Granularity.WEEK:
        return (day.toordinal() - 1) // 7  # 0001-01-01 was a Monday
    return day.toordinal()


def first_day(unit: Granularity, number: int) -> date:
    """Return the day on which a unit of a scale begins."""
    if unit is Granularity.MONTH:
        year, month = divmod(number, 12)
        return date(year, month + 1, 1)
    if unit is Granularity.WEEK:
        return date.fromordinal(number * 7 + 1)
    return date.fromordinal(number)


def weeks_in(year: int) -> int:
    """Count the ISO weeks of a year: the 28th of December always lies in the last one."""
    return date(year, 12, 28).isocalendar().week


def days_in(year: int, month: int) -> int:
    """Count the days of a month."""
    after = first_day(Granularity.MONTH, year * 12 + month)
    return (after - timedelta(days=1)).day
