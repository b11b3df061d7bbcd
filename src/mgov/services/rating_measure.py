"""Rates of ratings as data: what is counted, of what, and in whose words."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from mgov.errors import InvalidValueError
from mgov.values.figures import Figure
from mgov.values.model import Model
from mgov.values.rulebook import Rule, Rulebook
from mgov.values.text import Text

__all__ = ["RatingMeasure", "RatingMeasures", "RatingShare"]

RatingCount = Literal[
    "active",
    "bad",
    "bad_answered",
    "bad_explained",
    "bad_named",
    "bad_named_revisited",
    "bad_put_right",
    "bad_revisited",
    "bad_satisfied_after",
    "basically_satisfied",
    "by_default",
    "dissatisfied",
    "good",
    "satisfied",
    "set_aside",
    "unrated",
    "very_dissatisfied",
    "very_satisfied",
]
"""A count of a `RatingTally`, by the name of its attribute."""

_Counts = Annotated[tuple[RatingCount, ...], Field(min_length=1)]


class RatingMeasure(Rule, frozen=True):
    """The definition of a share: some counts of a `RatingTally` over others.

    Attributes:
        numerator: The counts whose sum is the part.
        denominator: The counts whose sum is the whole.
        meaning: What it says, in Chinese and English.

    Example:
        >>> from mgov.services import RatingMeasures
        >>> measure = RatingMeasures.built_in("cn-ratings").rule("good_rate")
        >>> measure.numerator, measure.denominator
        (('good', 'by_default'), ('active', 'by_default'))
        >>> print(measure.meaning.in_language("en"))
        Good ratings, those by default included, of all ratings
    """

    numerator: _Counts
    denominator: _Counts
    meaning: Text

    @model_validator(mode="after")
    def _counts_nothing_twice(self) -> Self:
        for side, counts in (("numerator", self.numerator), ("denominator", self.denominator)):
            if len(set(counts)) < len(counts):
                trouble, remedy = f"has a count twice in its {side}", "Keep one of them."
                raise InvalidValueError(trouble, remedy=remedy, code="rating_measure").as_pydantic()
        return self


class RatingMeasures(Rulebook[RatingMeasure], frozen=True):
    """Definitions of rates: `cn-ratings`, or a file of your own.

    Example:
        >>> from mgov.services import RatingMeasures
        >>> [measure.id for measure in RatingMeasures.built_in("cn-ratings").rules][:4]
        ['good_rate', 'active_good_rate', 'unrated_rate', 'silent_rate']
    """

    package: ClassVar[str] = "mgov.services"
    folder: ClassVar[str] = "rating_measures"


class RatingShare(Model, frozen=True):
    """A measure of some ratings: two exact counts, and the share that they make.

    Attributes:
        measure: The definition.
        part: The sum of the numerator; None if one of its counts is not known.
        whole: The sum of the denominator; None if one of its counts is not known.

    Example:
        >>> from mgov.services import RatingMeasures, RatingShare
        >>> measure = RatingMeasures.built_in("cn-ratings").rule("good_rate")
        >>> print(RatingShare(measure=measure, part=2, whole=3).share)
        66.67%
        >>> RatingShare(measure=measure, part=0, whole=0).share is None
        True
    """

    measure: RatingMeasure
    part: Annotated[int, Field(ge=0)] | None
    whole: Annotated[int, Field(ge=0)] | None

    @property
    def share(self) -> Figure | None:
        """The part over the whole, between 0 and 1; None of nothing, and of what is not known."""
        if self.part is None or not self.whole:
            return None
        part, whole = Figure.exact(self.part), Figure.exact(self.whole)
        ratio = part / whole
        return Figure.computed(
            ratio.interval,
            value=ratio.value,
            unit="share",
            formula="{0} ÷ {1}",
            operands=(part, whole),
        )

    @model_validator(mode="after")
    def _is_a_part(self) -> Self:
        if self.part is not None and self.whole is not None and self.part > self.whole:
            trouble = f"has {self.part} as a part of {self.whole}"
            remedy = "Let the denominator count all that the numerator does."
            raise InvalidValueError(trouble, remedy=remedy, code="rating_share").as_pydantic()
        return self
