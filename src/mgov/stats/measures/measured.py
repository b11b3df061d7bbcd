"""`measure`: records by one definition or by several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from mgov.errors import InvalidValueError
from mgov.stats.measures.definition import Measure
from mgov.stats.measures.listing import measure_rows
from mgov.stats.measures.request import request_of
from mgov.stats.measures.result import MeasureTable

__all__ = ["measure"]


def measure(  # noqa: PLR0913 -- keyword-only: each is one question about the groups
    data: Iterable[BaseModel] | Iterable[Mapping[str, object]],
    measures: Measure | Iterable[Measure],
    *,
    by: str | Iterable[str] = (),
    period: str | None = None,
    time_zone: str | ZoneInfo | None = None,
    columns: Mapping[str, str] | None = None,
    margins: bool = False,
    index: Mapping[str, Iterable[object]] | None = None,
    minimum_n: int | None = None,
) -> MeasureTable:
    """Measure records by one or several definitions, in one pass.

    The records may come from an iterator: they are gone through once and not kept, unless a
    measure asks who is new in a period. Two measures that count the same rows share the work.

    Args:
        data: Models, or mappings such as the lines of a JSON Lines file.
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
        mgov.errors.InvalidDataError: If what is asked, or a column, does not fit; names all
            troubles.
        mgov.errors.InvalidValueError: If a moment has no time zone, or the data is no list of
            records.

    Example:
        >>> from mgov import stats
        >>> uses = stats.Measure(id="uses", name="Uses", numerator=stats.count(), time="at")
        >>> rows = [{"at": "2017-08-31T17:00:00Z"}, {"at": "2017-08-31T01:00:00Z"}]
        >>> events = [
        ...     stats.ServiceUse(service="s-1", channel="app", started_at=row["at"]) for row in rows
        ... ]
        >>> print(
        ...     stats.measure(
        ...         events,
        ...         uses.replace(time="started_at"),
        ...         period="month",
        ...         time_zone="Asia/Shanghai",
        ...     )
        ... )
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
    is_frame = hasattr(data, "__arrow_c_stream__") or hasattr(data, "__dataframe__")
    if is_frame or isinstance(data, Mapping | str | bytes) or not isinstance(data, Iterable):
        remedy = "Give a list of models or of mappings"
        raise InvalidValueError(
            "is no list of records",
            field="data",
            remedy="Give the rows of a frame, as mappings." if is_frame else f"{remedy}.",
            code="measure_data",
        )
    return measure_rows(data, request)
