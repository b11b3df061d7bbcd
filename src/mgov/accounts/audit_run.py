"""Audits a whole directory: all posts in one pass, then the accounts, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from os import PathLike
from typing import cast

from typing_extensions import override

from mgov.accounts.account import Account
from mgov.accounts.account_audit import AccountAudit
from mgov.accounts.inspection import Inspection
from mgov.accounts.many_facts import ManyFacts, UnknownAccount
from mgov.accounts.message import Message
from mgov.accounts.post import Post
from mgov.accounts.report import Observation
from mgov.accounts.rules import AccountRulebook
from mgov.errors import InvalidValueError
from mgov.values.tables import TableSource, is_table

__all__ = ["AuditRun", "audit_many"]


class AuditRun(Iterator[AccountAudit]):
    """The audits of many accounts, each made when it is asked for; `audit_many` makes the run.

    Example:
        >>> from datetime import UTC
        >>> from mgov.accounts import Account, AuditRun, audit_many
        >>> accounts = [Account(identifier="a", platform="weibo", name="某区发布")]
        >>> run = audit_many(accounts, [], at=datetime(2019, 5, 1, tzinfo=UTC))
        >>> isinstance(run, AuditRun), [audit.passed for audit in run]
        (True, [False])
    """

    def __init__(
        self, accounts: Iterable[Account], facts: ManyFacts, inspection: Inspection
    ) -> None:
        self._facts = facts
        self._is_over = False
        self._audits = self._audited(accounts, inspection)

    @override
    def __next__(self) -> AccountAudit:
        return next(self._audits)

    @property
    def unknown_accounts(self) -> tuple[UnknownAccount, ...]:
        """The accounts that posts, messages or observations are of and that were not audited.

        Such records change no audit. Often they are of an account that was renamed or closed, or
        that is missing from the directory.

        Raises:
            mgov.errors.InvalidValueError: If there are still accounts to audit.

        Example:
            >>> from datetime import UTC
            >>> from mgov.accounts import Post, audit_many
            >>> posts = [Post(identifier="1", account="b", published="2019-04-30T09:00:00+08:00")]
            >>> run = audit_many([], posts, at=datetime(2019, 5, 1, tzinfo=UTC))
            >>> list(run), run.unknown_accounts[0].account, run.unknown_accounts[0].posts
            ([], 'b', 1)
        """
        if not self._is_over:
            trouble = "is not over, so it is not known which accounts are unknown"
            remedy = "Take all its audits first."
            raise InvalidValueError(trouble, field="run", remedy=remedy, code="audits_unfinished")
        return self._facts.unknown()

    def _audited(
        self, accounts: Iterable[Account], inspection: Inspection
    ) -> Iterator[AccountAudit]:
        facts_of, audit = self._facts.of, inspection.of
        for account in accounts:
            yield audit(account, facts_of(account.identifier))
        self._is_over = True


def audit_many(
    accounts: Iterable[Account],
    posts: Iterable[Post] | Iterable[str | PathLike[str]] | TableSource,
    messages: Iterable[Message] | None = None,
    *,
    at: datetime,
    rulebook: AccountRulebook | str = "cn-2019",
    observations: Iterable[Observation] = (),
    columns: Mapping[str, str] | None = None,
    time_zone: str | None = None,
) -> AuditRun:
    """Audit the accounts of a directory as they stood at a moment.

    Each audit is equal to that of `audit`, given the account and all these records. The records
    are gone through once, when this is called, and of the posts only the newest ones are kept;
    the accounts are gone through as the audits are taken, and may be an iterator.

    Posts as a table are read by DuckDB (extra `frames`) in half a gigabyte of memory; a file may
    be larger than that. A post is a row with the columns `identifier`, `account`, `published`,
    and, if there are such, `deleted`, `column` and `address`; others are passed over. White
    space around identifiers and names does not count. Empty cells of `account`, `identifier` and
    `published` are refused, and so are moments that do not say their offset.

    Args:
        accounts: The accounts, in the order in which they are to be audited.
        posts: Posts in any order: models, or a table. A table is the path of a Parquet, CSV or
            JSON Lines file, the paths of several, a frame of pandas or polars, a table or a
            reader of pyarrow, or a relation of DuckDB.
        messages: Messages in any order. None if nobody knows which there are.
        at: The moment of the audit. Its time zone says when a day begins.
        rulebook: The rules, or the name of a rulebook that comes with the library.
        observations: What inspectors saw.
        columns: The names that the columns of a table have, where they are others:
            `{"identifier": "mid", "account": "uid"}`.
        time_zone: The IANA name of the time zone whose clock is shown by moments of a table
            that do not say their offset.

    Returns:
        An iterator over the audits, in the order of the accounts. When it is over, its
        `unknown_accounts` tell what the records say of accounts that are none of these. It
        raises `mgov.errors.InvalidValueError` at an account that has an observation which
        `audit` refuses.

    Raises:
        OSError: If a file cannot be read.
        mgov.errors.InvalidValueError: If the moment has no time zone, there is no such rulebook,
            or the table is not what it has to be.
        mgov.errors.MissingExtraError: If posts are a table and the extra `frames` is not
            installed.

    Example:
        >>> from zoneinfo import ZoneInfo
        >>> from mgov.accounts import Account, Post, audit_many
        >>> accounts = [
        ...     Account(identifier=name, platform="weibo", name="某区发布") for name in ("a", "b")
        ... ]
        >>> posts = [Post(identifier="1", account="b", published="2019-04-30T09:00:00+08:00")]
        >>> at = datetime(2019, 5, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
        >>> for audit in audit_many(accounts, posts, at=at):
        ...     print(audit.account, [finding.rule for finding in audit.findings])
        a ['silent']
        b []
    """
    inspection = Inspection(rulebook, at)
    with_columns = any(rule.columns is not None for rule in inspection.book.rules)
    facts = ManyFacts(at, with_columns=with_columns)
    facts.add_observations(observations)
    if messages is not None:
        facts.add_messages(messages)
    source = _table_or_posts(posts)
    if is_table(source):
        facts.add_table(source, columns or {}, time_zone)
    elif columns is not None or time_zone is not None:
        trouble = "speaks of a table, and the posts are none"
        remedy = "Leave it out; posts know their columns and moments."
        field = "time_zone" if columns is None else "columns"
        raise InvalidValueError(trouble, field=field, remedy=remedy, code="posts_no_table")
    else:
        facts.add_posts(source)
    return AuditRun(accounts, facts, inspection)


def _table_or_posts(
    posts: Iterable[Post] | Iterable[str | PathLike[str]] | TableSource,
) -> Iterable[Post] | TableSource:
    if is_table(posts):
        return posts
    given: object = posts
    if not isinstance(given, Iterable):  # such as a lazy frame, which only its caller can compute
        raise _neither()
    rest = iter(posts)
    first: object = next(rest, None)
    if first is None:
        return ()
    if isinstance(first, str | PathLike):
        return [first, *cast("Iterator[str | PathLike[str]]", rest)]
    if not isinstance(first, Post):
        raise _neither()
    return chain((first,), cast("Iterator[Post]", rest))


def _neither() -> InvalidValueError:
    trouble = "are neither posts nor a table that can be read"
    remedy = "Give models, paths of files, or a table in memory; collect what is lazy."
    return InvalidValueError(trouble, field="posts", remedy=remedy, code="posts_kind")
