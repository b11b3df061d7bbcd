"""Exact intervals: two rational ends, each open or closed, and the arithmetic on them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from typing_extensions import override

from mgov.errors import InvalidValueError

__all__ = ["End", "Exact", "Interval", "Number", "exact"]

Exact = int | Fraction
"""A number without any error: an `int` where it is whole, else a `Fraction`."""
End = int | Fraction | float
"""An end of an interval: an exact number, or `math.inf` or `-math.inf` where there is none."""

Number = int | Fraction | Decimal | float
"""What a figure may be computed with; a float stands for the decimal that it prints as."""

INF: Final = math.inf


def exact(number: Fraction | Decimal | float | str, *, field: str = "number") -> Exact:
    """Turn a number into an exact one.

    A float is taken for the shortest decimal that prints like it, since that is what its
    writer meant: `0.1` is one tenth.

    Args:
        number: Any finite number, or its text.
        field: What to call it in an error.

    Returns:
        An `int` where the number is whole, else a `Fraction`.

    Raises:
        InvalidValueError: If it is not a finite number.

    Example:
        >>> exact(0.1), exact("2/3"), exact(Decimal("7.0"))
        (Fraction(1, 10), Fraction(2, 3), 7)
    """
    if isinstance(number, bool):
        trouble = "is a truth value, not a number"
        remedy = "Give a number."
        raise InvalidValueError(trouble, field=field, remedy=remedy, code="number_invalid")
    if isinstance(number, int):
        return number
    try:
        fraction = Fraction(repr(number)) if isinstance(number, float) else Fraction(number)
    except (ValueError, OverflowError, ZeroDivisionError, TypeError):
        trouble = "is not a finite number"
        raise InvalidValueError(
            trouble, field=field, remedy="Give a finite number.", code="number_invalid"
        ) from None
    return fraction.numerator if fraction.denominator == 1 else fraction


def _reduce(end: End) -> End:
    if isinstance(end, Fraction) and end.denominator == 1:
        return end.numerator
    return end


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers between two ends; an end is part of it where it is closed.

    Attributes:
        low: The lower end; `-math.inf` where there is none.
        high: The upper end; `math.inf` where there is none.
        low_closed: Whether `low` itself belongs to the interval.
        high_closed: Whether `high` itself belongs to the interval.

    Raises:
        InvalidValueError: If no number lies between the ends.

    Example:
        >>> growth = Interval(1, 2) / Interval(4, 5, high_closed=False)
        >>> print(growth)
        (1/5, 1/2]
    """

    low: End
    high: End
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "low", _reduce(self.low))
        object.__setattr__(self, "high", _reduce(self.high))
        object.__setattr__(self, "low_closed", self.low_closed and self.low != -INF)
        object.__setattr__(self, "high_closed", self.high_closed and self.high != INF)
        if self.low > self.high or (
            self.low == self.high and not (self.low_closed and self.high_closed)
        ):
            trouble = "holds no number: its lower end is not below its upper end"
            raise InvalidValueError(
                trouble, field="interval", remedy="Check the two ends.", code="interval_empty"
            )

    @classmethod
    def point(cls, number: Exact) -> Interval:
        """Give the interval that holds one number.

        Example:
            >>> print(Interval.point(7))
            [7, 7]
        """
        return cls(number, number)

    @property
    def is_point(self) -> bool:
        """Whether it holds just one number."""
        return self.low == self.high

    @property
    def is_bounded(self) -> bool:
        """Whether it has both ends."""
        return self.low != -INF and self.high != INF

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, int | Fraction | Decimal | float):
            return False
        value = number if number in (INF, -INF) else exact(number)
        above = self.low < value or (self.low == value and self.low_closed)
        below = value < self.high or (self.high == value and self.high_closed)
        return above and below

    def includes(self, other: Interval) -> bool:
        """Whether every number of the other interval is in this one too.

        Example:
            >>> Interval(0, 2).includes(Interval(0, 2, high_closed=False))
            True
        """
        low_fits = self.low < other.low or (
            self.low == other.low and self.low_closed >= other.low_closed
        )
        high_fits = other.high < self.high or (
            self.high == other.high and self.high_closed >= other.high_closed
        )
        return low_fits and high_fits

    def intersection(self, other: Interval) -> Interval | None:
        """Give the numbers that are in both, or `None` where there are none.

        Example:
            >>> print(Interval(0, 2).intersection(Interval(1, 5)))
            [1, 2]
            >>> Interval(0, 1, high_closed=False).intersection(Interval(1, 2)) is None
            True
        """
        low, low_closed = max((self.low, not self.low_closed), (other.low, not other.low_closed))
        high, high_closed = min((self.high, self.high_closed), (other.high, other.high_closed))
        if low > high or (low == high and (low_closed or not high_closed)):
            return None
        return Interval(low, high, not low_closed, high_closed)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_closed, self.low_closed)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            _plus(self.low, other.low),
            _plus(self.high, other.high),
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        corners = [
            (
                _times(a, b),
                (closed_a and closed_b) or (a == 0 and closed_a) or (b == 0 and closed_b),
            )
            for a, closed_a in ((self.low, self.low_closed), (self.high, self.high_closed))
            for b, closed_b in ((other.low, other.low_closed), (other.high, other.high_closed))
        ]
        low = min(value for value, _ in corners)
        high = max(value for value, _ in corners)
        return Interval(
            low,
            high,
            any(closed for value, closed in corners if value == low),
            any(closed for value, closed in corners if value == high),
        )

    def __truediv__(self, other: Interval) -> Interval:
        if 0 in other:
            trouble = "may be zero, so nothing can be divided by it"
            raise InvalidValueError(
                trouble,
                field="divisor",
                remedy="Divide by a figure that is not zero.",
                code="division_by_zero",
            )
        return self * Interval(
            _inverse(other.high, -1 if other.high <= 0 else 1),
            _inverse(other.low, 1 if other.low >= 0 else -1),
            other.high_closed,
            other.low_closed,
        )

    @override
    def __str__(self) -> str:
        left, right = "[" if self.low_closed else "(", "]" if self.high_closed else ")"
        return f"{left}{self.low}, {self.high}{right}"


def _plus(a: End, b: End) -> End:
    # Only infinities are floats; adding one to a huge integer would overflow on the way.
    if isinstance(a, float):
        return a
    return b if isinstance(b, float) else a + b


def _times(a: End, b: End) -> End:
    # Zero times a missing end is zero: every finite number times zero is.
    if a == 0 or b == 0:
        return 0
    if isinstance(a, float) or isinstance(b, float):
        return INF if (a > 0) == (b > 0) else -INF
    return a * b


def _inverse(end: End, side: int) -> End:
    if end == 0:
        return INF * side
    return 0 if isinstance(end, float) else Fraction(1) / end
