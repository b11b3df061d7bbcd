"""Since when a time zone has kept one offset from UTC: there a clock is read by an addition.

An engine looks up the offset of each moment in the history of a zone, which takes it longer than
to group the rows. Many zones have kept theirs for decades, that of China since 1991.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from mgov.values.time_zone import time_zone as zone_of_name

__all__ = ["Steady", "steady_since"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST: Final = _EPOCH + timedelta(days=2)  # 1970 or later on the clocks of all zones
_END: Final = datetime(2100, 1, 1, tzinfo=UTC)
_STEP: Final = timedelta(days=6)  # since 1970 every zone has kept each offset for a week
_LEAST: Final = timedelta(days=365 * 50)


class Steady(NamedTuple):
    """The last years of a zone in which its clocks are not put forward or back.

    Attributes:
        start: The first moment, in microseconds since 1970.
        end: The moment after the last one, in microseconds since 1970.
        offset: By how much its clocks are ahead of UTC, in microseconds.
    """

    start: int
    end: int
    offset: int


@lru_cache(maxsize=32)
def steady_since(time_zone: str) -> Steady | None:
    """Say since when a zone has kept one offset; None if it keeps putting its clocks forward.

    Args:
        time_zone: The IANA name of the zone.

    Raises:
        mgov.errors.InvalidValueError: If there is no such zone.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.stats.frames.steady import steady_since
        >>> china = steady_since("Asia/Shanghai")
        >>> datetime.fromtimestamp(china.start / 1_000_000, UTC).year, china.offset // 3_600_000_000
        (1991, 8)
        >>> steady_since("Europe/Berlin") is None
        True
    """
    zone = zone_of_name(time_zone)
    moment = _END - _STEP
    last = moment.astimezone(zone).utcoffset()
    while moment - _STEP >= _FIRST and (moment - _STEP).astimezone(zone).utcoffset() == last:
        moment -= _STEP
    if last is None or _END - moment < _LEAST:
        return None
    microsecond = timedelta(microseconds=1)
    return Steady(
        (moment - _EPOCH) // microsecond, (_END - _EPOCH) // microsecond, last // microsecond
    )
