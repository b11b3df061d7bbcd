"""The engine for rows in Python: lists and iterators of models or of mappings, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple, cast

from mgov.stats.measures.aggregate import Aggregate, PeriodLength
from mgov.stats.measures.batches import Batch, Cell, batches
from mgov.stats.measures.kinds import Kinds, columns_of
from mgov.stats.measures.masks import FirstSeen, Tests
from mgov.stats.measures.outcome import Group, Sides, table_of
from mgov.stats.measures.periods import Clock
from mgov.stats.measures.request import Request
from mgov.stats.measures.result import MeasureTable
from mgov.stats.measures.tallies import Codes, Tally, tally_of

__all__ = ["measure_rows"]


class _Tallies(NamedTuple):
    """Those of both sides of a measure."""

    above: Tally
    below: Tally | None


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
        self._first = FirstSeen(request.asked_whether_new)
        tests = Tests(lambda batch, name: self._first.is_new(batch, name, self._starts(batch)))
        # Two sides that are made of the same rows in the same way are made once.
        self._tallies: dict[str, Tally] = {}
        self._pairs = [
            _Tallies(
                self._tally(above, tests), None if below is None else self._tally(below, tests)
            )
            for above, below in (measure.sides for measure in request.measures)
        ]

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
        found = [*self._groups(codes), *self._margins(codes)]
        return table_of(request, ((group, self._sides(group, taken)) for group, taken in found))

    def _sides(self, group: Group, codes: Sequence[int]) -> list[Sides]:
        """Say what all measures come to for some groups that are taken as one."""
        period = None if self._request.period is None else cast("date | None", group.key[-1])
        return [
            Sides(above.made(codes, period), None if below is None else below.made(codes, period))
            for above, below in self._pairs
        ]

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

    def _groups(self, codes: Codes) -> Iterator[tuple[Group, Sequence[int]]]:
        found = {key: [code] for key, code in codes.items()}
        for key in self._listed(codes):
            found.setdefault(key, [])
        if not self._request.keys:
            found.setdefault((), [])  # of no rows there are results too
        for key, numbers in found.items():
            yield Group(key, ()), numbers

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

    def _margins(self, codes: Codes) -> Iterator[tuple[Group, Sequence[int]]]:
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
                yield Group(key, over), numbers
