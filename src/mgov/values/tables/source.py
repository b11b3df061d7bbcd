"""What a caller may give as a table, and how DuckDB is made to read it."""

from __future__ import annotations

import csv
import glob
import gzip
import json
import zlib
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias, runtime_checkable

from typing_extensions import TypeIs

from mgov.errors import InvalidValueError, MissingExtraError

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

__all__ = [
    "ArrowTable",
    "Files",
    "TableSource",
    "are_files",
    "is_table",
    "is_text",
    "never_written",
    "relation_of",
]

_PARQUET: Final = (".parquet", ".pq")
_CSV: Final = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
_JSON_LINES: Final = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")


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


Files: TypeAlias = str | PathLike[str] | Sequence[str | PathLike[str]]
"""The path of a Parquet, CSV or JSON Lines file or of a folder with such files, a pattern such as
`events/*.parquet`, or several of them."""

TableSource: TypeAlias = Files | ArrowTable
"""Files, or a table in memory."""


def are_files(source: object) -> TypeIs[Files]:
    """Say whether something is a path, a pattern, or several of them.

    Example:
        >>> from mgov.values.tables import are_files
        >>> are_files("events/*.parquet"), are_files(("1.csv", "2.csv")), are_files([])
        (True, True, False)
    """
    if isinstance(source, str | PathLike):
        return True
    if not isinstance(source, list | tuple) or not source:
        return False
    return all(isinstance(each, str | PathLike) for each in source)


def is_table(source: object) -> TypeIs[TableSource]:
    """Say whether something is a table, or the path of one, and not records one by one.

    Example:
        >>> from mgov.values.tables import is_table
        >>> is_table("posts.parquet"), is_table(["1.csv", "2.csv"]), is_table([]), is_table([7])
        (True, True, False, False)
    """
    return isinstance(source, ArrowTable) or are_files(source)


def relation_of(
    connection: DuckDBPyConnection,
    source: TableSource,
    names: Sequence[str],
    called: str,
    *,
    again: bool = False,
) -> DuckDBPyRelation:
    """Give DuckDB a table to read.

    Args:
        connection: The DuckDB that is to read it.
        source: The table.
        names: The columns that are needed; a table may lack some, and has others.
        called: What to call the table in an error.
        again: Whether a table in memory can be asked more than once, for which it is kept whole.
    """
    if isinstance(source, ArrowTable):
        reader = _read_once(source, names, called)
        return connection.from_arrow(reader.read_all() if again else reader)
    given = _files_of(source, called)
    kind, *others = {_kind_of_file(Path(each), called) for each in given}
    if others:
        trouble, remedy = "are files of several kinds", "Give files of one kind."
        raise InvalidValueError(trouble, field=called, remedy=remedy, code="table_files")
    # Absolute, so that no path is taken for an address; and without wildcards of its own.
    paths = [glob.escape(str(Path(each).absolute())) for each in given]
    if kind == _PARQUET:
        return connection.read_parquet(paths, hive_partitioning=False, union_by_name=True)
    if kind == _CSV:
        return _read_csv(connection, [Path(each) for each in given], paths, called)
    texts = dict.fromkeys(names, "VARCHAR")
    return connection.read_json(paths, columns=texts, format="newline_delimited")


def is_text(source: TableSource, called: str) -> bool:
    """Say whether a table is in files of text, which do not say what their columns hold.

    Args:
        source: The table.
        called: What to call the table in an error.
    """
    if isinstance(source, ArrowTable):
        return False
    return {_kind_of_file(Path(each), called) for each in _files_of(source, called)} != {_PARQUET}


