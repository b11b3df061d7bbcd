"""What is asked of the data: measures, groups, periods; checked before any row is looked at."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import combinations
from typing import Final
from zoneinfo import ZoneInfo

from mgov.errors import InvalidDataError, InvalidValueError, Problem
from mgov.stats.measures.aggregate import Aggregate, Count, Distinct, PeriodLength, PerPeriod
from mgov.stats.measures.condition import IsNew
from mgov.stats.measures.definition import Measure
from mgov.stats.measures.periods import start_of
from mgov.stats.measures.value import Value, kind_of
from mgov.values.time_zone import time_zone as zone_named

__all__ = ["MARGIN", "PERIOD", "Request", "request_of"]

PERIOD: Final = "period"
"""The column of a result with the first day of the period."""
MARGIN: Final = "margin"
"""The column of a result that names what a row was summed over."""

_NESTED: Final = {
    "day": frozenset(PeriodLength),
    "week": frozenset({PeriodLength.WEEK}),
    "month": frozenset({PeriodLength.MONTH, PeriodLength.QUARTER, PeriodLength.YEAR}),
}
"""In which periods each sub-period lies whole: weeks do not end where months do."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the data; `request_of` makes one, so that it can be relied on.

    Attributes:
        measures: The measures, each by its own id.
        by: The columns whose values make the groups, as the definitions call them.
        period: The length of the periods that make groups as well.
        time_zone: Whose days and months are meant.
        columns: What the data calls a column, by what the definitions call it.
        margins: Whether the columns of `by` are summed over as well.
        index: The values that have to be there, by a column of `by` or `period`.
        minimum_n: From how many cases on a value is shown.
        time: The column that tells to which period a row belongs.
    """

    measures: tuple[Measure, ...]
    by: tuple[str, ...]
    period: PeriodLength | None
    time_zone: ZoneInfo | None
    columns: Mapping[str, str]
    margins: bool
    index: Mapping[str, tuple[object, ...]] | None
    minimum_n: int | None
    time: str | None

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of the result that tell a group."""
        return self.by if self.period is None else (*self.by, PERIOD)

    @property
    def aggregates(self) -> Iterator[Aggregate]:
        """The sides of all measures, with every condition in them."""
        for measure in self.measures:
            yield from (side for side in measure.sides if side is not None)

    @property
    def needs_time(self) -> bool:
        """Whether it matters when a row was."""
        parts = any(isinstance(each, PerPeriod) for each in self.aggregates)
        return parts or self.period is not None

    @property
    def asked_whether_new(self) -> tuple[str, ...]:
        """The columns of which is asked whether a row is new in them."""
        every = (each for aggregate in self.aggregates for each in aggregate.conditions)
        return tuple(dict.fromkeys(each.column for each in every if isinstance(each, IsNew)))

    @property
    def summed_over(self) -> Iterator[tuple[str, ...]]:
        """The columns of `by` that each margin is summed over, few of them first."""
        for size in range(1, len(self.by) + 1 if self.margins else 1):
            yield from combinations(self.by, size)

    @property
    def columns_of_result(self) -> Iterator[str]:
        """The names of the columns of the result."""
        yield from self.keys
        if self.margins:
            yield MARGIN
        for measure in self.measures:
            yield from (measure.id, f"{measure.id}_n")
            if measure.is_proportion:
                yield from (f"{measure.id}_low", f"{measure.id}_high")

    def in_data(self, column: str) -> str:
        """Give the name that the data has for a column.

        Args:
            column: Its name in the definitions.
        """
        return self.columns.get(column, column)

    def smallest_n(self, measure: Measure) -> int:
        """Say from how many cases on the value of a measure is shown.

        Of a plain count, the number of cases is the value, and it is shown in any case.

        Args:
            measure: The measure.
        """
        if measure.denominator is None and isinstance(measure.numerator, Count | Distinct):
            return 1
        return max(self.minimum_n or 1, measure.minimum_n or 1)


def request_of(
    measures: Measure | Iterable[Measure],
    *,
    by: str | Iterable[str] = (),
    period: str | None = None,
    time_zone: str | ZoneInfo | None = None,
    columns: Mapping[str, str] | None = None,
    margins: bool = False,
    index: Mapping[str, Iterable[object]] | None = None,
    minimum_n: int | None = None,
) -> Request:
    """Check what is asked, and say all that is wrong with it at once.

    Args:
        measures: As for `measure`; so are the others.
        by: As for `measure`.
        period: As for `measure`.
        time_zone: As for `measure`.
        columns: As for `measure`.
        margins: As for `measure`.
        index: As for `measure`.
        minimum_n: As for `measure`.

    Raises:
        mgov.errors.InvalidDataError: If something does not fit.

    Example:
        >>> from mgov.stats import Measure, count
        >>> uses = Measure(id="uses", name="Uses", numerator=count())
        >>> request_of(uses, by="region", margins=True).keys
        ('region',)
    """
    problems: list[Problem] = []
    every = (measures,) if isinstance(measures, Measure) else tuple(measures)
    if not all(isinstance(each, Measure) for each in every):
        problem = _problem("measures", "has something that is no Measure", "Take it out.", "type")
        raise InvalidDataError.from_problems("measure", [problem])
    times = list(dict.fromkeys(each.time for each in every if each.time is not None))
    request = Request(
        measures=every,
        by=(by,) if isinstance(by, str) else tuple(by),
        period=_length(period, problems),
        time_zone=_zone(time_zone, problems),
        columns=dict(columns or {}),
        margins=margins,
        index=_listed(index, problems),
        minimum_n=minimum_n,
        time=times[0] if times else None,
    )
    problems += _with_measures(request, times)
    if not problems:  # what follows would only repeat them
        problems += _with_periods(request)
        problems += _with_index(request)
    if problems:
        raise InvalidDataError.from_problems("measure", problems)
    return request


