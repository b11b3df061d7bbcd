from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.articles import Alert, AlertInfo, AlertReference, AlertSeverity
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.addressable import Addressable
from mgov.values.place import Place
from mgov.values.text import Text

SENT = datetime(2017, 8, 17, 0, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
COUNTY = Place(division="511602")

STORM = AlertInfo.model_validate(
    {
        "event": {"zh": "暴雨", "en": "Rainstorm"},
        "categories": ["met"],
        "urgency": "immediate",
        "severity": "severe",
        "certainty": "likely",
        "areas": [{"description": "广安市", "divisions": ["511600"]}],
    }
)
ALERT = Alert.model_validate(
    {
        "identifier": "W1",
        "sender": "weather@example.gov.cn",
        "sent": SENT,
        "status": "actual",
        "kind": "alert",
        "scope": "public",
        "infos": [STORM],
    }
)
EARLIER = [{"sender": "weather@example.gov.cn", "identifier": "W0", "sent": SENT - HOUR}]


def with_info(**changes: object) -> Alert:
    return ALERT.replace(infos=[STORM.replace(**changes)])


def test_an_alert_survives_json():
    full = with_info(
        level="orange",
        responses=["prepare"],
        parameters=[{"name": "color", "value": ""}],
        resources=[{"title": "map", "address": "https://www.example.gov.cn/map.png"}],
        event_codes=[{"scheme": "SAME", "code": "SVR"}],
        effective=SENT,
        expires=SENT + HOUR,
    )
    assert Alert.model_validate_json(full.model_dump_json()) == full


def test_an_alert_has_a_title_and_a_page_like_anything_that_a_link_leads_to():
    headed = with_info(
        headline=Text(zh="暴雨橙色预警"), address="https://www.example.gov.cn/w1.htm"
    )
    assert isinstance(headed, Addressable)
    assert str(headed.title) == "暴雨橙色预警"
    assert headed.address == "https://www.example.gov.cn/w1.htm"


def test_without_a_headline_the_title_is_what_else_there_is():
    assert ALERT.title == STORM.event
    cancel = ALERT.replace(kind="cancel", infos=[], references=EARLIER, note="雨停了")
    assert cancel.title == Text("雨停了")
    assert cancel.replace(note=None).title == Text("W1")
    assert cancel.address is None


@pytest.mark.parametrize(
    ("times", "hours", "in_force"),
    [
        ({}, -1, False),
        ({}, 0, True),
        ({}, 9000, True),
        # It takes effect later, and not before it is sent.
        ({"effective": SENT + 2 * HOUR}, 1, False),
        ({"effective": SENT + 2 * HOUR}, 2, True),
        ({"effective": SENT - 2 * HOUR}, -1, False),
        ({"effective": SENT - 2 * HOUR}, 0, True),
        # The moment at which it expires is no longer in force.
        ({"expires": SENT + 2 * HOUR}, 1.99, True),
        ({"expires": SENT + 2 * HOUR}, 2, False),
        ({"expires": SENT}, 0, False),
        # When the event begins does not matter: a warning comes before it.
        ({"onset": SENT + 5 * HOUR}, 1, True),
        ({"responses": ["all_clear", "monitor"]}, 1, False),
        ({"urgency": "past"}, 1, True),
    ],
)
def test_an_alert_is_in_force_from_when_it_takes_effect_until_it_expires(
    times: dict[str, object],
    hours: float,
    in_force: bool,  # noqa: FBT001 -- a column of the table
):
    assert with_info(**times).is_in_force(at=SENT + hours * HOUR) is in_force


def test_a_receiver_may_let_an_alert_without_end_pass_after_a_while():
    at = SENT + 24 * HOUR
    assert ALERT.is_in_force(at=at)
    assert not ALERT.is_in_force(at=at, lasts=24 * HOUR)
    assert ALERT.is_in_force(at=at, lasts=25 * HOUR)
    assert with_info(expires=at + HOUR).is_in_force(at=at, lasts=HOUR)
    # However long it lasts, there is a day after which none is counted.
    assert ALERT.is_in_force(at=datetime.max.replace(tzinfo=UTC), lasts=timedelta.max)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "test"},
        {"status": "exercise"},
        {"status": "system"},
        {"status": "draft"},
        {"scope": "restricted", "restriction": "fire brigades"},
        {"scope": "private", "recipients": ["a@example.gov"]},
        {"kind": "cancel", "references": EARLIER},
        {"kind": "ack", "references": EARLIER},
        {"kind": "error", "references": EARLIER},
        {"infos": []},
    ],
)
def test_only_a_real_warning_to_everybody_is_ever_in_force(change: dict[str, object]):
    assert not ALERT.replace(**change).is_in_force(at=SENT)
    assert ALERT.replace(**change).infos_in_force(at=SENT) == ()


