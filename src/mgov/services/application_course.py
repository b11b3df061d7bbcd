"""The course of an application, read from its events: what was legal, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final, get_args

from mgov.errors import InvalidValueError
from mgov.services.application_rules import ApplicationDetail, ApplicationStep, Ending
from mgov.values.moment import day_in, in_utc

if TYPE_CHECKING:
    from mgov.services.application_event import ApplicationEvent, BookingSlot
    from mgov.services.application_lifecycle import ApplicationLifecycle

__all__ = ["ApplicationCourse", "follow", "next_steps", "replay"]

_ALWAYS_WELCOME: Final = "explanation"


@dataclass(frozen=True)
class ApplicationCourse:
    """Where an application stands after some events.

    Attributes:
        state: The id of its state.
        taken: The steps taken since it entered the state.
        last: The last event.
        booking: The slot that is booked.
        ending: How it has ended, if it has.
        ended: When it ended so.
    """

    state: str
    taken: frozenset[str]
    last: ApplicationEvent
    booking: BookingSlot | None
    ending: Ending | None
    ended: datetime | None


def follow(
    book: ApplicationLifecycle, events: Iterable[ApplicationEvent]
) -> Iterator[ApplicationCourse]:
    """Go through the events from the first to the last.

    Yields:
        Where the application stands after each.

    Raises:
        mgov.errors.InvalidValueError: At the first event that the lifecycle does not allow, or
            if there is none.
    """
    course = None
    for event in events:
        course = _begun(book, event) if course is None else _after(book, course, event)
        yield course
    if course is None:
        raise _refusal("events", "is empty", "Begin with Application.start(...).", "no_event")


def replay(book: ApplicationLifecycle, events: Iterable[ApplicationEvent]) -> ApplicationCourse:
    """Return where an application stands after all its events, at least one.

    Raises:
        mgov.errors.InvalidValueError: At the first event that the lifecycle does not allow.
    """
    *_, course = follow(book, events)
    return course


def next_steps(
    book: ApplicationLifecycle, course: ApplicationCourse
) -> tuple[ApplicationStep, ...]:
    """List the steps that can be taken now."""
    return tuple(
        step
        for step in book.steps_from(course.state)
        if not (step.once and step.id in course.taken)
        and (course.booking is not None or not step.cancels_booking)
    )


def _begun(book: ApplicationLifecycle, event: ApplicationEvent) -> ApplicationCourse:
    step = book.step(event.step)
    if step != book.start:
        trouble = "comes before the application is started"
        raise _refusal(event.step, trouble, f"Begin with {book.start.id}.", "not_allowed")
    day = day_in(book.zone, event.at)
    if not book.in_force(day):
        until = "" if book.in_force_until is None else f" until {book.in_force_until}"
        trouble = f"is in force from {book.in_force_from}{until}, not on {day}"
        remedy = "Use the rulebook of the day on which the application is started."
        raise _refusal("rulebook", trouble, remedy, "not_in_force")
    _check_details(book, step, event)
    nothing = ApplicationCourse("", frozenset(), event, None, None, None)
    return _moved(book, nothing, step, event)


def _after(
    book: ApplicationLifecycle, course: ApplicationCourse, event: ApplicationEvent
) -> ApplicationCourse:
    step = book.step(event.step)
    allowed = next_steps(book, course)
    if step not in allowed:
        here = course.state in step.when
        again = " again" if here and step.once and step.id in course.taken else ""
        unbooked = " and has no booking" if here and not again else ""
        trouble = f"cannot be taken{again} while the application is {course.state}{unbooked}"
        names = ", ".join(each.id for each in allowed)
        remedy = f"The steps that can are {names}." if names else "No step can: it has ended."
        raise _refusal(step.id, trouble, remedy, "not_allowed")
    if in_utc(event.at) < in_utc(course.last.at):
        trouble = f"is taken at {event.at.isoformat()}, before the step {course.last.step}"
        remedy = f"Give a moment that is not before {course.last.at.isoformat()}."
        raise _refusal(step.id, trouble, remedy, "back_in_time")
    _check_details(book, step, event)
    return _moved(book, course, step, event)


def _moved(
    book: ApplicationLifecycle,
    course: ApplicationCourse,
    step: ApplicationStep,
    event: ApplicationEvent,
) -> ApplicationCourse:
    booking = None if step.cancels_booking else course.booking
    moved = replace(course, last=event, booking=booking if event.slot is None else event.slot)
    if step.then is None:
        return replace(moved, taken=course.taken | {step.id})
    ending = book.state(step.then).ending
    ended = course.ended if ending is course.ending else event.at
    return replace(
        moved,
        state=step.then,
        taken=frozenset(),
        ending=ending,
        ended=None if ending is None else ended,
    )


def _check_details(
    book: ApplicationLifecycle, step: ApplicationStep, event: ApplicationEvent
) -> None:
    for detail in get_args(ApplicationDetail):
        given = bool(getattr(event, detail))
        if detail in step.needs and not given:
            raise _refusal(step.id, f"does not say {detail}", f"Give {detail}=….", "detail")
        if given and detail not in (*step.needs, *step.takes, _ALWAYS_WELCOME):
            trouble = f"says {detail}, which this step does not have"
            raise _refusal(step.id, trouble, f"Leave {detail} out.", "detail")
    _check_reason(step, event.reason, [each.id for each in book.reasons_for(step.id)])
    most = [
        clock.extension.days
        for clock in book.rules
        if clock.extension is not None
        and clock.extension.step == step.id
        and clock.extension.days is not None
    ]
    if event.days is not None and most and event.days > min(most):
        trouble = f"extends the term by {event.days} days"
        raise _refusal(step.id, trouble, f"Give at most {min(most)}.", "detail")


def _check_reason(step: ApplicationStep, given: str | None, known: list[str]) -> None:
    if given in known or (given is None and not known):
        return
    if not known:
        trouble = "says reason, which this step does not have"
        raise _refusal(step.id, trouble, "Leave reason out.", "detail")
    trouble = "does not say its reason" if given is None else "has an unknown reason"
    remedy = f"Give as reason one of {', '.join(known)}; the words belong in explanation."
    raise _refusal(step.id, trouble, remedy, "detail")


def _refusal(field: str, trouble: str, remedy: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code=f"application_{code}")
