"""What a scanner's app is told about whatever a code holds."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import HostPolicy, WebAddress, qr
from mgov.errors import InvalidValueError

SECRET = qr.HmacSigner([b"an invented key of 32 bytes ...."])
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def code_of(text: str) -> str:
    return qr.check(text, policy="gov.cn").code


def test_a_link_that_the_policy_allows_is_given_to_be_opened():
    verdict = qr.check("https://www.gov.cn/政策", policy="gov.cn")
    assert (verdict.ok, verdict.code) == (True, "allowed")
    assert verdict.address == "https://www.gov.cn/%E6%94%BF%E7%AD%96"
    assert verdict.message.in_language("en") == "This link leads to a Chinese government website."
    assert verdict.expires is None


def test_a_policy_is_given_by_its_name_or_itself():
    own = HostPolicy(hosts=["city.example.com"], title={"en": "the city", "zh": "本市网站"})
    verdict = qr.check("https://city.example.com/", policy=own)
    assert verdict.message.in_language("zh") == "该链接指向本市网站。"
    with pytest.raises(InvalidValueError, match="is not the name of a policy"):
        qr.check("https://city.example.com/", policy="nowhere")


def test_a_scan_is_checked_as_its_text_is():
    (scan,) = qr.read(qr.make_text("https://www-gov-cn.com/").png())
    verdict = qr.check(scan, policy="gov.cn")
    assert verdict == qr.check(scan.text, policy="gov.cn")
    assert (verdict.ok, verdict.code, verdict.address) == (False, "host_imitates", None)


@pytest.mark.parametrize(
    "text",
    [
        "WIFI:T:WPA;S:hall;P:12345678;;",
        "WIFI:T:WPA;S:Guest of the hall;P:1 2 3;;",
        "tel:12345",
        "TEL:+86 10 12345",
        "sms:12345?body=refund",
        "SMSTO:12345:refund",
        "mailto:office@example.gov.cn",
        "geo:30.47,106.63",
        "MECARD:N:Office;TEL:12345;;",
        "MATMSG:TO:office@example.gov.cn;;",
        "DPP:K:MDkwEwYHKoZIzj0;;",
        "BEGIN:VCARD\r\nVERSION:3.0\r\nURL:https://www.gov.cn/\r\nEND:VCARD",
        "BEGIN:VEVENT\nSUMMARY:hearing\nEND:VEVENT",
        " \twi\nfi:S:hall;;",
    ],
)
def test_a_number_a_network_or_a_card_is_no_link(text: str):
    verdict = qr.check(text, policy="gov.cn")
    assert (verdict.ok, verdict.code, verdict.address) == (False, "other_content", None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "hello",
        "Please wait",
        "请到3号窗口",
        "请等候。谢谢",
        "A-0042",
        "12345",
        "see www.gov.cn now",
        "a\0b",
    ],
)
def test_a_text_is_no_link(text: str):
    verdict = qr.check(text, policy="gov.cn")
    assert (verdict.ok, verdict.code, verdict.address) == (False, "plain_text", None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("www.gov.cn/a", "address_scheme_missing"),
        ("www。gov。cn", "address_scheme_missing"),
        ("//evil.example/", "address_scheme_missing"),
        ("\\\\evil.example\\", "address_backslash"),
        ("/\\evil.example", "address_backslash"),
        ("ｈｔｔｐｓ：//evil.example/", "address_scheme_missing"),
        ("see //evil.example now", "address_space"),
        ("javascript:alert(1)", "address_scheme"),
        ("javascript: alert(1)", "address_scheme"),
        ("java\nscript:alert(1)", "address_scheme"),
        ("\x01javascript:alert(1)", "address_scheme"),
        ("data:text/html,<script>alert(1)</script>", "address_scheme"),
        ("intent://scan/#Intent;scheme=zxing;end", "address_scheme"),
        ("weixin://dl/business/?t=x", "address_scheme"),
        ("alipays://platformapi/startapp?appId=1", "address_scheme"),
        ("file:///etc/passwd", "address_scheme"),
        ("Note: bring your card", "address_scheme"),
        ("telnet:evil.example", "address_scheme"),
        ("tel.evil.example:443/a", "address_scheme"),
        (" https://www.gov.cn/", "address_space"),
        ("https://www.gov.cn/\n", "address_control_character"),
        ("\nht\ntps://www.gov.cn/", "address_control_character"),
        ("\0https://www.gov.cn/", "address_control_character"),
        ("https:www.gov.cn", "address_slashes"),
        ("https://tel:12345@www.gov.cn/", "address_user_info"),
    ],
)
def test_what_some_program_might_open_is_not_made_light_of(text: str, code: str):
    verdict = qr.check(text, policy="gov.cn")
    assert not verdict.ok
    assert verdict.code == code
    assert verdict.message.in_language("en") == HostPolicy.named("gov.cn").check(
        text if verdict.code != "address_scheme" else "x:"
    ).message.in_language("en")


@given(text=st.text(max_size=40) | st.binary(max_size=40).map(lambda raw: raw.decode("latin-1")))
def test_whatever_was_scanned_is_a_verdict_and_no_error(text: str):
    for signer in (None, SECRET):
        verdict = qr.check(text, policy="gov.cn", signer=signer, at=NOW)
        assert (verdict.ok, verdict.address) == (False, None)
        assert verdict.message.in_language("zh")


def test_even_what_is_no_text_is_a_verdict():
    verdict = qr.check(None, policy="gov.cn")  # type: ignore[arg-type] # of an untyped program
    assert (verdict.ok, verdict.code) == (False, "address_type")


@given(tail=st.text(alphabet="ab./年?&=#+%20é", max_size=20))
def test_what_may_be_opened_is_what_the_policy_has_checked(tail: str):
    text = f"https://www.gov.cn/{tail}"
    verdict = qr.check(text, policy="gov.cn")
    assert verdict.address == (WebAddress(text) if verdict.ok else None)


def test_where_a_signature_is_asked_for_a_bare_link_is_not_enough():
    verdict = qr.check("https://www.gov.cn/", policy="gov.cn", signer=SECRET, at=NOW)
    assert (verdict.ok, verdict.code, verdict.address) == (False, "signature_missing", None)


def test_the_policy_comes_before_the_signature():
    for text in ("tel:12345", "hello", "https://www.gov.cn.example.com/", "http://www.gov.cn/"):
        with_signer = qr.check(text, policy="gov.cn", signer=SECRET, at=NOW)
        assert with_signer == qr.check(text, policy="gov.cn")


@pytest.mark.parametrize(
    ("at", "code"),
    [(None, "missing"), (datetime(2026, 11, 24), "timezone_aware")],  # noqa: DTZ001 -- the point
)
@pytest.mark.parametrize("text", ["https://www.gov.cn/", "tel:12345", "https://evil.example/"])
def test_with_a_signer_the_moment_is_needed_whatever_was_scanned(
    text: str, at: datetime | None, code: str
):
    with pytest.raises(InvalidValueError) as caught:
        qr.check(text, policy="gov.cn", signer=SECRET, at=at)
    assert (caught.value.field, caught.value.code) == ("at", code)


def test_a_verdict_goes_to_an_app_as_json_and_comes_back():
    link = qr.Link("https://www.gov.cn/", policy="gov.cn").signed(SECRET, expires=NOW)
    verdict = qr.check(link.text, policy="gov.cn", signer=SECRET, at=NOW)
    assert verdict.code == "signature_expired"
    assert qr.Verdict.model_validate_json(verdict.model_dump_json()) == verdict


def test_every_sentence_is_there_in_english_and_chinese():
    text = resources.files("mgov.qr").joinpath("verdicts.toml").read_text("utf-8")
    told = tomllib.loads(text)
    assert set(told) == {
        "signed",
        "signature_missing",
        "signature_wrong",
        "signature_expired",
        "plain_text",
        "other_content",
    }
    for sentences in told.values():
        assert sentences["en"].endswith(".")
        assert sentences["zh"].endswith("。")
