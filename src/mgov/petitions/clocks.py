"""Clocks: the terms that a lifecycle sets, when they run, and what they do not count."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from mgov.errors import InvalidValueError
from mgov.petitions.rules import Id, Ids
from mgov.values.model import Model
from mgov.values.rulebook import Rule

__all__ = ["Clock", "ClockKind", "Extension", "Pause"]


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
        days: By how many days at most, all extensions of a run together. They are counted like
            the term: in working days if it is; in calendar days if it is in days or months, or
            if the step names the last day.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> Lifecycle.built_in("cn-2022").rule("close").extension.days
        30
    """

    step: Id
    days: Annotated[int, Field(ge=1)]


class Pause(Model, frozen=True):
    """A time that a clock does not count: the days from one step to another, both included.

    A pause that begins after the term has passed saves nothing. If both are the same step, it
    pauses for the day on which it is taken.

    Attributes:
        begins: The step on whose day it begins.
        ends: The step on whose day it ends.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> Lifecycle.built_in("cn-2022").rule("reexamine").pause
        Pause(begins='open_hearing', ends='close_hearing')
    """

    begins: Id
    ends: Id


class Clock(Rule, frozen=True):
    """A term that the law sets.

    It starts on the day of a step, or of the count by which a threshold is reached. That day
    does not count unless the lifecycle says so, and its last day counts in full. It has one
    length, in `days`, `workdays` or `months`; `set_by_step` says that the starting step names
    the last day instead: no last day, no run.

    Attributes:
        kind: Whether it is a duty or a window.
        starts: The steps that start it.
        reached: The threshold that starts it when it is reached, instead of a step. If the
            count falls below again, there is no more use for it.
        in_states: Only if the petition is then in one of these states; without any, in all.
        stops: The steps by which it is kept.
        ends: The steps after which there is no more use for it.
        kinds: The kinds of petition for which it runs; without any, all.
        days: Its length in calendar days.
        workdays: Its length in working days.
        months: Its length in months.
        set_by_step: Whether the starting step names the last day (`due`).
        extension: How it can be extended.
        pause: What it does not count.
        after_closing: Whether it may go on in a closed state, as the term to put a case into
            the archive does.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> clock = Lifecycle.built_in("cn-2022").rule("close")
        >>> clock.starts, clock.stops, clock.days, clock.article
        (('accept',), ('answer', 'refer'), 60, '第三十四条')
    """

    kind: ClockKind = ClockKind.DUTY
    starts: Ids = ()
    reached: Id | None = None
    in_states: Ids = ()
    stops: Ids = ()
    ends: Ids = ()
    kinds: Ids = ()
    days: Annotated[int, Field(ge=1)] | None = None
    workdays: Annotated[int, Field(ge=1)] | None = None
    months: Annotated[int, Field(ge=1)] | None = None
    set_by_step: bool = False
    extension: Extension | None = None
    pause: Pause | None = None
    after_closing: bool = False

    def runs_in(self, *, state: str, kind: str) -> bool:
        """Say whether it can start for a petition.

        Args:
            state: The state that the petition is in.
            kind: The kind of petition.
        """
        return (not self.in_states or state in self.in_states) and (
            not self.kinds or kind in self.kinds
        )

    @property
    def moved_by(self) -> dict[str, tuple[str, ...]]:
        """The steps that move its last day, by the field that names them.

        Example:
            >>> from mgov.petitions import Lifecycle
            >>> Lifecycle.built_in("cn-2022").rule("close").moved_by
            {'extension': ('extend',), 'pause': ()}
        """
        return {
            "extension": () if self.extension is None else (self.extension.step,),
            "pause": () if self.pause is None else (self.pause.begins, self.pause.ends),
        }

    @model_validator(mode="after")
    def _has_one_length(self) -> Self:
        lengths = (self.days, self.workdays, self.months, self.set_by_step or None)
        if sum(length is not None for length in lengths) != 1:
            trouble = "has not one length"
            remedy = "Give exactly one of days, workdays, months and set_by_step = true."
            raise InvalidValueError(trouble, remedy=remedy, code="clock_length").as_pydantic()
        if self.pause and self.set_by_step:
            trouble = "is paused, but a step says on which day it ends"
            remedy = "Give its length in days, workdays or months, or take the pause out."
            raise InvalidValueError(trouble, remedy=remedy, code="clock_length").as_pydantic()
        return self

    @model_validator(mode="after")
    def _has_one_start(self) -> Self:
        if self.starts and self.reached:
            trouble = "is started both by steps and by a threshold"
            remedy = "Make two clocks of it."
            raise InvalidValueError(trouble, remedy=remedy, code="clock_start").as_pydantic()
        if self.reached and self.set_by_step:
            trouble = "is started by a threshold, which names no last day"
            remedy = "Give its length in days, workdays or months."
            raise InvalidValueError(trouble, remedy=remedy, code="clock_length").as_pydantic()
        return self
