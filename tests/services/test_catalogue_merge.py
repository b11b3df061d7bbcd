"""Merging catalogues: services they share are one, and every contradiction is told."""

from __future__ import annotations

import pytest

from mgov import Service, ServiceCatalogue
from mgov.errors import InvalidValueError
from mgov.services import CatalogueMerge, Category
from mgov.values.text import Text

PASSPORT = {"und": "护照", "en": "Passport"}


def catalogue(title: str = "微警务", **categories: list[Service]) -> ServiceCatalogue:
    made = [Category(name=name, services=services) for name, services in categories.items()]
    return ServiceCatalogue(title=title, categories=made)


def item(name: object, code: str | None = None, **fields: object) -> Service:
    codes = [] if code is None else [{"scheme": "nj", "code": code}]
    return Service.model_validate({"name": name, "codes": codes, **fields})


def names(merge: CatalogueMerge) -> dict[str, list[str]]:
    return {
        str(category.name): [str(service.name) for service in category.services]
        for category in merge.catalogue.categories
    }


def test_there_is_something_to_merge():
    with pytest.raises(InvalidValueError, match="catalogues: are none"):
        CatalogueMerge.of([])


def test_services_of_one_code_are_one_and_gaps_are_filled():
    one = catalogue(出入境=[item("护照", "1", visits=1)])
    other = catalogue("我的南京", 出入境=[item(PASSPORT, "1", kind="booking")])
    third = catalogue("苏服办", 出入境=[item("护照", "1", kind="query", materials=[])])
    merge = CatalogueMerge.of(iter([one, other]), title=Text(zh="南京", en="Nanjing"))
    [service] = merge.catalogue
    assert (service.visits, service.kind, service.materials) == (1, "booking", None)
    assert service.name.get("en") == "Passport"
    assert merge.service_conflicts == merge.category_conflicts == ()
    assert merge.catalogue.title.get("en") == "Nanjing"
    assert [str(title) for title in merge.sources] == ["微警务", "我的南京"]

    merge = CatalogueMerge.of([one, other, third])
    [conflict] = merge.service_conflicts
    assert (conflict.kind, conflict.fields) == ("content", ("kind",))
    assert [(each.source, each.listing.service.kind) for each in conflict.listings] == [
        (0, None),
        (1, "booking"),
        (2, "query"),
    ]
    [service] = merge.catalogue
    assert (service.kind, service.materials) == ("booking", ())


def test_which_catalogue_wins_is_the_callers_choice():
    one, other = catalogue(甲=[item("护照", "1")]), catalogue(乙=[item("换护照", "1")])
    assert names(CatalogueMerge.of([one, other])) == {"甲": ["护照"], "乙": []}
    merge = CatalogueMerge.of([other, one])
    assert names(merge) == {"乙": ["换护照"], "甲": []}
    assert [str(each) for each in merge.service_conflicts] == [
        "content: 换护照 (name)",
        "place: 换护照",
    ]


def test_a_name_joins_what_no_code_joins():
    one = catalogue(甲=[item("护照 换发")], 乙=[item("签注", "2")])
    other = catalogue(甲=[item("护照换发", "1")], 乙=[item({"zh": "签注"})])
    merge = CatalogueMerge.of([one, other])
    assert names(merge) == {"甲": ["护照 换发"], "乙": ["签注"]}
    assert [service.identifier for service in merge.catalogue] == ["nj 1", "nj 2"]
    # Names in languages that nobody has stated are not those of a stated one.
    assert [str(each) for each in merge.service_conflicts] == ["content: 护照 换发 (name)"]


def test_one_name_with_two_codes_are_two_services():
    merge = CatalogueMerge.of([catalogue(甲=[item("护照", code)]) for code in "12"])
    assert names(merge) == {"甲": ["护照", "护照"]}
    [conflict] = merge.service_conflicts
    assert (conflict.kind, len(conflict.listings)) == ("same_name", 2)


def test_one_name_with_two_codes_in_one_catalogue_is_told_once():
    twice = catalogue(甲=[item({"zh": "护照", "en": "Passport"}, code) for code in "12"])
    merge = CatalogueMerge.of([twice])
    assert merge.catalogue == twice
    assert [str(each) for each in merge.service_conflicts] == ["same_name: 护照"]


