"""One group of figures of a report: what was set, what was reached, and whether it was."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Final, Self

from pydantic import model_validator

from mgov.articles.wording import Line
from mgov.errors import InvalidValueError
from mgov.values.figures import Figure, Interval, Qualifier
from mgov.values.figures.units import same_unit
from mgov.values.language import Language, require_language
from mgov.values.model import Model
from mgov.values.text import Text

__all__ = ["Attainment", "Goal", "Indicator", "as_reported"]


class Goal(StrEnum):
    """Which side of its target an indicator should come to lie on.

    Attributes:
        AT_LEAST: At the target or above it, as jobs should.
        AT_MOST: At the target or below it, as prices should.
        WITHIN: Inside the range that the target names.

    Example:
        >>> from mgov.articles import Goal, Indicator
        >>> Indicator(name="城镇登记失业率", target="4.5%以内").direction is Goal.AT_MOST
        True
    """

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    WITHIN = "within"


class Attainment(StrEnum):
    """Whether a target was reached, as far as the figures tell.

    Attributes:
        REACHED: It was, wherever in its interval the true number lies.
        MISSED: It was not, wherever in its interval the true number lies.
        UNDECIDED: It depends on digits that the report has rounded away.
        UNKNOWN: A figure is missing, or nothing says which side of the target is meant.

    Example:
        >>> from mgov.articles import Indicator
        >>> Indicator(name="广义货币增长", target="至少13%", actual="13%").attainment
        <Attainment.UNDECIDED: 'undecided'>
    """

    REACHED = "reached"
    MISSED = "missed"
    UNDECIDED = "undecided"
    UNKNOWN = "unknown"


_ABOVE: Final = {Qualifier.AT_LEAST, Qualifier.OVER}
_BOUNDS: Final = {*_ABOVE, Qualifier.AT_MOST, Qualifier.UNDER}
_VAGUE: Final = {Qualifier.RANGE, Qualifier.ABOUT, Qualifier.NEAR, Qualifier.EXCESS}

_NO_ACTUAL: Final = Text(en="What was reached is not given.", zh="未给出实际数。")
_NO_TARGET: Final = Text(en="No target is given.", zh="未给出目标数。")
_NO_GOAL: Final = Text(
    en="Nothing says whether more or less than {target} is meant; `goal` would.",
    zh="无从判断应高于还是低于{target}，须以 goal 指明。",
)
_SENTENCES: Final = {
    Attainment.REACHED: Text(en="{actual} reaches {target}.", zh="{actual}，达到目标{target}。"),
    Attainment.MISSED: Text(en="{actual} misses {target}.", zh="{actual}，未达到目标{target}。"),
    Attainment.UNDECIDED: Text(
        en="{actual} is rounded and may lie on either side of {target}.",
        zh="{actual}系约数，可能达到也可能未达到目标{target}。",
    ),
}


class Indicator(Model, frozen=True):
    """One group of figures of a report: what was meant to be reached, and what was.

    Attributes:
        name: What is measured.
        target: What was set, such as `1000万人以上`; it counts by the number that it names.
        actual: What was reached, in the same unit.
        group: The heading that it stands under, such as `就业`.
        goal: Which side of the target is meant, where its words do not say.

    Example:
        >>> from mgov.articles import Indicator
        >>> jobs = Indicator(name="城镇新增就业", target="1000万人以上", actual="1314万人")
        >>> print(jobs.completion)
        131.4% [131.3%, 131.5%)
        >>> jobs.attainment.value
        'reached'
    """

    name: Line
    target: Figure | None = None
    actual: Figure | None = None
    group: Line | None = None
    goal: Goal | None = None

    @property
    def completion(self) -> Figure | None:
        """What was reached as a share of the number that was set.

        It is an interval where the reached figure is rounded or a bound. It does not say whether
        more is better: prices that stay below their target show less than 1.

        Returns:
            A share, 1 being all; None if a figure is unknown, or the target names no number (as
            `6.5%至7%` does) or zero.

        Example:
            >>> from mgov.articles import Indicator
            >>> Indicator(name="棚户区住房改造", target="600万套").completion is None
            True
        """
        if self.target is None or self.actual is None or not self.target.value:
            return None
        target = Figure.exact(self.target.value, unit=self.target.unit)
        return (self.actual / target).with_unit("share")

    @property
    def direction(self) -> Goal | None:
        """Which side of the target is meant: the goal, or else what the target's words say.

        以上 and `at least` mean one side, 以内 and `at most` the other; two ends, 左右 and
        `about` mean a range. A bare number says nothing.

        Example:
            >>> from mgov.articles import Indicator
            >>> [
            ...     Indicator(name="x", target=target).direction
            ...     for target in ("下降3.4%以上", "6.5%至7%", "600万套")
            ... ]
            [<Goal.AT_MOST: 'at_most'>, <Goal.WITHIN: 'within'>, None]
        """
        if self.goal is not None or self.target is None:
            return self.goal
        number, qualifier = self.target.value, self.target.qualifier
        if qualifier not in _BOUNDS or number is None:
            return Goal.WITHIN if qualifier in _VAGUE else None
        # A fall by 3.4% or more is a change of -3.4% or less: its number is the upper end.
        is_floor = number == self.target.low and (qualifier in _ABOVE or number != self.target.high)
        return Goal.AT_LEAST if is_floor else Goal.AT_MOST

    @property
    def attainment(self) -> Attainment:
        """Whether the target was reached, wherever the rounded figures truly lie.

        For `at_least` and `at_most` the target counts by the number that it names (`3%左右` is
        3 %), or by the nearer of its two ends; for `within`, by its whole interval.

        Example:
            >>> from mgov.articles import Indicator
            >>> prices = Indicator(name="居民消费价格涨幅", target="3%左右", actual="2%")
            >>> prices.attainment.value, prices.replace(goal="at_most").attainment.value
            ('missed', 'reached')
        """
        region = self._region
        if region is None or self.actual is None:
            return Attainment.UNKNOWN
        if region.includes(self.actual.interval):
            return Attainment.REACHED
        if region.intersection(self.actual.interval) is None:
            return Attainment.MISSED
        return Attainment.UNDECIDED

    def explain(self, lang: Language = "en") -> str:
        """Say in a sentence whether the target was reached, or why that cannot be told.

        Args:
            lang: `en` or `zh`.

        Raises:
            mgov.errors.InvalidValueError: If it is another language.

        Example:
            >>> from mgov.articles import Indicator
            >>> Indicator(name="棚户区住房改造", target="600万套", actual="606万套").explain()
            'Nothing says whether more or less than 600万套 is meant; `goal` would.'
        """
        require_language(lang)
        if self.target is None or self.actual is None:
            return (_NO_TARGET if self.target is None else _NO_ACTUAL).in_language(lang)
        sentence = _SENTENCES.get(self.attainment, _NO_GOAL).in_language(lang)
        return sentence.format(
            target=as_reported(self.target, lang), actual=as_reported(self.actual, lang)
        )

    @property
    def _region(self) -> Interval | None:
        """Where the true number has to lie."""
        target = self.target
        if target is None or self.direction is None:
            return None
        if self.direction is Goal.WITHIN:
            return target.interval
        # A bound that its own words leave out (超过, 不足) stays left out.
        low, high = (target.low, target.high) if target.value is None else (target.value,) * 2
        if self.direction is Goal.AT_LEAST:
            return Interval(low, math.inf, target.low_closed or target.low != low)
        return Interval(-math.inf, high, high_closed=target.high_closed or target.high != high)

    @model_validator(mode="after")
    def _counts_one_thing(self) -> Self:
        if self.target is None or self.actual is None:
            return self
        if not same_unit(self.target.unit, self.actual.unit):
            trouble = "counts one thing in its target and another in what was reached"
            remedy = "Give both in the same unit."
            raise InvalidValueError(trouble, remedy=remedy, code="indicator_units").as_pydantic()
        return self


def as_reported(figure: Figure, lang: str) -> str:
    """Write a figure in the words of the report; a computed one with four digits.

    That is enough beside a picture.

    Args:
        figure: The figure.
        lang: A BCP 47 tag: Chinese, or else English.
    """
    return figure.text or figure.format("zh" if lang.startswith("zh") else "en", digits=4)
