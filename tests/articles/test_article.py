from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.articles import Article, ArticleKind, Body
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.addressable import Addressable
from mgov.values.organization import Organization
from mgov.values.text import Text

BEIJING = ZoneInfo("Asia/Shanghai")
ARTICLE = Article(
    identifier="1",
    title="“掌上政务”的三大亮点",
    kind=ArticleKind.NEWS,
    published=datetime(2017, 8, 17, 5, 21, tzinfo=BEIJING),
    publisher=Organization(
        name=Text(zh="中国政府网", en="www.gov.cn"), alternative_names=["政府网"]
    ),
    language="zh-cn",
    address="https://www.example.gov.cn/1.htm",
    body="我国手机网民规模达7.24亿，较2016年底增加2830万人。\n\n视频长2分50秒。",
)


def test_an_article_is_addressable():
    assert isinstance(ARTICLE, Addressable)


def test_an_article_survives_json():
    assert Article.model_validate_json(ARTICLE.model_dump_json()) == ARTICLE


@pytest.mark.parametrize(
    ("source", "source_address", "is_reprint"),
    [
        (None, None, False),
        ("中国政府网", None, False),
        ("政府网", None, False),
        ({"en": "www.gov.cn", "fr": "gouvernement"}, None, False),
        ("人民日报", None, True),
        (None, "https://www.example.gov.cn/1.htm", False),
        (None, "https://paper.example.cn/1.htm", True),
        ("中国政府网", "https://old.example.gov.cn/1.htm", False),
    ],
)
def test_a_reprint_names_another_source(source: object, source_address: str, *, is_reprint: bool):
    article = ARTICLE.replace(source=source, source_address=source_address)
    assert article.is_reprint is is_reprint


def test_a_reprint_is_cited_by_its_source():
    assert ARTICLE.canonical_address == ARTICLE.address
    reprint = ARTICLE.replace(source_address="https://paper.example.cn/1.htm")
    assert reprint.canonical_address == "https://paper.example.cn/1.htm"
    assert ARTICLE.replace(address=None).canonical_address is None


def test_age_is_what_passed_since_the_publication():
    assert ARTICLE.age(datetime(2017, 8, 16, 22, 21, tzinfo=UTC)) == timedelta(hours=1)
    assert ARTICLE.age(ARTICLE.published) == timedelta(0)
    assert ARTICLE.age(ARTICLE.published - timedelta(hours=1)) == timedelta(hours=-1)


def test_age_is_not_misled_by_a_clock_that_was_put_forward():
    london = ZoneInfo("Europe/London")
    article = ARTICLE.replace(published=datetime(2017, 3, 26, 0, tzinfo=london))
    assert article.age(datetime(2017, 3, 26, 3, tzinfo=london)) == timedelta(hours=2)


@given(
    st.timezones(),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001 -- zone below
)
def test_age_is_the_same_in_every_time_zone(zone: ZoneInfo, moment: datetime):
    at = moment.replace(tzinfo=UTC)
    assert ARTICLE.age(at.astimezone(zone)) == ARTICLE.age(at)


def test_age_wants_a_time_zone():
    with pytest.raises(InvalidValueError) as error:
        ARTICLE.age(datetime(2017, 8, 17))  # noqa: DTZ001 -- the mistake that is meant
    assert (error.value.field, error.value.code) == ("at", "timezone_aware")


def test_the_language_is_a_tag():
    assert ARTICLE.language == "zh-CN"
    with pytest.raises(InvalidDataError) as error:
        ARTICLE.replace(language="Chinese (simplified)")
    assert error.value.problems[0].code == "language_tag"


def test_a_publication_has_a_time_zone():
    with pytest.raises(InvalidDataError) as error:
        ARTICLE.replace(published="2017-08-17T05:21:00")
    assert str(error.value.problems[0]).startswith("published: has no time zone. Write an offset")


def test_figures_are_found_in_every_text_of_the_body():
    found = [(figure.text, figure.value) for figure in ARTICLE.figures()]
    assert [value for _, value in found] == [724_000_000, 28_300_000, 170]
    assert ARTICLE.replace(body=Body()).figures() == ()


def test_numbers_of_lists_and_addresses_are_no_figures():
    body = Body.model_validate(
        [
            {"kind": "list", "ordered": True, "items": ["身份证", "户口簿"]},
            {"kind": "attachment", "title": "表", "address": "https://a.gov.cn/26项", "size": 2000},
        ]
    )
    assert ARTICLE.replace(body=body).figures() == ()


@pytest.mark.parametrize("word", ["1\x00", "1\n2", "\x1b[31m", "1\u2028 2"])
def test_what_is_named_in_a_word_has_no_control_characters(word: str):
    for field, value in (("identifier", word), ("authors", [word]), ("editor", word)):
        with pytest.raises(InvalidDataError) as caught:
            ARTICLE.replace(**{field: value})
        assert caught.value.problems[0].loc[0] == field
