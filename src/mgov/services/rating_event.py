"""What becomes of a rating: one event a step, from which its status follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import AwareDatetime, StringConstraints, model_validator

from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.personal import PersonalText

__all__ = ["RatingEvent", "RatingEventKind", "RatingStatus", "follow"]


class RatingEventKind(StrEnum):
    """What can happen to a rating.

    Attributes:
        ANSWERED: Whoever rated was answered, or asked what happened (回复、回访核实).
        PUT_RIGHT: What was bad has been put right (整改).
        EXPLAINED: It cannot lawfully be as whoever rated wants it, and that was explained.
        SET_ASIDE: It was found to be given by mistake or in bad faith, and does not count.
        REVISITED: Whoever rated was asked whether they are satisfied now (回访).

    Example:
        >>> from mgov.services import RatingEventKind
        >>> RatingEventKind("put_right").name
        'PUT_RIGHT'
    """

    ANSWERED = "answered"
    PUT_RIGHT = "put_right"
    EXPLAINED = "explained"
    SET_ASIDE = "set_aside"
    REVISITED = "revisited"


class RatingStatus(StrEnum):
    """How a rating stands.

    Attributes:
        NOTHING_OWED: It is not bad, so nobody has to do anything about it.
        OPEN: It is bad, and nothing has happened.
        ANSWERED: It is bad, whoever gave it was answered, and nothing has been put right.
        PUT_RIGHT: What was bad has been put right.
        EXPLAINED: Why nothing can be changed has been explained.
        SET_ASIDE: It does not count.
        REVISITED: Whoever gave it was asked whether they are satisfied now.

    Example:
        >>> from mgov.services import RatingStatus
        >>> RatingStatus("open").is_closed, RatingStatus("put_right").is_closed
        (False, True)
    """

    NOTHING_OWED = "nothing_owed"
    OPEN = "open"
    ANSWERED = "answered"
    PUT_RIGHT = "put_right"
    EXPLAINED = "explained"
    SET_ASIDE = "set_aside"
    REVISITED = "revisited"

    @property
    def is_closed(self) -> bool:
        """Whether it has been settled, though perhaps not to anybody's satisfaction."""
        return self not in {RatingStatus.OPEN, RatingStatus.ANSWERED}


class RatingEvent(Model, frozen=True):
    """One step of what becomes of a rating.

    Attributes:
        kind: What happened.
        at: When.
        by: The office that did it, as it may be published.
        satisfied: On a revisit, whether whoever rated is satisfied now; None if they do not say.
        note: What was found or said, which is shown nowhere.

    Example:
        >>> from mgov.services import RatingEvent
        >>> event = RatingEvent(
        ...     kind="revisited", at="2020-06-18T10:00:00+08:00", satisfied=True, note="致电王女士"
        ... )
        >>> event.note
        PersonalText('***')
    """

    kind: RatingEventKind
    at: AwareDatetime
    by: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] | None = None
    satisfied: bool | None = None
    note: PersonalText | None = None

    @model_validator(mode="after")
    def _is_satisfied_when_revisited(self) -> Self:
        if self.satisfied is not None and self.kind is not RatingEventKind.REVISITED:
            trouble = f"says satisfied of a rating that was {self.kind.value}"
            remedy = "Only who is revisited says that; leave it out."
            raise InvalidValueError(trouble, remedy=remedy, code="rating_satisfied").as_pydantic()
        return self


_UNSETTLED: Final = frozenset({RatingStatus.OPEN, RatingStatus.ANSWERED})
_SETTLED: Final = frozenset(
    {RatingStatus.PUT_RIGHT, RatingStatus.EXPLAINED, RatingStatus.REVISITED}
)


def follow(
    rated: datetime, events: Iterable[RatingEvent], *, is_bad: bool
) -> Iterator[RatingStatus]:
    """Go through the events of a rating.

    Args:
        rated: When the rating was given.
        events: What happened since.
        is_bad: Whether the rating is bad.

    Yields:
        How it stands when it is given, and after each event.

    Raises:
        mgov.errors.InvalidValueError: At the first event that cannot have happened then.
    """
    status = RatingStatus.OPEN if is_bad else RatingStatus.NOTHING_OWED
    last, unsatisfied = rated, False
    yield status
    for event in events:
        if in_utc(event.at) < in_utc(last):
            trouble = f"is {event.kind.value} before {last.isoformat()}, when it was so far"
            raise _refusal(trouble, "Give a moment that is not before it.", "back_in_time")
        again = unsatisfied and event.kind in {
            RatingEventKind.PUT_RIGHT,
            RatingEventKind.EXPLAINED,
        }
        if status not in _ALLOWED[event.kind] and not again:
            trouble = f"is {event.kind.value} while its status is {status.value}"
            raise _refusal(trouble, f"{_REMEDIES[event.kind]}.", "not_allowed")
        if event.kind is not RatingEventKind.ANSWERED or status is RatingStatus.OPEN:
            status = RatingStatus(event.kind.value)
            unsatisfied = event.satisfied is False  # an answer does not change that
        last = event.at
        yield status


_ALLOWED: Final = {
    RatingEventKind.ANSWERED: frozenset(RatingStatus),
    RatingEventKind.PUT_RIGHT: _UNSETTLED,
    RatingEventKind.EXPLAINED: _UNSETTLED,
    RatingEventKind.SET_ASIDE: _UNSETTLED,
    RatingEventKind.REVISITED: _SETTLED,
}
_REMEDIES: Final = {
    RatingEventKind.ANSWERED: "",
    RatingEventKind.PUT_RIGHT: "Only a bad rating is put right, and again only after a revisit"
    " that finds nobody satisfied",
    RatingEventKind.EXPLAINED: "Only a bad rating that has not been settled is explained",
    RatingEventKind.SET_ASIDE: "Only a bad rating that has not been settled is set aside",
    RatingEventKind.REVISITED: "Revisit after it has been put right or explained",
}


def _refusal(trouble: str, remedy: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field="rating", remedy=remedy, code=f"rating_{code}")
