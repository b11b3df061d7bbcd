"""Audits an account: each rule of a rulebook, by its posts, its messages and what was seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

from mgov.accounts.account import Account
from mgov.accounts.account_audit import AccountAudit
from mgov.accounts.checks import Check, Computed, check_of
from mgov.accounts.facts import AccountFacts, facts_of
from mgov.accounts.lifecycle import day_of, is_open, status_on
from mgov.accounts.message import Message
from mgov.accounts.platform import Platform
from mgov.accounts.post import Post
from mgov.accounts.report import AuditEvidence, Observation, Outcome, RuleResult
from mgov.accounts.rules import AccountRule, AccountRulebook, Severity
from mgov.errors import InvalidValueError
from mgov.values.model import unchecked
from mgov.values.moment import in_reach, in_utc
from mgov.values.text import Text

__all__ = ["Inspection", "audit"]

# Nobody can say yet what it costs, or it costs nothing because it is about others.
_WITHOUT_POINTS: Final = {Outcome.NOT_CHECKED, Outcome.NOT_APPLICABLE}

_audit: Final = unchecked(AccountAudit)
_result: Final = unchecked(RuleResult)

_SEEN: Final = Text(en="seen by an inspector", zh="检查所见")

_OTHER_PLATFORM: Final = Text(
    en="The rule is for accounts of other platforms.", zh="本项不适用于该平台的账号。"
)
_NOT_OPEN: Final = Text(en="The account was not open that day.", zh="账号当日未处于开通状态。")
_SEEN_BROKEN: Final = Text(en="An inspector saw it broken.", zh="检查发现存在该问题。")
_SEEN_KEPT: Final = Text(en="An inspector saw it kept.", zh="检查未发现该问题。")
_SEEN_EARNED: Final = Text(en="An inspector saw what is asked for.", zh="检查发现符合加分条件。")
_SEEN_MISSING: Final = Text(en="An inspector saw it missing.", zh="检查发现不符合加分条件。")
_NOBODY_LOOKED: Final = Text(en="Nobody has looked yet.", zh="尚无人检查。")


def audit(
    account: Account,
    posts: Iterable[Post],
    messages: Iterable[Message] | None = None,
    *,
    at: datetime,
    rulebook: AccountRulebook | str = "cn-2019",
    observations: Iterable[Observation] = (),
) -> AccountAudit:
    """Audit an account as it stood at a moment.

    Silence, columns and unanswered messages are computed. The other rules need somebody who
    looks: without an observation they are reported as not checked.

    What is decided here, and does not depend on the rulebook:

    - *Exactly at the threshold* the rule is kept: an update two weeks before the check is one
      within two weeks, and a message received three months ago has not waited for more than
      three. One microsecond more breaks it. Where so many columns or messages break a rule, that
      many do.
    - *What lies in the future* does not count, because nobody could see it: posts, messages,
      replies, observations. A message that was answered after the moment was unanswered.
    - *Deleted posts* count until they were taken down and not afterwards. Messages that are not
      valid never count, and those that the citizen took back no longer count; that the office
      deletes a message does not answer it.
    - *A newly opened account*, or one that goes on after a halt, has as long from the beginning
      of that day as others have from their newest post; so has a new column. A column without
      any post is blank even if it is new.
    - *An account that is not open* (planned, filed, suspended, closed) is not inspected. One
      without any event on record is taken to be open, unless it was merged into another. A
      column that is not open is passed over.
    - *An observation that a rule was broken* always counts, whatever was computed. One that it
      was kept settles only what is not computed. Where occurrences are counted, those that were
      seen and those that were computed may be the same, so the greater number counts.
    - *Columns and messages of which nothing is on record* are not kept and not broken: somebody
      has to look. Messages that are given and are none say that there were none.

    Whether the rulebook was in force at the moment, `rulebook.in_force(on=…)` tells.

    Args:
        account: The account.
        posts: Posts in any order; those of other accounts are passed over.
        messages: Messages in any order; those of other accounts are passed over. None if nobody
            knows which there are.
        at: The moment of the audit. Its time zone says when a day begins.
        rulebook: The rules, or the name of a rulebook that comes with the library.
        observations: What inspectors saw; those of other accounts are passed over. The caller
            chooses the period that they are from.

    Raises:
        mgov.errors.InvalidValueError: If the moment has no time zone, there is no such
            rulebook, or an observation is of a rule that the rulebook does not have, that is not
            for this platform, or that has no points though the observation gives some.

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
    facts = facts_of(account.identifier, posts, messages, observations, at)
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
        self._now = in_utc(in_reach(at))
        rules = tuple(_RuleAt(rule, at) for rule in self.book.rules)
        self._day = day_of(at)
        self._plans = {
            (platform, is_open): self._plan(rules, platform, is_open=is_open)
            for platform in Platform
            for is_open in (True, False)
        }

    def of(self, account: Account, facts: AccountFacts) -> AccountAudit:
        """Audit one account, of which all that the rules ask is known.

        Raises:
            mgov.errors.InvalidValueError: If an observation is of a rule that the rulebook does
                not have, that is not for this platform, or that has no points to give.
        """
        status = status_on(account.events, self._day)
        plan = self._plans[
            account.platform, is_open(status, is_merged=account.merged_into is not None)
        ]
        results = plan.results
        if facts.observations:
            observations = self._usable(facts.observations, account)
            rules = zip(plan.rules, plan.results, strict=True)
            results = tuple(
                result if rule is None else rule.result(account, plan.is_open, facts, observations)
                for rule, result in rules
            )
        elif plan.computed:
            found = list(results)
            for position, check, rule in plan.computed:
                found[position] = rule.made(*check(account, facts))
            results = tuple(found)
        # All of it was taken from models or made here, so it need not be validated again.
        return _audit(
            {
                "account": account.identifier,
                "at": self.at,
                "rulebook": self.book.id,
                "status": status,
                "results": results,
                "scoring": self.book.scoring,
            },
        )

    def _plan(self, rules: Sequence[_RuleAt], platform: Platform, *, is_open: bool) -> _Plan:
        applied = [rule if self._is_for(rule.rule, platform) else None for rule in rules]
        return _Plan(
            is_open=is_open,
            rules=tuple(applied),
            results=tuple(
                rule.elsewhere if each is None else rule.unseen(is_open=is_open)
                for rule, each in zip(rules, applied, strict=True)
            ),
            computed=tuple(
                (position, rule.check, rule)
                for position, rule in enumerate(applied)
                if rule is not None and rule.check is not None and is_open
            ),
        )

    def _is_for(self, rule: AccountRule, platform: Platform) -> bool:
        return self.book.is_for(platform) and rule.is_for(platform)

    def _usable(
        self, observations: Iterable[Observation], account: Account
    ) -> tuple[Observation, ...]:
        observations = tuple(observations)
        for observation in observations:
            rule = self.book.rule(observation.rule)
            if not self._is_for(rule, account.platform):
                trouble = f"are of the rule {rule.id}, which is not for {account.platform}"
                remedy = "Leave that observation out, or correct the platform of the account."
                raise _refusal(trouble, remedy, "observation_platform")
            if observation.points is not None and rule.points is None:
                trouble = f"give points for the rule {rule.id}, which has none"
                raise _refusal(trouble, "Leave the points out.", "observation_points")
        past = (each for each in observations if in_utc(each.at) <= self._now)
        # By their content where their moments are the same, so that their order says nothing.
        return tuple(sorted(past, key=lambda each: (in_utc(each.at), each.model_dump_json())))


