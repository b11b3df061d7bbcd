from __future__ import annotations

import pickle
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import ECKey

from mgov import Organization, WebAddress, qr
from mgov.errors import InvalidValueError, MissingExtraError
from mgov.qr.signature import signature_state
from mgov.qr.signer import _ORDER, _decoded, _encoded
from mgov.services import Credential

OLD, NEW = b"an invented key of 32 bytes ....", b"another invented key, of 2026 ..."
SIGNER = qr.HmacSigner([OLD])
PAIR, OTHER_PAIR = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")
EC_SIGNER = qr.Es256Signer([PAIR.as_pem(private=True)])
PUBLIC = qr.Es256Verifier([PAIR.as_pem(private=False)])
LINK = qr.Link("https://www.gov.cn/a/b?c=1&d=%E5%B9%B4#part", policy="gov.cn")
END = datetime(2027, 1, 1, tzinfo=UTC)
SIGNED = LINK.signed(SIGNER, expires=END).text


def code_of(text: str, signer: qr.Verifier = SIGNER, at: datetime | None = None) -> str:
    return qr.check(text, policy="gov.cn", signer=signer, at=at or END - timedelta(days=1)).code


def test_a_signed_link_is_whole_and_says_until_when() -> None:
    verdict = qr.check(SIGNED, policy="gov.cn", signer=SIGNER, at=END - timedelta(days=1))
    assert (verdict.ok, verdict.code, verdict.expires) == (True, "signed", END)
    assert code_of(LINK.signed(SIGNER).text) == "signed"
    assert qr.check(LINK.signed(SIGNER).text, policy="gov.cn", signer=SIGNER).ok


@pytest.mark.parametrize(
    "address",
    [
        "https://www.gov.cn/",
        "https://www.gov.cn/?",
        "https://www.gov.cn",
        "https://www.gov.cn/#part",
        "https://www.gov.cn/?a",
        "https://www.gov.cn/?a=1&",
        "https://www.gov.cn/?a=1&a=1&&b",
        "HTTPS://WWW.GOV.CN/A",
    ],
)
@pytest.mark.parametrize("expires", [None, END])
def test_every_form_of_a_link_can_be_signed(address: str, expires: datetime | None) -> None:
    signed = qr.Link(address).signed(SIGNER, expires=expires)
    assert code_of(signed.text) == "signed"
    assert qr.make(signed).text == signed.text


def test_a_signature_is_as_long_as_it_is_said_to_be() -> None:
    assert len(SIGNER.sign(b"x")) == 22
    assert len(EC_SIGNER.sign(b"x")) == 86


@pytest.mark.parametrize(
    ("signer", "verifier"), [(SIGNER, SIGNER), (EC_SIGNER, PUBLIC)], ids=["hmac", "es256"]
)
def test_every_single_byte_that_is_changed_is_noticed(
    signer: qr.Signer, verifier: qr.Verifier
) -> None:
    signed = LINK.signed(signer, expires=END).text
    for place, old in enumerate(signed):
        for new in {chr(ord(old) ^ 1), chr(ord(old) ^ 32), "A", "0", "&", "="} - {old}:
            if new.isprintable() and new.isascii():
                changed = signed[:place] + new + signed[place + 1 :]
                assert code_of(changed, verifier) != "signed", changed


@given(st.data())
def test_nothing_can_be_put_in_taken_out_or_moved(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SIGNED)))
    end = data.draw(st.integers(start, len(SIGNED)))
    put_in = data.draw(
        st.text("abcxs01_&=?#/%.-", max_size=8)
        | st.sampled_from(["&_s=", "_s=x&", "&_x=9999999999", SIGNED[-20:], "%5Fs=", "&utm_a=b"])
    )
    changed = SIGNED[:start] + put_in + SIGNED[end:]
    assert (code_of(changed) == "signed") == (changed == SIGNED)


