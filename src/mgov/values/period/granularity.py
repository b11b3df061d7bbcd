"""How long a stretch of time is in the words of statistics: a day, a week, …, a year."""

from __future__ import annotations

import difflib
from enum import StrEnum
from typing import Literal, Self, TypeAlias

from mgov.errors import InvalidValueError

__all__ = ["Granularity", "GranularityName"]

GranularityName: TypeAlias = Literal["day", "week", "month", "quarter", "half_year", "year"]
"""A granularity by its value, for calls such as `period.split("month")`."""


class Granularity(StrEnum):
    """The lengths of time that have a name, finest first.

    A week is that of ISO 8601: it runs from Monday to Sunday and belongs to the year that its
    Thursday lies in. Weeks do not nest in months or years; every other length nests in the
    next one.

    Example:
        >>> from mgov import Period
        >>> Period.parse("2017-H1").granularity
        <Granularity.HALF_YEAR: 'half_year'>
    """

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @classmethod
    def named(cls, name: str) -> Self:
        """Look a granularity up, with a helpful error for a name that there is not.

        Raises:
            mgov.errors.InvalidValueError: If there is no such granularity.

        Example:
            >>> Granularity.named("quarter")
            <Granularity.QUARTER: 'quarter'>
        """
        try:
            return cls(name)
        except ValueError:
            near = difflib.get_close_matches(name, list(cls), n=1)
            trouble = "is not a granularity"
            remedy = f"Did you mean {near[0]}?" if near else f"Use one of {', '.join(cls)}."
            raise InvalidValueError(
                trouble, field="granularity", remedy=remedy, code="period_granularity"
            ) from None
