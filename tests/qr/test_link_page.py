from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import qr
from mgov.errors import UnsafeLinkError
from mgov.qr.page import page_of
from mgov.values.web_address import WebAddress

ANY = {"any_host": True, "schemes": ["https", "http"], "ports": [8443]}


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ("https://www.gov.cn", "https://www.gov.cn/"),
        ("HTTPS://WWW.GOV.CN:443/A", "https://www.gov.cn/A"),
        ("http://www.gov.cn:80/", "http://www.gov.cn/"),
        ("https://www.gov.cn:8443/", "https://www.gov.cn:8443/"),
        ("https://www.gov.cn/%7e%41%e5%b9%b4%2f", "https://www.gov.cn/~A%E5%B9%B4%2F"),
        ("https://www.gov.cn/a/./b/../c", "https://www.gov.cn/a/c"),
        ("https://www.gov.cn/a/%2e%2E/c", "https://www.gov.cn/c"),
        ("https://www.gov.cn/../../a/..", "https://www.gov.cn/"),
        ("https://www.gov.cn/a/b/.", "https://www.gov.cn/a/b/"),
        ("https://www.gov.cn/a//b", "https://www.gov.cn/a//b"),
        ("https://www.gov.cn/?utm_source=a&b=1&UTM_x=2#", "https://www.gov.cn/?b=1"),
        ("https://www.gov.cn/?utm_source=a#/route", "https://www.gov.cn/#/route"),
        ("https://www.gov.cn/?", "https://www.gov.cn/"),
        ("https://www.gov.cn/?b=2&a=1", "https://www.gov.cn/?b=2&a=1"),
        ("https://政务.cn/", "https://xn--zfr164b.cn/"),
    ],
)
def test_a_page_has_one_spelling(written: str, page: str) -> None:
    assert page_of(WebAddress(written)) == page


@given(st.text(alphabet="ab./%2eE5~é?&=#utm_", max_size=30))
def test_the_page_of_a_page_is_itself_and_tags_do_not_change_it(tail: str) -> None:
    try:
        link = qr.Link(f"https://www.gov.cn/{tail}")
    except UnsafeLinkError:
        return
    assert page_of(link.page) == link.page
    assert link.tagged(source="poster", existing="replace").page == link.page
    assert link.tagged(source="poster", existing="keep").page == link.page


def test_links_to_one_page_are_found_though_they_differ() -> None:
    links = [
        qr.Link("https://www.gov.cn/a?utm_source=poster"),
        qr.Link("https://WWW.gov.cn/b/../a"),
        qr.Link("https://www.gov.cn/c"),
    ]
    assert len(set(links)) == 3
    assert len({link.page: link for link in links}) == 2
