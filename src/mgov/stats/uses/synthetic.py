"""`SyntheticUses`: made-up uses of services, of any number, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from mgov.errors import InvalidValueError
from mgov.services import ChannelKind
from mgov.stats.uses.made_up_world import (
    ASSISTED,
    CHANNEL_PARTS,
    COSTS,
    HOURS,
    OFFLINE_OUTCOMES,
    ON_TIME,
    ONLINE,
    ONLINE_OUTCOMES,
    RATED,
    REGIONS,
    SERVICES,
    STARS,
    STAY_HOME,
    UNHAPPY_STARS,
    UNKNOWN,
)
from mgov.stats.uses.mixing import SQL_MIXED, Stream, drawn, keys_of
from mgov.stats.uses.service_use import ServiceUse, UseOutcome
from mgov.stats.uses.synthetic_query import uses_query
from mgov.values.model import Model, unchecked
from mgov.values.tables import write_parquet

__all__ = ["SyntheticUses"]

_ZONE: Final = timezone(timedelta(hours=8))  # the clock of all of the country that is made up
_MOST: Final = 2**32

_SATURDAY: Final = 5

_Seed = Annotated[int, Field(ge=0, lt=_MOST)]


class SyntheticUses(Model, frozen=True):
    """Made-up uses of services, for examples and benchmarks.

    They look like life, where measures are sensitive to it: regions and services of very
    different sizes, few users who use much and many who use little, new users every month,
    quiet nights and weekends, a shift from the counter to the phone, costs and satisfaction that
    differ by channel, and gaps: users who are not known, uses that are still open. None of it
    was measured, and nothing about the world follows from it.

    Each use follows from the seed and its position alone, by integers, so that the same ones
    come as models and as Parquet, on every machine and with every version of Python and DuckDB.

    Attributes:
        size: How many uses.
        users: How many people use services; by default one for every eight uses.
        start: The first day, by the clock of Shanghai.
        days: How many days.
        seed: Another seed, other uses.

    Example:
        >>> from mgov.stats import SyntheticUses
        >>> uses = list(SyntheticUses(size=1000, seed=7).models())
        >>> len(uses), uses == list(SyntheticUses(size=1000, seed=7).models())
        (1000, True)
        >>> use = uses[0]
        >>> print(use.user, use.service, use.channel.value, use.region, use.outcome.value)
        u-3 s-02 counter 420000 completed
    """

    size: Annotated[int, Field(ge=0, lt=_MOST)]
    users: Annotated[int, Field(ge=1, lt=_MOST)] | None = None
    start: date = date(2016, 1, 1)
    days: Annotated[int, Field(ge=1, le=36_600)] = 731
    seed: _Seed = 1

    @property
    def people(self) -> int:
        """How many people use services, if nobody said."""
        return self.users or max(1, self.size // 8)

    def models(self) -> Iterator[ServiceUse]:
        """Yield the uses one by one, as models, in no order of time."""
        made, one_use = unchecked(ServiceUse), self._maker()
        for position in range(self.size):
            yield made(one_use(position))

    def write_parquet(self, folder: str | PathLike[str], *, files: int = 1) -> tuple[Path, ...]:
        """Write the uses to Parquet files: millions, in bounded memory.

        Args:
            folder: Where to; it is made if there is none. Files of the same names are replaced.
            files: How many files, `uses-000.parquet` and so on, each with a part of the uses.

        Returns:
            The files.

        Raises:
            mgov.errors.InvalidValueError: If it is to be fewer than one file.
            mgov.errors.MissingExtraError: If the extra `frames` is not installed.

        Example:
            >>> import tempfile
            >>> from mgov.stats import SyntheticUses
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     paths = SyntheticUses(size=10_000).write_parquet(folder, files=2)
            ...     [path.name for path in paths]
            ['uses-000.parquet', 'uses-001.parquet']
        """
        if files < 1:
            trouble, remedy = "is fewer than one", "Give how many files to write."
            raise InvalidValueError(trouble, field="files", remedy=remedy, code="files")
        there = Path(folder)
        there.mkdir(parents=True, exist_ok=True)
        ends = [self.size * number // files for number in range(files + 1)]
        paths = tuple(there / f"uses-{number:03}.parquet" for number in range(files))
        midnight = int(datetime.combine(self.start, time.min, _ZONE).timestamp())
        for path, first, last in zip(paths, ends, ends[1:], strict=False):
            query = uses_query(
                first, last, people=self.people, days=self.days, seed=self.seed,
                midnight=midnight, weekday=self.start.weekday(),
            )  # fmt: skip
            write_parquet(path, query, before=SQL_MIXED)
        return paths

    def _maker(self) -> Callable[[int], dict[str, object]]:
        """Return what makes the fields of the use at a position; `uses_query` says the same."""
        keys = {stream: keys_of(self.seed, stream) for stream in Stream}
        people, days, weekday = self.people, self.days, self.start.weekday()
        first = datetime.combine(self.start, time.min, _ZONE)
        channels = {channel: ChannelKind(channel) for channel in COSTS}
        outcomes = {outcome.value: outcome for outcome in UseOutcome}

        def fields(i: int) -> dict[str, object]:
            again, user_again = drawn(i, keys[Stream.DAY_AGAIN]), drawn(i, keys[Stream.USER_AGAIN])
            by_second, by_outcome = drawn(i, keys[Stream.SECOND]), drawn(i, keys[Stream.OUTCOME])
            by_stars, by_cost = drawn(i, keys[Stream.STARS]), drawn(i, keys[Stream.COST])
            day = drawn(i, keys[Stream.DAY]) % days
            if again % 3 == 0:
                day = max(day, again // 3 % days)
            if (day + weekday) % 7 >= _SATURDAY and (again >> 20) % 10 < STAY_HOME:
                day = max(day - 2, 0)
            pool = people * (day + 30) // (days + 30) + 1
            person = drawn(i, keys[Stream.USER]) % pool * (user_again % 1000) // 1000
            channel = _channel(drawn(i, keys[Stream.CHANNEL]) % 10_000, day, days)
            online = channel in ONLINE
            outcome = (ONLINE_OUTCOMES if online else OFFLINE_OUTCOMES).pick(by_outcome)
            began = first + timedelta(
                days=day, hours=int(HOURS.pick(by_second)), seconds=by_second // 4096 % 3600
            )
            is_open, decided = outcome == "open", outcomes[outcome].is_completed
            stars = (STARS if decided else UNHAPPY_STARS).pick(by_stars)
            least, extra = COSTS[channel]
            unknown = not online and (user_again >> 16) % 10 < UNKNOWN
            return {
                "user": None if unknown else f"u-{person}",
                "service": SERVICES.pick(drawn(i, keys[Stream.SERVICE])),
                "channel": channels[channel],
                "region": REGIONS.pick(drawn(person, keys[Stream.REGION])),
                "started_at": began,
                "ended_at": None
                if is_open
                else began + timedelta(seconds=60 + by_outcome // 4096 % 1800),
                "outcome": outcomes[outcome],
                "assisted": by_cost % 100 < ASSISTED if online else None,
                "stars": None if is_open or (by_stars >> 20) % 100 >= RATED else int(stars),
                "cost": Decimal(least + (by_cost >> 8) % extra).scaleb(-2),
                "on_time": (by_cost >> 20) % 100 < ON_TIME if decided else None,
            }

        return fields


def _channel(number: int, day: int, days: int) -> str:
    end = 0
    *others, last = CHANNEL_PARTS
    for part in others:
        end += (part.first * (days - day) + part.last * day) // days
        if number < end:
            return part.channel
    return last.channel
