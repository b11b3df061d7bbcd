"""Service requests by Open311: the samples of the specification, and closed that is not fixed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from mgov.errors import InvalidValueError
from mgov.petitions import DeadlineState, Lifecycle, Petition

AT = datetime(2024, 5, 6, 12, tzinfo=UTC)
SAN_FRANCISCO = Lifecycle.built_in("open311").replace(time_zone="America/Los_Angeles")


def read(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """Read a sample, and say what is odd in it."""
    text = path.read_text(encoding="utf-8")
    odd = []
    try:
        rows = json.loads(text)
    except json.JSONDecodeError:
        odd.append("is no JSON: numbers begin with zeros")
        rows = json.loads(re.sub(r'(":\s*)0+(?=\d)', r"\1", text))
    for row in rows:
        link = row["media_url"]
        if link != link.strip():
            odd.append(f"{row['service_request_id']}: media_url ends with a space")
    return rows, odd


def request_of(row: Mapping[str, Any]) -> Petition:
    expected = datetime.fromisoformat(row["expected_datetime"])
    request = Petition.register(
        rulebook=SAN_FRANCISCO,
        kind="service_request",
        number=str(row["service_request_id"]),
        title=row["service_name"],
        text=row["description"],
        at=datetime.fromisoformat(row["requested_datetime"]),
        due=expected.astimezone(SAN_FRANCISCO.zone).date(),
    )
    updated = datetime.fromisoformat(row["updated_datetime"])
    if row["status"].lower() == "closed":
        return request.step("close", at=updated, explanation=row["status_notes"])
    return request


def test_the_samples_of_the_specification_are_read_with_what_is_odd_in_them(shared_data: Path):
    rows, odd = read(shared_data / "open311" / "spec_requests.json")
    assert odd == [
        "is no JSON: numbers begin with zeros",
        "638344: media_url ends with a space",
    ]
    closed, still_open = (request_of(row) for row in rows)
    assert [closed.is_closed, still_open.is_closed] == [True, False]
    assert closed.events[-1].explanation.reveal(purpose="test") == "Duplicate request."
    assert closed.status == "closed"  # the notes say more, and not that it is fixed
    (expected,) = closed.deadlines()
    assert (expected.due, expected.state) == (date(2010, 4, 15), DeadlineState.MET)
    assert str(still_open.next_due()) == (
        "expected: due on 2010-04-19, running (GET Service Request, expected_datetime)"
    )


def request(**fields: object) -> Petition:
    return Petition.register(
        rulebook="open311", kind="service_request", title="Pothole", at=AT, **fields
    )


def test_every_state_is_open_or_closed_and_only_one_of_them_is_fixed():
    book = Lifecycle.built_in("open311")
    closing = {step.then for step in book.steps if step.then and book.state(step.then).closed}
    assert closing == {
        "closed",
        "fixed",
        "no_further_action",
        "not_councils_responsibility",
        "duplicate",
        "internal_referral",
        "canceled",
    }
    assert {state.id for state in book.states if not state.closed} == {
        "open",
        "for_triage",
        "investigating",
        "in_progress",
        "planned",
        "action_scheduled",
    }


def test_no_day_is_expected_until_somebody_names_one():
    waiting = request()
    assert waiting.deadlines() == ()
    planned = waiting.step("schedule", at=AT, due=date(2024, 5, 20))
    assert planned.next_due().due == date(2024, 5, 20)
    noted = planned.step("update", at=AT, explanation="The crew is on its way.")
    assert noted.next_due().due == date(2024, 5, 20)
    moved = noted.step("update", at=AT, due=date(2024, 5, 27))
    assert [(each.due.day, each.state.value) for each in moved.deadlines()] == [
        (20, "void"),
        (27, "running"),
    ]


@pytest.mark.parametrize(
    ("step", "state", "kept"),
    [("fix", "fixed", "met"), ("close", "closed", "met"), ("mark_duplicate", "duplicate", "void")],
)
def test_what_is_not_done_at_all_is_not_done_in_time(step: str, state: str, kept: str):
    done = request(due=date(2024, 5, 7)).step(step, at=AT)
    assert (done.status, done.is_closed) == (state, True)
    assert [each.state.value for each in done.deadlines()] == [kept]


def test_a_repair_that_did_not_last_is_opened_again():
    again = request().step("fix", at=AT).step("reopen", at=AT)
    assert again.status == "open"
    with pytest.raises(InvalidValueError, match="cannot be taken while the petition"):
        again.step("reopen", at=AT)