def never_written(
    connection: DuckDBPyConnection, source: TableSource, names: Sequence[str], called: str
) -> frozenset[str]:
    """Name those columns that no line of JSON Lines mentions; other tables say what they have.

    A line may leave out what it has no value for, so that only all lines together tell.

    Args:
        connection: The DuckDB that is to read it.
        source: The table.
        names: The columns that are needed.
        called: What to call the table in an error.
    """
    if isinstance(source, ArrowTable):
        return frozenset()
    files = _files_of(source, called)
    if _kind_of_file(Path(files[0]), called) != _JSON_LINES:
        return frozenset()
    from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

    paths = [glob.escape(str(Path(each).absolute())) for each in files]
    lines = connection.table_function("read_ndjson_objects", [paths])
    missing = set()
    for name in names:
        key = ConstantExpression("$." + json.dumps(name, ensure_ascii=False))
        mention = FunctionExpression("json_exists", ColumnExpression("json"), key)
        if not lines.filter(mention).limit(1).fetchall():
            missing.add(name)
    # Where there is no line at all, nothing is known and nothing is counted.
    return frozenset(missing) if lines.limit(1).fetchall() else frozenset()


def _files_of(source: Files, called: str) -> list[str | PathLike[str]]:
    """Name the files of a path, of a pattern or of several of them.

    A path that has a wildcard in it and is nevertheless that of a file is the path of the file.
    """
    found: list[str | PathLike[str]] = []
    for each in [source] if isinstance(source, str | PathLike) else source:
        if not glob.has_magic(str(each)) or Path(each).exists():
            found.append(each)
            continue
        fitting = sorted(glob.glob(str(each), recursive=True))  # noqa: PTH207 - any root, and `**`
        if not fitting:
            trouble, remedy = f"are no file ({each})", "Give a pattern that fits one at least."
            raise InvalidValueError(trouble, field=called, remedy=remedy, code="table_files")
        found += fitting
    return found


def _read_csv(
    connection: DuckDBPyConnection, files: Sequence[Path], paths: list[str], called: str
) -> DuckDBPyRelation:
    """Read CSV as RFC 4180 has it. What DuckDB guesses may leave out lines that do not fit."""
    header, *others = {(_separator(file), _header(file, called)) for file in files}
    if others:
        trouble, remedy = "are files with different columns", "Give files with the same first line."
        raise InvalidValueError(trouble, field=called, remedy=remedy, code="table_files")
    separator, names = header
    if not names:
        trouble, remedy = "have no first line with the names of columns", "Write one."
        raise InvalidValueError(trouble, field=called, remedy=remedy, code="table_files")
    if len(set(names)) < len(names):
        trouble, remedy = "have two columns of the same name", "Rename one of them."
        raise InvalidValueError(trouble, field=called, remedy=remedy, code="table_files")
    return connection.read_csv(
        paths,
        columns=dict.fromkeys(names, "VARCHAR"),
        header=True,
        auto_detect=False,
        sep=separator,
        quotechar='"',
        escapechar='"',
        skiprows=0,
        strict_mode=True,
    )


def _separator(file: Path) -> str:
    return "\t" if ".tsv" in file.name.lower() else ","


def _header(file: Path, called: str) -> tuple[str, ...]:
    opener = gzip.open if file.name.lower().endswith(".gz") else open
    try:
        with opener(file, "rt", encoding="utf-8-sig", newline="") as stream:
            return tuple(next(csv.reader(stream, delimiter=_separator(file)), ()))
    except (UnicodeDecodeError, csv.Error, EOFError, gzip.BadGzipFile, zlib.error):
        trouble, remedy = "cannot be read (line 1)", "Save the file as UTF-8, separated by commas."
        raise InvalidValueError(trouble, field=called, remedy=remedy, code="table") from None


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


def _kind_of_file(path: Path, called: str) -> tuple[str, ...]:
    for kind in (_PARQUET, _CSV, _JSON_LINES):
        if path.name.lower().endswith(kind):
            path.open("rb").close()  # raises what Python raises for a file that is not there
            return kind
    trouble = f"have a file of no kind that is known ({path.name})"
    remedy = f"Give files that end in {', '.join([*_PARQUET, *_CSV, *_JSON_LINES])}."
    raise InvalidValueError(trouble, field=called, remedy=remedy, code="table_files")
