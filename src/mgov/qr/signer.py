"""Keys that sign links and tell signed ones: a shared secret, or a pair for third parties."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NoReturn, Protocol, TypeVar, runtime_checkable

from typing_extensions import override

from mgov.errors import InvalidValueError, MissingExtraError

if TYPE_CHECKING:
    from joserfc.jwk import ECKey

__all__ = ["Es256Signer", "Es256Verifier", "HmacSigner", "Signer", "Verifier"]

_Key = TypeVar("_Key", bound=bytes | str)

_PURPOSE: Final = (
    b"mgov link 1\0"  # a signature of anything else with the same key is none of a link
)
_SHORTEST_KEY: Final = 16  # bytes; NIST SP 800-107 wants 112 bits at least
_SIGNATURE_BYTES: Final = 16  # RFC 2104, 5: half of the hash at least
_ALGORITHM: Final = "ES256"
_HALF: Final = 32  # bytes of r and of s (RFC 7518, 3.4)
# The order of the curve P-256 (SEC 2, 2.4.2).
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@runtime_checkable
class Verifier(Protocol):
    """Whatever can tell a signature.

    Example:
        >>> from mgov import qr
        >>> isinstance(qr.HmacSigner([b"an invented key of 32 bytes ...."]), qr.Verifier)
        True
    """

    def verify(self, message: bytes, signature: str) -> bool:
        """Say whether this is a signature of the message."""


@runtime_checkable
class Signer(Verifier, Protocol):
    """Whatever can sign, and tell its signatures.

    Example:
        >>> from mgov import qr
        >>> isinstance(qr.HmacSigner([b"an invented key of 32 bytes ...."]), qr.Signer)
        True
    """

    def sign(self, message: bytes) -> str:
        """Sign a message; the signature is base64url without padding."""


class HmacSigner:
    """A secret that signs and verifies: HMAC with SHA-256, cut to 128 bits (RFC 2104).

    A signature takes 22 characters. Who can verify can sign as well: the secret stays with the
    authority and its own app. The keys are in no repr, in no error and in no pickle.

    Args:
        keys: The secrets, newest last. The newest signs; all of them verify, so that printed
            codes live on after a change of keys. Take a key out to disown what it has signed.

    Raises:
        mgov.errors.InvalidValueError: If there is no key, or one shorter than 16 bytes. Make one
            with `secrets.token_bytes(32)`.

    Example:
        >>> from mgov import qr
        >>> old, new = b"an invented key of 32 bytes ....", b"another invented key, of 2026 ..."
        >>> signature = qr.HmacSigner([old]).sign(b"https://www.gov.cn/")
        >>> len(signature), qr.HmacSigner([old, new]).verify(b"https://www.gov.cn/", signature)
        (22, True)
        >>> qr.HmacSigner([new]).verify(b"https://www.gov.cn/", signature)
        False
    """

    __slots__ = ("__keys",)

    def __init__(self, keys: Sequence[bytes]) -> None:
        self.__keys = tuple(_secret(key) for key in _listed(keys))

    def sign(self, message: bytes) -> str:
        """Sign with the newest key.

        Args:
            message: What is signed.
        """
        return _hmac(self.__keys[-1], message)

    def verify(self, message: bytes, signature: str) -> bool:
        """Say whether one of the keys has signed this, in a time that tells nothing about them.

        Args:
            message: What is said to be signed.
            signature: The signature.
        """
        given = signature.encode("utf-8", "replace")
        same = [hmac.compare_digest(_hmac(key, message).encode(), given) for key in self.__keys]
        return any(same)

    @override
    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not pickled: make the signer anew where it is needed")

    @override
    def __repr__(self) -> str:
        return f"HmacSigner(<{len(self.__keys)} keys>)"


class Es256Verifier:
    """Public keys that verify: ECDSA with P-256 and SHA-256 (RFC 7518, 3.4).

    Third parties can verify what only the holder of the private key can sign. Needs the extra
    `sign`.

    Args:
        keys: Public keys as PEM, all of which verify.

    Raises:
        mgov.errors.InvalidValueError: If there is no key, or one that is no P-256 key.
        mgov.errors.MissingExtraError: If the extra `sign` is not installed.

    Example:
        >>> from joserfc.jwk import ECKey
        >>> from mgov import qr
        >>> pair = ECKey.generate_key("P-256")
        >>> signer = qr.Es256Signer([pair.as_pem(private=True)])
        >>> signature = signer.sign(b"https://www.gov.cn/")
        >>> public = qr.Es256Verifier([pair.as_pem(private=False)])
        >>> len(signature), public.verify(b"https://www.gov.cn/", signature)
        (86, True)
    """

    __slots__ = ("_keys",)

    def __init__(self, keys: Sequence[bytes | str]) -> None:
        self._keys = tuple(_key(each) for each in _listed(keys))

    def verify(self, message: bytes, signature: str) -> bool:
        """Say whether one of the keys has signed this.

        Of the two spellings that each ECDSA signature has, only the one that this library
        writes is one: a link has one signature.

        Args:
            message: What is said to be signed.
            signature: The signature.
        """
        from joserfc import jws
        from joserfc.errors import JoseError

        raw = _decoded(signature)
        if raw is None or len(raw) != 2 * _HALF or int.from_bytes(raw[_HALF:]) > _ORDER // 2:
            return False
        token = f"{_HEADER}.{_encoded(_PURPOSE + message)}.{signature}"
        for key in self._keys:
            try:
                jws.deserialize_compact(token, key, algorithms=[_ALGORITHM])
            except (JoseError, ValueError):
                continue
            return True
        return False

    @override
    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not pickled: make the verifier anew where it is needed")

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}(<{len(self._keys)} keys>)"


class Es256Signer(Es256Verifier):
    """Private keys that sign, newest last; see `Es256Verifier`.

    Args:
        keys: Private keys as PEM, newest last. The newest signs; all of them verify.

    Raises:
        mgov.errors.InvalidValueError: If there is no key, or one that is no private P-256 key.
        mgov.errors.MissingExtraError: If the extra `sign` is not installed.

    Example:
        >>> from joserfc.jwk import ECKey
        >>> from mgov import qr
        >>> signer = qr.Es256Signer([ECKey.generate_key("P-256").as_pem(private=True)])
        >>> signer.verify(b"a", signer.sign(b"a")), signer.verify(b"b", signer.sign(b"a"))
        (True, False)
    """

    __slots__ = ()

    def __init__(self, keys: Sequence[bytes | str]) -> None:
        super().__init__(keys)
        if not all(key.is_private for key in self._keys):
            _refuse("keys", "have a key that is not private", "Sign with the private key.")

    def sign(self, message: bytes) -> str:
        """Sign with the newest key.

        Args:
            message: What is signed.
        """
        from joserfc import jws

        token = jws.serialize_compact(
            {"alg": _ALGORITHM}, _PURPOSE + message, self._keys[-1], algorithms=[_ALGORITHM]
        )
        raw = _decoded(token.rpartition(".")[2]) or b""
        s = int.from_bytes(raw[_HALF:])
        return _encoded(raw[:_HALF] + min(s, _ORDER - s).to_bytes(_HALF))


def _listed(keys: Sequence[_Key]) -> Sequence[_Key]:
    given: object = keys  # a single key is a sequence too, of numbers or letters
    if isinstance(given, bytes | str) or not keys:
        _refuse("keys", "are no list of keys", "Give a list of one key or more.")
    return keys


def _secret(key: object) -> bytes:
    if not isinstance(key, bytes) or len(key) < _SHORTEST_KEY:
        remedy = f"Give {_SHORTEST_KEY} bytes or more, as of secrets.token_bytes(32)."
        _refuse("keys", "have a key that is too short or no bytes", remedy)
    return key


def _hmac(key: bytes, message: bytes) -> str:
    return _encoded(hmac.digest(key, _PURPOSE + message, "sha256")[:_SIGNATURE_BYTES])


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def _decoded(text: str) -> bytes | None:
    """Decode base64url; what is not the one spelling of its bytes is none."""
    try:
        content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return None
    return content if _encoded(content) == text else None


_HEADER: Final = _encoded(b'{"alg":"ES256"}')


def _key(pem: bytes | str) -> ECKey:
    try:
        from joserfc.errors import JoseError
        from joserfc.jwk import ECKey
    except ImportError:
        raise MissingExtraError("joserfc", extra="sign", purpose="signing with ES256") from None
    try:
        key = ECKey.import_key(pem)
    except (JoseError, ValueError, TypeError):
        key = None
    if key is None or key.curve_name != "P-256":
        _refuse("keys", "have a key that is no P-256 key in PEM", "Give it as PEM, of P-256.")
    return key


def _refuse(field: str, trouble: str, remedy: str) -> NoReturn:
    raise InvalidValueError(trouble, field=field, remedy=remedy, code="signer_key")
