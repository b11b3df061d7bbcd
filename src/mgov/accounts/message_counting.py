"""How messages are answered, counted over many of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, model_validator

from mgov.accounts.message import Message
from mgov.errors import InvalidValueError
from mgov.values.figures import Figure
from mgov.values.model import Model
from mgov.values.moment import in_utc

__all__ = ["MessageCounts", "message_counts"]

_Count = Annotated[int, Field(ge=0)]


class MessageCounts(Model, frozen=True):
    """How many messages were received, answered, referred and adopted by a moment.

    Attributes:
        received: All that were received by then, valid or not.
        valid: Those that want an answer or have one: not spam, not taken back.
        answered: The valid ones that were answered by then.
        referred: The valid ones that were handed on by then, answered or not.
        adopted: The valid ones whose proposal was adopted by then.
        public: The valid ones that were published.

    Raises:
        mgov.errors.InvalidDataError: Among other troubles, if a part is more than the whole.

    Example:
        >>> from mgov.accounts import MessageCounts
        >>> counts = MessageCounts(
        ...     received=3100, valid=3059, answered=3055, referred=1904, adopted=7, public=812
        ... )
        >>> print(counts.unanswered, counts.reply_rate.format(digits=4))
        4 99.87%
    """

    received: _Count
    valid: _Count
    answered: _Count
    referred: _Count
    adopted: _Count
    public: _Count

    @classmethod
    def of(cls, messages: Iterable[Message], at: datetime) -> Self:
        """Count messages of any accounts, as they stood at a moment.

        Args:
            messages: Messages in any order; may be an iterator.
            at: The moment to look from. What happened later is not counted.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC
            >>> from mgov.accounts import Message, MessageCounts
            >>> messages = [
            ...     Message(identifier="1", account="a", received="2019-04-01T09:00:00+08:00"),
            ...     Message(identifier="2", account="a", received="2019-06-01T09:00:00+08:00"),
            ... ]
            >>> MessageCounts.of(messages, datetime(2019, 5, 1, tzinfo=UTC)).unanswered
            1
        """
        moment = in_utc(at)
        numbers = dict.fromkeys(cls.model_fields, 0)
        for message in messages:
            _count(message, moment, numbers)
        return cls.model_validate(numbers)

    @property
    def unanswered(self) -> int:
        """The valid ones that were waiting for an answer."""
        return self.valid - self.answered

    @property
    def reply_rate(self) -> Figure | None:
        """The share of the valid ones that were answered (答复率); None if there were none."""
        return self._share(self.answered)

    @property
    def referral_rate(self) -> Figure | None:
        """The share of the valid ones that were handed on; None if there were none."""
        return self._share(self.referred)

    @property
    def adoption_rate(self) -> Figure | None:
        """The share of the valid ones that were adopted (采纳率); None if there were none."""
        return self._share(self.adopted)

    def _share(self, part: int) -> Figure | None:
        if not self.valid:
            return None
        whole = Figure.exact(self.valid, unit="message")
        return (Figure.exact(part, unit="message") / whole).with_unit("share")

    @model_validator(mode="after")
    def _has_no_part_above_the_whole(self) -> Self:
        parts = max(self.answered, self.referred, self.adopted, self.public)
        if not parts <= self.valid <= self.received:
            trouble = "counts more in a part than in the whole"
            remedy = "Count among the valid ones, and these among those received."
            raise InvalidValueError(trouble, remedy=remedy, code="message_counts").as_pydantic()
        return self


def message_counts(messages: Iterable[Message], at: datetime) -> dict[str, MessageCounts]:
    """Count messages as they stood at a moment, for each account that received any.

    Args:
        messages: Messages in any order, of any accounts; may be an iterator.
        at: The moment to look from. What happened later is not counted.

    Returns:
        The counts by the identifier of the account.

    Raises:
        mgov.errors.InvalidValueError: If the moment has no time zone.

    Example:
        >>> from datetime import UTC
        >>> from mgov.accounts import Message, message_counts
        >>> messages = [
        ...     Message(
        ...         identifier=name,
        ...         account=name,
        ...         received="2019-04-01T09:00:00+08:00",
        ...         validity="valid" if name == "a" else "spam",
        ...     )
        ...     for name in "ab"
        ... ]
        >>> counts = message_counts(messages, datetime(2019, 5, 1, tzinfo=UTC))
        >>> {account: each.valid for account, each in counts.items()}
        {'a': 1, 'b': 0}
    """
    moment = in_utc(at)
    numbers: defaultdict[str, dict[str, int]] = defaultdict(
        lambda: dict.fromkeys(MessageCounts.model_fields, 0)
    )
    for message in messages:
        if in_utc(message.received) <= moment:
            _count(message, moment, numbers[message.account])
    return {account: MessageCounts.model_validate(each) for account, each in numbers.items()}


def _count(message: Message, moment: datetime, numbers: dict[str, int]) -> None:
    numbers["received"] += in_utc(message.received) <= moment
    if not message.counts_at(moment):
        return
    numbers["valid"] += 1
    numbers["answered"] += message.is_answered_at(moment)
    numbers["referred"] += any(in_utc(each.at) <= moment for each in message.referrals)
    numbers["adopted"] += message.adopted is not None and in_utc(message.adopted) <= moment
    numbers["public"] += message.public
