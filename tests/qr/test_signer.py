"""Keys: how they sign, verify, are changed, and show nowhere."""

from __future__ import annotations

import base64
import copy
import hashlib
import hmac
import json
import pickle
import sys
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from mgov import qr
from mgov.errors import InvalidValueError, MissingExtraError
from mgov.qr.signing.base64url import decoded, encoded

OLD, NEW = b"an invented key of 32 bytes ....", b"another invented key, of 2026 ..."
PAIR, LATER_PAIR = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")
SECRET = qr.HmacSigner([OLD])
AUTHORITY = qr.Es256Signer([PAIR.as_pem(private=True)])
ANYBODY = qr.Es256Verifier([PAIR.as_pem(private=False)])
BOTH = pytest.mark.parametrize(
    ("signer", "verifier"), [(SECRET, SECRET), (AUTHORITY, ANYBODY)], ids=["hmac", "es256"]
)
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
# A curve that has no name in JOSE.
BRAINPOOL = """-----BEGIN PUBLIC KEY-----
MFowFAYHKoZIzj0CAQYJKyQDAwIIAQEHA0IABClAuW+gqgMs+TaLyZkTAwwjin9Z
miHXctH/N4GxrlUOOjRYIJb71+vRCtyFI/GzxEWAcOEo9Tj31PnHL2c8HJ0=
-----END PUBLIC KEY-----"""


def jwk(**changes: object) -> dict[str, str | list[str]]:
    return {**PAIR.as_dict(private=False), **changes}  # type: ignore[dict-item] # also wrong ones


@BOTH
def test_what_is_signed_verifies_and_nothing_else_does(signer: qr.Signer, verifier: qr.Verifier):
    signature = signer.sign(b"message")
    assert verifier.verify(b"message", signature)
    assert signer.verify(b"message", signature)
    assert not verifier.verify(b"messag", signature)
    assert not verifier.verify(b"message\n", signature)
    assert not verifier.verify(b"", signature)


@given(message=st.binary(max_size=200))
def test_any_message_has_a_signature_of_22_or_86_characters(message: bytes):
    for signer, length in ((SECRET, 22), (AUTHORITY, 86)):
        signature = signer.sign(message)
        assert len(signature) == length
        assert signer.verify(message, signature)


def test_the_short_signature_is_the_first_half_of_the_hmac_of_the_standard_library():
    whole = hmac.digest(OLD, b"message", hashlib.sha256)
    assert base64.urlsafe_b64decode(SECRET.sign(b"message") + "==") == whole[:16]
    # RFC 4231, test case 2, with its key filled up by zeros, which HMAC does by itself.
    signer = qr.HmacSigner([b"Jefe".ljust(32, b"\0")])
    assert decoded(signer.sign(b"what do ya want for nothing?")) == bytes.fromhex(
        "5bdcc146bf60754e6a042426089575c7"
    )


def test_any_program_that_knows_jose_can_verify():
    header = encoded(b'{"alg":"ES256"}')
    compact = f"{header}.{encoded(b'message')}.{AUTHORITY.sign(b'message')}"
    public = ECKey.import_key(PAIR.as_pem(private=False))
    assert jws.deserialize_compact(compact, public, algorithms=["ES256"]).payload == b"message"


def test_what_another_program_signs_verifies_once_its_s_is_the_smaller_one():
    seen = set()
    for _ in range(64):  # each s is the smaller one by even chance
        token = jws.serialize_compact({"alg": "ES256"}, b"message", PAIR)
        signature = token.rpartition(".")[2]
        raw = decoded(signature)
        assert raw is not None
        smaller = int.from_bytes(raw[32:]) <= ORDER // 2
        seen.add(smaller)
        assert ANYBODY.verify(b"message", signature) is smaller
    assert seen == {True, False}


