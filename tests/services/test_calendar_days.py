"""Bounds on calendar days hold for every day on which a term may begin."""

from __future__ import annotations

import math
from datetime import date, timedelta
from fractions import Fraction

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from mgov import WorkCalendar
from mgov.services.calendar_days import calendar_days


@given(
    st.dates(date(1897, 1, 1), date(2107, 12, 31)),
    st.integers(1, 120),
    st.sampled_from([("month", 1), ("quarter", 3), ("year", 12)]),
)
def test_months_lie_within_their_bounds(first: date, number: int, unit: tuple[str, int]):
    name, months = unit
    end = first.replace(day=1) + relativedelta(months=number * months)
    fewest, most = calendar_days(number, name)
    assert fewest <= (end - first.replace(day=1)).days <= most


@pytest.mark.parametrize(
    ("length", "unit", "bounds"),
    [
        (1, "month", (28, 31)),
        (Fraction(1, 2), "month", (0, 31)),
        (2, "个月", (59, 62)),
        (12, "month", (365, 366)),
        (1, "年", (365, 366)),
        (4, "year", (1460, 1461)),
        (8, "year", (2920, 2922)),
        (2, "week", (14, 14)),
        (36, "小时", (Fraction(3, 2), Fraction(3, 2))),
        (0, None, (0, 0)),
        (math.inf, "month", (math.inf, math.inf)),
        (5, None, None),
        (5, "人", None),
    ],
)
def test_bounds_of_some_lengths(
    length: float | Fraction, unit: str | None, bounds: tuple[float | Fraction, ...] | None
):
    assert calendar_days(length, unit) == bounds


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(1, 60))
def test_working_days_take_at_least_as_many_days(start: date, number: int):
    fewest, most = calendar_days(number, "workday")
    end = WorkCalendar().add_workdays(start, number)
    assert timedelta(days=fewest) <= end - start
    assert most == math.inf
