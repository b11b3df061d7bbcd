"""The columns of a caller's table, made those that a query expects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from mgov.errors import InvalidValueError

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation, Expression

__all__ = [
    "NO_MOMENT",
    "NO_ZONE",
    "ZONE_REMEDY",
    "Column",
    "fitted",
    "lacked",
    "moment_of",
    "names_of",
    "refusal",
]

_TEXTS: Final = frozenset({"varchar", "enum", "uuid"})
_INTEGERS: Final = frozenset(
    f"{sign}{size}"
    for sign in ("", "u")
    for size in ("tinyint", "smallint", "integer", "bigint", "hugeint")
)
_EMPTY: Final = "null"  # that of a column in which every cell is empty
_ZONED: Final = frozenset({"timestamp with time zone", "timestamptz_ns"})
_ZONELESS: Final = frozenset({"timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns"})

# ISO 8601 with the letters in capitals: what DuckDB reads of it.
_CLOCK: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?"
_OFFSET: Final = r"(Z|[+-][0-9]{2}(:?[0-9]{2})?)"

NO_ZONE: Final = "have a time without a time zone"
"""What is said where a moment shows a clock and not whose; also by DuckDB, of a single cell."""

NO_MOMENT: Final = "have a text that is no moment"
"""What is said where a text does not tell a moment."""

ZONE_REMEDY: Final = "Write moments with their offset, or say whose clock they show: time_zone=…"


class Column(NamedTuple):
    """A column that a query needs.

    Attributes:
        name: What the query calls it.
        kind: A text, or a moment with a time zone.
        required: Whether a table without it is refused; else it is empty there.

    Example:
        >>> from mgov.values.tables import Column
        >>> Column("published", "moment").required
        True
    """

    name: str
    kind: Literal["text", "moment"]
    required: bool = True


def names_of(wanted: Sequence[Column], columns: Mapping[str, str], called: str) -> dict[str, str]:
    """Return the caller's name of each wanted column.

    Args:
        wanted: The columns that a query needs.
        columns: The caller's names of columns, where they are not those of the query.
        called: What to call the table in an error.
    """
    names = {column.name: column.name for column in wanted}
    for name in columns:
        if name not in names:
            trouble = f"speak of {name}, which is no column of {called}"
            remedy = f"The columns are {', '.join(names)}."
            raise InvalidValueError(trouble, field="columns", remedy=remedy, code="column_unknown")
    return {**names, **columns}


def fitted(
    found: DuckDBPyRelation,
    wanted: Sequence[Column],
    names: Mapping[str, str],
    time_zone: str | None,
    called: str,
) -> DuckDBPyRelation:
    """Select the wanted columns of a table, by the names and with the types of a query.

    Args:
        found: The table.
        wanted: The columns that the query needs.
        names: The caller's name of each.
        time_zone: The name of the zone whose clock is shown by moments that say none; None
            refuses such moments.
        called: What to call the table in an error.
    """
    kinds = {name.lower(): kind.id for name, kind in zip(found.columns, found.types, strict=True)}
    made: list[Expression] = []
    for column in wanted:
        name = names[column.name]
        kind = kinds.get(name.lower())
        if kind == _EMPTY:
            made.append(_empty(column))
        elif kind is not None:
            made.append(_made(column, name, kind, time_zone, called))
        elif column.required or name != column.name:
            given = ", ".join(found.columns)
            remedy = f"Say which it is, of {given}: columns={{'{column.name}': …}}."
            trouble = f"have no column {name}"
            raise InvalidValueError(trouble, field=called, remedy=remedy, code="column_missing")
        else:
            made.append(_empty(column))
    return found.select(*made)


def lacked(
    found: DuckDBPyRelation, wanted: Sequence[Column], names: Mapping[str, str]
) -> frozenset[str]:
    """Name the wanted columns that a table does not have."""
    known = {name.lower() for name in found.columns}
    return frozenset(each.name for each in wanted if names[each.name].lower() not in known)


def _empty(column: Column) -> Expression:
    from duckdb import ConstantExpression

    kind = "VARCHAR" if column.kind == "text" else "TIMESTAMPTZ"
    return ConstantExpression(None).cast(kind).alias(column.name)


def _made(column: Column, name: str, kind: str, time_zone: str | None, called: str) -> Expression:
    from duckdb import ColumnExpression

    cell = ColumnExpression(name)
    if column.kind == "text" and kind in _TEXTS | _INTEGERS:
        return cell.cast("VARCHAR").alias(column.name)
    if column.kind == "moment" and kind in _ZONED:
        return cell.cast("TIMESTAMPTZ").alias(column.name)
    if column.kind == "moment" and kind in _TEXTS:
        return moment_of(cell, name, time_zone).alias(column.name)
    if column.kind == "moment" and kind in _ZONELESS:
        if time_zone is not None:
            return _on_clock(cell.cast("TIMESTAMP"), time_zone).alias(column.name)
        trouble, remedy, code = NO_ZONE, ZONE_REMEDY, "timezone_aware"
    else:
        trouble = f"are of the type {kind}, which holds no {column.kind}"
        remedy, code = "Convert the column before.", "column_type"
    raise InvalidValueError(trouble, field=f"{called}.{name}", remedy=remedy, code=code)


def _on_clock(cell: Expression, time_zone: str) -> Expression:
    from duckdb import ConstantExpression, FunctionExpression

    return FunctionExpression("timezone", ConstantExpression(time_zone), cell)


def moment_of(cell: Expression, name: str, time_zone: str | None) -> Expression:
    """Read a moment out of a cell with text; a text that tells none is refused in the query."""
    from duckdb import CaseExpression, ConstantExpression, FunctionExpression

    def written_as(pattern: str) -> Expression:
        return FunctionExpression("regexp_full_match", cell, ConstantExpression(pattern))

    # Of the right form, it may still be on a day that no calendar has.
    read, clock = cell.try_cast("TIMESTAMPTZ"), cell.try_cast("TIMESTAMP")
    zoneless = refusal(NO_ZONE, name, "TIMESTAMPTZ")
    if time_zone is not None:
        zoneless = _on_clock(clock, time_zone)
    return (
        CaseExpression(cell.isnull(), ConstantExpression(None).cast("TIMESTAMPTZ"))
        .when(written_as(_CLOCK + _OFFSET) & read.isnotnull(), read)
        .when(written_as(_CLOCK) & clock.isnotnull(), zoneless)
        .otherwise(refusal(NO_MOMENT, name, "TIMESTAMPTZ"))
    )


def refusal(trouble: str, name: str, sql_type: str) -> Expression:
    """Refuse a cell in the query, and name its column, but not what is in it.

    Args:
        trouble: What is wrong with it.
        name: The column.
        sql_type: What the cell would have been.
    """
    from duckdb import ConstantExpression, FunctionExpression

    said = ConstantExpression(f"{trouble} <{name}>")
    return FunctionExpression("error", said).cast(sql_type)
