"""From a text to the modules of its code. The one module that needs `qrcode`."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from mgov.errors import CodeCapacityError, InvalidValueError
from mgov.qr.matrix import draw

if TYPE_CHECKING:
    from qrcode.util import QRData

__all__ = ["Correction", "Symbol", "blocks_of", "encode"]

Correction = Literal["L", "M", "Q", "H"]
"""How much of a code may be damaged: about 7, 15, 25 or 30 percent of its codewords."""

_LARGEST: Final = 40
# The two bits that stand for a level (ISO/IEC 18004, table 12), the weakest level first.
_LEVELS: Final[dict[Correction, int]] = {"L": 1, "M": 0, "Q": 3, "H": 2}
_MOST_DIGITS: Final = 7089  # no code holds more characters than this, of digits at level L
_MODE_BITS: Final = 4
_SEGMENT_MINIMUM: Final = 20  # a shorter run of digits or capitals is not worth a header


class Symbol(NamedTuple):
    """The modules of a code.

    Attributes:
        version: 1 to 40; each is four modules wider than the one before.
        correction: The level of error correction.
        mask: Which of the eight mask patterns lies on the data.
        rows: One integer a row, its highest bit on the left; 1 is dark.

    Example:
        >>> from mgov.qr.encoder import encode
        >>> f"{encode('https://www.gov.cn/', 'M').rows[0]:b}"
        '1111111011111010001111111'
    """

    version: int
    correction: Correction
    mask: int
    rows: tuple[int, ...]


def encode(text: str, correction: Correction) -> Symbol:
    """Make the smallest code that holds a text at a level of error correction.

    Args:
        text: What the code says; as UTF-8 where it is not ASCII.
        correction: The level.

    Raises:
        mgov.errors.CodeCapacityError: If no code is large enough.
        mgov.errors.InvalidValueError: If the text is empty or no Unicode, or there is no such
            level.

    Example:
        >>> from mgov.qr.encoder import encode
        >>> symbol = encode("HTTPS://GO.GOV.CN/AB12CD", "M")
        >>> symbol.version, len(symbol.rows)
        (2, 25)
    """
    from qrcode import util

    if correction not in _LEVELS:
        trouble, remedy = "is no level of error correction", "Use L, M, Q or H."
        raise InvalidValueError(trouble, field="correction", remedy=remedy, code="correction")
    level = _LEVELS[correction]
    data = _utf8(text)
    segments = _segments(data)
    version = _smallest_version(segments, level)
    if version is None:
        raise _overflow(data, correction)
    mask, rows = draw(version, level, bytes(util.create_data(version, level, segments)))
    return Symbol(version, correction, mask, rows)


def blocks_of(version: int, correction: Correction) -> list[tuple[int, int]]:
    """Return the blocks of a code: how many codewords of data, and of error correction, each has.

    A block is repaired by itself, if no more than half of its codewords of error correction are
    damaged anywhere in it.

    Args:
        version: 1 to 40.
        correction: The level of error correction.

    Example:
        >>> from mgov.qr.encoder import blocks_of
        >>> blocks_of(5, "H")
        [(11, 22), (11, 22), (12, 22), (12, 22)]
    """
    from qrcode import base

    blocks = base.rs_blocks(version, _LEVELS[correction])
    return [(block.data_count, block.total_count - block.data_count) for block in blocks]


def _utf8(text: str) -> bytes:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        trouble, remedy = "contains half a surrogate pair", "Take it out."
        raise InvalidValueError(trouble, field="text", remedy=remedy, code="text_unicode") from None
    if not data:
        trouble, remedy = "is empty", "Give the text that the code has to say."
        raise InvalidValueError(trouble, field="text", remedy=remedy, code="text_empty")
    return data


def _segments(data: bytes) -> list[QRData]:
    from qrcode import util

    # Long runs of digits or capitals take less room on their own, but not always: a run inside
    # capitals makes what stands before it a segment of bytes.
    whole = [util.QRData(data)]
    split = list(util.optimal_data_chunks(data, _SEGMENT_MINIMUM))
    return min(whole, split, key=lambda segments: _bits(segments, _LARGEST))


def _smallest_version(segments: Sequence[QRData], level: int) -> int | None:
    from qrcode import util

    room = util.BIT_LIMIT_TABLE[level]
    versions = range(1, _LARGEST + 1)
    return next((each for each in versions if _bits(segments, each) <= room[each]), None)


def _bits(segments: Sequence[QRData], version: int) -> int:
    from qrcode import util

    return sum(
        _MODE_BITS + util.length_in_bits(each.mode, version) + _payload_bits(each.mode, len(each))
        for each in segments
    )


def _payload_bits(mode: int, length: int) -> int:
    from qrcode import util

    if mode == util.MODE_NUMBER:
        return -(-10 * length // 3)
    if mode == util.MODE_ALPHA_NUM:
        return -(-11 * length // 2)
    return 8 * length


def _overflow(data: bytes, correction: Correction) -> CodeCapacityError:
    weaker = list(_LEVELS)[: list(_LEVELS).index(correction)]
    enough = [each for each in weaker if _fits(data, each)]
    # The longest beginning that fits; what a byte takes depends on its neighbors.
    fitting = bisect.bisect(
        range(_MOST_DIGITS + 1), 0, key=lambda n: not _fits(data[:n], correction)
    )
    limit = fitting - 1
    shorten = f"shorten it by {len(data) - limit} bytes"
    return CodeCapacityError(
        f"has {len(data)} bytes, of which the largest code at level {correction} holds {limit}",
        field="text",
        remedy=f"Use correction={enough[-1]!r}, which has room for it, or {shorten}."
        if enough
        else f"{shorten.capitalize()}, for example with a short link.",
        code="code_capacity",
    )


def _fits(data: bytes, correction: Correction) -> bool:
    return _smallest_version(_segments(data), _LEVELS[correction]) is not None
