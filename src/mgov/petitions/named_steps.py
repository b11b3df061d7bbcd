"""The usual steps of a petition by name: each is `step` with its id."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date, datetime
from typing import Self

from mgov.petitions.event import Satisfaction
from mgov.values.organization import Organization
from mgov.values.personal import PersonalText

__all__ = ["NamedSteps"]

_Words = PersonalText | str | None


class NamedSteps:
    """Methods for the steps that most lifecycles have.

    A rulebook that has no such step says so when it is called. What else it has, such as
    hearings, is taken with `step`.
    """

    @abstractmethod
    def step(self, name: str, *, at: datetime, **details: object) -> Self:
        """Take a step of the rulebook."""

    def transfer(self, *, at: datetime, to: Organization, explanation: _Words = None) -> Self:
        """Hand the petition to the organization that can handle it (转送).

        Args:
            at: When.
            to: The organization that has it from then on.
            explanation: Why, in words.
        """
        return self.step("transfer", at=at, to=to, explanation=explanation)

    def assign(
        self, *, at: datetime, to: Organization, due: date, explanation: _Words = None
    ) -> Self:
        """Hand the petition on and ask for a report (交办).

        Args:
            at: When.
            to: The organization that has it from then on.
            due: The last day for the report.
            explanation: Why, in words.
        """
        return self.step("assign", at=at, to=to, due=due, explanation=explanation)

    def send_back(self, *, at: datetime, explanation: _Words = None) -> Self:
        """Object to a transfer: the organization that had it before has it again.

        Args:
            at: When.
            explanation: Why, in words.
        """
        return self.step("send_back", at=at, explanation=explanation)

    def accept(
        self, *, at: datetime, by: Organization | None = None, explanation: _Words = None
    ) -> Self:
        """Accept the petition (受理).

        Args:
            at: When.
            by: The organization that accepts it, if nobody handed it over.
            explanation: In words.
        """
        return self.step("accept", at=at, to=by, explanation=explanation)

    def refuse(self, *, at: datetime, reason: str, explanation: _Words = None) -> Self:
        """Do not accept the petition (不予受理).

        Args:
            at: When.
            reason: The id of one of the rulebook's reasons.
            explanation: Why, in words.
        """
        return self.step("refuse", at=at, reason=reason, explanation=explanation)

    def refer(self, *, at: datetime, reason: str, explanation: _Words = None) -> Self:
        """Leave the matter to another lawful procedure, such as the courts.

        Args:
            at: When.
            reason: The id of one of the rulebook's reasons: which procedure.
            explanation: Why, in words.
        """
        return self.step("refer", at=at, reason=reason, explanation=explanation)

    def extend(self, *, at: datetime, days: int | None = None, explanation: _Words = None) -> Self:
        """Extend the time to close.

        Args:
            at: When. After the term has passed, the extension changes nothing.
            days: By how many days; all that the rulebook allows if it is not said.
            explanation: Why, in words.
        """
        return self.step("extend", at=at, days=days, explanation=explanation)

    def answer(
        self, *, at: datetime, outcome: str | None = None, explanation: _Words = None
    ) -> Self:
        """Answer in writing (答复).

        Args:
            at: When.
            outcome: The id of one of the rulebook's outcomes, where it has some for this kind.
            explanation: What was decided, in words.
        """
        return self.step("answer", at=at, outcome=outcome, explanation=explanation)

    def deliver(self, *, at: datetime) -> Self:
        """Record that the petitioner received the answer, from which the time to object runs.

        Args:
            at: When.
        """
        return self.step("deliver", at=at)

    def rate(
        self, *, at: datetime, satisfaction: Satisfaction | str, explanation: _Words = None
    ) -> Self:
        """Record how the petitioner rates the handling, after an answer.

        Args:
            at: When.
            satisfaction: One of the three levels.
            explanation: What the petitioner says, in words.
        """
        return self.step("rate", at=at, satisfaction=satisfaction, explanation=explanation)

    def request_review(self, *, at: datetime, to: Organization | None = None) -> Self:
        """Ask the authority above for review (请求复查).

        Args:
            at: When the request arrived.
            to: The authority above.
        """
        return self.step("request_review", at=at, to=to)

    def review(self, *, at: datetime, outcome: str, explanation: _Words = None) -> Self:
        """Decide on review (提出复查意见).

        Args:
            at: When.
            outcome: The id of one of the rulebook's outcomes.
            explanation: What was decided, in words.
        """
        return self.step("review", at=at, outcome=outcome, explanation=explanation)

    def request_reexamination(self, *, at: datetime, to: Organization | None = None) -> Self:
        """Ask the next authority above for re-examination (请求复核).

        Args:
            at: When the request arrived.
            to: The next authority above.
        """
        return self.step("request_reexamination", at=at, to=to)

    def reexamine(self, *, at: datetime, outcome: str, explanation: _Words = None) -> Self:
        """Decide on re-examination (提出复核意见), after which the case is closed for good.

        Args:
            at: When.
            outcome: The id of one of the rulebook's outcomes.
            explanation: What was decided, in words.
        """
        return self.step("reexamine", at=at, outcome=outcome, explanation=explanation)
