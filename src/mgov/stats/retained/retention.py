"""`retention`: of those who came first in one period, how many came again in later ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Final, TypedDict

from pydantic import Field

from mgov.errors import InvalidValueError
from mgov.stats.frames.door import is_frame
from mgov.stats.measures.aggregate import PeriodLength
from mgov.stats.proportion import critical_value, wilson_ends
from mgov.stats.retained.periods import following, start_of
from mgov.stats.retained.seen import Seen, seen_in_frame, seen_in_records
from mgov.values.model import Model
from mgov.values.time_zone import TimeZoneName
from mgov.values.time_zone import time_zone as zone_of_name

__all__ = ["Retention", "RetentionCell", "RetentionPoint", "RetentionRecord", "retention"]

_Z: Final = critical_value(0.95)

_Count = Annotated[int, Field(ge=0)]


class RetentionRecord(TypedDict):
    """A cell of a retention table as a row: `cohort`, `period`, `age`, and the share.

    Example:
        >>> from mgov.stats import RetentionRecord
        >>> list(RetentionRecord.__annotations__)
        ['cohort', 'period', 'age', 'users', 'retention', 'retention_low', 'retention_high',
         'retention_n']
    """

    cohort: date
    period: date
    age: int
    users: int
    retention: float
    retention_low: float
    retention_high: float
    retention_n: int


class RetentionPoint(Model, frozen=True):
    """How many of some users came again at an age: a share with its interval of Wilson, 95 %.

    Attributes:
        age: How many periods after their first one; 0 is the first one itself.
        users: How many came.
        size: Of how many.

    Example:
        >>> from mgov.stats import RetentionPoint
        >>> point = RetentionPoint(age=1, users=18, size=20)
        >>> point.share, round(point.low, 3), round(point.high, 3)
        (0.9, 0.699, 0.972)
    """

    age: _Count
    users: _Count
    size: Annotated[int, Field(ge=1)]

    @property
    def share(self) -> float:
        """The share of those who came."""
        return self.users / self.size

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return wilson_ends(self.users, self.size, _Z)[0]

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return wilson_ends(self.users, self.size, _Z)[1]


class RetentionCell(RetentionPoint, frozen=True):
    """How many users of one cohort came in one period.

    Attributes:
        cohort: The first day of the period in which the data know them first.
        period: The first day of the period that is looked at.

    Example:
        >>> from mgov.stats import RetentionCell
        >>> cell = RetentionCell(cohort="2017-01-01", period="2017-02-01", age=1, users=3, size=4)
        >>> cell.share
        0.75
    """

    cohort: date
    period: date


class Retention(Model, frozen=True):
    """Retention of cohorts: a triangle of cells, and the curve of all cohorts together.

    Attributes:
        length: How long the periods are.
        time_zone: On whose calendar.
        cells: One for each cohort and each period from its own to the last one.

    Example:
        >>> from mgov.stats import retention
        >>> nobody = retention([], period="month", time_zone="Asia/Shanghai")
        >>> nobody.cells, nobody.curve
        ((), ())
    """

    length: PeriodLength
    time_zone: TimeZoneName
    cells: tuple[RetentionCell, ...]

    @property
    def sizes(self) -> dict[date, int]:
        """How many users each cohort has."""
        return {cell.cohort: cell.size for cell in self.cells}

    @property
    def curve(self) -> tuple[RetentionPoint, ...]:
        """Retention by age, over the cohorts that are old enough: users over users.

        A cohort that the data do not follow so long is left out on both sides, so that a young
        one does not look as if it stayed away.
        """
        users: Counter[int] = Counter()
        sizes: Counter[int] = Counter()
        for cell in self.cells:
            users[cell.age] += cell.users
            sizes[cell.age] += cell.size
        return tuple(
            RetentionPoint(age=age, users=users[age], size=sizes[age]) for age in sorted(sizes)
        )

    def to_records(self) -> tuple[RetentionRecord, ...]:
        """Give each cell as a flat row, for `csv.DictWriter`, pandas and the like."""
        return tuple(
            RetentionRecord(
                cohort=cell.cohort,
                period=cell.period,
                age=cell.age,
                users=cell.users,
                retention=cell.share,
                retention_low=cell.low,
                retention_high=cell.high,
                retention_n=cell.size,
            )
            for cell in self.cells
        )


def retention(
    data: object,
    *,
    period: PeriodLength | str,
    time_zone: str,
    user: str = "user",
    time: str = "started_at",
    columns: Mapping[str, str] | None = None,
    until: date | None = None,
) -> Retention:
    """Say of those who came first in each period how many came again in each later one.

    The cohort of a user is the period in which the data know them first. Users of before the
    data begin look new in its first period, so its cohort is a mixed one.

    Args:
        data: Uses as models, in a list or an iterator; or a table as `measure` takes it: of
            pandas, polars, pyarrow, DuckDB, Spark, or the paths of files.
        period: How long the periods are: day, week, month, quarter or year.
        time_zone: The IANA name of the zone on whose calendar they are.
        user: The column with who it was; rows without one are left out.
        time: The column with when it was; rows without it are left out.
        columns: The data's names of these columns, where they are others.
        until: The first day that is not looked at any more; what the data know of a period that
            is not over would look as if users stayed away.

    Returns:
        The table with the curve; `to_records()` gives flat rows.

    Raises:
        mgov.errors.InvalidValueError: If there is no such period or zone, a column is missing, a
            time has no zone, or `until` is not the first day of a period.
        mgov.errors.MissingExtraError: For tables, if the extra `frames` is not installed.

    Example:
        >>> from mgov.stats import ServiceUse, retention
        >>> def use(user, day):
        ...     return ServiceUse(
        ...         user=user, service="s", channel="app", started_at=f"{day}T09:00:00+08:00"
        ...     )
        >>> uses = [
        ...     use("a", "2017-01-05"),
        ...     use("b", "2017-01-20"),
        ...     use("a", "2017-02-01"),
        ...     use("c", "2017-02-03"),
        ...     use("b", "2017-03-09"),
        ...     use("a", "2017-03-30"),
        ... ]
        >>> table = retention(uses, period="month", time_zone="Asia/Shanghai")
        >>> for cell in table.cells:
        ...     print(cell.cohort, cell.age, f"{cell.users} of {cell.size}")
        2017-01-01 0 2 of 2
        2017-01-01 1 1 of 2
        2017-01-01 2 2 of 2
        2017-02-01 0 1 of 1
        2017-02-01 1 0 of 1
        >>> [(point.age, f"{point.users} of {point.size}") for point in table.curve]
        [(0, '3 of 3'), (1, '1 of 3'), (2, '2 of 2')]
    """
    length = _length_of(period)
    zone = zone_of_name(time_zone)
    names = {user: user, time: time, **(columns or {})}
    if is_frame(data):
        seen = seen_in_frame(data, names[user], names[time], length, time_zone)
    elif isinstance(data, Iterable):
        seen = seen_in_records(data, names[user], names[time], length, zone)
    else:
        trouble, remedy = "is no data", "Give models in a list or an iterator, or a table."
        raise InvalidValueError(trouble, field="data", remedy=remedy, code="data")
    if until is not None and start_of(until, length) != until:
        trouble = f"is not the first day of a {length.value}"
        remedy = "Give the first day of the first period that is not looked at."
        raise InvalidValueError(trouble, field="until", remedy=remedy, code="until")
    return Retention(length=length, time_zone=time_zone, cells=tuple(_cells(seen, length, until)))


def _length_of(period: PeriodLength | str) -> PeriodLength:
    try:
        return PeriodLength(period)
    except ValueError:
        trouble = "is no length of a period"
        remedy = f"Give one of {', '.join(PeriodLength)}."
        raise InvalidValueError(trouble, field="period", remedy=remedy, code="period") from None


def _cells(seen: Seen, length: PeriodLength, until: date | None) -> Iterator[RetentionCell]:
    counts = {pair: n for pair, n in seen.items() if until is None or pair[1] < until}
    periods = list(_from_first_to_last({period for _, period in counts}, length))
    place = {period: position for position, period in enumerate(periods)}
    for cohort, size in sorted((pair[0], n) for pair, n in counts.items() if pair[0] == pair[1]):
        for age, period in enumerate(periods[place[cohort] :]):
            users = counts.get((cohort, period), 0)
            yield RetentionCell(cohort=cohort, period=period, age=age, users=users, size=size)


def _from_first_to_last(known: set[date], length: PeriodLength) -> Iterator[date]:
    """Every period, also one in which nobody came."""
    if known:
        period, last = min(known), max(known)
        while period < last:
            yield period
            period = following(period, length)
        yield last
