"""At both ends of the calendar a petition says what is wrong with a moment, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from mgov import Organization
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.petitions import Everybody, Petition, find_duplicates, to_icalendar

AT = datetime(2022, 6, 1, 2, tzinfo=UTC)
FIRST = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
LAST = datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=12)))
OFFICE = Organization(name="广安市信访局")
PETITION = Petition.register(
    rulebook="cn-2022", kind="claim", title="路灯不亮", number="XF-1", at=AT
).accept(at=AT)


def _decided_at(at: datetime) -> Petition:
    return PETITION.answer(at=at, outcome="supported")


@pytest.mark.parametrize("at", [FIRST, LAST])
@pytest.mark.parametrize(
    "look",
    [
        PETITION.overdue,
        PETITION.supervision,
        lambda at: PETITION.escalate("evasion", at=at, by=OFFICE),
        lambda at: PETITION.merge_into(PETITION.replace(number="XF-2"), at=at),
        lambda at: to_icalendar([PETITION], at=at),
        _decided_at,
    ],
)
def test_a_moment_that_no_clock_shows_is_refused(look: Callable[[datetime], object], at: datetime):
    with pytest.raises(InvalidValueError, match="for a year that dates do not reach"):
        look(at)


@pytest.mark.parametrize("at", [FIRST, LAST])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("events", lambda at: [{"step": "register", "at": at}]),
        ("escalations", lambda at: [{"trigger": "evasion", "at": at, "by": OFFICE}]),
        ("mergers", lambda at: [{"main": "XF-2", "since": at}]),
        ("mergers", lambda at: [{"main": "XF-2", "since": AT, "until": at}]),
    ],
)
def test_the_error_of_a_stored_petition_names_the_field(
    field: str, value: Callable[[datetime], object], at: datetime
):
    with pytest.raises(InvalidDataError, match=f"{field}.*for a year that dates do not reach"):
        PETITION.replace(**{field: value(at)})


def test_the_last_day_that_there_is_can_be_told():
    request = Petition.register(
        rulebook="open311", kind="service_request", title="Pothole", due=date.max, at=AT
    )
    due = request.next_due()
    assert due is not None
    assert due.due == date.max


def test_a_term_that_would_end_after_all_years_is_refused_when_it_is_counted():
    petition = _decided_at(datetime(9999, 12, 20, tzinfo=UTC)).deliver(
        at=datetime(9999, 12, 21, tzinfo=UTC)
    )
    assert petition.is_closed
    assert find_duplicates([petition]) == ()
    assert petition.view_for(Everybody()) is not None
    with pytest.raises(InvalidValueError, match="dates do not reach"):
        petition.deadlines()
