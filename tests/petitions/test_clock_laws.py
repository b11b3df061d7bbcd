"""What holds for every clock: terms never run backward, and nothing that gives time takes it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import WorkCalendar
from mgov.petitions import Clock, Deadline, DeadlineState, Lifecycle, Petition
from mgov.values.term import Counting

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))
LENGTHS = st.one_of(
    st.integers(1, 90).map(lambda length: {"days": length}),
    st.integers(1, 60).map(lambda length: {"workdays": length}),
    st.integers(1, 18).map(lambda length: {"months": length}),
)
CALENDARS = st.builds(
    WorkCalendar,
    weekend=st.sampled_from([frozenset({"saturday", "sunday"}), frozenset({"friday"})]),
    holidays=st.frozensets(DAYS, max_size=20),
)
COUNTINGS = st.builds(
    Counting,
    calendar=CALENDARS,
    roll=st.sampled_from(["none", "next"]),
    counts_first_day=st.booleans(),
)
PAUSES = st.lists(
    st.tuples(DAYS, st.integers(0, 40)).map(lambda each: (each[0], each[0] + timedelta(each[1]))),
    max_size=4,
)


def clock(length: dict[str, int]) -> Clock:
    return Clock(
        id="answer",
        article="1",
        title={"zh": "答复期限", "en": "Time to answer"},
        evidence="verified",
        **length,
    )


@given(counting=COUNTINGS, length=LENGTHS, start=DAYS, more=st.integers(0, 40))
def test_a_term_that_starts_later_never_ends_earlier(
    counting: Counting, length: dict[str, int], start: date, more: int
):
    term = clock(length)
    later = start + timedelta(days=more)
    assert start <= counting.last_day(term, start) <= counting.last_day(term, later)


@given(
    counting=COUNTINGS, length=LENGTHS, start=DAYS, pauses=PAUSES, extended_by=st.integers(0, 30)
)
def test_an_extension_only_moves_the_last_day_later(
    counting: Counting,
    length: dict[str, int],
    start: date,
    pauses: list[tuple[date, date]],
    extended_by: int,
):
    term = clock(length)
    plain = counting.last_day(term, start, pauses=pauses)
    extended = counting.last_day(term, start, pauses=pauses, extended_by=extended_by)
    longer = counting.last_day(term, start, pauses=pauses, extended_by=extended_by + 1)
    assert plain <= extended <= longer


@given(
    counting=COUNTINGS, length=LENGTHS, start=DAYS, pauses=PAUSES, extended_by=st.integers(0, 30)
)
def test_a_pause_never_shortens_a_term(
    counting: Counting,
    length: dict[str, int],
    start: date,
    pauses: list[tuple[date, date]],
    extended_by: int,
):
    term = clock(length)
    last = start
    for known in range(len(pauses) + 1):
        due = counting.last_day(term, start, pauses=pauses[:known], extended_by=extended_by)
        assert due >= last
        last = due


@given(
    counting=COUNTINGS,
    length=st.integers(1, 60),
    unit=st.sampled_from(["days", "workdays"]),
    start=DAYS,
    pauses=PAUSES,
    extended_by=st.integers(0, 30),
)
def test_exactly_the_days_of_the_term_are_counted(
    counting: Counting,
    length: int,
    unit: str,
    start: date,
    pauses: list[tuple[date, date]],
    extended_by: int,
):
    """Count them again one by one, which is slow and hard to get wrong."""
    due = counting.last_day(clock({unit: length}), start, pauses=pauses, extended_by=extended_by)
    first = start if counting.counts_first_day else start + timedelta(days=1)
    days = [first + timedelta(days=number) for number in range((due - first).days + 1)]
    counted = [
        day
        for day in days
        if not any(begin <= day <= end for begin, end in pauses)
        and (unit == "days" or counting.calendar.is_workday(day))
    ]
    if counting.roll == "none" or unit == "workdays":
        assert len(counted) == length + extended_by
        assert counted[-1] == due
    else:  # what is beyond the term is days off, up to the working day on which it ends
        assert len(counted) >= length + extended_by
        assert counting.calendar.is_workday(due)
        beyond = [day for day in days if day >= counted[length + extended_by - 1]][:-1]
        assert not any(counting.calendar.is_workday(day) for day in beyond)


@given(counting=COUNTINGS, length=LENGTHS, start=DAYS)
def test_a_pause_that_never_touches_the_term_changes_nothing(
    counting: Counting, length: dict[str, int], start: date
):
    before = [(start - timedelta(days=9), start - timedelta(days=1))]
    plain = counting.last_day(clock(length), start)
    assert counting.last_day(clock(length), start, pauses=before) == plain


@given(counting=COUNTINGS, length=LENGTHS, start=DAYS, holidays=st.frozensets(DAYS, max_size=30))
def test_more_days_off_never_bring_the_last_day_nearer(
    counting: Counting, length: dict[str, int], start: date, holidays: frozenset[date]
):
    calendar = counting.calendar.replace(holidays=counting.calendar.holidays | holidays)
    fewer = Counting(calendar, counting.roll, counting.counts_first_day)
    assert fewer.last_day(clock(length), start) >= counting.last_day(clock(length), start)


@pytest.mark.parametrize(
    ("start", "months", "without", "with_it"),
    [
        (date(2019, 2, 20), 6, date(2019, 8, 20), date(2019, 8, 19)),
        (date(2022, 1, 1), 1, date(2022, 2, 1), date(2022, 1, 31)),
        (date(2022, 3, 1), 1, date(2022, 4, 1), date(2022, 3, 31)),
        (date(2022, 8, 31), 6, date(2023, 2, 28), date(2023, 2, 28)),
        (date(2022, 1, 31), 1, date(2022, 2, 28), date(2022, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_day_before_if_the_first_counts(
    start: date, months: int, without: date, with_it: date
):
    term = clock({"months": months})
    assert Counting(WorkCalendar()).last_day(term, start) == without
    assert Counting(WorkCalendar(), counts_first_day=True).last_day(term, start) == with_it


TRIAL = """
id = "xx-2022"
title = { zh = "试行办法", en = "Trial rules" }
source = { issuer = "某市", issued = 2022-01-01 }
in_force_from = 2022-01-01
time_zone = "Asia/Shanghai"
kinds = [{ id = "claim", article = "1", title = { zh = "诉求", en = "Claim" }, evidence = "verified" }]
states = [
  { id = "received", title = { zh = "已收到", en = "Received" } },
  { id = "answered", title = { zh = "已答复", en = "Answered" }, closed = true },
  { id = "withdrawn", title = { zh = "已撤回", en = "Withdrawn" }, closed = true },
]
steps = [
  { id = "receive", article = "1", title = { zh = "收到", en = "Receive" }, evidence = "verified", then = "received" },
  { id = "ask", article = "2", title = { zh = "补正", en = "Ask for more" }, evidence = "verified", when = ["received"] },
  { id = "get", article = "2", title = { zh = "收到补正", en = "Get more" }, evidence = "verified", when = ["received"] },
  { id = "extend", article = "3", title = { zh = "延期", en = "Extend" }, evidence = "verified", when = ["received"], takes = ["days"] },
  { id = "answer", article = "3", title = { zh = "答复", en = "Answer" }, evidence = "verified", when = ["received"], then = "answered" },
  { id = "withdraw", article = "4", title = { zh = "撤回", en = "Withdraw" }, evidence = "verified", when = ["received"], then = "withdrawn" },
]

