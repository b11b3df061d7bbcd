"""What can be computed: whether an account is silent, its columns kept, its messages answered.

A check is made once for a rule and a moment, and then asked about any number of accounts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final, NamedTuple

from mgov.accounts.account import Account
from mgov.accounts.activity import SilenceSeen
from mgov.accounts.column import Column
from mgov.accounts.facts import AccountFacts, NewestPost, UnansweredMessage
from mgov.accounts.limits import ColumnLimit, MessageLimit, SilenceLimit
from mgov.accounts.report import AuditEvidence, Outcome
from mgov.accounts.rules import AccountRule
from mgov.values.model import unchecked
from mgov.values.moment import in_utc
from mgov.values.text import Text

__all__ = ["Check", "Computed", "check_of"]


class Computed(NamedTuple):
    """What a check says of an account.

    Attributes:
        outcome: Kept, broken, or not checked where the facts do not tell.
        reason: Why.
        evidence: What it rests on.
        occurrences: How often the rule is broken.
    """

    outcome: Outcome
    reason: Text
    evidence: tuple[AuditEvidence, ...] = ()
    occurrences: int = 0


Check = Callable[[Account, AccountFacts], Computed]
"""Says how an account stands by one rule at one moment, as far as it can be computed."""

_made: Final = unchecked(AuditEvidence)

_POST: Final = Text(en="newest post that could be read", zh="当时可见的最近一条")
_OPENING: Final = Text(en="day of opening or resumption", zh="开设或恢复之日")
_COLUMN_OPENING: Final = Text(en="day of opening of the column", zh="栏目开设之日")
_BLANK: Final = Text(en="column without any post", zh="空白栏目")
_WAITING: Final = Text(en="message without an answer", zh="未答复的有效留言")

_NO_POSTS: Final = Computed(
    Outcome.NOT_CHECKED,
    Text(
        en="No post is known, and an account of this platform may have none.",
        zh="未见更新记录；该平台的账号可以不发布内容，须人工检查。",
    ),
)
_NO_RECORD: Final = Computed(
    Outcome.BROKEN,
    Text(
        en="No post could be read, and no day of opening is on record.",
        zh="无可见的更新，也无开设日期记录。",
    ),
    occurrences=1,
)
_NO_COLUMNS: Final = Computed(
    Outcome.NOT_CHECKED,
    Text(
        en="No column that the rule looks at is on record.",
        zh="无本项所检查的栏目记录，须人工检查。",
    ),
)
_NO_MESSAGES: Final = Computed(
    Outcome.NOT_CHECKED,
    Text(en="It is not known which messages there are.", zh="未提供留言记录，须人工检查。"),
)


def check_of(rule: AccountRule, at: datetime) -> Check | None:
    """Return the check of a rule at a moment; None if only somebody who looks can tell."""
    if rule.silence is not None:
        return _SilenceCheck(rule.silence, at)
    if rule.columns is not None:
        return (
            _ColumnCheck(rule.columns, at) if rule.columns.terms else _BlankCheck(rule.columns, at)
        )
    return None if rule.messages is None else _MessageCheck(rule.messages, at)


class _SilenceCheck:
    def __init__(self, limit: SilenceLimit, at: datetime) -> None:
        self._limit = limit
        self._seen = SilenceSeen(at)
        self._zone = at.tzinfo
        self._since = limit.longest.before(at)
        span, moment = limit.longest.text(), _clock(at)
        en, zh = span.in_language("en"), span.in_language("zh")
        self._silent = Text(
            en=f"No post in the {en} before {moment}.", zh=f"{moment}前{zh}内无更新。"
        )
        self._posting = Text(
            en=f"Not silent for more than {en} at {moment}.", zh=f"至{moment}，无更新未超过{zh}。"
        )
        self._has_to_be_seen = Text(
            en=f"Not silent for more than {en} at {moment}; whether that is enough has to be seen.",
            zh=f"至{moment}，无更新未超过{zh}；是否符合本项要求，须人工检查。",
        )

    def __call__(self, account: Account, facts: AccountFacts) -> Computed:
        post = facts.newest
        if post is None and account.platform in self._limit.optional_on:
            return _NO_POSTS
        opened = self._seen.opened(account)
        posted = None if post is None else in_utc(post.published)
        if post is not None and posted is not None and (opened is None or opened <= posted):
            began, evidence = posted, _of_post(post, self._zone)
        elif opened is not None:
            began, evidence = opened, _evidence(_OPENING, opened.astimezone(self._zone))
        else:
            return _NO_RECORD
        if began < self._since:
            return Computed(Outcome.BROKEN, self._silent, (evidence,), 1)
        if self._limit.posts_suffice:
            return Computed(Outcome.KEPT, self._posting, (evidence,))
        return Computed(Outcome.NOT_CHECKED, self._has_to_be_seen, (evidence,))


class _ColumnCheck:
    """Counts the columns of some kinds that were not updated in time."""

    def __init__(self, limit: ColumnLimit, at: datetime) -> None:
        self._limit = limit
        self._at = at
        self._seen = SilenceSeen(at)
        self._since = {term.kind: term.within.before(at) for term in limit.terms}

    def __call__(self, account: Account, facts: AccountFacts) -> Computed:
        columns = [each for each in _open(account, self._at) if each.kind in self._since]
        if not columns:
            return _NO_COLUMNS
        late = [
            evidence
            for column in columns
            if (evidence := self._late(column, account, facts)) is not None
        ]
        return _counted(late, self._limit.at_least, self._reason(len(late)))

    def _late(self, column: Column, account: Account, facts: AccountFacts) -> AuditEvidence | None:
        post = facts.columns.get(column.identifier)
        began = self._seen.began(account, None if post is None else post.published)
        opened = column.opened_on
        if opened is not None:
            start = self._seen.midnight(opened)
            began = start if began is None else max(began, start)
        if began is not None and began >= self._since[column.kind]:
            return None
        if post is not None:
            return _of_post(post, self._at.tzinfo, column.identifier)
        if began is None:
            return _evidence(_BLANK, column=column.identifier, address=column.address)
        return _evidence(
            _COLUMN_OPENING if opened is not None else _OPENING,
            began.astimezone(self._at.tzinfo),
            column=column.identifier,
            address=column.address,
        )

    def _reason(self, number: int) -> Text:
        moment, limit = _clock(self._at), self._limit.at_least
        return Text(
            en=f"Columns out of date at {moment}: {number}; {limit} or more break the rule.",
            zh=f"至{moment}，未按期更新的栏目{number}个；达到{limit}个即不符合要求。",
        )


class _BlankCheck:
    """Counts the columns that have no post at all."""

    def __init__(self, limit: ColumnLimit, at: datetime) -> None:
        self._limit = limit
        self._at = at

    def __call__(self, account: Account, facts: AccountFacts) -> Computed:
        columns = list(_open(account, self._at))
        if not columns:
            return _NO_COLUMNS
        blank = [
            _evidence(_BLANK, column=column.identifier, address=column.address)
            for column in columns
            if column.identifier not in facts.columns
        ]
        moment, number, limit = _clock(self._at), len(blank), self._limit.at_least
        reason = Text(
            en=f"Columns without any post at {moment}: {number}; {limit} or more break the rule.",
            zh=f"至{moment}，空白栏目{number}个；达到{limit}个即不符合要求。",
        )
        return _counted(blank, limit, reason)


class _MessageCheck:
    """Counts the valid messages that have waited too long for an answer."""

    def __init__(self, limit: MessageLimit, at: datetime) -> None:
        self._limit = limit
        self._at = at
        self._now = in_utc(at)
        received = limit.received_within
        self._since = None if received is None else received.before(at)

    def __call__(self, account: Account, facts: AccountFacts) -> Computed:
        del account  # all that counts is in its messages
        if facts.unanswered is None:
            return _NO_MESSAGES
        late = sorted(
            (in_utc(message.received), message.identifier, message.address or "")
            for message in facts.unanswered
            if self._is_late(message)
        )
        evidence = [
            _evidence(
                _WAITING,
                received.astimezone(self._at.tzinfo),
                message=identifier,
                address=address or None,
            )
            for received, identifier, address in late
        ]
        return _counted(evidence, self._limit.at_least, self._reason(len(late)))

    def _is_late(self, message: UnansweredMessage) -> bool:
        if message.kind in self._limit.not_of:
            return False
        received = message.received
        if self._since is not None and in_utc(received) < self._since:
            return False
        due = self._limit.answered_within.after(received.astimezone(self._at.tzinfo))
        return due < self._now

    def _reason(self, number: int) -> Text:
        moment, span = _clock(self._at), self._limit.answered_within.text()
        en, zh = span.in_language("en"), span.in_language("zh")
        return Text(
            en=f"Valid messages unanswered for more than {en} at {moment}: {number}.",
            zh=f"至{moment}，超过{zh}未答复的有效留言{number}条。",
        )


def _counted(found: list[AuditEvidence], at_least: int, reason: Text) -> Computed:
    if len(found) < at_least:
        return Computed(Outcome.KEPT, reason, tuple(found))
    return Computed(Outcome.BROKEN, reason, tuple(found), len(found))


def _open(account: Account, at: datetime) -> list[Column]:
    return [column for column in account.columns if column.is_open_on(at.date())]


def _of_post(post: NewestPost, zone: tzinfo | None, column: str | None = None) -> AuditEvidence:
    published, identifier, address = post
    at = published.astimezone(zone)
    return _evidence(_POST, at, post=identifier, column=column, address=address)


def _evidence(
    what: Text,
    at: datetime | None = None,
    *,
    post: str | None = None,
    message: str | None = None,
    column: str | None = None,
    address: str | None = None,
) -> AuditEvidence:
    # All of it was taken from models or made here, so it need not be validated again.
    return _made(
        {
            "what": what,
            "at": at,
            "post": post,
            "message": message,
            "column": column,
            "by": None,
            "address": address,
        },
    )


def _clock(at: datetime) -> str:
    return at.isoformat(sep=" ", timespec="minutes")
