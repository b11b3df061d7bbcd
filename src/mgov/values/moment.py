"""Moments in time, put on one clock so that what passed between two of them can be counted."""

from __future__ import annotations

from datetime import UTC, datetime

from mgov.errors import InvalidValueError

__all__ = ["in_utc"]


def in_utc(moment: datetime, *, field: str = "at") -> datetime:
    """Put a moment that a caller gave on the clock that all moments are compared by.

    Python compares and subtracts two datetimes of the same zone by what their clocks show: from
    one o'clock to three is two hours, also in the night in which the clocks are put forward.
    In UTC it is the one hour that passed.

    Args:
        moment: An aware datetime, in any zone.
        field: What to call it in an error.

    Raises:
        mgov.errors.InvalidValueError: If it has no time zone.

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
    return moment.astimezone(UTC)
