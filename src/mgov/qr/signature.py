"""Where the signature of a link stands, and over what it is made."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from mgov.errors import InvalidValueError
from mgov.values.web_address import WebAddress

if TYPE_CHECKING:
    from mgov.qr.signer import Signer, Verifier

__all__ = ["SignatureState", "is_signed", "signature_state", "signed_text"]

# Reserved names of parameters; short, since every character makes a code larger.
_SIGNATURE: Final = "_s"
_EXPIRES: Final = "_x"
_RESERVED: Final = re.compile(rf"(?:^|&)(?:{_SIGNATURE}|{_EXPIRES})(?:=|&|$)")
_SIGNED: Final = re.compile(
    rf"(?P<signed>(?:.*?&)??(?:{_EXPIRES}=(?P<expires>[1-9][0-9]{{0,10}})&)?){_SIGNATURE}="
    r"(?P<signature>[A-Za-z0-9_\-]+)"
)


class SignatureState(NamedTuple):
    """What is known of the signature of a link.

    Attributes:
        code: `signed`, `signature_missing`, `signature_wrong` or `signature_expired`.
        expires: Until when it is valid; None if for ever, or if the signature is not right.

    Example:
        >>> from mgov import WebAddress, qr
        >>> from mgov.qr.signature import signature_state
        >>> signer = qr.HmacSigner([b"an invented key of 32 bytes ...."])
        >>> signature_state(WebAddress("https://www.gov.cn/"), signer, at=None)
        SignatureState(code='signature_missing', expires=None)
    """

    code: str
    expires: datetime | None


def is_signed(address: WebAddress) -> bool:
    """Say whether an address has one of the parameters that belong to a signature.

    Example:
        >>> from mgov import WebAddress
        >>> from mgov.qr.signature import is_signed
        >>> is_signed(WebAddress("https://www.gov.cn/?_s=x"))
        True
    """
    return _RESERVED.search(address.query) is not None


def signed_text(address: WebAddress, signer: Signer, expires: datetime | None) -> str:
    """Return the address with a signature as the last parameter of its query.

    What is signed is all of it as it stands: scheme, host, path, every parameter in its order,
    the moment when it expires, and the fragment.

    Args:
        address: The address.
        signer: Who signs.
        expires: From when on it is no longer valid.

    Raises:
        mgov.errors.InvalidValueError: If it is signed already, or the moment has no time zone,
            a part of a second, or lies before 1970.

    Example:
        >>> from mgov import WebAddress, qr
        >>> from mgov.qr.signature import signed_text
        >>> signer = qr.HmacSigner([b"an invented key of 32 bytes ...."])
        >>> signed_text(WebAddress("https://www.gov.cn/a?b=1#c"), signer, None)
        'https://www.gov.cn/a?b=1&_s=...#c'
    """
    if is_signed(address):
        trouble, remedy = "is signed already", "Sign the bare link."
        raise InvalidValueError(trouble, field="link", remedy=remedy, code="link_signed")
    front, mark, fragment = str(address).partition("#")
    page, _, query = front.partition("?")
    if query and not query.endswith("&"):
        query += "&"
    if expires is not None:
        query += f"{_EXPIRES}={_seconds(expires)}&"
    signature = signer.sign(_message(f"{page}?{query}", mark + fragment))
    return f"{page}?{query}{_SIGNATURE}={signature}{mark}{fragment}"


def signature_state(
    address: WebAddress, verifier: Verifier, *, at: datetime | None
) -> SignatureState:
    """Say whether an address is signed, and still valid.

    Args:
        address: The address, exactly as it was read.
        verifier: Who knows the keys.
        at: The moment that counts.

    Raises:
        mgov.errors.InvalidValueError: If the link expires and no aware moment is given.
    """
    if not is_signed(address):
        return SignatureState("signature_missing", None)
    front, mark, fragment = str(address).partition("#")
    page, _, query = front.partition("?")
    parts = _SIGNED.fullmatch(query)
    if parts is None or _RESERVED.search(_before(parts)):
        return SignatureState("signature_wrong", None)
    message = _message(f"{page}?{parts['signed']}", mark + fragment)
    if not verifier.verify(message, parts["signature"]):
        return SignatureState("signature_wrong", None)
    if parts["expires"] is None:
        return SignatureState("signed", None)
    if at is None or at.tzinfo is None:
        trouble = "is missing or has no time zone, and the link expires"
        remedy = "Say when it is checked: at=datetime.now(UTC)."
        raise InvalidValueError(trouble, field="at", remedy=remedy, code="timezone_aware")
    expires = datetime.fromtimestamp(int(parts["expires"]), UTC)
    return SignatureState("signature_expired" if at >= expires else "signed", expires)


def _before(parts: re.Match[str]) -> str:
    """Give the parameters before those of the signature."""
    expires = parts["expires"]
    own = "" if expires is None else f"{_EXPIRES}={expires}&"
    return parts["signed"].removesuffix(own)


def _message(front: str, fragment: str) -> bytes:
    return f"{front}{fragment}".encode("ascii")


def _seconds(expires: datetime) -> int:
    if expires.tzinfo is None:
        trouble, remedy = "has no time zone", "Give an aware moment."
        raise InvalidValueError(trouble, field="expires", remedy=remedy, code="timezone_aware")
    seconds = expires.timestamp()
    if expires.microsecond or seconds <= 0:
        trouble, remedy = "is no whole second after 1970", "Use expires.replace(microsecond=0)."
        raise InvalidValueError(trouble, field="expires", remedy=remedy, code="expires")
    return int(seconds)
