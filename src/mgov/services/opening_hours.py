"""When an office or a line is open: on a clock of its own, on weekdays, working days, days off."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, model_validator

from mgov.errors import InvalidValueError
from mgov.values.halfwidth import halfwidth
from mgov.values.model import Model
from mgov.values.moment import day_in
from mgov.values.text import Text
from mgov.values.time_zone import TimeZoneName, time_zone
from mgov.values.work_calendar import KnowsWorkdays, Weekday, WorkCalendar

__all__ = ["HoursOfDay", "OpenDay", "OpeningHours", "RegularHours", "SpecialHours"]


class OpenDay(StrEnum):
    """A kind of day on which something is open.

    Attributes:
        MONDAY: And so on for each weekday, whatever a calendar says of the day.
        WORKDAY: A working day, as a calendar knows it: in China also the Saturday on which a
            holiday is made up for.
        DAY_OFF: Any other day.

    Example:
        >>> from mgov.services import OpenDay
        >>> [day.value for day in OpenDay if day.needs_calendar]
        ['workday', 'day_off']
    """

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    WORKDAY = "workday"
    DAY_OFF = "day_off"

    @property
    def needs_calendar(self) -> bool:
        """Whether only a calendar of working days tells which days these are."""
        return self in {OpenDay.WORKDAY, OpenDay.DAY_OFF}


def _without_zone(clock: time) -> time:
    if clock.tzinfo is not None:
        trouble = "has a time zone of its own"
        remedy = "Write it as in 09:00; the opening hours have one time zone for all."
        raise InvalidValueError(trouble, remedy=remedy, code="time_with_zone").as_pydantic()
    return clock


def _as_on_the_door(clock: object) -> object:
    if isinstance(clock, time):
        return clock
    # As signs have it: 9:00, or 17：30. A number is no time, though pydantic would count seconds.
    written = halfwidth(str(clock))
    return f"0{written}" if written[1:2] == ":" else written


def _with_midnight(clock: object) -> object:
    # As the end of a day, 24:00 is the midnight at which the next one begins.
    return "00:00" if clock in {"24:00", "24:00:00"} else clock


_Opens = Annotated[time, BeforeValidator(_as_on_the_door), AfterValidator(_without_zone)]
_Closes = Annotated[
    time,
    BeforeValidator(_with_midnight),
    BeforeValidator(_as_on_the_door),  # the last one comes first
    AfterValidator(_without_zone),
]


class HoursOfDay(Model, frozen=True):
    """From when to when something is open on a day.

    Attributes:
        opens: The first moment at which it is open.
        closes: The first moment at which it is not any more. At or before `opens` it is that
            time of the next day: from 22:00 to 06:00 is over night, from 00:00 to 00:00 all day.
            24:00 is read as the midnight at which the day ends.

    Example:
        >>> from mgov.services import HoursOfDay
        >>> HoursOfDay(opens="22:00", closes="06:00").ends_next_day
        True
    """

    opens: _Opens
    closes: _Closes

    @property
    def ends_next_day(self) -> bool:
        """Whether it closes on the day after the one on which it opens."""
        return self.closes <= self.opens

    def _covers(self, clock: time, days_after: int) -> bool:
        """Whether it is open at a time of the day it opens on, or of the day after."""
        if days_after:
            return self.ends_next_day and clock < self.closes
        return self.opens <= clock and (self.ends_next_day or clock < self.closes)


def _some_days(days: tuple[OpenDay, ...]) -> tuple[OpenDay, ...]:
    # Not min_length, by which pydantic counts also a day that it could not read as missing.
    if not days:
        trouble, remedy = "are none", "Give at least one, such as workday."
        raise InvalidValueError(trouble, remedy=remedy, code="open_days").as_pydantic()
    return days


class RegularHours(HoursOfDay, frozen=True):
    """Hours that hold on certain days of every week.

    Attributes:
        days: On which days it opens.

    Example:
        >>> from mgov.services import RegularHours
        >>> RegularHours(days=["saturday"], opens="09:00", closes="12:00").closes
        datetime.time(12, 0)
    """

    days: Annotated[tuple[OpenDay, ...], AfterValidator(_some_days)]


class SpecialHours(Model, frozen=True):
    """Hours of certain dates, in the place of the regular ones.

    Attributes:
        first: The first date.
        last: The last date; the first one if it is left out.
        hours: When it is open on each of these dates; not at all if there are none.
        note: Why, in the words of the office.

    Example:
        >>> from mgov.services import SpecialHours
        >>> SpecialHours(first="2017-10-01", last="2017-10-08", note="国庆节、中秋节").hours
        ()
    """

    first: date
    last: date | None = None
    hours: tuple[HoursOfDay, ...] = ()
    note: Text | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the date is one of these.

        Example:
            >>> from datetime import date
            >>> from mgov.services import SpecialHours
            >>> SpecialHours(first="2017-10-01").holds_on(date(2017, 10, 2))
            False
        """
        return self.first <= day <= (self.last or self.first)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last is not None and self.last < self.first:
            trouble, remedy = "end before they begin", "Correct first or last."
            raise InvalidValueError(trouble, remedy=remedy, code="special_hours").as_pydantic()
        return self


