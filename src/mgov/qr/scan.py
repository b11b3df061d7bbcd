"""Codes read back from pictures, with `zxing-cpp` and `pillow`."""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mgov.errors import InvalidValueError, MissingExtraError

if TYPE_CHECKING:
    from PIL.Image import Image
    from zxingcpp import Position

__all__ = ["Scan", "read", "read_every_kind"]

_WORDS: Final = re.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")  # of MicroQRCode
_Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scan:
    """A code that was found in a picture.

    Attributes:
        text: What it says.
        format: The kind of code; of what `read` finds, `qr_code`.
        position: Its corners in pixels: top left, top right, bottom right, bottom left as the
            code itself is turned.
        correction: Its level of error correction, where the reader tells it.
        data: What it holds, byte by byte, for codes that are no text.

    Example:
        >>> from mgov import qr
        >>> (scan,) = qr.read(qr.make("https://www.gov.cn/").png())
        >>> scan.text, scan.format, scan.correction
        ('https://www.gov.cn/', 'qr_code', 'M')
    """

    text: str
    format: str
    position: tuple[_Point, _Point, _Point, _Point]
    correction: str | None
    data: bytes


def read(image: str | os.PathLike[str] | bytes | Image) -> list[Scan]:
    """Find the QR codes in a picture.

    A text that was read is not yet one to be trusted: ask a `HostPolicy` before opening it. Only
    QR codes of ISO/IEC 18004 are looked for, not Micro QR codes and the like; a reader that is
    asked for every kind of code at times takes noise for one of the others.

    Args:
        image: A file, its content, or an image of Pillow.

    Returns:
        The codes that could be read, without those that could not.

    Raises:
        mgov.errors.InvalidValueError: If it is no picture.
        mgov.errors.MissingExtraError: If the extra `scan` is not installed.
        OSError: If the file cannot be opened.

    Example:
        >>> from mgov import HostPolicy, qr
        >>> picture = qr.make("https://www.gov.cn.example.com/").png()
        >>> [HostPolicy.named("gov.cn").check(scan.text).code for scan in qr.read(picture)]
        ['host_imitates']
    """
    return _read(image, "QRCodeModel2")


def read_every_kind(image: str | os.PathLike[str] | bytes | Image) -> list[Scan]:
    """Find codes of every two-dimensional kind in a picture, to prove that there is only one.

    Args:
        image: As in `read`.

    Returns:
        The codes, each with its kind, such as `micro_qr_code`.

    Raises:
        mgov.errors.InvalidValueError: If it is no picture.
        mgov.errors.MissingExtraError: If the extra `scan` is not installed.
        OSError: If the file cannot be opened.

    Example:
        >>> from mgov import qr
        >>> from mgov.qr.scan import read_every_kind
        >>> [scan.format for scan in read_every_kind(qr.make("https://www.gov.cn/").png())]
        ['qr_code']
    """
    return _read(image, "AllMatrix")


def _read(image: str | os.PathLike[str] | bytes | Image, kinds: str) -> list[Scan]:
    try:
        import PIL.Image
        import zxingcpp
    except ImportError:
        needed, purpose = "zxing-cpp with pillow", "reading QR codes"
        raise MissingExtraError(needed, extra="scan", purpose=purpose) from None
    if isinstance(image, PIL.Image.Image):
        picture = image
    else:
        try:
            picture = PIL.Image.open(io.BytesIO(image) if isinstance(image, bytes) else image)
        except (PIL.UnidentifiedImageError, PIL.Image.DecompressionBombError):
            trouble, remedy = "is no picture that can be read", "Give a PNG, JPEG or the like."
            raise InvalidValueError(
                trouble, field="image", remedy=remedy, code="image_unreadable"
            ) from None
    found = zxingcpp.read_barcodes(
        picture,
        formats=getattr(zxingcpp.BarcodeFormat, kinds),
        text_mode=zxingcpp.TextMode.Plain,  # not a readable rendering: the text itself
    )
    return [
        Scan(
            text=each.text,
            format=_WORDS.sub("_", each.format.name).lower(),
            position=_corners(each.position),
            correction=each.ec_level or None,
            data=each.bytes,
        )
        for each in found
    ]


def _corners(position: Position) -> tuple[_Point, _Point, _Point, _Point]:
    return (
        (position.top_left.x, position.top_left.y),
        (position.top_right.x, position.top_right.y),
        (position.bottom_right.x, position.bottom_right.y),
        (position.bottom_left.x, position.bottom_left.y),
    )
