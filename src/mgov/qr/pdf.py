"""Codes on the pages of a PDF, in millimeters. The one module that needs `reportlab`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from mgov.errors import InvalidValueError, MissingExtraError
from mgov.qr.look import PLAIN, Look
from mgov.qr.outline import outline
from mgov.qr.print_size import HAND_HELD_MODULE_MM, QUIET_ZONE
from mgov.qr.words import drawable, words_below

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from mgov.qr.code import Code

__all__ = ["Mark", "Placed", "document", "picture"]

_POINTS: Final = 72 / 25.4  # a millimeter in points
# Every reader of PDF has or finds this font for Chinese, so that none has to be embedded.
_FONT: Final = "STSong-Light"
_STEP: Final = re.compile(r"([Mhvz])(-?\d+)?(?: (-?\d+))?")
_GRAYS: Final = {PLAIN.dark: 0, PLAIN.light: 1, "#000000": 0, "#ffffff": 1}
_MARK_WIDTH: Final = 0.1  # mm
_LONGEST: Final = 14_400 / _POINTS  # mm; of a page, by ISO 32000


class Placed(NamedTuple):
    """A code on a page; it and its words fit the width.

    Attributes:
        code: The code.
        x: Its left edge in millimeters from the left.
        y: Its upper edge in millimeters from the top.
        module_mm: The width of a module in millimeters.
        look: Its colors, and the logo over it.
    """

    code: Code
    x: float
    y: float
    module_mm: float
    look: Look = PLAIN


class Mark(NamedTuple):
    """A line that shows where to cut, in millimeters from the left and from the top."""

    x1: float
    y1: float
    x2: float
    y2: float


def picture(code: Code, *, module_mm: float | None = None, look: Look = PLAIN) -> bytes:
    """Write a code as a PDF whose one page is as large as the picture.

    Args:
        code: The code.
        module_mm: The width of a module in millimeters; without it, the smallest that phones held
            in the hand read well.
        look: Its colors, and the logo over it.

    Raises:
        mgov.errors.InvalidValueError: If the width is not above zero, or too large for a page.
        mgov.errors.MissingExtraError: If the extra `pdf` is not installed.

    Example:
        >>> from mgov import qr
        >>> from mgov.qr.pdf import picture
        >>> picture(qr.make("https://www.gov.cn/"))[:5]
        b'%PDF-'
    """
    module = HAND_HELD_MODULE_MM if module_mm is None else module_mm
    width = code.size + 2 * QUIET_ZONE
    height = words_below(code.caption, code.address, width)[1]
    if not 0 < height * module <= _LONGEST:
        trouble = "is not above zero, or makes a page larger than PDF allows"
        remedy = f"Give millimeters, such as 0.5; here, {_LONGEST / height:.0f} at most."
        raise InvalidValueError(trouble, field="module_mm", remedy=remedy, code="code_size")
    return document(
        [([Placed(code, 0, 0, module, look)], [])],
        width_mm=width * module,
        height_mm=height * module,
        title=code.title,
        subject=f"QR: {code.text}",
    )


def document(
    pages: Iterable[tuple[Sequence[Placed], Sequence[Mark]]],
    *,
    width_mm: float,
    height_mm: float,
    title: str,
    subject: str = "",
) -> bytes:
    """Write pages of codes as PDF.

    The same pages give the same bytes: no moment and no name of a machine is written.

    Args:
        pages: The codes and the marks of each page.
        width_mm: The width of a page in millimeters.
        height_mm: The height of a page in millimeters.
        title: What the document is called.
        subject: What it says.

    Raises:
        mgov.errors.MissingExtraError: If the extra `pdf` is not installed.

    Example:
        >>> from mgov import qr
        >>> from mgov.qr.pdf import Placed, document
        >>> placed = Placed(qr.make("https://www.gov.cn/"), 10, 10, 0.5)
        >>> document([([placed], [])], width_mm=210, height_mm=297, title="码")[:5]
        b'%PDF-'
    """
    try:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfgen.canvas import Canvas
    except ImportError:
        raise MissingExtraError("reportlab", extra="pdf", purpose="writing PDF") from None
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    content = io.BytesIO()
    size = (width_mm * _POINTS, height_mm * _POINTS)
    canvas = Canvas(content, pagesize=size, invariant=True)
    canvas.setTitle(drawable(title))
    canvas.setSubject(drawable(subject))
    for codes, marks in pages:
        # Millimeters from the top, as everywhere else; PDF itself counts points from below.
        canvas.scale(_POINTS, -_POINTS)
        canvas.translate(0, -height_mm)
        for placed in codes:
            _draw(canvas, placed)
        canvas.setLineWidth(_MARK_WIDTH)
        for mark in marks:
            canvas.line(*mark)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def _draw(canvas: Canvas, placed: Placed) -> None:
    code, look = placed.code, placed.look
    width = code.size + 2 * QUIET_ZONE
    lines, height = words_below(code.caption, code.address, width)
    canvas.saveState()
    canvas.translate(placed.x, placed.y)
    canvas.scale(placed.module_mm, placed.module_mm)
    _ink(canvas, look.light)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    _ink(canvas, look.dark)
    _fill(canvas, outline(look.cleared(code.rows), QUIET_ZONE))
    canvas.scale(1, -1)  # letters and logos stand upright
    if look.logo is not None:
        _paste(canvas, look.logo, QUIET_ZONE + look.place(code.size), look.logo_modules)
    for line in lines:
        canvas.setFont(_FONT, line.size)
        canvas.drawCentredString(width / 2, -line.baseline, drawable(line.text))
    canvas.restoreState()


def _ink(canvas: Canvas, color: str) -> None:
    from reportlab.lib.colors import HexColor

    if color in _GRAYS:  # which a press prints with black ink alone
        canvas.setFillGray(_GRAYS[color])
    else:
        canvas.setFillColor(HexColor(color))


def _fill(canvas: Canvas, steps: str) -> None:
    path = canvas.beginPath()
    x = y = 0
    for step in _STEP.finditer(steps):
        kind, first, second = step.groups()
        if kind == "z":
            path.close()
        elif kind == "M":
            x, y = int(first), int(second)
            path.moveTo(x, y)
        else:
            x, y = (x + int(first), y) if kind == "h" else (x, y + int(first))
            path.lineTo(x, y)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)  # 0: by the even-odd rule


def _paste(canvas: Canvas, logo: bytes, place: int, width: int) -> None:
    from reportlab.lib.utils import ImageReader

    drawn = ImageReader(io.BytesIO(logo))
    canvas.drawImage(
        drawn, place, -place - width, width, width, mask="auto"
    )  # auto: as it is clear
