"""Measures of frames: one definition, whatever engine the data is on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from mgov.stats.frames.answer import Answer, with_lengths
from mgov.stats.frames.columns import Columns, Look, looks_of
from mgov.stats.frames.conditions import Conditions
from mgov.stats.frames.door import Opened, opened
from mgov.stats.frames.groups import MARGIN, Grouping, grouped
from mgov.stats.frames.partials import Partials
from mgov.stats.frames.rows import AnswerRows
from mgov.stats.frames.times import PERIOD, with_news, with_times
from mgov.stats.measures.aggregate import PerPeriod
from mgov.stats.measures.request import Request
from mgov.stats.measures.result import MeasureTable
from mgov.values.tables import Cell, Files

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["measure_files", "measure_frame"]

_PLACE: Final = f"{MARGIN} place"


def measure_frame(data: object, request: Request) -> object:
    """Measure a frame.

    Args:
        data: A frame of pandas, polars, pyarrow, DuckDB or Spark.
        request: What is measured, and by which groups.

    Returns:
        The same kind of frame; of a lazy one, a query that nothing has computed yet.

    Raises:
        mgov.errors.InvalidDataError: If columns are missing, or hold what they must not.
        mgov.errors.InvalidValueError: If a column has times without a time zone.
        mgov.errors.MissingExtraError: If the extra `frames` is not installed.
    """
    with _asked(data, request) as (source, query):
        columns = Answer(query.keys, query.partials)
        for measure in request.measures:
            columns.add(measure, request.smallest_n(measure))
        answer = columns.of(query.grouped())
        if source.eager and request.keys:
            answer = _in_order(answer, request)
        return source.give(answer)


def measure_files(paths: Files, request: Request) -> MeasureTable:
    """Measure the rows of files.

    Args:
        paths: A path, a pattern, or several of them.
        request: What is measured, and by which groups.

    Returns:
        What a list of the same rows gives.

    Raises:
        OSError: If a file cannot be read.
        mgov.errors.InvalidDataError: If columns are missing, or hold what they must not.
        mgov.errors.InvalidValueError: If a column has times without a time zone.
        mgov.errors.MissingExtraError: If the extra `frames` is not installed.
    """
    with _asked(paths, request) as (_, query):
        rows = AnswerRows(request, query.grouping.keys, query.partials)
        return rows.table(query.grouped().select(**rows.columns).collect().rows(named=True))


def _in_order(answer: nw.LazyFrame[Any], request: Request) -> nw.LazyFrame[Any]:
    """Put the rows in the order of their keys, and those that are summed over behind others."""
    if not request.margins:
        return answer.sort(*request.keys, nulls_last=True)
    import narwhals as nw

    place: nw.Expr = nw.lit(0)
    for number, over in enumerate(sorted(request.summed_over, key=lambda each: (len(each), each))):
        is_it = nw.col(MARGIN) == ",".join(over)
        place = nw.when(is_it).then(nw.lit(number + 1)).otherwise(place)
    placed = answer.with_columns(place.alias(_PLACE))
    return placed.sort(*request.keys, _PLACE, nulls_last=True).drop(_PLACE)


@contextmanager
def _asked(data: object, request: Request) -> Iterator[tuple[Opened, _Query]]:
    looks = _looks(request)
    cells = [Cell(name, request.in_data(look.column), look.kind) for look, name in looks.items()]
    with opened(data, cells) as source:
        yield source, _Query(Columns(source.frame, looks, request), request)


class _Query:
    """What is asked, as a query of an open frame.

    Attributes:
        partials: What its passes leave; `grouped` makes what has been asked for by then.
        grouping: By what the rows are grouped.
        keys: The columns that tell groups apart, by their names in the answer.
    """

    def __init__(self, columns: Columns, request: Request) -> None:
        import narwhals as nw

        news = {name: f"n{number}" for number, name in enumerate(request.asked_whether_new)}
        self.partials = Partials(columns, Conditions(columns, news))
        self._rows, self._period = _rows(columns, news, request), request.period
        by = {columns.name_of(Look(name, "text")): name for name in request.by}
        types = {key: columns.answer_type_of(key) for key in by} | {PERIOD: nw.Date()}
        period = None if request.period is None else PERIOD
        names = {**{name: key for key, name in by.items()}, "period": PERIOD}
        index = {names[name]: values for name, values in (request.index or {}).items()}
        self.grouping = Grouping(by, types, period, request.margins, index)
        self.keys = dict(zip(request.keys, map(nw.col, self.grouping.keys), strict=True))
        if request.margins:
            self.keys["margin"] = nw.col(MARGIN)

    def grouped(self) -> nw.LazyFrame[Any]:
        """Give a row a group, with what the passes leave."""
        found = grouped(self._rows, self.grouping, self.partials)
        return with_lengths(found, self.partials, self._period)


def _rows(columns: Columns, news: Mapping[str, str], request: Request) -> nw.LazyFrame[Any]:
    """Give the rows with all that is looked at."""
    frame = columns.frame
    if request.needs_time:
        time, zone = Look(str(request.time), "unknown"), str(request.time_zone)
        frame = with_times(columns, time, zone, request.period, _sub_periods(request))
    users = {new: columns.name_of(Look(name, "text")) for name, new in news.items()}
    return with_news(frame, users, request.period)


def _looks(request: Request) -> dict[Look, str]:
    """Name the columns that are looked at, each for as long as the frame is open."""
    found = [Look(name, "text") for name in request.by]
    if request.needs_time:
        found.append(Look(str(request.time), "unknown"))
    for aggregate in request.aggregates:
        found += looks_of(aggregate)
    return {look: f"c{number}" for number, look in enumerate(dict.fromkeys(found))}


def _sub_periods(request: Request) -> list[str]:
    return sorted({each.per for each in request.aggregates if isinstance(each, PerPeriod)})
