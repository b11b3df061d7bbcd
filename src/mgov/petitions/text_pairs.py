"""Texts that are alike, found among many without comparing each with each."""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

__all__ = ["Grams", "alike", "alike_pairs", "grams"]

Grams = frozenset[str]
"""The pairs of neighboring characters of a text."""


def grams(text: str) -> Grams:
    """Take a text apart into pairs of characters; case, width, spaces and marks do not count.

    Pairs need no dictionary and serve Chinese as well as English.

    Example:
        >>> from mgov.petitions.text_pairs import grams
        >>> sorted(grams("路灯 不亮！"))
        ['不亮', '灯不', '路灯']
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(filter(str.isalnum, plain))
    return frozenset(map("".join, itertools.pairwise(letters))) or frozenset(letters)


def alike(first: Grams, second: Grams) -> Fraction:
    """Return the Dice coefficient: the share of their pairs that two texts have in common.

    Example:
        >>> from mgov.petitions.text_pairs import alike, grams
        >>> alike(grams("路灯不亮"), grams("路灯不亮了"))
        Fraction(6, 7)
    """
    total = len(first) + len(second)
    return Fraction(2 * len(first & second), total) if total else Fraction(0)


def alike_pairs(
    texts: Sequence[Grams], days: Sequence[int], *, at_least: Fraction, within: int
) -> Iterator[tuple[int, int]]:
    """Find all pairs that are alike enough and close enough in time.

    A pair with a Dice coefficient of t at least shares t / (2 - t) of the pairs of characters of
    its longer text, and t of those of the shorter one. So it shares one of the rarest of either
    (prefix filtering), and only texts that do are looked at.

    Args:
        texts: The texts.
        days: The day of each as a number.
        at_least: The Dice coefficient t, above 0.
        within: How many days there may be between two.

    Yields:
        Pairs of positions, the smaller first.
    """
    least, whole = at_least.numerator, at_least.denominator
    frequency = Counter(gram for text in texts for gram in text)
    # The texts before, which are shorter, by their rarest pairs of characters and by stretches of
    # days of which only neighbors are close enough.
    seen: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for position in sorted(range(len(texts)), key=lambda each: len(texts[each])):
        text, day = texts[position], days[position]
        stretch = day // (within + 1)
        rarest = sorted(text, key=lambda gram: (frequency[gram], gram))
        shared = math.ceil(at_least / (2 - at_least) * len(text))
        found: set[int] = set()
        for gram in rarest[: len(text) - shared + 1]:
            for near in (stretch - 1, stretch, stretch + 1):
                found.update(seen.get((gram, near), ()))
        for gram in rarest[: len(text) - math.ceil(at_least * len(text)) + 1]:
            seen[gram, stretch].append(position)
        for other in found:
            if abs(day - days[other]) <= within and len(texts[other]) >= shared:
                # What `alike` says, without a fraction for each of many.
                both, total = len(text & texts[other]), len(text) + len(texts[other])
                if 2 * both * whole >= least * total:
                    yield min(position, other), max(position, other)
