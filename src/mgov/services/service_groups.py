"""Which listings of several catalogues speak of one service, whatever the order of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Annotated

from pydantic import Field

from mgov.services.identity import codes_of, contradict, names_of
from mgov.services.listing import Listing
from mgov.values.model import Model

__all__ = ["SourcedListing", "grouped", "same_names"]


class SourcedListing(Model, frozen=True):
    """A service as one of several catalogues lists it.

    Attributes:
        source: Which catalogue it is, the first one being 0.
        listing: The service in its place.

    Example:
        >>> from mgov import Service
        >>> from mgov.services import Listing, SourcedListing
        >>> listing = Listing(path=["出入境"], service=Service(name="护照换发"))
        >>> print(SourcedListing(source=1, listing=listing).listing)
        出入境 > 护照换发
    """

    source: Annotated[int, Field(ge=0)]
    listing: Listing


def grouped(listings: Sequence[SourcedListing]) -> list[list[int]]:
    """Group the positions of listings that speak of one service.

    Returns:
        The groups in the order of their first listings, each in order.
    """
    groups = _Groups(len(listings))
    by_key: dict[Hashable, int] = {}
    seen: dict[Hashable, int] = defaultdict(int)
    for position, each in enumerate(listings):
        place = (each.listing.path, each.listing.service.model_dump_json())
        # The second of two that are the same in every word is the second of another source, too.
        seen[each.source, place] += 1
        keys = [*codes_of(each.listing.service).items(), (place, seen[each.source, place])]
        for key in keys:
            groups.join(position, by_key.setdefault(key, position))
    found = _Content(listings, groups)
    for here in _by_name(listings, range(len(listings))):
        if found.are_clear(here):
            groups.join_all(here)
        else:
            for there in _by_path(listings, here):
                if found.are_clear(there):
                    groups.join_all(there)
    return groups.all()


def same_names(
    listings: Sequence[SourcedListing], groups: Sequence[Sequence[int]]
) -> Iterator[list[int]]:
    """Go through the listings of one name that are in different groups, and should be looked at.

    Services of one name in one catalogue that differ in nothing but their place are usual, such
    as a query in every category: only where two catalogues have the name, or codes contradict,
    is there something to look at.
    """
    own = {position: number for number, group in enumerate(groups) for position in group}
    codes = [_codes(listings[position] for position in group) for group in groups]
    told: set[tuple[int, ...]] = set()
    for here in _by_name(listings, range(len(listings))):
        numbers = sorted({own[position] for position in here})
        apart = len({listings[position].source for position in here}) > 1 or _some_contradict(
            codes[number] for number in numbers
        )
        if len(numbers) > 1 and apart and tuple(here) not in told:
            told.add(tuple(here))
            yield here


class _Groups:
    """Positions that are joined one by one, and all that are joined with them."""

    def __init__(self, number: int) -> None:
        self._above = list(range(number))

    def of(self, position: int) -> int:
        """Return the first position of its group."""
        while self._above[position] != position:
            self._above[position] = self._above[self._above[position]]
            position = self._above[position]
        return position

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        self._above[second] = first

    def join_all(self, positions: Sequence[int]) -> None:
        for position in positions:
            self.join(positions[0], position)

    def all(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for position in range(len(self._above)):
            found[self.of(position)].append(position)
        return list(found.values())


class _Content:
    """What is in the groups as the codes made them, before any name joins some."""

    def __init__(self, listings: Sequence[SourcedListing], groups: _Groups) -> None:
        self._own: dict[int, int] = {}
        self._codes: list[dict[str, set[str]]] = []
        self._sources: list[set[int]] = []
        for number, group in enumerate(groups.all()):
            self._own.update(dict.fromkeys(group, number))
            self._codes.append(_codes(listings[position] for position in group))
            self._sources.append({listings[position].source for position in group})

    def are_clear(self, positions: Iterable[int]) -> bool:
        """Say whether listings of one name can only be one service."""
        numbers = sorted({self._own[position] for position in positions})
        sources = [source for number in numbers for source in self._sources[number]]
        return len(sources) == len(set(sources)) and not _some_contradict(
            self._codes[number] for number in numbers
        )


def _some_contradict(codes: Iterable[dict[str, set[str]]]) -> bool:
    """Say whether any two have codes that cannot be those of one service."""
    coded = [each for each in codes if each]
    return any(contradict(one, other) for one, other in combinations(coded, 2))


def _codes(listings: Iterable[SourcedListing]) -> dict[str, set[str]]:
    codes: dict[str, set[str]] = defaultdict(set)
    for each in listings:
        for scheme, code in codes_of(each.listing.service).items():
            codes[scheme].add(code)
    return codes


def _by_name(listings: Sequence[SourcedListing], positions: Iterable[int]) -> list[list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for position in positions:
        for name in sorted(names_of(listings[position].listing.service)):
            found[name].append(position)
    return list(found.values())


def _by_path(listings: Sequence[SourcedListing], positions: Iterable[int]) -> list[list[int]]:
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for position in positions:
        found[listings[position].listing.path].append(position)
    return list(found.values())
