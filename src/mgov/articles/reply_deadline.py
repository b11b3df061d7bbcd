"""By when a reader has to be answered: what the rulebook says about the events of a report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from mgov.articles.correction_event import CorrectionEvent, CorrectionEventKind
from mgov.articles.correction_rules import ReplyTerm
from mgov.values.model import Model
from mgov.values.moment import day_in
from mgov.values.work_calendar import KnowsWorkdays, WorkCalendar

if TYPE_CHECKING:
    from mgov.articles.correction_rules import CorrectionRulebook

__all__ = ["ReplyDeadline", "reply_deadline"]


class ReplyDeadline(Model, frozen=True):
    """By when a reader has to be answered, and whether that was done.

    All days are days in the time zone of the rulebook.

    Attributes:
        term: The rule, with its article.
        received: The day on which the report arrived, which does not count.
        due: The last day, which counts in full.
        replied: The day of the first answer.
        withdrawn: The day on which the reader took the report back.

    Example:
        >>> from datetime import date
        >>> from mgov.articles import CorrectionRulebook, ReplyDeadline
        >>> deadline = ReplyDeadline(
        ...     term=CorrectionRulebook.built_in("cn-2017").rule("error"),
        ...     received=date(2017, 8, 17),
        ...     due=date(2017, 8, 22),
        ... )
        >>> deadline.is_overdue(date(2017, 8, 22)), deadline.is_overdue(date(2017, 8, 23))
        (False, True)
        >>> deadline.was_kept is None
        True
    """

    term: ReplyTerm
    received: date
    due: date
    replied: date | None = None
    withdrawn: date | None = None

    @property
    def was_kept(self) -> bool | None:
        """Whether the answer came in time; None if there is none yet."""
        return None if self.replied is None else self.replied <= self.due

    def is_overdue(self, on: date) -> bool:
        """Say whether the answer is still owed on a day after the last one.

        Args:
            on: A day in the time zone of the rulebook.
        """
        return self.replied is None and self.withdrawn is None and self.due < on


def reply_deadline(
    book: CorrectionRulebook,
    kind: str,
    received: datetime,
    events: Iterable[CorrectionEvent],
    calendar: KnowsWorkdays | None,
) -> ReplyDeadline:
    """Let the term of a kind of report run over its events."""
    counting = WorkCalendar() if calendar is None else WorkCalendar.of(calendar)
    term, first = book.rule(kind), day_in(book.zone, received, field="received")
    due = counting.deadline(first, workdays=term.workdays)
    replied = withdrawn = None
    for event in events:
        day = day_in(book.zone, event.at)
        extends = event.kind is CorrectionEventKind.EXTENDED and day <= due
        if extends and term.extended_workdays is not None:
            due = counting.deadline(first, workdays=term.extended_workdays)
        if event.reply is not None and replied is None:
            replied = day
        if event.kind is CorrectionEventKind.WITHDRAWN:
            withdrawn = day
    return ReplyDeadline(term=term, received=first, due=due, replied=replied, withdrawn=withdrawn)
