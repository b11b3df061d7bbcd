from __future__ import annotations

import pytest

from mgov import qr
from mgov.errors import InvalidDataError, InvalidValueError, UnsafeLinkError
from mgov.values.addressable import Addressable
from mgov.values.text import Text

PAGES = qr.LanguageVariants.of(
    {
        "zh": "https://www.gov.cn/",
        "zh-Hant": "https://www.gov.cn/big5/",
        "en": "https://english.www.gov.cn/",
    },
    title=Text(zh="中国政府网", en="The State Council"),
)


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (("en-GB",), "en"),
        (("zh-TW",), "zh-Hant"),
        (("zh-CN",), "zh"),
        (("fr", "EN"), "en"),
        (("fr",), "zh"),
        ((), "zh"),
    ],
)
def test_a_variant_is_looked_up_by_language(wanted: tuple[str, ...], language: str) -> None:
    assert PAGES.choose(*wanted).language == language
    link = qr.Link.in_language(PAGES, *wanted, policy="gov.cn")
    assert link.address == PAGES.choose(*wanted).address


def test_the_title_is_shown_in_the_language_of_the_page() -> None:
    assert str(qr.Link.in_language(PAGES, "en").title) == "The State Council"
    assert qr.Link.in_language(PAGES, "en").title == PAGES.title
    assert str(qr.Link.in_language(PAGES, "zh-Hant").title) == "中国政府网"
    untitled = PAGES.replace(title="gov.cn")
    assert str(qr.Link.in_language(untitled, "en").title) == "gov.cn"


def test_a_missing_language_may_be_an_error() -> None:
    with pytest.raises(InvalidValueError, match="There are zh, zh-Hant, en") as caught:
        qr.Link.in_language(PAGES, "fr", strict=True)
    assert caught.value.code == "language_missing"
    with pytest.raises(InvalidValueError):
        PAGES.choose("not a tag")


def test_no_language_leads_where_the_policy_forbids() -> None:
    pages = qr.LanguageVariants.of(
        {"zh": "https://www.gov.cn/", "en": "https://www.gov.cn.evil.com/"}, title="x"
    )
    with pytest.raises(UnsafeLinkError):
        qr.Link.in_language(pages, "zh", policy="gov.cn")
    assert qr.Link.in_language(pages, "zh").text == "https://www.gov.cn/"


def test_the_page_in_its_languages_is_addressable() -> None:
    assert isinstance(PAGES, Addressable)
    assert qr.Link(PAGES).text == "https://www.gov.cn/"


@pytest.mark.parametrize(
    ("addresses", "code"),
    [
        ({"zh": "https://www.gov.cn/", "ZH": "https://a.gov.cn/"}, "language_twice"),
        ({"zh_CN": "https://www.gov.cn/"}, "language_tag"),
        ({"zh": "www.gov.cn"}, "address_scheme_missing"),
        ({}, "too_short"),
    ],
)
def test_variants_that_are_none_are_refused(addresses: dict[str, str], code: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        qr.LanguageVariants.of(addresses, title="x")
    assert caught.value.problems[0].code == code
