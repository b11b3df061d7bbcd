"""Ratios of reported figures: shares, rates, coverage."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from mgov.errors import InvalidValueError
from mgov.values.figures import Figure, Interval
from mgov.values.figures.units import DURATIONS, GROWTH, SHARE, TIMES, same_unit

__all__ = ["Quantity", "coverage", "per", "share"]

Quantity = Figure | int | Fraction | Decimal | float | str
"""A figure, a number that is known exactly, or the text of a figure."""

_SHARE = Interval(0, 1)
_KINDS = {GROWTH: "growth rate", TIMES: "multiple", SHARE: "share"}


def as_figure(quantity: Quantity) -> Figure:
    """Take a number for an exact figure and a text for the figure that it holds."""
    if isinstance(quantity, Figure):
        return quantity
    return Figure.parse(quantity) if isinstance(quantity, str) else Figure.exact(quantity)


def share(part: Quantity, whole: Quantity) -> Figure:
    """Say which share of a whole a part of it is.

    Args:
        part: What is counted, for example posts over a threshold.
        whole: What it is a part of, in the same unit.

    Returns:
        A figure in the unit `share`, between 0 and 1: a part cannot be more than its whole,
        however both were rounded.

    Raises:
        InvalidValueError: If the units differ (installs, 人次, are no part of the people, 人),
            if the whole may be zero, or if the part is larger than the whole.

    Example:
        >>> hits = share("1.2万多条", "7469万多条")
        >>> hits.format("en", digits=3)
        '0.0161% (0.016%, 0.0175%)'
        >>> print(hits.explain())
        1.2万多条 ÷ 7469万多条 is more than 0.0160642% and less than 0.0174053%; the ends rest on
        a habit of speech.
    """
    figures = in_one_unit(as_figure(part), as_figure(whole), "whole")
    ratio = figures[0] / figures[1]
    interval = ratio.interval.intersection(_SHARE)
    if ratio.high < 0:
        raise InvalidValueError(
            "is below zero",
            field="part",
            remedy="Only what is counted can be a part; use growth(...) for a change.",
            code="part_negative",
        )
    if interval is None:
        raise InvalidValueError(
            "is larger than the whole",
            field="part",
            remedy="Check which of the two is the part.",
            code="part_over_whole",
        )
    return Figure.computed(
        interval, value=ratio.value, unit="share", formula="{0} ÷ {1}", operands=figures
    )


def coverage(enabled: Quantity, all_: Quantity) -> Figure:
    """Say which share of all places, bodies or people something reaches.

    Args:
        enabled: How many it reaches.
        all_: How many there are.

    Returns:
        A figure in the unit `share`.

    Raises:
        InvalidValueError: As `share`.

    Example:
        >>> print(coverage(2, 31))
        6.452%
    """
    return share(enabled, all_)


def per(total: Quantity, units: Quantity) -> Figure:
    """Say how much of a total there is for each unit.

    Args:
        total: What is counted in all.
        units: What it is spread over.

    Returns:
        A figure in a compound unit such as 次/条. Where the total is only known to be over a
        number, so is the result.

    Raises:
        InvalidValueError: If there may be no units at all.

    Example:
        >>> reads = per("超过2605亿次", "7469万多条")
        >>> reads.high, reads.unit
        (inf, '次/条')
        >>> print(reads.explain())
        超过2605亿次 ÷ 7469万多条 is more than 3,487.28 次/条; the ends rest on a habit of speech.
    """
    return as_figure(total) / as_figure(units)


def in_one_unit(one: Figure, other: Figure, field: str) -> tuple[Figure, Figure]:
    """Bring two lengths of time to one unit, and refuse figures that count different things."""
    for name, figure in (("now", one), (field, other)):
        if figure.unit in {GROWTH, TIMES} or (figure.unit == SHARE and one.unit != other.unit):
            raise InvalidValueError(
                f"is a {_KINDS[figure.unit]} and counts nothing",
                field=name,
                remedy="Give the number itself.",
                code="figure_relative",
            )
    if one.unit and other.unit and not same_unit(one.unit, other.unit):
        if {one.unit, other.unit} <= DURATIONS.keys():
            return one, other.in_unit(one.unit)
        raise InvalidValueError(
            f"counts {other.unit}, where the other figure counts {one.unit}",
            field=field,
            remedy="Compare like with like; per(...) gives a rate of one over the other.",
            code="unit_differs",
        )
    return one, other