def _problem(field: str, trouble: str, remedy: str, code: str) -> Problem:
    return Problem((field,), trouble, remedy, f"measure_{code}")


def _length(period: str | None, problems: list[Problem]) -> PeriodLength | None:
    if period is None or period in set(PeriodLength):
        return None if period is None else PeriodLength(period)
    near = difflib.get_close_matches(period, list(PeriodLength), n=1)
    remedy = f"Did you mean {near[0]}?" if near else f"Use one of {', '.join(PeriodLength)}."
    problems.append(_problem("period", "is not the length of a period", remedy, "period"))
    return None


def _zone(name: str | ZoneInfo | None, problems: list[Problem]) -> ZoneInfo | None:
    if name is None or isinstance(name, ZoneInfo):
        return name
    try:
        return zone_named(name)
    except InvalidValueError as error:
        problems.append(Problem(("time_zone",), error.trouble, error.remedy, error.code))
        return None


def _listed(
    index: Mapping[str, Iterable[object]] | None, problems: list[Problem]
) -> dict[str, tuple[object, ...]] | None:
    """Take the text of each word of a list, and keep each value once."""
    if index is None:
        return None
    found = {}
    for key, values in index.items():
        plain = [value.value if isinstance(value, Enum) else value for value in values]
        kinds = {kind_of(value) if isinstance(value, Value) else None for value in plain}
        if None in kinds or len(kinds) != 1:
            remedy = "Give values of the kind that the column holds."
            problems.append(_problem("index", f"lists no such values of {key}", remedy, "index"))
        found[key] = tuple(dict.fromkeys(plain)) if None not in kinds else ()
    return found


def _with_measures(request: Request, times: list[str]) -> Iterator[Problem]:
    if not request.measures:
        yield _problem("measures", "has no measure", "Give at least one.", "none")
    for name, number in Counter(request.columns_of_result).items():
        if number > 1:
            trouble = f"would give {number} columns of the result the name {name}"
            remedy = "Rename a measure or a column."
            yield _problem("measures", trouble, remedy, "columns")
    if len(times) > 1:
        trouble = f"tell their periods by different columns: {', '.join(times)}"
        yield _problem("measures", trouble, "Measure them one by one.", "times")
    if request.minimum_n is not None and request.minimum_n < 1:
        yield _problem("minimum_n", "is too small", "Give a value of at least 1.", "minimum_n")


def _with_periods(request: Request) -> Iterator[Problem]:
    parts = [each for each in request.aggregates if isinstance(each, PerPeriod)]
    for per in sorted({each.per for each in parts}):
        if request.period is not None and request.period not in _NESTED[per]:
            trouble = f"is a {request.period}, within which no {per} ends"
            if per == "week":
                trouble = f"is a {request.period}, whose ends lie within weeks"
            fitting = " or ".join(length for length in PeriodLength if length in _NESTED[per])
            yield _problem("period", trouble, f"Use {fitting}, or leave it out.", "nesting")
    if request.needs_time and request.time is None:
        trouble, remedy = "do not say which column tells the time", "Give a measure its `time`."
        yield _problem("measures", trouble, remedy, "time")
    if request.needs_time and request.time_zone is None:
        trouble = "is missing, and a day is not the same everywhere"
        yield _problem("time_zone", trouble, "Give one, such as Asia/Shanghai.", "time_zone")


def _with_index(request: Request) -> Iterator[Problem]:
    for key, values in (request.index or {}).items():
        if key not in request.keys:
            trouble = f"has {key}, by which nothing is grouped"
            remedy = f"The groups are by {', '.join(request.keys) or 'nothing'}."
            yield _problem("index", trouble, remedy, "index")
        elif key == PERIOD and not all(type(value) is date for value in values):
            remedy = "Give the first day of each period as a date."
            yield _problem("index", "has a period that is no date", remedy, "index")
        elif key == PERIOD and request.period is not None:
            for day in (value for value in values if isinstance(value, date)):
                if start_of(day, request.period) != day:
                    trouble = f"has {day}, on which no {request.period} begins"
                    remedy = f"Give {start_of(day, request.period)}."
                    yield _problem("index", trouble, remedy, "index")
