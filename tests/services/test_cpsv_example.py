"""The example that SEMIC publishes with CPSV-AP 3.2.0 is a service here, and loses nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mgov import Service
from mgov.services import check

Node = dict[str, object]

ATU = "http://publications.europa.eu/resource/authority/atu/"
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# What the example says and a service has no field for: how a requirement is classified, and the
# frequencies that daily and weekly hours state a second time.
WITHOUT_FIELD = {
    "ex:federalreduction",
    "ex:certicate",
    "http://publications.europa.eu/resource/authority/frequency/DAILY",
    "http://publications.europa.eu/resource/authority/frequency/WEEKLY",
    "time:unitMinute",
}


class Graph:
    """The nodes of a JSON-LD document by their ids."""

    def __init__(self, document: Node) -> None:
        self.nodes = {node["@id"]: node for node in document["@graph"]}

    def every(self, node: Node, term: str) -> list[Node]:
        found = node.get(term, [])
        found = found if isinstance(found, list) else [found]
        return [self.nodes.get(each["@id"], each) if "@id" in each else each for each in found]

    def one(self, node: Node, term: str) -> Node:
        (found,) = self.every(node, term)
        return found

    def text(self, node: Node, term: str) -> dict[str, str]:
        return {each["@language"]: each["@value"] for each in self.every(node, term)}

    def clock(self, node: Node, term: str) -> Node:
        return self.one(self.one(node, term), "time:inDateTime")


def literals(value: object) -> Iterator[str]:
    """Every text of a document and every thing that it refers to outside of itself."""
    if isinstance(value, list):
        for each in value:
            yield from literals(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in {"@type", "@language", "@context"}:
                yield from literals(each)
    else:
        yield str(value)


def identified(node: Node) -> list[Node]:
    return [{"scheme": "dct:identifier", "code": node["dct:identifier"]}]


def hours_of(graph: Graph, contact: Node) -> Node:
    daily = graph.one(contact, "cv:openingHours")
    closed = graph.one(contact, "cv:specialOpeningHoursSpecification")
    opens, closes = (
        "{:02}:{:02}".format(*(int(clock[part]["@value"]) for part in ("time:hour", "time:minute")))
        for clock in (graph.clock(daily, term) for term in ("time:hasBeginning", "time:hasEnd"))
    )
    first, last = (
        WEEK.index(clock["time:dayOfWeek"]["@id"].removeprefix("time:"))
        for clock in (graph.clock(closed, term) for term in ("time:hasBeginning", "time:hasEnd"))
    )
    days = [day.lower() for at, day in enumerate(WEEK) if not first <= at <= last]
    notes = (graph.text(each, "dct:description")["en"] for each in (daily, closed))
    return {
        "regular": [{"days": days, "opens": opens, "closes": closes}],
        "time_zone": "Europe/Brussels",
        "note": {"en": "; ".join(notes)},
    }


def service_of(graph: Graph) -> Service:
    node = graph.nodes["ex:publicService1"]
    authority = graph.one(node, "cv:hasCompetentAuthority")
    area = graph.one(authority, "dct:spatial")["@id"].removeprefix(ATU)
    contact = graph.one(node, "cv:contactPoint")
    channel = graph.one(node, "cv:hasChannel")
    online = {
        "kind": "web",  # "en ligne": the type is a code that only its publisher's list explains
        "codes": [
            *identified(channel),
            {"scheme": "dct:type", "code": graph.one(channel, "dct:type")["@id"]},
        ],
    }
    return Service(
        name=graph.text(node, "dct:title"),
        codes=identified(node),
        description=graph.text(node, "dct:description"),
        competent_authorities=[
            {
                "name": graph.text(authority, "skos:prefLabel"),
                "area_served": {"codes": [{"scheme": ATU, "code": area}]},
            }
        ],
        conditions=[
            {
                "name": graph.text(each, "dct:title"),
                "codes": identified(each),
                "proven_by": [
                    graph.text(evidence, "dct:title")
                    for evidence in graph.every(each, "cv:hasSupportingEvidence")
                ],
            }
            for each in graph.every(node, "cv:holdsRequirement")
        ],
        materials=[
            {
                "name": graph.text(each, "dct:title"),
                "description": graph.text(each, "dct:description"),
                "codes": [
                    *identified(each),
                    {
                        "scheme": "dct:conformsTo",
                        "code": graph.one(each, "dct:conformsTo")["dct:identifier"],
                    },
                ],
            }
            for each in graph.every(node, "cpsv:hasInput")
        ],
        channels=[
            online,
            {"kind": "phone", "phone": contact["cv:telephone"], "hours": hours_of(graph, contact)},
        ],
    )


@pytest.fixture(scope="module")
def document(shared_data: Path) -> Node:
    path = shared_data / "cpsv" / "example_public_service_3.2.0.jsonld"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def service(document: Node) -> Service:
    return service_of(Graph(document))


def test_the_example_is_a_service(service: Service):
    assert service.identifier == "dct:identifier Tax-on-web"
    (authority,) = service.competent_authorities
    assert authority.name.in_language("de") == "Foderaler Offentlicher Dienst FINANZEN"
    (condition,), (material,) = service.conditions, service.materials
    assert condition.proven_by == (material.name,)
    assert service.burden.known == ("materials",)


def test_nothing_is_lost_that_a_service_has_a_field_for(document: Node, service: Service):
    graph = Graph(document)
    kept = service.model_dump_json()
    said = {text for text in literals(document["@graph"]) if text not in graph.nodes}
    clocks = {"9", "0", "17", "time:Saturday", "time:Sunday"}
    lost = {text for text in said - clocks if text.removeprefix(ATU) not in kept}
    assert lost == WITHOUT_FIELD
    (regular,) = service.channels[1].hours.regular
    assert (regular.opens.hour, regular.closes.hour, len(regular.days)) == (9, 17, 5)


def test_its_line_is_answered_from_nine_to_five_but_on_the_weekend(service: Service):
    line = service.channels[1]
    brussels = ZoneInfo("Europe/Brussels")
    assert line.is_open(datetime(2017, 8, 17, 9, tzinfo=brussels))
    assert not line.is_open(datetime(2017, 8, 17, 17, tzinfo=brussels))
    assert not line.is_open(datetime(2017, 8, 19, 12, tzinfo=brussels))
    assert line.is_open(datetime(2017, 8, 17, 7, 30, tzinfo=UTC))


def test_it_fits_together_and_comes_back_from_json(service: Service):
    assert check(service) == ()
    assert Service.model_validate_json(service.model_dump_json()) == service
