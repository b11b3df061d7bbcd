"""Whether interaction goes along with followers: reads and likes a post, for each follower."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from fractions import Fraction
from statistics import median
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from mgov.accounts.post import Post
from mgov.accounts.signal_wording import figure_text
from mgov.values.figures import Figure
from mgov.values.language import Language, require_language
from mgov.values.model import Model
from mgov.values.moment import earlier, in_utc, later

__all__ = ["InteractionChange", "Side", "interaction_changes"]

Interaction: TypeAlias = Literal["reads", "likes", "comments", "reposts"]
_INTERACTIONS: Final[tuple[Interaction, ...]] = get_args(Interaction)
_LEAST_POSTS: Final = 3  # on each side: a median of fewer is the word of one post

_ZH: Final[dict[Interaction, str]] = {
    "reads": "阅读", "likes": "点赞", "comments": "评论", "reposts": "转发",
}  # fmt: skip


class InteractionChange(Model, frozen=True):
    """How often a usual post was read, liked, … by each follower, before and after.

    Attributes:
        counted: What was counted.
        before: The median of the posts before, for each follower of then.
        after: The median of the posts after, for each follower of then.
        posts_before: How many posts the first median is of.
        posts_after: How many posts the second one is of.

    Example:
        >>> from mgov import Figure
        >>> from mgov.accounts import InteractionChange
        >>> change = InteractionChange(
        ...     counted="reads",
        ...     before=Figure.exact(0.05),
        ...     after=Figure.exact(0.02),
        ...     posts_before=9,
        ...     posts_after=7,
        ... )
        >>> change.fell
        True
        >>> print(change.explain())
        reads a post and follower: from 0.05 (9 posts) to 0.02 (7 posts)
    """

    counted: Interaction
    before: Figure
    after: Figure
    posts_before: int
    posts_after: int

    @property
    def fell(self) -> bool | None:
        """Whether it is lower after; None if the rounding of the followers leaves that open.

        Example:
            >>> from mgov import Figure
            >>> from mgov.accounts import InteractionChange
            >>> InteractionChange(
            ...     counted="likes",
            ...     before=Figure.between(1, 3),
            ...     after=Figure.exact(2),
            ...     posts_before=3,
            ...     posts_after=3,
            ... ).fell is None
            True
        """
        if self.after.high < self.before.low:
            return True
        return False if self.after.low >= self.before.high else None

    def explain(self, lang: Language = "en") -> str:
        """Say it in words.

        Args:
            lang: `en` or `zh`.

        Raises:
            mgov.errors.InvalidValueError: If the language is another one.

        Example:
            >>> from mgov import Figure
            >>> from mgov.accounts import InteractionChange
            >>> change = InteractionChange(
            ...     counted="likes",
            ...     before=Figure.exact(0.02),
            ...     after=Figure.exact(0.02),
            ...     posts_before=3,
            ...     posts_after=3,
            ... )
            >>> print(change.explain("zh"))
            每条点赞数与粉丝数之比：由0.02（3条）至0.02（3条）
        """
        require_language(lang)
        before, after = figure_text(self.before), figure_text(self.after)
        if lang == "zh":
            return (
                f"每条{_ZH[self.counted]}数与粉丝数之比：由{before}（{self.posts_before}条）"
                f"至{after}（{self.posts_after}条）"
            )
        return (
            f"{self.counted} a post and follower: from {before} ({self.posts_before} posts)"
            f" to {after} ({self.posts_after} posts)"
        )


class Side(NamedTuple):
    """One side of a stretch of time: the moment, and the followers of then."""

    at: datetime
    followers: Figure


def interaction_changes(
    posts: Iterable[Post], before: Side, after: Side, *, around: timedelta
) -> tuple[InteractionChange, ...]:
    """Compare the posts of a time before one moment with those of a time after another.

    Only what at least three posts on each side tell is compared. The median is taken, so that
    one post that went round the country does not count for more than one.
    """
    if min(before.followers.low, after.followers.low) <= 0:
        return ()  # for each of no followers, nothing can be said
    start, end = in_utc(before.at), in_utc(after.at)
    since, until = earlier(start, around), later(end, around)
    known = tuple(posts)
    old_posts = [post for post in known if since <= in_utc(post.published) < start]
    new_posts = [post for post in known if end <= in_utc(post.published) < until]
    changes = []
    for counted in _INTERACTIONS:
        old, new = _counts(old_posts, counted), _counts(new_posts, counted)
        if min(len(old), len(new)) >= _LEAST_POSTS:
            change = InteractionChange(
                counted=counted,
                before=_usual(old, counted) / before.followers,
                after=_usual(new, counted) / after.followers,
                posts_before=len(old),
                posts_after=len(new),
            )
            changes.append(change)
    return tuple(changes)


def _counts(posts: list[Post], counted: Interaction) -> list[int]:
    counts = (getattr(post, counted) for post in posts)
    return [count for count in counts if count is not None]


def _usual(counts: list[int], counted: Interaction) -> Figure:
    return Figure.exact(median(map(Fraction, counts)), unit=counted.removesuffix("s"))
