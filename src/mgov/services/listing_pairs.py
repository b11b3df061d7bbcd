"""Which listings of two catalogues speak of one service."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Container, Hashable, Iterable, Sequence
from typing import Literal, NamedTuple

from mgov.services.identity import codes_of, names_of
from mgov.services.listing import Listing

__all__ = ["MatchedBy", "Pair", "paired"]

MatchedBy = Literal["identifier", "name"]

_Schemes = frozenset[str]


class Pair(NamedTuple):
    """The positions of one service in both catalogues."""

    before: int
    after: int
    matched_by: MatchedBy


def paired(old: Sequence[Listing], new: Sequence[Listing]) -> list[Pair]:
    """Pair the listings that speak of one service, the surest pairs first.

    Args:
        old: The listings of the earlier catalogue.
        new: Those of the later one.

    Returns:
        The pairs in the order of the later catalogue; each listing is in one at most.
    """
    pairs: list[Pair] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for keys, schemes, by in _PASSES:
        # Queues by scheme, so that of many services of one name, each with a code of its own,
        # none has to be compared with all the others.
        waiting: dict[Hashable, dict[_Schemes, deque[int]]] = defaultdict(dict)
        for index, listing in enumerate(old):
            if index not in taken[0]:
                for key in keys(listing):
                    waiting[key].setdefault(schemes(listing), deque()).append(index)
        for index, listing in enumerate(new):
            if index in taken[1]:
                continue
            own = schemes(listing)
            heads = (_first(waiting.get(key, {}), own, taken[0]) for key in keys(listing))
            found = next((head for head in heads if head is not None), None)
            if found is not None:
                taken[0].add(found)
                taken[1].add(index)
                pairs.append(Pair(found, index, by))
    return sorted(pairs, key=lambda pair: pair.after)


def _first(queues: dict[_Schemes, deque[int]], own: _Schemes, taken: Container[int]) -> int | None:
    """Return the first position that is free and has no code of a scheme of one's own."""
    heads: list[int] = []
    for schemes, queue in queues.items():
        while queue and queue[0] in taken:
            queue.popleft()
        if queue and own.isdisjoint(schemes):
            heads.append(queue[0])
    return min(heads, default=None)


def _itself(listing: Listing) -> Iterable[Hashable]:
    return (listing,)


def _codes(listing: Listing) -> Iterable[Hashable]:
    return codes_of(listing.service).items()


def _names(listing: Listing) -> Iterable[Hashable]:
    return sorted(names_of(listing.service))


def _here(keys: Callable[[Listing], Iterable[Hashable]]) -> Callable[[Listing], list[Hashable]]:
    """Keys that are only the same in the same category."""
    return lambda listing: [(listing.path, key) for key in keys(listing)]


def _any(_listing: Listing) -> _Schemes:
    return frozenset()  # of whatever scheme its codes are, they do not part it from another


def _schemes(listing: Listing) -> _Schemes:
    return frozenset(codes_of(listing.service))


# Names come last. Who has a code in common is paired by then, so that of two that are left a
# common scheme means different codes, and these are two services.
_PASSES: tuple[
    tuple[Callable[[Listing], Iterable[Hashable]], Callable[[Listing], _Schemes], MatchedBy],
    ...,
] = (
    (_itself, _any, "name"),
    (_here(_codes), _any, "identifier"),
    (_codes, _any, "identifier"),
    (_here(_names), _schemes, "name"),
    (_names, _schemes, "name"),
)
