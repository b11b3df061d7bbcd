"""How long citizens wait: until a petition is closed, until somebody replies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias, get_args
from zoneinfo import ZoneInfo

from mgov.accounts import Message, MessageValidity
from mgov.errors import InvalidValueError
from mgov.petitions import Lifecycle, Petition
from mgov.stats.survival.band import ConfidenceBand
from mgov.stats.survival.curve import SurvivalCurve
from mgov.stats.survival.estimate import counted
from mgov.values.figures import Exact, Number
from mgov.values.figures.interval import exact
from mgov.values.moment import day_in, in_utc
from mgov.values.time_zone import time_zone as zone_named
from mgov.values.work_calendar import KnowsWorkdays, WorkCalendar

__all__ = ["TimeUnit", "time_to_close", "time_to_first_reply"]

TimeUnit: TypeAlias = Literal["h", "day", "workday"]
"""What a wait is counted in, by the names that figures have for it.

`h` is the time that passed; `day` and `workday` count as the law does: the day on which a term
begins does not count, so what is done on the same day took 0.
"""

_FIRST_REPLY: Final = "first_reply"
_HOUR: Final = timedelta(hours=1)
_MICROSECOND: Final = timedelta(microseconds=1)


def time_to_close(
    petitions: Iterable[Petition],
    *,
    at: datetime,
    unit: TimeUnit = "day",
    calendar: KnowsWorkdays | None = None,
    confidence: float | Decimal = 0.95,
    band: ConfidenceBand = "log_log",
) -> SurvivalCurve:
    """Estimate how long petitions take from registration until they are closed.

    A petition is closed with the first step that leads to a closed state of its rulebook, be it
    an answer, a refusal or a referral; that it is opened again for a review changes nothing of
    that. Petitions that were open at the moment are counted as open for so long, and not dropped.

    Args:
        petitions: In any order, under any rulebooks; may be an iterator.
        at: The moment to look from. What happened later was not known, and petitions that were
            registered later are left out.
        unit: What to count in; days are those of the time zone of each rulebook.
        calendar: The working days, for `workday`; without it, all days but Saturday and Sunday.
        confidence: How often the interval for one time holds the true survival.
        band: How the intervals are made.

    Raises:
        mgov.errors.InvalidValueError: If no petition was registered by then, if the moment has
            no time zone, or if the confidence is not between 0 and 1.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov import stats
        >>> from mgov.petitions import Petition
        >>> petitions = [
        ...     Petition.register(
        ...         rulebook="cn-2022",
        ...         kind="claim",
        ...         title="拖欠工资",
        ...         at=datetime(2022, 6, day, 2, tzinfo=UTC),
        ...     ).accept(at=datetime(2022, 6, 15, 2, tzinfo=UTC))
        ...     for day in (1, 2, 3)
        ... ]
        >>> petitions[0] = petitions[0].answer(
        ...     at=datetime(2022, 7, 1, 2, tzinfo=UTC), outcome="supported"
        ... )
        >>> curve = stats.time_to_close(petitions, at=datetime(2022, 8, 1, 2, tzinfo=UTC))
        >>> [(step.time, step.at_risk, step.events, step.censored) for step in curve.steps]
        [(30, 3, 1, 0), (59, 2, 0, 1), (60, 1, 0, 1)]
    """
    steps = _StepsOf(_closing_steps)
    return _curve(
        (
            (_until_step(petition, steps.of(petition.rulebook)), petition.rulebook.zone)
            for petition in petitions
        ),
        at=at,
        length=_Length(unit, calendar),
        confidence=confidence,
        band=band,
    )


def time_to_first_reply(
    records: Iterable[Petition | Message],
    *,
    at: datetime,
    unit: TimeUnit = "day",
    steps: Iterable[str] | None = None,
    time_zone: str | None = None,
    calendar: KnowsWorkdays | None = None,
    confidence: float | Decimal = 0.95,
    band: ConfidenceBand = "log_log",
) -> SurvivalCurve:
    """Estimate how long citizens wait for the first reply.

    A message to an account is answered by the first reply that no program sent. Messages that
    are spam or the like want no answer and are left out; one that is taken back before it was
    answered is counted as waiting until then. A petition has its first reply with the first step
    that tells what becomes of it: in `cn-2005` and `cn-2022` those that keep the term
    `first_reply`.

    Args:
        records: Petitions, messages or both, in any order; may be an iterator.
        at: The moment to look from. What happened later was not known, and what was received
            later is left out.
        unit: What to count in; `h` suits messages that are answered within the day.
        steps: The ids of the steps that reply to a petition; needed for a rulebook without a
            term `first_reply`.
        time_zone: The time zone whose days count for messages, such as Asia/Shanghai; needed for
            `day` and `workday`. Petitions have that of their rulebook.
        calendar: The working days, for `workday`; without it, all days but Saturday and Sunday.
        confidence: How often the interval for one time holds the true survival.
        band: How the intervals are made.

    Raises:
        mgov.errors.InvalidValueError: If nothing was received by then, if the moment has no time
            zone, if the steps or the time zone are not known, or if the confidence is not
            between 0 and 1.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov import stats
        >>> from mgov.accounts import Message
        >>> messages = [
        ...     Message(
        ...         identifier="1",
        ...         account="a",
        ...         received="2019-04-01T09:00:00+08:00",
        ...         replies=[{"at": "2019-04-01T15:30:00+08:00"}],
        ...     ),
        ...     Message(identifier="2", account="a", received="2019-04-01T09:00:00+08:00"),
        ... ]
        >>> curve = stats.time_to_first_reply(
        ...     messages, at=datetime(2019, 4, 3, tzinfo=UTC), unit="h"
        ... )
        >>> [(float(step.time), step.survival) for step in curve.steps]
        [(6.5, 0.5), (47.0, 0.5)]
    """
    replying = None if steps is None else frozenset(steps)
    known = _StepsOf(lambda book: _replying_steps(book) if replying is None else replying)
    length = _Length(unit, calendar)
    zone = None if time_zone is None else zone_named(time_zone)

    def waits() -> Iterator[tuple[_Wait, ZoneInfo | None]]:
        for record in records:
            if isinstance(record, Petition):
                yield _until_step(record, known.of(record.rulebook)), record.rulebook.zone
            elif record.validity is MessageValidity.VALID:
                yield _until_reply(record), zone

    return _curve(waits(), at=at, length=length, confidence=confidence, band=band)


# --- from when to when -------------------------------------------------------------------------


class _Wait(NamedTuple):
    """From when; when it ended, if it did; and until when it was watched, if not to this day."""

    start: datetime
    ended: datetime | None
    watched: datetime | None = None


def _until_step(petition: Petition, steps: frozenset[str]) -> _Wait:
    ended = next((event.at for event in petition.events if event.step in steps), None)
    return _Wait(petition.events[0].at, ended)


def _until_reply(message: Message) -> _Wait:
    return _Wait(message.received, message.answered_at, message.withdrawn)


def _closing_steps(book: Lifecycle) -> frozenset[str]:
    closed = {state.id for state in book.states if state.closed}
    return frozenset(step.id for step in book.steps if step.then in closed)


def _replying_steps(book: Lifecycle) -> frozenset[str]:
    stops = [clock.stops for clock in book.rules if clock.id == _FIRST_REPLY]
    if not stops:
        raise InvalidValueError(
            f"are not known for {book.id}, which has no term {_FIRST_REPLY}",
            field="steps",
            remedy='Name those that reply to the petitioner: steps=["reply"].',
            code="reply_steps",
        )
    return frozenset(stops[0])


class _StepsOf:
    """Looks steps up in a rulebook, once for all petitions in a row that share it."""

    def __init__(self, look_up: Callable[[Lifecycle], frozenset[str]]) -> None:
        self._look_up = look_up
        self._book: Lifecycle | None = None
        self._steps: frozenset[str] = frozenset()

    def of(self, book: Lifecycle) -> frozenset[str]:
        if book is not self._book:
            self._book, self._steps = book, self._look_up(book)
        return self._steps


# --- how long ----------------------------------------------------------------------------------


class _Length:
    """Measures from one moment to another, in one unit."""

    def __init__(self, unit: TimeUnit, calendar: KnowsWorkdays | None) -> None:
        if unit not in get_args(TimeUnit):
            raise InvalidValueError(
                "is none to count waits in",
                field="unit",
                remedy=f"Use one of {', '.join(get_args(TimeUnit))}.",
                code="wait_unit",
            )
        self.unit: TimeUnit = unit
        # Many wait from the same day to the same day.
        workdays = WorkCalendar() if calendar is None else WorkCalendar.of(calendar)
        self._workdays = cache(workdays.workdays_between)

    def between(self, start: datetime, end: datetime, zone: ZoneInfo | None) -> Exact:
        if self.unit == "h":
            return exact(Fraction((end - start) // _MICROSECOND, _HOUR // _MICROSECOND))
        if zone is None:
            raise InvalidValueError(
                "is not known for messages, and days begin with it",
                field="time_zone",
                remedy='Give time_zone="Asia/Shanghai", or count in hours: unit="h".',
                code="time_zone",
            )
        first, last = day_in(zone, start), day_in(zone, end)
        return self._workdays(first, last) if self.unit == "workday" else (last - first).days


def _curve(
    waits: Iterable[tuple[_Wait, ZoneInfo | None]],
    *,
    at: datetime,
    length: _Length,
    confidence: float | Decimal,
    band: ConfidenceBand,
) -> SurvivalCurve:
    moment = in_utc(at)
    seen: Counter[tuple[Number, bool]] = Counter()
    for wait, zone in waits:
        start = in_utc(wait.start)
        if start > moment:
            continue
        last = moment if wait.watched is None else min(moment, in_utc(wait.watched))
        end = last if wait.ended is None else in_utc(wait.ended)
        ended = wait.ended is not None and end <= last
        seen[length.between(start, min(end, last), zone), ended] += 1
    return counted(seen, unit=length.unit, confidence=confidence, band=band)
