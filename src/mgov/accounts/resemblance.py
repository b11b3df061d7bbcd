"""Finds texts that resemble earlier ones among many, without comparing all pairs.

Two texts resemble each other by their shingles, all runs of three characters: the share of the
shingles of either that both have (the resemblance of A. Broder, On the resemblance and
containment of documents, 1997; the index of Jaccard). It is computed exactly. Which pairs are
worth it, prefix filtering says (S. Chaudhuri, V. Ganti, R. Kaushik, A primitive operator for
similarity joins in data cleaning, 2006; R. Bayardo, Y. Ma, R. Srikant, Scaling up all pairs
similarity search, 2007): texts that are alike have rare shingles in common, so only those that
share some of their rarest are looked at. Unlike hashing (MinHash), it misses no pair and needs
no chance.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from itertools import chain
from typing import Final, NamedTuple

__all__ = ["SHINGLE", "Leaders", "Like", "Shingles"]

SHINGLE: Final = 3  # characters; three of 21 bits fit into 64

_WIDTH: Final = 21
# How many of the rarest shingles two texts must share before they are compared. One is enough
# to miss nothing; more keep texts of one form, such as weather reports, from being compared.
_SHARED: Final = 4
# Rarity need not be exact, only the same for all: counts share places, which bounds memory.
_PLACES: Final = 1_048_573


class Like(NamedTuple):
    """That a text is like one of the leaders.

    Attributes:
        leader: The number of the leader, in the order in which they were added.
        resemblance: The share of shingles that both have.
    """

    leader: int
    resemblance: Fraction


class Shingles:
    """The shingles of many texts, and how rare they are among them.

    Args:
        texts: All texts that will be compared, each with at least three characters.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._of: dict[str, array[int]] = {}
        self._counts: Counter[int] = Counter()
        for text in texts:
            if text not in self._of:
                codes = array("Q", _codes(text))
                self._of[text] = codes
                self._counts.update([code % _PLACES for code in codes])

    def of(self, text: str) -> array[int]:
        """Return the shingles of a text, each once."""
        return self._of[text]

    def rarest(self, text: str, number: int) -> list[int]:
        """Return so many of the shingles of a text, the rarest first, in one order for all."""
        counts = self._counts
        marked = [counts[code % _PLACES] << SHINGLE * _WIDTH | code for code in self._of[text]]
        return sorted(marked)[:number]


class Leaders:
    """Texts that were made leaders, each with the texts that are like it.

    Args:
        shingles: Those of all texts.
        threshold: The least resemblance of texts that are alike, over 0 and up to 1.
    """

    def __init__(self, shingles: Shingles, threshold: Fraction) -> None:
        self._shingles = shingles
        self._threshold = threshold
        self._texts: list[str] = []
        self._by_shingle: dict[int, list[int]] = {}
        self._known: dict[str, Like | None] = {}

    def add(self, text: str) -> bool:
        """Make a text a leader; say whether it was none yet."""
        if self._known.get(text) is not None:
            return False
        number = len(self._texts)
        self._texts.append(text)
        self._known[text] = Like(number, Fraction(1))
        for shingle in self._prefix(text):
            self._by_shingle.setdefault(shingle, []).append(number)
        return True

    def like(self, text: str) -> Like | None:
        """Return the first leader that a text is like; None if there is none."""
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def _find(self, text: str) -> Like | None:
        nothing: list[int] = []
        shared = Counter(
            chain.from_iterable(
                self._by_shingle.get(shingle, nothing) for shingle in self._prefix(text)
            )
        )
        own = self._shingles.of(text)
        least = self._least_common(len(own))
        enough = min(_SHARED, least)
        wanted: set[int] = set()
        for number in sorted(leader for leader, times in shared.items() if times >= enough):
            others = self._shingles.of(self._texts[number])
            if not least <= len(others) <= len(own) / self._threshold:
                continue  # too short or too long to have enough in common
            wanted = wanted or set(own)
            common = len(wanted.intersection(others))
            resemblance = Fraction(common, len(own) + len(others) - common)
            if resemblance >= self._threshold:
                return Like(number, resemblance)
        return None

    def _prefix(self, text: str) -> list[int]:
        # Texts that are alike have `least` shingles in common. Of those, the rarest few stand
        # before the last `least - few` of either text.
        size = len(self._shingles.of(text))
        return self._shingles.rarest(text, size - self._least_common(size) + _SHARED)

    def _least_common(self, size: int) -> int:
        """Return how many of its shingles a text of that size shares with any that is like it."""
        return -(-self._threshold.numerator * size // self._threshold.denominator)


def _codes(text: str) -> set[int]:
    points = list(map(ord, text))
    return {
        first << 2 * _WIDTH | second << _WIDTH | third
        for first, second, third in zip(points, points[1:], points[2:], strict=False)
    }
