"""Coverage of households: what follows from registrations that overlap in an unknown way."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import household_coverage
from mgov.errors import InvalidValueError
from mgov.values.figures import Basis, Figure, Interval


def test_one_account_gives_its_own_share():
    coverage = household_coverage(["3200户"], "4000户")
    assert coverage.value == Fraction(4, 5)
    assert coverage.basis is Basis.EXACT
    assert coverage == household_coverage([3200], 4000).replace(operands=coverage.operands)


@pytest.mark.parametrize(
    ("reached", "households", "expected"),
    [
        ([2000, 1000], 4000, "[1/2, 3/4]"),
        ([2600, 1900], 4000, "[13/20, 1]"),
        ([4000, 1], 4000, "[1, 1]"),
        ([0, 0], 4000, "[0, 0]"),
        (["2000多户", 1000], 4000, "(1/2, 1)"),
        (["2000户以上", 1000], 4000, "[1/2, 1]"),
        (["2000户以内", 1000], 4000, "[1/4, 3/4]"),
        ([2000, 1000], "4000多户", "(2/5, 3/4)"),
        ([2000, 1000], "近4000户", "(1/2, 1]"),
        (["近3000户", "近2000户"], 10_000, "(0, 1/2)"),
    ],
)
def test_several_accounts_give_a_bound(
    reached: list[int | str], households: int | str, expected: str
):
    coverage = household_coverage(reached, households)
    assert str(coverage.interval) == expected
    assert coverage.basis in {Basis.BOUND, Basis.CONVENTION}


def test_a_bound_is_explained():
    coverage = household_coverage([2000, "1000 households", "500人"], "4000户")
    assert coverage.explain() == (
        "(2,000 ∪ 1000 households ∪ 500人) ÷ 4000户 is at least 50% and at most 87.5%; "
        "the ends rest on a bound."
    )


@pytest.mark.parametrize(
    ("people", "largest", "expected"),
    [
        ("3000人", None, "[0, 3/4]"),
        ("3000人", 6, "[1/8, 3/4]"),
        ("3000 people", 1, "[3/4, 3/4]"),
        ("超过3000人", 6, "(1/8, 1]"),
        ("不到3000人", None, "[0, 3/4)"),
    ],
)
def test_people_are_at_most_as_many_households(people: str, largest: int | None, expected: str):
    coverage = household_coverage([people], 4000, largest_household=largest)
    assert str(coverage.interval) == expected
    assert coverage.basis is Basis.BOUND


def test_more_people_than_households_are_no_contradiction():
    assert str(household_coverage(["9000人"], 4000).interval) == "[0, 1]"
    assert str(household_coverage(["9000人", 1000], 4000).interval) == "[1/4, 1]"


@pytest.mark.parametrize(
    ("reached", "households", "largest", "said"),
    [
        ([], 4000, None, "reached: is empty"),
        (["近一亿人次"], 4000, None, "reached: counts 人次, neither households nor people"),
        (["40%"], 4000, None, "reached: is in the unit share and counts nothing"),
        ([100, 100], "4000人", None, "households: counts 人, not households"),
        ([100, 100], 0, None, "households: may be zero"),
        ([5000, 100], 4000, None, "reached: is more than there are"),
        ([5000], 4000, None, "households: is smaller than a part of it"),
        (["3000人"], 4000, 0, "largest_household: is below one"),
    ],
)
def test_what_says_nothing_of_households_is_refused(
    reached: list[int | str], households: int | str, largest: int | None, said: str
):
    with pytest.raises(InvalidValueError, match=said):
        household_coverage(reached, households, largest_household=largest)


Members = set[tuple[int, int]]
"""Members of ten households of three, by household and place."""

people = st.sets(st.tuples(st.integers(0, 9), st.integers(0, 2)))


@given(st.lists(st.tuples(people, st.booleans()), min_size=1, max_size=4))
def test_the_bounds_hold_the_truth_and_are_reached(
    accounts: list[tuple[set[tuple[int, int]], bool]],
):
    households = [{household for household, _ in members} for members, _ in accounts]
    reports = [
        Figure.exact(len(members), unit="人")
        if by_people
        else Figure.exact(len({household for household, _ in members}), unit="户")
        for members, by_people in accounts
    ]
    truth = Fraction(len(set().union(*households)), 10)
    bounds = household_coverage(reports, 10, largest_household=3)
    assert truth in bounds
    assert household_coverage(reports, 10).interval.includes(bounds.interval)
    assert household_coverage(reports[::-1], 10, largest_household=3).interval == bounds.interval


@given(st.lists(st.integers(0, 10), min_size=1, max_size=4))
def test_no_narrower_bounds_hold_for_every_overlap(counts: list[int]):
    within = Fraction(max(counts), 10)  # all reach what the largest one does
    apart = min(Fraction(1), Fraction(sum(counts), 10))  # no two reach the same
    assert household_coverage(counts, 10).interval == Interval(within, apart)
