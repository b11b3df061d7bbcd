"""The trail of supervision: who called whom to account, and what came back."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from mgov.values.model import Model
from mgov.values.organization import Organization
from mgov.values.personal import PersonalText

__all__ = ["Escalation", "Feedback"]


class Feedback(Model, frozen=True):
    """What the supervised body reports back.

    Attributes:
        at: When it was received.
        adopted: Whether the advice was adopted.
        explanation: What was done, or why not. Shown nowhere, like the petition's text.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.petitions import Feedback
        >>> Feedback(at=datetime(2017, 12, 1, tzinfo=UTC), adopted=True).adopted
        True
    """

    at: AwareDatetime
    adopted: bool
    explanation: PersonalText | None = None


class Escalation(Model, frozen=True):
    """One act of supervision (督办): it changes nothing in the course of the petition itself.

    Attributes:
        trigger: The id of what called for it, such as `not_closed_in_time`.
        at: When.
        by: The organization that supervises.
        to: The organization that is supervised.
        advice: What it is advised to do better. Shown nowhere, like the petition's text.
        feedback: What it reported back; None as long as it has not.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov import Organization
        >>> from mgov.petitions import Escalation
        >>> Escalation(
        ...     trigger="not_closed_in_time",
        ...     at=datetime(2017, 11, 1, tzinfo=UTC),
        ...     by=Organization(name="广安市信访局"),
        ... ).feedback is None
        True
    """

    trigger: Annotated[str, Field(min_length=1)]
    at: AwareDatetime
    by: Organization
    to: Organization | None = None
    advice: PersonalText | None = None
    feedback: Feedback | None = None
