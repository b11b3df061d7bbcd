"""What each engine says in words of its own: on which day a moment falls, when a period starts.

Everything else is said once, in narwhals. These are not: narwhals takes the zone of a moment from
the session of DuckDB and of Spark, which must not matter here, truncates to no week, and numbers
no days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mgov.stats.measures.steady import steady_since
from mgov.values.time_zone import time_zone as zone_of_name

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["add_days", "add_numbers", "add_starts"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_POLARS_STEP: Final = {"week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}


class _Words(NamedTuple):
    """How an engine that is asked in SQL says it; `{of}` is the column.

    Attributes:
        day: The day of a moment in `{zone}`, by the history of the zone.
        micros: The moment itself, in microseconds since 1970.
        day_of_micros: The day that `{micros}` falls on in UTC, from 1970 on.
        number: The number of a day.
        start: The first day of the `{unit}` that a day lies in.
        month: The same of a month.
    """

    day: str
    micros: str
    day_of_micros: str
    number: str
    start: str
    month: str


_DUCKDB: Final = _Words(
    day="CAST(timezone('{zone}', CAST({of} AS TIMESTAMPTZ)) AS DATE)",
    micros="epoch_us(CAST({of} AS TIMESTAMPTZ))",
    day_of_micros="CAST(make_timestamp({micros}) AS DATE)",
    number="date_diff('day', DATE '1970-01-01', {of})",
    start="CAST(date_trunc('{unit}', {of}) AS DATE)",
    month="{of} - CAST(day({of}) - 1 AS INTEGER)",  # in a third of the time
)
_SPARK: Final = _Words(
    # `unix_micros` is the moment itself; a cast of it would show it on the clock of the session.
    day="CAST(convert_timezone('UTC', '{zone}', TIMESTAMP_NTZ '1970-01-01' + make_dt_interval("
    "0, 0, 0, CAST(CAST(unix_micros({of}) AS DECIMAL(20, 0)) / 1000000 AS DECIMAL(18, 6)))"
    ") AS DATE)",
    micros="unix_micros({of})",
    day_of_micros="date_from_unix_date(CAST(({micros}) DIV 86400000000 AS INT))",
    number="unix_date({of})",
    start="trunc({of}, '{unit}')",
    month="trunc({of}, 'month')",
)


def add_days(
    frame: nw.LazyFrame[Any], days: Mapping[str, str], time_zone: str
) -> nw.LazyFrame[Any]:
    """Add the calendar day that each moment falls on in a zone.

    Args:
        frame: The frame, whose columns have names that need no quotes.
        days: The column with the moments, by the name of the new column.
        time_zone: The IANA name of the zone, known to be one.
    """
    if frame.implementation.is_polars():
        pl = frame.__native_namespace__()
        added = {
            name: pl.col(of).dt.convert_time_zone(time_zone).dt.date() for name, of in days.items()
        }
        return _again(frame.to_native().with_columns(**added))
    return _with_sql(frame, {name: _day(frame, of, time_zone) for name, of in days.items()})


def add_starts(frame: nw.LazyFrame[Any], starts: Mapping[str, str], unit: str) -> nw.LazyFrame[Any]:
    """Add the first day of the period that each day lies in; a week starts on Monday.

    Args:
        frame: The frame, whose columns have names that need no quotes.
        starts: The column with the days, by the name of the new column.
        unit: The length of the period: day, week, month, quarter or year.
    """
    if unit == "day":
        import narwhals as nw

        return frame.with_columns(**{name: nw.col(of) for name, of in starts.items()})
    if frame.implementation.is_polars():
        pl = frame.__native_namespace__()
        step = _POLARS_STEP[unit]
        return _again(
            frame.to_native().with_columns(
                **{name: pl.col(of).dt.truncate(step) for name, of in starts.items()}
            )
        )
    words = _words(frame)
    sql = words.month if unit == "month" else words.start
    return _with_sql(frame, {name: sql.format(unit=unit, of=of) for name, of in starts.items()})


def add_numbers(frame: nw.LazyFrame[Any], numbers: Mapping[str, str]) -> nw.LazyFrame[Any]:
    """Add the number of each day, counted from the first of January 1970.

    Args:
        frame: The frame, whose columns have names that need no quotes.
        numbers: The column with the days, by the name of the new column.
    """
    if frame.implementation.is_polars():
        pl = frame.__native_namespace__()
        added = {name: pl.col(of).cast(pl.Int32) for name, of in numbers.items()}
        return _again(frame.to_native().with_columns(**added))
    sql = _words(frame).number
    return _with_sql(frame, {name: sql.format(of=of) for name, of in numbers.items()})


def _words(frame: nw.LazyFrame[Any]) -> _Words:
    return _DUCKDB if frame.implementation.is_duckdb() else _SPARK


def _day(frame: nw.LazyFrame[Any], of: str, time_zone: str) -> str:
    words = _words(frame)
    by_history = words.day.format(zone=time_zone, of=of)
    steady = steady_since(zone_of_name(time_zone))
    if steady is None:
        return by_history
    start, end = ((each - _EPOCH) // _MICROSECOND for each in (steady.start, steady.end))
    micros = words.micros.format(of=of)
    shown = f"{micros} + {steady.offset // _MICROSECOND}"
    by_addition = words.day_of_micros.format(micros=shown)
    is_steady = f"{micros} >= {start} AND {micros} < {end}"
    return f"CASE WHEN {is_steady} THEN {by_addition} ELSE {by_history} END"


def _with_sql(frame: nw.LazyFrame[Any], added: Mapping[str, str]) -> nw.LazyFrame[Any]:
    native = frame.to_native()
    parts = ["*", *(f"{sql} AS {name}" for name, sql in added.items())]
    duckdb = frame.implementation.is_duckdb()
    return _again(native.project(", ".join(parts)) if duckdb else native.selectExpr(*parts))


def _again(native: object) -> nw.LazyFrame[Any]:
    import narwhals as nw

    frame: nw.LazyFrame[Any] = nw.from_native(native)
    return frame
