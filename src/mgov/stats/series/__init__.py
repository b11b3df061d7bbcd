"""Figures over time: how they grow, what is behind a change, what was to be expected."""

from __future__ import annotations

from mgov.stats.series.breaks import BreakMethod, BreakTest, break_test
from mgov.stats.series.compounding import annualized
from mgov.stats.series.decomposition import Contribution, Contributions, contributions
from mgov.stats.series.points import DefinitionChange, SeriesPoint
from mgov.stats.series.seasonal import Expectation, expectation
from mgov.stats.series.series import Series

__all__ = [
    "BreakMethod",
    "BreakTest",
    "Contribution",
    "Contributions",
    "DefinitionChange",
    "Expectation",
    "Series",
    "SeriesPoint",
    "annualized",
    "break_test",
    "contributions",
    "expectation",
]
