"""Which steps of a rulebook say that a petition is accepted, as data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Final

from mgov.values.model import Model

__all__ = ["AcceptanceSteps", "acceptance_steps"]

_FILE: Final = "acceptance.toml"


class AcceptanceSteps(Model, frozen=True):
    """The steps by which it is decided whether a petition is accepted (受理).

    Attributes:
        accepts: The ids of the steps that accept it.
        refuses: The ids of the steps that do not.

    Example:
        >>> from mgov.stats import AcceptanceSteps
        >>> AcceptanceSteps().accepts
        ('accept',)
    """

    accepts: tuple[str, ...] = ("accept",)
    refuses: tuple[str, ...] = ("refuse",)


def acceptance_steps(rulebook: str) -> AcceptanceSteps:
    """Return the steps of a rulebook.

    Args:
        rulebook: The id of the rulebook.

    Example:
        >>> from mgov.stats.records.acceptance import acceptance_steps
        >>> acceptance_steps("uk-parliament").refuses
        ('reject', 'hide')
    """
    return _listed().get(rulebook, AcceptanceSteps())


@cache
def _listed() -> dict[str, AcceptanceSteps]:
    text = resources.files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    return {
        rulebook: AcceptanceSteps.model_validate(steps)
        for rulebook, steps in tomllib.loads(text).items()
    }
