from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import FollowerSignal, InteractionChange, Post, Snapshot, follower_signal
from mgov.errors import InvalidValueError
from mgov.values.figures import Figure

NOON = datetime(2017, 8, 1, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = timedelta(days=1)
QUIET = [1000, 1010, 1022, 1029, 1040, 1049, 1060, 1071, 1080, 1091]


def seen(counts: list[object], *, hours: float = 24) -> list[Snapshot]:
    """A snapshot every so many hours; None is a moment without one."""
    return [
        Snapshot.model_validate(
            {"account": "a", "at": NOON + n * hours / 24 * DAY, "followers": each}
        )
        for n, each in enumerate(counts)
        if each is not None
    ]


def with_a_jump(size: int, at: int = 6) -> list[object]:
    return [count + size * (n >= at) for n, count in enumerate(QUIET)]


def jumps(signal: FollowerSignal) -> list[int]:
    """The days after the first snapshot on which the jumps ended."""
    return [(jump.until - NOON) // DAY for jump in signal.jumps]


def test_steady_growth_is_no_jump():
    signal = follower_signal(seen([*QUIET]))
    assert (signal.enough, signal.stretches, signal.passed_over, jumps(signal)) == (True, 9, 0, [])
    assert signal.typical is not None
    assert signal.typical.value == 11


def test_sudden_growth_is_found_with_its_stretch_and_its_size():
    signal = follower_signal(seen(with_a_jump(2000)))
    [jump] = signal.jumps
    assert (jump.since, jump.until) == (NOON + 5 * DAY, NOON + 6 * DAY)
    assert (jump.before.value, jump.after.value, jump.growth.value) == (1049, 3060, 2011)
    assert jump.expected.value == 11
    # 2000 over the usual 11, by a deviation of sqrt(11): chance alone moves a count as much
    assert jump.score == Decimal("603.03")


@pytest.mark.parametrize(("size", "found"), [(99, []), (100, [6])])
def test_growth_by_little_more_than_usual_is_no_jump(size: int, found: list[int]):
    flat = [500 + size * (n >= 6) for n in range(10)]
    assert jumps(follower_signal(seen([*flat]))) == found


def test_a_loss_is_no_jump():
    assert jumps(follower_signal(seen(with_a_jump(-900)))) == []


def test_an_account_that_always_grows_by_leaps_does_not_leap():
    leaps = [1000 * n * n % 7919 + 3000 * n for n in range(12)]
    assert jumps(follower_signal(seen([*leaps]))) == []


def test_what_rounding_alone_may_have_made_is_no_jump():
    rounded = ["1.0万", "1.0万", "1.0万", "1.0万", "1.1万", "1.1万", "1.1万", "1.1万", "1.1万"]
    assert jumps(follower_signal(seen([*rounded]))) == []
    rounded[4:] = ["1.3万"] * 5
    [jump] = follower_signal(seen([*rounded])).jumps
    assert str(jump.growth.interval) == "(2000, 4000)"


def test_a_gap_between_snapshots_is_measured_by_its_days():
    week_without = [
        *QUIET[:3],
        None,
        None,
        None,
        None,
        None,
        None,
        *(n * 10 + 1022 for n in range(7, 14)),
    ]
    assert jumps(follower_signal(seen(week_without))) == []


def test_a_jump_within_a_gap_is_found_in_the_whole_gap():
    counts = [*with_a_jump(2000)[:5], None, None, *with_a_jump(2000)[7:], 3110, 3121]
    [jump] = follower_signal(seen(counts)).jumps
    assert (jump.since, jump.until) == (NOON + 4 * DAY, NOON + 7 * DAY)


def test_too_few_stretches_tell_nothing():
    signal = follower_signal(seen(with_a_jump(2000, at=2)[:8]))
    assert (signal.enough, signal.stretches, signal.jumps, signal.typical) == (False, 7, (), None)
    assert signal.explain("zh") == "可测的时段只有7个，至少8个才能判断常态。"
    assert (
        follower_signal([])
        .explain("en")
        .startswith("Stretches between snapshots that could be measured: 0;")
    )
    assert follower_signal([]).account is None


def test_snapshots_without_a_number_or_too_soon_are_passed_over():
    signal = follower_signal([*seen([*QUIET]), *seen([None, "1000+", 1022], hours=30)[:1]])
    assert (signal.stretches, signal.passed_over) == (9, 1)
    soon = Snapshot(account="a", at=NOON + DAY / 4, followers=5000)
    empty = Snapshot(account="a", at=NOON + DAY / 2)
    between = Snapshot(account="a", at=NOON + DAY * 3 / 4, followers=Figure.between(1, 2))
    signal = follower_signal([*seen([*QUIET]), soon, empty, between])
    assert (signal.stretches, signal.passed_over, jumps(signal)) == (9, 3, [])


@pytest.mark.parametrize(
    "option",
    [
        {"threshold": 0},
        {"least_stretches": 0},
        {"least_excess": 0},
        {"shortest": timedelta(0)},
        {"around": -DAY},
    ],
)
def test_an_option_is_over_zero(option: dict[str, object]):
    with pytest.raises(InvalidValueError) as error:
        follower_signal([], **option)  # type: ignore[arg-type]  # one option at a time
    assert (error.value.field, error.value.code) == (*option, "signal_option")


def test_the_threshold_is_the_callers():
    assert jumps(follower_signal(seen(with_a_jump(500)), threshold=1000)) == []
    assert follower_signal(seen([*QUIET]), threshold=0.1).threshold == Decimal("0.1")


# --- interaction --------------------------------------------------------------------------------


def post(days: float, *, account: str = "a", **counts: int) -> Post:
    return Post.model_validate(
        {
            "identifier": f"{account}{days}",
            "account": account,
            "published": NOON + days * DAY,
            **counts,
        }
    )


def test_interaction_that_does_not_rise_with_followers_falls_for_each_of_them():
    posts = [post(n / 2, reads=100 + n, likes=9) for n in range(20)]
    [jump] = follower_signal(seen(with_a_jump(2000)), posts).jumps
    assert [change.counted for change in jump.interactions] == ["reads", "likes"]
    reads = jump.interactions[0]
    assert (reads.posts_before, reads.posts_after, reads.fell) == (10, 8, True)
    assert reads.before == reads.before.replace(value=reads.before.value)
    assert (reads.before.value, reads.before.unit) == (
        Figure.exact(104.5).value / 1049,
        "read/follower",
    )


def test_interaction_that_rises_with_followers_did_not_fall():
    posts = [post(n / 2, reads=100 if n < 10 else 400) for n in range(20)]
    [jump] = follower_signal(seen(with_a_jump(2000)), posts).jumps
    assert jump.interactions[0].fell is False


def test_whether_interaction_fell_may_be_left_open_by_rounding():
    counts = ["1.0万"] * 5 + ["1.3万"] * 5
    posts = [post(n / 2, reads=100 if n < 10 else 130) for n in range(20)]
    [jump] = follower_signal(seen([*counts]), posts).jumps
    assert jump.interactions[0].fell is None


def test_interaction_is_not_told_by_few_posts_or_those_of_others():
    posts = [post(1, reads=9), post(2, reads=9), post(7, reads=9), post(8, reads=9), post(8.5)]
    others = [post(n / 2, account="b", reads=9) for n in range(20)]
    during = [post(5.1, reads=9), post(5.5, reads=9)]
    late = [post(60, reads=9), post(-60, reads=9)]
    [jump] = follower_signal(seen(with_a_jump(2000)), [*posts, *others, *during, *late]).jumps
    assert jump.interactions == ()


def test_interaction_is_not_told_where_there_were_no_followers():
    posts = [post(n / 2, reads=9) for n in range(20)]
    [jump] = follower_signal(seen([0] * 5 + [900] * 5), posts).jumps
    assert jump.interactions == ()


# --- words --------------------------------------------------------------------------------------


def test_a_signal_explains_itself_in_english_and_chinese():
    posts = [post(n / 2, reads=100) for n in range(20)]
    signal = follower_signal(seen(with_a_jump(2000)), posts)
    assert signal.explain().splitlines() == [
        (
            "In 9 stretches between snapshots the median growth was 11 followers a day, and 1.48 "
            "the usual deviation. Sudden growth, over 3.5 deviations: 1. It may have many causes; "
            "this is a measure and no verdict."
        ),
        (
            "From 2017-08-06 12:00+08:00 to 2017-08-07 12:00+08:00 followers grew from 1,049 to "
            "3,060, by 2,011; 11 are usual for that time, and the rest is 603.03 times the usual "
            "deviation. Reads a post and follower: from 0.0953 (10 posts) to 0.0327 (8 posts)."
        ),
    ]
    assert signal.explain("zh").splitlines() == [
        (
            "共测9个时段，粉丝日增中位数11，通常偏离1.48。超过3.5倍偏离的骤增：1次。"
            "骤增可有多种原因，本项只是度量，不是结论。"
        ),
        (
            "2017-08-06 12:00+08:00至2017-08-07 12:00+08:00，粉丝由1,049增至3,060，增加2,011；"
            "同样时长通常增加11，超出部分为通常偏离的603.03倍。"
            "每条阅读数与粉丝数之比：由0.0953（10条）至0.0327（8条）。"
        ),
    ]


def test_no_jump_is_said_too():
    signal = follower_signal(seen([*QUIET]))
    assert "Sudden growth, over 3.5 deviations: none." in signal.explain()
    assert "骤增：无。" in signal.explain("zh")


def test_an_interval_without_a_number_is_written_with_its_ends():
    change = InteractionChange(
        counted="reads", before=Figure.between(1, 2), after="1.5", posts_before=3, posts_after=3
    )
    assert change.explain() == "reads a post and follower: from [1, 2] (3 posts) to 1.5 (3 posts)"


def test_no_other_language_is_spoken():
    signal = follower_signal(seen(with_a_jump(2000)), [post(n / 2, reads=9) for n in range(20)])
    for ask in (signal.explain, signal.jumps[0].explain, signal.jumps[0].interactions[0].explain):
        with pytest.raises(InvalidValueError):
            ask("fr")  # type: ignore[arg-type]  # the mistake that is meant


# --- laws ---------------------------------------------------------------------------------------

GROWTHS = st.lists(st.integers(-50, 300), min_size=8, max_size=14)


def counts_of(growths: list[int], start: int = 10_000) -> list[object]:
    counts = [start]
    for growth in growths:
        counts.append(counts[-1] + growth)
    return [*counts]


def test_no_growth_is_too_large_to_be_measured():
    [jump] = follower_signal(seen([*range(9), 10**40]), around=timedelta.max).jumps
    assert jump.score > 10**39


def test_the_error_about_a_threshold_names_it():
    with pytest.raises(InvalidValueError, match="threshold: is not a finite number"):
        follower_signal([], threshold=float("nan"))


@given(GROWTHS, st.randoms(use_true_random=False))
def test_a_signal_does_not_depend_on_the_order_of_its_snapshots(growths: list[int], shuffler):  # noqa: ANN001 -- a Random of hypothesis
    snapshots = seen(counts_of(growths))
    posts = [post(n / 2, reads=9) for n in range(20)]
    before = follower_signal(snapshots, posts)
    shuffler.shuffle(snapshots)
    shuffler.shuffle(posts)
    assert follower_signal(snapshots, posts) == before
    assert FollowerSignal.model_validate_json(before.model_dump_json()) == before


@given(GROWTHS, st.integers(0, 10**6))
def test_how_many_followers_there_were_before_does_not_matter(growths: list[int], more: int):
    one = follower_signal(seen(counts_of(growths)))
    other = follower_signal(seen(counts_of(growths, 10_000 + more)))
    assert [jump.score for jump in one.jumps] == [jump.score for jump in other.jumps]
    assert jumps(one) == jumps(other)


@given(st.lists(st.integers(0, 300), min_size=8, max_size=14), st.data())
def test_a_purchase_far_beyond_all_growth_is_found(growths: list[int], data: st.DataObject):
    day = data.draw(st.integers(0, len(growths) - 1))
    growths[day] += 50_000
    assert day + 1 in jumps(follower_signal(seen(counts_of(growths))))
