"""The versions of an article: each is recorded with its moment, a note and a digest."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Final, Self

from pydantic import AwareDatetime, Field

from mgov.articles.content import Digest, content_of, digest_of
from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.text import Text

__all__ = ["ArticleVersion", "Versioned", "follow_each_other"]

_RECORDED: Final = frozenset({"modified", "history"})
"""What a revision records about the content, and is therefore no part of it."""

_NOT_REVISED: Final = {
    "history": "Leave it out: the revision adds to the history.",
    "identifier": "Make a new article: another identifier is another article.",
    "modified": "Leave it out: it becomes the moment of the revision.",
}


class ArticleVersion(Model, frozen=True):
    """One version of an article, as its history records it.

    Attributes:
        number: Its number; each version has the next one.
        at: Since when the article reads so.
        note: What was changed and why, for readers. The first version needs none.
        digest: The digest of its content (see `Article.digest`); None if nobody kept it, as in
            a history that was taken over from another system.

    Example:
        >>> from mgov.articles import ArticleVersion
        >>> version = ArticleVersion(number=1, at="2013-01-28T00:00:00Z", note="First published.")
        >>> print(version.number, version.note)
        1 First published.
    """

    number: Annotated[int, Field(ge=1)]
    at: AwareDatetime
    note: Text | None = None
    digest: Digest | None = None


def follow_each_other(history: tuple[ArticleVersion, ...]) -> tuple[ArticleVersion, ...]:
    """Check that a history leaves no version out and does not go back in time."""
    # The first one may have any number: what was before may be lost.
    for before, after in pairwise(history):
        if after.number != before.number + 1:
            trouble = f"has version {after.number} after version {before.number}"
            remedy = "List every version, the oldest first; they are numbered one by one."
            raise _refusal(trouble, remedy, "history_number").as_pydantic()
        if in_utc(after.at) < in_utc(before.at):
            trouble = f"has version {after.number} at a moment before version {before.number}"
            remedy = "Correct the moment, or number the versions in their order."
            raise _refusal(trouble, remedy, "history_time").as_pydantic()
    return history


class Versioned(Model, frozen=True):
    """What an article can tell of its versions. `Article` has the fields."""

    if TYPE_CHECKING:
        published: AwareDatetime
        modified: AwareDatetime | None
        history: tuple[ArticleVersion, ...]

    @property
    def digest(self) -> str:
        """The digest of its content: of everything but `modified` and `history`.

        It is `sha256:` and the SHA-256 of the fields that say more than their default does, as
        JSON in UTF-8 with sorted keys, without white space, and with every moment in UTC.
        Articles that say the same have the same digest, whatever became of them in between.

        Example:
            >>> from mgov.articles import Article
            >>> article = Article(
            ...     identifier="1",
            ...     title="公告",
            ...     kind="notice",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某市人民政府"},
            ... )
            >>> article.digest[:15]
            'sha256:...'
            >>> article.replace(published="2017-08-17T01:00:00Z").digest == article.digest
            True
        """
        return digest_of(content_of(self, without=_RECORDED))

    @property
    def versions(self) -> tuple[ArticleVersion, ...]:
        """Every version that is known, the present one last.

        An article without a history is its own first version, since it was last modified or
        published. A present version that was recorded without a digest has that of the article.

        Example:
            >>> from mgov.articles import Article
            >>> article = Article(
            ...     identifier="1",
            ...     title="公告",
            ...     kind="notice",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某市人民政府"},
            ... )
            >>> [(each.number, each.at.isoformat()) for each in article.versions]
            [(1, '2017-08-17T09:00:00+08:00')]
        """
        if not self.history:
            at = self.published if self.modified is None else self.modified
            return (ArticleVersion(number=1, at=at, digest=self.digest),)
        *earlier, present = self.history
        if present.digest is None:
            present = present.replace(digest=self.digest)
        return (*earlier, present)

    @property
    def version(self) -> int:
        """The number of the present version.

        Example:
            >>> from mgov.articles import Article
            >>> Article(
            ...     identifier="1",
            ...     title="公告",
            ...     kind="notice",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某市人民政府"},
            ... ).version
            1
        """
        return self.history[-1].number if self.history else 1

    @property
    def is_as_recorded(self) -> bool:
        """Whether it reads as its present version was recorded.

        It does not after a change by `replace`, or by somebody who left the history alone. A
        version whose digest nobody kept cannot tell, and is taken to read so.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.articles import Article
            >>> article = Article(
            ...     identifier="1",
            ...     title="公告",
            ...     kind="notice",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某市人民政府"},
            ... )
            >>> article = article.revise(
            ...     at=datetime(2017, 8, 18, 1, tzinfo=UTC), note="更正标题", title="通告"
            ... )
            >>> article.is_as_recorded, article.replace(title="通知").is_as_recorded
            (True, False)
        """
        return self.versions[-1].digest == self.digest

    def revise(self, *, at: datetime, note: Text | str, **changes: object) -> Self:
        """Return the next version of the article.

        Its number is the next one, `modified` is the moment, and the history records the
        moment, the note and the digest of the new content. Changes that were made by `replace`
        and never recorded become part of this version.

        Args:
            at: When it was changed; not before it was published or last changed.
            note: What was changed and why, for readers.
            **changes: New values by field name.

        Raises:
            mgov.errors.InvalidDataError: If a name is not a field or a value does not fit.
            mgov.errors.InvalidValueError: If nothing is changed, the moment lies before the
                present version, or what is to be changed is `identifier`, `modified` or
                `history`.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.articles import Article
            >>> article = Article(
            ...     identifier="1",
            ...     title="公告",
            ...     kind="notice",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某市人民政府"},
            ...     body="开放时间为8：30至17：00。",
            ... )
            >>> article = article.revise(
            ...     at=datetime(2017, 8, 18, 1, tzinfo=UTC),
            ...     note="更正开放时间",
            ...     body="开放时间为9：00至17：00。",
            ... )
            >>> article.version, [str(each.note) for each in article.history]
            (2, ['None', '更正开放时间'])
        """
        for name, remedy in _NOT_REVISED.items():
            if name in changes:
                trouble = "cannot be changed by a revision"
                raise _refusal(trouble, remedy, "revision_field", name)
        versions, moment = self.versions, in_utc(at)
        known = (self.published, self.modified, versions[-1].at)
        if any(moment < in_utc(each) for each in known if each is not None):
            trouble = "lies before the present version"
            remedy = "Give the moment of the change; what is not published yet has no versions."
            raise _refusal(trouble, remedy, "revision_time", "at")
        changed = self.replace(**changes)
        digest = changed.digest
        if digest == versions[-1].digest:
            trouble = "changes nothing"
            remedy = 'Give what is new by field name, such as title="…".'
            raise _refusal(trouble, remedy, "revision_empty", "revision")
        number = versions[-1].number + 1
        version = ArticleVersion(number=number, at=at, note=note, digest=digest)
        return changed.replace(modified=at, history=(*versions, version))

    def recorded_version(self, copy: Versioned) -> ArticleVersion | None:
        """Look up which version of this article a copy is, by its digest.

        Args:
            copy: A copy of the article that was kept, printed or found elsewhere.

        Returns:
            The version; the newest one if the article came to read so again; None if it never
            read so, or nobody kept the digest.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.articles import Article
            >>> first = Article(
            ...     identifier="1",
            ...     title="公告",
            ...     kind="notice",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某市人民政府"},
            ... )
            >>> second = first.revise(
            ...     at=datetime(2017, 8, 18, 1, tzinfo=UTC), note="更正标题", title="通告"
            ... )
            >>> second.recorded_version(first).number
            1
            >>> second.recorded_version(first.replace(title="假公告")) is None
            True
        """
        digest = copy.digest
        newest_first = reversed(self.versions)
        return next((each for each in newest_first if each.digest == digest), None)

    def differs_in(self, other: Versioned) -> tuple[str, ...]:
        """List the fields whose content differs from that of another version.

        Args:
            other: The other version, older or newer.

        Returns:
            The names of the fields, in the order of the model; none if and only if the digests
            are equal.

        Example:
            >>> from mgov.articles import Article
            >>> article = Article(
            ...     identifier="1",
            ...     title="公告",
            ...     kind="notice",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某市人民政府"},
            ... )
            >>> article.replace(editor="李明", title="通告").differs_in(article)
            ('title', 'editor')
        """
        one, two = (content_of(each, without=_RECORDED) for each in (self, other))
        names = type(self).model_fields
        return tuple(name for name in names if one.get(name) != two.get(name))


def _refusal(trouble: str, remedy: str, code: str, field: str = "") -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code=code)
