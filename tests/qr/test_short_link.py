from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mgov import HostPolicy, qr
from mgov.errors import InvalidDataError, InvalidValueError, UnsafeLinkError
from mgov.values.addressable import Addressable

LONG = qr.Link("https://www.gov.cn/zhuanti/", policy="gov.cn", title="专题").tagged(source="poster")
SHORT = "HTTPS://GO.GOV.CN/AB12CD"


class Service:
    """A short link service that answers as it is told."""

    def __init__(self, short: str, known: dict[str, str]) -> None:
        self.short = short
        self.known = known

    def shorten(self, address: str) -> str:  # noqa: ARG002 -- the form of a resolver
        return self.short

    def expand(self, address: str) -> str | None:
        return self.known.get(address)


def test_a_short_link_carries_a_tagged_one_at_no_cost() -> None:
    table = qr.ShortLinkTable(entries={SHORT: LONG.text})
    link = qr.ShortLink.of(LONG, table)
    assert link.short.text == link.address == SHORT
    assert link.long == LONG
    assert link.title == link.short.title == LONG.title
    assert isinstance(link, Addressable)
    assert qr.make(link.short).size < qr.make(LONG).size
    assert qr.ShortLink.expand(SHORT, table, policy="gov.cn").long.text == LONG.text


def test_a_signature_behind_a_short_link_stays_right_whatever_is_added_in_front() -> None:
    signer = qr.HmacSigner([b"an invented key of 32 bytes ...."])
    signed = LONG.signed(signer)
    table = qr.ShortLinkTable(entries={SHORT: signed.text})
    short = qr.ShortLink.of(signed, table).short
    scanned = f"{short.text}?utm_source=forged"
    found = qr.ShortLink.expand(scanned, table, policy="gov.cn")
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert qr.check(found.long.text, policy="gov.cn", signer=signer, at=now).ok


@pytest.mark.parametrize(
    ("short", "known", "code"),
    [
        (SHORT, {LONG.text: "https://www.gov.cn/"}, "short_link_chain"),
        (LONG.text, {}, "short_link_loop"),
        (SHORT, {}, "short_link_unknown"),
        (SHORT, {SHORT: "https://www.gov.cn/zhuanti/"}, "short_link_changed"),
        (SHORT, {SHORT: LONG.text.replace("www", "evil")}, "short_link_changed"),
    ],
)
def test_a_resolver_that_contradicts_itself_is_refused(
    short: str, known: dict[str, str], code: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.ShortLink.of(LONG, Service(short, known))
    assert caught.value.code == code
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({}, "short_link_unknown"),
        ({SHORT: SHORT}, "short_link_loop"),
        ({SHORT: "https://go.gov.cn/AB12CD?utm_source=x"}, "short_link_loop"),
        ({SHORT: "https://go.gov.cn/b", "https://go.gov.cn/b": SHORT}, "short_link_loop"),
        (
            {SHORT: "https://go.gov.cn/b", "https://go.gov.cn/b": "https://www.gov.cn/"},
            "short_link_chain",
        ),
        ({SHORT: "https://www.gov.cn.evil.com/"}, "host_imitates"),
        ({SHORT: "javascript:alert(1)"}, "address_scheme"),
    ],
)
def test_a_short_link_that_leads_astray_is_refused(known: dict[str, str], code: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.ShortLink.expand(SHORT, Service("", known), policy="gov.cn")
    assert caught.value.code == code


def test_both_ends_are_checked_each_by_its_policy() -> None:
    ours = HostPolicy(hosts=["go.example.org"])
    table = qr.ShortLinkTable(entries={"https://go.example.org/a": LONG.text})
    assert qr.ShortLink.of(LONG, table, policy=ours).short.policy == ours
    with pytest.raises(UnsafeLinkError):
        qr.ShortLink.of(LONG, table)
    found = qr.ShortLink.expand(
        "https://go.example.org/a", table, policy="gov.cn", short_policy=ours
    )
    assert (found.short.policy, found.long.policy) == (ours, HostPolicy.named("gov.cn"))
    with pytest.raises(UnsafeLinkError):
        qr.ShortLink.expand("https://go.example.org/a", table, policy="gov.cn")


def test_a_scanned_address_is_found_in_any_spelling_and_passes_no_tags_on() -> None:
    table = qr.ShortLinkTable(entries={SHORT: LONG.text})
    scanned = "https://go.gov.cn/AB12CD?utm_source=forged"
    found = qr.ShortLink.expand(scanned, table, policy="gov.cn")
    assert found.long.text == LONG.text
    assert found.long.tags.source == "poster"
    assert table.expand("https://go.gov.cn/ab12cd") is None


@pytest.mark.parametrize(
    "entries",
    [
        {"https://go.gov.cn/a": LONG.text, "https://go.gov.cn/b": LONG.text},
        {SHORT: LONG.text, "https://go.gov.cn/AB12CD": "https://www.gov.cn/"},
    ],
)
def test_a_table_has_one_short_link_a_page(entries: dict[str, str]) -> None:
    with pytest.raises(InvalidDataError) as caught:
        qr.ShortLinkTable(entries=entries)
    assert caught.value.problems[0].code == "short_link_twice"


def test_a_table_makes_no_links_of_its_own() -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.ShortLink.of(LONG, qr.ShortLinkTable(entries={}))
    assert caught.value.code == "short_link_missing"
