"""`AccountAudit`: an account by all the rules of a rulebook, whether it passed, its score."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final, TypedDict

from mgov.accounts.lifecycle import AccountStatus
from mgov.accounts.report import Outcome, RuleResult
from mgov.accounts.rules import Severity
from mgov.accounts.scoring import ScoreRange, Scoring
from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import Moment
from mgov.values.word import Word

__all__ = ["AccountAudit", "AuditRecord"]


_APPLIED: Final = {Outcome.KEPT, Outcome.BROKEN, Outcome.NOT_EARNED}

# Of a rule with such an outcome and no points, nobody can say yet what it costs or gives. A
# deduction that is kept and a bonus that is not earned have their points: 0.
_OPEN_POINTS: Final = {Outcome.KEPT, Outcome.BROKEN, Outcome.NOT_CHECKED}


class AuditRecord(TypedDict):
    """One result of an audit as a row of a table.

    Its keys are the columns: `account`, `at`, `rulebook`, `rule`, `article`, `title_zh`,
    `title_en`, `severity`, `outcome`, `occurrences`, `points`, `reason_zh`, `reason_en`,
    `evidence` (the identifiers of posts, messages and columns, joined by `; `), `evidence_at`
    and `evidence_address` (of the first evidence that has one).

    Example:
        >>> from mgov.accounts import AuditRecord
        >>> [name for name in AuditRecord.__annotations__ if name.startswith("evidence")]
        ['evidence', 'evidence_at', 'evidence_address']
    """

    account: str
    at: datetime
    rulebook: str
    rule: str
    article: str
    title_zh: str
    title_en: str
    severity: str
    outcome: str
    occurrences: int
    points: Decimal | None
    reason_zh: str
    reason_en: str
    evidence: str
    evidence_at: datetime | None
    evidence_address: str | None


class AccountAudit(Model, frozen=True):
    """An account as it stood at a moment by the rules of a rulebook.

    Attributes:
        account: The identifier of the account.
        at: The moment of the audit.
        rulebook: The id of the rulebook.
        status: How the account stood that day.
        results: One result for each rule, in the order of the rulebook.
        scoring: How the rulebook scores, if it does.

    Example:
        >>> from mgov.accounts import AccountAudit
        >>> audit = AccountAudit(
        ...     account="a", at="2019-05-01T09:00:00+08:00", rulebook="cn-2019", status="closed"
        ... )
        >>> audit.findings, audit.passed, audit.score
        ((), None, None)
    """

    account: Word
    at: Moment
    rulebook: Word
    status: AccountStatus
    results: tuple[RuleResult, ...] = ()
    scoring: Scoring | None = None

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
            False if a rule is broken that vetoes, or if the score is below the pass mark,
            however the open rules turn out. Else None as long as a rule is open that could
            change it, or if no rule was applied at all. Else True.

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
        if self._is_vetoed:
            return False
        if not self._was_applied:
            return None
        undecided = self._may_be_vetoed
        if self.scoring is not None:
            base = self._base(self.scoring)
            if base.high < self.scoring.pass_mark:
                return False
            undecided = undecided or base.low < self.scoring.pass_mark
        return None if undecided else True

    @property
    def score(self) -> Decimal | None:
        """The score.

        Returns:
            The score with its bonus. None if the rulebook does not score, if a veto stops the
            scoring, if no rule was applicable, or as long as a rule is open that could change
            it; `score_range` says what is known then.

        Example:
            >>> from datetime import UTC
            >>> from mgov.accounts import Account, audit
            >>> site = Account(identifier="s", platform="website", name="某市政府门户网站")
            >>> report = audit(
            ...     site, [], at=datetime(2019, 5, 1, tzinfo=UTC), rulebook="cn-2019-portal"
            ... )
            >>> report.passed, report.score, report.score_range
            (False, None, None)
        """
        known = self.score_range
        if known is None or not known.is_known or self._may_be_vetoed:
            return None
        return known.low

    @property
    def score_range(self) -> ScoreRange | None:
        """Between which ends the score lies if none of the open vetoes is broken.

        Returns:
            The lowest score, if all that is open is broken and no bonus earned, and the
            highest, if all is kept and every bonus earned. None if the rulebook does not score,
            if a veto stops the scoring, or if no rule was applicable.
        """
        if self.scoring is None or self._is_vetoed or not self._is_applicable:
            return None
        earned = self._at_stake(Severity.BONUS, self.scoring)
        return self.scoring.total(self._base(self.scoring), earned)

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

    def to_records(self) -> tuple[AuditRecord, ...]:
        """Give each result as a flat row, for `csv.DictWriter`, pandas and the like.

        Example:
            >>> import csv, io
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import Account, audit
            >>> account = Account(identifier="a", platform="weibo", name="某区发布")
            >>> rows = audit(account, [], at=datetime(2019, 5, 1, tzinfo=UTC)).to_records()
            >>> out = io.StringIO()
            >>> table = csv.DictWriter(out, ["account", "rule", "outcome"], extrasaction="ignore")
            >>> table.writerows(rows)
            >>> print(out.getvalue().splitlines()[1])
            a,silent,broken
        """
        return tuple(self._record(result) for result in self.results)

    def _record(self, result: RuleResult) -> AuditRecord:
        about = [each.message or each.post or each.column for each in result.evidence]
        moments = (each.at for each in result.evidence if each.at is not None)
        addresses = (each.address for each in result.evidence if each.address is not None)
        address = next(addresses, None)
        return AuditRecord(
            account=self.account,
            at=self.at,
            rulebook=self.rulebook,
            rule=result.rule,
            article=result.article,
            title_zh=result.title.in_language("zh"),
            title_en=result.title.in_language("en"),
            severity=result.severity.value,
            outcome=result.outcome.value,
            occurrences=result.occurrences,
            points=result.points,
            reason_zh=result.reason.in_language("zh"),
            reason_en=result.reason.in_language("en"),
            evidence="; ".join(each for each in about if each is not None),
            evidence_at=next(moments, None),
            evidence_address=None if address is None else str(address),
        )

    @property
    def _is_vetoed(self) -> bool:
        return any(finding.severity is Severity.VETO for finding in self.findings)

    @property
    def _may_be_vetoed(self) -> bool:
        return any(result.severity is Severity.VETO for result in self.not_checked)

    @property
    def _is_applicable(self) -> bool:
        return any(result.outcome is not Outcome.NOT_APPLICABLE for result in self.results)

    @property
    def _was_applied(self) -> bool:
        return any(result.outcome in _APPLIED for result in self.results)

    def _base(self, scoring: Scoring) -> ScoreRange:
        return scoring.base(self._at_stake(Severity.DEDUCTION, scoring))

    def _at_stake(self, severity: Severity, scoring: Scoring) -> Iterator[ScoreRange]:
        """Give the points that each rule costs or gives: known, or up to the most it can."""
        for result in self.results:
            if result.severity is not severity:
                continue
            if result.points is not None:
                yield ScoreRange(abs(result.points), abs(result.points))
            elif result.outcome in _OPEN_POINTS:
                limit = None if result.worth is None else result.worth.at_most
                yield ScoreRange(Decimal(0), scoring.full if limit is None else limit)

    def _with(self, outcome: Outcome) -> tuple[RuleResult, ...]:
        return tuple(result for result in self.results if result.outcome is outcome)
