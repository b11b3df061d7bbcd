"""Tables that the house makes itself, written to files by a query."""

from __future__ import annotations

from os import PathLike, fspath

from mgov.errors import MissingExtraError

__all__ = ["write_parquet"]


def write_parquet(path: str | PathLike[str], query: str, *, before: str = "") -> None:
    """Write what a query makes to a Parquet file, in bounded memory.

    Args:
        path: The file, which is replaced if there is one.
        query: The query, in the SQL of DuckDB. It is one of the house: nothing of a caller is a
            part of its text but numbers.
        before: What the query needs, such as macros.

    Raises:
        OSError: If the file cannot be written.
        mgov.errors.MissingExtraError: If the extra `frames` is not installed.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> import pyarrow.parquet as pq
        >>> from mgov.values.tables import write_parquet
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "numbers.parquet"
        ...     write_parquet(path, "SELECT range AS number FROM range(3)")
        ...     pq.read_table(path)["number"].to_pylist()
        [0, 1, 2]
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("duckdb", extra="frames", purpose="writing tables") from None
    # DuckDB says of a folder that is missing what its own file system says; Python says it
    # as an OSError, which callers know.
    open(path, "wb").close()  # noqa: PTH123 -- closed at once
    limits: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": False,
    }
    with duckdb.connect(config=limits) as connection:
        connection.execute(before)
        connection.sql(query).write_parquet(fspath(path), compression="zstd")
