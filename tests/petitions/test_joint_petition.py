"""Joint petitions, and a matter that is snapped and reported."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mgov import Organization
from mgov.errors import InvalidDataError
from mgov.petitions import Attachment, Petition, Petitioner

AT = datetime(2022, 6, 1, 2, tzinfo=UTC)
PEOPLE = [Petitioner(name=f"代表{number}") for number in "一二三四五六"]


def petition(**fields: object) -> Petition:
    common = {"rulebook": "cn-2022", "kind": "claim", "title": "路灯不亮", "at": AT}
    return Petition.register(**common | fields)


@pytest.mark.parametrize("rulebook", ["cn-2005", "cn-2022"])
def test_five_may_speak_for_any_number(rulebook: str):
    at = AT if rulebook == "cn-2022" else datetime(2017, 8, 1, tzinfo=UTC)
    joint = petition(
        rulebook=rulebook, at=at, channel="visit", petitioners=PEOPLE[:5], supporters=200
    )
    assert joint.people == 205
    with pytest.raises(InvalidDataError) as caught:
        joint.replace(petitioners=PEOPLE)
    assert caught.value.trouble == "are 6 people in one petition by visit"
    assert "count the others as supporters" in caught.value.remedy


def test_a_crowd_that_visits_has_somebody_who_speaks_for_it():
    with pytest.raises(InvalidDataError, match="are none, though 200 people stand behind"):
        petition(channel="visit", supporters=200)
    assert petition(channel="letter", supporters=200).people == 200
    assert petition(channel="visit").people == 0


def test_there_are_no_fewer_than_no_supporters():
    with pytest.raises(InvalidDataError, match="supporters"):
        petition(supporters=-1)


def test_who_snaps_and_reports_sends_a_photo_a_point_and_the_office_it_is_for():
    snapped = petition(
        channel="mini_program",
        target=Organization(name="广安市城市管理局"),
        place={"position": "30.473912,106.633215", "division": "511602"},
        attachments=[Attachment.of(b"...", media_type="image/jpeg", address="https://a.cn/b.jpg")],
    )
    assert str(snapped.target.name) == "广安市城市管理局"
    assert snapped.attachments[0].is_picture
    seen = repr(snapped) + snapped.model_dump_json()
    assert "30.47" not in seen
    assert "b.jpg" not in seen
    assert snapped.place.coarse().latitude == 30.47
