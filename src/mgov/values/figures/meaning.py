"""What a numeral under a qualifier says about the number: the same rules in every language.

- 以上, 以下, 以内, at least, at most include the number; 超过, 不满, over, under leave it out
  (Civil Code of the People's Republic of China, article 1259).
- A count is exact as written; a number counted in 万, 亿, percent or decimals is rounded to
  its last written digit.
- 多 or 余 leaves the rest open: after 万 or 亿 up to the next unit of the last written digit,
  before it or without it up to the next unit of the last digit that is not zero.
- 近 and nearly say only what the number stays below.
- 约 and 左右 reach half a unit of the last non-zero digit to both sides, by convention.
- A share lies between nothing and all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final, Literal

from mgov.values.figures.interval import INF, Interval
from mgov.values.figures.numerals import Numeral, Shape
from mgov.values.figures.units import GROWTH, POINTS, SHARE, TIMES

__all__ = [
    "Basis",
    "Qualifier",
    "Reading",
    "Rounding",
    "Statistic",
    "difference",
    "read_as",
    "relative",
]

Rounding = Literal["half", "floor"]
"""How a source shortens its numbers: `half` rounds half up, `floor` cuts off."""


class Qualifier(StrEnum):
    """How a figure speaks of its number.

    Example:
        >>> from mgov import Figure
        >>> Figure.parse("超过2605亿次").qualifier
        <Qualifier.OVER: 'over'>
    """

    EXACT = "exact"
    """The number itself: 164522个."""
    ROUNDED = "rounded"
    """The number, rounded to its last written digit: 7.24亿."""
    OVER = "over"
    """More than the number: 超过, 逾, 突破, over."""
    AT_LEAST = "at_least"
    """The number or more: 以上, 至少, at least."""
    UNDER = "under"
    """Less than the number: 不足, 不到, under."""
    AT_MOST = "at_most"
    """The number or less: 以内, 不超过, at most."""
    NEAR = "near"
    """Less than the number, and close to it: 近, nearly."""
    ABOUT = "about"
    """Close to the number, on either side: 约, 左右, about."""
    EXCESS = "excess"
    """More than the number, less than the next round one: 多, 余, 几."""
    RANGE = "range"
    """Between two numbers: 3至5, 两三百, 数千."""
    CHANGE = "change"
    """A difference of exact numbers: 减少37项, 从201项减少至37项."""
    COMPUTED = "computed"
    """The result of arithmetic on figures."""


class Basis(StrEnum):
    """What the ends of a figure's interval rest on, the firmest first.

    Example:
        >>> from mgov import Figure
        >>> Figure.parse("7.24亿").basis
        <Basis.ROUNDING: 'rounding'>
    """

    EXACT = "exact"
    """A count as it was written."""
    ROUNDING = "rounding"
    """Rounding to the last written digit."""
    BOUND = "bound"
    """A bound by law or logic."""
    CONVENTION = "convention"
    """A habit of speech."""


class Statistic(StrEnum):
    """Which summary of many values a figure is.

    Example:
        >>> from mgov import Figure
        >>> Figure.parse("最高时达到6万多次").statistic
        <Statistic.MAX: 'max'>
    """

    TOTAL = "total"
    MEAN = "mean"
    MAX = "max"
    MIN = "min"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read at one place of a text.

    Attributes:
        value: The number that was named; `None` for a range.
        interval: Where the number lies.
        unit: What is counted; `None` where the text does not say.
        qualifier: How the text speaks of the number.
        basis: What the interval rests on.
        start: Where it begins in the text.
        end: Where the text goes on.
        step: The place of the last written digit, where that bounds the number.
        coarse: Whether it is rounded to a single digit, so that the interval is wide.
        statistic: Which summary it is, where the text says so.
        before: The level before a change, where both levels are named.
        after: The level after it.
        unit_at: Where the unit's word stands in the text, to show it as it was written.
        threshold: Whether it is a condition (超过100万的) rather than a measurement.
        weak: Whether a running text more likely means no quantity (一个, a bare number).
    """

    value: Fraction | None
    interval: Interval
    unit: str | None
    qualifier: Qualifier
    basis: Basis
    start: int
    end: int
    step: Fraction | None = None
    coarse: bool = False
    statistic: Statistic | None = None
    before: Reading | None = None
    after: Reading | None = None
    unit_at: tuple[int, int] | None = None
    threshold: bool = False
    weak: bool = False

    def negated(self) -> Reading:
        """The same statement about the number with the other sign."""
        value = None if self.value is None else -self.value
        return replace(self, value=value, interval=-self.interval)


_ROOF: Final = {Qualifier.UNDER, Qualifier.AT_MOST, Qualifier.NEAR}


