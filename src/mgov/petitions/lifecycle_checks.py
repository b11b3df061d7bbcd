"""What can be wrong with a lifecycle as a whole, found when it is loaded and said at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from mgov.errors import NOT_SHOWN, InvalidValueError, Problem
from mgov.petitions.rules import Clock, ClockKind, Step

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
        lines = [
            InitErrorDetails(
                type=InvalidValueError(
                    each.trouble, remedy=each.remedy, code=each.code
                ).as_pydantic(),
                loc=each.loc,
                input=NOT_SHOWN,
            )
            for each in flaws
        ]
        raise ValidationError.from_exception_data(type(book).__name__, lines)


# --- names ------------------------------------------------------------------------------------


def _names(book: Lifecycle) -> Iterator[Problem]:
    tables = {
        "kinds": [kind.id for kind in book.kinds],
        "states": [state.id for state in book.states],
        "steps": [step.id for step in book.steps],
        "reasons": [term.id for term in book.reasons],
        "outcomes": [term.id for term in book.outcomes],
    }
    for table, ids in tables.items():
        for twice in sorted({each for each in ids if ids.count(each) > 1}):
            yield _flaw((table, twice), "is there twice", "Give each an id of its own.", "twice")
    for loc, table, named in _references(book):
        for unknown in named:
            if unknown not in tables[table]:
                trouble = f"names {unknown}, which is none of the {table}"
                remedy = f"Use one of {', '.join(tables[table])}."
                yield _flaw(loc, trouble, remedy, "unknown")
    starts = [step.id for step in book.steps if not step.when]
    if len(starts) != 1:
        said = f"has {len(starts)} steps that begin a petition" if starts else "has no first step"
        remedy = "Leave `when` empty in exactly one step."
        yield _flaw(("steps",), said, remedy, "start")
    for step in book.steps:
        if not step.when and step.then is None:
            remedy = "Say with `then` in which state a petition begins."
            yield _flaw(("steps", step.id, "then"), "is missing", remedy, "start")
        if not step.when and step.kinds:
            remedy = "Leave it out: every kind of petition begins."
            yield _flaw(("steps", step.id, "kinds"), "limits the first step", remedy, "start")


def _references(
    book: Lifecycle,
) -> Iterator[tuple[tuple[str, ...], str, Iterable[str]]]:
    for step in book.steps:
        here = ("steps", step.id)
        yield (*here, "when"), "states", step.when
        yield (*here, "then"), "states", () if step.then is None else (step.then,)
        yield (*here, "kinds"), "kinds", step.kinds
    for table, terms in (("reasons", book.reasons), ("outcomes", book.outcomes)):
        for term in terms:
            yield (table, term.id, "steps"), "steps", term.steps
            yield (table, term.id, "kinds"), "kinds", term.kinds
    for clock in book.rules:
        here = ("rules", clock.id)
        yield (*here, "starts"), "steps", clock.starts
        yield (*here, "in_states"), "states", clock.in_states
        yield (*here, "stops"), "steps", clock.stops
        yield (*here, "ends"), "steps", clock.ends
        yield (*here, "kinds"), "kinds", clock.kinds
        if clock.extension is not None:
            yield (*here, "extension"), "steps", (clock.extension.step,)
        if clock.pause is not None:
            yield (*here, "pause"), "steps", (clock.pause.begins, clock.pause.ends)


# --- course -----------------------------------------------------------------------------------


class _Situation(NamedTuple):
    """A state together with the clocks that run in it."""

    state: str
    running: frozenset[str]


def _course(book: Lifecycle) -> Iterator[Problem]:
    situations = {kind.id: _situations(book, kind.id) for kind in book.kinds}
    reached = {kind: {each.state for each in found} for kind, found in situations.items()}
    for state in book.states:
        if not any(state.id in states for states in reached.values()):
            remedy = "Let a step lead to it, or take it out."
            yield _flaw(("states", state.id), "is reached by no step", remedy, "unreachable")
    for step in book.steps:
        if step.when and not any(
            step.is_for(kind) and states & set(step.when) for kind, states in reached.items()
        ):
            remedy = "Correct its `when` and `kinds`, or take it out."
            yield _flaw(("steps", step.id), "can never be taken", remedy, "unreachable")
    yield from _dead_ends(book, reached)
    for clock in book.rules:
        yield from _clock_flaws(book, clock, situations)


def _dead_ends(book: Lifecycle, reached: dict[str, set[str]]) -> Iterator[Problem]:
    closed = {state.id for state in book.states if state.closed}
    for state in book.states:
        stuck = [
            kind
            for kind, states in reached.items()
            if state.id in states and not _onward(book, kind, state.id) & closed
        ]
        if stuck:
            trouble = f"never leads to a closed state for the kinds {', '.join(stuck)}"
            remedy = "Add a step that leads on, or mark it as closed."
            yield _flaw(("states", state.id), trouble, remedy, "dead_end")


def _clock_flaws(
    book: Lifecycle, clock: Clock, situations: dict[str, set[_Situation]]
) -> Iterator[Problem]:
    here = ("rules", clock.id)
    if not clock.starts:
        remedy = "Name the steps that start it in `starts`."
        yield _flaw(here, "has no step that starts it", remedy, "clock_start")
        return
    if not any(clock.id in each.running for found in situations.values() for each in found):
        remedy = "Correct its `starts`, `in_states` and `kinds`."
        yield _flaw(here, "is started in no course that a petition can take", remedy, "clock_start")
    silent = [each for each in clock.starts if "due" not in book.step(each).needs]
    if clock.set_by_step and silent:
        trouble = f"is set by {', '.join(silent)}, which need not say the last day"
        yield _flaw(here, trouble, 'Add needs = ["due"] to the step.', "clock_set_by_step")
    if clock.kind is ClockKind.WINDOW:
        return
    if not clock.stops:
        remedy = "Name the steps by which the duty is done in `stops`."
        yield _flaw(here, "has no step by which the duty is done", remedy, "clock_stop")
    left = sorted(
        {
            each.state
            for found in situations.values()
            for each in found
            if clock.id in each.running and book.state(each.state).closed
        }
    )
    if left:
        trouble = f"goes on running in the closed states {', '.join(left)}"
        remedy = "Name the steps that lead there in `stops` or `ends`."
        yield _flaw(here, trouble, remedy, "clock_left_running")


def _situations(book: Lifecycle, kind: str) -> set[_Situation]:
    """Find every state that a kind of petition can reach, with the clocks that then run."""
    start = book.start
    first = _after(book, kind, start, _Situation(start.then or "", frozenset()))
    found, waiting = {first}, [first]
    while waiting:
        here = waiting.pop()
        for step in book.steps_from(here.state, kind=kind):
            there = _after(book, kind, step, here)
            if there not in found:
                found.add(there)
                waiting.append(there)
    return found


def _after(book: Lifecycle, kind: str, step: Step, before: _Situation) -> _Situation:
    state = step.then or before.state
    running = set(before.running)
    for clock in book.rules:
        if step.id in (*clock.stops, *clock.ends):
            running.discard(clock.id)
        if clock.is_started_by(step.id, state=state, kind=kind):
            running.add(clock.id)
    return _Situation(state, frozenset(running))


def _onward(book: Lifecycle, kind: str, state: str) -> set[str]:
    found, waiting = {state}, [state]
    while waiting:
        for step in book.steps_from(waiting.pop(), kind=kind):
            if step.then is not None and step.then not in found:
                found.add(step.then)
                waiting.append(step.then)
    return found


def _flaw(loc: tuple[str, ...], trouble: str, remedy: str, code: str) -> Problem:
    return Problem(loc, trouble, remedy, f"lifecycle_{code}")
