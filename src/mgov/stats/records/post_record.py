"""`PostRecord`: a post of an official account, as a row that reads are measured on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from mgov.accounts import Account, Platform, Post
from mgov.stats.records.later import not_yet
from mgov.values.model import Model
from mgov.values.moment import Moment, in_utc
from mgov.values.word import Word

__all__ = ["PostRecord"]

_Count = Annotated[int, Field(ge=0)]


class PostRecord(Model, frozen=True):
    """A post as it stood at a moment; what it says is left out.

    Attributes:
        identifier: What other records call it by.
        account: The identifier of the account.
        platform: Where the account is; None if that was not given.
        column: The identifier of the column it stands in, on a website.
        published_at: When it was published.
        is_public: Whether people could still read it at the moment.
        reads: How often it was read or played; None if that is not known.
        likes: How often it was liked.
        comments: How many comments it has.
        reposts: How often it was passed on.

    Example:
        >>> from mgov.stats import PostRecord
        >>> PostRecord(
        ...     identifier="1",
        ...     account="njga",
        ...     published_at="2017-08-17T09:00:00+08:00",
        ...     is_public=True,
        ...     reads=102_345,
        ... ).likes is None
        True
    """

    identifier: Word
    account: Word
    platform: Platform | None = None
    column: Word | None = None
    published_at: Moment
    is_public: bool
    reads: _Count | None = None
    likes: _Count | None = None
    comments: _Count | None = None
    reposts: _Count | None = None

    @classmethod
    def of(cls, post: Post, *, at: datetime, account: Account | None = None) -> Self:
        """Look at a post at a moment.

        Args:
            post: The post. Its counts are those it has, whenever they were counted.
            at: The moment to look from.
            account: The account, which knows its platform.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone, or the post was
                published later.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import Post
            >>> from mgov.stats import PostRecord
            >>> post = Post(
            ...     identifier="1", account="a", published="2017-08-17T09:00:00+08:00", reads=7
            ... )
            >>> PostRecord.of(post, at=datetime(2017, 9, 1, tzinfo=UTC)).reads
            7
        """
        if in_utc(post.published) > in_utc(at):
            raise not_yet("post", "published")
        return cls(
            identifier=post.identifier,
            account=post.account,
            platform=None if account is None else account.platform,
            column=post.column,
            published_at=post.published,
            is_public=post.is_public_at(at),
            reads=post.reads,
            likes=post.likes,
            comments=post.comments,
            reposts=post.reposts,
        )

    @classmethod
    def each(
        cls,
        posts: Iterable[Post],
        *,
        at: datetime,
        accounts: Mapping[str, Account] | None = None,
    ) -> Iterator[Self]:
        """Look at posts at a moment, leaving out those that were published later.

        Args:
            posts: The posts; may be an iterator.
            at: The moment to look from.
            accounts: The accounts by their identifiers, which know their platforms.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import Post
            >>> from mgov.stats import PostRecord
            >>> days = (f"2017-08-{day}T09:00:00+08:00" for day in (17, 18, 19))
            >>> posts = (Post(identifier=day, account="a", published=day) for day in days)
            >>> len(list(PostRecord.each(posts, at=datetime(2017, 8, 18, 12, tzinfo=UTC))))
            2
        """
        moment, known = in_utc(at), accounts or {}
        for post in posts:
            if in_utc(post.published) <= moment:
                yield cls.of(post, at=at, account=known.get(post.account))
