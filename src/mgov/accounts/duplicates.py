"""Accounts that are on record twice, or are one too many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field
from typing_extensions import override

from mgov.accounts.account import Account
from mgov.accounts.bodies import BodyKey, plain_name
from mgov.accounts.platform import Platform
from mgov.values.model import Model
from mgov.values.web_address import WebAddress
from mgov.values.word import Word

__all__ = ["Duplicate", "DuplicateKind", "duplicates"]


class DuplicateKind(StrEnum):
    """What makes accounts look like duplicates.

    Attributes:
        HANDLE: They have the same handle on the same platform: one account, listed twice.
        ADDRESS: They have the same page.
        NAME: One body runs them under the same name on the same platform.
        BODY: One body runs them on the same platform, under whatever names. The opinions of
            the State Council Office on government new media (国办发〔2018〕123号) want one
            account of a body on a platform, as a principle that has exceptions.

    Example:
        >>> from mgov.accounts import DuplicateKind
        >>> [kind.value for kind in DuplicateKind]
        ['handle', 'address', 'name', 'body']
    """

    HANDLE = "handle"
    ADDRESS = "address"
    NAME = "name"
    BODY = "body"


class Duplicate(Model, frozen=True):
    """Accounts that may be one, or one too many: for somebody to look at.

    Attributes:
        kind: What they share.
        accounts: Their identifiers, sorted.
        platform: The platform that they are on; None where their pages are the same, whatever
            the platform.

    Example:
        >>> from mgov.accounts import Duplicate
        >>> print(Duplicate(kind="handle", accounts=["a", "b"], platform="weibo"))
        same handle on weibo: a, b
    """

    kind: DuplicateKind
    accounts: Annotated[tuple[Word, ...], Field(min_length=2)]
    platform: Platform | None = None

    @override
    def __str__(self) -> str:
        where = "" if self.platform is None else f" on {self.platform}"
        return f"same {self.kind}{where}: {', '.join(self.accounts)}"


_ORDER: Final = list(DuplicateKind)


def duplicates(accounts: Iterable[tuple[Account, BodyKey | None]]) -> tuple[Duplicate, ...]:
    """Find what is there twice among accounts, each with the body that runs it."""
    groups: dict[tuple[DuplicateKind, tuple[str, ...], Platform | None], list[str]] = {}
    for account, body in accounts:
        for kind, shared in _marks(account, body):
            platform = None if kind is DuplicateKind.ADDRESS else account.platform
            groups.setdefault((kind, shared, platform), []).append(account.identifier)
    found = {
        (kind, tuple(sorted(members)), platform)
        for (kind, _, platform), members in groups.items()
        if len(members) > 1
    }
    ordered = sorted(found, key=lambda each: (_ORDER.index(each[0]), each[1]))
    return tuple(
        Duplicate(kind=kind, accounts=members, platform=platform)
        for kind, members, platform in ordered
    )


def _marks(
    account: Account, body: BodyKey | None
) -> Iterator[tuple[DuplicateKind, tuple[str, ...]]]:
    if account.handle is not None:
        yield DuplicateKind.HANDLE, (plain_name(account.handle).removeprefix("@"),)
    if account.address is not None:
        yield DuplicateKind.ADDRESS, _page(account.address)
    if body is not None:
        # A set: a name that is the same in two languages is one.
        for name in {plain_name(name) for _, name in account.name.items()}:
            yield DuplicateKind.NAME, (name, *body)
        yield DuplicateKind.BODY, body


def _page(address: WebAddress) -> tuple[str, ...]:
    """An address without what makes no other page of it: the scheme and a last slash."""
    host = address.origin.partition("//")[2]
    return host, address.path.rstrip("/"), address.query, address.fragment
