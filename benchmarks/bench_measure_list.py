"""What `stats.measure` costs for a list of models, as a ratio to a loop written by hand.

The loop goes over the same models once, with a dict of groups by region and month, and keeps of
each group the number of uses, the set of users and the two counts of a share. Both run in turn in
one process; the ratio of each pair is taken, and their median counts. The bound is a ratio of 2.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from mgov import stats
from mgov.services import ChannelKind
from mgov.stats import Measure, MeasureTable, ServiceUse, column, count, distinct

RATIO = 2.0
FULL, QUICK = (1_000_000, 5), (100_000, 3)
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


def by_hand(rows: list[ServiceUse]) -> list[tuple[str, date, int, int, float]]:
    groups: dict[tuple[str | None, int, int], Group] = {}
    for row in rows:
        local = row.started_at.astimezone(ZONE)
        key = row.region, local.year, local.month
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


def measured(rows: list[ServiceUse]) -> MeasureTable:
    return stats.measure(rows, MEASURES, by="region", period="month", time_zone="Asia/Shanghai")


def same(table: MeasureTable, expected: list[tuple[str, date, int, int, float]]) -> bool:
    found = [
        (row.keys["region"], row.period, *(result.value for result in row.results))
        for row in table.rows
    ]
    return found == expected


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure lists of models against a loop.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows, fewer pairs")
    number, pairs = QUICK if parser.parse_args().quick else FULL
    rows = uses(number)
    if not same(measured(rows), by_hand(rows)):
        print("the two do not agree")
        return 1
    times = []
    for _ in range(pairs):
        taken = []
        for act in (by_hand, measured):
            gc.collect()
            start = time.process_time()
            act(rows)
            taken.append(time.process_time() - start)
        times.append(taken)
    ratios = [ours / theirs for theirs, ours in times]
    ratio = statistics.median(ratios)
    theirs, ours = (statistics.median(column) for column in zip(*times, strict=True))
    print(
        f"{number:,} models: {ratio:.2f} times the loop ({min(ratios):.2f} to {max(ratios):.2f} "
        f"in {pairs} pairs, {ours:.2f} s and {theirs:.2f} s of processor time)"
    )
    print(f"bound: {RATIO:.0f} - {'kept' if ratio <= RATIO else 'BROKEN'}")
    return 0 if ratio <= RATIO else 1


if __name__ == "__main__":
    raise SystemExit(main())
