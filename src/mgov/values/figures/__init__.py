"""Figures: numbers as they were reported, with what is known about them."""

from mgov.values.figures.figure import Figure
from mgov.values.figures.interval import End, Exact, Interval, Number
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
