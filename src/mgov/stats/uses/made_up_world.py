"""The country in which made-up uses of services happen: how many live where and do what.

None of these numbers was measured. They are of the sizes that reports of mobile government give,
so that examples look like life and benchmarks have groups of very different sizes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from typing import Final, NamedTuple

__all__ = [
    "ASSISTED",
    "CHANNEL_PARTS",
    "COSTS",
    "HOURS",
    "OFFLINE_OUTCOMES",
    "ONLINE",
    "ONLINE_OUTCOMES",
    "ON_TIME",
    "RATED",
    "REGIONS",
    "SERVICES",
    "STARS",
    "STAY_HOME",
    "UNHAPPY_STARS",
    "UNKNOWN",
    "Weighted",
]


class Weighted:
    """Things with weights, of which a number picks one, in Python and in SQL."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        self.names: Final = tuple(weights)
        self.ends: Final = tuple(accumulate(weights.values()))
        self.total: Final = self.ends[-1]

    def pick(self, number: int) -> str:
        """Return the thing that a number falls on.

        Args:
            number: Any number that is not negative.
        """
        return self.names[bisect_right(self.ends, number % self.total)]

    def sql(self, number: str) -> str:
        """Return the expression that picks the same thing in SQL."""
        cases = " ".join(
            f"WHEN {number} % {self.total} < {end} THEN '{name}'"
            for name, end in zip(self.names, self.ends, strict=True)
        )
        return f"CASE {cases} END"


# Codes of the 31 divisions of the mainland, weighted by millions of people.
REGIONS: Final = Weighted(
    {
        "110000": 22, "120000": 14, "130000": 75, "140000": 35, "150000": 24, "210000": 43,
        "220000": 24, "230000": 32, "310000": 25, "320000": 85, "330000": 65, "340000": 61,
        "350000": 42, "360000": 45, "370000": 102, "410000": 99, "420000": 58, "430000": 66,
        "440000": 126, "450000": 50, "460000": 10, "500000": 32, "510000": 84, "520000": 39,
        "530000": 47, "540000": 4, "610000": 40, "620000": 25, "630000": 6, "640000": 7,
        "650000": 26,
    }
)  # fmt: skip

# A few services are used by nearly everybody, most by few.
SERVICES: Final = Weighted({f"s-{number:02}": max(1, 10_000 // number) for number in range(1, 41)})

# From midnight on: hardly anybody at night, most before noon.
_BY_HOUR: Final = (
    4, 2, 1, 1, 1, 3, 10, 25, 60, 95, 100, 80, 45, 50, 85, 90, 80, 60, 40, 45, 50, 45, 28, 14,
)  # fmt: skip
HOURS: Final = Weighted({str(hour): weight for hour, weight in enumerate(_BY_HOUR)})


class ChannelPart(NamedTuple):
    """The share of a channel in ten thousands, on the first and on the last day."""

    channel: str
    first: int
    last: int


# From the counter to the phone, within the time that is made up. The shares add up to 10,000.
CHANNEL_PARTS: Final = (
    ChannelPart("app", 1_200, 2_900),
    ChannelPart("mini_program", 300, 2_700),
    ChannelPart("web", 2_200, 1_700),
    ChannelPart("kiosk", 300, 500),
    ChannelPart("phone", 900, 500),
    ChannelPart("post", 300, 100),
    ChannelPart("counter", 4_800, 1_600),
)
ONLINE: Final = ("app", "mini_program", "web")

ONLINE_OUTCOMES: Final = Weighted(
    {"completed": 720, "not_eligible": 60, "abandoned": 170, "failed": 30, "open": 20}
)
OFFLINE_OUTCOMES: Final = Weighted(
    {"completed": 880, "not_eligible": 80, "abandoned": 20, "failed": 5, "open": 15}
)

STARS: Final = Weighted({"5": 55, "4": 28, "3": 10, "2": 5, "1": 2})
UNHAPPY_STARS: Final = Weighted({"5": 6, "4": 10, "3": 24, "2": 30, "1": 30})

# What a use costs the authority at least, and how much more it may cost, in cents.
COSTS: Final[dict[str, tuple[int, int]]] = {
    "app": (30, 40),
    "mini_program": (25, 35),
    "web": (40, 60),
    "kiosk": (300, 300),
    "phone": (900, 800),
    "post": (1_200, 900),
    "counter": (1_500, 2_000),
}

# Of a hundred.
ASSISTED: Final = 4
RATED: Final = 18
ON_TIME: Final = 96
# Of ten: who is not known at a counter, and who puts off until Friday what was for a weekend.
UNKNOWN: Final = 3
STAY_HOME: Final = 6
