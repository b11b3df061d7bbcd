"""Disclosure as a rulebook lays it down: what the petitioner is told, and what everybody is."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from mgov.petitions.rules import Id, Ids
from mgov.values.rulebook import Rule
from mgov.values.state_graph import IdReference

if TYPE_CHECKING:
    from mgov.petitions.lifecycle import Lifecycle

__all__ = [
    "DisclosedTo",
    "Disclosure",
    "disclosure_references",
    "is_open",
    "is_told",
    "public_steps",
]


class DisclosedTo(StrEnum):
    """To whom something is disclosed.

    Attributes:
        PETITIONER: To the petitioner: what the authority says about a step.
        PUBLIC: To everybody: that a step was taken, and on which day.

    Example:
        >>> from mgov.petitions import DisclosedTo
        >>> [each.value for each in DisclosedTo]
        ['petitioner', 'public']
    """

    PETITIONER = "petitioner"
    PUBLIC = "public"


class Disclosure(Rule, frozen=True):
    """Steps of which the source says that somebody is told.

    The petitioner sees every step; told is the explanation of those named here, such as the
    reason for an extension. Everybody sees the steps named here without any explanation: what
    is said in words, an editor has to release (see `Petition.release`).

    Attributes:
        to: Who is told.
        steps: The steps.
        after: Only where one of these steps was taken before; without any, always.
        in_states: Only while the petition is in one of these states; without any, in all.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> rules = Lifecycle.built_in("cn-2022").disclosures
        >>> [(rule.to.value, rule.steps, rule.article) for rule in rules if rule.after]
        [('public', ('reexamine',), '第三十六条第二款')]
    """

    to: DisclosedTo
    steps: Annotated[Ids, Field(min_length=1)]
    after: Ids = ()
    in_states: Ids = ()


def disclosure_references(book: Lifecycle) -> Iterator[IdReference]:
    """List what the disclosures of a lifecycle refer to, for the check that it exists."""
    for rule in book.disclosures:
        here = ("disclosures", rule.id)
        yield IdReference((*here, "steps"), "steps", rule.steps)
        yield IdReference((*here, "after"), "steps", rule.after)
        yield IdReference((*here, "in_states"), "states", rule.in_states)


def is_told(book: Lifecycle, step: Id) -> bool:
    """Say whether the petitioner is told the explanation of a step."""
    return any(
        rule.to is DisclosedTo.PETITIONER and step in rule.steps for rule in book.disclosures
    )


def is_open(book: Lifecycle, state: Id) -> bool:
    """Say whether everybody may see a petition that is in a state.

    A rulebook that names the states in which something is public means that it is not in the
    others; one that names none leaves it to the kind of petition.
    """
    states = {
        state
        for rule in book.disclosures
        if rule.to is DisclosedTo.PUBLIC
        for state in rule.in_states
    }
    return not states or state in states


def public_steps(book: Lifecycle, state: Id, taken: tuple[Id, ...]) -> tuple[bool, ...]:
    """Say of each step that was taken whether everybody sees it.

    Args:
        book: The lifecycle.
        state: The state that the petition is in now.
        taken: The steps, from the first to the last.
    """
    rules = [
        rule
        for rule in book.disclosures
        if rule.to is DisclosedTo.PUBLIC and (not rule.in_states or state in rule.in_states)
    ]
    return tuple(
        any(
            step in rule.steps and (not rule.after or not {*taken[:at]}.isdisjoint(rule.after))
            for rule in rules
        )
        for at, step in enumerate(taken)
    )
