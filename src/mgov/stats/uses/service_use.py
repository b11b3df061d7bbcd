"""`ServiceUse`: that somebody used a service once, as a flat row of an event table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from mgov.errors import InvalidValueError
from mgov.services import Application, ChannelKind, Ending
from mgov.values.model import Model
from mgov.values.moment import Moment, in_utc
from mgov.values.word import Word
from mgov.values.work_calendar import KnowsWorkdays

__all__ = ["ServiceUse", "UseOutcome"]


class UseOutcome(StrEnum):
    """How one use of a service has ended.

    Attributes:
        COMPLETED: The user got what they came for.
        NOT_ELIGIBLE: The service did what it is for and told the user that they cannot have it.
        ABANDONED: The user gave up, or took the application back.
        FAILED: The service broke down: an error page, a payment that did not go through.
        OPEN: It has not ended yet.

    Example:
        >>> from mgov.stats import UseOutcome
        >>> [outcome.value for outcome in UseOutcome if outcome.is_completed]
        ['completed', 'not_eligible']
    """

    COMPLETED = "completed"
    NOT_ELIGIBLE = "not_eligible"
    ABANDONED = "abandoned"
    FAILED = "failed"
    OPEN = "open"

    @property
    def is_completed(self) -> bool:
        """Whether the service did what it is for; it may have said no."""
        return self in {UseOutcome.COMPLETED, UseOutcome.NOT_ELIGIBLE}


_OUTCOMES: Final = {
    Ending.COMPLETED: UseOutcome.COMPLETED,
    Ending.REFUSED: UseOutcome.NOT_ELIGIBLE,
    Ending.WITHDRAWN: UseOutcome.ABANDONED,
    None: UseOutcome.OPEN,
}


class ServiceUse(Model, frozen=True):
    """One use of a service: who, what, by which way, when, and how it ended.

    Each field is a column of an event table, by the same name and with the same values. For a
    table with other names there is `UseColumns`.

    Attributes:
        user: Who used it: a pseudonym that says nothing about the person; None if that is not
            known, as at a counter.
        service: The identifier of the service.
        channel: By which way.
        region: The code of the region, as the team has it.
        started_at: When it was started.
        ended_at: When it ended; None while it is open, or if nobody noted it.
        outcome: How it ended.
        assisted: Whether somebody helped with a digital channel.
        stars: How satisfied the user was, from 1 (very dissatisfied) to 5 (very satisfied); None
            if they did not say.
        cost: What it cost the authority, in one currency for all of the data; None if that is
            not known.
        on_time: Whether it was decided in time; None if that cannot be said.

    Raises:
        mgov.errors.InvalidDataError: Among other troubles, if it ended before it was started, or
            says when it ended and is open.

    Example:
        >>> from mgov.stats import ServiceUse
        >>> use = ServiceUse(
        ...     user="u-7031",
        ...     service="vehicle-inspection",
        ...     channel="mini_program",
        ...     region="320100",
        ...     started_at="2017-08-17T09:00:00+08:00",
        ...     outcome="completed",
        ...     stars=5,
        ... )
        >>> use.channel.is_mobile, use.outcome.is_completed, use.cost
        (True, True, None)
    """

    user: Word | None = None
    service: Word
    channel: ChannelKind
    region: Word | None = None
    started_at: Moment
    ended_at: Moment | None = None
    outcome: UseOutcome = UseOutcome.OPEN
    assisted: bool | None = None
    stars: Annotated[int, Field(ge=1, le=5)] | None = None
    cost: Annotated[Decimal, Field(ge=0)] | None = None
    on_time: bool | None = None

    @classmethod
    def of(
        cls,
        application: Application,
        *,
        at: datetime,
        user: str | None = None,
        region: str | None = None,
        stars: int | None = None,
        cost: Decimal | None = None,
        calendar: KnowsWorkdays | None = None,
    ) -> Self:
        """Look at an application as one use of its service, as it stood at a moment.

        An application that was refused did what it is for: its outcome is `not_eligible`.

        Args:
            application: The application; it says by which channel it came.
            at: The moment to look from. An application that ended later is open.
            user: Who applied: a pseudonym.
            region: The code of the region.
            stars: How satisfied they were.
            cost: What it cost the authority.
            calendar: The working days, to say whether it was decided in time.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone, the application was
                started later, or nobody knows by which channel it came.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.services import Application
            >>> from mgov.stats import ServiceUse
            >>> application = Application.start(
            ...     rulebook="cn-2004",
            ...     service="s-1",
            ...     channel="app",
            ...     at=datetime(2017, 8, 17, 1, tzinfo=UTC),
            ... )
            >>> use = ServiceUse.of(application, at=datetime(2017, 9, 1, tzinfo=UTC), user="u-1")
            >>> use.outcome.value, use.service
            ('open', 's-1')
        """
        moment = in_utc(at)
        if in_utc(application.started) > moment:
            trouble = "was started after the moment"
            remedy = "Leave it out, or look from a later moment."
            raise InvalidValueError(
                trouble, field="application", remedy=remedy, code="record_later"
            )
        if application.channel is None:
            trouble = "does not say by which channel it came"
            remedy = "Give it a channel: app, web, counter, ..."
            raise InvalidValueError(trouble, field="application", remedy=remedy, code="use_channel")
        ended = application.ended
        known = ended is not None and in_utc(ended) <= moment
        return cls(
            user=user,
            service=application.service,
            channel=application.channel,
            region=region,
            started_at=application.started,
            ended_at=ended if known else None,
            outcome=_OUTCOMES[application.ending if known else None],
            assisted=application.assisted,
            stars=stars,
            cost=cost,
            on_time=application.is_on_time(at, calendar=calendar),
        )

    @classmethod
    def each(
        cls,
        applications: Iterable[Application],
        *,
        at: datetime,
        calendar: KnowsWorkdays | None = None,
    ) -> Iterator[Self]:
        """Look at applications as uses of services, leaving out those that were started later.

        Args:
            applications: The applications; may be an iterator.
            at: As for `of`.
            calendar: As for `of`.

        Raises:
            mgov.errors.InvalidValueError: As for `of`.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.services import Application
            >>> from mgov.stats import ServiceUse
            >>> def started(day):
            ...     at = datetime(2017, 8, day, tzinfo=UTC)
            ...     return Application.start(
            ...         rulebook="cn-2004", service="s-1", channel="web", at=at
            ...     )
            >>> uses = ServiceUse.each(map(started, (1, 9)), at=datetime(2017, 8, 5, tzinfo=UTC))
            >>> len(list(uses))
            1
        """
        moment = in_utc(at)
        for application in applications:
            if in_utc(application.started) <= moment:
                yield cls.of(application, at=at, calendar=calendar)

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Self:
        if self.ended_at is None:
            return self
        if self.outcome is UseOutcome.OPEN:
            trouble, remedy = "is open, and says when it ended", "Say how it ended."
            raise InvalidValueError(trouble, remedy=remedy, code="use_open").as_pydantic()
        if in_utc(self.ended_at) < in_utc(self.started_at):
            trouble, remedy = "ended before it was started", "Correct the moments."
            raise InvalidValueError(trouble, remedy=remedy, code="use_order").as_pydantic()
        return self
