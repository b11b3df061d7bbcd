"""Rows, some thousands at a time, turned into columns: what is done to a column is done in C."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import islice
from numbers import Integral
from operator import attrgetter
from typing import Final, cast

from pydantic import BaseModel

from mgov.errors import InvalidValueError
from mgov.stats.measures.value import ValueKind
from mgov.values.moment import in_utc
from mgov.values.tables import lacking_columns

__all__ = ["Batch", "Cell", "Held", "batches", "held_by"]

Cell = object
"""A value of a row; None where it is missing."""

Held = ValueKind | str
"""A kind of values, or the name of a type that is of no kind."""

_SIZE: Final = 8_000  # large enough that what is done once for each does not count
_KINDS: Final[tuple[tuple[type | tuple[type, ...], ValueKind], ...]] = (
    (bool, ValueKind.TRUTH),
    (str, ValueKind.TEXT),
    ((int, float, Decimal), ValueKind.NUMBER),
    (datetime, ValueKind.MOMENT),
    (date, ValueKind.DATE),
)


@cache
def held_by(kind: type) -> Held:
    """Say of which kind the values of a type are.

    Args:
        kind: The type.

    Example:
        >>> held_by(float), held_by(list)
        (<ValueKind.NUMBER: 'number'>, 'list')
    """
    found = (each for types, each in _KINDS if issubclass(kind, types))
    return next(found, kind.__name__)


@cache
def _is_wrapped(kind: type) -> bool:
    """Whether there is a plain value in it: a word of a list, a number of numpy."""
    return not issubclass(kind, str) and (
        issubclass(kind, Enum) or (issubclass(kind, Integral) and not issubclass(kind, int))
    )


def _unwrapped(value: Cell) -> Cell:
    kind: type = type(value)
    if not _is_wrapped(kind):
        return value
    return value.value if isinstance(value, Enum) else int(cast("Integral", value))


def _present(value: Cell) -> Cell:
    """Take what is no number and no moment for missing: NaN and its like."""
    if isinstance(value, Decimal):
        return None if value.is_nan() else value
    return value if value == value else None  # noqa: PLR0124 -- NaN alone differs from itself


@cache
def _may_be_nan(kind: type) -> bool:
    odd_moment = issubclass(kind, datetime) and kind is not datetime
    return issubclass(kind, float | Decimal) or odd_moment


class Batch:
    """Some rows as columns.

    Attributes:
        size: How many rows there are.
        masks: What is known about which rows a condition is true of.

    Args:
        size: How many rows there are.
        columns: The values, by the name of the column.
    """

    __slots__ = ("_compared", "_held", "_present", "masks", "size")

    def __init__(self, size: int, columns: Mapping[str, list[Cell]]) -> None:
        self.size = size
        self.masks: dict[str, list[bool]] = {}
        self._present: dict[str, list[Cell]] = {}
        self._held: dict[str, frozenset[Held]] = {}
        self._compared: dict[str, list[Cell]] = {}
        for name, values in columns.items():
            self._add(name, values)

    def _add(self, name: str, values: list[Cell]) -> None:
        kinds = set(map(type, values))
        if any(map(_is_wrapped, kinds)):
            values = list(map(_unwrapped, values))
            kinds = set(map(type, values))
        if any(map(_may_be_nan, kinds)):
            values = list(map(_present, values))
            kinds = set(map(type, values))
        self._present[name] = values
        self._held[name] = frozenset(held_by(kind) for kind in kinds if kind is not type(None))

    def held(self, name: str) -> frozenset[Held]:
        """Say of which kinds the values of a column are.

        Args:
            name: The name of the column.
        """
        return self._held[name]

    def present(self, name: str) -> list[Cell]:
        """Give the values of a column as they are; None where one is missing.

        Args:
            name: The name of the column.
        """
        return self._present[name]

    def values(self, name: str) -> list[Cell]:
        """Give the values of a column, with moments on one clock so that they can be compared.

        Args:
            name: The name of the column.

        Raises:
            mgov.errors.InvalidValueError: If a moment has no time zone.
        """
        if ValueKind.MOMENT not in self._held[name]:
            return self._present[name]
        if name not in self._compared:
            self._compared[name] = [
                in_utc(value, field=name) if isinstance(value, datetime) else value
                for value in self._present[name]
            ]
        return self._compared[name]


def batches(rows: Iterable[object], names: Mapping[str, str]) -> Iterator[Batch]:
    """Turn rows into columns, some thousands at a time.

    Args:
        rows: Models, other objects with attributes, or mappings. What a mapping does not have is
            missing.
        names: What the rows call a column, by its name.

    Raises:
        mgov.errors.InvalidDataError: If no row has one of the columns.
        mgov.errors.InvalidValueError: If a row is a plain value, such as a number.
    """
    left = iter(rows)
    unseen = dict(names)
    known: dict[str, None] = {}
    any_row = False
    while chunk := list(islice(left, _SIZE)):
        any_row = True
        readers = _readers(chunk)
        columns = {}
        for name, called in names.items():
            values, seen = readers(called)
            columns[name] = values
            if seen:
                unseen.pop(name, None)
        if unseen:
            known.update(dict.fromkeys(name for row in chunk for name in _names_of(row)))
        yield Batch(len(chunk), columns)
    if unseen and any_row:
        raise lacking_columns("data", unseen.values(), known)


@cache
def _is_record(kind: type) -> bool:
    """Whether it can have columns: a mapping, or something with attributes of its own."""
    return bool(kind.__dictoffset__) or hasattr(kind, "__slots__") or issubclass(kind, Mapping)


def _readers(chunk: list[object]) -> Callable[[str], tuple[list[Cell], bool]]:
    kinds = set(map(type, chunk))
    if not all(map(_is_record, kinds)):
        trouble = "has something that is no record"
        remedy = "Give models, mappings, or other objects with attributes."
        raise InvalidValueError(trouble, field="data", remedy=remedy, code="measure_data")
    mappings = {kind for kind in kinds if issubclass(kind, Mapping)}
    if kinds == mappings:
        return lambda name: _of_mappings(cast("list[Mapping[str, object]]", chunk), name)
    if mappings:
        return lambda name: _of_both(chunk, name)
    return lambda name: _of_objects(chunk, name)


def _of_mappings(chunk: list[Mapping[str, object]], name: str) -> tuple[list[Cell], bool]:
    try:
        return [row[name] for row in chunk], True
    except KeyError:
        return [row.get(name) for row in chunk], any(name in row for row in chunk)


def _of_objects(chunk: list[object], name: str) -> tuple[list[Cell], bool]:
    if "." not in name:  # to attrgetter, a point leads further down
        try:
            return list(map(attrgetter(name), chunk)), True
        except AttributeError:
            pass
    return [getattr(row, name, None) for row in chunk], any(hasattr(row, name) for row in chunk)


def _of_both(chunk: list[object], name: str) -> tuple[list[Cell], bool]:
    mappings = [row for row in chunk if isinstance(row, Mapping)]
    objects = [row for row in chunk if not isinstance(row, Mapping)]
    first, seen = _of_mappings(mappings, name)
    second, also = _of_objects(objects, name)
    parts = iter(first), iter(second)
    merged = [next(parts[0 if isinstance(row, Mapping) else 1]) for row in chunk]
    return merged, seen or also


def _names_of(row: object) -> Iterable[str]:
    if isinstance(row, Mapping):
        return map(str, row)
    if isinstance(row, BaseModel):
        return type(row).model_fields
    if dataclasses.is_dataclass(row):
        return (field.name for field in dataclasses.fields(row))
    names = getattr(row, "_fields", None) or getattr(row, "__dict__", ())
    return cast("Iterable[str]", names)
