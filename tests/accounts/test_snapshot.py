from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import (
    Snapshot,
    SnapshotChange,
    snapshot_change,
    snapshot_changes,
    snapshot_conflicts,
    snapshot_series,
)
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.figures import Figure

NOON = datetime(2017, 8, 17, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
COUNTS = ["followers", "posts", "reads", "likes", "comments", "reposts", "downloads"]


def seen(hours: float = 0, *, account: str = "a", **counts: object) -> Snapshot:
    """A snapshot of so many hours after noon."""
    at = NOON + timedelta(hours=hours)
    return Snapshot.model_validate({"account": account, "at": at, **counts})


def test_a_snapshot_survives_json():
    it = seen(followers="10.2万", reads="10万+", posts=0, source="平台主页")
    assert Snapshot.model_validate_json(it.model_dump_json()) == it


def test_a_plain_number_is_an_exact_count_and_nothing_is_not_zero():
    it = seen(followers=7)
    assert it.followers == Figure.exact(7, unit="follower")
    assert it.likes is None
    assert it.count("likes") is None


@pytest.mark.parametrize("counted", COUNTS)
def test_a_count_says_what_it_counts(counted: str):
    it = seen(**{counted: 3}).count(counted)
    assert it is not None
    assert str(it) == f"3 {counted}"


@pytest.mark.parametrize(
    ("counted", "text"),
    [
        ("followers", "10.2万人"),
        ("followers", "10.2万粉丝"),
        ("followers", "102,000 followers"),
        ("posts", "3000条"),
        ("reads", "超过2605亿次"),
        ("reads", "1.2k views"),
        ("downloads", "500万人次"),
    ],
)
def test_a_count_may_be_given_as_platforms_write_it(counted: str, text: str):
    it = seen(**{counted: text}).count(counted)
    assert it is not None
    assert (it.text, it.unit, it.interval) == (text, counted[:-1], Figure.parse(text).interval)


@pytest.mark.parametrize(
    ("counted", "text"),
    [("followers", "10.2万次"), ("reads", "10.2万人"), ("posts", "40%"), ("likes", "3 days")],
)
def test_a_count_of_something_else_is_refused(counted: str, text: str):
    with pytest.raises(InvalidDataError) as error:
        seen(**{counted: text})
    [problem] = error.value.problems
    assert (problem.field, problem.code) == (counted, "count_unit")


@pytest.mark.parametrize("value", [-1, "-5", Figure.exact(Fraction(1, 2)), Figure.between(-1, 5)])
def test_what_cannot_be_counted_is_refused(value: object):
    with pytest.raises(InvalidDataError) as error:
        seen(followers=value)
    [problem] = error.value.problems
    assert (problem.field, problem.code) == ("followers", "count_value")


def test_nothing_else_is_counted():
    for ask in (
        seen().count,
        SnapshotChange(account="a", since=NOON, until=NOON + timedelta(1)).count,
    ):
        with pytest.raises(InvalidValueError) as error:
            ask("fans")  # type: ignore[arg-type]  # the mistake that is meant
        assert error.value.code == "counted_unknown"


# --- conflicts ----------------------------------------------------------------------------------


def test_figures_that_one_number_fits_do_not_conflict():
    assert (
        snapshot_conflicts([seen(reads="10万+"), seen(reads="10.2万"), seen(reads=102_345)]) == ()
    )


def test_figures_that_agree_in_pairs_only_conflict():
    [conflict] = snapshot_conflicts(
        [seen(reads=150_000), seen(reads="10万+"), seen(reads=102_345), seen(reads=102_345)]
    )
    assert (conflict.account, conflict.at, conflict.counted) == ("a", NOON, "reads")
    assert [str(figure) for figure in conflict.reported] == [
        "10万+",
        "102,345 reads",
        "150,000 reads",
    ]


def test_only_the_same_account_and_moment_can_conflict():
    others = [seen(followers=1), seen(1, followers=2), seen(account="b", followers=3)]
    assert snapshot_conflicts(others) == ()
    again = seen(followers=4)
    moved = again.replace(at=NOON.astimezone(UTC))
    assert len(snapshot_conflicts([*others, moved])) == 1


def test_a_series_refuses_to_choose_between_two_counts():
    with pytest.raises(InvalidValueError) as error:
        snapshot_series([seen(followers=1), seen(followers=2)])
    assert str(error.value) == (
        "snapshots: have different counts of followers at 2017-08-17T12:00:00+08:00. "
        "Decide which is right; snapshot_conflicts(...) lists every such case."
    )


# --- series -------------------------------------------------------------------------------------


def test_a_series_is_of_one_account():
    for ask in (snapshot_series, snapshot_changes):
        with pytest.raises(InvalidValueError) as error:
            ask([seen(), seen(account="b")])
        assert error.value.code == "snapshot_accounts"
    assert snapshot_series([]) == ()


def test_snapshots_of_one_moment_become_one_with_all_that_is_known():
    both = [
        seen(followers="10.2万", source="主页"),
        seen(followers=102_345, posts=9),
        seen(likes=1),
    ]
    [it] = snapshot_series(both)
    assert it == seen(followers=102_345, posts=9, likes=1, source="主页")


SNAPSHOTS = st.lists(
    st.builds(
        lambda hours, followers, posts: seen(hours, followers=followers, posts=posts),
        st.integers(0, 5),
        st.sampled_from([None, 102_345, 102_400, "10.2万", "10万+"]),
        st.none() | st.integers(1, 2),
    ),
    max_size=6,
)


@given(SNAPSHOTS.flatmap(lambda given: st.tuples(st.just(given), st.permutations(given))))
def test_neither_series_nor_conflicts_depend_on_the_order(
    both: tuple[list[Snapshot], list[Snapshot]],
):
    conflicts = [snapshot_conflicts(each) for each in both]
    assert conflicts[0] == conflicts[1]
    if not conflicts[0]:
        assert snapshot_series(both[0]) == snapshot_series(both[1])
        assert snapshot_changes(both[0]) == snapshot_changes(both[1])


@given(SNAPSHOTS)
def test_a_series_runs_forward_and_changes_lie_between_its_moments(given: list[Snapshot]):
    if snapshot_conflicts(given):
        return
    series = snapshot_series(given)
    moments = [each.at for each in series]
    assert moments == sorted({each.at for each in given})
    changes = snapshot_changes(given)
    assert [(each.since, each.until) for each in changes] == list(pairwise(moments))


# --- changes ------------------------------------------------------------------------------------


def test_a_change_holds_what_rounding_leaves_open():
    change = snapshot_change(
        seen(followers="10.2万", reads="10万+"), seen(24, followers=101_000, reads="10万+")
    )
    assert change.followers is not None
    assert str(change.followers.interval) == "(-1500, -500]"
    assert change.reads is not None
    assert not change.reads.is_bounded


def test_a_change_is_known_where_both_ends_are():
    change = snapshot_change(seen(followers=5), seen(24, followers=5, posts=1))
    assert change.followers is not None
    assert (change.followers.value, change.followers.is_exact, change.posts) == (0, True, None)
    assert change.per_day("posts") is None


def test_growth_a_day_counts_the_hours_that_passed():
    london = ZoneInfo("Europe/London")
    before = Snapshot(account="a", at=datetime(2017, 3, 25, 12, tzinfo=london), followers=0)
    after = Snapshot(account="a", at=datetime(2017, 3, 26, 12, tzinfo=london), followers=23)
    change = snapshot_change(before, after)
    assert change.days.value == Fraction(23, 24)
    growth = change.per_day("followers")
    assert growth is not None
    assert (growth.value, growth.unit, growth.is_exact) == (24, "follower/day", True)


@pytest.mark.parametrize("hours", [0, -1])
def test_a_change_goes_forward(hours: float):
    with pytest.raises(InvalidDataError) as error:
        snapshot_change(seen(), seen(hours))
    assert error.value.problems[0].code == "snapshot_order"


def test_a_change_is_of_one_account():
    with pytest.raises(InvalidValueError) as error:
        snapshot_change(seen(), seen(1, account="b"))
    assert error.value.code == "snapshot_accounts"
