"""A code as PNG: one bit a pixel, written with nothing but zlib."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Final

__all__ = ["picture"]

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_NO_FILTER: Final = b"\0"
_METERS_PER_INCH: Final = 0.0254


def picture(rows: Sequence[int], *, pixels: int, scale: int, dpi: float | None = None) -> bytes:
    """Draw a code in the middle of a light square.

    Args:
        rows: An integer a row, its highest bit on the left; 1 is dark.
        pixels: The width of the picture.
        scale: The width of a module in pixels.
        dpi: Dots an inch, for programs that print it.

    Example:
        >>> from mgov.qr.png import picture
        >>> len(picture([0b11, 0b10], pixels=40, scale=10))
        83
    """
    size = len(rows)
    left = (pixels - size * scale) // 2
    right = pixels - size * scale - left
    light = _line("1" * pixels)
    lines = [light * left]
    for row in rows:
        modules = f"{row:0{size}b}".replace("1", "d").replace("0", "1" * scale)
        bits = "1" * left + modules.replace("d", "0" * scale) + "1" * right
        lines.append(_line(bits) * scale)
    lines.append(light * right)
    header = struct.pack(">IIBBBBB", pixels, pixels, 1, 0, 0, 0, 0)  # 1 bit, gray, no interlace
    chunks = [_chunk(b"IHDR", header)]
    if dpi is not None:
        per_meter = round(dpi / _METERS_PER_INCH)
        chunks.append(_chunk(b"pHYs", struct.pack(">IIB", per_meter, per_meter, 1)))
    chunks.append(_chunk(b"IDAT", zlib.compress(b"".join(lines), 9)))
    chunks.append(_chunk(b"IEND", b""))
    return _SIGNATURE + b"".join(chunks)


def _line(bits: str) -> bytes:
    padded = bits + "0" * (-len(bits) % 8)
    return _NO_FILTER + int(padded, 2).to_bytes(len(padded) // 8)


def _chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))
