"""Thresholds: how many signatures a petition needs, and what they open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from mgov.petitions.rules import Ids
from mgov.values.rulebook import Rule

__all__ = ["Threshold", "reached_by"]


class Threshold(Rule, frozen=True):
    """A number of signatures that changes what can, or must, be done.

    A petition is above it as long as its latest count is: signatures can be withdrawn or found
    to be forged. A clock that it starts names it in `reached`.

    Attributes:
        at_least: The number of signatures.
        without_creator: Whether the signature of who began the petition, which is part of every
            count, is left out of that number.
        steps: The steps that cannot be taken below it.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> threshold = Lifecycle.built_in("uk-parliament").threshold("moderation")
        >>> threshold.at_least, threshold.is_reached(5), threshold.is_reached(6)
        (5, False, True)
    """

    at_least: Annotated[int, Field(ge=1)]
    without_creator: bool = False
    steps: Ids = ()

    @property
    def count(self) -> int:
        """The lowest count of signatures that reaches it.

        Example:
            >>> from mgov.petitions import Lifecycle
            >>> Lifecycle.built_in("uk-parliament").threshold("moderation").count
            6
        """
        return self.at_least + self.without_creator

    def is_reached(self, signatures: int) -> bool:
        """Say whether a count of signatures reaches it.

        Args:
            signatures: The count, with that of who began the petition.

        Example:
            >>> from mgov.petitions import Lifecycle
            >>> Lifecycle.built_in("uk-parliament").threshold("debate").is_reached(99_999)
            False
        """
        return signatures >= self.count


def reached_by(thresholds: Iterable[Threshold], signatures: int | None) -> frozenset[str]:
    """Name the thresholds that a count reaches; none if nobody counted."""
    if signatures is None:
        return frozenset()
    return frozenset(each.id for each in thresholds if each.is_reached(signatures))
