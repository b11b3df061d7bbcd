"""A reader that forgives nothing: it takes a picture for a code only if every pixel is right.

Readers for phones repair errors, which is their use and hides those of an encoder. This one follows
ISO/IEC 18004 word by word and shares nothing with what makes the codes: its tables are those of the
standard. Each pixel has to belong to a module, each module to a pattern or a codeword, and each
codeword has to be the one that the standard asks for, up to the padding and the bits left over.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

Modules = npt.NDArray[np.bool_]
Cell = tuple[int, int]

QUIET_ZONE = 4

# Annex E: rows, and columns, of the centers of alignment patterns, from version 1.
ALIGNMENT = """

6 18
6 22
6 26
6 30
6 34
6 22 38
6 24 42
6 26 46
6 28 50
6 30 54
6 32 58
6 34 62
6 26 46 66
6 26 48 70
6 26 50 74
6 30 54 78
6 30 56 82
6 30 58 86
6 34 62 90
6 28 50 72 94
6 26 50 74 98
6 30 54 78 102
6 28 54 80 106
6 32 58 84 110
6 30 58 86 114
6 34 62 90 118
6 26 50 74 98 122
6 30 54 78 102 126
6 26 52 78 104 130
6 30 56 82 108 134
6 34 60 86 112 138
6 30 58 86 114 142
6 34 62 90 118 146
6 30 54 78 102 126 150
6 24 50 76 102 128 154
6 28 54 80 106 132 158
6 32 58 84 110 136 162
6 26 54 82 110 138 166
6 30 58 86 114 142 170
""".split("\n")[1:]

# Table 9: codewords of error correction in a block, and blocks, from version 1.
CORRECTING = {
    "L": "7 10 15 20 26 18 20 24 30 18 20 24 26 30 22 24 28 30 28 28 28 28 30 30 26 28 30 30 30 30"
    " 30 30 30 30 30 30 30 30 30 30",
    "M": "10 16 26 18 24 16 18 22 22 26 30 22 22 24 24 28 28 26 26 26 26 28 28 28 28 28 28 28 28 28"
    " 28 28 28 28 28 28 28 28 28 28",
    "Q": "13 22 18 26 18 24 18 22 20 24 28 26 24 20 30 24 28 28 26 30 28 30 30 30 30 28 30 30 30 30"
    " 30 30 30 30 30 30 30 30 30 30",
    "H": "17 28 22 16 22 28 26 26 24 28 24 28 22 24 24 30 28 28 26 28 30 24 30 30 30 30 30 30 30 30"
    " 30 30 30 30 30 30 30 30 30 30",
}
BLOCKS = {
    "L": "1 1 1 1 1 2 2 2 2 4 4 4 4 4 6 6 6 6 7 8 8 9 9 10 12 12 12 13 14 15 16 17 18 19 19 20 21"
    " 22 24 25",
    "M": "1 1 1 2 2 4 4 4 5 5 5 8 9 9 10 10 11 13 14 16 17 17 18 20 21 23 25 26 28 29 31 33 35 37"
    " 38 40 43 45 47 49",
    "Q": "1 1 2 2 4 4 6 6 8 8 8 10 12 16 12 17 16 18 21 20 23 23 25 27 29 34 34 35 38 40 43 45 48"
    " 51 53 56 59 62 65 68",
    "H": "1 1 2 4 4 4 5 6 8 8 11 11 16 16 18 16 19 21 25 25 25 34 30 32 35 37 40 42 45 48 51 54 57"
    " 60 63 66 70 74 77 81",
}
LEVELS = "MLHQ"  # by the two bits that stand for them, table 12
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # table 5
# Table 3: bits of the count of characters up to versions 9, 26 and 40.
COUNTS = {
    "numeric": (10, 12, 14),
    "alphanumeric": (9, 11, 13),
    "byte": (8, 16, 16),
    "kanji": (8, 10, 12),
}
MODES = {1: "numeric", 2: "alphanumeric", 4: "byte", 7: "eci", 8: "kanji"}  # table 2
PADDING = (0b11101100, 0b00010001)


class UnstrictError(Exception):
    """A picture that the standard does not call a QR code."""


class Reading(NamedTuple):
    """What a picture says, and how."""

    data: bytes
    version: int
    level: str
    mask: int
    modes: tuple[str, ...]
    modules: tuple[tuple[bool, ...], ...]


def read_strictly(picture: bytes) -> Reading:
    """Read a picture of one code that stands upright."""
    return read_modules(modules_of(picture))


def modules_of(picture: bytes) -> Modules:
    """Give the modules of a code; every pixel has to be black or white, and in its place."""
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("L"))
    _require(np.isin(pixels, (0, 255)).all(), "a pixel is neither black nor white")
    dark = pixels == 0
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    _require(rows.size and columns.size, "nothing is dark")
    code = dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    # The first row begins with the seven modules of a finder pattern.
    scale, rest = divmod(int(np.argmin(code[0])), 7)
    _require(scale > 0 and rest == 0, "a finder pattern has no whole pixels")
    size, rest = divmod(code.shape[0], scale)
    _require(code.shape == (size * scale,) * 2 and rest == 0, "a module has no whole pixels")
    free = min(rows[0], columns[0], dark.shape[0] - 1 - rows[-1], dark.shape[1] - 1 - columns[-1])
    _require(free >= QUIET_ZONE * scale, "the quiet zone is too narrow")
    modules = code[::scale, ::scale]
    whole = np.repeat(np.repeat(modules, scale, axis=0), scale, axis=1)
    _require(np.array_equal(whole, code), "a module is dark in part")
    return modules


def read_modules(modules: Modules) -> Reading:
    """Read modules, without their quiet zone."""
    version, rest = divmod(len(modules) - 17, 4)
    _require(rest == 0 and 1 <= version <= 40, "no version has this size")
    for (row, column), dark in _patterns(version).items():
        _require(modules[row, column] == dark, f"a pattern is wrong at {row}, {column}")
    _check_version(modules, version)
    level, mask = _format(modules)
    order = _data_order(version)
    bits = modules[order[:, 0], order[:, 1]] ^ _mask(mask, order)
    codewords = np.packbits(bits[: len(bits) // 8 * 8]).tolist()
    _require(not bits[len(codewords) * 8 :].any(), "a bit that is left over is not 0")
    content = _corrected(codewords, version, level)
    data, modes = _content(content, version)
    return Reading(data, version, level, mask, modes, tuple(map(tuple, modules.tolist())))


def _require(holds: object, trouble: str) -> None:
    if not holds:
        raise UnstrictError(trouble)


# --- modules --------------------------------------------------------------------------------------


@functools.cache
def _patterns(version: int) -> dict[Cell, bool]:
    """Give the modules that are the same in every code of a version."""
    size = 17 + 4 * version
    cells: dict[Cell, bool] = {(6, each): each % 2 == 0 for each in range(size)}
    cells |= {(each, 6): each % 2 == 0 for each in range(size)}
    centers = [int(each) for each in ALIGNMENT[version - 1].split()]
    for row in centers:
        for column in centers:
            if (row, column) not in {(6, 6), (6, size - 7), (size - 7, 6)}:
                cells |= _rings(row, column, {0, 2}, 2, size)
    for row, column in ((3, 3), (3, size - 4), (size - 4, 3)):
        cells |= _rings(row, column, {0, 1, 3}, 4, size)  # the fourth is the separator
    return cells | {(size - 8, 8): True}


def _rings(row: int, column: int, dark: set[int], radius: int, size: int) -> dict[Cell, bool]:
    near = range(-radius, radius + 1)
    return {
        (row + down, column + right): max(abs(down), abs(right)) in dark
        for down in near
        for right in near
        if 0 <= row + down < size and 0 <= column + right < size
    }


def _format_cells(size: int) -> tuple[list[Cell], list[Cell]]:
    """Give where the format information stands, twice, its highest bit first."""
    around = [(8, each) for each in (0, 1, 2, 3, 4, 5, 7, 8)]
    around += [(each, 8) for each in (7, 5, 4, 3, 2, 1, 0)]
    apart = [(size - 1 - each, 8) for each in range(7)]
    apart += [(8, size - 8 + each) for each in range(8)]
    return around, apart


def _version_cells(size: int) -> tuple[list[Cell], list[Cell]]:
    """Give where the version information stands, twice, its highest bit first."""
    below = [(size - 9 - each % 3, 5 - each // 3) for each in range(18)]
    return below, [(column, row) for row, column in below]


def _said_twice(modules: Modules, cells: tuple[list[Cell], list[Cell]]) -> int:
    once, again = (int("".join(str(int(modules[cell])) for cell in place), 2) for place in cells)
    _require(once == again, "what is said twice differs")
    return once


def _check_version(modules: Modules, version: int) -> None:
    if version < 7:
        return
    said = _said_twice(modules, _version_cells(len(modules)))
    _require(_remainder(said, 0b1111100100101) == 0, "the version information has an error")
    _require(said >> 12 == version, "the version information is of another version")


def _format(modules: Modules) -> tuple[str, int]:
    said = _said_twice(modules, _format_cells(len(modules))) ^ 0b101010000010010
    _require(_remainder(said, 0b10100110111) == 0, "the format information has an error")
    return LEVELS[said >> 13], said >> 10 & 0b111


def _remainder(value: int, divisor: int) -> int:
    while value.bit_length() >= divisor.bit_length():
        value ^= divisor << value.bit_length() - divisor.bit_length()
    return value


@functools.cache
def _data_order(version: int) -> npt.NDArray[np.int_]:
    """Give the cells of codewords: upward in columns of two from the right, then downward."""
    size = 17 + 4 * version
    taken = set(_patterns(version))
    taken.update(*_format_cells(size))
    if version >= 7:
        taken.update(*_version_cells(size))
    order = []
    upward = True
    right = size - 1
    while right > 0:
        if right == 6:  # the column of the timing pattern is left out
            right -= 1
        for row in range(size - 1, -1, -1) if upward else range(size):
            order += [(row, each) for each in (right, right - 1) if (row, each) not in taken]
        upward = not upward
        right -= 2
    return np.array(order)


def _mask(mask: int, cells: npt.NDArray[np.int_]) -> Modules:
    i, j = cells[:, 0], cells[:, 1]
    rule = (  # table 10
        (i + j) % 2,
        i % 2,
        j % 3,
        (i + j) % 3,
        (i // 2 + j // 3) % 2,
        (i * j) % 2 + (i * j) % 3,
        ((i * j) % 2 + (i * j) % 3) % 2,
        ((i + j) % 2 + (i * j) % 3) % 2,
    )[mask]
    return rule == 0


# --- codewords ------------------------------------------------------------------------------------


def _corrected(codewords: list[int], version: int, level: str) -> list[int]:
    """Give the codewords of data in their order; those of correction have to agree."""
    correcting = int(CORRECTING[level].split()[version - 1])
    count = int(BLOCKS[level].split()[version - 1])
    short, longer = divmod(len(codewords) - count * correcting, count)
    lengths = [short] * (count - longer) + [short + 1] * longer
    blocks: list[list[int]] = [[] for _ in lengths]
    source = iter(codewords)
    for place in range(short + 1):
        for block, length in zip(blocks, lengths, strict=True):
            if place < length:
                block.append(next(source))
    for _ in range(correcting):
        for block in blocks:
            block.append(next(source))
    for number, block in enumerate(blocks):
        _require(not any(_syndromes(block, correcting)), f"block {number} has an error")
    return [each for block in blocks for each in block[:-correcting]]


def _powers() -> tuple[list[int], list[int]]:
    exponents, logarithms = [1], [0] * 256
    while len(exponents) < 255:
        doubled = exponents[-1] << 1
        exponents.append(doubled ^ 0b100011101 if doubled > 255 else doubled)
    for power, value in enumerate(exponents):
        logarithms[value] = power
    return exponents * 2, logarithms


EXPONENTS, LOGARITHMS = _powers()


def _syndromes(block: list[int], count: int) -> Iterator[int]:
    for power in range(count):  # the value of the polynomial at each root of the generator
        value = 0
        for codeword in block:
            value = codeword ^ (EXPONENTS[LOGARITHMS[value] + power] if value else 0)
        yield value


# --- content --------------------------------------------------------------------------------------


class _Bits:
    def __init__(self, codewords: list[int]) -> None:
        self._bits = "".join(f"{each:08b}" for each in codewords)
        self.at = 0

    @property
    def left(self) -> int:
        return len(self._bits) - self.at

    def take(self, count: int) -> int:
        _require(count <= self.left, "a segment is cut off")
        self.at += count
        return int(self._bits[self.at - count : self.at] or "0", 2)


def _content(codewords: list[int], version: int) -> tuple[bytes, tuple[str, ...]]:
    bits = _Bits(codewords)
    data, modes = b"", []
    while bits.left >= 4 and (indicator := bits.take(4)):
        _require(indicator in MODES, f"there is no mode {indicator}")
        mode = MODES[indicator]
        modes.append(mode)
        if mode == "eci":
            _require(bits.take(8) == 26, "another set of characters than UTF-8 is named")
            continue
        count = bits.take(COUNTS[mode][(version > 9) + (version > 26)])
        _require(count, "a segment is empty")
        data += _SEGMENTS[mode](bits, count)
    # What there is of the four bits of the terminator, and the rest of its codeword, is 0.
    _require(bits.take(bits.left % 8) == 0, "the text does not end with 0")
    for number in range(bits.left // 8):
        _require(bits.take(8) == PADDING[number % 2], f"padding is wrong at {number}")
    return data, tuple(modes)


def _numeric(bits: _Bits, count: int) -> bytes:
    digits = ""
    while count:
        length = min(count, 3)
        group = bits.take((0, 4, 7, 10)[length])
        _require(group < 10**length, "a group of digits is too large")
        digits += f"{group:0{length}}"
        count -= length
    return digits.encode()


def _alphanumeric(bits: _Bits, count: int) -> bytes:
    text = ""
    for _ in range(count // 2):
        pair = bits.take(11)
        _require(pair < 45 * 45, "a pair of characters is too large")
        text += ALPHANUMERIC[pair // 45] + ALPHANUMERIC[pair % 45]
    if count % 2:
        last = bits.take(6)
        _require(last < 45, "a character is too large")
        text += ALPHANUMERIC[last]
    return text.encode()


def _byte(bits: _Bits, count: int) -> bytes:
    return bytes(bits.take(8) for _ in range(count))


def _kanji(bits: _Bits, count: int) -> bytes:
    written = b""
    for _ in range(count):
        high, low = divmod(bits.take(13), 0xC0)
        value = (high << 8 | low) + (0x8140 if (high << 8 | low) + 0x8140 <= 0x9FFC else 0xC140)
        written += value.to_bytes(2)
    return written.decode("shift_jis").encode()


_SEGMENTS = {
    "numeric": _numeric,
    "alphanumeric": _alphanumeric,
    "byte": _byte,
    "kanji": _kanji,
}
