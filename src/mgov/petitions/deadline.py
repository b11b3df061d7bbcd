"""Deadlines: what the clocks of a lifecycle say about the events of a petition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from typing_extensions import override

from mgov.petitions.clocks import Clock, ClockKind
from mgov.petitions.thresholds import reached_by
from mgov.values.model import Model
from mgov.values.moment import day_in
from mgov.values.term import Counting, DeadlineState, RunningTerm
from mgov.values.work_calendar import KnowsWorkdays, WorkCalendar

if TYPE_CHECKING:
    from mgov.petitions.event import Event
    from mgov.petitions.lifecycle import Lifecycle

__all__ = ["Deadline", "deadlines_of"]


class Deadline(Model, frozen=True):
    """One run of a clock.

    All days are days in the time zone of the lifecycle.

    Attributes:
        clock: The clock, with its article.
        started: The day on which it was started.
        due: The last day, which counts in full; None while the clock is paused.
        state: How it stands.
        ended: The day on which it was met, missed or became void.
        extended_by: The days by which its term was extended.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.petitions import Petition
        >>> petition = Petition.register(
        ...     kind="suggestion",
        ...     title="增设无障碍坡道",
        ...     rulebook="cn-2022",
        ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
        ... )
        >>> (deadline,) = petition.deadlines()
        >>> print(deadline)
        first_reply: due on 2022-06-16, running (第二十二条、第二十三条第二款)
        >>> deadline.is_overdue(on=date(2022, 6, 16)), deadline.is_overdue(on=date(2022, 6, 17))
        (False, True)
    """

    clock: Clock
    started: date
    due: date | None
    state: DeadlineState
    ended: date | None = None
    extended_by: int = 0

    @property
    def article(self) -> str:
        """Where the law sets it."""
        return self.clock.article

    @property
    def is_open(self) -> bool:
        """Whether it is still waited for: running or paused."""
        return self.state in {DeadlineState.RUNNING, DeadlineState.PAUSED}

    @property
    def is_duty(self) -> bool:
        """Whether somebody is late who does not keep it; a window may pass unused."""
        return self.clock.kind is ClockKind.DUTY

    def is_overdue(self, on: date) -> bool:
        """Say whether a duty that is still running should have been done before a day.

        Args:
            on: A day in the time zone of the lifecycle.
        """
        running = self.state is DeadlineState.RUNNING and self.is_duty
        return running and self.due is not None and self.due < on

    @override
    def __str__(self) -> str:
        due = "no last day yet" if self.due is None else f"due on {self.due}"
        return f"{self.clock.id}: {due}, {self.state.value} ({self.article})"


def deadlines_of(
    book: Lifecycle, kind: str, events: Iterable[Event], calendar: KnowsWorkdays | None
) -> tuple[Deadline, ...]:
    """Let the clocks run over the events.

    Returns:
        Every run of every clock, in the order in which they were started.
    """
    counting = Counting(
        calendar=WorkCalendar() if calendar is None else WorkCalendar.of(calendar),
        roll=book.roll,
        counts_first_day=book.counts_first_day,
    )
    runs: list[_Run] = []
    state, above = "", frozenset[str]()
    for event in events:
        state = book.step(event.step).then or state
        now = above if event.signatures is None else reached_by(book.thresholds, event.signatures)
        day = day_in(book.zone, event.at)
        starting = [
            clock
            for clock in book.rules
            if clock.runs_in(state=state, kind=kind) and _starts(clock, event, now - above)
        ]
        for run in runs:
            if run.end is None:
                useless = run.clock in starting or run.clock.reached in above - now
                run.take(event, day, useless=useless)
        runs += [_Run(clock, _term(clock, event, day, counting)) for clock in starting]
        above = now
    return tuple(run.deadline() for run in runs)


def _starts(clock: Clock, event: Event, reached: frozenset[str]) -> bool:
    if clock.set_by_step and event.due is None:
        return False
    return event.step in clock.starts or clock.reached in reached


def _term(clock: Clock, event: Event, day: date, counting: Counting) -> RunningTerm:
    return RunningTerm(clock, day, counting, named=event.due if clock.set_by_step else None)


@dataclass
class _Run:
    """A clock while it runs over the events."""

    clock: Clock
    term: RunningTerm
    end: tuple[DeadlineState, date] | None = None

    def take(self, event: Event, day: date, *, useless: bool) -> None:
        clock, step, term = self.clock, event.step, self.term
        ends = step in clock.stops or step in clock.ends or useless
        if clock.pause is not None and step == clock.pause.begins:
            term.pause(day)
        if clock.pause is not None and (step == clock.pause.ends or ends):
            term.resume(day)
        if step in clock.stops:
            in_time = day <= term.last_day
            self.end = (DeadlineState.MET if in_time else DeadlineState.MISSED, day)
        elif ends:
            self.end = (DeadlineState.VOID, day)
        elif clock.extension is not None and step == clock.extension.step:
            most = clock.extension.days
            term.extend(day, days=event.days or most, at_most=most)

    def deadline(self) -> Deadline:
        paused = self.end is None and self.term.paused_since is not None
        state = DeadlineState.PAUSED if paused else DeadlineState.RUNNING
        ended = None
        if self.end is not None:
            state, ended = self.end
        return Deadline(
            clock=self.clock,
            started=self.term.started,
            due=None if paused else self.term.last_day,
            state=state,
            ended=ended,
            extended_by=self.term.extended_by,
        )
