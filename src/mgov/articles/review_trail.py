"""The trail of a review: entries of which each is bound to the one before it."""

from __future__ import annotations

import hmac
import re
from typing import Annotated, Final, Self

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from mgov.articles.content import Digest, content_of, digest_of
from mgov.articles.wording import Line, Remark
from mgov.errors import InvalidValueError
from mgov.values.model import Model

__all__ = ["ReviewAct", "ReviewBeginning", "ReviewEntry", "TrailHead", "beginning", "bound"]

_SHORTEST_KEY: Final = 16  # bytes; what is shorter can be guessed
_ACTOR: Final = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")


def _form(what: str) -> str:
    # In every digest, so that none of them can pass for one of another thing or another version.
    return f"mgov release review 1: {what}"


def _opaque(actor: str) -> str:
    if not _ACTOR.fullmatch(actor):
        trouble = "is no opaque id"
        remedy = "Give a staff number or a login of letters, digits and . _ -, never a name."
        raise InvalidValueError(trouble, remedy=remedy, code="review_actor").as_pydantic()
    return actor


class ReviewAct(Model, frozen=True):
    """What an entry says of a step, before it is bound to the trail."""

    step: Annotated[str, Field(min_length=1)]
    at: AwareDatetime
    by: Annotated[str, Field(max_length=64), AfterValidator(_opaque)]
    role: Annotated[str, Field(min_length=1)]
    content: Digest
    note: Remark | None = None


class ReviewBeginning(ReviewAct, frozen=True):
    """What is said when a review begins."""

    article: Line


class ReviewEntry(ReviewAct, frozen=True):
    """One step of a review: what was done, by whom, when, and to which text.

    Attributes:
        step: The id of the step in the rulebook, such as `first_review`.
        at: When it was taken.
        by: Who took it: an opaque id such as a staff number, never a name.
        role: In which role, by its id in the rulebook.
        content: The digest of the text that it is about.
        note: Why, or what was found, in words. It stands in the trail for good: no personal
            data belongs in it.
        digest: Binds the entry to all entries before it.

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
        >>> entry = review.entries[0]
        >>> entry.step, entry.by, entry.role, entry.digest[:7]
        ('draft', 's-1024', 'writer', 'sha256:')
    """

    digest: Digest


class TrailHead(Model, frozen=True):
    """The receipt of a trail: how long it is and how it ends. It vouches for all of it.

    Keep it where who can change the trail cannot change the receipt: with another body, in
    print, in a log that is only added to. Where the two can only be kept together, seal it.

    Attributes:
        article: The identifier of the article.
        length: The number of entries.
        digest: The digest of the last entry.
        seal: What nobody can make without the key; None if it is not sealed.

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
        >>> receipt = review.head.sealed(b"a key that nobody guesses")
        >>> receipt.length, receipt.is_sealed_with(b"a key that nobody guesses")
        (1, True)
        >>> receipt.replace(length=2).is_sealed_with(b"a key that nobody guesses")
        False
    """

    article: Line
    length: Annotated[int, Field(ge=1)]
    digest: Digest
    seal: Annotated[str, StringConstraints(pattern=r"^hmac-sha256:[0-9a-f]{64}$")] | None = None

    def sealed(self, key: bytes) -> Self:
        """Return the head with a seal: HMAC-SHA256 of all that it says.

        Args:
            key: The secret; make it with `secrets.token_bytes(32)` and keep it apart.

        Raises:
            mgov.errors.InvalidValueError: If the key is shorter than 16 bytes.
        """
        return self.replace(seal=self._seal(key))

    def is_sealed_with(self, key: bytes) -> bool:
        """Say whether it bears the seal of a key.

        Args:
            key: The secret.

        Raises:
            mgov.errors.InvalidValueError: If the key is shorter than 16 bytes.
        """
        return hmac.compare_digest(self._seal(key), self.seal or "")

    def _seal(self, key: bytes) -> str:
        if len(key) < _SHORTEST_KEY:
            trouble = "is too short to be a secret"
            remedy = f"Use at least {_SHORTEST_KEY} bytes, as secrets.token_bytes(32) makes them."
            raise InvalidValueError(trouble, field="key", remedy=remedy, code="key_short")
        said = digest_of({"form": _form("seal"), "head": content_of(self, without={"seal"})})
        return f"hmac-sha256:{hmac.digest(key, said.encode(), 'sha256').hex()}"


def beginning(article: str, rulebook: str, fingerprint: str) -> str:
    """Return what the first entry of a trail is bound to.

    Args:
        article: The identifier of the article.
        rulebook: The id of the rulebook.
        fingerprint: The digest of what the rulebook allows.
    """
    return digest_of(
        {
            "form": _form("beginning"),
            "article": article,
            "rulebook": rulebook,
            "fingerprint": fingerprint,
        }
    )


def bound(previous: str, act: ReviewAct) -> str:
    """Return the digest that an entry must have.

    Args:
        previous: The digest of the entry before it, or the `beginning`.
        act: The entry, or what it will say.
    """
    said = content_of(act, without={"digest"})
    return digest_of({"form": _form("entry"), "previous": previous, "entry": said})
