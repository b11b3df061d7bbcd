"""What a review can tell of its trail: its head, and whether it is what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pydantic import ValidationError, model_validator
from pydantic_core import InitErrorDetails

from mgov.articles.review_course import course_after
from mgov.articles.review_trail import ReviewEntry, TrailHead, beginning, bound
from mgov.errors import NOT_SHOWN, InvalidValueError
from mgov.values.model import Model

if TYPE_CHECKING:
    from mgov.articles.review_rulebook import ReviewRulebook

__all__ = ["Verifiable"]


class Verifiable(Model, frozen=True):
    """A review as a trail that cannot be bent unnoticed. `ReleaseReview` has the fields."""

    if TYPE_CHECKING:
        article: str
        rulebook: ReviewRulebook
        entries: tuple[ReviewEntry, ...]

    @property
    def head(self) -> TrailHead:
        """The receipt of the trail as it is now, to be kept elsewhere.

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
            >>> review.head.article, review.head.length
            ('2026-1102-01', 1)
        """
        return TrailHead(
            article=self.article, length=len(self.entries), digest=self.entries[-1].digest
        )

    def verify(self, head: TrailHead | None = None, *, key: bytes | None = None) -> None:
        """Make sure that the trail is what it was.

        Without a head, this finds what was altered by hand, which a review refuses when it is
        made already. With the head that was kept elsewhere, it finds everything: entries that
        were taken out at the end, added, or computed anew.

        Args:
            head: The head of the trail, as it was kept.
            key: The key that the head is sealed with, where it was kept beside the trail.

        Raises:
            mgov.errors.InvalidValueError: If the trail is another one; names the first entry
                that does not fit, or says what is missing.

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
            ... ).submit(by="s-1024", role="writer", at=datetime(2026, 11, 2, 9, tzinfo=UTC))
            >>> review.verify(review.head)
            >>> shortened = review.replace(entries=review.entries[:1])
            >>> shortened.verify(review.head)
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: entries: has 1 entry of 2: what came after was taken
            out. Restore the trail from a copy.
        """
        misfit = self._misfit()
        if misfit is not None:
            position, error = misfit
            code = error.code.removeprefix("review_")
            raise _refusal(f"entries.{position}", error.trouble, error.remedy, code)
        if key is not None and (head is None or not head.is_sealed_with(key)):
            trouble = "is not sealed with this key"
            raise _refusal("head", trouble, "Find a head that nobody else has made.", "seal")
        if head is not None:
            self._compare(head)

    def continues(self, earlier: TrailHead) -> bool:
        """Say whether this is the trail that an earlier head vouched for, or goes on from it.

        Args:
            earlier: The head, as it was kept.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.articles import ReleaseReview
            >>> draft = ReleaseReview.draft(
            ...     article="2026-1102-01",
            ...     rulebook="uk-2026",
            ...     by="s-1024",
            ...     role="writer",
            ...     at=datetime(2026, 11, 2, 9, tzinfo=UTC),
            ...     content="The office opens at nine.",
            ... )
            >>> submitted = draft.submit(
            ...     by="s-1024", role="writer", at=datetime(2026, 11, 2, 9, tzinfo=UTC)
            ... )
            >>> submitted.continues(draft.head), draft.continues(submitted.head)
            (True, False)
        """
        return (
            earlier.article == self.article
            and earlier.length <= len(self.entries)
            and self.entries[earlier.length - 1].digest == earlier.digest
        )

    def _compare(self, head: TrailHead) -> None:
        count = len(self.entries)
        if head.article != self.article:
            remedy = "Take the head of this article."
            raise _refusal("head", "is of another article", remedy, "trail_of_another")
        if count < head.length:
            entries = "1 entry" if count == 1 else f"{count} entries"
            trouble = f"has {entries} of {head.length}: what came after was taken out"
            raise _refusal("entries", trouble, "Restore the trail from a copy.", "trail_short")
        if not self.continues(head):
            trouble = "is not the trail that the head vouches for: it was made anew"
            raise _refusal("entries", trouble, "Restore the trail from a copy.", "trail_replaced")
        if count > head.length:
            trouble = f"goes on after entry {head.length}, the last that the head vouches for"
            remedy = "Take the newest head; with an older one, ask continues(head)."
            raise _refusal("entries", trouble, remedy, "trail_long")

    def _misfit(self) -> tuple[int, InvalidValueError] | None:
        """Return the position of the first entry that does not fit, and why."""
        book, course = self.rulebook, None
        previous = beginning(self.article, book.id, book.fingerprint)
        for position, entry in enumerate(self.entries):
            if entry.digest != bound(previous, entry):
                trouble = "does not fit what stands before it: one of the two was altered"
                remedy = "Restore the trail from a copy."
                return position, _refusal("entries", trouble, remedy, "trail_altered")
            try:
                course = course_after(book, course, entry)
            except InvalidValueError as error:
                return position, error
            previous = entry.digest
        if course is None:
            return 0, _refusal("entries", "is empty", "Begin with draft(...).", "trail_empty")
        return None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        misfit = self._misfit()
        if misfit is not None:
            position, error = misfit
            loc = ("entries", position) if self.entries else ("entries",)
            line = InitErrorDetails(type=error.as_pydantic(), loc=loc, input=NOT_SHOWN)
            raise ValidationError.from_exception_data(type(self).__name__, [line])
        return self


def _refusal(field: str, trouble: str, remedy: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code=f"review_{code}")
