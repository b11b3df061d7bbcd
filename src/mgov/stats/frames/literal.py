"""A number that a column is compared with, said in a number that the column can hold.

Engines convert one side of a comparison to the type of the other and may round it: 0.1 becomes
the nearest double, 9007199254740993 the double before it. Python compares what the numbers are.
So the number is moved to the next one that the column can hold, and the comparison with it; what
comes out is the same for every row, and no engine has anything to convert.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from mgov.stats.measures.condition import Operator

__all__ = ["Grid", "NumberComparison", "on_grid"]

_EQUAL, _NOT_EQUAL = Operator.EQUAL, Operator.NOT_EQUAL
_UPWARD: Final = frozenset({Operator.MORE, Operator.AT_LEAST})
_DOWNWARD: Final = frozenset({Operator.LESS, Operator.AT_MOST})


class Grid(NamedTuple):
    """The numbers that a column can hold.

    Attributes:
        kind: Whole numbers, binary fractions or decimal fractions.
        scale: How many digits a decimal fraction has after its point.
        limit: How many steps from 0 the column does not reach.
    """

    kind: Literal["integer", "float", "decimal"]
    scale: int = 0
    limit: int = 2**63


class NumberComparison(NamedTuple):
    """A comparison that every value of a column can be put to.

    Attributes:
        operator: How the value and the number are compared.
        number: The number, which the column can hold.
    """

    operator: Operator
    number: int | float | Decimal


def on_grid(operator: Operator, number: float | Decimal, grid: Grid) -> NumberComparison | bool:
    """Say a comparison with a number as one with a number of a grid.

    Args:
        operator: How a value is compared with the number.
        number: The number, finite and of any type.
        grid: The numbers that the column can hold.

    Returns:
        The comparison; or whether the comparison holds for every value that is not missing.
    """
    exact = Fraction(number)
    below = _at_most(exact, grid)
    if below is None:
        return _beyond(operator, above=exact > 0)
    if Fraction(below) == exact:
        return NumberComparison(operator, below)
    if operator in {_EQUAL, _NOT_EQUAL}:
        return operator is _NOT_EQUAL
    return NumberComparison(Operator.AT_MOST if operator in _DOWNWARD else Operator.MORE, below)


def _beyond(operator: Operator, *, above: bool) -> bool:
    return operator is _NOT_EQUAL or operator in (_DOWNWARD if above else _UPWARD)


def _at_most(exact: Fraction, grid: Grid) -> int | float | Decimal | None:
    """Give the largest number of the grid that is not above another; None if it goes too far."""
    if grid.kind == "float":
        try:
            nearest = float(exact)
        except OverflowError:
            return None
        return nearest if Fraction(nearest) <= exact else math.nextafter(nearest, -math.inf)
    whole = math.floor(exact * 10**grid.scale)
    if not -grid.limit <= whole < grid.limit:
        return None
    return whole if grid.kind == "integer" else Decimal(f"{whole}E-{grid.scale}")
