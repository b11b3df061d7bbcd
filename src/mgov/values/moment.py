"""Moments in time, put on one clock so that what passed between two of them can be counted."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime

from mgov.errors import InvalidValueError

__all__ = ["Moment", "day_in", "earlier", "in_reach", "in_utc", "later", "out_of_range"]

_DAY: Final = timedelta(days=1)
_FIRST: Final = datetime.min.replace(tzinfo=UTC)
_LAST: Final = datetime.max.replace(tzinfo=UTC)


def in_utc(moment: datetime, *, field: str = "at") -> datetime:
    """Put a moment that a caller gave on the clock that all moments are compared by.

    Python compares and subtracts two datetimes of the same zone by what their clocks show: from
    one o'clock to three is two hours, also in the night in which the clocks are put forward.
    In UTC it is the one hour that passed.

    Args:
        moment: An aware datetime, in any zone.
        field: What to call it in an error.

    Raises:
        mgov.errors.InvalidValueError: If it has no time zone, or is outside the years 1 to 9999
            in UTC.

    Example:
        >>> from datetime import datetime
        >>> from zoneinfo import ZoneInfo
        >>> from mgov.values.moment import in_utc
        >>> london = ZoneInfo("Europe/London")
        >>> before, after = (
        ...     datetime(2017, 3, 26, 0, tzinfo=london),
        ...     datetime(2017, 3, 26, 3, tzinfo=london),
        ... )
        >>> str(after - before), str(in_utc(after) - in_utc(before))
        ('3:00:00', '2:00:00')
    """
    if moment.tzinfo is UTC:
        return moment
    if moment.utcoffset() is None:
        trouble = "has no time zone"
        remedy = "Give the datetime a tzinfo, such as ZoneInfo('Asia/Shanghai')."
        raise InvalidValueError(trouble, field=field, remedy=remedy, code="timezone_aware")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise out_of_range(field) from None


def day_in(zone: ZoneInfo, moment: datetime, *, field: str = "at") -> date:
    """Return the day that a calendar on the wall of a time zone shows at a moment.

    Args:
        zone: The time zone.
        moment: An aware datetime, in any zone.
        field: What to call it in an error.

    Raises:
        mgov.errors.InvalidValueError: If it has no time zone, or its day there is outside the
            years 1 to 9999.

    Example:
        >>> from datetime import UTC, datetime
        >>> from zoneinfo import ZoneInfo
        >>> from mgov.values.moment import day_in
        >>> day_in(ZoneInfo("Asia/Shanghai"), datetime(2017, 8, 16, 17, tzinfo=UTC))
        datetime.date(2017, 8, 17)
    """
    try:
        return in_utc(moment, field=field).astimezone(zone).date()
    except OverflowError:
        raise out_of_range(field) from None


def in_reach(moment: datetime, *, field: str = "at") -> datetime:
    """Refuse a moment that the clocks of some time zone cannot show, as their years end.

    Args:
        moment: An aware datetime, in any zone.
        field: What to call it in an error.

    Returns:
        The moment, as it was given.

    Raises:
        mgov.errors.InvalidValueError: If it has no time zone, or lies in the first or the last
            day of the years 1 to 9999.

    Example:
        >>> from datetime import datetime, UTC
        >>> from mgov.values.moment import in_reach
        >>> str(in_reach(datetime(2017, 8, 17, tzinfo=UTC)))
        '2017-08-17 00:00:00+00:00'
    """
    if not _FIRST + _DAY <= in_utc(moment, field=field) <= _LAST - _DAY:
        raise out_of_range(field)
    return moment


def _shown_by_every_clock(moment: datetime) -> datetime:
    if MINYEAR < moment.year < MAXYEAR:
        return moment
    try:
        return in_reach(moment)
    except InvalidValueError as error:
        raise error.as_pydantic() from None


Moment = Annotated[AwareDatetime, AfterValidator(_shown_by_every_clock)]
"""A field of a model that holds a moment: it has a time zone, and every other zone can show it."""


def earlier(moment: datetime, by: timedelta) -> datetime:
    """Return the moment in UTC that is so much earlier, or the first that there is.

    Args:
        moment: An aware datetime, in any zone.
        by: A length of time, not negative.

    Raises:
        mgov.errors.InvalidValueError: As for `in_utc`.

    Example:
        >>> from datetime import UTC, datetime, timedelta
        >>> from mgov.values.moment import earlier
        >>> str(earlier(datetime(2017, 8, 17, tzinfo=UTC), timedelta.max))
        '0001-01-01 00:00:00+00:00'
    """
    try:
        return in_utc(moment) - by
    except OverflowError:
        return _FIRST


def later(moment: datetime, by: timedelta) -> datetime:
    """Return the moment in UTC that is so much later, or the last that there is.

    Args:
        moment: An aware datetime, in any zone.
        by: A length of time, not negative.

    Raises:
        mgov.errors.InvalidValueError: As for `in_utc`.

    Example:
        >>> from datetime import UTC, datetime, timedelta
        >>> from mgov.values.moment import later
        >>> str(later(datetime(2017, 8, 17, tzinfo=UTC), timedelta.max))
        '9999-12-31 23:59:59.999999+00:00'
    """
    try:
        return in_utc(moment) + by
    except OverflowError:
        return _LAST


def out_of_range(field: str) -> InvalidValueError:
    """Return the error for a moment that dates cannot hold.

    Args:
        field: What to call it.

    Example:
        >>> from mgov.values.moment import out_of_range
        >>> out_of_range("published").code
        'moment_range'
    """
    return InvalidValueError(
        "is left for a year that dates do not reach",
        field=field,
        remedy="Give a moment between the years 1 and 9999, with a day to spare.",
        code="moment_range",
    )
