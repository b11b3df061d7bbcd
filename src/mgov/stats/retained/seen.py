"""In which periods the data have seen whom, counted: how many of each cohort in each period."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import date, datetime
from typing import TypeAlias, cast
from zoneinfo import ZoneInfo

from mgov.errors import InvalidValueError
from mgov.stats.frames.columns import Columns, Look
from mgov.stats.frames.door import narwhals, opened
from mgov.stats.frames.times import PERIOD, with_times
from mgov.stats.measures.aggregate import PeriodLength
from mgov.stats.retained.periods import start_of
from mgov.values.moment import day_in
from mgov.values.tables import Cell

__all__ = ["Seen", "seen_in_frame", "seen_in_records"]

Seen: TypeAlias = Mapping[tuple[date, date], int]
"""How many users whose first period the first one is were seen in the second one."""


def seen_in_records(
    records: Iterable[object], user: str, time: str, length: PeriodLength, zone: ZoneInfo
) -> Seen:
    """Count over models, in one pass.

    Raises:
        mgov.errors.InvalidValueError: If a model has no such attribute, or its time is none.
    """
    periods: defaultdict[Hashable, set[date]] = defaultdict(set)
    starts: dict[date, date] = {}
    for record in records:
        try:
            who, when = getattr(record, user), getattr(record, time)
        except AttributeError:
            trouble = f"have no {user} or no {time}"
            remedy = "Say what the data call them: columns={'user': …}."
            raise InvalidValueError(
                trouble, field="data", remedy=remedy, code="column_missing"
            ) from None
        if who is None or when is None:
            continue
        day = day_in(zone, when, field=time) if isinstance(when, datetime) else when
        if day not in starts:
            starts[day] = start_of(day, length)
        periods[who].add(starts[day])
    seen: Counter[tuple[date, date]] = Counter()
    for known in periods.values():
        cohort = min(known)
        seen.update((cohort, period) for period in known)
    return seen


def seen_in_frame(data: object, user: str, time: str, length: PeriodLength, time_zone: str) -> Seen:
    """Count over a frame, a table or files: where the data are, and only the counts come here.

    Raises:
        mgov.errors.InvalidValueError: If a column is missing, or the times have no zone.
        mgov.errors.MissingExtraError: If the extra `frames` is not installed.
    """
    nw = narwhals()
    who, when = Look(user, "text"), Look(time, "unknown")
    looks = {who: "c0", when: "c1"}
    cells = [Cell(name, look.column, look.kind) for look, name in looks.items()]
    with opened(data, cells) as it:
        columns = Columns(it.frame, looks)
        frame = with_times(columns, when, time_zone, length.value, ())
        keys = nw.col(columns.name_of(who)).alias("who"), nw.col(PERIOD).alias("period")
        known = frame.select(*keys).unique()
        known = known.filter(~nw.col("who").is_null(), ~nw.col("period").is_null())
        cohorts = known.group_by("who").agg(nw.col("period").min().alias("cohort"))
        counts = known.join(cohorts, on="who").group_by("cohort", "period").agg(nw.len().alias("n"))
        rows = counts.collect().rows(named=True)
    return {
        (cast("date", row["cohort"]), cast("date", row["period"])): int(row["n"]) for row in rows
    }
