"""Supervision as a rulebook lays it down: what triggers it, and what the supervised owes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from mgov.errors import Problem
from mgov.petitions.clocks import ClockKind
from mgov.petitions.rules import Ids
from mgov.values.rulebook import Rule
from mgov.values.state_graph import IdReference, repeated, unknown

if TYPE_CHECKING:
    from mgov.petitions.lifecycle import Lifecycle

__all__ = ["FeedbackDuty", "SupervisionRules", "Trigger", "supervision_flaws"]


class Trigger(Rule, frozen=True):
    """Something that calls for supervision (督办).

    Either a clock tells it: one of the duties in `overdue` is overdue. Or, where there are
    none, somebody has to find it: no event tells that an office only pretends to act.

    Attributes:
        overdue: The clocks of which one is overdue.
        after_outcomes: It can be found only after a step with one of these outcomes: what was
            never decided cannot be refused to be carried out.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> trigger = Lifecycle.built_in("cn-2005").supervision.trigger("not_closed_in_time")
        >>> trigger.overdue, trigger.is_told_by_clocks, trigger.article
        (('close',), True, '第三十六条第一款第（一）项')
    """

    overdue: Ids = ()
    after_outcomes: Ids = ()

    @property
    def is_told_by_clocks(self) -> bool:
        """Whether the clocks alone tell that it is met."""
        return bool(self.overdue)


class FeedbackDuty(Rule, frozen=True):
    """What the supervised body owes to the supervising one after its advice.

    Attributes:
        days: Within how many calendar days, the day of the advice not counted; None if the
            source sets no term.
        explains_rejection: Whether it has to say why if it does not adopt the advice.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> Lifecycle.built_in("cn-2005").supervision.feedback.days
        30
    """

    days: Annotated[int, Field(ge=1)] | None = None
    explains_rejection: bool = False


class SupervisionRules(Rule, frozen=True):
    """Who may be supervised for what.

    Attributes:
        triggers: What calls for supervision.
        feedback: What the supervised body owes; None if the source says nothing.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> rules = Lifecycle.built_in("cn-2022").supervision
        >>> [trigger.id for trigger in rules.triggers if trigger.after_outcomes]
        ['not_carried_out']
    """

    triggers: Annotated[tuple[Trigger, ...], Field(min_length=1)]
    feedback: FeedbackDuty | None = None

    def trigger(self, trigger_id: str) -> Trigger | None:
        """Return the trigger of an id; None if there is none."""
        return next((each for each in self.triggers if each.id == trigger_id), None)


def supervision_flaws(book: Lifecycle) -> Iterator[Problem]:
    """Find what is wrong with the supervision of a lifecycle: names of nothing, and windows.

    Yields:
        A problem for each flaw, at its table and id.
    """
    if book.supervision is None:
        return
    triggers = book.supervision.triggers
    for flaw in repeated({"triggers": [trigger.id for trigger in triggers]}):
        yield flaw._replace(loc=("supervision", *flaw.loc))
    tables = {
        "rules": [clock.id for clock in book.rules],
        "outcomes": [term.id for term in book.outcomes],
    }
    windows = {clock.id for clock in book.rules if clock.kind is ClockKind.WINDOW}
    for trigger in triggers:
        here = ("supervision", "triggers", trigger.id)
        names = {"rules": trigger.overdue, "outcomes": trigger.after_outcomes}
        fields = {"rules": "overdue", "outcomes": "after_outcomes"}
        references = [IdReference((*here, fields[table]), table, names[table]) for table in names]
        yield from unknown(references, tables)
        for clock in sorted(windows.intersection(trigger.overdue)):
            trouble = f"names {clock}, a window that may pass unused"
            remedy = "Name clocks of the kind duty."
            yield Problem((*here, "overdue"), trouble, remedy, "window")
        if trigger.overdue and trigger.after_outcomes:
            trouble = "is told by clocks and by outcomes"
            yield Problem(here, trouble, "Make two triggers of it.", "trigger")