def test_an_update_is_in_force_like_an_alert():
    assert ALERT.replace(kind="update", references=EARLIER).is_in_force(at=SENT)


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        (COUNTY, True),
        (Place(division="51"), True),
        (Place(division="50"), False),
        (Place(latitude=30.5, longitude=106.6), None),
    ],
)
def test_where_an_alert_is_in_force_may_be_unknown(place: Place, answer: bool | None):  # noqa: FBT001 -- as above
    assert ALERT.is_in_force(at=SENT, where=place) is answer
    assert ALERT.is_in_force(at=SENT - HOUR, where=place) is False


def test_each_thing_that_an_alert_says_has_its_own_time_and_place():
    elsewhere = STORM.replace(
        severity="moderate",
        expires=SENT + HOUR,
        areas=[{"description": "重庆市", "divisions": ["50"]}],
    )
    both = ALERT.replace(infos=[STORM, elsewhere])
    assert both.infos_in_force(at=SENT) == (STORM, elsewhere)
    assert both.infos_in_force(at=SENT + HOUR) == (STORM,)
    assert both.is_in_force(at=SENT, where=Place(division="50"))
    assert not both.is_in_force(at=SENT + HOUR, where=Place(division="50"))


def test_a_moment_has_a_zone():
    with pytest.raises(InvalidValueError, match="at: has no time zone"):
        ALERT.is_in_force(at=datetime(2017, 8, 17))  # noqa: DTZ001 -- wrong on purpose


@pytest.mark.parametrize("kind", ["update", "cancel", "ack", "error"])
def test_a_message_about_others_names_them(kind: str):
    with pytest.raises(InvalidDataError) as caught:
        ALERT.replace(kind=kind)
    problem = caught.value.problems[0]
    assert problem.field == "references"
    assert problem.trouble == f"name no message, and one of kind {kind} is about others"


@pytest.mark.parametrize(
    ("scope", "field"), [("restricted", "restriction"), ("private", "recipients")]
)
def test_a_message_that_is_not_public_says_who_may_have_it(scope: str, field: str):
    with pytest.raises(InvalidDataError) as caught:
        ALERT.replace(scope=scope)
    assert [problem.field for problem in caught.value.problems] == [field]


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(InvalidDataError) as caught:
        Alert.model_validate({"identifier": "a,b", "sent": "2017-08-17T08:30", "kind": "warning"})
    assert {problem.field for problem in caught.value.problems} == {
        "identifier",
        "sender",
        "sent",
        "status",
        "kind",
        "scope",
    }


@pytest.mark.parametrize("name", ["W 1", "W,1", "W<1", "W&1", ""])
def test_a_name_can_stand_in_a_list_of_references(name: str):
    with pytest.raises(InvalidDataError, match="identifier: has the wrong form"):
        ALERT.replace(identifier=name)


def test_an_info_has_a_category_and_does_not_expire_before_it_takes_effect():
    with pytest.raises(InvalidDataError, match="categories: has too few items"):
        STORM.replace(categories=[])
    with pytest.raises(InvalidDataError, match="expires before it takes effect"):
        STORM.replace(effective=SENT, expires=SENT - HOUR)
    assert STORM.replace(effective=SENT, expires=SENT).severity is AlertSeverity.SEVERE


def test_a_reference_is_read_and_written_as_in_the_standard():
    text = "weather@example.gov.cn,W1,2017-08-17T08:30:00+08:00"
    assert str(AlertReference.parse(f" {text} ")) == text
    assert AlertReference.parse(text).key == ALERT.reference.key


@pytest.mark.parametrize("text", ["W1", "a,b,2017-08-17T08:30:00+08:00,c", ""])
def test_a_reference_has_three_parts(text: str):
    with pytest.raises(InvalidValueError, match="parts between its commas, not 3"):
        AlertReference.parse(text)


def test_a_reference_says_a_moment():
    with pytest.raises(InvalidDataError, match="sent: has no time zone"):
        AlertReference.parse("a,b,2017-08-17T08:30:00")


moments = st.datetimes(datetime(2017, 1, 1), datetime(2017, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis adds the zone


@given(moments, moments, moments, moments)
def test_an_alert_is_never_in_force_before_it_is_sent_or_after_it_expires(
    sent: datetime, effective: datetime, expires: datetime, at: datetime
):
    effective, expires = sorted((effective, expires))
    alert = with_info(effective=effective, expires=expires).replace(sent=sent)
    assert alert.is_in_force(at=at) is (sent <= at and effective <= at < expires)
