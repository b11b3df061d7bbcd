from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.articles import Circle, Polygon
from mgov.errors import InvalidDataError, InvalidValueError

SQUARE = Polygon.parse("30,106 31,106 31,107 30,107 30,106")
BENT = Polygon.parse("0,0 4,0 4,4 2,2 0,4 0,0")  # its last side is notched


def test_a_point_within_the_corners_is_inside_and_one_beside_is_not():
    assert SQUARE.contains(30.5, 106.5)
    assert not SQUARE.contains(30.5, 107.5)
    assert not SQUARE.contains(29.5, 106.5)


@pytest.mark.parametrize("point", [(30, 106), (31, 107), (30, 106.5), (30.5, 106), (30.5, 107)])
def test_the_border_belongs_to_a_polygon(point: tuple[float, float]):
    assert SQUARE.contains(*point)


@pytest.mark.parametrize(
    ("point", "inside"), [((1, 1), True), ((2, 1.9), True), ((2, 3), False), ((3.5, 3.2), True)]
)
def test_a_polygon_may_have_a_notch(point: tuple[float, float], inside: bool):  # noqa: FBT001 -- a table
    assert BENT.contains(*point) is inside


@pytest.mark.parametrize(
    "text",
    ["51,179 53,179 53,-178 51,-178 51,179", "51,-178 51,179 53,179 53,-178 51,-178"],
)
def test_a_polygon_may_lie_across_the_180th_meridian(text: str):
    polygon = Polygon.parse(text)
    assert polygon.contains(52, 179.5)
    assert polygon.contains(52, -179.5)
    assert polygon.contains(52, 180)
    assert polygon.contains(52, -180)
    assert not polygon.contains(52, 178)
    assert not polygon.contains(52, -177)
    assert not polygon.contains(52, 0)


def test_the_box_of_the_whole_earth_is_no_line():
    band = Polygon.parse("-10,-180 -10,180 10,180 10,-180 -10,-180")
    assert band.contains(0, 0)
    assert band.contains(9, 179.5)
    assert not band.contains(11, 0)


def test_a_pole_is_one_point_whatever_its_longitude():
    sector = Polygon.parse("0,0 90,0 90,90 0,90 0,0")
    assert all(sector.contains(90, longitude) for longitude in (45, -120, 180))
    assert not sector.contains(-90, 45)
    assert sector.contains(89, -45) is False


@pytest.mark.parametrize("point", [(math.nan, 0), (0, math.nan), (math.inf, 0), (91, 0), (0, 999)])
def test_a_point_that_is_none_lies_neither_inside_nor_outside(point: tuple[float, float]):
    for shape in (Polygon.parse("0,0 0,1 1,1 0,0"), Circle.parse("0,0 1")):
        with pytest.raises(InvalidValueError, match="point: is no point on Earth"):
            shape.contains(*point)


def test_a_polygon_around_a_pole_does_not_tell_its_inside():
    polar = Polygon.parse("70,0 70,120 70,-120 70,0")
    assert polar.contains(80, 0) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("30,106 31,106 31,107 30,107", "points: do not end where they begin. Repeat"),
        ("30,106 31,106 30,106", "points: has too few items. Give at least 4"),
        ("30,106 91,106 31,107 30,106", "points.1.0: is too large. Give a value of at most 90"),
        ("30,106 31,181 31,107 30,106", "points.1.1: is too large. Give a value of at most 180"),
    ],
)
def test_a_polygon_that_is_none_says_why(text: str, problem: str):
    with pytest.raises(InvalidDataError, match=problem):
        Polygon.parse(text)


@pytest.mark.parametrize(
    "text",
    ["30 106", "30,106 31;106", "30,106,5 31,106", "广安", "30,nan 31,106", "3_0,106", "٣٠,106"],
)
def test_what_is_no_pair_of_numbers_is_refused(text: str):
    with pytest.raises(InvalidValueError, match="polygon: has something else than a number"):
        Polygon.parse(text)


def test_a_circle_reaches_as_far_as_its_radius():
    # From Guang'an to Chongqing it is about 100 km.
    guang_an = Circle.parse("30.47,106.63 90")
    assert not guang_an.contains(29.56, 106.55)
    assert guang_an.replace(radius_km=110).contains(29.56, 106.55)


def test_a_circle_without_radius_is_a_point():
    point = Circle.parse("-16.053,-173.274 0.0")
    assert point.contains(-16.053, -173.274)
    assert not point.contains(-16.053, -173.275)


@pytest.mark.parametrize("text", ["30.47,106.63", "30.47 106.63 25", "30.47,106.63 25km"])
def test_what_is_no_circle_is_refused(text: str):
    with pytest.raises(InvalidValueError, match="circle: has something else than a number"):
        Circle.parse(text)


def test_a_radius_is_not_negative():
    with pytest.raises(InvalidDataError, match="radius_km: is too small"):
        Circle.parse("0,0 -1")


latitudes = st.floats(-89, 89).map(lambda degrees: round(degrees, 4))
longitudes = st.floats(-180, 180).map(lambda degrees: round(degrees, 4))
corners = st.lists(st.tuples(latitudes, longitudes), min_size=3, max_size=8)


@given(corners)
def test_shapes_are_read_back_from_their_text(points: list[tuple[float, float]]):
    polygon = Polygon(points=(*points, points[0]))
    assert Polygon.parse(str(polygon)) == polygon
    circle = Circle(latitude=points[0][0], longitude=points[0][1], radius_km=25)
    assert Circle.parse(str(circle)) == circle


@given(corners, st.integers(0, 7), latitudes, longitudes)
def test_where_a_polygon_begins_and_which_way_it_runs_do_not_matter(
    points: list[tuple[float, float]], start: int, latitude: float, longitude: float
):
    # Kept within 90 degrees, so that no edge is as long one way as the other.
    near = [(north, east / 2) for north, east in points]
    start %= len(near)
    turned = near[start:] + near[:start]
    polygon = Polygon(points=(*near, near[0]))
    other = Polygon(points=(*turned, turned[0]))
    back = Polygon(points=tuple(reversed(other.points)))
    answers = {each.contains(latitude, longitude) for each in (polygon, other, back)}
    assert len(answers) == 1


@given(latitudes, st.floats(-90, 90), latitudes, longitudes, st.sampled_from([90.0, 180.0]))
def test_a_polygon_moved_around_the_earth_holds_the_same_points(
    south: float, west: float, latitude: float, east: float, turn: float
):
    def at(longitude: float) -> float:
        return (longitude + turn + 180) % 360 - 180

    west, east = round(west), round(east)  # whole degrees, which move without rounding
    box = [(south, west), (south, west + 7), (90.0, west + 7), (90.0, west), (south, west)]
    moved = Polygon(points=tuple((north, at(degree)) for north, degree in box))
    assert moved.contains(latitude, at(east)) is Polygon(points=tuple(box)).contains(latitude, east)


@given(latitudes, longitudes, st.floats(0, 500))
def test_a_larger_circle_holds_whatever_a_smaller_one_does(
    latitude: float, longitude: float, radius: float
):
    small = Circle(latitude=30, longitude=106, radius_km=radius)
    large = small.replace(radius_km=radius + 1)
    assert large.contains(latitude, longitude) >= small.contains(latitude, longitude)
