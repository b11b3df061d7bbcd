from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mgov.accounts import CopySignal, Post, comparable_text, copied_text_signal
from mgov.errors import InvalidValueError

NOON = datetime(2017, 8, 17, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
MOVE = "今天起市民可以在手机上办理户口迁移手续"
RAIN = "暴雨黄色预警预计今天下午到夜里有大雨请注意防范"


def post(number: int, text: str, *, account: str = "a", name: str = "") -> Post:
    """A post of so many hours after noon."""
    return Post(
        identifier=name or str(number),
        account=account,
        published=NOON + timedelta(hours=number),
        text=text,
    )


def repeats(signal: CopySignal) -> dict[str, list[str]]:
    """The posts of each group, by its first one."""
    return {group.first.post: [each.post for each in group.repeats] for group in signal.groups}


# --- what is compared ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("今天起，可预约！", "今天起可预约"),
        ("ＡＰＰ１２１２３ 与 app12123", "app12123与app12123"),
        ("详见http://t.cn/RxYz1点击WWW.gov.cn/a?b=1", "详见点击"),
        ("#南京发布#暴雨 #rain today", "暴雨today"),
        ("#两个 话题#之间的#第二个#", "之间的"),
        ("# 一句话。不是话题 #", "一句话不是话题"),
        ("#a text, and #b", "textand"),
        ("@平安南京 提醒您//@南京发布: 转发", "提醒您转发"),
        ("写信到 office@example.cn", "写信到officeexamplecn"),
        ("❤️👍🏼祝贺", "祝贺"),
        ("हिन्दी", "हिन्दी"),
        ("straße ﬁn", "strassefin"),
        ("", ""),
        ("……", ""),
    ],
)
def test_only_the_words_of_a_post_are_compared(text: str, words: str):
    assert comparable_text(text) == words


@given(st.text(max_size=40))
@example("e-\u0301")
@example("#a#b#")
def test_words_stay_what_they_are(text: str):
    words = comparable_text(text)
    assert comparable_text(words) == words


# --- copies -------------------------------------------------------------------------------------


def test_the_same_words_repeat_whatever_stands_around_them():
    signal = copied_text_signal(
        [
            post(1, f"【提醒】{MOVE}！"),
            post(2, f"提醒：{MOVE} http://t.cn/A1 #户口#"),
            post(3, RAIN),
        ]
    )
    assert repeats(signal) == {"1": ["2"]}
    [group] = signal.groups
    assert (group.first.same_words, group.repeats[0].same_words) == (True, True)
    assert (signal.compared, signal.repeating) == (3, 1)
    assert signal.share is not None
    assert (signal.share.value, signal.share.unit, signal.share.is_exact) == (
        Fraction(1, 3),
        "share",
        True,
    )


def test_nearly_the_same_words_repeat_too():
    near = MOVE.replace("今天", "明天")
    signal = copied_text_signal([post(1, MOVE), post(2, near)])
    [group] = signal.groups
    # 17 runs of three characters in each, of which the first one differs
    assert group.repeats[0].resemblance == Decimal("0.8888")  # 16 of 18, cut
    assert not group.repeats[0].same_words


def test_the_threshold_itself_is_alike():
    near = MOVE.replace("今天", "明天")
    assert (
        copied_text_signal([post(1, MOVE), post(2, near)], threshold=Fraction(8, 9)).repeating == 1
    )
    assert copied_text_signal([post(1, MOVE), post(2, near)], threshold=0.89).repeating == 0
    assert copied_text_signal([post(1, MOVE), post(2, MOVE)], threshold=1).repeating == 1


def test_a_post_repeats_the_earliest_and_no_chain_joins_what_is_unlike():
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    one, two, three = letters, "ABC" + letters[3:] + "!", letters[:-4] + "wxyz"
    chain = [post(1, one), post(2, letters[2:] + "甲乙"), post(3, letters[4:] + "甲乙丙丁")]
    signal = copied_text_signal(chain, threshold=0.85)
    assert repeats(signal) == {"1": ["2"]}  # the third is like the second and not like the first
    assert repeats(copied_text_signal([post(1, one), post(2, two), post(3, three)])) == {
        "1": ["2", "3"]
    }


