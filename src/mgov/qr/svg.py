"""A code as SVG: one path without seams, a name for screen readers, words below it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from mgov.qr.words import Line, words_below

__all__ = ["PLAIN", "Look", "outline", "picture"]

_ONE: Final = re.compile("1")
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
    content = "\0".join((title, description, caption or "", address or ""))
    name = "qr-" + hashlib.blake2s(content.encode(), digest_size=6).hexdigest()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_number(height)}"'
        f'{millimeters} role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{_escaped(title)}</title>'
        f'<desc id="{name}-desc">{_escaped(description)}</desc>'
        f'<rect width="{width}" height="{_number(height)}" fill="{look.light}"/>'
        f'<path{ink} fill-rule="evenodd" shape-rendering="crispEdges" '
        f'd="{outline(rows, quiet_zone)}"/>{look.inset}{words}</svg>'
    )


def outline(rows: Sequence[int], margin: int = 0) -> str:
    """Trace the dark modules as the data of one SVG path.

    The path goes around every dark area, to be filled by the even-odd rule. Drawn module by
    module, neighbors would show hairlines between them on screens and in print.

    Args:
        rows: An integer a row, its highest bit on the left; 1 is dark. As many bits as rows.
        margin: Where the first row and column begin.

    Example:
        >>> from mgov.qr.svg import outline
        >>> outline([0b11, 0b10])
        'M0 0h2v1h-1v1h-1z'
    """
    # Corners come in pairs: going along a line, every other one begins an edge and the next one
    # ends it. So the corner beside number n is n ^ 1, and in a column likewise.
    xs, ys = _corners(rows)
    columns: list[list[int]] = [[] for _ in range(len(rows) + 1)]
    for number, x in enumerate(xs):
        columns[x].append(number)
    across = [0] * len(xs)
    for numbers in columns:
        for upper, lower in zip(numbers[::2], numbers[1::2], strict=True):
            across[upper], across[lower] = lower, upper
    across_by = [f"h{step}" for step in range(-len(rows), len(rows) + 1)]  # faster than formatting
    down_by = [f"v{step}" for step in range(-len(rows), len(rows) + 1)]
    middle = len(rows)
    path: list[str] = []
    seen = bytearray(len(xs))
    first = seen.find(0)
    while first >= 0:
        path.append(f"M{xs[first] + margin} {ys[first] + margin}")
        here = first
        while True:
            beside = here ^ 1
            seen[here] = seen[beside] = 1
            path.append(across_by[middle + xs[beside] - xs[here]])
            here = across[beside]
            if here == first:
                path.append("z")
                break
            path.append(down_by[middle + ys[here] - ys[beside]])
        first = seen.find(0, first)
    return "".join(path)


def _corners(rows: Sequence[int]) -> tuple[list[int], list[int]]:
    """Give the corners of the dark areas, line by line; where two areas touch, the corner twice."""
    size = len(rows)
    xs: list[int] = []
    ys: list[int] = []
    above = changes_above = 0
    for y, below in enumerate((*rows, 0)):
        # A bit where the color changes from one column to the next.
        changes_below = below ^ below << 1
        corners = changes_above ^ changes_below
        touching = changes_above & changes_below & (above ^ below)
        text = f"{corners | touching:0{size + 1}b}"
        found = [each.start() for each in _ONE.finditer(text)]
        if touching:
            found = sorted(found + [x for x in found if touching >> size - x & 1])
        xs += found
        ys += [y] * len(found)
        above, changes_above = below, changes_below
    return xs, ys


def _drawn(line: Line, width: int, ink: str) -> str:
    return (
        f'<text x="{_number(width / 2)}" y="{_number(line.baseline)}" '
        f'font-size="{_number(line.size)}" font-family="sans-serif" '
        f'text-anchor="middle"{ink}>{_escaped(line.text)}</text>'
    )


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _escaped(text: str) -> str:
    return escape(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", text))
