"""In which periods the data have seen whom, counted: how many of each cohort in each period."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias, cast
from zoneinfo import ZoneInfo

from mgov.stats.frames.columns import Columns, Look
from mgov.stats.frames.door import narwhals, opened
from mgov.stats.frames.times import PERIOD, with_times
from mgov.stats.measures.aggregate import PeriodLength
from mgov.stats.measures.batches import batches
from mgov.stats.measures.kinds import Kinds, columns_of
from mgov.stats.measures.periods import Clock
from mgov.stats.measures.request import Request
from mgov.values.tables import Cell

__all__ = ["Seen", "seen_in_frame", "seen_in_rows"]

Seen: TypeAlias = Mapping[tuple[date, date], int]
"""How many users whose first period the first one is were seen in the second one."""


def seen_in_rows(rows: Iterable[object], user: str, request: Request) -> Seen:
    """Count over models or mappings, in one pass.

    Args:
        rows: The rows, as `measure` takes them.
        user: The column with who it was, as the request calls it.
        request: What is asked: the time, the periods, whose calendar.

    Raises:
        mgov.errors.InvalidDataError: If a column is missing, or holds what it must not.
        mgov.errors.InvalidValueError: If a moment has no time zone.
    """
    time, length, zone = _when(request)
    clock, kinds = Clock(request.in_data(time), zone), Kinds(request)
    periods: defaultdict[object, set[date]] = defaultdict(set)
    for batch in batches(rows, columns_of(request)):
        kinds.look(batch)
        starts = clock.starts(cast("list[date | None]", batch.present(time)), length)
        for who, start in zip(batch.values(user), starts, strict=True):
            if who is not None and start is not None:
                periods[who].add(start)
    seen: Counter[tuple[date, date]] = Counter()
    for known in periods.values():
        cohort = min(known)
        seen.update((cohort, period) for period in known)
    return seen


def seen_in_frame(data: object, user: str, request: Request) -> Seen:
    """Count over a frame, a table or files: where the data are, and only the counts come here.

    Args:
        data: The frame, the table or the paths.
        user: As for `seen_in_rows`; so is `request`.
        request: What is asked.

    Raises:
        OSError: If a file cannot be read.
        mgov.errors.InvalidDataError: If a column is missing, or holds what it must not.
        mgov.errors.InvalidValueError: If the times have no zone.
        mgov.errors.MissingExtraError: If the extra `frames` is not installed.
    """
    nw = narwhals()
    time, length, zone = _when(request)
    who, when = Look(user, "text"), Look(time, "unknown")
    looks = {who: "c0", when: "c1"}
    cells = [Cell(name, request.in_data(look.column), look.kind) for look, name in looks.items()]
    with opened(data, cells) as it:
        columns = Columns(it.frame, looks, request)
        frame = with_times(columns, when, str(zone), length, ())
        keys = nw.col(columns.name_of(who)).alias("who"), nw.col(PERIOD).alias("period")
        known = frame.select(*keys).unique()
        known = known.filter(~nw.col("who").is_null(), ~nw.col("period").is_null())
        cohorts = known.group_by("who").agg(nw.col("period").min().alias("cohort"))
        counts = known.join(cohorts, on="who").group_by("cohort", "period").agg(nw.len().alias("n"))
        rows = counts.collect().rows(named=True)
    return {
        (cast("date", row["cohort"]), cast("date", row["period"])): int(row["n"]) for row in rows
    }


def _when(request: Request) -> tuple[str, PeriodLength, ZoneInfo]:
    """What a request for periods has, since it was checked."""
    return (
        str(request.time),
        cast("PeriodLength", request.period),
        cast("ZoneInfo", request.time_zone),
    )
