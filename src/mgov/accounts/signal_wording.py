"""Numbers and moments as the explanations of signals write them."""

from __future__ import annotations

from datetime import datetime
from decimal import Context, Decimal
from fractions import Fraction
from typing import Final

from mgov.values.figures import Exact, Figure

__all__ = ["figure_text", "moment_text", "number_text"]

_DIGITS: Final = Context(prec=3)


def number_text(number: Exact) -> str:
    """Write a number: a whole one in full, any other with three digits."""
    if isinstance(number, int):
        return f"{number:,}"
    ratio = Fraction(number)
    return f"{_DIGITS.divide(Decimal(ratio.numerator), Decimal(ratio.denominator)):,f}"


def figure_text(figure: Figure) -> str:
    """Write a figure: in the words of its source, or as the number or the ends that it names."""
    if figure.text:
        return figure.text
    return str(figure.interval) if figure.value is None else number_text(figure.value)


def moment_text(moment: datetime) -> str:
    """Write a moment to the minute, on its own clock."""
    return moment.isoformat(sep=" ", timespec="minutes")
