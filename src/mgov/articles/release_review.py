"""`ReleaseReview`: the way of an article to the public, step by step."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Self

from pydantic import Field
from typing_extensions import override

from mgov.articles.article import Article
from mgov.articles.content_digest import ContentDigest, Reviewed
from mgov.articles.named_review_steps import NamedReviewSteps
from mgov.articles.review_course import (
    ReviewCourse,
    course_after,
    kept_out,
    not_allowed,
    open_steps,
    unmet,
)
from mgov.articles.review_rulebook import ReviewRulebook, ReviewRulebookByName
from mgov.articles.review_rules import ReviewState, StepEffect
from mgov.articles.review_trail import (
    ReviewAct,
    ReviewBeginning,
    ReviewEntry,
    beginning,
    bound,
)
from mgov.articles.review_verification import Verifiable
from mgov.articles.wording import Line
from mgov.errors import InvalidValueError

__all__ = ["ReleaseReview"]

_ABOUT_WHAT_IS_THERE: Final = frozenset({None, StepEffect.REJECTS, StepEffect.WITHDRAWS})
"""The effects of steps that are about the text at hand, whatever it says."""


class ReleaseReview(NamedReviewSteps, Verifiable, frozen=True):
    """The review of an article before and after its release.

    It is begun with `draft`, and every further step returns a new review with one entry more:
    `submit`, `approve`, `publish` and so on, or `step` by its id. Which steps there are, for
    which roles, and who keeps out of what, the rulebook says; a step that it does not allow is
    an error that names the steps it does. State and approvals follow from the entries alone.

    Every entry names the text that it is about by a digest. An approval is one of that text and
    no other: who changes a word has the text reviewed anew, and what is published is what was
    approved.

    The entries are a trail that is only added to. Each has a digest over itself and the entry
    before it, and a review whose digests do not fit cannot be made, nor read from a store. That
    shows that nobody bent it by hand; against somebody who cuts off its end or computes it
    anew, keep its `head` elsewhere and `verify` with it.

    The library takes the word of its caller for who acts and in which role: that somebody is
    who they say, and has that role, is for the program to make sure.

    Attributes:
        article: The identifier of the article.
        rulebook: The rulebook; a built-in one by its name.
        entries: What was done, the first one first.

    Raises:
        mgov.errors.InvalidDataError: If the trail was altered, or is no course that the rulebook
            allows; names the first entry that does not fit.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.articles import ReleaseReview
        >>> review = ReleaseReview.draft(
        ...     article="2026-1102-01",
        ...     rulebook="uk-2026",
        ...     by="s-1024",
        ...     role="writer",
        ...     at=datetime(2026, 11, 2, 9, tzinfo=UTC),
        ...     content="The office opens at nine.",
        ... )
        >>> review = review.submit(
        ...     by="s-1024", role="writer", at=datetime(2026, 11, 2, 10, tzinfo=UTC)
        ... )
        >>> review.status, review.next_steps
        ('submitted', ('edit', 'send_back', 'publish', 'force_publish'))
        >>> review.publish(
        ...     by="s-1024",
        ...     role="editor",
        ...     at=datetime(2026, 11, 2, 11, tzinfo=UTC),
        ...     content="The office opens at nine.",
        ... )
        Traceback (most recent call last):
        mgov.errors.InvalidValueError: publish: cannot be taken by the person who took draft
        (Somebody else reviews it; 须由他人审核, Reviewing and publishing content: Workflow). Let
        somebody else take it.
    """

    article: Line
    rulebook: ReviewRulebookByName
    entries: Annotated[tuple[ReviewEntry, ...], Field(json_schema_extra={"minItems": 1})]

    @classmethod
    def draft(
        cls,
        *,
        article: str,
        rulebook: ReviewRulebook | str,
        by: str,
        role: str,
        at: datetime,
        content: Reviewed,
        note: str | None = None,
    ) -> Self:
        """Begin the review of an article, with the first step of the rulebook.

        Args:
            article: The identifier of the article.
            rulebook: The rulebook, or the name of a built-in one, in force on that day.
            by: Who wrote it: an opaque id such as a staff number, never a name.
            role: In which role, by its id.
            at: When.
            content: The text, the article, or the digest of either.
            note: A remark.

        Raises:
            mgov.errors.InvalidDataError: If something is missing or wrong; says all of it.
            mgov.errors.InvalidValueError: If the rulebook does not allow it so.
        """
        book = ReviewRulebook.of(rulebook)
        act = ReviewBeginning.model_validate(
            {
                "article": article,
                "step": book.start.id,
                "at": at,
                "by": by,
                "role": role,
                "content": _digest_of(content, article),
                "note": note,
            }
        )
        course_after(book, None, act)
        start = beginning(act.article, book.id, book.fingerprint)
        return cls.model_validate(
            {"article": act.article, "rulebook": book, "entries": (_entry(start, act),)}
        )

    @override
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
        """Take a step of the rulebook.

        Args:
            name: The id of the step.
            by: Who takes it: an opaque id such as a staff number, never a name.
            role: In which role, by its id.
            at: When; not before the last step.
            content: The text, the article, or the digest of either. A step that writes, approves
                or publishes needs it: it is what was written, read or put online. Any other
                step is about the text at hand.
            note: Why, or what was found, in words; no personal data.

        Raises:
            mgov.errors.InvalidDataError: If something is missing or wrong; says all of it.
            mgov.errors.InvalidValueError: If the rulebook does not allow the step now, or not in
                this role, or not to this person, or not with this text.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.articles import ReleaseReview
            >>> review = ReleaseReview.draft(
            ...     article="2026-1102-01",
            ...     rulebook="cn-2018",
            ...     by="s-1024",
            ...     role="writer",
            ...     at=datetime(2026, 11, 2, 1, tzinfo=UTC),
            ...     content="公告",
            ... )
            >>> review.step(
            ...     "publish",
            ...     by="s-7",
            ...     role="editor",
            ...     at=datetime(2026, 11, 2, 2, tzinfo=UTC),
            ...     content="公告",
            ... )
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: publish: cannot be taken while the text is draft.
            Possible now: revise (writer, editor), submit (writer, editor), withdraw
            (section_head, supervising_leader, head).
        """
        course, step = self._course, self.rulebook.step(name)
        digest = course.content if content is None else _digest_of(content, self.article)
        act = ReviewAct.model_validate(
            {"step": name, "at": at, "by": by, "role": role, "content": digest, "note": note}
        )
        course_after(self.rulebook, course, act)
        if content is None and step.effect not in _ABOUT_WHAT_IS_THERE:
            trouble, remedy = "does not say of which text", "Give content=…, the text itself."
            raise _refusal(name, trouble, remedy, "content")
        return self.replace(entries=(*self.entries, _entry(self.entries[-1].digest, act)))

    @property
    def status(self) -> str:
        """The id of the state that the text is in."""
        return self._course.state

    @property
    def state(self) -> ReviewState:
        """The state that the text is in, with its title."""
        return self.rulebook.state(self.status)

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left to do about the text, unless it is corrected or withdrawn."""
        return self.state.closed

    @property
    def content(self) -> ContentDigest:
        """The digest of the text as it was written last."""
        return ContentDigest(self._course.content)

    @property
    def public_content(self) -> ContentDigest | None:
        """The digest of the text that is public; None before it is published or once withdrawn.

        While a correction is reviewed, the old text is public.
        """
        public = self._course.public
        return None if public is None else ContentDigest(public)

    @property
    def approvals(self) -> tuple[ReviewEntry, ...]:
        """The entries that approve the text as it reads now, in their order."""
        counting = self._course.approvals
        return tuple(entry for entry in self.entries if entry in counting)

    @property
    def next_steps(self) -> tuple[str, ...]:
        """The ids of the steps that the state is open for, whoever may take them."""
        return tuple(step.id for step in open_steps(self.rulebook, self._course))

    def steps_for(self, role: str, *, by: str | None = None) -> tuple[str, ...]:
        """List the steps that somebody can take now.

        Args:
            role: The role, by its id.
            by: Who has it; without it, only the role is looked at.

        Raises:
            mgov.errors.InvalidValueError: If the rulebook has no such role.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.articles import ReleaseReview
            >>> review = ReleaseReview.draft(
            ...     article="2026-1102-01",
            ...     rulebook="uk-2026",
            ...     by="s-1024",
            ...     role="editor",
            ...     at=datetime(2026, 11, 2, 9, tzinfo=UTC),
            ...     content="The office opens at nine.",
            ... ).submit(by="s-1024", role="editor", at=datetime(2026, 11, 2, 9, tzinfo=UTC))
            >>> review.steps_for("editor", by="s-7")
            ('edit', 'send_back', 'publish', 'force_publish')
            >>> review.steps_for("editor", by="s-1024")
            ('edit', 'send_back', 'force_publish')
        """
        book, course = self.rulebook, self._course
        wanted = book.role(role).id
        return tuple(
            step.id
            for step in open_steps(book, course)
            if wanted in step.roles
            and not unmet(course, step)
            and (by is None or kept_out(book, course, step, by) is None)
        )

    @property
    def _course(self) -> ReviewCourse:
        return _replayed(self.rulebook, self.entries)

    @override
    def _step_that(self, effect: StepEffect, role: str, asked: str) -> str:
        book, course = self.rulebook, self._course
        found = [step for step in open_steps(book, course) if step.effect is effect]
        if not found:
            raise not_allowed(book, course, asked)
        suited = [step.id for step in found if role in step.roles] or [found[0].id]
        if asked in suited:
            return asked
        if len(suited) > 1:
            trouble = f"may mean {' or '.join(suited)}"
            raise _refusal(asked, trouble, "Take one of them with step(...).", "ambiguous")
        return suited[0]


def _replayed(book: ReviewRulebook, entries: tuple[ReviewEntry, ...]) -> ReviewCourse:
    first, *others = entries
    course = course_after(book, None, first)
    for entry in others:
        course = course_after(book, course, entry)
    return course


def _entry(previous: str, act: ReviewAct) -> ReviewEntry:
    said = {name: getattr(act, name) for name in ReviewAct.model_fields}
    return ReviewEntry(**said, digest=bound(previous, ReviewAct(**said)))


def _digest_of(content: Reviewed, article: str) -> ContentDigest:
    if isinstance(content, Article) and content.identifier != article:
        trouble, remedy = "is another article", "Give the one with the identifier of the review."
        raise _refusal("content", trouble, remedy, "other_article")
    return ContentDigest.of(content)


def _refusal(field: str, trouble: str, remedy: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code=f"review_{code}")
