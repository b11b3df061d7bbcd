"""A place: a name, a division, an office's address, a point on the map."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from mgov.errors import InvalidValueError
from mgov.values.identifiers import DivisionCode, SchemeCodes
from mgov.values.model import Model
from mgov.values.text import Text

__all__ = ["Datum", "Place"]


class Datum(StrEnum):
    """The geodetic datum that a latitude and a longitude belong to.

    Maps sold in China use GCJ-02, which is WGS 84 moved by some hundreds of meters in a way
    that differs from place to place; Baidu moves it once more (BD-09). Coordinates taken from
    such a map and drawn on another land in the next street: say which ones they are.

    Example:
        >>> from mgov.values.place import Datum
        >>> [datum.value for datum in Datum]
        ['wgs84', 'gcj02', 'bd09']
    """

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class Place(Model, frozen=True):
    """A place, by whatever is known of it; at least one thing has to be.

    Attributes:
        name: What it is called.
        division: The administrative division of China it is or lies in.
        codes: Codes of other schemes, such as ISO 3166-2 or the codes of the ONS, one a scheme.
        address: The public address of an office. Where somebody lives is a `StreetAddress`.
        latitude: Degrees north, -90 to 90; given together with the longitude.
        longitude: Degrees east, -180 to 180.
        datum: What the coordinates refer to.

    Example:
        >>> from mgov import Place
        >>> Place(name="广安区", division="511602").division.level.value
        'county'
        >>> Place(codes=[{"scheme": "ISO 3166-2", "code": "GB-LND"}]).code("ISO 3166-2")
        'GB-LND'
    """

    name: Text | None = None
    division: DivisionCode | None = None
    codes: SchemeCodes = ()
    address: Text | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    datum: Datum = Datum.WGS84

    def code(self, scheme: str) -> str | None:
        """Return the place's code in a scheme, or None.

        Args:
            scheme: As it stands in `codes`; `GB/T 2260` is the division.

        Example:
            >>> from mgov import Place
            >>> Place(division="51").code("GB/T 2260")
            '510000'
        """
        if scheme == DivisionCode.standard:
            return None if self.division is None else str(self.division)
        return next((each.code for each in self.codes if each.scheme == scheme), None)

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            trouble, remedy = "has only half of its coordinates", "Give latitude and longitude."
            raise InvalidValueError(
                trouble, remedy=remedy, code="coordinates_incomplete"
            ).as_pydantic()
        known = (self.name, self.division, self.address, self.latitude, *self.codes)
        if all(each is None for each in known):
            trouble = "says nothing about where it is"
            remedy = "Give a name, a division, another code, an address or coordinates."
            raise InvalidValueError(trouble, remedy=remedy, code="place_empty").as_pydantic()
        return self
