"""Numbers that look random and follow from a seed, the same in Python and in SQL."""

from __future__ import annotations

from enum import IntEnum, auto
from typing import Final

__all__ = ["SQL_MIXED", "Stream", "drawn", "keys_of", "sql_drawn", "sql_halfway"]

# The 32-bit mixer `lowbias32` of Chris Wellons (hash-prospector, in the public domain): two
# rounds of shift and multiply, which a query can do as exactly as Python does.
_MASK: Final = 0xFFFFFFFF
_FIRST: Final = 0x7FEB352D
_SECOND: Final = 0x846CA68B
_GOLDEN: Final = 0x9E3779B9

SQL_MIXED: Final = f"""
    CREATE TEMP MACRO mixed_1(n) AS (xor(n, n >> 16) * {_FIRST}) & {_MASK};
    CREATE TEMP MACRO mixed_2(n) AS (xor(n, n >> 15) * {_SECOND}) & {_MASK};
    CREATE TEMP MACRO mixed_3(n) AS xor(n, n >> 16);
    CREATE TEMP MACRO mixed(n) AS mixed_3(mixed_2(mixed_1(n)));
"""
"""What `sql_drawn` needs, in the SQL of DuckDB."""


class Stream(IntEnum):
    """What numbers are drawn for; each has numbers of its own."""

    DAY = auto()
    DAY_AGAIN = auto()
    SECOND = auto()
    USER = auto()
    USER_AGAIN = auto()
    REGION = auto()
    SERVICE = auto()
    CHANNEL = auto()
    OUTCOME = auto()
    STARS = auto()
    COST = auto()

    @property
    def column(self) -> str:
        """What its column is called in the query."""
        return f"by_{self.name.lower()}"


def keys_of(seed: int, stream: Stream) -> tuple[int, int]:
    """Return the two keys of a stream; with one, a stream would be another one moved on.

    Args:
        seed: The seed of all streams, from 0 to 2**32 - 1.
        stream: The stream.

    Example:
        >>> from mgov.stats.uses.mixing import Stream, keys_of
        >>> len(set(keys_of(1, Stream.DAY) + keys_of(2, Stream.DAY) + keys_of(1, Stream.USER)))
        6
    """
    first = _mixed((seed + stream * _GOLDEN) & _MASK)
    return first, _mixed(first ^ _GOLDEN)


def drawn(position: int, keys: tuple[int, int]) -> int:
    """Return the number at a position of a stream, from 0 to 2**32 - 1.

    Args:
        position: The position.
        keys: The keys of the stream.

    Example:
        >>> from mgov.stats.uses.mixing import Stream, drawn, keys_of
        >>> keys = keys_of(1, Stream.DAY)
        >>> len({drawn(position, keys) for position in range(1000)})
        1000
    """
    return _mixed((_mixed((position & _MASK) ^ keys[0]) + keys[1]) & _MASK)


def sql_halfway(position: str, keys: tuple[int, int]) -> str:
    """Return the expression that mixes a position once, in the SQL of DuckDB.

    It stands apart from `sql_drawn`, in a query below it: as one expression both would be
    written out sixty-four times before they are worked out once.

    Args:
        position: The expression for the position, an unsigned integer of 64 bits.
        keys: The keys of the stream.

    Example:
        >>> from mgov.stats.uses.mixing import sql_halfway
        >>> sql_halfway("i", (3, 4))
        'mixed(xor(i & 4294967295, 3))'
    """
    return f"mixed(xor({position} & {_MASK}, {keys[0]}))"


def sql_drawn(halfway: str, keys: tuple[int, int]) -> str:
    """Return the expression that gives the number of `drawn`, in the SQL of DuckDB.

    Args:
        halfway: The column with what `sql_halfway` gave.
        keys: The keys of the stream.

    Example:
        >>> from mgov.stats.uses.mixing import sql_drawn
        >>> sql_drawn("day", (3, 4))
        'mixed((day + 4) & 4294967295)'
    """
    return f"mixed(({halfway} + {keys[1]}) & {_MASK})"


def _mixed(number: int) -> int:
    number ^= number >> 16
    number = number * _FIRST & _MASK
    number ^= number >> 15
    number = number * _SECOND & _MASK
    return number ^ number >> 16
