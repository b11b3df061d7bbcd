"""The part of a petition that its supervisors look at and write to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from mgov.errors import InvalidValueError
from mgov.petitions.escalation import Escalation, Feedback
from mgov.petitions.supervision import AwaitedFeedback, Supervision, TriggerMet
from mgov.petitions.supervision_rules import SupervisionRules, Trigger
from mgov.petitions.timed import Timed
from mgov.values.moment import day_in, in_utc
from mgov.values.organization import Organization
from mgov.values.personal import PersonalText
from mgov.values.work_calendar import KnowsWorkdays, WorkCalendar

if TYPE_CHECKING:
    from mgov.petitions.event import Event
    from mgov.petitions.lifecycle import Lifecycle

__all__ = ["Supervised", "check_escalations"]


class Supervised(Timed):
    """The part of a petition that its supervisors look at and write to."""

    __slots__ = ()

    def supervision(self, at: datetime, *, calendar: KnowsWorkdays | None = None) -> Supervision:
        """Say what calls for supervision at a moment, and what has been done about it.

        Without rules of supervision in the rulebook, nothing ever does.

        Args:
            at: The moment; the day is that of the rulebook's time zone.
            calendar: As for `deadlines`.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov import Organization
            >>> from mgov.petitions import Petition
            >>> petition = Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="拖欠工资",
            ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
            ... )
            >>> late = datetime(2022, 6, 17, 2, tzinfo=UTC)
            >>> state = petition.supervision(late)
            >>> [(each.trigger.id, each.trigger.article) for each in state.met]
            [('not_told_in_time', '第四十条第一款、第四十四条第（三）项')]
            >>> office = Organization(name="四川省信访局")
            >>> petition = petition.escalate("not_told_in_time", at=late, by=office)
            >>> petition.supervision(late).calls_for_action
            False
        """
        rules, moment = self.rulebook.supervision, in_utc(at)
        if rules is None:
            return Supervision(met=(), awaited=())
        acts = [act for act in self.escalations if in_utc(act.at) <= moment]
        met = [
            TriggerMet(
                trigger=trigger,
                deadline=deadline,
                escalations=tuple(
                    act
                    for act in acts
                    if act.trigger == trigger.id and deadline.is_overdue(self._day(act.at))
                ),
            )
            for deadline in self.overdue(at, calendar=calendar)
            for trigger in rules.triggers
            if deadline.clock.id in trigger.overdue
        ]
        awaited = self._awaited(rules, acts, moment, calendar)
        return Supervision(met=tuple(met), awaited=tuple(awaited))

    def escalate(
        self,
        trigger: str,
        *,
        at: datetime,
        by: Organization,
        to: Organization | None = None,
        advice: PersonalText | str | None = None,
        calendar: KnowsWorkdays | None = None,
    ) -> Self:
        """Record an act of supervision (督办). The course of the petition stays as it is.

        Args:
            trigger: The id of what calls for it. What clocks tell has to be met at that moment;
                what somebody has to find, the supervising body vouches for.
            at: When.
            by: The organization that supervises.
            to: The organization that is supervised; the holder if it is not said.
            advice: What it is advised to do better (改进工作的建议).
            calendar: As for `deadlines`.

        Raises:
            mgov.errors.InvalidValueError: If no such trigger is met.
            mgov.errors.InvalidDataError: If something else does not fit.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov import Organization
            >>> from mgov.petitions import Petition
            >>> petition = Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="拖欠工资",
            ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
            ... )
            >>> office = Organization(name="四川省信访局")
            >>> petition.escalate(
            ...     "not_closed_in_time", at=datetime(2022, 6, 17, tzinfo=UTC), by=office
            ... )
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: trigger: not_closed_in_time is not met: none of close
            is overdue. Met are not_told_in_time.
        """
        rule = _trigger(_rules(self.rulebook), trigger)
        met = [each.trigger.id for each in self.supervision(at, calendar=calendar).met]
        if rule.is_told_by_clocks and trigger not in met:
            trouble = f"{trigger} is not met: none of {', '.join(rule.overdue)} is overdue"
            raise _refusal("trigger", trouble, f"Met are {', '.join(met) or 'none'}.")
        act = {"trigger": trigger, "at": at, "by": by, "to": to or self.holder, "advice": advice}
        return self.replace(escalations=(*self.escalations, act))

    def give_feedback(
        self,
        *,
        at: datetime,
        adopted: bool,
        explanation: PersonalText | str | None = None,
        position: int | None = None,
    ) -> Self:
        """Record what the supervised body reported back.

        Args:
            at: When it was received.
            adopted: Whether the advice was adopted.
            explanation: What was done, or why not.
            position: To which of `escalations`, the first being 0; to the last one that awaits
                feedback if it is not said.

        Raises:
            mgov.errors.InvalidValueError: If none awaits feedback, or that one has it.
            mgov.errors.InvalidDataError: If something else does not fit.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import Petition
            >>> Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="拖欠工资",
            ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
            ... ).give_feedback(at=datetime(2022, 6, 17, tzinfo=UTC), adopted=True)
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: escalations: has none that awaits feedback. Record the
            act of supervision first: petition.escalate(...).
        """
        open_ = [at for at, act in enumerate(self.escalations) if act.feedback is None]
        if not open_ or (position is not None and position not in open_):
            trouble = "has none that awaits feedback"
            remedy = "Record the act of supervision first: petition.escalate(...)."
            if open_:
                trouble = f"has none at {position} that awaits feedback"
                remedy = f"Give the position of one that does: {', '.join(map(str, open_))}."
            raise _refusal("escalations", trouble, remedy)
        place = open_[-1] if position is None else position
        feedback = Feedback.model_validate(
            {"at": at, "adopted": adopted, "explanation": explanation}
        )
        acts = list(self.escalations)
        acts[place] = acts[place].replace(feedback=feedback)
        return self.replace(escalations=tuple(acts))

    def _awaited(
        self,
        rules: SupervisionRules,
        acts: Iterable[Escalation],
        moment: datetime,
        calendar: KnowsWorkdays | None,
    ) -> Iterator[AwaitedFeedback]:
        duty, book = rules.feedback, self.rulebook
        if duty is None:
            return
        days = WorkCalendar() if calendar is None else WorkCalendar.of(calendar)
        for act in acts:
            if act.feedback is not None and in_utc(act.feedback.at) <= moment:
                continue
            due = None
            if duty.days is not None:
                due = days.deadline(self._day(act.at), days=duty.days, roll=book.roll)
            late = due is not None and due < self._day(moment)
            yield AwaitedFeedback(escalation=act, due=due, is_overdue=late)

    def _day(self, moment: datetime) -> date:
        return day_in(self.rulebook.zone, moment)


def check_escalations(
    book: Lifecycle, events: Sequence[Event], escalations: Sequence[Escalation]
) -> None:
    """Refuse a trail of supervision that the rulebook, or time, does not allow.

    Args:
        book: The lifecycle.
        events: The course of the petition.
        escalations: The trail.

    Raises:
        mgov.errors.InvalidValueError: At the first act that cannot have been.
    """
    before = events[0].at
    for act in escalations:
        rules = _rules(book)
        trigger = _trigger(rules, act.trigger)
        if in_utc(act.at, field="escalations") < in_utc(before):
            trouble = f"have {act.trigger} at {act.at.isoformat()}, before what came before it"
            raise _refusal("escalations", trouble, "Give them in the order of time.")
        before = act.at
        outcomes = {event.outcome for event in events if in_utc(event.at) <= in_utc(act.at)}
        if trigger.after_outcomes and outcomes.isdisjoint(trigger.after_outcomes):
            trouble = f"have {act.trigger}, though nothing had been decided that can be refused"
            remedy = f"It needs one of the outcomes {', '.join(trigger.after_outcomes)} before it."
            raise _refusal("escalations", trouble, remedy)
        _check_feedback(rules, act)


def _check_feedback(rules: SupervisionRules, act: Escalation) -> None:
    feedback, duty = act.feedback, rules.feedback
    if feedback is None:
        return
    if in_utc(feedback.at, field="escalations") < in_utc(act.at):
        trouble = f"have feedback to {act.trigger} before it"
        raise _refusal("escalations", trouble, "Give a moment that is not before the act.")
    explains = duty is not None and duty.explains_rejection
    if explains and not feedback.adopted and feedback.explanation is None:
        trouble = f"have feedback to {act.trigger} that adopts nothing and does not say why"
        raise _refusal("escalations", trouble, "Give its explanation.")


def _rules(book: Lifecycle) -> SupervisionRules:
    if book.supervision is None:
        trouble = f"are none that {book.id} knows"
        remedy = "Use a rulebook that has a table [supervision]."
        raise _refusal("escalations", trouble, remedy)
    return book.supervision


def _trigger(rules: SupervisionRules, trigger_id: str) -> Trigger:
    trigger = rules.trigger(trigger_id)
    if trigger is None:
        known = ", ".join(each.id for each in rules.triggers)
        trouble = f"have {trigger_id}, which is no trigger of the rulebook"
        raise _refusal("escalations", trouble, f"Use one of {known}.")
    return trigger


def _refusal(field: str, trouble: str, remedy: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code="petition_supervision")
