"""Aggregates while they are being made: what is kept of each group until all rows are seen."""

from __future__ import annotations

import math
import operator
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from itertools import compress
from typing import Final, NamedTuple, Protocol, TypeAlias, cast

from mgov.errors import InvalidValueError
from mgov.stats.measures.aggregate import (
    Aggregate,
    Distinct,
    Largest,
    PeriodLength,
    PerPeriod,
    Quantile,
    Total,
)
from mgov.stats.measures.batches import Batch, Cell
from mgov.stats.measures.masks import Test, Tests
from mgov.stats.measures.periods import last_day_of, length_in

__all__ = ["Amount", "Codes", "Made", "Tally", "Times", "infinite", "not_told_apart", "tally_of"]

Amount: TypeAlias = int | Decimal | float
"""A count, a sum or a quantile: whole, decimal, or in binary."""

Number: TypeAlias = int | float | Decimal

Times: TypeAlias = Callable[[Batch, PeriodLength], list[date | None]]
"""Gives the first days of the periods of rows."""

_EXACT: Final = Context(prec=10_000)  # more digits than a number of a table has


class Made(NamedTuple):
    """What an aggregate comes to.

    Attributes:
        value: The value; None if it has none.
        n: The number of cases that it rests on.
    """

    value: Amount | None
    n: int


class Codes(dict[tuple[Cell, ...], int]):
    """Numbers the groups as they come."""

    def __missing__(self, key: tuple[Cell, ...]) -> int:
        self[key] = code = len(self)
        return code


class Tally(Protocol):
    """An aggregate while it is being made."""

    def add(self, batch: Batch, codes: list[int]) -> None:
        """Take rows in, each with the number of its group."""

    def made(self, codes: Sequence[int], period: date | None) -> Made:
        """Say what it comes to, for some groups taken as one in one period."""


class CountTally:
    """Rows are counted."""

    def __init__(self, test: Test | None) -> None:
        self._test = test
        self._counts: Counter[int] = Counter()

    def add(self, batch: Batch, codes: list[int]) -> None:
        """Take rows in."""
        self._counts.update(codes if self._test is None else compress(codes, self._test(batch)))

    def made(self, codes: Sequence[int], _period: date | None) -> Made:
        """Add the counts up."""
        number = sum(map(self._counts.__getitem__, codes))
        return Made(number, number)


class DistinctTally:
    """Different values are counted: the values themselves are kept."""

    def __init__(self, names: tuple[str, ...], test: Test | None) -> None:
        self._names, self._test = names, test
        self._sets: defaultdict[int, set[Cell]] = defaultdict(set)

    def add(self, batch: Batch, codes: list[int]) -> None:
        """Take rows in."""
        values: Iterable[Cell] = batch.values(self._names[0])
        chosen: Iterable[int] = codes
        if self._test is not None:
            mask = self._test(batch)
            chosen = compress(codes, mask)
        if len(self._names) > 1:
            rows = list(zip(*map(batch.values, self._names), strict=True))
            values = [None if any(each is None for each in row) else row for row in rows]
        if self._test is not None:
            values = compress(values, mask)
        try:
            deque(map(set.add, map(self._sets.__getitem__, chosen), values), maxlen=0)
        except TypeError:
            raise not_told_apart(self._names) from None

    def made(self, codes: Sequence[int], _period: date | None) -> Made:
        """Put the sets together and count what is not missing."""
        empty: set[Cell] = set()
        sets = [self._sets.get(code, empty) for code in codes]
        found = sets[0] if len(sets) == 1 else empty.union(*sets)
        number = len(found) - (None in found)
        return Made(number, number)


class TotalTally:
    """Numbers are summed, as whole numbers of their last decimal place."""

    def __init__(self, total: Total, test: Test | None) -> None:
        self._name, self._decimals, self._test = total.column, total.decimals, test
        self._factor: int = 10**total.decimals
        self._sums: defaultdict[int, int] = defaultdict(int)
        self._counts: Counter[int] = Counter()

    def add(self, batch: Batch, codes: list[int]) -> None:
        """Take rows in."""
        chosen, values = _known(batch, self._name, self._test, codes)
        sums = self._sums
        try:
            for code, number in zip(chosen, map(self._moved, values), strict=True):
                sums[code] += number
        except (OverflowError, ValueError):
            raise infinite(self._name) from None
        self._counts.update(chosen)

    def _moved(self, value: Number) -> int:
        if isinstance(value, int):
            return value * self._factor
        if isinstance(value, Decimal):
            exponent = value.as_tuple().exponent
            if isinstance(exponent, int) and exponent >= -self._decimals:
                return int(value.scaleb(self._decimals, _EXACT))
        return math.floor(float(value) * self._factor + 0.5)

    def made(self, codes: Sequence[int], _period: date | None) -> Made:
        """Add the sums up."""
        number = sum(self._sums[code] for code in codes if code in self._sums)
        value = Decimal(number).scaleb(-self._decimals, _EXACT)
        return Made(value, sum(self._counts[code] for code in codes))


