"""Deadlines as iCalendar (RFC 5545), for a phone or an office calendar."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

from mgov.errors import InvalidValueError, MissingExtraError
from mgov.petitions.deadline import Deadline
from mgov.petitions.timed import Timed
from mgov.values.language import Language, require_language
from mgov.values.moment import in_utc
from mgov.values.term import DeadlineState
from mgov.values.text import Text
from mgov.values.work_calendar import KnowsWorkdays

if TYPE_CHECKING:
    from icalendar import Event as CalendarEvent
    from icalendar import Todo

__all__ = ["to_icalendar"]

_PRODUCT: Final = "-//mgov//petitions//EN"
_UIDS: Final = uuid.UUID("5f0f5c2e-8f2b-5d7c-9a55-3f7f1f0f9d6a")  # the name space of our UIDs
_UNNAMED: Final = Text(zh="期限", en="Deadline")


def to_icalendar(
    petitions: Iterable[Timed],
    *,
    at: datetime,
    calendar: KnowsWorkdays | None = None,
    language: Language = "zh",
    component: Literal["event", "todo"] = "event",
) -> bytes:
    """Write the running deadlines of petitions as a calendar.

    Each is an entry on its last day, all day. It says what is due in which case by which
    article, and nothing about the petitioner or the matter. Of a confidential petition it says
    that something is due, without number, duty and article. A deadline keeps its UID, so a
    program that reads the calendar again moves what was extended and adds what is new.

    Args:
        petitions: The petitions, each with the number of its case.
        at: When the calendar is made (`DTSTAMP`).
        calendar: The working days, as for `Petition.deadlines`.
        language: The language of what it says.
        component: What an entry is: an `event`, which every calendar shows, or a `todo`, for
            programs that keep lists of tasks.

    Returns:
        The file `*.ics`, in UTF-8 with the line ends and folded lines of RFC 5545.

    Raises:
        mgov.errors.InvalidValueError: If a petition has no number, the moment no time zone, or
            the language or the component is none of these.
        mgov.errors.MissingExtraError: If the extra `calendar` is not installed.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.petitions import Petition, to_icalendar
        >>> petition = Petition.register(
        ...     rulebook="cn-2022",
        ...     kind="claim",
        ...     title="拖欠工资",
        ...     number="XF-2022-17",
        ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
        ... )
        >>> file = to_icalendar([petition], at=datetime(2022, 6, 2, tzinfo=UTC))
        >>> for line in file.decode().splitlines()[4:7]:
        ...     print(line)
        SUMMARY:登记后告知、转送、交办 (XF-2022-17)
        DTSTART;VALUE=DATE:20220616
        DTSTAMP:20220602T000000Z
    """
    try:
        import icalendar
    except ImportError:
        purpose = "writing deadlines as iCalendar"
        raise MissingExtraError("icalendar", extra="calendar", purpose=purpose) from None
    require_language(language)
    if component not in {"event", "todo"}:
        trouble, remedy = "is no component for a deadline", "Use event or todo."
        raise InvalidValueError(
            trouble, field="component", remedy=remedy, code="calendar_component"
        )
    stamp = in_utc(at)
    file = icalendar.Calendar()
    file.add("prodid", _PRODUCT)
    file.add("version", "2.0")
    for petition in petitions:
        for uid, deadline in _running(petition, calendar):
            entry: CalendarEvent | Todo
            if component == "event":
                entry = icalendar.Event()
                entry.add("dtstart", deadline.due)
                entry.add("transp", "TRANSPARENT")  # who has a deadline is not busy that day
            else:
                entry = icalendar.Todo()
                entry.add("due", deadline.due)
                entry.add("status", "NEEDS-ACTION")
            entry.add("uid", uid)
            entry.add("dtstamp", stamp)
            # It grows whenever something happens, which may have moved the day.
            entry.add("sequence", len(petition.events) - 1)
            entry.add("last-modified", in_utc(petition.events[-1].at))
            _describe(entry, petition, deadline, language)
            file.add_component(entry)
    written: bytes = file.to_ical()
    return written


def _running(petition: Timed, calendar: KnowsWorkdays | None) -> Iterable[tuple[str, Deadline]]:
    number, first = petition.number, petition.events[0]
    if number is None:
        trouble, remedy = "has no number to call it by", "Give the number of the case."
        raise InvalidValueError(trouble, field="petition", remedy=remedy, code="petition_number")
    seen: dict[str, int] = {}
    for deadline in petition.deadlines(calendar=calendar):
        clock = deadline.clock.id
        seen[clock] = run = seen.get(clock, 0) + 1
        if deadline.state is DeadlineState.RUNNING:
            # Two authorities may give the same number, but hardly at the same moment.
            parts = (petition.rulebook.id, number, in_utc(first.at).isoformat(), clock, str(run))
            yield str(uuid.uuid5(_UIDS, "\n".join(parts))), deadline


def _describe(
    entry: CalendarEvent | Todo, petition: Timed, deadline: Deadline, language: Language
) -> None:
    if petition.is_confidential:
        entry.add("summary", _UNNAMED.in_language(language))
        entry.add("class", "CONFIDENTIAL")
        return
    title = deadline.clock.title.in_language(language)
    source = petition.rulebook.title.in_language(language)
    entry.add("summary", f"{title} ({petition.number})")
    entry.add("description", f"{source} {deadline.article}")
