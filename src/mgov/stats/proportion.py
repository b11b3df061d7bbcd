"""Wilson's interval: what a share among few cases says about the share among all."""

from __future__ import annotations

import math
import operator
from decimal import Decimal
from statistics import NormalDist

from mgov.errors import InvalidValueError
from mgov.values.model import Model

__all__ = ["ProportionInterval", "critical_value", "wilson", "wilson_ends"]


class ProportionInterval(Model, frozen=True):
    """The shares that a count of cases goes with.

    Attributes:
        successes: How many of the cases are counted.
        n: How many cases there are.
        confidence: How often such an interval holds the true share; 0.95 is 95 of 100 times.
        low: The lower end, from 0.
        high: The upper end, up to 1.

    Example:
        >>> from mgov import stats
        >>> interval = stats.wilson(18, 20)
        >>> interval.value, round(interval.low, 4), round(interval.high, 4)
        (0.9, 0.699, 0.9721)
    """

    successes: int
    n: int
    confidence: float
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share among the cases that were seen; `None` where there is none."""
        return self.successes / self.n if self.n else None


def wilson(successes: int, n: int, confidence: float | Decimal = 0.95) -> ProportionInterval:
    """Say between which ends a share lies, given how many cases it was seen in.

    The score interval of Wilson (Journal of the American Statistical Association 22, 1927,
    pages 209 to 212), without correction for continuity. It never leaves 0 to 1, and it does not
    shrink to nothing where all or none of a few cases count, as the textbook's
    p ± z·√(p(1 − p)/n) does.

    Args:
        successes: How many of the cases are counted.
        n: How many cases there are. From none nothing follows: the interval is all of 0 to 1.
        confidence: Over 0 and below 1.

    Returns:
        The interval; its end is exactly 0 where no case counts, and exactly 1 where all do.

    Raises:
        InvalidValueError: If a count is no whole number or negative, if more cases count than
            there are, or if the confidence is not between 0 and 1.

    Example:
        >>> from mgov import stats
        >>> stats.wilson(38, 38).high, stats.wilson(0, 38).low
        (1.0, 0.0)
    """
    counted = _count(successes, "successes")
    cases = _count(n, "n")
    if counted > cases:
        raise InvalidValueError(
            "is more than the number of cases",
            field="successes",
            remedy="Give the cases that count first, then all cases.",
            code="successes_over_n",
        )
    low, high = wilson_ends(counted, cases, critical_value(confidence))
    return ProportionInterval(
        successes=counted, n=cases, confidence=float(confidence), low=low, high=high
    )


def wilson_ends(successes: int, n: int, z: float) -> tuple[float, float]:
    """Give the two ends by the bare formula, for counts that are known to be good.

    With s of n: (s + z²/2 ± z·√(s(n − s)/n + z²/4)) / (n + z²); exactly 0 for none, exactly 1
    for all, and all of 0 to 1 where n is 0.

    Args:
        successes: How many of the cases are counted.
        n: How many cases there are.
        z: How many standard errors the ends lie away, from `critical_value`.

    Example:
        >>> wilson_ends(0, 0, 1.96)
        (0.0, 1.0)
    """
    if n == 0:
        return 0.0, 1.0
    square = z * z
    middle = successes + square / 2
    half = z * math.sqrt(successes * (n - successes) / n + square / 4)
    low = 0.0 if successes == 0 else (middle - half) / (n + square)
    high = 1.0 if successes == n else (middle + half) / (n + square)
    return low, high


def critical_value(confidence: float | Decimal) -> float:
    """Give the number of standard errors on each side that holds a share of a normal law.

    Args:
        confidence: Over 0 and below 1.

    Raises:
        InvalidValueError: If it is not between 0 and 1.

    Example:
        >>> round(critical_value(0.95), 4)
        1.96
    """
    share = float(confidence)
    tail = (1 - share) / 2
    # A confidence that rounds to 1, or so small that it rounds away, has no ends either.
    if not 0 < share < 1 or not 0 < tail < 0.5:  # noqa: PLR2004 - half lies on each side
        raise InvalidValueError(
            "is not between 0 and 1",
            field="confidence",
            remedy="Give 0.95 for 95 %.",
            code="confidence_invalid",
        )
    return -NormalDist().inv_cdf(tail)


def _count(number: int, field: str) -> int:
    try:
        count = operator.index(number)  # a count out of numpy or Arrow is one too
    except TypeError:
        count = -1
    if count < 0:
        raise InvalidValueError(
            "is no count", field=field, remedy="Give a whole number from 0.", code="count_invalid"
        )
    return count
