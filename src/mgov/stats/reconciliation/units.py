"""Whether a relation compares like with like."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from mgov.errors import InvalidValueError
from mgov.stats.reconciliation.expression import Constant, Expression, Name
from mgov.stats.reconciliation.relation import Relation
from mgov.values.figures.units import GROWTH, POINTS, SHARE, TIMES, canonical

__all__ = ["refuse_unlike", "scale_of"]

_PLAIN: Final = ""
"""The unit of a plain number, such as a share; `None` is a unit that nobody has said."""


def scale_of(unit: str | None) -> Fraction:
    """Give by what a figure is multiplied to be computed with.

    Percentage points are brought to the share that they are of.

    Example:
        >>> scale_of("pp"), scale_of("人")
        (Fraction(1, 100), Fraction(1, 1))
    """
    return Fraction(1, 100) if unit == POINTS else Fraction(1)


def refuse_unlike(relation: Relation, units: Mapping[str, str | None]) -> None:
    """Refuse a relation that adds or compares figures that count different things.

    Args:
        relation: The relation.
        units: The unit of each figure.

    Raises:
        mgov.errors.InvalidValueError: If it does.
    """
    left, _, right = relation.sides
    _same(_unit(left, units, relation), _unit(right, units, relation), relation)


def _unit(
    expression: Expression, units: Mapping[str, str | None], relation: Relation
) -> str | None:
    if isinstance(expression, Constant):
        return _PLAIN
    if isinstance(expression, Name):
        return _computed_in(units[expression.name])
    left = _unit(expression.left, units, relation)
    right = _unit(expression.right, units, relation)
    if expression.operator in {"+", "-"}:
        return _same(left, right, relation)
    if left is None or right is None:
        return None
    if expression.operator == "*":
        return _product(left, right)
    if right == _PLAIN:
        return left
    return _PLAIN if left == right else f"{left or 1}/{right}"


def _computed_in(unit: str | None) -> str | None:
    if unit in {SHARE, POINTS, GROWTH, TIMES}:
        return _PLAIN
    return canonical(unit)


def _same(left: str | None, right: str | None, relation: Relation) -> str | None:
    if left and right and left != right:
        raise InvalidValueError(
            f"has {left} on one hand and {right} on the other: {relation}",
            field="relation",
            remedy="Compare like with like; in_unit(...) turns hours into days.",
            code="unit_differs",
        )
    return left or right


def _product(left: str, right: str) -> str:
    for one, other in ((left, right), (right, left)):
        counted, _, per = one.partition("/")
        if per and per == other:
            return _PLAIN if counted == "1" else counted
    return f"{left}·{right}" if left and right else left or right
