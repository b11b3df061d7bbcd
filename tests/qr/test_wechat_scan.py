from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import qr
from mgov.errors import InvalidValueError, UnsafeLinkError

LINK = "https://www.gov.cn/%E6%94%BF%E7%AD%96?a=1&b=%26#c"
Q = quote(LINK, safe="-_.!~*'()")  # as encodeURIComponent


@pytest.mark.parametrize(
    "launch",
    [
        {"q": Q, "scancode_time": "1502932271"},
        f"q={Q}&scancode_time=1502932271",
        f"?scancode_time=1502932271&q={Q}",
        f"pages/index/index?x=1&q={Q}&scancode_time=1502932271&x=2",
    ],
)
def test_the_scanned_link_is_decoded_once(launch: str | Mapping[str, str]) -> None:
    link, scanned_at = qr.parse_q(launch, policy="gov.cn")
    assert link.text == LINK
    assert link.policy.suffixes
    assert scanned_at == datetime(2017, 8, 17, 1, 11, 11, tzinfo=UTC)


@given(st.text(max_size=20), st.integers(0, 99_999_999_999))
def test_every_link_comes_through(tail: str, seconds: int) -> None:
    try:
        printed = qr.Link(f"https://www.gov.cn/{tail}")
    except UnsafeLinkError:
        return
    q = quote(printed.text, safe="-_.!~*'()")
    link, scanned_at = qr.parse_q(f"q={q}&scancode_time={seconds}", policy="any")
    assert link.text == printed.text
    assert scanned_at is not None
    assert scanned_at.timestamp() == seconds


def test_a_plus_in_a_link_stays_a_plus() -> None:
    q = quote("https://www.gov.cn/?a=1+2", safe="")
    assert qr.parse_q({"q": q}, policy="any").link.text == "https://www.gov.cn/?a=1+2"


def test_a_time_that_wechat_did_not_tell_is_none() -> None:
    assert qr.parse_q({"q": Q}, policy="gov.cn").scanned_at is None


@pytest.mark.parametrize(
    ("launch", "code"),
    [
        ({}, "q_missing"),
        ("pages/index/index", "q_missing"),
        ("q=", "q_missing"),
        (f"q={Q}&q={Q}", "q_twice"),
        (f"q={Q}&scancode_time=1&scancode_time=2", "q_twice"),
        ({"q": LINK}, "q_not_encoded"),
        (f"q={Q}%2", "q_not_encoded"),
        (f"q={Q}%FF", "q_not_utf8"),
        ({"q": quote(Q, safe="")}, "q_encoded_twice"),
        ({"q": Q, "scancode_time": "1502932271000"}, "q_time"),
        ({"q": Q, "scancode_time": "yesterday"}, "q_time"),
        ({"q": Q, "scancode_time": ""}, "q_time"),
        ({"q": Q, "scancode_time": "１５０２９３２２７１"}, "q_time"),
        ({"q": quote("https://www.gov.cn.evil.com/", safe="")}, "host_imitates"),
        ({"q": quote("javascript:alert(1)", safe="")}, "address_scheme"),
    ],
)
def test_what_wechat_would_not_send_is_a_clear_error(
    launch: str | Mapping[str, str], code: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.parse_q(launch, policy="gov.cn")
    assert caught.value.code == code
    assert caught.value.remedy


def test_milliseconds_are_called_so() -> None:
    with pytest.raises(InvalidValueError, match="is in milliseconds"):
        qr.parse_q({"q": Q, "scancode_time": "1502932271000"}, policy="gov.cn")
