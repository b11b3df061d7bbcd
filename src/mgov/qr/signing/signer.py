"""What signs and what verifies, said as protocols, so that a key may live in a safe of its own."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

__all__ = ["Signer", "Verifier"]


@runtime_checkable
class Verifier(Protocol):
    """Whatever can tell a signature from a false one.

    `HmacSigner` and `Es256Verifier` are verifiers; so is any class of yours with this method,
    such as one that asks a key service.

    Example:
        >>> from mgov import qr
        >>> isinstance(qr.HmacSigner([b"an invented key of 32 bytes ...."]), qr.Verifier)
        True
    """

    def verify(self, message: bytes, signature: str) -> bool:
        """Say whether this is a signature of the message; nonsense is none, and no error."""


@runtime_checkable
class Signer(Verifier, Protocol):
    """Whatever can sign, and tell its own signatures.

    A message already says for which purpose it is signed, so a signer signs it as it is. A
    signature is base64url without padding, of letters, digits, `-` and `_` alone.

    Example:
        >>> from mgov import qr
        >>> isinstance(qr.HmacSigner([b"an invented key of 32 bytes ...."]), qr.Signer)
        True
    """

    def sign(self, message: bytes) -> str:
        """Sign a message."""
