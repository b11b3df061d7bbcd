"""Types of columns that narwhals has no name for: what they hold, and what to make of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["EMPTY", "unnamed_types", "with_named_types"]

EMPTY: Final = frozenset({"null", "void"})
"""The types of columns without any value: those of DuckDB and polars, and that of Spark."""

_MADE: Final = {
    # A cast would round it, into the next day at worst.
    "timestamptz_ns": "date_trunc('microseconds', {of})",
    "uuid": "CAST({of} AS VARCHAR)",
}
"""What DuckDB makes of types of its own; nothing in Python knows less than a microsecond."""


def unnamed_types(frame: nw.LazyFrame[Any]) -> Mapping[str, str]:
    """Give the engine's own name of the type of each column that narwhals has none for.

    Args:
        frame: The frame.
    """
    import narwhals as nw

    schema = frame.collect_schema()
    if nw.Unknown not in schema.values():
        return {}
    native, kind = frame.to_native(), frame.implementation
    types = native.collect_schema().items() if kind.is_polars() else native.dtypes
    types = zip(native.columns, native.types, strict=True) if kind.is_duckdb() else types
    names = {name: str(getattr(dtype, "id", dtype)).lower() for name, dtype in types}
    return {name: names[name] for name, dtype in schema.items() if dtype == nw.Unknown}


def with_named_types(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Give the columns of some types others that hold the same.

    Args:
        frame: The frame, whose columns have names that need no quotes.
    """
    import narwhals as nw

    made = {name: _MADE[each] for name, each in unnamed_types(frame).items() if each in _MADE}
    if not made:
        return frame
    parts = [
        f"{made[name].format(of=name)} AS {name}" if name in made else name
        for name in frame.collect_schema().names()
    ]
    named: nw.LazyFrame[Any] = nw.from_native(frame.to_native().project(", ".join(parts)))
    return named