[[rules]]
id = "answer"
article = "3"
title = { zh = "答复期限", en = "Time to answer" }
evidence = "verified"
starts = ["receive"]
stops = ["answer"]
ends = ["withdraw"]
days = 10
extension = { step = "extend", days = 5 }
pause = { begins = "ask", ends = "get" }
"""  # noqa: E501 -- rows of a table


def at(day: int, month: int = 6) -> datetime:
    return datetime(2022, month, day, 10, tzinfo=SHANGHAI)


def trial(text: str = TRIAL) -> Petition:
    book = Lifecycle.parse(text)
    return Petition.register(rulebook=book, kind="claim", title="拖欠工资", at=at(1))


def answer_of(petition: Petition) -> Deadline:
    return petition.deadlines()[0]


def test_a_pause_that_is_begun_again_goes_on():
    asked = trial().step("ask", at=at(2)).step("ask", at=at(5)).step("get", at=at(8))
    assert answer_of(asked).due == date(2022, 6, 18)  # June 2 to 8 are left out


def test_pauses_add_up_and_reach_over_an_extension():
    petition = trial().step("ask", at=at(2)).step("get", at=at(3))
    assert answer_of(petition).due == date(2022, 6, 13)
    petition = petition.step("ask", at=at(12)).step("extend", at=at(20), days=5)
    assert (answer_of(petition).state, answer_of(petition).extended_by) == (
        DeadlineState.PAUSED,
        5,
    )
    petition = petition.step("get", at=at(21))
    assert answer_of(petition).due == date(2022, 6, 28)  # two days were left, and five more


def test_a_pause_that_begins_after_the_last_day_hides_nothing():
    late = trial().step("ask", at=at(12))
    assert answer_of(late).state is DeadlineState.RUNNING
    assert [each.clock.id for each in late.overdue(at(13))] == ["answer"]
    assert late.next_due().due == date(2022, 6, 11)


def test_on_its_last_day_a_term_can_still_be_paused_and_extended():
    paused = trial().step("ask", at=at(11)).step("get", at=at(11))
    assert answer_of(paused).due == date(2022, 6, 12)
    assert answer_of(trial().step("extend", at=at(11), days=2)).due == date(2022, 6, 13)
    assert answer_of(trial().step("extend", at=at(12), days=2)).due == date(2022, 6, 11)


def test_extensions_of_a_run_are_together_no_longer_than_the_rule_allows():
    twice = trial().step("extend", at=at(2), days=3).step("extend", at=at(3), days=4)
    assert (answer_of(twice).extended_by, answer_of(twice).due) == (5, date(2022, 6, 16))


def test_a_run_that_ends_while_it_is_paused_says_what_its_last_day_would_have_been():
    over = trial().step("ask", at=at(2)).step("withdraw", at=at(6))
    assert (answer_of(over).state, answer_of(over).due) == (DeadlineState.VOID, date(2022, 6, 16))


def test_a_pause_of_one_step_lasts_for_its_day():
    held = TRIAL.replace('begins = "ask", ends = "get"', 'begins = "ask", ends = "ask"')
    assert answer_of(trial(held).step("ask", at=at(2))).due == date(2022, 6, 12)


def test_a_rulebook_can_count_the_first_day():
    text = TRIAL.replace("kinds =", "counts_first_day = true\nkinds =", 1)
    assert answer_of(trial(text)).due == date(2022, 6, 10)


def test_a_term_of_months_can_be_paused_and_extended_by_days():
    petition = trial(TRIAL.replace("days = 10", "months = 1"))
    assert answer_of(petition).due == date(2022, 7, 1)
    assert answer_of(petition.step("extend", at=at(2), days=3)).due == date(2022, 7, 4)
    asked = petition.step("ask", at=at(3)).step("get", at=at(5))
    assert answer_of(asked).due == date(2022, 7, 4)


def test_a_last_day_that_a_step_names_can_be_extended():
    text = (
        TRIAL.replace("days = 10", "set_by_step = true")
        .replace('then = "received" }', 'then = "received", takes = ["due"] }')
        .replace('pause = { begins = "ask", ends = "get" }\n', "")
    )
    book = Lifecycle.parse(text)
    assert trial(text).deadlines() == ()  # nobody named a day
    petition = Petition.register(
        rulebook=book, kind="claim", title="拖欠工资", at=at(1), due=date(2022, 6, 9)
    )
    assert answer_of(petition.step("extend", at=at(2), days=3)).due == date(2022, 6, 12)


STEPS = st.lists(
    st.tuples(st.sampled_from(["ask", "get", "extend"]), st.integers(0, 6), st.integers(1, 5)),
    max_size=12,
)


@given(
    steps=STEPS,
    length=LENGTHS,
    counting=st.fixed_dictionaries(
        {"roll": st.sampled_from(["none", "next"]), "counts_first_day": st.booleans()}
    ),
)
def test_no_step_that_gives_time_moves_a_last_day_back(
    steps: list[tuple[str, int, int]], length: dict[str, int], counting: dict[str, object]
):
    """Whatever pauses and extensions follow one another, and in whatever order."""
    (unit, number), *_ = length.items()
    text = TRIAL.replace("days = 10", f"{unit} = {number}")
    book = Lifecycle.parse(text).replace(**counting)
    petition = Petition.register(rulebook=book, kind="claim", title="拖欠工资", at=at(1))
    moment, last = at(1), answer_of(petition).due
    for step, later, days in steps:
        moment += timedelta(days=later)
        details = {"days": days} if step == "extend" else {}
        petition = petition.step(step, at=moment, **details)
        deadline = answer_of(petition)
        assert (deadline.due is None) is (deadline.state is DeadlineState.PAUSED)
        if deadline.due is not None:
            assert deadline.due >= last
            last = deadline.due
            answered = answer_of(petition.answer(at=moment))
            assert answered.due == deadline.due
            in_time = moment.date() <= deadline.due
            assert answered.state is (DeadlineState.MET if in_time else DeadlineState.MISSED)
        else:  # what is paused cannot be late
            assert answer_of(petition.answer(at=moment)).state is DeadlineState.MET
