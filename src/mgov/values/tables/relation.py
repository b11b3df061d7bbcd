"""A caller's table as a relation of DuckDB, whatever its columns are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from mgov.values.tables.connection import connected, said_by_the_house
from mgov.values.tables.files import columns_in, find_files, read_files
from mgov.values.tables.kinds import CellKind, read_as, seeming_kind
from mgov.values.tables.lacking import lacking_columns
from mgov.values.tables.source import ArrowTable, TableSource, read_in_memory

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation, Expression

__all__ = ["Cell", "open_relation"]

# Different values of all groups are kept at a time, and DuckDB puts none of these on the disk.
# It is enough for those of 200 million uses, and leaves the process below 4 GiB.
_MEMORY: Final = "3600MiB"


class Cell(NamedTuple):
    """A column of a relation, and the caller's column that it comes of.

    Attributes:
        name: What the relation calls it.
        column: What the caller's table calls it.
        kind: What it has to hold, where the table is a file of text, which says no types.

    Example:
        >>> from mgov.values.tables import Cell
        >>> Cell("stars", "score", "number").column
        'score'
    """

    name: str
    column: str
    kind: CellKind


@contextmanager
def open_relation(
    source: TableSource, cells: Sequence[Cell], *, called: str
) -> Iterator[DuckDBPyRelation]:
    """Open some columns of a caller's table as a relation, for as long as the context lasts.

    It is read by a DuckDB as that of `open_table`. The columns of Parquet and of tables in memory
    have the types that they have there. Those of CSV and JSON Lines are read as `cells` says.
    What DuckDB finds wrong with the data inside the context is said as this library says it.

    Args:
        source: The table.
        cells: The columns.
        called: What to call the table in an error.

    Raises:
        OSError: If a file cannot be read.
        mgov.errors.InvalidDataError: If columns are missing; names all of them.
        mgov.errors.InvalidValueError: If a cell is not what it has to be.
        mgov.errors.MissingExtraError: If the extra `frames` is not installed.

    Example:
        >>> import pyarrow as pa
        >>> from mgov.values.tables import Cell, open_relation
        >>> visits = pa.table({"Page": ["a", "b", "a"]})
        >>> with open_relation(visits, [Cell("page", "Page", "text")], called="visits") as pages:
        ...     pages.aggregate("count(DISTINCT page)").fetchall()
        [(2,)]
    """
    with connected(_MEMORY) as connection, said_by_the_house(called):
        names = list(dict.fromkeys(cell.column for cell in cells))
        if isinstance(source, ArrowTable):
            found = read_in_memory(connection, source, names, called)
            known, are_text = found.columns, False
        else:
            files = find_files(source, called)
            found = read_files(connection, files, names, called)
            known, are_text = columns_in(connection, files, found), files.are_text
        lacking = [name for name in names if name not in known]
        if lacking:
            raise lacking_columns(called, lacking, known)
        yield found.select(*_selected(found, cells, are_text=are_text))


def _selected(
    found: DuckDBPyRelation, cells: Sequence[Cell], *, are_text: bool
) -> Iterator[Expression]:
    from duckdb import ColumnExpression, ConstantExpression

    yield ConstantExpression(1).alias("row")  # also where no column is wanted
    for cell in cells:
        expression = ColumnExpression(cell.column)
        if are_text:
            expression = read_as(_kind_in_text(found, cell), cell.column)
        yield expression.alias(cell.name)


def _kind_in_text(found: DuckDBPyRelation, cell: Cell) -> CellKind:
    if cell.kind not in {"any", "unknown"}:
        return cell.kind
    seeming = seeming_kind(found, cell.column)
    # Among numbers, NaN is nothing; among texts, it is a text.
    return seeming if cell.kind == "unknown" or seeming == "number" else "any"
