"""From what each figure may be and what has to hold: what each can be.

Every relation is a tree. The numbers that its parts may be are worked out from the leaves up, cut
to what the relation allows, and worked out from the root down again: the hull consistency of
Benhamou, Goualard, Granvilliers and Puget (Revising Hull and Box Consistency, 1999). Ends are
exact fractions, open or closed, so a conflict that is found is one; only what is repeated without
end is cut short, outward.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from typing import Final

from mgov.stats.reconciliation.expression import Constant, Expression, Name, Operator
from mgov.stats.reconciliation.relation import Relation
from mgov.values.figures import End, Interval
from mgov.values.figures.interval import INF, exact

__all__ = ["ANY", "evaluate", "narrowed"]

ANY: Final = Interval(-INF, INF)
"""All numbers."""

_ROUNDS: Final = 100  # relations that hang together in a circle may narrow each other for ever
_LONGEST: Final = 400  # bits of an end; longer ones are cut to so many digits as below, outward
_DIGITS: Final = 60


class _Empty(Exception):  # noqa: N818 -- no error, but what was looked for
    """That no number is left."""


def narrowed(
    possible: Mapping[str, Interval], relations: Iterable[Relation]
) -> dict[str, Interval] | None:
    """Narrow what each figure may be to what the relations leave of it.

    Args:
        possible: What each may be.
        relations: What has to hold.

    Returns:
        What each can be, at most as wide; `None` where the relations leave nothing: then the
        figures and the relations cannot all be true.
    """
    found = dict(possible)
    every = tuple(relations)
    try:
        for _ in range(_ROUNDS):
            before = dict(found)
            for relation in every:
                _revise(relation, found)
            if found == before:
                break
    except _Empty:
        return None
    return found


def evaluate(expression: Expression, possible: Mapping[str, Interval]) -> Interval | None:
    """Say what an expression may be; `None` where it has no value: it divides by nothing but 0."""
    try:
        return _up(expression, possible, {})
    except _Empty:
        return None


def _revise(relation: Relation, possible: dict[str, Interval]) -> None:
    left, comparator, right = relation.sides
    values: dict[int, Interval] = {}
    one, other = _up(left, possible, values), _up(right, possible, values)
    if comparator == "=":
        one = other = _both(one, other)
    elif comparator == "<=":
        one, other = _not_over(one, other)
    else:
        other, one = _not_over(other, one)
    _down(left, one, values, possible)
    _down(right, other, values, possible)


def _not_over(low: Interval, high: Interval) -> tuple[Interval, Interval]:
    """Cut two intervals so that the first can be at most the second."""
    return (
        _both(low, Interval(-INF, high.high, high_closed=high.high_closed)),
        _both(high, Interval(low.low, INF, low_closed=low.low_closed)),
    )


def _up(
    expression: Expression, possible: Mapping[str, Interval], values: dict[int, Interval]
) -> Interval:
    """Work out what an expression and all its parts may be; `values` has them by their id."""
    if isinstance(expression, Name):
        value = possible[expression.name]
    elif isinstance(expression, Constant):
        value = Interval.point(expression.value)
    else:
        left = _up(expression.left, possible, values)
        right = _up(expression.right, possible, values)
        value = _forward(expression.operator, left, right)
    values[id(expression)] = value
    return value


def _down(
    expression: Expression,
    allowed: Interval,
    values: Mapping[int, Interval],
    possible: dict[str, Interval],
) -> None:
    """Cut the parts of an expression to what it is allowed to be."""
    if isinstance(expression, Constant):
        _both(Interval.point(expression.value), allowed)
    elif isinstance(expression, Name):
        possible[expression.name] = _shortened(_both(possible[expression.name], allowed))
    else:
        whole = _both(values[id(expression)], allowed)
        left, right = values[id(expression.left)], values[id(expression.right)]
        for part, allowed_part in zip(
            (expression.left, expression.right),
            _backward(expression.operator, whole, left, right),
            strict=True,
        ):
            _down(part, allowed_part, values, possible)


# --- the operations and what they say of their operands -----------------------------------------


def _forward(operator: Operator, left: Interval, right: Interval) -> Interval:
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    divisor = _without_zero(right)
    return ANY if divisor is None else left / divisor


def _backward(
    operator: Operator, whole: Interval, left: Interval, right: Interval
) -> tuple[Interval, Interval]:
    if operator == "+":
        return whole - right, whole - left
    if operator == "-":
        return whole + right, left - whole
    if operator == "*":
        return _factor(whole, right), _factor(whole, left)
    # Nothing is divided by 0, so that end of a divisor goes.
    divisor = _without_zero(right) or ANY
    return whole * right, _both(_factor(left, whole), divisor)


def _factor(product: Interval, other: Interval) -> Interval:
    """Give what can be multiplied with one interval to reach another."""
    if 0 in product and 0 in other:
        return ANY  # anything times 0 is 0
    divisor = _without_zero(other)
    return ANY if divisor is None else product / divisor


def _without_zero(interval: Interval) -> Interval | None:
    """Cut 0 off an end; `None` where it lies within, so that what is left is in two pieces."""
    if interval.is_point and interval.low == 0:
        raise _Empty
    if interval.low == 0:
        return Interval(0, interval.high, low_closed=False, high_closed=interval.high_closed)
    if interval.high == 0:
        return Interval(interval.low, 0, low_closed=interval.low_closed, high_closed=False)
    return None if 0 in interval else interval


def _both(one: Interval, other: Interval) -> Interval:
    both = one.intersection(other)
    if both is None:
        raise _Empty
    return both


def _shortened(interval: Interval) -> Interval:
    return Interval(
        _short(interval.low, ROUND_FLOOR),
        _short(interval.high, ROUND_CEILING),
        interval.low_closed,
        interval.high_closed,
    )


def _short(end: End, rounding: str) -> End:
    if isinstance(end, float):
        return end
    number = Fraction(end)
    if max(number.numerator.bit_length(), number.denominator.bit_length()) <= _LONGEST:
        return end
    outward = Context(prec=_DIGITS, rounding=rounding)
    return exact(outward.divide(Decimal(number.numerator), Decimal(number.denominator)))
