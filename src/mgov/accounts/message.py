"""`Message`: what a citizen wrote to an official account, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from mgov.accounts.message_words import MessageChannel, MessageKind, MessageValidity
from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import Moment, in_utc
from mgov.values.organization import Organization
from mgov.values.personal import PersonalText
from mgov.values.text import Text
from mgov.values.web_address import WebAddress
from mgov.values.word import Word

__all__ = ["Message", "Referral", "Reply"]


class Reply(Model, frozen=True):
    """What was written back.

    Attributes:
        at: When.
        text: What it says. It may repeat what the citizen told, so it is held to be personal.
        by: The office that replied, not a person.
        automatic: Whether a program sent it to say that the message arrived. Such a reply is no
            answer.

    Example:
        >>> from mgov.accounts import Reply
        >>> Reply(at="2019-04-02T09:00:00+08:00", text="您好，办理地点为……").text
        PersonalText('***')
    """

    at: Moment
    text: PersonalText | None = None
    by: Text | None = None
    automatic: bool = False


class Referral(Model, frozen=True):
    """That a message was handed on to the organization in charge (转办).

    Attributes:
        at: When.
        to: To whom.
        note: On what grounds, or by when it is to be answered.

    Example:
        >>> from mgov.accounts import Referral
        >>> Referral(at="2019-04-01T10:00:00+08:00", to={"name": "市人社局"}).to.name
        Text('市人社局')
    """

    at: Moment
    to: Organization
    note: Text | None = None


def _replies_in_order(replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    return tuple(sorted(replies, key=lambda reply: in_utc(reply.at)))


def _referrals_in_order(referrals: tuple[Referral, ...]) -> tuple[Referral, ...]:
    return tuple(sorted(referrals, key=lambda referral: in_utc(referral.at)))


class Message(Model, frozen=True):
    """A message from a citizen to an official account, with its replies.

    What it says is personal data: it is seen in no `repr`, error or dump (see
    `mgov.values.personal`). The topic is a word of the office for what it is about and must not
    name anybody.

    Attributes:
        identifier: What other records call it by.
        account: The identifier of the account.
        received: When it arrived.
        text: What it says.
        channel: By which way it arrived.
        kind: What it wants.
        topic: What it is about, as the office sorts it.
        validity: Whether it is one that wants an answer.
        public: Whether it was published, for all to read.
        address: Its page, if it was published.
        replies: What was written back, in the order of time.
        referrals: To whom it was handed on, in the order of time.
        adopted: When what it proposes was adopted (采纳); None if it was not.
        withdrawn: When the citizen took it back; None if it stands. That an office deletes a
            message withdraws nothing.

    Raises:
        mgov.errors.InvalidDataError: Among other troubles, if something was done with it before
            it was received.

    Example:
        >>> from mgov.accounts import Message
        >>> message = Message(
        ...     identifier="m1",
        ...     account="njga",
        ...     received="2019-04-01T09:00:00+08:00",
        ...     text="我叫张三，住在某街1号，身份证丢了怎么补办？",
        ...     kind="question",
        ...     replies=[{"at": "2019-04-01T15:30:00+08:00", "by": "南京市公安局"}],
        ... )
        >>> print(message.reply_time, message.text)
        6:30:00 ***
    """

    identifier: Word
    account: Word
    received: Moment
    text: PersonalText | None = None
    channel: MessageChannel | None = None
    kind: MessageKind = MessageKind.OTHER
    topic: Text | None = None
    validity: MessageValidity = MessageValidity.VALID
    public: bool = False
    address: WebAddress | None = None
    replies: Annotated[tuple[Reply, ...], AfterValidator(_replies_in_order)] = ()
    referrals: Annotated[tuple[Referral, ...], AfterValidator(_referrals_in_order)] = ()
    adopted: Moment | None = None
    withdrawn: Moment | None = None

    @property
    def answered_at(self) -> datetime | None:
        """When it was answered: the first reply that a program did not send.

        Example:
            >>> from mgov.accounts import Message
            >>> Message(
            ...     identifier="m1",
            ...     account="a",
            ...     received="2019-04-01T09:00:00+08:00",
            ...     replies=[{"at": "2019-04-01T09:00:01+08:00", "automatic": True}],
            ... ).answered_at is None
            True
        """
        return next((reply.at for reply in self.replies if not reply.automatic), None)

    @property
    def reply_time(self) -> timedelta | None:
        """How long the citizen waited for the answer; None if there is none."""
        answered = self.answered_at
        return None if answered is None else in_utc(answered) - in_utc(self.received)

    def counts_at(self, at: datetime) -> bool:
        """Say whether it wants an answer at a moment, or has one.

        It does if it is valid, was received by then and was not taken back by then.

        Args:
            at: The moment to look at, in any time zone.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import Message
            >>> message = Message(
            ...     identifier="m1", account="a", received="2019-04-01T09:00:00+08:00"
            ... )
            >>> [message.counts_at(datetime(2019, 4, 1, hour, tzinfo=UTC)) for hour in (0, 1)]
            [False, True]
        """
        moment = in_utc(at)
        if self.validity is not MessageValidity.VALID or in_utc(self.received) > moment:
            return False
        return self.withdrawn is None or in_utc(self.withdrawn) > moment

    def is_answered_at(self, at: datetime) -> bool:
        """Say whether it was answered by a moment; an answer at the moment itself counts."""
        moment = in_utc(at)
        answered = self.answered_at
        return answered is not None and in_utc(answered) <= moment

    def waiting(self, at: datetime) -> timedelta | None:
        """Return how long it has been waiting for an answer at a moment.

        Args:
            at: The moment to look from. A later answer was not known then.

        Returns:
            The time since it was received; None if it does not wait: it is answered, taken
            back, not received yet, or not valid.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import Message
            >>> message = Message(
            ...     identifier="m1", account="a", received="2019-04-01T09:00:00+08:00"
            ... )
            >>> print(message.waiting(datetime(2019, 7, 1, 2, tzinfo=UTC)))
            91 days, 1:00:00
        """
        if not self.counts_at(at) or self.is_answered_at(at):
            return None
        return in_utc(at) - in_utc(self.received)

    @model_validator(mode="after")
    def _begins_when_it_is_received(self) -> Self:
        received = in_utc(self.received)
        early = [what for what, at in self._done() if in_utc(at) < received]
        if early:
            trouble = f"was {early[0]} before it was received"
            remedy = "Correct the moments."
            raise InvalidValueError(trouble, remedy=remedy, code="message_order").as_pydantic()
        return self

    def _done(self) -> Iterator[tuple[str, datetime]]:
        yield from (("replied to", reply.at) for reply in self.replies)
        yield from (("referred", referral.at) for referral in self.referrals)
        if self.adopted is not None:
            yield "adopted", self.adopted
        if self.withdrawn is not None:
            yield "withdrawn", self.withdrawn
