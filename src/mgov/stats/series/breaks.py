"""Whether a series breaks: at a period that is suspected, or at one that has to be found."""

from __future__ import annotations

import bisect
import itertools
import math
import random
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

from mgov.errors import InvalidValueError
from mgov.stats.series.dated import as_period
from mgov.stats.series.series import Series
from mgov.values.model import Model
from mgov.values.period import Period

__all__ = ["BreakMethod", "BreakTest", "break_test"]

_LEAST: Final = 2  # values on each side, so that each has a line
_COEFFICIENTS: Final = 4  # a level and a slope on each side
_TIE: Final = 1e-9  # of the statistics of two orders, what rounding may account for


class BreakMethod(StrEnum):
    """How a break is tested for.

    Example:
        >>> from mgov import stats
        >>> stats.BreakMethod.CHOW.value
        'chow'
    """

    CHOW = "chow"
    """At a period that was known before looking: Chow, Econometrica 28, 1960."""
    LARGEST_F = "largest_f"
    """At the period where it shows most: the largest of the F statistics (Quandt, Journal of the
    American Statistical Association 55, 1960), against the orders that the deviations from one
    line could have come in (Freedman and Lane, Journal of Business and Economic Statistics 1,
    1983)."""


class BreakTest(Model, frozen=True):
    """The result of a test for a break.

    Attributes:
        since: The first period after the break; where it was looked for, the likeliest.
        method: How it was tested.
        explained: Which part of the squared deviations from one line goes with two lines.
        p_value: How often a series without a break would show one as clear, or clearer.
        n: How many values were looked at.
        tested: The periods that were tried.
        orders: How many orders of the deviations were compared; `None` for a known period.
        exhaustive: Whether these were all there are.
        seed: By which they were drawn; `None` if none was.

    Example:
        >>> from mgov import stats
        >>> values = {
        ...     str(year): 10 * year + 300 * (year > 2012) + year % 3 for year in range(2006, 2018)
        ... }
        >>> result = stats.break_test(stats.Series.of(values))
        >>> result.since, result.p_value <= 0.01
        (Period('2013'), True)
    """

    since: Period
    method: BreakMethod
    explained: float
    p_value: float
    n: int
    tested: tuple[Period, ...]
    orders: int | None = None
    exhaustive: bool | None = None
    seed: int | None = None

    @property
    def f_statistic(self) -> float:
        """The F statistic; infinite where two lines fit without a rest."""
        degrees = self.n - _COEFFICIENTS
        rest = 1 - self.explained
        return self.explained / rest * degrees / 2 if rest else math.inf


def break_test(
    series: Series, at: Period | str | None = None, *, orders: int = 999, seed: int = 0
) -> BreakTest:
    """Test whether a series follows two lines better than one: whether something changed.

    Each line has a level and a slope of its own. A change of definition that is known belongs in
    the series itself (`changes`); this test is for one that is suspected. With a period, that
    must come from elsewhere, as from the notes of a report: its p-value is that of the F law with
    2 and n − 4 degrees of freedom, and holds for independent normal deviations. Without one, the
    period is looked for, and the p-value pays for the looking: it counts the orders of the
    deviations from one line that show as clear a break somewhere. All orders are compared where
    there are not more than asked for; else as many are drawn, and p = (1 + as clear) / (1 +
    drawn), which is never 0 (Phipson and Smyth, 2010).

    Args:
        series: The series. Values that are missing are left out, the rest keep their distances.
        at: The first period that may be counted the new way; `None` to look for it.
        orders: How many orders to compare.
        seed: What the drawing begins with; the same seed gives the same result.

    Raises:
        mgov.errors.InvalidValueError: If there are fewer than five values, fewer than two on each
            side, a value that names no single number, or `orders` is not over 0.

    Example:
        >>> from mgov import stats
        >>> values = {
        ...     str(year): 10 * year + 300 * (year > 2012) + year % 3 for year in range(2006, 2018)
        ... }
        >>> result = stats.break_test(stats.Series.of(values), at="2013")
        >>> result.method.value, round(result.explained, 4), result.p_value < 1e-6
        ('chow', 0.9999, True)
    """
    if orders < 1:
        raise InvalidValueError(
            "is not over 0", field="orders", remedy="Give 999 or so.", code="orders_invalid"
        )
    known = [(n, p.period, p.value) for n, p in enumerate(series.points) if p.value is not None]
    if len(known) <= _COEFFICIENTS:
        raise _refusal("series", f"has {len(known)} values", f"Give at least {_COEFFICIENTS + 1}.")
    times = [n for n, _, _ in known]
    splits = range(_LEAST, len(known) - _LEAST + 1)
    suspected = None if at is None else as_period(at)
    if suspected is not None:
        split = bisect.bisect_left(times, series.position(suspected))
        if split not in splits:
            raise _refusal("at", "has not two values on each side", "Choose a period in between.")
        splits = range(split, split + 1)
    lines = _Lines(times, splits)
    deviations = lines.deviations([float(value) for _, _, value in known])
    best, explained = lines.best(deviations)
    result = BreakTest(
        since=suspected or known[best][1],
        method=BreakMethod.CHOW if suspected else BreakMethod.LARGEST_F,
        explained=explained,
        p_value=(1 - explained) ** ((len(known) - _COEFFICIENTS) / 2),
        n=len(known),
        tested=(suspected,) if suspected else tuple(known[split][1] for split in splits),
    )
    return result if suspected else _among_orders(result, lines, deviations, orders, seed)


