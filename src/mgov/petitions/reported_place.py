"""Where the matter of a petition is: exact for who handles it, coarse for everybody else."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import ClassVar, Final, Self

from pydantic import model_validator
from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.values.halfwidth import halfwidth
from mgov.values.identifiers import DivisionCode
from mgov.values.model import Model
from mgov.values.personal import Personal, StreetAddress
from mgov.values.place import Datum, Place

__all__ = ["Position", "ReportedPlace"]

_PAIR: Final = re.compile(
    r"(?:geo:)?(?P<latitude>[+-]?\d{1,3}(?:\.\d{1,15})?),(?P<longitude>[+-]?\d{1,3}(?:\.\d{1,15})?)"
)
_POLE: Final = 90  # degrees of latitude
_EXACT: Final = Decimal("0.000001")  # degrees: a tenth of a meter, more than any phone knows
_FINEST: Final = 3  # decimals of what is called coarse: about a hundred meters
_EARTH: Final = 6_371_008.8  # meters, mean radius R1 of the GRS 80 ellipsoid (IUGG)


class Position(Personal):
    """A point on the map where somebody stood: latitude and longitude in degrees, masked.

    A petitioner who reports a broken lamp often stands at the own front door. Nothing of the
    point is shown until a call names its purpose; for everybody else there is `coarse`.

    It is written `latitude,longitude`, north and east positive, or as a `geo:` URI of RFC 5870
    without parameters, and kept to six decimals.

    Example:
        >>> from mgov.petitions import Position
        >>> point = Position("30.473912, 106.633215")
        >>> print(point, point.coarse())
        *** (Decimal('30.47'), Decimal('106.63'))
        >>> point.reveal(purpose="send somebody there")
        '30.473912,106.633215'
    """

    __slots__ = ()

    mask_form: ClassVar[str] = r".*[*＊].*"

    @classmethod
    @override
    def canonical(cls, text: str) -> str:
        found = _PAIR.fullmatch(halfwidth(text))
        if found is None:
            trouble, remedy = "is no position", "Write it as 30.473912,106.633215."
            raise cls._refusal(trouble, remedy, "form")
        latitude, longitude = Decimal(found["latitude"]), Decimal(found["longitude"])
        if abs(latitude) > _POLE or abs(longitude) > 2 * _POLE:
            trouble = "has a latitude beyond 90 or a longitude beyond 180 degrees"
            raise cls._refusal(trouble, "Write the latitude first.", "degrees")
        return f"{_rounded(latitude, _EXACT)},{_rounded(longitude, _EXACT)}"

    @classmethod
    def at(cls, latitude: float | Decimal, longitude: float | Decimal) -> Self:
        """Make a position of two numbers.

        Args:
            latitude: Degrees north, -90 to 90.
            longitude: Degrees east, -180 to 180.

        Raises:
            mgov.errors.InvalidValueError: If there is no such point.

        Example:
            >>> from mgov.petitions import Position
            >>> Position.at(30.473912, 106.633215) == Position("30.473912,106.633215")
            True
        """
        for degrees in (latitude, longitude):
            if not math.isfinite(degrees):
                trouble, remedy = "is no position", "Give two finite numbers of degrees."
                raise cls._refusal(trouble, remedy, "form")
        return cls(f"{latitude:.6f},{longitude:.6f}")

    def coarse(self, *, decimals: int = 2) -> tuple[Decimal, Decimal]:
        """Return the nearest point of a grid that is the same for everybody.

        Two decimals of a degree are a grid of 1.1 km from north to south, and of 1.1 km times
        the cosine of the latitude from east to west. Unlike noise, it cannot be averaged out
        over several reports. In the country such a square may hold one house: choose fewer.

        Args:
            decimals: How many decimals of a degree to keep, 0 to 3.

        Returns:
            The latitude and the longitude.

        Raises:
            mgov.errors.InvalidValueError: If it would not be coarse.

        Example:
            >>> from mgov.petitions import Position
            >>> Position("30.473912,106.633215").coarse(decimals=1)
            (Decimal('30.5'), Decimal('106.6'))
        """
        if not 0 <= decimals <= _FINEST:
            trouble = f"are {decimals}"
            raise InvalidValueError(
                trouble,
                field="decimals",
                remedy=f"Give 0 to {_FINEST}; for the exact point there is reveal(purpose=...).",
                code="position_not_coarse",
            )
        latitude, longitude = self._degrees
        step = Decimal(1).scaleb(-decimals)
        return _rounded(latitude, step), _rounded(longitude, step)

    def is_within(self, meters: float, *, of: Position) -> bool:
        """Say whether two points are at most so far apart, on a sphere.

        Only this is told and not the distance: from three distances a point can be found.

        Args:
            meters: The distance.
            of: The other point, of the same datum.

        Example:
            >>> from mgov.petitions import Position
            >>> Position("30.4739,106.6332").is_within(50, of=Position("30.4741,106.6333"))
            True
        """
        latitude, longitude = (math.radians(degrees) for degrees in self._degrees)
        other_latitude, other_longitude = (math.radians(degrees) for degrees in of._degrees)
        # The haversine formula, which keeps its digits where two points are close.
        half = (
            math.sin((other_latitude - latitude) / 2) ** 2
            + math.cos(latitude)
            * math.cos(other_latitude)
            * math.sin((other_longitude - longitude) / 2) ** 2
        )
        return 2 * _EARTH * math.asin(math.sqrt(min(1.0, half))) <= meters

    @property
    def _degrees(self) -> tuple[Decimal, Decimal]:
        latitude, _, longitude = self._value.partition(",")
        return Decimal(latitude), Decimal(longitude)


class ReportedPlace(Model, frozen=True):
    """Where the matter of a petition is, as the petitioner reports it; at least one thing is given.

    A `Place` is public. This one is not: the point and the words may tell where the petitioner
    lives, so both are personal in type, and only the division is seen. `coarse` makes the `Place`
    that everybody may see.

    Attributes:
        position: The exact point, as a phone or a map gives it.
        datum: What the point refers to; phones give `wgs84`, maps sold in China `gcj02`.
        address: Where it is in words: a street and a number, or a landmark.
        division: The administrative division of China it lies in.

    Example:
        >>> from mgov.petitions import ReportedPlace
        >>> place = ReportedPlace(position="30.473912,106.633215", division="511602")
        >>> print(place.position)
        ***
        >>> seen = place.coarse()
        >>> seen.latitude, seen.longitude, str(seen.division)
        (30.47, 106.63, '511602')
    """

    position: Position | None = None
    datum: Datum = Datum.WGS84
    address: StreetAddress | None = None
    division: DivisionCode | None = None

    def coarse(self, *, decimals: int = 2) -> Place | None:
        """Return what everybody may see of it: the division and a point of a grid.

        Args:
            decimals: As for `Position.coarse`.

        Returns:
            The place; None if the petitioner gave only words.

        Raises:
            mgov.errors.InvalidValueError: If it would not be coarse.

        Example:
            >>> from mgov.petitions import ReportedPlace
            >>> ReportedPlace(address="滨河路1号楼下").coarse()
        """
        if self.position is None:
            return None if self.division is None else Place(division=self.division)
        latitude, longitude = self.position.coarse(decimals=decimals)
        return Place(
            division=self.division,
            latitude=float(latitude),
            longitude=float(longitude),
            datum=self.datum,
        )

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if self.position is None and self.address is None and self.division is None:
            trouble = "says nothing about where it is"
            remedy = "Give a position, an address or a division."
            raise InvalidValueError(trouble, remedy=remedy, code="place_empty").as_pydantic()
        return self


def _rounded(degrees: Decimal, step: Decimal) -> Decimal:
    return degrees.quantize(step) + 0  # no minus before zero
