"""What happened to a petition: one event a step, and nothing else is stored about its course."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from mgov.values.model import Model
from mgov.values.organization import Organization
from mgov.values.personal import PersonalText

__all__ = ["Event", "Satisfaction"]


class Satisfaction(StrEnum):
    """How a petitioner rates the way in which a petition was handled: three levels.

    Petition offices of China ask in these three levels; the five of service ratings are
    another scale.

    Example:
        >>> from mgov.petitions import Satisfaction
        >>> [level.value for level in Satisfaction]
        ['satisfied', 'basically_satisfied', 'dissatisfied']
    """

    SATISFIED = "satisfied"
    BASICALLY_SATISFIED = "basically_satisfied"
    DISSATISFIED = "dissatisfied"


class Event(Model, frozen=True):
    """One step of a petition's course.

    Which of the details a step needs and which it can have, the lifecycle says.

    Attributes:
        step: The id of the step in the lifecycle, such as `accept`.
        at: When it was taken.
        to: The organization that has the case from then on.
        reason: The id of the reason, such as `pending_elsewhere` for a refusal.
        outcome: The id of the outcome, such as `supported` for an answer.
        satisfaction: How the petitioner rates it.
        days: By how many days a term is extended; all that the law allows if it is not said.
        due: The day that the step sets: by when to report, when a debate is held, and the like.
        signatures: How many people have signed by then; a later count may be lower.
        explanation: In words why, or what was decided. Shown nowhere, like the petition's text.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.petitions import Event
        >>> event = Event(
        ...     step="refuse",
        ...     at=datetime(2022, 6, 1, tzinfo=UTC),
        ...     reason="pending_elsewhere",
        ...     explanation="已由市住建局受理",
        ... )
        >>> event.explanation
        PersonalText('***')
    """

    step: Annotated[str, Field(min_length=1)]
    at: AwareDatetime
    to: Organization | None = None
    reason: str | None = None
    outcome: str | None = None
    satisfaction: Satisfaction | None = None
    days: Annotated[int, Field(ge=1)] | None = None
    due: date | None = None
    signatures: Annotated[int, Field(ge=0)] | None = None
    explanation: PersonalText | None = None
