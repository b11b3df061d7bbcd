"""Merging: that a petition is a duplicate, of which other, since when, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, Field

from mgov.errors import InvalidValueError
from mgov.petitions.record import Record
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.organization import Organization
from mgov.values.personal import PersonalText

__all__ = ["Mergeable", "Merger", "check_mergers"]


class Merger(Model, frozen=True):
    """That a petition is handled together with another one that says the same.

    Attributes:
        main: The number of the other one, the main petition.
        since: From when on.
        until: When they were taken apart again; None as long as they are together.
        by: The organization that decided it.
        explanation: Why, in words. Shown nowhere, like the petition's text.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.petitions import Merger
        >>> Merger(main="XF-2022-17", since=datetime(2022, 6, 2, tzinfo=UTC)).until is None
        True
    """

    main: Annotated[str, Field(min_length=1)]
    since: AwareDatetime
    until: AwareDatetime | None = None
    by: Organization | None = None
    explanation: PersonalText | None = None


class Mergeable(Record):
    """The part of a petition that can be a duplicate of another one.

    A merger is no step: it neither closes the petition nor stops a clock. What the law owes to
    a petitioner, it owes also to the second one who says the same. The steps that both need are
    taken together with `Bundle`.
    """

    __slots__ = ()

    @property
    def duplicate_of(self) -> str | None:
        """The number of the main petition that it is merged into; None if it is not."""
        together = bool(self.mergers) and self.mergers[-1].until is None
        return self.mergers[-1].main if together else None

    def merge_into(
        self,
        main: Self,
        *,
        at: datetime,
        by: Organization | None = None,
        explanation: PersonalText | str | None = None,
    ) -> Self:
        """Record that it is a duplicate.

        Args:
            main: The petition that it says the same as.
            at: When that was decided.
            by: The organization that decided it.
            explanation: Why, in words.

        Raises:
            mgov.errors.InvalidValueError: If they cannot be handled together; says why.
            mgov.errors.InvalidDataError: If something else does not fit.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> at = datetime(2022, 6, 1, tzinfo=UTC)
            >>> first, second = (
            ...     Petition.register(
            ...         rulebook="cn-2022", kind="claim", title="路灯不亮", number=number, at=at
            ...     )
            ...     for number in ("XF-17", "XF-18")
            ... )
            >>> second.merge_into(first, at=at).duplicate_of
            'XF-17'
        """
        if main.number is None or self.number is None or main.number == self.number:
            trouble = "cannot be merged: two numbers are needed to tell them apart"
            remedy = "Give each petition the number of its case."
        elif (main.rulebook, main.kind) != (self.rulebook, self.kind):
            trouble = "cannot be merged: they are of different kinds or rulebooks"
            remedy = "Merge petitions of one kind, handled by one rulebook."
        elif in_utc(at) < in_utc(main.events[0].at):
            trouble = "cannot be merged: the other was not registered yet"
            remedy = "Give a moment from when both were there."
        elif main.duplicate_of is not None:
            trouble = "cannot be merged: the other is itself merged into a third one"
            remedy = f"Merge it into {main.duplicate_of}."
        elif self.duplicate_of is not None:
            trouble = f"is already merged into {self.duplicate_of}"
            remedy = "Take them apart first: petition.separate(at=...)."
        else:
            merger = {"main": main.number, "since": at, "by": by, "explanation": explanation}
            return self.replace(mergers=(*self.mergers, merger))
        raise _refusal(trouble, remedy, field="petition")

    def separate(self, *, at: datetime) -> Self:
        """Take it apart from the main petition, because it says something else after all.

        The trail keeps that they were together.

        Args:
            at: When that was decided.

        Raises:
            mgov.errors.InvalidValueError: If it is not merged.
            mgov.errors.InvalidDataError: If the moment does not fit.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="路灯不亮",
            ...     at=datetime(2022, 6, 1, tzinfo=UTC),
            ... ).separate(at=datetime(2022, 6, 2, tzinfo=UTC))
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: petition: is merged into no other. Leave it as it is.
        """
        if self.duplicate_of is None:
            trouble, remedy = "is merged into no other", "Leave it as it is."
            raise _refusal(trouble, remedy, field="petition")
        last = self.mergers[-1].replace(until=at)
        return self.replace(mergers=(*self.mergers[:-1], last))


def check_mergers(number: str | None, registered: datetime, mergers: Sequence[Merger]) -> None:
    """Refuse a trail of mergers that cannot have been.

    Args:
        number: The number of the petition.
        registered: When it was registered.
        mergers: The trail.

    Raises:
        mgov.errors.InvalidValueError: At the first merger that is wrong.
    """
    free: datetime | None = registered
    for merger in mergers:
        if merger.main == number:
            trouble, remedy = "have the petition itself as its main one", "Give the other number."
            raise _refusal(trouble, remedy)
        if free is None:
            trouble = f"have {merger.main} while it is merged into another"
            raise _refusal(trouble, "Say until when the one before was.")
        since = in_utc(merger.since, field="mergers")
        end = since if merger.until is None else in_utc(merger.until, field="mergers")
        if since < in_utc(free) or end < since:
            trouble = f"have {merger.main} at a time before what came before it"
            raise _refusal(trouble, "Give them in the order of time.")
        free = merger.until


def _refusal(trouble: str, remedy: str, *, field: str = "mergers") -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code="petition_merger")
