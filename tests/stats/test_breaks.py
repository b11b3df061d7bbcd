"""Breaks in a series: textbook formulas, another library, and what chance alone does."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import f as f_law

from mgov import Period, stats
from mgov.errors import InvalidValueError
from mgov.stats import BreakMethod


def series(values: list[float | None]) -> stats.Series:
    first = Period("2000")
    return stats.Series.of({first + n: value for n, value in enumerate(values)})


def chow(times: list[int], values: list[float], split: int) -> float:
    """The F statistic of Chow, by the normal equations of another library."""

    def rest(t: list[int], y: list[float]) -> float:
        design = np.column_stack([np.ones(len(t)), t])
        fitted = design @ np.linalg.lstsq(design, np.array(y), rcond=None)[0]
        return float(np.sum((np.array(y) - fitted) ** 2))

    one = rest(times, values)
    two = rest(times[:split], values[:split]) + rest(times[split:], values[split:])
    return ((one - two) / 2) / (two / (len(values) - 4))


NOISY = [10.0, 12.5, 13.1, 16.2, 17.0, 31.4, 33.0, 36.2, 37.1, 40.5, 41.0, 44.3]


@pytest.mark.parametrize("split", range(2, 11))
def test_a_suspected_break_has_the_f_of_chow(split: int) -> None:
    found = stats.break_test(series([*NOISY]), at=str(2000 + split))
    expected = chow(list(range(12)), NOISY, split)
    assert found.f_statistic == pytest.approx(expected)
    assert found.p_value == pytest.approx(f_law.sf(expected, 2, 8))
    assert (found.method, found.n, found.orders) == (BreakMethod.CHOW, 12, None)


def test_gaps_keep_their_distance() -> None:
    values: list[float | None] = [*NOISY[:3], None, *NOISY[4:]]
    found = stats.break_test(series(values), at="2005")
    times = [n for n in range(12) if n != 3]
    known = [value for value in values if value is not None]
    assert found.f_statistic == pytest.approx(chow(times, known, 4))
    assert found.n == 11
    # A break at the gap itself lies before the first value after it.
    assert stats.break_test(series(values), at="2003").tested == (Period("2003"),)


def test_a_break_is_looked_for_where_it_shows_most() -> None:
    found = stats.break_test(series([*NOISY]))
    assert found.since == Period("2005")
    assert found.f_statistic == pytest.approx(
        max(chow(list(range(12)), NOISY, split) for split in range(2, 11))
    )
    assert found.p_value <= 0.01
    assert (found.method, found.orders, found.exhaustive, found.seed) == (
        BreakMethod.LARGEST_F,
        999,
        False,
        0,
    )
    assert found.tested[0] == Period("2002")
    assert found.tested[-1] == Period("2010")


def test_the_same_seed_gives_the_same_result() -> None:
    noise = random.Random(3)  # noqa: S311 -- no secret
    values: list[float | None] = [n + noise.gauss(0, 2) for n in range(15)]
    one, same = (stats.break_test(series(values), seed=5, orders=200) for _ in range(2))
    assert one == same
    assert one.p_value > 0.05


def test_of_few_values_all_orders_are_compared() -> None:
    found = stats.break_test(series([1, 2, 3, 40, 41, 45]))
    assert (found.exhaustive, found.orders, found.seed) == (True, 720, None)
    assert found.p_value * 720 == pytest.approx(round(found.p_value * 720))
    assert found.p_value >= 1 / 720


def test_a_perfect_line_has_no_break() -> None:
    for values in ([float(3 * n) for n in range(8)], [0.1 * n for n in range(8)], [0.0] * 8):
        found = stats.break_test(series([*values]))
        assert (found.explained, found.p_value, found.f_statistic) == (0, 1, 0)


def test_two_perfect_lines_leave_nothing() -> None:
    found = stats.break_test(series([0, 1, 2, 10, 12, 14]), at="2003")
    assert found.explained == pytest.approx(1)
    assert found.p_value == pytest.approx(0, abs=1e-12)
    perfect = found.replace(explained=1)
    assert perfect.f_statistic == math.inf


@pytest.mark.parametrize(
    ("values", "at", "field"),
    [
        ([1, 2, 3, None, 4], None, "series"),
        ([1, 2, 3, 4, 5, 6], "2001", "at"),
        ([1, 2, 3, 4, 5, 6], "2005", "at"),
        ([1, 2, 3, 4, 5, 6], "2009", "period"),
    ],
)
def test_a_break_needs_values_on_both_sides(
    values: list[float | None], at: str | None, field: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        stats.break_test(series(values), at)
    assert caught.value.field == field


def test_orders_are_some() -> None:
    with pytest.raises(InvalidValueError, match="Give 999 or so"):
        stats.break_test(series([*NOISY]), orders=0)


@given(
    st.lists(st.integers(-1000, 1000), min_size=6, max_size=12),
    st.integers(-50, 50),
    st.integers(-500, 500),
)
def test_a_line_added_to_all_values_changes_nothing(
    values: list[int], slope: int, level: int
) -> None:
    plain = stats.break_test(series([*map(float, values)]), at="2003")
    tilted = stats.break_test(
        series([float(value + slope * n + level) for n, value in enumerate(values)]), at="2003"
    )
    assert tilted.explained == pytest.approx(plain.explained, abs=1e-6)


def test_chance_alone_is_called_a_break_as_seldom_as_the_p_value_says() -> None:
    noise = random.Random(11)  # noqa: S311 -- no secret
    found = [
        stats.break_test(series([noise.gauss(0, 1) for _ in range(10)]), orders=39, seed=n).p_value
        for n in range(200)
    ]
    assert sum(p <= 0.1 for p in found) <= 40  # 20 are to be expected
