"""Working days: which days they are, how to count them, and when a term ends."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import ModuleType
from typing import Final, Literal, Protocol, Self, runtime_checkable

from dateutil.relativedelta import relativedelta
from pydantic import InstanceOf, field_serializer, model_validator
from typing_extensions import override

from mgov.errors import InvalidValueError, MissingExtraError
from mgov.values.model import Model

__all__ = ["KnowsWorkdays", "Weekday", "WorkCalendar"]

_LONGEST_BREAK: Final = 366  # days without a workday after which a calendar has none at all


class Weekday(StrEnum):
    """The days of the week, Monday first.

    Example:
        >>> Weekday.of(date(2017, 8, 17)).value
        'thursday'
    """

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the weekday of a date.

        Example:
            >>> Weekday.of(date(2017, 9, 30)) is Weekday.SATURDAY
            True
        """
        return tuple(cls)[day.weekday()]


@runtime_checkable
class KnowsWorkdays(Protocol):
    """Anything that says which days are working days; all that counts days accepts one.

    Example:
        >>> class FourDayWeek:
        ...     def is_workday(self, day: date) -> bool:
        ...         return day.weekday() < 4
        >>> isinstance(FourDayWeek(), KnowsWorkdays)
        True
        >>> WorkCalendar.of(FourDayWeek()).next_workday(date(2017, 8, 17))
        datetime.date(2017, 8, 21)
    """

    def is_workday(self, day: date, /) -> bool:
        """Say whether the day is a working day."""


