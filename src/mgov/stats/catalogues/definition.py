"""`MeasureDefinition`: an entry of a catalogue of measures, with what it leaves out."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from mgov.stats.measures.aggregate import AnyAggregate
from mgov.stats.measures.condition import AnyCondition
from mgov.stats.measures.definition import Direction, Measure
from mgov.values.rulebook import Rule
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["MeasureDefinition", "RecordKind"]

RecordKind = Literal[
    "ServiceUse",
    "UserRecord",
    "PostRecord",
    "MessageRecord",
    "PetitionRecord",
    "RatingRecord",
    "BodyRecord",
    "CoverageRecord",
    "BurdenRecord",
]
"""The model of `mgov.stats` whose fields are the columns that a definition names."""


class MeasureDefinition(Rule, frozen=True):
    """The definition of a measure in a catalogue: what it counts, of what, and who says so.

    Attributes:
        id: The name for programs.
        title: What it is called, in Chinese and English.
        article: Where the source states it, in the words of the source.
        evidence: How surely the source says so.
        source: The title of the source.
        address: Where the source can be read.
        records: The model whose fields are the columns; a table has columns like these, or
            a mapping to them. None for a team's own columns.
        population: Of what or whom it speaks.
        numerator: What is counted.
        denominator: What it is divided by; None for a number by itself.
        unit: What the value counts, or `share`.
        direction: Which way it should go.
        where: What has to be true of every row.
        minimum_n: From how many cases on it is shown.
        time: The column by which a row belongs to a period.
        counts: What it counts, in words.
        leaves_out: What it does not count, and what it must not be taken for.

    Example:
        >>> from mgov.stats import MeasureCatalogue
        >>> definition = MeasureCatalogue.built_in("uses").rule("mobile_share")
        >>> definition.records, definition.measure.unit
        ('ServiceUse', 'share')
    """

    source: Text
    address: WebAddress | None = None
    records: RecordKind | None = None
    population: Text
    numerator: AnyAggregate
    denominator: AnyAggregate | None = None
    unit: Annotated[str, StringConstraints(min_length=1)]
    direction: Direction = Direction.NEUTRAL
    where: AnyCondition | None = None
    minimum_n: Annotated[int, Field(ge=1)] | None = None
    time: Annotated[str, StringConstraints(min_length=1)] | None = None
    counts: Text
    leaves_out: Text

    @property
    def measure(self) -> Measure:
        """The measure itself, which `measure` takes.

        Example:
            >>> from mgov.stats import MeasureCatalogue
            >>> MeasureCatalogue.built_in("posts").rule("hit_share").measure.numerator.where.value
            100000
        """
        # Where mgov itself is the source, a measure stands there by its own id.
        is_own = self.article == self.id
        return Measure(
            id=self.id,
            name=self.title,
            population=self.population,
            numerator=self.numerator,
            denominator=self.denominator,
            unit=self.unit,
            direction=self.direction,
            where=self.where,
            source=self.source if is_own else _with_article(self.source, self.article),
            minimum_n=self.minimum_n,
            time=self.time,
        )

    @model_validator(mode="after")
    def _makes_a_measure(self) -> Self:
        _ = self.measure  # what is wrong with it is wrong with the definition
        return self


def _with_article(source: Text, article: str) -> Text:
    return Text(
        {
            language: f"{title}{'，' if language.startswith('zh') else ', '}{article}"
            for language, title in source.items()
        }
    )
