"""Rows that are hard to count: what is missing, equal, odd, huge, or at the end of a month."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

NAN: Final = float("nan")

TEXTS: Final = (
    "app",
    "web",
    "mini_program",
    "ĀPP",
    "北京",
    "南京",
    "e\u0301",
    "é",
    "𝒜",
    "",
    " app",
    None,
)
SMALL: Final = (0, 1, 2, 3, 4, 5, None)
HUGE: Final = (2**53, 2**53 + 1, 2**53 - 1, 2**63 - 1, -(2**63), 0, -7, None)
DOUBLES: Final = (
    0.1, 0.30000000000000004, 0.1 + 0.2, 0.0, -0.0, -0.5, 2.5, 1e-7, 5e-7, 1e15 + 0.3, -2e9, 1e-300,
    4.0, NAN, None,
)  # fmt: skip
COSTS: Final = (
    *map(Decimal, ("0.10", "0.09", "0.25", "-3.75", "1234567890.12", "0", "4.00")),
    None,
)
FINE: Final = (
    *map(Decimal, ("0.100000000", "0.000000499", "-0.000000501", "123456789.123456789", "7")),
    None,
)

# The ends of days, weeks, months and years in some zones, and hours that are twice or missing.
EDGES: Final = tuple(
    datetime.fromisoformat(text)
    for text in (
        "2023-12-31T16:00:00Z",  # the new year of Shanghai
        "2024-01-01T00:00:00Z",
        "2024-01-01T05:00:00Z",  # that of New York
        "2024-02-28T16:00:00Z",
        "2024-02-29T16:00:00Z",  # March in Shanghai
        "2024-03-01T00:00:00Z",
        "2024-03-10T07:00:00Z",  # New York goes to summer time
        "2024-03-31T01:00:00Z",  # Europe does
        "2024-03-31T16:00:00Z",  # the second quarter of Shanghai
        "2024-10-27T01:00:00Z",
        "2024-11-03T06:00:00Z",  # New York comes back
        "2024-10-05T15:30:00Z",  # Lord Howe Island moves by half an hour
        "1986-05-03T18:00:00Z",  # Shanghai had summer time
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "1999-12-31T23:00:00Z",
        "2038-01-19T03:14:07Z",
    )
)
INSTANT: Final = timedelta(microseconds=1)
OFFSETS: Final = (
    -INSTANT,
    timedelta(0),
    INSTANT,
    timedelta(hours=-1),
    timedelta(hours=1),
    timedelta(days=1),
)
DAYS: Final = (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(1969, 12, 31), None)

ZONES: Final = (
    "Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu",
    "UTC", "Pacific/Apia",
)  # fmt: skip


def fixed_rows(number: int = 240) -> list[dict[str, object]]:
    """Give the same rows on every call."""
    draw = random.Random(20170817)  # noqa: S311 -- no secret
    near = EDGES[2:8]  # so that groups by month have several rows
    rows: list[dict[str, object]] = []
    for _ in range(number):
        at = draw.choice(near if draw.random() < 0.7 else EDGES) + draw.choice(OFFSETS)
        ended = at + draw.choice(OFFSETS)
        rows.append(
            {
                "table": "t",
                "region": draw.choice(TEXTS[3:]),
                "channel": draw.choice(("app", "app", "web", *TEXTS)),
                "user": draw.choice(("u1", "u2", "u3", "Ü1", "ü1", None)),
                "service": draw.choice((1, 2, 3, None)),
                "stars": draw.choice(SMALL),
                "big": draw.choice(HUGE),
                "cost": draw.choice(COSTS),
                "fine": draw.choice(FINE),
                "share": draw.choice(DOUBLES),
                "assisted": draw.choice((True, False, None)),
                "day": draw.choice(DAYS),
                "at": None if draw.random() < 0.1 else at,
                "ended": None if draw.random() < 0.2 else ended,
            }
        )
    return rows


def moments() -> st.SearchStrategy[datetime | None]:
    """Draw moments, most of them at the end of something."""
    edges = st.builds(
        lambda edge, off: edge + off, st.sampled_from(EDGES), st.sampled_from(OFFSETS)
    )
    any_time = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
    return st.one_of(edges, any_time, st.none())


def rows(table: str = "t") -> st.SearchStrategy[dict[str, object]]:
    """Draw a row."""
    texts = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=3)
    return st.fixed_dictionaries(
        {
            "table": st.just(table),
            "region": st.sampled_from(TEXTS) | texts,
            "channel": st.sampled_from(("app", "web", "mini_program", None))
            | st.sampled_from(TEXTS),
            "user": st.sampled_from(("u1", "u2", "Ü1", "ü1", None)),
            "service": st.sampled_from((1, 2, -3, None)),
            "stars": st.sampled_from(SMALL),
            "big": st.sampled_from(HUGE) | st.integers(-(2**63), 2**63 - 1),
            "cost": st.sampled_from(COSTS)
            | st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False),
            "fine": st.sampled_from(FINE)
            | st.decimals(-(10**9), 10**9, places=9, allow_nan=False, allow_infinity=False),
            "share": st.sampled_from(DOUBLES) | st.floats(-1e15, 1e15, allow_subnormal=False),
            "assisted": st.sampled_from((True, False, None)),
            "day": st.sampled_from(DAYS) | st.dates(date(1950, 1, 1), date(2100, 1, 1)),
            "at": moments(),
            "ended": moments(),
        }
    )


def tables(most: int = 25, table: str = "t") -> st.SearchStrategy[list[dict[str, object]]]:
    """Draw a table, which may be empty."""
    return st.lists(rows(table), max_size=most)


def union(parts: Sequence[Sequence[dict[str, object]]]) -> list[dict[str, object]]:
    """Put tables one under the other, each by a name of its own."""
    return [{**row, "table": f"t{number}"} for number, part in enumerate(parts) for row in part]
