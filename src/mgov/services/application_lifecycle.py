"""`ApplicationLifecycle`: the course that a law lays down for applications, as checked data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, WrapSerializer, WrapValidator, model_validator
from typing_extensions import override

from mgov.services.application_checks import refuse_flaws
from mgov.services.application_rules import (
    ApplicationClock,
    ApplicationReason,
    ApplicationState,
    ApplicationStep,
)
from mgov.values.rulebook import Rulebook
from mgov.values.rulebook_by_name import as_name, by_name
from mgov.values.time_zone import TimeZoneName, time_zone

__all__ = ["ApplicationLifecycle", "ApplicationLifecycleByName"]


class ApplicationLifecycle(Rulebook[ApplicationClock], frozen=True):
    """The states, steps and clocks of applications, as one law sets them.

    The built-in ones are `cn-2004` (the Administrative License Law of China, 行政许可法) and
    `de-2008` (permits that are deemed granted when their time has passed, § 42a of the German
    Administrative Procedure Act). One of your own is a TOML file of the same form, read with
    `ApplicationLifecycle.load(path)`. Loading checks it as a whole and names everything that is
    wrong at once: references to nothing, states that nothing leads to, dead ends that are no
    ending, steps that can never be taken, clocks that go on running when all is over.

    Attributes:
        time_zone: The zone in whose days the clocks count, such as `Asia/Shanghai`.
        roll: Whether a term that ends on a day off ends on the `next` working day instead.
        main_clock: The clock that measures how long a decision takes. What a service promises
            is measured as it is, and another law may set it another length.
        states: The states that an application can be in.
        steps: The steps that lead from state to state.
        reasons: The reasons that steps can have.
        rules: The clocks.

    Example:
        >>> from mgov.services import ApplicationLifecycle
        >>> book = ApplicationLifecycle.built_in("cn-2004")
        >>> print(book.title, book.rule(book.main_clock).workdays)
        中华人民共和国行政许可法 20
        >>> [step.id for step in book.steps_from("accepted")][-3:]
        ['complete', 'refuse', 'withdraw']
    """

    package: ClassVar[str] = "mgov.services"
    folder: ClassVar[str] = "application_rulebooks"

    time_zone: TimeZoneName
    roll: Literal["none", "next"] = "none"
    main_clock: str
    states: Annotated[tuple[ApplicationState, ...], Field(min_length=1)]
    steps: Annotated[tuple[ApplicationStep, ...], Field(min_length=1)]
    reasons: tuple[ApplicationReason, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone, to turn moments into days.

        Example:
            >>> from mgov.services import ApplicationLifecycle
            >>> ApplicationLifecycle.built_in("de-2008").zone
            zoneinfo.ZoneInfo(key='Europe/Berlin')
        """
        return time_zone(self.time_zone)

    @property
    def start(self) -> ApplicationStep:
        """The step that begins an application.

        Example:
            >>> from mgov.services import ApplicationLifecycle
            >>> ApplicationLifecycle.built_in("cn-2004").start.id
            'start'
        """
        return next(step for step in self.steps if not step.when)

    def state(self, state_id: str) -> ApplicationState:
        """Return the state of an id.

        Raises:
            mgov.errors.InvalidValueError: If there is none; lists those there are.

        Example:
            >>> from mgov.services import ApplicationLifecycle
            >>> ApplicationLifecycle.built_in("cn-2004").state("withdrawn").ending.value
            'withdrawn'
        """
        return self._named("state", state_id, self.states)

    def step(self, step_id: str) -> ApplicationStep:
        """Return the step of an id.

        Raises:
            mgov.errors.InvalidValueError: If there is none; lists those there are.

        Example:
            >>> from mgov.services import ApplicationLifecycle
            >>> ApplicationLifecycle.built_in("cn-2004").step("accept").then
            'accepted'
        """
        return self._named("step", step_id, self.steps)

    def steps_from(self, state_id: str) -> tuple[ApplicationStep, ...]:
        """List the steps that can be taken in a state.

        Args:
            state_id: The state.

        Example:
            >>> from mgov.services import ApplicationLifecycle
            >>> book = ApplicationLifecycle.built_in("cn-2004")
            >>> [step.id for step in book.steps_from("granted")]
            ['dispatch', 'deliver']
        """
        return tuple(step for step in self.steps if state_id in step.when)

    def reasons_for(self, step_id: str) -> tuple[ApplicationReason, ...]:
        """List the reasons of which a step needs one; empty if it has none.

        Args:
            step_id: The step.

        Example:
            >>> from mgov.services import ApplicationLifecycle
            >>> book = ApplicationLifecycle.built_in("cn-2004")
            >>> [reason.id for reason in book.reasons_for("begin_procedure")][:3]
            ['hearing', 'tender', 'auction']
        """
        return tuple(reason for reason in self.reasons if step_id in reason.steps)

    @override
    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        yield "id", self.id  # whole, it would fill pages in the repr of every application

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        refuse_flaws(self)
        return self


ApplicationLifecycleByName = Annotated[
    ApplicationLifecycle,
    WrapValidator(by_name(ApplicationLifecycle), json_schema_input_type=ApplicationLifecycle | str),
    WrapSerializer(as_name),
]
"""A lifecycle; a built-in one is read and written by its name, one of the user's own in full."""
