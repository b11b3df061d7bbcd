"""`AccountDirectory`: the official accounts of many bodies, and what can be said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Literal, Self

from pydantic import model_validator
from typing_extensions import override

from mgov.accounts.account import Account
from mgov.accounts.account_audit import AccountAudit
from mgov.accounts.bodies import Bodies, BodyKey, Orphan, orphans
from mgov.accounts.counting import Count, as_count
from mgov.accounts.directory_checks import refuse_twice
from mgov.accounts.duplicates import Duplicate, duplicates
from mgov.accounts.lifecycle import day_of
from mgov.accounts.merging import Consolidation, MergerFlaw, consolidate, merger_flaws
from mgov.accounts.opening import OpeningRate
from mgov.accounts.opening_table import (
    Grouping,
    Scope,
    opening_rate,
    opening_rates,
    standing,
)
from mgov.accounts.platform import Platform
from mgov.errors import InvalidValueError
from mgov.values.identifiers import DivisionCode, DivisionLevel
from mgov.values.model import Model
from mgov.values.organization import Organization, OrganizationLevel

__all__ = ["AccountDirectory"]


class AccountDirectory(Model, frozen=True):
    """The official accounts of many bodies, and the bodies that should have one.

    Iterating over it gives the accounts, and `len` their number. What is wrong with an
    inventory (duplicates, orphans, mergers that lead nowhere) does not keep it from being read:
    it is reported.

    An account works on a day if its record says that it is open, or says nothing of its life.
    One that was merged into another, with nothing else on record, does not.

    Attributes:
        accounts: The accounts, each with an identifier of its own.
        bodies: The bodies that should have an account. An account belongs to the body that has
            a code of its operator, or else its name; see `orphans`.

    Raises:
        mgov.errors.InvalidDataError: Among other troubles, if two accounts have the same
            identifier or a body is listed twice.

    Example:
        >>> from mgov.accounts import AccountDirectory
        >>> directory = AccountDirectory(
        ...     bodies=[{"name": "甲县人民政府"}, {"name": "乙县人民政府"}],
        ...     accounts=[
        ...         {
        ...             "identifier": "1",
        ...             "platform": "weibo",
        ...             "name": "甲县发布",
        ...             "operator": {"name": "甲县人民政府"},
        ...         },
        ...         {"identifier": "2", "platform": "weibo", "name": "乙县发布"},
        ...     ],
        ... )
        >>> directory.opening_rate(at=date(2019, 9, 30)).share.value
        Fraction(1, 2)
        >>> [(orphan.account, orphan.reason.value) for orphan in directory.orphans()]
        [('2', 'no_operator')]
    """

    accounts: tuple[Account, ...]
    bodies: tuple[Organization, ...] = ()

    def account(self, identifier: str) -> Account:
        """Return the account of an identifier.

        Raises:
            mgov.errors.InvalidValueError: If there is none.

        Example:
            >>> from mgov.accounts import AccountDirectory
            >>> directory = AccountDirectory(
            ...     accounts=[{"identifier": "1", "platform": "weibo", "name": "甲县发布"}]
            ... )
            >>> print(directory.account("1").name)
            甲县发布
        """
        found = self._by_identifier.get(identifier)
        if found is None:
            trouble = f"has no account {identifier}"
            remedy = "Use the identifier of an account that is listed."
            code = "account_unknown"
            raise InvalidValueError(trouble, field="directory", remedy=remedy, code=code)
        return found

    def body_of(self, account: Account) -> Organization | None:
        """Return the listed body that an account belongs to; None if there is no one such body.

        Example:
            >>> from mgov.accounts import Account, AccountDirectory
            >>> account = Account(
            ...     identifier="1",
            ...     platform="weibo",
            ...     name="甲县发布",
            ...     operator={"name": "甲县政府"},
            ... )
            >>> county = {"name": "甲县人民政府", "alternative_names": ["甲县政府"]}
            >>> directory = AccountDirectory(accounts=[account], bodies=[county])
            >>> print(directory.body_of(account).name)
            甲县人民政府
        """
        found = self._bodies.find(account.operator)
        return self._bodies.by_key[found] if isinstance(found, tuple) else None

    def count_by_platform(self, *, at: date | datetime | None = None) -> dict[Platform, int]:
        """Count the accounts on each platform that has any, the most first.

        Args:
            at: Count those that work on this day; without it, all that are listed.

        Example:
            >>> from mgov.accounts import AccountDirectory
            >>> directory = AccountDirectory(
            ...     accounts=[{"identifier": "1", "platform": "weibo", "name": "甲县发布"}]
            ... )
            >>> directory.count_by_platform()
            {<Platform.WEIBO: 'weibo'>: 1}
        """
        counts = dict.fromkeys(Platform, 0)
        for account in self._working(at):
            counts[account.platform] += 1
        ordered = sorted(counts, key=lambda platform: -counts[platform])
        return {platform: counts[platform] for platform in ordered if counts[platform]}

    def opening_rate(
        self,
        *,
        at: date | datetime,
        platform: Platform | str | None = None,
        level: OrganizationLevel | str | None = None,
        region: DivisionCode | str | None = None,
        audits: Iterable[AccountAudit] | None = None,
        total: Count | None = None,
    ) -> OpeningRate:
        """Say how many of the bodies that should have an account have one that works.

        Args:
            at: The day, or a moment, whose day is that of its own time zone.
            platform: Count accounts of this platform only.
            level: Look at bodies of this level of government only.
            region: Look at bodies in this division of China only.
            audits: Count only accounts that passed their newest audit by then. One that an
                audit left undecided, or that has none, may have passed: the figures become
                intervals.
            total: How many bodies should have an account, where only their number is known
                (`3000多个`). Those that have one are counted among the bodies listed, or,
                where none is listed, among the operators of the accounts.

        Raises:
            mgov.errors.InvalidValueError: If no body is listed that fits and there is no
                `total`, or a moment has no time zone.
            mgov.errors.InvalidDataError: If more bodies have an account than there are.

        Example:
            >>> from mgov.accounts import AccountDirectory
            >>> directory = AccountDirectory(
            ...     accounts=[
            ...         {
            ...             "identifier": "1",
            ...             "platform": "weibo",
            ...             "name": "甲县发布",
            ...             "operator": {"name": "甲县人民政府"},
            ...         },
            ...     ],
            ...     bodies=[{"name": "甲县人民政府"}, {"name": "乙县人民政府"}],
            ... )
            >>> rate = directory.opening_rate(at=date(2019, 9, 30))
            >>> print(f"{float(rate.share):.0%}", *[body.name for body in rate.missing])
            50% 乙县人民政府
            >>> rate = directory.opening_rate(at=date(2019, 9, 30), total="3000多个")
            >>> print(rate.share.format(digits=2))
            0.033% (0.025%, 0.034%)
        """
        scope = Scope.model_validate({"platform": platform, "level": level, "region": region})
        bodies = self._bodies.by_key if total is None else self._known_bodies()
        having = standing(self._with_bodies, audits, at)
        number = None if total is None else as_count(total, "total")
        return opening_rate(bodies, having, day_of(at), scope, number)

    def opening_rates(
        self,
        *by: Literal["level", "region", "platform"],
        at: date | datetime,
        division: DivisionLevel | str = DivisionLevel.PROVINCE,
        audits: Iterable[AccountAudit] | None = None,
    ) -> tuple[OpeningRate, ...]:
        """Say it for each level of government, region and platform, or for each combination.

        Args:
            *by: What to tell apart: one or more of `level`, `region` and `platform`.
            at: The day, or a moment, whose day is that of its own time zone.
            division: The level of the divisions of China that are the regions.
            audits: Count only accounts that passed, as in `opening_rate`.

        Returns:
            One rate for each level and region that any body is of, and each platform that any
            account is on: from the center down, by division code, by platform. Bodies whose
            level or region is not known come last, under None.

        Raises:
            mgov.errors.InvalidValueError: If a moment has no time zone.

        Example:
            >>> from mgov.accounts import AccountDirectory
            >>> bodies = [
            ...     {"name": name, "area_served": {"division": code}}
            ...     for name, code in (("甲县人民政府", "370124"), ("丙县人民政府", "320124"))
            ... ]
            >>> account = {
            ...     "identifier": "1",
            ...     "platform": "weibo",
            ...     "name": "甲县发布",
            ...     "operator": {"name": "甲县人民政府"},
            ... }
            >>> directory = AccountDirectory(accounts=[account], bodies=bodies)
            >>> for rate in directory.opening_rates("region", "platform", at=date(2019, 9, 30)):
            ...     print(rate.region, rate.platform, f"{float(rate.share):.0%}")
            320000 weibo 0%
            370000 weibo 100%
        """
        grouping = Grouping.model_validate({"by": by, "division": division})
        having = standing(self._with_bodies, audits, at)
        return opening_rates(self._bodies.by_key, having, day_of(at), grouping)

    def duplicates(self, *, at: date | datetime | None = None) -> tuple[Duplicate, ...]:
        """List the accounts that may be one, or one too many.

        Case, width, white space and a leading @ make no difference, nor do the scheme and a
        last slash of an address.

        Args:
            at: Look only at accounts that work on this day; without it, at all that are listed.

        Example:
            >>> from mgov.accounts import AccountDirectory
            >>> directory = AccountDirectory(
            ...     accounts=[
            ...         {"identifier": "1", "platform": "weibo", "handle": "jia", "name": "甲县"},
            ...         {
            ...             "identifier": "2",
            ...             "platform": "weibo",
            ...             "handle": "@Jia",
            ...             "name": "甲县发布",
            ...         },
            ...     ],
            ... )
            >>> print(*directory.duplicates())
            same handle on weibo: 1, 2
        """
        return duplicates(
            (account, self._body_key(account.operator)) for account in self._working(at)
        )

    def orphans(self, *, at: date | datetime | None = None) -> tuple[Orphan, ...]:
        """List the accounts that no body answers for, in the order of the directory.

        Args:
            at: Look only at accounts that work on this day; without it, at all that are listed.

        Example:
            >>> from mgov.accounts import AccountDirectory
            >>> directory = AccountDirectory(
            ...     accounts=[{"identifier": "1", "platform": "weibo", "name": "甲县发布"}]
            ... )
            >>> [(orphan.account, orphan.reason.value) for orphan in directory.orphans()]
            [('1', 'no_operator')]
        """
        return tuple(orphans(self._working(at), self._bodies))

    def merger_flaws(self) -> tuple[MergerFlaw, ...]:
        """List the mergers that cannot be followed to their end: to nowhere, or in a circle.

        Example:
            >>> from mgov.accounts import AccountDirectory
            >>> account = {"identifier": "1", "platform": "app", "name": "掌上甲县"}
            >>> directory = AccountDirectory(accounts=[{**account, "merged_into": "7"}])
            >>> print(*directory.merger_flaws())
            dangling: 1 > 7
        """
        return tuple(merger_flaws(self._by_identifier))

    def consolidation(
        self,
        *,
        since: date | datetime,
        at: date | datetime,
        services: Mapping[str, Count] | None = None,
    ) -> Consolidation:
        """Say what became of the accounts that worked on one day, by another.

        An account that was merged, with nothing else on record, counts as one that worked on
        the first day, whichever that is.

        Args:
            since: The day before the consolidation.
            at: The day after it.
            services: How many services the accounts that go on have, by identifier.

        Raises:
            mgov.errors.InvalidValueError: If the days are in the wrong order, or `services`
                names an account that none was merged into by then.

        Example:
            >>> from mgov.accounts import AccountDirectory
            >>> old = [
            ...     {"identifier": name, "platform": "weibo", "name": name, "merged_into": "police"}
            ...     for name in ("traffic", "visas")
            ... ]
            >>> new = {"identifier": "police", "platform": "wechat_official", "name": "微警务"}
            >>> consolidation = AccountDirectory(accounts=[*old, new]).consolidation(
            ...     since=date(2013, 1, 1), at=date(2017, 8, 17), services={"police": "26项"}
            ... )
            >>> consolidation.before, consolidation.after
            (3, 1)
            >>> [merger] = consolidation.mergers
            >>> print(", ".join(merger.accounts), "to", merger.into, "with", merger.services)
            traffic, visas to police with 26项
        """
        days = day_of(since), day_of(at)
        return consolidate(self._by_identifier, *days, services or {})

    def __len__(self) -> int:
        return len(self.accounts)

    @override
    def __iter__(self) -> Iterator[Account]:  # type: ignore[override]  # accounts, not fields
        return iter(self.accounts)

    @cached_property
    def _by_identifier(self) -> dict[str, Account]:
        return {account.identifier: account for account in self.accounts}

    @cached_property
    def _bodies(self) -> Bodies:
        return Bodies(self.bodies)

    @property
    def _with_bodies(self) -> Iterator[tuple[Account, BodyKey]]:
        for account in self.accounts:
            key = self._body_key(account.operator)
            if key is not None:
                yield account, key

    def _body_key(self, operator: Organization | None) -> BodyKey | None:
        return None if operator is None else self._bodies.key_of(operator)

    def _working(self, at: date | datetime | None) -> Iterator[Account]:
        day = None if at is None else day_of(at)
        return (each for each in self.accounts if day is None or each.works_on(day))

    def _known_bodies(self) -> dict[BodyKey, Organization]:
        """The bodies that are listed, or, where none is, those that run an account."""
        if self.bodies:
            return self._bodies.by_key
        found: dict[BodyKey, Organization] = {}
        for operator in filter(None, (account.operator for account in self.accounts)):
            key = self._bodies.key_of(operator)
            # Of several records of one body always the same one, whatever their order.
            known = found.setdefault(key, operator)
            if operator != known:
                found[key] = min(known, operator, key=Organization.model_dump_json)
        return found

    @model_validator(mode="after")
    def _lists_each_once(self) -> Self:
        refuse_twice(self.accounts, self.bodies)
        return self
