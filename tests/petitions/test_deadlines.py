"""The clocks of petitions, to the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import Organization, WorkCalendar
from mgov.errors import InvalidValueError
from mgov.petitions import Deadline, DeadlineState, Lifecycle, Petition

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = Organization(name="广安市信访局")
BUREAU = Organization(name="广安市住建局")


def at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2022, month, day, hour, tzinfo=SHANGHAI)


def claim(**fields: object) -> Petition:
    moment = fields.pop("at", at(6, 1))
    return Petition.register(
        rulebook="cn-2022", kind="claim", title="拖欠工资", at=moment, to=OFFICE, **fields
    )


def last(petition: Petition, clock: str, **options: object) -> Deadline:
    return [each for each in petition.deadlines(**options) if each.clock.id == clock][-1]


def test_the_first_day_does_not_count_and_the_last_day_counts_in_full():
    deadline = last(claim(), "first_reply")
    assert (deadline.started, deadline.due) == (date(2022, 6, 1), date(2022, 6, 16))
    in_time = last(claim().accept(at=at(6, 16, 23)), "first_reply")
    assert (in_time.state, in_time.ended) == (DeadlineState.MET, date(2022, 6, 16))
    late = last(claim().accept(at=at(6, 17, 0)), "first_reply")
    assert (late.state, late.ended) == (DeadlineState.MISSED, date(2022, 6, 17))
    assert late.article == "第二十二条、第二十三条第二款"


def test_days_are_those_of_the_rulebooks_time_zone():
    late_in_london = datetime(2022, 6, 1, 16, 30, tzinfo=UTC)  # already June 2 in Beijing
    assert last(claim(at=late_in_london), "first_reply").due == date(2022, 6, 17)
    petition = claim()
    assert petition.overdue(at=datetime(2022, 6, 16, 15, 59, tzinfo=UTC)) == ()
    (overdue,) = petition.overdue(at=datetime(2022, 6, 16, 16, 0, tzinfo=UTC))
    assert overdue.clock.id == "first_reply"


def test_a_term_of_days_ends_on_a_day_off_all_the_same():
    due = last(claim(at=at(6, 3)).accept(at=at(6, 4)), "first_reply").due
    assert due == date(2022, 6, 18)
    assert due.weekday() == 5


def test_a_rulebook_can_move_the_end_to_the_next_working_day():
    rolling = Lifecycle.built_in("cn-2022").replace(roll="next")
    petition = Petition.register(rulebook=rolling, kind="claim", title="拖欠工资", at=at(6, 3))
    assert last(petition, "first_reply").due == date(2022, 6, 20)


def test_sixty_days_and_at_most_thirty_more():
    accepted = claim().accept(at=at(6, 6))
    assert last(accepted, "close").due == date(2022, 8, 5)
    extended = last(accepted.extend(at=at(7, 20)), "close")
    assert (extended.due, extended.extended_by) == (date(2022, 9, 4), 30)
    assert last(accepted.extend(at=at(7, 20), days=10), "close").due == date(2022, 8, 15)
    with pytest.raises(InvalidValueError, match=r"extends the term by 31 days\. Give at most 30"):
        accepted.extend(at=at(7, 20), days=31)
    with pytest.raises(InvalidValueError, match="cannot be taken again"):
        accepted.extend(at=at(7, 20)).extend(at=at(7, 21))


def test_a_term_that_has_passed_cannot_be_extended_any_more():
    late = claim().accept(at=at(6, 6)).extend(at=at(8, 6))
    assert last(late, "close").due == date(2022, 8, 5)
    assert late.overdue(at=at(8, 7)) != ()


def test_a_transfer_starts_the_clock_of_the_body_that_received_it():
    petition = claim().transfer(at=at(6, 10), to=BUREAU)
    assert last(petition, "first_reply").state is DeadlineState.MET
    assert last(petition, "decide_acceptance").due == date(2022, 6, 25)
    assert petition.holder == BUREAU
    further = petition.transfer(at=at(6, 20), to=Organization(name="某区住建局"))
    first, second = [each for each in further.deadlines() if each.clock.id == "decide_acceptance"]
    assert (first.state, second.due) == (DeadlineState.MET, date(2022, 7, 5))


def test_five_working_days_to_object_need_the_calendar():
    petition = claim().transfer(at=at(9, 29), to=BUREAU)
    assert last(petition, "object").due == date(2022, 10, 6)  # weekends only
    china = WorkCalendar.china()
    assert last(petition, "object", calendar=china).due == date(2022, 10, 11)
    back = petition.send_back(at=at(10, 9))
    assert last(back, "object").state is DeadlineState.MISSED
    assert last(back, "object", calendar=china).state is DeadlineState.MET
    assert (back.status, back.holder) == ("registered", OFFICE)


def test_a_window_that_is_not_used_makes_nobody_late():
    petition = claim().transfer(at=at(6, 10), to=BUREAU)
    assert [each.clock.id for each in petition.overdue(at=at(8, 1))] == ["decide_acceptance"]
    accepted = petition.accept(at=at(6, 20))
    assert last(accepted, "object").state is DeadlineState.VOID
    assert accepted.next_due().clock.id == "close"


def test_an_assignment_says_itself_by_when_to_report():
    petition = claim().assign(at=at(6, 10), to=BUREAU, due=date(2022, 7, 31))
    assert last(petition, "report").due == date(2022, 7, 31)
    assert petition.next_due().clock.id == "decide_acceptance"
    done = petition.accept(at=at(6, 12)).answer(at=at(8, 1), outcome="explained")
    assert last(done, "report").state is DeadlineState.MISSED
    with pytest.raises(InvalidValueError, match="says as its last day one that has passed"):
        claim().assign(at=at(6, 10), to=BUREAU, due=date(2022, 6, 9))


def in_reexamination() -> Petition:
    return (
        claim()
        .accept(at=at(6, 2))
        .answer(at=at(6, 10), outcome="not_supported")
        .deliver(at=at(6, 12))
        .request_review(at=at(6, 20), to=Organization(name="广安市政府"))
        .review(at=at(7, 1), outcome="upheld")
        .deliver(at=at(7, 3))
        .request_reexamination(at=at(7, 10), to=Organization(name="四川省政府"))
    )


def test_the_time_to_ask_for_review_runs_from_receipt():
    petition = in_reexamination()
    asked = last(petition, "ask_review")
    assert (asked.started, asked.due) == (date(2022, 6, 12), date(2022, 7, 12))
    assert asked.state is DeadlineState.MET
    assert last(petition, "review").due == date(2022, 7, 20)
    assert last(petition, "ask_reexamination").due == date(2022, 8, 2)
    assert last(petition, "reexamine").due == date(2022, 8, 9)


def test_the_time_of_a_hearing_is_not_counted():
    hearing = in_reexamination().step("open_hearing", at=at(7, 20))
    paused = last(hearing, "reexamine")
    assert (paused.state, paused.due) == (DeadlineState.PAUSED, None)
    assert str(paused) == "reexamine: no last day yet, paused (第三十六条)"
    assert hearing.overdue(at=at(12, 31)) == ()
    assert hearing.next_due() is None
    after = hearing.step("close_hearing", at=at(7, 22))
    assert last(after, "reexamine").due == date(2022, 8, 12)  # July 20, 21 and 22 are left out
    again = after.step("open_hearing", at=at(8, 1)).step("close_hearing", at=at(8, 1))
    assert last(again, "reexamine").due == date(2022, 8, 13)
    done = again.reexamine(at=at(8, 13), outcome="upheld")
    assert last(done, "reexamine").state is DeadlineState.MET
    assert done.rate(at=at(8, 14), satisfaction="dissatisfied").next_steps == ("deliver",)


def test_a_hearing_after_the_last_day_saves_nothing():
    late = in_reexamination().step("open_hearing", at=at(8, 10))
    closed = late.step("close_hearing", at=at(8, 20))
    assert last(closed, "reexamine").due == date(2022, 8, 9)


@given(
    start=st.dates(date(2022, 7, 10), date(2022, 8, 5)),
    length=st.integers(0, 60),
)
def test_a_hearing_moves_the_last_day_by_its_own_length(start: date, length: int):
    begin = datetime(start.year, start.month, start.day, 20, tzinfo=SHANGHAI)
    hearing = in_reexamination().step("open_hearing", at=begin)
    closed = hearing.step("close_hearing", at=begin + timedelta(days=length))
    left_out = length + 1 - (start == date(2022, 7, 10))  # the starting day never counted
    assert last(closed, "reexamine").due == date(2022, 8, 9) + timedelta(days=left_out)


PAUSED = """
id = "xx-2022"
title = { zh = "试行办法", en = "Trial rules" }
source = { issuer = "某市", issued = 2022-01-01 }
in_force_from = 2022-01-01
time_zone = "Asia/Shanghai"
roll = "next"
kinds = [{ id = "claim", article = "1", title = { zh = "诉求", en = "Claim" }, evidence = "verified" }]
states = [
  { id = "received", title = { zh = "已收到", en = "Received" } },
  { id = "answered", title = { zh = "已答复", en = "Answered" }, closed = true },
]
steps = [
  { id = "receive", article = "1", title = { zh = "收到", en = "Receive" }, evidence = "verified", then = "received" },
  { id = "ask", article = "2", title = { zh = "补正", en = "Ask for more" }, evidence = "verified", when = ["received"] },
  { id = "get", article = "2", title = { zh = "收到补正", en = "Get more" }, evidence = "verified", when = ["received"] },
  { id = "answer", article = "3", title = { zh = "答复", en = "Answer" }, evidence = "verified", when = ["received"], then = "answered" },
  { id = "reopen", article = "3", title = { zh = "重办", en = "Reopen" }, evidence = "verified", when = ["received"], then = "received" },
]

