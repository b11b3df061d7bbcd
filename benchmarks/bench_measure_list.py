"""What `stats.measure` costs for a list of models, as a ratio to a loop written by hand.

The loop goes over the same models once, with a dict of groups by region and month, and keeps of
each group the number of uses, the set of users and the two counts of a share. Both run in turn in
one process; the ratio of each pair is taken, and their median counts, in time of the processor.
A million models may take twice the time of the loop. Of few models, which are grouped by month
alone, what a call and a row of the answer cost by themselves makes more: 3 times the loop for a
thousand, 2 times for ten thousand and a hundred thousand.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from mgov import stats
from mgov.services import ChannelKind
from mgov.stats import Measure, MeasureTable, ServiceUse, column, count, distinct

MILLION = 1_000_000
BOUNDS = {1_000: 3.0, 10_000: 2.0, 100_000: 2.0, MILLION: 2.0}
PAIRS, QUICK_PAIRS = 7, 3
LEAST_IN_A_TURN = 50_000  # few models are measured several times, for the clock to tell
ZONE = ZoneInfo("Asia/Shanghai")
MOBILE = frozenset({ChannelKind.APP, ChannelKind.MINI_PROGRAM})
MEASURES = (
    Measure(id="uses", name="Uses", numerator=count(), time="started_at"),
    Measure(id="users", name="Users", numerator=distinct("user"), time="started_at"),
    Measure(
        id="mobile_share",
        name="Mobile share",
        numerator=count(where=column("channel").is_in("app", "mini_program")),
        denominator=count(),
        unit="share",
        time="started_at",
    ),
)

Answer: TypeAlias = list[tuple[str, date, int, int, float]]


def uses(number: int) -> list[ServiceUse]:
    start, channels = datetime(2022, 1, 1, tzinfo=UTC), tuple(ChannelKind)
    return [
        ServiceUse(
            user=f"u-{place * 2654435761 % (number // 5)}",
            service=f"s-{place % 40}",
            channel=channels[place * 7919 % len(channels)],
            region=f"{11 + place * 104729 % 31}0000",
            started_at=start + timedelta(seconds=place * 48271 % (730 * 86_400)),
        )
        for place in range(number)
    ]


class Group:
    """What the loop keeps of a group."""

    __slots__ = ("mobile", "number", "users")

    def __init__(self) -> None:
        self.number = self.mobile = 0
        self.users: set[str | None] = set()


def by_hand(rows: list[ServiceUse], *, by_region: bool) -> Answer:
    groups: dict[tuple[str | None, int, int], Group] = {}
    for row in rows:
        local = row.started_at.astimezone(ZONE)
        key = (row.region if by_region else ""), local.year, local.month
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group()
        group.number += 1
        group.users.add(row.user)
        if row.channel in MOBILE:
            group.mobile += 1
    return [
        (str(region), date(year, month, 1), each.number, len(each.users), each.mobile / each.number)
        for (region, year, month), each in sorted(groups.items())
    ]


def measured(rows: list[ServiceUse], *, by_region: bool) -> MeasureTable:
    by = ["region"] if by_region else []
    return stats.measure(rows, MEASURES, by=by, period="month", time_zone="Asia/Shanghai")


def same(table: MeasureTable, expected: Answer) -> bool:
    found = [
        (row.keys.get("region", ""), row.period, *(result.value for result in row.results))
        for row in table.rows
    ]
    return found == expected


def compared(number: int, pairs: int) -> bool:
    """Print what a number of models costs; say whether it may."""
    rows, by_region = uses(number), number == MILLION
    if not same(measured(rows, by_region=by_region), by_hand(rows, by_region=by_region)):
        sys.exit("the two do not agree")
    times, bound = [], BOUNDS[number]
    turns = max(1, LEAST_IN_A_TURN // number)
    for _ in range(pairs):
        taken = []
        for act in (by_hand, measured):
            gc.collect()
            start = time.process_time()
            for _ in range(turns):
                act(rows, by_region=by_region)
            taken.append((time.process_time() - start) / turns)
        times.append(taken)
    ratios = [ours / theirs for theirs, ours in times]
    ratio = statistics.median(ratios)
    theirs, ours = (1000 * statistics.median(side) for side in zip(*times, strict=True))
    print(
        f"{number:,} models: {ratio:.2f} times the loop ({min(ratios):.2f} to {max(ratios):.2f} "
        f"in {pairs} pairs; {ours:,.1f} ms and {theirs:,.1f} ms of processor time); "
        f"bound {bound:.0f} - {'kept' if ratio <= bound else 'BROKEN'}",
        flush=True,
    )
    return ratio <= bound


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="a short look: no million, few pairs")
    parser.add_argument("--only", nargs="*", type=int, choices=BOUNDS, help="these numbers")
    options = parser.parse_args()
    numbers = options.only or [each for each in BOUNDS if not (options.quick and each == MILLION)]
    pairs = QUICK_PAIRS if options.quick else PAIRS
    kept = [compared(number, pairs) for number in numbers]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main())
