"""`Period`: what statistics do with a stretch of calendar time, or the point where it ends."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from typing import final, overload

from mgov.values.language import Language
from mgov.values.period.granularity import Granularity, GranularityName
from mgov.values.period.reading import read
from mgov.values.period.stretch import named, of_granularity, spanning, year_before
from mgov.values.period.value import PeriodValue, local_day, refusal
from mgov.values.period.without_year import Tense, Vantage
from mgov.values.period.wording import in_chinese, in_english

__all__ = ["Period"]


@final
class Period(PeriodValue):
    """A stretch of calendar time as statistics name it, or the point in time at its end.

    Written like ISO 8601: `2017`, `2017-06`, `2017-W33` (ISO week), `2017-06-30`, with `2017-H1`
    and `2017-Q2` beside, and `2017-01/2017-05` for a range, both ends included. Immutable,
    hashable, and a field type of models; in JSON it is this text.

    *Flow and stock.* "In June 2017" is a stretch; "as of June 2017" is the point in time at
    its end, written `../2017-06` (ISO 8601-2: from an open start). The two are never equal.
    A point has an `end` and neighbors, but no `start`, `days` or content; `during()` and
    `at_end()` lead from one to the other.

    *One scale of months.* The same months are the same period whatever they are called: January
    to June is the first half year, and says so (`2017-H1`). Days and weeks are scales of
    their own: a range of 30 days stays a range of days, even where it happens to be a month.

    *Arithmetic* moves by the period's own length, so `(p + 1).start == p.stop` always holds.

    *Order* is total, so a table of any periods sorts: by end, then by start (the longer
    first), and a point after the stretches that end there. Years run from 1583 to 9998.

    Args:
        text: Any text that `parse` reads.

    Example:
        >>> from mgov import Period
        >>> june = Period.parse("2017年6月")
        >>> june, june + 1, june.same_period_last_year()
        (Period('2017-06'), Period('2017-07'), Period('2016-06'))
        >>> Period.parse("截至2017年6月") == june
        False
        >>> Period.parse("2017年1-6月") == Period.parse("2017年上半年")
        True
    """

    __slots__ = ()

    def __init__(self, text: str) -> None:
        object.__setattr__(self, "_stretch", read(text))

    @classmethod
    def parse(
        cls, text: str, *, published: date | None = None, about: Tense | None = None
    ) -> Period:
        """Read a period in ISO, Chinese or English form.

        Reads, besides the forms above, `2017年6月30日`, `二〇一七年上半年`, `2017年第二季度`,
        `2017年第33周`, `2017年前三季度`, `2017年1-6月`, `June 2017`, `Q2 2017`,
        `the first half of 2017`, `week 33 of 2017`, `January to May 2017`; and as points in
        time `截至2017年6月底`, `2017年末`, `as of June 2017`, `by the end of June 2017`. Full
        width and traditional characters are read like the others. A year has four digits.

        Without a year, it takes the day of publication to read `8月17日`: the one nearest to
        that day is meant, so a day of December in an article of January is last year's. Of two
        that are equally near, the past one; a 29th of February is that of a leap year.

        Args:
            text: What is written.
            published: The day on which it was published; used only if there is no year.
            about: `past` for a report: the last one that has begun by then. `future` for an
                announcement: the first one that has not ended before.

        Raises:
            mgov.errors.InvalidValueError: If it is no period, or names a day, a week or a
                month that the calendar does not have, or `published` is a moment.

        Example:
            >>> Period.parse("the first half of 2017")
            Period('2017-H1')
            >>> Period.parse("截至2017年6月底")
            Period('../2017-06')
            >>> Period.parse("12月28日至1月3日", published=date(2018, 1, 2))
            Period('2017-12-28/2018-01-03')
        """
        return Period._made(read(text, Vantage.checked(published, about)))

    @classmethod
    def of(
        cls,
        day: date,
        granularity: Granularity | GranularityName,
        *,
        tz: tzinfo | None = None,
    ) -> Period:
        """Return the period of a granularity that a day, or a moment, lies in.

        Args:
            day: A date, or an aware datetime.
            granularity: Such as `month`.
            tz: The zone whose calendar counts. A moment needs it, since 2017-06-30T17:00Z
                lies in July in Beijing; a date has no use for it.

        Raises:
            mgov.errors.InvalidValueError: If a moment has no time zone or `tz` is missing.

        Example:
            >>> Period.of(date(2017, 8, 17), "week")
            Period('2017-W33')
        """
        if isinstance(day, datetime):
            day = local_day(day, tz)
        return Period._made(of_granularity(Granularity.named(granularity), day))

    @classmethod
    def between(cls, first: Period, last: Period) -> Period:
        """Return the range from the start of one period to the end of another.

        Args:
            first: The first period of the range.
            last: The last one, at the same scale: days, weeks, or months and what they make up.

        Raises:
            mgov.errors.InvalidValueError: If it ends before it begins, if the scales differ,
                or if one of the two is a point in time.

        Example:
            >>> Period.between(Period.parse("2017-01"), Period.parse("2017-09"))
            Period('2017-01/2017-09')
        """
        return Period._made(spanning(first._stretch.extent, last._stretch.extent))

    @classmethod
    def sequence(cls, first: Period, last: Period) -> tuple[Period, ...]:
        """List the periods from one to another, both included, each next to the one before.

        Raises:
            mgov.errors.InvalidValueError: If the two are not a whole number of periods apart.

        Example:
            >>> Period.sequence(Period.parse("2016-Q4"), Period.parse("2017-Q2"))
            (Period('2016-Q4'), Period('2017-Q1'), Period('2017-Q2'))
        """
        return tuple(first + n for n in range(last - first + 1))

    @property
    def granularity(self) -> Granularity:
        """What it counts in: for a range, the granularity of its parts.

        Example:
            >>> Period.parse("2017-01/2017-05").granularity.value
            'month'
        """
        return self._stretch.granularity

    @property
    def count(self) -> int:
        """How many units of its granularity it has: 1, or more for a range.

        Example:
            >>> Period.parse("2017-01/2017-05").count, Period.parse("2017-H1").count
            (5, 1)
        """
        return self._stretch.parts

    @property
    def as_of(self) -> bool:
        """Whether it is the point in time at the end, as for a stock, not the stretch itself.

        Example:
            >>> Period.parse("as of June 2017").as_of
            True
        """
        return self._stretch.as_of

    @property
    def start(self) -> date:
        """The first day. A point in time has none: raises `InvalidValueError`.

        Example:
            >>> Period.parse("2017-W33").start
            datetime.date(2017, 8, 14)
        """
        return self._stretch.extent.start

    @property
    def end(self) -> date:
        """The last day, included; of a point in time, the day that it is the end of.

        Example:
            >>> Period.parse("2017-H1").end, Period.parse("../2017-06").end
            (datetime.date(2017, 6, 30), datetime.date(2017, 6, 30))
        """
        return self.stop - timedelta(days=1)

    @property
    def stop(self) -> date:
        """The first day after it.

        Example:
            >>> Period.parse("2017-06").stop
            datetime.date(2017, 7, 1)
        """
        return self._stretch.stop

    @property
    def days(self) -> int:
        """How many days it has. A point in time has none: raises `InvalidValueError`.

        Example:
            >>> Period.parse("2016-02").days
            29
        """
        return (self.stop - self.start).days

    def at_end(self) -> Period:
        """Return the point in time at its end, for a stock; of a range, that of its last part.

        Example:
            >>> Period.parse("2017-06").at_end(), Period.parse("2017-01/2017-05").at_end()
            (Period('../2017-06'), Period('../2017-05'))
        """
        return Period._made(self._stretch.last_unit._replace(as_of=True))

    def during(self) -> Period:
        """Return the stretch that it is the end of, for a flow.

        Example:
            >>> Period.parse("截至2017年6月").during()
            Period('2017-06')
        """
        return Period._made(self._stretch._replace(as_of=False))

    def bounds(self, tz: tzinfo) -> tuple[datetime, datetime]:
        """Return the moments between which it lies in a zone: the first within, the second not.

        Raises:
            mgov.errors.InvalidValueError: If it is a point in time.

        Example:
            >>> from zoneinfo import ZoneInfo
            >>> start, stop = Period.parse("2017-06").bounds(ZoneInfo("Asia/Shanghai"))
            >>> start.isoformat(), stop.isoformat()
            ('2017-06-01T00:00:00+08:00', '2017-07-01T00:00:00+08:00')
        """
        return (
            datetime.combine(self.start, time.min, tz),
            datetime.combine(self.stop, time.min, tz),
        )

    @property
    def next(self) -> Period:
        """The period of the same length that follows.

        Example:
            >>> Period.parse("2020-W53").next
            Period('2021-W01')
        """
        return self + 1

    @property
    def previous(self) -> Period:
        """The period of the same length that comes before.

        Example:
            >>> Period.parse("2017-Q1").previous
            Period('2016-Q4')
        """
        return self - 1

    def __add__(self, number: int) -> Period:
        return Period._made(self._stretch.moved(number * self._stretch.length))

    @overload
    def __sub__(self, other: int) -> Period: ...
    @overload
    def __sub__(self, other: Period) -> int: ...
    def __sub__(self, other: int | Period) -> Period | int:
        if not isinstance(other, Period):
            return self + -other
        mine, its = self._stretch, other._stretch
        alike = mine._replace(first=0) == its._replace(first=0)
        distance, rest = divmod(mine.first - its.first, mine.length)
        if not alike or rest:
            trouble = f"is not a whole number of periods away from {other}"
            raise refusal(trouble, "Subtract a period of the same granularity and length.")
        return distance

    def same_period_last_year(self) -> Period:
        """Return what a year-on-year comparison compares with: the same name a year before.

        Raises:
            mgov.errors.InvalidValueError: If the year before has no such week or day, as for
                week 53 and the 29th of February.

        Example:
            >>> Period.parse("2017-W33").same_period_last_year()
            Period('2016-W33')
        """
        return Period._made(year_before(self._stretch))

    def __contains__(self, other: date | Period) -> bool:
        if isinstance(other, datetime):
            trouble = "is asked about a moment, which needs a time zone"
            raise refusal(trouble, "Use contains(moment, tz).")
        if isinstance(other, Period):
            first = other.end if other.as_of else other.start
            return self.start <= first and other.stop <= self.stop
        return self.start <= other < self.stop

    def contains(self, moment: datetime, tz: tzinfo) -> bool:
        """Say whether a moment lies in it, by the calendar of a zone.

        Args:
            moment: An aware datetime, in any zone.
            tz: The zone whose days count.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone, or this is a point
                in time.

        Example:
            >>> from datetime import UTC
            >>> from zoneinfo import ZoneInfo
            >>> late = datetime(2017, 6, 30, 17, 0, tzinfo=UTC)
            >>> Period.parse("2017-06").contains(late, ZoneInfo("Asia/Shanghai"))
            False
        """
        return local_day(moment, tz) in self

    def split(self, granularity: Granularity | GranularityName) -> tuple[Period, ...]:
        """Cut it into its days, weeks, months, …: all of them, and nothing beside.

        Raises:
            mgov.errors.InvalidValueError: If it has no whole number of them, or is a point in
                time.

        Example:
            >>> Period.parse("2017-Q2").split("month")
            (Period('2017-04'), Period('2017-05'), Period('2017-06'))
        """
        first = Period.of(self.start, granularity)
        last = Period.of(self.end, granularity)
        if (first.start, last.stop) != (self.start, self.stop):
            trouble = f"cannot be cut into whole {first.granularity.replace('_', ' ')}s"
            raise refusal(trouble, "Choose a finer granularity; days always fit.")
        return Period.sequence(first, last)

    def as_granularity(self, granularity: Granularity | GranularityName) -> Period:
        """Return the period of a coarser granularity that it lies in.

        A point in time stays the same point: it must be the end of the coarser period too.

        Raises:
            mgov.errors.InvalidValueError: If no single period of that granularity holds it.

        Example:
            >>> Period.parse("2017-06-30").as_granularity("quarter")
            Period('2017-Q2')
            >>> Period.parse("../2017-06-30").as_granularity("year")
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: period: is not the end of a year. ...
        """
        whole = Period.of(self.end, granularity)
        name = named(whole.granularity)
        if self.as_of:
            if whole.end == self.end:
                return whole.at_end()
            trouble = f"is not the end of {name}"
            raise refusal(trouble, "Take the figure of that later point in time.")
        if self in whole:
            return whole
        trouble = f"does not lie in {name}"
        raise refusal(trouble, "Use split(...) for finer periods.")

    def format(self, lang: Language = "en") -> str:
        """Write it in words that `parse` reads back.

        Args:
            lang: `en` or `zh`.

        Example:
            >>> Period.parse("../2017-06").format("zh"), Period.parse("2017-H1").format()
            ('截至2017年6月底', 'first half of 2017')
        """
        return in_chinese(self._stretch) if lang == "zh" else in_english(self._stretch)
