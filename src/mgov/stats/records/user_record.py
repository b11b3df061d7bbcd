"""`UserRecord`: a registered user and what they have used, as a row that reach is measured on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from mgov.accounts import CitizenAccount
from mgov.stats.records.later import not_yet
from mgov.stats.uses.service_use import ServiceUse
from mgov.values.authentication import AuthenticationLevel
from mgov.values.model import Model
from mgov.values.moment import Moment, in_utc
from mgov.values.word import Word

__all__ = ["UserRecord"]

_Count = Annotated[int, Field(ge=0)]


class UserRecord(Model, frozen=True):
    """A registered user as known at a moment: a pseudonym and counts, nothing personal.

    Attributes:
        user: The identifier of the account, as the uses have it.
        registered_at: When it was registered.
        is_open: Whether it is registered still.
        level: How surely it is known whose account it is.
        services_used: How many different services it has used.
        uses: How often it has used any.
        last_used_at: When it last began to use one; None if never.

    Example:
        >>> from mgov.stats import UserRecord
        >>> user = UserRecord(
        ...     user="u-7031", registered_at="2017-08-01T09:00:00+08:00", is_open=True
        ... )
        >>> user.services_used, user.last_used_at
        (0, None)
    """

    user: Word
    registered_at: Moment
    is_open: bool
    level: AuthenticationLevel = AuthenticationLevel.NONE
    services_used: _Count = 0
    uses: _Count = 0
    last_used_at: Moment | None = None

    @classmethod
    def of(cls, account: CitizenAccount, *, at: datetime, uses: Iterable[ServiceUse] = ()) -> Self:
        """Look at a registered user at a moment.

        Args:
            account: The account.
            at: The moment to look from.
            uses: Uses of services, of which those of this user until then are counted.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone, or the account was
                registered later.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import CitizenAccount
            >>> from mgov.stats import ServiceUse, UserRecord
            >>> account = CitizenAccount(identifier="u-7031", opened="2017-08-01T00:00:00Z")
            >>> use = ServiceUse(
            ...     user="u-7031", service="s-1", channel="app", started_at="2017-08-17T00:00:00Z"
            ... )
            >>> now = datetime(2017, 9, 1, tzinfo=UTC)
            >>> UserRecord.of(account, at=now, uses=[use, use]).services_used
            1
        """
        if in_utc(account.opened) > in_utc(at):
            raise not_yet("account", "registered")
        [record] = cls.each([account], at=at, uses=uses)
        return record

    @classmethod
    def each(
        cls,
        accounts: Iterable[CitizenAccount],
        *,
        at: datetime,
        uses: Iterable[ServiceUse] = (),
    ) -> Iterator[Self]:
        """Look at registered users at a moment, leaving out those who registered later.

        Args:
            accounts: The accounts; may be an iterator.
            at: The moment to look from.
            uses: The uses of services of all of them; read once, before the first account. Uses
                by nobody who is known are passed over.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import CitizenAccount
            >>> from mgov.stats import UserRecord
            >>> accounts = [
            ...     CitizenAccount(identifier=str(day), opened=f"2017-08-0{day}T00:00:00Z")
            ...     for day in (1, 2, 3)
            ... ]
            >>> records = UserRecord.each(accounts, at=datetime(2017, 8, 2, tzinfo=UTC))
            >>> [record.user for record in records]
            ['1', '2']
        """
        moment = in_utc(at)
        services: dict[str, set[str]] = {}
        counts: dict[str, int] = {}
        last: dict[str, datetime] = {}
        for use in uses:
            started = in_utc(use.started_at)
            if use.user is not None and started <= moment:
                services.setdefault(use.user, set()).add(use.service)
                counts[use.user] = counts.get(use.user, 0) + 1
                last[use.user] = max(started, last.get(use.user, started))
        for account in accounts:
            if in_utc(account.opened) <= moment:
                user = account.identifier
                yield cls(
                    user=user,
                    registered_at=account.opened,
                    is_open=account.is_open_at(at),
                    level=account.level_at(at),
                    services_used=len(services.get(user, ())),
                    uses=counts.get(user, 0),
                    last_used_at=last.get(user),
                )
