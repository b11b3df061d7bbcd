"""The usual steps of a review by name: each is `step` with its id."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from typing import Self

from mgov.articles.content_digest import Reviewed
from mgov.articles.review_rules import StepEffect

__all__ = ["NamedReviewSteps"]


class NamedReviewSteps:
    """Methods for the steps that most rulebooks of review have.

    A rulebook that has no such step says so when it is called. What else it has is taken with
    `step`.
    """

    @abstractmethod
    def step(
        self,
        name: str,
        *,
        by: str,
        role: str,
        at: datetime,
        content: Reviewed | None = None,
        note: str | None = None,
    ) -> Self:
        """Take a step of the rulebook."""

    @abstractmethod
    def _step_that(self, effect: StepEffect, role: str, asked: str) -> str:
        """Return the id of the one open step that has an effect."""

    def revise(
        self, *, by: str, role: str, at: datetime, content: Reviewed, note: str | None = None
    ) -> Self:
        """Change a draft (修改).

        Args:
            by: Who changed it, by an opaque id.
            role: In which role.
            at: When.
            content: The text as it reads now.
            note: What was changed, or why.
        """
        return self.step("revise", by=by, role=role, at=at, content=content, note=note)

    def submit(self, *, by: str, role: str, at: datetime, note: str | None = None) -> Self:
        """Hand the draft to the reviewers (送审).

        Args:
            by: Who hands it in, by an opaque id.
            role: In which role.
            at: When.
            note: A remark.
        """
        return self.step("submit", by=by, role=role, at=at, note=note)

    def approve(
        self, *, by: str, role: str, at: datetime, content: Reviewed, note: str | None = None
    ) -> Self:
        """Approve the text, by the review that is due now (审核通过).

        Args:
            by: Who read it and answers for it, by an opaque id.
            role: In which role; it decides where several reviews are open.
            at: When.
            content: The text that was read.
            note: An opinion.

        Raises:
            mgov.errors.InvalidValueError: If no review is due, or several are that the role may
                take, none of which is called so: take it with `step`.
        """
        name = self._step_that(StepEffect.APPROVES, role, "approve")
        return self.step(name, by=by, role=role, at=at, content=content, note=note)

    def send_back(self, *, by: str, role: str, at: datetime, note: str | None = None) -> Self:
        """Give the text back to its writer; what was approved of it no longer counts (退回).

        Args:
            by: Who gives it back, by an opaque id.
            role: In which role.
            at: When.
            note: What is to be changed, and why.
        """
        return self.step("send_back", by=by, role=role, at=at, note=note)

    def publish(
        self, *, by: str, role: str, at: datetime, content: Reviewed, note: str | None = None
    ) -> Self:
        """Publish the text (发布): for the first time, or corrected where that is another step.

        Args:
            by: Who publishes it, by an opaque id.
            role: In which role.
            at: When.
            content: The text that is put online.
            note: A remark.

        Raises:
            mgov.errors.InvalidValueError: If nothing can be published now, or the role may take
                several steps that publish, none of which is called so: take it with `step`.
        """
        name = self._step_that(StepEffect.PUBLISHES, role, "publish")
        return self.step(name, by=by, role=role, at=at, content=content, note=note)

    def correct(
        self, *, by: str, role: str, at: datetime, content: Reviewed, note: str | None = None
    ) -> Self:
        """Bring a corrected text for one that is published (更正); it is reviewed anew.

        Args:
            by: Who wrote it, by an opaque id.
            role: In which role.
            at: When.
            content: The corrected text.
            note: What was wrong.
        """
        return self.step("correct", by=by, role=role, at=at, content=content, note=note)

    def withdraw(self, *, by: str, role: str, at: datetime, note: str | None = None) -> Self:
        """Take the article down, or give it up before it is published (撤下).

        Args:
            by: Who decided it, by an opaque id.
            role: In which role.
            at: When.
            note: Why.
        """
        return self.step("withdraw", by=by, role=role, at=at, note=note)
