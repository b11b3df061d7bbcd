"""Who looks at a petition: everybody, who has its code, a body that handles it, a supervisor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mgov.petitions.lookup_code import LookupCode
from mgov.values.model import Model
from mgov.values.organization import Organization

__all__ = [
    "CodeHolder",
    "Everybody",
    "HandlingBody",
    "SupervisingBody",
    "Viewer",
    "is_among",
    "may_be_part_of",
]


class Everybody(Model, frozen=True):
    """Nobody in particular: what is shown to it, anybody may see.

    Example:
        >>> from mgov.petitions import Everybody
        >>> Everybody()
        Everybody()
    """


class CodeHolder(Model, frozen=True):
    """Somebody with a lookup code: the petitioner, as far as a program can know.

    Attributes:
        code: The code.

    Example:
        >>> from mgov.petitions import CodeHolder, LookupCode
        >>> CodeHolder(code=LookupCode.new())
        CodeHolder(code=LookupCode('***'))
    """

    code: LookupCode


class HandlingBody(Model, frozen=True):
    """An organization that handles petitions; whether it handles this one, the events say.

    That somebody speaks for the organization is for the program to know, which has logged
    them in.

    Attributes:
        organization: The organization.

    Example:
        >>> from mgov import Organization
        >>> from mgov.petitions import HandlingBody
        >>> print(HandlingBody(organization=Organization(name="广安市住建局")).organization.name)
        广安市住建局
    """

    organization: Organization


class SupervisingBody(Model, frozen=True):
    """An organization that supervises how petitions are handled (督办, 督查).

    Whether it is competent for this one is for the program to know: no event tells it.

    Attributes:
        organization: The organization.

    Example:
        >>> from mgov import Organization
        >>> from mgov.petitions import SupervisingBody
        >>> print(SupervisingBody(organization=Organization(name="四川省信访局")).organization.name)
        四川省信访局
    """

    organization: Organization


Viewer = Everybody | CodeHolder | HandlingBody | SupervisingBody
"""Whoever looks at a petition."""


def is_among(organization: Organization, others: Sequence[Organization]) -> bool:
    """Say whether an organization surely is one of others: before something is shown to it.

    Where both have a code of the same register, the codes decide; else a name has to be the
    same.
    """
    return any(_is_surely(organization, other) for other in others)


def may_be_part_of(organization: Organization, other: Organization) -> bool:
    """Say whether an organization may be another one or its part: before something is hidden.

    In doubt it is: one code or one name in common is enough, and so is its parent.
    """
    codes, other_codes = dict(_codes(organization)), dict(_codes(other))
    if organization.parent is not None and organization.parent in other_codes.values():
        return True
    if not _names(organization).isdisjoint(_names(other)):
        return True
    return not codes.items().isdisjoint(other_codes.items())


def _is_surely(one: Organization, other: Organization) -> bool:
    codes, other_codes = dict(_codes(one)), dict(_codes(other))
    shared = codes.keys() & other_codes.keys()
    if shared:
        return all(codes[register] == other_codes[register] for register in shared)
    return not _names(one).isdisjoint(_names(other))


def _codes(organization: Organization) -> Iterator[tuple[str, str]]:
    for code in (organization.credit_code, organization.site_code):
        if code is not None:
            yield code.standard, str(code)
    for each in organization.codes:
        yield each.scheme, each.code


def _names(organization: Organization) -> set[str]:
    texts = (organization.name, *organization.alternative_names)
    return {"".join(name.split()).casefold() for text in texts for _, name in text.items()}
