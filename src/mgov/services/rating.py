"""`Rating`: how satisfied somebody was with a service, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, StringConstraints, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from mgov.errors import NOT_SHOWN, InvalidValueError
from mgov.services.rating_deadline import RatingDeadline, deadlines_of
from mgov.services.rating_event import RatingEvent, RatingEventKind, RatingStatus, follow
from mgov.services.rating_level import RatingLevel, RatingOrigin
from mgov.services.rating_rules import RatingRulebookByName
from mgov.services.vocabulary import ChannelKind
from mgov.values.model import Model
from mgov.values.moment import day_in, in_utc
from mgov.values.personal import PersonalText
from mgov.values.work_calendar import KnowsWorkdays

__all__ = ["Rating"]

_Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Rating(Model, frozen=True):
    """How satisfied somebody was with a service or with one case of it (好差评).

    How it stands and what is due follow from its events. Every step returns a new rating with
    one event more; a step that cannot be taken is an error that says when it can.

    A system may set a good level where nobody said anything. Such a rating is `by_default`, is
    never bad, and is counted apart (see `RatingTally`).

    Attributes:
        rulebook: Which levels are bad, and what is done about them; a built-in one by its name.
        application: The identifier of the case that was rated (一事一评).
        service: The identifier of the service; at least one of the two is given.
        level: How satisfied they were.
        origin: Whether somebody said so, or the system set it.
        rated: When.
        channel: By which way it came.
        named: Whether it is known who rated, so that they can be revisited; None if nobody says.
        comment: What they wrote, which is shown nowhere.
        events: What happened since.

    Raises:
        mgov.errors.InvalidDataError: If it is about nothing, is bad or has a comment by default,
            or the events cannot have happened in this order.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.services import Rating
        >>> rating = Rating(
        ...     rulebook="cn-suining-2020",
        ...     application="2020-0601-0042",
        ...     level="dissatisfied",
        ...     rated="2020-06-01T10:00:00+08:00",
        ...     channel="counter",
        ...     named=True,
        ...     comment="窗口让我跑了三趟",
        ... )
        >>> rating.status.value, rating.deadlines()[0].due
        ('open', datetime.date(2020, 6, 22))
        >>> rating = rating.put_right(at=datetime(2020, 6, 10, 1, tzinfo=UTC))
        >>> rating = rating.revisit(at=datetime(2020, 6, 18, 2, tzinfo=UTC), satisfied=True)
        >>> rating.status.value, rating.satisfied_after, rating.comment
        ('revisited', True, PersonalText('***'))
    """

    rulebook: RatingRulebookByName
    application: _Word | None = None
    service: _Word | None = None
    level: RatingLevel
    origin: RatingOrigin = RatingOrigin.ACTIVE
    rated: AwareDatetime
    channel: ChannelKind | None = None
    named: bool | None = None
    comment: PersonalText | None = None
    events: tuple[RatingEvent, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether its level is a good one."""
        return self.level in self.rulebook.scale.good

    @property
    def is_bad(self) -> bool:
        """Whether its level is a bad one, so that something has to be done about it."""
        return self.level in self.rulebook.scale.bad

    @property
    def status(self) -> RatingStatus:
        """How it stands."""
        *_, last = self._statuses
        return last

    @property
    def counts(self) -> bool:
        """Whether it counts; one that was set aside does not."""
        return not self.has_been(RatingEventKind.SET_ASIDE)

    @property
    def satisfied_after(self) -> bool | None:
        """Whether they were satisfied when last asked; None if nobody asked, or they did not say.

        Example:
            >>> from mgov.services import Rating
            >>> rating = Rating(
            ...     rulebook="cn-2019", service="s-1", level="satisfied", rated="2020-06-01T00:00Z"
            ... )
            >>> rating.satisfied_after is None
            True
        """
        visits = [each for each in self.events if each.kind is RatingEventKind.REVISITED]
        return visits[-1].satisfied if visits else None

    def has_been(self, kind: RatingEventKind | str) -> bool:
        """Say whether something has happened to it.

        Args:
            kind: Such as `answered`.
        """
        return any(event.kind == kind for event in self.events)

    def deadlines(self, *, calendar: KnowsWorkdays | None = None) -> tuple[RatingDeadline, ...]:
        """List what has to be done about it, in the order of the rulebook; nothing if not bad.

        Args:
            calendar: The working days; without it, all days but Saturday and Sunday.

        Example:
            >>> from mgov.services import Rating
            >>> rating = Rating(
            ...     rulebook="cn-2019",
            ...     service="s-1",
            ...     level="very_dissatisfied",
            ...     rated="2020-06-01T10:00:00+08:00",
            ... )
            >>> [(each.term.id, each.due) for each in rating.deadlines()]
            [('answer', None), ('put_right', None)]
        """
        return tuple(deadlines_of(self, None, calendar)) if self.is_bad else ()

    def overdue(
        self, at: datetime, *, calendar: KnowsWorkdays | None = None
    ) -> tuple[RatingDeadline, ...]:
        """List what was overdue at a moment, as the events until then tell it.

        Args:
            at: The moment; the day is that of the rulebook's time zone.
            calendar: As for `deadlines`.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.services import Rating
            >>> rating = Rating(
            ...     rulebook="cn-dezhou-2020",
            ...     service="s-1",
            ...     level="dissatisfied",
            ...     rated="2020-11-02T10:00:00+08:00",
            ... )
            >>> [
            ...     len(rating.overdue(at=datetime(2020, 11, 9, hour, tzinfo=UTC)))
            ...     for hour in (15, 16)
            ... ]
            [0, 1]
        """
        moment = in_utc(at)
        if not self.is_bad or in_utc(self.rated) > moment:
            return ()
        day = day_in(self.rulebook.zone, moment)
        return tuple(each for each in deadlines_of(self, moment, calendar) if each.is_overdue(day))

    def answer(
        self, *, at: datetime, by: str | None = None, note: PersonalText | str | None = None
    ) -> Self:
        """Answer whoever rated, or ask them what happened.

        Args:
            at: When.
            by: The office that did it.
            note: What was said.

        Raises:
            mgov.errors.InvalidDataError: If the moment lies before the last event.
        """
        return self._with(RatingEventKind.ANSWERED, at=at, by=by, note=note)

    def put_right(
        self, *, at: datetime, by: str | None = None, note: PersonalText | str | None = None
    ) -> Self:
        """Put right what was bad; again, if a revisit finds nobody satisfied.

        Args:
            at: When.
            by: The office that did it.
            note: What was done.

        Raises:
            mgov.errors.InvalidDataError: If it is not bad or has been settled.
        """
        return self._with(RatingEventKind.PUT_RIGHT, at=at, by=by, note=note)

    def explain(
        self, *, at: datetime, by: str | None = None, note: PersonalText | str | None = None
    ) -> Self:
        """Explain why it cannot lawfully be as whoever rated wants it.

        Args:
            at: When.
            by: The office that did it.
            note: What was said.

        Raises:
            mgov.errors.InvalidDataError: If it is not bad or has been settled.
        """
        return self._with(RatingEventKind.EXPLAINED, at=at, by=by, note=note)

    def set_aside(
        self, *, at: datetime, by: str | None = None, note: PersonalText | str | None = None
    ) -> Self:
        """Set it aside, since it was given by mistake or in bad faith; it counts no more.

        Args:
            at: When.
            by: The office that decided it.
            note: What was found.

        Raises:
            mgov.errors.InvalidDataError: If it is not bad or has been settled.
        """
        return self._with(RatingEventKind.SET_ASIDE, at=at, by=by, note=note)

    def revisit(
        self,
        *,
        at: datetime,
        satisfied: bool | None = None,
        by: str | None = None,
        note: PersonalText | str | None = None,
    ) -> Self:
        """Ask whoever rated whether they are satisfied now.

        Args:
            at: When.
            satisfied: What they say; None if they say neither.
            by: The office that asked.
            note: What was said.

        Raises:
            mgov.errors.InvalidDataError: If nothing has been put right or explained.
        """
        return self._with(RatingEventKind.REVISITED, at=at, by=by, note=note, satisfied=satisfied)

    def _with(self, kind: RatingEventKind, **details: object) -> Self:
        event = RatingEvent.model_validate({"kind": kind, **details})
        return self.replace(events=(*self.events, event))

    @property
    def _statuses(self) -> Iterator[RatingStatus]:
        return follow(self.rated, self.events, is_bad=self.is_bad)

    @model_validator(mode="after")
    def _can_have_happened(self) -> Self:
        loc: tuple[str | int, ...] = ()
        try:
            self._refuse_about_nothing()
            loc = ("origin",)
            self._refuse_what_no_system_says()
            # After the rating comes the first event, and so on: what is wrong is said there.
            for position, _ in enumerate(self._statuses):
                loc = ("events", position)
        except InvalidValueError as error:
            line = InitErrorDetails(type=error.as_pydantic(), loc=loc, input=NOT_SHOWN)
            raise ValidationError.from_exception_data(type(self).__name__, [line]) from None
        return self

    def _refuse_about_nothing(self) -> None:
        if self.application is None and self.service is None:
            trouble = "is about nothing"
            remedy = "Give the identifier of the application, of the service, or both."
            raise InvalidValueError(trouble, remedy=remedy, code="rating_about_nothing")

    def _refuse_what_no_system_says(self) -> None:
        if self.origin is RatingOrigin.ACTIVE:
            return
        if self.is_bad or self.comment is not None:
            trouble = "is by_default, though somebody has said something"
            remedy = "A rating that is bad or has a comment is active."
            raise InvalidValueError(trouble, remedy=remedy, code="rating_by_default")
