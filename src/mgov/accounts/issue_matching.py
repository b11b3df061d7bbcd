"""Which planned issues came out: each post stands for one issue at most."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeAlias

from mgov.accounts.post import Post
from mgov.errors import InvalidValueError
from mgov.values.moment import earlier, in_utc, later

__all__ = ["require_not_negative", "unserved"]

# A moment, and whether that moment itself still belongs: sorts an open end before a closed one.
_End: TypeAlias = tuple[datetime, bool]


def unserved(
    issues: Iterable[datetime], posts: Iterable[Post], *, grace: timedelta, early: timedelta
) -> tuple[datetime, ...]:
    """Return the issues that no post is left for, when as many as possible are given one.

    Every post can serve a stretch of issues. Going through the issues in order and giving each
    the post whose stretch ends first serves as many as any other way (F. Glover, Maximum
    matching in a convex bipartite graph, 1967), and does not depend on the order of the posts.
    """
    require_not_negative("early", early)
    require_not_negative("grace", grace)
    stretches = ((_begin(post, grace), _end(post, grace, early)) for post in posts)
    waiting = sorted(stretches, reverse=True)
    usable: list[_End] = []
    missed = []
    for issue in sorted(issues, key=in_utc):
        moment = in_utc(issue)
        while waiting and waiting[-1][0] <= moment:
            heapq.heappush(usable, waiting.pop()[1])
        while usable and usable[0] < (moment, True):
            heapq.heappop(usable)
        if usable:
            heapq.heappop(usable)
        else:
            missed.append(issue)
    return tuple(missed)


def require_not_negative(name: str, length: timedelta) -> None:
    """Refuse a tolerance that is negative."""
    if length < timedelta(0):
        trouble, remedy = "is negative", "Give a length of time, or timedelta(0)."
        raise InvalidValueError(trouble, field=name, remedy=remedy, code="plan_tolerance")


def _begin(post: Post, grace: timedelta) -> datetime:
    return earlier(post.published, grace)


def _end(post: Post, grace: timedelta, early: timedelta) -> _End:
    published = (later(post.published, early), True)
    if post.deleted is None:
        return published
    return min(published, (earlier(post.deleted, grace), False))
