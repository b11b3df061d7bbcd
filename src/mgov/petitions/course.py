"""The course of a petition, read from its events: what was legal, where it stands, who has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from mgov.errors import InvalidValueError
from mgov.petitions.rules import Detail, Step, Term
from mgov.petitions.thresholds import reached_by
from mgov.values.moment import day_in, in_utc

if TYPE_CHECKING:
    from mgov.petitions.event import Event
    from mgov.petitions.lifecycle import Lifecycle
    from mgov.petitions.thresholds import Threshold
    from mgov.values.organization import Organization

__all__ = ["Course", "follow", "next_steps", "replay"]


@dataclass(frozen=True)
class Course:
    """Where a petition stands after some events.

    Attributes:
        state: The id of its state.
        taken: The steps taken since it entered the state.
        holders: The organizations that have had it, each given it by the one before.
        last: The last event.
        signatures: The last count of signatures; None if nobody counted.
        reached: The thresholds that this count reaches.
        tracks: How it stands on each track.
    """

    state: str
    taken: frozenset[str]
    holders: tuple[Organization, ...]
    last: Event
    signatures: int | None
    reached: frozenset[str]
    tracks: Mapping[str, str]

    @property
    def holder(self) -> Organization | None:
        """The organization that has it; None if no event names one."""
        return self.holders[-1] if self.holders else None


def follow(book: Lifecycle, kind: str, events: Iterable[Event]) -> Iterator[Course]:
    """Go through the events from the first to the last.

    Yields:
        Where the petition stands after each.

    Raises:
        mgov.errors.InvalidValueError: At the first event that the lifecycle does not allow, or
            if there is none.
    """
    course = None
    for event in events:
        course = _begun(book, kind, event) if course is None else _after(book, kind, course, event)
        yield course
    if course is None:
        raise _refusal("events", "is empty", "Begin with Petition.register(...).", "no_event")


def replay(book: Lifecycle, kind: str, events: Iterable[Event]) -> Course:
    """Return where a petition stands after all its events, at least one.

    Raises:
        mgov.errors.InvalidValueError: At the first event that the lifecycle does not allow.
    """
    *_, course = follow(book, kind, events)
    return course


def next_steps(book: Lifecycle, kind: str, course: Course) -> tuple[Step, ...]:
    """List the steps that can be taken now."""
    closed = _below_threshold(book, course)
    return tuple(
        step
        for step in book.steps_from(course.state, kind=kind)
        if step.id not in closed and not (step.once and step.id in course.taken)
    )


def _below_threshold(book: Lifecycle, course: Course) -> dict[str, Threshold]:
    """Name the steps that need more signatures, each with the threshold."""
    return {
        step: threshold
        for threshold in book.thresholds
        if threshold.id not in course.reached
        for step in threshold.steps
    }


def _begun(book: Lifecycle, kind: str, event: Event) -> Course:
    step = book.step(event.step)
    if step != book.start:
        trouble = "comes before the petition is registered"
        raise _refusal(event.step, trouble, f"Begin with {book.start.id}.", "not_allowed")
    day = day_in(book.zone, event.at)
    if not book.in_force(day):
        until = "" if book.in_force_until is None else f" until {book.in_force_until}"
        trouble = f"is in force from {book.in_force_from}{until}, not on {day}"
        remedy = "Use the rulebook of the day on which the petition is registered."
        raise _refusal("rulebook", trouble, remedy, "not_in_force")
    _check_details(book, kind, step, event)
    holders = () if event.to is None else (event.to,)
    count = event.signatures
    reached = reached_by(book.thresholds, count)
    tracks = _tracks(book, {}, event, reached, frozenset())
    return Course(step.then or "", frozenset(), holders, event, count, reached, tracks)


def _after(book: Lifecycle, kind: str, course: Course, event: Event) -> Course:
    step = book.step(event.step)
    allowed = next_steps(book, kind, course)
    needed = _below_threshold(book, course).get(step.id)
    if needed is not None and step in book.steps_from(course.state, kind=kind):
        trouble = f"cannot be taken while the petition ({kind}) is {course.state} and has not"
        trouble += f" reached the threshold {needed.id}"
        remedy = f"Record a count of at least {needed.count} signatures first ({needed.article})."
        raise _refusal(step.id, trouble, remedy, "not_allowed")
    if step not in allowed:
        again = " again" if step.id in course.taken and course.state in step.when else ""
        trouble = f"cannot be taken{again} while the petition ({kind}) is {course.state}"
        names = ", ".join(each.id for each in allowed) or "none: it is closed for good"
        raise _refusal(step.id, trouble, f"The steps that can are {names}.", "not_allowed")
    if in_utc(event.at) < in_utc(course.last.at):
        trouble = f"is taken at {event.at.isoformat()}, before the step {course.last.step}"
        remedy = f"Give a moment that is not before {course.last.at.isoformat()}."
        raise _refusal(step.id, trouble, remedy, "back_in_time")
    _check_details(book, kind, step, event)
    holders = course.holders[:-1] if step.gives_back else course.holders
    if event.to is not None:
        holders = (*holders, event.to)
    count = course.signatures if event.signatures is None else event.signatures
    reached = reached_by(book.thresholds, count)
    return Course(
        course.state if step.then is None else step.then,
        course.taken | {step.id} if step.then is None else frozenset(),
        holders,
        event,
        count,
        reached,
        _tracks(book, course.tracks, event, reached, course.reached),
    )


def _tracks(
    book: Lifecycle,
    before: Mapping[str, str],
    event: Event,
    reached: frozenset[str],
    reached_before: frozenset[str],
) -> dict[str, str]:
    new, lost = reached - reached_before, reached_before - reached
    return {
        track.id: track.after(before.get(track.id), step=event.step, reached=new, lost=lost)
        for track in book.tracks
    }


def _check_details(book: Lifecycle, kind: str, step: Step, event: Event) -> None:
    for detail in get_args(Detail):
        given = getattr(event, detail) is not None
        if detail in step.needs and not given:
            raise _refusal(step.id, f"does not say {detail}", f"Give {detail}=….", "detail")
        if given and detail not in (*step.needs, *step.takes):
            trouble = f"says {detail}, which this step does not have"
            raise _refusal(step.id, trouble, f"Leave {detail} out.", "detail")
    reasons = book.reasons_for(step.id, kind=kind)
    outcomes = book.outcomes_for(step.id, kind=kind)
    _check_term(step, kind, "reason", event.reason, reasons)
    _check_term(step, kind, "outcome", event.outcome, outcomes)
    _check_days(book, kind, step, event)
    if event.due is not None and event.due < day_in(book.zone, event.at):
        trouble = "says as its last day one that has passed"
        raise _refusal(step.id, trouble, "Give a due date that is not before the step.", "detail")


def _check_term(
    step: Step, kind: str, what: str, given: str | None, terms: tuple[Term, ...]
) -> None:
    known = [term.id for term in terms]
    if given in known or (given is None and not known):
        return
    if not known:
        trouble = f"says {what}, which this step does not have for {kind}"
        raise _refusal(step.id, trouble, f"Leave {what} out.", "detail")
    trouble = f"does not say its {what}" if given is None else f"has an unknown {what}"
    remedy = f"Give as {what} one of {', '.join(known)}; the words belong in explanation."
    raise _refusal(step.id, trouble, remedy, "detail")


def _check_days(book: Lifecycle, kind: str, step: Step, event: Event) -> None:
    most = [
        clock.extension.days
        for clock in book.rules
        if clock.extension is not None
        and clock.extension.step == step.id
        and (not clock.kinds or kind in clock.kinds)
    ]
    if event.days is not None and most and event.days > min(most):
        trouble = f"extends the term by {event.days} days"
        raise _refusal(step.id, trouble, f"Give at most {min(most)}.", "detail")


def _refusal(field: str, trouble: str, remedy: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code=f"petition_{code}")
