"""Alerts of other people, and the vocabulary of the standard, as `shared_data` has them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mgov import HostPolicy, qr
from mgov.articles import (
    Alert,
    AlertBoard,
    AlertCategory,
    AlertCertainty,
    AlertKind,
    AlertReference,
    AlertResponse,
    AlertScope,
    AlertSeverity,
    AlertStatus,
    AlertUrgency,
    Circle,
    Polygon,
)
from mgov.errors import InvalidDataError
from mgov.values.place import Place

XSD = "{http://www.w3.org/2001/XMLSchema}"
VOCABULARIES: dict[str, type[StrEnum]] = {
    "status": AlertStatus,
    "msgType": AlertKind,
    "scope": AlertScope,
    "category": AlertCategory,
    "responseType": AlertResponse,
    "urgency": AlertUrgency,
    "severity": AlertSeverity,
    "certainty": AlertCertainty,
}
TEXTS = {
    "event": "event",
    "headline": "headline",
    "description": "description",
    "instruction": "instruction",
    "audience": "audience",
    "senderName": "sender_name",
    "contact": "contact",
}


def snake_case(term: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", term).lower()


class Element:
    """An element of CAP: an empty one is as good as none."""

    def __init__(self, node: ET.Element) -> None:
        self.node = node

    def children(self, name: str) -> list[Element]:
        namespace = self.node.tag.partition("}")[0]
        return [Element(child) for child in self.node.findall(f"{namespace}}}{name}")]

    def all(self, name: str) -> list[str]:
        return [text for child in self.children(name) if (text := (child.node.text or "").strip())]

    def one(self, name: str) -> str | None:
        return next(iter(self.all(name)), None)

    def term(self, name: str) -> str | None:
        return snake_case(self.one(name) or "") or None

    def pairs(self, name: str, first: str, second: str) -> list[dict[str, str | None]]:
        return [
            {first: child.one("valueName"), second: child.one("value") or ""}
            for child in self.children(name)
        ]


def area(element: Element, language: str) -> dict[str, object]:
    return {
        "description": {language: element.one("areaDesc")},
        "polygons": [Polygon.parse(text) for text in element.all("polygon")],
        "circles": [Circle.parse(text) for text in element.all("circle")],
        "codes": element.pairs("geocode", "scheme", "code"),
    }


def info(element: Element) -> dict[str, object]:
    language = element.one("language") or "en-US"  # the default of CAP 1.2
    texts = {field: element.one(name) for name, field in TEXTS.items()}
    return {
        **{field: text and {language: text} for field, text in texts.items()},
        **{name: element.term(name) for name in ("urgency", "severity", "certainty")},
        **{name: element.one(name) for name in ("effective", "onset", "expires")},
        "categories": [snake_case(each) for each in element.all("category")],
        "responses": [snake_case(each) for each in element.all("responseType")],
        "address": element.one("web"),
        "event_codes": element.pairs("eventCode", "scheme", "code"),
        "parameters": element.pairs("parameter", "name", "value"),
        "areas": [area(each, language) for each in element.children("area")],
        "resources": [
            {
                "title": each.one("resourceDesc"),
                "media_type": each.one("mimeType"),
                "address": each.one("uri"),
            }
            for each in element.children("resource")
        ],
    }


def merged(infos: list[dict[str, object]]) -> list[dict[str, object]]:
    """Make one of two infos that say the same in two languages; here all of a file do."""
    if len(infos) < 2:
        return infos
    first, second = infos
    for field in TEXTS.values():
        if first[field] and second[field]:
            first[field] = {**first[field], **second[field]}
    for one, other in zip(first["areas"], second["areas"], strict=True):
        one["description"].update(other["description"])
        assert [one[key] for key in ("polygons", "codes")] == [other["polygons"], other["codes"]]
    return [first]


def read(path: Path) -> Alert:
    root = Element(ET.fromstring(path.read_bytes()))  # noqa: S314 -- files that are known
    return Alert.model_validate(
        {
            "identifier": root.one("identifier"),
            "sender": root.one("sender"),
            "sent": root.one("sent"),
            "status": root.term("status"),
            "kind": root.term("msgType"),
            "scope": root.term("scope"),
            "restriction": root.one("restriction"),
            "source": root.one("source"),
            "codes": root.all("code"),
            "note": root.one("note"),
            "references": [
                AlertReference.parse(each) for each in (root.one("references") or "").split()
            ],
            "incidents": (root.one("incidents") or "").split(),
            "infos": merged([info(each) for each in root.children("info")]),
        }
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def coded(scheme: str, code: str) -> Place:
    return Place.model_validate({"codes": [{"scheme": scheme, "code": code}]})


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "cap"


@pytest.mark.parametrize("element", VOCABULARIES)
def test_the_vocabularies_are_those_of_the_schema(folder: Path, element: str):
    schema = ET.fromstring((folder / "cap12.xsd").read_bytes())  # noqa: S314 -- as above
    declared = next(each for each in schema.iter(f"{XSD}element") if each.get("name") == element)
    terms = [snake_case(each.get("value") or "") for each in declared.iter(f"{XSD}enumeration")]
    assert [member.value for member in VOCABULARIES[element]] == terms


def test_every_good_file_is_read_and_survives_json(folder: Path):
    paths = [path for path in sorted(folder.glob("*.cap")) if path.stem != "canada_errors"]
    assert len(paths) == 6
    for path in paths:
        alert = read(path)
        assert Alert.model_validate_json(alert.model_dump_json()) == alert


def test_a_faulty_file_says_what_is_wrong_with_it(folder: Path):
    with pytest.raises(InvalidDataError) as caught:
        read(folder / "canada_errors.cap")
    assert [(each.field, each.code) for each in caught.value.problems] == [
        ("references", "alert_references")
    ]


def test_an_australian_warning_is_in_force_where_its_codes_say(folder: Path):
    alert = read(folder / "australia_bom.cap")
    # It says that it took effect six seconds before it was sent.
    assert not alert.is_in_force(at=at("2019-01-16T03:15:55+00:00"))
    assert alert.is_in_force(at=at("2019-01-16T03:15:58+00:00"))
    assert not alert.is_in_force(at=at("2019-01-16T17:15:52+11:00"))
    noon = at("2019-01-16T15:00:00+11:00")
    assert alert.is_in_force(at=noon, where=coded("AMOC-AreaCode", "NSW_PW003"))
    assert alert.is_in_force(at=noon, where=coded("AMOC-AreaCode", "NSW_PW005")) is None
    assert alert.is_in_force(at=noon, where=Place(latitude=-32.25, longitude=150.9)) is None


def test_a_canadian_all_clear_in_two_languages_ends_what_came_before(folder: Path):
    alert = read(folder / "canada.cap")
    assert alert.title.in_language("en") == "severe thunderstorm watch"
    assert alert.title.in_language("fr-CA") == "veille d'orages violents"
    board = AlertBoard(alerts=[alert])
    assert board.in_force(at=at("2012-05-02T23:30:00+00:00")) == ()
    assert [each.identifier for each in board.unknown_references] == [
        "2.49.0.1.124.a3f342a4.2012",
        "2.49.0.1.124.60f31a3a.2012",
    ]
    assert board.first_sent(alert) == at("2012-05-02T21:45:05+00:00")
    (said,) = alert.infos
    windsor, toronto = (
        Place(latitude=42.3, longitude=-83.0),
        Place(latitude=43.65, longitude=-79.38),
    )
    assert said.covers(windsor) == "whole"
    assert said.covers(toronto) == "none"
    assert said.covers(coded("profile:CAP-CP:Location:0.3", "3536020")) == "whole"
    assert said.areas[0].description.get("fr-CA") == "Windsor - Leamington - comté d'Essex"


def test_an_american_storm_is_drawn_and_coded(folder: Path):
    alert = read(folder / "google_thunderstorm.cap")
    assert not alert.is_in_force(at=at("2003-06-17T16:00:00-07:00"))
    then = at("2003-06-17T22:30:00+00:00")
    assert alert.is_in_force(at=then, where=Place(latitude=38.48, longitude=-119.92))
    assert alert.is_in_force(at=then, where=Place(latitude=38.58, longitude=-121.49)) is False
    assert alert.is_in_force(at=then, where=coded("SAME", "006009"))


def test_an_earthquake_is_reported_after_it_happened(folder: Path):
    alert = read(folder / "google_earthquake.cap")
    board = AlertBoard(alerts=[alert])
    latency = board.latency(alert, event=at("2010-08-30T23:25:40+00:00"))
    assert latency == timedelta(hours=5, minutes=43, seconds=45)
    (found,) = board.in_force(at=at("2010-09-01T00:00:00+00:00"))
    assert found.info.parameters[3].value == "6.3"
    assert found.info.covers(Place(latitude=-16.053, longitude=-173.274)) == "whole"
    assert found.info.covers(Place(latitude=-16.1, longitude=-173.3)) == "none"


def test_a_tsunami_warning_goes_back_to_a_first_message_at_the_time_of_the_quake(folder: Path):
    alert = read(folder / "google_wcatwc-warning.cap")
    board = AlertBoard(alerts=[alert])
    assert board.first_sent(alert) < alert.sent
    assert board.latency(alert, event=at("2011-09-02T10:55:55+00:00")) == timedelta(0)
    assert board.latency(alert) == at("2011-09-02T10:55:55Z") - at("2011-09-02T11:36:50Z")
    noon = at("2011-09-02T12:00:00+00:00")
    assert board.is_in_force(alert, at=noon, where=coded("UGC", "AKZ187"))
    assert len(alert.infos[0].resources) == 3


def test_a_taiwanese_release_of_water_is_written_in_traditional_characters(folder: Path):
    alert = read(folder / "taiwan.cap")
    assert alert.title.languages == ("zh-TW",)
    assert str(alert.infos[0].event) == "水庫洩洪"
    then = at("2014-05-14T20:30:00+08:00")
    assert alert.is_in_force(at=then, where=coded("Taiwan_Geocode_100", "1000512"))
    assert alert.address is not None


def test_a_code_leads_to_the_page_of_an_alert(folder: Path):
    alert = read(folder / "taiwan.cap")
    old_links = HostPolicy.named("any").replace(schemes=("https", "http"))
    link = qr.Link(alert, policy=old_links)
    assert link.title == alert.title
    assert qr.make(link).text == alert.address
