"""Figures held against each other: what is in conflict, and what is not."""

from __future__ import annotations

import csv
import math
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import Figure, stats
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.stats.reconciliation.propagation import ANY, evaluate, narrowed
from mgov.values.figures import Interval

# CNNIC, 40th Statistical Report on Internet Development in China, August 2017, with the mobile
# users of the 39th: what its readers stumble over.
PUBLISHED = {
    "mobile": "7.24亿",
    "before": "6.95亿",
    "added": "2830万",
    "users": "7.51亿",
    "share": "96.3%",
}
RELATIONS = ["mobile = before + added", "share = mobile / users"]

# As of, netizens, mobile netizens (both in 亿) and the share printed: reports 38 to 44, 48 and 50.
TABLE = [
    ("2016-06", "7.10", "6.56", "92.5"),
    ("2016-12", "7.31", "6.95", "95.1"),
    ("2017-06", "7.51", "7.24", "96.3"),
    ("2017-12", "7.72", "7.53", "97.5"),
    ("2018-06", "8.02", "7.88", "98.3"),
    ("2018-12", "8.29", "8.17", "98.6"),
    ("2019-06", "8.54", "8.47", "99.1"),
    ("2021-06", "10.11", "10.07", "99.6"),
    ("2022-06", "10.51", "10.47", "99.6"),
]


def interval(result: stats.Reconciliation, name: str) -> Interval:
    return result.possible(name).interval


# --- the example of everybody ------------------------------------------------------------------


def test_what_does_not_add_up_as_printed_can_all_be_true() -> None:
    assert (round(6.95 + 0.283, 2), round(7.24 / 7.51, 3)) == (7.23, 0.964)
    result = stats.reconcile(PUBLISHED, RELATIONS)
    assert result.is_consistent
    assert result.conflicts == ()
    assert interval(result, "mobile") == Interval(723_500_000, 723_805_000, high_closed=False)
    assert interval(result, "before").low == 723_500_000 - 28_305_000
    # The share lies under 96.35 %, so there were more users than 7.235 / 0.9635.
    assert interval(result, "users").low == Fraction(723_500_000 * 10_000, 9635)
    assert result.narrowed == ("mobile", "before", "users", "share")
    # 7.24 itself cannot have been the number.
    assert result.possible("mobile").value is None
    assert result.possible("added") == Figure.parse("2830万")


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_every_row_of_the_table_can_be_true(row: tuple[str, str, str, str]) -> None:
    _, users, mobile, share = row
    result = stats.reconcile(
        {"users": f"{users}亿", "mobile": f"{mobile}亿", "share": f"{share}%"},
        ["share = mobile / users", "mobile <= users"],
    )
    assert result.is_consistent


