"""Measures of frames: one definition, whatever engine the data is on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mgov.stats.frames.answer import result_columns, with_lengths
from mgov.stats.frames.columns import Columns, Look, looks_of
from mgov.stats.frames.conditions import Conditions
from mgov.stats.frames.door import opened
from mgov.stats.frames.groups import MARGIN, Grouping, grouped
from mgov.stats.frames.partials import Partials
from mgov.stats.frames.times import PERIOD, with_news, with_times
from mgov.stats.measures.aggregate import Aggregate, PerPeriod
from mgov.stats.measures.condition import IsNew, conditions_in
from mgov.stats.measures.request import Request
from mgov.values.tables import Cell

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["measure_frame"]


def measure_frame(data: object, request: Request) -> object:
    """Measure a frame.

    Args:
        data: A frame of pandas, polars, pyarrow, DuckDB or Spark, or the paths of files.
        request: What is measured, and by which groups.

    Returns:
        The same kind of frame; of a lazy one, a query that nothing has computed yet. Of files,
        the rows as dictionaries.

    Raises:
        OSError: If a file cannot be read.
        mgov.errors.InvalidValueError: If a column is missing, or holds what it must not.
        mgov.errors.MissingExtraError: If the extra `frames` is not installed.
    """
    looks = _looks(request)
    cells = [
        Cell(name, request.columns.get(look.column, look.column), look.kind)
        for look, name in looks.items()
    ]
    with opened(data, cells) as source:
        columns = Columns(source.frame, looks)
        news = {name: f"n{number}" for number, name in enumerate(_new_columns(request))}
        frame = _rows(columns, news, request)
        partials = Partials(columns, Conditions(columns, news))
        named: dict[str, nw.Expr] = {}
        for measure in request.measures:
            named |= result_columns(measure, partials, request.minimum_n)
        answer = _answer(frame, columns, partials, named, request)
        keys = [*request.by, *([] if request.period is None else ["period"])]
        if source.eager and keys:
            answer = answer.sort(*keys, nulls_last=True)
        return source.give(answer)


def _rows(columns: Columns, news: Mapping[str, str], request: Request) -> nw.LazyFrame[Any]:
    """Give the rows with all that is looked at."""
    frame = columns.frame
    if _needs_time(request):
        time, zone = Look(str(request.time), "unknown"), str(request.time_zone)
        frame = with_times(columns, time, zone, request.period, _sub_periods(request))
    users = {new: columns.name_of(Look(name, "text")) for name, new in news.items()}
    return with_news(frame, users, request.period)


def _answer(
    frame: nw.LazyFrame[Any],
    columns: Columns,
    partials: Partials,
    named: Mapping[str, nw.Expr],
    request: Request,
) -> nw.LazyFrame[Any]:
    """Group the rows and give the answer its columns."""
    import narwhals as nw

    by = {columns.name_of(Look(name, "text")): name for name in request.by}
    types = {key: columns.answer_type_of(key) for key in by} | {PERIOD: nw.Date()}
    period = None if request.period is None else PERIOD
    names = {**{name: key for key, name in by.items()}, "period": PERIOD}
    index = {names[name]: values for name, values in (request.index or {}).items()}
    found = grouped(frame, Grouping(by, types, period, request.margins, index), partials)
    found = with_lengths(found, partials, request.period)
    keys = {name: nw.col(key) for key, name in by.items()}
    if period is not None:
        keys["period"] = nw.col(PERIOD)
    if request.margins:
        keys["margin"] = nw.col(MARGIN)
    return found.select(**keys, **named)


def _aggregates(request: Request) -> Iterator[Aggregate]:
    for measure in request.measures:
        yield from (side for side in measure.sides if side is not None)


def _looks(request: Request) -> dict[Look, str]:
    """Name the columns that are looked at, each for as long as the frame is open."""
    found = [Look(name, "text") for name in request.by]
    if _needs_time(request):
        found.append(Look(str(request.time), "unknown"))
    for aggregate in _aggregates(request):
        found += looks_of(aggregate)
    return {look: f"c{number}" for number, look in enumerate(dict.fromkeys(found))}


def _new_columns(request: Request) -> list[str]:
    """Name the columns of which is asked whether a row is new in them."""
    found = {}
    for aggregate in _aggregates(request):
        of = aggregate.part if isinstance(aggregate, PerPeriod) else aggregate
        for condition in () if of.where is None else conditions_in(of.where):
            if isinstance(condition, IsNew):
                found[condition.column] = True
    return list(found)


def _sub_periods(request: Request) -> list[str]:
    return sorted({each.per for each in _aggregates(request) if isinstance(each, PerPeriod)})


def _needs_time(request: Request) -> bool:
    return request.period is not None or bool(_sub_periods(request))
