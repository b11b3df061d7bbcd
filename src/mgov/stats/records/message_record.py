"""`MessageRecord`: a citizen's message, as a row that replies are measured on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Annotated, Self

from pydantic import Field

from mgov.accounts import Message, MessageChannel, MessageCounts, MessageKind
from mgov.stats.records.later import not_yet
from mgov.values.model import Model
from mgov.values.moment import Moment, in_utc
from mgov.values.word import Word

__all__ = ["MessageRecord"]


class MessageRecord(Model, frozen=True):
    """A message as it stood at a moment; what it says is left out.

    What is said of it is what `MessageCounts` counts of it alone: there is one definition of
    what is valid, answered, referred and adopted.

    Attributes:
        identifier: What other records call it by.
        account: The identifier of the account.
        received_at: When it arrived.
        channel: By which way it arrived.
        kind: What it wants.
        topic: What it is about, as the office sorts it.
        is_valid: Whether it wants an answer or has one: no spam, not taken back.
        is_answered: Whether it is valid and was answered by then.
        is_referred: Whether it is valid and was handed on by then.
        is_adopted: Whether it is valid and its proposal was adopted by then.
        is_public: Whether it is valid and was published.
        reply_hours: How many hours the citizen waited for the answer; None while there is none.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.accounts import Message
        >>> from mgov.stats import MessageRecord
        >>> message = Message(
        ...     identifier="m1",
        ...     account="njga",
        ...     received="2019-04-01T09:00:00+08:00",
        ...     replies=[{"at": "2019-04-01T15:30:00+08:00"}],
        ... )
        >>> record = MessageRecord.of(message, at=datetime(2019, 5, 1, tzinfo=UTC))
        >>> record.is_answered, record.reply_hours
        (True, 6.5)
    """

    identifier: Word
    account: Word
    received_at: Moment
    channel: MessageChannel | None = None
    kind: MessageKind
    topic: str | None = None
    is_valid: bool
    is_answered: bool
    is_referred: bool
    is_adopted: bool
    is_public: bool
    reply_hours: Annotated[float, Field(ge=0)] | None = None

    @classmethod
    def of(cls, message: Message, *, at: datetime) -> Self:
        """Look at a message at a moment.

        Args:
            message: The message.
            at: The moment to look from. What happened later is left out.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone, or the message was
                received later.
        """
        counts = MessageCounts.of([message], at)
        if not counts.received:
            raise not_yet("message", "received")
        reply_time = message.reply_time if counts.answered else None
        return cls(
            identifier=message.identifier,
            account=message.account,
            received_at=message.received,
            channel=message.channel,
            kind=message.kind,
            topic=None if message.topic is None else str(message.topic),
            is_valid=bool(counts.valid),
            is_answered=bool(counts.answered),
            is_referred=bool(counts.referred),
            is_adopted=bool(counts.adopted),
            is_public=bool(counts.public),
            reply_hours=None if reply_time is None else reply_time / timedelta(hours=1),
        )

    @classmethod
    def each(cls, messages: Iterable[Message], *, at: datetime) -> Iterator[Self]:
        """Look at messages at a moment, leaving out those that were received later.

        Args:
            messages: The messages; may be an iterator.
            at: The moment to look from.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import Message
            >>> from mgov.stats import MessageRecord
            >>> days = (f"2019-04-{day}T09:00:00+08:00" for day in (17, 18, 19))
            >>> messages = (Message(identifier=day, account="a", received=day) for day in days)
            >>> len(list(MessageRecord.each(messages, at=datetime(2019, 4, 18, 12, tzinfo=UTC))))
            2
        """
        moment = in_utc(at)
        for message in messages:
            if in_utc(message.received) <= moment:
                yield cls.of(message, at=at)
