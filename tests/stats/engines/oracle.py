"""Measures counted naively, by the JSON of their definitions: exact fractions, one row at a time.

Nothing here is taken from the engines, and nothing is fast. What a definition means is written
down a second time, so that an engine that is wrong disagrees with it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import combinations, product
from typing import Any, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from mgov.stats import Measure

Row = Mapping[str, object]
Cell: TypeAlias = Any
"""A value of a row, of whatever type it is."""
Json: TypeAlias = Any
"""A part of a definition as JSON has it."""

# The 97.5 % point of the normal law, to 50 digits; 1.96 is what most tables print of it.
_Z = Decimal("1.9599639845400542355245944305205515279555500778695")


class Outcome(NamedTuple):
    """What a measure comes to in a group.

    Attributes:
        value: A count as int, anything else as Fraction; None if there is none.
        scale: How large the numbers were that the value comes from: what rounding is small to.
    """

    value: int | Fraction | None
    n: int
    low: Fraction | None = None
    high: Fraction | None = None
    scale: Fraction = Fraction(0)


class Line(NamedTuple):
    """A row of the answer: its keys, and what each measure comes to."""

    keys: tuple[object, ...]
    margin: str | None
    outcomes: dict[str, Outcome]


class Question(NamedTuple):
    """What is asked, as `measure` is asked it."""

    measures: Sequence[Measure]
    by: Sequence[str] = ()
    period: str | None = None
    time_zone: str | None = None
    margins: bool = False
    index: Mapping[str, Sequence[object]] | None = None
    minimum_n: int | None = None
    columns: Mapping[str, str] | None = None

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of `measure`."""
        given = self._asdict()
        return {**given, "measures": list(self.measures)}


def answer_of(rows: Iterable[Row], question: Question) -> list[Line]:
    """Answer a question about some rows."""
    return _Oracle(list(rows), question).lines()


