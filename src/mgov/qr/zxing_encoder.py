"""Whole codes by the encoder of zxing-cpp; its reader is asked in `scan`."""

from __future__ import annotations

import math
from typing import Final

from mgov.errors import InvalidValueError, MissingExtraError
from mgov.qr.matrix import size_of
from mgov.qr.symbol import LEVELS, Bounds, Correction, Symbol

__all__ = ["fits", "installed", "symbol_of"]

_FROM_PIXELS: Final = bytes.maketrans(b"\x00\xff", b"10")
_FORMAT_ROW: Final = 8  # begins with the level and the mask
_FORMAT_MASK: Final = 0b10101
_CORRECTIONS: Final = {bits: correction for correction, bits in LEVELS.items()}


def installed() -> bool:
    """Tell whether zxing-cpp is there.

    Example:
        >>> from mgov.qr.zxing_encoder import installed
        >>> installed()
        True
    """
    try:
        import zxingcpp  # noqa: F401 # whether it can be loaded is what is asked
    except ImportError:
        return False
    return True


def symbol_of(data: bytes, correction: Correction, versions: Bounds) -> Symbol | None:
    """Make the smallest code that holds a text; None if no version that is allowed does.

    Args:
        data: The text as UTF-8. What is not ASCII is marked as UTF-8 by the code (ECI 26).
        correction: The level of error correction.
        versions: Which versions are allowed.

    Raises:
        mgov.errors.InvalidValueError: If the bytes are no UTF-8. Zxing-cpp marks others as
            binary (ECI 899), and few phones know that mark.
        mgov.errors.MissingExtraError: If the extra `scan` is not installed.

    Example:
        >>> from mgov.qr.zxing_encoder import symbol_of
        >>> symbol_of(b"https://www.gov.cn/", "M", (1, 40)).version
        2
        >>> symbol_of(b"https://www.gov.cn/", "M", (1, 1)) is None
        True
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        trouble, remedy = "is marked as binary by zxing-cpp", "Use encoder='qrcode' for it."
        raise InvalidValueError(
            trouble, field="data", remedy=remedy, code="encoder_bytes"
        ) from None
    smallest, largest = versions
    if smallest > 1:  # most codes are no larger than they have to be
        symbol = _drawn(text, correction, {"version": smallest})
        if symbol is not None:
            return symbol
    symbol = _drawn(text, correction, {})
    return None if symbol is None or symbol.version > largest else symbol


def fits(data: bytes, correction: Correction, versions: Bounds) -> bool:
    """Tell whether a version that is allowed holds a text, by making it.

    Args:
        data: The text as UTF-8; a last character that is cut off takes no room.
        correction: The level of error correction.
        versions: Which versions are allowed.

    Example:
        >>> from mgov.qr.zxing_encoder import fits
        >>> fits(b"1" * 7089, "L", (1, 40)), fits(b"1" * 7090, "L", (1, 40))
        (True, False)
    """
    whole = data.decode(errors="ignore").encode()
    return symbol_of(whole, correction, versions) is not None


def _drawn(text: str, correction: Correction, options: dict[str, int]) -> Symbol | None:
    try:
        import zxingcpp
    except ImportError:
        needed, purpose = "zxing-cpp", "the encoder `zxing`"
        raise MissingExtraError(needed, extra="scan", purpose=purpose) from None
    # What is not ASCII is given as bytes: of a text, a leading byte order mark would get lost.
    marked = {} if text.isascii() else {"eci": "UTF8"}
    try:
        barcode = zxingcpp.create_barcode(
            text if text.isascii() else text.encode(),
            zxingcpp.BarcodeFormat.QRCode,
            ec_level=correction,
            **marked,
            **options,
        )
    except ValueError:  # everything else about the text is known to be right: it is too long
        return None
    picture = zxingcpp.write_barcode_to_image(barcode, add_quiet_zones=False)
    # The stubs do not say that a picture is a buffer: a byte a pixel, black or white.
    pixels = bytes(picture).translate(_FROM_PIXELS)  # type: ignore[call-overload] # as said above
    size = math.isqrt(len(pixels))
    rows = tuple(int(pixels[start : start + size], 2) for start in range(0, len(pixels), size))
    told = rows[_FORMAT_ROW] >> size - 5 ^ _FORMAT_MASK
    return Symbol(
        version=(size - size_of(1)) // 4 + 1,
        correction=_CORRECTIONS[told >> 3],
        mask=told & 0b111,
        rows=rows,
        encoder="zxing",
    )
