"""Deadlines in a calendar: as RFC 5545 has it, and nobody's secret in it."""

from __future__ import annotations

import re
import sys
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import WorkCalendar
from mgov.errors import InvalidValueError, MissingExtraError
from mgov.petitions import Petition, to_icalendar

AT = datetime(2022, 6, 1, 2, tzinfo=UTC)
MADE = datetime(2022, 6, 7, 8, tzinfo=ZoneInfo("Asia/Shanghai"))


def petition(**fields: object) -> Petition:
    common = {
        "rulebook": "cn-2022",
        "kind": "claim",
        "title": "楼上渗水",
        "text": "三单元二楼",
        "number": "XF-2022-17",
        "at": AT,
        "petitioners": [{"name": "张三", "phone": "13800138000"}],
        "place": {"position": "30.473912,106.633215", "address": "滨河路一号"},
    }
    return Petition.register(**common | fields)


def entries(file: bytes, kind: str = "VEVENT") -> list[icalendar.Component]:
    return icalendar.Calendar.from_ical(file).walk(kind)


def test_a_deadline_is_an_entry_of_a_whole_day():
    file = to_icalendar([petition().accept(at=AT)], at=MADE)
    (entry,) = entries(file)
    assert entry["DTSTART"].dt == date(2022, 7, 31)
    assert entry["DTSTART"].params["VALUE"] == "DATE"
    assert entry["DTSTAMP"].dt == datetime(2022, 6, 7, 0, tzinfo=UTC)
    assert entry["LAST-MODIFIED"].dt == AT
    assert entry["SUMMARY"] == "办结期限 (XF-2022-17)"
    assert entry["DESCRIPTION"] == "信访工作条例 第三十四条"
    assert entry["TRANSP"] == "TRANSPARENT"
    assert "DTEND" not in entry  # RFC 5545, 3.6.1: without an end, a date is one day
    assert "CLASS" not in entry


def test_a_deadline_can_be_a_task():
    (task,) = entries(to_icalendar([petition()], at=MADE, component="todo"), "VTODO")
    assert (task["DUE"].dt, task["STATUS"]) == (date(2022, 6, 16), "NEEDS-ACTION")
    assert task["DUE"].params["VALUE"] == "DATE"
    assert "DTSTART" not in task


def test_only_what_is_running_is_in_the_calendar():
    hearing = petition().accept(at=AT).answer(at=AT, outcome="explained").deliver(at=AT)
    summaries = [each["SUMMARY"] for each in entries(to_icalendar([hearing], at=MADE))]
    assert summaries == ["请求复查的期限 (XF-2022-17)"]
    hearing = hearing.request_review(at=AT).review(at=AT, outcome="upheld")
    hearing = hearing.request_reexamination(at=AT).step("open_hearing", at=AT)
    assert entries(to_icalendar([hearing], at=MADE)) == []  # paused: nobody knows the last day


def test_a_calendar_without_an_entry_is_a_calendar():
    calendar = icalendar.Calendar.from_ical(to_icalendar([], at=MADE))
    assert (calendar["VERSION"], calendar["PRODID"]) == ("2.0", "-//mgov//petitions//EN")


def test_a_deadline_that_is_extended_moves_in_the_calendar_that_has_it():
    accepted = petition().accept(at=AT)
    extended = accepted.extend(at=AT + timedelta(days=20))
    (before,), (after,) = (entries(to_icalendar([each], at=MADE)) for each in (accepted, extended))
    assert before["UID"] == after["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"]
    assert (after["DTSTART"].dt - before["DTSTART"].dt).days == 30


def test_no_two_deadlines_have_one_uid():
    sent = petition()
    for day in range(3):  # each transfer starts the clocks anew
        sent = sent.transfer(at=AT + timedelta(days=day), to={"name": f"{day}局"})
    cases = [sent, petition(number="XF-2022-18"), petition(at=AT + timedelta(hours=1))]
    uids = [each["UID"] for each in entries(to_icalendar(cases, at=MADE))]
    assert len(uids) == len(set(uids)) == 4
    once = to_icalendar([petition()], at=MADE)
    sent_on = to_icalendar([petition().transfer(at=AT, to={"name": "局"})], at=MADE)
    assert not {each["UID"] for each in entries(once)} & {each["UID"] for each in entries(sent_on)}


def test_the_working_days_are_those_that_are_passed_in():
    sent = petition().transfer(at=AT, to={"name": "局"})
    free = WorkCalendar(holidays=[date(2022, 6, 3)])
    (other,) = (
        each["DTSTART"].dt
        for each in entries(to_icalendar([sent], at=MADE, calendar=free))
        if "异议" in each["SUMMARY"]
    )
    assert other == date(2022, 6, 9)


def test_nothing_personal_is_in_the_calendar():
    file = to_icalendar([petition().accept(at=AT, explanation="已查实")], at=MADE).decode()
    unfolded = file.replace("\r\n ", "")
    code = petition().lookup_code.reveal(purpose="test")
    for secret in ("楼上", "二楼", "张", "138", "30.47", "106.63", "滨河", "查实", code):
        assert secret not in unfolded


def test_a_confidential_petition_says_only_that_something_is_due():
    report = petition(kind="report_against_person", target={"name": "某局"})
    (entry,) = entries(to_icalendar([report], at=MADE))
    assert (entry["SUMMARY"], entry["CLASS"]) == ("期限", "CONFIDENTIAL")
    assert "DESCRIPTION" not in entry
    unfolded = to_icalendar([report], at=MADE, language="en").decode().replace("\r\n ", "")
    assert "SUMMARY:Deadline\r\n" in unfolded
    for secret in ("XF-2022", "某局", "第", "first_reply", "report"):
        assert secret not in unfolded


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_whatever_a_number_looks_like_the_file_is_sound(number: str):
    file = to_icalendar([petition(number=number)], at=MADE, language="en")
    lines = file.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode()  # no character is torn apart
    unfolded = b"".join(file.split(b"\r\n ")).decode()
    (summary,) = re.findall(r"SUMMARY:(.*)\r\n", unfolded)
    text = f"Tell the petitioner, transfer or assign ({number})"
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert summary == escaped  # RFC 5545, 3.3.11
    (entry,) = entries(file)
    assert str(entry["SUMMARY"]) == text


def test_a_petition_without_a_number_cannot_be_called_by_it():
    with pytest.raises(InvalidValueError, match="petition: has no number to call it by"):
        to_icalendar([petition(number=None)], at=MADE)


def test_what_the_calendar_cannot_be_says_why():
    with pytest.raises(InvalidValueError, match="at: has no time zone"):
        to_icalendar([petition()], at=datetime(2022, 6, 7))  # noqa: DTZ001 -- refused for that
    with pytest.raises(InvalidValueError, match="component: is no component"):
        to_icalendar([petition()], at=MADE, component="alarm")
    with pytest.raises(InvalidValueError, match="Use en or zh"):
        to_icalendar([petition()], at=MADE, language="fr")


def test_without_the_extra_its_name_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=r'pip install "mgov\[calendar\]"'):
        to_icalendar([petition()], at=MADE)
