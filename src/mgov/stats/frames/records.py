"""The rows of an answer, whatever kind of frame it is."""

from __future__ import annotations

from datetime import datetime

from mgov.stats.frames.door import narwhals
from mgov.stats.measures.result import MeasureTable

__all__ = ["records_of"]


def records_of(answer: object) -> list[dict[str, object]]:
    """Give the rows of an answer of `measure` as dictionaries; one that is lazy is computed.

    Args:
        answer: A table of results, or the frame that has the same columns.

    Example:
        >>> from mgov import stats
        >>> from mgov.stats.frames.records import records_of
        >>> uses = stats.Measure(id="uses", name="Uses", numerator=stats.count())
        >>> records_of(stats.measure([{}, {}], uses))
        [{'uses': 2, 'uses_n': 2}]
    """
    if isinstance(answer, MeasureTable):
        return answer.to_records()
    # By Arrow, to which a missing value is missing, and no NaN as to pandas.
    table = narwhals().from_native(answer).lazy().collect().to_arrow()
    return [{name: _plain(value) for name, value in row.items()} for row in table.to_pylist()]


def _plain(value: object) -> object:
    # pandas has no type for days: to it they are times without a zone.
    return value.date() if isinstance(value, datetime) and value.tzinfo is None else value
