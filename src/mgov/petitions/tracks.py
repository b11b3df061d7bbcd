"""Tracks: what a petition goes through beside its state, such as whether it has a response."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Annotated, Self

from pydantic import Field, model_validator

from mgov.errors import InvalidValueError
from mgov.petitions.rules import Id, Ids
from mgov.values.model import Model
from mgov.values.rulebook import Rule
from mgov.values.text import Text

__all__ = ["Change", "Track", "TrackStatus"]


class TrackStatus(Model, frozen=True):
    """How a petition can stand on a track.

    Attributes:
        id: A name for programs, such as `awaiting`.
        title: What it is called.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> print(Lifecycle.built_in("uk-parliament").track("response_state").statuses[1].title)
        等待答复
    """

    id: Id
    title: Text


class Change(Model, frozen=True):
    """What moves a petition along a track: a step, or a count of signatures.

    Attributes:
        to: The status that it leads to.
        when: The statuses in which it counts; without any, all.
        steps: The steps that lead there.
        reached: The thresholds that lead there when they are reached.
        lost: The thresholds that lead there when the count falls below them.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> change = Lifecycle.built_in("uk-parliament").track("response_state").changes[0]
        >>> change.to, change.when, change.reached
        ('awaiting', ('pending',), ('response',))
    """

    to: Id
    when: Ids = ()
    steps: Ids = ()
    reached: Ids = ()
    lost: Ids = ()

    def follows(
        self, status: str, *, step: str, reached: AbstractSet[str], lost: AbstractSet[str]
    ) -> bool:
        """Say whether it follows from an event.

        Args:
            status: The status before the event.
            step: The step that was taken.
            reached: The thresholds that the event reached.
            lost: The thresholds below which it fell.
        """
        if self.when and status not in self.when:
            return False
        crossed = not (reached.isdisjoint(self.reached) and lost.isdisjoint(self.lost))
        return crossed or step in self.steps

    @model_validator(mode="after")
    def _has_a_cause(self) -> Self:
        if not (self.steps or self.reached or self.lost):
            trouble = "follows from nothing"
            remedy = "Name what leads to it in `steps`, `reached` or `lost`."
            raise InvalidValueError(trouble, remedy=remedy, code="track_change").as_pydantic()
        return self


class Track(Rule, frozen=True):
    """Something that a petition goes through beside its state.

    A petition to a parliament is open or closed to signatures, and besides it has a response or
    waits for one. Like the state, that follows from the events alone.

    Attributes:
        statuses: How it can stand; the first is that of a new petition.
        changes: What moves it. The first that fits an event is followed.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> track = Lifecycle.built_in("uk-parliament").track("debate_state")
        >>> [status.id for status in track.statuses]
        ['pending', 'awaiting', 'scheduled', 'debated', 'not_debated']
    """

    statuses: Annotated[tuple[TrackStatus, ...], Field(min_length=1)]
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]

    def after(
        self, status: str | None, *, step: str, reached: AbstractSet[str], lost: AbstractSet[str]
    ) -> str:
        """Return the status after an event.

        Args:
            status: The status before it; None for the first event.
            step: The step that was taken.
            reached: The thresholds that the event reached.
            lost: The thresholds below which it fell.
        """
        here = self.statuses[0].id if status is None else status
        for change in self.changes:
            if change.follows(here, step=step, reached=reached, lost=lost):
                return change.to
        return here