def test_other_peoples_table_can_be_true_as_a_whole(shared_data: Path) -> None:
    with (shared_data / "figures" / "cnnic_internet_users.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    figures: dict[str, str] = {}
    relations = []
    for row in rows:
        n = f"of_{row['report']}"
        figures |= {
            f"users_{n}": f"{row['netizens_100m']}亿",
            f"mobile_{n}": f"{row['mobile_netizens_100m']}亿",
            f"share_{n}": f"{row['mobile_share_pct']}%",
        }
        relations.append(f"share_{n} = mobile_{n} / users_{n}")
    result = stats.reconcile(figures, relations)
    assert result.is_consistent
    assert "share_of_40" in result.narrowed


def test_a_slip_is_found_and_named() -> None:
    result = stats.reconcile({**PUBLISHED, "share": "95.3%"}, RELATIONS)
    assert not result.is_consistent
    (conflict,) = result.conflicts
    assert conflict.names == ("share", "mobile", "users")
    assert [str(relation) for relation in conflict.relations] == ["share = mobile / users"]
    assert conflict.explain().startswith("share (95.3%), mobile (7.24亿), users (7.51亿) and share")
    assert "左边为" in conflict.explain("zh")
    # The other relation still says what it can.
    assert interval(result, "mobile").high == 723_805_000
    assert result.possible("share") == Figure.parse("95.3%")
    lines = result.explain("zh").splitlines()
    assert lines[0].endswith("。")
    assert "不可能同时成立" in lines[0]
    assert "mobile（7.24亿）只可能是" in lines[1]


def test_a_conflict_may_take_several_relations() -> None:
    # Each relation can hold; both together leave no users.
    figures = {"mobile": "7.24亿", "rest": None, "users": "7.51亿", "share": "4.6%"}
    relations = ["users = mobile + rest", "share = rest / users"]
    result = stats.reconcile(figures, relations)
    (conflict,) = result.conflicts
    assert set(conflict.names) == {"mobile", "users", "share"}
    assert [relation.text for relation in conflict.relations] == relations
    assert conflict.sides is None
    assert " and share = rest / users cannot all be true." in conflict.explain()
    assert result.narrowed == ()
    assert stats.reconcile({**figures, "share": "3.6%"}, relations).is_consistent


def test_conflicts_apart_from_each_other_are_all_found() -> None:
    figures = {"a": 1, "b": 2, "c": 4, "d": 5, "e": 6}
    result = stats.reconcile(figures, ["a = b", "c = d", "e = 6 * a"])
    assert [conflict.names for conflict in result.conflicts] == [("a", "b"), ("c", "d")]


def test_a_relation_that_cannot_hold_needs_no_figure() -> None:
    for text in ("a / 0 = 1", "0 * a = 1", "a = a / (b - b)", "1 / (2 * b - 2) = a", "1 = 2 + 0*a"):
        (conflict,) = stats.reconcile({"a": None, "b": 1}, [text]).conflicts
        assert conflict.explain().endswith("cannot all be true.") or conflict.sides
    free = stats.reconcile({"a": None}, ["0 * a = 1"]).conflicts[0]
    assert free.names == ()
    assert free.explain().startswith("0 * a = 1 cannot all be true: the left side is 0")


# --- what can be told --------------------------------------------------------------------------


def test_what_was_not_published_can_be_known_from_the_rest() -> None:
    result = stats.reconcile(
        {"now": "7.24亿", "before": None, "added": "2830万"},
        ["now = before + added"],
    )
    assert result.narrowed == ("before",)
    assert interval(result, "before") == Interval(
        723_500_000 - 28_305_000, 724_500_000 - 28_295_000, low_closed=False, high_closed=False
    )
    assert "before (not published) can only be" in result.explain()
    nothing = stats.reconcile({"a": None, "b": None}, ["a = 2 * b"])
    assert nothing.narrowed == ()
    assert interval(nothing, "a") == ANY


def test_growth_and_points_can_be_related() -> None:
    result = stats.reconcile(
        {"now": "7.24亿", "before": "6.95亿", "rate": "增长4.1%"}, ["rate = now / before - 1"]
    )
    assert result.is_consistent
    assert interval(result, "now").high < 724_500_000
    points = stats.reconcile(
        {"now": "96.3%", "before": "95.1%", "more": "1.5个百分点"}, ["more = now - before"]
    )
    (conflict,) = points.conflicts
    assert conflict.sides is not None
    assert [side.unit for side in conflict.sides] == ["pp", "pp"]
    assert conflict.sides[1].interval == Interval(
        Fraction(11, 10), Fraction(13, 10), low_closed=False, high_closed=False
    )
    fitting = stats.reconcile(
        {"now": "96.3%", "before": "95.1%", "more": "1.2个百分点"}, ["more = now - before"]
    )
    assert fitting.is_consistent
    assert fitting.possible("more") == Figure.parse("1.2个百分点")


def test_parts_are_at_most_their_whole() -> None:
    result = stats.reconcile({"part": "10至20", "whole": "5至15"}, ["part <= whole"])
    assert (interval(result, "part"), interval(result, "whole")) == (
        Interval(10, 15),
        Interval(10, 15),
    )
    turned = stats.reconcile({"part": "10至20", "whole": "5至15"}, ["whole ≥ part"])
    assert turned.figures == result.figures
    assert not stats.reconcile({"part": 16, "whole": "5至15"}, ["part <= whole"]).is_consistent


def test_relations_in_a_circle_come_to_an_end() -> None:
    # x = y / 2 and y = x narrow each other for ever towards 0.
    result = stats.reconcile({"x": "1至8", "y": "0至8"}, ["x = y / 2", "y = x"])
    assert not result.is_consistent
    endless = stats.reconcile({"x": "0至8", "y": "0至8"}, ["x = y / 2", "y = x"])
    assert endless.is_consistent
    assert endless.possible("x").high < Fraction(1, 10**20)
    squares = stats.reconcile(
        {"x": "1至3", "y": "1至3", "z": 2}, ["x * y = z", "x = y", "x * 3 = y * 3"]
    )
    assert squares.is_consistent
    growing = stats.reconcile(
        {"x": Figure.between(Fraction(1, 3), 3), "y": Figure.between(Fraction(1, 7), 5)},
        ["x = (y + 2 / y) / 2", "y = (x + 2 / x) / 2"],
    )
    assert math.sqrt(2) in growing.possible("x").interval
    assert growing.possible("x").low > Fraction(1, 3)


def test_a_divisor_may_come_near_nothing() -> None:
    whole_line = stats.reconcile(
        {"q": None, "a": "1至2", "b": Figure.between(-1, 1)}, ["q = a / b"]
    )
    assert interval(whole_line, "q") == ANY
    positive = stats.reconcile({"q": None, "a": "1至2", "b": Figure.between(0, 1)}, ["q = a / b"])
    assert interval(positive, "q") == Interval(1, math.inf)
    assert interval(positive, "b") == Interval(0, 1, low_closed=False)
    negative = stats.reconcile({"q": None, "a": "1至2", "b": Figure.between(-1, 0)}, ["q = a / b"])
    assert interval(negative, "q") == Interval(-math.inf, -1)
    factor = stats.reconcile({"p": "2至3", "a": None, "b": Figure.between(-1, 1)}, ["p = a * b"])
    assert interval(factor, "a") == ANY
    zero = stats.reconcile({"p": "0至3", "a": None, "b": "0至1"}, ["p = a * b"])
    assert interval(zero, "a") == ANY


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "a + b",
        "a = b = c",
        "1 = 2",
        "a = ",
        "a = b ** 2",
        "a = f(b)",
        "a = b.real",
        "a = [b][0]",
        "a = 'b'",
        "a = True",
        "a = 1j",
        "a = 1e999",
        "a = not b",
        "a = ~b",
        "a = b\0",
        "a = " + "(" * 250,
        "a = " + "b + " * 200 + "b",
        "a < b",
    ],
)
def test_a_relation_is_arithmetic_and_nothing_else(text: str) -> None:
    with pytest.raises(InvalidDataError):
        stats.Relation(text=text)


