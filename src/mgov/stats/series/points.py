"""What a series is made of: values by period, and changes of what is counted."""

from __future__ import annotations

from mgov.values.figures import Figure
from mgov.values.model import Model
from mgov.values.period import Period
from mgov.values.text import Text

__all__ = ["DefinitionChange", "SeriesPoint"]


class SeriesPoint(Model, frozen=True):
    """One value of a series.

    Attributes:
        period: The period, or the point in time, that it is of.
        value: The figure; `None` where it is known to be missing.

    Example:
        >>> from mgov import stats
        >>> stats.SeriesPoint(period="../2016-12", value="6.95亿").value.value
        695000000
    """

    period: Period
    value: Figure | None


class DefinitionChange(Model, frozen=True):
    """That something else is counted from a period on, under the same name.

    Attributes:
        since: The first period that is counted the new way.
        note: What changed, and where that is said.

    Example:
        >>> from mgov import stats
        >>> change = stats.DefinitionChange(since="../2017-H2", note="城市服务一并计入")
        >>> print(change.since, change.note)
        ../2017-H2 城市服务一并计入
    """

    since: Period
    note: Text
