"""`RatingRecord`: how a service was rated, or that it was not, as a row that rates count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from mgov.services import ChannelKind, Rating, RatingLevel, RatingTally
from mgov.stats.records.later import not_yet
from mgov.values.model import Model
from mgov.values.moment import Moment, in_utc
from mgov.values.word import Word

__all__ = ["RatingRecord"]


class RatingRecord(Model, frozen=True):
    """A rating as it stood at a moment, or a case that nobody rated.

    Its columns from `active` on are the counts of a `RatingTally` of it alone, so that what is
    good, bad, answered or put right is defined once: by the rulebook of the rating and the tally.

    Attributes:
        application: The identifier of the case.
        service: The identifier of the service.
        rated_at: When it was rated; of a case without a rating, from when it could be.
        channel: By which way the rating came.
        level: How satisfied they were; None without a rating.
        stars: The same from 1 to 5.
        active: Whether somebody gave it and it was not set aside.
        by_default: Whether the system set it.
        set_aside: Whether it does not count.
        unrated: Whether the case has no rating.
        good: Whether it is active and good.
        bad: Whether it is active and bad.
        bad_answered: Whether it is bad and was answered.
        bad_put_right: Whether it is bad and was put right.
        bad_explained: Whether it is bad and was explained, and not put right.
        bad_named: Whether it is bad and it is known who gave it.
        bad_revisited: Whether it is bad and whoever gave it was asked again.
        bad_named_revisited: Both of these.
        bad_satisfied_after: Whether they were satisfied when last asked.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.services import Rating
        >>> from mgov.stats import RatingRecord
        >>> rating = Rating(
        ...     rulebook="cn-2019",
        ...     service="s-1",
        ...     level="dissatisfied",
        ...     rated="2020-06-01T10:00:00+08:00",
        ... ).put_right(at=datetime(2020, 6, 10, 1, tzinfo=UTC))
        >>> for day in (9, 11):
        ...     record = RatingRecord.of(rating, at=datetime(2020, 6, day, tzinfo=UTC))
        ...     print(record.stars, record.bad, record.bad_put_right)
        2 True False
        2 True True
    """

    application: Word | None = None
    service: Word | None = None
    rated_at: Moment
    channel: ChannelKind | None = None
    level: RatingLevel | None = None
    stars: Annotated[int, Field(ge=1, le=5)] | None = None
    active: bool = False
    by_default: bool = False
    set_aside: bool = False
    unrated: bool = False
    good: bool = False
    bad: bool = False
    bad_answered: bool = False
    bad_put_right: bool = False
    bad_explained: bool = False
    bad_named: bool = False
    bad_revisited: bool = False
    bad_named_revisited: bool = False
    bad_satisfied_after: bool = False

    @classmethod
    def of(cls, rating: Rating, *, at: datetime) -> Self:
        """Look at a rating at a moment.

        Args:
            rating: The rating.
            at: The moment to look from. What happened later is left out.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone, or the rating was given
                later.
        """
        moment = in_utc(at)
        if in_utc(rating.rated) > moment:
            raise not_yet("rating", "given")
        known = [event for event in rating.events if in_utc(event.at) <= moment]
        if len(known) < len(rating.events):
            rating = rating.replace(events=known)
        tally = RatingTally.of([rating])
        counted = cls.model_fields.keys() & RatingTally.model_fields.keys() - {"unrated"}
        return cls.model_validate(
            {
                "application": rating.application,
                "service": rating.service,
                "rated_at": rating.rated,
                "channel": rating.channel,
                "level": rating.level,
                "stars": rating.level.stars,
                "active": bool(tally.active),
                **{name: bool(getattr(tally, name)) for name in counted},
            }
        )

    @classmethod
    def of_unrated(
        cls,
        *,
        since: datetime,
        application: str | None = None,
        service: str | None = None,
        channel: ChannelKind | None = None,
    ) -> Self:
        """Make the row of a case that could be rated and has no rating.

        Args:
            since: From when it could be rated.
            application: The identifier of the case.
            service: The identifier of the service.
            channel: By which way the service was used.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.stats import RatingRecord
            >>> RatingRecord.of_unrated(since=datetime(2020, 6, 1, tzinfo=UTC)).unrated
            True
        """
        return cls(
            application=application,
            service=service,
            rated_at=since,
            channel=channel,
            unrated=True,
        )

    @classmethod
    def each(cls, ratings: Iterable[Rating], *, at: datetime) -> Iterator[Self]:
        """Look at ratings at a moment, leaving out those that were given later.

        Args:
            ratings: The ratings; may be an iterator.
            at: The moment to look from.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.services import Rating
            >>> from mgov.stats import RatingRecord
            >>> rating = Rating(
            ...     rulebook="cn-2019", service="s-1", level="satisfied", rated="2020-06-01T00:00Z"
            ... )
            >>> [record.good for record in RatingRecord.each([rating], at=rating.rated)]
            [True]
        """
        moment = in_utc(at)
        for rating in ratings:
            if in_utc(rating.rated) <= moment:
                yield cls.of(rating, at=at)
