"""Arithmetic on figures: exact intervals, units that must fit, operands that are remembered.

The operands are taken to be independent of each other, so `a - a` is not zero unless `a` is
exact: two reports that print the same rounded number need not mean the same one.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from mgov.errors import InvalidValueError
from mgov.values.figures.interval import Exact, Interval, exact
from mgov.values.figures.units import POINTS, SHARE, TIMES, canonical, same_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from mgov.values.figures.figure import Figure

__all__ = [
    "add",
    "as_figure",
    "divide",
    "multiply",
    "require_same_unit",
    "subtract",
]


def as_figure(number: Figure | Exact | Decimal | float, kind: type[Figure]) -> Figure:
    """Take a number for an exact figure without a unit; a figure stays as it is."""
    if isinstance(number, kind):
        return number
    if isinstance(number, int | Fraction | Decimal | float) and not isinstance(number, bool):
        return kind.exact(number)
    raise InvalidValueError(
        f"cannot be computed with a {type(number).__name__}",
        field="figure",
        remedy="Use a Figure or a number.",
        code="operand_invalid",
    )


def require_same_unit(left: Figure, right: Figure) -> str | None:
    """Give the unit of both, or refuse; one without a unit goes with any."""
    if left.unit is None or right.unit is None or same_unit(left.unit, right.unit):
        return left.unit if left.unit is not None else right.unit
    raise InvalidValueError(
        f"{left.unit} and {right.unit} are not the same",
        field="unit",
        remedy="Compare like with like; with_unit(None) takes a unit away.",
        code="unit_differs",
    )


def add(left: Figure, right: Figure) -> Figure:
    """Add: a share and percentage points give a share."""
    if {left.unit, right.unit} == {SHARE, POINTS}:
        left, right = (left, right) if left.unit == SHARE else (right, left)
        interval = left.interval + right.interval * Interval.point(Fraction(1, 100))
        value = _value(left, right, lambda a, b: a + Fraction(b) / 100)
        return _computed("{0} + {1}", left, right, interval, value, SHARE)
    unit = require_same_unit(left, right)
    value = _value(left, right, lambda a, b: a + b)
    return _computed("{0} + {1}", left, right, left.interval + right.interval, value, unit)


def subtract(left: Figure, right: Figure) -> Figure:
    """Subtract: the difference of two shares is in percentage points."""
    if left.unit == right.unit == SHARE:
        interval = (left.interval - right.interval) * Interval.point(100)
        value = _value(left, right, lambda a, b: (a - b) * 100)
        return _computed("{0} − {1}", left, right, interval, value, POINTS)
    if (left.unit, right.unit) == (SHARE, POINTS):
        interval = left.interval - right.interval * Interval.point(Fraction(1, 100))
        value = _value(left, right, lambda a, b: a - Fraction(b) / 100)
        return _computed("{0} − {1}", left, right, interval, value, SHARE)
    unit = require_same_unit(left, right)
    value = _value(left, right, lambda a, b: a - b)
    return _computed("{0} − {1}", left, right, left.interval - right.interval, value, unit)


def multiply(left: Figure, right: Figure) -> Figure:
    """Multiply: a rate times what it is a rate of gives what it counts."""
    value = _value(left, right, lambda a, b: a * b)
    unit = _product(left.unit, right.unit)
    return _computed("{0} × {1}", left, right, left.interval * right.interval, value, unit)


def divide(left: Figure, right: Figure) -> Figure:
    """Divide: like by like is a plain ratio, otherwise a rate.

    Raises:
        InvalidValueError: If the divisor may be zero.
    """
    interval = left.interval / right.interval
    value = _value(left, right, lambda a, b: Fraction(a) / b) if right.value else None
    if right.unit is None:
        unit = left.unit
    elif same_unit(left.unit, right.unit):
        unit = None
    elif left.unit is None:
        unit = f"1/{right.unit}"
    else:
        unit = f"{left.unit}/{right.unit}"
    return _computed("{0} ÷ {1}", left, right, interval, value, unit)


def _product(left: str | None, right: str | None) -> str | None:
    if left is None or right is None:
        return left or right
    for one, other in ((left, right), (right, left)):
        if one in {SHARE, TIMES}:
            return other
        counted, _, per = one.partition("/")
        if per and canonical(per) == canonical(other):
            return counted
    return f"{left}·{right}"


def _value(left: Figure, right: Figure, compute: Callable[[Exact, Exact], Exact]) -> Exact | None:
    if left.value is None or right.value is None:
        return None
    return exact(compute(left.value, right.value))


def _computed(
    formula: str,
    left: Figure,
    right: Figure,
    interval: Interval,
    value: Exact | None,
    unit: str | None,
) -> Figure:
    return type(left).computed(
        interval, value=value, unit=unit, formula=formula, operands=(left, right)
    )
