"""Places."""

from __future__ import annotations

import pytest

from mgov.errors import InvalidDataError
from mgov.values.place import Datum, Place


@pytest.mark.parametrize(
    "known",
    [
        {"name": "广安区"},
        {"division": "511602"},
        {"codes": [{"scheme": "ISO 3166-2", "code": "CN-SC"}]},
        {"address": {"zh": "广安市广安区政务服务中心"}},
        {"latitude": 30.47, "longitude": 106.64},
        {"latitude": 0, "longitude": 0},
    ],
)
def test_one_thing_known_makes_a_place(known: dict[str, object]):
    place = Place.model_validate(known)
    assert Place.model_validate_json(place.model_dump_json()) == place
    assert hash(place) == hash(place.replace())


def test_nothing_known_makes_none():
    with pytest.raises(InvalidDataError, match="nothing about where it is") as caught:
        Place(datum="gcj02")
    assert "coordinates" in caught.value.remedy
    assert caught.value.problems[0].code == "place_empty"


@pytest.mark.parametrize("half", [{"latitude": 30.0}, {"longitude": 106.0}])
def test_half_a_point_is_no_point(half: dict[str, float]):
    with pytest.raises(InvalidDataError, match="half of its coordinates"):
        Place(name="广安区", **half)


@pytest.mark.parametrize(
    ("latitude", "longitude", "field"),
    [
        (91, 0, "latitude"),
        (-91, 0, "latitude"),
        (0, 181, "longitude"),
        (0, float("nan"), "longitude"),
    ],
)
def test_a_point_lies_on_the_earth(latitude: float, longitude: float, field: str):
    with pytest.raises(InvalidDataError) as caught:
        Place(latitude=latitude, longitude=longitude)
    assert field in caught.value.field


def test_coordinates_say_what_they_refer_to():
    assert Place(latitude=39.9, longitude=116.4).datum is Datum.WGS84
    assert Place(latitude=39.9, longitude=116.4, datum="bd09").datum is Datum.BD09
    with pytest.raises(InvalidDataError, match="known values"):
        Place(latitude=39.9, longitude=116.4, datum="wgs72")


def test_a_place_has_codes_of_many_schemes_and_countries():
    london = Place(
        name="London",
        codes=[
            {"scheme": "ISO 3166-2", "code": "GB-LND"},
            {"scheme": "ONS", "code": "E12000007"},
        ],
    )
    assert london.code("ONS") == "E12000007"
    assert london.code("FIPS") is None
    assert london.code("GB/T 2260") is None
    assert Place(division="5116").code("GB/T 2260") == "511600"


def test_a_wrong_code_names_its_field():
    with pytest.raises(InvalidDataError, match="no province") as caught:
        Place(division="990000")
    assert caught.value.field == "division"
