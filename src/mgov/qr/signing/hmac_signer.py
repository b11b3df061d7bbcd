"""A shared secret that signs and verifies, with the standard library alone."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from typing import Final, NoReturn

from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.qr.signing.base64url import encoded

__all__ = ["HmacSigner"]

_SHORTEST_KEY: Final = 32  # bytes; RFC 7518, 3.2: as many as the hash has
_SIGNATURE_BYTES: Final = 16  # RFC 2104, 5: half of the hash at least


class HmacSigner:
    """A secret that signs and verifies: HMAC with SHA-256, cut to 128 bits (RFC 2104).

    A signature takes 22 characters. Who can verify can sign as well: the secret stays with the
    authority and its own servers. An app on the phones of citizens gives it away; let the app
    ask a server, or sign with `Es256Signer`.

    The keys are not kept: only what HMAC makes of them is, and it shows in no repr, no error
    and no pickle.

    Args:
        keys: The secrets, newest last. The newest signs; all of them verify, so that printed
            codes live on after a change of keys. Take a key out to disown what it has signed.

    Raises:
        mgov.errors.InvalidValueError: If there is no key, or one shorter than 32 bytes. Make
            one with `secrets.token_bytes(32)`; a password is no key.

    Example:
        >>> from mgov import qr
        >>> old, new = b"an invented key of 32 bytes ....", b"another invented key, of 2026 ..."
        >>> signature = qr.HmacSigner([old]).sign(b"https://www.gov.cn/")
        >>> len(signature), qr.HmacSigner([old, new]).verify(b"https://www.gov.cn/", signature)
        (22, True)
        >>> qr.HmacSigner([new]).verify(b"https://www.gov.cn/", signature)
        False
    """

    __slots__ = ("_keyed",)

    def __init__(self, keys: Sequence[bytes]) -> None:
        given: object = keys  # a single key is a sequence too, of numbers
        if isinstance(given, bytes | str) or not keys:
            _refuse("are no list of keys", "Give a list of one key or more, the newest last.")
        self._keyed = tuple(_keyed(key) for key in keys)

    def sign(self, message: bytes) -> str:
        """Sign with the newest key.

        Args:
            message: What is signed.
        """
        return _signature(self._keyed[-1], message)

    def verify(self, message: bytes, signature: str) -> bool:
        """Say whether one of the keys has signed this, in a time that tells nothing about them.

        Args:
            message: What is said to be signed.
            signature: The signature.
        """
        given = signature.encode("utf-8", "replace")
        # The list first: which of the keys it was must not show in the time that it takes.
        same = [
            hmac.compare_digest(_signature(keyed, message).encode(), given) for keyed in self._keyed
        ]
        return any(same)

    @override
    def __reduce__(self) -> NoReturn:
        trouble, remedy = "holds keys, which are not pickled", "Make it anew where it is needed."
        raise InvalidValueError(trouble, field="signer", remedy=remedy, code="signer_pickled")

    @override
    def __repr__(self) -> str:
        return f"HmacSigner(keys=<{len(self._keyed)} not shown>)"


def _keyed(key: object) -> hmac.HMAC:
    if not isinstance(key, bytes) or len(key) < _SHORTEST_KEY:
        trouble = f"have a key that is not {_SHORTEST_KEY} bytes or more"
        _refuse(trouble, "Make one with secrets.token_bytes(32), and keep it in a safe place.")
    return hmac.new(key, digestmod="sha256")


def _signature(keyed: hmac.HMAC, message: bytes) -> str:
    mine = keyed.copy()
    mine.update(message)
    return encoded(mine.digest()[:_SIGNATURE_BYTES])


def _refuse(trouble: str, remedy: str) -> NoReturn:
    raise InvalidValueError(trouble, field="keys", remedy=remedy, code="signer_key")
