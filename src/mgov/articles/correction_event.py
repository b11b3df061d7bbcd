"""What happens to a reader's report: one event a step, from which its status follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import AwareDatetime, Field, model_validator

from mgov.articles.wording import Line
from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.text import Text

__all__ = ["CorrectionEvent", "CorrectionEventKind", "CorrectionStatus", "follow"]


class CorrectionEventKind(StrEnum):
    """What can happen to a report.

    Attributes:
        REVIEW_STARTED: Somebody has taken it up.
        EXTENDED: Its term was extended, since the matter is complicated.
        REPLIED: The reader was told something.
        ACCEPTED: The article was corrected.
        REJECTED: The article stays as it is, and the reader was told why.
        WITHDRAWN: The reader took it back.

    Example:
        >>> from mgov.articles import CorrectionEventKind
        >>> CorrectionEventKind("accepted").name
        'ACCEPTED'
    """

    REVIEW_STARTED = "review_started"
    EXTENDED = "extended"
    REPLIED = "replied"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class CorrectionStatus(StrEnum):
    """How a report stands.

    Attributes:
        RECEIVED: It has arrived.
        UNDER_REVIEW: Somebody looks into it.
        ACCEPTED: The article was corrected.
        REJECTED: The article stays as it is.
        WITHDRAWN: The reader took it back.

    Example:
        >>> from mgov.articles import CorrectionStatus
        >>> CorrectionStatus("rejected").is_closed, CorrectionStatus("received").is_closed
        (True, False)
    """

    RECEIVED = "received"
    UNDER_REVIEW = "under_review"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def is_closed(self) -> bool:
        """Whether it has been decided or taken back."""
        return self not in {CorrectionStatus.RECEIVED, CorrectionStatus.UNDER_REVIEW}


class CorrectionEvent(Model, frozen=True):
    """One step of what becomes of a report.

    Attributes:
        kind: What happened.
        at: When.
        by: The name of the editor who did it, as it may be published.
        reply: What the reader was told; every answer counts for the term.
        version: The number of the article's version that has the correction.

    Example:
        >>> from mgov.articles import CorrectionEvent
        >>> event = CorrectionEvent(
        ...     kind="rejected", at="2017-08-18T10:00:00+08:00", reply="经核实，原文无误。"
        ... )
        >>> print(event.reply)
        经核实，原文无误。
    """

    kind: CorrectionEventKind
    at: AwareDatetime
    by: Line | None = None
    reply: Text | None = None
    version: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _says_what_it_has_to(self) -> Self:
        if self.reply is None and self.kind in _NEEDS_REPLY:
            trouble, remedy = (
                f"has no reply, which {self.kind} needs",
                "Say what the reader was told.",
            )
            raise InvalidValueError(trouble, remedy=remedy, code="reply_missing").as_pydantic()
        if (self.version is None) == (self.kind is CorrectionEventKind.ACCEPTED):
            trouble = f"is {self.kind} and has {'no' if self.version is None else 'a'} version"
            remedy = "Give the article's new version with accepted, and with nothing else."
            raise InvalidValueError(trouble, remedy=remedy, code="event_version").as_pydantic()
        return self


_NEEDS_REPLY: Final = {CorrectionEventKind.REPLIED, CorrectionEventKind.REJECTED}

# What an event makes of a status; what is not listed cannot happen.
_OPEN: Final = (CorrectionStatus.RECEIVED, CorrectionStatus.UNDER_REVIEW)
_AFTER: Final = {
    (CorrectionStatus.RECEIVED, CorrectionEventKind.REVIEW_STARTED): CorrectionStatus.UNDER_REVIEW,
    **{(each, CorrectionEventKind.EXTENDED): each for each in _OPEN},
    **{(each, CorrectionEventKind.ACCEPTED): CorrectionStatus.ACCEPTED for each in _OPEN},
    **{(each, CorrectionEventKind.REJECTED): CorrectionStatus.REJECTED for each in _OPEN},
    **{(each, CorrectionEventKind.WITHDRAWN): CorrectionStatus.WITHDRAWN for each in _OPEN},
    **{(each, CorrectionEventKind.REPLIED): each for each in CorrectionStatus},
}


def follow(received: datetime, events: Iterable[CorrectionEvent]) -> Iterator[CorrectionStatus]:
    """Yield the status after the receipt, and then after each event.

    Raises:
        mgov.errors.InvalidValueError: If the next event cannot have happened then.
    """
    status, before = CorrectionStatus.RECEIVED, in_utc(received)
    yield status
    for event in events:
        after, moment = _AFTER.get((status, event.kind)), in_utc(event.at)
        if after is None:
            trouble = f"is {event.kind}, which cannot happen to a report that is {status}"
            can = ", ".join(kind for each, kind in _AFTER if each is status)
            remedy = f"Possible now: {can}."
            raise InvalidValueError(trouble, remedy=remedy, code="correction_step")
        if moment < before:
            trouble, remedy = "lies before what happened before it", "Correct one of the moments."
            raise InvalidValueError(trouble, remedy=remedy, code="correction_time")
        status, before = after, moment
        yield status
