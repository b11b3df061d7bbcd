"""Codes as labels on sheets of paper, in millimeters, with marks that show where to cut."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NoReturn
from xml.sax.saxutils import escape

from mgov.errors import InvalidValueError
from mgov.qr import pdf, svg
from mgov.qr.code import Code
from mgov.qr.look import PLAIN, Look
from mgov.qr.pdf import Mark, Placed
from mgov.qr.print_size import HAND_HELD_MODULE_MM, QUIET_ZONE
from mgov.qr.styled_code import StyledCode
from mgov.qr.words import words_below

__all__ = ["Paper", "Sheet", "sheet"]

Paper = Literal["A4", "Letter"]
"""A4 of ISO 216, or Letter of ANSI/ASME Y14.1."""

_PAPERS: Final[dict[str, tuple[float, float]]] = {"A4": (210, 297), "Letter": (215.9, 279.4)}
_MARK_GAP: Final = 1.0  # mm between a label and its mark
_MARK_LENGTH: Final = 3.0  # mm


@dataclass(frozen=True, slots=True)
class Sheet:
    """Labels on pages; `sheet` makes them.

    Attributes:
        codes: The codes in their order, row by row.
        width_mm: The width of a page in millimeters.
        height_mm: The height of a page in millimeters.
        columns: How many labels stand side by side.
        rows: How many labels stand one below the other.
        margin_mm: What is kept free around the labels.
        gap_mm: What is kept free between them.
        crop_marks: Whether lines in the margin show where to cut.

    Example:
        >>> from mgov import qr
        >>> counters = [qr.make(f"https://www.gov.cn/{n}", caption=f"{n}号窗口") for n in range(30)]
        >>> labels = qr.sheet(counters, columns=3, rows=8)
        >>> labels.pages, labels.label_mm
        (2, (63.33, 34.62))
    """

    codes: tuple[Code | StyledCode, ...]
    width_mm: float
    height_mm: float
    columns: int
    rows: int
    margin_mm: float
    gap_mm: float
    crop_marks: bool

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-len(self.codes) // (self.columns * self.rows))

    @property
    def label_mm(self) -> tuple[float, float]:
        """The width and the height of a label in millimeters, to hundredths."""
        width, height = self._label()
        return round(width, 2), round(height, 2)

    @property
    def module_mm(self) -> float:
        """The width of the smallest module on the sheet, in millimeters, to micrometers."""
        return round(min(self._fitted(_parts(code)[0]) for code in self.codes), 3)

    def svg(self, page: int = 1) -> str:
        """Draw a page as SVG of its true size.

        Args:
            page: Which one, from 1.

        Raises:
            mgov.errors.InvalidValueError: If there is no such page.

        Example:
            >>> from mgov import qr
            >>> qr.sheet([qr.make("https://www.gov.cn/")]).svg()[40:85]
            'width="210mm" height="297mm" viewBox="0 0 210'
        """
        if not 1 <= page <= self.pages:
            trouble, remedy = "is not on the sheet", f"There are pages 1 to {self.pages}."
            raise InvalidValueError(trouble, field="page", remedy=remedy, code="sheet_page")
        drawn = [_nested(placed) for placed in self._placed(page)]
        lines = "".join(f"M{x1:g} {y1:g}L{x2:g} {y2:g}" for x1, y1, x2, y2 in self._marks())
        marks = f'<path stroke="#000" stroke-width="0.1" d="{lines}"/>' if lines else ""
        width, height = f"{self.width_mm:g}", f"{self.height_mm:g}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
            f'viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" fill="#fff"/>'
            f"{''.join(drawn)}{marks}</svg>"
        )

    def html(self, *, title: str = "QR") -> str:
        """Write all pages as one HTML document, which a browser prints in true size.

        Args:
            title: What the document is called.

        Example:
            >>> from mgov import qr
            >>> qr.sheet([qr.make("https://www.gov.cn/")]).html(title="窗口")[:15]
            '<!DOCTYPE html>'
        """
        size = f"{self.width_mm:g}mm {self.height_mm:g}mm"
        style = (
            f"@page{{size:{size};margin:0}}body{{margin:0}}"
            "svg.page{display:block;break-after:page}svg.page:last-child{break-after:auto}"
        )
        pages = (self.svg(page) for page in range(1, self.pages + 1))
        drawn = "\n".join(page.replace("<svg ", '<svg class="page" ', 1) for page in pages)
        return (
            f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{escape(title)}</title>'
            f"<style>{style}</style></head><body>\n{drawn}\n</body></html>\n"
        )

    def pdf(self, *, title: str = "QR") -> bytes:
        """Write all pages as PDF.

        Args:
            title: What the document is called.

        Raises:
            mgov.errors.MissingExtraError: If the extra `pdf` is not installed.

        Example:
            >>> from mgov import qr
            >>> qr.sheet([qr.make("https://www.gov.cn/")]).pdf()[:5]
            b'%PDF-'
        """
        marks = list(self._marks())
        pages = ((list(self._placed(page)), marks) for page in range(1, self.pages + 1))
        return pdf.document(pages, width_mm=self.width_mm, height_mm=self.height_mm, title=title)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write it to a file in the format of its suffix: `.pdf`, `.html` or, of one page, `.svg`.

        Args:
            path: Where to.

        Raises:
            mgov.errors.InvalidValueError: If the suffix is none of these, or several pages are to
                go into an SVG.
            mgov.errors.MissingExtraError: If PDF is asked for without the extra `pdf`.
            OSError: If the file cannot be written.

        Example:
            >>> import pathlib, tempfile
            >>> from mgov import qr
            >>> path = pathlib.Path(tempfile.mkdtemp(), "labels.html")
            >>> qr.sheet([qr.make("https://www.gov.cn/")]).save(path)
            >>> path.exists()
            True
        """
        file = Path(path)
        match file.suffix.lower():
            case ".pdf":
                content = self.pdf(title=file.stem)
            case ".html":
                content = self.html(title=file.stem).encode()
            case ".svg":
                if self.pages > 1:
                    trouble, remedy = "holds one page only", "Use .pdf or .html, or svg(page)."
                    raise InvalidValueError(
                        trouble, field="path", remedy=remedy, code="sheet_pages"
                    )
                content = self.svg().encode()
            case _:
                trouble, remedy = "has a suffix that names no format", "Use .pdf, .html or .svg."
                raise InvalidValueError(trouble, field="path", remedy=remedy, code="sheet_suffix")
        file.write_bytes(content)

    def _label(self) -> tuple[float, float]:
        free = 2 * self.margin_mm
        across = self.width_mm - free - self.gap_mm * (self.columns - 1)
        down = self.height_mm - free - self.gap_mm * (self.rows - 1)
        return across / self.columns, down / self.rows

    def _fitted(self, code: Code) -> float:
        width, height = self._label()
        modules, tall = _extent(code)
        return min(width / modules, height / tall)

    def _placed(self, page: int) -> Iterator[Placed]:
        width, height = self._label()
        each = self.columns * self.rows
        for place, given in enumerate(self.codes[(page - 1) * each : page * each]):
            row, column = divmod(place, self.columns)
            code, look = _parts(given)
            module = self._fitted(code)
            modules, tall = _extent(code)
            yield Placed(
                code,
                self.margin_mm + column * (width + self.gap_mm) + (width - modules * module) / 2,
                self.margin_mm + row * (height + self.gap_mm) + (height - tall * module) / 2,
                module,
                look,
            )

    def _marks(self) -> Iterator[Mark]:
        if not self.crop_marks:
            return
        width, height = self._label()
        near, far = self.margin_mm - _MARK_GAP - _MARK_LENGTH, self.margin_mm - _MARK_GAP
        for x in _edges(self.margin_mm, width, self.gap_mm, self.columns):
            yield Mark(x, near, x, far)
            yield Mark(x, self.height_mm - far, x, self.height_mm - near)
        for y in _edges(self.margin_mm, height, self.gap_mm, self.rows):
            yield Mark(near, y, far, y)
            yield Mark(self.width_mm - far, y, self.width_mm - near, y)


