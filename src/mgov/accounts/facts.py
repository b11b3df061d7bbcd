"""What an audit has to know of an account, found once, so that rules never read a post.

`audit` finds it from models. A program that audits many accounts may find it by other means,
such as one query for the newest post of every account, and give it to `Inspection`. It answers
for the values: they have to be such as the models have, because audits do not validate them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple

from mgov.accounts.activity import newness
from mgov.accounts.message import Message
from mgov.accounts.message_words import MessageKind
from mgov.accounts.post import Post
from mgov.accounts.report import Observation
from mgov.values.moment import in_utc

__all__ = ["AccountFacts", "NewestPost", "UnansweredMessage", "facts_of"]


class NewestPost(NamedTuple):
    """The newest post that could be read at the moment of an audit.

    Attributes:
        published: When it was published, with a time zone.
        identifier: Its identifier.
        address: Its page, if it is known.
    """

    published: datetime
    identifier: str
    address: str | None = None

    @classmethod
    def of(cls, post: Post) -> NewestPost:
        """Keep of a post what an audit says of it."""
        return cls(post.published, post.identifier, post.address)


class UnansweredMessage(NamedTuple):
    """A valid message that was waiting for an answer at the moment of an audit.

    Attributes:
        received: When it was received, with a time zone.
        identifier: Its identifier.
        kind: What it wants.
        address: Its page, if it has one.
    """

    received: datetime
    identifier: str
    kind: MessageKind = MessageKind.OTHER
    address: str | None = None

    @classmethod
    def of(cls, message: Message) -> UnansweredMessage:
        """Keep of a message what an audit says of it: nothing that it says itself."""
        return cls(message.received, message.identifier, message.kind, message.address)


_NO_COLUMNS: Final[Mapping[str, NewestPost]] = MappingProxyType({})


class AccountFacts(NamedTuple):
    """What an audit has to know of an account at its moment.

    Attributes:
        newest: The newest post of the account that could be read; None if there is none.
        columns: The newest post of each column that has one, by the identifier of the column.
        unanswered: The messages that wait for an answer, in any order; None if it is not known
            which messages there are.
        observations: What inspectors saw of the account, in any order.
    """

    newest: NewestPost | None = None
    columns: Mapping[str, NewestPost] = _NO_COLUMNS
    unanswered: tuple[UnansweredMessage, ...] | None = None
    observations: tuple[Observation, ...] = ()


def facts_of(
    account: str,
    posts: Iterable[Post],
    messages: Iterable[Message] | None,
    observations: Iterable[Observation],
    at: datetime,
) -> AccountFacts:
    """Find the facts of an account from the records of any accounts."""
    moment = in_utc(at)
    newest: dict[str | None, Post] = {}
    for post in posts:
        if post.account == account and post.is_public_at(moment):
            for part in {None, post.column}:
                known = newest.get(part)
                if known is None or newness(known) < newness(post):
                    newest[part] = post
    last = newest.pop(None, None)
    return AccountFacts(
        newest=None if last is None else NewestPost.of(last),
        columns={str(column): NewestPost.of(post) for column, post in newest.items()},
        unanswered=None if messages is None else tuple(_unanswered(account, messages, moment)),
        observations=tuple(each for each in observations if each.account == account),
    )


def _unanswered(
    account: str, messages: Iterable[Message], moment: datetime
) -> Iterable[UnansweredMessage]:
    for message in messages:
        if message.account == account and message.waiting(moment) is not None:
            yield UnansweredMessage.of(message)
