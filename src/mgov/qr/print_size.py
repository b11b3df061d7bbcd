"""How large a code has to be printed, and why."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from mgov.errors import InvalidValueError

__all__ = [
    "DISTANCE_RATIO",
    "DOTS_A_MODULE",
    "HAND_HELD_MODULE_MM",
    "QUIET_ZONE",
    "PrintSize",
    "print_size",
]

QUIET_ZONE: Final = 4
"""Light modules on every side of a code (ISO/IEC 18004)."""

HAND_HELD_MODULE_MM: Final = 0.4
"""The smallest module that phones held in the hand read well (practice of scanner vendors)."""

DOTS_A_MODULE: Final = 4
"""The fewest printer dots that keep the edges of a module (Denso Wave, who invented the code)."""

DISTANCE_RATIO: Final = 10
"""How many times its width a code is read from: a rule of thumb of the trade, in no standard."""

_MM_PER_INCH: Final = 25.4
_PRECISION: Final = 1000  # sizes are given in micrometers
_TOLERANCE: Final = 1e-9  # dots; what only rounding adds asks for no further dot


@dataclass(frozen=True, slots=True)
class PrintSize:
    """The smallest size at which a code should be printed.

    Attributes:
        module_mm: The width of a module in millimeters.
        code_mm: The width of the code without its quiet zone.
        total_mm: The width that has to be kept free of all else: the code with its quiet zone.
        reasons: What each rule asks for, in a sentence; the size meets them all.

    Example:
        >>> from mgov import qr
        >>> size = qr.make("https://www.gov.cn/").print_size(dpi=300)
        >>> size.module_mm, size.code_mm, size.total_mm
        (0.423, 10.58, 13.97)
    """

    module_mm: float
    code_mm: float
    total_mm: float
    reasons: tuple[str, ...]


def print_size(
    modules: int, *, distance: float | None = None, dpi: float | None = None
) -> PrintSize:
    """Work out how large a code has to be printed.

    Args:
        modules: How many modules it has on each side, without the quiet zone.
        distance: From how far it has to be read, in millimeters.
        dpi: Dots an inch of the printer; a module then is a whole number of dots.

    Raises:
        mgov.errors.InvalidValueError: If a measure is not above zero.

    Example:
        >>> from mgov.qr.print_size import print_size
        >>> size = print_size(33, distance=1000)
        >>> size.code_mm
        100.02
        >>> size.reasons[1]
        'To be read from 1000 mm, a code is at least 100 mm wide (a tenth; a rule of thumb).'
    """
    module = HAND_HELD_MODULE_MM
    reasons = [f"Phones held in the hand read modules of {module} mm and more."]
    if distance is not None:
        width = _positive(distance, "distance") / DISTANCE_RATIO
        module = max(module, width / modules)
        reasons.append(
            f"To be read from {distance:g} mm, a code is at least {width:g} mm wide "
            "(a tenth; a rule of thumb)."
        )
    if dpi is None:
        module = math.ceil(module * _PRECISION) / _PRECISION
    else:
        dots_a_mm = _positive(dpi, "dpi") / _MM_PER_INCH
        dots = max(DOTS_A_MODULE, math.ceil(module * dots_a_mm - _TOLERANCE))
        module = dots / dots_a_mm
        reasons.append(
            f"Printed at {dpi:g} dpi, a module is {dots} whole dots "
            f"(never fewer than {DOTS_A_MODULE})."
        )
    reasons.append(f"A quiet zone of {QUIET_ZONE} modules stays free on every side.")
    return PrintSize(
        module_mm=round(module, 3),
        code_mm=round(modules * module, 2),
        total_mm=round((modules + 2 * QUIET_ZONE) * module, 2),
        reasons=tuple(reasons),
    )


def _positive(value: float, name: str) -> float:
    if not 0 < value < math.inf:
        trouble, remedy = "is not above zero", f"Give a positive {name}."
        raise InvalidValueError(trouble, field=name, remedy=remedy, code="not_positive")
    return value
