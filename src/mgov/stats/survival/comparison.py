"""Whether groups of cases differ in how long they take: the log-rank test."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from mgov.errors import InvalidValueError
from mgov.stats.survival.curve import SurvivalCurve
from mgov.values.figures import Exact
from mgov.values.model import Model

__all__ = ["ComparedGroup", "LogRank", "log_rank"]


class ComparedGroup(Model, frozen=True):
    """One of the groups that were compared.

    Attributes:
        name: Its name.
        n: How many cases it has.
        observed: For how many of them it happened.
        expected: For how many it would have, did the groups not differ.

    Example:
        >>> from mgov import stats
        >>> quick, slow = stats.kaplan_meier([1, 2, 3]), stats.kaplan_meier([2, 4, 6])
        >>> group = stats.log_rank({"app": quick, "desk": slow}).groups[0]
        >>> group.name, group.observed, round(group.expected, 2)
        ('app', 3, 1.63)
    """

    name: str
    n: int
    observed: int
    expected: float


class LogRank(Model, frozen=True):
    """The result of a log-rank test.

    Attributes:
        chi_square: How far what was seen is from what was to be expected.
        degrees_of_freedom: One less than there are groups.
        p_value: How often groups that do not differ would come out as far apart, or farther.
        groups: The groups.

    Example:
        >>> from mgov import stats
        >>> quick, slow = stats.kaplan_meier([1, 2, 3]), stats.kaplan_meier([2, 4, 6])
        >>> test = stats.log_rank({"app": quick, "desk": slow})
        >>> test.degrees_of_freedom, round(test.chi_square, 2), round(test.p_value, 2)
        (1, 2.24, 0.13)
    """

    chi_square: float
    degrees_of_freedom: int
    p_value: float
    groups: tuple[ComparedGroup, ...]


def log_rank(curves: Mapping[str, SurvivalCurve]) -> LogRank:
    """Test whether groups differ in how long it takes until something happens.

    At each time at which it happened, what happened in a group is held against its share of all
    cases that were open then; ties have the hypergeometric variance (Mantel, Cancer Chemotherapy
    Reports 50, 1966; Peto and Peto, Journal of the Royal Statistical Society A 135, 1972). The
    p-value is that of the chi-square law, which holds for many cases; with fewer than about five
    expected in a group, take it for a hint.

    Args:
        curves: The curve of each group by its name, all in the same unit.

    Raises:
        mgov.errors.InvalidValueError: If there are fewer than two groups, if their units differ,
            or if some were never open at the same time as others, so that nothing compares them.

    Example:
        >>> from mgov import stats
        >>> curves = {"app": stats.kaplan_meier([1, 2, 3]), "desk": stats.kaplan_meier([1, 2, 3])}
        >>> stats.log_rank(curves).p_value
        1.0
    """
    names = tuple(curves)
    if len(names) <= 1:
        raise _refusal("are fewer than two", "Give the curve of each group.")
    if len({curve.unit for curve in curves.values()}) > 1:
        raise _refusal("are counted in different units", "Count all durations alike.")
    tables = [_Table(curve) for curve in curves.values()]
    rows = _rows(tables)
    _refuse_apart(len(names), rows)
    expected = [
        math.fsum(sum(events) * at_risk[g] / sum(at_risk) for events, at_risk in rows)
        for g in range(len(names))
    ]
    excess = [curve.happened - each for curve, each in zip(curves.values(), expected, strict=True)]
    degrees = len(names) - 1
    covariance = [[_covariance(rows, g, h) for h in range(degrees)] for g in range(degrees)]
    chi_square = _quadratic_form(excess[:degrees], covariance)
    return LogRank(
        chi_square=chi_square,
        degrees_of_freedom=degrees,
        p_value=chi_square_tail(chi_square, degrees),
        groups=tuple(
            ComparedGroup(name=name, n=curves[name].n, observed=curves[name].happened, expected=e)
            for name, e in zip(names, expected, strict=True)
        ),
    )


_Row = tuple[tuple[int, ...], tuple[int, ...]]
"""The events and the cases at risk in each group, at one time."""


class _Table:
    """What a curve says of any time, asked for in rising order."""

    def __init__(self, curve: SurvivalCurve) -> None:
        self.steps = curve.steps
        self.event_times = {step.time for step in curve.steps if step.events}
        self._next = 0

    def at(self, time: Exact) -> tuple[int, int]:
        while self._next < len(self.steps) and self.steps[self._next].time < time:
            self._next += 1
        if self._next == len(self.steps):
            return 0, 0
        step = self.steps[self._next]
        return (step.events if step.time == time else 0), step.at_risk


def _rows(tables: list[_Table]) -> list[_Row]:
    times = sorted(set().union(*(table.event_times for table in tables)))
    rows: list[_Row] = []
    for time in times:
        events, at_risk = zip(*(table.at(time) for table in tables), strict=True)
        rows.append((events, at_risk))
    return rows


def _covariance(rows: list[_Row], g: int, h: int) -> float:
    terms = []
    for events, at_risk in rows:
        d, n = sum(events), sum(at_risk)
        if n > d:  # where it happens for all at once, there was nothing to choose
            shared = at_risk[g] * ((n if g == h else 0) - at_risk[h])
            terms.append(d * (n - d) * shared / (n * n * (n - 1)))
    return math.fsum(terms)


def _refuse_apart(groups: int, rows: list[_Row]) -> None:
    """Refuse groups that no time at which it happened connects: their covariance is singular."""
    together = {0}
    links = [
        {g for g, number in enumerate(at_risk) if number}
        for events, at_risk in rows
        if sum(events) < sum(at_risk)
    ]
    grown = True
    while grown:
        met = set().union(*(link for link in links if link & together))
        grown = not met <= together
        together |= met
    if len(together) < groups:
        raise _refusal(
            "were never open together at a time at which something happened",
            "Leave out the groups that nothing can be said of.",
        )


def _quadratic_form(excess: list[float], covariance: list[list[float]]) -> float:
    """Give x'V⁻¹x, eliminated in fractions so that nothing is lost on the way."""
    rows = [[*map(Fraction, row), Fraction(x)] for row, x in zip(covariance, excess, strict=True)]
    total = Fraction(0)
    for i, pivot in enumerate(rows):
        # V is positive definite, so a pivot is never 0; what is taken away completes the square.
        total += pivot[-1] ** 2 / pivot[i]
        for row in rows[i + 1 :]:
            factor = row[i] / pivot[i]
            row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
    return float(total)


def chi_square_tail(value: float, degrees: int) -> float:
    """Give the probability that a chi-square variable is over a value.

    Args:
        value: The value, from 0.
        degrees: Its degrees of freedom, a whole number from 1.

    Example:
        >>> round(chi_square_tail(3.841, 1), 4), round(chi_square_tail(5.991, 2), 4)
        (0.05, 0.05)
    """
    half = value / 2
    if not half:
        return 1.0
    # The regularized gamma function of a whole or half number is a finite sum.
    first, power = (math.erfc(math.sqrt(half)), 0.5) if degrees % 2 else (math.exp(-half), 1.0)
    powers = (power + k for k in range((degrees - 1) // 2))
    return math.fsum(
        [first, *(math.exp(a * math.log(half) - half - math.lgamma(a + 1)) for a in powers)]
    )


def _refusal(trouble: str, remedy: str) -> InvalidValueError:
    return InvalidValueError(trouble, field="curves", remedy=remedy, code="log_rank")
