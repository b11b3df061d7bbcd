"""What a look for posts that repeat others reports, and how it is said in words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from mgov.accounts.signal_wording import number_text
from mgov.values.figures import Figure, Interval
from mgov.values.figures.interval import exact
from mgov.values.language import Language, require_language
from mgov.values.model import Model
from mgov.values.moment import Moment
from mgov.values.word import Word

__all__ = ["CopiedPost", "CopyCount", "CopyGroup", "CopySignal"]

_Count = Annotated[int, Field(ge=0)]


class CopiedPost(Model, frozen=True):
    """A post of a group of posts that say the same.

    Attributes:
        account: The identifier of its account.
        post: Its own identifier.
        published: When it was published.
        resemblance: The share of all runs of three characters in it and in the first post of
            the group that both have, cut to four places; 1 is the same words.

    Example:
        >>> from mgov.accounts import CopiedPost
        >>> CopiedPost(
        ...     account="a", post="7", published="2017-08-17T09:00:00+08:00", resemblance="0.9375"
        ... ).same_words
        False
    """

    account: Word
    post: Word
    published: Moment
    resemblance: Annotated[Decimal, Field(ge=0, le=1)]

    @property
    def same_words(self) -> bool:
        """Whether it has the very words of the first post, marks and links aside."""
        return self.resemblance == 1


class CopyGroup(Model, frozen=True):
    """A post and those that repeat it.

    Attributes:
        first: The earliest of them, or the source that they reprint.
        repeats: The posts that repeat it, from the earliest to the latest.

    Example:
        >>> from mgov.accounts import CopyGroup
        >>> morning = {"post": "1", "published": "2017-08-17T09:00:00+08:00", "resemblance": 1}
        >>> group = CopyGroup(
        ...     first={"account": "a", **morning}, repeats=[{"account": "b", **morning}]
        ... )
        >>> group.accounts
        ('a', 'b')
    """

    first: CopiedPost
    repeats: tuple[CopiedPost, ...]

    @property
    def accounts(self) -> tuple[str, ...]:
        """The identifiers of the accounts that its posts are of."""
        return tuple(sorted({post.account for post in (self.first, *self.repeats)}))


class CopyCount(Model, frozen=True):
    """How many posts of an account were compared and what came of it.

    Attributes:
        account: The identifier of the account.
        compared: How many posts were compared, without those that reprint a given source.
        repeating: How many of them repeat an earlier post.
        reprinting: How many posts reprint a given source.
        short: How many were too short to be compared.

    Example:
        >>> from mgov.accounts import CopyCount
        >>> CopyCount(account="a", compared=40, repeating=3).share.value
        Fraction(3, 40)
    """

    account: Word
    compared: _Count = 0
    repeating: _Count = 0
    reprinting: _Count = 0
    short: _Count = 0

    @property
    def share(self) -> Figure | None:
        """The share of the compared posts that repeat another; None if none was compared."""
        return _share(self.repeating, self.compared)


class CopySignal(Model, frozen=True):
    """What posts say about copying.

    Attributes:
        threshold: The least resemblance of texts that are alike.
        least_characters: How long a text had to be to be compared.
        across_accounts: Whether posts of different accounts were compared.
        counts: The counts of each account, in the order of their identifiers.
        groups: The groups of posts that say the same, by their first posts.
        reprints: The given sources that were reprinted, with the posts that did.

    Example:
        >>> from mgov.accounts import CopySignal
        >>> signal = CopySignal(
        ...     threshold="0.8",
        ...     least_characters=12,
        ...     across_accounts=True,
        ...     counts=[
        ...         {"account": "a", "compared": 8, "repeating": 1},
        ...         {"account": "b", "short": 2},
        ...     ],
        ... )
        >>> signal.share.value, signal.of_account("b").share
        (Fraction(1, 8), None)
    """

    threshold: Decimal
    least_characters: int
    across_accounts: bool
    counts: tuple[CopyCount, ...] = ()
    groups: tuple[CopyGroup, ...] = ()
    reprints: tuple[CopyGroup, ...] = ()

    @property
    def compared(self) -> int:
        """How many posts were compared, without those that reprint a given source."""
        return sum(each.compared for each in self.counts)

    @property
    def repeating(self) -> int:
        """How many of them repeat an earlier post."""
        return sum(each.repeating for each in self.counts)

    @property
    def share(self) -> Figure | None:
        """The share of the compared posts that repeat another; None if none was compared.

        Example:
            >>> from mgov.accounts import CopySignal
            >>> CopySignal(threshold="0.8", least_characters=12, across_accounts=True).share is None
            True
        """
        return _share(self.repeating, self.compared)

    def of_account(self, account: str) -> CopyCount:
        """Return the counts of one account; all of them 0 if it had no post.

        Args:
            account: Its identifier.

        Example:
            >>> from mgov.accounts import CopySignal
            >>> CopySignal(threshold="0.8", least_characters=12, across_accounts=True).of_account(
            ...     "a"
            ... ).compared
            0
        """
        found = (each for each in self.counts if each.account == account)
        return next(found, None) or CopyCount(account=account)

    def explain(self, lang: Language = "en") -> str:
        """Say in a few sentences what was measured.

        Args:
            lang: `en` or `zh`.

        Raises:
            mgov.errors.InvalidValueError: If the language is another one.

        Example:
            >>> from mgov.accounts import CopySignal
            >>> print(
            ...     CopySignal(threshold="0.8", least_characters=12, across_accounts=True).explain()
            ... )
            No post could be compared; 0 had fewer than 12 characters.
        """
        require_language(lang)
        short = sum(each.short for each in self.counts)
        if self.compared == 0:
            if lang == "zh":
                return f"没有可比的内容；不足{self.least_characters}字的有{short}条。"
            return (
                f"No post could be compared; {short} had fewer than"
                f" {self.least_characters} characters."
            )
        repeats = [repeat for group in self.groups for repeat in group.repeats]
        same = sum(repeat.same_words for repeat in repeats)
        shared = sum(len(group.accounts) > 1 for group in self.groups)
        reprinting = sum(each.reprinting for each in self.counts)
        percent = f"{number_text(exact(Fraction(100 * self.repeating, self.compared)))}%"
        if lang == "zh":
            return (
                f"可比内容{self.compared:,}条，其中{self.repeating:,}条（{percent}）与较早的一条"
                f"相同或相近（相似度不低于{self.threshold}）：文字相同{same:,}条，共"
                f"{len(self.groups):,}组，跨账号{shared:,}组。另有转载指定来源{reprinting:,}条、"
                f"不足{self.least_characters}字{short:,}条，未计入。"
                "重复可有多种正当理由，本项只是度量，不是结论。"
            )
        return (
            f"Posts compared: {self.compared:,}. Repeating an earlier one, with a resemblance of at"
            f" least {self.threshold}: {self.repeating:,} ({percent}), in the same words:"
            f" {same:,}. Groups: {len(self.groups):,}, of several accounts: {shared:,}. Not"
            f" counted: {reprinting:,} as reprints of given sources, {short:,} for fewer than"
            f" {self.least_characters} characters. Repeating has many good reasons; this is a"
            " measure and no verdict."
        )


def _share(part: int, whole: int) -> Figure | None:
    if whole == 0:
        return None
    operands = (Figure.exact(part, unit="post"), Figure.exact(whole, unit="post"))
    exactly = Interval.point(Fraction(part, whole))
    return Figure.computed(exactly, unit="share", formula="{0} ÷ {1}", operands=operands)
