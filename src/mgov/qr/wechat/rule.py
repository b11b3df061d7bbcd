"""Which ordinary links open a mini program when WeChat scans them, and why not."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, NamedTuple, Self

from pydantic import AfterValidator, model_validator

from mgov.errors import InvalidValueError
from mgov.qr.wechat.limits import WeChatLimits
from mgov.values.model import Model
from mgov.values.text import Text
from mgov.values.web_address import WebAddress
from mgov.values.word import Word

__all__ = ["WeChatMatch", "WeChatOutcome", "WeChatRule", "WeChatRules"]


class WeChatOutcome(StrEnum):
    """What happens to a link under the rules of a mini program.

    Attributes:
        MATCHED: WeChat opens the mini program.
        NO_ADDRESS: The code holds no address of the web.
        NO_RULE: The mini program has no rule at all.
        PROTOCOL_DIFFERS: One is http, the other https.
        HOST_DIFFERS: The hosts differ; one below the other is another host too.
        PORT_DIFFERS: The ports differ.
        NOT_BELOW_PATH: The path is neither that of the rule nor below it.
        RULE_WITHOUT_SLASH: The path is below that of the rule, which does not end in a slash.
        QUERY_DIFFERS: The query does not begin as that of the rule does.
        NOT_PUBLISHED: The rule that it falls under is not published.

    Example:
        >>> from mgov import qr
        >>> qr.WeChatOutcome("query_differs") is qr.WeChatOutcome.QUERY_DIFFERS
        True
    """

    MATCHED = "matched"
    NO_ADDRESS = "no_address"
    NO_RULE = "no_rule"
    PROTOCOL_DIFFERS = "protocol_differs"
    HOST_DIFFERS = "host_differs"
    PORT_DIFFERS = "port_differs"
    NOT_BELOW_PATH = "not_below_path"
    RULE_WITHOUT_SLASH = "rule_without_slash"
    QUERY_DIFFERS = "query_differs"
    NOT_PUBLISHED = "not_published"


_MATCHED: Final = WeChatOutcome.MATCHED
_REASONS: Final = {
    WeChatOutcome.MATCHED: Text(
        en="WeChat opens the mini program.",
        zh="微信扫码后打开小程序。",
    ),
    WeChatOutcome.NO_ADDRESS: Text(
        en="The code holds no link to a web page.",
        zh="二维码内容不是网页链接。",
    ),
    WeChatOutcome.NO_RULE: Text(
        en="The mini program has no rule for ordinary links.",
        zh="小程序未配置普通链接二维码规则。",
    ),
    WeChatOutcome.PROTOCOL_DIFFERS: Text(
        en="The link and the rule differ in http and https.",
        zh="链接与规则的协议不一致。",
    ),
    WeChatOutcome.HOST_DIFFERS: Text(
        en="The link has another host than the rule.",
        zh="链接与规则的域名不一致。",
    ),
    WeChatOutcome.PORT_DIFFERS: Text(
        en="The link has another port than the rule.",
        zh="链接与规则的端口不一致。",
    ),
    WeChatOutcome.NOT_BELOW_PATH: Text(
        en="The path of the link is not below that of the rule.",
        zh="链接不属于规则的子路径。",
    ),
    WeChatOutcome.RULE_WITHOUT_SLASH: Text(
        en="The rule does not end in a slash, so it does not hold for what is below it.",
        zh="规则没有以“/”结尾，不支持子路径匹配。",
    ),
    WeChatOutcome.QUERY_DIFFERS: Text(
        en="The parameters of the link do not begin as those of the rule.",
        zh="链接的参数不满足前缀匹配。",
    ),
    WeChatOutcome.NOT_PUBLISHED: Text(
        en="The link falls under a rule that is not published, so it opens as a web page.",
        zh="命中未发布的规则，不会跳转小程序。",
    ),
}
# How near a rule came to a link, for the reason that helps most.
_ORDER: Final = list(WeChatOutcome)


class WeChatMatch(NamedTuple):
    """Whether WeChat opens the mini program for a link.

    Attributes:
        ok: Whether it does.
        code: What happens to the link.
        reason: The same as a sentence, in English and Chinese.
        prefix: The rule that decides, or comes nearest; None if there is none.

    Example:
        >>> from mgov import qr
        >>> rule = qr.WeChatRule(prefix="https://www.qq.com/a/b", page="pages/index/index")
        >>> print(rule.matches("https://www.qq.com/a/b/123").reason.in_language("en"))
        The rule does not end in a slash, so it does not hold for what is below it.
    """

    ok: bool
    code: WeChatOutcome
    reason: Text
    prefix: WebAddress | None = None


def _whole(prefix: WebAddress) -> WebAddress:
    if "#" in prefix:
        trouble = "has a fragment, which WeChat does not compare"
        error = InvalidValueError(trouble, remedy="Take it out.", code="wechat_rule_fragment")
        raise error.as_pydantic()
    return prefix


class WeChatRule(Model, frozen=True):
    """A rule by which WeChat opens a mini program for ordinary links (扫普通链接二维码).

    A link falls under it if protocol and host are the same, the path is that of the rule, or
    below it where the rule ends in a slash, and the query begins as that of the rule. A rule
    for `?id=1` thus holds for `?id=10` too. These are the words of WeChat's page for
    developers; that the ports have to be the same and that a fragment does not count is not
    said there. Rules for `hlht:` links (charging piles) are not known here.

    Attributes:
        prefix: The rule as configured, beginning with http or https.
        page: The page of the mini program that opens, such as `pages/index/index`.
        published: Whether the rule is in force for everybody.
        exclusive: Whether other mini programs are kept from rules below it (占用所有子规则).
        test_links: Links that testers try it with; each has to fall under it.

    Raises:
        mgov.errors.InvalidDataError: If the prefix is no address or has a fragment, or the test
            links are too many or do not fall under the rule.

    Example:
        >>> from mgov import qr
        >>> rule = qr.WeChatRule(prefix="https://www.gov.cn/s/", page="pages/service/index")
        >>> rule.matches("https://www.gov.cn/s/4711").ok
        True
        >>> rule.matches("http://www.gov.cn/s/4711").code.value
        'protocol_differs'
    """

    prefix: Annotated[WebAddress, AfterValidator(_whole)]
    page: Word
    published: bool = True
    exclusive: bool = False
    test_links: tuple[WebAddress, ...] = ()

    @model_validator(mode="after")
    def _tested_by_its_own_links(self) -> Self:
        most = WeChatLimits.built_in().limit("test_links").maximum
        strange = [link for link in self.test_links if _outcome(self.prefix, link) is not _MATCHED]
        if len(self.test_links) > most or strange:
            trouble = (
                "has a test link that does not fall under it"
                if strange
                else f"has more than {most} test links"
            )
            error = InvalidValueError(trouble, remedy="Take it out.", code="wechat_test_links")
            raise error.as_pydantic()
        return self

    def matches(self, url: str) -> WeChatMatch:
        """Say whether a link opens the mini program under this rule alone.

        Args:
            url: The link in full, as it stands in the code.

        Example:
            >>> from mgov import qr
            >>> rule = qr.WeChatRule(prefix="https://www.qq.com/a/b?id=123", page="pages/a")
            >>> match = rule.matches("https://www.qq.com/a/b?id=132")
            >>> match.ok, match.code.value, match.reason.in_language("zh")
            (False, 'query_differs', '链接的参数不满足前缀匹配。')
        """
        return WeChatRules(rules=(self,)).matches(url)


def _within_the_limit(rules: tuple[WeChatRule, ...]) -> tuple[WeChatRule, ...]:
    most = WeChatLimits.built_in().limit("jump_rules").maximum
    if len(rules) > most:
        trouble = f"are more than {most}, which is all that a mini program may have"
        remedy = "Join some of them under one path that ends in a slash."
        raise InvalidValueError(trouble, remedy=remedy, code="wechat_rules").as_pydantic()
    prefixes = [rule.prefix for rule in rules]
    if len(set(prefixes)) < len(prefixes):
        trouble, remedy = "have the same prefix twice", "Keep one of them."
        raise InvalidValueError(trouble, remedy=remedy, code="wechat_rule_twice").as_pydantic()
    return rules


class WeChatRules(Model, frozen=True):
    """All rules of a mini program, as data that a team keeps.

    Where several hold for a link, the longest one decides; that is how WeChat's table of
    mistakes has it, where an unpublished rule for `/a/b` hides a published one for `/a/`.

    Attributes:
        rules: The rules; WeChat allows 100.

    Raises:
        mgov.errors.InvalidDataError: If there are too many, or two have the same prefix.

    Example:
        >>> from mgov import qr
        >>> rules = qr.WeChatRules(
        ...     rules=[
        ...         {"prefix": "https://www.qq.com/a/", "page": "pages/a"},
        ...         {"prefix": "https://www.qq.com/a/b", "page": "pages/b", "published": False},
        ...     ]
        ... )
        >>> rules.matches("https://www.qq.com/a/b").code.value
        'not_published'
        >>> rules.matches("https://www.qq.com/a/c").prefix
        WebAddress('https://www.qq.com/a/')
    """

    rules: Annotated[tuple[WeChatRule, ...], AfterValidator(_within_the_limit)]

    def matches(self, url: str) -> WeChatMatch:
        """Say whether a link opens the mini program.

        Args:
            url: The link in full, as it stands in the code.

        Example:
            >>> from mgov import qr
            >>> qr.WeChatRules(rules=[]).matches("https://www.gov.cn/").code.value
            'no_rule'
        """
        try:
            link = WebAddress(url)
        except InvalidValueError:
            return _match(WeChatOutcome.NO_ADDRESS, None)
        outcomes = [(rule, _outcome(rule.prefix, link)) for rule in self.rules]
        matched = [rule for rule, outcome in outcomes if outcome is _MATCHED]
        if matched:
            rule = max(matched, key=lambda each: len(each.prefix))
            return _match(_MATCHED if rule.published else WeChatOutcome.NOT_PUBLISHED, rule)
        if not outcomes:
            return _match(WeChatOutcome.NO_RULE, None)
        nearest, outcome = max(outcomes, key=lambda each: _ORDER.index(each[1]))
        return _match(outcome, nearest)


def _match(code: WeChatOutcome, rule: WeChatRule | None) -> WeChatMatch:
    prefix = None if rule is None else rule.prefix
    return WeChatMatch(code is _MATCHED, code, _REASONS[code], prefix)


def _outcome(rule: WebAddress, link: WebAddress) -> WeChatOutcome:
    if link.scheme != rule.scheme:
        return WeChatOutcome.PROTOCOL_DIFFERS
    if link.host != rule.host:
        return WeChatOutcome.HOST_DIFFERS
    if link.port != rule.port:
        return WeChatOutcome.PORT_DIFFERS
    if link.path != rule.path:
        open_ended = rule.endswith("/") and not rule.query
        if not link.path.startswith(rule.path.removesuffix("/") + "/"):
            return WeChatOutcome.NOT_BELOW_PATH
        if not open_ended:
            return WeChatOutcome.RULE_WITHOUT_SLASH
    if not link.query.startswith(rule.query):
        return WeChatOutcome.QUERY_DIFFERS
    return _MATCHED
