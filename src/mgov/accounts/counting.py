"""Counts as figures: how many there are, and which part of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, TypeAlias

from mgov.errors import InvalidValueError
from mgov.values.figures import Figure, Interval
from mgov.values.figures.units import DURATIONS, GROWTH, POINTS, SHARE, TIMES

__all__ = ["Count", "as_count", "part_of"]

Count: TypeAlias = Figure | int | str
"""A number of things: a figure, a whole number, or the text of a figure (`3000多个`)."""

_SHARE: Final = Interval(0, 1)
_NO_COUNTS: Final = {SHARE, GROWTH, TIMES, POINTS, "workday", "month", "quarter", "year"}


def as_count(count: Count, field: str) -> Figure:
    """Read a number of things; refuse what counts nothing, or less than nothing."""
    figure = Figure.parse(count) if isinstance(count, str) else count
    figure = figure if isinstance(figure, Figure) else Figure.exact(figure)
    if figure.unit in _NO_COUNTS or figure.unit in DURATIONS:
        trouble, remedy = f"is in the unit {figure.unit} and counts nothing", "Give the number."
        raise InvalidValueError(trouble, field=field, remedy=remedy, code="count_relative")
    if figure.low < 0:
        trouble, remedy = "may be below zero", "Give a number of things."
        raise InvalidValueError(trouble, field=field, remedy=remedy, code="count_negative")
    return figure


def part_of(part: Figure, whole: Figure, field: str) -> Figure:
    """Say which share of a whole a part of it is: between nothing and all of it."""
    if 0 in whole.interval:
        trouble, remedy = "may be zero, and nothing is a part of nothing", "Count at least one."
        raise InvalidValueError(trouble, field=field, remedy=remedy, code="count_zero")
    interval = (part.interval / whole.interval).intersection(_SHARE)
    if interval is None:
        trouble = f"is smaller than a part of it ({part})"
        remedy = "Check which of the two is the whole."
        raise InvalidValueError(trouble, field=field, remedy=remedy, code="part_over_whole")
    named = part.value is not None and whole.value is not None
    value = Fraction(part.value or 0) / whole.value if named and whole.value else None
    return Figure.computed(
        interval, value=value, unit=SHARE, formula="{0} ÷ {1}", operands=(part, whole)
    )
