"""The outline of the dark modules of a code, as one SVG path."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from itertools import compress
from typing import Final, NamedTuple

__all__ = ["outline"]

_TRUTH: Final = bytes.maketrans(b"01", b"\x00\x01")


class _Grid(NamedTuple):
    """What all codes of one size have in common; the texts are found as they are needed.

    A corner at column x of line y is the number y * stride + x. The stride is so wide that the
    difference of two corners tells their columns and lines apart.
    """

    stride: int
    corners: tuple[int, ...]
    moves: dict[int, str]  # corner -> the start of an area
    steps: dict[int, str]  # difference of corners -> along a line, then along a column
    closings: dict[int, str]  # likewise -> along a line, then back to the start


def outline(rows: Sequence[int], margin: int = 0) -> str:
    """Trace the dark modules as the data of one SVG path.

    The path goes around every dark area, to be filled by the even-odd rule. Drawn module by
    module, neighbors would show hairlines between them on screens and in print.

    Args:
        rows: An integer a row, its highest bit on the left; 1 is dark. As many bits as rows.
        margin: Where the first row and column begin.

    Example:
        >>> from mgov.qr.outline import outline
        >>> outline([0b11, 0b10])
        'M0 0h2v1h-1v1h-1z'
    """
    grid = _grid(len(rows), margin)
    corners = _corners(rows, grid)
    following = _following(corners, grid.stride)
    # Looked up once: the loop below runs for every corner.
    known_move, known_step, known_closing = grid.moves.get, grid.steps.get, grid.closings.get
    path: list[str] = []
    add = path.append
    seen = bytearray(len(corners) // 2)  # of the edges along lines, which are every other one
    edge = seen.find(0)
    while edge >= 0:
        first = 2 * edge
        at = corners[first]
        add(known_move(at) or _move(at, grid, margin))
        seen[edge] = 1
        here = following[first]
        while here != first:
            seen[here >> 1] = 1
            there = corners[here]
            add(known_step(there - at) or _step(there - at, grid))
            at = there
            here = following[here]
        back = corners[first] - at
        add(known_closing(back) or _closing(back, grid))
        edge = seen.find(0, edge)
    return "".join(path)


@functools.cache
def _grid(size: int, margin: int) -> _Grid:  # noqa: ARG001 -- the texts of moves differ by it
    lines = range(size + 1)
    stride = 2 * (size + 1)
    return _Grid(stride, tuple(y * stride + x for y in lines for x in lines), {}, {}, {})


def _corners(rows: Sequence[int], grid: _Grid) -> list[int]:
    """Give the corners of the dark areas, line by line.

    The whole code is one integer, each row with a free bit in front. Where two dark areas touch
    with their corners, two edges cross, and there is no corner.
    """
    columns = len(rows) + 1
    above = 0
    for row in rows:
        above = above << columns | row
    changes = above ^ above << 1  # a bit where the color changes from one column to the next
    bits = f"{changes ^ changes << columns:0{len(grid.corners)}b}"
    return list(compress(grid.corners, bits.encode().translate(_TRUTH)))


def _following(corners: Sequence[int], stride: int) -> list[int]:
    """Say for each corner where the outline goes on: along the line, then along the column.

    Corners come in pairs: going along a line, every other one begins an edge and the next one
    ends it. So the corner beside number n is n ^ 1, and in a column likewise.
    """
    following = [0] * len(corners)
    waiting = [-1] * stride
    for number, corner in enumerate(corners):
        column = corner % stride
        upper = waiting[column]
        if upper < 0:
            waiting[column] = number
        else:
            following[number ^ 1] = upper
            following[upper ^ 1] = number
            waiting[column] = -1
    return following


def _move(corner: int, grid: _Grid, margin: int) -> str:
    y, x = divmod(corner, grid.stride)
    text = grid.moves[corner] = f"M{x + margin} {y + margin}"
    return text


def _step(difference: int, grid: _Grid) -> str:
    down, right = _apart(difference, grid.stride)
    text = grid.steps[difference] = f"h{right}v{down}"
    return text


def _closing(difference: int, grid: _Grid) -> str:
    _, right = _apart(difference, grid.stride)
    text = grid.closings[difference] = f"h{right}z"
    return text


def _apart(difference: int, stride: int) -> tuple[int, int]:
    down = (difference + stride // 2) // stride
    return down, difference - down * stride
