"""`Series`: figures of periods that follow each other, and how they grow."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final, Self, TypeAlias

from mgov.errors import InvalidValueError
from mgov.stats.change import growth
from mgov.stats.series.compounding import annualized
from mgov.stats.series.dated import DatedFigures, as_period, years_between
from mgov.stats.series.points import SeriesPoint
from mgov.values.figures import Figure, Interval
from mgov.values.figures.interval import exact
from mgov.values.period import Period

__all__ = ["Series"]

_HUNDRED: Final = 100

_Comparison: TypeAlias = Callable[[Figure, Figure, Fraction], Figure]
"""What follows from the value now, that before, and the years between both."""


class Series(DatedFigures, frozen=True):
    """Figures of periods that follow each other at equal distances.

    Nothing is missing without being said: a period that has no value stands there with `None`,
    and what would need it is `None` too. Nor is anything compared that was counted in different
    ways: `changes` tells from when on something else is counted, and a change across that border
    is `None`.

    Attributes:
        name: What it is of.
        points: The values, in the order of the periods.
        changes: The changes of what is counted.

    Raises:
        mgov.errors.InvalidDataError: If the periods do not rise at equal distances, if the units
            differ, or if a change is at no period of the series.

    Example:
        >>> from mgov import stats
        >>> users = stats.Series.of(
        ...     {"../2016-H1": "6.56亿", "../2016-H2": "6.95亿", "../2017-H1": "7.24亿"}, unit="人"
        ... )
        >>> for point in users.growth().points:
        ...     print(point.period, point.value.format(digits=3))
        ../2016-H2 5.95% (5.78%, 6.11%) growth
        ../2017-H1 4.17% (4.02%, 4.32%) growth
    """

    def difference(self) -> Self:
        """Give how much each period has more than the one before; of shares, in points.

        Example:
            >>> from mgov import stats
            >>> print(stats.Series.of({"2016": "95.1%", "2017": "96.3%"}).difference().at("2017"))
            1.2 (1.1, 1.3) pp
        """
        return self._compared(lambda now, before, _: now - before, self._previous)

    def growth(self) -> Self:
        """Give how much each period has grown over the one before, as `stats.growth` does.

        Raises:
            mgov.errors.InvalidValueError: If there may have been nothing before.

        Example:
            >>> from mgov import stats
            >>> stats.Series.of({"2016": 12, "2017": 15}).growth().at("2017").value
            Fraction(1, 4)
        """
        return self._compared(lambda now, before, _: growth(now, before=before), self._previous)

    def growth_on_year(self) -> Self:
        """Give how much each period has grown over the same period of the year before (同比).

        It begins a year after the series. Where the year before had no such week or day (week
        53, the 29th of February), it is `None`.

        Raises:
            mgov.errors.InvalidValueError: If there may have been nothing before, if the series is
                shorter than a year, or if its periods are not those of the year before.

        Example:
            >>> from mgov import stats
            >>> series = stats.Series.of({"2016-H1": 20, "2016-H2": 30, "2017-H1": 25})
            >>> series.growth_on_year().at("2017-H1").value
            Fraction(1, 4)
        """
        return self._compared(
            lambda now, before, _: growth(now, before=before), self._same_last_year
        )

    def annualized(self) -> Self:
        """Give the growth of each period over the one before, at the rate of a whole year.

        Raises:
            mgov.errors.InvalidValueError: If there may have been nothing before.

        Example:
            >>> from mgov import stats
            >>> stats.Series.of({"2016-H1": 10, "2016-H2": 11}).annualized().at("2016-H2").value
            Fraction(21, 100)
        """
        return self._compared(
            lambda now, before, years: annualized(now, before=before, years=years), self._previous
        )

    def compound(
        self, first: Period | str | None = None, last: Period | str | None = None
    ) -> Figure:
        """Give the compound annual rate (CAGR) at which it grew from one period to another.

        Args:
            first: The one to begin with; the first of the series if it is not given.
            last: The one to end with; the last of the series if it is not given.

        Raises:
            mgov.errors.InvalidValueError: If one of both values is missing, if something else was
                counted in between, or as `annualized`.

        Example:
            >>> from mgov import stats
            >>> stats.Series.of({"2015": 100, "2016": 130, "2017": 121}).compound().value
            Fraction(1, 10)
        """
        start = self.points[0].period if first is None else as_period(first)
        end = self.points[-1].period if last is None else as_period(last)
        if not self.is_comparable(start, end):
            raise InvalidValueError(
                f"counts something else in {end} than in {start}",
                field="series",
                remedy="Choose both on one side of the change.",
                code="series_not_comparable",
            )
        return annualized(
            self.known(end), before=self.known(start), years=years_between(start, end)
        )

    def index(self, base: Period | str | None = None) -> Self:
        """Give index numbers: each value over that of a base period, times 100.

        Args:
            base: The period that is 100; the first one if it is not given.

        Raises:
            mgov.errors.InvalidValueError: If the value of the base is missing or may be zero.

        Example:
            >>> from mgov import stats
            >>> print(stats.Series.of({"2015": 8, "2016": 10, "2017": 12}).index("2016").at("2017"))
            120
        """
        origin = self.points[0].period if base is None else as_period(base)
        divisor = self.known(origin)
        return self.replace(
            points=tuple(
                SeriesPoint(period=point.period, value=self._indexed(point, origin, divisor))
                for point in self.points
            )
        )

    # --- how two periods are compared ------------------------------------------------------

    def _compared(self, compare: _Comparison, earlier: Callable[[Period], Period | None]) -> Self:
        first = self.periods[0]
        pairs = [(point, earlier(point.period)) for point in self.points]
        start = next((n for n, (_, was) in enumerate(pairs) if was and not was < first), None)
        if start is None:
            raise InvalidValueError(
                "has no period to compare with another one",
                field="series",
                remedy="Give a period more, or a year more.",
                code="series_short",
            )
        points = tuple(
            SeriesPoint(period=point.period, value=self._against(point, before, compare))
            for point, before in pairs[start:]
        )
        return self.replace(
            points=points,
            changes=tuple(each for each in self.changes if each.since > points[0].period),
        )

    def _against(
        self, point: SeriesPoint, before: Period | None, compare: _Comparison
    ) -> Figure | None:
        if before is None:
            return None
        base, now = self.at(before), point.value
        if base is None or now is None or not self.is_comparable(before, point.period):
            return None
        try:
            return compare(now, base, years_between(before, point.period))
        except InvalidValueError as error:
            raise InvalidValueError(
                f"of {point.period} against {before}: {error.field} {error.trouble}",
                field="series",
                remedy=error.remedy,
                code=error.code,
            ) from None

    def _previous(self, period: Period) -> Period:
        return period - self.step

    def _same_last_year(self, period: Period) -> Period | None:
        try:
            return period.same_period_last_year()
        except InvalidValueError:
            return None  # a week 53, or the 29th of February

    def _indexed(self, point: SeriesPoint, origin: Period, divisor: Figure) -> Figure | None:
        if point.period == origin:
            return Figure.exact(_HUNDRED)  # whatever the base truly is
        if point.value is None or not self.is_comparable(origin, point.period):
            return None
        ratio = point.value / divisor
        return Figure.computed(
            ratio.interval * Interval.point(_HUNDRED),
            value=None if ratio.value is None else exact(ratio.value * _HUNDRED),
            formula="{0} ÷ {1} × 100",
            operands=(point.value, divisor),
        )