class OpeningHours(Model, frozen=True):
    """When a counter, a line or an office is open (CPSV-AP 3.2 `openingHours`).

    It goes by the clock on the wall of the office: where clocks are put forward, the office
    opens by the new time. Of special hours that hold on the same date, the first ones count.

    Attributes:
        regular: The hours of every week; where a day has several, it is open in each of them.
        special: The hours of certain dates (`specialOpeningHoursSpecification`).
        time_zone: By which clock, as an IANA name.
        note: The hours in the words of the office.

    Example:
        >>> from datetime import datetime
        >>> from zoneinfo import ZoneInfo
        >>> from mgov import WorkCalendar
        >>> from mgov.services import OpeningHours
        >>> hall = OpeningHours(
        ...     regular=[
        ...         {"days": ["workday"], "opens": "09:00", "closes": "12:00"},
        ...         {"days": ["workday"], "opens": "13:30", "closes": "17:00"},
        ...     ],
        ...     time_zone="Asia/Shanghai",
        ... )
        >>> noon = datetime(2017, 8, 17, 12, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
        >>> hall.is_open(noon, calendar=WorkCalendar())
        False
        >>> in_london = datetime(2017, 8, 17, 8, 30, tzinfo=ZoneInfo("Europe/London"))  # 15:30
        >>> hall.is_open(in_london, calendar=WorkCalendar())
        True
    """

    regular: tuple[RegularHours, ...] = ()
    special: tuple[SpecialHours, ...] = ()
    time_zone: TimeZoneName
    note: Text | None = None

    @property
    def needs_calendar(self) -> bool:
        """Whether a calendar of working days is needed to tell when it is open.

        Example:
            >>> from mgov.services import OpeningHours
            >>> OpeningHours(time_zone="Asia/Shanghai").needs_calendar
            False
        """
        return any(day.needs_calendar for hours in self.regular for day in hours.days)

    def hours_on(
        self, day: date, *, calendar: KnowsWorkdays | None = None
    ) -> tuple[HoursOfDay, ...]:
        """Return the hours of a date, in the order in which they begin; empty if it is closed.

        Args:
            day: A date at the office.
            calendar: Which days are working days there.

        Raises:
            mgov.errors.InvalidValueError: If the hours speak of working days or days off and
                there is no calendar.

        Example:
            >>> from datetime import date
            >>> from mgov.services import OpeningHours
            >>> line = OpeningHours(
            ...     regular=[{"days": ["friday"], "opens": "09:00", "closes": "17:00"}],
            ...     special=[{"first": "2017-08-25"}],
            ...     time_zone="Asia/Shanghai",
            ... )
            >>> [len(line.hours_on(date(2017, 8, day))) for day in (17, 18, 25)]
            [0, 1, 0]
        """
        for special in self.special:
            if special.holds_on(day):
                return tuple(sorted(special.hours, key=lambda hours: hours.opens))
        kinds = {OpenDay(Weekday.of(day).value)}
        if self.needs_calendar:
            kinds.add(self._kind_of(day, calendar))
        found = (hours for hours in self.regular if not kinds.isdisjoint(hours.days))
        return tuple(sorted(found, key=lambda hours: hours.opens))

    def is_open(self, at: datetime, *, calendar: KnowsWorkdays | None = None) -> bool:
        """Say whether it is open at a moment.

        Args:
            at: The moment, in any time zone.
            calendar: Which days are working days at the office.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone, or the hours speak of
                working days or days off and there is no calendar.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.services import OpeningHours
            >>> night = {"days": ["friday"], "opens": "22:00", "closes": "06:00"}
            >>> line = OpeningHours(regular=[night], time_zone="UTC")
            >>> line.is_open(datetime(2017, 8, 19, 5, 59, tzinfo=UTC))  # Saturday morning
            True
        """
        zone = time_zone(self.time_zone)
        day = day_in(zone, at)
        clock = at.astimezone(zone).time()
        yesterday = [day - timedelta(days=1)] if day > date.min else []
        return any(
            hours._covers(clock, days_after)  # noqa: SLF001 -- of this module
            for days_after, opened in enumerate([day, *yesterday])
            for hours in self.hours_on(opened, calendar=calendar)
        )

    @staticmethod
    def _kind_of(day: date, calendar: KnowsWorkdays | None) -> OpenDay:
        if calendar is None:
            trouble = "speaks of working days or days off, and no calendar tells which these are"
            remedy = "Give one, such as calendar=WorkCalendar.china()."
            raise InvalidValueError(
                trouble, field="opening_hours", remedy=remedy, code="calendar_missing"
            )
        works = WorkCalendar.of(calendar).is_workday(day)
        return OpenDay.WORKDAY if works else OpenDay.DAY_OFF
