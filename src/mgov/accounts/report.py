"""What an audit of an account reports: each rule with its outcome, its reason and its evidence."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from mgov.accounts.lifecycle import AccountStatus
from mgov.accounts.rules import Severity
from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["AccountAudit", "AuditEvidence", "Observation", "Outcome", "RuleResult"]

_Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Outcome(StrEnum):
    """How an account stands by one rule.

    Attributes:
        KEPT: The rule is kept.
        BROKEN: The rule is broken.
        NOT_CHECKED: Nobody has looked; the rule may be kept or broken.
        NOT_APPLICABLE: The rule says nothing about this account at this moment.

    Example:
        >>> from mgov.accounts import Outcome
        >>> Outcome("broken") is Outcome.BROKEN
        True
    """

    KEPT = "kept"
    BROKEN = "broken"
    NOT_CHECKED = "not_checked"
    NOT_APPLICABLE = "not_applicable"


class Observation(Model, frozen=True):
    """What somebody saw who looked at an account with one rule in mind.

    Attributes:
        account: The identifier of the account.
        rule: The id of the rule.
        broken: Whether the rule was broken.
        at: When it was seen.
        note: What was seen.
        by: Who saw it: an office or a service, not a person.
        address: Where it can be seen, or a picture of it.

    Example:
        >>> from mgov.accounts import Observation
        >>> Observation(
        ...     account="njga",
        ...     rule="no_interaction",
        ...     broken=False,
        ...     at="2019-04-15T09:00:00+08:00",
        ...     note="留言两小时内得到回复",
        ... ).broken
        False
    """

    account: _Word
    rule: _Word
    broken: bool
    at: AwareDatetime
    note: Text | None = None
    by: Text | None = None
    address: WebAddress | None = None


class AuditEvidence(Model, frozen=True):
    """What an outcome rests on.

    Attributes:
        what: What it is, in a few words.
        at: The moment that it speaks of: of a post, its publication; of an opening or a
            resumption, the beginning of its day in the time zone of the audit.
        post: The identifier of the post, if it is one.
        by: Who saw it, if it was seen by an inspector.
        address: Where it can be seen.

    Example:
        >>> from mgov.accounts import AuditEvidence
        >>> AuditEvidence(what="最近一条", at="2019-03-01T09:00:00+08:00", post="4343").post
        '4343'
    """

    what: Text
    at: AwareDatetime | None = None
    post: _Word | None = None
    by: Text | None = None
    address: WebAddress | None = None


class RuleResult(Model, frozen=True):
    """How an account stands by one rule; a finding, if the rule is broken.

    Attributes:
        rule: The id of the rule.
        article: Where the source states it.
        title: What the rule is about, in Chinese and English.
        severity: What breaking it costs.
        outcome: How the account stands by it.
        reason: Why, in one sentence in Chinese and English.
        evidence: What the outcome rests on.

    Example:
        >>> from mgov.accounts import Outcome, RuleResult
        >>> RuleResult(
        ...     rule="no_interaction",
        ...     article="第3项",
        ...     title="未提供有效互动功能",
        ...     severity="veto",
        ...     outcome="not_checked",
        ...     reason="尚无人检查。",
        ... ).outcome is Outcome.NOT_CHECKED
        True
    """

    rule: _Word
    article: _Word
    title: Text
    severity: Severity
    outcome: Outcome
    reason: Text
    evidence: tuple[AuditEvidence, ...] = ()


class AccountAudit(Model, frozen=True):
    """An account as it stood at a moment by the rules of a rulebook.

    Attributes:
        account: The identifier of the account.
        at: The moment of the audit.
        rulebook: The id of the rulebook.
        status: How the account stood that day.
        results: One result for each rule, in the order of the rulebook.

    Example:
        >>> from mgov.accounts import AccountAudit
        >>> audit = AccountAudit(
        ...     account="a", at="2019-05-01T09:00:00+08:00", rulebook="cn-2019", status="closed"
        ... )
        >>> audit.findings, audit.passed
        ((), None)
    """

    account: _Word
    at: AwareDatetime
    rulebook: _Word
    status: AccountStatus
    results: tuple[RuleResult, ...] = ()

    @property
    def findings(self) -> tuple[RuleResult, ...]:
        """The rules that are broken, with their evidence."""
        return self._with(Outcome.BROKEN)

    @property
    def not_checked(self) -> tuple[RuleResult, ...]:
        """The rules that somebody still has to look at."""
        return self._with(Outcome.NOT_CHECKED)

    @property
    def passed(self) -> bool | None:
        """Whether the account passed.

        Returns:
            False if a rule is broken that vetoes. Else None as long as a rule is not checked,
            or if no rule was applicable. Else True.

        Example:
            >>> from mgov.accounts import AccountAudit
            >>> AccountAudit(
            ...     account="a",
            ...     at="2019-05-01T09:00:00+08:00",
            ...     rulebook="cn-2019",
            ...     status="active",
            ...     results=[
            ...         {
            ...             "rule": "silent",
            ...             "article": "第2项",
            ...             "title": "内容不更新",
            ...             "severity": "veto",
            ...             "outcome": "broken",
            ...             "reason": "14天内无更新。",
            ...         }
            ...     ],
            ... ).passed
            False
        """
        if any(finding.severity is Severity.VETO for finding in self.findings):
            return False
        if self.not_checked or not (self.findings or self._with(Outcome.KEPT)):
            return None
        return True

    def result(self, rule: str) -> RuleResult:
        """Return the result of one rule.

        Args:
            rule: The id of the rule.

        Raises:
            mgov.errors.InvalidValueError: If the audit has no such rule; names those it has.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import Account, audit
            >>> account = Account(identifier="a", platform="weibo", handle="a", name="某区发布")
            >>> audit(account, [], at=datetime(2019, 5, 1, tzinfo=UTC)).result("silent").outcome
            <Outcome.BROKEN: 'broken'>
        """
        for result in self.results:
            if result.rule == rule:
                return result
        remedy = f"The rules are {', '.join(result.rule for result in self.results)}."
        trouble = f"is none of the rules of {self.rulebook}"
        raise InvalidValueError(trouble, field="rule", remedy=remedy, code="rule_unknown")

    def _with(self, outcome: Outcome) -> tuple[RuleResult, ...]:
        return tuple(result for result in self.results if result.outcome is outcome)
