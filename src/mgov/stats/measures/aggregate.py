"""What is made of many rows, as data: counts, sums, distinct counts, quantiles."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field
from typing_extensions import override

from mgov.stats.measures.condition import AnyCondition, Condition, conditions_in
from mgov.stats.measures.value import ColumnName
from mgov.values.model import Model

__all__ = [
    "Aggregate",
    "AnyAggregate",
    "Count",
    "Distinct",
    "Largest",
    "MeanOf",
    "PerPeriod",
    "PeriodLength",
    "Quantile",
    "SubPeriod",
    "Total",
]


class PeriodLength(StrEnum):
    """How long the periods are that rows are grouped by.

    Example:
        >>> from mgov.stats import PeriodLength
        >>> [length.value for length in PeriodLength]
        ['day', 'week', 'month', 'quarter', 'year']
    """

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


SubPeriod: TypeAlias = Literal["day", "week", "month"]
"""What a period is divided into, to find the largest of its parts or their mean."""


class Aggregate(Model, frozen=True):
    """What is made of many rows: the base of all kinds.

    Example:
        >>> from mgov.stats import column, count
        >>> print(
        ...     count(where=column("outcome") == "completed")
        ...     .restricted(column("cost") > 0)
        ...     .where.kind
        ... )
        all_of
    """

    kind: str
    where: AnyCondition | None = None

    @property
    def inputs(self) -> tuple[str, ...]:
        """The columns whose values it is made of."""
        return ()

    @property
    def part(self) -> Aggregate:
        """What is made of rows: itself, or else that of each part of a period."""
        return self

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All conditions that rows are put to, and those that these are made of."""
        where = self.part.where
        return () if where is None else conditions_in(where)

    @property
    def columns(self) -> frozenset[str]:
        """All columns that it looks at."""
        conditions = frozenset[str]() if self.where is None else self.where.columns
        return conditions.union(self.inputs)

    def restricted(self, where: Condition | None) -> Self:
        """Return the same of fewer rows.

        Args:
            where: What has to be true as well; None for no restriction.

        Example:
            >>> from mgov.stats import column, count
            >>> count().restricted(column("channel") == "app").where.value
            'app'
        """
        if where is None or where == self.where:
            return self
        # The restriction comes first: those that share it have it in one place.
        return self.replace(where=where if self.where is None else where & self.where)


class Count(Aggregate, frozen=True):
    """The number of rows.

    Attributes:
        where: Which rows are counted; all of them without it.

    Example:
        >>> from mgov.stats import count
        >>> count().kind
        'count'
    """

    kind: Literal["count"] = "count"


class Total(Aggregate, frozen=True):
    """The sum of a column, in which the order of rows plays no part.

    Each value x is rounded to floor(x · 10^decimals + 0.5) / 10^decimals first, and the rounded
    values are summed as whole numbers.

    Attributes:
        column: The column with the numbers; missing ones are left out.
        decimals: To how many decimal places each value is rounded, up to 9.
        where: Which rows are summed; all of them without it.

    Example:
        >>> from mgov.stats import total
        >>> total("cost", decimals=2).decimals
        2
    """

    kind: Literal["total"] = "total"
    column: ColumnName
    decimals: Annotated[int, Field(ge=0, le=9)] = 6

    @property
    @override
    def inputs(self) -> tuple[str, ...]:
        return (self.column,)


class Distinct(Aggregate, frozen=True):
    """How many different values a column has, or how many different combinations several have.

    Attributes:
        values: The columns; a row in which one of them is missing is left out.
        where: Which rows are looked at; all of them without it.

    Example:
        >>> from mgov.stats import distinct
        >>> distinct("user", "service").values
        ('user', 'service')
    """

    kind: Literal["distinct"] = "distinct"
    values: Annotated[tuple[ColumnName, ...], Field(min_length=1)]

    @property
    @override
    def inputs(self) -> tuple[str, ...]:
        return self.values


class Quantile(Aggregate, frozen=True):
    """A quantile of a column, by one definition: number 7 of Hyndman and Fan.

    Of n values in order, x[0] to x[n - 1], and h = (n - 1) · share, it is
    x[i] + (h - i) · (x[i + 1] - x[i]), where i is h without its fraction (The American
    Statistician 50, 1996, pages 361 to 365).

    Attributes:
        column: The column with the numbers; missing ones are left out.
        share: Which share of the values lies below, from 0 to 1; 0.5 is the median.
        where: Which rows are looked at; all of them without it.

    Example:
        >>> from mgov.stats import quantile
        >>> quantile("days_to_close", 0.5).share
        0.5
    """

    kind: Literal["quantile"] = "quantile"
    column: ColumnName
    share: Annotated[float, Field(ge=0, le=1)]

    @property
    @override
    def inputs(self) -> tuple[str, ...]:
        return (self.column,)


AnyPart: TypeAlias = Annotated[Count | Total | Distinct, Field(discriminator="kind")]


class PerPeriod(Aggregate, frozen=True):
    """What is made of the parts of a period: the base of `Largest` and `MeanOf`.

    Attributes:
        aggregate: What is made of the rows of each part.
        per: Into which parts the period is divided.
        where: Which rows are looked at, beside the condition of the aggregate.

    Example:
        >>> from mgov.stats import distinct, mean_of
        >>> mean_of(distinct("user"), per="day").per
        'day'
    """

    aggregate: AnyPart
    per: SubPeriod

    @property
    @override
    def part(self) -> Count | Total | Distinct:
        """The aggregate, with every condition in it."""
        return self.aggregate.restricted(self.where)

    @property
    @override
    def columns(self) -> frozenset[str]:
        return self.part.columns

    @property
    @override
    def inputs(self) -> tuple[str, ...]:
        return self.aggregate.inputs


class Largest(PerPeriod, frozen=True):
    """The largest part of a period, such as the peak day; 0 where there are no rows.

    Example:
        >>> from mgov.stats import count, largest
        >>> largest(count(), per="day").aggregate.kind
        'count'
    """

    kind: Literal["largest"] = "largest"


class MeanOf(PerPeriod, frozen=True):
    """The mean over all parts of a period, those without a row included.

    Without `measure(..., period=...)`, the period reaches from the first part to the last one
    that the data has a row in.

    Example:
        >>> from mgov.stats import distinct, mean_of
        >>> mean_of(distinct("user"), per="day").aggregate.values
        ('user',)
    """

    kind: Literal["mean_of"] = "mean_of"


AnyAggregate: TypeAlias = Annotated[
    Count | Total | Distinct | Quantile | Largest | MeanOf, Field(discriminator="kind")
]
"""An aggregate as a field of a model; `kind` says which one it is."""
