"""What audits have to know of many accounts, gathered in one pass over all their records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

from mgov.accounts.facts import AccountFacts, NewestPost, UnansweredMessage
from mgov.accounts.message import Message
from mgov.accounts.post import Post
from mgov.accounts.posts_table import newest_posts
from mgov.accounts.report import Observation
from mgov.values.moment import in_utc
from mgov.values.tables import TableSource

__all__ = ["ManyFacts", "UnknownAccount"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

_Last: TypeAlias = tuple[int, str, str]
"""A post as far as it is kept: the microsecond, the identifier, the address or nothing.

In this order tuples compare as `mgov.accounts.activity.newness` orders posts of one account."""

_NO_POSTS: Final[tuple[int, _Last | None]] = (0, None)


@dataclass(frozen=True, slots=True)
class UnknownAccount:
    """An account that records speak of and that was not among those to audit.

    Attributes:
        account: Its identifier in the records.
        posts: How many posts are of it, whether or not they could be read.
        messages: How many messages.
        observations: How many observations.

    Example:
        >>> from mgov.accounts import UnknownAccount
        >>> UnknownAccount("an-old-name", posts=3).messages
        0
    """

    account: str
    posts: int = 0
    messages: int = 0
    observations: int = 0


class ManyFacts:
    """Facts of accounts at a moment; only what an audit may ask is kept of the records."""

    def __init__(self, at: datetime, *, with_columns: bool) -> None:
        self._with_columns = with_columns
        self._moment = in_utc(at)
        self._posts: dict[str, tuple[int, _Last | None]] = {}
        self._columns: dict[str, dict[str, _Last]] = {}
        self._messages: Counter[str] = Counter()
        self._unanswered: dict[str, list[UnansweredMessage]] | None = None
        self._observations: dict[str, list[Observation]] = {}
        self._asked: set[str] = set()

    def add_posts(self, posts: Iterable[Post]) -> None:
        """Take posts one by one."""
        for post in posts:
            last = None
            if post.is_public_at(self._moment):
                microsecond = (in_utc(post.published) - _EPOCH) // _MICROSECOND
                last = microsecond, post.identifier, post.address or ""
            self._add(post.account, post.column, 1, last)

    def add_table(
        self, posts: TableSource, columns: Mapping[str, str], time_zone: str | None
    ) -> None:
        """Take posts as a table, of which DuckDB finds the newest ones."""
        moment = (self._moment - _EPOCH) // _MICROSECOND
        rows = newest_posts(
            posts, moment, columns=columns, time_zone=time_zone, by_column=self._with_columns
        )
        for account, part, published, identifier, address, number, _ in rows:
            last = None
            if published is not None and identifier is not None:
                last = published, identifier, address or ""
            self._add(account, part, number, last)

    def add_messages(self, messages: Iterable[Message]) -> None:
        """Take messages; without a call, it is not known which there are."""
        waiting = self._unanswered = {} if self._unanswered is None else self._unanswered
        for message in messages:
            self._messages[message.account] += 1
            if message.waiting(self._moment) is not None:
                waiting.setdefault(message.account, []).append(UnansweredMessage.of(message))

    def add_observations(self, observations: Iterable[Observation]) -> None:
        """Take what inspectors saw."""
        for observation in observations:
            self._observations.setdefault(observation.account, []).append(observation)

    def of(self, account: str) -> AccountFacts:
        """Return the facts of an account, and remember that it was asked for."""
        self._asked.add(account)
        _, last = self._posts.get(account, _NO_POSTS)
        newest = None if last is None else _post(last)
        unanswered = self._unanswered
        if unanswered is None and not self._observations and not self._columns:
            return AccountFacts(newest)
        return AccountFacts(
            newest,
            {name: _post(each) for name, each in self._columns.get(account, {}).items()},
            None if unanswered is None else tuple(unanswered.get(account, ())),
            tuple(self._observations.get(account, ())),
        )

    def unknown(self) -> tuple[UnknownAccount, ...]:
        """Name the accounts that were never asked for, by their identifiers in order."""
        every = self._posts.keys() | self._messages.keys() | self._observations.keys()
        return tuple(
            UnknownAccount(
                account,
                posts=self._posts.get(account, _NO_POSTS)[0],
                messages=self._messages[account],
                observations=len(self._observations.get(account, ())),
            )
            for account in sorted(every - self._asked)
        )

    def _add(self, account: str, part: str | None, number: int, last: _Last | None) -> None:
        known = self._posts.get(account)
        if known is None:
            self._posts[account] = number, last
        else:
            self._posts[account] = known[0] + number, _newer(known[1], last)
        if self._with_columns and part is not None and last is not None:
            parts = self._columns.setdefault(account, {})
            parts[part] = max(parts.get(part, last), last)


def _newer(one: _Last | None, other: _Last | None) -> _Last | None:
    if one is None or other is None:
        return one or other
    return max(one, other)


def _post(last: _Last) -> NewestPost:
    microsecond, identifier, address = last
    return NewestPost(_EPOCH + microsecond * _MICROSECOND, identifier, address or None)
