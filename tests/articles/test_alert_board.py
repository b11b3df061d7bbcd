from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.articles import Alert, AlertBoard, AlertKind, AlertStatus, Coverage
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.place import Place

NOON = datetime(2017, 8, 17, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def info(severity: str = "moderate", *divisions: str, **more: object) -> dict[str, object]:
    area = {"description": "somewhere", "divisions": divisions or ["51"]}
    return {
        "event": "storm",
        "categories": ["met"],
        "urgency": "expected",
        "severity": severity,
        "certainty": "likely",
        "areas": [area],
        **more,
    }


def message(
    identifier: str, hours: float, kind: str = "alert", about: Sequence[Alert] = (), **more: object
) -> Alert:
    return Alert.model_validate(
        {
            "identifier": identifier,
            "sender": "weather@example.gov",
            "sent": NOON + hours * HOUR,
            "status": "actual",
            "kind": kind,
            "scope": "public",
            "references": [each.reference for each in about],
            "infos": [] if kind == "cancel" else [info()],
            **more,
        }
    )


FIRST = message("W1", 0)
UPDATE = message("W2", 2, "update", [FIRST])
CANCEL = message("W3", 4, "cancel", [FIRST, UPDATE])
BOARD = AlertBoard(alerts=[FIRST, UPDATE, CANCEL])


def names(board: AlertBoard, hours: float) -> list[str]:
    return [each.alert.identifier for each in board.in_force(at=NOON + hours * HOUR)]


@pytest.mark.parametrize(
    ("hours", "in_force"),
    [(-0.01, []), (0, ["W1"]), (1.99, ["W1"]), (2, ["W2"]), (3.99, ["W2"]), (4, []), (9, [])],
)
def test_a_message_is_in_force_until_a_later_one_is_sent(hours: float, in_force: list[str]):
    assert names(BOARD, hours) == in_force
    for alert in BOARD.alerts:
        is_in_force = BOARD.is_in_force(alert, at=NOON + hours * HOUR)
        assert is_in_force is (alert.identifier in in_force)


def test_what_an_update_ended_does_not_come_back_with_its_cancellation():
    only_the_update = message("W3", 4, "cancel", [UPDATE])
    assert names(AlertBoard(alerts=[FIRST, UPDATE, only_the_update]), 5) == []


def test_between_an_update_and_its_later_effect_nothing_is_in_force():
    later = UPDATE.replace(infos=[info(effective=NOON + 3 * HOUR)])
    board = AlertBoard(alerts=[FIRST, later])
    assert [names(board, hours) for hours in (1, 2, 3)] == [["W1"], [], ["W2"]]


def test_an_all_clear_ends_a_warning_and_is_none():
    over = UPDATE.replace(infos=[info(responses=["all_clear"])])
    assert names(AlertBoard(alerts=[FIRST, over]), 3) == []


@pytest.mark.parametrize("kind", ["ack", "error"])
def test_an_answer_ends_nothing(kind: str):
    assert names(AlertBoard(alerts=[FIRST, message("A", 1, kind, [FIRST])]), 3) == ["W1"]


def test_a_new_alert_that_names_an_earlier_one_ends_nothing():
    second = message("W2", 1, "alert", [FIRST])
    assert names(AlertBoard(alerts=[FIRST, second]), 3) == ["W1", "W2"]


@pytest.mark.parametrize(
    "change",
    [{"status": "exercise"}, {"status": "test"}, {"scope": "restricted", "restriction": "police"}],
)
def test_an_exercise_ends_no_real_warning(change: dict[str, object]):
    drill = message("D", 1, "cancel", [FIRST], **change)
    board = AlertBoard(alerts=[FIRST, drill])
    assert names(board, 3) == ["W1"]
    assert board.ended_by(FIRST) == ()
    assert board.history(drill) == (drill,)
    assert board.first_sent(drill) == drill.sent


def test_two_updates_of_one_message_are_both_in_force():
    other = message("W2b", 3, "update", [FIRST])
    board = AlertBoard(alerts=[UPDATE, FIRST, other])
    assert names(board, 4) == ["W2", "W2b"]
    assert board.ended_by(FIRST) == (UPDATE, other)


def test_a_message_of_another_sender_may_end_one():
    center = message("N1", 1, "cancel", [FIRST], sender="national@example.gov")
    assert names(AlertBoard(alerts=[FIRST, center]), 2) == []


def test_the_most_severe_is_listed_first():
    many = [
        message(severity, hours, infos=[info(severity)])
        for hours, severity in enumerate(["unknown", "minor", "extreme", "moderate", "severe"])
    ]
    board = AlertBoard(alerts=many)
    assert names(board, 9) == ["extreme", "severe", "moderate", "minor", "unknown"]


def test_what_is_certainly_elsewhere_is_left_out_and_what_may_be_here_is_not():
    here = message("here", 0, infos=[info("severe", "511602")])
    elsewhere = message("elsewhere", 0, infos=[info("severe", "50")])
    drawn = message("drawn", 0, infos=[info(areas=[{"description": "the valley"}])])
    mixed = message("mixed", 0, infos=[info("extreme", "50"), info("minor", "51")])
    board = AlertBoard(alerts=[here, elsewhere, drawn, mixed])
    county, province = Place(division="511602"), Place(division="51")
    found = board.in_force(at=NOON, where=county)
    assert [(each.alert.identifier, each.info.severity, each.coverage) for each in found] == [
        ("here", "severe", Coverage.WHOLE),
        ("drawn", "moderate", Coverage.UNKNOWN),
        ("mixed", "minor", Coverage.WHOLE),
    ]
    assert board.in_force(at=NOON, where=province)[0].coverage is Coverage.PART
    assert {each.coverage for each in board.in_force(at=NOON)} == {None}
    answers = [board.is_in_force(each, at=NOON, where=county) for each in (here, elsewhere, drawn)]
    assert answers == [True, False, None]


def test_how_long_a_message_without_end_lasts_is_for_the_board():
    assert names(AlertBoard(alerts=[FIRST], lasts=3 * HOUR), 3) == []
    assert names(AlertBoard(alerts=[FIRST]), 3) == ["W1"]
    with pytest.raises(InvalidDataError, match="lasts: is too small"):
        AlertBoard(lasts=timedelta(0))


def test_what_is_referred_to_and_missing_is_reported():
    late = message("A", 9, "ack", [UPDATE])
    board = AlertBoard(alerts=[late, CANCEL, FIRST])
    assert board.unknown_references == (UPDATE.reference,)
    assert AlertBoard(alerts=[CANCEL]).unknown_references == (FIRST.reference, UPDATE.reference)
    assert BOARD.unknown_references == ()


def test_a_reference_with_another_moment_is_to_another_message():
    wrong = [FIRST.replace(sent=NOON + HOUR)]
    board = AlertBoard(alerts=[FIRST, message("W2", 2, "cancel", wrong)])
    assert board.unknown_references == (wrong[0].reference,)
    assert names(board, 3) == ["W1"]


def test_the_same_moment_in_another_zone_is_the_same():
    beijing = timedelta(hours=8)
    elsewhere = FIRST.reference.replace(sent="2017-08-17T20:00:00+08:00")
    assert elsewhere.sent.utcoffset() == beijing
    board = AlertBoard(alerts=[FIRST, UPDATE.replace(references=[elsewhere])])
    assert board.unknown_references == ()


def test_messages_that_refer_to_each_other_in_a_circle_are_refused():
    ahead = message("W9", 9)
    one = message("W1", 0, "update", [ahead])
    other = message("W9", 9, "update", [one])
    for circle in ([one, other], [message("W0", 0, "update", [message("W0", 0)])]):
        with pytest.raises(InvalidDataError) as caught:
            AlertBoard(alerts=circle)
        assert caught.value.problems[0].code == "alert_circle"
        assert caught.value.problems[0].trouble.startswith("refer to each other in a circle, from")


def test_of_a_large_circle_only_its_beginning_is_named():
    ring = [message("W0", 0)]
    for number in range(1, 30):
        ring.append(message(f"W{number}", number, "update", [ring[-1]]))
    ring[0] = message("W0", 0, "update", [ring[-1]])
    with pytest.raises(InvalidDataError, match=r"in a circle, from W\d+( to W\d+){9} and on\."):
        AlertBoard(alerts=ring)


def test_a_message_that_is_given_twice_stands_there_once():
    assert AlertBoard(alerts=[FIRST, FIRST, UPDATE, FIRST]) == AlertBoard(alerts=[UPDATE, FIRST])


def test_two_different_messages_of_one_name_are_refused():
    with pytest.raises(InvalidDataError, match="alerts: have two different messages weather@"):
        AlertBoard(alerts=[FIRST, FIRST.replace(infos=[])])


@pytest.mark.parametrize("stranger", [message("X", 0), FIRST.replace(infos=[])])
def test_a_message_that_is_not_on_the_board_is_refused(stranger: Alert):
    for question in (BOARD.ended_by, BOARD.history, BOARD.first_sent, BOARD.latency):
        with pytest.raises(InvalidValueError, match="alert: is not on the board"):
            question(stranger)
    with pytest.raises(InvalidValueError, match="alert: is not on the board"):
        BOARD.is_in_force(stranger, at=NOON)


def test_the_history_of_a_message_leads_back_to_the_first_one():
    assert BOARD.history(CANCEL) == (FIRST, UPDATE, CANCEL)
    assert BOARD.history(FIRST) == (FIRST,)
    third = message("W3", 4, "cancel", [UPDATE])
    board = AlertBoard(alerts=[third, UPDATE, FIRST])
    assert board.history(third) == (FIRST, UPDATE, third)
    assert board.first_sent(third) == NOON


def test_a_missing_first_message_still_tells_when_it_was_sent():
    board = AlertBoard(alerts=[UPDATE])
    assert board.history(UPDATE) == (UPDATE,)
    assert board.first_sent(UPDATE) == NOON


@pytest.mark.parametrize(
    ("event", "hours"), [(NOON - 2 * HOUR, 2), (NOON, 0), (NOON + 3 * HOUR, -3)]
)
def test_the_latency_counts_from_the_event_to_the_first_message(event: datetime, hours: int):
    for alert in BOARD.alerts:
        assert BOARD.latency(alert, event=event) == hours * HOUR


def test_without_the_event_the_latency_counts_from_the_onset():
    onsets = [info(onset=NOON + 6 * HOUR), info(onset=NOON + 5 * HOUR), info()]
    forecast = UPDATE.replace(infos=onsets)
    board = AlertBoard(alerts=[FIRST, forecast])
    assert board.latency(forecast) == -5 * HOUR
    assert board.latency(FIRST) is None


def test_moments_have_a_zone():
    with pytest.raises(InvalidValueError, match="event: has no time zone"):
        BOARD.latency(FIRST, event=datetime(2017, 8, 17))  # noqa: DTZ001 -- wrong on purpose
    with pytest.raises(InvalidValueError, match="at: has no time zone"):
        BOARD.in_force(at=datetime(2017, 8, 17))  # noqa: DTZ001 -- as above


@st.composite
def chains(draw: st.DrawFn) -> list[Alert]:
    """Messages of which each may refer to any of those before it."""
    alerts: list[Alert] = []
    for number in range(draw(st.integers(0, 7))):
        about = draw(st.lists(st.sampled_from(alerts), unique_by=id)) if alerts else []
        kind = draw(st.sampled_from(AlertKind)) if about else AlertKind.ALERT
        status = draw(st.sampled_from([AlertStatus.ACTUAL, AlertStatus.ACTUAL, AlertStatus.TEST]))
        severity = draw(st.sampled_from(["extreme", "minor"]))
        hours = draw(st.integers(0, 2)) + number
        alerts.append(
            message(f"W{number}", hours, kind, about, status=status, infos=[info(severity)])
        )
    return alerts


hours = st.integers(-1, 10)


@given(chains().flatmap(lambda alerts: st.tuples(st.just(alerts), st.permutations(alerts))), hours)
def test_the_order_in_which_messages_arrive_does_not_matter(
    both: tuple[list[Alert], list[Alert]], hour: int
):
    board, other = (AlertBoard(alerts=alerts) for alerts in both)
    at = NOON + hour * HOUR
    assert board == other
    assert board.model_dump_json() == other.model_dump_json()
    assert board.in_force(at=at) == other.in_force(at=at)
    assert [board.history(each) for each in board.alerts] == [
        other.history(each) for each in other.alerts
    ]


@given(chains(), hours)
def test_what_the_board_does_not_know_yet_changes_nothing(alerts: list[Alert], hour: int):
    at = NOON + hour * HOUR
    sent = AlertBoard(alerts=[alert for alert in alerts if alert.sent <= at])
    assert AlertBoard(alerts=alerts).in_force(at=at) == sent.in_force(at=at)


@given(chains(), hours)
def test_nothing_is_in_force_once_all_is_canceled(alerts: list[Alert], hour: int):
    at = NOON + hour * HOUR
    before = [alert for alert in alerts if alert.sent <= at]
    if before:
        end = message("end", hour, "cancel", before)
        assert AlertBoard(alerts=[*before, end]).in_force(at=at) == ()


@given(chains())
def test_a_history_is_in_order_and_begins_with_the_first_message(alerts: list[Alert]):
    board = AlertBoard(alerts=alerts)
    for alert in board.alerts:
        history = board.history(alert)
        assert alert in history
        assert all(one.sent <= other.sent for one, other in pairwise(history))
        assert board.first_sent(alert) == history[0].sent
        assert board.latency(alert, event=alert.sent) <= timedelta(0)
