"""What the sides of measures come to, made the rows of a table, whoever has counted them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple, cast

from mgov.stats.measures.batches import Cell
from mgov.stats.measures.definition import Measure
from mgov.stats.measures.request import PERIOD, Request
from mgov.stats.measures.result import Absence, MeasureResult, MeasureRow, MeasureTable
from mgov.stats.measures.tallies import Amount, Made
from mgov.stats.proportion import critical_value, wilson_ends

__all__ = ["CRITICAL", "Group", "Sides", "table_of"]

CRITICAL: Final = critical_value(0.95)
"""That of the intervals of proportions."""


class Sides(NamedTuple):
    """What both sides of a measure come to in a group.

    Attributes:
        above: The numerator.
        below: The denominator; None if there is none.
    """

    above: Made
    below: Made | None


class Group(NamedTuple):
    """A group of rows.

    Attributes:
        key: The value of each column that tells groups apart; None where there is none.
        margin: The columns that are summed over.
    """

    key: tuple[Cell, ...]
    margin: tuple[str, ...]


def table_of(request: Request, found: Iterable[tuple[Group, Sequence[Sides]]]) -> MeasureTable:
    """Make a table, its rows in the order of their keys, missing ones last.

    Args:
        request: What was asked.
        found: The groups, each with what its measures come to.
    """
    ordered = sorted(found, key=lambda each: _place(each[0]))
    return MeasureTable(
        measures=request.measures,
        by=request.by,
        period=request.period,
        margins=request.margins,
        rows=tuple(_row(request, group, sides) for group, sides in ordered),
    )


def _place(group: Group) -> tuple[object, ...]:
    key = tuple((value is None, 0 if value is None else value) for value in group.key)
    return (*key, len(group.margin), group.margin)


def _row(request: Request, group: Group, found: Sequence[Sides]) -> MeasureRow:
    keys = dict(zip(request.keys, group.key, strict=True))
    period = cast("date | None", keys.pop(PERIOD, None) if request.period else None)
    results = [
        _result(measure, sides, request.smallest_n(measure))
        for measure, sides in zip(request.measures, found, strict=True)
    ]
    return MeasureRow.model_validate(
        {"keys": keys, "period": period, "margin": group.margin, "results": results}
    )


def _result(measure: Measure, sides: Sides, limit: int) -> MeasureResult:
    above, below = sides
    n = above.n if below is None else below.n
    if 0 < n < limit:
        return MeasureResult(definition=measure, value=None, n=n, absence=Absence.TOO_FEW)
    value = _plain(above.value) if below is None else _ratio(above.value, below.value)
    low = high = None
    if measure.is_proportion and n:
        low, high = wilson_ends(above.n, n, CRITICAL)
    return MeasureResult(
        definition=measure,
        value=value,
        low=low,
        high=high,
        n=n,
        numerator=above.value,
        denominator=None if below is None else below.value,
        absence=Absence.NOTHING if value is None else None,
    )


def _ratio(above: Amount | None, below: Amount | None) -> float | None:
    return float(Fraction(above) / Fraction(below)) if above is not None and below else None


def _plain(value: Amount | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value