class _Oracle:
    def __init__(self, rows: list[Row], question: Question) -> None:
        self.question = question
        self.zone = ZoneInfo(question.time_zone) if question.time_zone else None
        self.time = next((m.time for m in question.measures if m.time is not None), None)
        self.renamed = dict(question.columns or {})
        self.rows = [_Seen(self, row) for row in rows]

    # --- rows -----------------------------------------------------------------------------------

    def cell(self, row: Row, column: str) -> Cell:
        value = row[self.renamed.get(column, column)]
        if isinstance(value, float | Decimal) and math.isnan(value):
            return None
        return value

    def day(self, row: Row) -> date | None:
        assert self.time is not None
        moment = self.cell(row, self.time)
        if isinstance(moment, datetime):
            assert self.zone is not None
            return moment.astimezone(self.zone).date()
        return moment

    # --- groups ---------------------------------------------------------------------------------

    def lines(self) -> list[Line]:
        asked = self.question
        names = [*asked.by, *(["period"] if asked.period else [])]
        found = [Line(key, None, self.outcomes(key, rows)) for key, rows in self.groups(names)]
        if asked.margins:
            for size in range(1, len(asked.by) + 1):
                for over in combinations(asked.by, size):
                    found += self.margin(names, over)
        return sorted(found, key=_place)

    def key(self, seen: _Seen, names: Sequence[str]) -> tuple[object, ...]:
        return tuple(
            seen.period if name == "period" and self.question.period else seen.cell(name)
            for name in names
        )

    def groups(self, names: Sequence[str]) -> list[tuple[tuple[object, ...], list[_Seen]]]:
        found: dict[tuple[object, ...], list[_Seen]] = {}
        for seen in self.rows:
            found.setdefault(self.key(seen, names), []).append(seen)
        index = self.question.index
        if index:
            others = [name for name in names if name not in index]
            rest = {self.key(seen, others) for seen in self.rows} if others else {()}
            for other in rest:
                for listed in product(*index.values()):
                    value = dict(zip([*others, *index], [*other, *listed], strict=True))
                    found.setdefault(tuple(value[name] for name in names), [])
        if not names:
            found.setdefault((), [])
        return list(found.items())

    def margin(self, names: Sequence[str], over: Sequence[str]) -> list[Line]:
        found: dict[tuple[object, ...], list[_Seen]] = {}
        if len(over) == len(names):
            found[tuple(None for _ in names)] = []
        for seen in self.rows:
            full = zip(names, self.key(seen, names), strict=True)
            key = tuple(None if name in over else value for name, value in full)
            found.setdefault(key, []).append(seen)
        named = ",".join(over)
        return [Line(key, named, self.outcomes(key, rows)) for key, rows in found.items()]

    # --- measures -------------------------------------------------------------------------------

    def outcomes(self, key: tuple[object, ...], rows: Sequence[_Seen]) -> dict[str, Outcome]:
        period = key[-1] if self.question.period else None
        return {m.id: self.outcome(m, rows, period) for m in self.question.measures}

    def outcome(self, measure: Measure, rows: Sequence[_Seen], period: object) -> Outcome:
        plain = json.loads(measure.model_dump_json())
        above, below, shared = plain["numerator"], plain["denominator"], plain["where"]
        rows = [row for row in rows if shared is None or row.fits(shared)]
        smallest = max(measure.minimum_n or 1, self.question.minimum_n or 1)
        if below is None:
            made = self.aggregate(above, rows, period)
            if above["kind"] in {"count", "distinct"}:
                return made
            return Outcome(None, made.n) if 0 < made.n < smallest else made
        proportion = plain["unit"] == "share" and (
            above["kind"] == below["kind"] == "count"
            or (above["kind"] == below["kind"] == "distinct" and above["values"] == below["values"])
        )
        base = self.aggregate(below, rows, period)
        if proportion:
            rows = [row for row in rows if below["where"] is None or row.fits(below["where"])]
        part = self.aggregate(above, rows, period)
        if 0 < base.n < smallest:
            return Outcome(None, base.n)
        if not base.value or part.value is None:
            return Outcome(None, base.n)
        value = Fraction(part.value) / Fraction(base.value)
        if not proportion:
            return Outcome(value, base.n, scale=abs(part.scale / base.value))
        low, high = _wilson(int(part.value), base.n)
        return Outcome(value, base.n, low, high)

    def aggregate(self, plain: Json, rows: Sequence[_Seen], period: object) -> Outcome:
        kind, where = plain["kind"], plain["where"]
        rows = [row for row in rows if where is None or row.fits(where)]
        if kind == "count":
            return Outcome(len(rows), len(rows))
        if kind == "distinct":
            combined = [tuple(row.cell(name) for name in plain["values"]) for row in rows]
            different = {each for each in combined if None not in each}
            return Outcome(len(different), len(different))
        if kind == "total":
            return _total([row.cell(plain["column"]) for row in rows], plain["decimals"])
        if kind == "quantile":
            return _quantile([row.cell(plain["column"]) for row in rows], plain["share"])
        return self.per_period(plain, rows, period)

    def per_period(self, plain: Json, rows: Sequence[_Seen], period: object) -> Outcome:
        per = plain["per"]
        parts: dict[date, list[_Seen]] = {}
        for row in rows:
            if row.day is not None:
                parts.setdefault(_start(row.day, per), []).append(row)
        made = [self.aggregate(plain["aggregate"], part, period) for part in parts.values()]
        values = [each.value or 0 for each in made]
        n, scale = sum(each.n for each in made), sum((each.scale for each in made), Fraction(0))
        if plain["kind"] == "largest":
            return Outcome(max(values, default=0), n, scale=scale)
        number = self.number_of(per, period)
        if number is None:
            return Outcome(None, n)
        return Outcome(sum(values, Fraction(0)) / number, n, scale=scale)

    def number_of(self, per: str, period: object) -> int | None:
        """Count the days, weeks or months of a period by going through them one by one."""
        if self.question.period is not None:
            if not isinstance(period, date):
                return None
            first, last = period, _next(period, self.question.period)
        else:
            days = [row.day for row in self.rows if row.day is not None]
            if not days:
                return None
            first, last = _start(min(days), per), _next(_start(max(days), per), per)
        number = 0
        while first < last:
            first, number = _next(first, per), number + 1
        return number


