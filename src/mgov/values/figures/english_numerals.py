"""English numerals, in digits and in words: `2,605 billion`, `two million and five`, `1.2k`."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from fractions import Fraction
from typing import Final

from mgov.values.figures.numerals import Numeral, Shape, read_numeral

__all__ = ["AND_A_HALF", "MAGNITUDES", "SMALL_WORD", "number_at", "plain_numeral", "small_number"]

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL: Final = {word: n for n, word in enumerate(_ONES)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
MAGNITUDES: Final = {
    "hundred": 100, "k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6,
    "million": 10**6,
    "b": 10**9, "bn": 10**9, "billion": 10**9, "tn": 10**12, "trillion": 10**12,
}  # fmt: skip
_HUNDRED: Final = MAGNITUDES["hundred"]
SMALL_WORD: Final = "|".join(sorted(_SMALL, key=len, reverse=True))
_GREAT_WORD: Final = "thousand|million|billion|trillion"
_WORD_NUMBER: Final = re.compile(
    rf"(?:a(?= (?:hundred|dozen|{_GREAT_WORD})\b)|(?:{SMALL_WORD}))"
    rf"(?:[- ](?:and )?(?:{SMALL_WORD}|hundred|dozen)){{0,5}}"
    rf"(?:[- ](?:{_GREAT_WORD})(?:[- ](?:and )?(?:{SMALL_WORD}|hundred)){{0,5}}){{0,4}}\b",
    re.IGNORECASE,
)
_MAGNITUDE: Final = re.compile(
    r"(?: |-)?(?P<odd>odd )?(?P<word>"
    r"(?i:hundred(?: (?:thousand|million|billion))?|thousand|million|mln|billion|trillion))s?\b"
    r"|(?P<letter>k|K|mn|m|M|bn|b|B|tn)(?![A-Za-z])",
)
_ODD: Final = re.compile(r"(?: |-)odd\b")
AND_A_HALF: Final = re.compile(r" and a half\b")
_VULGAR: Final = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}


def _word_value(words: str) -> Fraction:
    total, part = 0, 0
    for word in re.split(r"[- ]", words.lower()):
        if word in _GREAT_WORD.split("|"):
            total, part = total + (part or 1) * MAGNITUDES[word], 0
        elif word == "hundred":
            part = (part or 1) * 100
        elif word == "dozen":
            part = (part or 1) * 12
        elif word == "a":
            part = 1
        elif word != "and":
            part += _SMALL[word]
    return Fraction(total + part)


def plain_numeral(value: Fraction, end: int, step: Fraction = Fraction(1)) -> Numeral:
    """Make the numeral of a number that is written in words."""
    return Numeral(
        value=value,
        last=value,
        step=step,
        nonzero_step=step,
        shape=Shape.PLAIN,
        abbreviated=False,
        digits=2,
        end=end,
    )


def small_number(text: str) -> Fraction:
    """Read a small number in digits or in a word; one where it is neither."""
    lower = text.lower()
    if lower.isdigit():
        return Fraction(int(lower))
    return Fraction(_SMALL.get(lower, 1))


def number_at(text: str, start: int) -> Numeral | None:
    """Read the number that begins at a place, with the magnitude that it counts."""
    if text[start : start + 1].isdigit():
        numeral = read_numeral(text, start)
        # Chinese magnitudes belong to Chinese text; read the digits alone.
        digits = re.compile(r"[\d,.]*\d").match(text, start)
        if numeral is None or digits is None or numeral.end > digits.end():
            return None
    else:
        found = _WORD_NUMBER.match(text, start)
        if found is None:
            return None
        value = _word_value(found[0])
        written = len(str(value).rstrip("0"))
        last = re.split(r"[- ]", found[0].lower())[-1]
        # "two million" stands for a longer number; "two million and five" does not.
        great = MAGNITUDES[last] if last in _GREAT_WORD.split("|") else 1
        numeral = replace(
            plain_numeral(value, found.end(), Fraction(great)),
            chinese=great == 1,
            abbreviated=great > 1,
            magnitude=great,
            digits=written,
        )
    half = AND_A_HALF.match(text, numeral.end)
    part = _VULGAR.get(text[numeral.end : numeral.end + 1])
    if half is not None or part is not None:
        value = numeral.value + (part or Fraction(1, 2))
        end = half.end() if half else numeral.end + 1
        return _scaled(
            text, replace(numeral, value=value, last=value, step=Fraction(1, 2), end=end)
        )
    return _scaled(text, numeral)


def _scaled(text: str, numeral: Numeral) -> Numeral:
    """Take in odd and the magnitude: `200-odd thousand`, `1.2k`."""
    odd = _ODD.match(text, numeral.end)
    magnitude = _MAGNITUDE.match(text, odd.end() if odd else numeral.end)
    if magnitude is not None:
        words = (magnitude["word"] or magnitude["letter"]).lower().split()
        size = math.prod(MAGNITUDES[word] for word in words)
        scaled = replace(numeral.times(size), end=magnitude.end())
        # "three hundred" is a count like 300; "3 thousand" stands for a longer number.
        numeral = replace(scaled, abbreviated=size > _HUNDRED or numeral.abbreviated)
        odd_after = None if odd else _ODD.match(text, numeral.end)
        if odd_after is not None:
            step = numeral.step if size > _HUNDRED else numeral.nonzero_step
            return replace(
                numeral, shape=Shape.EXCESS, step=step, nonzero_step=step, end=odd_after.end()
            )
    if odd is not None:
        step = numeral.nonzero_step
        end = magnitude.end() if magnitude else odd.end()
        return replace(numeral, shape=Shape.EXCESS, step=step, end=end)
    return numeral
