"""`measure`: one definition, wherever the data is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar, overload
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from mgov.errors import InvalidValueError
from mgov.stats.measures.definition import Measure
from mgov.stats.measures.listing import measure_rows
from mgov.stats.measures.request import request_of
from mgov.stats.measures.result import MeasureTable
from mgov.values.tables import ArrowTable, Files, are_files

__all__ = ["measure"]

FrameT = TypeVar("FrameT")
# Known by what they can do, so that none is taken for an iterable of something unknown.
TableT = TypeVar("TableT", bound=ArrowTable)


@overload
def measure(
    data: TableT,
    measures: Measure | Iterable[Measure],
    *,
    by: str | Iterable[str] = (),
    period: str | None = None,
    time_zone: str | ZoneInfo | None = None,
    columns: Mapping[str, str] | None = None,
    margins: bool = False,
    index: Mapping[str, Iterable[object]] | None = None,
    minimum_n: int | None = None,
) -> TableT: ...
@overload
def measure(
    data: Files | Iterable[BaseModel] | Iterable[Mapping[str, object]],
    measures: Measure | Iterable[Measure],
    *,
    by: str | Iterable[str] = (),
    period: str | None = None,
    time_zone: str | ZoneInfo | None = None,
    columns: Mapping[str, str] | None = None,
    margins: bool = False,
    index: Mapping[str, Iterable[object]] | None = None,
    minimum_n: int | None = None,
) -> MeasureTable: ...
@overload
def measure(
    data: FrameT,
    measures: Measure | Iterable[Measure],
    *,
    by: str | Iterable[str] = (),
    period: str | None = None,
    time_zone: str | ZoneInfo | None = None,
    columns: Mapping[str, str] | None = None,
    margins: bool = False,
    index: Mapping[str, Iterable[object]] | None = None,
    minimum_n: int | None = None,
) -> FrameT: ...
def measure(  # noqa: PLR0913 -- keyword-only: each is one question about the groups
    data: object,
    measures: Measure | Iterable[Measure],
    *,
    by: str | Iterable[str] = (),
    period: str | None = None,
    time_zone: str | ZoneInfo | None = None,
    columns: Mapping[str, str] | None = None,
    margins: bool = False,
    index: Mapping[str, Iterable[object]] | None = None,
    minimum_n: int | None = None,
) -> object:
    """Measure data by one or several definitions, in one pass, wherever the data is.

    Lists and iterators of records are measured in Python and give a `MeasureTable`. So do paths,
    patterns such as `events/*.parquet` and folders: DuckDB reads their Parquet, CSV or JSON Lines,
    however large they are; what CSV and JSON Lines have in a column of `by` is a text.

    Frames of pandas, polars, pyarrow, DuckDB and Spark are measured by their own engine and give
    the same kind of frame, with the columns of `MeasureTable.to_records()`; what is lazy stays
    lazy.

    Args:
        data: The records, the frame, or the paths.
        measures: The measure, or several of them.
        by: The columns whose values make the groups. Rows without a value make one of their own.
        period: The length of periods that make groups as well: day, week, month, quarter or
            year. A week begins on Monday.
        time_zone: Whose days, weeks and months are meant, such as Asia/Shanghai.
        columns: What the data calls a column, by what the definitions call it.
        margins: Whether to add rows in which some or all of the columns of `by` are summed over.
        index: The values of columns of `by`, or of `period`, that have to be there; groups
            without rows get rows of zeros.
        minimum_n: From how many cases on a value is shown, if a measure does not ask for more.

    Raises:
        OSError: If a file cannot be read.
        mgov.errors.InvalidDataError: If what is asked, or a column, does not fit; names all
            troubles. What the cells of a lazy frame make impossible, its engine says when the
            answer is asked for.
        mgov.errors.InvalidValueError: If a moment has no time zone, a sum or a quantile is
            infinite, a file is no table, or the data is no data.
        mgov.errors.MissingExtraError: If a package for frames is not installed.

    Example:
        >>> from mgov.stats import ServiceUse, kpi, measure
        >>> moments = ["2017-08-31T17:00:00Z", "2017-08-31T01:00:00Z"]
        >>> uses = [ServiceUse(service="s-1", channel="app", started_at=at) for at in moments]
        >>> print(measure(uses, kpi.uses, period="month", time_zone="Asia/Shanghai"))
        period      uses
        2017-08-01     1
        2017-09-01     1
    """
    request = request_of(
        measures,
        by=by,
        period=period,
        time_zone=time_zone,
        columns=columns,
        margins=margins,
        index=index,
        minimum_n=minimum_n,
    )
    # Imported here: who measures records needs none of the packages for frames.
    from mgov.stats.frames.door import is_frame  # noqa: PLC0415
    from mgov.stats.frames.run import measure_files, measure_frame  # noqa: PLC0415

    if are_files(data):
        return measure_files(data, request)
    if is_frame(data):
        return measure_frame(data, request)
    if isinstance(data, Mapping | bytes) or not isinstance(data, Iterable):
        raise InvalidValueError(
            "is neither records nor a frame",
            field="data",
            remedy="Give a list of models or of mappings, a frame, or a path.",
            code="measure_data",
        )
    return measure_rows(data, request)
