"""Addresses in one spelling, so that two links to one page are known as such."""

from __future__ import annotations

import re
from typing import Final

from mgov.qr.campaign.tags import is_tag
from mgov.values.web_address import WebAddress

__all__ = ["canonical", "page_of"]

_ESCAPE: Final = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def canonical(address: WebAddress) -> WebAddress:
    """Return an address in one spelling, the one in which a browser asks for it.

    By RFC 3986, section 6.2.2: scheme and host in small letters, the usual port left out, an
    empty path as `/`, dot segments resolved, percent signs only where they are needed and in
    capitals. An empty query or fragment is left out. The order of parameters stays: a server
    may read a meaning into it.

    Args:
        address: The address.

    Example:
        >>> from mgov import WebAddress
        >>> from mgov.qr.page import canonical
        >>> canonical(WebAddress("HTTPS://WWW.GOV.CN:443/a/../%7eb?c=%e5%b9%b4#"))
        WebAddress('https://www.gov.cn/~b?c=%E5%B9%B4')
    """
    path = _without_dots(_normal(address.path))
    # The apostrophe is the one character that RFC 3986 allows and browsers encode in a query.
    query = _normal(address.query).replace("'", "%27")
    fragment = _normal(address.fragment)
    asked = f"?{query}" if query else ""
    place = f"#{fragment}" if fragment else ""
    return WebAddress(f"{address.origin}{path}{asked}{place}")


def page_of(address: WebAddress) -> WebAddress:
    """Return the address of the page in one spelling and without campaign tags.

    Args:
        address: The address.

    Example:
        >>> from mgov import WebAddress
        >>> from mgov.qr.page import page_of
        >>> page_of(WebAddress("HTTPS://WWW.GOV.CN/?utm_source=poster&a=1"))
        WebAddress('https://www.gov.cn/?a=1')
    """
    front, number_sign, fragment = address.partition("#")
    page, _, query = front.partition("?")
    query = "&".join(each for each in query.split("&") if not is_tag(each))
    return canonical(WebAddress(f"{page}?{query}{number_sign}{fragment}"))


def _normal(part: str) -> str:
    return _ESCAPE.sub(_needed, part)


def _needed(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()


def _without_dots(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)
