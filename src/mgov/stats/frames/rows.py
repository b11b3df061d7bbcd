"""The rows of an answer as a table of results: exact, as the engine for lists gives them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from mgov.stats.frames.groups import MARGIN
from mgov.stats.frames.partials import Partials
from mgov.stats.measures.aggregate import Aggregate, Largest, MeanOf, Quantile, Total
from mgov.stats.measures.outcome import Group, Sides, table_of
from mgov.stats.measures.request import Request
from mgov.stats.measures.result import MeasureTable
from mgov.stats.measures.tallies import Amount, Made, infinite

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["AnswerRows"]

_EXACT: Final = Context(prec=100)  # more digits than an engine adds up


class _Side(NamedTuple):
    """A side of a measure, and the columns that say what it comes to.

    Attributes:
        aggregate: The side.
        column: The name of its column; those of n and of the length are made of it.
        scale: By how many digits the point of the column is moved.
    """

    aggregate: Aggregate
    column: str
    scale: int

    def made(self, row: Mapping[str, object]) -> Made:
        """Say what it comes to in a row."""
        found = cast("Amount | None", row[self.column])
        value: Amount | None
        if isinstance(self.aggregate, MeanOf):
            length = cast("float | None", row[f"{self.column}_length"])
            top = _amount(self.aggregate.part, found, self.scale)
            value = None if length is None else float(Fraction(top or 0) / int(length))
        elif isinstance(self.aggregate, Largest):
            value = 0 if found is None else _amount(self.aggregate.part, found, self.scale)
        else:
            value = _amount(self.aggregate, found, self.scale)
        return Made(value, cast("int", row[f"{self.column}_n"]))


def _amount(aggregate: Aggregate, found: Amount | None, scale: int) -> Amount | None:
    if isinstance(aggregate, Quantile):
        if found is not None and not math.isfinite(found):
            raise infinite(aggregate.column)
        return found
    if isinstance(aggregate, Total):
        number = Decimal(found or 0).scaleb(-scale, _EXACT)
        return number.quantize(Decimal(1).scaleb(-aggregate.decimals), context=_EXACT)
    return int(found or 0)


class AnswerRows:
    """The columns that a table of results is made of.

    Attributes:
        columns: The columns, as expressions of what the passes leave.

    Args:
        request: What was asked.
        keys: The names of the columns that tell groups apart, in the order of the request.
        partials: What the passes leave.
    """

    def __init__(self, request: Request, keys: Sequence[str], partials: Partials) -> None:
        import narwhals as nw

        self._request, self._keys, self._partials = request, tuple(keys), partials
        self.columns: dict[str, nw.Expr] = {key: nw.col(key) for key in keys}
        if request.margins:
            self.columns[MARGIN] = nw.col(MARGIN)
        self._sides = [
            (self._added(above), None if below is None else self._added(below))
            for above, below in (measure.sides for measure in request.measures)
        ]

    def _added(self, aggregate: Aggregate) -> _Side:
        made = self._partials.made(aggregate)
        name = f"v{len(self.columns)}"
        self.columns |= {name: made.exact, f"{name}_n": made.n}
        if made.length is not None:
            self.columns[f"{name}_length"] = made.length
        return _Side(aggregate, name, made.scale)

    def table(self, rows: Sequence[Mapping[str, object]]) -> MeasureTable:
        """Make the table.

        Args:
            rows: The rows that an engine has made of the columns.
        """
        over: dict[object, tuple[str, ...]] = {None: ()}
        over |= {",".join(names): names for names in self._request.summed_over}
        found = (
            (Group(tuple(row[key] for key in self._keys), over[row.get(MARGIN)]), self._of(row))
            for row in rows
        )
        return table_of(self._request, found)

    def _of(self, row: Mapping[str, object]) -> list[Sides]:
        return [
            Sides(above.made(row), None if below is None else below.made(row))
            for above, below in self._sides
        ]
