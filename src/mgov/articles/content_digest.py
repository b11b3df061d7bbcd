"""`ContentDigest`: stands for a text in the trail of its review."""

from __future__ import annotations

import hashlib
import re
from typing import Final, Self, TypeAlias

from mgov.articles.article import Article
from mgov.articles.content import content_of, digest_of
from mgov.errors import InvalidValueError
from mgov.values.model import Model

__all__ = ["ContentDigest", "Reviewed"]

_FORM: Final = re.compile(r"sha256:[0-9a-f]{64}")

_SET_LATER: Final = frozenset(
    {"published", "modified", "history", "address", "translations", "variants"}
)
"""What is not known yet while an article is reviewed, or comes and goes without its content."""


class ContentDigest(str):
    """A digest of what a reviewer reads; it tells two texts apart and tells nothing of either.

    Wherever a text is expected in a review, its digest will do.

    Example:
        >>> from mgov.articles import ContentDigest
        >>> digest = ContentDigest.of("开放时间为9：00至17：00。")
        >>> digest == ContentDigest.of("开放时间为8：30至17：00。")
        False
        >>> ContentDigest(digest[:20])
        Traceback (most recent call last):
        mgov.errors.InvalidValueError: content: is no digest. Use ContentDigest.of(text), or write
        sha256: and 64 hexadecimals in small letters.
    """

    __slots__ = ()

    def __new__(cls, digest: str) -> Self:  # noqa: D102 -- the class docstring says it
        if not _FORM.fullmatch(digest):
            remedy = (
                "Use ContentDigest.of(text), or write sha256: and 64 hexadecimals in small letters."
            )
            raise InvalidValueError(
                "is no digest", field="content", remedy=remedy, code="content_digest"
            )
        return super().__new__(cls, digest)

    @classmethod
    def of(cls, content: Reviewed) -> ContentDigest:
        """Return the digest of a content.

        That of a text is the SHA-256 of its UTF-8, so any tool computes it anew; not even a
        space may differ. That of an article is the SHA-256 of what it says, in the form of
        `Article.digest`, without what is only known when it is published (its address, its
        moments, its history) and without its translations and variants. Any other record, such
        as an alert, is taken as a whole.

        Args:
            content: The text, a file as bytes, an article or another record; or a digest, which
                stays as it is.

        Raises:
            mgov.errors.InvalidValueError: If it is none of these, no text that UTF-8 can hold, or
                a text that reads like a digest: whether it is one, the caller has to say.

        Example:
            >>> import hashlib
            >>> from mgov.articles import ContentDigest
            >>> same = hashlib.sha256("公告".encode()).hexdigest()
            >>> ContentDigest.of("公告") == ContentDigest.of("公告".encode()) == f"sha256:{same}"
            True
        """
        if isinstance(content, ContentDigest):
            return content
        if isinstance(content, Model):
            later = _SET_LATER if isinstance(content, Article) else ()
            return cls(digest_of(content_of(content, without=later)))
        if isinstance(content, str) and _FORM.fullmatch(content):
            trouble = "reads like a digest and is given as a text"
            remedy = "Give ContentDigest(...) of it."
            raise InvalidValueError(trouble, field="content", remedy=remedy, code="content_form")
        try:
            data = content.encode() if isinstance(content, str) else content
            return cls(f"sha256:{hashlib.sha256(data).hexdigest()}")
        except UnicodeEncodeError:
            trouble, remedy = "is no text that can be stored", "Take out lone surrogates."
        except TypeError:
            trouble, remedy = "is no content", "Give a text, bytes, an article or another record."
        raise InvalidValueError(trouble, field="content", remedy=remedy, code="content_form")


Reviewed: TypeAlias = Model | str | bytes | ContentDigest
"""What is reviewed: an article or another record, a text, a file as bytes, or a digest of one."""
