"""Tables for a terminal and for a notebook."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from html import escape

__all__ = ["html_table", "text_table"]


def text_table(head: Sequence[str], lines: Sequence[Sequence[str]], texts: int) -> str:
    """Lay a table out in columns; a Chinese character is two columns wide.

    Args:
        head: The names of the columns.
        lines: The cells, a row a group.
        texts: How many columns stand on the left; the others are numbers.

    Example:
        >>> print(text_table(["地区", "n"], [["南京", "12"], ["x", "7"]], 1))
        地区   n
        南京  12
        x      7
    """
    every = [head, *lines]
    widths = [max(_width(line[place]) for line in every) for place in range(len(head))]
    return "\n".join(_laid_out(line, widths, texts) for line in every)


def _laid_out(line: Sequence[str], widths: Sequence[int], texts: int) -> str:
    cells = []
    for place, (cell, width) in enumerate(zip(line, widths, strict=True)):
        space = " " * (width - _width(cell))
        cells.append(cell + space if place < texts else space + cell)
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def html_table(head: Sequence[str], titles: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Write a table for a notebook; what a measure means is shown over its name.

    Args:
        head: The names of the columns.
        titles: What they mean; empty where there is nothing to say.
        lines: The cells, a row a group.

    Example:
        >>> html_table(["n"], [""], [["<1"]])
        '<table><thead><tr><th>n</th></tr></thead><tbody><tr><td>&lt;1</td></tr></tbody></table>'
    """
    names = "".join(
        f'<th title="{escape(title)}">{escape(name)}</th>' if title else f"<th>{escape(name)}</th>"
        for name, title in zip(head, titles, strict=True)
    )
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>" for line in lines
    )
    return f"<table><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>"
