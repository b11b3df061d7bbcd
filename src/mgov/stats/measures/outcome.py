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
from mgov.values.model import unchecked

__all__ = ["CRITICAL", "Group", "Sides", "in_order", "table_of"]

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
    """Make a table of what has been counted.

    Args:
        request: What was asked.
        found: The groups, each with what its measures come to.
    """
    makers = [_Maker(measure, request.smallest_n(measure)) for measure in request.measures]
    return in_order(
        request,
        (
            (group, [maker.result(each) for maker, each in zip(makers, sides, strict=True)])
            for group, sides in found
        ),
    )


def in_order(
    request: Request, found: Iterable[tuple[Group, Sequence[MeasureResult]]]
) -> MeasureTable:
    """Make a table of results, its rows in the order of their keys, missing ones last.

    Args:
        request: What was asked.
        found: The groups, each with its results.
    """
    ordered = sorted(found, key=lambda each: _place(each[0]))
    return MeasureTable(
        measures=request.measures,
        by=request.by,
        period=request.period,
        margins=request.margins,
        rows=tuple(_row(request, group, results) for group, results in ordered),
    )


def _place(group: Group) -> tuple[object, ...]:
    key = tuple((value is None, 0 if value is None else value) for value in group.key)
    return (*key, len(group.margin), group.margin)


def _row(request: Request, group: Group, results: Sequence[MeasureResult]) -> MeasureRow:
    keys = dict(zip(request.keys, group.key, strict=True))
    period = cast("date | None", keys.pop(PERIOD, None) if request.period else None)
    return MeasureRow.model_validate(
        {"keys": keys, "period": period, "margin": group.margin, "results": tuple(results)}
    )


class _Maker:
    """Makes the results of one measure, of which there may be thousands."""

    def __init__(self, measure: Measure, limit: int) -> None:
        self._measure, self._limit = measure, limit
        self._is_proportion = measure.is_proportion
        self._made = unchecked(MeasureResult)

    def result(self, sides: Sides) -> MeasureResult:
        above, below = sides
        n = above.n if below is None else below.n
        numerator, denominator = above.value, None if below is None else below.value
        value: int | float | None = None
        low = high = absence = None
        if 0 < n < self._limit:
            numerator = denominator = None
            absence = Absence.TOO_FEW
        else:
            value = _plain(numerator) if below is None else _ratio(numerator, denominator)
            absence = Absence.NOTHING if value is None else None
            if self._is_proportion and n:
                low, high = wilson_ends(above.n, n, CRITICAL)
        return self._made(
            {
                "definition": self._measure,
                "value": value,
                "low": low,
                "high": high,
                "n": n,
                "numerator": numerator,
                "denominator": denominator,
                "absence": absence,
            }
        )


def _ratio(above: Amount | None, below: Amount | None) -> float | None:
    if above is None or not below:
        return None
    if isinstance(above, int) and isinstance(below, int):
        return above / below  # rounded once, as that of fractions, and much sooner there
    return float(Fraction(above) / Fraction(below))


def _plain(value: Amount | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value
