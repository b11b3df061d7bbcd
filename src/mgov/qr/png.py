"""A code as PNG: one bit a pixel, written with nothing but zlib."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Final, NamedTuple, NoReturn

from mgov.errors import InvalidValueError

__all__ = ["Size", "Wanted", "picture"]

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_NO_FILTER: Final = b"\0"
_METERS_PER_INCH: Final = 0.0254
_MM_PER_INCH: Final = 25.4
_DEFAULT_SCALE: Final = 8
_DEFAULT_DPI: Final = 300


class Size(NamedTuple):
    """How large a picture is.

    Attributes:
        pixels: The width of the picture.
        scale: The width of a module in pixels.
        dpi: Dots an inch, for programs that print it.

    Example:
        >>> from mgov.qr.png import Wanted
        >>> Wanted(pixels=400).size(33)
        Size(pixels=400, scale=12, dpi=None)
    """

    pixels: int
    scale: int
    dpi: float | None = None


class Wanted(NamedTuple):
    """How large a picture is to be, in one way or another; see `Code.png`.

    Example:
        >>> from mgov.qr.png import Wanted
        >>> Wanted(module_mm=0.5, dpi=600).size(33)
        Size(pixels=396, scale=12, dpi=600)
    """

    scale: int | None = None
    pixels: int | None = None
    module_mm: float | None = None
    dpi: float | None = None

    def size(self, modules: int) -> Size:
        """Work out the size of a picture.

        Args:
            modules: How many modules the picture is wide, with the quiet zone.

        Raises:
            mgov.errors.InvalidValueError: If more than one size is wanted, or one too small.

        Example:
            >>> from mgov.qr.png import Wanted
            >>> Wanted().size(33)
            Size(pixels=264, scale=8, dpi=None)
        """
        scale, pixels, module_mm, dpi = self
        if sum(each is not None for each in (scale, pixels, module_mm)) > 1:
            _refuse("png", "has more than one size", "Give scale, pixels or module_mm.")
        if dpi is not None and not dpi > 0:
            _refuse("dpi", "is not above zero", "Give dots an inch, such as 300.")
        if module_mm is not None:
            dpi = dpi or _DEFAULT_DPI
            scale = round(module_mm * dpi / _MM_PER_INCH)
        elif pixels is not None:
            scale = pixels // modules
        elif scale is None:
            scale = _DEFAULT_SCALE
        if scale < 1:
            trouble = "leaves less than one pixel for a module"
            _refuse("png", trouble, f"This code needs {modules} pixels at least.")
        return Size(pixels or modules * scale, scale, dpi)


def picture(rows: Sequence[int], measures: Size) -> bytes:
    """Draw a code in the middle of a light square.

    Args:
        rows: An integer a row, its highest bit on the left; 1 is dark.
        measures: How large the picture is.

    Example:
        >>> from mgov.qr.png import Size, picture
        >>> len(picture([0b11, 0b10], Size(pixels=40, scale=10)))
        83
    """
    size = len(rows)
    pixels, scale, dpi = measures
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


def _refuse(field: str, trouble: str, remedy: str) -> NoReturn:
    raise InvalidValueError(trouble, field=field, remedy=remedy, code="code_size")
