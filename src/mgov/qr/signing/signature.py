"""Where the signature of a link stands, and over what it is made."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final, NamedTuple

from mgov.errors import InvalidValueError
from mgov.qr.page import canonical
from mgov.qr.signing.signer import Signer, Verifier
from mgov.values.moment import in_utc
from mgov.values.web_address import WebAddress

__all__ = ["SignatureState", "is_signed", "signature_state", "signed_text"]

# In front of every message, so that what the same key signs elsewhere is no signature of a
# link. No address has a line end: where the purpose stops is plain.
_PURPOSE: Final = "mgov signed link, version 1\n"

# Reserved names of parameters; short, since every character makes a code larger.
_SIGNATURE: Final = "_s"
_EXPIRES: Final = "_x"
_RESERVED: Final = re.compile(rf"(?:^|&)(?:{_SIGNATURE}|{_EXPIRES})(?:[=&]|$)")
_SIGNED: Final = re.compile(
    rf"(?P<own>(?:.*?&)??)(?P<end>(?:{_EXPIRES}=(?P<expires>[1-9][0-9]{{0,10}})&)?)"
    rf"{_SIGNATURE}=(?P<signature>[A-Za-z0-9_\-]+)"
)
_LAST_SECOND: Final = 99_999_999_999  # eleven digits, in the year 5138


class SignatureState(NamedTuple):
    """What is known of the signature of a link.

    Attributes:
        code: `signed`, `signature_missing`, `signature_wrong` or `signature_expired`.
        expires: From when on it is no longer valid; None if it never ends, or is not right.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov import qr
        >>> from mgov.qr.signing.signature import signature_state
        >>> signer = qr.HmacSigner([b"an invented key of 32 bytes ...."])
        >>> signature_state("https://www.gov.cn/", signer, at=datetime(2026, 11, 24, tzinfo=UTC))
        SignatureState(code='signature_missing', expires=None)
    """

    code: str
    expires: datetime | None = None


def is_signed(address: WebAddress) -> bool:
    """Say whether an address ends in what looks like a signature; it need not be a right one.

    Example:
        >>> from mgov import WebAddress
        >>> from mgov.qr.signing.signature import is_signed
        >>> is_signed(WebAddress("https://www.gov.cn/?a=1&_s=k7Qm2xNf-8yTqWZr5LbE0A"))
        True
    """
    return _SIGNED.fullmatch(address.query) is not None


def signed_text(address: WebAddress, signer: Signer, expires: datetime | None) -> str:
    """Return the canonical form of an address with a signature, the last parameter of its query.

    All of it is signed: scheme, host, path, every parameter in its order, the moment when it
    expires, and the fragment.

    Args:
        address: The address.
        signer: Who signs.
        expires: From when on it is no longer valid.

    Raises:
        mgov.errors.InvalidValueError: If it has a parameter that belongs to signatures, or the
            moment has no time zone, a part of a second, or lies outside 1970 to 5138.

    Example:
        >>> from mgov import WebAddress, qr
        >>> from mgov.qr.signing.signature import signed_text
        >>> signer = qr.HmacSigner([b"an invented key of 32 bytes ...."])
        >>> signed_text(WebAddress("https://WWW.gov.cn/a?b=1#c"), signer, None)
        'https://www.gov.cn/a?b=1&_s=...#c'
    """
    address = canonical(address)
    if _RESERVED.search(address.query):
        trouble = f"has a parameter {_SIGNATURE} or {_EXPIRES}: it is signed already"
        remedy = "Sign the bare link; rename the parameter if it is none of a signature."
        raise InvalidValueError(trouble, field="link", remedy=remedy, code="link_signed")
    front, mark, fragment = address.partition("#")
    page, _, query = front.partition("?")
    if query and not query.endswith("&"):
        query += "&"
    if expires is not None:
        query += f"{_EXPIRES}={_seconds(expires)}&"
    signature = signer.sign(_message(f"{page}?{query}{mark}{fragment}"))
    return f"{page}?{query}{_SIGNATURE}={signature}{mark}{fragment}"


def signature_state(text: str, verifier: Verifier, *, at: datetime) -> SignatureState:
    """Say whether a link is signed, and still valid.

    Nothing is made canonical here: what was signed has one spelling, and each other one was
    made by somebody else.

    Args:
        text: The link, exactly as it was read.
        verifier: Who knows the keys.
        at: The moment that counts.

    Raises:
        mgov.errors.InvalidValueError: If the moment has no time zone, or the text is no address.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov import qr
        >>> from mgov.qr.signing.signature import signature_state
        >>> signer = qr.HmacSigner([b"an invented key of 32 bytes ...."])
        >>> link = qr.Link("https://www.gov.cn/").signed(signer)
        >>> signature_state(link.text, signer, at=datetime(2026, 11, 24, tzinfo=UTC)).code
        'signed'
    """
    moment = in_utc(at)
    address = WebAddress(text)
    if not _RESERVED.search(address.query):
        return SignatureState("signature_missing")
    front, mark, fragment = address.partition("#")
    page, _, query = front.partition("?")
    parts = _SIGNED.fullmatch(query)
    if parts is None or _RESERVED.search(parts["own"]) or address != text:
        return SignatureState("signature_wrong")
    message = _message(f"{page}?{parts['own']}{parts['end']}{mark}{fragment}")
    if not verifier.verify(message, parts["signature"]):
        return SignatureState("signature_wrong")
    if parts["expires"] is None:
        return SignatureState("signed")
    expires = datetime.fromtimestamp(int(parts["expires"]), UTC)
    return SignatureState("signature_expired" if moment >= expires else "signed", expires)


def _message(link: str) -> bytes:
    return f"{_PURPOSE}{link}".encode("ascii")


def _seconds(expires: datetime) -> int:
    moment = in_utc(expires, field="expires")
    seconds = int(moment.timestamp())
    if moment.microsecond or not 0 < seconds <= _LAST_SECOND:
        trouble = "is no whole second of the years 1970 to 5138"
        remedy = "Leave out what is below a second: expires.replace(microsecond=0)."
        raise InvalidValueError(trouble, field="expires", remedy=remedy, code="expires")
    return seconds