@BOTH
def test_a_signature_has_one_spelling(signer: qr.Signer, verifier: qr.Verifier):
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    signature = signer.sign(b"message")
    others = {signature[:-1] + letter for letter in alphabet} - {signature}
    others |= {f"{signature}=", f"{signature}==", f" {signature}", f"{signature}\n", signature[:-1]}
    others |= {f"{signature}A", f"{signature}AAAA", signature[:5] + "!" + signature[5:]}
    standard = signature.replace("-", "+").replace("_", "/")
    others |= {standard} - {signature}
    assert not any(verifier.verify(b"message", other) for other in others)


def test_the_twin_of_an_ecdsa_signature_is_none():
    raw = decoded(AUTHORITY.sign(b"message"))
    assert raw is not None
    twin = raw[:32] + (ORDER - int.from_bytes(raw[32:])).to_bytes(32)
    compact = f"eyJhbGciOiJFUzI1NiJ9.{encoded(b'message')}.{encoded(twin)}"
    assert jws.deserialize_compact(compact, PAIR)  # which others take for one
    assert not ANYBODY.verify(b"message", encoded(twin))


@BOTH
@given(nonsense=st.text(max_size=90))
def test_nonsense_is_no_signature_and_no_error(
    signer: qr.Signer, verifier: qr.Verifier, nonsense: str
):
    assert not verifier.verify(b"message", nonsense)
    assert not verifier.verify(b"message", "\ud800")
    assert not verifier.verify(b"message", "A" * len(signer.sign(b"")))  # r and s of zero


@pytest.mark.parametrize("algorithm", ["none", "HS256", "ES384", "RS256"])
def test_the_algorithm_is_pinned(algorithm: str):
    # The attacks of RFC 8725, 2.1: no algorithm, or the public key as the secret of another one.
    public = PAIR.as_pem(private=False)
    header = encoded(json.dumps({"alg": algorithm}).encode())
    message = f"{header}.{encoded(b'message')}".encode()
    forged = hmac.digest(public, message, "sha256")
    for signature in ("", encoded(forged), encoded(forged * 2)):
        assert not ANYBODY.verify(b"message", signature)


def test_the_newest_secret_signs_all_of_them_verify_and_one_taken_out_does_not():
    printed = SECRET.sign(b"message")
    both, only_new = qr.HmacSigner([OLD, NEW]), qr.HmacSigner([NEW])
    assert both.sign(b"message") == only_new.sign(b"message")
    assert both.verify(b"message", printed)
    assert not only_new.verify(b"message", printed)
    assert not SECRET.verify(b"message", both.sign(b"message"))


def test_the_newest_pair_signs_and_of_older_ones_the_public_half_is_enough():
    printed = AUTHORITY.sign(b"message")
    changed = qr.Es256Signer([PAIR.as_pem(private=False), LATER_PAIR.as_pem(private=True)])
    fresh = changed.sign(b"message")
    assert changed.verify(b"message", printed)
    assert [ANYBODY.verify(b"message", each) for each in (printed, fresh)] == [True, False]
    everybody = qr.Es256Verifier(changed.public_keys)
    assert [everybody.verify(b"message", each) for each in (printed, fresh)] == [True, True]
    later = qr.Es256Verifier([LATER_PAIR.as_pem(private=False)])
    assert [later.verify(b"message", each) for each in (printed, fresh)] == [False, True]


def test_keys_are_read_from_pem_and_jwk_and_published_without_their_secret():
    signature = AUTHORITY.sign(b"message")
    for key in (
        PAIR.as_pem(private=False),
        PAIR.as_pem(private=False).decode(),
        jwk(),
        jwk(kid="2026", use="sig", alg="ES256"),
        jwk(key_ops=["verify"]),
    ):
        assert qr.Es256Verifier([key]).verify(b"message", signature)
    private = {**PAIR.as_dict(private=True), "key_ops": ["sign"]}
    signer = qr.Es256Signer([private])
    assert signer.verify(b"message", signer.sign(b"message"))
    assert [set(key) for key in signer.public_keys] == [{"kty", "crv", "x", "y"}]


