"""Search by name: what matches, how well, and always in the same order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from mgov.services.identity import plain
from mgov.services.service import Service

__all__ = ["NameMatch", "SearchHit", "search_services"]

_WORD: Final = re.compile(r"\w+")
# Written without spaces between words: Han, kana, and what extends Han.
_UNSPACED: Final = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)


class NameMatch(StrEnum):
    """How a name matches what is searched for, the best first.

    Attributes:
        WHOLE: It is the name.
        START: The name begins with it.
        PART: The name contains it.
        WORDS: The name contains all its words, in any order and language; those of an alphabet
            at the beginning of a word.
        ABBREVIATION: The name contains all its Chinese characters in this order, with others
            between them, as in 护照预约 for 护照换发预约.

    Example:
        >>> from mgov.services import NameMatch
        >>> [match.value for match in NameMatch]
        ['whole', 'start', 'part', 'words', 'abbreviation']
    """

    WHOLE = "whole"
    START = "start"
    PART = "part"
    WORDS = "words"
    ABBREVIATION = "abbreviation"


class SearchHit(NamedTuple):
    """A service that was found.

    Attributes:
        service: The service.
        match: How its name matches.

    Example:
        >>> from mgov import Service
        >>> from mgov.services import NameMatch, SearchHit
        >>> hit = SearchHit(Service(name="护照换发"), NameMatch.WHOLE)
        >>> print(hit.service.name, hit.match.value)
        护照换发 whole
    """

    service: Service
    match: NameMatch


def search_services(services: Iterable[Service], text: str) -> list[SearchHit]:
    """Find services by name and put the best matches first.

    Among those that match equally well, the shorter name comes first, and then the order in
    which they were given.

    Args:
        services: The services.
        text: What to search for; nothing is found for a text without a letter or digit.
    """
    words = _words(text)
    if not words:
        return []
    ranks = list(NameMatch)
    found = [
        (ranks.index(match), length, order, SearchHit(service, match))
        for order, service in enumerate(services)
        for match, length in _matches(service, text, words)
    ]
    return [hit for _, _, _, hit in sorted(found, key=lambda each: each[:3])]


def _matches(service: Service, text: str, words: list[str]) -> Iterator[tuple[NameMatch, int]]:
    """Yield the best match of a service and the length of the name, or nothing."""
    wanted = plain(text)
    names = [name for _, name in service.name.items()]
    ranked = [
        (rank, len(plain(name)), match)
        for name in names
        for rank, match in enumerate(NameMatch)
        if _matches_as(match, plain(name), wanted)
    ]
    if ranked:
        rank, length, match = min(ranked)
        if rank < list(NameMatch).index(NameMatch.WORDS):
            yield match, length
            return
    if _has_words(names, words):
        yield NameMatch.WORDS, min(len(plain(name)) for name in names)
    elif ranked:
        yield NameMatch.ABBREVIATION, min(ranked)[1]


def _matches_as(how: NameMatch, name: str, wanted: str) -> bool:
    match how:
        case NameMatch.WHOLE:
            return name == wanted
        case NameMatch.START:
            return name.startswith(wanted)
        case NameMatch.PART:
            return wanted in name
        case NameMatch.ABBREVIATION:
            return bool(_UNSPACED.fullmatch(wanted)) and _in_order(wanted, name)
        case _:
            return False  # the words may be spread over the languages of a name


def _in_order(wanted: str, name: str) -> bool:
    rest = iter(name)
    return all(character in rest for character in wanted)


def _has_words(names: list[str], words: list[str]) -> bool:
    compact = [plain(name) for name in names]
    own = [word for name in names for word in _words(name)]
    return all(
        any(word in name for name in compact)
        if _UNSPACED.fullmatch(word)
        else any(each.startswith(word) for each in own)
        for word in words
    )


def _words(text: str) -> list[str]:
    """Split a text into words: those of an alphabet, and runs of characters without spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    found: list[str] = []
    for word in _WORD.findall(folded):
        runs = _UNSPACED.findall(word)
        found += [*runs, *(each for each in _UNSPACED.split(word) if each)]
    return found
