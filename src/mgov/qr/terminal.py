"""A code in characters, two modules in each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

__all__ = ["picture"]

_BLOCKS: Final = {("0", "0"): " ", ("1", "0"): "▀", ("0", "1"): "▄", ("1", "1"): "█"}


def picture(rows: Sequence[int], *, quiet_zone: int, inverted: bool = False) -> str:
    """Draw a code with block characters.

    Args:
        rows: An integer a row, its highest bit on the left; 1 is dark.
        quiet_zone: How many light modules stand around it.
        inverted: Whether characters are dark on a light ground, as on paper.

    Example:
        >>> from mgov.qr.terminal import picture
        >>> print(picture([0b101, 0b010, 0b111], quiet_zone=0, inverted=True))
        ▀▄▀
        ▀▀▀
    """
    size = len(rows)
    flip = 0 if inverted else (1 << size) - 1
    margin = "0" if inverted else "1"
    blank = [margin * (size + 2 * quiet_zone)] * quiet_zone
    drawn = [f"{margin * quiet_zone}{row ^ flip:0{size}b}{margin * quiet_zone}" for row in rows]
    lines = [*blank, *drawn, *blank]
    return "\n".join(
        "".join(_BLOCKS[pair] for pair in zip_longest(upper, lower, fillvalue="0"))
        for upper, lower in zip_longest(lines[::2], lines[1::2], fillvalue="")
    )