def test_known_attacks_fail() -> None:
    front, mark, fragment = SIGNED.partition("#")
    page, _, query = front.partition("?")
    parameters = query.split("&")
    *rest, expires, signature = parameters
    assert (expires[:3], signature[:3]) == ("_x=", "_s=")

    def asked(*given_parameters: str) -> str:
        return f"{page}?{'&'.join(given_parameters)}{mark}{fragment}"

    assert code_of(asked(*parameters)) == "signed"
    attacks = {
        "moved": asked(*rest[::-1], expires, signature),
        "repeated": asked(*rest, rest[0], expires, signature),
        "repeated signature": asked(*parameters, signature),
        "a second signature before": asked("_s=x", *parameters),
        "a second expiry before": asked("_x=9999999999", *parameters),
        "expiry taken out": asked(*rest, signature),
        "expiry later": asked(*rest, "_x=1798761601", signature),
        "expiry in another spelling": asked(*rest, f"_x=0{expires[3:]}", signature),
        "expiry after": asked(*rest, signature, expires),
        "something after": asked(*parameters, "utm_source=x"),
        "escape in small letters": SIGNED.replace("%E5", "%e5"),
        "escape taken out": SIGNED.replace("d=", "%64="),
        "host in capitals": SIGNED.replace("www", "WWW"),
        "port": SIGNED.replace(".cn/", ".cn:443/"),
        "fragment": SIGNED.replace("#part", "#other"),
        "fragment taken out": front,
        "signature into the fragment": f"{asked(*rest, expires)}&{signature}",
        "padding": asked(*rest, expires, f"{signature}=="),
        "empty signature": asked(*rest, expires, "_s="),
        "no value": asked(*rest, expires, "_s"),
    }
    for name, attack in attacks.items():
        assert code_of(attack) == "signature_wrong", name
    assert code_of(asked(*rest)) == "signature_missing"
    assert code_of(LINK.text) == "signature_missing"


def test_the_spare_bits_of_the_last_letter_are_no_second_spelling() -> None:
    bare = qr.Link("https://www.gov.cn/").signed(SIGNER).text
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    right = [letter for letter in alphabet if code_of(bare[:-1] + letter) == "signed"]
    assert right == [bare[-1]]


def test_the_second_spelling_of_an_ecdsa_signature_is_none() -> None:
    raw = _decoded(EC_SIGNER.sign(b"message"))
    assert raw is not None
    s = int.from_bytes(raw[32:])
    twin = _encoded(raw[:32] + (_ORDER - s).to_bytes(32))
    assert not PUBLIC.verify(b"message", twin)
    for nonsense in ("", "ä", "A", "AAAA", "a" * 86, "!" * 86):
        assert not PUBLIC.verify(b"message", nonsense)
        assert not SIGNER.verify(b"message", nonsense)


def test_a_link_expires_to_the_second() -> None:
    second = timedelta(seconds=1)
    assert code_of(SIGNED, at=END - second) == "signed"
    assert code_of(SIGNED, at=END) == "signature_expired"
    verdict = qr.check(SIGNED, policy="gov.cn", signer=SIGNER, at=END)
    assert not verdict.ok
    assert "expired" in str(verdict.message.in_language("en"))


@pytest.mark.parametrize("at", [None, datetime(2026, 1, 1)])  # noqa: DTZ001 # the point
def test_where_a_link_expires_the_moment_has_to_be_known(at: datetime | None) -> None:
    with pytest.raises(InvalidValueError, match="has no time zone, and the link expires"):
        qr.check(SIGNED, policy="gov.cn", signer=SIGNER, at=at)


def test_a_new_key_signs_and_old_codes_live_on_until_the_old_one_is_taken_out() -> None:
    both, only_new = qr.HmacSigner([OLD, NEW]), qr.HmacSigner([NEW])
    fresh = LINK.signed(both).text
    assert [code_of(each, both) for each in (SIGNED, fresh)] == ["signed", "signed"]
    assert [code_of(each, only_new) for each in (SIGNED, fresh)] == ["signature_wrong", "signed"]
    pairs = [PAIR.as_pem(private=True), OTHER_PAIR.as_pem(private=True)]
    printed = LINK.signed(EC_SIGNER).text
    assert code_of(printed, qr.Es256Signer(pairs)) == "signed"
    assert code_of(printed, qr.Es256Verifier([OTHER_PAIR.as_pem(private=False)])) != "signed"


def test_the_policy_comes_before_the_signature() -> None:
    elsewhere = qr.Link("https://www.gov.cn.example.com/").signed(SIGNER)
    assert code_of(elsewhere.text) == "host_imitates"
    assert not qr.check("tel:12345", policy="gov.cn", signer=SIGNER).ok
    assert qr.check("https://www.gov.cn/", policy="gov.cn").code == "allowed"


