"""`Caseload`: of a stream of petitions, what is open, overdue and due soon, and who has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, model_validator

from mgov.errors import InvalidValueError
from mgov.petitions.case import Case, CaseCounts, CaseRecord
from mgov.petitions.course import replay
from mgov.petitions.deadline import deadlines_of
from mgov.petitions.timed import Timed
from mgov.values.model import Model
from mgov.values.moment import day_in, in_utc
from mgov.values.organization import Organization
from mgov.values.work_calendar import KnowsWorkdays, WorkCalendar

__all__ = ["Caseload", "HolderCaseload"]

_Count = Annotated[int, Field(ge=0)]
_Length = Annotated[int, Field(ge=0)]


class HolderCaseload(Model, frozen=True):
    """The cases that one organization has.

    Attributes:
        holder: The organization; None for the cases of which no event names one.
        cases: Its cases, in the order in which they came.

    Example:
        >>> from mgov.petitions import HolderCaseload
        >>> HolderCaseload(holder={"name": "广安市住建局"}, cases=[]).counts.open
        0
    """

    holder: Organization | None
    cases: tuple[Case, ...]

    @property
    def counts(self) -> CaseCounts:
        """How many of them are open, overdue and due soon."""
        return CaseCounts.of(self.cases)


class Caseload(Model, frozen=True):
    """What was left to do about many petitions at a moment, as the events until then tell it.

    It lists the cases that were open, and closed ones about which something was still owed, by
    their numbers and without anything personal. Of confidential petitions, such as reports
    against a person, it only says how many there were: neither a number nor who had them.
    Petitions under different rulebooks can be mixed.

    Caseloads of parts, of the same moment and with the same days, add up to that of the whole;
    `Caseload(at=at, days=7)` is one without petitions, to begin a sum with.

    Attributes:
        at: The moment.
        days: Within how many calendar days a last day is soon; 0 is the day itself.
        workdays: Within how many working days it is, instead.
        cases: The cases, in the order in which they came.
        confidential: How many confidential cases there were.
        done: How many petitions were closed, with nothing owed.
        later: How many petitions were registered only after the moment.

    Raises:
        mgov.errors.InvalidDataError: If not exactly one of `days` and `workdays` is given.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.petitions import Caseload, Petition
        >>> def register(number, day):
        ...     at = datetime(2022, 6, day, 2, tzinfo=UTC)
        ...     return Petition.register(
        ...         rulebook="cn-2022", kind="claim", title="…", number=number, at=at
        ...     )
        >>> stream = (register(f"XF-{day}", day) for day in range(1, 31))
        >>> load = Caseload.of(stream, at=datetime(2022, 6, 20, 2, tzinfo=UTC), days=3)
        >>> load.counts
        CaseCounts(open=20, overdue=4, due_soon=4)
        >>> [case.number for case in load.overdue], load.later
        (['XF-1', 'XF-2', 'XF-3', 'XF-4'], 10)
    """

    at: AwareDatetime
    days: _Length | None = None
    workdays: _Length | None = None
    cases: tuple[Case, ...] = ()
    confidential: CaseCounts = CaseCounts()
    done: _Count = 0
    later: _Count = 0

    @classmethod
    def of(
        cls,
        petitions: Iterable[Timed],
        *,
        at: datetime,
        days: int | None = None,
        workdays: int | None = None,
        calendar: KnowsWorkdays | Mapping[str, KnowsWorkdays] | None = None,
    ) -> Self:
        """Go once through petitions, which may be a stream of any length.

        Only what the result lists is kept in memory.

        Args:
            petitions: The petitions.
            at: The moment to look from. What happened later is left out.
            days: Within how many calendar days a last day is soon.
            workdays: Within how many working days it is; give one of both.
            calendar: The working days, as for `Petition.deadlines`; or, for petitions of
                several countries, the calendars by the ids of their rulebooks. Without one, all
                days but Saturday and Sunday are working days.

        Raises:
            mgov.errors.InvalidDataError: If not exactly one of `days` and `workdays` is given,
                or it is negative.
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov import WorkCalendar
            >>> from mgov.petitions import Caseload, Petition
            >>> message = Petition.register(
            ...     rulebook="cn-hezhang-2020",
            ...     kind="suggestion",
            ...     title="增设公交站",
            ...     number="2021-0928",
            ...     at=datetime(2021, 9, 28, 2, tzinfo=UTC),
            ... )
            >>> calendars = {"cn-hezhang-2020": WorkCalendar.china()}
            >>> at = datetime(2021, 10, 8, 2, tzinfo=UTC)
            >>> Caseload.of([message], at=at, workdays=4, calendar=calendars).counts
            CaseCounts(open=1, overdue=0, due_soon=1)
        """
        empty = cls(at=at, days=days, workdays=workdays)
        count = _Counting(empty)
        for petition in petitions:
            count.take(petition, _calendar_for(petition, calendar))
        return cls(
            at=at,
            days=days,
            workdays=workdays,
            cases=tuple(count.cases),
            confidential=count.confidential,
            done=count.done,
            later=count.later,
        )

    @property
    def counts(self) -> CaseCounts:
        """How many cases are open, overdue and due soon, with the confidential ones."""
        return CaseCounts.of(self.cases) + self.confidential

    @property
    def open(self) -> tuple[Case, ...]:
        """The cases that are not closed."""
        return tuple(case for case in self.cases if not case.is_closed)

    @property
    def overdue(self) -> tuple[Case, ...]:
        """The cases with a duty whose last day has passed."""
        return tuple(case for case in self.cases if case.overdue)

    @property
    def due_soon(self) -> tuple[Case, ...]:
        """The cases with a duty whose last day is soon."""
        return tuple(case for case in self.cases if case.due_soon)

    def by_holder(self) -> tuple[HolderCaseload, ...]:
        """Group the cases by who has them, in the order in which the holders came.

        The confidential ones are in none of the groups.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov import Organization
            >>> from mgov.petitions import Caseload, Petition
            >>> petition = Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="拖欠工资",
            ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
            ...     to=Organization(name="广安市信访局"),
            ... )
            >>> load = Caseload.of([petition], at=datetime(2022, 6, 2, tzinfo=UTC), workdays=5)
            >>> [(str(each.holder.name), each.counts.open) for each in load.by_holder()]
            [('广安市信访局', 1)]
        """
        groups: dict[Organization | None, list[Case]] = {}
        for case in self.cases:
            groups.setdefault(case.holder, []).append(case)
        return tuple(
            HolderCaseload(holder=holder, cases=tuple(cases)) for holder, cases in groups.items()
        )

    def to_records(self) -> tuple[CaseRecord, ...]:
        """Give each duty as a flat row, for `csv.DictWriter`, pandas and the like.

        A case without a duty has one row. Confidential ones have none.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Caseload, Petition
            >>> petition = Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="拖欠工资",
            ...     number="XF-2022-17",
            ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
            ... )
            >>> load = Caseload.of([petition], at=datetime(2022, 6, 14, 2, tzinfo=UTC), days=7)
            >>> (row,) = load.to_records()
            >>> row["number"], row["clock"], row["days_left"], row["urgency"]
            ('XF-2022-17', 'first_reply', 2, 'due_soon')
        """
        return tuple(row for case in self.cases for row in case.to_records(self.at))

    def __add__(self, other: Caseload) -> Self:
        """Put the caseloads of two parts together.

        Raises:
            mgov.errors.InvalidValueError: If they are not of the same moment and days.
        """
        same = (self.days, self.workdays) == (other.days, other.workdays)
        if not same or in_utc(self.at) != in_utc(other.at):
            trouble = "is of another moment, or counts other days as soon"
            remedy = "Add up caseloads that were made with the same at, days and workdays."
            raise InvalidValueError(trouble, field="caseload", remedy=remedy, code="caseload_sum")
        return self.replace(
            cases=(*self.cases, *other.cases),
            confidential=self.confidential + other.confidential,
            done=self.done + other.done,
            later=self.later + other.later,
        )

    @model_validator(mode="after")
    def _has_one_length(self) -> Self:
        if (self.days is None) == (self.workdays is None):
            trouble = "does not say in one way what is soon"
            remedy = "Give exactly one of days and workdays."
            raise InvalidValueError(trouble, remedy=remedy, code="caseload_length").as_pydantic()
        return self


class _Counting:
    """What a pass over petitions has found so far."""

    def __init__(self, load: Caseload) -> None:
        self.load = load
        self.moment = in_utc(load.at)
        self.cases: list[Case] = []
        self.confidential = CaseCounts()
        self.done = self.later = 0

    def take(self, petition: Timed, calendar: KnowsWorkdays | None) -> None:
        known = [event for event in petition.events if in_utc(event.at) <= self.moment]
        if not known:
            self.later += 1
            return
        book = petition.rulebook
        course = replay(book, petition.kind, known)
        deadlines = deadlines_of(book, petition.kind, known, calendar)
        duties = tuple(each for each in deadlines if each.is_open and each.is_duty)
        is_closed = book.state(course.state).closed
        if is_closed and not duties:
            self.done += 1
            return
        today = day_in(book.zone, self.moment)
        case = Case(
            number=petition.number,
            rulebook=book.id,
            kind=petition.kind,
            status=course.state,
            is_closed=is_closed,
            holder=course.holder,
            today=today,
            until=self._until(today, calendar),
            duties=duties,
        )
        if petition.is_confidential:
            self.confidential += CaseCounts.of([case])
        else:
            self.cases.append(case)

    def _until(self, today: date, calendar: KnowsWorkdays | None) -> date:
        days = WorkCalendar() if calendar is None else WorkCalendar.of(calendar)
        return days.deadline(today, days=self.load.days, workdays=self.load.workdays)


def _calendar_for(
    petition: Timed, calendar: KnowsWorkdays | Mapping[str, KnowsWorkdays] | None
) -> KnowsWorkdays | None:
    if isinstance(calendar, Mapping):
        return calendar.get(petition.rulebook.id)
    return calendar
