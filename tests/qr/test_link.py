from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import qr
from mgov.errors import InvalidValueError, UnsafeLinkError
from mgov.values.host_policy import HostPolicy
from mgov.values.text import Text
from mgov.values.web_address import WebAddress


class Notice:
    def __init__(self, address: WebAddress | None, title: Text | str = "公告") -> None:
        self.address = address
        self.title = title


def test_a_link_holds_what_goes_into_the_code() -> None:
    link = qr.Link("https://www.gov.cn/政策")
    assert link.text == link.address == "https://www.gov.cn/%E6%94%BF%E7%AD%96"
    assert type(link.text) is str
    assert link.policy == HostPolicy.named("any")
    assert link.title == Text("www.gov.cn/政策")


def test_a_link_takes_address_and_title_of_what_has_them() -> None:
    notice = Notice(WebAddress("https://www.gov.cn/"), Text(zh="公告", en="Notice"))
    assert qr.Link(notice).title == Text(zh="公告", en="Notice")
    assert qr.Link(notice, title="通知").title == Text("通知")
    assert qr.Link(notice).text == "https://www.gov.cn/"


def test_a_link_to_a_link_keeps_its_policy_and_title() -> None:
    link = qr.Link("https://www.gov.cn/", policy="gov.cn", title="中国政府网")
    assert qr.Link(link) == link
    assert qr.Link(link, policy="any").policy == HostPolicy.named("any")


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("http://www.gov.cn/", "scheme_not_allowed"),
        ("https://www.gov.cn.evil.com/", "host_imitates"),
        ("javascript:alert(1)", "address_scheme"),
        ("", "address_scheme_missing"),
    ],
)
def test_an_unsafe_link_is_refused(target: str, code: str) -> None:
    with pytest.raises(UnsafeLinkError) as caught:
        qr.Link(target, policy="gov.cn")
    assert caught.value.code == code
    assert caught.value.remedy


def test_a_policy_may_allow_http_for_old_links() -> None:
    policy = HostPolicy.named("gov.cn").replace(schemes=("https", "http"))
    assert qr.Link("http://www.sczwfw.gov.cn/", policy=policy).text == "http://www.sczwfw.gov.cn/"


@pytest.mark.parametrize("target", [Notice(None), 7, None])
def test_what_has_no_address_makes_no_link(target: object) -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.Link(target)  # type: ignore[arg-type] # wrong on purpose
    assert caught.value.code == "link_target"


def test_a_link_cannot_be_changed_and_survives_copies() -> None:
    link = qr.Link("https://www.gov.cn/", policy="gov.cn")
    with pytest.raises(FrozenInstanceError):
        link.address = WebAddress("https://evil.com/")  # type: ignore[misc] # wrong on purpose
    assert copy.deepcopy(link) == link
    assert pickle.loads(pickle.dumps(link)) == link  # noqa: S301 -- our own
    assert hash(link.address) == hash("https://www.gov.cn/")


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("https://www.gov.cn/", "www.gov.cn"),
        ("https://www.gov.cn", "www.gov.cn"),
        ("http://www.gov.cn/a", "http://www.gov.cn/a"),
        ("https://xn--zfr164b.cn/%E9%A6%96%E9%A1%B5?%E5%B9%B4=1#b", "政务.cn/首页?年=1#b"),
        ("HTTPS://GO.GOV.CN/AB12CD", "GO.GOV.CN/AB12CD"),
        ("https://www.gov.cn/a%20b%2Fc", "www.gov.cn/a%20b%2Fc"),
        ("https://www.gov.cn/%FF", "www.gov.cn/%FF"),
        ("https://www.gov.cn/%41", "www.gov.cn/%41"),
        (f"https://www.gov.cn/{'a' * 50}", "www.gov.cn/…"),
        (f"https://xn--zfr164b.cn/{'a' * 50}", "政务.cn/…"),
        (f"http://www.gov.cn:8080/{'a' * 50}", "http://www.gov.cn:8080/…"),
    ],
)
def test_the_readable_address_leads_to_the_same_page(text: str, readable: str) -> None:
    policy = HostPolicy(any_host=True, schemes=["https", "http"], ports=[8080])
    assert qr.Link(text, policy=policy).readable == readable


@given(st.text(max_size=20))
def test_a_readable_address_typed_anew_is_the_same_link(name: str) -> None:
    try:
        link = qr.Link(f"https://www.gov.cn/{name}")
    except UnsafeLinkError:
        return
    if not link.readable.endswith("…"):
        typed = WebAddress(f"https://{link.readable}")
        assert str(typed).removesuffix("/") == link.text.removesuffix("/")


@pytest.mark.parametrize(
    ("text", "tagged"),
    [
        ("https://www.gov.cn", "https://www.gov.cn?utm_source=poster"),
        ("https://www.gov.cn/a?", "https://www.gov.cn/a?utm_source=poster"),
        ("https://www.gov.cn/a&", "https://www.gov.cn/a&?utm_source=poster"),
        ("https://www.gov.cn/?a=1", "https://www.gov.cn/?a=1&utm_source=poster"),
        ("https://www.gov.cn/?a=1&", "https://www.gov.cn/?a=1&utm_source=poster"),
        ("https://www.gov.cn/?a=1#/b?c", "https://www.gov.cn/?a=1&utm_source=poster#/b?c"),
        (
            "https://www.gov.cn/#?utm_source=x",
            "https://www.gov.cn/?utm_source=poster#?utm_source=x",
        ),
    ],
)
def test_tags_are_added_to_the_query(text: str, tagged: str) -> None:
    link = qr.Link(text, policy="gov.cn", title="首页")
    assert link.tagged(source="poster").text == tagged
    assert link.tagged(source="poster").policy == link.policy
    assert link.tagged(source="poster").title == link.title


def test_all_tags_stand_in_one_order() -> None:
    link = qr.Link("https://www.gov.cn/")
    assert link.tagged(campaign="report-2017", medium="qr", source="a.b_c").address.query == (
        "utm_source=a.b_c&utm_medium=qr&utm_campaign=report-2017"
    )


@pytest.mark.parametrize(
    "tag", ["", "Poster", "work report", "海报", "a--b", "-a", "a-", "a&b=c", "a" * 41, "a\n"]
)
def test_a_tag_in_free_form_is_refused(tag: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.Link("https://www.gov.cn/").tagged(source="poster", campaign=tag)
    assert caught.value.code == "link_tag"
    assert caught.value.field == "campaign"


@pytest.mark.parametrize("query", ["utm_source=a", "a=1&UTM_medium=b"])
def test_a_tagged_link_is_not_tagged_again(query: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.Link(f"https://www.gov.cn/?{query}").tagged(source="poster")
    assert caught.value.code == "link_tagged"