def test_any_program_that_knows_jose_can_verify() -> None:
    signature = EC_SIGNER.sign(b"https://www.gov.cn/?")
    payload = _encoded(b"mgov link 1\0https://www.gov.cn/?")
    header = _encoded(b'{"alg":"ES256"}')
    public = ECKey.import_key(PAIR.as_pem(private=False))
    assert jws.deserialize_compact(f"{header}.{payload}.{signature}", public)


def test_keys_show_nowhere() -> None:
    for signer in (SIGNER, EC_SIGNER, PUBLIC):
        assert "1 keys" in repr(signer)
        with pytest.raises(TypeError, match="not pickled"):
            pickle.dumps(signer)
    for keys in ([b"hush-hush"], ["not bytes but text of some length"], b"no list", []):
        with pytest.raises(InvalidValueError) as caught:
            qr.HmacSigner(keys)  # type: ignore[arg-type] # wrong on purpose
        assert "hush" not in str(caught.value)
        assert "not bytes" not in str(caught.value)


@pytest.mark.parametrize(
    "keys",
    [
        [],
        "-----BEGIN PUBLIC KEY-----",
        [b"nonsense"],
        [ECKey.generate_key("P-384").as_pem(private=True)],
    ],
)
def test_only_keys_of_the_right_curve_are_taken(keys: list[bytes]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.Es256Signer(keys)
    assert caught.value.code == "signer_key"


def test_a_public_key_does_not_sign() -> None:
    with pytest.raises(InvalidValueError, match="not private"):
        qr.Es256Signer([PAIR.as_pem(private=False)])


def test_without_joserfc_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "joserfc.jwk", None)
    with pytest.raises(MissingExtraError, match=r"mgov\[sign\]"):
        qr.Es256Verifier([PAIR.as_pem(private=False)])


def test_a_signed_link_is_neither_signed_again_nor_tagged() -> None:
    signed = LINK.signed(SIGNER)
    with pytest.raises(InvalidValueError, match="Sign the bare link"):
        signed.signed(SIGNER)
    with pytest.raises(InvalidValueError, match="Tag the link, then sign it"):
        signed.tagged(source="poster")
    tagged = LINK.tagged(source="poster", medium="qr").signed(SIGNER)
    assert code_of(tagged.text) == "signed"


@pytest.mark.parametrize(
    "expires",
    [
        datetime(2027, 1, 1),  # noqa: DTZ001 # the point
        datetime(2027, 1, 1, microsecond=5, tzinfo=UTC),
        datetime(1960, 1, 1, tzinfo=UTC),
    ],
)
def test_the_end_is_an_aware_whole_second(expires: datetime) -> None:
    with pytest.raises(InvalidValueError) as caught:
        LINK.signed(SIGNER, expires=expires)
    assert caught.value.field == "expires"


def test_the_state_of_a_signature_is_known_without_a_policy() -> None:
    assert signature_state(WebAddress(SIGNED), SIGNER, at=END).code == "signature_expired"


@pytest.mark.parametrize("kind", ["hmac", "es256"])
def test_a_credential_has_a_signed_link_to_verify_it(kind: Literal["hmac", "es256"]) -> None:
    signer: qr.Signer = SIGNER if kind == "hmac" else EC_SIGNER
    verifier: qr.Verifier = SIGNER if kind == "hmac" else PUBLIC
    license_ = Credential(
        identifier="511602-jy-2017-000042",
        type="食品经营许可证",
        organization="广安某餐饮有限公司",
        issuer=Organization(name="广安区市场监督管理局"),
        issued=datetime(2017, 8, 25, 2, tzinfo=UTC),
        valid_until=date(2022, 8, 24),
        time_zone="Asia/Shanghai",
        address="https://zz.example.gov.cn/v/k7Qm2x",
    )
    link = qr.Link(license_, policy="gov.cn").signed(signer, expires=END)
    assert str(link.title) == "食品经营许可证"
    [scan] = qr.read(qr.make(link).png())
    before = END - timedelta(seconds=1)
    assert qr.check(scan, policy="gov.cn", signer=verifier, at=before).code == "signed"
    assert qr.check(scan, policy="gov.cn", signer=verifier, at=END).code == "signature_expired"
    forged = scan.text.replace("k7Qm2x", "k7Qm2y")
    assert qr.check(forged, policy="gov.cn", signer=verifier, at=before).code == "signature_wrong"
