"""Messages on the boards of a county's website, as its own rules have them answered."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from mgov import Organization, WorkCalendar
from mgov.errors import InvalidValueError
from mgov.petitions import Lifecycle, Petition

SHANGHAI = ZoneInfo("Asia/Shanghai")
TOWN = Organization(name="赫章县某镇人民政府")


def at(day: int, month: int = 3) -> datetime:
    return datetime(2021, month, day, 10, tzinfo=SHANGHAI)


def message(kind: str, moment: datetime | None = None) -> Petition:
    moment = moment or at(1)
    return Petition.register(rulebook="cn-hezhang-2020", kind=kind, title="路灯不亮", at=moment)


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("consultation", date(2021, 3, 4)),
        ("complaint", date(2021, 3, 10)),
        ("suggestion", date(2021, 3, 10)),
        ("report_against_person", date(2021, 3, 10)),
    ],
)
def test_questions_are_answered_in_three_working_days_and_all_else_in_seven(kind: str, due: date):
    (reply,) = message(kind).deadlines()
    assert (reply.due, reply.article) == (due, "第四条")


def test_working_days_are_those_of_the_calendar_of_the_caller():
    late = message("complaint", datetime(2021, 9, 28, 10, tzinfo=SHANGHAI))
    assert late.next_due().due == date(2021, 10, 7)
    assert late.next_due(calendar=WorkCalendar.china()).due == date(2021, 10, 13)


@pytest.mark.parametrize(
    ("kind", "days", "reason", "due"),
    [
        ("complaint", 3, "investigation", date(2021, 3, 15)),  # 10 working days in all
        ("complaint", 8, "difficult", date(2021, 3, 22)),  # 15
        ("complaint", 23, "difficult", date(2021, 4, 12)),  # 30
        ("consultation", 27, "difficult", date(2021, 4, 12)),  # 30
    ],
)
def test_a_message_that_takes_longer_is_answered_within_the_longer_term_from_receipt(
    kind: str, days: int, reason: str, due: date
):
    longer = message(kind).step("transfer", at=at(2), to=TOWN)
    longer = longer.step("extend", at=at(3), days=days, reason=reason)
    assert longer.next_due().due == due
    with pytest.raises(InvalidValueError, match=r"extends the term by 28 days\. Give at most"):
        message(kind).step("extend", at=at(3), days=28, reason="difficult")


def test_a_suggestion_is_adopted_or_not_and_a_question_is_replied_to():
    adopted = message("suggestion").accept(at=at(2)).step("reply", at=at(3), outcome="adopted")
    assert (adopted.status, adopted.events[-1].outcome) == ("replied", "adopted")
    with pytest.raises(InvalidValueError, match="does not say its outcome"):
        message("suggestion").step("reply", at=at(3))
    replied = message("consultation").step("assign", at=at(2), to=TOWN).step("reply", at=at(3))
    assert (replied.is_closed, replied.deadlines()[0].state.value) == (True, "met")


def test_a_message_for_another_body_is_referred_in_time():
    referred = message("complaint").refer(at=at(2), reason="not_competent")
    assert (referred.status, referred.deadlines()[0].state.value) == ("referred", "met")


def test_reports_against_a_person_are_kept_confidential():
    kinds = Lifecycle.built_in("cn-hezhang-2020").kinds
    assert [kind.id for kind in kinds if kind.confidential] == ["report_against_person"]
