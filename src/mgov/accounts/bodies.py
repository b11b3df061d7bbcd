"""Which body an account belongs to, and the accounts that belong to none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final, TypeAlias

from mgov.accounts.account import Account
from mgov.values.identifiers import DivisionCode
from mgov.values.model import Model
from mgov.values.organization import Organization
from mgov.values.text import Text
from mgov.values.word import Word

__all__ = [
    "Bodies",
    "BodyKey",
    "Orphan",
    "OrphanReason",
    "codes_of",
    "orphans",
    "own_key",
    "plain_name",
]


BodyKey: TypeAlias = tuple[str, ...]
"""Tells one body from another within a directory."""


class OrphanReason(StrEnum):
    """Why nobody answers for an account.

    Attributes:
        NO_OPERATOR: Nobody is on record who runs it.
        OPERATOR_NOT_LISTED: Who runs it is none of the bodies of the directory.
        OPERATOR_AMBIGUOUS: Who runs it may be several of them.

    Example:
        >>> from mgov.accounts import OrphanReason
        >>> OrphanReason("no_operator").name
        'NO_OPERATOR'
    """

    NO_OPERATOR = "no_operator"
    OPERATOR_NOT_LISTED = "operator_not_listed"
    OPERATOR_AMBIGUOUS = "operator_ambiguous"


class Orphan(Model, frozen=True):
    """An account that no body of the directory answers for.

    Attributes:
        account: The identifier of the account.
        reason: Why not.
        operator: The name of who runs it, if that is on record.

    Example:
        >>> from mgov.accounts import Orphan
        >>> Orphan(account="a", reason="no_operator").reason.value
        'no_operator'
    """

    account: Word
    reason: OrphanReason
    operator: Text | None = None


class Bodies:
    """Finds the body that an operator is, however the record of the operator names it.

    A code that both have decides alone: the same one makes them the same body, another one two
    bodies, whatever they are called. Else it is the body of that name, in any language and by
    any of its alternative names, unless the two serve different divisions.
    """

    def __init__(self, bodies: Iterable[Organization]) -> None:
        self.by_key: Final[dict[BodyKey, Organization]] = {
            ("listed", str(position)): body for position, body in enumerate(bodies)
        }
        self._codes: Final = {key: codes_of(body) for key, body in self.by_key.items()}
        self._by_code: Final[dict[tuple[str, str], set[BodyKey]]] = {}
        # By division, because every county has an office that is called as that of the next.
        self._by_name: Final[dict[str, dict[DivisionCode | None, list[BodyKey]]]] = {}
        for key, body in self.by_key.items():
            for code in self._codes[key].items():
                self._by_code.setdefault(code, set()).add(key)
            for name in _names(body):
                self._by_name.setdefault(name, {}).setdefault(body.division, []).append(key)

    def find(self, operator: Organization | None) -> BodyKey | OrphanReason:
        """Return the body that an operator is, or why it is none."""
        if operator is None:
            return OrphanReason.NO_OPERATOR
        codes = codes_of(operator)
        found = set[BodyKey]().union(*(self._by_code.get(code, set()) for code in codes.items()))
        if not found:
            for key in self._named(operator, codes):
                found.add(key)
                if len(found) > 1:  # how many more there are does not matter
                    break
        if len(found) == 1:
            return found.pop()
        return OrphanReason.OPERATOR_AMBIGUOUS if found else OrphanReason.OPERATOR_NOT_LISTED

    def key_of(self, operator: Organization) -> BodyKey:
        """Return the key of a body, also of one that is not listed."""
        found = self.find(operator)
        return ("other", *own_key(operator)) if isinstance(found, OrphanReason) else found

    def _named(self, operator: Organization, codes: Mapping[str, str]) -> Iterator[BodyKey]:
        """Go through the bodies that an operator may be by its name."""
        division = operator.division
        for name in _names(operator):
            places = self._by_name.get(name, {})
            for place in places if division is None else (division, None):
                for key in places.get(place, ()):
                    if not _contradict(codes, self._codes[key]):
                        yield key


def orphans(accounts: Iterable[Account], bodies: Bodies) -> Iterator[Orphan]:
    """Go through the accounts that no body answers for.

    Where no bodies are listed, an account that has an operator is no orphan.
    """
    for account in accounts:
        found = bodies.find(account.operator)
        listed = bool(bodies.by_key) or found is OrphanReason.NO_OPERATOR
        if isinstance(found, OrphanReason) and listed:
            name = None if account.operator is None else account.operator.name
            yield Orphan(account=account.identifier, reason=found, operator=name)


def plain_name(name: str) -> str:
    """Write a name as it is compared: without case, width and white space."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _names(body: Organization) -> set[str]:
    texts = (body.name, *body.alternative_names)
    return {plain_name(name) for text in texts for _, name in text.items()}


def codes_of(body: Organization) -> dict[str, str]:
    """Return the codes of a body, by the name of their scheme."""
    own = {"credit_code": body.credit_code, "site_code": body.site_code}
    known = {scheme: str(code) for scheme, code in own.items() if code is not None}
    return known | {f"scheme {each.scheme}": each.code for each in body.codes}


def _contradict(left: Mapping[str, str], right: Mapping[str, str]) -> bool:
    return any(left[scheme] != right[scheme] for scheme in left.keys() & right.keys())


def own_key(body: Organization) -> BodyKey:
    """Return what a body's own record tells it by: a code, else its name and its division."""
    if body.identifier is not None:
        return (body.identifier,)
    return (plain_name(str(body.name)), str(body.division or ""))
