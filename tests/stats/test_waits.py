"""How long citizens wait: what counts, from when, until when, and in which unit."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import WorkCalendar, stats
from mgov.accounts import Message
from mgov.errors import InvalidValueError
from mgov.petitions import Petition

START = datetime(2022, 6, 1, 2, tzinfo=UTC)  # a Wednesday, ten in the morning in Beijing


def petition(day: int = 0, *, rulebook: str = "cn-2022") -> Petition:
    return Petition.register(
        rulebook=rulebook, kind="claim", title="拖欠工资", at=START + timedelta(days=day)
    )


def answered(after: int, day: int = 0) -> Petition:
    accepted = petition(day).accept(at=START + timedelta(days=day))
    return accepted.answer(at=START + timedelta(days=day + after), outcome="supported")


def message(**fields: object) -> Message:
    received = "2022-06-01T10:00:00+08:00"
    return Message.model_validate(
        {"identifier": "1", "account": "a", "received": received, **fields}
    )


def rows(curve: stats.SurvivalCurve) -> list[tuple[object, int, int]]:
    return [(step.time, step.events, step.censored) for step in curve.steps]


def test_open_petitions_are_counted_for_as_long_as_they_are_open() -> None:
    petitions = [answered(20), answered(40), petition(), petition(25)]
    curve = stats.time_to_close(petitions, at=START + timedelta(days=30))
    assert rows(curve) == [(5, 0, 1), (20, 1, 0), (30, 0, 2)]
    assert curve.unit == "day"


def test_what_happened_later_was_not_known() -> None:
    petitions = [answered(20), petition(31)]
    assert rows(stats.time_to_close(petitions, at=START + timedelta(days=19))) == [(19, 0, 1)]
    # An answer at the moment itself counts.
    assert rows(stats.time_to_close(petitions, at=START + timedelta(days=20))) == [(20, 1, 0)]


def test_a_petition_that_is_opened_again_was_closed_all_the_same() -> None:
    reviewed = answered(20).step("request_review", at=START + timedelta(days=25))
    assert not reviewed.is_closed
    assert rows(stats.time_to_close([reviewed], at=START + timedelta(days=60))) == [(20, 1, 0)]


def test_a_refusal_closes_and_an_acceptance_does_not() -> None:
    at = START + timedelta(days=9)
    refused = petition().refuse(at=START + timedelta(days=3), reason="pending_elsewhere")
    accepted = petition().accept(at=START + timedelta(days=3))
    assert rows(stats.time_to_close([refused, accepted], at=at)) == [(3, 1, 0), (9, 0, 1)]
    assert rows(stats.time_to_first_reply([refused, accepted, petition()], at=at)) == [
        (3, 2, 0),
        (9, 0, 1),
    ]


def test_days_are_those_of_the_rulebook() -> None:
    # 23 hours later it is still the second of June in Greenwich, and the third in Beijing.
    late = datetime(2022, 6, 2, 23, tzinfo=UTC)
    assert rows(stats.time_to_close([petition()], at=late)) == [(2, 0, 1)]
    assert rows(stats.time_to_close([petition()], at=late, unit="h")) == [(45, 0, 1)]


def test_working_days_need_a_calendar_for_the_holidays() -> None:
    at = START + timedelta(days=40)  # the third of June was the Dragon Boat Festival
    plain = stats.time_to_close([answered(5)], at=at, unit="workday")
    china = stats.time_to_close([answered(5)], at=at, unit="workday", calendar=WorkCalendar.china())
    assert (rows(plain), rows(china)) == ([(3, 1, 0)], [(2, 1, 0)])
    assert china.unit == "workday"


def test_rulebooks_may_be_mixed() -> None:
    other = Petition.register(
        rulebook="cn-hezhang-2020", kind="suggestion", title="增设公交站", at=START
    ).step("reply", at=START + timedelta(days=2), outcome="adopted")
    mixed = [other, answered(4), other, answered(4)]
    assert rows(stats.time_to_close(mixed, at=START + timedelta(days=9))) == [(2, 2, 0), (4, 2, 0)]


def test_a_rulebook_without_a_first_reply_wants_its_steps_named() -> None:
    other = Petition.register(
        rulebook="cn-hezhang-2020", kind="suggestion", title="增设公交站", at=START
    ).step("reply", at=START + timedelta(days=2), outcome="adopted")
    at = START + timedelta(days=9)
    with pytest.raises(InvalidValueError, match="not known for cn-hezhang-2020") as caught:
        stats.time_to_first_reply([other], at=at)
    assert caught.value.field == "steps"
    assert rows(stats.time_to_first_reply([other], at=at, steps=["reply"])) == [(2, 1, 0)]


def test_the_first_reply_of_a_person_answers_a_message() -> None:
    replied = message(
        replies=[
            {"at": "2022-06-01T10:00:01+08:00", "automatic": True},
            {"at": "2022-06-01T12:30:00+08:00"},
            {"at": "2022-06-01T11:30:00+08:00"},
        ]
    )
    at = datetime(2022, 6, 2, 2, tzinfo=UTC)
    curve = stats.time_to_first_reply([replied, message()], at=at, unit="h")
    assert rows(curve) == [(Fraction(3, 2), 1, 0), (24, 0, 1)]
    days = stats.time_to_first_reply([replied, message()], at=at, time_zone="Asia/Shanghai")
    assert rows(days) == [(0, 1, 0), (1, 0, 1)]


def test_a_message_that_was_taken_back_waited_until_then() -> None:
    taken_back = message(
        withdrawn="2022-06-01T14:00:00+08:00", replies=[{"at": "2022-06-01T16:00:00+08:00"}]
    )
    at = datetime(2022, 6, 9, tzinfo=UTC)
    assert rows(stats.time_to_first_reply([taken_back], at=at, unit="h")) == [(4, 0, 1)]
    answered_first = message(
        withdrawn="2022-06-01T14:00:00+08:00", replies=[{"at": "2022-06-01T11:00:00+08:00"}]
    )
    assert rows(stats.time_to_first_reply([answered_first], at=at, unit="h")) == [(1, 1, 0)]
    early = datetime(2022, 6, 1, 5, tzinfo=UTC)
    assert rows(stats.time_to_first_reply([taken_back], at=early, unit="h")) == [(3, 0, 1)]


def test_spam_wants_no_answer() -> None:
    at = datetime(2022, 6, 9, tzinfo=UTC)
    with pytest.raises(InvalidValueError, match="holds no case"):
        stats.time_to_first_reply([message(validity="spam")], at=at, unit="h")


def test_messages_do_not_say_when_their_days_begin() -> None:
    at = datetime(2022, 6, 9, tzinfo=UTC)
    with pytest.raises(InvalidValueError) as caught:
        stats.time_to_first_reply([message()], at=at)
    assert caught.value.field == "time_zone"
    mixed = stats.time_to_first_reply([message(), petition()], at=at, time_zone="Europe/London")
    assert rows(mixed) == [(8, 0, 2)]


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="Use one of h, day, workday"):
        stats.time_to_close([petition()], at=START, unit="fortnight")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="no time zone"):
        stats.time_to_close([petition()], at=datetime(2022, 6, 9))  # noqa: DTZ001 -- on purpose
    with pytest.raises(InvalidValueError, match="holds no case"):
        stats.time_to_close([petition(1)], at=START)


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1), st.integers(0, 60))
def test_no_petition_is_dropped(cases: list[tuple[int, bool]], later: int) -> None:
    petitions = [answered(day) if done else petition(day) for day, done in cases]
    at = START + timedelta(days=later)
    known = [each for each in petitions if each.events[0].at <= at]
    if known:
        curve = stats.time_to_close(iter(petitions), at=at)
        assert curve.n == len(known)
        assert curve.happened == sum(day <= later for day, done in cases if done)


@given(st.dates(date(2022, 6, 1), date(2022, 7, 31)))
def test_working_days_are_counted_as_the_calendar_does(day: date) -> None:
    at = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    curve = stats.time_to_close([petition()], at=at, unit="workday")
    assert curve.times[0] == WorkCalendar().workdays_between(date(2022, 6, 1), day)