class WorkCalendar(Model, frozen=True):
    """Which days are working days: all but the weekend, unless listed otherwise.

    Days are counted as the Civil Code of China does (article 201): the day on which a term
    begins does not count, the one after is the first. Subclass it and override `is_workday`
    for days that follow a rule, or hand any object that `KnowsWorkdays` to `WorkCalendar.of`.

    Attributes:
        weekend: The weekdays that are no working days.
        holidays: Days off besides the weekend.
        workdays: Working days in spite of the weekend, as to make up for a holiday.

    Raises:
        mgov.errors.InvalidDataError: If no weekday is left to work on, or a day is both a
            holiday and a working day.

    Example:
        >>> from datetime import date
        >>> from mgov import WorkCalendar
        >>> WorkCalendar().add_workdays(date(2017, 8, 17), 3)
        datetime.date(2017, 8, 22)
        >>> gulf = WorkCalendar(weekend={"friday", "saturday"}, holidays={date(2017, 12, 3)})
        >>> gulf.is_workday(date(2017, 12, 3)), gulf.is_workday(date(2017, 12, 10))
        (False, True)
    """

    weekend: frozenset[Weekday] = frozenset({Weekday.SATURDAY, Weekday.SUNDAY})
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    @classmethod
    def china(
        cls,
        *,
        beyond: Literal["error", "weekends"] = "error",
        holidays: Iterable[date] = (),
        workdays: Iterable[date] = (),
    ) -> WorkCalendar:
        """Return the working days of mainland China, as the State Council announces them.

        They are those of the package `chinesecalendar`, which lists the years from 2004 to
        the last one that was announced when it was released.

        Args:
            beyond: What to do with a day of another year: raise an error that names the years
                that are covered, or count weekends only.
            holidays: Further days off, such as those of one region.
            workdays: Further working days.

        Raises:
            mgov.errors.MissingExtraError: If the extra `cn` is not installed.

        Example:
            >>> china = WorkCalendar.china()
            >>> china.is_workday(date(2017, 9, 30))  # a Saturday before the National Day week
            True
            >>> china.next_workday(date(2017, 9, 30))
            datetime.date(2017, 10, 9)
        """
        _chinese_calendar()
        return _ChineseWorkCalendar(
            beyond=beyond, holidays=frozenset(holidays), workdays=frozenset(workdays)
        )

    @classmethod
    def of(cls, calendar: KnowsWorkdays) -> WorkCalendar:
        """Return a calendar that counts by anything that knows working days.

        Example:
            >>> WorkCalendar.of(WorkCalendar()) == WorkCalendar()
            True
        """
        return calendar if isinstance(calendar, WorkCalendar) else _Borrowed(calendar=calendar)

    def is_workday(self, day: date) -> bool:
        """Say whether a day is a working day.

        Raises:
            mgov.errors.InvalidValueError: If it is a moment: which day that is depends on a
                time zone.

        Example:
            >>> WorkCalendar().is_workday(date(2017, 8, 19))
            False
        """
        day = _plain_day(day)
        if day in self.workdays:
            return True
        return day not in self.holidays and Weekday.of(day) not in self.weekend

    def next_workday(self, day: date) -> date:
        """Return the first working day after a day, never the day itself.

        Example:
            >>> WorkCalendar().next_workday(date(2017, 8, 18))
            datetime.date(2017, 8, 21)
        """
        return self.add_workdays(day, 1)

    def previous_workday(self, day: date) -> date:
        """Return the last working day before a day, never the day itself.

        Example:
            >>> WorkCalendar().previous_workday(date(2017, 8, 20))
            datetime.date(2017, 8, 18)
        """
        return self.add_workdays(day, -1)

    def add_workdays(self, day: date, number: int) -> date:
        """Return the working day that is so many working days away.

        Args:
            day: Where counting starts; it does not count itself, working day or not.
            number: How many working days later, or earlier if negative. With 0 the day itself
                is returned, even if it is no working day.

        Raises:
            mgov.errors.InvalidValueError: If the calendar has no working day for a year.

        Example:
            >>> WorkCalendar().add_workdays(date(2017, 8, 19), 1)
            datetime.date(2017, 8, 21)
            >>> WorkCalendar().add_workdays(date(2017, 8, 21), -1)
            datetime.date(2017, 8, 18)
        """
        day = _plain_day(day)
        step = 1 if number > 0 else -1
        for _ in range(abs(number)):
            day = self._workday_from(_moved(day, step), step)
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """Count the working days after one day, up to and including another.

        It undoes `add_workdays`: going forward the first day is left out and the last one
        counts. Going back (`last` earlier) it is the same way round, and the number negative.

        Example:
            >>> WorkCalendar().workdays_between(date(2017, 8, 17), date(2017, 8, 22))
            3
            >>> WorkCalendar().workdays_between(date(2017, 8, 22), date(2017, 8, 17))
            -3
        """
        first, last = _plain_day(first), _plain_day(last)
        step = 1 if last > first else -1
        days = range(first.toordinal() + step, last.toordinal() + step, step)
        return step * sum(self.is_workday(date.fromordinal(day)) for day in days)

    def deadline(
        self,
        start: date,
        *,
        days: int | None = None,
        workdays: int | None = None,
        months: int | None = None,
        roll: Literal["next", "none"] = "none",
    ) -> date:
        """Return the last day of a term.

        The day on which it starts does not count (Civil Code of China, article 201). A term in
        months ends on the same day of a later month, or on the last one if that month is
        shorter (article 202). Give exactly one of `days`, `workdays` and `months`.

        Args:
            start: The day of the event that starts the term.
            days: Its length in calendar days.
            workdays: Its length in working days.
            months: Its length in months.
            roll: What to do where the last day is no working day: `next` moves it to the next
                working day, as article 203 does for statutory holidays; `none` leaves it,
                which is never too late.

        Raises:
            mgov.errors.InvalidValueError: If not exactly one length is given, or it is negative.

        Example:
            >>> WorkCalendar().deadline(date(2017, 8, 4), days=15)  # a Saturday
            datetime.date(2017, 8, 19)
            >>> WorkCalendar().deadline(date(2017, 8, 4), days=15, roll="next")
            datetime.date(2017, 8, 21)
            >>> WorkCalendar().deadline(date(2017, 8, 31), months=6)
            datetime.date(2018, 2, 28)
        """
        start = _plain_day(start)
        given = [length for length in (days, workdays, months) if length is not None]
        if len(given) != 1 or given[0] < 0:
            trouble = "has a negative length" if len(given) == 1 else "has not one length"
            remedy = "Give exactly one of days, workdays and months, at least 0."
            raise _refusal(trouble, remedy, field="deadline")
        if workdays is not None:
            last = self.add_workdays(start, workdays)
        elif months is not None:
            last = _moved(start, months=months)
        else:
            last = _moved(start, given[0])
        return self._workday_from(last, 1) if roll == "next" else last

    def _workday_from(self, day: date, step: int) -> date:
        """Return the day, or else the nearest working day in the direction of the step."""
        for _ in range(_LONGEST_BREAK):
            if self.is_workday(day):
                return day
            day = _moved(day, step)
        trouble = f"has no working day in the year {'after' if step > 0 else 'before'} a day"
        raise _refusal(trouble, "Check its weekend and holidays.")

    @model_validator(mode="after")
    def _leaves_days_to_work(self) -> Self:
        if len(self.weekend) == len(Weekday):
            error = _refusal("has no weekday to work on", "Leave a weekday out of the weekend.")
            raise error.as_pydantic()
        if both := self.holidays & self.workdays:
            trouble = f"has {min(both)} both as a holiday and as a working day"
            raise _refusal(trouble, "Keep it in one of the two.").as_pydantic()
        return self

    @field_serializer("weekend", "holidays", "workdays", when_used="json")
    def _in_order(self, days: frozenset[Weekday] | frozenset[date]) -> list[Weekday | date]:
        # A set has no order that is the same in every process; a file should be.
        return sorted(days)


