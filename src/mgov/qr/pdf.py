"""Codes on the pages of a PDF, in millimeters. The one module that needs `reportlab`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from mgov.errors import MissingExtraError
from mgov.qr.outline import outline
from mgov.qr.print_size import QUIET_ZONE
from mgov.qr.words import words_below

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from mgov.qr.code import Code

__all__ = ["Mark", "Placed", "document"]

_POINTS: Final = 72 / 25.4  # a millimeter in points
# Every reader of PDF has or finds this font for Chinese, so that none has to be embedded.
_FONT: Final = "STSong-Light"
_STEP: Final = re.compile(r"([Mhvz])(-?\d+)?(?: (-?\d+))?")
_MARK_WIDTH: Final = 0.1  # mm


class Placed(NamedTuple):
    """A code on a page; it and its words fit the width.

    Attributes:
        code: The code.
        x: Its left edge in millimeters from the left.
        y: Its upper edge in millimeters from the top.
        module_mm: The width of a module in millimeters.
    """

    code: Code
    x: float
    y: float
    module_mm: float


class Mark(NamedTuple):
    """A line that shows where to cut, in millimeters from the left and from the top."""

    x1: float
    y1: float
    x2: float
    y2: float


def document(
    pages: Iterable[tuple[Sequence[Placed], Sequence[Mark]]],
    *,
    width_mm: float,
    height_mm: float,
    title: str,
) -> bytes:
    """Write pages of codes as PDF.

    The same pages give the same bytes: no moment and no name of a machine is written.

    Args:
        pages: The codes and the marks of each page.
        width_mm: The width of a page in millimeters.
        height_mm: The height of a page in millimeters.
        title: What the document is called.

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
    canvas.setTitle(title)
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
    code = placed.code
    width = code.size + 2 * QUIET_ZONE
    lines, height = words_below(code.caption, code.address, width)
    canvas.saveState()
    canvas.translate(placed.x, placed.y)
    canvas.scale(placed.module_mm, placed.module_mm)
    canvas.setFillGray(1)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    canvas.setFillGray(0)
    path = canvas.beginPath()
    x = y = 0
    for step in _STEP.finditer(outline(code.rows, QUIET_ZONE)):
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
    canvas.scale(1, -1)  # letters stand upright
    for line in lines:
        canvas.setFont(_FONT, line.size)
        canvas.drawCentredString(width / 2, -line.baseline, line.text)
    canvas.restoreState()
