"""The rows that codes are made of: addresses, mappings, or the lines of a CSV file."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from mgov.errors import InvalidValueError, MgovError
from mgov.values.addressable import Addressable

__all__ = ["Row", "RowSource", "read_rows"]

RowSource: TypeAlias = (
    str | os.PathLike[str] | Iterable[str | Mapping[str, str | None] | Addressable]
)
"""The path of a CSV file, or addresses, mappings and what has an address, one by one."""

_NAMES: Final = ("address", "name", "caption")


class Row(NamedTuple):
    """What a code is made of.

    Attributes:
        address: Where it leads to.
        name: What it is called; empty if it has no name.
        caption: Words to stand below it.
    """

    address: str
    name: str
    caption: str | None


def read_rows(source: RowSource, columns: Mapping[str, str]) -> Iterator[Row | MgovError]:
    """Read rows; of a bad one, what is wrong with it.

    Args:
        source: The rows.
        columns: The caller's names of `address`, `name` and `caption`.

    Raises:
        mgov.errors.InvalidValueError: If `columns` names what is no column, or a CSV file has no
            column of addresses or is no text in UTF-8.
        OSError: If the file cannot be read.

    Example:
        >>> from mgov.qr.rows import read_rows
        >>> list(read_rows([{"网址": "https://www.gov.cn/"}], {"address": "网址"}))
        [Row(address='https://www.gov.cn/', name='', caption=None)]
    """
    for name in columns:
        if name not in _NAMES:
            trouble = f"speak of {name}, which is no column"
            remedy = f"The columns are {', '.join(_NAMES)}."
            raise InvalidValueError(trouble, field="columns", remedy=remedy, code="column_unknown")
    names = {name: columns.get(name, name) for name in _NAMES}
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        _refuse_header(path, names)
        return _lines(path, names)
    return (_row(each, names) for each in source)


def _refuse_header(path: Path, names: Mapping[str, str]) -> None:
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
        try:
            header = next(csv.reader(stream, strict=True), [])
        except csv.Error:
            header = ["\N{REPLACEMENT CHARACTER}"]
    if "\N{REPLACEMENT CHARACTER}" in "".join(header):
        trouble, remedy = "cannot be read (line 1)", "Save it as UTF-8, separated by commas."
        raise InvalidValueError(trouble, field="rows", remedy=remedy, code="rows_csv")
    if header.count(names["address"]) != 1:
        found = ", ".join(header) or "nothing"
        trouble = f"have no column {names['address']} (the first line has {found})"
        remedy = "Say which it is: columns={'address': …}."
        raise InvalidValueError(trouble, field="rows", remedy=remedy, code="column_missing")


def _lines(path: Path, names: Mapping[str, str]) -> Iterator[Row | MgovError]:
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
        reader = csv.reader(stream, strict=True)
        header = next(reader)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                trouble = f"cannot be read (line {reader.line_num})"
                remedy = "Close its quotation marks."
                yield InvalidValueError(trouble, field="row", remedy=remedy, code="row_csv")
                continue
            if not cells:  # an empty line, as at the end of many files
                continue
            if len(cells) != len(header) or "\N{REPLACEMENT CHARACTER}" in "".join(cells):
                yield _misfit(len(cells), len(header), reader.line_num)
            else:
                yield _row(dict(zip(header, cells, strict=True)), names)


def _misfit(found: int, wanted: int, line: int) -> MgovError:
    if found == wanted:
        trouble, remedy = f"is not in UTF-8 (line {line})", "Save the file as UTF-8."
    else:
        trouble = f"has {found} cells instead of {wanted} (line {line})"
        remedy = "Put a cell with a comma in it into quotation marks."
    return InvalidValueError(trouble, field="row", remedy=remedy, code="row_csv")


def _row(given: object, names: Mapping[str, str]) -> Row | MgovError:
    if isinstance(given, str):
        return Row(given, "", None)
    if isinstance(given, Mapping):
        address, name, caption = (given.get(names[each]) for each in _NAMES)
    elif isinstance(given, Addressable):
        address, name, caption = given.address, None, str(given.title)
    else:
        trouble, remedy = "is no address and has none", "Give an address, or what has one."
        return InvalidValueError(trouble, field="row", remedy=remedy, code="link_target")
    if not address:
        trouble, remedy = "is missing", "Give the address that the code is to hold."
        return InvalidValueError(trouble, field="address", remedy=remedy, code="missing")
    return Row(address, name or "", caption or None)
