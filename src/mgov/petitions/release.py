"""Releases: what an editor, and nobody else, makes public of a petition."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final, Self

from pydantic import AwareDatetime, Field, model_validator

from mgov.errors import InvalidValueError
from mgov.petitions.record import Record
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.organization import Organization
from mgov.values.text import Text

if TYPE_CHECKING:
    from mgov.petitions.event import Event
    from mgov.petitions.lifecycle import Lifecycle
    from mgov.petitions.lookup_code import LookupCode
    from mgov.petitions.petitioner import Petitioner
    from mgov.petitions.reported_place import ReportedPlace

__all__ = ["Releasable", "Release", "ReleaseSubject", "check_releases"]

_PURPOSE: Final = "see that it is not in what is released"
_PHONE_TAIL: Final = 7  # digits: the shortest number of a subscriber in China


class ReleaseSubject(StrEnum):
    """What of a petition is released.

    Attributes:
        TITLE: What it is about, in a line.
        SUMMARY: What the petitioner tells, in the editor's words.
        EXPLANATION: What was decided or said in a step.

    Example:
        >>> from mgov.petitions import ReleaseSubject
        >>> ReleaseSubject("title")
        <ReleaseSubject.TITLE: 'title'>
    """

    TITLE = "title"
    SUMMARY = "summary"
    EXPLANATION = "explanation"


class Release(Model, frozen=True):
    """Words about a petition that an editor made public, in place of the petitioner's own.

    They are no copy of what is personal but a text of their own: somebody has read it, has
    taken out what tells who is behind it, and answers for it.

    Attributes:
        subject: What it stands for.
        event: Of an explanation: of which of `Petition.events`, the first being 0.
        text: The words; None from when they were withdrawn.
        by: The organization that answers for it.
        at: When it was released, or withdrawn.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov import Organization
        >>> from mgov.petitions import Release
        >>> office = Organization(name="广安市住建局")
        >>> at = datetime(2022, 7, 4, tzinfo=UTC)
        >>> print(Release(subject="title", text="某小区渗水", by=office, at=at).text)
        某小区渗水
    """

    subject: ReleaseSubject
    event: Annotated[int, Field(ge=0)] | None = None
    text: Text | None
    by: Organization
    at: AwareDatetime

    @model_validator(mode="after")
    def _names_its_event(self) -> Self:
        if (self.subject is ReleaseSubject.EXPLANATION) != (self.event is not None):
            trouble = "is of an explanation without its event, or of an event without being one"
            remedy = "Give the event of an explanation, and of nothing else."
            raise InvalidValueError(trouble, remedy=remedy, code="release_event").as_pydantic()
        return self


class Releasable(Record):
    """The part of a petition that its editors write to."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def lookup_code(self) -> LookupCode | None:
            """The secret by which the petitioner looks it up."""

        @property
        def petitioners(self) -> tuple[Petitioner, ...]:
            """Who brings it."""

        @property
        def place(self) -> ReportedPlace | None:
            """Where the matter is."""

        @property
        def releases(self) -> tuple[Release, ...]:
            """What was made public."""

    def release(
        self,
        subject: ReleaseSubject | str,
        text: Text | str,
        *,
        at: datetime,
        by: Organization,
        event: int | None = None,
    ) -> Self:
        """Make words about it public, in place of what was released of the same before.

        A text in which the name, the telephone number, the mail address, the street address or
        the lookup code of the petition stands word for word is refused. That finds a slip, not
        everything: whether a text tells who somebody is, only a reader can say.

        Args:
            subject: What the words stand for.
            text: The words, in one language or several. Personal text is no text: it is read
                and written anew.
            at: When.
            by: The organization that answers for it.
            event: Of an explanation: of which of `events`, the first being 0.

        Raises:
            mgov.errors.InvalidValueError: If the text names somebody; says what, not whom.
            mgov.errors.InvalidDataError: If the petition is confidential, or something else does
                not fit.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov import Organization
            >>> from mgov.petitions import Petition
            >>> petition = Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="楼上张三家渗水",
            ...     petitioners=[{"name": "李四"}],
            ...     at=datetime(2022, 6, 1, tzinfo=UTC),
            ... )
            >>> office, at = Organization(name="广安市住建局"), datetime(2022, 6, 2, tzinfo=UTC)
            >>> petition.release("title", "某小区渗水", at=at, by=office).released("title").by.name
            Text('广安市住建局')
            >>> petition.release("title", "李四家渗水", at=at, by=office)
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: text: has the name of a petitioner in it. Write it so
            that nobody can be told from it.
        """
        released = Release.model_validate(
            {"subject": subject, "event": event, "text": text, "by": by, "at": at}
        )
        words = "\n".join(each for _, each in (released.text or Text(" ")).items())
        # No revealed value is among the locals of this frame, which a traceback may print.
        found = next((what for what, value in self._giveaways() if _is_in(value, words)), None)
        if found is not None:
            raise InvalidValueError(
                f"has {found} in it",
                field="text",
                remedy="Write it so that nobody can be told from it.",
                code="release_personal",
            )
        return self._with(released)

    def withdraw(
        self,
        subject: ReleaseSubject | str,
        *,
        at: datetime,
        by: Organization,
        event: int | None = None,
    ) -> Self:
        """Take back what was released of something; the words are kept nowhere, also not here.

        The trail keeps who released when, and who took it back.

        Args:
            subject: What the words stood for.
            at: When.
            by: The organization that takes them back.
            event: Of an explanation: of which of `events`.

        Raises:
            mgov.errors.InvalidValueError: If nothing of it is public.
            mgov.errors.InvalidDataError: If something does not fit.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov import Organization
            >>> from mgov.petitions import Petition
            >>> office, at = Organization(name="广安市住建局"), datetime(2022, 6, 1, tzinfo=UTC)
            >>> petition = Petition.register(rulebook="cn-2022", kind="claim", title="…", at=at)
            >>> petition = petition.release("title", "三单元五楼渗水", at=at, by=office)
            >>> [each.text for each in petition.withdraw("title", at=at, by=office).releases]
            [None, None]
        """
        withdrawn = Release.model_validate(
            {"subject": subject, "event": event, "text": None, "by": by, "at": at}
        )
        if self.released(withdrawn.subject, event=event) is None:
            trouble, remedy = "has nothing of it released", "Leave it as it is."
            raise _refusal(trouble, remedy, field=withdrawn.subject.value)
        return self._with(withdrawn)

    def released(
        self, subject: ReleaseSubject | str, *, event: int | None = None
    ) -> Release | None:
        """Return the release of something that is public now; None if there is none.

        Args:
            subject: What it stands for.
            event: Of an explanation: of which of `events`.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> at = datetime(2022, 6, 1, tzinfo=UTC)
            >>> petition = Petition.register(rulebook="cn-2022", kind="claim", title="…", at=at)
            >>> petition.released("title") is None
            True
        """
        wanted = (ReleaseSubject(subject), event)
        found = [each for each in self.releases if (each.subject, each.event) == wanted]
        return found[-1] if found and found[-1].text is not None else None

    def _with(self, new: Release) -> Self:
        """Append a release; of what it stands for, only the last words are kept."""
        subject = (new.subject, new.event)
        before = (
            each.replace(text=None) if (each.subject, each.event) == subject else each
            for each in self.releases
        )
        return self.replace(releases=(*before, new))

    def _giveaways(self) -> Iterator[tuple[str, str]]:
        """List what tells who somebody is, wherever it stands, each with its name."""
        people = [
            (what, getattr(each, field))
            for each in self.petitioners
            for field, what in _OF_A_PETITIONER.items()
        ]
        place = None if self.place is None else self.place.address
        for what, value in (*people, ("the address", place), ("the code", self.lookup_code)):
            if value is not None:
                yield what, value.reveal(purpose=_PURPOSE)


