"""Counts over many ratings: exact, made in one pass, and added up over parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from mgov.errors import InvalidValueError
from mgov.services.rating import Rating
from mgov.services.rating_event import RatingEventKind
from mgov.services.rating_level import RatingLevel, RatingOrigin
from mgov.services.rating_measure import RatingMeasure, RatingMeasures, RatingShare
from mgov.values.model import Model

__all__ = ["RatingTally"]

_Count = Annotated[int, Field(ge=0)]

# What can be no more than what it is a part of.
_PARTS: Final = (
    ("good", "active"),
    ("bad", "active"),
    ("bad_answered", "bad"),
    ("bad_named", "bad"),
    ("bad_named_revisited", "bad_named"),
    ("bad_named_revisited", "bad_revisited"),
    ("bad_revisited", "bad"),
    ("bad_satisfied_after", "bad_revisited"),
)


class RatingTally(Model, frozen=True):
    """How many ratings there are, of which kind, and what was done about the bad ones.

    Tallies of parts add up to that of the whole: `sum(parts, RatingTally())`. A rating that was
    set aside is counted as `set_aside` and nowhere else; one by default as `by_default` and
    nowhere else. A bad one that was first explained and later put right counts as put right.

    Attributes:
        very_satisfied: Active ratings at this level, and so on for the next four.
        satisfied: The second level.
        basically_satisfied: The third.
        dissatisfied: The fourth.
        very_dissatisfied: The last.
        good: Active ratings whose rulebook calls them good.
        bad: Active ratings whose rulebook calls them bad.
        by_default: Ratings that the system set.
        set_aside: Ratings that do not count.
        bad_answered: Bad ones that were answered.
        bad_put_right: Bad ones that were put right.
        bad_explained: Bad ones that were explained and not put right.
        bad_revisited: Bad ones whose givers were asked again.
        bad_satisfied_after: Those of them whose givers were satisfied when last asked.
        bad_named: Bad ones of which it is known who gave them.
        bad_named_revisited: Those of them whose givers were asked again.
        unrated: Cases that could be rated and have no rating; None if nobody has said how many.

    Example:
        >>> from mgov.services import Rating, RatingTally
        >>> given = {"rulebook": "cn-2019", "service": "s-1", "rated": "2020-06-01T00:00Z"}
        >>> ratings = [
        ...     Rating(**given, level="very_satisfied"),
        ...     Rating(**given, level="satisfied", origin="by_default"),
        ...     Rating(**given, level="dissatisfied"),
        ... ]
        >>> tally = RatingTally.of(iter(ratings), unrated=1)
        >>> tally.active, tally.by_default, tally.bad
        (2, 1, 1)
        >>> print(tally.share("good_rate").share, tally.share("active_good_rate").share)
        66.67% 1/2
        >>> tally.share("unrated_rate").part, tally.share("unrated_rate").whole
        (1, 4)
    """

    very_satisfied: _Count = 0
    satisfied: _Count = 0
    basically_satisfied: _Count = 0
    dissatisfied: _Count = 0
    very_dissatisfied: _Count = 0
    good: _Count = 0
    bad: _Count = 0
    by_default: _Count = 0
    set_aside: _Count = 0
    bad_answered: _Count = 0
    bad_put_right: _Count = 0
    bad_explained: _Count = 0
    bad_revisited: _Count = 0
    bad_satisfied_after: _Count = 0
    bad_named: _Count = 0
    bad_named_revisited: _Count = 0
    unrated: _Count | None = 0

    @classmethod
    def of(cls, ratings: Iterable[Rating], *, unrated: int | None = None) -> Self:
        """Count ratings in one pass, which may be a stream of any length.

        Args:
            ratings: The ratings; each is taken for one case.
            unrated: How many cases could be rated and have no rating; None if that is not known,
                and then no rate that rests on it is given.

        Example:
            >>> from mgov.services import RatingTally
            >>> RatingTally.of([]).share("unrated_rate").whole is None
            True
        """
        counts: Counter[str] = Counter()
        for rating in ratings:
            counts.update(_counted(rating))
        return cls.model_validate({**counts, "unrated": unrated})

    @property
    def active(self) -> int:
        """How many ratings somebody gave, those set aside left out."""
        return sum(int(getattr(self, level.value)) for level in RatingLevel)

    def share(
        self, measure: RatingMeasure | str, *, measures: RatingMeasures | str = "cn-ratings"
    ) -> RatingShare:
        """Work out a measure.

        Args:
            measure: Its definition, or its id.
            measures: Where the id is looked up.

        Raises:
            mgov.errors.InvalidValueError: If there is no such measure; names the nearest one.
            mgov.errors.InvalidDataError: If its numerator is more than its denominator.

        Example:
            >>> from mgov.services import RatingTally
            >>> share = RatingTally(dissatisfied=8, bad=8, bad_answered=6).share(
            ...     "bad_answered_rate"
            ... )
            >>> share.part, share.whole, str(share.share)
            (6, 8, '3/4')
        """
        if isinstance(measure, str):
            measure = RatingMeasures.of(measures).rule(measure)
        return RatingShare(
            measure=measure, part=self._sum(measure.numerator), whole=self._sum(measure.denominator)
        )

    def shares(self, *, measures: RatingMeasures | str = "cn-ratings") -> tuple[RatingShare, ...]:
        """Work out every measure, in the order of the definitions.

        Args:
            measures: The definitions, or the name of built-in ones.

        Raises:
            mgov.errors.InvalidValueError: If there are no definitions of that name.
            mgov.errors.InvalidDataError: If a numerator is more than its denominator.

        Example:
            >>> from mgov.services import RatingTally
            >>> {share.share for share in RatingTally().shares()}
            {None}
        """
        return tuple(self.share(each) for each in RatingMeasures.of(measures).rules)

    def __add__(self, other: RatingTally) -> RatingTally:
        """Add up the counts of two parts; what one of them does not know, the sum does not."""
        if not isinstance(other, RatingTally):
            return NotImplemented
        sums = {
            name: None if None in (one := (getattr(self, name), getattr(other, name))) else sum(one)
            for name in RatingTally.model_fields
        }
        return RatingTally.model_validate(sums)

    def _sum(self, counts: Iterable[str]) -> int | None:
        values = [getattr(self, name) for name in counts]
        return None if None in values else sum(values)

    @model_validator(mode="after")
    def _has_no_part_over_its_whole(self) -> Self:
        if self.good + self.bad > self.active:
            raise _refusal("good and bad together", "active")
        if self.bad_put_right + self.bad_explained > self.bad:
            raise _refusal("bad_put_right and bad_explained together", "bad")
        for part, whole in _PARTS:
            if getattr(self, part) > getattr(self, whole):
                raise _refusal(part, whole)
        return self


def _counted(rating: Rating) -> Iterator[str]:
    """Name the counts that a rating adds one to."""
    if not rating.counts:
        yield "set_aside"
    elif rating.origin is RatingOrigin.BY_DEFAULT:
        yield "by_default"
    else:
        yield rating.level.value
        if rating.is_good:
            yield "good"
        if rating.is_bad:
            yield from _done_about(rating)


def _done_about(rating: Rating) -> Iterator[str]:
    yield "bad"
    if rating.has_been(RatingEventKind.ANSWERED):
        yield "bad_answered"
    if rating.has_been(RatingEventKind.PUT_RIGHT):
        yield "bad_put_right"
    elif rating.has_been(RatingEventKind.EXPLAINED):
        yield "bad_explained"
    if rating.named:
        yield "bad_named"
    if rating.has_been(RatingEventKind.REVISITED):
        yield "bad_revisited"
        if rating.named:
            yield "bad_named_revisited"
        if rating.satisfied_after:
            yield "bad_satisfied_after"


def _refusal(part: str, whole: str) -> Exception:
    trouble, remedy = f"has more of {part} than of {whole}", "Correct the counts."
    return InvalidValueError(trouble, remedy=remedy, code="rating_tally").as_pydantic()
