"""Where codewords lie in a code, and which mask suits them (ISO/IEC 18004, clauses 6 and 7).

Choosing the mask takes most of the time of other encoders, which look at one module after the
other. Here a whole code is one integer, row after row with a gap of one bit between them: a rule
about neighbors is then a shift and an `and`, for all modules at once.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import Final, NamedTuple

__all__ = ["alignment_positions", "data_cells", "draw", "size_of"]

_FIRST_SIZE: Final = 21
_GROWTH: Final = 4  # modules a version
_FINDER: Final = ("1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111")
_ALIGNMENT: Final = ("11111", "10001", "10101", "10001", "11111")
_AROUND: Final = range(-1, 8)  # a finder pattern with its separator
_TIMING: Final = 6  # the row and the column of the timing patterns
_FIRST_WITH_VERSION: Final = 7  # from here on a code says its version
_UNEVEN: Final = 32  # the one version whose alignment patterns are spaced otherwise

_FORMAT_GENERATOR: Final = 0b101_0011_0111
_FORMAT_MASK: Final = 0b101_0100_0001_0010
_VERSION_GENERATOR: Final = 0b1_1111_0010_0101

# A module is flipped where the rule of the mask gives 0, by row and column.
_MASKS: Final[tuple[Callable[[int, int], int], ...]] = (
    lambda i, j: (i + j) % 2,
    lambda i, _: i % 2,
    lambda _, j: j % 3,
    lambda i, j: (i + j) % 3,
    lambda i, j: (i // 2 + j // 3) % 2,
    lambda i, j: i * j % 2 + i * j % 3,
    lambda i, j: (i * j % 2 + i * j % 3) % 2,
    lambda i, j: (i * j % 3 + (i + j) % 2) % 2,
)
_MASK_PERIOD: Final = 12  # after so many rows, every mask repeats

_Cell = tuple[int, int]


class _Frame(NamedTuple):
    """What all codes of one version have in common."""

    stride: int  # from a module to the one below it
    area: int  # every module
    patterns: int  # the dark modules of the finder, alignment and timing patterns
    masks: tuple[int, ...]  # what each mask flips
    place: Callable[[str], tuple[str, ...]]  # the bits of codewords -> the bits of the code


def size_of(version: int) -> int:
    """Return how many modules a code of this version has on each side, without the quiet zone.

    Args:
        version: 1 to 40.

    Example:
        >>> from mgov.qr.matrix import size_of
        >>> size_of(1), size_of(40)
        (21, 177)
    """
    return _FIRST_SIZE + _GROWTH * (version - 1)


def draw(
    version: int, level: int, codewords: bytes, mask: int | None = None
) -> tuple[int, tuple[int, ...]]:
    """Lay out codewords as the rows of a code.

    Args:
        version: 1 to 40.
        level: The two bits that stand for the level of error correction.
        codewords: Data and error correction in their final order.
        mask: The mask to use; without one, that of the lowest penalty.

    Returns:
        The number of the mask, and an integer for each row: its highest bit is on the left, and
        1 is dark.

    Example:
        >>> from mgov.qr.matrix import draw
        >>> mask, rows = draw(1, 0, bytes(26))
        >>> f"{rows[0]:021b}"
        '111111100010101111111'
    """
    frame = _frame(version)
    bits = f"{int.from_bytes(codewords):0{8 * len(codewords)}b}0"
    data = int("".join(frame.place(bits)), 2)
    plain = frame.patterns | data
    if mask is None:
        penalties = [_penalty(plain ^ each, frame) for each in frame.masks]
        mask = penalties.index(min(penalties))
    code = plain ^ frame.masks[mask] | _packed(_information(version, level, mask), frame.stride)
    size = size_of(version)
    text = f"{code:0{size * frame.stride}b}"
    starts = range(0, len(text), frame.stride)
    return mask, tuple(int(text[start : start + size], 2) for start in starts)


def alignment_positions(version: int) -> tuple[int, ...]:
    """Return the rows, and columns, of the centers of the alignment patterns.

    Args:
        version: 1 to 40.

    Example:
        >>> from mgov.qr.matrix import alignment_positions
        >>> alignment_positions(1), alignment_positions(7)
        ((), (6, 22, 38))
    """
    if version == 1:
        return ()
    count = version // 7 + 2
    # Evenly spaced from the last one back, in even steps; what is left over is at the front.
    last = size_of(version) - 7
    step = 26 if version == _UNEVEN else -(-(last - _TIMING) // (2 * (count - 1))) * 2
    return (_TIMING, *sorted(last - step * each for each in range(count - 1)))


def data_cells(version: int) -> list[tuple[int, int]]:
    """Return the cells that hold the bits of codewords, first bit first, by row and column.

    Eight at a time are a codeword; up to seven are left over at the end.

    Args:
        version: 1 to 40.

    Example:
        >>> from mgov.qr.matrix import data_cells
        >>> len(data_cells(1)) // 8, data_cells(1)[:3]
        (26, [(20, 20), (20, 19), (19, 20)])
    """
    reserved = {*_patterns(version), *dict(_information(version, 0, 0))}
    return [cell for cell in _zigzag(size_of(version)) if cell not in reserved]


# --- the penalty of a mask ----------------------------------------------------------------------


def _penalty(dark: int, frame: _Frame) -> int:
    """Add up what makes a code hard to read; format and version information count as light."""
    light = frame.area ^ dark
    points = 0
    alike = 0
    for step in (frame.stride, 1):  # down, then to the right
        # Bits of neighbors, shifted onto each other. Gaps are neither dark nor light, so no
        # run goes around a corner.
        above, alike = alike, dark & dark >> step | light & light >> step
        # Five or more alike in a line: 3 points and one for each beyond five.
        five = alike & alike >> step & alike >> 2 * step & alike >> 3 * step
        points += five.bit_count() + 2 * (five & ~(five >> step)).bit_count()
        # What could be taken for a finder pattern: 40 points.
        finder = dark & light >> step & dark >> 2 * step & dark >> 3 * step
        finder &= dark >> 4 * step & light >> 5 * step & dark >> 6 * step
        four = light & light >> step & light >> 2 * step & light >> 3 * step
        points += 40 * (finder & four >> 7 * step).bit_count()
        points += 40 * (four & finder >> 4 * step).bit_count()
    # Blocks of two by two alike: 3 points.
    points += 3 * (alike & above & above >> 1).bit_count()
    # Every full 5 percent away from half dark, half light: 10 points.
    modules = frame.area.bit_count()
    return points + abs(20 * dark.bit_count() - 10 * modules) // modules * 10


# --- the frame of a version ---------------------------------------------------------------------


@functools.cache
def _frame(version: int) -> _Frame:
    size = size_of(version)
    stride = size + 1
    patterns = _patterns(version)
    order = data_cells(version)
    # Behind the codewords stands a zero for whatever takes no bit of them.
    zero = len(order) // 8 * 8
    sources = [zero] * (size * stride)
    for number, (row, column) in enumerate(order):
        sources[row * stride + column] = min(number, zero)
    data = _packed(((cell, True) for cell in order), stride)
    return _Frame(
        stride=stride,
        area=int(("1" * size + "0") * size, 2),
        patterns=_packed(patterns.items(), stride),
        masks=tuple(_mask_bits(rule, size) & data for rule in _MASKS),
        place=itemgetter(*sources),
    )


def _patterns(version: int) -> dict[_Cell, bool]:
    """Give the modules that are the same in all codes of a version: cell -> dark or not."""
    size = size_of(version)
    cells: dict[_Cell, bool] = {}
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        around = ((top + row, left + column) for row in _AROUND for column in _AROUND)
        inside = (cell for cell in around if min(cell) >= 0 and max(cell) < size)
        cells |= dict.fromkeys(inside, False) | _stamp(_FINDER, top, left)
    for cell in range(8, size - 8):
        cells[_TIMING, cell] = cells[cell, _TIMING] = cell % 2 == 0
    positions = alignment_positions(version)
    corners = {(_TIMING, _TIMING), (_TIMING, size - 7), (size - 7, _TIMING)}
    for row in positions:
        for column in positions:
            if (row, column) not in corners:
                cells |= _stamp(_ALIGNMENT, row - 2, column - 2)
    return cells


def _stamp(pattern: tuple[str, ...], top: int, left: int) -> dict[_Cell, bool]:
    return {
        (top + row, left + column): module == "1"
        for row, modules in enumerate(pattern)
        for column, module in enumerate(modules)
    }


def _information(version: int, level: int, mask: int) -> Iterator[tuple[_Cell, bool]]:
    """Give the modules that say the level, the mask and the version, twice each."""
    size = size_of(version)
    bits = _with_check(level << 3 | mask, _FORMAT_GENERATOR) ^ _FORMAT_MASK
    down = [*range(6), 7, 8, *range(size - 7, size)]
    across = [*range(size - 1, size - 9, -1), 7, *range(5, -1, -1)]
    for number, (row, column) in enumerate(zip(down, across, strict=True)):
        dark = bool(bits >> number & 1)
        yield (row, 8), dark
        yield (8, column), dark
    yield (size - 8, 8), True
    if version >= _FIRST_WITH_VERSION:
        bits = _with_check(version, _VERSION_GENERATOR)
        for number in range(18):
            near, far, dark = number // 3, size - 11 + number % 3, bool(bits >> number & 1)
            yield (near, far), dark
            yield (far, near), dark


def _with_check(value: int, generator: int) -> int:
    """Append the remainder of a BCH code to a value."""
    degree = generator.bit_length() - 1
    rest = value << degree
    while (excess := rest.bit_length() - degree) > 0:
        rest ^= generator << excess - 1
    return value << degree | rest


def _zigzag(size: int) -> Iterator[_Cell]:
    """Give all cells in the order of the data: up and down in columns of two, from the right."""
    rows = range(size - 1, -1, -1)
    for right in (*range(size - 1, _TIMING, -2), *range(_TIMING - 1, 0, -2)):
        for row in rows:
            yield row, right
            yield row, right - 1
        rows = rows[::-1]


def _mask_bits(rule: Callable[[int, int], int], size: int) -> int:
    rows = [
        "".join("0" if rule(row, column) else "1" for column in range(size)) + "0"
        for row in range(_MASK_PERIOD)
    ]
    return int("".join(rows[row % _MASK_PERIOD] for row in range(size)), 2)


def _packed(cells: Iterable[tuple[_Cell, bool]], stride: int) -> int:
    last = (stride - 1) * stride - 1
    return sum(1 << last - row * stride - column for (row, column), dark in cells if dark)
