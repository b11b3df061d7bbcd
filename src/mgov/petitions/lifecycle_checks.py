"""What can be wrong with a lifecycle as a whole, found when it is loaded and said at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from mgov.errors import Problem
from mgov.petitions.rules import Clock, ClockKind, Step
from mgov.values.state_graph import (
    Reference,
    dead_ends,
    reachable,
    refuse,
    repeated,
    start_flaws,
    unknown,
    unreached,
)

if TYPE_CHECKING:
    from mgov.petitions.lifecycle import Lifecycle

__all__ = ["refuse_flaws"]


def refuse_flaws(book: Lifecycle) -> None:
    """Raise an error that names every flaw; each at its table and id.

    Raises:
        pydantic.ValidationError: If there is a flaw; for a pydantic validator to pass on.
    """
    # What refers to nothing cannot be walked through, so the course is looked at afterwards.
    flaws = list(_names(book)) or list(_course(book))
    if flaws:
        refuse(type(book), flaws, prefix="lifecycle")


# --- names ------------------------------------------------------------------------------------


def _names(book: Lifecycle) -> Iterator[Problem]:
    tables = {
        "kinds": [kind.id for kind in book.kinds],
        "states": [state.id for state in book.states],
        "steps": [step.id for step in book.steps],
        "reasons": [term.id for term in book.reasons],
        "outcomes": [term.id for term in book.outcomes],
    }
    yield from repeated(tables)
    yield from unknown(_references(book), tables)
    yield from start_flaws(book.steps, "petition")
    for step in book.steps:
        if not step.when and step.kinds:
            remedy = "Leave it out: every kind of petition begins."
            yield Problem(("steps", step.id, "kinds"), "limits the first step", remedy, "start")


def _references(book: Lifecycle) -> Iterator[Reference]:
    for step in book.steps:
        here = ("steps", step.id)
        yield Reference((*here, "when"), "states", step.when)
        yield Reference((*here, "then"), "states", () if step.then is None else (step.then,))
        yield Reference((*here, "kinds"), "kinds", step.kinds)
    for table, terms in (("reasons", book.reasons), ("outcomes", book.outcomes)):
        for term in terms:
            yield Reference((table, term.id, "steps"), "steps", term.steps)
            yield Reference((table, term.id, "kinds"), "kinds", term.kinds)
    for clock in book.rules:
        here = ("rules", clock.id)
        yield Reference((*here, "starts"), "steps", clock.starts)
        yield Reference((*here, "in_states"), "states", clock.in_states)
        yield Reference((*here, "stops"), "steps", clock.stops)
        yield Reference((*here, "ends"), "steps", clock.ends)
        yield Reference((*here, "kinds"), "kinds", clock.kinds)
        if clock.extension is not None:
            yield Reference((*here, "extension"), "steps", (clock.extension.step,))
        if clock.pause is not None:
            yield Reference((*here, "pause"), "steps", (clock.pause.begins, clock.pause.ends))


# --- course -----------------------------------------------------------------------------------


class _Situation(NamedTuple):
    """A kind of petition in a state, together with the clocks that run in it."""

    kind: str
    state: str
    running: frozenset[str]


def _course(book: Lifecycle) -> Iterator[Problem]:
    def onward(here: _Situation) -> Iterator[_Situation]:
        steps = book.steps_from(here.state, kind=here.kind)
        return (_after(book, step, here) for step in steps)

    situations: set[_Situation] = set()
    for kind in book.kinds:
        start = _Situation(kind.id, "", frozenset())
        situations |= reachable(_after(book, book.start, start), onward)
    taken = {step.id for each in situations for step in book.steps_from(each.state, kind=each.kind)}
    reached = {each.state for each in situations}
    yield from unreached(book.states, reached, book.steps, taken | {book.start.id})
    closed = {state.id for state in book.states if state.closed}
    yield from _stuck(book, dead_ends(situations, onward, lambda each: each.state in closed))
    for clock in book.rules:
        yield from _clock_flaws(book, clock, situations)


def _stuck(book: Lifecycle, stuck: set[_Situation]) -> Iterator[Problem]:
    for state in book.states:
        here = {each.kind for each in stuck if each.state == state.id}
        kinds = ", ".join(kind.id for kind in book.kinds if kind.id in here)
        if kinds:
            trouble = f"never leads to a closed state for the kinds {kinds}"
            remedy = "Add a step that leads on, or mark it as closed."
            yield Problem(("states", state.id), trouble, remedy, "dead_end")


def _clock_flaws(book: Lifecycle, clock: Clock, situations: set[_Situation]) -> Iterator[Problem]:
    here = ("rules", clock.id)
    if not clock.starts:
        remedy = "Name the steps that start it in `starts`."
        yield Problem(here, "has no step that starts it", remedy, "clock_start")
        return
    if not any(clock.id in each.running for each in situations):
        remedy = "Correct its `starts`, `in_states` and `kinds`."
        trouble = "is started in no course that a petition can take"
        yield Problem(here, trouble, remedy, "clock_start")
    silent = [each for each in clock.starts if "due" not in book.step(each).needs]
    if clock.set_by_step and silent:
        trouble = f"is set by {', '.join(silent)}, which need not say the last day"
        yield Problem(here, trouble, 'Add needs = ["due"] to the step.', "clock_set_by_step")
    if clock.kind is ClockKind.WINDOW:
        return
    if not clock.stops:
        remedy = "Name the steps by which the duty is done in `stops`."
        yield Problem(here, "has no step by which the duty is done", remedy, "clock_stop")
    left = sorted(
        {
            each.state
            for each in situations
            if clock.id in each.running and book.state(each.state).closed
        }
    )
    if left:
        trouble = f"goes on running in the closed states {', '.join(left)}"
        remedy = "Name the steps that lead there in `stops` or `ends`."
        yield Problem(here, trouble, remedy, "clock_left_running")


def _after(book: Lifecycle, step: Step, before: _Situation) -> _Situation:
    state = step.then or before.state
    running = set(before.running)
    for clock in book.rules:
        if step.id in (*clock.stops, *clock.ends):
            running.discard(clock.id)
        if clock.is_started_by(step.id, state=state, kind=before.kind):
            running.add(clock.id)
    return before._replace(state=state, running=frozenset(running))
