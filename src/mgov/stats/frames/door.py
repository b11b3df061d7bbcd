"""Frames of every kind, opened as lazy frames of narwhals and given back as the kind they were.

polars, lazy or not, relations of DuckDB and frames of Spark are asked where they are. Frames of
pandas, tables of Arrow and files are handed to a DuckDB that is opened for them: it reads files
piece by piece in bounded memory, works on all cores, and has the types that pandas lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mgov.errors import InvalidDataError, InvalidValueError, MissingExtraError
from mgov.stats.measures.batches import Held, held_by
from mgov.stats.measures.kinds import mixed_kinds
from mgov.values.tables import (
    Cell,
    TableSource,
    beyond_sums,
    is_table,
    lacking_columns,
    open_relation,
)

if TYPE_CHECKING:
    from types import ModuleType

    import narwhals as nw

__all__ = ["Opened", "is_frame", "narwhals", "opened"]

_CALLED: Final = "data"


class Opened(NamedTuple):
    """A caller's frame while it is open.

    Attributes:
        frame: The columns that were asked for, by their new names.
        eager: Whether the answer is computed at once, and not when somebody asks for it.
        give: Makes the answer what the caller is given: the kind of frame that the data is.
    """

    frame: nw.LazyFrame[Any]
    eager: bool
    give: Callable[[nw.LazyFrame[Any]], object]


def is_frame(data: object) -> bool:
    """Say whether data is a frame, a table or the path of one, and not records one by one.

    Args:
        data: Whatever a caller gives.

    Example:
        >>> import pyarrow as pa
        >>> is_frame(pa.table({"user": ["u1"]})), is_frame("events/*.parquet"), is_frame([])
        (True, True, False)
    """
    return is_table(data) or type(data).__module__.partition(".")[0] in {"polars", "pyspark"}


def narwhals() -> ModuleType:
    """Load narwhals.

    Raises:
        mgov.errors.MissingExtraError: If the extra `frames` is not installed.
    """
    try:
        import narwhals as nw
    except ImportError:
        raise MissingExtraError("narwhals", extra="frames", purpose="measures of frames") from None
    return nw


@contextmanager
def opened(data: object, cells: Sequence[Cell]) -> Iterator[Opened]:
    """Open some columns of a frame, for as long as the context lasts.

    Args:
        data: A frame, a table or paths.
        cells: The columns.

    Raises:
        OSError: If a file cannot be read.
        mgov.errors.InvalidDataError: If columns are missing; names all of them.
        mgov.errors.InvalidValueError: If the data is no frame.
        mgov.errors.MissingExtraError: If the extra `frames` is not installed.
    """
    narwhals()
    import narwhals as nw

    names = _names_of(data)
    if names is not None:
        _look_at_names(names, cells)
    # With series, which would be taken for tables otherwise.
    native = nw.from_native(data, pass_through=True, allow_series=True)
    if isinstance(native, nw.LazyFrame):
        if not native.implementation.is_polars():
            _look_at_names(native.to_native().columns, cells)
        yield Opened(_columns(native, cells), eager=False, give=nw.to_native)
    elif isinstance(native, nw.DataFrame) and native.implementation.is_polars():
        yield Opened(_columns(native.lazy(), cells), eager=True, give=_collected)
    elif isinstance(native, nw.DataFrame) and native.implementation.is_pandas():
        # Only what is needed: other columns may hold objects of which Arrow knows no type.
        with _in_duckdb(_needed(native, cells).to_native(), cells) as frame:
            yield Opened(frame, eager=True, give=_as_pandas)
    elif is_table(data) and not isinstance(native, nw.Series):
        with _in_duckdb(data, cells) as frame:
            yield Opened(frame, eager=True, give=_collected)
    else:
        trouble = "is neither a frame that is known nor a table of Arrow"
        remedy = "Give a frame of pandas, polars, pyarrow, DuckDB or Spark, or a path."
        raise InvalidValueError(trouble, field=_CALLED, remedy=remedy, code="table")


def _names_of(data: object) -> Sequence[object] | None:
    """Give the names of the columns of a frame of pandas or of pyarrow."""
    found = {"pandas": "columns", "pyarrow": "schema.names"}
    known = found.get(type(data).__module__.partition(".")[0])
    try:
        return None if known is None else list(attrgetter(known)(data))
    except AttributeError:  # of a series, which is refused for what it is
        return None


def _look_at_names(names: Sequence[object], cells: Sequence[Cell]) -> None:
    """Refuse names that do not tell columns apart: to SQL, large and small letters are one."""
    if not all(isinstance(name, str) for name in names):
        trouble, remedy = "has a column whose name is no text", "Name the columns by texts."
        raise InvalidValueError(trouble, field=_CALLED, remedy=remedy, code="column_name")
    found = Counter(str(name).casefold() for name in names)
    doubtful = {cell.column: None for cell in cells if found[cell.column.casefold()] > 1}
    if doubtful or len(set(names)) < len(names):
        which = ", ".join(doubtful) or "of one name"
        trouble = f"has several columns {which}, or names that differ by large letters alone"
        remedy = "Rename the columns, or leave out those that are not needed."
        raise InvalidValueError(trouble, field=_CALLED, remedy=remedy, code="column_twice")


def _known_among(known: Sequence[str], cells: Sequence[Cell]) -> list[str]:
    """Name the columns of a frame that are looked at, each once; all of them have to be there."""
    needed = list(dict.fromkeys(cell.column for cell in cells))
    lacking = [name for name in needed if name not in known]
    if lacking:
        raise lacking_columns(_CALLED, lacking, known)
    return needed


def _needed(frame: nw.DataFrame[Any], cells: Sequence[Cell]) -> nw.DataFrame[Any]:
    import narwhals as nw

    needed = _known_among(frame.columns, cells)
    mixed = {name: held for name in needed if len(held := _held_by(frame[name])) > 1}
    if mixed:
        raise InvalidDataError.from_problems(_CALLED, map(mixed_kinds, mixed, mixed.values()))
    if needed:
        return frame.select(needed)
    # Without any column there would be no rows either.
    return frame.select(nw.col(name).is_null() for name in frame.columns[:1])


def _held_by(series: nw.Series[Any]) -> frozenset[Held]:
    """Say what the objects of a column of pandas are; of other columns its type says it."""
    import narwhals as nw

    if series.dtype != nw.Object:
        return frozenset()
    kinds = set(map(type, series.drop_nulls().to_list()))
    return frozenset(map(held_by, kinds))


@contextmanager
def _in_duckdb(source: TableSource, cells: Sequence[Cell]) -> Iterator[nw.LazyFrame[Any]]:
    with open_relation(source, cells, called=_CALLED) as relation:
        import narwhals as nw

        yield nw.from_native(relation)


def _columns(frame: nw.LazyFrame[Any], cells: Sequence[Cell]) -> nw.LazyFrame[Any]:
    import narwhals as nw

    _known_among(frame.collect_schema().names(), cells)
    chosen = {cell.name: nw.col(cell.column) for cell in cells}
    return frame.select(**chosen) if chosen else frame


def _collected(answer: nw.LazyFrame[Any]) -> object:
    from narwhals.exceptions import ComputeError, InvalidOperationError

    try:
        return _finite(answer.collect()).to_native()
    except (ComputeError, InvalidOperationError):
        raise beyond_sums(_CALLED) from None  # of an eager frame: what it said repeats the data


def _finite(answer: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    """Refuse a quantile that is infinite, as a list does; sums are refused by the engines."""
    for name, dtype in answer.schema.items():
        if dtype.is_float() and not answer[name].is_finite().all():
            trouble, remedy = "rests on an infinite number", "Leave out what is not known."
            raise InvalidValueError(trouble, field=name, remedy=remedy, code="infinite")
    return answer


def _as_pandas(answer: nw.LazyFrame[Any]) -> object:
    found = _finite(answer.collect())
    # Where one is missing, pandas would make fractions of all of the counts of a column.
    counts = [name for name, dtype in found.schema.items() if dtype.is_integer()]
    holes = {name: "Int64" for name in counts if found[name].null_count()}
    table = found.to_native()
    # As objects at first: as fractions, large ones would lose digits.
    return table.to_pandas(date_as_object=False, integer_object_nulls=True).astype(holes)
