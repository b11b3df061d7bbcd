"""The columns that measures look at, and what kind of values they hold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from mgov.errors import InvalidDataError
from mgov.stats.frames.literal import Grid
from mgov.stats.frames.unnamed import EMPTY, unnamed_types, with_named_types
from mgov.stats.measures.aggregate import Aggregate, Distinct
from mgov.stats.measures.batches import Held
from mgov.stats.measures.condition import (
    ColumnComparison,
    Comparison,
    IsIn,
    IsMissing,
    IsNew,
)
from mgov.stats.measures.kinds import Kinds
from mgov.stats.measures.periods import without_zone
from mgov.stats.measures.request import Request
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
    for condition in aggregate.conditions:
        if isinstance(condition, Comparison):
            yield Look(condition.column, kind_of(condition.value).value)
        elif isinstance(condition, IsIn):
            yield Look(condition.column, kind_of(condition.values[0]).value)
        elif isinstance(condition, ColumnComparison):
            yield Look(condition.column, "unknown")
            yield Look(condition.other, "unknown")
        elif isinstance(condition, IsMissing):
            yield Look(condition.column, "any")
        elif isinstance(condition, IsNew):
            yield Look(condition.column, "text")
    values: CellKind = "text" if isinstance(aggregate.part, Distinct) else "number"
    yield from (Look(column, values) for column in aggregate.inputs)


class Columns:
    """The columns of an open frame, free of NaN: what is missing is null.

    Attributes:
        frame: The frame with the columns by the names that they have in this room.

    Args:
        frame: The frame as it was opened.
        names: What the columns are called in it.
        request: What is asked.

    Raises:
        mgov.errors.InvalidDataError: If columns do not hold what they should; names all of them.
        mgov.errors.InvalidValueError: If one has times without a time zone.
    """

    def __init__(
        self, frame: nw.LazyFrame[Any], names: Mapping[Look, str], request: Request
    ) -> None:
        frame = with_named_types(frame)
        self._names, self._request = dict(names), request
        self._types: Mapping[str, DType] = frame.collect_schema()
        self._unnamed = unnamed_types(frame)
        self._check()
        cleaned = tuple(self._cleaned(frame))
        self.frame = frame.with_columns(*cleaned) if cleaned else frame

    def _check(self) -> None:
        """Refuse what a list is refused for as well, in the same words."""
        held: dict[str, dict[CellKind, Held | None]] = {}
        for look in self._names:
            if look.kind != "any":
                held.setdefault(look.column, {})[look.kind] = self.kind_of(look)
        for kinds in held.values():
            if len(kinds) > 1:
                kinds.pop("text", None)  # a file of text has texts, and they tell something else
        problems = Kinds(self._request).problems_of(
            {
                name: {kind for kind in kinds.values() if kind is not None}
                for name, kinds in held.items()
            }
        )
        if problems:
            raise InvalidDataError.from_problems("data", problems)
        for look, name in self._names.items():
            is_moment = look.kind != "any" and self.kind_of(look) is ValueKind.MOMENT
            if is_moment and _zone(self._types[name]) is None:
                raise without_zone(self._request.in_data(look.column))

    def _cleaned(self, frame: nw.LazyFrame[Any]) -> Iterable[nw.Expr]:
        import narwhals as nw

        for name, dtype in self._types.items():
            column = nw.col(name)
            if dtype.is_float():
                yield _without_nan(column.cast(nw.Float64), frame)
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

    def look_at(self, column: str) -> Look:
        """Give the look at a column that tells what is missing in it: NaN is so among numbers."""
        looks = [look for look in self._names if look.column == column]
        return min(looks, key=lambda look: look.kind in {"text", "any"})

    def kind_of(self, look: Look) -> Held | None:
        """Say what a column holds; None if nothing, so that it can be compared with anything."""
        import narwhals as nw

        dtype = self._types[self._names[look]]
        if dtype == nw.Unknown:
            unnamed = self._unnamed[self._names[look]]
            return None if unnamed in EMPTY else unnamed
        if dtype.is_numeric():
            return ValueKind.NUMBER
        return next((kind for types, kind in _kinds() if isinstance(dtype, types)), str(dtype))

    def plain(self, look: Look) -> nw.Expr:
        """Give a column as what it is compared as: a word of a list is a text."""
        import narwhals as nw

        name = self._names[look]
        is_word = isinstance(self._types[name], nw.Enum | nw.Categorical)
        return nw.col(name).cast(nw.String) if is_word else nw.col(name)

    def can_be_told_apart(self, look: Look) -> bool:
        """Say whether the different values of a column can be counted."""
        import narwhals as nw

        dtype = self._types[self._names[look]]
        return not (dtype.is_nested() or dtype == nw.Object)

    def grid_of(self, look: Look) -> Grid:
        """Say which numbers a column can hold."""
        import narwhals as nw

        dtype = self._types[self._names[look]]
        if dtype.is_integer():
            return Grid("integer", limit=_INTEGER_LIMITS.get(str(dtype), 2**63))
        if isinstance(dtype, nw.Decimal):
            return Grid("decimal", scale=dtype.scale, limit=10**38)
        return Grid("float")


def _kinds() -> tuple[tuple[tuple[type[DType], ...], ValueKind], ...]:
    import narwhals as nw

    return (
        ((nw.String, nw.Enum, nw.Categorical), ValueKind.TEXT),
        ((nw.Boolean,), ValueKind.TRUTH),
        ((nw.Date,), ValueKind.DATE),
        ((nw.Datetime,), ValueKind.MOMENT),
    )


def _without_nan(number: nw.Expr, frame: nw.LazyFrame[Any]) -> nw.Expr:
    import narwhals as nw

    if not frame.implementation.is_duckdb():
        return number.fill_nan(None)
    # The statistics of a Parquet file leave NaN out, and DuckDB takes from them that `isnan` is
    # false in all of it; `isfinite` it asks of each number.
    kept: nw.Expr = nw.when(number.is_finite() | (number.abs() == math.inf)).then(number)
    return kept


def _zone(dtype: DType) -> str | None:
    return getattr(dtype, "time_zone", None)
