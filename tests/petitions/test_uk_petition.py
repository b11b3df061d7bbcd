"""Petitions to the UK Parliament: one that six million signed, and what the rules say of others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidValueError
from mgov.petitions import DeadlineState, Lifecycle, Petition

BOOK = Lifecycle.built_in("uk-parliament")
CREATED = datetime(2019, 2, 14, 12, tzinfo=UTC)


def anomalies(attributes: Mapping[str, Any]) -> Iterator[str]:
    """Say what a file of the site's API has that a program should not rely on."""
    if "open_at" in attributes:
        yield "open_at: is called opened_at since 2019"
    for name in ("departments", "topics", "signatures_by_region"):
        if name not in attributes:
            yield f"{name}: is not in files of that time"
    for name in ("signatures_by_country", "signatures_by_constituency"):
        total = sum(each["signature_count"] for each in attributes.get(name, ()))
        missing = attributes["signature_count"] - total
        if missing:
            yield f"{name}: {missing} signatures of {attributes['signature_count']} are in none"
    for country in attributes.get("signatures_by_country", ()):
        if len(country["code"]) != 2:
            yield f"signatures_by_country: {country['code']} is no ISO 3166 code"


def moments(attributes: Mapping[str, Any]) -> list[tuple[datetime, str, dict[str, object]]]:
    """Turn the moments of a file into steps. The counts at the thresholds are the least ones."""
    steps: list[tuple[str, str, dict[str, object]]] = [
        ("created_at", "confirm", {"signatures": 1}),
        ("opened_at", "publish", {}),
        ("open_at", "publish", {}),
        ("government_response_at", "respond", {}),
        ("closed_at", "close", {}),
        ("updated_at", "count_signatures", {"signatures": attributes["signature_count"]}),
    ]
    for threshold in BOOK.thresholds:
        name = f"{threshold.id}_threshold_reached_at"
        steps.append((name, "count_signatures", {"signatures": threshold.count}))
    steps.append(("moderation_threshold_reached_at", "queue", {}))
    found = [
        (datetime.fromisoformat(attributes[name]), step, details)
        for name, step, details in steps
        if attributes.get(name)
    ]
    return sorted(found, key=lambda each: each[0])


def petition_of(data: Mapping[str, Any]) -> Petition:
    attributes = data["attributes"]
    petition = Petition.register(
        rulebook=BOOK,
        kind="e_petition",
        number=str(data.get("id", "")) or None,
        title=attributes["action"],
        text=attributes["background"],
        at=datetime.fromisoformat(attributes["created_at"]),
    )
    for at, step, details in moments(attributes):
        petition = petition.step(step, at=at, **details)
    return petition


@pytest.fixture
def revoke(shared_data: Path) -> dict[str, Any]:
    """Petition 241584, as the site showed it on 2019-03-24."""
    path = shared_data / "uk_petitions" / "uk_241584_20190324.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["data"]
    return data


def test_the_petition_of_six_million_is_read_with_all_that_is_odd_in_it(revoke: dict[str, Any]):
    petition = petition_of(revoke)
    assert petition.status == revoke["attributes"]["state"] == "open"
    assert petition.signatures == 5_156_603
    assert petition.track("response_state") == "awaiting"
    assert petition.track("debate_state") == "awaiting"
    assert list(anomalies(revoke["attributes"])) == [
        "departments: is not in files of that time",
        "topics: is not in files of that time",
        "signatures_by_region: is not in files of that time",
        "signatures_by_country: 2599 signatures of 5156603 are in none",
        "signatures_by_constituency: 297610 signatures of 5156603 are in none",
        "signatures_by_country: BAT is no ISO 3166 code",
    ]


def test_moderation_was_in_time_and_signing_goes_on_for_six_months(revoke: dict[str, Any]):
    moderation, signing = petition_of(revoke).deadlines()
    assert (moderation.clock.id, moderation.started) == ("moderation", date(2019, 2, 14))
    assert (moderation.due, moderation.state) == (date(2019, 2, 21), DeadlineState.MET)
    assert (signing.clock.id, signing.due) == ("signing", date(2019, 8, 20))
    assert petition_of(revoke).overdue(at=datetime(2020, 1, 1, tzinfo=UTC)) == ()


def test_what_became_of_it_follows_from_later_events(revoke: dict[str, Any]):
    """As the archive of the site has it (petition.parliament.uk, archived petition 241584)."""
    petition = petition_of(revoke)
    petition = petition.step("respond", at=datetime.fromisoformat("2019-03-26T17:19:45.070Z"))
    assert (petition.status, petition.track("response_state")) == ("open", "responded")
    scheduled = datetime(2019, 3, 27, 12, tzinfo=UTC)
    petition = petition.step("schedule_debate", at=scheduled, due=date(2019, 4, 1))
    assert petition.track("debate_state") == "scheduled"
    petition = petition.step("record_debate", at=datetime(2019, 4, 1, 18, tzinfo=UTC))
    closed = datetime.fromisoformat("2019-08-20T22:59:59.999Z")
    petition = petition.step("close", at=closed, signatures=6_103_056)
    assert (petition.status, petition.track("debate_state")) == ("closed", "debated")
    assert {each.clock.id: each.state.value for each in petition.deadlines()} == {
        "moderation": "met",
        "signing": "met",  # the site closed it on the last millisecond of the day in London
        "debate": "met",
    }


