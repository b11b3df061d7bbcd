"""Laws of catalogues: what a difference and a merge never do, whatever the catalogues."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from mgov import Service, ServiceCatalogue
from mgov.services import CatalogueDiff, CatalogueMerge, Category, Listing
from mgov.services.listing import categories_in, listings_in

# A few services that meet often: by code, by name, in one language or two.
SERVICES = [
    Service(
        name=name,
        codes=[
            {"scheme": scheme, "code": code}
            for scheme, code in zip("xy", codes, strict=True)
            if code != "-"
        ],
        visits=visits,
    )
    for name in ("查询", {"zh": "查询", "en": "Query"}, {"zh": "预约", "en": "Query"})
    for codes in ("--", "1-", "2-", "-1", "11", "12")
    for visits in (None, 0, 1)
]
services = st.lists(st.sampled_from(SERVICES), max_size=3)
inner = st.builds(Category, name=st.sampled_from(["丙", "丁"]), services=services)
categories = st.builds(
    Category,
    name=st.sampled_from(["甲", "乙", {"und": "甲", "en": "A"}, {"und": "甲", "en": "B"}]),
    kind=st.sampled_from([None, "query", "booking"]),
    services=services,
    categories=st.lists(inner, max_size=2),
    reported_services=st.none() | st.integers(0, 2),
)
catalogues = st.builds(
    ServiceCatalogue,
    title=st.sampled_from(["一", "二"]),
    categories=st.lists(categories, max_size=3),
    reported_total=st.none() | st.integers(0, 2),
)


@given(catalogues)
def test_a_catalogue_does_not_differ_from_itself(made: ServiceCatalogue):
    assert CatalogueDiff.between(made, made).is_empty


@given(catalogues, catalogues)
def test_a_difference_leads_from_one_catalogue_to_the_other(
    before: ServiceCatalogue, after: ServiceCatalogue
):
    diff = CatalogueDiff.between(before, after)
    told = Counter(listings_in(before))
    told.subtract([*diff.removed, *(change.before for change in diff.changes)])
    assert min(told.values(), default=0) >= 0
    told.update([*diff.added, *(change.after for change in diff.changes)])
    assert +told == Counter(listings_in(after))
    paths = {path for path, _ in categories_in(before)}
    assert (paths - {*diff.categories_removed}) | {*diff.categories_added} == {
        path for path, _ in categories_in(after)
    }
    assert ("title" in diff.fields) is (before.title != after.title)


@given(catalogues, catalogues)
def test_what_is_added_one_way_is_removed_the_other(
    before: ServiceCatalogue, after: ServiceCatalogue
):
    there, back = CatalogueDiff.between(before, after), CatalogueDiff.between(after, before)
    assert there.categories_added == back.categories_removed
    assert len(there.added) - len(there.removed) == len(after) - len(before)
    assert there.is_empty is back.is_empty


@given(catalogues)
def test_a_catalogue_merged_with_itself_is_itself_merged(made: ServiceCatalogue):
    alone = CatalogueMerge.of([made])
    assert CatalogueMerge.of([made, made]).catalogue == alone.catalogue
    assert CatalogueMerge.of([alone.catalogue]).catalogue == alone.catalogue
    # Categories of one path become one; nothing else happens to a catalogue alone.
    assert Counter(listings_in(alone.catalogue)) == Counter(listings_in(made))
    if len({path for path, _ in categories_in(made)}) == len(list(categories_in(made))):
        assert alone.catalogue == made
        assert not alone.category_conflicts


@given(catalogues, catalogues)
def test_the_totals_of_a_merge_are_sums(one: ServiceCatalogue, other: ServiceCatalogue):
    merged = CatalogueMerge.of([one, other]).catalogue
    if merged.categories:
        assert merged.total == sum(category.total for category in merged.categories)
    assert len(merged) == sum(1 for _ in merged)
    assert len(one) <= len(merged) <= len(one) + len(other)


@given(catalogues, catalogues)
def test_all_that_is_lost_in_a_merge_is_told(one: ServiceCatalogue, other: ServiceCatalogue):
    merge = CatalogueMerge.of([one, other])
    kept = Counter(listings_in(merge.catalogue))
    told = {each.listing for conflict in merge.service_conflicts for each in conflict.listings}
    for listing in (*listings_in(one), *listings_in(other)):
        assert listing in kept or listing in told or _is_within(listing, kept)
    assert {path for path, _ in categories_in(merge.catalogue)} == {
        path for made in (one, other) for path, _ in categories_in(made)
    }


def _is_within(listing: Listing, kept: Counter[Listing]) -> bool:
    """Say whether a kept listing in the same place says all that this one says."""
    said = {name: getattr(listing.service, name) for name in listing.service.model_fields_set}
    codes, visits = set(said.get("codes", ())), said.get("visits")
    return any(
        each.path == listing.path
        and set(each.service.codes) >= codes
        and visits in {None, each.service.visits}
        and dict(each.service.name.items()).items() >= dict(said["name"].items()).items()
        for each in kept
    )


@given(catalogues, catalogues)
def test_the_order_of_a_merge_decides_nothing_but_conflicts(
    one: ServiceCatalogue, other: ServiceCatalogue
):
    there, back = CatalogueMerge.of([one, other]), CatalogueMerge.of([other, one])
    assert len(there.service_conflicts) == len(back.service_conflicts)
    assert Counter((each.kind, each.fields) for each in there.service_conflicts) == Counter(
        (each.kind, each.fields) for each in back.service_conflicts
    )
    assert {(each.path, each.field) for each in there.category_conflicts} == {
        (each.path, each.field) for each in back.category_conflicts
    }
    if not there.service_conflicts:
        assert _said(there.catalogue) == _said(back.catalogue)


def _said(catalogue: ServiceCatalogue) -> Counter[tuple[object, ...]]:
    """What is listed where; the order of codes says nothing."""
    return Counter(
        (each.path, each.service.name, frozenset(each.service.codes), each.service.visits)
        for each in listings_in(catalogue)
    )
