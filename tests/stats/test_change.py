"""Growth and burden: what two reported figures allow, and no more."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mgov import Figure, stats
from mgov.errors import InvalidValueError
from mgov.services import Burden
from mgov.values.figures import Interval


def test_mobile_users_grew_by_four_percent() -> None:
    users = stats.growth("7.24亿", increase="增加2830万人")
    assert users.value == Fraction(2830, 72400 - 2830)
    assert Fraction(406, 10_000) < users.low < users.high < Fraction(408, 10_000)
    assert users.unit == "growth"
    assert users.format("en", digits=3) == "4.07% (4.06%, 4.08%) growth"


def test_fields_fell_by_four_fifths() -> None:
    change = stats.burden_change("201项", "37项")
    assert change.value == change.low == Fraction(-164, 201)
    assert change.format("en", digits=3) == "-81.6% growth"


def test_a_fee_that_went_away_fell_by_all_of_it() -> None:
    assert stats.growth("0元", before="数百到数千不等").interval == Interval.point(-1)


def test_units_of_time_are_brought_together() -> None:
    change = stats.growth("30分钟", before="2小时")
    assert change.value == Fraction(-3, 4)
    with pytest.raises(InvalidValueError, match="counts workday"):
        stats.growth("3天", before="5个工作日")
    with pytest.raises(InvalidValueError, match="turned from workday into day"):
        Figure.parse("5个工作日").in_unit("day")
    assert Figure.between(3, 4, unit="week").in_unit("day").high == 28


def test_installs_are_not_people() -> None:
    with pytest.raises(InvalidValueError) as caught:
        stats.growth("1亿人次", before="1亿人")
    assert caught.value.field == "before"
    assert "Compare like with like" in caught.value.remedy


def test_growth_needs_one_base() -> None:
    for wrong in ({}, {"before": 1, "increase": 1}):
        with pytest.raises(InvalidValueError, match="either before or increase"):
            stats.growth(2, **wrong)  # type: ignore[call-overload]  # wrong on purpose


@pytest.mark.parametrize(
    ("now", "base"),
    [
        (5, {"increase": 5}),
        (5, {"increase": 6}),
        (5, {"before": 0}),
        ("超过5", {"increase": "超过3"}),
    ],
)
def test_nothing_grows_from_nothing(now: object, base: dict[str, object]) -> None:
    with pytest.raises(InvalidValueError):
        stats.growth(now, **base)  # type: ignore[call-overload]  # parameters of a test


def test_open_figures_give_open_growth() -> None:
    more = stats.growth("超过100", increase=50)
    assert more.interval == Interval(0, 1, low_closed=False, high_closed=False)
    less = stats.growth(100, increase=Figure.between(-math.inf, 0))
    assert less.interval == Interval(-1, 0, low_closed=False)
    edge = stats.growth("超过50", increase=50)
    assert edge.high == math.inf
    assert edge.value is None
    assert stats.growth(10, increase="2至3").value is None


numbers = st.fractions(1, 100, max_denominator=10)


@given(numbers, numbers, st.fractions(-50, 50, max_denominator=10), numbers, st.data())
def test_growth_holds_every_pair_and_is_tight(
    now: Fraction, width: Fraction, increase: Fraction, spread: Fraction, data: st.DataObject
) -> None:
    level = Figure.between(now, now + width)
    added = Figure.between(increase, increase + spread)
    assume(now > increase + spread)
    growth = stats.growth(level, increase=added)
    n = data.draw(st.fractions(now, now + width))
    i = data.draw(st.fractions(increase, increase + spread))
    assert i / (n - i) in growth.interval
    corners = [
        Fraction(b) / (Fraction(a) - b)
        for a in (level.low, level.high)
        for b in (added.low, added.high)
        if isinstance(a, int | Fraction) and isinstance(b, int | Fraction)
    ]
    assert (growth.low, growth.high) == (min(corners), max(corners))


def test_a_rate_is_no_number_of_anything() -> None:
    for call in (
        lambda: stats.growth("7.24亿", increase="增长4.1%"),
        lambda: stats.share("一半以上", "7.24亿"),
        lambda: stats.share("2倍", "3人"),
    ):
        with pytest.raises(InvalidValueError) as caught:
            call()
        assert caught.value.code == "figure_relative"
    with pytest.raises(InvalidValueError, match="may be negative"):
        stats.growth(5, before=-3)
    assert stats.growth("96.3%", before="95.1%").unit == "growth"


def test_what_cannot_be_compared_leaves_the_rest_of_a_burden() -> None:
    before = Burden(items="201项", fee="0元", time="3个工作日")  # type: ignore[arg-type]  # read
    after = Burden(items="37项", fee="0元", time="1天")  # type: ignore[arg-type]  # as above
    change = stats.burden_change(before, after)
    assert change.known == ("items",)
    assert change.unknown == ("materials", "fee", "time", "visits")


def test_burdens_are_compared_where_both_are_known() -> None:
    before = Burden(items="201项", fee="数百到数千不等")  # type: ignore[arg-type]  # read as figures
    after = Burden(items="37项", fee="0元", time="1个小时以内")  # type: ignore[arg-type]  # as above
    change = stats.burden_change(before, after)
    assert change.known == ("items", "fee")
    assert change.unknown == ("materials", "time", "visits")
    assert change.items is not None
    assert change.items.value == Fraction(-164, 201)
    english = change.explain().splitlines()
    assert english[0].startswith("items to fill in: 37项 ÷ 201项 − 1 is exactly -164/201")
    assert english[3] == "time: unknown: not given for both, or not comparable"
    assert "时间：未知" in change.explain("zh")


def test_a_burden_is_not_compared_with_a_figure() -> None:
    with pytest.raises(InvalidValueError, match="single figure on the other"):
        stats.burden_change(Burden(), 5)  # type: ignore[call-overload]  # wrong on purpose
