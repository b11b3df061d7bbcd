"""Base64url without padding (RFC 4648, section 5), in which bytes have exactly one spelling."""

from __future__ import annotations

import base64

__all__ = ["decoded", "encoded"]


def encoded(content: bytes) -> str:
    r"""Write bytes in base64url.

    Example:
        >>> from mgov.qr.signing.base64url import encoded
        >>> encoded(b"\xfb\xef\xbe\xff")
        '----_w'
    """
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def decoded(text: str) -> bytes | None:
    """Read base64url; None where the text is not the one spelling of its bytes.

    The last letter may have bits that no byte needs; most decoders pass over them, and over
    foreign characters, so that one signature would have many spellings.

    Example:
        >>> from mgov.qr.signing.base64url import decoded
        >>> decoded("YQ"), decoded("YR"), decoded("YQ==")
        (b'a', None, None)
    """
    try:
        content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return None
    return content if encoded(content) == text else None
