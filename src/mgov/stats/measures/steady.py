"""Since when a time zone has kept one offset from UTC: there a clock is read by an addition.

To look up the offset of each moment in the history of a zone takes longer than to group the rows.
Many zones have kept theirs for decades, that of China since 1991.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

__all__ = ["Steady", "steady_since"]

_FIRST: Final = datetime(1990, 1, 1, tzinfo=UTC)
_END: Final = datetime(2038, 1, 1, tzinfo=UTC)
_STEP: Final = timedelta(days=6)  # every zone has kept each of its offsets for a week or longer
_LEAST: Final = timedelta(days=3653)  # what is shorter would be of use to few rows


class Steady(NamedTuple):
    """The years of a zone in which its clocks are not put forward or back.

    Attributes:
        start: The first moment.
        end: The moment after the last one.
        offset: By how much its clocks are ahead of UTC.
    """

    start: datetime
    end: datetime
    offset: timedelta


@lru_cache(maxsize=32)
def steady_since(zone: ZoneInfo) -> Steady | None:
    """Say between which moments a zone keeps one offset; None if it keeps changing it.

    Args:
        zone: The zone.

    Example:
        >>> from zoneinfo import ZoneInfo
        >>> from mgov.stats.measures.steady import steady_since
        >>> china = steady_since(ZoneInfo("Asia/Shanghai"))
        >>> china.start.year, china.end.year, str(china.offset)
        (1991, 2038, '8:00:00')
        >>> steady_since(ZoneInfo("Europe/Berlin")) is None
        True
    """
    start, end = _END, _END
    offset = _offset(zone, end)
    while start > _FIRST and _offset(zone, start - _STEP) == offset:
        start -= _STEP
    return None if end - start < _LEAST else Steady(start, end, offset)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).replace(tzinfo=UTC) - moment
