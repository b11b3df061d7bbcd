"""The table of an inventory: its text, its columns and its rows."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Annotated, Final, Self, TypeAlias

from pydantic import AfterValidator, Field

from mgov.accounts.inventory_words import InventoryField, plain_word, words
from mgov.accounts.platform import Platform
from mgov.errors import InvalidValueError, LineProblem, Problem
from mgov.values.jsonl.lines import Source
from mgov.values.model import Model

__all__ = ["Layout", "OnProblem", "Table", "read_text"]

OnProblem: TypeAlias = Callable[[LineProblem], object]

_BOM: Final = "\ufeff"
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SPREADSHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # xlsx and ods; xls
_DELIMITERS: Final = (",", "\t", ";")
_NEEDED: Final = (InventoryField.PLATFORM, InventoryField.NAME)
_ALL: Final = -1


def _known_encoding(name: str) -> str:
    try:
        "a".encode(name)  # refuses also what encodes no text, such as base64
        return codecs.lookup(name).name
    except LookupError:
        trouble, remedy = "is no encoding that is known", "Use utf-8, gb18030 or utf-16."
        error = InvalidValueError(trouble, remedy=remedy, code="encoding_unknown")
        raise error.as_pydantic() from None


class Layout(Model, frozen=True):
    """How a file is laid out, where it is not as usual."""

    columns: Mapping[str, InventoryField | None]
    platforms: Mapping[str, Platform]
    as_of: date | None
    encoding: Annotated[str, AfterValidator(_known_encoding)]
    head_line: Annotated[int, Field(ge=1)]

    @classmethod
    def of(
        cls,
        columns: Mapping[str, InventoryField | str | None] | None,
        platforms: Mapping[str, Platform | str] | None,
        as_of: date | None,
        encoding: str,
        head_line: int,
    ) -> Self:
        """Make one of the arguments of a call."""
        return cls.model_validate(
            {
                "columns": columns or {},
                "platforms": platforms or {},
                "as_of": as_of,
                "encoding": encoding,
                "head_line": head_line,
            }
        )


def read_text(source: Source, encoding: str, report: OnProblem) -> str | None:
    """Read all of a file; report where it is not in this encoding."""
    content = _content(source)
    if isinstance(content, str):
        return content.removeprefix(_BOM)
    if content.startswith(_UTF_16) and not encoding.startswith("utf-16"):
        trouble, remedy = "looks like UTF-16, as the whole file does", "Say encoding='utf-16'."
        report(LineProblem(1, Problem((), trouble, remedy, "encoding_differs")))
        return None
    if content.startswith(_SPREADSHEETS):
        trouble, remedy = "is a workbook of a spreadsheet, as the whole file is", "Save it as CSV."
        report(LineProblem(1, Problem((), trouble, remedy, "not_csv")))
        return None
    try:
        return content.decode(encoding).removeprefix(_BOM)
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(encoding, "ignore").count("\n") + 1
        remedy = "Say with encoding= how the file was saved, such as gb18030."
        problem = Problem((), f"is not in the encoding {encoding}", remedy, "encoding_differs")
        report(LineProblem(line, problem))
        return None


def _content(source: Source) -> str | bytes:
    if isinstance(source, str | PathLike):
        return Path(source).read_bytes()
    first = source.readline(_ALL)
    parts = [first]
    while line := source.readline(_ALL):
        parts.append(line)
    if isinstance(first, str):
        return "".join(part for part in parts if isinstance(part, str))
    return b"".join(part for part in parts if isinstance(part, bytes))


class Table:
    """The rows of a file, each cell under the field that its column is of.

    Attributes:
        heads: How the file calls the columns of the fields that it has.
    """

    def __init__(self, text: str, layout: Layout, report: OnProblem) -> None:
        self._report: Final = report
        self._rows: Final = _rows(text, layout.head_line - 1, report)
        self._line, head = next(self._rows, (layout.head_line, []))
        self._heads: Final = [each.strip() for each in head]
        self._fields: Final = self._fields_by(layout.columns)
        self.heads: Final = {
            field: head
            for head, field in zip(self._heads, self._fields, strict=True)
            if field is not None
        }

    def __iter__(self) -> Iterator[tuple[int, dict[InventoryField, str]]]:
        """Go through the rows that are not empty: their line, and the cells that say something."""
        if not self.heads.keys() >= set(_NEEDED):
            return
        for line, row in self._rows:
            cells = [each.strip() for each in row]
            misfit = self._misfit(cells) if any(cells) else None
            if misfit is not None:
                self._report(LineProblem(line, misfit))
            elif any(cells):
                yield (
                    line,
                    {
                        field: cell
                        for field, cell in zip(self._fields, cells, strict=False)
                        if field is not None and not _is_blank(cell)
                    },
                )

    def _fields_by(
        self, columns: Mapping[str, InventoryField | None]
    ) -> list[InventoryField | None]:
        """The field of each column; None for a column that is left out or not known."""
        own = {plain_word(head): field for head, field in columns.items()}
        known = words().columns | own
        plain = [plain_word(head) for head in self._heads]
        for head, word in zip(self._heads, plain, strict=True):
            if head and word not in known:
                trouble = "is no column that is known"
                remedy = "Say its field with columns={head: field}; None leaves the column out."
                self._at_head((head,), trouble, remedy, "column_unknown")
        for head in columns:
            if plain_word(head) not in plain:
                trouble, remedy = "is no column of the file", "Correct it in `columns`."
                self._at_head((head,), trouble, remedy, "column_missing")
        fields = [known.get(word) for word in plain]
        for field in InventoryField:
            self._once(field, [n for n, each in enumerate(fields) if each is field])
        return fields

    def _once(self, field: InventoryField, places: list[int]) -> None:
        for place in places[1:]:
            trouble = f"says the {field}, as {self._heads[places[0]]} does"
            remedy = "Leave one of them out with columns={head: None}."
            self._at_head((self._heads[place],), trouble, remedy, "column_twice")
        if not places and field in _NEEDED:
            trouble = f"has no column for the {field}"
            remedy = "Name it with columns={head: field}, or say head_line= if titles come first."
            self._at_head((), trouble, remedy, "column_missing")

    def _at_head(self, loc: tuple[str, ...], trouble: str, remedy: str, code: str) -> None:
        self._report(LineProblem(self._line, Problem(loc, trouble, remedy, code)))

    def _misfit(self, cells: Sequence[str]) -> Problem | None:
        """Say why cells may not stand under their heads: there are more or fewer of them."""
        expected = len(self._heads)
        if len(cells) < expected or any(cells[expected:]):
            trouble = f"has {len(cells)} cells, where the head has {expected}"
            return Problem((), trouble, "Put each cell under its head.", "row_length")
        for head, cell in zip(self._heads, cells, strict=False):
            if cell and not head:
                trouble = "has a cell in a column without a head"
                return Problem((), trouble, "Give the column a head.", "row_length")
        return None


def _is_blank(cell: str) -> bool:
    return not cell or unicodedata.normalize("NFKC", cell).casefold() in words().blanks


def _rows(text: str, before: int, report: OnProblem) -> Iterator[tuple[int, list[str]]]:
    """Go through the rows behind the titles, each with the number of its first line."""
    lines = io.StringIO(text, newline="")
    for _ in range(before):
        lines.readline()
    start = lines.tell()
    delimiter = _delimiter_of(lines.readline())
    lines.seek(start)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = before + reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            trouble, remedy = f"is no row of a CSV file ({error})", "Check its quotation marks."
            report(LineProblem(line, Problem((), trouble, remedy, "not_csv")))
        else:
            yield line, row


def _delimiter_of(head: str) -> str:
    return max(_DELIMITERS, key=head.count)
