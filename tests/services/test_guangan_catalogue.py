"""The 1,135 service items of Guang'an as a catalogue: searched, compared, merged."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from mgov import Service, ServiceCatalogue
from mgov.services import CatalogueCoverage, CatalogueDiff, CatalogueMerge, Category
from mgov.services.listing import listings_in


@pytest.fixture(scope="module")
def guangan(shared_data: Path) -> ServiceCatalogue:
    path = shared_data / "service_items" / "sichuan_guangan_items.json"
    departments = [
        Category(
            name=department["department"],
            categories=[
                Category(
                    name=main["main_item"],
                    services=[service_of(item) for item in main["sub_items"]],
                )
                for main in department["items"]
            ],
        )
        for department in json.loads(path.read_text(encoding="utf-8"))
    ]
    return ServiceCatalogue(title="广安区政务服务事项", categories=departments)


def service_of(item: dict[str, str]) -> Service:
    query = parse_qs(urlsplit(item["link"]).query)
    return Service(
        name=item["name"], item_code=query["itemCode"][0], enabled_in=[query["areaCode"][0]]
    )


def test_a_word_finds_the_shortest_name_first(guangan: ServiceCatalogue):
    hits = guangan.search("助学金 查询")
    assert hits
    assert all("查询" in str(hit.service.name) for hit in hits)
    lengths = [len(str(hit.service.name)) for hit in hits]
    assert lengths == sorted(lengths)


def test_every_change_is_found(guangan: ServiceCatalogue):
    assert CatalogueDiff.between(guangan, guangan).is_empty
    [first, second, *others] = guangan.categories
    [dropped, *kept] = second.categories[0].services
    [moved] = first.categories[0].services[:1]
    changed = guangan.replace(
        categories=[
            first.replace(categories=[first.categories[0].replace(services=())]),
            second.replace(
                categories=[
                    second.categories[0].replace(
                        services=[*kept, moved.replace(name="新名称", enabled_in=[])]
                    ),
                    *second.categories[1:],
                ]
            ),
            *others,
        ]
    )
    diff = CatalogueDiff.between(guangan, changed)
    gone = [*first.categories[0].services[1:], *_all(first.categories[1:]), dropped]
    assert [each.service for each in diff.removed] == gone
    assert diff.added == ()
    [change] = diff.changes
    assert (change.is_moved, change.fields) == (True, ("name", "enabled_in"))
    assert len(changed) == len(guangan) - len(gone)


def _all(categories: tuple[Category, ...]) -> list[Service]:
    return [service for category in categories for service, _ in category.with_kinds()]


def test_two_halves_are_merged_into_the_whole(guangan: ServiceCatalogue):
    halves = [
        guangan.replace(categories=guangan.categories[:20]),
        guangan.replace(categories=guangan.categories[14:]),
    ]
    merge = CatalogueMerge.of(halves)
    alone = CatalogueMerge.of([guangan])
    assert merge.catalogue == alone.catalogue
    assert merge.catalogue.total == 1135
    assert Counter(listings_in(merge.catalogue)) == Counter(listings_in(guangan))
    assert {each.kind for each in merge.service_conflicts} == {"same_name"}
    assert len(merge.service_conflicts) == len(alone.service_conflicts)


def test_one_district_has_them_and_its_neighbor_lacks_them(guangan: ServiceCatalogue):
    coverage = CatalogueCoverage.of(guangan, ["511602", "511603"], on=date(2026, 1, 1))
    assert [row.share.value for row in coverage.divisions] == [1, 0]
    assert len(coverage.table()) == 1135