def test_written_signs_are_read() -> None:
    relation = stats.Relation(text="手机占比 ＝（手机 − 2）÷ 网民 × 1")
    assert relation.names == ("手机占比", "手机", "网民")
    result = stats.reconcile({"手机占比": None, "手机": 12, "网民": 20}, [relation])
    assert result.possible("手机占比").value is None
    assert interval(result, "手机占比") == Interval.point(Fraction(1, 2))
    assert stats.reconcile({"a": 3}, ["a == -(0.1 - 3.1)"]).is_consistent


def test_only_figures_that_are_given_are_related() -> None:
    with pytest.raises(InvalidValueError, match="Did you mean mobile"):
        stats.reconcile({"mobile": 1}, ["mobil = 1"])
    with pytest.raises(InvalidValueError, match="None for no figure"):
        stats.reconcile({"mobile": 1}, ["x = 1"])
    with pytest.raises(InvalidValueError, match="They are mobile"):
        stats.reconcile({"mobile": 1}, []).possible("x")


@pytest.mark.parametrize(
    ("figures", "relation"),
    [
        ({"a": "1亿人次", "b": "1亿人"}, "a = b"),
        ({"a": "1亿人次", "b": "1亿人"}, "a + b = 1"),
        ({"a": "3小时", "b": "3天"}, "a <= b"),
        ({"a": "6元/件", "b": "3件", "c": "2人"}, "a * b = c"),
        ({"a": "6元", "b": "3件", "c": "2元/人"}, "a / b = c"),
        ({"a": "6元", "b": "3件", "c": "2元"}, "a * b = c"),
    ],
)
def test_like_is_compared_with_like(figures: dict[str, str], relation: str) -> None:
    with pytest.raises(InvalidValueError, match="Compare like with like"):
        stats.reconcile(figures, [relation])


