"""How long it takes until something happens, with those counted for whom it has not yet."""

from __future__ import annotations

from mgov.stats.survival.band import ConfidenceBand
from mgov.stats.survival.comparison import ComparedGroup, LogRank, log_rank
from mgov.stats.survival.curve import SurvivalCurve
from mgov.stats.survival.estimate import kaplan_meier
from mgov.stats.survival.results import (
    RestrictedMean,
    SurvivalEstimate,
    SurvivalQuantile,
    SurvivalStep,
)
from mgov.stats.survival.waits import TimeUnit, time_to_close, time_to_first_reply

__all__ = [
    "ComparedGroup",
    "ConfidenceBand",
    "LogRank",
    "RestrictedMean",
    "SurvivalCurve",
    "SurvivalEstimate",
    "SurvivalQuantile",
    "SurvivalStep",
    "TimeUnit",
    "kaplan_meier",
    "log_rank",
    "time_to_close",
    "time_to_first_reply",
]
