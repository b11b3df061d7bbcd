"""The columns that measures look at, and what kind of values they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from mgov.errors import InvalidValueError
from mgov.stats.frames.literal import Grid
from mgov.stats.measures.aggregate import Aggregate, Distinct, PerPeriod
from mgov.stats.measures.condition import ColumnComparison, Comparison, IsIn, conditions_in
from mgov.stats.measures.value import ValueKind, kind_of
from mgov.values.tables import CellKind

if TYPE_CHECKING:
    import narwhals as nw
    from narwhals.dtypes import DType

__all__ = ["Columns", "Look", "looks_of"]

_INTEGER_LIMITS = {"UInt64": 2**64, "Int128": 2**127, "UInt128": 2**128}


class Look(NamedTuple):
    """A column, and as what it is looked at: a file of text says nothing of that itself.

    Attributes:
        column: Its name in the definitions.
        kind: What it has to hold.
    """

    column: str
    kind: CellKind


def looks_of(aggregate: Aggregate) -> Iterator[Look]:
    """Name the columns that an aggregate looks at, and as what.

    Args:
        aggregate: The aggregate.
    """
    found = aggregate.part if isinstance(aggregate, PerPeriod) else aggregate
    for condition in () if found.where is None else conditions_in(found.where):
        if isinstance(condition, Comparison):
            yield Look(condition.column, kind_of(condition.value).value)
        elif isinstance(condition, IsIn):
            yield Look(condition.column, kind_of(condition.values[0]).value)
        elif isinstance(condition, ColumnComparison):
            yield Look(condition.column, "unknown")
            yield Look(condition.other, "unknown")
        elif not condition.parts:
            yield from (Look(column, "text") for column in condition.columns)
    values: CellKind = "text" if isinstance(found, Distinct) else "number"
    yield from (Look(column, values) for column in found.inputs)


class Columns:
    """The columns of an open frame, free of NaN: what is missing is null.

    Attributes:
        frame: The frame with the columns by the names that they have in this room.

    Args:
        frame: The frame as it was opened.
        names: What the columns are called in it.
    """

    def __init__(self, frame: nw.LazyFrame[Any], names: Mapping[Look, str]) -> None:
        self._names = dict(names)
        self._types: Mapping[str, DType] = frame.collect_schema()
        cleaned = tuple(self._cleaned(frame))
        self.frame = frame.with_columns(*cleaned) if cleaned else frame

    def _cleaned(self, frame: nw.LazyFrame[Any]) -> Iterable[nw.Expr]:
        import narwhals as nw

        for name, dtype in self._types.items():
            column = nw.col(name)
            if dtype.is_float():
                yield column.cast(nw.Float64).fill_nan(None)
            elif dtype == nw.Unknown:
                # Of a column without any value: DuckDB and polars compare it with nothing.
                yield column.cast(nw.String)
            elif _zone(dtype) is not None and frame.implementation.is_polars():
                yield column.dt.convert_time_zone("UTC")

    def answer_type_of(self, name: str) -> DType:
        """Give the type that a key has in the answer: words of a list are texts there."""
        import narwhals as nw

        dtype = self._types[name]
        is_word = dtype == nw.Unknown or isinstance(dtype, nw.Enum | nw.Categorical)
        return nw.String() if is_word else dtype

    def name_of(self, look: Look) -> str:
        """Give the name that a column has in this room."""
        return self._names[look]

    def kind_of(self, look: Look) -> ValueKind | None:
        """Say what a column holds; None if nothing, so that it can be compared with anything.

        Raises:
            mgov.errors.InvalidValueError: If it holds what no measure can look at.
        """
        import narwhals as nw

        dtype = self._types[self._names[look]]
        if dtype == nw.Unknown:
            return None
        if dtype == nw.String or isinstance(dtype, nw.Enum | nw.Categorical):
            return ValueKind.TEXT
        if dtype.is_numeric():
            return ValueKind.NUMBER
        if dtype == nw.Boolean:
            return ValueKind.TRUTH
        if dtype == nw.Date:
            return ValueKind.DATE
        if _zone(dtype) is not None:
            return ValueKind.MOMENT
        trouble = f"is of the type {dtype}, which no measure can look at"
        remedy, code = "Convert the column before.", "column_type"
        if isinstance(dtype, nw.Datetime):
            trouble = "has times without a time zone"
            remedy, code = "Say whose clock they show: convert them to moments.", "timezone_aware"
        raise InvalidValueError(trouble, field=look.column, remedy=remedy, code=code)

    def required(self, look: Look, kind: ValueKind) -> nw.Expr:
        """Give a column that has to hold values of a kind.

        Raises:
            mgov.errors.InvalidValueError: If it holds others.
        """
        found = self.kind_of(look)
        if found not in {None, kind}:
            trouble = f"holds {found.plural}, not {kind.plural}"
            remedy = "Correct the definition, or convert the column before."
            raise InvalidValueError(trouble, field=look.column, remedy=remedy, code="measure_kinds")
        return self.plain(look)

    def plain(self, look: Look) -> nw.Expr:
        """Give a column as what it is compared as: a word of a list is a text."""
        import narwhals as nw

        name = self._names[look]
        is_word = isinstance(self._types[name], nw.Enum | nw.Categorical)
        return nw.col(name).cast(nw.String) if is_word else nw.col(name)

    def grid_of(self, look: Look) -> Grid:
        """Say which numbers a column can hold."""
        import narwhals as nw

        dtype = self._types[self._names[look]]
        if dtype.is_integer():
            return Grid("integer", limit=_INTEGER_LIMITS.get(str(dtype), 2**63))
        if isinstance(dtype, nw.Decimal):
            return Grid("decimal", scale=dtype.scale, limit=10**38)
        return Grid("float")


def _zone(dtype: DType) -> str | None:
    return getattr(dtype, "time_zone", None)
