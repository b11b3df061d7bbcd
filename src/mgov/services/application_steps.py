"""The usual steps of an application by name: each is `step` with its id."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from mgov.services.application_event import BookingSlot, Delivery
from mgov.values.personal import PersonalText
from mgov.values.text import Text

__all__ = ["ApplicationSteps"]

_Words = PersonalText | str | None


class ApplicationSteps:
    """Methods for the steps that most lifecycles have.

    A rulebook that has no such step says so when it is called. What else it has is taken with
    `step`.
    """

    @abstractmethod
    def step(self, name: str, *, at: datetime, **details: object) -> Self:
        """Take a step of the rulebook."""

    def book(self, *, at: datetime, slot: BookingSlot | dict[str, object]) -> Self:
        """Book a slot (预约), or another one instead of the one that is booked.

        Args:
            at: When it was booked.
            slot: The time at which the applicant is expected.
        """
        return self.step("book", at=at, slot=slot)

    def cancel_booking(self, *, at: datetime) -> Self:
        """Give up the slot that is booked.

        Args:
            at: When.
        """
        return self.step("cancel_booking", at=at)

    def submit(self, *, at: datetime) -> Self:
        """Hand the application in (提交).

        Args:
            at: When it was received.
        """
        return self.step("submit", at=at)

    def ask_for_correction(
        self, *, at: datetime, corrections: Iterable[Text | str], explanation: _Words = None
    ) -> Self:
        """Say what has to be corrected or handed in later (补正): all of it at once.

        Args:
            at: When.
            corrections: What, each as the service names its materials and fields.
            explanation: Why, in words.
        """
        asked = tuple(corrections)
        return self.step("ask_for_correction", at=at, corrections=asked, explanation=explanation)

    def resubmit(self, *, at: datetime) -> Self:
        """Hand in what had to be corrected.

        Args:
            at: When it was received.
        """
        return self.step("resubmit", at=at)

    def accept(self, *, at: datetime) -> Self:
        """Accept the application (受理), from which the time to decide runs.

        Args:
            at: When.
        """
        return self.step("accept", at=at)

    def decline(self, *, at: datetime, reason: str, explanation: _Words = None) -> Self:
        """Do not accept the application (不予受理).

        Args:
            at: When.
            reason: The id of one of the rulebook's reasons.
            explanation: Why, in words.
        """
        return self.step("decline", at=at, reason=reason, explanation=explanation)

    def begin_procedure(self, *, at: datetime, reason: str) -> Self:
        """Begin a special procedure, whose time is not counted (特别程序).

        Args:
            at: When.
            reason: The id of one of the rulebook's reasons: which procedure, such as `hearing`.
        """
        return self.step("begin_procedure", at=at, reason=reason)

    def end_procedure(self, *, at: datetime) -> Self:
        """End the special procedure.

        Args:
            at: When.
        """
        return self.step("end_procedure", at=at)

    def extend(self, *, at: datetime, explanation: _Words, days: int | None = None) -> Self:
        """Extend the time that the law allows. What the service promises stays as it is.

        Args:
            at: When. After the term has passed, the extension changes nothing.
            explanation: Why, in words.
            days: By how many days; all that the rulebook allows if it is not said.
        """
        return self.step("extend", at=at, days=days, explanation=explanation)

    def complete(
        self, *, at: datetime, output: str | None = None, explanation: _Words = None
    ) -> Self:
        """Decide for the applicant (办结, 准予).

        Args:
            at: When.
            output: The identifier of what is issued, such as that of a `Credential`.
            explanation: What was decided, in words.
        """
        return self.step("complete", at=at, output=output, explanation=explanation)

    def refuse(
        self, *, at: datetime, reason: str | None = None, explanation: _Words = None
    ) -> Self:
        """Decide against the applicant (不予许可).

        Args:
            at: When.
            reason: The id of one of the rulebook's reasons, where it has some.
            explanation: Why, in words.
        """
        return self.step("refuse", at=at, reason=reason, explanation=explanation)

    def withdraw(self, *, at: datetime) -> Self:
        """Record that the applicant takes the application back (撤回申请).

        Args:
            at: When.
        """
        return self.step("withdraw", at=at)

    def dispatch(self, *, at: datetime, delivery: Delivery | dict[str, object]) -> Self:
        """Send the result off; it is delivered when it arrives.

        Args:
            at: When.
            delivery: By which way, and how it can be followed.
        """
        return self.step("dispatch", at=at, delivery=delivery)

    def deliver(
        self, *, at: datetime, delivery: Delivery | dict[str, object] | None = None
    ) -> Self:
        """Record that the applicant received the result (送达).

        Args:
            at: When.
            delivery: By which way.
        """
        return self.step("deliver", at=at, delivery=delivery)
