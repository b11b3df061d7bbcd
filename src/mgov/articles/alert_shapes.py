"""The shapes that the area of an alert is drawn with: polygons and circles, on WGS 84."""

from __future__ import annotations

import itertools
import math
import re
from typing import Annotated, Final, Self, TypeAlias

from pydantic import Field, field_validator
from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.values.model import Model

__all__ = ["Circle", "Polygon"]

_Latitude = Annotated[float, Field(ge=-90, le=90)]
_Longitude = Annotated[float, Field(ge=-180, le=180)]
_Corners: TypeAlias = list[tuple[float, float]]

_FEWEST_POINTS: Final = 4  # CAP 1.2: three corners, and the first one once more
_EARTH_KM: Final = 6371.0088  # mean radius of the Earth (IUGG)
_FULL_TURN: Final = 360.0
_HALF_TURN: Final = 180.0
_POLE: Final = 90.0
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


class Polygon(Model, frozen=True):
    """A polygon (CAP `polygon`).

    Its edges are straight in latitude and longitude, as in GeoJSON, and go the short way around
    the Earth, so an area may lie across the 180th meridian. A polygon that would have no width
    in this way, such as the box from -180 to 180 degrees, goes all around the Earth. Its border
    belongs to it, and so do the poles that it has a corner at.

    Attributes:
        points: Its corners as degrees north and degrees east, in this order; the last one is the
            first one again.

    Example:
        >>> from mgov.articles import Polygon
        >>> Polygon.parse("30,106 31,106 31,107 30,107 30,106").contains(30.5, 106.6)
        True
    """

    points: Annotated[tuple[tuple[_Latitude, _Longitude], ...], Field(min_length=_FEWEST_POINTS)]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a polygon as CAP writes it: `38.47,-120.14 38.34,-119.95 …`.

        Raises:
            mgov.errors.InvalidValueError: If a point is no pair of numbers.
            mgov.errors.InvalidDataError: If it is not closed or leaves the Earth.

        Example:
            >>> str(Polygon.parse("30,106 31,106 31,107 30,106"))
            '30.0,106.0 31.0,106.0 31.0,107.0 30.0,106.0'
        """
        return cls(points=tuple(_pair(point, "polygon") for point in text.split()))

    @override
    def __str__(self) -> str:
        return " ".join(f"{latitude},{longitude}" for latitude, longitude in self.points)

    def contains(self, latitude: float, longitude: float) -> bool | None:
        """Tell whether a point lies in it.

        Args:
            latitude: Degrees north, on WGS 84.
            longitude: Degrees east.

        Returns:
            None if it goes around a pole, since its points do not tell which side is inside.

        Raises:
            mgov.errors.InvalidValueError: If there is no such point on Earth.

        Example:
            >>> from mgov.articles import Polygon
            >>> aleutian = Polygon.parse("51,179 53,179 53,-178 51,-178 51,179")
            >>> aleutian.contains(52, -179.5), aleutian.contains(52, 0)
            (True, False)
        """
        _check_point(latitude, longitude)
        corners = _on_one_sheet(self.points)
        if corners[-1] != corners[0]:
            return None
        if abs(latitude) == _POLE:  # all meridians meet there, whatever longitude is given
            return any(north == latitude for north, _ in corners)
        turns = (0.0, _FULL_TURN, -_FULL_TURN)
        return any(_is_inside(corners, latitude, longitude + turn) for turn in turns)

    @field_validator("points")
    @classmethod
    def _is_closed(cls, points: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
        if points[0] != points[-1]:
            trouble, remedy = "do not end where they begin", "Repeat the first point at the end."
            raise InvalidValueError(trouble, remedy=remedy, code="polygon_open").as_pydantic()
        return points


class Circle(Model, frozen=True):
    """A circle (CAP `circle`). Its border belongs to it.

    Distances are those on a sphere, which differ from those on the ellipsoid by 0.6 % at most.

    Attributes:
        latitude: Degrees north of its center.
        longitude: Degrees east of its center.
        radius_km: Its radius in kilometers; 0 for a point.

    Example:
        >>> from mgov.articles import Circle
        >>> Circle(latitude=30.47, longitude=106.63, radius_km=25).contains(30.5, 106.8)
        True
    """

    latitude: _Latitude
    longitude: _Longitude
    radius_km: Annotated[float, Field(ge=0)]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a circle as CAP writes it: `-16.053,-173.274 0.0`.

        Raises:
            mgov.errors.InvalidValueError: If it is no pair of numbers and one more.
            mgov.errors.InvalidDataError: If it leaves the Earth or its radius is negative.

        Example:
            >>> str(Circle.parse("-16.053,-173.274 0.0"))
            '-16.053,-173.274 0.0'
        """
        center, _, radius = " ".join(text.split()).partition(" ")
        latitude, longitude = _pair(center, "circle")
        radius_km = _number(radius, "circle")
        return cls(latitude=latitude, longitude=longitude, radius_km=radius_km)

    @override
    def __str__(self) -> str:
        return f"{self.latitude},{self.longitude} {self.radius_km}"

    def contains(self, latitude: float, longitude: float) -> bool:
        """Tell whether a point lies in it.

        Args:
            latitude: Degrees north, on WGS 84.
            longitude: Degrees east.

        Raises:
            mgov.errors.InvalidValueError: If there is no such point on Earth.

        Example:
            >>> from mgov.articles import Circle
            >>> Circle.parse("0,179.9 50").contains(0, -179.9)
            True
        """
        _check_point(latitude, longitude)
        south, north = math.radians(self.latitude), math.radians(latitude)
        east = math.radians(longitude - self.longitude)
        # The haversine formula, which stays exact where two points are close.
        half = math.sin((north - south) / 2) ** 2
        half += math.cos(south) * math.cos(north) * math.sin(east / 2) ** 2
        return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half))) <= self.radius_km


