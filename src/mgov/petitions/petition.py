"""`Petition`: a citizen's request, and its whole course as events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails
from typing_extensions import override

from mgov.errors import NOT_SHOWN, InvalidValueError
from mgov.petitions.course import Course, follow, next_steps, replay
from mgov.petitions.deadline import Deadline, deadlines_of
from mgov.petitions.event import Event, Satisfaction
from mgov.petitions.lifecycle import Lifecycle, LifecycleByName
from mgov.petitions.lookup_code import LookupCode
from mgov.petitions.named_steps import NamedSteps
from mgov.petitions.petitioner import PetitionChannel, Petitioner
from mgov.petitions.rules import State
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.organization import Organization
from mgov.values.personal import PersonalText
from mgov.values.place import Place
from mgov.values.work_calendar import KnowsWorkdays

__all__ = ["Petition"]


class Petition(NamedSteps, Model, frozen=True):
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
        petitioners: Who brings it; none if that is unknown.
        target: The organization that it is about.
        place: Where the matter is.
        events: What happened, from its registration on.

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
    target: Organization | None = None
    place: Place | None = None
    events: Annotated[tuple[Event, ...], Field(json_schema_extra={"minItems": 1})]

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
        petitioners: Iterable[Petitioner] = (),
        target: Organization | None = None,
        place: Place | None = None,
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
            petitioners: Who brings it.
            target: The organization that it is about.
            place: Where the matter is.
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
                "target": target,
                "place": place,
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
                the steps that it does, or the details that it needs.

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
        replay(self.rulebook, self.kind, events)
        return self.replace(events=events)

    @property
    def status(self) -> str:
        """The id of the state that it is in."""
        return self._course.state

    @property
    def state(self) -> State:
        """The state that it is in, with its title."""
        return self.rulebook.state(self.status)

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left for the authority to do, unless the petitioner acts."""
        return self.state.closed

    @property
    def holder(self) -> Organization | None:
        """The organization that was given it last; None if no event names one."""
        holders = self._course.holders
        return holders[-1] if holders else None

    @property
    def next_steps(self) -> tuple[str, ...]:
        """The ids of the steps that can be taken now.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> Petition.register(
            ...     rulebook="cn-2005",
            ...     kind="suggestion",
            ...     title="延长公园开放时间",
            ...     at=datetime(2017, 8, 17, tzinfo=UTC),
            ... ).next_steps
            ('transfer', 'assign', 'accept', 'refuse')
        """
        return tuple(step.id for step in next_steps(self.rulebook, self.kind, self._course))

    @property
    def signatures(self) -> int | None:
        """The last count of signatures; None if no event says one.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> created = datetime(2019, 2, 14, 12, tzinfo=UTC)
            >>> petition = Petition.register(
            ...     rulebook="uk-parliament", kind="e_petition", title="…", at=created
            ... )
            >>> petition.step("confirm", at=created, signatures=1).signatures
            1
        """
        return self._course.signatures

    def track(self, track_id: str) -> str:
        """Return how it stands on a track of the rulebook, which is beside its status.

        Args:
            track_id: The id of the track.

        Raises:
            mgov.errors.InvalidValueError: If the rulebook has no such track; lists those it has.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> petition = Petition.register(
            ...     rulebook="uk-parliament",
            ...     kind="e_petition",
            ...     title="…",
            ...     at=datetime(2019, 2, 14, 12, tzinfo=UTC),
            ... )
            >>> petition.track("response_state")
            'pending'
        """
        return self._course.tracks[self.rulebook.track(track_id).id]

    @property
    def rating(self) -> Satisfaction | None:
        """How the petitioner rated it last."""
        given = [each.satisfaction for each in self.events if each.satisfaction is not None]
        return given[-1] if given else None

    @property
    def is_confidential(self) -> bool:
        """Whether its content must not become known to whom it is about."""
        return self.rulebook.kind(self.kind).confidential

    def deadlines(self, *, calendar: KnowsWorkdays | None = None) -> tuple[Deadline, ...]:
        """List every deadline that the events started, in that order.

        Args:
            calendar: The working days, for the terms that count them; without it, all days but
                Saturday and Sunday.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> petition = Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="拖欠工资",
            ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
            ... ).accept(at=datetime(2022, 6, 20, 2, tzinfo=UTC))
            >>> [(each.clock.id, each.state.value) for each in petition.deadlines()]
            [('first_reply', 'missed'), ('close', 'running')]
        """
        return deadlines_of(self.rulebook, self.kind, self.events, calendar)

    def overdue(
        self, at: datetime, *, calendar: KnowsWorkdays | None = None
    ) -> tuple[Deadline, ...]:
        """List the duties that were overdue at a moment, as the events until then tell it.

        Args:
            at: The moment; the day is that of the rulebook's time zone.
            calendar: As for `deadlines`.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> petition = Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="拖欠工资",
            ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
            ... )
            >>> petition.overdue(at=datetime(2022, 6, 16, 15, tzinfo=UTC))
            ()
            >>> [str(each) for each in petition.overdue(at=datetime(2022, 6, 16, 16, tzinfo=UTC))]
            ['first_reply: due on 2022-06-16, running (第二十二条、第二十三条第二款)']
        """
        moment = in_utc(at)
        known = [event for event in self.events if in_utc(event.at) <= moment]
        day = moment.astimezone(self.rulebook.zone).date()
        runs = deadlines_of(self.rulebook, self.kind, known, calendar)
        return tuple(each for each in runs if each.is_overdue(day))

    def next_due(self, *, calendar: KnowsWorkdays | None = None) -> Deadline | None:
        """Return the running duty that ends first; None if none is running.

        Args:
            calendar: As for `deadlines`.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="拖欠工资",
            ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
            ... ).next_due().due
            datetime.date(2022, 6, 16)
        """
        running = [
            (each.due, order, each)
            for order, each in enumerate(self.deadlines(calendar=calendar))
            if each.is_open and each.is_duty and each.due is not None
        ]
        return min(running)[2] if running else None

    @override
    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        if self.is_confidential:
            yield from (("kind", self.kind), ("status", self.status))
        else:
            yield from super().__repr_args__()

    @property
    def _course(self) -> Course:
        return replay(self.rulebook, self.kind, self.events)

    @model_validator(mode="after")
    def _is_lawful(self) -> Self:
        position = 0
        try:
            self.rulebook.kind(self.kind)
            self._check_representatives()
            for _ in follow(self.rulebook, self.kind, self.events):
                position += 1
        except InvalidValueError as error:
            # What is wrong with a step is said where its event is.
            is_field = error.field in type(self).model_fields
            loc = (error.field,) if is_field else ("events", position)
            line = InitErrorDetails(type=error.as_pydantic(), loc=loc, input=NOT_SHOWN)
            raise ValidationError.from_exception_data(type(self).__name__, [line]) from None
        return self

    def _check_representatives(self) -> None:
        limit, people = self.rulebook.representatives, len(self.petitioners)
        if limit is not None and self.channel in limit.channels and people > limit.at_most:
            trouble = f"are {people} people in one petition by {self.channel}"
            remedy = f"Name at most {limit.at_most} representatives ({limit.article})."
            raise InvalidValueError(
                trouble, field="petitioners", remedy=remedy, code="petition_representatives"
            )
