"""A code as SVG: one path without seams, a name for screen readers, words below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from mgov.qr.outline import outline
from mgov.qr.words import Line, words_below

__all__ = ["PLAIN", "Look", "picture"]

_NO_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Look(NamedTuple):
    """What makes a picture more than black and white.

    Attributes:
        dark: The color of the dark modules and of the words, as SVG writes it.
        light: The color of the ground.
        inset: What is drawn over the code, as SVG.

    Example:
        >>> from mgov.qr.svg import PLAIN
        >>> PLAIN
        Look(dark='#000', light='#fff', inset='')
    """

    dark: str
    light: str
    inset: str


PLAIN: Final = Look("#000", "#fff", "")
"""Black on white, and nothing over it."""


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
        look: Its colors, and what is drawn over it.

    Example:
        >>> from mgov.qr.svg import picture
        >>> svg = picture([0b11, 0b10], quiet_zone=1, title="a", description="b")
        >>> svg[:62]
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4" role'
    """
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
        f'{millimeters} role="img" aria-label={quoteattr(_legal(title))}>'
        f"<title>{_escaped(title)}</title><desc>{_escaped(description)}</desc>"
        f'<rect width="{width}" height="{_number(height)}" fill="{look.light}"/>'
        f'<path{ink} fill-rule="evenodd" shape-rendering="crispEdges" '
        f'd="{outline(rows, quiet_zone)}"/>{look.inset}{words}</svg>'
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
    return escape(_legal(text))


def _legal(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
