"""Which targets of a report were reached: only what the rounded figures can bear."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.articles import Attainment, Body, Goal, Indicator, Infographic, Scoreboard
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.figures import Figure

# Targets for 2016 and what the Report on the Work of the Government of 2017-03-05 says of them.
REPORT = Infographic(
    title="2016年主要任务完成情况",
    indicators=[
        {"group": "宏观", "name": "国内生产总值增长", "target": "6.5%至7%", "actual": "6.7%"},
        {
            "group": "宏观",
            "name": "居民消费价格涨幅",
            "target": "3%左右",
            "actual": "2%",
            "goal": "at_most",
        },
        {"group": "就业", "name": "城镇新增就业", "target": "1000万人以上", "actual": "1314万人"},
        {"group": "就业", "name": "城镇登记失业率", "target": "4.5%以内", "actual": "4.02%"},
        {"name": "单位国内生产总值能耗", "target": "下降3.4%以上", "actual": "下降5%"},
        {"name": "棚户区住房改造", "target": "600万套", "actual": "606万套"},
    ],
)


def test_the_targets_of_a_report_are_sorted_by_what_became_of_them():
    board = REPORT.scoreboard()
    assert [each.name for each in board.unknown] == ["棚户区住房改造"]
    assert (len(board.reached), board.missed, board.undecided) == (5, (), ())
    assert str(board) == "6 targets: 5 reached, 0 missed, 0 undecided, 1 unknown"
    assert board.share_reached is not None
    assert (board.share_reached.low, board.share_reached.high) == (Fraction(5, 6), 1)


def test_a_share_of_targets_is_one_number_where_nothing_is_open():
    told = [
        each.replace(goal=each.goal or each.direction or "at_least") for each in REPORT.indicators
    ]
    share = REPORT.replace(indicators=told).scoreboard().share_reached
    assert share is not None
    assert share.value == 1
    assert share.unit == "share"


def test_of_no_targets_there_is_no_share():
    assert Scoreboard().share_reached is None
    assert Scoreboard().total == 0


@pytest.mark.parametrize(
    ("target", "direction"),
    [
        ("1000万人以上", Goal.AT_LEAST),
        ("超过1000万人", Goal.AT_LEAST),
        ("at least 10 million", Goal.AT_LEAST),
        ("100%以上", Goal.AT_LEAST),
        ("4.5%以内", Goal.AT_MOST),
        ("低于3%", Goal.AT_MOST),
        ("下降3.4%以上", Goal.AT_MOST),
        ("6.5%至7%", Goal.WITHIN),
        ("3%左右", Goal.WITHIN),
        ("600万套", None),
        ("26项", None),
        (None, None),
    ],
)
def test_the_words_of_a_target_tell_which_side_is_meant(target: str | None, direction: Goal | None):
    assert Indicator(name="x", target=target).direction is direction


def test_what_is_said_goes_before_what_is_read():
    assert Indicator(name="x", target="3%左右", goal="at_most").direction is Goal.AT_MOST


def test_a_bound_that_names_no_number_tells_nothing():
    target = Figure(value=None, low=1, high=2, qualifier="at_least")
    assert Indicator(name="x", target=target).direction is None


@pytest.mark.parametrize(
    ("target", "actual", "goal", "attainment"),
    [
        ("1000万人以上", "1314万人", None, "reached"),
        ("1000万人以上", "999万人", None, "missed"),
        ("1000万人以上", "1000万人", None, "undecided"),  # at least 9 995 000
        ("1000万人以上", "近1000万人", None, "missed"),
        ("1000万人以上", "超过900万人", None, "undecided"),
        ("26项以上", "26项", None, "reached"),
        ("超过26项", "26项", None, "missed"),
        ("26项以内", "26项", None, "reached"),
        ("少于26项", "26项", None, "missed"),
        ("6.5%至7%", "7.2%", None, "missed"),
        ("6.5%至7%", "7.2%", "at_least", "reached"),
        ("6.5%至7%", "6.4%", "at_least", "missed"),
        ("6.5%至7%", "7.2%", "at_most", "missed"),
        ("3%左右", "2%", "at_most", "reached"),
        ("3%左右", "2%", "at_least", "missed"),
        ("600万套", "606万套", "at_least", "reached"),
        ("600万套", "606万套", "at_most", "missed"),
        ("600万套", "606万套", "within", "missed"),
        ("600万套", "606万套", None, "unknown"),
        ("600万套", None, "at_least", "unknown"),
        (None, "606万套", "at_least", "unknown"),
        ("下降3.4%以上", "下降3%", None, "undecided"),  # at most 3.5 %
        ("下降3.4%以上", "下降2%", None, "missed"),
    ],
)
def test_a_target_is_reached_only_if_the_rounded_figure_proves_it(
    target: str | None, actual: str | None, goal: str | None, attainment: str
):
    indicator = Indicator(name="x", target=target, actual=actual, goal=goal)
    assert indicator.attainment.value == attainment


@given(
    st.integers(1, 50),
    st.integers(0, 100),
    st.integers(0, 5),
    st.integers(0, 5),
    st.sampled_from(["at_least", "at_most"]),
)
def test_no_true_number_contradicts_the_verdict(
    target: int, low: int, width: int, at: int, goal: str
):
    actual = Figure(value=None, low=low, high=low + width) if width else Figure.exact(low)
    indicator = Indicator(name="x", target=target, actual=actual, goal=goal)
    true = low + min(at, width)
    reached = true >= target if goal == "at_least" else true <= target
    assert indicator.attainment is not (Attainment.MISSED if reached else Attainment.REACHED)
    exact = indicator.replace(actual=true).attainment
    assert exact is (Attainment.REACHED if reached else Attainment.MISSED)


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)), max_size=8))
def test_every_target_is_counted_once_and_the_share_holds_every_outcome(
    rows: list[tuple[int, int | None]],
):
    indicators = [
        {"name": str(number), "target": target, "actual": actual, "goal": "at_least"}
        for number, (target, actual) in enumerate(rows)
    ]
    board = Scoreboard()
    if indicators:
        board = Infographic(title="x", indicators=indicators).scoreboard()
    assert board.total == len(rows)
    if board.share_reached is not None:
        for more in range(len(board.unknown) + 1):
            assert Fraction(len(board.reached) + more, board.total) in board.share_reached


@pytest.mark.parametrize(
    ("changes", "english", "chinese"),
    [
        ({}, "1314万人 reaches 1000万人以上.", "1314万人，达到目标1000万人以上。"),
        ({"actual": "9人"}, "9人 misses 1000万人以上.", "9人，未达到目标1000万人以上。"),
        ({"actual": None}, "What was reached is not given.", "未给出实际数。"),
        ({"target": None}, "No target is given.", "未给出目标数。"),
        (
            {"actual": "1000万人"},
            "1000万人 is rounded and may lie on either side of 1000万人以上.",
            "1000万人系约数，可能达到也可能未达到目标1000万人以上。",
        ),
        (
            {"target": "9人"},
            "Nothing says whether more or less than 9人 is meant; `goal` would.",
            "无从判断应高于还是低于9人，须以 goal 指明。",
        ),
    ],
)
def test_the_verdict_is_explained(changes: dict[str, str | None], english: str, chinese: str):
    jobs = Indicator(name="城镇新增就业", target="1000万人以上", actual="1314万人").replace(
        **changes
    )
    assert jobs.explain() == english
    assert jobs.explain("zh") == chinese


def test_the_verdict_is_explained_in_two_languages_only():
    with pytest.raises(InvalidValueError):
        REPORT.indicators[0].explain("fr")  # type: ignore[arg-type] # that is the point


def test_indicators_stand_under_their_headings():
    groups = REPORT.groups()
    assert list(groups) == ["宏观", "就业", None]
    assert sum(groups.values(), ()) == REPORT.indicators
    tables = REPORT.as_blocks(lang="zh")
    assert [table.caption for table in tables] == [
        "2016年主要任务完成情况 · 宏观",
        "2016年主要任务完成情况 · 就业",
        "2016年主要任务完成情况",
    ]
    assert "## " not in Body(blocks=[REPORT]).to_markdown(lang="zh")


def test_two_indicators_of_one_heading_have_two_names():
    twice = [{"name": "就业", "group": "城镇"}, {"name": "就业"}]
    assert len(Infographic(title="x", indicators=twice).indicators) == 2
    with pytest.raises(InvalidDataError, match="the indicator 就业 twice") as error:
        Infographic(title="x", indicators=[*twice, {"name": "就业"}])
    assert error.value.problems[0].code == "indicator_twice"
