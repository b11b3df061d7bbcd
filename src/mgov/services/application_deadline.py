"""By when an application has to be decided, and by when everything else that is timed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import AwareDatetime
from typing_extensions import override

from mgov.services.application_rules import ApplicationClock
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.term import DeadlineState

__all__ = ["ApplicationDeadline", "DeadlineBasis"]


class DeadlineBasis(StrEnum):
    """Who set a term.

    Attributes:
        STATUTORY: The law.
        PROMISED: The authority, by what it promises for the service.

    Example:
        >>> from mgov.services import DeadlineBasis
        >>> [basis.value for basis in DeadlineBasis]
        ['statutory', 'promised']
    """

    STATUTORY = "statutory"
    PROMISED = "promised"


class ApplicationDeadline(Model, frozen=True):
    """One run of a clock.

    All days are days in the time zone of the lifecycle.

    Attributes:
        clock: The clock, with its article.
        basis: Whether the law sets the term, or the authority promises it.
        started: The day on which it was started.
        due: The last day, which counts in full unless the term is one of hours; None while it is
            paused.
        until: The last moment that is in time; None while it is paused.
        state: How it stands.
        ended: The day on which it was met, missed or became void.
        extended_by: The days by which it was extended. What is promised is not extended.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.services import Application
        >>> application = Application.start(
        ...     rulebook="cn-2004", service="s-1", at=datetime(2017, 8, 17, 1, tzinfo=UTC)
        ... ).submit(at=datetime(2017, 8, 17, 2, tzinfo=UTC))
        >>> (deadline,) = application.deadlines()
        >>> print(deadline)
        check_materials: due on 2017-08-24, running (第三十二条第一款第（四）项)
        >>> deadline.is_overdue(at=datetime(2017, 8, 24, 15, 59, tzinfo=UTC))
        False
        >>> deadline.is_overdue(at=datetime(2017, 8, 24, 16, tzinfo=UTC))
        True
    """

    clock: ApplicationClock
    basis: DeadlineBasis
    started: date
    due: date | None
    until: AwareDatetime | None
    state: DeadlineState
    ended: date | None = None
    extended_by: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is still waited for: running or paused."""
        return self.state in {DeadlineState.RUNNING, DeadlineState.PAUSED}

    @property
    def was_kept(self) -> bool | None:
        """Whether it was done in time; None if it was not done."""
        done = self.state in {DeadlineState.MET, DeadlineState.MISSED}
        return self.state is DeadlineState.MET if done else None

    def is_overdue(self, at: datetime) -> bool:
        """Say whether it is still waited for at a moment after the last one that is in time.

        Args:
            at: The moment.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.
        """
        moment = in_utc(at)
        if self.until is None or self.state is not DeadlineState.RUNNING:
            return False
        return in_utc(self.until) < moment

    @override
    def __str__(self) -> str:
        due = "no last day yet" if self.due is None else f"due on {self.due}"
        basis = self.clock.article if self.basis is DeadlineBasis.STATUTORY else self.basis.value
        return f"{self.clock.id}: {due}, {self.state.value} ({basis})"
