from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import Account, Post, audit, last_post, last_posts, post_counts, silence
from mgov.errors import InvalidDataError, InvalidValueError

NOON = datetime(2017, 8, 17, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
ACCOUNT = Account(identifier="a", platform="weibo", handle="a", name="某区发布")


def post(name: str, hours: float, *, account: str = "a", deleted: float | None = None) -> Post:
    """A post of so many hours after noon."""
    return Post(
        identifier=name,
        account=account,
        published=NOON + timedelta(hours=hours),
        deleted=None if deleted is None else NOON + timedelta(hours=deleted),
    )


POSTS = st.lists(
    st.builds(
        lambda name, hours, life, account: post(
            name, hours, account=account, deleted=None if life is None else hours + life
        ),
        st.sampled_from("1234"),
        st.integers(-9, 9),
        st.none() | st.integers(0, 9),
        account=st.sampled_from("ab"),
    ),
    max_size=8,
)


def test_a_post_survives_json():
    it = post("1", -1, deleted=3).replace(text="今天起可在手机上办理。", reads=0, likes=7)
    assert Post.model_validate_json(it.model_dump_json()) == it


@pytest.mark.parametrize("count", ["reads", "likes", "comments", "reposts"])
def test_nothing_is_counted_below_zero(count: str):
    with pytest.raises(InvalidDataError) as error:
        post("1", 0).replace(**{count: -1})
    assert str(error.value.problems[0]) == f"{count}: is too small. Give a value of at least 0."


def test_a_post_can_be_read_from_its_publication_until_it_is_taken_down():
    it = post("1", -2, deleted=0)
    seen = [it.is_public_at(NOON + timedelta(hours=n)) for n in (-3, -2, -1, 0, 1)]
    assert seen == [False, True, True, False, False]


def test_the_last_post_is_the_newest_that_could_be_read():
    posts = [post("1", -5), post("2", -2, deleted=-1), post("3", 1), post("4", -3)]
    assert last_post(posts, NOON) == posts[3]
    assert last_post(posts, NOON - timedelta(hours=1.5)) == posts[1]
    assert last_post([], NOON) is None


@given(POSTS, st.randoms(use_true_random=False))
def test_the_last_post_does_not_depend_on_the_order(posts: list[Post], shuffler: random.Random):
    before, before_each = last_post(posts, NOON), last_posts(posts, NOON)
    shuffler.shuffle(posts)
    after, after_each = last_post(posts, NOON), last_posts(posts, NOON)
    assert named([before]) == named([after])
    assert named(before_each.values()) == named(after_each.values())


@given(POSTS)
def test_the_last_posts_of_many_are_those_of_each(posts: list[Post]):
    each = {name: last_post([p for p in posts if p.account == name], NOON) for name in "ab"}
    together = last_posts(iter(posts), NOON)
    assert {name: together.get(name) for name in "ab"} == each


def named(posts: Iterable[Post | None]) -> set[tuple[str, str, datetime] | None]:
    return {each and (each.account, each.identifier, each.published) for each in posts}


@given(POSTS)
def test_an_account_that_has_posts_has_a_last_one(posts: list[Post]):
    counts = post_counts(iter(posts), NOON)
    assert counts.keys() == last_posts(posts, NOON).keys()
    assert sum(counts.values()) == sum(each.is_public_at(NOON) for each in posts)


def test_silence_runs_from_the_last_post_of_the_account():
    posts = [post("1", -30), post("2", -5, account="b"), post("3", 5)]
    assert silence(ACCOUNT, posts, NOON) == timedelta(hours=30)


def test_silence_of_an_account_without_posts_runs_from_the_day_it_was_opened():
    opened = ACCOUNT.replace(events=[{"kind": "opened", "on": "2017-08-16"}])
    assert silence(opened, [], NOON) == timedelta(hours=36)
    assert silence(opened, [post("1", -2)], NOON) == timedelta(hours=2)
    assert silence(opened, [post("1", -99)], NOON) == timedelta(hours=36)


def test_the_day_of_opening_begins_in_the_zone_that_is_asked_from():
    opened = ACCOUNT.replace(events=[{"kind": "opened", "on": "2017-08-16"}])
    assert silence(opened, [], NOON.astimezone(UTC)) == timedelta(hours=28)


@pytest.mark.parametrize("zone", [NOON.tzinfo, UTC, timezone(-timedelta(hours=11))])
def test_an_account_that_was_opened_in_the_year_1_has_been_silent_since(zone: tzinfo):
    # Some programs write 0001-01-01 for a day that nobody knows.
    opened = ACCOUNT.replace(events=[{"kind": "opened", "on": "0001-01-01"}])
    silent = silence(opened, [], NOON.astimezone(zone))
    assert timedelta(days=736_000) < silent < timedelta(days=737_000)
    assert audit(opened, [], at=NOON.astimezone(zone)).result("silent").occurrences == 1


def test_silence_begins_anew_when_an_account_is_resumed():
    events = [("opened", "2016-01-01"), ("suspended", "2017-01-01"), ("resumed", "2017-08-17")]
    resumed = ACCOUNT.replace(events=[{"kind": kind, "on": day} for kind, day in events])
    assert silence(resumed, [post("1", -5000)], NOON) == timedelta(hours=12)


def test_silence_is_unknown_where_nothing_says_when_it_began():
    assert silence(ACCOUNT, [post("1", 1)], NOON) is None


def test_silence_is_not_misled_by_a_clock_that_was_put_forward():
    london = ZoneInfo("Europe/London")
    it = Post(identifier="1", account="a", published=datetime(2017, 3, 26, 0, tzinfo=london))
    assert silence(ACCOUNT, [it], datetime(2017, 3, 26, 3, tzinfo=london)) == timedelta(hours=2)


def test_a_moment_without_a_zone_is_refused_even_without_posts():
    naive = datetime(2017, 8, 17)  # noqa: DTZ001 -- the mistake that is meant
    for ask in (last_post, last_posts, post_counts):
        with pytest.raises(InvalidValueError) as error:
            ask([], naive)
        assert (error.value.field, error.value.code) == ("at", "timezone_aware")
