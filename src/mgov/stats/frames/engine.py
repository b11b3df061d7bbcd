"""What each engine says in words of its own: on which day a moment falls, when a period starts.

Everything else is said once, in narwhals. These are not: narwhals takes the zone of a moment from
the session of DuckDB and of Spark, which must not matter here, truncates to no week, and numbers
no days.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["add_days", "add_numbers", "add_starts"]

_POLARS_STEP: Final = {"week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}

_DUCKDB_DAY: Final = "CAST(timezone('{zone}', CAST({of} AS TIMESTAMPTZ)) AS DATE)"
_DUCKDB_NUMBER: Final = "date_diff('day', DATE '1970-01-01', {of})"
_DUCKDB_START: Final = "CAST(date_trunc('{unit}', {of}) AS DATE)"

# `unix_micros` is the moment itself; a cast of it would show it on the clock of the session.
_SPARK_DAY: Final = (
    "CAST(convert_timezone('UTC', '{zone}', TIMESTAMP_NTZ '1970-01-01' + make_dt_interval("
    "0, 0, 0, CAST(CAST(unix_micros({of}) AS DECIMAL(20, 0)) / 1000000 AS DECIMAL(18, 6)))"
    ") AS DATE)"
)
_SPARK_NUMBER: Final = "unix_date({of})"
_SPARK_START: Final = "trunc({of}, '{unit}')"


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
    sql = _DUCKDB_DAY if frame.implementation.is_duckdb() else _SPARK_DAY
    return _with_sql(frame, {name: sql.format(zone=time_zone, of=of) for name, of in days.items()})


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
    sql = _DUCKDB_START if frame.implementation.is_duckdb() else _SPARK_START
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
    sql = _DUCKDB_NUMBER if frame.implementation.is_duckdb() else _SPARK_NUMBER
    return _with_sql(frame, {name: sql.format(of=of) for name, of in numbers.items()})


def _with_sql(frame: nw.LazyFrame[Any], added: Mapping[str, str]) -> nw.LazyFrame[Any]:
    native = frame.to_native()
    parts = ["*", *(f"{sql} AS {name}" for name, sql in added.items())]
    duckdb = frame.implementation.is_duckdb()
    return _again(native.project(", ".join(parts)) if duckdb else native.selectExpr(*parts))


def _again(native: object) -> nw.LazyFrame[Any]:
    import narwhals as nw

    frame: nw.LazyFrame[Any] = nw.from_native(native)
    return frame
