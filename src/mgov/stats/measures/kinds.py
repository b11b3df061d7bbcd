"""Whether the columns hold what the measures expect of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from mgov.errors import InvalidDataError, Problem
from mgov.stats.measures.aggregate import Aggregate, Distinct
from mgov.stats.measures.batches import Batch, Held
from mgov.stats.measures.condition import ColumnComparison, Comparison, IsIn
from mgov.stats.measures.request import PERIOD, Request
from mgov.stats.measures.value import Value, ValueKind, kind_of

__all__ = ["Kinds", "columns_of", "mixed_kinds"]


def columns_of(request: Request) -> dict[str, str]:
    """List the columns that are looked at: what the data calls them, by their names.

    Args:
        request: What is asked.
    """
    names = dict.fromkeys(request.by)
    if request.needs_time:
        names[str(request.time)] = None
    for aggregate in request.aggregates:
        names.update(dict.fromkeys(sorted(aggregate.columns)))
    return {name: request.in_data(name) for name in names}


class Kinds:
    """What each column has been seen to hold, and whether that can be measured.

    Args:
        request: What is asked.
    """

    def __init__(self, request: Request) -> None:
        self._request = request
        self._seen: dict[str, set[Held]] = {name: set() for name in columns_of(request)}
        self._expected: dict[str, set[ValueKind]] = {}
        self._pairs: list[tuple[str, str]] = []
        for aggregate in request.aggregates:
            self._expect(aggregate)

    def _expect(self, aggregate: Aggregate) -> None:
        if not isinstance(aggregate.part, Distinct):
            for name in aggregate.inputs:
                self._expected.setdefault(name, set()).add(ValueKind.NUMBER)
        for condition in aggregate.conditions:
            if isinstance(condition, Comparison):
                kind = kind_of(condition.value)
                self._expected.setdefault(condition.column, set()).add(kind)
            elif isinstance(condition, IsIn):
                kind = kind_of(condition.values[0])
                self._expected.setdefault(condition.column, set()).add(kind)
            elif isinstance(condition, ColumnComparison):
                self._pairs.append((condition.column, condition.other))

    def look(self, batch: Batch) -> None:
        """Look at some more rows.

        Args:
            batch: The rows.

        Raises:
            mgov.errors.InvalidDataError: If a column does not hold what it should.
        """
        news = False
        for name, seen in self._seen.items():
            held = batch.held(name)
            if not held <= seen:
                seen.update(held)
                news = True
        if news:
            problems = list(self._problems())
            if problems:
                raise InvalidDataError.from_problems("data", problems)

    def problems_of(self, held: Mapping[str, AbstractSet[Held]]) -> list[Problem]:
        """Say what is wrong with columns that tell what they hold before any row is seen.

        Args:
            held: What each column holds, by its name in the definitions; nothing if none does.
        """
        for name, kinds in held.items():
            self._seen[name].update(kinds)
        return list(self._problems())

    def _problems(self) -> Iterator[Problem]:
        mixed = {name for name, seen in self._seen.items() if len(seen) > 1}
        for name in sorted(mixed):
            yield mixed_kinds(self._request.in_data(name), self._seen[name])
        yield from self._of_keys(mixed)
        for name, expected in self._expected.items():
            seen = self._seen[name]
            wrong = expected - seen
            if seen and wrong and name not in mixed:
                yield self._problem(name, f"holds {_said(seen)}, not {_said(wrong)}")
        for one, other in self._pairs:
            left, right = self._seen[one], self._seen[other]
            if left and right and left != right and not mixed & {one, other}:
                held = f"holds {_said(left)}, and {other} {_said(right)}"
                yield self._problem(one, held, "Compare columns of one kind.")
        yield from self._of_index()

    def _of_keys(self, mixed: set[str]) -> Iterator[Problem]:
        request = self._request
        for name in request.by:
            others = [held for held in self._seen[name] if not isinstance(held, ValueKind)]
            if others and name not in mixed:
                yield self._problem(name, f"holds {_said(others)}, which make no groups")
        if request.needs_time:
            seen = self._seen[str(request.time)]
            if seen - {ValueKind.MOMENT, ValueKind.DATE} and request.time not in mixed:
                yield self._problem(str(request.time), f"holds {_said(seen)}, which tell no time")

    def _of_index(self) -> Iterator[Problem]:
        for name, values in (self._request.index or {}).items():
            seen = set() if name == PERIOD else self._seen[name]
            kinds: set[Held] = {kind_of(value) for value in values if isinstance(value, Value)}
            if seen and not seen & kinds:
                trouble = f"holds {_said(seen)}, where the index lists {_said(kinds)}"
                yield self._problem(name, trouble, "List values of the kind that it holds.")

    def _problem(
        self,
        name: str,
        trouble: str,
        remedy: str = "Correct the definition, or convert the column before.",
    ) -> Problem:
        return Problem((self._request.in_data(name),), trouble, remedy, "measure_kinds")


def mixed_kinds(name: str, held: Iterable[Held]) -> Problem:
    """Say that a column holds values of several kinds.

    Args:
        name: The column, as the data calls it.
        held: The kinds.
    """
    return Problem((name,), f"holds {_said(held)}", "Keep to one kind.", "measure_kinds")


def _said(kinds: Iterable[Held]) -> str:
    words = (
        kind.plural if isinstance(kind, ValueKind) else f"values of the type {kind}"
        for kind in kinds
    )
    return " and ".join(sorted(words))
