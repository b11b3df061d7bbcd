"""How a rulebook turns findings into a score: full marks, deductions, bonus, pass mark."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Final, NamedTuple, Self

from pydantic import Field, model_validator

from mgov.errors import InvalidValueError
from mgov.values.model import Model

__all__ = ["Points", "ScoreRange", "Scoring"]

_Number = Annotated[Decimal, Field(gt=0)]
_NONE: Final = Decimal(0)


class Points(Model, frozen=True):
    """What breaking a rule costs, or what a bonus is worth.

    Attributes:
        each: For each occurrence; None if an inspector weighs it (`Observation.points`).
        at_most: For all occurrences together; None if the rulebook sets no limit.

    Example:
        >>> from mgov.accounts import Points
        >>> Points(each=2, at_most=5).of(3)
        Decimal('5')
    """

    each: _Number | None = None
    at_most: _Number | None = None

    def of(self, occurrences: int, *, given: Decimal = _NONE) -> Decimal | None:
        """Return the points for what was found.

        Args:
            occurrences: How often it was found, without what an inspector gave points for.
            given: What inspectors gave for the rest.

        Returns:
            The points, at most `at_most`; None if something has to be weighed and is not.
        """
        if occurrences and self.each is None:
            return None
        points = given + (self.each or _NONE) * occurrences
        return points if self.at_most is None else min(points, self.at_most)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.each is None and self.at_most is None:
            trouble, remedy = "says no points", "Give each, at_most or both."
            raise InvalidValueError(trouble, remedy=remedy, code="points_empty").as_pydantic()
        return self


class ScoreRange(NamedTuple):
    """Between which ends something lies; they are the same where it is known.

    Attributes:
        low: The least it can be.
        high: The most it can be.

    Example:
        >>> from mgov.accounts import ScoreRange
        >>> ScoreRange(Decimal(85), Decimal(100)).is_known
        False
    """

    low: Decimal
    high: Decimal

    @property
    def is_known(self) -> bool:
        """Whether it can be one number only."""
        return self.low == self.high


class Scoring(Model, frozen=True):
    """How a rulebook scores: from full marks downward, then the bonus, if it comes to that.

    Attributes:
        full: The score of an account that breaks nothing.
        pass_mark: The lowest score that passes.
        bonus_above: The score above which the bonus rules are looked at; None if always.
        bonus_at_most: The most that the bonus rules give together; None if there is no limit.

    Example:
        >>> from mgov.accounts import AccountRulebook
        >>> scoring = AccountRulebook.built_in("cn-2019-portal").scoring
        >>> print(scoring.full, scoring.pass_mark, scoring.bonus_above, scoring.bonus_at_most)
        100 60 80 30
    """

    full: _Number
    pass_mark: _Number
    bonus_above: _Number | None = None
    bonus_at_most: _Number | None = None

    def base(self, lost: Iterable[ScoreRange]) -> ScoreRange:
        """Return the score before any bonus; it never falls below 0.

        Args:
            lost: The points that each rule costs.
        """
        ends = list(lost)
        least, most = (sum((end[place] for end in ends), _NONE) for place in (0, 1))
        return ScoreRange(max(self.full - most, _NONE), max(self.full - least, _NONE))

    def total(self, base: ScoreRange, earned: Iterable[ScoreRange]) -> ScoreRange:
        """Return the score with the bonus, where the score before it is high enough.

        Args:
            base: The score before any bonus.
            earned: The points that each bonus rule gives.
        """
        ends = list(earned)
        low, high = (
            score + self._bonus(score, sum((end[place] for end in ends), _NONE))
            for place, score in enumerate(base)
        )
        return ScoreRange(low, high)

    def _bonus(self, score: Decimal, earned: Decimal) -> Decimal:
        if self.bonus_above is not None and score <= self.bonus_above:
            return _NONE
        return earned if self.bonus_at_most is None else min(earned, self.bonus_at_most)

    @model_validator(mode="after")
    def _can_be_passed(self) -> Self:
        if self.pass_mark > self.full:
            trouble = "has a pass mark above full marks"
            remedy = "Lower pass_mark or raise full."
            raise InvalidValueError(trouble, remedy=remedy, code="scoring_pass_mark").as_pydantic()
        return self