def test_a_common_name_joins_only_within_a_category():
    one = catalogue(甲=[item("查询", visits=0)], 乙=[item("查询")], 丙=[item("查询")])
    query = item("查询", kind="query")
    other = catalogue(甲=[query], 乙=[query], 丁=[item("查询")])
    merge = CatalogueMerge.of([one, other])
    assert [len(services) for services in names(merge).values()] == [1, 1, 1, 1]
    assert [(each.visits, each.kind) for each in merge.catalogue][:2] == [
        (0, "query"),
        (None, "query"),
    ]
    [conflict] = merge.service_conflicts
    assert (conflict.kind, len(conflict.listings)) == ("same_name", 6)
    assert CatalogueMerge.of([one]).service_conflicts == ()


def test_a_service_keeps_all_its_places_in_the_first_catalogue():
    one = catalogue(甲=[item("查询", "1")], 乙=[item("查询", "1", visits=0)])
    other = catalogue(乙=[item("查询", "1", visits=0, kind="query")])
    merge = CatalogueMerge.of([one, other])
    assert [(each.visits, each.kind) for each in merge.catalogue] == [(None, "query"), (0, "query")]
    assert [each.kind for each in merge.service_conflicts] == ["place"]


def test_the_national_code_is_a_code_like_others():
    code = "11440100007483172Q3440106043001"
    one, other = (
        catalogue(甲=[Service(name=name, national_code=code)]) for name in ("护照", "换护照")
    )
    merge = CatalogueMerge.of([one, other])
    assert [str(each) for each in merge.service_conflicts] == ["content: 护照 (name)"]


def test_codes_of_several_schemes_are_put_together_unless_they_contradict():
    both = [{"scheme": "nj", "code": "1"}, {"scheme": "js", "code": "9"}]
    merge = CatalogueMerge.of(
        [catalogue(甲=[item("查询", "1")]), catalogue(甲=[Service(name="查询", codes=both)])]
    )
    [service] = merge.catalogue
    assert [str(code) for code in service.codes] == ["nj 1", "js 9"]
    other = [{"scheme": "js", "code": "9"}, {"scheme": "nj", "code": "2"}]
    merge = CatalogueMerge.of([merge.catalogue, catalogue(甲=[Service(name="查询", codes=other)])])
    assert [str(each) for each in merge.service_conflicts] == ["content: 查询 (codes)"]


def test_categories_and_what_catalogues_say_of_themselves_are_compared():
    one = ServiceCatalogue(
        title="甲",
        as_of="2017-07",
        provider={"name": "南京市公安局"},
        categories=[
            {"name": {"zh": "查询"}, "kind": "query", "reported_services": 3},
            {"name": {"zh": "业务", "en": "Services"}, "services": [item("护照")]},
        ],
        reported_total=4,
    )
    other = ServiceCatalogue(
        title="乙",
        as_of="2017-08",
        address="https://www.example.gov.cn/",
        categories=[
            {
                "name": {"zh": "查询", "en": "Queries"},
                "kind": "notification",
                "reported_services": 5,
            },
            {"name": {"zh": "业务", "en": "Business"}, "reported_services": 1},
        ],
        reported_total=6,
    )
    merge = CatalogueMerge.of([one, other])
    assert [str(each) for each in merge.category_conflicts] == [
        "查询 (kind): query | notification",
        "查询 (reported_services): 3 | 5",
        "业务 (name): {'zh': '业务', 'en': 'Services'} | {'zh': '业务', 'en': 'Business'}",
        "业务 (reported_services): nothing | 1",
        "catalogue (as_of): 2017-07 | 2017-08",
        "catalogue (reported_total): 4 | 6",
    ]
    made = merge.catalogue
    assert (str(made.as_of), str(made.provider.name), made.reported_total) == (
        "2017-07",
        "南京市公安局",
        None,
    )
    assert made.address is not None
    [queries, business] = made.categories
    assert (queries.name.get("en"), queries.kind, queries.total) == ("Queries", "query", 3)
    assert (business.name.get("en"), business.reported_services) == ("Services", None)
    assert made.total == 4


def test_a_number_that_all_report_stays():
    one = ServiceCatalogue(title="微警务", reported_total=26)
    merge = CatalogueMerge.of([one, one])
    assert (merge.catalogue, merge.category_conflicts) == (one, ())
