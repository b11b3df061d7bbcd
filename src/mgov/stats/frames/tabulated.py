"""`tabulate`: the answer of a frame as a table of results, each with its definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mgov.errors import InvalidDataError, Problem
from mgov.stats.frames.records import records_of
from mgov.stats.measures.definition import Measure
from mgov.stats.measures.outcome import Group, in_order
from mgov.stats.measures.request import MARGIN, Request, request_of
from mgov.stats.measures.result import Absence, MeasureResult, MeasureTable

__all__ = ["tabulate"]


def tabulate(
    answer: object,
    measures: Measure | Iterable[Measure],
    *,
    by: str | Iterable[str] = (),
    period: str | None = None,
    margins: bool = False,
) -> MeasureTable:
    """Give the answer of a frame its definitions back: a table that prints and explains itself.

    `measure` answers a frame by a frame, whose columns have numbers and no definitions. Here they
    come together again; an answer that is lazy is computed. A frame does not say what numerators
    and denominators were, so `exact` and `figure` of the results are None.

    Args:
        answer: What `measure` has answered: a frame, or a table, which is returned as it is.
        measures: The measures, as they were asked.
        by: The columns that were grouped by.
        period: The length of the periods, if there were any.
        margins: Whether margins were asked for.

    Raises:
        mgov.errors.InvalidDataError: If the answer lacks columns; names all of them.
        mgov.errors.MissingExtraError: For a frame, if the extra `frames` is not installed.

    Example:
        >>> import pyarrow as pa
        >>> from mgov import stats
        >>> uses = pa.table({"region": ["320100", "320200", "320100"]})
        >>> answer = stats.measure(uses, stats.kpi.uses, by="region")
        >>> answer.column_names
        ['region', 'uses', 'uses_n']
        >>> table = stats.tabulate(answer, stats.kpi.uses, by="region")
        >>> print(table)
        region  uses
        320100     2
        320200     1
        >>> print(table.rows[0]["uses"].definition.describe())
        Uses: the number of rows. Population: ...
    """
    if isinstance(answer, MeasureTable):
        return answer
    zone = None if period is None else "UTC"  # the periods are there already
    request = request_of(measures, by=by, period=period, time_zone=zone, margins=margins)
    rows = records_of(answer)
    lacking = set(request.columns_of_result).difference(*rows[:1]) if rows else set()
    if lacking:
        remedy = "Ask for the measures, groups and margins that `measure` was asked for."
        raise InvalidDataError.from_problems(
            "answer",
            [Problem((name,), "is no column of it", remedy, "answer") for name in sorted(lacking)],
        )
    over: dict[object, tuple[str, ...]] = {None: ()}
    over |= {",".join(names): names for names in request.summed_over}
    groups = (Group(tuple(row[key] for key in request.keys), over[row.get(MARGIN)]) for row in rows)
    results = (list(_results(request, row)) for row in rows)
    return in_order(request, zip(groups, results, strict=True))


def _results(request: Request, row: Mapping[str, object]) -> Iterator[MeasureResult]:
    for measure in request.measures:
        value, n = row[measure.id], row[f"{measure.id}_n"]
        yield MeasureResult.model_validate(
            {
                "definition": measure,
                "value": value,
                "low": row.get(f"{measure.id}_low"),
                "high": row.get(f"{measure.id}_high"),
                "n": n,
                "absence": _absence(n) if value is None else None,
            }
        )


def _absence(n: object) -> Absence:
    return Absence.TOO_FEW if n else Absence.NOTHING
