"""From durations to a survival curve."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import zip_longest

from mgov.errors import InvalidValueError
from mgov.stats.proportion import critical_value
from mgov.stats.survival.band import ConfidenceBand
from mgov.stats.survival.curve import SurvivalCurve
from mgov.values.figures import Exact, Number
from mgov.values.figures.interval import exact

__all__ = ["counted", "kaplan_meier"]


def kaplan_meier(
    durations: Iterable[Number],
    observed: Iterable[bool] | None = None,
    *,
    unit: str | None = None,
    confidence: float | Decimal = 0.95,
    band: ConfidenceBand = "log_log",
) -> SurvivalCurve:
    """Estimate for which share of cases something has not happened yet, over time.

    Args:
        durations: For each case how long it took; or, where it has not happened, how long the
            case has been watched. In any order; may be an iterator.
        observed: For each case whether it happened; all of them if this is not given.
        unit: What the durations are counted in.
        confidence: How often the interval for one time holds the true survival.
        band: How the intervals are made.

    Returns:
        The curve.

    Raises:
        mgov.errors.InvalidValueError: If there is no case, if a duration is negative or no
            finite number, if there are more or fewer of `observed`, or if the confidence is not
            between 0 and 1.

    Example:
        >>> from mgov import stats
        >>> curve = stats.kaplan_meier([9, 13, 13, 18], [True, True, False, True])
        >>> [step.survival for step in curve.steps]
        [0.75, 0.5, 0.0]
    """
    pairs: Iterable[tuple[Number | None, bool | None]] = (
        ((duration, True) for duration in durations)
        if observed is None
        else zip_longest(durations, observed)
    )
    seen: Counter[tuple[Number, bool]] = Counter()
    for duration, happened in pairs:
        if duration is None or happened is None:
            raise InvalidValueError(
                "has not as many entries as durations",
                field="observed",
                remedy="Say for each duration whether it ended.",
                code="observed_length",
            )
        seen[duration, bool(happened)] += 1
    return counted(seen, unit=unit, confidence=confidence, band=band)


def counted(
    seen: Counter[tuple[Number, bool]],
    *,
    unit: str | None,
    confidence: float | Decimal,
    band: ConfidenceBand,
) -> SurvivalCurve:
    """Make the curve of cases that are counted by how long they took and whether they ended."""
    if not seen:
        raise InvalidValueError(
            "holds no case",
            field="durations",
            remedy="Give at least one; of none nothing is known.",
            code="no_cases",
        )
    critical_value(confidence)  # refuses what is none
    events: Counter[Exact] = Counter()
    lost: Counter[Exact] = Counter()
    for (duration, happened), number in seen.items():
        (events if happened else lost)[_exact_duration(duration)] += number
    times = sorted(events.keys() | lost.keys())
    return SurvivalCurve(
        times=tuple(times),
        events=tuple(events[time] for time in times),
        censored=tuple(lost[time] for time in times),
        unit=unit,
        confidence=float(confidence),
        band=band,
    )


def _exact_duration(duration: Number) -> Exact:
    if isinstance(duration, bool):
        number = exact(duration, field="durations")
    elif isinstance(duration, float):
        number = exact(float(duration), field="durations")  # numpy's own floats print otherwise
    else:
        try:
            number = operator.index(duration)  # type: ignore[arg-type]  # others raise TypeError
        except TypeError:
            number = exact(duration, field="durations")
    if number < 0:
        raise InvalidValueError(
            "has one that is negative",
            field="durations",
            remedy="Give how long each case took, from 0.",
            code="duration_negative",
        )
    return number
