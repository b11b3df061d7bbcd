"""A signal for posts that repeat others: exactly or nearly, in one account and across many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from mgov.accounts.compared_words import comparable_text
from mgov.accounts.copy_signal import CopiedPost, CopyCount, CopyGroup, CopySignal
from mgov.accounts.post import Post
from mgov.accounts.resemblance import SHINGLE, Leaders, Shingles
from mgov.errors import InvalidValueError
from mgov.values.figures.interval import Number, exact
from mgov.values.moment import in_utc

__all__ = ["copied_text_signal"]

_ALIKE: Final = Fraction(4, 5)


class _Read(NamedTuple):
    """A post, and what of it is compared."""

    post: Post
    words: str


class _Groups:
    """Leaders with the posts that they are of, and the posts that repeat them."""

    def __init__(self, leaders: Leaders) -> None:
        self._leaders = leaders
        self._firsts: list[Post] = []
        self._repeats: defaultdict[int, list[CopiedPost]] = defaultdict(list)

    def add_repeat(self, read: _Read) -> bool:
        """Put a post to the group that it repeats; say whether there is one."""
        like = self._leaders.like(read.words)
        if like is not None:
            self._repeats[like.leader].append(_copied(read.post, like.resemblance))
        return like is not None

    def add_first(self, read: _Read) -> None:
        if self._leaders.add(read.words):
            self._firsts.append(read.post)

    def with_repeats(self) -> list[CopyGroup]:
        return [
            CopyGroup(first=_copied(self._firsts[number], Fraction(1)), repeats=tuple(repeats))
            for number, repeats in self._repeats.items()
        ]


def copied_text_signal(
    posts: Iterable[Post],
    *,
    sources: Iterable[Post] = (),
    across_accounts: bool = True,
    threshold: Number = _ALIKE,
    least_characters: int = 12,
) -> CopySignal:
    """Look for posts that repeat an earlier post, in the same words or nearly.

    Compared is what `comparable_text` leaves of a post. Two texts are alike if of all runs of
    three characters that either has, both have at least the threshold: the resemblance of A.
    Broder (On the resemblance and containment of documents, 1997), computed exactly. A post
    repeats the earliest post that it is like, of those that repeat none themselves; so a group
    is one text and its copies, and no chain of small steps joins what is not alike.

    It is a measure and no verdict. Good reasons to repeat are many: a warning must reach
    everybody, a text of the center is meant to be reprinted, a daily report has a form. Posts
    that reprint given sources are counted apart and are not part of the share.

    The work grows nearly in step with the posts, of which 100,000 take tens of seconds; very
    many texts that share most of a form without being alike take longer.

    Args:
        posts: The posts to compare, in any order. One that is listed twice, by account and
            identifier, is one post. Whoever wants what could be read at a moment leaves the
            others out (`Post.is_public_at`).
        sources: Posts that others may reprint, such as those of the central government.
        across_accounts: Whether a post that is like one of another account repeats it.
        threshold: The least resemblance of texts that are alike, over 0 and up to 1.
        least_characters: How long a text must be to be compared, at least 3: that two posts say
            good morning tells nothing.

    Raises:
        mgov.errors.InvalidValueError: If the threshold or the least length is out of bounds.

    Example:
        >>> from mgov.accounts import Post, copied_text_signal
        >>> texts = [
        ...     "【提醒】今天起，市民可以在手机上预约办理出入境证件。",
        ...     "提醒：今天起市民可以在手机上预约办理出入境证件 http://t.cn/A1",
        ...     "暴雨黄色预警：预计今天下午到夜里有大雨，请注意防范。",
        ... ]
        >>> posts = [
        ...     Post(identifier=str(n), account="a", published=f"2017-08-1{n}T09:00Z", text=text)
        ...     for n, text in enumerate(texts)
        ... ]
        >>> signal = copied_text_signal(posts)
        >>> signal.share.value, [repeat.post for repeat in signal.groups[0].repeats]
        (Fraction(1, 3), ['1'])
    """
    limit = Fraction(exact(threshold, field="threshold"))
    _check(limit, least_characters)
    given = _in_order(sources)
    own = {_name(read.post) for read in given}
    reads = [read for read in _in_order(posts) if _name(read.post) not in own]
    long = [read.words for read in (*given, *reads) if len(read.words) >= least_characters]
    shingles = Shingles(long)
    reprints = _Groups(Leaders(shingles, limit))
    for read in given:
        if len(read.words) >= least_characters:
            reprints.add_first(read)
    groups: dict[str, _Groups] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for read in reads:
        account = read.post.account
        if len(read.words) < least_characters:
            counts[account, "short"] += 1
        elif reprints.add_repeat(read):
            counts[account, "reprinting"] += 1
        else:
            counts[account, "compared"] += 1
            scope = "" if across_accounts else account
            within = groups.setdefault(scope, _Groups(Leaders(shingles, limit)))
            if within.add_repeat(read):
                counts[account, "repeating"] += 1
            else:
                within.add_first(read)
    return CopySignal(
        threshold=Decimal(limit.numerator) / limit.denominator,
        least_characters=least_characters,
        across_accounts=across_accounts,
        counts=tuple(_count(account, counts) for account in sorted({each[0] for each in counts})),
        groups=_sorted(group for each in groups.values() for group in each.with_repeats()),
        reprints=_sorted(reprints.with_repeats()),
    )


def _check(threshold: Fraction, least_characters: int) -> None:
    code = "signal_option"
    if not 0 < threshold <= 1:
        trouble, remedy = "is not over 0 and up to 1", "Give a share, such as 0.8."
        raise InvalidValueError(trouble, field="threshold", remedy=remedy, code=code)
    if least_characters < SHINGLE:
        trouble, remedy = f"is below {SHINGLE}", f"Give at least {SHINGLE}."
        raise InvalidValueError(trouble, field="least_characters", remedy=remedy, code=code)


def _name(post: Post) -> tuple[str, str]:
    return post.account, post.identifier


def _in_order(posts: Iterable[Post]) -> list[_Read]:
    """Put posts in the order in which they were published, each once."""

    def key(post: Post) -> tuple[datetime, str, str, str]:
        return in_utc(post.published), post.account, post.identifier, post.text

    once = {_name(post): post for post in sorted(posts, key=key, reverse=True)}
    return [_Read(post, comparable_text(post.text)) for post in reversed(once.values())]


def _copied(post: Post, resemblance: Fraction) -> CopiedPost:
    share = Decimal(resemblance.numerator) / resemblance.denominator
    return CopiedPost(
        account=post.account,
        post=post.identifier,
        published=post.published,
        # Rounded down, so that only the same words show as 1.
        resemblance=share.quantize(Decimal("0.0001"), rounding=ROUND_FLOOR),
    )


def _count(account: str, counts: Counter[tuple[str, str]]) -> CopyCount:
    return CopyCount(
        account=account,
        compared=counts[account, "compared"],
        repeating=counts[account, "repeating"],
        reprinting=counts[account, "reprinting"],
        short=counts[account, "short"],
    )


def _sorted(groups: Iterable[CopyGroup]) -> tuple[CopyGroup, ...]:
    def key(group: CopyGroup) -> tuple[datetime, str, str]:
        return in_utc(group.first.published), group.first.account, group.first.post

    return tuple(sorted(groups, key=key))
