from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.articles import AlertArea, Coverage
from mgov.errors import InvalidDataError
from mgov.values.identifiers import DivisionCode
from mgov.values.place import Place

SQUARE = {"points": [(30, 106), (31, 106), (31, 107), (30, 107), (30, 106)]}
POLAR = {"points": [(70, 0), (70, 120), (70, -120), (70, 0)]}


def point(latitude: float, longitude: float, **more: object) -> Place:
    return Place.model_validate({"latitude": latitude, "longitude": longitude, **more})


def coded(scheme: str, code: str) -> Place:
    return Place.model_validate({"codes": [{"scheme": scheme, "code": code}]})


def area(**parts: object) -> AlertArea:
    return AlertArea.model_validate({"description": "somewhere", **parts})


COUNTY = area(divisions=["511602"])
TWO = area(divisions=["511602", "500000"])
DRAWN = area(polygons=[SQUARE], circles=[{"latitude": 40, "longitude": 100, "radius_km": 10}])
CODED = area(codes=[{"scheme": "SAME", "code": "006109"}, {"scheme": "SAME", "code": "006009"}])
BOTH = area(polygons=[SQUARE], divisions=["511602"], codes=[{"scheme": "SAME", "code": "006109"}])


@pytest.mark.parametrize(
    ("where", "place", "coverage"),
    [
        # A county lies in its prefecture, its province and the nation.
        (COUNTY, Place(division="511602"), "whole"),
        (COUNTY, Place(division="511602001"), "whole"),
        (COUNTY, Place(division="5116"), "part"),
        (COUNTY, Place(division="51"), "part"),
        (COUNTY, Place(division="100000"), "part"),
        (COUNTY, Place(division="511603"), "none"),
        (COUNTY, Place(division="50"), "none"),
        (TWO, Place(division="500101"), "whole"),
        # A point lies in a shape or beside it.
        (DRAWN, point(30.5, 106.5), "whole"),
        (DRAWN, point(40, 100.1), "whole"),
        (DRAWN, point(50, 10), "none"),
        (area(polygons=[POLAR]), point(80, 0), "unknown"),
        (area(polygons=[POLAR, SQUARE]), point(30.5, 106.5), "whole"),
        # Coordinates from a map that is shifted prove nothing.
        (DRAWN, point(30.5, 106.5, datum="gcj02"), "unknown"),
        (DRAWN, point(50, 10, datum="bd09"), "unknown"),
        # The same code is the same place; another one may lie in it.
        (CODED, coded("SAME", "006009"), "whole"),
        (CODED, coded("SAME", "006000"), "unknown"),
        (CODED, coded("UGC", "006009"), "unknown"),
        # What cannot be compared is unknown.
        (COUNTY, point(30.5, 106.5), "unknown"),
        (COUNTY, coded("SAME", "006009"), "unknown"),
        (COUNTY, Place(name="广安区"), "unknown"),
        (DRAWN, Place(division="511602"), "unknown"),
        (CODED, Place(division="511602"), "unknown"),
        (area(), Place(division="511602"), "unknown"),
        (area(), point(30.5, 106.5), "unknown"),
        # Several descriptions are of the same area: any of them holds, and one can exclude.
        (BOTH, point(30.5, 106.5), "whole"),
        (BOTH, point(50, 10), "none"),
        (BOTH, Place(division="511602"), "whole"),
        (BOTH, Place(division="50"), "none"),
        (BOTH, point(50, 10, division="511602"), "whole"),
        (BOTH, point(30.5, 106.5, division="50"), "whole"),
        (BOTH, point(50, 10, division="51"), "part"),
        (BOTH, coded("SAME", "006109"), "whole"),
    ],
)
def test_how_much_of_a_place_lies_in_an_area(where: AlertArea, place: Place, coverage: str):
    assert where.covers(place) == coverage


@pytest.mark.parametrize(
    "heights", [{"ceiling_feet": 9000}, {"altitude_feet": 9000, "ceiling_feet": 5000}]
)
def test_a_ceiling_needs_an_altitude_beneath_it(heights: dict[str, float]):
    with pytest.raises(InvalidDataError, match="has a ceiling and no altitude beneath it"):
        area(**heights)


def test_an_area_may_be_a_layer_of_the_air():
    assert area(altitude_feet=5000).ceiling_feet is None
    assert area(altitude_feet=5000, ceiling_feet=9000).ceiling_feet == 9000


def test_without_areas_nothing_is_known():
    assert Coverage.best([]) is Coverage.UNKNOWN


@given(st.lists(st.sampled_from(Coverage)))
def test_more_areas_never_cover_less(answers: list[Coverage]):
    order = [Coverage.NONE, Coverage.UNKNOWN, Coverage.PART, Coverage.WHOLE]
    if answers:
        assert Coverage.best(answers) is max(answers, key=order.index)
    assert Coverage.best([*answers, Coverage.WHOLE]) is Coverage.WHOLE


codes = st.from_regex(r"(?:11|51)(?:0[12](?:0[12](?:00[12])?)?)?", fullmatch=True)


@given(codes, codes)
def test_whole_and_part_are_the_two_sides_of_one_relation(one: str, other: str):
    forth = area(divisions=[one]).covers(Place(division=other))
    back = area(divisions=[other]).covers(Place(division=one))
    assert (forth is Coverage.NONE) == (back is Coverage.NONE)
    if forth is Coverage.PART:
        assert back is Coverage.WHOLE
    assert (forth is back is Coverage.WHOLE) == (DivisionCode(one) == DivisionCode(other))
