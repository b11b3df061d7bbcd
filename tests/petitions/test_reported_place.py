"""Exact for who handles the case, coarse for everybody else."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import Place
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.petitions import Position, ReportedPlace
from mgov.values.personal import revealed
from mgov.values.place import Datum

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
POINTS = st.builds(Position.at, LATITUDES, LONGITUDES)


@pytest.mark.parametrize(
    "written",
    [
        "30.473912,106.633215",
        " 30.473912, 106.633215 ",
        "+30.4739120,+106.6332150",
        "geo:30.473912,106.633215",
        "３０.４７３９１２，１０６.６３３２１５",
    ],
)
def test_a_position_is_read_as_people_and_phones_write_it(written: str):
    assert Position(written).reveal(purpose="test") == "30.473912,106.633215"


@pytest.mark.parametrize(
    ("written", "trouble"),
    [
        ("somewhere", "is no position"),
        ("31.47", "is no position"),
        ("31.47,106.63,12", "is no position"),
        ("106.633215,30.473912", "has a latitude beyond 90 or a longitude beyond 180 degrees"),
        ("30.47,180.000001", "has a latitude beyond 90 or a longitude beyond 180 degrees"),
    ],
)
def test_what_is_no_position_says_why_and_not_where(written: str, trouble: str):
    with pytest.raises(InvalidValueError) as caught:
        Position(written)
    assert caught.value.trouble == trouble
    assert not {part for part in written.split(",") if f" {part}" in str(caught.value)}


@pytest.mark.parametrize("degrees", [math.nan, math.inf])
def test_a_number_that_is_none_is_no_position(degrees: float):
    with pytest.raises(InvalidValueError, match="is no position"):
        Position.at(degrees, 0)


@given(POINTS)
def test_a_position_is_read_back_as_it_was_written(point: Position):
    assert Position(point.reveal(purpose="test")) == point
    assert "-0.000000" not in point.reveal(purpose="test")


@given(POINTS, st.integers(0, 3))
def test_what_is_coarse_is_a_point_of_the_grid_within_half_a_step(point: Position, decimals: int):
    step = Decimal(1).scaleb(-decimals)
    exact = map(Decimal, point.reveal(purpose="test").split(","))
    for seen, degrees in zip(point.coarse(decimals=decimals), exact, strict=True):
        assert abs(seen - degrees) <= step / 2
        assert seen % step == 0
        assert not seen.is_signed() or seen


@pytest.mark.parametrize("decimals", [-1, 4])
def test_what_would_be_exact_is_not_called_coarse(decimals: int):
    with pytest.raises(InvalidValueError, match=r"decimals: are .*reveal\(purpose=...\)"):
        Position("30.473912,106.633215").coarse(decimals=decimals)


def test_distances_are_those_on_the_ground():
    # Paris to London, 344 km; two points on either side of the date line, 222 km.
    paris, london = Position("48.8566,2.3522"), Position("51.5074,-0.1278")
    assert paris.is_within(345_000, of=london)
    assert not paris.is_within(342_000, of=london)
    assert Position("0,179").is_within(222_500, of=Position("0,-179"))
    assert Position("90,0").is_within(0.2, of=Position("90,137"))


@given(POINTS, POINTS, st.floats(0, 2.1e7))
def test_nearness_goes_both_ways(first: Position, second: Position, meters: float):
    assert first.is_within(meters, of=second) == second.is_within(meters, of=first)
    assert first.is_within(0, of=first)
    assert first.is_within(20_100_000, of=second)


PLACE = ReportedPlace(
    position="30.473912,106.633215", datum="gcj02", address="滨河路一号张三家", division="511602"
)


def test_of_a_place_only_the_division_is_seen():
    seen = repr(PLACE) + str(PLACE) + PLACE.model_dump_json() + str(PLACE.model_dump())
    assert "30.47" not in seen
    assert "106" not in seen
    assert "滨河路" not in seen
    assert "511602" in seen
    assert ReportedPlace.model_validate(revealed(PLACE, purpose="store", mode="json")) == PLACE


def test_everybody_may_see_a_coarse_place():
    assert PLACE.coarse() == Place(
        division="511602", latitude=30.47, longitude=106.63, datum=Datum.GCJ02
    )
    assert PLACE.coarse(decimals=0) == Place(
        division="511602", latitude=30, longitude=107, datum=Datum.GCJ02
    )
    assert ReportedPlace(division="511602").coarse() == Place(division="511602")
    assert ReportedPlace(address="滨河路一号").coarse() is None


def test_a_place_says_something():
    with pytest.raises(InvalidDataError, match="says nothing about where it is"):
        ReportedPlace()
