"""What a series holds: a figure for each of some periods, and where each of them is found."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from mgov.errors import InvalidValueError
from mgov.stats.ratio import Quantity, as_figure
from mgov.stats.series.points import DefinitionChange, SeriesPoint
from mgov.values.figures import End, Figure
from mgov.values.figures.units import same_unit
from mgov.values.model import Model
from mgov.values.period import Period
from mgov.values.period.stretch import MONTHS
from mgov.values.text import Text

__all__ = ["DatedFigures", "as_period", "years_between"]

_YEAR: Final = Fraction(3652425, 10000)  # days: the mean of the Gregorian calendar


class DatedFigures(Model, frozen=True):
    """The part of a series that holds the figures; `Series` compares them.

    Attributes:
        name: What it is of.
        points: The values, in the order of the periods.
        changes: The changes of what is counted.
    """

    name: Text | None = None
    points: Annotated[tuple[SeriesPoint, ...], Field(min_length=1)]
    changes: tuple[DefinitionChange, ...] = ()

    @classmethod
    def of(
        cls,
        values: Mapping[Period, Quantity | None] | Mapping[str, Quantity | None],
        *,
        unit: str | None = None,
        name: Text | str | None = None,
        changes: Mapping[Period, Text | str] | Mapping[str, Text | str] | None = None,
    ) -> Self:
        """Make a series of values by period.

        Args:
            values: The values, in any order; `None` where one is known to be missing.
            unit: What is counted, where the values do not say it.
            name: What it is of.
            changes: What changed in the definition, by the first period with the new one.

        Raises:
            mgov.errors.InvalidDataError: As for the class.
            mgov.errors.InvalidValueError: If a value is no figure or counts something else,
                or if a period is given twice.

        Example:
            >>> from mgov import stats
            >>> stats.Series.of({"2016": 12, "2018": 15, "2019": 9})
            Traceback (most recent call last):
            mgov.errors.InvalidDataError: Series: 1 problem
              has nothing for 2017. Give it with None if it is not known.
        """
        dated = {as_period(period): _value(value, unit) for period, value in values.items()}
        if len(dated) < len(values):
            raise InvalidValueError(
                "names a period twice, in different words",
                field="values",
                remedy="Give each period once.",
                code="series_twice",
            )
        points = [{"period": period, "value": dated[period]} for period in sorted(dated)]
        return cls.model_validate(
            {
                "name": name,
                "points": points,
                "changes": tuple(
                    {"since": since, "note": note} for since, note in (changes or {}).items()
                ),
            }
        )

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods, in their order."""
        return tuple(point.period for point in self.points)

    @property
    def step(self) -> int:
        """How many periods lie from one to the next: 1, or more where it is counted less often.

        Example:
            >>> from mgov import stats
            >>> stats.Series.of({"../2016-06": 3, "../2016-12": 4}).step
            6
        """
        return self.points[1].period - self.points[0].period if len(self.points) > 1 else 1

    @property
    def per_year(self) -> int | None:
        """How many of its periods make a year; `None` for days and weeks, which make none whole.

        Example:
            >>> from mgov import stats
            >>> stats.Series.of({"../2016-06": 3, "../2016-12": 4}).per_year
            2
        """
        months = months_in(self.points[0].period)
        if months is None:
            return None
        number, rest = divmod(12, months * self.step)
        return None if rest else number

    def at(self, period: Period | str) -> Figure | None:
        """Give the value of a period; `None` where it is known to be missing.

        Args:
            period: One of the periods.

        Raises:
            mgov.errors.InvalidValueError: If it is none of them.

        Example:
            >>> from mgov import stats
            >>> print(stats.Series.of({"2016": 12, "2017": 15}).at("2017"))
            15
        """
        return self.points[self.position(as_period(period))].value

    def between(self, first: Period | str, last: Period | str) -> Self:
        """Give the part from one period to another, both included.

        Args:
            first: The first of its periods.
            last: The last one.

        Raises:
            mgov.errors.InvalidValueError: If one is none of the periods, or the last is before
                the first.

        Example:
            >>> from mgov import stats
            >>> stats.Series.of({"2015": 9, "2016": 12, "2017": 15}).between("2016", "2017").periods
            (Period('2016'), Period('2017'))
        """
        start, end = self.position(as_period(first)), self.position(as_period(last))
        if end < start:
            raise InvalidValueError(
                "ends before it begins",
                field="period",
                remedy="Give the earlier period first.",
                code="series_part",
            )
        part = self.points[start : end + 1]
        kept = tuple(each for each in self.changes if start < self.position(each.since) <= end)
        return self.replace(points=part, changes=kept)

    def is_comparable(self, one: Period | str, other: Period | str) -> bool:
        """Say whether the same was counted in two periods.

        Args:
            one: A period.
            other: Another one, before or after.

        Raises:
            mgov.errors.InvalidValueError: If one is none of the series.

        Example:
            >>> from mgov import stats
            >>> series = stats.Series.of({"2016": 12, "2017": 30}, changes={"2017": "含微信"})
            >>> series.is_comparable("2016", "2017")
            False
        """
        first, last = sorted((self.position(as_period(one)), self.position(as_period(other))))
        return not any(first < self.position(each.since) <= last for each in self.changes)

    def to_records(self) -> list[dict[str, str | float | bool | None]]:
        """Give the series as rows for a table.

        Returns:
            A row for each period: period, value, low, high, unit, qualifier, and `comparable`:
            whether the same is counted as in the period before.

        Example:
            >>> from mgov import stats
            >>> row = stats.Series.of({"2016": "12万", "2017": None}).to_records()[0]
            >>> row["period"], row["value"], row["low"], row["high"]
            ('2016', 120000.0, 115000.0, 125000.0)
        """
        since = {change.since for change in self.changes}
        return [
            {
                "period": str(point.period),
                **_flat(point.value),
                "comparable": point.period not in since,
            }
            for point in self.points
        ]

    def known(self, period: Period | str) -> Figure:
        """Give the value of a period, and refuse one that is missing."""
        value = self.at(period)
        if value is None:
            raise InvalidValueError(
                f"has no value for {period}",
                field="series",
                remedy="Choose a period that has one.",
                code="series_gap",
            )
        return value

    def position(self, period: Period) -> int:
        """Say how many periods of the series come before one of them."""
        position = self._positions.get(period)
        if position is None:
            raise InvalidValueError(
                f"{period} is none of the series",
                field="period",
                remedy=f"It has those from {self.periods[0]} to {self.periods[-1]}"
                f"{'' if self.step == 1 else f', {self.step} apart'}.",
                code="series_period",
            )
        return position

    @cached_property
    def _positions(self) -> dict[Period, int]:
        return {point.period: n for n, point in enumerate(self.points)}

    @model_validator(mode="after")
    def _is_even(self) -> Self:
        periods = self.periods
        try:
            steps = [later - earlier for earlier, later in pairwise(periods)]
        except InvalidValueError as error:
            raise error.as_pydantic() from None
        if any(step <= 0 for step in steps):
            raise _flaw("points", "has periods that do not rise", "Give each once, in their order.")
        for earlier, step in zip(periods, steps, strict=False):
            if step != min(steps):
                trouble = f"has nothing for {earlier + min(steps)}"
                raise _flaw("points", trouble, "Give it with None if it is not known.")
        return self

    @model_validator(mode="after")
    def _counts_one_thing(self) -> Self:
        units = {point.value.unit for point in self.points if point.value and point.value.unit}
        first = min(units, default="")
        other = next((unit for unit in sorted(units) if not same_unit(unit, first)), None)
        if other is not None:
            trouble = f"counts {first} and {other}"
            raise _flaw("points", trouble, "Make a series of each.")
        return self

    @model_validator(mode="after")
    def _changes_within(self) -> Self:
        for change in self.changes:
            if change.since not in self.periods[1:]:
                trouble = f"names {change.since}, which is no later period of the series"
                raise _flaw("changes", trouble, "Name the first period that is counted anew.")
        return self


