"""Credentials: whether they hold at a moment, and who can see what of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import qr
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import (
    Application,
    Credential,
    CredentialEvent,
    CredentialStatus,
    RevocationGround,
)
from mgov.values.addressable import Addressable
from mgov.values.personal import revealed

SHANGHAI = ZoneInfo("Asia/Shanghai")
ISSUED = datetime(2017, 8, 25, 10, tzinfo=SHANGHAI)


def credential(**fields: object) -> Credential:
    return Credential(
        **{
            "identifier": "c-42",
            "type": {"zh": "机动车驾驶证", "en": "Driving license"},
            "issuer": {"name": "广安市公安局"},
            "issued": ISSUED,
            "time_zone": "Asia/Shanghai",
            **fields,
        }
    )


def at(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (at(2017, 8, 25, 9), "not_yet_valid"),
        (at(2017, 8, 31, 23), "not_yet_valid"),
        (at(2017, 9, 1, 0), "valid"),
        (at(2023, 8, 31, 23), "valid"),
        (at(2023, 9, 1, 0), "expired"),
    ],
)
def test_it_holds_from_its_first_day_to_its_last(moment: datetime, status: str):
    license_ = credential(valid_from="2017-09-01", valid_until="2023-08-31")
    assert license_.status_at(moment).value == status
    assert license_.status_at(moment.astimezone(UTC)).value == status


def test_without_days_it_holds_from_its_issue_on():
    assert credential().status_at(ISSUED - timedelta(seconds=1)).value == "not_yet_valid"
    assert credential().status_at(ISSUED).value == "valid"
    assert credential().status_at(at(2117, 1, 1)).value == "valid"


def test_it_is_suspended_resumed_and_revoked():
    license_ = credential(valid_until="2023-08-24")
    assert (license_.revoked, license_.revocation_ground) == (None, None)
    license_ = license_.suspend(at=at(2018, 1, 1)).resume(at=at(2018, 2, 1))
    license_ = license_.suspend(at=at(2018, 3, 1))
    license_ = license_.revoke(at=at(2018, 4, 1), ground="penalty", explanation="醉酒驾驶")
    moments = [at(2018, month, 15) for month in (1, 2, 3, 4)]
    assert [license_.status_at(each).value for each in moments] == [
        "suspended",
        "valid",
        "suspended",
        "revoked",
    ]
    assert license_.revoked == at(2018, 4, 1)
    assert license_.revocation_ground is RevocationGround.PENALTY
    assert license_.status_at(at(2024, 1, 1)) is CredentialStatus.REVOKED


def test_what_expires_while_it_is_suspended_has_expired():
    license_ = credential(valid_until="2018-01-31").suspend(at=at(2018, 1, 1))
    assert license_.status_at(at(2018, 2, 1)) is CredentialStatus.EXPIRED


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([("resumed", 1)], "events.0: is resumed while it is in force"),
        ([("suspended", 1), ("suspended", 2)], "events.1: is suspended while it is suspended"),
        ([("revoked", 1), ("resumed", 2)], "events.1: is resumed while it is revoked"),
        ([("suspended", 2), ("resumed", 1)], "events.1: is resumed before 2017-08-27"),
        ([("suspended", -1)], "events.0: is suspended before 2017-08-25"),
    ],
)
def test_what_cannot_have_happened_is_refused_where_it_stands(
    events: list[tuple[str, int]], message: str
):
    given_ = [
        {
            "kind": kind,
            "at": ISSUED + timedelta(days=days),
            "ground": "replaced" if kind == "revoked" else None,
        }
        for kind, days in events
    ]
    with pytest.raises(InvalidDataError) as caught:
        credential(events=given_)
    assert message in str(caught.value)


def test_a_revocation_says_why_and_nothing_else_does():
    with pytest.raises(InvalidDataError, match="does not say its ground"):
        CredentialEvent(kind="revoked", at=ISSUED)
    with pytest.raises(InvalidDataError, match="says a ground, and does not revoke"):
        CredentialEvent(kind="suspended", at=ISSUED, ground="penalty")


def test_it_does_not_end_before_it_begins():
    with pytest.raises(InvalidDataError, match="is valid until a day before it is valid"):
        credential(valid_from="2017-09-01", valid_until="2017-08-31")
    with pytest.raises(InvalidDataError, match="is valid until a day before it is valid"):
        credential(valid_until="2017-08-24")
    assert credential(valid_until="2017-08-25").valid_until == date(2017, 8, 25)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(InvalidValueError, match="has no time zone"):
        credential().status_at(datetime(2017, 8, 17))  # noqa: DTZ001 -- that is what is refused


def test_its_code_leads_to_the_page_that_verifies_it_and_names_no_holder():
    license_ = credential(
        holder="王小明",
        number="511602199001011234",
        address="https://www.122.gov.cn/v/k7Qm2x",
    )
    assert isinstance(license_, Addressable)
    link = qr.Link(license_, policy="gov.cn")
    assert str(link.title) == "机动车驾驶证"
    code = qr.make(license_, policy="gov.cn")
    assert "王" not in code.svg()


def test_nothing_of_its_holder_is_seen():
    secrets = ["王小明", "511602199001011234", "醉酒驾驶", "360426199101010071"]
    license_ = credential(holder=secrets[0], number=secrets[1], holder_id=secrets[3])
    license_ = license_.revoke(at=at(2018, 4, 1), ground="penalty", explanation=secrets[2])
    seen = f"{license_!r}{license_}{license_.model_dump()}{license_.model_dump_json()}"
    assert not [secret for secret in secrets if secret in seen]
    stored = revealed(license_, purpose="store it", mode="json")
    assert Credential.model_validate(stored) == license_


def test_an_application_ends_in_what_was_issued():
    application = (
        Application.start(rulebook="cn-2004", service="s-1", at=ISSUED)
        .submit(at=ISSUED)
        .accept(at=ISSUED)
        .complete(at=ISSUED, output=credential().identifier)
    )
    assert application.output == credential().identifier


@given(
    days=st.lists(st.integers(0, 300), min_size=1, max_size=6).map(sorted),
    ends=st.booleans(),
    until=st.one_of(st.none(), st.integers(0, 400)),
    asked=st.integers(-10, 500),
)
def test_its_status_is_that_of_the_last_event_and_later_ones_change_nothing(
    days: list[int],
    ends: bool,  # noqa: FBT001 -- drawn
    until: int | None,
    asked: int,
):
    license_ = credential(
        valid_until=None if until is None else (ISSUED + timedelta(days=until)).date()
    )
    moment = ISSUED + timedelta(days=asked)
    history = [license_]
    for position, day in enumerate(days):
        event_at = ISSUED + timedelta(days=day)
        last = history[-1]
        if ends and position == len(days) - 1:
            history.append(last.revoke(at=event_at, ground="surrendered"))
        elif position % 2:
            history.append(last.resume(at=event_at))
        else:
            history.append(last.suspend(at=event_at))
    known = [each for each in history if not each.events or each.events[-1].at <= moment]
    status = history[-1].status_at(moment)
    assert status is known[-1].status_at(moment)
    revoked = history[-1].revoked
    assert (status is CredentialStatus.REVOKED) is (revoked is not None and revoked <= moment)


def test_moments_that_the_zone_does_not_reach_are_refused():
    last_hour = datetime(9999, 12, 31, 23, tzinfo=UTC)
    with pytest.raises(InvalidDataError, match="issued: is left for a year"):
        credential(issued=last_hour)
    with pytest.raises(InvalidValueError, match="at: is left for a year"):
        credential().status_at(last_hour)
