"""Figures in mathematical notation: `4.07% [4.06%, 4.08%]`.

Words cannot say every interval; this notation can. It is how computed figures are shown, and
it is read back without loss, so any figure can be written and read again.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from mgov.errors import InvalidValueError
from mgov.values.figures.interval import INF, End, Exact, Interval, exact
from mgov.values.figures.meaning import Basis, Qualifier, Reading
from mgov.values.figures.units import GROWTH, SHARE

__all__ = ["decimal_text", "read_notation", "write_notation"]

_N: Final = r"[-−]?(?:\d{1,40}(?:,\d{3})*(?:\.\d{1,40})?(?:/\d{1,40})?%?|∞)"
_NOTATION: Final = re.compile(
    rf"\s*(?:(?P<value>{_N}) ?)?(?P<left>[\[(])(?P<low>{_N}), ?(?P<high>{_N})(?P<right>[\])])"
    r"(?: ?(?P<unit>[^\s\[\]()\d][^\[\]()]{0,39}))?\s*"
)


def decimal_text(number: Exact) -> str | None:
    """Write a number as a decimal without loss, or `None` where it has no end.

    Example:
        >>> decimal_text(Fraction(1, 8)), decimal_text(Fraction(1, 3))
        ('0.125', None)
    """
    fraction = Fraction(number)
    rest, places = fraction.denominator, 0
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    for prime in (2, 5):
        while rest % prime == 0:
            rest, places = rest // prime, places + 1
    if rest != 1:
        return None
    digits = f"{abs(fraction.numerator) * 10**places // fraction.denominator:0{places + 1}d}"
    sign = "-" if fraction < 0 else ""
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def _text(end: End, *, percent: bool) -> str:
    if isinstance(end, float):
        return "∞" if end > 0 else "-∞"
    scaled = end * 100 if percent else end
    return (decimal_text(scaled) or str(scaled)) + ("%" if percent else "")


def write_notation(value: Exact | None, interval: Interval | None, unit: str | None) -> str:
    """Write a value, its interval, or both without loss.

    Example:
        >>> write_notation(Fraction(1, 20), Interval(0, Fraction(1, 10)), "share")
        '5% [0%, 10%]'
    """
    percent = unit in {SHARE, GROWTH}
    parts = [] if value is None else [_text(value, percent=percent)]
    if interval is not None:
        left, right = "[" if interval.low_closed else "(", "]" if interval.high_closed else ")"
        low, high = (_text(end, percent=percent) for end in (interval.low, interval.high))
        parts.append(f"{left}{low}, {high}{right}")
    parts += [] if unit in {None, SHARE} else [str(unit)]
    return " ".join(parts)


def read_notation(text: str) -> Reading | None:
    """Read a text that is one figure in notation; `None` where it is not.

    Example:
        >>> print(read_notation("5% [0%, 10%)").interval)
        [0, 1/10)
    """
    found = _NOTATION.fullmatch(text)
    if found is None:
        return None
    percent = [found[name].endswith("%") for name in ("low", "high") if "∞" not in found[name]]
    try:
        value = None if found["value"] is None else _number(found["value"])
        interval = Interval(
            _number(found["low"]),
            _number(found["high"]),
            found["left"] == "[",
            found["right"] == "]",
        )
    except (InvalidValueError, ZeroDivisionError):
        return None
    point = interval.is_point and value == interval.low
    qualifier = Qualifier.COMPUTED if value is not None else Qualifier.RANGE
    if point:
        qualifier = Qualifier.EXACT
    return Reading(
        value=None if value is None else Fraction(value),
        interval=interval,
        unit=found["unit"] or (SHARE if any(percent) else None),
        qualifier=qualifier,
        basis=Basis.EXACT if point else Basis.BOUND,
        start=found.start(),
        end=found.end(),
    )


def _number(text: str) -> End:
    text = text.replace(",", "").replace("−", "-")
    if text.endswith("∞"):
        return -INF if text.startswith("-") else INF
    if text.endswith("%"):
        return exact(Fraction(text[:-1]) / 100)
    return exact(Fraction(text))
