from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import qr
from mgov.errors import InvalidDataError
from mgov.qr import WeChatOutcome as Outcome


def rule(prefix: str, *, published: bool = True) -> qr.WeChatRule:
    return qr.WeChatRule(prefix=prefix, page="pages/index/index", published=published)


# The table of mistakes on WeChat's page for developers, row by row.
@pytest.mark.parametrize(
    ("rules", "link", "code"),
    [
        (["http://www.qq.com/a/b"], "https://www.qq.com/a/b", Outcome.PROTOCOL_DIFFERS),
        (["https://www.qq.com/a/b"], "https://www.weixin.qq.com/a/b", Outcome.HOST_DIFFERS),
        (["https://www.qq.com/a/b?id=123"], "https://www.qq.com/a/b?id=132", Outcome.QUERY_DIFFERS),
        (["https://www.qq.com/a/b"], "https://www.qq.com/a/bc", Outcome.NOT_BELOW_PATH),
        (["https://www.qq.com/a/b"], "https://www.qq.com/a/b/123", Outcome.RULE_WITHOUT_SLASH),
        (
            ["https://www.qq.com/a/", "!https://www.qq.com/a/b"],
            "https://www.qq.com/a/b",
            Outcome.NOT_PUBLISHED,
        ),
    ],
)
def test_the_mistakes_that_wechat_lists_are_told(
    rules: list[str], link: str, code: Outcome
) -> None:
    all_rules = qr.WeChatRules(
        rules=[rule(each.lstrip("!"), published=not each.startswith("!")) for each in rules]
    )
    match = all_rules.matches(link)
    assert (match.ok, match.code) == (False, code)
    assert match.reason.get("en")
    assert match.reason.get("zh")


@pytest.mark.parametrize(
    ("prefix", "link"),
    [
        ("http://www.qq.com/a/", "http://www.qq.com/a/123456"),
        ("https://www.qq.com/a/", "https://www.qq.com/a/"),
        ("https://www.qq.com/a/", "https://www.qq.com/a/b/c?d=1#e"),
        ("https://www.qq.com/a/b", "https://www.qq.com/a/b"),
        ("https://www.qq.com/a/b", "https://www.qq.com/a/b?id=1"),
        ("https://wx.qq.com/mp?id=123", "https://wx.qq.com/mp?id=1234"),
        ("https://wx.qq.com/mp?", "https://wx.qq.com/mp?id=1"),
        ("http://wx.qq.com", "http://wx.qq.com/?a=1"),
        ("https://wx.qq.com/", "https://wx.qq.com/a"),
        ("https://wx.qq.com/a", "HTTPS://WX.QQ.COM:443/a"),
        ("https://wx.qq.com:8443/a", "https://wx.qq.com:8443/a"),
        ("https://www.gov.cn/政策/", "https://www.gov.cn/%E6%94%BF%E7%AD%96/1"),
    ],
)
def test_a_link_below_a_rule_opens_the_mini_program(prefix: str, link: str) -> None:
    match = rule(prefix).matches(link)
    assert match == qr.WeChatMatch(
        ok=True, code=Outcome.MATCHED, reason=match.reason, prefix=match.prefix
    )
    assert match.prefix == rule(prefix).prefix


