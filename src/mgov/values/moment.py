"""Moments in time, put on one clock so that what passed between two of them can be counted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from mgov.errors import InvalidValueError

__all__ = ["day_in", "in_utc"]


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
        raise _out_of_range(field) from None


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
        raise _out_of_range(field) from None


def _out_of_range(field: str) -> InvalidValueError:
    return InvalidValueError(
        "is left for a year that dates do not reach",
        field=field,
        remedy="Give a moment between the years 1 and 9999, with a day to spare.",
        code="moment_range",
    )
