"""The life of an account, as the events that are on record; its status follows from them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["AccountEvent", "AccountEventKind", "AccountStatus"]


class AccountEventKind(StrEnum):
    """What can happen to an account.

    Attributes:
        FILED: It was put on the record of the authority in charge (备案); some are opened first
            and filed later.
        OPENED: It was opened (开设).
        CHANGED: Its record was changed (变更): its name, or who runs it. What it was before, the
            note can say.
        SUSPENDED: It was halted for a time (停更).
        RESUMED: It went on after that (恢复).
        CLOSED: It was closed for good (关停, 注销).

    Example:
        >>> from mgov.accounts import AccountEventKind
        >>> AccountEventKind("closed").name
        'CLOSED'
    """

    FILED = "filed"
    OPENED = "opened"
    CHANGED = "changed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    CLOSED = "closed"


class AccountStatus(StrEnum):
    """How an account stands on a day.

    Attributes:
        UNKNOWN: Nothing on record tells.
        NOT_OPENED: It will be filed or opened on a later day.
        FILED: It is on record and not yet open.
        ACTIVE: It is open.
        SUSPENDED: It is halted for a time.
        CLOSED: It is closed.

    Example:
        >>> from mgov.accounts import AccountStatus
        >>> AccountStatus("active") is AccountStatus.ACTIVE
        True
    """

    UNKNOWN = "unknown"
    NOT_OPENED = "not_opened"
    FILED = "filed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class AccountEvent(Model, frozen=True):
    """Something that happened to an account, on a day.

    Attributes:
        kind: What happened.
        on: The day from which it holds, in the place where the account is run.
        note: Why, or by whose decision.

    Example:
        >>> from mgov.accounts import AccountEvent
        >>> AccountEvent(kind="opened", on="2017-03-01").on
        datetime.date(2017, 3, 1)
    """

    kind: AccountEventKind
    on: date
    note: Text | None = None


# What an event makes of a status; what is not listed cannot happen. The first record of an
# account may be any, since older ones are often lost.
_AFTER: Final = {
    (AccountStatus.UNKNOWN, AccountEventKind.FILED): AccountStatus.FILED,
    (AccountStatus.UNKNOWN, AccountEventKind.OPENED): AccountStatus.ACTIVE,
    (AccountStatus.UNKNOWN, AccountEventKind.CHANGED): AccountStatus.UNKNOWN,
    (AccountStatus.UNKNOWN, AccountEventKind.SUSPENDED): AccountStatus.SUSPENDED,
    (AccountStatus.UNKNOWN, AccountEventKind.RESUMED): AccountStatus.ACTIVE,
    (AccountStatus.UNKNOWN, AccountEventKind.CLOSED): AccountStatus.CLOSED,
    (AccountStatus.FILED, AccountEventKind.FILED): AccountStatus.FILED,
    (AccountStatus.FILED, AccountEventKind.OPENED): AccountStatus.ACTIVE,
    (AccountStatus.FILED, AccountEventKind.CHANGED): AccountStatus.FILED,
    (AccountStatus.FILED, AccountEventKind.CLOSED): AccountStatus.CLOSED,
    (AccountStatus.ACTIVE, AccountEventKind.FILED): AccountStatus.ACTIVE,
    (AccountStatus.ACTIVE, AccountEventKind.CHANGED): AccountStatus.ACTIVE,
    (AccountStatus.ACTIVE, AccountEventKind.SUSPENDED): AccountStatus.SUSPENDED,
    (AccountStatus.ACTIVE, AccountEventKind.CLOSED): AccountStatus.CLOSED,
    (AccountStatus.SUSPENDED, AccountEventKind.FILED): AccountStatus.SUSPENDED,
    (AccountStatus.SUSPENDED, AccountEventKind.CHANGED): AccountStatus.SUSPENDED,
    (AccountStatus.SUSPENDED, AccountEventKind.RESUMED): AccountStatus.ACTIVE,
    (AccountStatus.SUSPENDED, AccountEventKind.CLOSED): AccountStatus.CLOSED,
}
_BEGINNINGS: Final = {AccountEventKind.FILED, AccountEventKind.OPENED}
_RUNNING: Final = {AccountEventKind.OPENED, AccountEventKind.RESUMED}


def in_order(events: tuple[AccountEvent, ...]) -> tuple[AccountEvent, ...]:
    """Put events in the order of their days; refuse a sequence that cannot have happened.

    Events of one day stay in the order in which they were given.
    """
    ordered = tuple(sorted(events, key=lambda event: event.on))
    status = AccountStatus.UNKNOWN
    for event in ordered:
        after = _AFTER.get((status, event.kind))
        if after is None:
            trouble = f"was {event.kind} on {event.on} while it was {status}"
            remedy = "Correct the days; an account that is opened anew is another account."
            error = InvalidValueError(trouble, remedy=remedy, code="account_event_order")
            raise error.as_pydantic()
        status = after
    return ordered


def status_on(events: Iterable[AccountEvent], day: date) -> AccountStatus:
    """Say how an account stands on a day, by its events in their order."""
    status, is_first = AccountStatus.UNKNOWN, True
    for event in events:
        if event.on > day:
            return AccountStatus.NOT_OPENED if is_first and event.kind in _BEGINNINGS else status
        is_first = False
        status = _AFTER[status, event.kind]
    return status


def is_open(status: AccountStatus, *, is_merged: bool) -> bool:
    """Say whether an account that stands so is open, and works.

    Without any event on record it is taken to be open, because inventories seldom say more; not
    if another one took its place.
    """
    return status is AccountStatus.ACTIVE or (status is AccountStatus.UNKNOWN and not is_merged)


def running_since(events: Iterable[AccountEvent], day: date) -> date | None:
    """Return the last day up to a day on which an account was opened or went on after a halt."""
    since = None
    for event in events:
        if event.on > day:
            break
        if event.kind in _RUNNING:
            since = event.on
    return since


def day_of(at: date | datetime) -> date:
    """Return the day that a moment shows on the calendar of its own time zone."""
    if not isinstance(at, datetime):
        return at
    in_utc(at)  # refuses a moment without a zone
    return at.date()