def sheet(
    codes: Iterable[Code | StyledCode],
    *,
    paper: Paper | tuple[float, float] = "A4",
    columns: int = 3,
    rows: int = 7,
    margin_mm: float = 10,
    gap_mm: float = 0,
    crop_marks: bool = True,
) -> Sheet:
    """Lay codes out as labels on sheets of paper.

    Every label has the same size and holds a code as large as it fits, with its words below it.
    A label on which the modules would be too small to be read from the hand is refused.

    Args:
        codes: The codes, with captions and addresses where wanted, plain or from `style`.
        paper: A4, Letter, or a width and a height in millimeters.
        columns: How many labels stand side by side.
        rows: How many stand one below the other.
        margin_mm: What is kept free around the labels; printers seldom reach the edge.
        gap_mm: What is kept free between them, as on sheets of stickers.
        crop_marks: Whether lines in the margin show where to cut.

    Raises:
        mgov.errors.InvalidValueError: If there are no codes or no such paper, if a measure leaves
            no room, or if a code would be printed too small; the error names it by its number.

    Example:
        >>> from mgov import qr
        >>> codes = [qr.make("https://www.gov.cn/", caption="一号窗口")] * 6
        >>> labels = qr.sheet(codes, paper="Letter", columns=2, rows=3, gap_mm=4)
        >>> labels.pages, labels.module_mm
        (1, 2.223)
    """
    given = tuple(codes)
    if not given:
        _refuse("codes", "are none", "Give one code at least.")
    size = _PAPERS.get(paper) if isinstance(paper, str) else paper
    if size is None:
        _refuse("paper", "is no paper that is known", "Use A4, Letter, or millimeters.")
    _refuse_measures(columns, rows, margin_mm, gap_mm)
    if crop_marks and margin_mm < _MARK_GAP + _MARK_LENGTH:
        needed = f"{_MARK_GAP + _MARK_LENGTH:g}"
        remedy = f"Give {needed} mm at least, or crop_marks=False."
        _refuse("margin_mm", "leaves no room for crop marks", remedy)
    made = Sheet(given, *size, columns, rows, margin_mm, gap_mm, crop_marks)
    if min(made.label_mm) <= 0:
        _refuse("labels", "have no room on the paper", "Use fewer of them, or smaller margins.")
    for number, code in enumerate(given, start=1):
        if made._fitted(_parts(code)[0]) < HAND_HELD_MODULE_MM:  # noqa: SLF001 # a Sheet is made here only
            trouble = f"is too large for its label (number {number})"
            remedy = (
                f"A module would be narrower than {HAND_HELD_MODULE_MM} mm: "
                "use fewer columns and rows, or a shorter link."
            )
            _refuse("codes", trouble, remedy)
    return made


