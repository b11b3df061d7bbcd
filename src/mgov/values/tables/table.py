"""A caller's table, opened for queries: in a DuckDB of its own and in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from mgov.values.tables.connection import connected, said_by_the_house
from mgov.values.tables.fitting import Column, fitted, lacked, names_of
from mgov.values.tables.source import TableSource, relation_of
from mgov.values.time_zone import time_zone as zone_of_name

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Table", "open_table"]

_MEMORY: Final = "512MiB"  # what does not fit goes to a temporary folder
_ROWS_AT_ONCE: Final = 10_000


class Table:
    """A caller's table as `records`, with the columns that were asked for, while it is open.

    `open_table` makes it.

    Attributes:
        lacking: The columns that the caller's table does not have; in `records` they are empty.

    Example:
        >>> import pyarrow as pa
        >>> from mgov.values.tables import Column, Table, open_table
        >>> def readers(table: Table) -> int:
        ...     [[(number,)]] = table.rows("SELECT count(DISTINCT reader) FROM records")
        ...     return number
        >>> visits = pa.table({"id": [7, 8, 7]})
        >>> wanted, names = [Column("reader", "text")], {"reader": "id"}
        >>> with open_table(visits, wanted, columns=names, time_zone=None, called="visits") as it:
        ...     readers(it)
        2
    """

    lacking: frozenset[str]

    def __init__(
        self, connection: DuckDBPyConnection, called: str, lacking: frozenset[str]
    ) -> None:
        self._connection = connection
        self._called = called
        self.lacking = lacking

    def rows(self, query: str, **values: object) -> Iterator[list[tuple[object, ...]]]:
        """Ask a query and yield its rows, some thousands at a time.

        Files can be asked again; a table in memory is a stream and gone after its first query.

        Args:
            query: The query to the table `records`, in the SQL of DuckDB. Nothing of the caller
                is ever a part of its text: what varies is `$name`.
            **values: The values by their names.

        Raises:
            mgov.errors.InvalidValueError: If a cell is not what its column has to hold, or a
                file is damaged.
        """
        with said_by_the_house(self._called):
            result = self._connection.execute(query, values)
            while rows := result.fetchmany(_ROWS_AT_ONCE):
                yield rows


@contextmanager
def open_table(
    source: TableSource,
    wanted: Sequence[Column],
    *,
    columns: Mapping[str, str],
    time_zone: str | None,
    called: str,
) -> Iterator[Table]:
    """Open a caller's table for queries, for as long as the context lasts.

    It is read by a DuckDB of its own, which knows no network, puts nothing on disk but what does
    not fit into its memory, and leaves nothing behind.

    Args:
        source: The table.
        wanted: The columns that the queries need.
        columns: The caller's names of columns, where they are not those of the queries.
        time_zone: The IANA name of the time zone whose clock is shown by moments that say none;
            None refuses such moments.
        called: What to call the table in an error.

    Raises:
        OSError: If a file cannot be read.
        mgov.errors.InvalidValueError: If a column is missing or of another kind, or there is no
            such time zone.
        mgov.errors.MissingExtraError: If the extra `frames` is not installed.

    Example:
        >>> import pyarrow as pa
        >>> from mgov.values.tables import Column, open_table
        >>> visits = pa.table({"Page": ["a", "b", "a"]})
        >>> page = [Column("page", "text")]
        >>> with open_table(visits, page, columns={}, time_zone=None, called="visits") as table:
        ...     for rows in table.rows("SELECT count(*) FROM records WHERE page = $page", page="a"):
        ...         print(rows)
        [(2,)]
    """
    names = names_of(wanted, columns, called)
    if time_zone is not None:
        zone_of_name(time_zone)  # refuses a name that is none
    with connected(_MEMORY) as connection:
        with said_by_the_house(called):
            found = relation_of(connection, source, list(names.values()), called)
            fitted(found, wanted, names, time_zone, called).to_view("records")
        yield Table(connection, called, lacked(found, wanted, names))
