"""Of which rows a condition is true, for some thousands of them at once."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce
from typing import Any, Final, TypeAlias

from mgov.stats.measures.batches import Batch, Cell
from mgov.stats.measures.condition import (
    AllOf,
    ColumnComparison,
    Comparison,
    Condition,
    IsIn,
    IsMissing,
    IsNew,
    Not,
    Operator,
)

__all__ = ["FirstSeen", "News", "Test", "Tests"]

Test: TypeAlias = Callable[[Batch], list[bool]]
"""Gives, for each row, whether a condition is true."""

News: TypeAlias = Callable[[Batch, str], list[bool]]
"""Gives, for each row, whether its period is the first that knows the value of a column."""

_COMPARED: Final[Mapping[Operator, Callable[[Any, Any], bool]]] = {
    Operator.EQUAL: operator.eq,
    Operator.NOT_EQUAL: operator.ne,
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.MORE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}


class Tests:
    """Makes tests of conditions; one that two measures share is done once.

    Args:
        news: What knows which rows are new.
    """

    def __init__(self, news: News) -> None:
        self._news = news

    def of(self, condition: Condition) -> Test:
        """Give the test of a condition.

        Args:
            condition: The condition.
        """
        # By its JSON: to Python a condition on 1 is the same as one on True.
        key, test = condition.model_dump_json(), self._new(condition)

        def found(batch: Batch) -> list[bool]:
            mask = batch.masks.get(key)
            if mask is None:
                mask = batch.masks[key] = test(batch)
            return mask

        return found

    def _new(self, condition: Condition) -> Test:
        match condition:
            case Comparison():
                return _comparison(condition)
            case ColumnComparison():
                return _column_comparison(condition)
            case IsIn():
                among = frozenset(condition.values)
                return lambda batch: list(map(among.__contains__, batch.values(condition.column)))
            case IsMissing():
                return lambda batch: [value is None for value in batch.present(condition.column)]
            case IsNew():
                return lambda batch: self._news(batch, condition.column)
            case Not():
                denied = self.of(condition.condition)
                return lambda batch: list(map(operator.not_, denied(batch)))
            case _:
                return self._joined(condition)

    def _joined(self, condition: Condition) -> Test:
        tests = [self.of(part) for part in condition.parts]
        join = operator.and_ if isinstance(condition, AllOf) else operator.or_

        def joined(batch: Batch) -> list[bool]:
            masks = [test(batch) for test in tests]
            return reduce(lambda one, other: list(map(join, one, other)), masks)

        return joined


def _comparison(condition: Comparison) -> Test:
    name, value, how = condition.column, condition.value, _COMPARED[condition.operator]

    def equal(batch: Batch) -> list[bool]:
        return [each == value for each in batch.values(name)]

    def compared(batch: Batch) -> list[bool]:
        return [each is not None and how(each, value) for each in batch.values(name)]

    return equal if condition.operator is Operator.EQUAL else compared


def _column_comparison(condition: ColumnComparison) -> Test:
    how = _COMPARED[condition.operator]

    def compared(batch: Batch) -> list[bool]:
        pairs = zip(batch.values(condition.column), batch.values(condition.other), strict=True)
        return [one is not None and other is not None and how(one, other) for one, other in pairs]

    return compared


class FirstSeen:
    """Knows in which period each value of some columns is first.

    Attributes:
        columns: The columns.
    """

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.columns = columns
        self._first: dict[str, dict[Cell, date]] = {name: {} for name in columns}

    def look(self, batch: Batch, starts: list[date | None]) -> None:
        """Look at some more rows.

        Args:
            batch: The rows.
            starts: The first days of their periods.
        """
        for name, first in self._first.items():
            for value, start in zip(batch.values(name), starts, strict=True):
                if start is not None and value is not None:
                    known = first.get(value)
                    if known is None or start < known:
                        first[value] = start

    def is_new(self, batch: Batch, name: str, starts: list[date | None] | None) -> list[bool]:
        """Say of which rows the period is the first one.

        Args:
            batch: The rows.
            name: The column.
            starts: The first days of their periods; None if all of the data is one period.
        """
        values = batch.values(name)
        if starts is None:
            return [value is not None for value in values]
        first = self._first[name]
        return [
            start is not None and first.get(value) == start
            for value, start in zip(values, starts, strict=True)
        ]
