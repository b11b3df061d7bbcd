"""How the counts of an account changed from one snapshot to another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Self

from pydantic import model_validator

from mgov.accounts.reported_count import COUNTED, Counted
from mgov.accounts.snapshot import Snapshot, count_of, snapshot_series
from mgov.errors import InvalidValueError
from mgov.values.figures import Figure
from mgov.values.model import Model
from mgov.values.moment import Moment, in_utc
from mgov.values.word import Word

__all__ = ["SnapshotChange", "snapshot_change", "snapshot_changes"]

_DAY = timedelta(days=1)


class SnapshotChange(Model, frozen=True):
    """How the counts of an account changed between two moments; a loss is below zero.

    A change is known where both snapshots have the count. It is a figure that holds whatever
    the rounding of both leaves open.

    Attributes:
        account: The identifier of the account.
        since: The moment of the earlier snapshot.
        until: The moment of the later one.
        followers: By how much the followers changed; the same for the other counts.
        posts: See `Snapshot`.
        reads: See `Snapshot`.
        likes: See `Snapshot`.
        comments: See `Snapshot`.
        reposts: See `Snapshot`.
        downloads: See `Snapshot`.

    Raises:
        mgov.errors.InvalidDataError: Among other troubles, if it does not end after it begins.

    Example:
        >>> from mgov.accounts import Snapshot, snapshot_change
        >>> change = snapshot_change(
        ...     Snapshot(account="a", at="2017-08-01T00:00:00+08:00", followers="10.2万"),
        ...     Snapshot(account="a", at="2017-08-03T12:00:00+08:00", followers=103_000),
        ... )
        >>> print(change.followers.interval, change.days.value)
        (500, 1500] 5/2
        >>> print(change.per_day("followers"))
        400 (200, 600] follower/day
    """

    account: Word
    since: Moment
    until: Moment
    followers: Figure | None = None
    posts: Figure | None = None
    reads: Figure | None = None
    likes: Figure | None = None
    comments: Figure | None = None
    reposts: Figure | None = None
    downloads: Figure | None = None

    @property
    def days(self) -> Figure:
        """How long it took, in days of 24 hours, exactly."""
        return Figure.exact(days_between(self.since, self.until), unit="day")

    def count(self, counted: Counted) -> Figure | None:
        """Return one of the changes by its name.

        Args:
            counted: The name of the field.

        Raises:
            mgov.errors.InvalidValueError: If a snapshot counts no such thing.

        Example:
            >>> from mgov.accounts import SnapshotChange
            >>> SnapshotChange(
            ...     account="a", since="2017-08-01T00:00:00Z", until="2017-08-02T00:00:00Z"
            ... ).count("likes") is None
            True
        """
        return count_of(self, counted)

    def per_day(self, counted: Counted) -> Figure | None:
        """Return one of the changes for each day of 24 hours that it took.

        Args:
            counted: The name of the field.

        Returns:
            A figure in a unit such as follower/day, or None if the change is not known.

        Raises:
            mgov.errors.InvalidValueError: If a snapshot counts no such thing.

        Example:
            >>> from mgov.accounts import SnapshotChange
            >>> change = SnapshotChange(
            ...     account="a",
            ...     since="2017-08-01T00:00:00Z",
            ...     until="2017-08-03T00:00:00Z",
            ...     reads=500,
            ... )
            >>> change.per_day("reads").value
            250
        """
        change = self.count(counted)
        return None if change is None else change / self.days

    @model_validator(mode="after")
    def _takes_time(self) -> Self:
        if in_utc(self.until) <= in_utc(self.since):
            trouble, remedy = "does not end after it begins", "Give the earlier snapshot first."
            raise InvalidValueError(trouble, remedy=remedy, code="snapshot_order").as_pydantic()
        return self


def snapshot_change(before: Snapshot, after: Snapshot) -> SnapshotChange:
    """Say how the counts changed from one snapshot to a later one.

    Args:
        before: The earlier snapshot.
        after: The later one, of the same account.

    Raises:
        mgov.errors.InvalidDataError: If the second one is not later.
        mgov.errors.InvalidValueError: If they are of different accounts.

    Example:
        >>> from mgov.accounts import Snapshot, snapshot_change
        >>> change = snapshot_change(
        ...     Snapshot(account="a", at="2017-08-01T00:00:00+08:00", followers=900, posts=12),
        ...     Snapshot(account="a", at="2017-08-02T00:00:00+08:00", followers=880),
        ... )
        >>> change.followers.value, change.posts
        (-20, None)
    """
    if before.account != after.account:
        trouble, remedy = "are of different accounts", "Compare snapshots of one account."
        code = "snapshot_accounts"
        raise InvalidValueError(trouble, field="snapshots", remedy=remedy, code=code)
    counts = {}
    for counted in COUNTED:
        first, second = before.count(counted), after.count(counted)
        if first is not None and second is not None:
            counts[counted] = second - first
    return SnapshotChange(account=before.account, since=before.at, until=after.at, **counts)


def snapshot_changes(snapshots: Iterable[Snapshot]) -> tuple[SnapshotChange, ...]:
    """Say how the counts of an account changed from each snapshot to the next one.

    Args:
        snapshots: The snapshots of one account, in any order; see `snapshot_series`.

    Raises:
        mgov.errors.InvalidValueError: If they are of several accounts, or two of the same
            moment cannot both be right.

    Example:
        >>> from mgov.accounts import Snapshot, snapshot_changes
        >>> seen = [
        ...     Snapshot(account="a", at=f"2017-08-{day}T09:00:00+08:00", followers=count)
        ...     for day, count in (("10", 690), ("03", 620), ("01", 600))
        ... ]
        >>> [str(change.per_day("followers")) for change in snapshot_changes(seen)]
        ['10 followers per day', '10 followers per day']
    """
    series = snapshot_series(snapshots)
    return tuple(snapshot_change(before, after) for before, after in pairwise(series))


def days_between(since: datetime, until: datetime) -> Fraction:
    """Return how many days of 24 hours lie between two moments, exactly."""
    length = in_utc(until) - in_utc(since)
    return Fraction(length // timedelta.resolution, _DAY // timedelta.resolution)
