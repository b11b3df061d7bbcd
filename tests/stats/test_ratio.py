"""Shares, rates and coverage of reported figures."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import Figure, stats
from mgov.errors import InvalidValueError


def test_hits_are_a_sixtieth_of_a_percent() -> None:
    hits = stats.share("1.2万多条", "7469万多条")
    assert hits.low == Fraction(12_000, 74_700_000)
    assert hits.high == Fraction(13_000, 74_690_000)
    assert hits.unit == "share"


def test_a_part_is_never_more_than_its_whole() -> None:
    rounded = stats.share("7.24亿", "7.24亿")
    assert rounded.high == 1
    assert rounded.high_closed
    with pytest.raises(InvalidValueError) as caught:
        stats.share(5, 4)
    assert caught.value.code == "part_over_whole"
    with pytest.raises(InvalidValueError, match="below zero"):
        stats.share(-1, 4)


def test_a_part_counts_what_its_whole_counts() -> None:
    with pytest.raises(InvalidValueError, match="counts 人, where the other figure counts 人次"):
        stats.share("1亿人次", "1亿人")
    assert stats.share("30分钟", "1小时").value == Fraction(1, 2)


def test_reads_per_post_are_a_lower_bound() -> None:
    reads = stats.per("超过2605亿次", "7469万多条")
    assert reads.low == Fraction(260_500_000_000, 74_700_000)
    assert (reads.high, reads.low_closed, reads.unit) == (math.inf, False, "次/条")


def test_coverage_is_a_share() -> None:
    assert stats.coverage(26, 31).value == Fraction(26, 31)


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_share_of_counts_is_exact(part: int, rest: int) -> None:
    share = stats.share(part, part + rest)
    assert share.is_exact
    assert share.value == Fraction(part, part + rest)


def test_quantities_are_figures_numbers_or_texts() -> None:
    assert stats.per(Figure.exact(6), "3").value == 2
