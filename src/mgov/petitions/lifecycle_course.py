"""What can be wrong with the courses that a lifecycle allows: all of them are walked through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from mgov.errors import Problem
from mgov.petitions.clocks import Clock, ClockKind
from mgov.petitions.rules import Step
from mgov.petitions.thresholds import reached_by
from mgov.values.state_graph import dead_ends, reachable, unreached

if TYPE_CHECKING:
    from mgov.petitions.lifecycle import Lifecycle
    from mgov.petitions.tracks import Track

__all__ = ["course_flaws"]


class _Situation(NamedTuple):
    """A kind of petition in a state, with what its signatures reach."""

    kind: str
    state: str
    reached: frozenset[str]


class _Move(NamedTuple):
    """A step from one situation to the next."""

    before: _Situation
    step: Step
    after: _Situation


_Moves = dict[_Situation, tuple[_Move, ...]]
"""The moves from each situation; those that begin a petition are from a state without a name."""


def course_flaws(book: Lifecycle) -> Iterator[Problem]:
    """Find what no course of a petition makes sense of, or what it never comes to.

    Args:
        book: The lifecycle, in which no name is of nothing.

    Yields:
        A problem for each flaw, at its table and id.
    """
    moves = _moves(book)
    situations = {here for here in moves if here.state}
    taken = {(move.before.kind, move.step.id) for each in moves.values() for move in each}
    steps = {step for _, step in taken}
    yield from unreached(book.states, {each.state for each in situations}, book.steps, steps)
    closed = {state.id for state in book.states if state.closed}
    stuck = dead_ends(
        situations,
        lambda here: [move.after for move in moves[here]],
        lambda here: here.state in closed,
    )
    yield from _stuck(book, stuck)
    for threshold in book.thresholds:
        if not any(threshold.id in each.reached for each in situations):
            trouble = "is reached in no course that a petition can take"
            remedy = 'Let a step that can be taken say "signatures" in `needs` or `takes`.'
            yield Problem(("thresholds", threshold.id), trouble, remedy, "unreachable")
    for table, terms in (("reasons", book.reasons), ("outcomes", book.outcomes)):
        for term in terms:
            kinds = term.kinds or tuple(kind.id for kind in book.kinds)
            for step in term.steps:
                if step in steps and not any((kind, step) in taken for kind in kinds):
                    trouble = f"is for the step {step}, which is never taken for {', '.join(kinds)}"
                    remedy = "Correct its `steps` or `kinds`, or take it out."
                    yield Problem((table, term.id), trouble, remedy, "unreachable")
    for clock in book.rules:
        yield from _clock_flaws(book, clock, moves)
    for track in book.tracks:
        yield from _track_flaws(track, moves)


def _moves(book: Lifecycle) -> _Moves:
    """Walk through everything that a petition of any kind can go through."""
    found: _Moves = {}
    waiting = [_Situation(kind.id, "", frozenset()) for kind in book.kinds]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found[here] = tuple(
                _Move(here, step, _Situation(here.kind, step.then or here.state, reached))
                for step in _open_steps(book, here)
                for reached in _counts(book, step, here.reached)
            )
            waiting += [move.after for move in found[here]]
    return found


def _open_steps(book: Lifecycle, here: _Situation) -> Iterable[Step]:
    if not here.state:
        return (book.start,)
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


def _stuck(book: Lifecycle, stuck: set[_Situation]) -> Iterator[Problem]:
    for state in book.states:
        here = {each.kind for each in stuck if each.state == state.id}
        kinds = ", ".join(kind.id for kind in book.kinds if kind.id in here)
        if kinds:
            trouble = f"never leads to a closed state for the kinds {kinds}"
            remedy = "Add a step that leads on, or mark it as closed."
            yield Problem(("states", state.id), trouble, remedy, "dead_end")


def _track_flaws(track: Track, moves: _Moves) -> Iterator[Problem]:
    """Find statuses that nothing leads to, whatever else the petition goes through."""
    causes = {
        (step.id, after.reached - before.reached, before.reached - after.reached)
        for each in moves.values()
        for before, step, after in each
    }

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


# --- clocks -----------------------------------------------------------------------------------


def _clock_flaws(book: Lifecycle, clock: Clock, moves: _Moves) -> Iterator[Problem]:
    here = ("rules", clock.id)
    if not clock.starts and clock.reached is None:
        remedy = "Name the steps that start it in `starts`, or a threshold in `reached`."
        yield Problem(here, "has no step that starts it", remedy, "clock_start")
        return
    silent = [each for each in clock.starts if not _can_say_due(book.step(each))]
    if clock.set_by_step and silent:
        trouble = f"is set by {', '.join(silent)}, which cannot say the last day"
        yield Problem(here, trouble, 'Add needs = ["due"] to the step.', "clock_set_by_step")
    running = _running(clock, moves)
    if not running:
        remedy = "Correct its `starts`, `reached`, `in_states` and `kinds`."
        trouble = "is started in no course that a petition can take"
        yield Problem(here, trouble, remedy, "clock_start")
        return
    during = {move.step.id for each in running for move in moves[each]}
    for field, steps in clock.moved_by.items():
        for step in steps:
            if step not in during:
                trouble = f"names {step}, which cannot be taken while the clock runs"
                remedy = "Name a step that can be taken between its start and its end."
                yield Problem((*here, field), trouble, remedy, f"clock_{field}")
    if clock.kind is ClockKind.WINDOW:
        return
    if during.isdisjoint(clock.stops):
        trouble = "has no step by which the duty is done while it runs"
        yield Problem(here, trouble, "Name one in `stops`.", "clock_stop")
    left = sorted({each.state for each in running if book.state(each.state).closed})
    if left and not clock.after_closing:
        trouble = f"goes on running in the closed states {', '.join(left)}"
        remedy = "Name the steps that lead there in `stops` or `ends`, or set after_closing = true."
        yield Problem(here, trouble, remedy, "clock_left_running")


def _running(clock: Clock, moves: _Moves) -> set[_Situation]:
    """Find the situations in which a clock can be running.

    Each clock is followed by itself: none changes the course, and all of them together are as
    many cases as there are combinations.
    """

    def onward(node: tuple[_Situation, bool]) -> Iterator[tuple[_Situation, bool]]:
        here, runs = node
        return ((move.after, _runs_after(clock, move, runs=runs)) for move in moves[here])

    found = {node for here in moves if not here.state for node in reachable((here, False), onward)}
    return {here for here, runs in found if runs}


def _runs_after(clock: Clock, move: _Move, *, runs: bool) -> bool:
    before, step, after = move
    starts = step.id in clock.starts or clock.reached in after.reached - before.reached
    if starts and clock.runs_in(state=after.state, kind=after.kind):
        return True
    ends = step.id in (*clock.stops, *clock.ends)
    return runs and not (ends or clock.reached in before.reached - after.reached)


def _can_say_due(step: Step) -> bool:
    return "due" in (*step.needs, *step.takes)
