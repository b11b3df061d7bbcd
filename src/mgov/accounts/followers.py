"""A signal for followers that came suddenly: a measure with its reasons, and no verdict."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from mgov.accounts.change import days_between
from mgov.accounts.follower_jump import FollowerJump, FollowerSignal
from mgov.accounts.interaction import Side, interaction_changes
from mgov.accounts.post import Post
from mgov.accounts.snapshot import Snapshot, snapshot_series
from mgov.errors import InvalidValueError
from mgov.values.figures import Exact, Figure
from mgov.values.figures.interval import Number, exact
from mgov.values.moment import in_utc

__all__ = ["follower_signal"]

# Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993): the median absolute deviation
# over this number estimates a standard deviation, and more than 3.5 of them are remarkable.
_NORMAL: Final = Fraction("0.6745")
_REMARKABLE: Final = Fraction("3.5")
_LEAST: Final = Fraction(1)  # follower by which any count may differ from one day to the next


class _Seen(NamedTuple):
    """A snapshot whose followers are a number, even if a rounded one."""

    snapshot: Snapshot
    followers: Figure
    value: Exact


class _Stretch(NamedTuple):
    """What lies between two snapshots: how long it was, and how much the followers grew."""

    before: _Seen
    after: _Seen
    days: Fraction
    growth: Figure

    @property
    def rate(self) -> Fraction:
        return (self.after.value - self.before.value) / self.days


class _Usual(NamedTuple):
    """What is usual for an account on a day."""

    growth: Fraction
    deviation: Fraction


def follower_signal(
    snapshots: Iterable[Snapshot],
    posts: Iterable[Post] = (),
    *,
    threshold: Number = _REMARKABLE,
    least_stretches: int = 8,
    least_excess: int = 100,
    shortest: timedelta = timedelta(hours=12),
    around: timedelta = timedelta(days=30),
) -> FollowerSignal:
    """Look for sudden growth of followers, as bought followers would bring it.

    Growth is measured for each stretch between two snapshots, by the days that it lasted, so
    that a week without a snapshot is a week. What is usual is the median growth of a day and
    the median absolute deviation from it, which up to half of the stretches cannot move far.
    The score of a stretch is the modified z-score of Iglewicz and Hoaglin (How to Detect and
    Handle Outliers, 1993), whose limit of 3.5 is the default here, made more careful in three
    ways: the growth counts at the least that rounding allows, a deviation is never taken to be
    smaller than chance alone makes a count (its square root, Poisson), and growth by less than
    `least_excess` over the usual is no jump.

    With posts, interaction is compared: the median reads (likes, comments, reposts) of the posts
    before and after the stretch, for each follower of then. Followers who read bring it along;
    a purchase does not. Newer posts have had less time to be read.

    It is a measure and no verdict. An event, a campaign, a merged account or the
    recommendation of a platform make followers jump too; followers who were bought little by
    little, or on most of the days, show nothing.

    Args:
        snapshots: The snapshots of one account, in any order.
        posts: Posts in any order; those of other accounts are passed over.
        threshold: From how many deviations on growth is called a jump.
        least_stretches: How many stretches it takes to say what is usual.
        least_excess: How many followers more than usual a jump brings; sellers count in hundreds.
        shortest: A snapshot sooner than this after the last one used is passed over, since
            what comes within minutes says little about a day.
        around: How long before and after a jump posts are compared.

    Raises:
        mgov.errors.InvalidValueError: If the snapshots are of several accounts, two of the same
            moment cannot both be right, or an option is not over zero.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.accounts import Snapshot, follower_signal
        >>> counts = [1000, 1010, 1022, 1029, 1040, 3040, 3050, 3061, 3069, 3080]
        >>> seen = [
        ...     Snapshot(account="a", at=datetime(2017, 8, day, tzinfo=UTC), followers=count)
        ...     for day, count in enumerate(counts, start=1)
        ... ]
        >>> signal = follower_signal(seen)
        >>> [(jump.until.day, jump.growth.value) for jump in signal.jumps]
        [(6, 2000)]
        >>> print(signal.explain().splitlines()[0])
        In 9 stretches between snapshots the median growth was 11 followers a day, and 1.48 the
        usual deviation. Sudden growth, over 3.5 deviations: 1. It may have many causes; this is
        a measure and no verdict.
    """
    limit = exact(threshold, field="threshold")
    _check_over_zero(
        threshold=limit > 0,
        least_stretches=least_stretches > 0,
        least_excess=least_excess > 0,
        shortest=shortest > timedelta(0),
        around=around > timedelta(0),
    )
    series = snapshot_series(snapshots)
    used = _spaced(series, shortest)
    stretches = [_stretch(before, after) for before, after in pairwise(used)]
    account = series[0].account if series else None
    signal = FollowerSignal(
        account=account,
        stretches=len(stretches),
        least_stretches=least_stretches,
        passed_over=len(series) - len(used),
        threshold=Decimal(limit.numerator) / limit.denominator,
    )
    if not signal.enough:
        return signal
    usual = _usual([stretch.rate for stretch in stretches])
    own = [post for post in posts if post.account == account]
    jumps = []
    for stretch in stretches:
        squared = _squared_score(stretch, usual, least_excess)
        if squared > limit**2:
            jumps.append(_jump(stretch, usual, squared, own, around))
    return signal.replace(
        typical=Figure.exact(usual.growth, unit="follower/day"),
        deviation=Figure.exact(usual.deviation, unit="follower/day"),
        jumps=jumps,
    )


def _check_over_zero(**options: bool) -> None:
    for name, is_over_zero in options.items():
        if not is_over_zero:
            trouble, remedy = "is not over zero", "Give more than zero, or leave it out."
            raise InvalidValueError(trouble, field=name, remedy=remedy, code="signal_option")


def _spaced(series: tuple[Snapshot, ...], shortest: timedelta) -> list[_Seen]:
    used: list[_Seen] = []
    for snapshot in series:
        followers = snapshot.followers
        if followers is None or followers.value is None or not followers.is_bounded:
            continue
        if not used or in_utc(snapshot.at) - in_utc(used[-1].snapshot.at) >= shortest:
            used.append(_Seen(snapshot, followers, followers.value))
    return used


def _stretch(before: _Seen, after: _Seen) -> _Stretch:
    days = days_between(before.snapshot.at, after.snapshot.at)
    return _Stretch(before, after, days, after.followers - before.followers)


def _usual(rates: list[Fraction]) -> _Usual:
    growth = median(rates)
    return _Usual(growth, median([abs(rate - growth) for rate in rates]) / _NORMAL)


def _squared_score(stretch: _Stretch, usual: _Usual, least_excess: int) -> Fraction:
    """Return the square of the score, which is exact; 0 where the growth is no jump at all."""
    expected = usual.growth * stretch.days
    excess = Fraction(stretch.growth.low) - expected
    if excess < least_excess:
        return Fraction(0)
    chance = max(abs(expected), _LEAST)
    return excess**2 / max((usual.deviation * stretch.days) ** 2, chance)


def _jump(
    stretch: _Stretch, usual: _Usual, squared: Fraction, posts: list[Post], around: timedelta
) -> FollowerJump:
    before, after = stretch.before, stretch.after
    # Rounded up, so that what is over the limit does not read as if it were the limit.
    hundredths = math.isqrt(math.ceil(squared * 10_000) - 1) + 1
    return FollowerJump(
        since=before.snapshot.at,
        until=after.snapshot.at,
        before=before.followers,
        after=after.followers,
        growth=stretch.growth,
        expected=Figure.exact(usual.growth * stretch.days, unit="follower"),
        score=Decimal(hundredths).scaleb(-2),
        interactions=interaction_changes(
            posts,
            Side(before.snapshot.at, before.followers),
            Side(after.snapshot.at, after.followers),
            around=around,
        ),
    )
