"""A DuckDB of one's own, for as long as a table is read, and what it finds wrong with the data."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from mgov.errors import InvalidValueError, MissingExtraError
from mgov.values.tables.fitting import NO_MOMENT, NO_ZONE, ZONE_REMEDY
from mgov.values.tables.kinds import NO_DATE, NO_NUMBER, NO_TRUTH

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["beyond_sums", "connected", "said_by_the_house"]

_MOST_THREADS: Final = 8  # each holds a part of the file in memory

_LINE: Final = re.compile(r"\bCSV Error on Line: ([0-9]+)")  # that of JSON is counted otherwise

_DIGITS: Final = 38  # those of the widest number that sums are made of
_SAID: Final = {  # what a cell is told to be by the queries of this room: remedy and code
    NO_ZONE: (ZONE_REMEDY, "timezone_aware"),
    NO_MOMENT: ("Write moments as 2017-08-17T09:00:00+08:00.", "moment"),
    NO_NUMBER: ("Write numbers as 1234.5, without any other mark.", "number"),
    NO_DATE: ("Write days as 2017-08-17.", "date"),
    NO_TRUTH: ("Write true or false.", "truth"),
}


@contextmanager
def connected(memory: str) -> Iterator[DuckDBPyConnection]:
    """Open a DuckDB in bounded memory that knows no network and leaves nothing behind.

    Args:
        memory: What it may take, such as 512MiB; what does not fit goes to a temporary folder.

    Raises:
        mgov.errors.MissingExtraError: If the extra `frames` is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("duckdb", extra="frames", purpose="reading tables") from None
    with tempfile.TemporaryDirectory(prefix="mgov-") as overflow:
        limits: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory,
            "threads": min(_MOST_THREADS, os.cpu_count() or 1),
            "temp_directory": overflow,
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        with duckdb.connect(config=limits) as connection:
            yield connection


def beyond_sums(called: str) -> InvalidValueError:
    """Make the error for numbers that no engine adds up.

    Args:
        called: What to call the table in the error.

    Example:
        >>> from mgov.values.tables import beyond_sums
        >>> print(beyond_sums("data"))
        data: hold numbers whose sum is infinite or has more than 38 digits. Leave such numbers out.
    """
    trouble = f"hold numbers whose sum is infinite or has more than {_DIGITS} digits"
    remedy, code = "Leave such numbers out.", "infinite"
    return InvalidValueError(trouble, field=called, remedy=remedy, code=code)


@contextmanager
def said_by_the_house(called: str) -> Iterator[None]:
    """Say what DuckDB finds wrong with the data, without repeating the data as it does.

    Args:
        called: What to call the table in an error.
    """
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException:
        raise InvalidValueError(
            "have more different values than fit into the memory that is set aside for them",
            field=called,
            remedy="Ask for fewer groups, or give a relation of a DuckDB that may take more.",
            code="memory",
        ) from None
    except (duckdb.DataError, duckdb.InvalidInputException) as error:
        said = str(error)
        first = said.partition("\n")[0]  # further lines may repeat the query
        trouble, field = next((each for each in _SAID if each in first), None), called
        if trouble is None and (f"DECIMAL({_DIGITS}," in first or "Overflow" in first):
            raise beyond_sums(called) from None
        if trouble is not None:
            remedy, code = _SAID[trouble]
            column = first.partition(f"{trouble} <")[2].rpartition(">")[0]
            field = f"{called}.{column}" if column else called
        else:
            line = _LINE.search(said)
            trouble = f"cannot be read (line {line[1]})" if line else "cannot be read"
            remedy, code = "Correct the file, or write it anew.", "table"
        raise InvalidValueError(trouble, field=field, remedy=remedy, code=code) from None
