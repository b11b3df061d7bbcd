"""`retention`: of those who came first in one period, how many came again in later ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Final, TypedDict
from zoneinfo import ZoneInfo

from pydantic import Field
from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.stats.frames.door import is_frame
from mgov.stats.measures.aggregate import PeriodLength
from mgov.stats.measures.aggregating import count
from mgov.stats.measures.definition import Measure
from mgov.stats.measures.periods import following, start_of
from mgov.stats.measures.printing import html_table, text_table
from mgov.stats.measures.request import request_of
from mgov.stats.proportion import critical_value, wilson_ends
from mgov.stats.retained.seen import Seen, seen_in_frame, seen_in_rows
from mgov.values.model import Model
from mgov.values.time_zone import TimeZoneName

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

    Printed, it is the triangle: a row a cohort, and in the column `+1` which share of it came
    again one period later. The last row is the curve.

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

    def _rows(self) -> tuple[list[str], list[list[str]]]:
        curve = self.curve
        head = ["cohort", "users", *(f"+{point.age}" for point in curve[1:])]
        lines: dict[date, list[str]] = {}
        for cell in self.cells:
            line = lines.setdefault(cell.cohort, [str(cell.cohort), f"{cell.size:,}"])
            line += [f"{cell.share:.1%}"] if cell.age else []
        users = sum(self.sizes.values())
        total = ["(all)", f"{users:,}", *(f"{point.share:.1%}" for point in curve[1:])]
        whole = [line + [""] * (len(head) - len(line)) for line in lines.values()]
        return head, [*whole, total]

    @override
    def __str__(self) -> str:
        head, lines = self._rows()
        return text_table(head, lines, 1)

    def _repr_html_(self) -> str:
        head, lines = self._rows()
        first = f"The {self.length.value} in which the data know them first"
        later = (
            f"Came again {point.age:,} {self.length.value}{'s' * (point.age > 1)} later"
            for point in self.curve[1:]
        )
        return html_table(head, [first, "Of how many users it is", *later], lines)


def retention(
    data: object,
    *,
    period: str,
    time_zone: str | ZoneInfo,
    user: str = "user",
    time: str = "started_at",
    columns: Mapping[str, str] | None = None,
    until: date | None = None,
    minimum_n: int | None = None,
) -> Retention:
    """Say of those who came first in each period how many came again in each later one.

    The cohort of a user is the period in which the data know them first. Users of before the
    data begin look new in its first period, so its cohort is a mixed one.

    Args:
        data: Uses as `measure` takes them: models or mappings in a list or an iterator; a frame
            of pandas, polars, pyarrow, DuckDB or Spark; the paths of files.
        period: How long the periods are: day, week, month, quarter or year.
        time_zone: The zone on whose calendar they are, such as Asia/Shanghai.
        user: The column with who it was; rows without one are left out.
        time: The column with when it was; rows without it are left out.
        columns: The data's names of these columns, where they are others.
        until: The first day that is not looked at any more; what the data know of a period that
            is not over would look as if users stayed away.
        minimum_n: Leave cohorts of fewer users out of the table and of the curve.

    Returns:
        The table with the curve; `to_records()` gives flat rows.

    Raises:
        OSError: If a file cannot be read.
        mgov.errors.InvalidDataError: If there is no such period or zone, or a column of records
            is missing or does not fit.
        mgov.errors.InvalidValueError: If a column of a frame is missing, a time has no zone, or
            `until` is not the first day of a period.
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
        >>> print(table)
        cohort      users     +1      +2
        2017-01-01      2  50.0%  100.0%
        2017-02-01      1   0.0%
        (all)           3  33.3%  100.0%
        >>> [(point.age, f"{point.users} of {point.size}") for point in table.curve]
        [(0, '3 of 3'), (1, '1 of 3'), (2, '2 of 2')]
    """
    who = Measure(id="users_seen", name=user, numerator=count(), time=time)
    request = request_of(
        who, by=user, period=period, time_zone=time_zone, columns=columns, minimum_n=minimum_n
    )
    length = PeriodLength(period)
    if until is not None and start_of(until, length) != until:
        trouble = f"is not the first day of a {length.value}"
        remedy = "Give the first day of the first period that is not looked at."
        raise InvalidValueError(trouble, field="until", remedy=remedy, code="until")
    if is_frame(data):
        seen = seen_in_frame(data, user, request)
    elif isinstance(data, Iterable) and not isinstance(data, Mapping | bytes):
        seen = seen_in_rows(data, user, request)
    else:
        trouble = "is neither records nor a frame"
        remedy = "Give a list of models or of mappings, a frame, or a path."
        raise InvalidValueError(trouble, field="data", remedy=remedy, code="measure_data")
    least = minimum_n or 1
    cells = tuple(cell for cell in _cells(seen, length, until) if cell.size >= least)
    return Retention(length=length, time_zone=str(request.time_zone), cells=cells)


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
