"""What can be wrong with a lifecycle as a whole, found when it is loaded and said at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from mgov.errors import Problem
from mgov.petitions.clocks import Clock, ClockKind
from mgov.petitions.disclosure import disclosure_references
from mgov.petitions.rules import Step
from mgov.petitions.supervision_rules import supervision_flaws
from mgov.petitions.thresholds import reached_by
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
    from mgov.petitions.tracks import Track

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
        "thresholds": [threshold.id for threshold in book.thresholds],
        "tracks": [track.id for track in book.tracks],
        "disclosures": [rule.id for rule in book.disclosures],
    }
    yield from repeated(tables)
    yield from unknown(_references(book), tables)
    yield from _statuses(book)
    yield from supervision_flaws(book)
    yield from start_flaws(book.steps, "a petition")
    for step in book.steps:
        if not step.when and step.kinds:
            remedy = "Leave it out: every kind of petition begins."
            yield Problem(("steps", step.id, "kinds"), "limits the first step", remedy, "start")


def _references(book: Lifecycle) -> Iterator[Reference]:
    for step in book.steps:
        here = ("steps", step.id)
        yield Reference((*here, "when"), "states", step.when)
        yield Reference((*here, "then"), "states", _one_or_none(step.then))
        yield Reference((*here, "kinds"), "kinds", step.kinds)
    for table, terms in (("reasons", book.reasons), ("outcomes", book.outcomes)):
        for term in terms:
            yield Reference((table, term.id, "steps"), "steps", term.steps)
            yield Reference((table, term.id, "kinds"), "kinds", term.kinds)
    for threshold in book.thresholds:
        yield Reference(("thresholds", threshold.id, "steps"), "steps", threshold.steps)
    for track in book.tracks:
        for change in track.changes:
            place = ("tracks", track.id, "changes", change.to)
            yield Reference((*place, "steps"), "steps", change.steps)
            yield Reference((*place, "reached"), "thresholds", change.reached)
            yield Reference((*place, "lost"), "thresholds", change.lost)
    yield from disclosure_references(book)
    for clock in book.rules:
        here = ("rules", clock.id)
        yield Reference((*here, "starts"), "steps", clock.starts)
        yield Reference((*here, "reached"), "thresholds", _one_or_none(clock.reached))
        yield Reference((*here, "in_states"), "states", clock.in_states)
        yield Reference((*here, "stops"), "steps", clock.stops)
        yield Reference((*here, "ends"), "steps", clock.ends)
        yield Reference((*here, "kinds"), "kinds", clock.kinds)
        if clock.extension is not None:
            yield Reference((*here, "extension"), "steps", (clock.extension.step,))
        if clock.pause is not None:
            yield Reference((*here, "pause"), "steps", (clock.pause.begins, clock.pause.ends))


def _statuses(book: Lifecycle) -> Iterator[Problem]:
    for track in book.tracks:
        tables = {"statuses": [status.id for status in track.statuses]}
        for flaw in repeated(tables):
            yield flaw._replace(loc=("tracks", track.id, *flaw.loc))
        references = [
            Reference(("tracks", track.id, "changes", change.to), "statuses", names)
            for change in track.changes
            for names in ((change.to,), change.when)
        ]
        yield from unknown(references, tables)


def _one_or_none(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


# --- course -----------------------------------------------------------------------------------


class _Situation(NamedTuple):
    """A kind of petition in a state, with what its signatures reach and the clocks that run."""

    kind: str
    state: str
    reached: frozenset[str]
    running: frozenset[str]


def _course(book: Lifecycle) -> Iterator[Problem]:
    def onward(here: _Situation) -> Iterator[_Situation]:
        for step in _open_steps(book, here):
            yield from _after(book, step, here)

    situations: set[_Situation] = set()
    for kind in book.kinds:
        for first in _after(book, book.start, _Situation(kind.id, "", frozenset(), frozenset())):
            situations |= reachable(first, onward)
    taken = {step.id for each in situations for step in _open_steps(book, each)}
    taken.add(book.start.id)
    yield from unreached(book.states, {each.state for each in situations}, book.steps, taken)
    closed = {state.id for state in book.states if state.closed}
    yield from _stuck(book, dead_ends(situations, onward, lambda each: each.state in closed))
    for threshold in book.thresholds:
        if not any(threshold.id in each.reached for each in situations):
            trouble = "is reached in no course that a petition can take"
            remedy = 'Let a step that can be taken say "signatures" in `needs` or `takes`.'
            yield Problem(("thresholds", threshold.id), trouble, remedy, "unreachable")
    for clock in book.rules:
        yield from _clock_flaws(book, clock, situations)
    for track in book.tracks:
        yield from _track_flaws(book, track, situations)


def _open_steps(book: Lifecycle, here: _Situation) -> Iterator[Step]:
    below = {
        step
        for threshold in book.thresholds
        if threshold.id not in here.reached
        for step in threshold.steps
    }
    steps = book.steps_from(here.state, kind=here.kind)
    return (step for step in steps if step.id not in below)


def _counts(book: Lifecycle, step: Step, before: frozenset[str]) -> Iterator[frozenset[str]]:
    """List what the signatures can reach after a step, from none of the thresholds to all."""
    if "signatures" not in step.needs:
        yield before
    if "signatures" in (*step.needs, *step.takes):
        for count in (0, *sorted({threshold.count for threshold in book.thresholds})):
            yield reached_by(book.thresholds, count)


def _after(book: Lifecycle, step: Step, before: _Situation) -> Iterator[_Situation]:
    state = step.then or before.state
    for reached in _counts(book, step, before.reached):
        new, lost = reached - before.reached, before.reached - reached
        running = set(before.running)
        for clock in book.rules:
            if step.id in (*clock.stops, *clock.ends) or clock.reached in lost:
                running.discard(clock.id)
            starts = step.id in clock.starts or clock.reached in new
            if starts and clock.runs_in(state=state, kind=before.kind):
                running.add(clock.id)
        yield _Situation(before.kind, state, reached, frozenset(running))


def _stuck(book: Lifecycle, stuck: set[_Situation]) -> Iterator[Problem]:
    for state in book.states:
        here = {each.kind for each in stuck if each.state == state.id}
        kinds = ", ".join(kind.id for kind in book.kinds if kind.id in here)
        if kinds:
            trouble = f"never leads to a closed state for the kinds {kinds}"
            remedy = "Add a step that leads on, or mark it as closed."
            yield Problem(("states", state.id), trouble, remedy, "dead_end")


def _track_flaws(book: Lifecycle, track: Track, situations: set[_Situation]) -> Iterator[Problem]:
    """Find statuses that nothing leads to, whatever else the petition goes through."""
    causes = {
        (step.id, reached - here.reached, here.reached - reached)
        for here in situations
        for step in _open_steps(book, here)
        for reached in _counts(book, step, here.reached)
    }
    none = frozenset[str]()
    causes |= {(book.start.id, new, none) for new in _counts(book, book.start, none)}

    def onward(status: str) -> Iterator[str]:
        return (
            track.after(status, step=step, reached=new, lost=lost) for step, new, lost in causes
        )

    found = reachable(track.statuses[0].id, onward)
    for status in track.statuses:
        if status.id not in found:
            remedy = "Let a change lead to it, or take it out."
            here = ("tracks", track.id, status.id)
            yield Problem(here, "is reached by no change", remedy, "unreachable")


def _clock_flaws(book: Lifecycle, clock: Clock, situations: set[_Situation]) -> Iterator[Problem]:
    here = ("rules", clock.id)
    if not clock.starts and clock.reached is None:
        remedy = "Name the steps that start it in `starts`, or a threshold in `reached`."
        yield Problem(here, "has no step that starts it", remedy, "clock_start")
        return
    if not any(clock.id in each.running for each in situations):
        remedy = "Correct its `starts`, `reached`, `in_states` and `kinds`."
        trouble = "is started in no course that a petition can take"
        yield Problem(here, trouble, remedy, "clock_start")
    silent = [each for each in clock.starts if not _can_say_due(book.step(each))]
    if clock.set_by_step and silent:
        trouble = f"is set by {', '.join(silent)}, which cannot say the last day"
        yield Problem(here, trouble, 'Add needs = ["due"] to the step.', "clock_set_by_step")
    if clock.kind is ClockKind.WINDOW:
        return
    if not clock.stops:
        remedy = "Name the steps by which the duty is done in `stops`."
        yield Problem(here, "has no step by which the duty is done", remedy, "clock_stop")
    if clock.after_closing:
        return
    left = sorted(
        {
            each.state
            for each in situations
            if clock.id in each.running and book.state(each.state).closed
        }
    )
    if left:
        trouble = f"goes on running in the closed states {', '.join(left)}"
        remedy = "Name the steps that lead there in `stops` or `ends`, or set after_closing = true."
        yield Problem(here, trouble, remedy, "clock_left_running")


def _can_say_due(step: Step) -> bool:
    return "due" in (*step.needs, *step.takes)