[[rules]]
id = "answer"
article = "3"
title = { zh = "答复期限", en = "Time to answer" }
evidence = "verified"
starts = ["receive", "reopen"]
stops = ["answer"]
workdays = 5
pause = { begins = "ask", ends = "get" }

[[rules]]
id = "archive"
article = "4"
title = { zh = "归档期限", en = "Time to archive" }
evidence = "verified"
kind = "window"
starts = ["receive"]
months = 3
"""  # noqa: E501 -- rows of a table


def trial(day: int) -> Petition:
    return Petition.register(
        rulebook=Lifecycle.parse(PAUSED), kind="claim", title="拖欠工资", at=at(6, day)
    )


def test_a_pause_leaves_out_working_days_where_those_are_counted():
    petition = trial(1)  # a Wednesday
    assert petition.next_due().due == date(2022, 6, 8)
    asked = petition.step("ask", at=at(6, 2)).step("get", at=at(6, 6))  # Thursday to Monday
    assert asked.next_due().due == date(2022, 6, 13)


def test_an_answer_during_a_pause_is_in_time_if_the_term_had_not_passed():
    answered = trial(1).step("ask", at=at(6, 2)).answer(at=at(6, 30))
    assert last(answered, "answer").state is DeadlineState.MET
    late = trial(1).step("ask", at=at(6, 9)).answer(at=at(6, 30))
    assert last(late, "answer").state is DeadlineState.MISSED


def test_a_pause_that_ends_without_having_begun_changes_nothing():
    assert trial(1).step("get", at=at(6, 2)).next_due().due == date(2022, 6, 8)


def test_a_clock_that_starts_again_leaves_its_first_run_without_use():
    again = trial(1).step("reopen", at=at(6, 2))
    first, second = [each for each in again.deadlines() if each.clock.id == "answer"]
    assert (first.state, first.ended) == (DeadlineState.VOID, date(2022, 6, 2))
    assert second.due == date(2022, 6, 9)


def test_a_term_of_months_ends_on_the_same_day_of_the_month():
    assert last(trial(1), "archive").due == date(2022, 9, 1)


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(InvalidValueError, match="at: has no time zone"):
        claim().overdue(at=datetime(2022, 7, 1))  # noqa: DTZ001 -- the fault that is tested


def test_moments_are_compared_by_the_time_that_passed_not_by_what_clocks_show():
    """In the night in which the clocks go back, 01:10 comes after 01:50."""
    london = ZoneInfo("Europe/London")
    before = datetime(2022, 10, 30, 1, 50, tzinfo=london)
    after = datetime(2022, 10, 30, 1, 10, tzinfo=london, fold=1)
    assert claim(at=before).accept(at=after).status == "accepted"
    with pytest.raises(InvalidValueError, match="before the step register"):
        claim(at=after).accept(at=before)


def test_nothing_is_overdue_before_the_petition_arrived():
    assert claim().overdue(at=at(5, 1)) == ()
