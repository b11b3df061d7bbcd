"""Arithmetic on figures: intervals, units, memory of the operands."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from mgov import Figure
from mgov.errors import InvalidValueError
from mgov.values.figures import Basis, Interval, Qualifier


def test_a_quotient_is_known_as_surely_as_its_operands() -> None:
    share = Figure.parse("7.24亿") / Figure.parse("7.51亿")
    assert share.value == Fraction(724, 751)
    assert (share.low, share.high) == (Fraction(7235, 7515), Fraction(7245, 7505))
    assert share.qualifier is Qualifier.COMPUTED
    assert share.basis is Basis.ROUNDING
    assert share.operands == (Figure.parse("7.24亿"), Figure.parse("7.51亿"))


def test_published_figures_are_compared_by_interval() -> None:
    share = Figure.parse("7.24亿") / Figure.parse("7.51亿")
    assert share.agrees_with(Figure.parse("96.3%"))
    assert not share.agrees_with(Figure.parse("96.2%"))
    assert share.agrees_with(Fraction(964, 1000))
    with pytest.raises(InvalidValueError, match="not the same"):
        Figure.parse("3人").agrees_with(Figure.parse("3人次"))


def test_people_and_visits_do_not_add() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Figure.parse("1亿人") + Figure.parse("1亿人次")
    assert (caught.value.field, caught.value.code) == ("unit", "unit_differs")
    assert (Figure.parse("3人") + Figure.parse("4 people")).value == 7
    assert (Figure.parse("3人") + Figure.exact(4)).unit == "人"


def test_shares_differ_in_percentage_points() -> None:
    now, before = Figure.parse("54.3%"), Figure.parse("53.2%")
    change = now - before
    assert (change.value, change.unit) == (Fraction(11, 10), "pp")
    assert (now - change).unit == "share"
    assert (before + change).value == Fraction(543, 1000)
    assert (change + before).value == Fraction(543, 1000)
    assert (Figure.exact(1, unit="share") - now).unit == "pp"
    assert (1 - now).value == Fraction(457, 1000)


def test_a_rate_times_its_base_gives_what_it_counts() -> None:
    posts, accounts = Figure.parse("7469万多条"), Figure.parse("164522个")
    rate = posts / accounts
    assert rate.unit == "条/个"
    assert (rate * accounts).unit == "条"
    assert (accounts * rate).unit == "条"
    assert (Figure.parse("50%") * accounts).unit == "个"
    assert (posts * accounts).unit == "条·个"
    assert (posts / 2).unit == "条"
    assert (posts / posts).unit is None


def test_plain_numbers_compute_from_either_side() -> None:
    figure = Figure.exact(26)
    assert (3 * figure).value == 78
    assert (figure * Decimal("0.1")).value == Fraction(13, 5)
    assert (figure * 0.1).value == Fraction(13, 5)
    assert (1 + figure).value == 27
    assert (52 / figure).value == 2
    assert (-figure).value == -26
    with pytest.raises(InvalidValueError, match="computed with a str"):
        figure + "1"  # type: ignore[operator]  # the point of the test
    with pytest.raises(InvalidValueError, match="computed with a bool"):
        figure + True


def test_a_range_computes_without_a_value() -> None:
    doubled = 2 * Figure.parse("3至5个工作日")
    assert doubled.value is None
    assert (doubled.low, doubled.high, doubled.unit) == (6, 10, "workday")


def test_nothing_is_divided_by_what_may_be_zero() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Figure.exact(1) / Figure.parse("不足100")
    assert caught.value.code == "division_by_zero"
    assert (Figure.exact(1) / Figure.parse("近100")).low == Fraction(1, 100)


def test_unequal_figures_of_one_text_are_not_taken_for_one_number() -> None:
    rounded = Figure.parse("7.24亿")
    assert (rounded - rounded).interval == Interval(-(10**6), 10**6, False, False)  # noqa: FBT003 -- ends


def test_a_near_figure_takes_a_soft_end_only_when_asked() -> None:
    near = Figure.parse("近一亿人次")
    soft = near.softened(near=0.95)
    assert near.low == 0
    assert (soft.low, soft.basis) == (95_000_000, Basis.CONVENTION)
    assert Figure.parse("3人").softened() == Figure.parse("3人")


def test_a_value_outside_its_interval_is_dropped_from_a_result() -> None:
    result = Figure.computed(Interval(0, 1), value=2, formula="{0}", operands=(Figure.exact(2),))
    assert result.value is None


def test_a_figure_knows_what_it_is() -> None:
    assert Figure.exact(3).is_exact
    assert Figure.parse("超过3人").is_bounded is False
    assert 3 in Figure.parse("3至5")
    assert float(Figure.parse("50%")) == 0.5
    with pytest.raises(InvalidValueError, match="no single number"):
        float(Figure.parse("3至5"))


def test_units_are_refined_and_never_replaced() -> None:
    figure = Figure.parse("6万多次")
    assert figure.with_unit("次/日").unit == "次/日"
    assert figure.with_unit(None).unit is None
    assert Figure.parse("6万多", unit="次").unit == "次"
    with pytest.raises(InvalidValueError, match="counts 次, not 人"):
        figure.with_unit("人")
