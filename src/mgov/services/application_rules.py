"""What a course of applications is made of: states, steps, reasons, and the clocks that run."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.rulebook import Rule
from mgov.values.text import Text

__all__ = [
    "ApplicationClock",
    "ApplicationDetail",
    "ApplicationExtension",
    "ApplicationReason",
    "ApplicationState",
    "ApplicationStep",
    "Ending",
]

_Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
_Ids = tuple[_Id, ...]
_Length = Annotated[int, Field(ge=1)] | None

ApplicationDetail = Literal["slot", "corrections", "delivery", "output", "days", "explanation"]
"""A detail of an event that a step can need or have. Reasons are listed in a table of their own."""


class Ending(StrEnum):
    """How an application ended.

    Attributes:
        COMPLETED: The applicant got what they applied for.
        REFUSED: It was decided otherwise, or not accepted at all.
        WITHDRAWN: The applicant took it back.

    Example:
        >>> from mgov.services import Ending
        >>> [ending.value for ending in Ending if ending.is_decision]
        ['completed', 'refused']
    """

    COMPLETED = "completed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def is_decision(self) -> bool:
        """Whether the authority brought it about, so that the service did its work.

        Measures of completion count those who turn out not to be eligible among the completed.
        """
        return self is not Ending.WITHDRAWN


class ApplicationState(Model, frozen=True):
    """A state that an application can be in.

    Attributes:
        id: A name for programs, such as `accepted`.
        title: What it is called.
        ending: How the application has ended in this state; None if it has not.

    Example:
        >>> from mgov.services import ApplicationLifecycle
        >>> state = ApplicationLifecycle.built_in("cn-2004").state("granted")
        >>> print(state.title, state.ending.value, state.closed)
        已准予 completed True
    """

    id: _Id
    title: Text
    ending: Ending | None = None

    @property
    def closed(self) -> bool:
        """Whether a course may end in it; what was granted can still be delivered."""
        return self.ending is not None


class ApplicationStep(Rule, frozen=True):
    """A step that leads from one state to another, or that is taken within a state.

    Attributes:
        when: The states in which it can be taken. The step that begins an application has none.
        then: The state that it leads to; without it, the state stays as it is.
        once: Whether it can be taken only once until the application leaves the state.
        needs: The details that it must have.
        takes: The details that it can have besides.
        cancels_booking: Whether it gives up the slot that was booked.
        as_of: The steps on whose day it takes effect, the last of them, instead of its own: where
            the law takes silence for acceptance, it is acceptance from the day of receipt.

    Example:
        >>> from mgov.services import ApplicationLifecycle
        >>> step = ApplicationLifecycle.built_in("cn-2004").step("deem_accepted")
        >>> step.when, step.then, step.as_of
        (('submitted',), 'accepted', ('submit', 'resubmit'))
    """

    when: _Ids = ()
    then: _Id | None = None
    once: bool = False
    needs: tuple[ApplicationDetail, ...] = ()
    takes: tuple[ApplicationDetail, ...] = ()
    cancels_booking: bool = False
    as_of: _Ids = ()

    @property
    def can_book(self) -> bool:
        """Whether it books a slot."""
        return "slot" in (*self.needs, *self.takes)


class ApplicationReason(Rule, frozen=True):
    """A reason: one of the words that a step has to choose from.

    Attributes:
        steps: The steps that use it.

    Example:
        >>> from mgov.services import ApplicationLifecycle
        >>> [each.id for each in ApplicationLifecycle.built_in("cn-2004").reasons_for("decline")]
        ['not_needed', 'not_competent', 'false_statements']
    """

    steps: Annotated[_Ids, Field(min_length=1)]


class ApplicationExtension(Model, frozen=True):
    """By what a clock's term can be extended.

    Attributes:
        step: The step that extends it. Taken after the term has passed, it changes nothing.
        days: By how many days at most, all extensions of a run together; None where the law sets
            no limit, so that the step has to say them. They are working days if the term has
            its length in these, else calendar days.

    Example:
        >>> from mgov.services import ApplicationLifecycle
        >>> ApplicationLifecycle.built_in("cn-2004").rule("decide").extension
        ApplicationExtension(step='extend', days=10)
    """

    step: _Id
    days: _Length = None


class ApplicationClock(Rule, frozen=True):
    """A term that the law sets the authority.

    The day on which it starts does not count, and its last day counts in full.

    Attributes:
        starts: The steps that start it; a second start ends the run before.
        stops: The steps by which it is kept.
        ends: The steps after which there is no more use for it.
        not_counted_in: The states in which it does not count, from the day on which the
            application enters one of them to that on which it leaves it, both included.
        days: Its length in calendar days.
        workdays: Its length in working days.
        months: Its length in months.
        extension: How it can be extended.
        after_closing: Whether it may go on when the application has ended, as the term to
            deliver a license does.

    Example:
        >>> from mgov.services import ApplicationLifecycle
        >>> clock = ApplicationLifecycle.built_in("cn-2004").rule("decide")
        >>> clock.workdays, clock.not_counted_in, clock.article
        (20, ('in_special_procedure',), '第四十二条、第四十五条')
    """

    starts: Annotated[_Ids, Field(min_length=1)]
    stops: Annotated[_Ids, Field(min_length=1)]
    ends: _Ids = ()
    not_counted_in: _Ids = ()
    days: _Length = None
    workdays: _Length = None
    months: _Length = None
    extension: ApplicationExtension | None = None
    after_closing: bool = False

    @model_validator(mode="after")
    def _has_one_length(self) -> Self:
        if sum(length is not None for length in (self.days, self.workdays, self.months)) != 1:
            trouble, remedy = "has not one length", "Give exactly one of days, workdays and months."
            raise InvalidValueError(trouble, remedy=remedy, code="clock_length").as_pydantic()
        return self
