"""The clocks of a lifecycle as they run over the events of an application."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, Protocol
from zoneinfo import ZoneInfo

from mgov.errors import InvalidValueError
from mgov.services.application_deadline import ApplicationDeadline, DeadlineBasis
from mgov.services.promised_term import Length, as_term
from mgov.values.moment import day_in, in_utc
from mgov.values.term import Counting, DeadlineState, RunningTerm
from mgov.values.work_calendar import KnowsWorkdays, WorkCalendar

if TYPE_CHECKING:
    from mgov.services.application_event import ApplicationEvent
    from mgov.services.application_record import ApplicationRecord
    from mgov.services.application_rules import ApplicationClock

__all__ = ["deadlines_of"]

_END_OF_DAY: Final = time.max.replace(fold=1)


def deadlines_of(
    application: ApplicationRecord, known: datetime | None, calendar: KnowsWorkdays | None
) -> tuple[ApplicationDeadline, ...]:
    """Let the clocks run over the events of an application.

    Args:
        application: The application.
        known: Until when its events are known; None for all of them.
        calendar: The working days; None for all days but Saturday and Sunday.

    Returns:
        Every run of every clock, in the order in which they were started; a promise before the
        term of the law that it is about.
    """
    book = application.rulebook
    counting = Counting(
        WorkCalendar() if calendar is None else WorkCalendar.of(calendar), roll=book.roll
    )
    runs: list[_Run] = []
    seen: list[ApplicationEvent] = []
    state = ""
    for event in application.events:
        if known is not None and in_utc(event.at) > known:
            break
        seen.append(event)
        step = book.step(event.step)
        state = step.then or state
        effective = next((each.at for each in reversed(seen) if each.step in step.as_of), event.at)
        starting = [clock for clock in book.rules if event.step in clock.starts]
        for run in runs:
            if run.end is None:
                run.take(event, day_in(book.zone, event.at), useless=run.clock in starting)
        for clock in starting:
            runs += _started(application, clock, effective, counting)
        for run in runs:
            if run.end is None:
                run.count(event.at, paused=state in run.clock.not_counted_in)
    return tuple(run.deadline(book.zone) for run in runs)


def _started(
    application: ApplicationRecord, clock: ApplicationClock, at: datetime, counting: Counting
) -> Iterator[_Run]:
    zone = application.rulebook.zone
    started = day_in(zone, at)
    lengths: dict[DeadlineBasis, Length | ApplicationClock | timedelta | None] = {}
    if clock.id == application.rulebook.main_clock:
        if application.promised_time is not None:
            lengths[DeadlineBasis.PROMISED] = as_term(application.promised_time)
        if application.statutory_time is not None:
            lengths[DeadlineBasis.STATUTORY] = as_term(application.statutory_time)
    lengths.setdefault(DeadlineBasis.STATUTORY, clock)
    for basis, length in lengths.items():
        if isinstance(length, timedelta):
            yield _Run(clock, basis, started, _Hours(_later(at, length)))
        elif length is not None:
            yield _Run(clock, basis, started, _Days(RunningTerm(length, started, counting), zone))


def _later(at: datetime, length: timedelta, *, days: int = 0) -> datetime:
    try:
        return in_utc(at) + length + timedelta(days=days)
    except OverflowError:
        trouble = "ends in a year that dates do not reach"
        remedy = "Check promised_time, statutory_time and the days of extensions."
        raise InvalidValueError(
            trouble, field="deadline", remedy=remedy, code="deadline_too_far"
        ) from None


@dataclass
class _Run:
    """A clock while it runs over the events."""

    clock: ApplicationClock
    basis: DeadlineBasis
    started: date
    term: _Term
    end: tuple[DeadlineState, date] | None = None

    def take(self, event: ApplicationEvent, day: date, *, useless: bool) -> None:
        clock, extension = self.clock, self.clock.extension
        if event.step in clock.stops:
            self.term.resume(event.at)
            in_time = in_utc(event.at) <= in_utc(self.term.until())
            self.end = (DeadlineState.MET if in_time else DeadlineState.MISSED, day)
        elif useless or event.step in clock.ends:
            self.term.resume(event.at)
            self.end = (DeadlineState.VOID, day)
        elif (
            extension is not None
            and event.step == extension.step
            and self.basis is DeadlineBasis.STATUTORY  # a promise is kept, or it is not
        ):
            days = event.days or extension.days or 0
            self.term.extend(event.at, days=days, at_most=extension.days)

    def count(self, at: datetime, *, paused: bool) -> None:
        if paused:
            self.term.pause(at)
        else:
            self.term.resume(at)

    def deadline(self, zone: ZoneInfo) -> ApplicationDeadline:
        running = DeadlineState.PAUSED if self.term.is_paused else DeadlineState.RUNNING
        state, ended = (running, None) if self.end is None else self.end
        paused = state is DeadlineState.PAUSED
        until = None if paused else self.term.until().astimezone(zone)
        return ApplicationDeadline(
            clock=self.clock,
            basis=self.basis,
            started=self.started,
            due=None if until is None else until.date(),
            until=until,
            state=state,
            ended=ended,
            extended_by=self.term.extended_by,
        )


class _Term(Protocol):
    """A term of days or of hours, told by moments what happens to it."""

    @property
    def is_paused(self) -> bool:
        """Whether it does not count now."""

    @property
    def extended_by(self) -> int:
        """By how many days it was extended."""

    def until(self) -> datetime:
        """Return the last moment that is in time, as far as the pauses are over."""

    def pause(self, at: datetime) -> None:
        """Count no more; too late, it changes nothing."""

    def resume(self, at: datetime) -> None:
        """Count again, if it is paused."""

    def extend(self, at: datetime, *, days: int, at_most: int | None) -> None:
        """Make it longer; too late, it changes nothing."""


@dataclass
class _Days:
    """A term of days, working days or months."""

    term: RunningTerm
    zone: ZoneInfo

    @property
    def is_paused(self) -> bool:
        return self.term.paused_since is not None

    @property
    def extended_by(self) -> int:
        return self.term.extended_by

    def until(self) -> datetime:
        return datetime.combine(self.term.last_day, _END_OF_DAY, self.zone)

    def pause(self, at: datetime) -> None:
        self.term.pause(day_in(self.zone, at))

    def resume(self, at: datetime) -> None:
        self.term.resume(day_in(self.zone, at))

    def extend(self, at: datetime, *, days: int, at_most: int | None) -> None:
        self.term.extend(day_in(self.zone, at), days=days, at_most=at_most)


@dataclass
class _Hours:
    """A term of hours, which run day and night, working day or not."""

    end: datetime
    extended_by: int = 0
    paused_since: datetime | None = None

    @property
    def is_paused(self) -> bool:
        return self.paused_since is not None

    def until(self) -> datetime:
        return self.end

    def pause(self, at: datetime) -> None:
        if self.paused_since is None and in_utc(at) <= self.end:
            self.paused_since = in_utc(at)

    def resume(self, at: datetime) -> None:
        if self.paused_since is not None:
            self.end = _later(self.end, in_utc(at) - self.paused_since)
            self.paused_since = None

    def extend(self, at: datetime, *, days: int, at_most: int | None) -> None:
        if self.is_paused or in_utc(at) <= self.end:
            longer = self.extended_by + days
            longer = longer if at_most is None else min(longer, at_most)
            self.end = _later(self.end, timedelta(), days=longer - self.extended_by)
            self.extended_by = longer
