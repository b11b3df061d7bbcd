"""Stretches of calendar time as statistics name them: a month, a half year, "as of June 2017"."""

from __future__ import annotations

from mgov.values.period.granularity import Granularity, GranularityName
from mgov.values.period.period import Period
from mgov.values.period.without_year import Tense

__all__ = ["Granularity", "GranularityName", "Period", "Tense"]
