"""The engine for rows in Python: lists and iterators of models or of mappings, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import NamedTuple, cast

from mgov.stats.measures.aggregate import Aggregate, Count, Distinct, PeriodLength, PerPeriod
from mgov.stats.measures.batches import Batch, Cell, batches
from mgov.stats.measures.condition import IsNew, conditions_in
from mgov.stats.measures.definition import Measure
from mgov.stats.measures.kinds import Kinds, columns_of
from mgov.stats.measures.masks import FirstSeen, Tests
from mgov.stats.measures.periods import Clock
from mgov.stats.measures.request import PERIOD, Request
from mgov.stats.measures.result import Absence, MeasureResult, MeasureRow, MeasureTable
from mgov.stats.measures.tallies import Amount, Codes, Tally, tally_of
from mgov.stats.proportion import critical_value, wilson_ends

__all__ = ["measure_rows"]

_CONFIDENCE = 0.95


class _Sides(NamedTuple):
    """A measure while it is being made; `limit` is the least n that it is shown for."""

    measure: Measure
    above: Tally
    below: Tally | None
    limit: int


class _Group(NamedTuple):
    """A row of the result: its keys, what it is summed over, the groups that are taken as one."""

    key: tuple[Cell, ...]
    margin: tuple[str, ...]
    codes: Sequence[int]


def measure_rows(rows: Iterable[object], request: Request) -> MeasureTable:
    """Measure rows.

    Args:
        rows: Models, other objects with attributes, or mappings; gone through once.
        request: What is asked.

    Raises:
        mgov.errors.InvalidDataError: If a column is missing, or holds what it must not.
        mgov.errors.InvalidValueError: If a moment has no time zone, or a number is infinite.

    Example:
        >>> from mgov.stats import Measure, count
        >>> from mgov.stats.measures.request import request_of
        >>> uses = Measure(id="uses", name="Uses", numerator=count())
        >>> measure_rows(iter([{}, {}]), request_of(uses)).to_records()
        [{'uses': 2, 'uses_n': 2}]
    """
    return _Listing(request).measured(rows)


class _Listing:
    def __init__(self, request: Request) -> None:
        self._request = request
        self._clock: Clock | None = None
        if request.time_zone is not None and request.time is not None:
            self._clock = Clock(request.in_data(request.time), request.time_zone)
        self._first = FirstSeen(_asked_whether_new(request))
        tests = Tests(lambda batch, name: self._first.is_new(batch, name, self._starts(batch)))
        # Two sides that are made of the same rows in the same way are made once.
        self._tallies: dict[str, Tally] = {}
        self._sides = [self._of(measure, tests) for measure in request.measures]
        self._z = critical_value(_CONFIDENCE)

    def _of(self, measure: Measure, tests: Tests) -> _Sides:
        numerator, denominator = measure.sides
        above = self._tally(numerator, tests)
        if denominator is not None:
            below = self._tally(denominator, tests)
            return _Sides(measure, above, below, self._request.smallest_n(measure))
        # Of a plain count, the number of cases is the value and is shown in any case.
        is_count = isinstance(numerator, Count | Distinct)
        return _Sides(measure, above, None, 1 if is_count else self._request.smallest_n(measure))

    def _tally(self, aggregate: Aggregate, tests: Tests) -> Tally:
        key = aggregate.model_dump_json()
        if key not in self._tallies:
            self._tallies[key] = tally_of(aggregate, tests, self._times, self._request.period)
        return self._tallies[key]

    def measured(self, rows: Iterable[object]) -> MeasureTable:
        request, codes = self._request, Codes()
        for batch in self._batches(rows):
            numbers = self._numbers(batch, codes)
            for tally in self._tallies.values():
                tally.add(batch, numbers)
        groups = [*self._groups(codes), *self._margins(codes)]
        groups.sort(key=_place)
        return MeasureTable(
            measures=request.measures,
            by=request.by,
            period=request.period,
            margins=request.margins,
            rows=tuple(map(self._row, groups)),
        )

    def _batches(self, rows: Iterable[object]) -> Iterator[Batch]:
        """Give the rows as columns; to know what is new, all of them have to be seen first."""
        kinds = Kinds(self._request)
        two_passes = bool(self._first.columns) and self._request.period is not None
        seen: list[Batch] = []
        for batch in batches(rows, columns_of(self._request)):
            kinds.look(batch)
            if two_passes:
                self._first.look(batch, self._starts(batch) or [])
                seen.append(batch)
            else:
                yield batch
        yield from seen

    def _times(self, batch: Batch, length: PeriodLength) -> list[date | None]:
        clock = cast("Clock", self._clock)  # there is one wherever the time matters
        times = batch.present(str(self._request.time))
        return clock.starts(cast("list[date | None]", times), length)

    def _starts(self, batch: Batch) -> list[date | None] | None:
        period = self._request.period
        return None if period is None else self._times(batch, period)

    def _numbers(self, batch: Batch, codes: Codes) -> list[int]:
        columns = [batch.values(name) for name in self._request.by]
        starts = self._starts(batch)
        if starts is not None:
            columns.append(cast("list[Cell]", starts))
        if not columns:
            return [codes[()]] * batch.size
        return list(map(codes.__getitem__, zip(*columns, strict=True)))

    def _groups(self, codes: Codes) -> Iterator[_Group]:
        found = {key: [code] for key, code in codes.items()}
        for key in self._listed(codes):
            found.setdefault(key, [])
        if not self._request.keys:
            found.setdefault((), [])  # of no rows there are results too
        for key, numbers in found.items():
            yield _Group(key, (), numbers)

    def _listed(self, codes: Codes) -> Iterator[tuple[Cell, ...]]:
        """Give the groups that have to be there: the index by all groups of the other keys."""
        request = self._request
        if not request.index:
            return
        places = [name in request.index for name in request.keys]
        listed = [request.index[name] for name in request.keys if name in request.index]
        others = {
            tuple(value for value, is_listed in zip(key, places, strict=True) if not is_listed)
            for key in codes
        }
        if all(places):
            others = {()}
        for other, values in product(others, product(*listed)):
            left, right = iter(other), iter(values)
            yield tuple(next(right if is_listed else left) for is_listed in places)

    def _margins(self, codes: Codes) -> Iterator[_Group]:
        request = self._request
        for over in request.summed_over:
            kept = [name not in over for name in request.keys]
            found: dict[tuple[Cell, ...], list[int]] = {}
            if not any(kept):
                found[(None,) * len(kept)] = []  # the total of no rows is there too
            for key, code in codes.items():
                short = tuple(v if k else None for v, k in zip(key, kept, strict=True))
                found.setdefault(short, []).append(code)
            for key, numbers in found.items():
                yield _Group(key, over, numbers)

    def _row(self, group: _Group) -> MeasureRow:
        keys = dict(zip(self._request.keys, group.key, strict=True))
        period = cast("date | None", keys.pop(PERIOD, None) if self._request.period else None)
        results = [self._result(sides, group.codes, period) for sides in self._sides]
        return MeasureRow.model_validate(
            {"keys": keys, "period": period, "margin": group.margin, "results": results}
        )

    def _result(self, sides: _Sides, codes: Sequence[int], period: date | None) -> MeasureResult:
        measure = sides.measure
        above = sides.above.made(codes, period)
        below = None if sides.below is None else sides.below.made(codes, period)
        n = above.n if below is None else below.n
        if 0 < n < sides.limit:
            return MeasureResult(definition=measure, value=None, n=n, absence=Absence.TOO_FEW)
        value = _plain(above.value) if below is None else _ratio(above.value, below.value)
        low = high = None
        if measure.is_proportion and n:
            low, high = wilson_ends(above.n, n, self._z)
        return MeasureResult(
            definition=measure,
            value=value,
            low=low,
            high=high,
            n=n,
            numerator=above.value,
            denominator=None if below is None else below.value,
            absence=Absence.NOTHING if value is None else None,
        )


def _ratio(above: Amount | None, below: Amount | None) -> float | None:
    return float(Fraction(above) / Fraction(below)) if above is not None and below else None


def _plain(value: Amount | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value


def _asked_whether_new(request: Request) -> frozenset[str]:
    found: set[str] = set()
    for aggregate in request.aggregates:
        part = aggregate.part if isinstance(aggregate, PerPeriod) else aggregate
        if part.where is not None:
            found.update(
                each.column for each in conditions_in(part.where) if isinstance(each, IsNew)
            )
    return frozenset(found)


def _place(group: _Group) -> tuple[object, ...]:
    key = tuple((value is None, 0 if value is None else value) for value in group.key)
    return (*key, len(group.margin), group.margin)
