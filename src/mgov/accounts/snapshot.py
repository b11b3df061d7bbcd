"""`Snapshot`: the followers and totals of an account as they were seen at a moment."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from mgov.accounts.reported_count import (
    COUNTED,
    Comments,
    Counted,
    Downloads,
    Followers,
    Likes,
    Posts,
    Reads,
    Reposts,
)
from mgov.errors import InvalidValueError
from mgov.values.figures import Figure, Interval
from mgov.values.model import Model
from mgov.values.moment import Moment, in_utc
from mgov.values.text import Text
from mgov.values.word import Word

__all__ = ["Snapshot", "SnapshotConflict", "snapshot_conflicts", "snapshot_series"]


class Snapshot(Model, frozen=True):
    """The followers and totals of an account, as they were seen at a moment.

    A count is a figure, because platforms round (10.2万) and cap (10万+) what they show; a plain
    number is taken for an exact count. None is not known, which is not 0. Totals are of all
    posts that the account has, not of a stretch of time.

    Attributes:
        account: The identifier of the account.
        at: When it was seen.
        followers: How many follow or subscribe to it.
        posts: How many posts it has.
        reads: How often its posts were read or played, in all.
        likes: How often they were liked, in all.
        comments: How many comments they have, in all.
        reposts: How often they were passed on, in all.
        downloads: How often it was downloaded, for an app.
        source: Who says so, such as the page of the platform.

    Example:
        >>> from mgov.accounts import Snapshot
        >>> seen = Snapshot(
        ...     account="njga", at="2017-08-17T09:00:00+08:00", followers="10.2万", reads="10万+"
        ... )
        >>> print(seen.followers.interval, seen.reads.interval, seen.likes)
        [101500, 102500) [100000, inf) None
    """

    account: Word
    at: Moment
    followers: Followers | None = None
    posts: Posts | None = None
    reads: Reads | None = None
    likes: Likes | None = None
    comments: Comments | None = None
    reposts: Reposts | None = None
    downloads: Downloads | None = None
    source: Text | None = None

    def count(self, counted: Counted) -> Figure | None:
        """Return one of the counts by its name.

        Args:
            counted: The name of the field.

        Raises:
            mgov.errors.InvalidValueError: If a snapshot counts no such thing.

        Example:
            >>> from mgov.accounts import Snapshot
            >>> seen = Snapshot(account="a", at="2017-08-17T09:00:00+08:00", posts=12)
            >>> print(seen.count("posts"))
            12 posts
        """
        return count_of(self, counted)


class SnapshotConflict(Model, frozen=True):
    """That one thing was counted differently at the same moment, and not all can be right.

    Attributes:
        account: The identifier of the account.
        at: The moment.
        counted: What was counted.
        reported: What was said, each figure once, from low to high.

    Example:
        >>> from mgov.accounts import SnapshotConflict
        >>> conflict = SnapshotConflict(
        ...     account="a",
        ...     at="2017-08-17T09:00:00+08:00",
        ...     counted="followers",
        ...     reported=[99_000, "10.2万"],
        ... )
        >>> len(conflict.reported)
        2
    """

    account: Word
    at: Moment
    counted: Counted
    reported: tuple[Figure, ...]


def snapshot_conflicts(snapshots: Iterable[Snapshot]) -> tuple[SnapshotConflict, ...]:
    """List where snapshots of the same account and moment cannot all be right.

    Figures agree if one number fits them all: 10.2万 and 102,345 do, 10.2万 and 99,000 do not.

    Args:
        snapshots: Snapshots in any order, of any accounts.

    Returns:
        The conflicts in the order of accounts, moments and counts.

    Example:
        >>> from mgov.accounts import Snapshot, snapshot_conflicts
        >>> moment = "2017-08-17T09:00:00+08:00"
        >>> seen = [
        ...     Snapshot(account="a", at=moment, followers=count)
        ...     for count in (99_000, "10.2万", 102_345)
        ... ]
        >>> [conflict] = snapshot_conflicts(seen)
        >>> conflict.counted, [str(figure) for figure in conflict.reported]
        ('followers', ['99,000 followers', '10.2万', '102,345 followers'])
        >>> snapshot_conflicts(seen[1:])
        ()
    """
    conflicts = []
    for together in _by_moment(snapshots):
        for counted in COUNTED:
            figures = _reported(together, counted)
            if _common(figures) is None:
                first = together[0]
                conflict = SnapshotConflict(
                    account=first.account, at=first.at, counted=counted, reported=figures
                )
                conflicts.append(conflict)
    return tuple(conflicts)


def snapshot_series(snapshots: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
    """Put the snapshots of an account in order, one for each moment.

    Snapshots of one moment become one: it has every count that one of them has, and of two
    figures that agree the narrower one.

    Args:
        snapshots: The snapshots of one account, in any order.

    Raises:
        mgov.errors.InvalidValueError: If they are of several accounts, or two of the same
            moment cannot both be right.

    Example:
        >>> from mgov.accounts import Snapshot, snapshot_series
        >>> series = snapshot_series(
        ...     [
        ...         Snapshot(account="a", at="2017-08-18T09:00:00+08:00", followers="10.3万"),
        ...         Snapshot(account="a", at="2017-08-17T09:00:00+08:00", followers="10.2万"),
        ...         Snapshot(account="a", at="2017-08-17T01:00:00Z", followers=102_345, posts=12),
        ...     ]
        ... )
        >>> [(str(seen.followers), str(seen.posts)) for seen in series]
        [('102,345 followers', '12 posts'), ('10.3万', 'None')]
    """
    given = tuple(snapshots)
    if len({snapshot.account for snapshot in given}) > 1:
        trouble, remedy = "are of several accounts", "Take one account at a time."
        code = "snapshot_accounts"
        raise InvalidValueError(trouble, field="snapshots", remedy=remedy, code=code)
    for conflict in snapshot_conflicts(given):
        trouble = f"have different counts of {conflict.counted} at {conflict.at.isoformat()}"
        remedy = "Decide which is right; snapshot_conflicts(...) lists every such case."
        code = "snapshot_conflict"
        raise InvalidValueError(trouble, field="snapshots", remedy=remedy, code=code)
    return tuple(map(_merged, _by_moment(given)))


def count_of(record: Model, counted: Counted) -> Figure | None:
    """Return a count of a snapshot, or of a change, by the name of its field."""
    if counted not in COUNTED:
        trouble, remedy = "is nothing that is counted", f"Use one of {', '.join(COUNTED)}."
        raise InvalidValueError(trouble, field="counted", remedy=remedy, code="counted_unknown")
    figure: Figure | None = getattr(record, counted)
    return figure


def _by_moment(snapshots: Iterable[Snapshot]) -> list[list[Snapshot]]:
    # By their content where all else is the same, so that their order says nothing.
    def key(snapshot: Snapshot) -> tuple[str, datetime, str]:
        return snapshot.account, in_utc(snapshot.at), snapshot.model_dump_json()

    groups = groupby(sorted(snapshots, key=key), key=lambda each: key(each)[:2])
    return [list(group) for _, group in groups]


def _reported(snapshots: list[Snapshot], counted: Counted) -> tuple[Figure, ...]:
    """Return what was said of one thing, each interval once, from low to high."""
    known = [figure for each in snapshots if (figure := count_of(each, counted)) is not None]
    ranked = sorted(known, key=lambda figure: (figure.low, figure.high))
    return tuple(
        figure
        for number, figure in enumerate(ranked)
        if number == 0 or figure.interval != ranked[number - 1].interval
    )


def _common(figures: tuple[Figure, ...]) -> Interval | None:
    """Return the numbers that fit every figure; None if there are none."""
    common: Interval | None = Interval(-math.inf, math.inf)
    for figure in figures:
        common = common and common.intersection(figure.interval)
    return common


def _merged(snapshots: list[Snapshot]) -> Snapshot:
    if len(snapshots) == 1:
        return snapshots[0]
    counts = {counted: _reported(snapshots, counted) for counted in COUNTED}
    narrowest = {
        counted: min(figures, key=lambda figure: figure.high - figure.low)
        for counted, figures in counts.items()
        if figures
    }
    sources = [each.source for each in snapshots if each.source is not None]
    first = snapshots[0]
    return Snapshot.model_validate(
        {
            "account": first.account,
            "at": first.at,
            "source": sources[0] if sources else None,
            **narrowest,
        }
    )