def _on_one_sheet(points: tuple[tuple[float, float], ...]) -> _Corners:
    """Count longitudes on beyond 180 degrees where an edge crosses that meridian."""
    corners: _Corners = []
    turn, before = 0.0, points[0][1]
    for latitude, longitude in points:
        if longitude - before > _HALF_TURN:
            turn -= _FULL_TURN
        elif before - longitude > _HALF_TURN:
            turn += _FULL_TURN
        before = longitude
        corners.append((latitude, longitude + turn))
    # Edges that go the short way from -180 to 180 degrees have no length: what is made of them
    # alone is meant to go the long way, as the box of the whole Earth does.
    is_flat = len({longitude for _, longitude in corners}) == 1
    return list(points) if is_flat else corners


def _check_point(latitude: float, longitude: float) -> None:
    if not (abs(latitude) <= _POLE and abs(longitude) <= _FULL_TURN):  # NaN is neither
        trouble = "is no point on Earth"
        remedy = "Give degrees north from -90 to 90, and degrees east from -360 to 360."
        raise InvalidValueError(trouble, field="point", remedy=remedy, code="shape_point")


def _is_inside(corners: _Corners, north: float, east: float) -> bool:
    """Count the edges that a ray eastward crosses; an odd number of them leads out."""
    inside = False
    for edge in itertools.pairwise(corners):
        # Every edge runs north, so that rounding is the same whichever way the polygon does.
        (north_1, east_1), (north_2, east_2) = sorted(edge)
        across = (east_2 - east_1) * (north - north_1) - (north_2 - north_1) * (east - east_1)
        if across == 0 and north_1 <= north <= north_2 and _between(east, east_1, east_2):
            return True
        if north_1 <= north < north_2 and across > 0:
            inside = not inside
    return inside


def _between(value: float, one: float, other: float) -> bool:
    return min(one, other) <= value <= max(one, other)


def _pair(text: str, field: str) -> tuple[float, float]:
    latitude, _, longitude = text.partition(",")
    return _number(latitude, field), _number(longitude, field)


def _number(text: str, field: str) -> float:
    if not _NUMBER.fullmatch(text):  # `float` would read 1_0 as well
        trouble = "has something else than a number where a number belongs"
        forms = {"polygon": "30,106 31,106 31,107 30,106", "circle": "30.47,106.63 25"}
        remedy = f"Write it as in {forms[field]}: degrees north, degrees east."
        raise InvalidValueError(trouble, field=field, remedy=remedy, code=field)
    return float(text)