def test_what_is_short_is_not_compared():
    signal = copied_text_signal([post(1, "早安！"), post(2, "早安"), post(3, ""), post(4, MOVE)])
    assert (signal.compared, signal.repeating, signal.of_account("a").short) == (1, 0, 3)
    greetings = copied_text_signal([post(1, "早上好"), post(2, "早上好！")], least_characters=3)
    assert greetings.repeating == 1


def test_a_post_that_is_listed_twice_is_one_post():
    twice = [post(1, MOVE), post(1, MOVE), post(2, RAIN, name="1")]
    assert copied_text_signal(twice).compared == 1
    assert copied_text_signal(twice).repeating == 0


def test_posts_of_one_name_in_two_accounts_are_two():
    signal = copied_text_signal([post(1, MOVE), post(1, MOVE, account="b")])
    assert (signal.compared, signal.repeating) == (2, 1)
    assert signal.groups[0].accounts == ("a", "b")
    assert [(each.account, each.repeating) for each in signal.counts] == [("a", 0), ("b", 1)]


def test_accounts_can_be_looked_at_each_by_itself():
    posts = [
        post(1, MOVE),
        post(2, MOVE, account="b"),
        post(3, MOVE),
        post(4, MOVE, account="b"),
        post(5, RAIN, account="c"),
    ]
    alone = copied_text_signal(posts, across_accounts=False)
    assert repeats(alone) == {"1": ["3"], "2": ["4"]}
    assert [group.accounts for group in alone.groups] == [("a",), ("b",)]
    assert repeats(copied_text_signal(posts)) == {"1": ["2", "3", "4"]}
    assert alone.of_account("c").share is not None
    assert alone.of_account("c").repeating == alone.of_account("d").compared == 0


# --- reprints -----------------------------------------------------------------------------------


def test_reprints_of_a_source_are_counted_apart():
    source = post(5, RAIN, account="center")
    posts = [
        source,
        post(6, f"转发：{RAIN}"),
        post(7, RAIN, account="b"),
        post(8, MOVE),
        post(9, MOVE, account="b"),
    ]
    signal = copied_text_signal(posts, sources=[source])
    assert (signal.compared, signal.repeating) == (2, 1)
    assert repeats(signal) == {"8": ["9"]}
    [reprint] = signal.reprints
    assert (reprint.first.account, [each.post for each in reprint.repeats]) == (
        "center",
        ["6", "7"],
    )
    counts = [signal.of_account(name) for name in ("a", "b", "center")]
    assert [(each.compared, each.reprinting) for each in counts] == [(1, 1), (1, 1), (0, 0)]


def test_a_source_may_come_later_than_its_reprints_and_need_not_be_among_the_posts():
    source = post(99, RAIN, account="center")
    for across in (True, False):
        signal = copied_text_signal([post(1, RAIN)], sources=[source], across_accounts=across)
        assert (signal.compared, signal.share, len(signal.reprints)) == (0, None, 1)


def test_sources_that_say_the_same_are_one_and_short_ones_none():
    texts = [RAIN, RAIN, f"{RAIN}为盼", "早安"]
    sources = [post(n, text, account="center") for n, text in enumerate(texts)]
    signal = copied_text_signal([post(4, RAIN), post(5, "早安")], sources=sources)
    [reprint] = signal.reprints
    assert (reprint.first.post, len(reprint.repeats)) == ("0", 1)
    assert signal.of_account("a").short == 1


# --- words and errors ---------------------------------------------------------------------------


def test_a_signal_explains_itself_in_english_and_chinese():
    near = MOVE.replace("今天", "明天")
    posts = [post(1, MOVE), post(2, near), post(3, MOVE, account="b"), post(4, "早安")]
    posts += [post(5, RAIN), post(6, "今天白天多云转阴东南风三到四级最高气温三十度")]
    signal = copied_text_signal(posts, sources=[post(0, RAIN, account="center")])
    assert signal.explain() == (
        "Posts compared: 4. Repeating an earlier one, with a resemblance of at least 0.8: 2 (50%), "
        "in the same words: 1. Groups: 1, of several accounts: 1. Not counted: 1 as "
        "reprints of given sources, 1 for fewer than 12 characters. Repeating has many good "
        "reasons; this is a measure and no verdict."
    )
    assert signal.explain("zh") == (
        "可比内容4条，其中2条（50%）与较早的一条相同或相近（相似度不低于0.8）：文字相同1条，"
        "共1组，跨账号1组。另有转载指定来源1条、不足12字1条，未计入。"
        "重复可有多种正当理由，本项只是度量，不是结论。"
    )
    with pytest.raises(InvalidValueError):
        signal.explain("fr")  # type: ignore[arg-type]  # the mistake that is meant


