"""`PetitionRecord`: a petition, as a row that acceptance, time and satisfaction are measured on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Annotated, Final, Self

from pydantic import Field

from mgov.petitions import DeadlineState, Petition, PetitionChannel, Satisfaction
from mgov.stats.records.acceptance import AcceptanceSteps, acceptance_steps
from mgov.stats.records.later import not_yet
from mgov.values.identifiers import DivisionCode, DivisionLevel
from mgov.values.model import Model
from mgov.values.moment import Moment, in_utc
from mgov.values.work_calendar import KnowsWorkdays

__all__ = ["PetitionRecord"]

_SMALL: Final = frozenset({DivisionLevel.TOWNSHIP, DivisionLevel.VILLAGE})


class PetitionRecord(Model, frozen=True):
    """A petition as it stood at a moment, without anything personal.

    Of a confidential petition, such as a report against a person, it says neither the number nor
    who has it nor where: it is only counted.

    Attributes:
        number: The number of the case.
        rulebook: The id of its rulebook.
        kind: The id of its kind.
        channel: By which way it arrived.
        region: The code of the county or the larger division of the matter.
        holder: The name of the organization that has it.
        registered_at: When it was registered.
        status: The id of its state.
        is_closed: Whether that state is closed.
        closed_at: When it was closed last; None while it is open.
        days_to_close: How many days passed until then.
        is_accepted: Whether it was accepted; None while that is not decided.
        on_time: False if a duty about it was done too late or is overdue; True if it is closed
            and none was; None while it is open and nothing is late.
        satisfaction: How the petitioner rated it last; None if they did not.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.petitions import Petition
        >>> from mgov.stats import PetitionRecord
        >>> petition = Petition.register(
        ...     rulebook="cn-2022",
        ...     kind="claim",
        ...     title="拖欠工资",
        ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
        ... ).accept(at=datetime(2022, 6, 6, 2, tzinfo=UTC))
        >>> petition = petition.answer(at=datetime(2022, 7, 1, 2, tzinfo=UTC), outcome="supported")
        >>> record = PetitionRecord.of(petition, at=datetime(2022, 8, 1, tzinfo=UTC))
        >>> record.is_accepted, record.days_to_close, record.on_time
        (True, 30.0, True)
    """

    number: str | None = None
    rulebook: str
    kind: str
    channel: PetitionChannel | None = None
    region: str | None = None
    holder: str | None = None
    registered_at: Moment
    status: str
    is_closed: bool
    closed_at: Moment | None = None
    days_to_close: Annotated[float, Field(ge=0)] | None = None
    is_accepted: bool | None = None
    on_time: bool | None = None
    satisfaction: Satisfaction | None = None

    @classmethod
    def of(
        cls,
        petition: Petition,
        *,
        at: datetime,
        calendar: KnowsWorkdays | None = None,
        clock: str | None = None,
        steps: AcceptanceSteps | None = None,
    ) -> Self:
        """Look at a petition at a moment.

        Args:
            petition: The petition.
            at: The moment to look from. What happened later is left out.
            calendar: The working days, as for `Petition.deadlines`.
            clock: The id of the one clock that `on_time` is about, such as `close`; without it,
                every duty counts.
            steps: The steps that decide on acceptance, for a rulebook of your own.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone, or the petition was
                registered later.
        """
        known = _as_known(petition, in_utc(at))
        hidden = known.is_confidential
        registered, closed = known.events[0].at, _closed_at(known)
        return cls(
            number=None if hidden else known.number,
            rulebook=known.rulebook.id,
            kind=known.kind,
            channel=known.channel,
            region=None if hidden or known.place is None else _coarse(known.place.division),
            holder=None if hidden or known.holder is None else str(known.holder.name),
            registered_at=registered,
            status=known.status,
            is_closed=known.is_closed,
            closed_at=closed,
            days_to_close=None
            if closed is None
            else (in_utc(closed) - in_utc(registered)) / timedelta(days=1),
            is_accepted=_is_accepted(known, steps or acceptance_steps(known.rulebook.id)),
            on_time=_is_on_time(known, at, calendar, clock),
            satisfaction=known.rating,
        )

    @classmethod
    def each(
        cls,
        petitions: Iterable[Petition],
        *,
        at: datetime,
        calendar: KnowsWorkdays | None = None,
        clock: str | None = None,
        steps: AcceptanceSteps | None = None,
    ) -> Iterator[Self]:
        """Look at petitions at a moment, leaving out those that were registered later.

        Args:
            petitions: The petitions; may be an iterator.
            at: As for `of`.
            calendar: As for `of`.
            clock: As for `of`.
            steps: As for `of`.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> from mgov.stats import PetitionRecord
            >>> moments = [datetime(2022, 6, day, 2, tzinfo=UTC) for day in (1, 20)]
            >>> petitions = (
            ...     Petition.register(rulebook="cn-2022", kind="claim", title="…", at=moment)
            ...     for moment in moments
            ... )
            >>> records = PetitionRecord.each(petitions, at=datetime(2022, 6, 18, tzinfo=UTC))
            >>> [record.on_time for record in records]
            [False]
        """
        moment = in_utc(at)
        for petition in petitions:
            if in_utc(petition.events[0].at) <= moment:
                yield cls.of(petition, at=at, calendar=calendar, clock=clock, steps=steps)


def _as_known(petition: Petition, moment: datetime) -> Petition:
    """The petition with the events until a moment, and nothing that may rest on later ones."""
    events = [event for event in petition.events if in_utc(event.at) <= moment]
    if not events:
        raise not_yet("petition", "registered")
    if len(events) == len(petition.events):
        return petition
    return petition.replace(events=events, mergers=(), escalations=(), releases=())


def _closed_at(petition: Petition) -> datetime | None:
    book, closed = petition.rulebook, None
    for event in petition.events:
        then = book.step(event.step).then
        if then is not None:
            closed = (closed or event.at) if book.state(then).closed else None
    return closed


def _is_accepted(petition: Petition, steps: AcceptanceSteps) -> bool | None:
    """What was decided first; what is led elsewhere later was accepted all the same."""
    for event in petition.events:
        if event.step in steps.accepts:
            return True
        if event.step in steps.refuses:
            return False
    return None


def _is_on_time(
    petition: Petition, at: datetime, calendar: KnowsWorkdays | None, clock: str | None
) -> bool | None:
    late = petition.overdue(at, calendar=calendar)
    if any(clock in {None, run.clock.id} for run in late):
        return False
    runs = [
        run
        for run in petition.deadlines(calendar=calendar)
        if run.is_duty and clock in {None, run.clock.id}
    ]
    states = {run.state for run in runs}
    if DeadlineState.MISSED in states:
        return False
    if clock is not None:
        return True if DeadlineState.MET in states else None
    return True if petition.is_closed else None


def _coarse(division: DivisionCode | None) -> str | None:
    """Go up to the county: in a village, who is meant may be known to all."""
    while division is not None and division.level in _SMALL:
        division = division.parent
    return None if division is None else str(division)
