"""Files with tables: which ones a path or a pattern names, and how DuckDB is made to read them."""

from __future__ import annotations

import csv
import glob
import gzip
import json
import zlib
from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from typing_extensions import TypeIs

from mgov.errors import InvalidValueError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

__all__ = ["Files", "FoundFiles", "are_files", "columns_in", "find_files", "read_files"]

_PARQUET: Final = (".parquet", ".pq")
_CSV: Final = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
_JSON_LINES: Final = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_KINDS: Final = (_PARQUET, _CSV, _JSON_LINES)
_NOT_DATA: Final = (".", "_")  # what Spark and others put beside their files begins with these

Files: TypeAlias = str | PathLike[str] | Sequence[str | PathLike[str]]
"""The path of a Parquet, CSV or JSON Lines file or of a folder with such files, a pattern such as
`events/*.parquet`, or several of them."""


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


class FoundFiles(NamedTuple):
    """Files that are there, all of one kind.

    Attributes:
        kind: How the names of such files end.
        paths: The files.
    """

    kind: tuple[str, ...]
    paths: tuple[Path, ...]

    @property
    def are_text(self) -> bool:
        """Whether they are text, which does not say what its columns hold."""
        return self.kind != _PARQUET

    @property
    def addresses(self) -> list[str]:
        """The files as DuckDB is told them."""
        # Absolute, so that no path is taken for an address; and without wildcards of its own.
        return [glob.escape(str(path.absolute())) for path in self.paths]


def find_files(source: Files, called: str) -> FoundFiles:
    """Find the files that paths, folders and patterns name.

    A path that has a wildcard in it and is nevertheless that of a file is the path of the file.
    Of a folder all tables are meant, in whatever depth.

    Args:
        source: What the caller gives.
        called: What to call the table in an error.

    Raises:
        OSError: If a file cannot be read.
        mgov.errors.InvalidValueError: If there is no file, or there are several kinds of them.
    """
    paths: list[Path] = []
    for each in [source] if isinstance(source, str | PathLike) else source:
        for path in _fitting(each, called):
            paths += _tables_in(path, called) if path.is_dir() else [path]
    kind, *others = {_kind_of(path, called): None for path in paths}
    if others:
        trouble, remedy = "are files of several kinds", "Give files of one kind."
        raise InvalidValueError(trouble, field=called, remedy=remedy, code="table_files")
    return FoundFiles(kind, tuple(paths))


def read_files(
    connection: DuckDBPyConnection, files: FoundFiles, names: Iterable[str], called: str
) -> DuckDBPyRelation:
    """Make DuckDB read files.

    Args:
        connection: The DuckDB.
        files: The files.
        names: The columns that are needed; files may lack some, and have others.
        called: What to call the table in an error.
    """
    if files.kind == _PARQUET:
        return connection.read_parquet(files.addresses, hive_partitioning=False, union_by_name=True)
    if files.kind == _CSV:
        return _read_csv(connection, files, called)
    texts = dict.fromkeys(names, "VARCHAR")
    return connection.read_json(files.addresses, columns=texts, format="newline_delimited")


def columns_in(
    connection: DuckDBPyConnection, files: FoundFiles, found: DuckDBPyRelation
) -> list[str]:
    """Name the columns of files.

    A line of JSON may leave out what it has no value for, so that only all lines together tell;
    they are asked about the columns that are needed, and about no others.

    Args:
        connection: The DuckDB.
        files: The files.
        found: What it reads in them.
    """
    if files.kind != _JSON_LINES:
        return found.columns
    lines = connection.table_function("read_ndjson_objects", [files.addresses])
    if not lines.limit(1).fetchall():
        return found.columns  # where there is no line at all, nothing is known
    return [name for name in found.columns if _is_mentioned(name, lines)]


def _is_mentioned(name: str, lines: DuckDBPyRelation) -> bool:
    from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

    key = ConstantExpression("$." + json.dumps(name, ensure_ascii=False))
    mention = FunctionExpression("json_exists", ColumnExpression("json"), key)
    return bool(lines.filter(mention).limit(1).fetchall())


def _fitting(given: str | PathLike[str], called: str) -> list[Path]:
    if not glob.has_magic(str(given)) or Path(given).exists():
        return [Path(given)]
    fitting = sorted(glob.glob(str(given), recursive=True))  # noqa: PTH207 - any root, and `**`
    if not fitting:
        trouble, remedy = f"are no file ({given})", "Give a pattern that fits one at least."
        raise InvalidValueError(trouble, field=called, remedy=remedy, code="table_files")
    return [Path(each) for each in fitting]


def _tables_in(folder: Path, called: str) -> list[Path]:
    found = []
    for path in sorted(folder.rglob("*")):
        is_data = not any(part.startswith(_NOT_DATA) for part in path.relative_to(folder).parts)
        if is_data and path.is_file() and path.name.lower().endswith(_PARQUET + _CSV + _JSON_LINES):
            found.append(path)
    if not found:
        trouble = f"are a folder without a table ({folder})"
        remedy = "Give one with files of Parquet, CSV or JSON Lines."
        raise InvalidValueError(trouble, field=called, remedy=remedy, code="table_files")
    return found


def _kind_of(path: Path, called: str) -> tuple[str, ...]:
    for kind in _KINDS:
        if path.name.lower().endswith(kind):
            path.open("rb").close()  # raises what Python raises for a file that is not there
            return kind
    trouble = f"have a file of no kind that is known ({path.name})"
    remedy = f"Give files that end in {', '.join(end for kind in _KINDS for end in kind)}."
    raise InvalidValueError(trouble, field=called, remedy=remedy, code="table_files")


def _read_csv(connection: DuckDBPyConnection, files: FoundFiles, called: str) -> DuckDBPyRelation:
    """Read CSV as RFC 4180 has it. What DuckDB guesses may leave out lines that do not fit."""
    header, *others = {(_separator(file), _header(file, called)) for file in files.paths}
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
        files.addresses,
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