class _ChineseWorkCalendar(WorkCalendar, frozen=True):
    """What the State Council announced, with the caller's own days before it."""

    beyond: Literal["error", "weekends"]

    @override
    def is_workday(self, day: date) -> bool:
        day = _plain_day(day)
        if day in self.holidays or day in self.workdays:
            return day in self.workdays
        first, last = _years_of_china()
        if first <= day.year <= last:
            return _works_in_china(day)
        if self.beyond == "weekends":
            return super().is_workday(day)
        trouble = f"knows the working days of China from {first} to {last}, not those of {day.year}"
        remedy = 'Update the package chinesecalendar, or accept guesses with beyond="weekends".'
        raise _refusal(trouble, remedy, code="calendar_not_covered")


class _Borrowed(WorkCalendar, frozen=True):
    """The working days of another object."""

    calendar: InstanceOf[KnowsWorkdays]

    @override
    def is_workday(self, day: date) -> bool:
        return self.calendar.is_workday(_plain_day(day))


def _chinese_calendar() -> ModuleType:
    try:
        import chinese_calendar
    except ImportError:
        package, purpose = "chinesecalendar", "the working days of China"
        raise MissingExtraError(package, extra="cn", purpose=purpose) from None
    module: ModuleType = chinese_calendar
    return module


@functools.cache
def _years_of_china() -> tuple[int, int]:
    listed = _chinese_calendar().constants.holidays
    return min(listed).year, max(listed).year


@functools.cache  # at most the days of the years that the package lists
def _works_in_china(day: date) -> bool:
    return bool(_chinese_calendar().is_workday(day))


def _plain_day(day: date) -> date:
    # A datetime is a date to Python, and equal to none: it would slip through every list.
    if isinstance(day, datetime):
        trouble = "is asked about a moment, and which day that is depends on a time zone"
        raise _refusal(trouble, "Give a date, such as moment.astimezone(zone).date().")
    return day


def _moved(day: date, days: int = 0, months: int = 0) -> date:
    try:
        return day + (relativedelta(months=months) if months else timedelta(days=days))
    except (OverflowError, ValueError):
        trouble, remedy = (
            "is left for a year that dates do not reach",
            "Check the day and the length.",
        )
        raise _refusal(trouble, remedy) from None


def _refusal(
    trouble: str, remedy: str, *, field: str = "calendar", code: str = "calendar"
) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code=code)
