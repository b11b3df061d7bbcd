"""What was to be expected: the same as last season, with the error that this used to have."""

from __future__ import annotations

import math
from decimal import Decimal

from mgov.errors import InvalidValueError
from mgov.stats.proportion import critical_value
from mgov.stats.series.dated import as_period
from mgov.stats.series.series import Series
from mgov.values.figures import Figure
from mgov.values.figures.fields import HighField, LowField
from mgov.values.figures.interval import exact
from mgov.values.model import Model
from mgov.values.period import Period

__all__ = ["Expectation", "expectation"]

_LEAST_ERRORS = 2  # of one error nothing can be said about how they spread


class Expectation(Model, frozen=True):
    """What a period was expected to have.

    Attributes:
        period: The period.
        value: What the same season had last.
        low: The lower end of the interval; `-math.inf` where the value has none.
        high: The upper end; `math.inf` where the value has none.
        confidence: How often such an interval holds what comes, if errors stay as they were.
        season: How many periods of the series make a season.
        standard_deviation: How far off the season before used to be, in the root mean square.
        errors: From how many past errors that is known.

    Example:
        >>> from mgov import stats
        >>> values = {"2016-H1": 20, "2016-H2": 31, "2017-H1": 22, "2017-H2": 30}
        >>> result = stats.expectation(stats.Series.of(values))
        >>> result.period, result.value.value, result.errors, round(float(result.high), 1)
        (Period('2018-H1'), 22, 2, 25.1)
        >>> result.surprised_by(26)
        True
    """

    period: Period
    value: Figure
    low: LowField
    high: HighField
    confidence: float
    season: int
    standard_deviation: float
    errors: int

    def surprised_by(self, figure: Figure | float) -> bool:
        """Say whether what came lies outside the interval, however it was rounded.

        Args:
            figure: What the period had.

        Example:
            >>> from mgov import stats
            >>> values = {"2016-H1": 20, "2016-H2": 31, "2017-H1": 22, "2017-H2": 30}
            >>> stats.expectation(stats.Series.of(values)).surprised_by(23)
            False
        """
        came = figure if isinstance(figure, Figure) else Figure.exact(figure)
        return came.high < self.low or came.low > self.high


def expectation(
    series: Series,
    period: Period | str | None = None,
    *,
    season: int | None = None,
    confidence: float | Decimal = 0.95,
) -> Expectation:
    """Say what a period was to be expected to have: the same as its season had last.

    The seasonally naive forecast, which every other one has to beat, and its interval for errors
    of a normal law, wider by √k for the kth season ahead (Hyndman and Athanasopoulos,
    Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5).

    Args:
        series: What is known.
        period: Which period to expect, after the last one of the series; the next one if it is
            not given.
        season: How many periods make a season; a year of them if it is not given. Days and weeks
            make no whole year: give 7 for the days of a week.
        confidence: How often the interval should hold what comes.

    Raises:
        mgov.errors.InvalidValueError: If the season is not known, if the period is not a later one
            at the same distance, if its last season is missing or counted something else, or if
            fewer than two pairs of seasons tell how large errors are.

    Example:
        >>> from mgov import stats
        >>> values = {"2016-H1": 20, "2016-H2": 31, "2017-H1": 22, "2017-H2": 30}
        >>> stats.expectation(stats.Series.of(values), "2018-H2").value.value
        30
    """
    length = _season(series, season)
    last = series.points[-1].period
    target = last + series.step if period is None else as_period(period)
    ahead, rest = divmod(target - last, series.step)
    if ahead < 1 or rest:
        raise InvalidValueError(
            "is none that comes after the series",
            field="period",
            remedy=f"Give {last + series.step} or a later one.",
            code="series_period",
        )
    seasons = (ahead - 1) // length + 1
    base = target - seasons * length * series.step
    if not series.is_comparable(base, last):
        raise InvalidValueError(
            f"counts something else in {last} than in {base}",
            field="series",
            remedy="Wait for a season that is counted as now.",
            code="series_not_comparable",
        )
    value = series.known(base)
    errors = _errors(series, length)
    spread = math.sqrt(math.fsum(error**2 for error in errors) / len(errors))
    reach = exact(critical_value(confidence) * spread * math.sqrt(seasons))
    return Expectation(
        period=target,
        value=value,
        low=value.low - reach,
        high=value.high + reach,
        confidence=float(confidence),
        season=length,
        standard_deviation=spread,
        errors=len(errors),
    )


def _season(series: Series, season: int | None) -> int:
    length = series.per_year if season is None else season
    if length is None or length < 1:
        raise InvalidValueError(
            "is not known for these periods" if season is None else "is not over 0",
            field="season",
            remedy="Give how many periods of the series make a season, such as 7 days.",
            code="season_unknown",
        )
    return length


def _errors(series: Series, length: int) -> list[float]:
    errors = []
    for before, now in zip(series.points, series.points[length:], strict=False):
        if before.value is None or now.value is None:
            continue
        if series.is_comparable(before.period, now.period):
            errors.append(float(now.value) - float(before.value))
    if len(errors) < _LEAST_ERRORS:
        raise InvalidValueError(
            f"has {len(errors)} pairs of seasons that can be compared",
            field="series",
            remedy=f"Give at least {_LEAST_ERRORS}, or a shorter season.",
            code="series_short",
        )
    return errors
