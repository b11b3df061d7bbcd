"""`Lifecycle`: the course that a rulebook lays down for petitions, as data that is checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, WrapSerializer, WrapValidator, model_validator
from typing_extensions import override

from mgov.petitions.clocks import Clock
from mgov.petitions.disclosure import Disclosure
from mgov.petitions.lifecycle_checks import refuse_flaws
from mgov.petitions.rules import Kind, RepresentativeLimit, State, Step, Term
from mgov.petitions.supervision_rules import SupervisionRules
from mgov.petitions.thresholds import Threshold
from mgov.petitions.tracks import Track
from mgov.values.rulebook import Rulebook
from mgov.values.rulebook_by_name import as_name, by_name
from mgov.values.time_zone import TimeZoneName, time_zone

__all__ = ["Lifecycle", "LifecycleByName"]


class Lifecycle(Rulebook[Clock], frozen=True):
    """The states, steps and clocks of petitions, as one source sets them.

    The built-in ones are `cn-2005` (信访条例), `cn-2022` (信访工作条例), `cn-hezhang-2020` (the
    message board of a county), `uk-parliament` (e-petitions) and `open311` (service requests).
    One of your own is a TOML file of the same form, read with `Lifecycle.load(path)`. Loading
    checks it as a whole and names everything that is wrong at once: references to nothing,
    states that nothing leads to, dead ends that are not closed, clocks that nothing starts or
    that go on running in a closed case, extensions and pauses that never come while their clock
    runs, thresholds that no count reaches.

    Attributes:
        time_zone: The zone in whose days the clocks count, such as `Asia/Shanghai`.
        roll: Whether a term that ends on a day off ends on the `next` working day instead.
        counts_first_day: Whether the day on which a term starts is the first day of it.
        kinds: The kinds of petition.
        states: The states that a petition can be in.
        steps: The steps that lead from state to state.
        reasons: The reasons that steps can have.
        outcomes: The outcomes that steps can have.
        representatives: How many people may bring a joint petition together.
        thresholds: How many signatures open what.
        tracks: What a petition goes through beside its state.
        supervision: What calls for supervision; None if the source says nothing of it.
        disclosures: What of its course the petitioner, or everybody, is told.
        rules: The clocks.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> book = Lifecycle.built_in("cn-2022")
        >>> print(book.title, [kind.id for kind in book.kinds])
        信访工作条例 ['suggestion', 'report_against_person', 'claim']
        >>> [step.id for step in book.steps_from("accepted", kind="claim")]
        ['refer', 'extend', 'hold_hearing', 'answer']
    """

    package: ClassVar[str] = "mgov.petitions"

    time_zone: TimeZoneName
    roll: Literal["none", "next"] = "none"
    counts_first_day: bool = False
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    states: Annotated[tuple[State, ...], Field(min_length=1)]
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    reasons: tuple[Term, ...] = ()
    outcomes: tuple[Term, ...] = ()
    representatives: RepresentativeLimit | None = None
    thresholds: tuple[Threshold, ...] = ()
    tracks: tuple[Track, ...] = ()
    supervision: SupervisionRules | None = None
    disclosures: tuple[Disclosure, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone, to turn moments into days.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Lifecycle
            >>> zone = Lifecycle.built_in("cn-2022").zone
            >>> datetime(2022, 6, 1, 17, tzinfo=UTC).astimezone(zone).date()
            datetime.date(2022, 6, 2)
        """
        return time_zone(self.time_zone)

    @property
    def start(self) -> Step:
        """The step that begins a petition.

        Example:
            >>> from mgov.petitions import Lifecycle
            >>> Lifecycle.built_in("cn-2022").start.id
            'register'
        """
        return next(step for step in self.steps if not step.when)

    def kind(self, kind_id: str) -> Kind:
        """Return the kind of petition of an id.

        Raises:
            mgov.errors.InvalidValueError: If there is none; lists those there are.

        Example:
            >>> from mgov.petitions import Lifecycle
            >>> print(Lifecycle.built_in("cn-2022").kind("claim").title)
            申诉求决类
        """
        return self._named("kind", kind_id, self.kinds)

    def state(self, state_id: str) -> State:
        """Return the state of an id.

        Raises:
            mgov.errors.InvalidValueError: If there is none; lists those there are.

        Example:
            >>> from mgov.petitions import Lifecycle
            >>> Lifecycle.built_in("cn-2022").state("refused").closed
            True
        """
        return self._named("state", state_id, self.states)

    def step(self, step_id: str) -> Step:
        """Return the step of an id.

        Raises:
            mgov.errors.InvalidValueError: If there is none; lists those there are.

        Example:
            >>> from mgov.petitions import Lifecycle
            >>> Lifecycle.built_in("cn-2022").step("accept").then
            'accepted'
        """
        return self._named("step", step_id, self.steps)

    def steps_from(self, state_id: str, *, kind: str) -> tuple[Step, ...]:
        """List the steps that can be taken in a state.

        Args:
            state_id: The state.
            kind: The kind of petition.

        Example:
            >>> from mgov.petitions import Lifecycle
            >>> steps = Lifecycle.built_in("cn-2022").steps_from("answered", kind="suggestion")
            >>> [step.id for step in steps]
            ['deliver', 'rate']
        """
        return tuple(step for step in self.steps if state_id in step.when and step.is_for(kind))

    def reasons_for(self, step_id: str, *, kind: str) -> tuple[Term, ...]:
        """List the reasons of which a step needs one; empty if it has none.

        Args:
            step_id: The step.
            kind: The kind of petition.

        Example:
            >>> from mgov.petitions import Lifecycle
            >>> reasons = Lifecycle.built_in("cn-2022").reasons_for("refuse", kind="claim")
            >>> [reason.id for reason in reasons]
            ['pending_elsewhere', 'reexamined', 'not_competent']
        """
        return _usable(self.reasons, step_id, kind)

    def outcomes_for(self, step_id: str, *, kind: str) -> tuple[Term, ...]:
        """List the outcomes of which a step needs one; empty if it has none.

        Args:
            step_id: The step.
            kind: The kind of petition.

        Example:
            >>> from mgov.petitions import Lifecycle
            >>> outcomes = Lifecycle.built_in("cn-2022").outcomes_for("answer", kind="suggestion")
            >>> [outcome.id for outcome in outcomes]
            ['adopted', 'partly_adopted', 'not_adopted']
        """
        return _usable(self.outcomes, step_id, kind)

    def threshold(self, threshold_id: str) -> Threshold:
        """Return the threshold of an id.

        Raises:
            mgov.errors.InvalidValueError: If there is none; lists those there are.

        Example:
            >>> from mgov.petitions import Lifecycle
            >>> Lifecycle.built_in("uk-parliament").threshold("response").at_least
            10000
        """
        return self._named("threshold", threshold_id, self.thresholds)

    def track(self, track_id: str) -> Track:
        """Return the track of an id.

        Raises:
            mgov.errors.InvalidValueError: If there is none; lists those there are.

        Example:
            >>> from mgov.petitions import Lifecycle
            >>> Lifecycle.built_in("cn-2022").track("response_state")
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: track: is none that cn-2022 knows. There are none.
        """
        return self._named("track", track_id, self.tracks)

    @override
    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        yield "id", self.id  # whole, it would fill pages in the repr of every petition

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        refuse_flaws(self)
        return self


def _usable(terms: tuple[Term, ...], step_id: str, kind: str) -> tuple[Term, ...]:
    return tuple(
        term for term in terms if step_id in term.steps and (not term.kinds or kind in term.kinds)
    )


LifecycleByName = Annotated[
    Lifecycle,
    WrapValidator(by_name(Lifecycle), json_schema_input_type=Lifecycle | str),
    WrapSerializer(as_name),
]
"""A lifecycle; a built-in one is read and written by its name, one of the user's own in full."""
