"""What can be wrong with a lifecycle of applications as a whole, said at once when it is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from mgov.errors import Problem
from mgov.values.state_graph import (
    IdReference,
    dead_ends,
    reachable,
    refuse,
    repeated,
    start_flaws,
    unknown,
    unreached,
)

if TYPE_CHECKING:
    from mgov.services.application_lifecycle import ApplicationLifecycle
    from mgov.services.application_rules import ApplicationClock, ApplicationStep

__all__ = ["refuse_flaws"]


def refuse_flaws(book: ApplicationLifecycle) -> None:
    """Raise an error that names every flaw; each at its table and id.

    Raises:
        pydantic.ValidationError: If there is a flaw; for a pydantic validator to pass on.
    """
    # What refers to nothing cannot be walked through, so the course is looked at afterwards.
    flaws = list(_names(book)) or list(_course(book))
    if flaws:
        refuse(type(book), flaws, prefix="application_lifecycle")


# --- names ------------------------------------------------------------------------------------


def _names(book: ApplicationLifecycle) -> Iterator[Problem]:
    tables = {
        "states": [state.id for state in book.states],
        "steps": [step.id for step in book.steps],
        "reasons": [reason.id for reason in book.reasons],
        "rules": [clock.id for clock in book.rules],
    }
    yield from repeated(tables)
    yield from unknown(_references(book), tables)
    yield from start_flaws(book.steps, "an application")
    for clock in book.rules:
        extension = clock.extension
        if extension is None or extension.days is not None:
            continue
        if any("days" not in each.needs for each in book.steps if each.id == extension.step):
            trouble = "is extended without a limit by a step that need not say the days"
            remedy = 'Give its days, or let the step say needs = ["days"].'
            yield Problem(("rules", clock.id, "extension"), trouble, remedy, "extension")


def _references(book: ApplicationLifecycle) -> Iterator[IdReference]:
    yield IdReference(("main_clock",), "rules", (book.main_clock,))
    for step in book.steps:
        here = ("steps", step.id)
        yield IdReference((*here, "when"), "states", step.when)
        yield IdReference((*here, "then"), "states", () if step.then is None else (step.then,))
        yield IdReference((*here, "as_of"), "steps", step.as_of)
    for reason in book.reasons:
        yield IdReference(("reasons", reason.id, "steps"), "steps", reason.steps)
    for clock in book.rules:
        here = ("rules", clock.id)
        yield IdReference((*here, "starts"), "steps", clock.starts)
        yield IdReference((*here, "stops"), "steps", clock.stops)
        yield IdReference((*here, "ends"), "steps", clock.ends)
        yield IdReference((*here, "not_counted_in"), "states", clock.not_counted_in)
        if clock.extension is not None:
            yield IdReference((*here, "extension"), "steps", (clock.extension.step,))


# --- course -----------------------------------------------------------------------------------


class _Situation(NamedTuple):
    """A state, with whether a slot is booked and which clocks run."""

    state: str
    booked: bool
    running: frozenset[str]


def _course(book: ApplicationLifecycle) -> Iterator[Problem]:
    def open_steps(here: _Situation) -> Iterator[ApplicationStep]:
        for step in book.steps_from(here.state):
            if here.booked or not step.cancels_booking:
                yield step

    def onward(here: _Situation) -> Iterator[_Situation]:
        for step in open_steps(here):
            yield from _after(book, step, here)

    situations: set[_Situation] = set()
    for first in _after(book, book.start, _Situation("", booked=False, running=frozenset())):
        situations |= reachable(first, onward)
    taken = {step.id for each in situations for step in open_steps(each)} | {book.start.id}
    yield from unreached(book.states, {each.state for each in situations}, book.steps, taken)
    closed = {state.id for state in book.states if state.closed}
    stuck = {
        each.state for each in dead_ends(situations, onward, lambda each: each.state in closed)
    }
    for state in book.states:
        if state.id in stuck:
            trouble = "never leads to a state in which an application has ended"
            remedy = "Add a step that leads on, or give its ending."
            yield Problem(("states", state.id), trouble, remedy, "dead_end")
    for clock in book.rules:
        yield from _clock_flaws(clock, situations, closed)


def _after(
    book: ApplicationLifecycle, step: ApplicationStep, before: _Situation
) -> Iterator[_Situation]:
    running = set(before.running)
    for clock in book.rules:
        if step.id in (*clock.stops, *clock.ends):
            running.discard(clock.id)
        if step.id in clock.starts:
            running.add(clock.id)
    booked = {before.booked and not step.cancels_booking}
    if step.can_book:
        booked = {True} if "slot" in step.needs else {True, *booked}
    for each in sorted(booked):
        yield _Situation(step.then or before.state, each, frozenset(running))


def _clock_flaws(
    clock: ApplicationClock, situations: set[_Situation], closed: set[str]
) -> Iterator[Problem]:
    here = ("rules", clock.id)
    runs_in = {each.state for each in situations if clock.id in each.running}
    for state in clock.not_counted_in:
        if state not in runs_in:
            trouble = f"does not count in {state}, in which it never runs"
            remedy = "Name states between its start and its end, or leave them out."
            yield Problem((*here, "not_counted_in"), trouble, remedy, "clock_pause")
    left = sorted(runs_in & closed)
    if left and not clock.after_closing:
        trouble = f"goes on running in the closed states {', '.join(left)}"
        remedy = "Name the steps that lead there in `stops` or `ends`, or set after_closing = true."
        yield Problem(here, trouble, remedy, "clock_left_running")
