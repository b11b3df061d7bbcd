"""The words that aggregates are written in: counts, sums, distinct counts, quantiles, parts."""

from __future__ import annotations

from decimal import Decimal

from mgov.stats.measures.aggregate import (
    Count,
    Distinct,
    Largest,
    MeanOf,
    Quantile,
    SubPeriod,
    Total,
)
from mgov.stats.measures.condition import Condition

__all__ = ["count", "distinct", "largest", "mean_of", "quantile", "total"]


def count(*, where: Condition | None = None) -> Count:
    """Count rows.

    Args:
        where: Which rows are counted; all of them without it.

    Example:
        >>> from mgov.stats import column, count
        >>> count(where=column("outcome") == "completed").where.value
        'completed'
    """
    return Count(where=where)


def total(column: str, *, where: Condition | None = None, decimals: int = 6) -> Total:
    """Sum a column; see `Total` for how values are rounded.

    Args:
        column: The column with the numbers.
        where: Which rows are summed; all of them without it.
        decimals: To how many decimal places each value is rounded.

    Raises:
        mgov.errors.InvalidDataError: If `decimals` is not between 0 and 9.

    Example:
        >>> from mgov.stats import total
        >>> total("cost").column
        'cost'
    """
    return Total(column=column, where=where, decimals=decimals)


def distinct(*columns: str, where: Condition | None = None) -> Distinct:
    """Count the different values of a column, or different combinations of several.

    Args:
        *columns: The columns; a row in which one of them is missing is left out.
        where: Which rows are looked at; all of them without it.

    Raises:
        mgov.errors.InvalidDataError: If no column is given.

    Example:
        >>> from mgov.stats import distinct
        >>> distinct("user").values
        ('user',)
    """
    return Distinct(values=columns, where=where)


def quantile(column: str, share: float | Decimal, *, where: Condition | None = None) -> Quantile:
    """Take a quantile of a column; see `Quantile` for the definition.

    Args:
        column: The column with the numbers.
        share: From 0 to 1; 0.5 is the median.
        where: Which rows are looked at; all of them without it.

    Raises:
        mgov.errors.InvalidDataError: If the share is not between 0 and 1.

    Example:
        >>> from mgov.stats import quantile
        >>> quantile("hours", 0.9).share
        0.9
    """
    return Quantile(column=column, share=float(share), where=where)


def largest(aggregate: Count | Total | Distinct, *, per: SubPeriod) -> Largest:
    """Find the largest part of a period.

    Args:
        aggregate: What is made of the rows of each part.
        per: Into which parts the period is divided.

    Example:
        >>> from mgov.stats import count, largest
        >>> largest(count(), per="day").per
        'day'
    """
    return Largest(aggregate=aggregate, per=per)


def mean_of(aggregate: Count | Total | Distinct, *, per: SubPeriod) -> MeanOf:
    """Take the mean over the parts of a period.

    Args:
        aggregate: What is made of the rows of each part.
        per: Into which parts the period is divided.

    Example:
        >>> from mgov.stats import distinct, mean_of
        >>> mean_of(distinct("user"), per="day").per
        'day'
    """
    return MeanOf(aggregate=aggregate, per=per)
