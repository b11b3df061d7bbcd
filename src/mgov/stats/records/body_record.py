"""`BodyRecord`: whether a body has an account that works, as a row that rates count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal, Self

from mgov.accounts import AccountAudit, AccountDirectory, Platform
from mgov.values.model import Model
from mgov.values.organization import OrganizationLevel
from mgov.values.word import Word

__all__ = ["BodyRecord"]


class BodyRecord(Model, frozen=True):
    """A body that should have an account, as an opening rate found it.

    Attributes:
        body: What it is called.
        level: The level of government that it is of.
        region: The code of the division that it serves or serves a part of.
        platform: The platform that was looked at; None if any.
        on: The day that was looked at.
        standing: Whether it has an account that works; `undecided` if no audit has decided yet.

    Example:
        >>> from datetime import date
        >>> from mgov.accounts import AccountDirectory
        >>> from mgov.stats import BodyRecord
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
        >>> for record in BodyRecord.each(directory, at=date(2019, 9, 30)):
        ...     print(record.body, record.standing)
        甲县人民政府 having
        乙县人民政府 missing
    """

    body: Word
    level: OrganizationLevel | None = None
    region: str | None = None
    platform: Platform | None = None
    on: date
    standing: Literal["having", "missing", "undecided"]

    @classmethod
    def each(
        cls,
        directory: AccountDirectory,
        *,
        at: date | datetime,
        platform: Platform | str | None = None,
        audits: Iterable[AccountAudit] | None = None,
    ) -> Iterator[Self]:
        """Give a row for each listed body, as `AccountDirectory.opening_rate` sees it.

        Args:
            directory: The bodies and the accounts.
            at: The day, or a moment, whose day is that of its own time zone.
            platform: Look at accounts of this platform only.
            audits: Count only accounts that passed, as for `opening_rate`.

        Raises:
            mgov.errors.InvalidValueError: If no body is listed, or a moment has no time zone.
        """
        rate = directory.opening_rate(at=at, platform=platform, audits=audits)
        missing, undecided = (set(map(id, each)) for each in (rate.missing, rate.undecided))
        for body in directory.bodies:
            division = body.division
            yield cls(
                body=str(body.name),
                level=body.administrative_level,
                region=None if division is None else str(division),
                platform=rate.platform,
                on=rate.on,
                standing="missing"
                if id(body) in missing
                else "undecided"
                if id(body) in undecided
                else "having",
            )
