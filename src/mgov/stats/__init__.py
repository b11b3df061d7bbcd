"""Measures of adoption: what follows from the figures that were reported."""

from mgov.stats.burden import BurdenChange, burden_change
from mgov.stats.change import growth
from mgov.stats.proportion import ProportionInterval, wilson
from mgov.stats.ratio import Quantity, coverage, per, share

__all__ = [
    "BurdenChange",
    "ProportionInterval",
    "Quantity",
    "burden_change",
    "coverage",
    "growth",
    "per",
    "share",
    "wilson",
]