class QuantileTally:
    """Numbers are kept, to be put in order at the end."""

    def __init__(self, quantile: Quantile, test: Test | None) -> None:
        self._name, self._share, self._test = quantile.column, quantile.share, test
        self._lists: defaultdict[int, list[Number]] = defaultdict(list)

    def add(self, batch: Batch, codes: list[int]) -> None:
        """Take rows in."""
        chosen, values = _known(batch, self._name, self._test, codes)
        deque(map(list.append, map(self._lists.__getitem__, chosen), values), maxlen=0)

    def made(self, codes: Sequence[int], _period: date | None) -> Made:
        """Put the numbers in order and find the place of the quantile."""
        numbers = [float(each) for code in codes for each in self._lists.get(code, ())]
        if not numbers:
            return Made(None, 0)
        numbers.sort()
        place = (len(numbers) - 1) * self._share
        below = math.floor(place)
        value, beyond = numbers[below], place - below
        if beyond:
            value += beyond * (numbers[below + 1] - value)
        if not math.isfinite(value):
            raise infinite(self._name)
        return Made(value, len(numbers))


class PerPeriodTally:
    """An aggregate of each part of a period, of which the largest or the mean is taken."""

    def __init__(
        self, aggregate: PerPeriod, part: Tally, times: Times, length: PeriodLength | None
    ) -> None:
        self._part, self._times, self._length = part, times, length
        self._per = PeriodLength(aggregate.per)
        self._is_largest = isinstance(aggregate, Largest)
        self._codes = Codes()
        self._parts: dict[int, dict[date, int]] | None = None

    def add(self, batch: Batch, codes: list[int]) -> None:
        """Take rows in; those without a time get a part of their own, which nobody asks for."""
        starts = self._times(batch, self._per)
        inner = list(map(self._codes.__getitem__, zip(codes, starts, strict=True)))
        self._part.add(batch, inner)

    def made(self, codes: Sequence[int], period: date | None) -> Made:
        """Find the largest part or the mean over all parts."""
        parts = self._by_group()
        together: defaultdict[date, list[int]] = defaultdict(list)
        for code in codes:
            for start, inner in parts.get(code, {}).items():
                together[start].append(inner)
        every = [self._part.made(inner, None) for inner in together.values()]
        n = sum(each.n for each in every)
        values = [cast("Amount", each.value) for each in every]
        if self._is_largest:
            return Made(max(values, default=0), n)
        length = self._number_of_parts(period)
        if length is None:
            return Made(None, n)
        return Made(float(sum(map(Fraction, values)) / length), n)

    def _by_group(self) -> dict[int, dict[date, int]]:
        if self._parts is None:
            self._parts = {}
            for (code, start), inner in self._codes.items():
                if isinstance(start, date):
                    self._parts.setdefault(cast("int", code), {})[start] = inner
        return self._parts

    def _number_of_parts(self, period: date | None) -> int | None:
        if self._length is not None:
            if period is None:
                return None
            return length_in(self._per, period, last_day_of(period, self._length))
        seen = [start for parts in self._by_group().values() for start in parts]
        return length_in(self._per, min(seen), max(seen)) if seen else None


def tally_of(
    aggregate: Aggregate, tests: Tests, times: Times, length: PeriodLength | None
) -> Tally:
    """Begin to make an aggregate.

    Args:
        aggregate: The aggregate, with all its conditions.
        tests: What makes tests of conditions.
        times: What tells the first days of periods.
        length: The length of the periods that make groups; None if none do.
    """
    if isinstance(aggregate, PerPeriod):
        part = tally_of(aggregate.part, tests, times, length)
        return PerPeriodTally(aggregate, part, times, length)
    test = None if aggregate.where is None else tests.of(aggregate.where)
    if isinstance(aggregate, Distinct):
        return DistinctTally(aggregate.values, test)
    if isinstance(aggregate, Total):
        return TotalTally(aggregate, test)
    if isinstance(aggregate, Quantile):
        return QuantileTally(aggregate, test)
    return CountTally(test)


def not_told_apart(names: Sequence[str]) -> InvalidValueError:
    """Make the error for values of which nobody knows which ones are the same.

    Args:
        names: The columns that hold them.

    Example:
        >>> print(not_told_apart(["tags"]))
        tags: holds values that cannot be told from each other. Count texts, numbers or dates.
    """
    trouble, remedy = (
        "holds values that cannot be told from each other",
        "Count texts, numbers or dates.",
    )
    field, code = ", ".join(names), "measure_kinds"
    return InvalidValueError(trouble, field=field, remedy=remedy, code=code)


def _known(
    batch: Batch, name: str, test: Test | None, codes: list[int]
) -> tuple[list[int], list[Number]]:
    values = batch.values(name)
    mask = [value is not None for value in values]
    if test is not None:
        mask = list(map(operator.and_, mask, test(batch)))
    return list(compress(codes, mask)), cast("list[Number]", list(compress(values, mask)))


def infinite(name: str) -> InvalidValueError:
    """Make the error for an infinite number where something is made of all numbers.

    Args:
        name: The column that holds it.

    Example:
        >>> print(infinite("cost"))
        cost: holds an infinite number. Leave the number out where it is not known.
    """
    trouble, remedy = "holds an infinite number", "Leave the number out where it is not known."
    return InvalidValueError(trouble, field=name, remedy=remedy, code="infinite")