@pytest.mark.parametrize(
    ("figures", "relation"),
    [
        ({"a": "6元", "b": "3件", "c": "2元/件"}, "a / b = c"),
        ({"a": "6元", "b": "3件", "c": "2元/件"}, "a = b * c"),
        ({"a": "6元", "b": 3, "c": "2人"}, "a / b = c"),
        ({"a": "6人", "b": 3, "c": "2人"}, "a / c = b"),
        ({"a": "6人", "b": 3, "c": "50%"}, "a * c = b"),
        ({"a": "6人", "b": 3, "c": "50%"}, "b / (2 * 3) * 1 = c"),
        ({"a": "6人", "b": 6, "c": "50%"}, "1 / a * a = b / b"),
        ({"a": "6 people", "b": "6人"}, "a = b * 1"),
        ({"a": "6人", "b": "2人/件", "c": "3件"}, "a = c * b"),
        ({"a": "6人", "b": 2, "c": "3件"}, "a = c * b"),
    ],
)
def test_units_may_be_computed_with(figures: dict[str, object], relation: str) -> None:
    assert stats.reconcile(figures, [relation]) is not None  # type: ignore[arg-type]


# --- laws --------------------------------------------------------------------------------------

truths = st.integers(1, 10**9)


def rounded(number: Fraction, step: int) -> Figure:
    half = Fraction(step, 2)
    middle = math.floor(number / step + Fraction(1, 2)) * step
    return Figure.between(middle - half, middle + half, high_closed=False)


@given(truths, truths, truths, st.sampled_from([1, 10, 1000, 10**6]))
def test_the_truth_is_never_called_a_conflict(a: int, b: int, c: int, step: int) -> None:
    truth = {
        "a": Fraction(a),
        "b": Fraction(b),
        "c": Fraction(c),
        "total": Fraction(a + b + c),
        "share": Fraction(a, a + b + c),
        "times": Fraction(a, b),
    }
    figures = {
        name: rounded(number, step)
        if number.denominator == 1 and number > 1
        else Figure.exact(number)
        for name, number in truth.items()
    }
    relations = ["total = a + b + c", "share = a / total", "times * b = a", "a <= total", "c >= 1"]
    result = stats.reconcile(figures, relations)
    assert result.is_consistent
    for figure in result.figures:
        assert truth[figure.name] in figure.possible.interval
        assert figure.stated is not None
        assert figure.stated.interval.includes(figure.possible.interval)
    backward = stats.reconcile(figures, reversed(relations))
    assert backward.is_consistent


ends = st.tuples(st.integers(-20, 20), st.integers(0, 6)).map(lambda e: (e[0], e[0] + e[1]))


@given(ends, ends, ends)
def test_of_one_sum_every_conflict_is_found(
    a: tuple[int, int], b: tuple[int, int], total: tuple[int, int]
) -> None:
    figures = {name: Figure.between(*each) for name, each in (("a", a), ("b", b), ("total", total))}
    result = stats.reconcile(figures, ["total = a + b"])
    meets = total[0] <= a[1] + b[1] and a[0] + b[0] <= total[1]
    assert result.is_consistent == meets
    if not meets:
        return
    low = max(total[0], a[0] + b[0])
    assert interval(result, "total") == Interval(low, min(total[1], a[1] + b[1]))
    assert interval(result, "a").low == max(a[0], total[0] - b[1])


@given(st.lists(ends, min_size=4, max_size=4))
def test_a_conflict_is_as_small_as_it_can_be(given_ends: list[tuple[int, int]]) -> None:
    names = "abcd"
    known = {name: Interval(*each) for name, each in zip(names, given_ends, strict=True)}
    relations = ["a + b = c", "c - d = b", "a * 2 = d", "b <= d"]
    result = stats.reconcile(
        {name: Figure.between(*each) for name, each in zip(names, given_ends, strict=True)},
        relations,
    )
    for conflict in result.conflicts:
        stated = {name: known[name] if name in conflict.names else ANY for name in names}
        assert narrowed(stated, conflict.relations) is None
        for relation in conflict.relations:
            rest = [each for each in conflict.relations if each != relation]
            assert narrowed(known, rest) is not None
        for name in conflict.names:
            assert narrowed({**stated, name: ANY}, conflict.relations) is not None


def test_an_expression_without_a_value_has_none() -> None:
    left = stats.Relation(text="a / 0 = 1").sides.left
    assert evaluate(left, {"a": Interval.point(1)}) is None


def test_a_reconciliation_goes_through_json() -> None:
    result = stats.reconcile({**PUBLISHED, "share": "95.3%", "x": None}, RELATIONS)
    assert stats.Reconciliation.model_validate_json(result.model_dump_json()) == result
