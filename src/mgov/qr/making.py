"""From a link, a text or bytes to a code."""

from __future__ import annotations

from typing import Final

from mgov.qr.code import Code
from mgov.qr.encoder import EncoderChoice, Versions, encode
from mgov.qr.link import Link
from mgov.qr.symbol import LARGEST, Correction
from mgov.values.addressable import Addressable
from mgov.values.host_policy import HostPolicy

__all__ = ["make", "make_bytes", "make_text"]

_ALL: Final = (1, LARGEST)
_SHOWN: Final = 60  # characters of a text that name a code


def make(
    content: str | Addressable,
    *,
    policy: HostPolicy | str | None = None,
    correction: Correction = "M",
    caption: str | None = None,
    show_address: bool = False,
    encoder: EncoderChoice = "qrcode",
    versions: Versions = _ALL,
) -> Code:
    """Make the code of a link, in the smallest version that holds it.

    Level M suits links on paper and screens; H makes codes larger and is needed only where part
    of the code will be covered.

    Args:
        content: A link, an address, or whatever has one (a service, an article).
        policy: Which hosts it may lead to, as in `Link`.
        correction: The level of error correction.
        caption: Words to stand below the code in SVG.
        show_address: Whether the readable address stands below the code in SVG, for people who
            cannot scan it and for those who want to see where it leads.
        encoder: `qrcode`, which gives the same modules on every machine; `zxing`, the encoder of
            zxing-cpp (extra `scan`), which packs digits and capitals a little closer; or `auto`:
            `zxing` where it is installed, for a link is ASCII. All give the same text.
        versions: Which versions are allowed: the smallest and the largest, as `(3, 10)`, so that
            a row of codes is of one size or none is larger than its place; or exactly one.

    Raises:
        mgov.errors.UnsafeLinkError: If the policy refuses the address.
        mgov.errors.CodeCapacityError: If no code that is allowed is large enough for it.
        mgov.errors.InvalidValueError: If the content has no address, or there is no such level,
            encoder or version.
        mgov.errors.MissingExtraError: If zxing-cpp is asked for and not installed.

    Example:
        >>> from mgov import qr
        >>> code = qr.make("https://www.gov.cn/政策", policy="gov.cn", show_address=True)
        >>> code.text
        'https://www.gov.cn/%E6%94%BF%E7%AD%96'
        >>> code.address
        'www.gov.cn/政策'
        >>> qr.make("https://www.gov.cn/", versions=(5, 40)).version
        5
    """
    link = Link(content, policy=policy)
    symbol = encode(link.text, correction, encoder=encoder, versions=versions)
    return Code.of(
        symbol,
        link.text.encode(),
        title=caption or str(link.title),
        caption=caption,
        address=link.readable if show_address else None,
    )


def make_text(
    text: str,
    *,
    correction: Correction = "M",
    caption: str | None = None,
    encoder: EncoderChoice = "qrcode",
    versions: Versions = _ALL,
) -> Code:
    """Make the code of a text that is no link, such as the login of a wireless network.

    No policy is asked: what the reader's program does with the text is up to that program. What
    is not ASCII stands in the code as UTF-8, kanji too. The encoder `qrcode` does not mark it:
    readers tell UTF-8 from other sets of characters by themselves. The encoder `zxing` marks it
    (ECI 26), as the standard wants it, which takes two bytes and is lost on some old readers.

    Args:
        text: What the code says.
        correction: The level of error correction.
        caption: Words to stand below the code in SVG.
        encoder: As in `make`; `auto` takes `qrcode` for what is not ASCII.
        versions: As in `make`.

    Raises:
        mgov.errors.CodeCapacityError: If no code that is allowed is large enough for it.
        mgov.errors.InvalidValueError: If there is no text, or no such level, encoder or version.
        mgov.errors.MissingExtraError: If zxing-cpp is asked for and not installed.

    Example:
        >>> from mgov import qr
        >>> qr.make_text("WIFI:T:WPA;S:政务大厅;P:12345678;;").version
        3
    """
    symbol = encode(text, correction, encoder=encoder, versions=versions)
    title = caption or (text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
    return Code.of(symbol, text.encode(), title=title, caption=caption)


def make_bytes(
    data: bytes,
    *,
    correction: Correction = "M",
    caption: str | None = None,
    versions: Versions = _ALL,
) -> Code:
    """Make the code of bytes that are no text, such as a key or a compressed record.

    They stand in the code as they are, without a mark. A reader of texts shows something else;
    a program has to ask its reader for the bytes, as `Scan.data` gives them. Many readers cannot
    do that: where it is not certain, write the bytes as a text, such as in capitals and digits.

    Args:
        data: What the code holds.
        correction: The level of error correction.
        caption: Words to stand below the code in SVG.
        versions: As in `make`.

    Raises:
        mgov.errors.CodeCapacityError: If no code that is allowed is large enough for them.
        mgov.errors.InvalidValueError: If there are none, or no such level or version.

    Example:
        >>> from mgov import qr
        >>> code = qr.make_bytes(bytes.fromhex("8b1f00ff"))
        >>> [scan.data.hex() for scan in qr.read(code.png())]
        ['8b1f00ff']
    """
    symbol = encode(data, correction, versions=versions)
    title = caption or f"{len(data)} bytes"
    return Code.of(symbol, data, title=title, caption=caption)