@BOTH
def test_keys_show_in_no_repr_and_no_pickle_and_no_copy(signer: qr.Signer, verifier: qr.Verifier):
    for each in (signer, verifier):
        assert repr(each) == f"{type(each).__name__}(keys=<1 not shown>)"
        assert str(each) == repr(each)
        assert not hasattr(each, "__dict__")
        for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(InvalidValueError, match="holds keys, which are not pickled"):
                attempt(each)


def test_a_signer_holds_no_secret_that_could_be_read_from_it():
    held = [getattr(SECRET, name) for name in SECRET.__slots__]
    assert OLD.decode() not in repr(held)
    with pytest.raises(TypeError):
        pickle.dumps(held)


@pytest.mark.parametrize(
    "keys",
    [
        [],
        (),
        b"an invented key of 32 bytes, hush",
        "an invented key of 32 characters, hush",
        [b"hush"],
        [b"thirty-one bytes, one few: hush"],
        [OLD, b""],
        ["an invented key of 32 characters, hush"],
    ],
)
def test_a_secret_is_bytes_and_long_and_no_error_tells_it(keys: list[bytes]):
    with pytest.raises(InvalidValueError) as caught:
        qr.HmacSigner(keys)
    assert (caught.value.code, caught.value.field) == ("signer_key", "keys")
    assert "hush" not in "".join(traceback.format_exception(caught.value, limit=0))


WRONG_KEYS = {
    "none": [],
    "no list": PAIR.as_pem(private=True),
    "no list but a text": PAIR.as_pem(private=True).decode(),
    "no list but a JWK": PAIR.as_dict(private=True),
    "nonsense": [b"nonsense"],
    "empty": [b""],
    "no text": [None],
    "P-384": [ECKey.generate_key("P-384").as_pem(private=True)],
    "secp256k1": [ECKey.generate_key("secp256k1").as_pem(private=True)],
    "brainpool": [BRAINPOOL],
    "RSA": [RSAKey.generate_key(2048, auto_kid=False).as_pem(private=True)],
    "Ed25519": [OKPKey.generate_key("Ed25519").as_pem(private=True)],
    "a secret": [OctKey.generate_key(256).as_dict(private=True)],
    "with a password": [PAIR.as_pem(private=True, password="x")],  # noqa: S106 -- of no secret
    "one of two": [PAIR.as_pem(private=True), b"nonsense"],
    "empty JWK": [{}],
    "unknown curve": [jwk(crv="P-257")],
    "curve of another kind": [jwk(crv=256)],
    "not on the curve": [jwk(x=encoded(b"\1" * 32))],
    "halves that do not fit": [{**PAIR.as_dict(private=True), "d": encoded(b"\1" * 32)}],
    "for encryption": [jwk(use="enc")],
    "for another algorithm": [jwk(alg="ES384")],
}


@pytest.mark.parametrize("keys", WRONG_KEYS.values(), ids=WRONG_KEYS)
@pytest.mark.parametrize("kind", [qr.Es256Signer, qr.Es256Verifier])
def test_only_keys_of_p_256_are_taken_and_no_error_tells_them(
    kind: type[qr.Es256Verifier], keys: list[bytes]
):
    with pytest.raises(InvalidValueError) as caught:
        kind(keys)
    assert (caught.value.code, caught.value.field) == ("signer_key", "keys")
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_a_public_key_does_not_sign():
    with pytest.raises(InvalidValueError, match="newest key that is not private"):
        qr.Es256Signer([LATER_PAIR.as_pem(private=True), PAIR.as_pem(private=False)])


def test_who_only_verifies_must_not_hold_a_private_key():
    with pytest.raises(InvalidValueError, match="have a private key"):
        qr.Es256Verifier([PAIR.as_pem(private=True)])


def test_without_joserfc_the_extra_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "joserfc.jwk", None)
    with pytest.raises(MissingExtraError, match=r"mgov\[sign\]"):
        qr.Es256Verifier([PAIR.as_pem(private=False)])
    assert SECRET.verify(b"message", SECRET.sign(b"message"))  # which needs none of it
