"""What a caller may give as a table, and how DuckDB is made to read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from typing_extensions import TypeIs

from mgov.errors import InvalidValueError, MissingExtraError
from mgov.values.tables.files import Files, are_files, find_files, read_files

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

__all__ = ["ArrowTable", "TableSource", "is_table", "read_in_memory", "relation_of"]


@runtime_checkable
class ArrowTable(Protocol):
    """A table that hands on its content by the PyCapsule interface of Arrow.

    Frames of pandas and polars, tables and readers of pyarrow and relations of DuckDB are such.

    Example:
        >>> import pyarrow as pa
        >>> from mgov.values.tables import ArrowTable
        >>> isinstance(pa.table({"account": ["a"]}), ArrowTable)
        True
    """

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return a capsule with an Arrow stream."""


TableSource: TypeAlias = Files | ArrowTable
"""Files, or a table in memory."""


def is_table(source: object) -> TypeIs[TableSource]:
    """Say whether something is a table, or the path of one, and not records one by one.

    Example:
        >>> from mgov.values.tables import is_table
        >>> is_table("posts.parquet"), is_table(["1.csv", "2.csv"]), is_table([]), is_table([7])
        (True, True, False, False)
    """
    return isinstance(source, ArrowTable) or are_files(source)


def relation_of(
    connection: DuckDBPyConnection, source: TableSource, names: Sequence[str], called: str
) -> DuckDBPyRelation:
    """Give DuckDB a table to read, once if it is one in memory.

    Args:
        connection: The DuckDB that is to read it.
        source: The table.
        names: The columns that are needed; a table may lack some, and has others.
        called: What to call the table in an error.
    """
    if isinstance(source, ArrowTable):
        return connection.from_arrow(_read_once(source, names, called))
    return read_files(connection, find_files(source, called), names, called)


def read_in_memory(
    connection: DuckDBPyConnection, source: ArrowTable, names: Sequence[str], called: str
) -> DuckDBPyRelation:
    """Give DuckDB a table in memory, which it can ask more than once: it is kept whole.

    Args:
        connection: The DuckDB that is to read it.
        source: The table.
        names: The columns that are needed; a table may lack some, and has others.
        called: What to call the table in an error.
    """
    return connection.from_arrow(_read_once(source, names, called).read_all())


def _read_once(source: ArrowTable, names: Sequence[str], called: str) -> pa.RecordBatchReader:
    """Open the stream of a table; DuckDB alone opens it several times, each time a query anew."""
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtraError("pyarrow", extra="frames", purpose="reading tables") from None
    import duckdb

    if isinstance(source, duckdb.DuckDBPyRelation):
        # The other columns of a query need not be computed.
        known = {name.lower() for name in source.columns}
        needed = [duckdb.ColumnExpression(name) for name in names if name.lower() in known]
        source = source.select(*needed) if needed else source
    try:
        reader = pa.RecordBatchReader.from_stream(source)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        # A column of Python objects; what Arrow says of it repeats one.
        trouble, remedy = "have a column of several types", "Convert the column before."
        raise InvalidValueError(trouble, field=called, remedy=remedy, code="column_type") from None
    if not reader.schema.names:
        trouble, remedy = "have no columns", "Give a table with columns, even if it has no rows."
        raise InvalidValueError(trouble, field=called, remedy=remedy, code="column_missing")
    return reader