class _Seen:
    """A row, with what is known of it in the question."""

    def __init__(self, oracle: _Oracle, row: Row) -> None:
        self._oracle, self._row = oracle, row

    def cell(self, column: str) -> Cell:
        return self._oracle.cell(self._row, column)

    @property
    def day(self) -> date | None:
        return self._oracle.day(self._row)

    @property
    def period(self) -> date | None:
        day, length = self.day, self._oracle.question.period
        return None if day is None or length is None else _start(day, length)

    def fits(self, condition: Json) -> bool:
        kind = condition["kind"]
        if kind == "all_of":
            return all(self.fits(each) for each in condition["conditions"])
        if kind == "any_of":
            return any(self.fits(each) for each in condition["conditions"])
        if kind == "not":
            return not self.fits(condition["condition"])
        mine = self.cell(condition["column"])
        if kind == "is_missing" or mine is None:
            return mine is None and kind == "is_missing"
        return self.has(mine, condition)

    def has(self, mine: Cell, condition: Json) -> bool:
        """Say whether a condition is true of a value that is not missing."""
        kind = condition["kind"]
        if kind == "is_new":
            return self.is_new(condition["column"])
        if kind == "is_in":
            return any(_compared(mine, "equal", _read(each)) for each in condition["values"])
        if kind == "comparison":
            return _compared(mine, condition["operator"], _read(condition["value"]))
        assert kind == "column_comparison"
        other = self.cell(condition["other"])
        return other is not None and _compared(mine, condition["operator"], other)

    def is_new(self, column: str) -> bool:
        if self._oracle.question.period is None:
            return True
        mine = self.cell(column)
        periods = [row.period for row in self._oracle.rows if row.cell(column) == mine]
        known = [period for period in periods if period is not None]
        return self.period is not None and self.period == min(known)


# --- values -------------------------------------------------------------------------------------


def _read(value: Json) -> Cell:
    """Read a value of a condition as JSON has it."""
    if isinstance(value, dict):
        [(kind, text)] = value.items()
        readers: dict[str, Callable[[str], Cell]] = {
            "decimal": Decimal,
            "date": date.fromisoformat,
            "moment": datetime.fromisoformat,
        }
        return readers[kind](text)
    return value


def _compared(one: Cell, operator: str, other: Cell) -> bool:
    if isinstance(one, int | float | Decimal) and not isinstance(one, bool):
        one, other = Fraction(one), Fraction(other)
    return {
        "equal": lambda: one == other,
        "not_equal": lambda: one != other,
        "less": lambda: one < other,
        "at_most": lambda: one <= other,
        "more": lambda: one > other,
        "at_least": lambda: one >= other,
    }[operator]()


def _total(values: Sequence[Cell], decimals: int) -> Outcome:
    known = [value for value in values if value is not None]
    whole = sum(_rounded(value, decimals) for value in known)
    size = sum(abs(Fraction(value)) for value in known)
    return Outcome(Fraction(whole, 10**decimals), len(known), scale=Fraction(size))


def _rounded(value: float | Decimal, decimals: int) -> int:
    """Round to a whole number of the last decimal; what is in binary is moved in binary."""
    if isinstance(value, float):
        return math.floor(value * 10.0**decimals + 0.5)
    return math.floor(Fraction(value) * 10**decimals + Fraction(1, 2))


def _quantile(values: Sequence[Cell], share: float) -> Outcome:
    """Number 7 of Hyndman and Fan; the share is what was written, not the double nearest to it."""
    known = sorted(Fraction(value) for value in values if value is not None)
    if not known:
        return Outcome(None, 0)
    place = (len(known) - 1) * Fraction(repr(share))
    below = math.floor(place)
    above = min(below + 1, len(known) - 1)
    value = known[below] + (place - below) * (known[above] - known[below])
    return Outcome(value, len(known), scale=max(abs(known[below]), abs(known[above])))


def _wilson(successes: int, n: int) -> tuple[Fraction, Fraction]:
    """Give the ends of Wilson's interval as his paper has it: by the share, not by the counts."""
    with localcontext(prec=50):
        p, cases = Decimal(successes) / Decimal(n), Decimal(n)
        square = _Z * _Z
        middle = p + square / (2 * cases)
        half = _Z * (p * (1 - p) / cases + square / (4 * cases * cases)).sqrt()
        width = 1 + square / cases
        return Fraction((middle - half) / width), Fraction((middle + half) / width)


# --- calendar -----------------------------------------------------------------------------------


def _start(day: date, length: str) -> date:
    if length == "day":
        return day
    if length == "week":
        while day.isoweekday() != 1:
            day -= timedelta(days=1)
        return day
    first = {"month": day.month, "quarter": (1, 4, 7, 10)[(day.month - 1) // 3], "year": 1}
    return date(day.year, first[length], 1)


def _next(start: date, length: str) -> date:
    """Go from the first day of a period to that of the next, one day at a time."""
    day = start + timedelta(days=1)
    while _start(day, length) == start:
        day += timedelta(days=1)
    return day


def _place(line: Line) -> tuple[object, ...]:
    keys = tuple((value is None, 0 if value is None else value) for value in line.keys)
    names = () if line.margin is None else tuple(line.margin.split(","))
    return (*keys, len(names), names)
