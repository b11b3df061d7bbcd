"""A pair of keys: the authority signs, everybody verifies. The one module that needs `joserfc`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NoReturn

from typing_extensions import override

from mgov.errors import InvalidValueError, MissingExtraError
from mgov.qr.signing.base64url import decoded, encoded

if TYPE_CHECKING:
    from joserfc.jwk import ECKey

__all__ = ["Es256Signer", "Es256Verifier", "Jwk"]

Jwk = Mapping[str, str | list[str]]
"""A key as RFC 7517 writes it, read from JSON."""

_ALGORITHM: Final = "ES256"  # pinned: no key, no link and no header can choose another
_HEADER: Final = encoded(b'{"alg":"ES256"}')
_CURVE: Final = "P-256"
_HALF: Final = 32  # bytes of r and of s (RFC 7518, 3.4)
# The order of P-256 (SEC 2, 2.4.2). With (r, s) also (r, order - s) is right: the smaller s is
# the one spelling of a signature here.
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_PUBLIC_PARTS: Final = ("kty", "crv", "x", "y")


class Es256Verifier:
    """Public keys that verify: ECDSA with P-256 and SHA-256 (RFC 7518, 3.4).

    Third parties can verify what only the holder of the private key can sign. Needs the extra
    `sign`.

    Args:
        keys: Public keys as PEM or JWK, all of which verify. Of a JWK set (RFC 7517, 5), give
            what stands under `keys`.

    Raises:
        mgov.errors.InvalidValueError: If there is no key, or one that is no P-256 key, is
            meant for another use, or is private: who only verifies must not hold it.
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
    _keys: tuple[ECKey, ...]

    def __init__(self, keys: Sequence[bytes | str | Jwk]) -> None:
        read = _read(keys)
        if any(key.is_private for key in read):
            remedy = "Give the public key; the private one stays with the signer."
            _refuse("have a private key", remedy)
        self._keys = tuple(read)

    @property
    def public_keys(self) -> tuple[dict[str, str], ...]:
        """The public keys as JWK, to be published for third parties.

        Example:
            >>> import json
            >>> from joserfc.jwk import ECKey
            >>> from mgov import qr
            >>> signer = qr.Es256Signer([ECKey.generate_key("P-256").as_pem(private=True)])
            >>> published = json.dumps({"keys": signer.public_keys})
            >>> anybody = qr.Es256Verifier(json.loads(published)["keys"])
            >>> anybody.verify(b"https://www.gov.cn/", signer.sign(b"https://www.gov.cn/"))
            True
        """
        return tuple(_parts(key, private=False) for key in self._keys)

    def verify(self, message: bytes, signature: str) -> bool:
        """Say whether one of the keys has signed this.

        Of the two spellings that each ECDSA signature has, only the one with the smaller `s` is
        one: a link has one signature.

        Args:
            message: What is said to be signed.
            signature: The signature.
        """
        from joserfc import jws
        from joserfc.errors import JoseError

        raw = decoded(signature)
        if raw is None or len(raw) != 2 * _HALF or int.from_bytes(raw[_HALF:]) > _ORDER // 2:
            return False
        token = f"{_HEADER}.{encoded(message)}.{signature}"
        for key in self._keys:
            try:
                jws.deserialize_compact(token, key, algorithms=[_ALGORITHM])
            except JoseError:
                continue
            return True
        return False

    @override
    def __reduce__(self) -> NoReturn:
        trouble, remedy = "holds keys, which are not pickled", "Make it anew where it is needed."
        raise InvalidValueError(trouble, field="signer", remedy=remedy, code="signer_pickled")

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}(keys=<{len(self._keys)} not shown>)"


class Es256Signer(Es256Verifier):
    """A private key that signs, and the keys before it that still verify; see `Es256Verifier`.

    Args:
        keys: Keys as PEM or JWK, newest last. The newest signs and has to be private; all of
            them verify. Of a key that has signed its last, keep the public half alone and
            destroy the private one.

    Raises:
        mgov.errors.InvalidValueError: If there is no key, one that is no P-256 key or is meant
            for another use, or if the newest is not private.
        mgov.errors.MissingExtraError: If the extra `sign` is not installed.

    Example:
        >>> from joserfc.jwk import ECKey
        >>> from mgov import qr
        >>> signer = qr.Es256Signer([ECKey.generate_key("P-256").as_pem(private=True)])
        >>> signer.verify(b"a", signer.sign(b"a")), signer.verify(b"b", signer.sign(b"a"))
        (True, False)
    """

    __slots__ = ("_private",)

    def __init__(self, keys: Sequence[bytes | str | Jwk]) -> None:
        read = _read(keys)
        if not read[-1].is_private:
            _refuse("have a newest key that is not private", "Sign with a private key.")
        super().__init__([_parts(key, private=False) for key in read])
        self._private = read[-1]

    def sign(self, message: bytes) -> str:
        """Sign with the newest key.

        Args:
            message: What is signed, the payload of a JWS (RFC 7515) that is left out of it.
        """
        from joserfc import jws

        header = {"alg": _ALGORITHM}
        token = jws.serialize_compact(header, message, self._private, algorithms=[_ALGORITHM])
        raw = decoded(token.rpartition(".")[2]) or b""  # never empty: it has just been written
        s = int.from_bytes(raw[_HALF:])
        return encoded(raw[:_HALF] + min(s, _ORDER - s).to_bytes(_HALF))


def _read(keys: Sequence[bytes | str | Jwk]) -> list[ECKey]:
    given: object = keys  # a single key is a sequence or mapping too, of letters or names
    if isinstance(given, bytes | str | Mapping) or not keys:
        _refuse("are no list of keys", "Give a list of one key or more, the newest last.")
    return [_key(key) for key in keys]


def _key(written: bytes | str | Jwk) -> ECKey:
    try:
        from joserfc.errors import JoseError
        from joserfc.jwk import ECKey
    except ImportError:
        raise MissingExtraError("joserfc", extra="sign", purpose="signing with ES256") from None
    try:
        # A name that joserfc knows none for, such as that of another curve, is a KeyError.
        key = ECKey.import_key(dict(written) if isinstance(written, Mapping) else written)
        curve = key.curve_name
    except (JoseError, ValueError, TypeError, KeyError):
        curve = None
    if curve != _CURVE:
        # Here, and not above: the cause of an error may repeat the key.
        remedy = "Give a P-256 key as PEM without a password, or as JWK."
        _refuse("have one that is no P-256 key", remedy)
    if isinstance(written, Mapping):
        meant = (written.get("use", "sig"), written.get("alg", _ALGORITHM))
        if meant != ("sig", _ALGORITHM):
            _refuse("have one that is meant for another use", "Give a key for ES256.")
    # Without what else a JWK may say, such as for which operations it is.
    return ECKey.import_key(dict(_parts(key, private=key.is_private)))


def _parts(key: ECKey, *, private: bool) -> dict[str, str]:
    written = key.as_dict(private=private)
    names = (*_PUBLIC_PARTS, "d") if private else _PUBLIC_PARTS
    return {name: str(written[name]) for name in names}


def _refuse(trouble: str, remedy: str) -> NoReturn:
    raise InvalidValueError(trouble, field="keys", remedy=remedy, code="signer_key")
