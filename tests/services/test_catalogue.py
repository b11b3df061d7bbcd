"""Catalogues: totals are sums, and reports that disagree are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import Service, ServiceCatalogue
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import Category

services = st.lists(st.just(Service(name="查询")), max_size=4).map(tuple)
categories = st.recursive(
    st.builds(
        Category,
        name=st.just("类"),
        services=services,
        reported_services=st.none() | st.integers(0, 9),
    ),
    lambda inner: st.builds(
        Category,
        name=st.just("大类"),
        services=services,
        categories=st.lists(inner, max_size=3).map(tuple),
        reported_services=st.none() | st.integers(0, 9),
        reported_categories=st.none() | st.integers(0, 3),
    ),
    max_leaves=8,
)


def police() -> ServiceCatalogue:
    return ServiceCatalogue(
        title="微警务",
        categories=[
            Category(
                name={"zh": "出入境", "en": "Passports"},
                kind="booking",
                services=[
                    Service(name={"zh": "护照换发预约", "en": "Book a passport renewal"}),
                    Service(name="出入境 进度查询", kind="query"),
                ],
                categories=[Category(name="签注", services=[Service(name="港澳签注预约")])],
            ),
            Category(name="交管", services=[Service(name="ＥＴＣ 办理")]),
        ],
    )


def test_a_catalogue_gives_its_services_in_order():
    names = [str(service.name) for service in police()]
    assert names == ["护照换发预约", "出入境 进度查询", "港澳签注预约", "ＥＴＣ 办理"]
    assert len(police()) == police().total == 4


def test_reports_without_items_count_as_what_they_are():
    traffic = ServiceCatalogue(
        title="交管12123",
        categories=[
            Category(name="信息查询通知", reported_categories=9, reported_services=124),
            Category(name="业务办理", reported_categories=4, reported_services=23),
        ],
    )
    assert (traffic.total, len(traffic), list(traffic)) == (147, 0, [])
    assert [each.category_total for each in traffic.categories] == [9, 4]
    assert traffic.differences() == ()


def test_a_report_that_disagrees_is_named_with_the_difference():
    catalogue = police().replace(
        reported_total=26,
        categories=[
            police().categories[0].replace(reported_services=2, reported_categories=3),
            police().categories[1].replace(reported_services=1),
        ],
    )
    assert [str(each) for each in catalogue.differences()] == [
        "微警务: 26 services reported, 4 counted (-22)",
        "微警务 > 出入境: 2 services reported, 3 counted (+1)",
        "微警务 > 出入境: 3 categories reported, 1 counted (-2)",
    ]


def test_a_difference_far_below_is_named_with_its_place():
    deep = Category(name="c", services=[Service(name="x")], reported_services=5)
    catalogue = ServiceCatalogue(title="a", categories=[Category(name="b", categories=[deep])])
    (difference,) = catalogue.differences()
    assert difference.place == ("a", "b", "c")
    assert difference.difference == -4


@given(st.lists(categories, max_size=4))
def test_totals_are_always_the_sums_of_the_parts(parts: list[Category]):
    catalogue = ServiceCatalogue(title="目录", categories=parts)
    assert catalogue.total == sum(part.total for part in parts)
    assert len(catalogue) == len(list(catalogue)) == sum(part.listed for part in parts)
    for part in parts:
        if part.services or part.categories:
            assert part.total == len(part.services) + sum(each.total for each in part.categories)
        else:
            assert part.total == (part.reported_services or 0)


@given(st.lists(categories, max_size=4), st.integers(0, 30))
def test_a_reported_total_differs_exactly_if_it_is_not_the_sum(parts: list[Category], said: int):
    catalogue = ServiceCatalogue(title="目录", categories=parts, reported_total=said)
    named = [each for each in catalogue.differences() if each.place == ("目录",)]
    assert bool(named) is (said != catalogue.total)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("passport", ["护照换发预约"]),
        ("进度 查询", ["出入境 进度查询"]),
        ("etc", ["ＥＴＣ 办理"]),
        ("预约", ["护照换发预约", "港澳签注预约"]),
        ("社保", []),
    ],
)
def test_services_are_found_by_a_part_of_their_name(text: str, found: list[str]):
    assert [str(service.name) for service in police().find(text)] == found


def test_the_kind_of_a_category_holds_for_its_services_unless_they_say_another():
    names = [str(service.name) for service in police().by_kind("booking")]
    assert names == ["护照换发预约", "港澳签注预约"]
    assert len(police().by_kind("query")) == 1
    assert police().by_kind("payment") == ()


def test_an_unknown_kind_is_refused_with_those_there_are():
    with pytest.raises(InvalidValueError, match="kind: is no kind of service"):
        police().by_kind("chat")


def test_a_category_is_found_in_each_of_its_languages():
    assert police().category("Passports") == police().category("出入境")
    with pytest.raises(InvalidValueError, match=r"has no category 社保\. The categories are 出"):
        police().category("社保")
    with pytest.raises(InvalidValueError, match="The categories are none"):
        ServiceCatalogue(title="空").category("社保")


def test_a_count_below_zero_is_refused():
    with pytest.raises(InvalidDataError, match="reported_total: is too small"):
        ServiceCatalogue(title="空", reported_total=-1)
