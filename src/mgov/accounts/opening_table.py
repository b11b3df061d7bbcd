"""Counts the bodies that have a working account: of some bodies, or in a table by groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from mgov.accounts.account import Account
from mgov.accounts.account_audit import AccountAudit
from mgov.accounts.bodies import BodyKey
from mgov.accounts.lifecycle import day_of
from mgov.accounts.opening import OpeningRate
from mgov.accounts.platform import Platform
from mgov.errors import InvalidValueError
from mgov.values.figures import Figure
from mgov.values.identifiers import DivisionCode, DivisionLevel
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.organization import Organization, OrganizationLevel

__all__ = ["Grouping", "Scope", "Standing", "opening_rate", "opening_rates", "standing"]

Standing: TypeAlias = Mapping[Platform, Mapping[BodyKey, bool]]
"""By platform, each body that may have a working account, and whether it certainly has."""

Listed: TypeAlias = Mapping[BodyKey, Organization]


class Scope(Model, frozen=True):
    """What an opening rate is limited to; None: not limited."""

    platform: Platform | None = None
    level: OrganizationLevel | None = None
    region: DivisionCode | None = None

    def holds(self, body: Organization) -> bool:
        """Say whether it holds a body."""
        if self.level is not None and body.administrative_level is not self.level:
            return False
        if self.region is None:
            return True
        return body.division is not None and self.region.contains(body.division)


class Grouping(Model, frozen=True):
    """How a table of opening rates is laid out."""

    by: Annotated[tuple[Literal["level", "region", "platform"], ...], Field(min_length=1)]
    division: DivisionLevel = DivisionLevel.PROVINCE

    def scope_of(self, body: Organization) -> Scope:
        """Return the group of a body."""
        return Scope(
            level=body.administrative_level if "level" in self.by else None,
            region=_division_at(body, self.division) if "region" in self.by else None,
        )

    def place(self, rate: OpeningRate) -> tuple[tuple[bool, int | str], ...]:
        """Return what a rate is sorted by; what is not known comes last."""
        places: dict[str, tuple[bool, int | str]] = {
            "level": _rank(rate.level, OrganizationLevel),
            "region": (rate.region is None, rate.region or ""),
            "platform": _rank(rate.platform, Platform),
        }
        return tuple(places[each] for each in self.by)


def standing(
    accounts: Iterable[tuple[Account, BodyKey]],
    audits: Iterable[AccountAudit] | None,
    at: date | datetime,
) -> Standing:
    """Find the bodies that have a working account on a day, for each platform there is."""
    day = day_of(at)
    passed = None if audits is None else _verdicts(audits, at)
    found: dict[Platform, dict[BodyKey, bool]] = {}
    for account, body in accounts:
        known = found.setdefault(account.platform, {})
        verdict = True if passed is None else passed.get(account.identifier)
        if verdict is not False and account.works_on(day):
            known[body] = known.get(body, False) or verdict is True
    return found


def opening_rate(
    listed: Listed, having: Standing, day: date, scope: Scope, total: Figure | None
) -> OpeningRate:
    """Count the bodies of a scope that have a working account.

    Args:
        listed: The bodies that should have one; with a `total`, those that are known.
        having: Which have one, and where.
        day: The day that is looked at.
        scope: Which bodies and which platform count.
        total: How many bodies should have one, if they are not all listed.
    """
    bodies = {key: body for key, body in listed.items() if scope.holds(body)}
    if total is None and not bodies:
        trouble, remedy = "lists no such body", "List the bodies, or give their number as total."
        raise InvalidValueError(trouble, field="bodies", remedy=remedy, code="bodies_missing")
    return _counted(bodies, having, day, scope, total)


def opening_rates(
    listed: Listed, having: Standing, day: date, grouping: Grouping
) -> tuple[OpeningRate, ...]:
    """Count them for each group of bodies, on all platforms or on each."""
    groups: dict[Scope, dict[BodyKey, Organization]] = {}
    for key, body in listed.items():
        groups.setdefault(grouping.scope_of(body), {})[key] = body
    platforms = having.keys() if "platform" in grouping.by else [None]
    rates = [
        _counted(bodies, having, day, scope.replace(platform=platform))
        for scope, bodies in groups.items()
        for platform in platforms
    ]
    return tuple(sorted(rates, key=grouping.place))


def _counted(
    bodies: Listed, having: Standing, day: date, scope: Scope, total: Figure | None = None
) -> OpeningRate:
    best: dict[BodyKey, bool] = {}
    for platform, known in having.items():
        if scope.platform in {None, platform}:
            for body in known.keys() & bodies.keys():
                best[body] = best.get(body, False) or known[body]
    certain, possible = sum(best.values()), len(best)
    return OpeningRate(
        on=day,
        platform=scope.platform,
        level=scope.level,
        region=scope.region,
        bodies=Figure.exact(len(bodies), unit="body") if total is None else total,
        having=Figure.exact(certain, unit="body")
        if certain == possible
        else Figure.between(certain, possible, unit="body"),
        missing=tuple(body for key, body in bodies.items() if key not in best),
        undecided=tuple(body for key, body in bodies.items() if best.get(key) is False),
    )


def _division_at(body: Organization, level: DivisionLevel) -> DivisionCode | None:
    """The division of a level that a body serves or serves a part of."""
    division = body.division
    while division is not None and division.level is not level:
        division = division.parent
    return division


def _rank(value: StrEnum | None, values: type[StrEnum]) -> tuple[bool, int]:
    return (value is None, 0 if value is None else list(values).index(value))


def _verdicts(audits: Iterable[AccountAudit], at: date | datetime) -> dict[str, bool | None]:
    """What the newest audit of each account says; of several of one moment, the worst."""
    newest: dict[str, tuple[datetime, bool | None]] = {}
    for audit in _done_by(audits, at):
        moment, verdict = in_utc(audit.at), audit.passed
        known = newest.get(audit.account)
        if known is None or known[0] < moment:
            newest[audit.account] = (moment, verdict)
        elif known[0] == moment:
            both = {known[1], verdict}
            worst = False if False in both else None if None in both else True
            newest[audit.account] = (moment, worst)
    return {account: verdict for account, (_, verdict) in newest.items()}


def _done_by(audits: Iterable[AccountAudit], at: date | datetime) -> Iterator[AccountAudit]:
    """The audits up to a moment, or to the end of a day."""
    if isinstance(at, datetime):
        moment = in_utc(at)
        return (audit for audit in audits if in_utc(audit.at) <= moment)
    return (audit for audit in audits if audit.at.date() <= at)