def test_nothing_to_compare_is_said():
    signal = copied_text_signal([post(1, "早安")])
    assert signal.explain() == "No post could be compared; 1 had fewer than 12 characters."
    assert signal.explain("zh") == "没有可比的内容；不足12字的有1条。"


@pytest.mark.parametrize("option", [{"threshold": 0}, {"threshold": 1.01}, {"least_characters": 2}])
def test_an_option_is_within_its_bounds(option: dict[str, float]):
    with pytest.raises(InvalidValueError) as error:
        copied_text_signal([], **option)  # type: ignore[arg-type]  # one option at a time
    assert (error.value.field, error.value.code) == (*option, "signal_option")


# --- laws ---------------------------------------------------------------------------------------

# Texts over few letters, so that many are alike; some have fewer shingles than are asked for.
TEXTS = st.text("甲乙丙", min_size=3, max_size=14) | st.sampled_from([MOVE, MOVE[:-1], "呵" * 20])
POSTS = st.lists(
    st.builds(
        lambda number, text, account: post(number, text, account=account),
        st.integers(0, 30),
        TEXTS,
        st.sampled_from("ab"),
    ),
    max_size=14,
)
THRESHOLDS = st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(4, 5), Fraction(1)])


def shingles(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 3] for at in range(len(text) - 2))


@given(POSTS, THRESHOLDS, st.booleans())
def test_the_groups_are_those_that_comparing_every_pair_gives(
    posts: list[Post],
    threshold: Fraction,
    across: bool,  # noqa: FBT001 -- drawn like the others
):
    once = {
        (each.account, each.identifier): each for each in sorted(posts, key=order, reverse=True)
    }
    firsts: list[Post] = []
    expected: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for each in sorted(once.values(), key=order):
        own = shingles(each.text)
        for first in firsts:
            other = shingles(first.text)
            alike = Fraction(len(own & other), len(own | other)) >= threshold
            if alike and (across or first.account == each.account):
                expected.setdefault(named(first), []).append(named(each))
                break
        else:
            firsts.append(each)
    signal = copied_text_signal(
        posts, threshold=threshold, across_accounts=across, least_characters=3
    )
    found = {
        (group.first.account, group.first.post): [
            (each.account, each.post) for each in group.repeats
        ]
        for group in signal.groups
    }
    assert found == expected
    assert signal.repeating == sum(map(len, expected.values()))
    assert signal.compared == len(once)


def order(post: Post) -> tuple[datetime, str, str, str]:
    return post.published, post.account, post.identifier, post.text


def named(post: Post) -> tuple[str, str]:
    return post.account, post.identifier


@given(POSTS, POSTS, st.randoms(use_true_random=False), st.booleans())
def test_a_signal_does_not_depend_on_the_order_of_posts_and_sources(
    posts: list[Post],
    sources: list[Post],
    shuffler: random.Random,
    across: bool,  # noqa: FBT001 -- drawn like the others
):
    def ask() -> CopySignal:
        return copied_text_signal(
            posts, sources=sources, across_accounts=across, least_characters=4
        )

    before = ask()
    shuffler.shuffle(posts)
    shuffler.shuffle(sources)
    assert ask() == before
    assert CopySignal.model_validate_json(before.model_dump_json()) == before


@given(POSTS)
def test_every_post_is_counted_once(posts: list[Post]):
    signal = copied_text_signal(posts, sources=posts[:2], least_characters=8)
    sources = {named(each) for each in posts[:2]}
    counted = Counter[str]()
    for each in signal.counts:
        counted[each.account] = each.compared + each.reprinting + each.short
    assert counted == Counter(account for account, _ in {named(each) for each in posts} - sources)
