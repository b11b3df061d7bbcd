"""A date that is written without its year: which year is meant, seen from its publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, Literal, NamedTuple, TypeAlias

from mgov.errors import InvalidValueError
from mgov.values.period.stretch import Stretch, out_of_range

__all__ = ["Tense", "Vantage"]

Tense: TypeAlias = Literal["past", "future"]
"""Whether a text tells what has been or what is to come."""

_YEARS_AROUND: Final = 8  # the longest time between two leap days, as from 1896 to 1904


class Vantage(NamedTuple):
    """Where a text is read from.

    Attributes:
        published: The day on which it was published.
        about: Whether it is about the past or the future; None if that is not known.
    """

    published: date
    about: Tense | None

    @classmethod
    def checked(cls, published: date | None, about: Tense | None) -> Vantage | None:
        """Return where a text is read from, or None if nobody said so.

        Raises:
            mgov.errors.InvalidValueError: If the day is a moment, if the tense is not one of the
                two, or if there is a tense without a day.
        """
        if isinstance(published, datetime):
            trouble = "is a moment, whose day depends on the zone"
            remedy = "Give the day there, as in article.published.astimezone(zone).date()."
            raise _refusal(trouble, remedy, "published")
        if about not in {None, "past", "future"}:
            raise _refusal("is no tense", "Use past or future, or leave it out.", "about")
        if published is not None:
            return cls(published, about)
        if about is not None:
            trouble = "says how a missing year is found, and not from which day"
            raise _refusal(trouble, "Give the day of publication as published=….", "about")
        return None

    def choose(self, in_year: Callable[[int], Stretch]) -> Stretch:
        """Find the year that is meant: the one that brings the stretch nearest.

        Args:
            in_year: Makes the stretch in a year, or raises an error if that year has none.

        Returns:
            The stretch nearest to the day of publication; the earlier one of two that are equally
            far. About the past, only those that have begun by then count; about the future,
            only those that have not ended before.

        Raises:
            mgov.errors.InvalidValueError: If no year has it, or only one out of range does.
        """
        year = self.published.year
        around = range(year - _YEARS_AROUND, year + _YEARS_AROUND + 1)
        found: list[Stretch] = []
        troubles: list[InvalidValueError] = []
        for each in sorted(around, key=lambda other: abs(other - year)):
            try:
                found.append(in_year(each))
            except InvalidValueError as error:
                troubles.append(error)
        if not found:
            raise troubles[0]
        fitting = [stretch for stretch in found if self._fits(stretch)]
        if not fitting:
            raise out_of_range()
        return min(fitting, key=lambda stretch: (self._days_from(stretch), stretch.stop))

    def _fits(self, stretch: Stretch) -> bool:
        first, last = _ends(stretch)
        if self.about == "past":
            return first <= self.published
        return self.about is None or last >= self.published

    def _days_from(self, stretch: Stretch) -> int:
        first, last = _ends(stretch)
        return max((first - self.published).days, (self.published - last).days, 0)


def _ends(stretch: Stretch) -> tuple[date, date]:
    last = stretch.stop - timedelta(days=1)
    return (last if stretch.as_of else stretch.start), last


def _refusal(trouble: str, remedy: str, field: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code=f"period_{field}")
