"""Codewords by the package `qrcode`, laid out by this library. The one module that needs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from mgov.qr.matrix import draw
from mgov.qr.symbol import LEVELS, Bounds, Correction, Symbol

if TYPE_CHECKING:
    from qrcode.util import QRData

__all__ = ["blocks_of", "fits", "symbol_of"]

_MODE_BITS: Final = 4
_SEGMENT_MINIMUM: Final = 20  # a shorter run of digits or capitals is not worth a header


def symbol_of(data: bytes, correction: Correction, versions: Bounds) -> Symbol | None:
    """Make the smallest code that holds some bytes; None if no version that is allowed does.

    Args:
        data: The bytes; readers take them as UTF-8, though the code does not say so.
        correction: The level of error correction.
        versions: Which versions are allowed.

    Example:
        >>> from mgov.qr.qrcode_encoder import symbol_of
        >>> symbol_of(b"https://www.gov.cn/", "M", (1, 40)).version
        2
        >>> symbol_of(b"https://www.gov.cn/", "M", (1, 1)) is None
        True
    """
    from qrcode import util

    chosen = _chosen(data, correction, versions)
    if chosen is None:
        return None
    version, segments = chosen
    level = LEVELS[correction]
    mask, rows = draw(version, level, bytes(util.create_data(version, level, segments)))
    return Symbol(version, correction, mask, rows, "qrcode")


def fits(data: bytes, correction: Correction, versions: Bounds) -> bool:
    """Tell whether a version that is allowed holds some bytes, without drawing it.

    Args:
        data: The bytes.
        correction: The level of error correction.
        versions: Which versions are allowed.

    Example:
        >>> from mgov.qr.qrcode_encoder import fits
        >>> fits(b"1" * 7089, "L", (1, 40)), fits(b"1" * 7090, "L", (1, 40))
        (True, False)
    """
    return _chosen(data, correction, versions) is not None


def blocks_of(version: int, correction: Correction) -> list[tuple[int, int]]:
    """Return the blocks of a code: how many codewords of data, and of error correction, each has.

    A block is repaired by itself, if no more than half of its codewords of error correction are
    damaged anywhere in it.

    Args:
        version: 1 to 40.
        correction: The level of error correction.

    Example:
        >>> from mgov.qr.qrcode_encoder import blocks_of
        >>> blocks_of(5, "H")
        [(11, 22), (11, 22), (12, 22), (12, 22)]
    """
    from qrcode import base

    blocks = base.rs_blocks(version, LEVELS[correction])
    return [(block.data_count, block.total_count - block.data_count) for block in blocks]


def _chosen(
    data: bytes, correction: Correction, versions: Bounds
) -> tuple[int, list[QRData]] | None:
    from qrcode import util

    # Long runs of digits or capitals take less room on their own, but not always: a run inside
    # capitals makes what stands before it a segment of bytes. Headers grow with the version.
    ways = [[util.QRData(data)], list(util.optimal_data_chunks(data, _SEGMENT_MINIMUM))]
    room = util.BIT_LIMIT_TABLE[LEVELS[correction]]
    smallest, largest = versions
    for version in range(smallest, largest + 1):
        bits, way = min((_bits(segments, version), way) for way, segments in enumerate(ways))
        if bits <= room[version]:
            return version, ways[way]
    return None


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
