"""What has changed between two catalogues: nothing invented, nothing left out."""

from __future__ import annotations

from mgov import Service, ServiceCatalogue
from mgov.services import CatalogueDiff, Category


def catalogue(**categories: list[Service]) -> ServiceCatalogue:
    made = [Category(name=name, services=services) for name, services in categories.items()]
    return ServiceCatalogue(title="微警务", categories=made)


def item(name: str, code: str | None = None, **fields: object) -> Service:
    codes = [] if code is None else [{"scheme": "nj", "code": code}]
    return Service.model_validate({"name": name, "codes": codes, **fields})


def test_services_are_matched_by_code_before_name():
    before = catalogue(出入境=[item("护照", "1"), item("签注", "2")])
    after = catalogue(出入境=[item("签注", "1"), item("护照", "2")])
    diff = CatalogueDiff.between(before, after)
    assert [(change.matched_by, str(change)) for change in diff.renamed] == [
        ("identifier", "出入境 > 护照 is now 出入境 > 签注 (name)"),
        ("identifier", "出入境 > 签注 is now 出入境 > 护照 (name)"),
    ]
    assert (diff.moved, diff.revised) == ((), ())


def test_the_width_of_a_code_makes_no_difference_and_its_case_does():
    before = catalogue(出入境=[item("护照", "a1"), item("签注", "b2")])
    after = catalogue(出入境=[item("护照换发", "ａ１"), item("签注换发", "B2")])
    diff = CatalogueDiff.between(before, after)
    assert [str(change.before.service.name) for change in diff.renamed] == ["护照"]
    assert [str(each.service.name) for each in diff.added] == ["签注换发"]


def test_a_name_does_not_match_what_codes_tell_apart():
    before = catalogue(出入境=[item("护照", "1"), item("签注")])
    after = catalogue(出入境=[item("护照", "9"), item("签注", "2", visits=1)])
    diff = CatalogueDiff.between(before, after)
    assert [str(each) for each in (*diff.removed, *diff.added)] == ["出入境 > 护照"] * 2
    [change] = diff.changes
    assert (change.matched_by, change.fields) == ("name", ("codes", "visits"))
    assert str(change) == "出入境 > 签注 (codes, visits)"
    assert diff.revised == (change,)


def test_one_name_in_two_categories_stays_where_it_is():
    before = catalogue(甲=[item("查询")], 乙=[item("查询", visits=1)])
    after = catalogue(乙=[item("查询", visits=2)], 甲=[item("查询")])
    [change] = CatalogueDiff.between(before, after).changes
    assert (change.is_moved, change.fields, change.before.path) == (False, ("visits",), ("乙",))


def test_a_service_that_is_listed_twice_may_leave_one_place():
    twice, once = (
        catalogue(甲=[item("查询", "1")], 乙=[item("查询", "1")]),
        catalogue(甲=[], 乙=[item("查询", "1")]),
    )
    diff = CatalogueDiff.between(twice, once)
    assert [str(each) for each in diff.removed] == ["甲 > 查询"]
    assert (diff.changes, diff.added) == ((), ())


def test_what_is_reported_of_categories_and_catalogues_is_compared():
    before = ServiceCatalogue(
        title="交管12123", as_of="2017-07", categories=[{"name": "查询", "reported_services": 120}]
    )
    after = ServiceCatalogue(
        title="交管12123",
        as_of="2017-08",
        categories=[{"name": "查询", "reported_services": 124}, {"name": "业务"}],
    )
    diff = CatalogueDiff.between(before, after)
    assert diff.fields == ("as_of",)
    assert [(each.path, each.fields) for each in diff.category_changes] == [
        (("查询",), ("reported_services",))
    ]
    assert diff.categories_added == (("业务",),)
    assert not diff.is_empty
    assert str(diff) == "0 added, 0 removed, 0 moved, 0 renamed, 0 with other changes"


def test_services_of_one_name_with_codes_of_their_own_wait_for_those_without():
    before = catalogue(甲=[item("查询", "1"), item("查询", "2"), item("查询")])
    after = catalogue(乙=[item("查询", "3"), item("查询"), item("查询")])
    diff = CatalogueDiff.between(before, after)
    matched = {
        change.before.service.identifier: change.after.service.identifier for change in diff.changes
    }
    # The one with the code 3 can only be the one without a code; then 1 and 2 are left over.
    assert matched == {None: "nj 3", "nj 1": None, "nj 2": None}


def test_many_services_of_one_name_are_compared_in_no_time():
    """Queries of ten thousand towns: to compare each with each would take hours."""
    before = catalogue(查询=[item("查询", str(number)) for number in range(5_000)])
    after = catalogue(查询=[item("查询", f"n{number}") for number in range(5_000)])
    diff = CatalogueDiff.between(before, after)
    assert (len(diff.added), len(diff.removed), diff.changes) == (5_000, 5_000, ())


def test_an_implementation_code_tells_a_service_by_whatever_name():
    code = "511A0138000000-511602000000-000-115113010833722043-1-00"
    before = catalogue(出入境=[item("护照", item_code=code)])
    after = catalogue(出入境=[item("普通护照签发", item_code=code)])
    diff = CatalogueDiff.between(before, after)
    assert [change.matched_by for change in diff.renamed] == ["identifier"]
