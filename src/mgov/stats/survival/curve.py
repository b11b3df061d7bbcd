"""`SurvivalCurve`: the share of cases for which something has not happened yet, over time."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from mgov.errors import InvalidValueError
from mgov.stats.proportion import critical_value
from mgov.stats.survival.band import ConfidenceBand, ends
from mgov.stats.survival.results import (
    RestrictedMean,
    SurvivalEstimate,
    SurvivalQuantile,
    SurvivalStep,
)
from mgov.values.figures import Exact, Number
from mgov.values.figures.fields import ExactField
from mgov.values.figures.interval import exact
from mgov.values.model import Model, unchecked

__all__ = ["SurvivalCurve"]

_Count = Annotated[int, Field(ge=0)]

# Products of survivals as whole numbers of so many bits: their error stays far below that of a
# float, however many times there are, and they stay as short.
_ONE: Final = 1 << 192


class SurvivalCurve(Model, frozen=True):
    """The estimate of Kaplan and Meier (Journal of the American Statistical Association 53, 1958).

    A case that was still open when it was last seen says that it took longer than that, and this
    is what it counts for: leaving it out, or taking it for closed, would make a slow office look
    quick. It is assumed that open cases are no slower and no quicker than others of their age.

    What is kept is what was seen; the survival is worked out from it.

    Attributes:
        times: The times at which something was seen, in their order.
        events: For how many cases it happened at each.
        censored: How many cases were watched until each of the times and no longer.
        unit: What the times are counted in: h, day, workday or a word of your own.
        confidence: How often the interval for one time holds the true survival.
        band: How the intervals are made.

    Raises:
        mgov.errors.InvalidDataError: If there is no case, if the times do not rise from 0 on,
            or if nothing was seen at one of them.

    Example:
        >>> from mgov import stats
        >>> curve = stats.kaplan_meier([3, 8, 8, 20], [True, True, False, False], unit="day")
        >>> [(step.time, step.at_risk, step.events, step.survival) for step in curve.steps]
        [(3, 4, 1, 0.75), (8, 3, 1, 0.5), (20, 1, 0, 0.5)]
        >>> curve.median.time, curve.n
        (8, 4)
    """

    times: tuple[ExactField, ...]
    events: tuple[_Count, ...]
    censored: tuple[_Count, ...]
    unit: str | None = None
    confidence: Annotated[float, Field(gt=0, lt=1)] = 0.95
    band: ConfidenceBand = "log_log"

    @property
    def n(self) -> int:
        """How many cases there are."""
        return self.happened + sum(self.censored)

    @property
    def happened(self) -> int:
        """For how many of them it happened."""
        return sum(self.events)

    @cached_property
    def steps(self) -> tuple[SurvivalStep, ...]:
        """The curve: a row for each time at which something was seen."""
        z = critical_value(self.confidence)
        made = unchecked(SurvivalStep)
        at_risk, survival, greenwood = self.n, _ONE, 0
        steps: list[SurvivalStep] = []
        for time, events, censored in zip(self.times, self.events, self.censored, strict=True):
            left = at_risk - events
            survival = survival * left // at_risk
            share = survival / _ONE
            row: dict[str, object] = {
                "time": time,
                "survival": share,
                "standard_error": None,
                "low": None,
                "high": None,
            }
            if left:
                greenwood += events * _ONE // (at_risk * left)
                spread = greenwood / _ONE
                row["standard_error"] = share * math.sqrt(spread)
                row["low"], row["high"] = ends(self.band, share, spread, z)
            row |= {"at_risk": at_risk, "events": events, "censored": censored}
            steps.append(made(row))
            at_risk = left - censored
        return tuple(steps)

    def at(self, time: Number) -> SurvivalEstimate:
        """Say for which share of cases it has not happened by a time, that time included.

        Args:
            time: In the unit of the curve, from 0.

        Raises:
            mgov.errors.InvalidValueError: If it is negative, or later than any case was watched
                while some were still open: of that time nothing is known.

        Example:
            >>> from mgov import stats
            >>> curve = stats.kaplan_meier([3, 8, 8, 20], [True, True, True, False])
            >>> curve.at(0).survival, curve.at(7.5).survival
            (1.0, 0.75)
        """
        moment, index = self._found(time)
        if index < 0:
            return SurvivalEstimate(time=moment, survival=1, standard_error=0, low=1, high=1)
        step = self.steps[index]
        return SurvivalEstimate(
            time=moment,
            survival=step.survival,
            standard_error=step.standard_error,
            low=step.low,
            high=step.high,
        )

    def exact_at(self, time: Number) -> Fraction:
        """Give the survival at a time as the fraction that it is.

        Args:
            time: As for `at`.

        Raises:
            mgov.errors.InvalidValueError: As `at`.

        Example:
            >>> from mgov import stats
            >>> stats.kaplan_meier([3, 8, 8, 20, 21, 21]).exact_at(8)
            Fraction(1, 2)
        """
        return self._exact(self._found(time)[1])

    def quantile(self, share: Number) -> SurvivalQuantile:
        """Say by when it has happened for a share of the cases.

        The first time by which the survival is down to 1 − share (Klein and Moeschberger,
        Survival Analysis, 2003, section 4.5), with the interval of Brookmeyer and Crowley
        (Biometrics 38, 1982): all times at which the band of the curve holds 1 − share.

        Args:
            share: Over 0 and below 1; 0.9 asks by when nine of ten are done.

        Raises:
            mgov.errors.InvalidValueError: If it is not between 0 and 1.

        Example:
            >>> from mgov import stats
            >>> stats.kaplan_meier(range(1, 11)).quantile(0.9).time
            9
        """
        asked = exact(share, field="share")
        if not 0 < asked < 1:
            raise InvalidValueError(
                "is not between 0 and 1",
                field="share",
                remedy="Give 0.9 for nine of ten.",
                code="share_invalid",
            )
        rest = 1 - Fraction(asked)
        near = float(rest) + 1e-9  # where a float cannot decide, the fraction does
        time = low = high = None
        for index, step in enumerate(self.steps):
            # At a survival of 0 there is no band; its lower end lies nowhere else.
            if low is None and (step.low is None or step.low <= rest):
                low = step.time
            if time is None and step.survival <= near and self._exact(index) <= rest:
                time = step.time
            if step.high is not None and step.high <= rest:
                high = step.time
                break
        return SurvivalQuantile(share=asked, time=time, low=low, high=high)

    @property
    def median(self) -> SurvivalQuantile:
        """By when it has happened for half of the cases."""
        return self.quantile(Fraction(1, 2))

    def restricted_mean(self, until: Number) -> RestrictedMean:
        """Say how long it takes in the mean, where longer than a limit counts as the limit.

        The area under the curve up to the limit. A mean without a limit would have to guess how
        long the cases take that are open.

        Args:
            until: The limit, over 0; as for `at`, some case must have been watched until then.

        Raises:
            mgov.errors.InvalidValueError: As `at`, and if it is 0.

        Example:
            >>> from mgov import stats
            >>> stats.kaplan_meier([3, 8, 8, 20], [True, True, True, False]).restricted_mean(
            ...     20
            ... ).mean
            9.75
        """
        limit, last = self._found(until)
        if limit == 0:
            raise InvalidValueError(
                "is 0", field="time", remedy="Give a limit over 0.", code="time_zero"
            )
        area, variance, end = 0.0, 0.0, limit
        for index in range(last, -1, -1):  # backward, since the area after each time is needed
            step = self.steps[index]
            area += step.survival * float(end - step.time)
            if step.events < step.at_risk:
                left = step.at_risk - step.events
                variance += area**2 * (step.events / (step.at_risk * left))
            end = step.time
        mean, error = area + float(end), math.sqrt(variance)
        reach = critical_value(self.confidence) * error
        return RestrictedMean(
            until=limit,
            mean=mean,
            standard_error=error,
            low=max(0.0, mean - reach),
            high=min(float(limit), mean + reach),
        )

    def to_records(self) -> list[dict[str, float | int | str | None]]:
        """Give the curve as rows for a table, beginning with time 0.

        Returns:
            A row for 0 and for each step: time, at_risk, events, censored, survival,
            standard_error, low, high and unit. Times are numbers without a fraction where they
            are whole.

        Example:
            >>> from mgov import stats
            >>> for row in stats.kaplan_meier([3, 8], [True, False], unit="day").to_records():
            ...     print(row["time"], row["at_risk"], row["survival"], row["unit"])
            0 2 1.0 day
            3 2 0.5 day
            8 1 0.5 day
        """
        start: dict[str, float | int | str | None] = {
            "time": 0,
            "at_risk": self.n,
            "events": 0,
            "censored": 0,
            "survival": 1.0,
            "standard_error": 0.0,
            "low": 1.0,
            "high": 1.0,
            "unit": self.unit,
        }
        rows = [] if self.times[0] == 0 else [start]
        for step in self.steps:
            time = step.time if isinstance(step.time, int) else float(step.time)
            values = {name: getattr(step, name) for name in start if name not in {"time", "unit"}}
            rows.append({"time": time, **values, "unit": self.unit})
        return rows

    def _found(self, time: Number) -> tuple[Exact, int]:
        """Give the time as an exact number, and the last step that is not after it."""
        moment = exact(time, field="time")
        last = self.steps[-1]
        if moment < 0:
            raise InvalidValueError(
                "is negative", field="time", remedy="Give a time from 0.", code="time_negative"
            )
        if moment > last.time and last.survival:
            raise InvalidValueError(
                "is later than any case was watched",
                field="time",
                remedy=f"Ask for a time up to {last.time}.",
                code="time_unwatched",
            )
        low, high = -1, len(self.times) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.times[middle] <= moment else (low, middle - 1)
        return moment, low

    def _exact(self, index: int) -> Fraction:
        """Multiply out the survival after a step.

        Between two losses the factors cancel: those left at the end over those at the start.
        """
        above: list[int] = []
        below: list[int] = []
        start = self.n
        for step in self.steps[: index + 1]:
            left = step.at_risk - step.events
            if step.censored and step is not self.steps[index]:
                above.append(left)
                below.append(start)
                start = left - step.censored
        if index >= 0:
            above.append(self.steps[index].at_risk - self.steps[index].events)
            below.append(start)
        return Fraction(math.prod(above), math.prod(below))

    @model_validator(mode="after")
    def _is_a_record_of_cases(self) -> Self:
        rows = len(self.times)
        fits = rows == len(self.events) == len(self.censored) and rows > 0
        rising = all(a < b for a, b in zip(self.times, self.times[1:], strict=False))
        if not fits or not rising or self.times[0] < 0:
            raise InvalidValueError(
                "is no record of what was seen at rising times",
                remedy="Let kaplan_meier(...) make it.",
                code="survival_rows",
            ).as_pydantic()
        if not all(map(sum, zip(self.events, self.censored, strict=True))):
            raise InvalidValueError(
                "has a time at which nothing was seen",
                remedy="Leave the time out.",
                code="survival_rows",
            ).as_pydantic()
        return self
