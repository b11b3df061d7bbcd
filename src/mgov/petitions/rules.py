"""What a lifecycle is made of: kinds, states, steps and the words they use."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from mgov.petitions.petitioner import PetitionChannel
from mgov.values.model import Model
from mgov.values.rulebook import Rule
from mgov.values.text import Text

__all__ = [
    "Detail",
    "Id",
    "Ids",
    "Kind",
    "RepresentativeLimit",
    "State",
    "Step",
    "Term",
]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
"""A name for programs, such as `accepted`."""

Ids = tuple[Id, ...]
"""Names of items of a table of the rulebook."""

Detail = Literal["to", "satisfaction", "days", "due", "signatures"]
"""A detail of an event that a step can need. Reasons and outcomes are listed as terms; an
explanation is always welcome."""


class Kind(Rule, frozen=True):
    """A kind of petition.

    Attributes:
        confidential: Whether its content and its author must not become known to the body or
            the person that it is about.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> Lifecycle.built_in("cn-2022").kind("report_against_person").confidential
        True
    """

    confidential: bool = False


class State(Model, frozen=True):
    """A state that a petition can be in.

    Attributes:
        id: A name for programs, such as `accepted`.
        title: What it is called.
        closed: Whether nothing is left for the authority to do, unless the petitioner acts.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> print(Lifecycle.built_in("cn-2022").state("accepted").title)
        已受理
    """

    id: Id
    title: Text
    closed: bool = False


class Step(Rule, frozen=True):
    """A step that leads from one state to another, or that is taken within a state.

    Attributes:
        when: The states in which it can be taken. The step that begins a petition has none.
        then: The state that it leads to; without it, the state stays as it is.
        once: Whether it can be taken only once until the petition leaves the state.
        kinds: The kinds of petition for which it exists; without any, all.
        needs: The details that it must have.
        takes: The details that it can have besides.
        gives_back: Whether the case returns to the organization that had it before.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> step = Lifecycle.built_in("cn-2022").step("extend")
        >>> step.when, step.then, step.once, step.article
        (('accepted',), None, True, '第三十四条')
    """

    when: Ids = ()
    then: Id | None = None
    once: bool = False
    kinds: Ids = ()
    needs: tuple[Detail, ...] = ()
    takes: tuple[Detail, ...] = ()
    gives_back: bool = False

    def is_for(self, kind: str) -> bool:
        """Say whether the step exists for a kind of petition."""
        return not self.kinds or kind in self.kinds


class Term(Rule, frozen=True):
    """A reason or an outcome: one of the words that a step has to choose from.

    Attributes:
        steps: The steps that use it.
        kinds: The kinds of petition for which it can be used; without any, all.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> term = Lifecycle.built_in("cn-2022").outcomes[0]
        >>> term.id, term.steps, term.kinds, term.article
        ('supported', ('answer',), ('claim',), '第三十二条第（一）项')
    """

    steps: Annotated[Ids, Field(min_length=1)]
    kinds: Ids = ()


class RepresentativeLimit(Rule, frozen=True):
    """How many people may bring a joint petition together.

    Attributes:
        channels: The channels for which it holds.
        at_most: The largest number of representatives.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> Lifecycle.built_in("cn-2022").representatives.at_most
        5
    """

    channels: Annotated[tuple[PetitionChannel, ...], Field(min_length=1)]
    at_most: Annotated[int, Field(ge=1)]
