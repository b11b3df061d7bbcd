"""By when something has to be done about a bad rating: what the rulebook says of its events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from mgov.services.rating_event import RatingEventKind
from mgov.services.rating_rules import RatingTerm
from mgov.values.model import Model
from mgov.values.moment import day_in
from mgov.values.work_calendar import KnowsWorkdays, WorkCalendar

if TYPE_CHECKING:
    from datetime import datetime

    from mgov.services.rating import Rating

__all__ = ["RatingDeadline", "deadlines_of"]


class RatingDeadline(Model, frozen=True):
    """A term of the rulebook as it runs for one bad rating.

    All days are days in the time zone of the rulebook.

    Attributes:
        term: The rule, with its article.
        started: The day on which it started, which does not count.
        due: The last day, which counts in full; None where the rulebook sets no length.
        done: The day on which it was kept, in time or not.
        void: The day on which there was no more need, since the rating was set aside.

    Example:
        >>> from datetime import date
        >>> from mgov.services import RatingDeadline, RatingRulebook
        >>> deadline = RatingDeadline(
        ...     term=RatingRulebook.built_in("cn-suining-2020").rule("put_right"),
        ...     started=date(2020, 6, 1),
        ...     due=date(2020, 6, 22),
        ... )
        >>> deadline.is_open, deadline.is_overdue(on=date(2020, 6, 23)), deadline.was_kept
        (True, True, None)
    """

    term: RatingTerm
    started: date
    due: date | None
    done: date | None = None
    void: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still waited for."""
        return self.done is None and self.void is None

    @property
    def was_kept(self) -> bool | None:
        """Whether it was done in time; None if it was not done, or has no last day."""
        return None if self.done is None or self.due is None else self.done <= self.due

    def is_overdue(self, on: date) -> bool:
        """Say whether it is still waited for on a day after the last one.

        Args:
            on: A day in the time zone of the rulebook.
        """
        return self.is_open and self.due is not None and self.due < on


def deadlines_of(
    rating: Rating, known: datetime | None, calendar: KnowsWorkdays | None
) -> Iterator[RatingDeadline]:
    """Let the terms run over the events of a bad rating.

    Args:
        rating: The rating.
        known: Until when its events are known; None for all of them.
        calendar: The working days; None for all days but Saturday and Sunday.
    """
    counting = WorkCalendar() if calendar is None else WorkCalendar.of(calendar)
    zone = rating.rulebook.zone
    days: list[tuple[str, date]] = [("rated", day_in(zone, rating.rated, field="rated"))]
    days += [
        (event.kind.value, day_in(zone, event.at))
        for event in rating.events
        if known is None or event.at <= known
    ]
    for term in rating.rulebook.rules:
        started = next((day for what, day in days if what in term.starts), None)
        if started is None or (term.only_named and rating.named is not True):
            continue
        done = next((day for what, day in days if what in term.kept_by), None)
        void = next((day for what, day in days if what == RatingEventKind.SET_ASIDE), None)
        yield RatingDeadline(
            term=term,
            started=started,
            due=None
            if term.workdays is None and term.days is None
            else counting.deadline(started, workdays=term.workdays, days=term.days),
            done=done,
            void=None if done is not None else void,
        )
