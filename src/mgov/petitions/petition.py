"""`Petition`: a citizen's request, and its whole course as events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails
from typing_extensions import override

from mgov.errors import NOT_SHOWN, InvalidValueError
from mgov.petitions.attachment import Attachment
from mgov.petitions.course import follow, replay
from mgov.petitions.escalation import Escalation
from mgov.petitions.event import Event
from mgov.petitions.joint import check_representatives
from mgov.petitions.lifecycle import Lifecycle, LifecycleByName
from mgov.petitions.lookup_code import LookupCode
from mgov.petitions.merger import Mergeable, Merger, check_mergers
from mgov.petitions.named_steps import NamedSteps
from mgov.petitions.petitioner import PetitionChannel, Petitioner
from mgov.petitions.release import Release, check_releases
from mgov.petitions.reported_place import ReportedPlace
from mgov.petitions.supervised import Supervised, check_escalations
from mgov.petitions.viewable import Viewable
from mgov.values.model import Model
from mgov.values.organization import Organization
from mgov.values.personal import PersonalText

__all__ = ["Petition"]


class Petition(NamedSteps, Supervised, Mergeable, Viewable, Model, frozen=True):
    """A petition. Its status, its holder and its deadlines follow from its events alone.

    It is made with `register`, and every further step returns a new petition with one event
    more: `accept`, `answer`, `rate` and so on, or `step` by its id. Which steps there are,
    what each needs and which clocks it starts, the rulebook says; a step that it does not
    allow is an error that names the steps it does. The clocks measure and forbid nothing: what
    was done late is recorded, and is late.

    What the petitioner tells is personal data (see `mgov.values.personal`): nothing of it is
    seen in `repr`, in errors or in a dump. To store a petition, dump it with
    `revealed(petition, purpose=...)`; `Petition.model_validate` reads that back. Of a report
    against a person, `repr` shows nothing but kind and status.

    Attributes:
        rulebook: The lifecycle by which it is handled; a built-in one by its name.
        kind: The id of its kind, such as `claim`.
        number: The number that the authority gives the case, which is no secret.
        lookup_code: The secret by which the petitioner looks it up.
        title: What it is about, in a line.
        text: What the petitioner tells.
        channel: By which way it arrived.
        petitioners: Who brings it; of a joint petition, its representatives. None if that is
            unknown.
        supporters: How many people stand behind it besides; counted, not named.
        target: The organization that it is about: a public body, and no secret.
        place: Where the matter is.
        attachments: What was sent along, such as a photo.
        events: What happened, from its registration on.
        mergers: As a duplicate of which petitions it was handled, and when.
        escalations: What its supervisors did.
        releases: What its editors made public in words of their own; see `view_for`.

    Raises:
        mgov.errors.InvalidDataError: If the events are no course that the rulebook allows.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.petitions import Petition
        >>> petition = Petition.register(
        ...     kind="claim",
        ...     title="楼上渗水无人处理",
        ...     rulebook="cn-2022",
        ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
        ... )
        >>> petition = petition.accept(at=datetime(2022, 6, 6, 2, tzinfo=UTC))
        >>> petition.status, str(petition.next_due())
        ('accepted', 'close: due on 2022-08-05, running (第三十四条)')
        >>> petition = petition.answer(at=datetime(2022, 7, 1, 2, tzinfo=UTC), outcome="supported")
        >>> petition.rate(at=datetime(2022, 7, 2, tzinfo=UTC), satisfaction="satisfied").rating
        <Satisfaction.SATISFIED: 'satisfied'>
    """

    rulebook: LifecycleByName
    kind: str
    number: Annotated[str, Field(min_length=1)] | None = None
    lookup_code: LookupCode | None = None
    title: PersonalText
    text: PersonalText | None = None
    channel: PetitionChannel | None = None
    petitioners: tuple[Petitioner, ...] = ()
    supporters: Annotated[int, Field(ge=0)] = 0
    target: Organization | None = None
    place: ReportedPlace | None = None
    attachments: tuple[Attachment, ...] = ()
    events: Annotated[tuple[Event, ...], Field(json_schema_extra={"minItems": 1})]
    mergers: tuple[Merger, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    releases: tuple[Release, ...] = ()

    @classmethod
    def register(  # noqa: PLR0913 -- the fields of a petition, all by keyword
        cls,
        *,
        rulebook: Lifecycle | str,
        kind: str,
        title: PersonalText | str,
        at: datetime,
        text: PersonalText | str | None = None,
        number: str | None = None,
        lookup_code: LookupCode | None = None,
        channel: PetitionChannel | str | None = None,
        petitioners: Iterable[Petitioner | dict[str, object]] = (),
        supporters: int = 0,
        target: Organization | None = None,
        place: ReportedPlace | dict[str, object] | None = None,
        attachments: Iterable[Attachment | dict[str, object]] = (),
        to: Organization | None = None,
        due: date | None = None,
    ) -> Self:
        """Begin a petition.

        Args:
            rulebook: The lifecycle, or the name of a built-in one, in force on that day.
            kind: The id of its kind.
            title: What it is about, in a line.
            at: When it arrived.
            text: What the petitioner tells.
            number: The number of the case.
            lookup_code: The secret to look it up by; a new one if it is not given.
            channel: By which way it arrived.
            petitioners: Who brings it; of a joint petition, its representatives.
            supporters: How many people stand behind it besides.
            target: The organization that it is about.
            place: Where the matter is.
            attachments: What was sent along.
            to: The organization that received it.
            due: The day that the first step sets, where it sets one.

        Raises:
            mgov.errors.InvalidDataError: If something is missing or wrong; says all of it.
        """
        book = Lifecycle.of(rulebook)
        return cls.model_validate(
            {
                "rulebook": book,
                "kind": kind,
                "number": number,
                "lookup_code": LookupCode.new() if lookup_code is None else lookup_code,
                "title": title,
                "text": text,
                "channel": channel,
                "petitioners": tuple(petitioners),
                "supporters": supporters,
                "target": target,
                "place": place,
                "attachments": tuple(attachments),
                "events": ({"step": book.start.id, "at": at, "to": to, "due": due},),
            }
        )

    @override
    def step(self, name: str, *, at: datetime, **details: object) -> Self:
        """Take a step of the rulebook.

        Args:
            name: The id of the step.
            at: When it was taken; not before the last one.
            **details: The further fields of the `Event`: `to`, `reason`, `outcome`,
                `satisfaction`, `days`, `due`, `signatures`, `explanation`.

        Raises:
            mgov.errors.InvalidDataError: If a detail is no field of an event or does not fit.
            mgov.errors.InvalidValueError: If the rulebook does not allow the step now; names
                the steps that it does, or the details that it needs. Also if the step would hand
                a confidential petition to the body that it is about, or to a part of it.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> petition = Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="拖欠工资",
            ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
            ... )
            >>> petition.step("answer", at=datetime(2022, 6, 2, tzinfo=UTC), outcome="supported")
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: answer: cannot be taken while the petition (claim) is
            registered. The steps that can are transfer, assign, accept, refuse, refer.
        """
        event = Event.model_validate({"step": name, "at": at, **details})
        events = (*self.events, event)
        holder = replay(self.rulebook, self.kind, events).holder
        if holder is not None and holder != self.holder and self._is_kept_from(holder):
            # Only here: of a history that is read back, it has happened, and `target` may have
            # become known since.
            trouble = "would hand a confidential petition to the body that it is about"
            remedy = f"Hand it to another one ({self.rulebook.kind(self.kind).article})."
            raise InvalidValueError(trouble, field=name, remedy=remedy, code="petition_accused")
        return self.replace(events=events)

    @property
    def people(self) -> int:
        """How many people are known to stand behind it: who brings it, and the supporters."""
        return len(self.petitioners) + self.supporters

    @override
    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        if self.is_confidential:
            yield from (("kind", self.kind), ("status", self.status))
        else:
            yield from super().__repr_args__()

    @model_validator(mode="after")
    def _is_lawful(self) -> Self:
        position = 0
        try:
            self.rulebook.kind(self.kind)
            check_representatives(
                self.rulebook.representatives,
                channel=self.channel,
                representatives=len(self.petitioners),
                supporters=self.supporters,
            )
            for _ in follow(self.rulebook, self.kind, self.events):
                position += 1
            check_mergers(self.number, self.events[0].at, self.mergers)
            check_escalations(self.rulebook, self.events, self.escalations)
            check_releases(self.rulebook, self.kind, self.events, self.releases)
        except InvalidValueError as error:
            # What is wrong with a step is said where its event is.
            is_field = error.field in type(self).model_fields
            loc = (error.field,) if is_field else ("events", position)
            line = InitErrorDetails(type=error.as_pydantic(), loc=loc, input=NOT_SHOWN)
            raise ValidationError.from_exception_data(type(self).__name__, [line]) from None
        return self
