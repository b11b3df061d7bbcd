"""Where the services of a catalogue can be used, and which are missing where."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import Service, ServiceCatalogue
from mgov.errors import InvalidValueError
from mgov.services import CatalogueCoverage, Category, DivisionCoverage

DAY = date(2017, 8, 17)
CODES = ("100000", "320000", "320100", "320102", "320500", "330000", "330100")
services = st.builds(
    Service,
    name=st.sampled_from(["甲", "乙"]),
    enabled_in=st.lists(st.sampled_from(CODES), max_size=2),
)


def catalogue(*services: Service) -> ServiceCatalogue:
    return ServiceCatalogue(
        title="交管12123", categories=[Category(name="业务", services=services)]
    )


def test_a_service_that_is_on_in_a_province_covers_its_counties():
    coverage = CatalogueCoverage.of(
        catalogue(Service(name="违法查询", enabled_in=["32"])), ["320102", "3201", "33"], on=DAY
    )
    assert [len(row.offered) for row in coverage.divisions] == [1, 1, 0]
    assert [row.share.value for row in coverage.divisions] == [1, 1, 0]
    assert coverage.share.value == Fraction(2, 3)


def test_one_that_is_on_in_a_city_covers_a_part_of_its_province():
    service = Service(name="违法查询", enabled_in=["320100", {"place": {"name": "上海"}}])
    coverage = CatalogueCoverage.of(catalogue(service), ["320000", "330000"], on=DAY)
    [first, second] = coverage.divisions
    assert (first.partly, second.missing) == ((service,), (service,))
    assert coverage.missing_in(service) == ("320000", "330000")
    assert coverage.share.value == 0


def test_it_counts_what_is_on_on_the_day():
    later = Service(
        name="罚款", enabled_in=[{"place": {"division": "320100"}, "since": date(2017, 9, 1)}]
    )
    ended = Service(name="抢票", enabled_in=["320100"], valid_until=date(2017, 2, 21))
    coverage = CatalogueCoverage.of(catalogue(later, ended), ["320000"], on=DAY)
    assert coverage.divisions[0].missing == (later, ended)
    coverage = CatalogueCoverage.of(catalogue(later, ended), ["320000"], on=date(2017, 9, 1))
    assert coverage.divisions[0].partly == (later,)


def test_what_nobody_has_said_leaves_the_share_open():
    codes = [{"scheme": "122", "code": "q"}]
    known, unknown = Service(name="甲", enabled_in=["32"]), Service(name="乙", codes=codes)
    coverage = CatalogueCoverage.of(catalogue(known, unknown), ["32"], on=DAY)
    share = coverage.share
    assert (share.value, share.low, share.high) == (None, Fraction(1, 2), 1)
    assert share.unit == "share"
    assert coverage.table() == (
        {"division": "320000", "service": "乙", "identifier": "122 q", "status": "unknown"},
    )


def test_of_nothing_there_is_no_share():
    assert CatalogueCoverage.of(catalogue(), ["32"], on=DAY).share is None
    assert DivisionCoverage(division="32").share is None
    assert CatalogueCoverage.of(catalogue(Service(name="甲")), [], on=DAY).share is None


def test_a_division_stands_there_once():
    with pytest.raises(InvalidValueError, match="divisions: have 320000 twice"):
        CatalogueCoverage.of(catalogue(), ["32", "320000"], on=DAY)


@given(st.lists(services, max_size=4), st.lists(st.sampled_from(CODES), unique=True))
def test_every_service_is_in_one_place_of_every_row(made: list[Service], divisions: list[str]):
    coverage = CatalogueCoverage.of(catalogue(*made), divisions, on=DAY)
    for row in coverage.divisions:
        assert len((*row.offered, *row.partly, *row.missing, *row.unknown)) == len(made)
    offered = sum(len(row.offered) for row in coverage.divisions)
    assert len(coverage.table()) == len(made) * len(divisions) - offered
    share = coverage.share
    assert (share is None) is not bool(made and divisions)
    if share is not None:
        assert 0 <= share.low <= share.high <= 1
        assert share.low == Fraction(offered, len(made) * len(divisions))
    # What is on in a division is on in all that lies in it.
    rows = {row.division: row for row in coverage.divisions}
    for division, row in rows.items():
        for other, inner in rows.items():
            if division.contains(other):
                assert len(inner.offered) >= len(row.offered)
