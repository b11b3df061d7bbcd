"""A code as SVG: one path without seams, a name for screen readers, words below it."""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from mgov.errors import InvalidValueError
from mgov.qr.look import PLAIN, Look
from mgov.qr.outline import outline
from mgov.qr.words import Line, drawable, words_below

__all__ = ["picture"]


def picture(
    rows: Sequence[int],
    *,
    quiet_zone: int,
    title: str,
    description: str,
    caption: str | None = None,
    address: str | None = None,
    module_mm: float | None = None,
    look: Look = PLAIN,
) -> str:
    """Draw a code.

    Args:
        rows: An integer a row, its highest bit on the left; 1 is dark.
        quiet_zone: How many light modules stand around it.
        title: Its name for screen readers.
        description: What it says, for screen readers.
        caption: Words below it.
        address: A readable address below them.
        module_mm: The width of a module in millimeters, for a picture of fixed size.
        look: Its colors, and the logo over it.

    Raises:
        mgov.errors.InvalidValueError: If the width of a module is not above zero.

    Example:
        >>> from mgov.qr.svg import picture
        >>> svg = picture([0b11, 0b10], quiet_zone=1, title="a", description="b")
        >>> svg[:62]
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4" role'
    """
    if module_mm is not None and not 0 < module_mm < math.inf:
        trouble, remedy = "is not above zero", "Give millimeters, such as 0.5."
        raise InvalidValueError(trouble, field="module_mm", remedy=remedy, code="code_size")
    width = len(rows) + 2 * quiet_zone
    lines, height = words_below(caption, address, width)
    ink = "" if look.dark == PLAIN.dark else f' fill="{look.dark}"'
    words = "".join(_drawn(line, width, ink) for line in lines)
    millimeters = (
        f' width="{_number(width * module_mm)}mm" height="{_number(height * module_mm)}mm"'
        if module_mm is not None
        else ""
    )
    # The name stands in a label, not only in the title: an id that the label could point at would
    # stand on a page twice if the picture does.
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_number(height)}"'
        f'{millimeters} role="img" aria-label={quoteattr(drawable(title))}>'
        f"<title>{_escaped(title)}</title><desc>{_escaped(description)}</desc>"
        f'<rect width="{width}" height="{_number(height)}" fill="{look.light}"/>'
        f'<path{ink} fill-rule="evenodd" shape-rendering="crispEdges" '
        f'd="{outline(look.cleared(rows), quiet_zone)}"/>'
        f"{_inset(look, len(rows), quiet_zone)}{words}</svg>"
    )


def _inset(look: Look, size: int, quiet_zone: int) -> str:
    if look.logo is None:
        return ""
    place, width = quiet_zone + look.place(size), look.logo_modules
    data = base64.b64encode(look.logo).decode("ascii")
    return (
        f'<image x="{place}" y="{place}" width="{width}" height="{width}" '
        f'href="data:image/png;base64,{data}"/>'
    )


def _drawn(line: Line, width: int, ink: str) -> str:
    return (
        f'<text x="{_number(width / 2)}" y="{_number(line.baseline)}" '
        f'font-size="{_number(line.size)}" font-family="sans-serif" '
        f'text-anchor="middle"{ink}>{_escaped(line.text)}</text>'
    )


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _escaped(text: str) -> str:
    return escape(drawable(text))
