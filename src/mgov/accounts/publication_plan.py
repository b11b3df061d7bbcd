"""`PublicationPlan`: when an account means to publish, as a rule of recurrence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import AfterValidator, model_validator

from mgov.accounts.issue_matching import require_not_negative, unserved
from mgov.accounts.post import Post
from mgov.accounts.recurrence import Recurrence
from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import Moment, earlier, in_utc
from mgov.values.time_zone import TimeZoneName, time_zone
from mgov.values.work_calendar import KnowsWorkdays, WorkCalendar

__all__ = ["OffDay", "PublicationPlan"]

_FIRST_YEAR: Final = 1900
_END: Final = datetime(3000, 1, 1, tzinfo=UTC)  # no plan reaches further, so that search ends
_DAY: Final = timedelta(days=1)


class OffDay(StrEnum):
    """What becomes of an issue that is planned for a day off.

    Attributes:
        KEEP: It appears all the same.
        SKIP: It does not appear.
        NEXT: It appears on the next working day, at the same time.
        PREVIOUS: It appears on the working day before, at the same time.

    Example:
        >>> from mgov.accounts import OffDay
        >>> OffDay("next").name
        'NEXT'
    """

    KEEP = "keep"
    SKIP = "skip"
    NEXT = "next"
    PREVIOUS = "previous"


def _canonical(rule: str) -> str:
    try:
        return str(Recurrence(rule))
    except InvalidValueError as error:
        raise error.as_pydantic() from None


class PublicationPlan(Model, frozen=True):
    """When an account means to publish: every issue from a start on, by the clock of a place.

    The rule is a recurrence rule of iCalendar (RFC 5545, section 3.3.10), with these decisions
    where the standard or its readers leave room:

    - Issues keep their time on the local clock when clocks are put forward or back. A time that
      is left out on such a day is read with the offset before the change, a time that comes
      twice is the first one (section 3.3.5).
    - The start says from when on the rule counts. It is an issue only if the rule names it.
    - An UNTIL is in UTC, as section 3.3.10 asks for wherever a time zone is named, and counts
      itself.
    - A COUNT counts what the rule names, also what is then left out.
    - Nothing more frequent than FREQ=DAILY; several issues a day are BYHOUR and BYMINUTE.

    Attributes:
        rule: Such as `FREQ=WEEKLY;BYDAY=FR`; kept in one order and in capitals. What it does
            not say (hour, minute, weekday) is that of the start.
        start: The moment from which it counts, in whole seconds.
        time_zone: Whose clock it goes by, such as Asia/Shanghai.
        excluded_days: Days without an issue.
        excluded_moments: Single issues that are left out (EXDATE).
        off_days: What becomes of an issue on a day that is no working day; which days those
            are, a calendar says that is passed to the methods.

    Raises:
        mgov.errors.InvalidDataError: Among other troubles, if the rule is none, never comes, or
            has an UNTIL that is not in UTC.

    Example:
        >>> from mgov.accounts import PublicationPlan
        >>> weekly = PublicationPlan(
        ...     rule="FREQ=WEEKLY;BYDAY=FR;BYHOUR=17",
        ...     start="2017-08-01T00:00:00+08:00",
        ...     time_zone="Asia/Shanghai",
        ... )
        >>> print(weekly.next_after(datetime(2017, 8, 17, tzinfo=UTC)))
        2017-08-18 17:00:00+08:00
    """

    rule: Annotated[str, AfterValidator(_canonical)]
    start: Moment
    time_zone: TimeZoneName
    excluded_days: tuple[date, ...] = ()
    excluded_moments: tuple[Moment, ...] = ()
    off_days: OffDay = OffDay.KEEP

    def between(
        self, start: datetime, end: datetime, *, calendar: KnowsWorkdays | None = None
    ) -> tuple[datetime, ...]:
        """List the issues of a stretch of time, in order, on the plan's own clock.

        Args:
            start: Where the stretch begins; an issue at that moment belongs to it.
            end: Where it ends; an issue at that moment no longer belongs to it.
            calendar: The working days, where `off_days` asks for them; without it, all days
                but Saturday and Sunday.

        Raises:
            mgov.errors.InvalidValueError: If a moment has no time zone, or the calendar does
                not know one of the days.

        Example:
            >>> from mgov.accounts import PublicationPlan
            >>> from mgov import WorkCalendar
            >>> monthly = PublicationPlan(
            ...     rule="FREQ=MONTHLY;BYMONTHDAY=1",
            ...     start="2017-08-01T09:00:00+08:00",
            ...     time_zone="Asia/Shanghai",
            ...     off_days="next",
            ... )
            >>> year = datetime(2017, 8, 1, tzinfo=UTC), datetime(2017, 12, 31, tzinfo=UTC)
            >>> days = [issue.date() for issue in monthly.between(*year)]
            >>> [str(day) for day in days]
            ['2017-08-01', '2017-09-01', '2017-10-02', '2017-11-01', '2017-12-01']
        """
        since, until = in_utc(start, field="start"), in_utc(end, field="end")
        zone = time_zone(self.time_zone)
        found = {
            moment for moment in self._issues(since, until, calendar) if since <= moment < until
        }
        return tuple(moment.astimezone(zone) for moment in sorted(found))

    def next_after(self, at: datetime, *, calendar: KnowsWorkdays | None = None) -> datetime | None:
        """Return the first issue after a moment, not the one of that very moment.

        Args:
            at: The moment.
            calendar: As for `between`.

        Returns:
            The issue on the plan's own clock; None if there is none any more.

        Raises:
            mgov.errors.InvalidValueError: As for `between`.

        Example:
            >>> from mgov.accounts import PublicationPlan
            >>> twice = PublicationPlan(
            ...     rule="FREQ=DAILY;COUNT=2",
            ...     start="2017-08-17T09:00:00+08:00",
            ...     time_zone="Asia/Shanghai",
            ... )
            >>> second = twice.next_after(twice.start)
            >>> print(second, twice.next_after(second))
            2017-08-18 09:00:00+08:00 None
        """
        moment = in_utc(at)
        later = (each for each in self._issues(moment, _END, calendar) if each > moment)
        bound = next(later, None)
        if bound is None:
            return None
        # Where clocks change, an earlier one may be named later: look at all up to this one.
        after = moment + timedelta(microseconds=1)
        return self.between(after, bound + timedelta(microseconds=1), calendar=calendar)[0]

    def missed(
        self,
        posts: Iterable[Post],
        *,
        at: datetime,
        grace: timedelta,
        since: datetime | None = None,
        early: timedelta = timedelta(0),
        calendar: KnowsWorkdays | None = None,
    ) -> tuple[datetime, ...]:
        """List the issues that did not come out: those without a post of their own in time.

        A post stands for one issue only, and posts are given to issues so that as few as
        possible are missed. It counts for an issue if it was published within the grace and
        could still be read when the grace ended. Exactly at the end of the grace is in time.
        An issue whose grace has not ended at the moment of asking is not missed yet.

        Args:
            posts: The posts of the account, in any order.
            at: The moment to look from.
            grace: How long after its time an issue may come out.
            since: From when on issues are looked at; from the start of the plan, if left out.
            early: How long before its time an issue may come out.
            calendar: As for `between`.

        Returns:
            The missed issues in order, on the plan's own clock.

        Raises:
            mgov.errors.InvalidValueError: As for `between`, or if `grace` or `early` is
                negative.

        Example:
            >>> from mgov.accounts import Post, PublicationPlan
            >>> weekly = PublicationPlan(
            ...     rule="FREQ=WEEKLY",
            ...     start="2017-08-04T17:00:00+08:00",
            ...     time_zone="Asia/Shanghai",
            ... )
            >>> posts = [
            ...     Post(identifier="1", account="a", published="2017-08-04T18:00:00+08:00"),
            ...     Post(identifier="2", account="a", published="2017-08-18T17:30:00+08:00"),
            ... ]
            >>> at = datetime(2017, 8, 20, tzinfo=UTC)
            >>> [str(issue) for issue in weekly.missed(posts, at=at, grace=timedelta(hours=2))]
            ['2017-08-11 17:00:00+08:00']
        """
        issues = self.due(at=at, grace=grace, since=since, calendar=calendar)
        return unserved(issues, posts, grace=grace, early=early)

    def due(
        self,
        *,
        at: datetime,
        grace: timedelta = timedelta(0),
        since: datetime | None = None,
        calendar: KnowsWorkdays | None = None,
    ) -> tuple[datetime, ...]:
        """List the issues whose time, with its grace, was over at a moment.

        Args:
            at: The moment to look from.
            grace: How long after its time an issue may come out.
            since: From when on issues are looked at; from the start of the plan, if left out.
            calendar: As for `between`.

        Raises:
            mgov.errors.InvalidValueError: As for `between`, or if `grace` is negative.

        Example:
            >>> from mgov.accounts import PublicationPlan
            >>> daily = PublicationPlan(
            ...     rule="FREQ=DAILY",
            ...     start="2017-08-17T09:00:00+08:00",
            ...     time_zone="Asia/Shanghai",
            ... )
            >>> len(daily.due(at=datetime(2017, 8, 19, 3, tzinfo=UTC)))
            3
        """
        require_not_negative("grace", grace)
        end = earlier(at, grace)
        return self.between(self.start if since is None else since, end, calendar=calendar)

    def _issues(
        self, since: datetime, until: datetime, calendar: KnowsWorkdays | None
    ) -> Iterator[datetime]:
        """Walk, in UTC, every issue of a stretch and some around it, in the order of the rule."""
        zone = time_zone(self.time_zone)
        rule, start = Recurrence(self.rule), in_utc(self.start)
        days = WorkCalendar() if calendar is None else WorkCalendar.of(calendar)
        # A day on each side, for a clock that was put forward by as much.
        first = (min(max(since, start), _END).astimezone(zone) - _DAY).date()
        last = (min(until, rule.until or _END, _END).astimezone(zone) + _DAY).date()
        if self.off_days is OffDay.NEXT:
            first = days.previous_workday(first) + _DAY  # from there on they are moved here
        if self.off_days is OffDay.PREVIOUS and until < _END:
            last = days.next_workday(last) - _DAY
        left_out = {in_utc(each) for each in self.excluded_moments}
        end = datetime.combine(last, time.max)
        for wall in rule.times(start.astimezone(zone).replace(tzinfo=None), end):
            day = wall.date()
            if day < first or day in self.excluded_days:
                continue
            planned = in_utc(wall.replace(tzinfo=zone))
            if not start <= planned <= (rule.until or _END) or planned in left_out:
                continue
            moved = self._moved(day, days)
            if moved is not None:
                yield in_utc(datetime.combine(moved, wall.time(), zone))

    def _moved(self, day: date, calendar: WorkCalendar) -> date | None:
        if self.off_days is OffDay.KEEP or calendar.is_workday(day):
            return day
        if self.off_days is OffDay.SKIP:
            return None
        forward = self.off_days is OffDay.NEXT
        return calendar.next_workday(day) if forward else calendar.previous_workday(day)

    @model_validator(mode="after")
    def _can_be_followed(self) -> Self:
        rule = Recurrence(self.rule)
        if self.start.microsecond or not _FIRST_YEAR < self.start.year < _END.year:
            trouble = "has a start that no plan can be followed from"
            remedy = f"Give whole seconds, in a year from {_FIRST_YEAR + 1} to {_END.year - 1}."
            raise InvalidValueError(trouble, remedy=remedy, code="plan_start").as_pydantic()
        zone = time_zone(self.time_zone)
        if rule.until is not None and rule.until.tzinfo is None:
            until = in_utc(rule.until.replace(tzinfo=zone))
            trouble = "has an UNTIL that is not in UTC, as it must be where a time zone is named"
            remedy = f"For that end in {self.time_zone}, write UNTIL={until:%Y%m%dT%H%M%SZ}."
            raise InvalidValueError(trouble, remedy=remedy, code="plan_until").as_pydantic()
        if not rule.ever_comes(self.start.astimezone(zone).replace(tzinfo=None)):
            trouble, remedy = "has a rule that never comes", "Check its days against its start."
            raise InvalidValueError(trouble, remedy=remedy, code="plan_empty").as_pydantic()
        return self
