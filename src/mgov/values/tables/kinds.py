"""What a cell of a file of text is read as: a number, a day, a moment, a truth value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from mgov.values.tables.fitting import moment_of, refusal

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation, Expression

__all__ = ["NO_DATE", "NO_NUMBER", "NO_TRUTH", "CellKind", "read_as", "seeming_kind"]

CellKind: TypeAlias = Literal["text", "number", "truth", "date", "moment", "any", "unknown"]
"""What a cell has to hold. Of `any` it only matters whether there is something in it; `unknown`
leaves it to what the first cells of its column hold."""

NO_NUMBER: Final = "have a text that is no number"
NO_DATE: Final = "have a text that is no day"
NO_TRUTH: Final = "have a text that is neither true nor false"

_TRIED: Final[Mapping[CellKind, tuple[str, str]]] = {
    "number": ("DOUBLE", NO_NUMBER),
    "date": ("DATE", NO_DATE),
    "truth": ("BOOLEAN", NO_TRUTH),
}
_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SEEMING: Final[dict[CellKind, str]] = {
    "number": "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?|(?i:nan)",
    "date": _DAY,
    "moment": f"{_DAY}[T ].*",
}
_LOOKED_AT: Final = 1000


def read_as(kind: CellKind, name: str) -> Expression:
    """Read a cell with text as what it has to hold; one that does not is refused in the query.

    Args:
        kind: What it has to hold; `unknown` is that of a column without any value.
        name: The column, of text.
    """
    from duckdb import ColumnExpression, ConstantExpression

    cell = ColumnExpression(name)
    if kind == "unknown":
        return ConstantExpression(None)
    if kind == "moment":
        return moment_of(cell, name, None)
    if kind in _TRIED:
        return _tried(cell, name, *_TRIED[kind])
    return cell


def seeming_kind(found: DuckDBPyRelation, name: str) -> CellKind:
    """Say what the first cells of a column of text hold, all of them.

    It is `text` where in doubt, and `unknown` where there is no cell that holds anything.

    Args:
        found: The table.
        name: The column.
    """
    from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

    cell = ColumnExpression(name)
    some = found.filter(cell.isnotnull()).select(cell.alias("cell")).limit(_LOOKED_AT)
    for kind, pattern in _SEEMING.items():
        fit = FunctionExpression(
            "regexp_full_match", ColumnExpression("cell"), ConstantExpression(pattern)
        )
        [(all_fit,)] = some.aggregate([FunctionExpression("bool_and", fit)]).fetchall()
        if all_fit is None:
            return "unknown"
        if all_fit:
            return kind
    return "text"


def _tried(cell: Expression, name: str, sql_type: str, trouble: str) -> Expression:
    from duckdb import CaseExpression

    read, refused = cell.try_cast(sql_type), refusal(trouble, name, sql_type)
    return CaseExpression(read.isnotnull() | cell.isnull(), read).otherwise(refused)