def read_as(
    numeral: Numeral,
    qualifier: Qualifier | None,
    unit: str | None,
    *,
    start: int,
    rounding: Rounding,
    whole: bool = True,
) -> Reading:
    """Say what a numeral under a qualifier means.

    Args:
        numeral: The numeral, already in its unit (7成 as 0.7).
        qualifier: The word of bound or approximation with it, if any.
        unit: What is counted.
        start: Where the text of it begins.
        rounding: Whether rounded numbers were rounded half up or cut off.
        whole: Whether a number without abbreviation is an exact one; a percentage is not.

    Example:
        >>> from mgov.values.figures.numerals import read_numeral
        >>> reading = read_as(read_numeral("7.24亿", 0), None, None, start=0, rounding="half")
        >>> print(reading.interval)
        [723500000, 724500000)
    """
    value: Fraction | None = numeral.value
    step: Fraction | None = None
    basis = Basis.BOUND
    if numeral.shape is Shape.EXCESS and qualifier in {Qualifier.NEAR, Qualifier.UNDER}:
        # 近百余人: the writer means somewhere about a hundred.
        qualifier, basis = Qualifier.ABOUT, Basis.CONVENTION
        interval = Interval(
            numeral.value - numeral.step / 2, numeral.value + numeral.step, high_closed=False
        )
    elif numeral.shape is Shape.EXCESS:
        qualifier, basis, step = Qualifier.EXCESS, Basis.CONVENTION, numeral.step
        interval = Interval(
            numeral.value, numeral.value + step, low_closed=False, high_closed=False
        )
    elif qualifier is Qualifier.ABOUT and numeral.shape is Shape.PLAIN:
        basis, half = Basis.CONVENTION, numeral.nonzero_step / 2
        step = numeral.nonzero_step
        interval = Interval(numeral.value - half, numeral.value + half, high_closed=False)
    elif qualifier is None or qualifier is Qualifier.ABOUT:
        if numeral.shape is not Shape.PLAIN:
            qualifier, basis, value = Qualifier.RANGE, Basis.CONVENTION, None
            several = numeral.shape is Shape.SEVERAL
            interval = Interval(numeral.value, numeral.last, high_closed=not several)
        elif not numeral.abbreviated and whole:
            qualifier, basis = Qualifier.EXACT, Basis.EXACT
            interval = Interval.point(numeral.value)
        else:
            qualifier, basis, step = Qualifier.ROUNDED, Basis.ROUNDING, numeral.step
            interval = _rounded(numeral.value, step, rounding)
            if whole and step == 1:
                qualifier, basis, step = Qualifier.EXACT, Basis.EXACT, None
                interval = Interval.point(numeral.value)
    else:
        if numeral.bare and unit != SHARE:
            basis = Basis.CONVENTION
        value = numeral.last if qualifier in _ROOF else numeral.value
        interval = _bounded(value, qualifier)
    return Reading(
        value=value,
        interval=_capped(interval, value, unit),
        unit=unit,
        qualifier=qualifier,
        basis=basis,
        start=start,
        end=numeral.end,
        step=step,
        coarse=qualifier is Qualifier.ROUNDED and numeral.digits <= 1,
    )


def _rounded(value: Fraction, step: Fraction, rounding: Rounding) -> Interval:
    if rounding == "floor":
        return Interval(value, value + step, high_closed=False)
    return Interval(value - step / 2, value + step / 2, high_closed=False)


def _bounded(value: Fraction, qualifier: Qualifier) -> Interval:
    if value == 0 and qualifier in {Qualifier.UNDER, Qualifier.NEAR}:
        return Interval(-INF, 0, high_closed=False)  # below nothing there is only less
    match qualifier:
        case Qualifier.OVER:
            return Interval(value, INF, low_closed=False)
        case Qualifier.AT_LEAST:
            return Interval(value, INF)
        case Qualifier.AT_MOST:
            return Interval(0, value)
        case Qualifier.UNDER:
            return Interval(0, value, high_closed=False)
        case _:  # near: something there is, or nobody would speak of it
            return Interval(0, value, low_closed=False, high_closed=False)


def _capped(interval: Interval, value: Fraction | None, unit: str | None) -> Interval:
    """Keep what is counted from falling below nothing, and a share from passing all."""
    if interval.low < 0 and (value is None or value >= 0):
        interval = interval.intersection(Interval(0, INF)) or interval
    open_end = interval.high == INF and value is not None and value >= 1  # 超过100%
    if unit == SHARE and not open_end and (value is None or value <= 1):
        interval = interval.intersection(Interval(0, 1)) or interval
    return interval


def relative(reading: Reading, *, falls: bool) -> Reading:
    """Read a change by a share or a multiple as a growth rate.

    增长2.5倍 is growth of 2.5, to 3.5 times what was there. Growth has no roof; a fall takes
    away all at the most.
    """
    if reading.unit not in {SHARE, TIMES}:
        return reading
    interval = reading.interval
    if falls:
        return replace(reading, unit=GROWTH)
    if reading.qualifier is Qualifier.ROUNDED and reading.value is not None and reading.step:
        top = reading.value + reading.step / 2
        if interval.high_closed and interval.high < top:
            interval = Interval(interval.low, top, interval.low_closed, high_closed=False)
    elif reading.qualifier in {Qualifier.OVER, Qualifier.AT_LEAST}:
        interval = Interval(interval.low, INF, interval.low_closed)
    return replace(reading, unit=GROWTH, interval=interval)


def difference(before: Reading, after: Reading) -> Reading:
    """Make the change from one level to another; between two shares it is in points."""
    shares = before.unit == SHARE
    factor = 100 if shares else 1
    value = None
    if before.value is not None and after.value is not None:
        value = (after.value - before.value) * factor
    return Reading(
        value=value,
        interval=(after.interval - before.interval) * Interval.point(factor),
        unit=POINTS if shares else after.unit,
        qualifier=Qualifier.CHANGE,
        basis=max(before.basis, after.basis, key=list(Basis).index),
        start=before.start,
        end=after.end,
        before=before,
        after=after,
        unit_at=None if shares else after.unit_at or before.unit_at,
    )
