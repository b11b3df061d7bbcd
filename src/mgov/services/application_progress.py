"""Where an application stands and whether it is on time: all of it follows from its events."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from mgov.services.application_course import ApplicationCourse, next_steps, replay
from mgov.services.application_deadline import ApplicationDeadline, DeadlineBasis
from mgov.services.application_record import ApplicationRecord
from mgov.services.application_rules import Ending
from mgov.services.application_runs import deadlines_of
from mgov.values.moment import in_utc
from mgov.values.work_calendar import KnowsWorkdays

if TYPE_CHECKING:
    from mgov.services.application_event import BookingSlot, Delivery
    from mgov.services.application_rules import ApplicationState
    from mgov.values.text import Text

__all__ = ["ApplicationProgress"]


class ApplicationProgress(ApplicationRecord):
    """The part of an application that reads its events. Nothing of it is stored."""

    __slots__ = ()

    # --- where it stands -----------------------------------------------------------------------

    @property
    def status(self) -> str:
        """The id of the state that it is in."""
        return self._course.state

    @property
    def state(self) -> ApplicationState:
        """The state that it is in, with its title."""
        return self.rulebook.state(self.status)

    @property
    def next_steps(self) -> tuple[str, ...]:
        """The ids of the steps that can be taken now."""
        return tuple(step.id for step in next_steps(self.rulebook, self._course))

    @property
    def booking(self) -> BookingSlot | None:
        """The slot that is booked; None if there is none, or it was given up."""
        return self._course.booking

    @property
    def corrections(self) -> tuple[Text, ...]:
        """What the applicant was last asked to correct or to hand in later."""
        asked = [each.corrections for each in self.events if each.corrections]
        return asked[-1] if asked else ()

    @property
    def delivery(self) -> Delivery | None:
        """How the result is delivered, as it was said last."""
        said = [each.delivery for each in self.events if each.delivery is not None]
        return said[-1] if said else None

    @property
    def output(self) -> str | None:
        """The identifier of what was issued, such as that of a `Credential`."""
        said = [each.output for each in self.events if each.output is not None]
        return said[-1] if said else None

    # --- what measures ask ---------------------------------------------------------------------

    @property
    def started(self) -> datetime:
        """When it was started."""
        return self.events[0].at

    @property
    def ending(self) -> Ending | None:
        """How it has ended; None if it has not."""
        return self._course.ending

    @property
    def ended(self) -> datetime | None:
        """When it ended so; what is delivered later was completed before."""
        return self._course.ended

    @property
    def completed(self) -> datetime | None:
        """When it was completed, so that the applicant got what they applied for; else None."""
        return self.ended if self.ending is Ending.COMPLETED else None

    @property
    def decided(self) -> datetime | None:
        """When it was completed or refused; None if it was not.

        Completion rates count it: an applicant who turns out not to be eligible has been served.
        """
        return self.ended if self.ending is not None and self.ending.is_decision else None

    # --- time ----------------------------------------------------------------------------------

    def deadlines(
        self, *, calendar: KnowsWorkdays | None = None
    ) -> tuple[ApplicationDeadline, ...]:
        """List every deadline that the events started, in that order.

        What the service promises stands before the term of the law that it is about.

        Args:
            calendar: The working days; without it, all days but Saturday and Sunday.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.services import Application
            >>> application = Application.start(
            ...     rulebook="cn-2004",
            ...     service="s-1",
            ...     promised_time="5个工作日",
            ...     at=datetime(2017, 8, 17, 1, tzinfo=UTC),
            ... )
            >>> application = application.submit(at=datetime(2017, 8, 17, 2, tzinfo=UTC))
            >>> application = application.accept(at=datetime(2017, 8, 18, 2, tzinfo=UTC))
            >>> [
            ...     (each.clock.id, each.basis.value, str(each.due))
            ...     for each in application.deadlines()
            ... ]
            [('check_materials', 'statutory', '2017-08-24'),
             ('decide', 'promised', '2017-08-25'),
             ('decide', 'statutory', '2017-09-15')]
        """
        return deadlines_of(self, None, calendar)

    def overdue(
        self, at: datetime, *, calendar: KnowsWorkdays | None = None
    ) -> tuple[ApplicationDeadline, ...]:
        """List what was overdue at a moment, as the events until then tell it.

        Args:
            at: The moment.
            calendar: As for `deadlines`.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.services import Application
            >>> application = Application.start(
            ...     rulebook="cn-2004", service="s-1", at=datetime(2017, 8, 17, 1, tzinfo=UTC)
            ... ).submit(at=datetime(2017, 8, 17, 2, tzinfo=UTC))
            >>> [each.clock.id for each in application.overdue(datetime(2017, 8, 25, tzinfo=UTC))]
            ['check_materials']
        """
        moment = in_utc(at)
        known = deadlines_of(self, moment, calendar)
        return tuple(each for each in known if each.is_overdue(moment))

    def due(self, *, calendar: KnowsWorkdays | None = None) -> date | None:
        """Return the day by which it has to be decided: as promised, else as the law has it.

        Args:
            calendar: As for `deadlines`.

        Returns:
            The last day; None while nothing is counted: before the term starts, and in a pause.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.services import Application
            >>> application = Application.start(
            ...     rulebook="cn-2004", service="s-1", at=datetime(2017, 8, 17, 1, tzinfo=UTC)
            ... ).submit(at=datetime(2017, 8, 17, 2, tzinfo=UTC))
            >>> application.due() is None
            True
            >>> application.accept(at=datetime(2017, 8, 18, 2, tzinfo=UTC)).due()
            datetime.date(2017, 9, 15)
        """
        decision = self._decision(None, calendar)
        return None if decision is None else decision.due

    def is_on_time(
        self, at: datetime | None = None, *, calendar: KnowsWorkdays | None = None
    ) -> bool | None:
        """Say whether it was decided in time: as promised, else as the law has it.

        Args:
            at: Until when its events are known; without it, all of them are, and what is not
                decided is not late either.
            calendar: As for `deadlines`.

        Returns:
            True if it was decided in time. False if it was decided too late, or was not decided
            at that moment though the time was over. None if that cannot be said: it is still
            in time, it is paused, it was withdrawn, or no term has started.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.services import Application
            >>> application = Application.start(
            ...     rulebook="cn-2004",
            ...     service="s-1",
            ...     promised_time="1个工作日",
            ...     at=datetime(2017, 8, 17, 1, tzinfo=UTC),
            ... )
            >>> application = application.submit(at=datetime(2017, 8, 17, 2, tzinfo=UTC))
            >>> application = application.accept(at=datetime(2017, 8, 17, 3, tzinfo=UTC))
            >>> print(application.is_on_time(datetime(2017, 8, 18, tzinfo=UTC)))
            None
            >>> application.is_on_time(datetime(2017, 8, 19, tzinfo=UTC))
            False
            >>> application.complete(at=datetime(2017, 8, 18, 3, tzinfo=UTC)).is_on_time()
            True
        """
        moment = None if at is None else in_utc(at)
        decision = self._decision(moment, calendar)
        if decision is None:
            return None
        late = moment is not None and decision.is_overdue(moment)
        return False if late else decision.was_kept

    def _decision(
        self, known: datetime | None, calendar: KnowsWorkdays | None
    ) -> ApplicationDeadline | None:
        """The last run of the main clock: that of the promise, if there is one."""
        runs = [
            each
            for each in deadlines_of(self, known, calendar)
            if each.clock.id == self.rulebook.main_clock
        ]
        promised = [each for each in runs if each.basis is DeadlineBasis.PROMISED]
        return next(reversed(promised or runs), None)

    @property
    def _course(self) -> ApplicationCourse:
        return replay(self.rulebook, self.events)
