"""Audits an account: each rule of a rulebook, by its posts and by what inspectors saw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from mgov.accounts.account import Account
from mgov.accounts.activity import start_of_silence
from mgov.accounts.facts import AccountFacts, facts_of
from mgov.accounts.lifecycle import AccountStatus
from mgov.accounts.post import Post
from mgov.accounts.report import AccountAudit, AuditEvidence, Observation, Outcome, RuleResult
from mgov.accounts.rules import AccountRule, AccountRulebook
from mgov.errors import InvalidValueError
from mgov.values.moment import in_utc
from mgov.values.text import Text

__all__ = ["Inspection", "audit"]

# Without any event on record an account is taken to be open: inventories seldom say more.
_OPEN: Final = {AccountStatus.ACTIVE, AccountStatus.UNKNOWN}

_POST: Final = Text(en="newest post that could be read", zh="当时可见的最近一条")
_OPENING: Final = Text(en="day of opening or resumption", zh="开设或恢复之日")
_SEEN: Final = Text(en="seen by an inspector", zh="检查所见")

_OTHER_PLATFORM: Final = Text(
    en="The rule is for accounts of other platforms.", zh="本项不适用于该平台的账号。"
)
_NOT_OPEN: Final = Text(en="The account was not open that day.", zh="账号当日未处于开通状态。")
_SEEN_BROKEN: Final = Text(en="An inspector saw it broken.", zh="检查发现存在该问题。")
_SEEN_KEPT: Final = Text(en="An inspector saw it kept.", zh="检查未发现该问题。")
_NOBODY_LOOKED: Final = Text(en="Nobody has looked yet.", zh="尚无人检查。")
_NO_POSTS: Final = Text(
    en="No post is known, and an account of this platform may have none.",
    zh="未见更新记录；该平台的账号可以不发布内容，须人工检查。",
)
_NO_RECORD: Final = Text(
    en="No post could be read, and no day of opening is on record.",
    zh="无可见的更新，也无开设日期记录。",
)


def audit(
    account: Account,
    posts: Iterable[Post],
    *,
    at: datetime,
    rulebook: AccountRulebook | str = "cn-2019",
    observations: Iterable[Observation] = (),
) -> AccountAudit:
    """Audit an account as it stood at a moment.

    Only silence is computed. The other rules need somebody who looks: without an observation
    they are reported as not checked, and the account has not passed.

    What is decided here, and does not depend on the rulebook:

    - *Exactly at the threshold* the rule is kept: an update two weeks before the check is one
      within two weeks. One microsecond more breaks it.
    - *Posts of the future* do not count, and neither do observations: nobody could see them.
    - *Deleted posts* count until they were taken down and not afterwards.
    - *A newly opened account*, or one that goes on after a halt, has as long from the beginning
      of that day as others have from their newest post.
    - *An account that is not open* (planned, filed, suspended, closed) is not inspected. One
      without any event on record is taken to be open.
    - *An observation that a rule was broken* always counts, whatever was computed. One that it
      was kept settles only what is not computed.

    Whether the rulebook was in force at the moment, `rulebook.in_force(on=…)` tells.

    Args:
        account: The account.
        posts: Posts in any order; those of other accounts are passed over.
        at: The moment of the audit. Its time zone says when a day begins.
        rulebook: The rules, or the name of a rulebook that comes with the library.
        observations: What inspectors saw; those of other accounts are passed over. The caller
            chooses the period that they are from.

    Raises:
        mgov.errors.InvalidValueError: If the moment has no time zone, there is no such
            rulebook, or an observation is of a rule that the rulebook does not have or that is
            not for this platform.

    Example:
        >>> from zoneinfo import ZoneInfo
        >>> from mgov.accounts import Account, Post, audit
        >>> account = Account(identifier="a", platform="weibo", handle="a", name="某区发布")
        >>> posts = [Post(identifier="1", account="a", published="2019-04-01T09:00:00+08:00")]
        >>> at = datetime(2019, 4, 15, 9, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
        >>> report = audit(account, posts, at=at)
        >>> [finding] = report.findings
        >>> print(finding.rule, finding.severity.value, finding.evidence[0].post)
        silent veto 1
        >>> print(finding.reason)
        No post in the 14 days before 2019-04-15 09:01+08:00.
        >>> [result.rule for result in report.not_checked]
        ['safety_incident', 'no_interaction', 'bought_followers']
    """
    facts = facts_of(account.identifier, posts, observations, at)
    return Inspection(rulebook, at).of(account, facts)


class Inspection:
    """The rules of a rulebook as they apply at one moment, to any number of accounts.

    What does not depend on the account (the moment on one clock, results that say the same of
    everyone) is made once.

    Args:
        rulebook: The rules, or the name of a rulebook that comes with the library.
        at: The moment. Its time zone says when a day begins.

    Raises:
        mgov.errors.InvalidValueError: If the moment has no time zone, or there is no such
            rulebook.

    Example:
        >>> from zoneinfo import ZoneInfo
        >>> from mgov.accounts import Account
        >>> from mgov.accounts.facts import AccountFacts, NewestPost
        >>> from mgov.accounts.inspection import Inspection
        >>> at = datetime(2019, 4, 15, 9, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
        >>> inspection = Inspection("cn-2019", at)
        >>> account = Account(identifier="a", platform="weibo", name="某区发布")
        >>> facts = AccountFacts(newest=NewestPost(at, "1"))
        >>> inspection.of(account, facts).findings
        ()
    """

    def __init__(self, rulebook: AccountRulebook | str, at: datetime) -> None:
        self.book = AccountRulebook.of(rulebook)
        self.at = at
        self._now = in_utc(at)
        self._rules = tuple(_RuleAt(rule, at) for rule in self.book.rules)

    def of(self, account: Account, facts: AccountFacts) -> AccountAudit:
        """Audit one account, of which all that the rules ask is known.

        Raises:
            mgov.errors.InvalidValueError: If an observation is of a rule that the rulebook does
                not have or that is not for this platform.
        """
        status = account.status_at(self.at)
        observations = self._usable(facts.observations, account) if facts.observations else ()
        return AccountAudit(
            account=account.identifier,
            at=self.at,
            rulebook=self.book.id,
            status=status,
            results=tuple(
                rule.result(account, status, facts, observations) for rule in self._rules
            ),
        )

    def _usable(
        self, observations: Iterable[Observation], account: Account
    ) -> tuple[Observation, ...]:
        observations = tuple(observations)
        for observation in observations:
            if not self.book.rule(observation.rule).is_for(account.platform):
                trouble = f"are of the rule {observation.rule}, which is not for {account.platform}"
                remedy = "Leave that observation out, or correct the platform of the account."
                code = "observation_platform"
                raise InvalidValueError(trouble, field="observations", remedy=remedy, code=code)
        past = (each for each in observations if in_utc(each.at) <= self._now)
        # By their content where their moments are the same, so that their order says nothing.
        return tuple(sorted(past, key=lambda each: (in_utc(each.at), each.model_dump_json())))


class _RuleAt:
    """One rule at one moment."""

    def __init__(self, rule: AccountRule, at: datetime) -> None:
        self.rule = rule
        self.at = at
        self.now = in_utc(at)
        self.other_platform = _made(rule, Outcome.NOT_APPLICABLE, _OTHER_PLATFORM)
        self.not_open = _made(rule, Outcome.NOT_APPLICABLE, _NOT_OPEN)
        self.nobody_looked = _made(rule, Outcome.NOT_CHECKED, _NOBODY_LOOKED)
        self.no_posts = _made(rule, Outcome.NOT_CHECKED, _NO_POSTS)
        self.no_record = _made(rule, Outcome.BROKEN, _NO_RECORD)
        days, moment = rule.longest_silence_days, at.isoformat(sep=" ", timespec="minutes")
        self.silent = Text(
            en=f"No post in the {days} days before {moment}.", zh=f"{moment}前{days}天内无更新。"
        )
        self.not_silent = Text(
            en=f"Not silent for more than {days} days at {moment}.",
            zh=f"至{moment}，无更新未超过{days}天。",
        )

    def result(
        self,
        account: Account,
        status: AccountStatus,
        facts: AccountFacts,
        observations: Sequence[Observation],
    ) -> RuleResult:
        rule = self.rule
        if not rule.is_for(account.platform):
            return self.other_platform
        seen = [each for each in observations if each.rule == rule.id]
        broken = [_evidence(each) for each in seen if each.broken]
        if broken:
            return _made(rule, Outcome.BROKEN, _SEEN_BROKEN, *broken)
        if status not in _OPEN:
            return self.not_open
        may_be_empty = facts.newest is None and account.platform in rule.posts_optional_on
        if rule.longest_silence_days is not None and not may_be_empty:
            return self._by_silence(timedelta(days=rule.longest_silence_days), account, facts)
        if seen:
            return _made(rule, Outcome.KEPT, _SEEN_KEPT, *map(_evidence, seen))
        return self.no_posts if may_be_empty else self.nobody_looked

    def _by_silence(self, longest: timedelta, account: Account, facts: AccountFacts) -> RuleResult:
        post = facts.newest
        began = start_of_silence(account, None if post is None else post.published, self.at)
        if began is None:
            return self.no_record
        if post is not None and in_utc(post.published) == began:
            evidence = AuditEvidence(
                what=_POST, at=post.published, post=post.identifier, address=post.address
            )
        else:
            evidence = AuditEvidence(what=_OPENING, at=began.astimezone(self.at.tzinfo))
        if self.now - began > longest:
            return _made(self.rule, Outcome.BROKEN, self.silent, evidence)
        return _made(self.rule, Outcome.KEPT, self.not_silent, evidence)


def _evidence(seen: Observation) -> AuditEvidence:
    return AuditEvidence(what=seen.note or _SEEN, at=seen.at, by=seen.by, address=seen.address)


def _made(
    rule: AccountRule, outcome: Outcome, reason: Text, *evidence: AuditEvidence
) -> RuleResult:
    return RuleResult(
        rule=rule.id,
        article=rule.article,
        title=rule.title,
        severity=rule.severity,
        outcome=outcome,
        reason=reason,
        evidence=evidence,
    )
