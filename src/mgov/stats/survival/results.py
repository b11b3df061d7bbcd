"""What a survival curve says of one time, of one share of the cases, and in the mean."""

from __future__ import annotations

from mgov.values.figures.fields import ExactField
from mgov.values.model import Model

__all__ = ["RestrictedMean", "SurvivalEstimate", "SurvivalQuantile", "SurvivalStep"]


class SurvivalEstimate(Model, frozen=True):
    """What a curve says of one time.

    Attributes:
        time: The time.
        survival: The share of cases for which it has not happened by then.
        standard_error: Greenwood's standard error of it; `None` where it is 0.
        low: The lower end of its interval; `None` where the survival is 0.
        high: The upper end; likewise.

    Example:
        >>> from mgov import stats
        >>> estimate = stats.kaplan_meier([3, 8, 8, 20], [True, True, True, False]).at(8)
        >>> estimate.survival, estimate.done, round(estimate.low, 3), round(estimate.high, 3)
        (0.25, 0.75, 0.009, 0.665)
    """

    time: ExactField
    survival: float
    standard_error: float | None
    low: float | None
    high: float | None

    @property
    def done(self) -> float:
        """The share of cases for which it has happened by then."""
        return 1 - self.survival


class SurvivalStep(SurvivalEstimate, frozen=True):
    """One time of a curve at which something was seen.

    Attributes:
        at_risk: For how many cases it had not happened before, of those still watched.
        events: For how many it happened then.
        censored: How many were watched until then and no longer.

    Example:
        >>> from mgov import stats
        >>> step = stats.kaplan_meier([3, 8, 8, 20]).steps[1]
        >>> step.time, step.at_risk, step.events, step.survival
        (8, 3, 2, 0.25)
    """

    at_risk: int
    events: int
    censored: int


class SurvivalQuantile(Model, frozen=True):
    """By when it has happened for a share of the cases.

    Attributes:
        share: The share.
        time: The first time by which the survival is down to 1 − share; `None` if it never is,
            as long as the cases were watched.
        low: The first time at which the lower end of the band is; `None` if it never is.
        high: The first time at which the upper end of the band is; `None` if it never is.

    Example:
        >>> from mgov import stats
        >>> stats.kaplan_meier([3, 8, 8, 20], [True, False, False, False]).median.time is None
        True
    """

    share: ExactField
    time: ExactField | None
    low: ExactField | None
    high: ExactField | None


class RestrictedMean(Model, frozen=True):
    """How long it takes in the mean, where waiting longer than a limit counts as the limit.

    Attributes:
        until: The limit.
        mean: The mean.
        standard_error: Its standard error.
        low: The lower end of its interval.
        high: The upper end, at most the limit.

    Example:
        >>> from mgov import stats
        >>> stats.kaplan_meier([3, 8, 8, 20]).restricted_mean(10).mean
        7.25
    """

    until: ExactField
    mean: float
    standard_error: float
    low: float
    high: float
