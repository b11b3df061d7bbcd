"""A comparison with a number, moved to a number that the column can hold, stays what it was."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.stats.frames.literal import Grid, on_grid
from mgov.stats.measures.condition import Operator

COMPARED: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQUAL: operator.eq,
    Operator.NOT_EQUAL: operator.ne,
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.MORE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}

INTEGERS = Grid("integer")
CENTS = Grid("decimal", scale=2, limit=10**38)
DOUBLES = Grid("float")

numbers = st.one_of(
    st.integers(-5, 5),
    st.integers(),
    st.floats(-5, 5),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-5, 5, places=3),
    st.integers(2**62, 2**66).map(lambda n: -n),
)
held = {
    INTEGERS: st.one_of(st.integers(-5, 5), st.integers(-(2**63), 2**63 - 1)),
    CENTS: st.decimals(-5, 5, places=2),
    DOUBLES: st.one_of(st.floats(-5, 5), st.floats(allow_nan=False, allow_infinity=False)),
}


@given(st.data(), st.sampled_from(Operator), numbers, st.sampled_from([INTEGERS, CENTS, DOUBLES]))
def test_it_is_true_of_the_same_values(
    data: st.DataObject, how: Operator, number: float | Decimal, grid: Grid
):
    value = data.draw(held[grid])
    moved = on_grid(how, number, grid)
    expected = COMPARED[how](Fraction(value), Fraction(number))
    if isinstance(moved, bool):
        assert moved is expected
    else:
        assert COMPARED[moved.operator](Fraction(value), Fraction(moved.number)) is expected


@pytest.mark.parametrize("how", Operator)
@pytest.mark.parametrize("number", [2**70, -(2**70), 10**400, -(10**400)])
@pytest.mark.parametrize("grid", [INTEGERS, Grid("integer", limit=2**64), DOUBLES])
def test_numbers_out_of_reach_are_above_or_below_all(how: Operator, number: int, grid: Grid):
    moved = on_grid(how, number, grid)
    if grid is DOUBLES and abs(number) < 10**300:
        assert moved == (how, number)
    else:
        assert moved is COMPARED[how](0, number)


def test_what_the_column_cannot_hold_equals_nothing_in_it():
    assert on_grid(Operator.EQUAL, Decimal("0.1"), DOUBLES) is False
    assert on_grid(Operator.NOT_EQUAL, 2.5, INTEGERS) is True
    assert on_grid(Operator.EQUAL, 0.25, CENTS) == (Operator.EQUAL, Decimal("0.25"))
