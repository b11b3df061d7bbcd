"""Terms while they run: how long they are, what is added to them, and what they do not count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from mgov.values.work_calendar import WorkCalendar

__all__ = ["Counting", "DeadlineState", "RunningTerm", "TermLength"]


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


class TermLength(Protocol):
    """What has the length of a term, in exactly one of three units.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> from mgov.values.term import TermLength
        >>> length: TermLength = Lifecycle.built_in("cn-2022").rule("close")
        >>> length.days, length.workdays
        (60, None)
    """

    @property
    def days(self) -> int | None:
        """Its length in calendar days."""

    @property
    def workdays(self) -> int | None:
        """Its length in working days."""

    @property
    def months(self) -> int | None:
        """Its length in months."""


@dataclass(frozen=True)
class Counting:
    """How a rulebook counts days.

    Attributes:
        calendar: The working days.
        roll: Whether a term that ends on a day off ends on the next working day instead.
        counts_first_day: Whether the day on which a term starts is its first day; otherwise
            the day after it is.

    Example:
        >>> from datetime import date
        >>> from mgov import WorkCalendar
        >>> from mgov.petitions import Lifecycle
        >>> from mgov.values.term import Counting
        >>> sixty_days = Lifecycle.built_in("cn-2022").rule("close")
        >>> counting = Counting(WorkCalendar(), roll="next")
        >>> counting.last_day(sixty_days, date(2022, 6, 7))  # from a Saturday to a Monday
        datetime.date(2022, 8, 8)
    """

    calendar: WorkCalendar
    roll: Literal["none", "next"] = "none"
    counts_first_day: bool = False

    def last_day(
        self,
        length: TermLength,
        started: date,
        *,
        extended_by: int = 0,
        pauses: Sequence[tuple[date, date]] = (),
    ) -> date:
        """Return the last day of a term.

        Args:
            length: What has its length.
            started: The day on which it was started.
            extended_by: By how many days it was extended.
            pauses: The days that are not counted, each pause from its first to its last day.
        """
        before = started - timedelta(days=1) if self.counts_first_day else started
        if length.workdays is not None and not pauses:
            workdays = length.workdays + extended_by
            return self.calendar.deadline(before, workdays=workdays, roll=self.roll)
        days = extended_by + (length.days or length.workdays or 0)
        if length.months is not None:
            days += (self._end_of_months(started, length.months) - before).days
        if not pauses:
            return self.calendar.deadline(before, days=days, roll=self.roll)
        return self._past_pauses(before, days, pauses, workdays=length.workdays is not None)

    def _end_of_months(self, started: date, months: int) -> date:
        same_day = self.calendar.deadline(started, months=months)
        # Where the month is too short for that day, its end is the end of the term either way.
        if self.counts_first_day and same_day.day == started.day:
            return same_day - timedelta(days=1)
        return same_day

    def _past_pauses(
        self, before: date, length: int, pauses: Sequence[tuple[date, date]], *, workdays: bool
    ) -> date:
        day = before
        while length:
            day = self.calendar.deadline(day, days=1)
            paused = any(first <= day <= last for first, last in pauses)
            if not paused and (not workdays or self.calendar.is_workday(day)):
                length -= 1
        return self.calendar.deadline(day, days=0, roll=self.roll)


@dataclass
class RunningTerm:
    """A term while it runs, told day by day what happens to it.

    What comes too late changes nothing: a pause that begins, or an extension that is given,
    after the last day.

    Attributes:
        length: What has its length.
        started: The day on which it was started.
        counting: How days are counted.
        named: The last day, where one was named instead of a length.
        extended_by: By how many days it was extended.
        pauses: The pauses that are over, each from its first to its last day.
        paused_since: The day on which the present pause began.

    Example:
        >>> from datetime import date
        >>> from mgov import WorkCalendar
        >>> from mgov.petitions import Lifecycle
        >>> from mgov.values.term import Counting, RunningTerm
        >>> close = Lifecycle.built_in("cn-2022").rule("close")
        >>> term = RunningTerm(close, date(2022, 6, 1), Counting(WorkCalendar()))
        >>> term.last_day
        datetime.date(2022, 7, 31)
        >>> term.pause(date(2022, 6, 6))
        >>> term.resume(date(2022, 6, 8))
        >>> term.last_day
        datetime.date(2022, 8, 3)
    """

    length: TermLength
    started: date
    counting: Counting
    named: date | None = None
    extended_by: int = 0
    pauses: list[tuple[date, date]] = field(default_factory=list)
    paused_since: date | None = None

    @property
    def last_day(self) -> date:
        """Its last day, as far as the pauses are over."""
        if self.named is not None:
            return self.counting.calendar.deadline(self.named, days=self.extended_by)
        return self.counting.last_day(
            self.length, self.started, extended_by=self.extended_by, pauses=self.pauses
        )

    def pause(self, day: date) -> None:
        """Count no more from a day on; a pause that is begun again goes on."""
        if self.paused_since is None and day <= self.last_day:
            self.paused_since = day

    def resume(self, day: date) -> None:
        """Count again after a day."""
        if self.paused_since is not None:
            self.pauses.append((self.paused_since, day))
            self.paused_since = None

    def extend(self, day: date, *, days: int, at_most: int | None) -> None:
        """Make it longer.

        Args:
            day: The day on which that is decided. What is paused cannot have passed.
            days: By how many days.
            at_most: By how many days it may be extended in all, however often; None for as
                many as are given.
        """
        if self.paused_since is not None or day <= self.last_day:
            longer = self.extended_by + days
            self.extended_by = longer if at_most is None else min(longer, at_most)