class _Plan(NamedTuple):
    """How the accounts of one platform that are all open, or none of them, are inspected.

    Attributes:
        is_open: Whether they are open.
        rules: The rules that apply to them, each at its place; None where one does not.
        results: What is said of an account of which no inspector saw anything and nothing is
            computed.
        computed: The rules that are computed, each with its place and its check.
    """

    is_open: bool
    rules: tuple[_RuleAt | None, ...]
    results: tuple[RuleResult, ...]
    computed: tuple[tuple[int, Check, _RuleAt], ...]


class _RuleAt:
    """One rule at one moment."""

    def __init__(self, rule: AccountRule, at: datetime) -> None:
        self.rule = rule
        self.check = check_of(rule, at)
        self._head = {
            "rule": rule.id,
            "article": rule.article,
            "title": rule.title,
            "severity": rule.severity,
        }
        # What is the same for every account is made once.
        self._not_open = self.made(Outcome.NOT_APPLICABLE, _NOT_OPEN)
        self._nobody_looked = self.made(Outcome.NOT_CHECKED, _NOBODY_LOOKED)
        self.elsewhere = self.made(Outcome.NOT_APPLICABLE, _OTHER_PLATFORM)

    def unseen(self, *, is_open: bool) -> RuleResult:
        """Say what holds of any account that nobody looked at, if nothing is computed."""
        return self._nobody_looked if is_open else self._not_open

    def result(
        self,
        account: Account,
        is_open: bool,  # noqa: FBT001 -- always given with the account that it is about
        facts: AccountFacts,
        observations: Sequence[Observation],
    ) -> RuleResult:
        seen = [each for each in observations if each.rule == self.rule.id]
        computed = self.check(account, facts) if self.check is not None and is_open else None
        if any(each.broken for each in seen):
            return self._seen_broken([each for each in seen if each.broken], computed)
        if not is_open:
            return self._not_open
        if computed is not None and computed.outcome is not Outcome.NOT_CHECKED:
            return self.made(*computed)
        if seen:
            return self._seen_kept(seen)
        return self._nobody_looked if computed is None else self.made(*computed)

    def _seen_broken(self, seen: Sequence[Observation], computed: Computed | None) -> RuleResult:
        if self.rule.severity is Severity.BONUS:
            return self.made(Outcome.NOT_EARNED, _SEEN_MISSING, _evidence(seen))
        evidence, number = _evidence(seen), sum(each.occurrences for each in seen)
        if computed is not None and computed.outcome is Outcome.BROKEN:
            # Both may speak of the same trouble, so the greater number counts and not the sum.
            number = max(number, computed.occurrences)
            evidence += computed.evidence
        return self.made(Outcome.BROKEN, _SEEN_BROKEN, evidence, number, seen)

    def _seen_kept(self, seen: Sequence[Observation]) -> RuleResult:
        if self.rule.severity is not Severity.BONUS:
            return self.made(Outcome.KEPT, _SEEN_KEPT, _evidence(seen))
        number = sum(each.occurrences for each in seen)
        return self.made(Outcome.KEPT, _SEEN_EARNED, _evidence(seen), number, seen)

    def made(
        self,
        outcome: Outcome,
        reason: Text,
        evidence: tuple[AuditEvidence, ...] = (),
        occurrences: int = 0,
        seen: Sequence[Observation] = (),
    ) -> RuleResult:
        return _result(
            {
                **self._head,
                "outcome": outcome,
                "reason": reason,
                "evidence": evidence,
                "occurrences": occurrences,
                "worth": self.rule.points,
                "points": _points(self.rule, outcome, occurrences, seen),
            },
        )


def _points(
    rule: AccountRule, outcome: Outcome, occurrences: int, seen: Sequence[Observation]
) -> Decimal | None:
    if rule.points is None or outcome in _WITHOUT_POINTS:
        return None
    given, weighed = Decimal(0), 0
    for observation in seen:
        if observation.points is not None:
            given += observation.points
            weighed += observation.occurrences
    points = rule.points.of(occurrences - weighed, given=given)
    return -points if points is not None and rule.severity is Severity.DEDUCTION else points


def _evidence(seen: Sequence[Observation]) -> tuple[AuditEvidence, ...]:
    return tuple(
        AuditEvidence(what=each.note or _SEEN, at=each.at, by=each.by, address=each.address)
        for each in seen
    )


def _refusal(trouble: str, remedy: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field="observations", remedy=remedy, code=code)
