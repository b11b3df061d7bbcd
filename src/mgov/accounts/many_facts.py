"""What audits have to know of many accounts, gathered in one pass over all their records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final, TypeAlias, cast

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from mgov.accounts.facts import AccountFacts, NewestPost, UnansweredMessage
from mgov.accounts.message import Message
from mgov.accounts.post import Post
from mgov.accounts.report import Observation
from mgov.errors import InvalidValueError
from mgov.values.moment import in_utc
from mgov.values.problems import problems_of
from mgov.values.tables import Column, TableSource, open_table
from mgov.values.web_address import WebAddress

__all__ = ["ManyFacts", "UnknownAccount"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_FIRST: Final = (datetime(1, 1, 2, tzinfo=UTC) - _EPOCH) // _MICROSECOND  # every zone has it

_COLUMNS: Final = (
    Column("account", "text"),
    Column("column", "text", required=False),
    Column("published", "moment"),
    Column("identifier", "text"),
    Column("address", "text", required=False),
    Column("deleted", "moment", required=False),
)

# The newest post of each account, and of each of its columns, that could be read at the moment.
# Of several posts of one time it is the one that `mgov.accounts.activity.newness` puts last:
# structs are compared field by field, and texts by their code points, as in Python.
_QUERY: Final = """
    SELECT account, part, newest.published, newest.identifier, nullif(newest.address, ''),
        number, incomplete
    FROM (
        SELECT account, part,
            max(struct_pack(published := published, identifier := identifier, address := address))
                FILTER (published <= $moment AND (deleted IS NULL OR deleted > $moment)) AS newest,
            count(*) AS number,
            count(*) FILTER (account IS NULL OR published IS NULL OR identifier IS NULL)
                AS incomplete
        FROM (
            SELECT account, {part} AS part, identifier, coalesce(address, '') AS address,
                epoch_us(published) AS published, epoch_us(deleted) AS deleted
            FROM records
        )
        GROUP BY account, part
    )
"""

_Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Row: TypeAlias = tuple[
    _Word,  # the account
    _Word | None,  # the column
    Annotated[int, Field(ge=_FIRST)] | None,  # when its newest post was published
    _Word | None,  # the identifier of that post
    WebAddress | None,  # its address
    int,  # how many posts there are
    int,  # how many of them lack what a post has to have
]
_rows_of: Final = TypeAdapter(list[_Row]).validate_python


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
        self._posts: Counter[str] = Counter()
        self._newest: dict[str, NewestPost] = {}
        self._columns: dict[str, dict[str, NewestPost]] = {}
        self._messages: Counter[str] = Counter()
        self._unanswered: dict[str, list[UnansweredMessage]] | None = None
        self._observations: dict[str, list[Observation]] = {}
        self._asked: set[str] = set()

    def add_posts(self, posts: Iterable[Post]) -> None:
        """Take posts one by one."""
        for post in posts:
            self._posts[post.account] += 1
            if post.is_public_at(self._moment):
                self._add(post.account, post.column, NewestPost.of(post))

    def add_table(
        self, posts: TableSource, columns: Mapping[str, str], time_zone: str | None
    ) -> None:
        """Take posts as a table, of which DuckDB finds the newest ones.

        Raises:
            mgov.errors.InvalidValueError: If a row lacks what every post has, or the newest post
                of an account has something that no post can have.
        """
        names = {column.name: columns.get(column.name, column.name) for column in _COLUMNS}
        query = _QUERY.format(part='"column"' if self._with_columns else "NULL::VARCHAR")
        moment = (self._moment - _EPOCH) // _MICROSECOND
        incomplete = 0
        with open_table(
            posts, _COLUMNS, columns=columns, time_zone=time_zone, called="posts"
        ) as table:
            for rows in table.rows(query, moment=moment):
                incomplete += sum(cast("int", row[-1]) for row in rows)
                self._add_rows([row for row in rows if not row[-1]], names)
        if incomplete:
            needed = ", ".join(names[name] for name in ("account", "published", "identifier"))
            trouble = f"have {incomplete:,} {'row' if incomplete == 1 else 'rows'} without a value"
            remedy = f"Fill in {needed}, or leave these rows out."
            raise InvalidValueError(trouble, field="posts", remedy=remedy, code="posts_incomplete")

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
        newest = self._newest.get(account)
        unanswered = self._unanswered
        if unanswered is None and not self._observations and not self._columns:
            return AccountFacts(newest)
        return AccountFacts(
            newest,
            self._columns.get(account, {}),
            None if unanswered is None else tuple(unanswered.get(account, ())),
            tuple(self._observations.get(account, ())),
        )

    def unknown(self) -> tuple[UnknownAccount, ...]:
        """Name the accounts that were never asked for, by their identifiers in order."""
        every = self._posts.keys() | self._messages.keys() | self._observations.keys()
        return tuple(
            UnknownAccount(
                account,
                posts=self._posts[account],
                messages=self._messages[account],
                observations=len(self._observations.get(account, ())),
            )
            for account in sorted(every - self._asked)
        )

    def _add_rows(self, rows: list[tuple[object, ...]], names: Mapping[str, str]) -> None:
        try:
            valid = _rows_of(rows)
        except ValidationError as error:
            [problem, *_] = problems_of(error)
            row, cell = problem.loc[:2]
            name = names[_COLUMNS[int(cell)].name]
            trouble = f"{problem.trouble} (in the newest post of {rows[int(row)][0]!r})"
            raise InvalidValueError(
                trouble, field=f"posts.{name}", remedy=problem.remedy, code=problem.code
            ) from None
        for account, part, published, identifier, address, number, _ in valid:
            self._posts[account] += number
            if published is not None and identifier is not None:
                moment = _EPOCH + timedelta(microseconds=published)
                self._add(account, part, NewestPost(moment, identifier, address))

    def _add(self, account: str, part: str | None, post: NewestPost) -> None:
        _keep_newer(self._newest, account, post)
        if part is not None and self._with_columns:
            _keep_newer(self._columns.setdefault(account, {}), part, post)


def _keep_newer(newest: dict[str, NewestPost], key: str, post: NewestPost) -> None:
    known = newest.get(key)
    if known is None or _newness(known) < _newness(post):
        newest[key] = post


def _newness(post: NewestPost) -> tuple[datetime, str, str]:
    return in_utc(post.published), post.identifier, post.address or ""
