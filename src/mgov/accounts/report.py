"""What an audit says of one rule: its outcome, its reason, its evidence and its points."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from mgov.accounts.rules import Severity
from mgov.accounts.scoring import Points
from mgov.values.model import Model
from mgov.values.moment import Moment
from mgov.values.text import Text
from mgov.values.web_address import WebAddress
from mgov.values.word import Word

__all__ = ["AuditEvidence", "Observation", "Outcome", "RuleResult"]


class Outcome(StrEnum):
    """How an account stands by one rule.

    Attributes:
        KEPT: The rule is kept; a bonus is earned.
        BROKEN: The rule is broken.
        NOT_EARNED: A bonus is not earned, which breaks nothing.
        NOT_CHECKED: Nobody has looked; the rule may be kept or broken.
        NOT_APPLICABLE: The rule says nothing about this account at this moment.

    Example:
        >>> from mgov.accounts import Outcome
        >>> Outcome("broken") is Outcome.BROKEN
        True
    """

    KEPT = "kept"
    BROKEN = "broken"
    NOT_EARNED = "not_earned"
    NOT_CHECKED = "not_checked"
    NOT_APPLICABLE = "not_applicable"


class Observation(Model, frozen=True):
    """What somebody saw who looked at an account with one rule in mind.

    Attributes:
        account: The identifier of the account.
        rule: The id of the rule.
        broken: Whether the rule was broken; of a bonus, whether what it asks for is missing.
        at: When it was seen.
        occurrences: How often it was seen, where a rule counts that.
        points: How many points the inspector took or gave for it, instead of those that the rule
            sets for each occurrence.
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

    account: Word
    rule: Word
    broken: bool
    at: Moment
    occurrences: Annotated[int, Field(gt=0)] = 1
    points: Annotated[Decimal, Field(ge=0)] | None = None
    note: Text | None = None
    by: Text | None = None
    address: WebAddress | None = None


class AuditEvidence(Model, frozen=True):
    """What an outcome rests on.

    Attributes:
        what: What it is, in a few words.
        at: The moment that it speaks of, on the clock of the audit: of a post, its publication;
            of a message, its receipt; of an opening or a resumption, the beginning of its day.
            Of what an inspector saw, it is the moment of the observation as that states it.
        post: The identifier of the post, if it is one.
        message: The identifier of the message, if it is one.
        column: The identifier of the column that it is about, if it is about one.
        by: Who saw it, if it was seen by an inspector.
        address: Where it can be seen.

    Example:
        >>> from mgov.accounts import AuditEvidence
        >>> AuditEvidence(what="最近一条", at="2019-03-01T09:00:00+08:00", post="4343").post
        '4343'
    """

    what: Text
    at: AwareDatetime | None = None
    post: Word | None = None
    message: Word | None = None
    column: Word | None = None
    by: Text | None = None
    address: WebAddress | None = None


class RuleResult(Model, frozen=True):
    """How an account stands by one rule; a finding, if the rule is broken.

    Attributes:
        rule: The id of the rule.
        article: Where the source states it.
        title: What the rule is about, in Chinese and English.
        severity: What the rule does.
        outcome: How the account stands by it.
        reason: Why, in one sentence in Chinese and English.
        evidence: What the outcome rests on.
        occurrences: How often the rule is broken, or a bonus earned; 0 if it is not.
        worth: What the rule costs or gives, if it has points.
        points: The points that it cost (below 0) or gave (above 0). None if it has none, or
            nobody can say yet, or the rule is not for this account.

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

    rule: Word
    article: Word
    title: Text
    severity: Severity
    outcome: Outcome
    reason: Text
    evidence: tuple[AuditEvidence, ...] = ()
    occurrences: Annotated[int, Field(ge=0)] = 0
    worth: Points | None = None
    points: Decimal | None = None
