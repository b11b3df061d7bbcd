"""Figures: numbers as they were reported, with what is known about them."""

from mgov.values.figures.figure import Figure, Number
from mgov.values.figures.interval import End, Exact, Interval
from mgov.values.figures.meaning import Basis, Qualifier, Rounding, Statistic

__all__ = [
    "Basis",
    "End",
    "Exact",
    "Figure",
    "Interval",
    "Number",
    "Qualifier",
    "Rounding",
    "Statistic",
]
