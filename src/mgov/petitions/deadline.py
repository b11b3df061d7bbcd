"""Deadlines: what the clocks of a lifecycle say about the events of a petition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from typing_extensions import override

from mgov.petitions.rules import Clock, ClockKind, Pause
from mgov.values.model import Model
from mgov.values.work_calendar import KnowsWorkdays, WorkCalendar

if TYPE_CHECKING:
    from mgov.petitions.event import Event
    from mgov.petitions.lifecycle import Lifecycle

__all__ = ["Deadline", "DeadlineState", "deadlines_of"]


class DeadlineState(StrEnum):
    """How a deadline stands, as the events tell it.

    Attributes:
        RUNNING: What it waits for has not been done; whether it is overdue depends on the day.
        PAUSED: It does not count now, so its last day is not known.
        MET: It was kept.
        MISSED: What it waits for was done, but too late.
        VOID: There is no more use for it.

    Example:
        >>> from mgov.petitions import DeadlineState
        >>> DeadlineState("missed").value
        'missed'
    """

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    VOID = "void"


class Deadline(Model, frozen=True):
    """One run of a clock.

    All days are days in the time zone of the lifecycle.

    Attributes:
        clock: The clock, with its article.
        started: The day on which it was started, which does not count.
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
    counting = WorkCalendar() if calendar is None else WorkCalendar.of(calendar)
    runs: list[_Run] = []
    state = ""
    for event in events:
        state = book.step(event.step).then or state
        day = event.at.astimezone(book.zone).date()
        started = [
            clock for clock in book.rules if clock.is_started_by(event.step, state=state, kind=kind)
        ]
        for run in runs:
            if run.end is None:
                run.take(event, day, restarts=run.clock in started)
        for clock in started:
            set_due = event.due if clock.set_by_step else None
            runs.append(_Run(clock, day, set_due, counting, book.roll))
    return tuple(run.deadline() for run in runs)


@dataclass
class _Run:
    """A clock while it runs over the events."""

    clock: Clock
    started: date
    set_due: date | None
    calendar: WorkCalendar
    roll: Literal["none", "next"]
    extended_by: int = 0
    pauses: list[tuple[date, date]] = field(default_factory=list)
    paused_since: date | None = None
    end: tuple[DeadlineState, date] | None = None

    def take(self, event: Event, day: date, *, restarts: bool) -> None:
        clock, step = self.clock, event.step
        if clock.pause is not None and step == clock.pause.begins:
            self.paused_since = day
        elif self.paused_since is not None and step in (*clock.stops, *_ends_of(clock.pause)):
            self.pauses.append((self.paused_since, day))
            self.paused_since = None
        if step in clock.stops:
            self.end = (DeadlineState.MET if day <= self._due() else DeadlineState.MISSED, day)
        elif step in clock.ends or restarts:
            self.end = (DeadlineState.VOID, day)
        elif clock.extension is not None and step == clock.extension.step and day <= self._due():
            # A term that has passed cannot be extended any more.
            self.extended_by += event.days or clock.extension.days

    def deadline(self) -> Deadline:
        paused = self.end is None and self.paused_since is not None
        state = DeadlineState.PAUSED if paused else DeadlineState.RUNNING
        ended = None
        if self.end is not None:
            state, ended = self.end
        return Deadline(
            clock=self.clock,
            started=self.started,
            due=None if paused else self._due(),
            state=state,
            ended=ended,
            extended_by=self.extended_by,
        )

    def _due(self) -> date:
        if self.set_due is not None:
            return self.set_due
        clock = self.clock
        if self.pauses:
            return self._due_after_pauses()
        return self.calendar.deadline(
            self.started,
            days=None if clock.days is None else clock.days + self.extended_by,
            workdays=None if clock.workdays is None else clock.workdays + self.extended_by,
            months=clock.months,
            roll=self.roll,
        )

    def _due_after_pauses(self) -> date:
        left = (self.clock.days or self.clock.workdays or 0) + self.extended_by
        day = self.started
        while left:
            day = self.calendar.deadline(day, days=1)
            paused = any(first <= day <= last for first, last in self.pauses)
            if not paused and (self.clock.workdays is None or self.calendar.is_workday(day)):
                left -= 1
        return self.calendar.deadline(day, days=0, roll=self.roll)


def _ends_of(pause: Pause | None) -> tuple[str, ...]:
    return () if pause is None else (pause.ends,)
