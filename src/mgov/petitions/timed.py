"""The clocks of a petition: what is due, what is overdue, and the same as a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from mgov.petitions.deadline import Deadline, deadlines_of
from mgov.petitions.followed import Followed
from mgov.values.moment import day_in, in_utc
from mgov.values.work_calendar import KnowsWorkdays

if TYPE_CHECKING:
    from mgov.petitions.event import Event

__all__ = ["Timed"]


class Timed(Followed):
    """The part of a petition that reads its clocks. Nothing of it is stored."""

    __slots__ = ()

    def deadlines(self, *, calendar: KnowsWorkdays | None = None) -> tuple[Deadline, ...]:
        """List every deadline that the events started, in that order.

        Args:
            calendar: The working days, for the terms that count them; without it, all days but
                Saturday and Sunday.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> petition = Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="拖欠工资",
            ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
            ... ).accept(at=datetime(2022, 6, 20, 2, tzinfo=UTC))
            >>> [(each.clock.id, each.state.value) for each in petition.deadlines()]
            [('first_reply', 'missed'), ('close', 'running')]
        """
        return self._runs(self.events, calendar)

    def overdue(
        self, at: datetime, *, calendar: KnowsWorkdays | None = None
    ) -> tuple[Deadline, ...]:
        """List the duties that were overdue at a moment, as the events until then tell it.

        Args:
            at: The moment; the day is that of the rulebook's time zone.
            calendar: As for `deadlines`.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> petition = Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="拖欠工资",
            ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
            ... )
            >>> petition.overdue(at=datetime(2022, 6, 16, 15, tzinfo=UTC))
            ()
            >>> [str(each) for each in petition.overdue(at=datetime(2022, 6, 16, 16, tzinfo=UTC))]
            ['first_reply: due on 2022-06-16, running (第二十二条、第二十三条第二款)']
        """
        moment = in_utc(at)
        known = [event for event in self.events if in_utc(event.at) <= moment]
        day = day_in(self.rulebook.zone, moment)
        return tuple(each for each in self._runs(known, calendar) if each.is_overdue(day))

    def next_due(self, *, calendar: KnowsWorkdays | None = None) -> Deadline | None:
        """Return the running duty that ends first; None if none is running.

        Args:
            calendar: As for `deadlines`.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="拖欠工资",
            ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
            ... ).next_due().due
            datetime.date(2022, 6, 16)
        """
        running = [
            (each.due, order, each)
            for order, each in enumerate(self.deadlines(calendar=calendar))
            if each.is_open and each.is_duty and each.due is not None
        ]
        return min(running)[2] if running else None

    def _runs(
        self, events: Iterable[Event], calendar: KnowsWorkdays | None
    ) -> tuple[Deadline, ...]:
        return deadlines_of(self.rulebook, self.kind, events, calendar)
