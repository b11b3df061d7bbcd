"""Pictures as addresses that hold the picture itself (RFC 2397)."""

from __future__ import annotations

import base64
from urllib.parse import quote

__all__ = ["data_uri"]


def data_uri(picture: str | bytes) -> str:
    """Write a picture as an address, for `src` and style sheets.

    Args:
        picture: SVG, or the content of a PNG.

    Example:
        >>> from mgov.qr.data_address import data_uri
        >>> data_uri("<svg/>"), data_uri(b"...")
        ('data:image/svg+xml,%3Csvg/%3E', 'data:image/png;base64,Li4u')
    """
    if isinstance(picture, str):
        return "data:image/svg+xml," + quote(picture, safe=" /:=,;()'")
    return "data:image/png;base64," + base64.b64encode(picture).decode("ascii")
