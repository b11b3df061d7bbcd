"""From a text to the modules of its code, by the encoder that is asked for."""

from __future__ import annotations

import functools
from typing import Final, Literal, TypeAlias, get_args

from mgov.errors import InvalidValueError
from mgov.qr import qrcode_encoder, zxing_encoder
from mgov.qr.capacity import too_long
from mgov.qr.symbol import LARGEST, LEVELS, Bounds, Correction, Encoder, Symbol

__all__ = ["EncoderChoice", "Versions", "encode", "fits"]

EncoderChoice: TypeAlias = Literal["auto", "qrcode", "zxing"]
"""An encoder; or `auto`, which takes `zxing` for texts of ASCII where it is installed, and
`qrcode` for all else."""

Versions: TypeAlias = int | tuple[int, int]
"""Exactly this version; or the smallest and the largest that is allowed."""


_CHOICES: Final = get_args(EncoderChoice)


def encode(
    content: str | bytes,
    correction: Correction,
    *,
    encoder: EncoderChoice = "qrcode",
    versions: Versions = (1, LARGEST),
) -> Symbol:
    """Make the smallest code that holds a text at a level of error correction.

    Args:
        content: What the code says: a text, as UTF-8 where it is not ASCII; or bytes.
        correction: The level.
        encoder: Which encoder makes it.
        versions: Which versions are allowed.

    Raises:
        mgov.errors.CodeCapacityError: If no code that is allowed is large enough.
        mgov.errors.InvalidValueError: If the text is empty or no Unicode, there is no such
            level, encoder or version, or the encoder `zxing` is asked for bytes that are no
            UTF-8.
        mgov.errors.MissingExtraError: If the encoder `zxing` is asked for and not installed.

    Example:
        >>> from mgov.qr.encoder import encode
        >>> symbol = encode("HTTPS://GO.GOV.CN/AB12CD", "M")
        >>> symbol.version, len(symbol.rows), symbol.encoder
        (2, 25, 'qrcode')
    """
    if correction not in LEVELS:
        trouble, remedy = "is no level of error correction", "Use L, M, Q or H."
        raise InvalidValueError(trouble, field="correction", remedy=remedy, code="correction")
    bounds = _bounds(versions)
    data = _data(content)
    chosen = _chosen(encoder, data)
    symbol_of = zxing_encoder.symbol_of if chosen == "zxing" else qrcode_encoder.symbol_of
    symbol = symbol_of(data, correction, bounds)
    if symbol is None:
        raise too_long(content, correction, bounds, functools.partial(fits, encoder=chosen))
    return symbol


def fits(data: bytes, correction: Correction, versions: Bounds, encoder: Encoder) -> bool:
    """Tell whether a version that is allowed holds some bytes.

    Args:
        data: The bytes; for the encoder `zxing`, of UTF-8.
        correction: The level of error correction.
        versions: Which versions are allowed.
        encoder: Which encoder is asked.

    Example:
        >>> from mgov.qr.encoder import fits
        >>> fits(b"https://www.gov.cn/", "M", (1, 1), "qrcode")
        False
    """
    asked = zxing_encoder.fits if encoder == "zxing" else qrcode_encoder.fits
    return asked(data, correction, versions)


def _chosen(encoder: EncoderChoice, data: bytes) -> Encoder:
    if encoder not in _CHOICES:
        trouble, remedy = "is no encoder", "Use auto, qrcode or zxing."
        raise InvalidValueError(trouble, field="encoder", remedy=remedy, code="encoder")
    if encoder == "auto":
        return "zxing" if data.isascii() and zxing_encoder.installed() else "qrcode"
    return encoder


def _bounds(versions: Versions) -> Bounds:
    smallest, largest = (versions, versions) if isinstance(versions, int) else versions
    if not 1 <= smallest <= largest <= LARGEST:
        trouble = f"has no version from 1 to {LARGEST}"
        remedy = f"Give one, such as 5, or the smallest and the largest, such as (3, {LARGEST})."
        raise InvalidValueError(trouble, field="versions", remedy=remedy, code="code_versions")
    return smallest, largest


def _data(content: str | bytes) -> bytes:
    field = "data" if isinstance(content, bytes) else "text"
    try:
        data = content if isinstance(content, bytes) else content.encode()
    except UnicodeEncodeError:
        trouble, remedy = "contains half a surrogate pair", "Take it out."
        raise InvalidValueError(trouble, field=field, remedy=remedy, code="text_unicode") from None
    if not data:
        trouble, remedy = "is empty", f"Give the {field} that the code has to hold."
        raise InvalidValueError(trouble, field=field, remedy=remedy, code=f"{field}_empty")
    return data
