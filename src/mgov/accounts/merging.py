"""Accounts that were merged: where they went, and what a consolidation came to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Self

from pydantic import Field, model_validator
from typing_extensions import override

from mgov.accounts.account import Account
from mgov.accounts.counting import Count, as_count
from mgov.accounts.lifecycle import AccountStatus
from mgov.errors import InvalidValueError
from mgov.values.figures import Figure, Interval
from mgov.values.model import Model
from mgov.values.word import Word

__all__ = [
    "Consolidation",
    "Merger",
    "MergerFlaw",
    "MergerFlawKind",
    "consolidate",
    "merger_flaws",
]


class MergerFlawKind(StrEnum):
    """What can be wrong with the account that is said to go on in another's place.

    Attributes:
        DANGLING: It is none of the accounts of the directory.
        CYCLE: It is, over one or more steps, merged into the first one again.

    Example:
        >>> from mgov.accounts import MergerFlawKind
        >>> MergerFlawKind("cycle").name
        'CYCLE'
    """

    DANGLING = "dangling"
    CYCLE = "cycle"


class MergerFlaw(Model, frozen=True):
    """A merger that cannot be followed to its end.

    Attributes:
        kind: What is wrong.
        accounts: The accounts that are merged into each other, in that order from the one
            whose identifier sorts first; of a dangling merger, the one account.
        into: What the last of them is merged into.

    Example:
        >>> from mgov.accounts import MergerFlaw
        >>> print(MergerFlaw(kind="cycle", accounts=["a", "b"], into="a"))
        cycle: a > b > a
    """

    kind: MergerFlawKind
    accounts: Annotated[tuple[Word, ...], Field(min_length=1)]
    into: Word

    @override
    def __str__(self) -> str:
        return f"{self.kind}: {' > '.join((*self.accounts, self.into))}"


class Merger(Model, frozen=True):
    """The accounts that went into one.

    Attributes:
        into: The identifier of the one that goes on, at the end of every chain.
        accounts: The identifiers of those that went into it, sorted.
        services: How many services it has, where that was told.

    Example:
        >>> from mgov.accounts import Merger
        >>> Merger(into="police", accounts=["traffic", "visas"], services="26项").services.value
        26
    """

    into: Word
    accounts: Annotated[tuple[Word, ...], Field(min_length=1)]
    services: Figure | None = None


class Consolidation(Model, frozen=True):
    """What became of the accounts that worked on one day, by another.

    It always comes out even: `before`, less those that were merged and those that ended, and
    with those that were opened, is `after`.

    Attributes:
        since: The day before it.
        on: The day after it.
        before: How many accounts worked on the first day.
        after: How many work on the second.
        mergers: Which went where, following every chain to its end.
        ended: The identifiers of those that work no more and went nowhere, sorted.
        opened: The identifiers of those that work only now, sorted.

    Example:
        >>> from mgov.accounts import Consolidation, Merger
        >>> consolidation = Consolidation(
        ...     since="2013-01-01",
        ...     on="2017-08-17",
        ...     before=3,
        ...     after=1,
        ...     mergers=[Merger(into="police", accounts=["traffic", "visas"], services="26项")],
        ... )
        >>> print(consolidation.change.format(digits=3))
        -66.7% growth
    """

    since: date
    on: date
    before: Annotated[int, Field(ge=0)]
    after: Annotated[int, Field(ge=0)]
    mergers: tuple[Merger, ...] = ()
    ended: tuple[Word, ...] = ()
    opened: tuple[Word, ...] = ()

    @property
    def merged(self) -> int:
        """How many accounts went into another one."""
        return sum(len(merger.accounts) for merger in self.mergers)

    @property
    def change(self) -> Figure:
        """By which part the accounts became fewer (below zero) or more, in the unit `growth`.

        Raises:
            mgov.errors.InvalidValueError: If no account worked before.
        """
        if not self.before:
            trouble, remedy = "is zero, so nothing can have changed by a part", "Look at `after`."
            raise InvalidValueError(trouble, field="before", remedy=remedy, code="count_zero")
        ratio = Fraction(self.after - self.before, self.before)
        return Figure.computed(
            Interval.point(ratio),
            unit="growth",
            formula="{0} ÷ {1} − 1",
            operands=(
                Figure.exact(self.after, unit="account"),
                Figure.exact(self.before, unit="account"),
            ),
        )

    @model_validator(mode="after")
    def _comes_out_even(self) -> Self:
        if self.before - self.merged - len(self.ended) + len(self.opened) != self.after:
            trouble = "does not come out even"
            remedy = "before − merged − ended + opened has to be after."
            error = InvalidValueError(trouble, remedy=remedy, code="consolidation_uneven")
            raise error.as_pydantic()
        return self


def merger_flaws(accounts: Mapping[str, Account]) -> Iterator[MergerFlaw]:
    """Go through the mergers that cannot be followed to their end."""
    seen: set[str] = set()
    for start in sorted(accounts):
        path: list[str] = []
        here: str | None = start
        while here is not None and here not in seen:
            seen.add(here)
            path.append(here)
            onward = accounts[here].merged_into
            if onward is not None and onward not in accounts:
                yield MergerFlaw(kind=MergerFlawKind.DANGLING, accounts=(here,), into=onward)
                onward = None
            here = onward
        if here in path:
            cycle = path[path.index(here) :]
            first = cycle.index(min(cycle))
            members = (*cycle[first:], *cycle[:first])
            yield MergerFlaw(kind=MergerFlawKind.CYCLE, accounts=members, into=members[0])


def consolidate(
    accounts: Mapping[str, Account], since: date, on: date, services: Mapping[str, Count]
) -> Consolidation:
    """Compare the accounts of two days, and follow those that were merged."""
    if on < since:
        trouble, remedy = "is later than the other day", "Give the earlier day as since."
        raise InvalidValueError(trouble, field="since", remedy=remedy, code="days_reversed")
    before = {name for name, each in accounts.items() if _worked_on(each, since)}
    after = {name for name, each in accounts.items() if each.works_on(on)}
    ends = _ends(accounts)
    merged: dict[str, list[str]] = {}
    ended: list[str] = []
    for name in sorted(before - after):
        into = ends[name]
        if into is None or into == name:
            ended.append(name)
        else:
            merged.setdefault(into, []).append(name)
    _refuse_others(services, merged)
    return Consolidation(
        since=since,
        on=on,
        before=len(before),
        after=len(after),
        mergers=tuple(
            Merger(
                into=into,
                accounts=tuple(names),
                services=as_count(services[into], "services") if into in services else None,
            )
            for into, names in sorted(merged.items())
        ),
        ended=tuple(ended),
        opened=tuple(sorted(after - before)),
    )


def _worked_on(account: Account, day: date) -> bool:
    # One that was merged and of which nothing else is on record must have worked before.
    return account.works_on(day) or account.status_at(day) is AccountStatus.UNKNOWN


def _refuse_others(services: Iterable[str], merged: Mapping[str, object]) -> None:
    others = sorted(set(services) - merged.keys())
    if others:
        trouble = f"has {', '.join(others)}, into which no account went by then"
        remedy = f"Those that go on are {', '.join(sorted(merged)) or 'none'}."
        raise InvalidValueError(trouble, field="services", remedy=remedy, code="merger_unknown")


def _ends(accounts: Mapping[str, Account]) -> dict[str, str | None]:
    """Where each account goes on, at the end of its chain; None for a chain without an end."""
    ends: dict[str, str | None] = {}
    for start in accounts:
        path: list[str] = []
        on_path: set[str] = set()
        here = start
        while here in accounts and here not in ends and here not in on_path:
            path.append(here)
            on_path.add(here)
            onward = accounts[here].merged_into
            if onward is None:
                break
            here = onward
        end = None if here in on_path and accounts[here].merged_into else ends.get(here, here)
        ends.update(dict.fromkeys(path, end))
    return ends
