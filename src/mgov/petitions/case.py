"""`Case`: what a caseload keeps of a petition, which is nothing personal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Self, TypedDict

from pydantic import Field

from mgov.petitions.deadline import Deadline
from mgov.petitions.rules import Id
from mgov.values.model import Model
from mgov.values.organization import Organization
from mgov.values.term import DeadlineState

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Case", "CaseCounts", "CaseRecord"]

_Count = Annotated[int, Field(ge=0)]


class CaseRecord(TypedDict):
    """A duty of a case, or a case that has none, as a row of a table.

    Its keys are the columns: `at`, `number`, `rulebook`, `kind`, `status`, `is_closed`,
    `holder`, and of the duty `clock`, `article`, `title_zh`, `title_en`, `due`, `days_left`
    (calendar days, 0 on the last one, negative after it) and `urgency`: `overdue`, `due_soon`,
    `later` or `paused`. These are None if the case has no duty.

    Example:
        >>> from mgov.petitions import CaseRecord
        >>> list(CaseRecord.__annotations__)[-3:]
        ['due', 'days_left', 'urgency']
    """

    at: datetime
    number: str | None
    rulebook: str
    kind: str
    status: str
    is_closed: bool
    holder: str | None
    clock: str | None
    article: str | None
    title_zh: str | None
    title_en: str | None
    due: date | None
    days_left: int | None
    urgency: str | None


class Case(Model, frozen=True):
    """A petition at a moment, as far as a caseload lists it.

    Attributes:
        number: The number of the case; None if it has none.
        rulebook: The id of its rulebook.
        kind: The id of its kind, none that is confidential.
        status: The id of the state that it was in.
        is_closed: Whether that state is closed. Something can be owed all the same.
        holder: The organization that had it; None if no event names one.
        today: The day of the moment in the rulebook's time zone.
        until: The last day that counts as soon.
        duties: The duties that were running or paused.

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
        >>> (case,) = Caseload.of([petition], at=datetime(2022, 6, 20, tzinfo=UTC), days=7).cases
        >>> case.number, case.status, [duty.clock.id for duty in case.overdue]
        ('XF-2022-17', 'registered', ['first_reply'])
    """

    number: str | None
    rulebook: str
    kind: Id
    status: Id
    is_closed: bool
    holder: Organization | None
    today: date
    until: date
    duties: tuple[Deadline, ...]

    @property
    def overdue(self) -> tuple[Deadline, ...]:
        """The duties whose last day had passed."""
        return tuple(duty for duty in self.duties if duty.is_overdue(self.today))

    @property
    def due_soon(self) -> tuple[Deadline, ...]:
        """The duties whose last day was that day or a later one that counts as soon."""
        return tuple(duty for duty in self.duties if self._urgency(duty) == "due_soon")

    def to_records(self, at: datetime) -> tuple[CaseRecord, ...]:
        """Give each duty as a flat row; one row without a duty if there is none.

        Args:
            at: The moment to write into the rows.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Caseload, Petition
            >>> petition = Petition.register(
            ...     rulebook="open311",
            ...     kind="service_request",
            ...     title="Pothole",
            ...     at=datetime(2024, 5, 6, 15, tzinfo=UTC),
            ... )
            >>> moment = datetime(2024, 5, 7, tzinfo=UTC)
            >>> (case,) = Caseload.of([petition], at=moment, days=7).cases
            >>> [row["status"] for row in case.to_records(moment)]
            ['open']
        """
        return tuple(self._record(at, duty) for duty in self.duties or (None,))

    def _record(self, at: datetime, duty: Deadline | None) -> CaseRecord:
        due = None if duty is None else duty.due
        title = None if duty is None else duty.clock.title
        return CaseRecord(
            at=at,
            number=self.number,
            rulebook=self.rulebook,
            kind=self.kind,
            status=self.status,
            is_closed=self.is_closed,
            holder=None if self.holder is None else str(self.holder.name),
            clock=None if duty is None else duty.clock.id,
            article=None if duty is None else duty.article,
            title_zh=None if title is None else title.in_language("zh"),
            title_en=None if title is None else title.in_language("en"),
            due=due,
            days_left=None if due is None else (due - self.today).days,
            urgency=None if duty is None else self._urgency(duty),
        )

    def _urgency(self, duty: Deadline) -> str:
        if duty.due is None:
            return DeadlineState.PAUSED.value
        if duty.due < self.today:
            return "overdue"
        return "due_soon" if duty.due <= self.until else "later"


class CaseCounts(Model, frozen=True):
    """How many cases there are of which sort. One that is overdue can be due soon as well.

    Attributes:
        open: Cases that are not closed.
        overdue: Cases with a duty whose last day has passed.
        due_soon: Cases with a duty whose last day is soon.

    Example:
        >>> from mgov.petitions import CaseCounts
        >>> CaseCounts(open=3, overdue=1) + CaseCounts(open=1)
        CaseCounts(open=4, overdue=1, due_soon=0)
    """

    open: _Count = 0
    overdue: _Count = 0
    due_soon: _Count = 0

    @classmethod
    def of(cls, cases: Iterable[Case]) -> Self:
        """Count cases.

        Example:
            >>> from mgov.petitions import CaseCounts
            >>> CaseCounts.of([])
            CaseCounts(open=0, overdue=0, due_soon=0)
        """
        counts = [0, 0, 0]
        for case in cases:
            for place, found in enumerate(_sorts(case)):
                counts[place] += found
        return cls(open=counts[0], overdue=counts[1], due_soon=counts[2])

    def __add__(self, other: CaseCounts) -> CaseCounts:
        """Add up the counts of two parts."""
        return CaseCounts(
            open=self.open + other.open,
            overdue=self.overdue + other.overdue,
            due_soon=self.due_soon + other.due_soon,
        )


def _sorts(case: Case) -> Iterator[bool]:
    yield not case.is_closed
    yield bool(case.overdue)
    yield bool(case.due_soon)
