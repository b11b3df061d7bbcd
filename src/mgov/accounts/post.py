"""`Post`: what an official account has said, and how often it was read and answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from mgov.values.model import Model
from mgov.values.moment import Moment, in_utc
from mgov.values.web_address import WebAddress
from mgov.values.word import Word

__all__ = ["Post"]

_Count = Annotated[int, Field(ge=0)]


class Post(Model, frozen=True):
    """A post of an official account (schema.org `SocialMediaPosting`).

    A count is None where it is not known, which is not the same as 0.

    Attributes:
        identifier: What other records call it by.
        account: The identifier of the account.
        published: When it was published.
        column: The identifier of the column it stands in, on a website.
        text: What it says; empty for a post of pictures alone.
        address: Its page.
        deleted: When it was taken down, or first found gone; None if it still stands.
        reads: How often it was read or played.
        likes: How often it was liked.
        comments: How many comments it has.
        reposts: How often it was passed on.

    Example:
        >>> from mgov.accounts import Post
        >>> post = Post(
        ...     identifier="1",
        ...     account="njga",
        ...     published="2017-08-17T09:00:00+08:00",
        ...     text="今天起可在手机上办理户口迁移。",
        ...     reads=10_000,
        ... )
        >>> post.reads, post.likes
        (10000, None)
    """

    identifier: Word
    account: Word
    published: Moment
    column: Word | None = None
    text: str = ""
    address: WebAddress | None = None
    deleted: Moment | None = None
    reads: _Count | None = None
    likes: _Count | None = None
    comments: _Count | None = None
    reposts: _Count | None = None

    def is_public_at(self, at: datetime) -> bool:
        """Say whether people could read it: published by then, and not yet taken down.

        Args:
            at: The moment to look at, in any time zone.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import Post
            >>> post = Post(
            ...     identifier="1",
            ...     account="a",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     deleted="2017-08-18T09:00:00+08:00",
            ... )
            >>> [post.is_public_at(datetime(2017, 8, day, 1, tzinfo=UTC)) for day in (16, 17, 18)]
            [False, True, False]
        """
        moment = in_utc(at)
        if in_utc(self.published) > moment:
            return False
        return self.deleted is None or in_utc(self.deleted) > moment
