"""`Account`: an official account on a platform, and who answers for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from mgov.accounts.column import Column, each_named_once
from mgov.accounts.lifecycle import (
    AccountEvent,
    AccountEventKind,
    AccountStatus,
    day_of,
    in_order,
    is_open,
    running_since,
    status_on,
)
from mgov.accounts.platform import Platform
from mgov.accounts.publication_plan import PublicationPlan
from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.organization import Organization
from mgov.values.text import Text
from mgov.values.web_address import WebAddress
from mgov.values.word import Word

__all__ = ["Account", "Verification"]


class Verification(Model, frozen=True):
    """That a platform or an authority has checked whose account it is.

    Attributes:
        by: Who checked it, if known.
        since: The day from which it counts, if known.
        until: The last day on which it counts; on some platforms it is renewed every year.

    Example:
        >>> from mgov.accounts import Verification
        >>> Verification(by="新浪微博", since="2016-01-01").counts_on(date(2017, 8, 17))
        True
    """

    by: Text | None = None
    since: date | None = None
    until: date | None = None

    def counts_on(self, day: date) -> bool:
        """Say whether it counts on a day.

        Args:
            day: A day, or a moment, whose day is that of its own time zone.

        Raises:
            mgov.errors.InvalidValueError: If a moment has no time zone.

        Example:
            >>> from mgov.accounts import Verification
            >>> Verification(until="2017-06-30").counts_on(date(2017, 8, 17))
            False
        """
        day = day_of(day)
        return (self.since or day) <= day <= (self.until or day)


class Account(Model, frozen=True):
    """An official account of a public body: on a social platform, as an app or as a feed.

    Attributes:
        identifier: What posts and other records call it by.
        platform: Where it is.
        handle: Its name in the address of the platform, or its number there; a report seldom
            says it.
        name: Its name as people see it.
        address: Its page.
        verification: That somebody has checked whose account it is; None if nobody has.
        operator: The organization that runs it and answers for it (主办单位). None where
            nobody is on record: such an account is an orphan.
        sponsor: The organization above, by whose authority it is run (主管单位).
        purpose: What it is for.
        columns: The columns of a website; empty if they are not on record.
        events: What happened to it, in the order of the days.
        plan: When it means to publish, such as a weekly issue.
        merged_into: The identifier of the account that goes on in its place.

    Raises:
        mgov.errors.InvalidDataError: Among other troubles, if the events cannot have happened
            in this order, or if it is merged into itself.

    Example:
        >>> from mgov.accounts import Account
        >>> account = Account(
        ...     identifier="njga",
        ...     platform="weibo",
        ...     handle="njga",
        ...     name="平安南京",
        ...     operator={"name": "南京市公安局"},
        ...     events=[{"kind": "opened", "on": "2011-03-01"}],
        ... )
        >>> account.status_at(date(2017, 8, 17)).value
        'active'
    """

    identifier: Word
    platform: Platform
    handle: Word | None = None
    name: Text
    address: WebAddress | None = None
    verification: Verification | None = None
    operator: Organization | None = None
    sponsor: Organization | None = None
    purpose: Text | None = None
    columns: Annotated[tuple[Column, ...], AfterValidator(each_named_once)] = ()
    events: Annotated[tuple[AccountEvent, ...], AfterValidator(in_order)] = ()
    plan: PublicationPlan | None = None
    merged_into: Word | None = None

    @property
    def title(self) -> Text:
        """The name, so that a link to the account's page has a caption.

        Example:
            >>> from mgov.accounts import Account
            >>> print(
            ...     Account(identifier="1", platform="app", handle="12123", name="交管12123").title
            ... )
            交管12123
        """
        return self.name

    @property
    def opened_on(self) -> date | None:
        """The day on which it was opened; None if that is not on record.

        Example:
            >>> from mgov.accounts import Account
            >>> Account(identifier="1", platform="rss", handle="a", name="公报").opened_on is None
            True
        """
        return self._last(AccountEventKind.OPENED)

    @property
    def closed_on(self) -> date | None:
        """The day on which it was closed; None if that is not on record.

        Example:
            >>> from mgov.accounts import Account
            >>> closed = {"kind": "closed", "on": "2017-06-30"}
            >>> Account(
            ...     identifier="1", platform="rss", handle="a", name="公报", events=[closed]
            ... ).closed_on
            datetime.date(2017, 6, 30)
        """
        return self._last(AccountEventKind.CLOSED)

    def status_at(self, at: date | datetime) -> AccountStatus:
        """Say how it stands on a day. An event holds from its day on.

        Args:
            at: A day, or a moment, whose day is that of its own time zone.

        Raises:
            mgov.errors.InvalidValueError: If a moment has no time zone.

        Example:
            >>> from mgov.accounts import Account
            >>> account = Account(
            ...     identifier="1",
            ...     platform="weibo",
            ...     handle="a",
            ...     name="某区发布",
            ...     events=[
            ...         {"kind": "opened", "on": "2016-01-01"},
            ...         {"kind": "suspended", "on": "2017-06-30"},
            ...     ],
            ... )
            >>> days = date(2015, 12, 31), date(2016, 1, 1), date(2017, 6, 30)
            >>> [account.status_at(day).value for day in days]
            ['not_opened', 'active', 'suspended']
        """
        return status_on(self.events, day_of(at))

    def works_on(self, at: date | datetime) -> bool:
        """Say whether it is open on a day, as far as its record tells.

        One without any event on record is taken to be open, because inventories seldom say more;
        not if it was merged into another one. Audits, opening rates and missed issues go by this.

        Args:
            at: As for `status_at`.

        Raises:
            mgov.errors.InvalidValueError: If a moment has no time zone.

        Example:
            >>> from mgov.accounts import Account
            >>> account = Account(identifier="1", platform="app", name="掌上甲县")
            >>> merged = account.replace(merged_into="2")
            >>> account.works_on(date(2017, 8, 17)), merged.works_on(date(2017, 8, 17))
            (True, False)
        """
        return is_open(self.status_at(at), is_merged=self.merged_into is not None)

    def running_since(self, at: date | datetime) -> date | None:
        """Return the day from which it is open as it is now: opened, or resumed after a halt.

        Args:
            at: As for `status_at`.

        Returns:
            The last such day up to then, or None if none is on record.

        Raises:
            mgov.errors.InvalidValueError: If a moment has no time zone.

        Example:
            >>> from mgov.accounts import Account
            >>> opened = {"kind": "opened", "on": "2016-01-01"}
            >>> account = Account(
            ...     identifier="1", platform="weibo", handle="a", name="某区发布", events=[opened]
            ... )
            >>> account.running_since(date(2017, 8, 17))
            datetime.date(2016, 1, 1)
        """
        return running_since(self.events, day_of(at))

    @model_validator(mode="after")
    def _is_not_merged_into_itself(self) -> Self:
        if self.merged_into == self.identifier:
            trouble, remedy = "is merged into itself", "Give the account that goes on, or none."
            raise InvalidValueError(trouble, remedy=remedy, code="merged_into_self").as_pydantic()
        return self

    def _last(self, kind: AccountEventKind) -> date | None:
        return next((event.on for event in reversed(self.events) if event.kind is kind), None)
