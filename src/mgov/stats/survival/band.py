"""Where a survival lies: Greenwood's standard error, and the bands that are drawn with it."""

from __future__ import annotations

import math
from typing import Literal, TypeAlias

__all__ = ["ConfidenceBand", "ends"]

ConfidenceBand: TypeAlias = Literal["log_log", "log", "plain"]
"""How an interval around a survival is made; each is for one time, not for the whole curve.

`log_log` stays within 0 and 1 by itself and holds what it promises from few cases on; `log` is
what R draws unless told otherwise; `plain` is the survival and so many standard errors to each
side, cut off at 0 and 1.
"""


def ends(band: ConfidenceBand, survival: float, greenwood: float, z: float) -> tuple[float, float]:
    """Give the two ends of the interval around a survival that is not 0.

    Args:
        band: Which one.
        survival: The estimate.
        greenwood: The sum of d / (n (n − d)) over the times until then.
        z: How many standard errors the ends lie away.
    """
    reach = z * math.sqrt(greenwood)
    if not reach:  # nothing has happened yet: there is no spread to learn from
        return survival, survival
    if band == "plain":
        return max(0.0, survival - survival * reach), min(1.0, survival + survival * reach)
    if band == "log":
        return survival * math.exp(-reach), min(1.0, survival * math.exp(reach))
    stretch = math.exp(-reach / math.log(survival))
    return survival**stretch, survival ** (1 / stretch)