def _among_orders(
    result: BreakTest, lines: _Lines, deviations: list[float], orders: int, seed: int
) -> BreakTest:
    every = math.factorial(len(deviations))
    exhaustive = every <= orders
    threshold = result.explained * (1 - _TIE)
    candidates: Iterator[Sequence[float]] = (
        itertools.permutations(deviations) if exhaustive else _drawn(deviations, orders, seed)
    )
    as_clear = sum(lines.best(order)[1] >= threshold for order in candidates)
    p_value = as_clear / every if exhaustive else (1 + as_clear) / (1 + orders)
    return result.replace(
        p_value=p_value,
        orders=every if exhaustive else orders,
        exhaustive=exhaustive,
        seed=None if exhaustive else seed,
    )


def _drawn(deviations: list[float], orders: int, seed: int) -> Iterator[list[float]]:
    # Only `random()` is promised to give the same numbers in every version of Python.
    number = random.Random(seed).random  # noqa: S311 -- no secret
    for _ in range(orders):
        order = list(deviations)
        for last in range(len(order) - 1, 0, -1):
            other = int(number() * (last + 1))
            order[last], order[other] = order[other], order[last]
        yield order


class _Lines:
    """Fits one line to all values, and two to those before and after each of some splits."""

    def __init__(self, times: list[int], splits: range) -> None:
        self._times = times
        self._splits = splits
        self._all = _Part(times)
        self._parts = [(_Part(times[:split]), _Part(times[split:])) for split in splits]

    def deviations(self, numbers: list[float]) -> list[float]:
        """Give the deviations of the values from one line."""
        mean = math.fsum(numbers) / len(numbers)
        slope = self._all.moment([each - mean for each in numbers]) / self._all.spread
        middle = self._all.middle
        found = [
            each - mean - slope * (time - middle)
            for time, each in zip(self._times, numbers, strict=True)
        ]
        # What floats leave of a perfect line is no deviation.
        smallest = 1e-12 * max(map(abs, numbers))
        return found if max(map(abs, found)) > smallest else [0.0] * len(found)

    def best(self, deviations: Sequence[float]) -> tuple[int, float]:
        """Give the split that explains most of the squared deviations, and how much that is."""
        whole = self._all.rest(deviations)
        if not whole:
            return self._splits[0], 0.0
        rests = [
            before.rest(deviations[:split]) + after.rest(deviations[split:])
            for split, (before, after) in zip(self._splits, self._parts, strict=True)
        ]
        least = min(rests)
        return self._splits[rests.index(least)], min(1.0, max(0.0, 1 - least / whole))


class _Part:
    """Values that one line is fitted to."""

    def __init__(self, times: list[int]) -> None:
        self.middle = sum(times) / len(times)
        self.offsets = [time - self.middle for time in times]
        self.spread = sum(offset * offset for offset in self.offsets)

    def moment(self, numbers: Sequence[float]) -> float:
        return sum((a * b for a, b in zip(self.offsets, numbers, strict=True)), 0.0)

    def rest(self, numbers: Sequence[float]) -> float:
        """Give the squared deviations that are left by a line through the numbers."""
        total = sum(numbers)
        squares = sum((each * each for each in numbers), 0.0)
        return squares - total * total / len(numbers) - self.moment(numbers) ** 2 / self.spread


def _refusal(field: str, trouble: str, remedy: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code="break_test")
