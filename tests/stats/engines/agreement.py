"""Whether an answer says what the oracle says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from numbers import Integral
from typing import Any, TypeAlias

from tests.stats.engines.oracle import Line, Outcome, Question

from mgov.stats import measure
from mgov.stats.frames.records import records_of

Found: TypeAlias = list[dict[str, object]]
"""The rows of an answer."""

CLOSE = Fraction(1, 10**12)


def records(answer: object) -> Found:
    """Give the rows of any answer in the values of Python."""
    found = answer if isinstance(answer, list) else records_of(answer)
    return [{name: _plain(value) for name, value in row.items()} for row in found]


def asked(data: Any, question: Question) -> Found:  # noqa: ANN401 -- whatever can be measured
    """Measure data of any kind."""
    return records(measure(data, **question.arguments))


def _plain(value: Any) -> object:  # noqa: ANN401 -- as above
    if value is None or value != value or type(value).__name__ == "NAType":  # noqa: PLR0124 -- NaN
        return None
    if isinstance(value, Integral) and not isinstance(value, bool | int):
        return int(value)
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime()
    return value


def _key(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo is None:
        assert value == datetime(value.year, value.month, value.day)  # noqa: DTZ001 -- a day
        return value.date()
    return value


def check(
    found: Found,
    expected: Sequence[Line],
    question: Question,
    *,
    in_order: bool,
) -> None:
    """Compare an answer with that of the oracle, group by group and measure by measure.

    Args:
        found: The rows of the answer.
        expected: The lines of the oracle, in order.
        question: What was asked.
        in_order: Whether the rows have to stand in the order of their keys.
    """
    keys = [*question.by, *(["period"] if question.period else [])]
    places = [
        (tuple(_key(row[key]) for key in keys), row["margin"] if question.margins else None)
        for row in found
    ]
    wanted = [(line.keys, line.margin) for line in expected]
    assert len(places) == len(set(places)), "a group stands there twice"
    assert set(places) == set(wanted)
    if in_order:
        assert places == wanted
    rows = dict(zip(places, found, strict=True))
    for line in expected:
        row = rows[line.keys, line.margin]
        for name, outcome in line.outcomes.items():
            _check_measure(row, name, outcome, (line.keys, line.margin))


def _check_measure(row: dict[str, object], name: str, outcome: Outcome, where: object) -> None:
    said = f"{name} of {where}: {row[name]!r}, not {outcome}"
    assert row[f"{name}_n"] == outcome.n, said
    assert type(row[f"{name}_n"]) is int, said
    _check_number(row[name], outcome.value, outcome.scale, said)
    if f"{name}_low" in row:
        _check_number(row[f"{name}_low"], outcome.low, Fraction(1), f"low of {said}")
        _check_number(row[f"{name}_high"], outcome.high, Fraction(1), f"high of {said}")
    else:
        assert outcome.low is None, said


def _check_number(value: object, exact: int | Fraction | None, scale: Fraction, said: str) -> None:
    if exact is None:
        assert value is None, said
    elif isinstance(exact, int):
        assert value == exact, said
    else:
        assert isinstance(value, float | int), said
        assert math.isfinite(value), said
        assert abs(Fraction(value) - exact) <= CLOSE * max(abs(exact), scale), said
