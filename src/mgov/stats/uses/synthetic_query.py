"""The query that makes up uses of services, in the SQL of DuckDB: what `SyntheticUses` says."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

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
from mgov.stats.uses.mixing import Stream, keys_of, sql_drawn, sql_halfway

__all__ = ["uses_query"]

_ONLINE: Final = "channel IN (" + ", ".join(f"'{channel}'" for channel in ONLINE) + ")"
_DECIDED: Final = "outcome IN ('completed', 'not_eligible')"


def uses_query(
    first: int, last: int, *, people: int, days: int, seed: int, midnight: int, weekday: int
) -> str:
    """Return the query for the uses from one position to before another.

    Args:
        first: The first position.
        last: The position after the last one.
        people: How many people use services.
        days: How many days.
        seed: The seed.
        midnight: The first moment, in seconds since 1970 in UTC.
        weekday: The weekday of the first day, from 0 for Monday.

    Example:
        >>> from mgov.stats.uses.synthetic_query import uses_query
        >>> query = uses_query(0, 9, people=3, days=2, seed=1, midnight=0, weekday=3)
        >>> "channel" in query
        True
    """
    keys = {stream: keys_of(seed, stream) for stream in Stream}
    drawn = [stream for stream in Stream if stream is not Stream.REGION]
    halfway = ", ".join(f"{sql_halfway('i', keys[each])} AS {each.column}" for each in drawn)
    draws = ", ".join(f"{sql_drawn(each.column, keys[each])} AS {each.column}" for each in drawn)
    home = sql_halfway("person::UBIGINT", keys[Stream.REGION])
    shares = accumulate(
        (
            f"({part.first} * ({days} - day) + {part.last} * day) // {days}"
            for part in CHANNEL_PARTS
        ),
        "{} + {}".format,
    )
    channel = " ".join(
        f"WHEN by_channel % 10000 < {end} THEN '{part.channel}'"
        for part, end in zip(CHANNEL_PARTS, shares, strict=True)
    )
    last_channel = CHANNEL_PARTS[-1].channel
    low = " ".join(f"WHEN '{name}' THEN {least}" for name, (least, _) in COSTS.items())
    more = " ".join(f"WHEN '{name}' THEN {extra}" for name, (_, extra) in COSTS.items())
    return f"""
    WITH positions AS (SELECT range::UBIGINT AS i FROM range({first}, {last})),
    halfway AS (SELECT {halfway} FROM positions),
    draws AS (SELECT {draws} FROM halfway),
    dated AS (
        SELECT *,
            CASE WHEN by_day_again % 3 = 0
                THEN greatest(by_day % {days}, by_day_again // 3 % {days}) ELSE by_day % {days}
            END::BIGINT AS drawn_day
        FROM draws
    ),
    days AS (
        SELECT * EXCLUDE (drawn_day),
            CASE WHEN (drawn_day + {weekday}) % 7 >= 5 AND (by_day_again >> 20) % 10 < {STAY_HOME}
                THEN greatest(drawn_day - 2, 0) ELSE drawn_day
            END AS day
        FROM dated
    ),
    people AS (
        SELECT *, CASE {channel} ELSE '{last_channel}' END AS channel,
            by_user % ({people} * (day + 30) // ({days} + 30) + 1) * (by_user_again % 1000)
                // 1000 AS person,
            ({HOURS.sql("by_second")}::BIGINT * 3600 + by_second // 4096 % 3600) AS second
        FROM days
    ),
    outcomes AS (
        SELECT *,
            CASE WHEN {_ONLINE} THEN {ONLINE_OUTCOMES.sql("by_outcome")}
                ELSE {OFFLINE_OUTCOMES.sql("by_outcome")} END AS outcome,
            {midnight} + day * 86400 + second AS began, {home} AS home
        FROM people
    ),
    homes AS (SELECT *, {sql_drawn("home", keys[Stream.REGION])} AS by_region FROM outcomes)
    SELECT
        CASE WHEN NOT {_ONLINE} AND (by_user_again >> 16) % 10 < {UNKNOWN} THEN NULL
            ELSE 'u-' || person END AS "user",
        {SERVICES.sql("by_service")} AS service,
        channel,
        {REGIONS.sql("by_region")} AS region,
        to_timestamp(began) AS started_at,
        CASE WHEN outcome <> 'open'
            THEN to_timestamp(began + 60 + by_outcome // 4096 % 1800) END AS ended_at,
        outcome,
        CASE WHEN {_ONLINE} THEN by_cost % 100 < {ASSISTED} END AS assisted,
        CASE WHEN outcome <> 'open' AND (by_stars >> 20) % 100 < {RATED}
            THEN CASE WHEN {_DECIDED} THEN {STARS.sql("by_stars")}
                ELSE {UNHAPPY_STARS.sql("by_stars")} END::BIGINT END AS stars,
        ((CASE channel {low} END
            + (by_cost >> 8) % CASE channel {more} END)::DECIMAL(12, 2) * 0.01)::DECIMAL(12, 2)
            AS cost,
        CASE WHEN {_DECIDED} THEN (by_cost >> 20) % 100 < {ON_TIME} END AS on_time
    FROM homes
    """  # noqa: S608 -- every part of it is a number or a word of the house
