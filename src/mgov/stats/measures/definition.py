"""`Measure`: what is counted, of what, in which unit, and who says so."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from mgov.errors import InvalidValueError
from mgov.stats.measures.aggregate import Aggregate, AnyAggregate, Count, Distinct
from mgov.stats.measures.condition import AnyCondition, Condition
from mgov.stats.measures.value import ColumnName
from mgov.stats.measures.wording import measure_sentences
from mgov.values.language import Language, require_language
from mgov.values.model import Model
from mgov.values.text import Text
from mgov.values.word import Word

__all__ = ["Direction", "Measure"]


class Direction(StrEnum):
    """Which way a measure should go.

    Example:
        >>> from mgov.stats import Direction
        >>> Direction("more_is_better") is Direction.MORE_IS_BETTER
        True
    """

    MORE_IS_BETTER = "more_is_better"
    LESS_IS_BETTER = "less_is_better"
    NEUTRAL = "neutral"


class Measure(Model, frozen=True):
    """The definition of a measure, as data that every engine measures by.

    The value is the numerator, or the numerator over the denominator. Where the unit is `share`
    and both sides count rows, or different values of the same columns, the numerator is counted
    among the rows of the denominator, so that it is a part of it; only then the result has an
    interval.

    Attributes:
        id: The name for programs, which columns of results are called by.
        name: What it is called, in as many languages as needed.
        population: Of what or whom it speaks.
        numerator: What is counted.
        denominator: What it is divided by; None for a number by itself.
        unit: What the value counts: `share`, or a unit such as 件 or `day`.
        direction: Which way it should go.
        where: What has to be true of every row, on both sides.
        source: Where the definition comes from.
        minimum_n: From how many cases on the value is shown; fewer are withheld.
        time: The column with the moment, or the date, by which a row belongs to a period.

    Raises:
        mgov.errors.InvalidDataError: Among other troubles, if a share has no denominator.

    Example:
        >>> from mgov.stats import Measure, column, count
        >>> completed = column("outcome") == "completed"
        >>> take_up = Measure(
        ...     id="digital_take_up",
        ...     name={"zh": "网上办理率", "en": "Digital take-up"},
        ...     numerator=count(where=completed & column("channel").is_in("app", "web")),
        ...     denominator=count(where=completed),
        ...     unit="share",
        ...     time="started_at",
        ... )
        >>> Measure.model_validate_json(take_up.model_dump_json()) == take_up
        True
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    name: Text
    population: Text | None = None
    numerator: AnyAggregate
    denominator: AnyAggregate | None = None
    unit: Word | None = None
    direction: Direction = Direction.NEUTRAL
    where: AnyCondition | None = None
    source: Text | None = None
    minimum_n: Annotated[int, Field(ge=1)] | None = None
    time: ColumnName | None = None

    @property
    def is_proportion(self) -> bool:
        """Whether it is a part of a number of cases, so that it has an interval."""
        over = self.denominator
        if self.unit != "share" or over is None:
            return False
        if isinstance(self.numerator, Distinct):
            return isinstance(over, Distinct) and over.values == self.numerator.values
        return isinstance(self.numerator, Count) and isinstance(over, Count)

    @property
    def sides(self) -> tuple[Aggregate, Aggregate | None]:
        """The numerator and the denominator, each with every condition that it is under."""
        above, below = self.numerator, self.denominator
        if below is not None and self.is_proportion:
            above = above.restricted(below.where)
        return (
            above.restricted(self.where),
            None if below is None else below.restricted(self.where),
        )

    @property
    def columns(self) -> frozenset[str]:
        """All columns that it looks at, that of the time included."""
        sides = (side.columns for side in self.sides if side is not None)
        return frozenset[str](() if self.time is None else (self.time,)).union(*sides)

    def restricted(self, where: Condition) -> Self:
        """Return the same measure of fewer rows.

        Args:
            where: What has to be true of every row as well.

        Example:
            >>> from mgov.stats import Measure, column, count
            >>> uses = Measure(id="uses", name="Uses", numerator=count())
            >>> uses.restricted(column("channel") == "app").where.value
            'app'
        """
        return self.replace(where=where if self.where is None else self.where & where)

    def describe(self, lang: Language = "en") -> str:
        """Say in a sentence for a report what is measured, and by whose definition.

        Args:
            lang: The language.

        Raises:
            mgov.errors.InvalidValueError: If it is neither English nor Chinese.
        """
        require_language(lang)
        return measure_sentences(self, lang)

    @model_validator(mode="after")
    def _is_a_share_of_something(self) -> Self:
        if self.unit == "share" and self.denominator is None:
            trouble, remedy = "is a share of nothing", "Give a denominator, or another unit."
            code = "measure_share"
            raise InvalidValueError(trouble, remedy=remedy, code=code).as_pydantic()
        return self