def _refuse_measures(columns: int, rows: int, margin_mm: float, gap_mm: float) -> None:
    for name, number in (("columns", columns), ("rows", rows)):
        if number < 1:
            _refuse(name, "is less than 1", "Give how many labels there are.")
    for name, length in (("margin_mm", margin_mm), ("gap_mm", gap_mm)):
        if not length >= 0:
            _refuse(name, "is below zero", "Give millimeters.")


def _parts(code: Code | StyledCode) -> tuple[Code, Look]:
    return (code.code, code.look) if isinstance(code, StyledCode) else (code, PLAIN)


def _extent(code: Code) -> tuple[int, float]:
    width = code.size + 2 * QUIET_ZONE
    return width, words_below(code.caption, code.address, width)[1]


def _edges(margin: float, length: float, gap: float, number: int) -> Iterator[float]:
    starts = [margin + place * (length + gap) for place in range(number)]
    return iter(sorted({round(edge, 3) for start in starts for edge in (start, start + length)}))


def _nested(placed: Placed) -> str:
    modules, tall = _extent(placed.code)
    x, y = f"{placed.x:.3f}", f"{placed.y:.3f}"
    width, height = f"{modules * placed.module_mm:.3f}", f"{tall * placed.module_mm:.3f}"
    code = placed.code
    drawn = svg.picture(
        code.rows,
        quiet_zone=QUIET_ZONE,
        title=code.title,
        description=f"QR: {code.text}",
        caption=code.caption,
        address=code.address,
        look=placed.look,
    )
    return drawn.replace(
        '<svg xmlns="http://www.w3.org/2000/svg"',
        f'<svg x="{x}" y="{y}" width="{width}" height="{height}"',
        1,
    )


def _refuse(field: str, trouble: str, remedy: str) -> NoReturn:
    raise InvalidValueError(trouble, field=field, remedy=remedy, code="sheet")