def test_a_file_of_2016_names_the_opening_otherwise(revoke: dict[str, Any]):
    attributes = dict(revoke["attributes"])
    attributes["open_at"] = attributes.pop("opened_at")
    assert petition_of({**revoke, "attributes": attributes}).status == "open"
    assert "open_at: is called opened_at since 2019" in list(anomalies(attributes))


def created(**details: object) -> Petition:
    petition = Petition.register(rulebook=BOOK, kind="e_petition", title="…", at=CREATED)
    return petition.step("confirm", at=CREATED, **details)


def test_five_people_besides_the_creator_are_needed_for_moderation():
    petition = created(signatures=1)
    assert "queue" not in petition.next_steps
    five = petition.step("count_signatures", at=CREATED, signatures=5)
    with pytest.raises(InvalidValueError) as caught:
        five.step("queue", at=CREATED)
    assert str(caught.value) == (
        "queue: cannot be taken while the petition (e_petition) is validated and has not reached "
        "the threshold moderation. Record a count of at least 6 signatures first "
        "(How petitions work, 2)."
    )
    six = five.step("count_signatures", at=CREATED, signatures=6)
    assert six.step("queue", at=CREATED).status == "sponsored"


def test_without_a_count_no_threshold_is_reached():
    assert created().signatures is None
    assert "queue" not in created().next_steps
    with pytest.raises(InvalidValueError, match="cannot be taken while the petition"):
        created().step("respond", at=CREATED)


def test_what_a_threshold_started_is_of_no_use_if_the_count_falls_below_it():
    petition = created(signatures=6)
    (moderation,) = petition.deadlines()
    assert moderation.due == date(2019, 2, 21)
    later = CREATED + timedelta(days=3)
    fallen = petition.step("count_signatures", at=later, signatures=5)
    (moderation,) = fallen.deadlines()
    assert (moderation.state, moderation.ended) == (DeadlineState.VOID, date(2019, 2, 17))
    again = fallen.step("count_signatures", at=later, signatures=7)
    assert [each.state.value for each in again.deadlines()] == ["void", "running"]
    late = again.step("queue", at=later).step("publish", at=later + timedelta(days=8))
    assert [each.state.value for each in late.deadlines()] == ["void", "missed", "running"]


@given(counts=st.lists(st.integers(0, 200_000), min_size=1, max_size=20))
def test_counts_may_fall_and_what_is_owed_follows_the_last_one(counts: list[int]):
    petition = created(signatures=6).step("queue", at=CREATED).step("publish", at=CREATED)
    for count in counts:
        petition = petition.step("count_signatures", at=CREATED, signatures=count)
    assert petition.signatures == counts[-1]
    owed = "awaiting" if counts[-1] >= 10_000 else "pending"
    considered = "awaiting" if counts[-1] >= 100_000 else "pending"
    assert petition.track("response_state") == owed
    assert petition.track("debate_state") == considered
    answered = petition.step("respond", at=CREATED)
    fallen = answered.step("count_signatures", at=CREATED, signatures=0)
    assert fallen.track("response_state") == "responded"  # what was said stays said


@pytest.mark.parametrize(("step", "state"), [("reject", "rejected"), ("hide", "hidden")])
def test_the_reason_says_whether_a_rejected_petition_is_shown(
    step: str, state: str, shared_data: Path
):
    reasons = [reason.id for reason in BOOK.reasons_for(step, kind="e_petition")]
    text = (shared_data / "uk_petitions" / "rejection_reasons.yml").read_text(encoding="utf-8")
    codes = [
        entry.split('"')[0].replace("honour", "honor").replace("-", "_")
        for entry in text.split('code: "')[1:]
        if f"hidden: {str(state == 'hidden').lower()}" in entry
    ]
    assert reasons == codes
    petition = created(signatures=6)
    assert petition.step(step, at=CREATED, reason=reasons[0]).status == state
    with pytest.raises(InvalidValueError, match="has an unknown reason"):
        petition.step(step, at=CREATED, reason="boring")


def test_a_rejected_petition_can_be_restored_and_a_removed_one_cannot():
    rejected = created().step("reject", at=CREATED, reason="duplicate")
    assert rejected.is_closed
    assert rejected.step("restore", at=CREATED).status == "sponsored"
    assert rejected.step("remove", at=CREATED).next_steps == ()
