"""The period and the sub-periods of each row, and whether it is new in its period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from mgov.stats.frames.columns import Columns, Look
from mgov.stats.frames.engine import add_days, add_starts
from mgov.stats.measures.value import ValueKind

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["PERIOD", "with_news", "with_times"]

PERIOD: Final = "p"
"""The column with the first day of the period."""

_DAY: Final = "d"


def with_times(
    columns: Columns, time: Look, time_zone: str, unit: str | None, subs: Sequence[str]
) -> nw.LazyFrame[Any]:
    """Add the first days of the period and of the sub-periods that each row lies in.

    Args:
        columns: The columns.
        time: That which tells the time: moments, or days as they are in the zone.
        time_zone: The IANA name of the zone whose days are meant.
        unit: The length of the period; None if there is none.
        subs: The lengths of the sub-periods.
    """
    import narwhals as nw

    name = columns.name_of(time)
    if columns.kind_of(time) is ValueKind.MOMENT:
        frame = add_days(columns.frame, {_DAY: name}, time_zone)
    else:
        frame = columns.frame.with_columns(nw.col(name).cast(nw.Date).alias(_DAY))
    wanted = {f"s_{sub}": sub for sub in subs}
    if unit is not None:
        wanted[PERIOD] = unit
    for added, length in wanted.items():
        frame = add_starts(frame, {added: _DAY}, length)
    return frame


def with_news(
    frame: nw.LazyFrame[Any], users: Mapping[str, str], unit: str | None
) -> nw.LazyFrame[Any]:
    """Add whether the period of a row is the first one that has a value of a column.

    Args:
        frame: The frame, with the times if there is a period.
        users: The name of the column, by the name of the new one.
        unit: The length of the period; None if all of the data is one.
    """
    import narwhals as nw

    if unit is None:
        known = {new: ~nw.col(user).is_null() for new, user in users.items()}
        return frame.with_columns(**known) if known else frame
    for new, user in users.items():
        frame = frame.with_columns(nw.col(_DAY).min().over(user).alias(f"{new}_first"))
        frame = add_starts(frame, {f"{new}_start": f"{new}_first"}, unit)
        is_new = (nw.col(f"{new}_start") == nw.col(PERIOD)) & ~nw.col(user).is_null()
        frame = frame.with_columns(is_new.alias(new))
    return frame
