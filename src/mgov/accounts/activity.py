"""How an account is kept: its last post, how long it has been silent, how much it posts.

All of it is seen from a moment: a post counts if people could read it then (see
`Post.is_public_at`). Posts of the future and posts that were taken down do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from mgov.accounts.account import Account
from mgov.accounts.lifecycle import day_of, running_since
from mgov.accounts.post import Post
from mgov.errors import InvalidValueError
from mgov.values.moment import in_utc

__all__ = ["last_post", "last_posts", "post_counts", "silence"]

_FIRST: Final = datetime.min.replace(tzinfo=UTC)


def last_post(posts: Iterable[Post], at: datetime) -> Post | None:
    """Return the newest post that could be read at a moment.

    Args:
        posts: Posts in any order, of any accounts.
        at: The moment to look from.

    Returns:
        The newest one; of several of the same moment, the one whose identifier sorts last. None
        if there was none to read.

    Raises:
        mgov.errors.InvalidValueError: If the moment has no time zone.

    Example:
        >>> from datetime import UTC
        >>> from mgov.accounts import Post, last_post
        >>> posts = [
        ...     Post(identifier=day, account="a", published=f"2017-08-{day}T09:00:00+08:00")
        ...     for day in ("15", "16", "17")
        ... ]
        >>> last_post(posts, datetime(2017, 8, 16, 12, tzinfo=UTC)).identifier
        '16'
    """
    in_utc(at)  # refuses a moment without a zone, even where there is no post
    public = (post for post in posts if post.is_public_at(at))
    return max(public, key=newness, default=None)


def last_posts(posts: Iterable[Post], at: datetime) -> dict[str, Post]:
    """Return the newest post that could be read at a moment, for each account that has one.

    One pass over the posts, which may be an iterator: only the newest ones are kept.

    Args:
        posts: Posts in any order, of any accounts.
        at: The moment to look from.

    Returns:
        The posts by the identifier of their account.

    Raises:
        mgov.errors.InvalidValueError: If the moment has no time zone.

    Example:
        >>> from datetime import UTC
        >>> from mgov.accounts import Post, last_posts
        >>> posts = [Post(identifier="1", account="a", published="2017-08-17T09:00:00+08:00")]
        >>> list(last_posts(posts, datetime(2017, 8, 18, tzinfo=UTC)))
        ['a']
    """
    in_utc(at)
    newest: dict[str, Post] = {}
    for post in posts:
        if not post.is_public_at(at):
            continue
        known = newest.get(post.account)
        if known is None or newness(known) < newness(post):
            newest[post.account] = post
    return newest


def post_counts(posts: Iterable[Post], at: datetime) -> dict[str, int]:
    """Count the posts that could be read at a moment, for each account that has any.

    Args:
        posts: Posts in any order, of any accounts; may be an iterator.
        at: The moment to look from.

    Returns:
        The number of posts by the identifier of the account.

    Raises:
        mgov.errors.InvalidValueError: If the moment has no time zone.

    Example:
        >>> from datetime import UTC
        >>> from mgov.accounts import Post, post_counts
        >>> posts = [
        ...     Post(identifier=day, account="a", published=f"2017-08-{day}T09:00:00+08:00")
        ...     for day in ("15", "16", "17")
        ... ]
        >>> post_counts(posts, datetime(2017, 8, 16, 12, tzinfo=UTC))
        {'a': 2}
    """
    in_utc(at)
    counts: dict[str, int] = {}
    for post in posts:
        if post.is_public_at(at):
            counts[post.account] = counts.get(post.account, 0) + 1
    return counts


def silence(account: Account, posts: Iterable[Post], at: datetime) -> timedelta | None:
    """Return how long an account had been silent at a moment.

    Silence runs from the newest post that could be read, or from the beginning of the day on
    which the account was opened or went on after a halt, whichever is later. Days begin at
    midnight in the time zone of `at`.

    Args:
        account: The account.
        posts: Posts in any order; those of other accounts are passed over.
        at: The moment to look from.

    Returns:
        The length of the silence, or None where nothing on record says when it began: no post,
        and no day of opening.

    Raises:
        mgov.errors.InvalidValueError: If the moment has no time zone.

    Example:
        >>> from datetime import UTC
        >>> from mgov.accounts import Account, Post, silence
        >>> account = Account(identifier="a", platform="weibo", handle="a", name="某区发布")
        >>> posts = [Post(identifier="1", account="a", published="2017-08-17T09:00:00+08:00")]
        >>> str(silence(account, posts, datetime(2017, 8, 31, 3, 0, tzinfo=UTC)))
        '14 days, 2:00:00'
    """
    newest = last_post((post for post in posts if post.account == account.identifier), at)
    began = SilenceSeen(at).began(account, None if newest is None else newest.published)
    return None if began is None else in_utc(at) - began


class SilenceSeen:
    """Silence as it is seen from one moment, of any number of accounts."""

    def __init__(self, at: datetime) -> None:
        self._day = day_of(at)
        self._zone = at.tzinfo
        self._midnights: dict[date, datetime] = {}

    def began(self, account: Account, newest: datetime | None) -> datetime | None:
        """Return the moment from which silence runs, in UTC: the newest post or the opening."""
        opened = self.opened(account)
        if newest is None:
            return opened
        posted = in_utc(newest)
        return posted if opened is None else max(opened, posted)

    def opened(self, account: Account) -> datetime | None:
        """Return the moment in UTC at which an account was opened or went on after a halt."""
        since = running_since(account.events, self._day)
        return None if since is None else self.midnight(since)

    def midnight(self, day: date) -> datetime:
        """Return the moment in UTC at which a day begins where one looks from."""
        moment = self._midnights.get(day)
        if moment is None:
            try:
                moment = in_utc(datetime.combine(day, time.min, self._zone))
            except InvalidValueError:
                # The year 1, which stands for no day at all in some programs, began elsewhere
                # before the first moment that there is.
                moment = _FIRST
            self._midnights[day] = moment
        return moment


def newness(post: Post) -> tuple[datetime, str, str, str]:
    """Order posts: down to the address, so that of posts listed twice the same one is taken."""
    return in_utc(post.published), post.identifier, post.account, post.address or ""