def as_period(period: Period | str) -> Period:
    """Take a text for the period that it names."""
    return period if isinstance(period, Period) else Period.parse(period)


def months_in(period: Period) -> int | None:
    """Give the length of a period in months; `None` where it is counted in days or weeks."""
    months = MONTHS.get(period.granularity)
    return None if months is None else months * period.count


def years_between(first: Period, last: Period) -> Fraction:
    """Say how many years lie between the ends of two periods of a series.

    Months are twelfths of a year; of days, 365.2425 make one.

    Example:
        >>> years_between(Period.parse("2016-H1"), Period.parse("2017-H2"))
        Fraction(3, 2)
    """
    months = months_in(first)
    if months is None:
        return (last.end - first.end).days / _YEAR
    return Fraction((last - first) * months, 12)


def _value(value: Quantity | None, unit: str | None) -> Figure | None:
    if value is None:
        return None
    figure = as_figure(value)
    return figure if unit is None else figure.with_unit(unit)


def _flat(figure: Figure | None) -> dict[str, str | float | None]:
    if figure is None:
        return dict.fromkeys(("value", "low", "high", "unit", "qualifier"))
    value = None if figure.value is None else float(figure.value)
    ends = {"low": _bound(figure.low), "high": _bound(figure.high)}
    return {"value": value, **ends, "unit": figure.unit, "qualifier": figure.qualifier.value}


def _bound(end: End) -> float | None:
    return None if end in {math.inf, -math.inf} else float(end)


def _flaw(field: str, trouble: str, remedy: str) -> Exception:
    error = InvalidValueError(trouble, field=field, remedy=remedy, code="series_invalid")
    return error.as_pydantic()