@pytest.mark.parametrize(
    ("prefix", "link", "code"),
    [
        ("https://wx.qq.com/a/", "https://wx.qq.com/a", Outcome.NOT_BELOW_PATH),
        ("https://wx.qq.com/a/", "https://wx.qq.com/A/1", Outcome.NOT_BELOW_PATH),
        ("https://wx.qq.com", "https://wx.qq.com/a", Outcome.RULE_WITHOUT_SLASH),
        ("https://wx.qq.com/a/?id=1", "https://wx.qq.com/a/b?id=1", Outcome.RULE_WITHOUT_SLASH),
        ("https://wx.qq.com/a?x=/", "https://wx.qq.com/ab?x=/", Outcome.NOT_BELOW_PATH),
        ("https://wx.qq.com/a?x=/", "https://wx.qq.com/a/b?x=/", Outcome.RULE_WITHOUT_SLASH),
        ("https://wx.qq.com/a?id=1", "https://wx.qq.com/a", Outcome.QUERY_DIFFERS),
        ("https://wx.qq.com/a?id=1", "https://wx.qq.com/a?x=2&id=1", Outcome.QUERY_DIFFERS),
        ("https://wx.qq.com/a", "https://wx.qq.com:8443/a", Outcome.PORT_DIFFERS),
        ("https://wx.qq.com/a", "https://wx.qq.com\\@evil.com/a", Outcome.NO_ADDRESS),
        ("https://wx.qq.com/a", "hlht://wx.qq.com/a", Outcome.NO_ADDRESS),
    ],
)
def test_other_links_open_as_web_pages(prefix: str, link: str, code: Outcome) -> None:
    match = rule(prefix).matches(link)
    assert (match.ok, match.code) == (False, code)


def test_the_longest_rule_decides_and_the_nearest_explains() -> None:
    rules = qr.WeChatRules(
        rules=[
            rule("http://www.qq.com/"),
            rule("https://www.qq.com/a/"),
            rule("https://www.qq.com/a/b?id=1", published=False),
        ]
    )
    assert rules.matches("https://www.qq.com/a/b").prefix == "https://www.qq.com/a/"
    assert rules.matches("https://www.qq.com/a/b?id=12").code is Outcome.NOT_PUBLISHED
    nearest = rules.matches("https://www.qq.com/b")
    assert (nearest.code, nearest.prefix) == (Outcome.NOT_BELOW_PATH, "https://www.qq.com/a/")
    assert qr.WeChatRules(rules=[]).matches("https://www.qq.com/").code is Outcome.NO_RULE


@given(st.lists(st.sampled_from("ab/?=1"), max_size=12).map("".join))
def test_a_link_falls_under_itself_as_a_rule(tail: str) -> None:
    link = f"https://www.qq.com/{tail}"
    assert rule(link).matches(link).ok


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"prefix": "https://www.qq.com/#a"}, "wechat_rule_fragment"),
        ({"prefix": "www.qq.com"}, "address_scheme_missing"),
        ({"prefix": "hlht://www.qq.com"}, "address_scheme"),
        ({"page": " "}, "string_too_short"),
        ({"test_links": ["https://www.qq.com/b"]}, "wechat_test_links"),
        ({"test_links": ["https://www.qq.com/a"] * 6}, "wechat_test_links"),
    ],
)
def test_a_rule_that_wechat_would_refuse_is_none(fields: dict[str, object], code: str) -> None:
    good = {"prefix": "https://www.qq.com/a", "page": "pages/index"}
    with pytest.raises(InvalidDataError) as caught:
        qr.WeChatRule.model_validate({**good, **fields})
    assert caught.value.problems[0].code == code


def test_a_rule_is_tried_with_links_of_its_own() -> None:
    links = ["https://www.qq.com/a?id=1", "https://www.qq.com/a?id=2"]
    tested = qr.WeChatRule(prefix="https://www.qq.com/a", page="pages/a", test_links=links)
    assert tested.test_links == tuple(links)
    assert qr.WeChatRule.model_validate_json(tested.model_dump_json()) == tested


def test_a_mini_program_has_a_hundred_rules_at_most() -> None:
    hundred = [rule(f"https://www.qq.com/{number}") for number in range(100)]
    assert len(qr.WeChatRules(rules=hundred).rules) == 100
    with pytest.raises(InvalidDataError, match="are more than 100"):
        qr.WeChatRules(rules=[*hundred, rule("https://www.qq.com/x")])
    with pytest.raises(InvalidDataError, match="the same prefix twice"):
        qr.WeChatRules(rules=[rule("https://www.qq.com/x"), rule("https://www.qq.com/x")])
