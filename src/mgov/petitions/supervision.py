"""What a petition shows its supervisors at a moment: what calls for action, what is awaited."""

from __future__ import annotations

from datetime import date

from mgov.petitions.deadline import Deadline
from mgov.petitions.escalation import Escalation
from mgov.petitions.supervision_rules import Trigger
from mgov.values.model import Model

__all__ = ["AwaitedFeedback", "Supervision", "TriggerMet"]


class TriggerMet(Model, frozen=True):
    """A trigger that the clocks tell is met.

    Attributes:
        trigger: What calls for supervision, with its article and how surely it says so.
        deadline: The evidence: the duty that is overdue.
        escalations: The acts of supervision for this trigger since the duty was overdue.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.petitions import Petition
        >>> petition = Petition.register(
        ...     rulebook="cn-2005",
        ...     kind="claim",
        ...     title="拖欠工资",
        ...     at=datetime(2017, 8, 1, 2, tzinfo=UTC),
        ... ).accept(at=datetime(2017, 8, 2, 2, tzinfo=UTC))
        >>> (met,) = petition.supervision(at=datetime(2017, 10, 9, tzinfo=UTC)).met
        >>> met.trigger.id, met.trigger.evidence.value, str(met.deadline)
        ('not_closed_in_time', 'verified', 'close: due on 2017-10-01, running (第三十三条)')
    """

    trigger: Trigger
    deadline: Deadline
    escalations: tuple[Escalation, ...] = ()


class AwaitedFeedback(Model, frozen=True):
    """An act of supervision to which nothing has come back.

    Attributes:
        escalation: The act.
        due: The last day for the feedback; None if the rulebook sets no term.
        is_overdue: Whether that day has passed.

    Example:
        >>> from datetime import UTC, date, datetime
        >>> from mgov import Organization
        >>> from mgov.petitions import AwaitedFeedback, Escalation
        >>> act = Escalation(
        ...     trigger="evasion",
        ...     at=datetime(2017, 11, 1, tzinfo=UTC),
        ...     by=Organization(name="广安市信访局"),
        ... )
        >>> AwaitedFeedback(escalation=act, due=date(2017, 12, 1), is_overdue=False).due
        datetime.date(2017, 12, 1)
    """

    escalation: Escalation
    due: date | None
    is_overdue: bool


class Supervision(Model, frozen=True):
    """How a petition stands with its supervisors at a moment.

    Attributes:
        met: The triggers that the clocks tell are met.
        awaited: The acts of supervision to which nothing has come back.

    Example:
        >>> from mgov.petitions import Supervision
        >>> Supervision(met=(), awaited=()).calls_for_action
        False
    """

    met: tuple[TriggerMet, ...]
    awaited: tuple[AwaitedFeedback, ...]

    @property
    def calls_for_action(self) -> bool:
        """Whether a trigger is met that nobody acted on, or feedback is overdue."""
        return any(not each.escalations for each in self.met) or any(
            each.is_overdue for each in self.awaited
        )