_OF_A_PETITIONER: Final = {
    "name": "the name of a petitioner",
    "phone": "the telephone number of a petitioner",
    "email": "the mail address of a petitioner",
    "address": "the address of a petitioner",
}


def _is_in(value: str, words: str) -> bool:
    """Say whether a text repeats a value, however it is spaced and whatever its width."""
    text, wanted = (unicodedata.normalize("NFKC", each).casefold() for each in (words, value))
    if wanted.startswith("+"):  # a telephone number
        number, _, _ = wanted.partition(";")
        return number[-_PHONE_TAIL:] in re.sub(r"\D", "", text)
    if wanted.isascii():  # as a word: Li is not in "light"
        pattern = rf"(?<![a-z0-9]){re.escape(wanted)}(?![a-z0-9])"
        return re.search(pattern, " ".join(text.split())) is not None
    return "".join(wanted.split()) in "".join(text.split())


def check_releases(
    book: Lifecycle, kind: str, events: Sequence[Event], releases: Sequence[Release]
) -> None:
    """Refuse releases of what is confidential, of nothing, or in no order of time.

    Args:
        book: The lifecycle.
        kind: The kind of the petition.
        events: Its course.
        releases: What was made public.

    Raises:
        mgov.errors.InvalidValueError: At the first release that cannot have been.
    """
    if releases and book.kind(kind).confidential:
        trouble = f"are there, though a petition of the kind {kind} is confidential"
        raise _refusal(trouble, f"Leave them out ({book.kind(kind).article}).")
    before = events[0].at
    for each in releases:
        if each.event is not None and each.event >= len(events):
            trouble = f"have an explanation of event {each.event}, of which there is none"
            raise _refusal(trouble, f"Give a position from 0 to {len(events) - 1}.")
        start = before if each.event is None else max(before, events[each.event].at, key=in_utc)
        if in_utc(each.at, field="releases") < in_utc(start):
            trouble = f"have one at {each.at.isoformat()}, before what came before it"
            raise _refusal(trouble, "Give them in the order of time.")
        before = each.at


def _refusal(trouble: str, remedy: str, *, field: str = "releases") -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code="petition_release")
