"""The area that an alert is for, and whether a place lies in it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from mgov.articles.alert_shapes import Circle, Polygon
from mgov.errors import InvalidValueError
from mgov.values.identifiers import DivisionCode, SchemeCode
from mgov.values.model import Model
from mgov.values.place import Datum, Place
from mgov.values.text import Text

__all__ = ["AlertArea", "Coverage"]


class Coverage(StrEnum):
    """How much of a place an area covers.

    Attributes:
        WHOLE: All of it.
        PART: At least a part of it: somebody asks about a province, and one county is in the area.
        NONE: Nothing of it.
        UNKNOWN: What is known of the area and of the place cannot be compared.

    Example:
        >>> from mgov.articles import Coverage
        >>> Coverage.best([Coverage.NONE, Coverage.PART, Coverage.UNKNOWN]).value
        'part'
    """

    WHOLE = "whole"
    PART = "part"
    NONE = "none"
    UNKNOWN = "unknown"

    @classmethod
    def best(cls, answers: Iterable[Coverage]) -> Coverage:
        """Return what several areas together cover: most of it, and unknown rather than none.

        Without any area, nothing is known.
        """
        given = set(answers)
        order = (cls.WHOLE, cls.PART, cls.UNKNOWN, cls.NONE)
        return next((each for each in order if each in given), cls.UNKNOWN)


class AlertArea(Model, frozen=True):
    """The area that an alert is for (CAP `area`).

    Attributes:
        description: What it is called (`areaDesc`).
        divisions: The administrative divisions of China that it consists of.
        codes: What else it consists of, by codes of other schemes, such as `SAME` (`geocode`).
        polygons: What it consists of, drawn as polygons (`polygon`).
        circles: What it consists of, drawn as circles (`circle`).
        altitude_feet: The altitude that it is for, or the lowest one, in feet above mean sea
            level (`altitude`).
        ceiling_feet: The highest altitude that it is for, in feet (`ceiling`).

    Example:
        >>> from mgov import Place
        >>> from mgov.articles import AlertArea
        >>> area = AlertArea(description="广安市", divisions=["511600"])
        >>> area.covers(Place(division="511602")).value, area.covers(Place(division="51")).value
        ('whole', 'part')
    """

    description: Text
    divisions: tuple[DivisionCode, ...] = ()
    codes: tuple[SchemeCode, ...] = ()
    polygons: tuple[Polygon, ...] = ()
    circles: tuple[Circle, ...] = ()
    altitude_feet: float | None = None
    ceiling_feet: float | None = None

    def covers(self, place: Place) -> Coverage:
        """Tell how much of a place lies in the area.

        An area is the union of what it consists of, and a place is in it by any of them.
        Shapes, divisions and codes side by side describe the same area (CAP 1.2, `geocode`), so
        a place is outside if the shapes or the divisions say so. A division of GB/T 2260 lies in
        those whose digits it begins with. Codes of other schemes are compared as they are,
        and another code is no proof: in many schemes one code lies within another (SAME 006000
        is all of California). Coordinates that are not on WGS 84 prove nothing: they are off by
        hundreds of meters. Nor does a name.

        Args:
            place: A place with a division, coordinates or codes.

        Example:
            >>> from mgov import Place
            >>> from mgov.articles import AlertArea
            >>> area = AlertArea(
            ...     description="CALAVERAS COUNTY", codes=[{"scheme": "SAME", "code": "006009"}]
            ... )
            >>> area.covers(Place(codes=[{"scheme": "SAME", "code": "006009"}])).value
            'whole'
            >>> area.covers(Place(latitude=38.2, longitude=-120.6)).value
            'unknown'
        """
        answers = {self._by_shape(place), self._by_division(place), self._by_code(place)}
        # Here none goes before unknown: what one description excludes, the others do not hold.
        order = (Coverage.WHOLE, Coverage.PART, Coverage.NONE)
        return next((each for each in order if each in answers), Coverage.UNKNOWN)

    def _by_shape(self, place: Place) -> Coverage:
        if place.latitude is None or place.longitude is None or place.datum is not Datum.WGS84:
            return Coverage.UNKNOWN
        north, east = place.latitude, place.longitude
        shapes: tuple[Polygon | Circle, ...] = (*self.polygons, *self.circles)
        inside = [shape.contains(north, east) for shape in shapes]
        if True in inside:
            return Coverage.WHOLE
        return Coverage.NONE if inside and None not in inside else Coverage.UNKNOWN

    def _by_division(self, place: Place) -> Coverage:
        asked = place.division
        if asked is None or not self.divisions:
            return Coverage.UNKNOWN
        if any(division.contains(asked) for division in self.divisions):
            return Coverage.WHOLE
        holds_some = any(asked.contains(division) for division in self.divisions)
        return Coverage.PART if holds_some else Coverage.NONE

    def _by_code(self, place: Place) -> Coverage:
        same = any(place.code(each.scheme) == each.code for each in self.codes)
        return Coverage.WHOLE if same else Coverage.UNKNOWN

    @model_validator(mode="after")
    def _has_a_floor_below_its_ceiling(self) -> Self:
        if self.ceiling_feet is None:
            return self
        if self.altitude_feet is None or self.altitude_feet > self.ceiling_feet:
            trouble = "has a ceiling and no altitude beneath it"
            remedy = "Give altitude_feet too; alone it is the altitude that the area is for."
            raise InvalidValueError(trouble, remedy=remedy, code="area_ceiling").as_pydantic()
        return self
