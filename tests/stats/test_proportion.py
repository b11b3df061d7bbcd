"""Wilson's interval: published values, its ends, and laws."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from mgov import stats
from mgov.errors import InvalidValueError
from mgov.stats.proportion import critical_value, wilson_ends

# Computed by the formula with z of 15 digits; 18/20, 4/20 and 4/200 at 95 %.
KNOWN = {
    (18, 20): (0.6989663547715128, 0.972133518786232),
    (4, 20): (0.0806576625797981, 0.4160174322518935),
    (4, 200): (0.00780442641634947, 0.05028708690582643),
}

counts = st.integers(0, 10**9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(("case", "ends"), KNOWN.items())
def test_known_intervals(case: tuple[int, int], ends: tuple[float, float]) -> None:
    interval = stats.wilson(*case)
    assert interval.low == pytest.approx(ends[0], abs=1e-14)
    assert interval.high == pytest.approx(ends[1], abs=1e-14)
    assert (interval.successes, interval.n, interval.confidence) == (*case, 0.95)
    assert interval.value == case[0] / case[1]


def test_other_peoples_vectors(shared_data: Path) -> None:
    vectors = json.loads((shared_data / "vectors" / "reference_values.json").read_text("utf-8"))
    for case, (low, high) in vectors["wilson95"].items():
        successes, n = map(int, case.split("/"))
        interval = stats.wilson(successes, n)
        assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-14)


@given(counts, st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999]))
def test_agrees_with_scipy(case: tuple[int, int], confidence: float) -> None:
    successes, n = case
    if n == 0:
        return
    theirs = binomtest(successes, n).proportion_ci(confidence, method="wilson")
    ours = stats.wilson(successes, n, confidence)
    assert ours.low == pytest.approx(theirs.low, abs=1e-12)
    assert ours.high == pytest.approx(theirs.high, abs=1e-12)


@given(counts)
def test_holds_the_share_and_stays_within_all(case: tuple[int, int]) -> None:
    interval = stats.wilson(*case)
    assert 0 <= interval.low <= interval.high <= 1
    if interval.value is not None:
        assert interval.low <= interval.value <= interval.high


@given(counts)
def test_the_rest_has_the_mirrored_interval(case: tuple[int, int]) -> None:
    one, other = stats.wilson(*case), stats.wilson(case[1] - case[0], case[1])
    assert one.low == pytest.approx(1 - other.high, abs=1e-12)


def test_all_and_none_reach_the_ends_exactly() -> None:
    for n in (1, 38, 10**6):
        assert stats.wilson(n, n).high == 1
        assert stats.wilson(n, n).low < 1
        assert stats.wilson(0, n).low == 0
        assert stats.wilson(0, n).high > 0


def test_nothing_follows_from_no_cases() -> None:
    interval = stats.wilson(0, 0)
    assert (interval.low, interval.high, interval.value) == (0, 1, None)
    assert wilson_ends(0, 0, 1.96) == (0.0, 1.0)


def test_confidence_may_be_a_decimal_and_more_of_it_is_wider() -> None:
    ninety, surer = stats.wilson(4, 20, Decimal("0.9")), stats.wilson(4, 20, 0.99)
    assert surer.low < ninety.low < ninety.high < surer.high
    assert critical_value(Decimal("0.95")) == pytest.approx(1.959963984540054, abs=1e-14)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.1, math.nan, math.inf, 1e-300])
def test_confidence_lies_between_none_and_all(confidence: float) -> None:
    with pytest.raises(InvalidValueError, match=r"Give 0\.95 for 95 %") as caught:
        stats.wilson(1, 2, confidence)
    assert caught.value.field == "confidence"


@pytest.mark.parametrize(
    ("case", "field"),
    [((3, 2), "successes"), ((-1, 2), "successes"), ((0, -1), "n"), ((0.5, 1), "successes")],
)
def test_counts_are_counts(case: tuple[int, int], field: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        stats.wilson(*case)
    assert caught.value.field == field


def test_goes_through_json() -> None:
    interval = stats.wilson(18, 20)
    assert stats.ProportionInterval.model_validate_json(interval.model_dump_json()) == interval
