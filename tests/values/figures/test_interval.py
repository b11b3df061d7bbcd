"""Interval arithmetic: exact ends, and no number lost."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidValueError
from mgov.values.figures import Interval
from mgov.values.figures.interval import exact

numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=50)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(numbers), draw(numbers)))
    if low == high:
        return Interval.point(low)
    return Interval(
        -math.inf if draw(st.integers(0, 9)) == 0 else low,
        math.inf if draw(st.integers(0, 9)) == 0 else high,
        draw(st.booleans()),
        draw(st.booleans()),
    )


@st.composite
def intervals_with_a_number(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    interval = draw(intervals())
    number = draw(
        numbers.filter(lambda each: each in interval)
        if not interval.is_point
        else st.just(Fraction(interval.low))
    )
    return interval, number


@given(intervals_with_a_number(), intervals_with_a_number())
def test_the_result_holds_what_the_numbers_give(
    one: tuple[Interval, Fraction], other: tuple[Interval, Fraction]
) -> None:
    (left, a), (right, b) = one, other
    assert a + b in left + right
    assert a - b in left - right
    assert a * b in left * right
    assert -a in -left
    if 0 not in right:
        assert a / b in left / right


@given(intervals(), intervals())
def test_an_intersection_is_what_both_hold(one: Interval, other: Interval) -> None:
    common = one.intersection(other)
    assert common == other.intersection(one)
    if common is not None:
        assert one.includes(common)
        assert other.includes(common)


@given(intervals(), intervals(), numbers)
def test_a_number_in_both_is_in_the_intersection(
    one: Interval, other: Interval, number: Fraction
) -> None:
    common = one.intersection(other)
    in_both = number in one and number in other
    assert in_both == (common is not None and number in common)


@given(intervals())
def test_an_interval_includes_itself_and_turns_round_twice(interval: Interval) -> None:
    assert interval.includes(interval)
    turned = -interval
    assert -turned == interval


def test_open_ends_stay_open() -> None:
    half_open = Interval(1, 2, high_closed=False)
    assert (half_open + Interval.point(1)) == Interval(2, 3, high_closed=False)
    assert (-half_open) == Interval(-2, -1, low_closed=False)
    assert (Interval(0, 1, low_closed=False) * Interval(0, 5)).low_closed


def test_division_by_an_interval_that_ends_at_zero_has_no_end() -> None:
    assert Interval(1, 2) / Interval(0, 4, low_closed=False) == Interval(Fraction(1, 4), math.inf)
    assert Interval(1, 2) / Interval(-4, 0, high_closed=False) == Interval(
        -math.inf, Fraction(-1, 4)
    )
    assert Interval(0, 1) / Interval(2, math.inf) == Interval(0, Fraction(1, 2))


def test_huge_numbers_do_not_overflow() -> None:
    huge = 10**400
    assert (Interval(huge, math.inf) + Interval(huge, math.inf)).low == 2 * huge
    assert (Interval(huge, math.inf) * Interval(huge, math.inf)).high == math.inf
    assert (Interval(huge, math.inf) * Interval(-2, -1)).low == -math.inf


@pytest.mark.parametrize(
    "make",
    [
        lambda: Interval(2, 1),
        lambda: Interval(1, 1, low_closed=False),
        lambda: Interval(1, 2) / Interval(-1, 1),
    ],
)
def test_what_cannot_be_is_refused(make: object) -> None:
    with pytest.raises(InvalidValueError):
        make()  # type: ignore[operator]  # each is a lambda


def test_nothing_but_a_number_is_in_an_interval() -> None:
    assert "1" not in Interval(0, 2)
    assert Decimal(1) in Interval(0, 2)
    assert math.inf not in Interval(0, math.inf)
    assert Interval(0, 2).is_bounded
    assert not Interval(0, math.inf).is_bounded


@pytest.mark.parametrize("number", [math.nan, math.inf, "one", Decimal("NaN"), True, "1/0"])
def test_only_a_finite_number_is_exact(number: object) -> None:
    with pytest.raises(InvalidValueError) as caught:
        exact(number)  # type: ignore[arg-type]  # some are no numbers on purpose
    assert caught.value.code == "number_invalid"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_stands_for_the_decimal_that_it_prints_as(number: float) -> None:
    assert exact(number) == Fraction(repr(number))
