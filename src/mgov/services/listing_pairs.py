"""Which listings of two catalogues speak of one service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal, NamedTuple

from mgov.services.identity import codes_of, contradict, names_of
from mgov.services.listing import Listing
from mgov.services.service import Service

__all__ = ["MatchedBy", "Pair", "paired"]

MatchedBy = Literal["identifier", "name"]


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
    for keys, fits, by in _PASSES:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for index, listing in enumerate(old):
            if index not in taken[0]:
                for key in keys(listing):
                    waiting[key].append(index)
        for index, listing in enumerate(new):
            if index in taken[1]:
                continue
            candidates = (each for key in keys(listing) for each in waiting.get(key, ()))
            found = next(
                (each for each in candidates if fits(old[each].service, listing.service)), None
            )
            if found is not None:
                taken[0].add(found)
                taken[1].add(index)
                for key in keys(old[found]):
                    waiting[key].remove(found)
                pairs.append(Pair(found, index, by))
    return sorted(pairs, key=lambda pair: pair.after)


def _codes(listing: Listing) -> Iterable[Hashable]:
    return codes_of(listing.service).items()


def _names(listing: Listing) -> Iterable[Hashable]:
    return sorted(names_of(listing.service))


def _here(keys: Callable[[Listing], Iterable[Hashable]]) -> Callable[[Listing], list[Hashable]]:
    """Keys that are only the same in the same category."""
    return lambda listing: [(listing.path, key) for key in keys(listing)]


def _are_equal(one: Service, other: Service) -> bool:
    return one == other


def _may_be_one(one: Service, other: Service) -> bool:
    codes = ({scheme: {code} for scheme, code in codes_of(each).items()} for each in (one, other))
    return not contradict(*codes)


def _share_a_code(_one: Service, _other: Service) -> bool:
    return True  # that is how they were found


_PASSES: tuple[
    tuple[Callable[[Listing], Iterable[Hashable]], Callable[[Service, Service], bool], MatchedBy],
    ...,
] = (
    (_here(_names), _are_equal, "name"),
    (_here(_codes), _share_a_code, "identifier"),
    (_codes, _share_a_code, "identifier"),
    (_here(_names), _may_be_one, "name"),
    (_names, _may_be_one, "name"),
)
