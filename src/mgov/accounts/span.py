"""A length of time as rules state it: two weeks, three months, one year."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Final, Literal, Self

from dateutil.relativedelta import relativedelta
from pydantic import Field, model_validator

from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import in_utc, out_of_range
from mgov.values.text import Text

__all__ = ["Span"]

_Number = Annotated[int, Field(ge=0, le=1000)]
_UNITS: Final = {
    "years": ("year", "年"),
    "months": ("month", "个月"),
    "weeks": ("week", "周"),
    "days": ("day", "天"),
}


class Span(Model, frozen=True):
    """A length of time: months and years of the calendar, weeks and days of 24 hours.

    A month ends on the day of the same number, at the same hour by the clock of the place; where
    the month has no such day, on its last one.

    Attributes:
        years: How many years.
        months: How many months.
        weeks: How many weeks.
        days: How many days.

    Raises:
        mgov.errors.InvalidDataError: Among other troubles, if it has no length.

    Example:
        >>> from zoneinfo import ZoneInfo
        >>> from mgov.accounts import Span
        >>> received = datetime(2018, 11, 30, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
        >>> print(Span(months=3).after(received))
        2019-02-28 01:00:00+00:00
    """

    years: _Number = 0
    months: _Number = 0
    weeks: _Number = 0
    days: _Number = 0

    def after(self, moment: datetime) -> datetime:
        """Return the moment that is so much later, in UTC.

        Args:
            moment: An aware moment; its time zone has the clock by which months are counted.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone, or dates do not reach
                so far.
        """
        return self._from(moment, 1)

    def before(self, moment: datetime) -> datetime:
        """Return the moment that is so much earlier, in UTC.

        Args:
            moment: As for `after`.

        Raises:
            mgov.errors.InvalidValueError: As for `after`.
        """
        return self._from(moment, -1)

    def text(self) -> Text:
        """Write it in English and Chinese.

        Example:
            >>> from mgov.accounts import Span
            >>> Span(years=1, months=6).text().in_language("zh")
            '1年6个月'
        """
        named = [(getattr(self, name), *words) for name, words in _UNITS.items()]
        parts = [(number, en, zh) for number, en, zh in named if number]
        return Text(
            en=" and ".join(
                f"{number} {en}{'' if number == 1 else 's'}" for number, en, _ in parts
            ),
            zh="".join(f"{number}{zh}" for number, _, zh in parts),
        )

    def _from(self, moment: datetime, sign: Literal[1, -1]) -> datetime:
        in_utc(moment)  # refuses a moment without a zone
        calendar = relativedelta(years=sign * self.years, months=sign * self.months)
        hours = sign * timedelta(weeks=self.weeks, days=self.days)
        try:
            return in_utc(moment + calendar) + hours
        except (OverflowError, ValueError):
            raise out_of_range("at") from None

    @model_validator(mode="after")
    def _has_a_length(self) -> Self:
        if not (self.years or self.months or self.weeks or self.days):
            trouble, remedy = "has no length", "Give years, months, weeks or days."
            raise InvalidValueError(trouble, remedy=remedy, code="span_empty").as_pydantic()
        return self
