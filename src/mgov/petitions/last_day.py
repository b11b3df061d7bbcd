"""The last day of a term: its length, what was added to it, and what is not counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from mgov.petitions.clocks import Clock
    from mgov.values.work_calendar import WorkCalendar

__all__ = ["Counting"]


@dataclass(frozen=True)
class Counting:
    """How a lifecycle counts days.

    Attributes:
        calendar: The working days.
        roll: Whether a term that ends on a day off ends on the next working day instead.
        counts_first_day: Whether the day on which a term starts is its first day; otherwise
            the day after it is.
    """

    calendar: WorkCalendar
    roll: Literal["none", "next"] = "none"
    counts_first_day: bool = False

    def last_day(
        self,
        clock: Clock,
        started: date,
        *,
        extended_by: int = 0,
        pauses: Sequence[tuple[date, date]] = (),
    ) -> date:
        """Return the last day of a clock's term.

        Args:
            clock: A clock that has a length.
            started: The day on which it was started.
            extended_by: By how many days it was extended.
            pauses: The days that are not counted, each pause from its first to its last day.
        """
        before = started - timedelta(days=1) if self.counts_first_day else started
        if clock.workdays is not None and not pauses:
            length = clock.workdays + extended_by
            return self.calendar.deadline(before, workdays=length, roll=self.roll)
        length = extended_by + (clock.days or clock.workdays or 0)
        if clock.months is not None:
            length += (self._end_of_months(started, clock.months) - before).days
        if not pauses:
            return self.calendar.deadline(before, days=length, roll=self.roll)
        return self._past_pauses(before, length, pauses, workdays=clock.workdays is not None)

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
