"""What a lifecycle is made of: kinds, states, steps, the words they use, and clocks."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from mgov.errors import InvalidValueError
from mgov.petitions.petitioner import PetitionChannel
from mgov.values.model import Model
from mgov.values.rulebook import Rule
from mgov.values.text import Text

__all__ = [
    "Clock",
    "ClockKind",
    "Detail",
    "Extension",
    "Kind",
    "Pause",
    "RepresentativeLimit",
    "State",
    "Step",
    "Term",
]

_Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
_Ids = tuple[_Id, ...]

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

    id: _Id
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

    when: _Ids = ()
    then: _Id | None = None
    once: bool = False
    kinds: _Ids = ()
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

    steps: Annotated[_Ids, Field(min_length=1)]
    kinds: _Ids = ()


class ClockKind(StrEnum):
    """What a clock measures.

    Attributes:
        DUTY: By when something has to be done.
        WINDOW: Until when something can be done; nobody is late who leaves it.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> [clock.kind.value for clock in Lifecycle.built_in("cn-2022").rules][:3]
        ['duty', 'duty', 'window']
    """

    DUTY = "duty"
    WINDOW = "window"


class Extension(Model, frozen=True):
    """By what a clock's term can be extended.

    Attributes:
        step: The step that extends it. Taken after the term has passed, it changes nothing.
        days: By how many days at most, counted like the term.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> Lifecycle.built_in("cn-2022").rule("close").extension.days
        30
    """

    step: _Id
    days: Annotated[int, Field(ge=1)]


class Pause(Model, frozen=True):
    """A time that a clock does not count: the days from one step to another, both included.

    Attributes:
        begins: The step on whose day it begins.
        ends: The step on whose day it ends.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> Lifecycle.built_in("cn-2022").rule("reexamine").pause
        Pause(begins='open_hearing', ends='close_hearing')
    """

    begins: _Id
    ends: _Id


class Clock(Rule, frozen=True):
    """A term that the law sets.

    It starts on the day of a step, which does not count, and its last day counts in full. It
    has one length, in `days`, `workdays` or `months`; `set_by_step` says that the starting
    step names the last day instead.

    Attributes:
        kind: Whether it is a duty or a window.
        starts: The steps that start it.
        in_states: Only if they lead to, or are taken in, one of these states; without any, all.
        stops: The steps by which it is kept.
        ends: The steps after which there is no more use for it.
        kinds: The kinds of petition for which it runs; without any, all.
        days: Its length in calendar days.
        workdays: Its length in working days.
        months: Its length in months.
        set_by_step: Whether the starting step names the last day (`due`).
        extension: How it can be extended.
        pause: What it does not count.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> clock = Lifecycle.built_in("cn-2022").rule("close")
        >>> clock.starts, clock.stops, clock.days, clock.article
        (('accept',), ('answer', 'refer'), 60, '第三十四条')
    """

    kind: ClockKind = ClockKind.DUTY
    starts: _Ids = ()
    in_states: _Ids = ()
    stops: _Ids = ()
    ends: _Ids = ()
    kinds: _Ids = ()
    days: Annotated[int, Field(ge=1)] | None = None
    workdays: Annotated[int, Field(ge=1)] | None = None
    months: Annotated[int, Field(ge=1)] | None = None
    set_by_step: bool = False
    extension: Extension | None = None
    pause: Pause | None = None

    def is_started_by(self, step_id: str, *, state: str, kind: str) -> bool:
        """Say whether a step starts the clock.

        Args:
            step_id: The step.
            state: The state that the petition is in after it.
            kind: The kind of petition.
        """
        return (
            step_id in self.starts
            and (not self.in_states or state in self.in_states)
            and (not self.kinds or kind in self.kinds)
        )

    @model_validator(mode="after")
    def _has_one_length(self) -> Self:
        lengths = (self.days, self.workdays, self.months, self.set_by_step or None)
        if sum(length is not None for length in lengths) != 1:
            trouble = "has not one length"
            remedy = "Give exactly one of days, workdays, months and set_by_step = true."
            raise InvalidValueError(trouble, remedy=remedy, code="clock_length").as_pydantic()
        if (self.extension or self.pause) and self.days is None and self.workdays is None:
            trouble = "is extended or paused by days, but not counted in days"
            remedy = "Give its length in days or workdays."
            raise InvalidValueError(trouble, remedy=remedy, code="clock_length").as_pydantic()
        return self


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
