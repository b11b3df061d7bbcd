"""Numbers in short: one end of an interval, a whole interval, the headline of a result."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context
from fractions import Fraction
from typing import Final, Literal

from mgov import Figure
from mgov.values.figures import End

__all__ = ["headline", "interval", "number"]

_ROUNDING: Final = {"down": ROUND_FLOOR, "up": ROUND_CEILING, "near": ROUND_HALF_EVEN}
_SIZES: Final = ((10**9, " billion"), (10**6, " million"))
_MIDDLE: Final = (Fraction(1, 4), Fraction(3, 4))


def number(
    end: End, figure: Figure, digits: int = 12, toward: Literal["down", "up", "near"] = "near"
) -> str:
    """Write a number of a figure: percent for shares and growth, millions where it is large."""
    if isinstance(end, float):
        return "∞" if end > 0 else "−∞"
    percent = "%" if figure.unit in {"share", "growth"} else ""
    size, word = _size(figure)
    scaled = Fraction(end) * 100 if percent else Fraction(end) / size
    rounded = Context(prec=digits, rounding=_ROUNDING[toward]).divide(
        scaled.numerator, scaled.denominator
    )
    text = f"{rounded:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−") + (percent or (word if rounded else ""))


def interval(figure: Figure, digits: int = 12) -> str:
    """Write the interval of a figure; its ends are rounded outward, so it keeps its promise."""
    if figure.is_exact:
        return number(figure.low, figure, digits)
    left, right = "[" if figure.low_closed else "(", "]" if figure.high_closed else ")"
    low, high = (
        number(figure.low, figure, digits, "down"),
        number(figure.high, figure, digits, "up"),
    )
    return f"{left}{low}, {high}{right}"


def headline(figure: Figure, digits: int) -> str:
    """Write what a figure says in one breath: a number, a bound, or two ends."""
    if figure.is_exact:
        return number(figure.low, figure, digits)
    low, high = (
        number(figure.low, figure, digits, "down"),
        number(figure.high, figure, digits, "up"),
    )
    if figure.high == (1 if figure.unit == "share" else math.inf):
        return f"{'≥' if figure.low_closed else '>'} {low}"
    if figure.low == 0:
        return f"{'≤' if figure.high_closed else '<'} {high}"
    place = None
    if figure.value is not None:
        place = (Fraction(figure.value) - Fraction(figure.low)) / Fraction(
            Fraction(figure.high) - Fraction(figure.low)
        )
    if figure.value is not None and place is not None and _MIDDLE[0] <= place <= _MIDDLE[1]:
        return f"≈ {number(figure.value, figure, digits)}"
    _, word = _size(figure)
    return f"{low.removesuffix(word)}–{high}" if word else f"{low}–{high}"


def _size(figure: Figure) -> tuple[int, str]:
    ends = (figure.low, figure.high)
    largest = max((abs(Fraction(end)) for end in ends if not isinstance(end, float)), default=0)
    return next((each for each in _SIZES if largest >= each[0]), (1, ""))
