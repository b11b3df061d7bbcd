"""How satisfied somebody is with a service, in five levels, and whether they said so."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from mgov.errors import InvalidValueError
from mgov.values.text import Text

__all__ = ["RatingLevel", "RatingOrigin"]


class RatingLevel(StrEnum):
    """The five levels in which government services are rated in China (好差评).

    Which of them are good and which are bad, the rulebook of a rating says.

    Example:
        >>> from mgov.services import RatingLevel
        >>> [(level.stars, str(level.label)) for level in RatingLevel][3:]
        [(2, '不满意'), (1, '非常不满意')]
        >>> RatingLevel.from_stars(5).value
        'very_satisfied'
    """

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    BASICALLY_SATISFIED = "basically_satisfied"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"

    @property
    def stars(self) -> int:
        """How many of five stars it is."""
        return len(RatingLevel) - tuple(RatingLevel).index(self)

    @property
    def label(self) -> Text:
        """What it is called in Chinese and English."""
        return _LABELS[self]

    @classmethod
    def from_stars(cls, stars: int) -> RatingLevel:
        """Return the level of a number of stars.

        Raises:
            mgov.errors.InvalidValueError: If it is not from 1 to 5.
        """
        if stars not in range(1, len(cls) + 1):
            trouble, remedy = "is no number of stars", "Give 1 to 5."
            raise InvalidValueError(trouble, field="stars", remedy=remedy, code="rating_stars")
        return tuple(cls)[len(cls) - stars]


_LABELS: Final = {
    RatingLevel.VERY_SATISFIED: Text(zh="非常满意", en="very satisfied"),
    RatingLevel.SATISFIED: Text(zh="满意", en="satisfied"),
    RatingLevel.BASICALLY_SATISFIED: Text(zh="基本满意", en="basically satisfied"),
    RatingLevel.DISSATISFIED: Text(zh="不满意", en="dissatisfied"),
    RatingLevel.VERY_DISSATISFIED: Text(zh="非常不满意", en="very dissatisfied"),
}


class RatingOrigin(StrEnum):
    """Who has set the level of a rating.

    Attributes:
        ACTIVE: The user of the service (主动评价).
        BY_DEFAULT: The system, since some days passed in which the user said nothing (默认好评).

    Example:
        >>> from mgov.services import RatingOrigin
        >>> RatingOrigin("by_default") is RatingOrigin.BY_DEFAULT
        True
    """

    ACTIVE = "active"
    BY_DEFAULT = "by_default"
