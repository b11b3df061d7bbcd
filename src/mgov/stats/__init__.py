"""Measures of adoption: what follows from the figures that were reported."""

from mgov.stats.change import growth
from mgov.stats.ratio import Quantity, coverage, per, share

__all__ = ["Quantity", "coverage", "growth", "per", "share"]
