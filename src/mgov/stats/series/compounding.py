"""Growth at an annual rate, with ends that hold what the figures allow."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from typing import Final

from mgov.errors import InvalidValueError
from mgov.stats.change import growth
from mgov.stats.ratio import Quantity
from mgov.values.figures import End, Exact, Figure, Interval, Number
from mgov.values.figures.interval import INF, exact

__all__ = ["annualized"]

_EXACT_POWER: Final = 64  # a power beyond it has more digits than anyone can use
_PRECISE: Final = Context(prec=80, Emax=10**9, Emin=-(10**9))
# Logarithm, product and exponential each err in the 80th digit; what is given has 30.
_ERROR: Final = Decimal(10) ** -50
_DIGITS: Final = 30


def annualized(now: Quantity, *, before: Quantity, years: Number) -> Figure:
    """Say at which rate a year something has grown: over several years the compound rate (CAGR).

    The rate g for which before × (1 + g)^years = now. Where it is no fraction, its ends are
    rounded outward in the 30th digit, so that the interval still holds it.

    Args:
        now: The level now.
        before: The level before.
        years: How many years lie between; half a year is Fraction(1, 2).

    Returns:
        A figure in the unit `growth`.

    Raises:
        mgov.errors.InvalidValueError: As `growth`; also if either may be negative, or if the
            years are not over 0.

    Example:
        >>> from fractions import Fraction
        >>> from mgov import stats
        >>> stats.annualized("7.24亿", before="6.95亿", years=Fraction(1, 2)).format(digits=3)
        '8.52% (8.21%, 8.83%) growth'
        >>> stats.annualized(121, before=100, years=2).value
        Fraction(1, 10)
    """
    span = exact(years, field="years")
    if span <= 0:
        raise InvalidValueError(
            "are not over 0",
            field="years",
            remedy="Give the time from the level before to the level now.",
            code="years_not_positive",
        )
    rate = growth(now, before=before)
    if rate.low < -1:
        raise InvalidValueError(
            "may be negative",
            field="now",
            remedy="Only what stays at or over zero has a rate of growth.",
            code="growth_below_nothing",
        )
    power = 1 / Fraction(span)
    low, low_exact = _powered(rate.low, power, ROUND_FLOOR)
    high, high_exact = _powered(rate.high, power, ROUND_CEILING)
    value = None if rate.value is None else _powered(rate.value, power, ROUND_FLOOR)[0]
    return Figure.computed(
        Interval(
            low,
            high,
            rate.low_closed or not low_exact,
            rate.high_closed or not high_exact,
        ),
        value=None if isinstance(value, float) else value,
        unit="growth",
        formula=f"({{0}} ÷ {{1}})^{_exponent(power)} − 1",
        operands=rate.operands,
    )


def _exponent(power: Fraction) -> str:
    return str(power) if power.denominator == 1 else f"({power})"


def _powered(rate: End, power: Fraction, rounding: str) -> tuple[End, bool]:
    """Give (1 + rate)^power − 1, and whether it is exact."""
    if isinstance(rate, float):
        return INF, True
    base = Fraction(rate) + 1
    if base in {0, 1}:
        return exact(base - 1), True
    if power.numerator <= _EXACT_POWER and power.denominator <= _EXACT_POWER:
        roots = _root(base.numerator, power), _root(base.denominator, power)
        if roots[0] is not None and roots[1] is not None:
            return exact(Fraction(roots[0], roots[1]) ** power.numerator - 1), True
    return _rounded(base, power, rounding), False


def _root(number: int, power: Fraction) -> int | None:
    """Give the root that the power asks for, where it is a whole number."""
    degree = power.denominator
    low, high = 1, 1 << (number.bit_length() // degree + 1)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if middle**degree >= number else (middle + 1, high)
    return low if low**degree == number else None


def _rounded(base: Fraction, power: Fraction, rounding: str) -> Exact:
    def number(fraction: Fraction) -> Decimal:
        return _PRECISE.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))

    exponent = _PRECISE.multiply(_PRECISE.ln(number(base)), number(power))
    result = _PRECISE.exp(exponent)
    slack = _ERROR if rounding == ROUND_CEILING else -_ERROR
    outward = Context(prec=_DIGITS, rounding=rounding, Emax=10**9, Emin=-(10**9))
    rate = outward.subtract(_PRECISE.multiply(result, 1 + slack), Decimal(1))
    return exact(rate)
