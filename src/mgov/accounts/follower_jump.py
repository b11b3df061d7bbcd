"""What a look for sudden growth of followers reports, and how it is said in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from mgov.accounts.interaction import InteractionChange
from mgov.accounts.signal_wording import figure_text, moment_text
from mgov.values.figures import Figure
from mgov.values.language import Language, require_language
from mgov.values.model import Model
from mgov.values.moment import Moment
from mgov.values.word import Word

__all__ = ["FollowerJump", "FollowerSignal"]


class FollowerJump(Model, frozen=True):
    """A stretch of time in which followers grew far more than is usual for the account.

    Attributes:
        since: The moment of the snapshot before it.
        until: The moment of the snapshot after it.
        before: The followers before.
        after: The followers after.
        growth: By how much they grew: a figure that holds what rounding leaves open.
        expected: By how much they grow in a stretch of that length, as a rule.
        score: How many usual deviations the growth, at the least that rounding allows, lies
            above what is expected; rounded up to two places.
        interactions: How interaction with the posts changed, as far as enough posts tell.

    Example:
        >>> from mgov.accounts import FollowerJump
        >>> jump = FollowerJump(
        ...     since="2017-08-17T09:00:00+08:00",
        ...     until="2017-08-18T09:00:00+08:00",
        ...     before=10_000,
        ...     after=15_000,
        ...     growth=5_000,
        ...     expected=20,
        ...     score="62.25",
        ... )
        >>> print(jump.explain("zh").split("；")[1])
        同样时长通常增加20，超出部分为通常偏离的62.25倍。
    """

    since: Moment
    until: Moment
    before: Figure
    after: Figure
    growth: Figure
    expected: Figure
    score: Decimal
    interactions: tuple[InteractionChange, ...] = ()

    def explain(self, lang: Language = "en") -> str:
        """Say in one sentence or two what was measured.

        Args:
            lang: `en` or `zh`.

        Raises:
            mgov.errors.InvalidValueError: If the language is another one.

        Example:
            >>> from mgov.accounts import FollowerJump
            >>> jump = FollowerJump(
            ...     since="2017-08-17T09:00:00+08:00",
            ...     until="2017-08-18T09:00:00+08:00",
            ...     before="10.2万",
            ...     after="15.2万",
            ...     growth=50_000,
            ...     expected=20,
            ...     score="612.5",
            ... )
            >>> print(jump.explain())
            From 2017-08-17 09:00+08:00 to 2017-08-18 09:00+08:00 followers grew from 10.2万 to
            15.2万, by 50,000; 20 are usual for that time, and the rest is 612.5 times the usual
            deviation.
        """
        require_language(lang)
        since, until = moment_text(self.since), moment_text(self.until)
        before, after = figure_text(self.before), figure_text(self.after)
        growth, expected = figure_text(self.growth), figure_text(self.expected)
        told = [each.explain(lang) for each in self.interactions]
        if lang == "zh":
            said = (
                f"{since}至{until}，粉丝由{before}增至{after}，增加{growth}；"
                f"同样时长通常增加{expected}，超出部分为通常偏离的{self.score}倍。"
            )
            return said + "".join(f"{each}。" for each in told)
        said = (
            f"From {since} to {until} followers grew from {before} to {after}, by {growth};"
            f" {expected} are usual for that time, and the rest is {self.score} times the usual"
            " deviation."
        )
        return " ".join([said, *(f"{each[0].upper()}{each[1:]}." for each in told)])


class FollowerSignal(Model, frozen=True):
    """What the snapshots of an account say about sudden growth of its followers.

    Attributes:
        account: The identifier of the account; None where there was no snapshot.
        stretches: How many stretches between snapshots could be measured.
        least_stretches: How many it takes to say what is usual.
        passed_over: How many snapshots could not be used: without followers, with a bound
            instead of a number (10万+), or too soon after another one.
        typical: The median growth of a day; None if too few stretches were measured.
        deviation: The usual deviation from it, for a day: the median absolute deviation, scaled
            to a standard deviation.
        threshold: From how many deviations on growth is called a jump.
        jumps: The stretches of sudden growth, in order.

    Example:
        >>> from mgov.accounts import FollowerSignal
        >>> FollowerSignal(account="a", stretches=3, least_stretches=8, threshold="3.5").enough
        False
    """

    account: Word | None
    stretches: Annotated[int, Field(ge=0)]
    least_stretches: Annotated[int, Field(gt=0)]
    passed_over: Annotated[int, Field(ge=0)] = 0
    typical: Figure | None = None
    deviation: Figure | None = None
    threshold: Decimal
    jumps: tuple[FollowerJump, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether enough stretches could be measured to say anything."""
        return self.stretches >= self.least_stretches

    def explain(self, lang: Language = "en") -> str:
        """Say what was measured and how, and each jump, one a line.

        Args:
            lang: `en` or `zh`.

        Raises:
            mgov.errors.InvalidValueError: If the language is another one.

        Example:
            >>> from mgov.accounts import FollowerSignal
            >>> print(
            ...     FollowerSignal(
            ...         account="a", stretches=3, least_stretches=8, threshold="3.5"
            ...     ).explain()
            ... )
            Stretches between snapshots that could be measured: 3; it takes 8 to say what is usual.
        """
        require_language(lang)
        english = lang == "en"
        if self.typical is None or self.deviation is None:
            if english:
                return (
                    f"Stretches between snapshots that could be measured: {self.stretches};"
                    f" it takes {self.least_stretches} to say what is usual."
                )
            return f"可测的时段只有{self.stretches}个，至少{self.least_stretches}个才能判断常态。"
        typical, deviation = figure_text(self.typical), figure_text(self.deviation)
        found = len(self.jumps)
        if english:
            head = (
                f"In {self.stretches} stretches between snapshots the median growth was {typical}"
                f" followers a day, and {deviation} the usual deviation. Sudden growth, over"
                f" {self.threshold} deviations: {found or 'none'}. It may have many causes;"
                " this is a measure and no verdict."
            )
        else:
            head = (
                f"共测{self.stretches}个时段，粉丝日增中位数{typical}，通常偏离{deviation}。"
                f"超过{self.threshold}倍偏离的骤增：{f'{found}次' if found else '无'}。"
                "骤增可有多种原因，本项只是度量，不是结论。"
            )
        return "\n".join([head, *(jump.explain(lang) for jump in self.jumps)])
