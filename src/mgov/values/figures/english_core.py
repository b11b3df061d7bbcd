"""The core of an English figure: a numeral with what it counts.

`7.24 million users`, `over 2,605 billion`, `two thirds`, `1.2k`, `half an hour`,
`2 minutes 50 seconds`, `tens of thousands`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from mgov.values.figures.english_numerals import (
    AND_A_HALF,
    MAGNITUDES,
    SMALL_WORD,
    number_at,
    plain_numeral,
    small_number,
)
from mgov.values.figures.numerals import Numeral, Shape
from mgov.values.figures.units import (
    DURATIONS,
    GROWTH,
    POINTS,
    SHARE,
    TIMES,
    english_unit,
    is_english_measure,
    read_unit,
)

__all__ = ["EnglishCore", "english_core_at"]

_PARTS: Final = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_PLUS: Final = re.compile(r"\+|-plus\b")
_SEVERAL: Final = re.compile(
    r"(?:(?P<count>tens|hundreds) of )?(?P<order>dozens|hundreds|thousands|millions|billions)\b"
    r"(?: of\b)?"
    r"|(?:several|a few|a couple of) (?P<few>dozen|hundred|thousand|million|billion)\b",
    re.IGNORECASE,
)
_ORDERS: Final = {
    "dozens": 12, "hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9,
}  # fmt: skip
_FRACTION: Final = re.compile(
    rf"(?:(?P<n>\d+|{SMALL_WORD}|an?)[- ])?(?P<part>half|halves|thirds?|quarters?|fourths?|fifths?"
    r"|sixths?|sevenths?|eighths?|ninths?|tenths?)\b(?!-year)",
    re.IGNORECASE,
)
_SLASH: Final = re.compile(r"(?<![\d/.])(\d+)/(\d+)(?![\d/.])")
_IN: Final = re.compile(
    rf"(\d+|{SMALL_WORD})(?: out of | in )(?:every )?(\d+|{SMALL_WORD})\b(?!,\d)", re.IGNORECASE
)
_HALF_OF: Final = re.compile(
    r"half (?:an?|of an) (?P<unit>hour|day|week|month|year|minute|million|billion|dozen)\b",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(r"an? (?=(?:second|minute|hour|day|week|month|year)\b)", re.IGNORECASE)
_PERCENT: Final = re.compile(r"(?: |-)?(%|‰|per ?cent\b)", re.IGNORECASE)
_POINTS: Final = re.compile(r"(?: |-)?(?:percentage[- ]points?|p\.p\.|pp|ppts?)\b", re.IGNORECASE)
_DAYS: Final = re.compile(r"[- ](?:working|work|business) days?\b|[- ]workdays?\b", re.IGNORECASE)
_FOLD: Final = re.compile(r"-? ?fold\b")
_TIMES: Final = re.compile(r"(?: times\b(?! a\b| per\b| an?\b)|x(?![A-Za-z]))")
_WORD: Final = re.compile(r"(?: |-)(?:of (?:the |its |their )?)?([A-Za-z]+)\b")
_RATE: Final = re.compile(
    r"(?:/| (?:per|an?|each|every) )(second|minute|hour|day|week|month|year|person|household)\b"
)
_LONGEST_NAME: Final = 3  # mobile internet users
_PHRASE_END: Final = re.compile(r"\s*(?:$|[.,;:!?)\]\n/])")
_NEXT_WORD: Final = re.compile(r" ([A-Za-z]+)\b")
# After a number these begin the next thought rather than name what is counted.
_TWO_QUARTERS: Final = re.compile(r"(?:2|two)[- ]quarters", re.IGNORECASE)
_NO_UNIT: Final = frozenset(
    (
        "in on at of to for from by with as and or but than that which who is are was were has "
        "have had this the a an its per last over under between during since within after before "
        "versus vs compared across among out up down more less fewer higher lower about nearly "
        "not also will times so plus each every all still now then alone came went rose fell did "
        "do if"
    ).split()
)
_CURRENCY: Final = {
    "£": "GBP", "$": "USD", "US$": "USD", "HK$": "HKD", "€": "EUR", "¥": "CNY", "￥": "CNY",
    "RMB": "CNY", "CNY": "CNY", "USD": "USD", "GBP": "GBP", "EUR": "EUR",
}  # fmt: skip
_MONEY: Final = re.compile(
    f"({'|'.join(map(re.escape, sorted(_CURRENCY, reverse=True)))}) ?(?=\\d)"
)
_LENGTHS: Final = (
    ("day", r"days?"), ("h", r"hours?|hrs?|h"), ("min", r"minutes?|mins?|min|m"),
    ("s", r"seconds?|secs?|s"),
)  # fmt: skip
_N: Final = rf"(?:\d+(?:\.\d+)?|{SMALL_WORD})"
_COMPOSITE: Final = re.compile(
    "".join(
        rf"(?:(?P<{unit}>{_N})[ -]?(?:{words})(?![A-Za-z])(?:,? and |, | )?)?"
        for unit, words in _LENGTHS
    )
)


@dataclass(frozen=True, slots=True)
class EnglishCore:
    """A numeral in its unit; see `mgov.values.figures.chinese_core.Core`."""

    numeral: Numeral
    unit: str | None
    end: int
    whole: bool = True
    is_article: bool = False
    plus: bool = False
    unit_at: tuple[int, int] | None = None
    factor: Fraction = Fraction(1)


def english_core_at(text: str, start: int) -> EnglishCore | None:
    """Read the core that begins at a place of a text, if one does.

    Example:
        >>> core = english_core_at("two thirds of them", 0)
        >>> core.numeral.value, core.unit, core.end
        (Fraction(2, 3), 'share', 10)
    """
    if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return None
    return (
        _composite(text, start)
        or _half_of(text, start)
        or _fraction(text, start)
        or _several(text, start)
        or _article(text, start)
        or _counted(text, start)
    )


def _composite(text: str, start: int) -> EnglishCore | None:
    found = _COMPOSITE.match(text, start)
    written = [(unit, found[unit]) for unit, _ in _LENGTHS if found[unit]] if found else []
    if found is None or len(written) < 2:  # noqa: PLR2004 -- one part alone is no composite
        return None
    smallest = written[-1][0]
    value = Fraction(0)
    for unit, digits in written:
        number = Fraction(digits) if digits[0].isdigit() else small_number(digits)
        value += number * DURATIONS[unit] / DURATIONS[smallest]
    end = start + len(found[0].rstrip(" ,"))
    return EnglishCore(plain_numeral(value, end), smallest, end)


def _half_of(text: str, start: int) -> EnglishCore | None:
    found = _HALF_OF.match(text, start)
    if found is None:
        return None
    word = found["unit"].lower()
    half = Fraction(1, 2)
    if word in MAGNITUDES:
        step = Fraction(MAGNITUDES[word], 10)
        numeral = replace(
            plain_numeral(half * MAGNITUDES[word], found.end(), step), abbreviated=True
        )
        return _unit(text, replace(numeral, digits=1))
    if word == "dozen":
        return _unit(text, plain_numeral(Fraction(6), found.end()))
    return EnglishCore(plain_numeral(half, found.end(), half), english_unit(word), found.end())


def _fraction(text: str, start: int) -> EnglishCore | None:
    tenths = _IN.match(text, start)
    if tenths is not None:
        value, whole = small_number(tenths[1]), small_number(tenths[2])
        if not value < whole:
            return None
        numeral = plain_numeral(value / whole, tenths.end(), 1 / whole)
        ten = whole == 10  # noqa: PLR2004 -- seven in ten is 七成
        return EnglishCore(replace(numeral, digits=1), SHARE, tenths.end(), whole=not ten)
    slash = _SLASH.match(text, start)
    if slash is not None and 0 < int(slash[1]) < int(slash[2]):
        part = Fraction(1, int(slash[2]))
        return EnglishCore(
            plain_numeral(int(slash[1]) * part, slash.end(), part), SHARE, slash.end()
        )
    found = _FRACTION.match(text, start)
    if found is None:
        return None
    word = found["part"].lower()
    denominator = _PARTS.get(word) or _PARTS[word.rstrip("s")]
    if found["n"] is None and denominator != 2:  # noqa: PLR2004 -- "the third" is an ordinal
        return None
    if _TWO_QUARTERS.fullmatch(found[0]):
        return None  # half a year, and no half
    part = Fraction(1, denominator)
    value = (small_number(found["n"]) if found["n"] else 1) * part
    step = Fraction(1, 10) if denominator == 2 else part  # noqa: PLR2004 -- about half: 45 to 55 %
    return EnglishCore(plain_numeral(value, found.end(), step), SHARE, found.end())


def _several(text: str, start: int) -> EnglishCore | None:
    found = _SEVERAL.match(text, start)
    if found is None:
        return None
    order = _ORDERS[(found["order"] or f"{found['few']}s").lower()]
    order *= {"tens": 10, "hundreds": 100}.get((found["count"] or "").lower(), 1)
    top = 100 if order == 12 else 10 * order  # noqa: PLR2004 -- dozens stay below a hundred
    numeral = replace(
        plain_numeral(Fraction(2 * order), found.end(), Fraction(order)),
        last=Fraction(top),
        shape=Shape.SEVERAL,
    )
    return _unit(text, numeral)


def _article(text: str, start: int) -> EnglishCore | None:
    found = _ARTICLE.match(text, start)
    if found is None:
        return None
    core = _unit(text, plain_numeral(Fraction(1), found.end() - 1))
    half = AND_A_HALF.match(text, core.end)
    if half is not None:
        value = Fraction(3, 2)
        numeral = replace(core.numeral, value=value, last=value, end=half.end())
        return replace(core, numeral=numeral, end=half.end())
    return replace(core, is_article=True)


def _counted(text: str, start: int) -> EnglishCore | None:
    money = _MONEY.match(text, start)
    numeral = number_at(text, money.end() if money else start)
    if numeral is None:
        return None
    core = _unit(text, numeral)
    if money is None:
        return core
    return replace(core, unit=_CURRENCY[money[1]], unit_at=None, end=numeral.end)


def _unit(text: str, numeral: Numeral) -> EnglishCore:
    plus = _PLUS.match(text, numeral.end)
    place = plus.end() if plus else numeral.end
    core = _measure(text, numeral, place) or _noun(text, numeral, place)
    numeral = replace(core.numeral, end=core.end)
    return replace(core, numeral=numeral, plus=plus is not None)


def _measure(text: str, numeral: Numeral, place: int) -> EnglishCore | None:
    points = _POINTS.match(text, place)
    if points is not None:
        return EnglishCore(numeral, POINTS, points.end(), whole=False)
    percent = _PERCENT.match(text, place)
    if percent is not None:
        part = Fraction(1, 1000 if percent[1] == "‰" else 100)
        return EnglishCore(numeral.times(part), SHARE, percent.end(), whole=False, factor=part)
    days = _DAYS.match(text, place)
    if days is not None:
        return EnglishCore(numeral, "workday", days.end())
    fold = _FOLD.match(text, place)
    if fold is not None:  # 2.5-fold is 2.5 times as much, so growth of 1.5
        less = replace(numeral, value=numeral.value - 1, last=numeral.last - 1)
        return EnglishCore(less, GROWTH, fold.end(), whole=False)
    times = _TIMES.match(text, place)
    if times is not None:
        return EnglishCore(numeral, TIMES, times.end(), whole=False)
    chinese = read_unit(text, place + 1 if text.startswith(" ", place) else place)
    if chinese is not None and not chinese.name.isascii():
        return EnglishCore(numeral, chinese.name, chinese.end, unit_at=(chinese.start, chinese.end))
    return None


def _noun(text: str, numeral: Numeral, place: int) -> EnglishCore:
    """The noun that follows: in `mobile users` it is the last of the words, `user`."""
    found = _WORD.match(text, place)
    if found is None or found[1].lower() in _NO_UNIT:
        return EnglishCore(numeral, None, place)
    best = found
    for _ in range(_LONGEST_NAME):
        if _is_plural(best[1]):
            break
        following = _NEXT_WORD.match(text, best.end())
        if following is None or following[1].lower() in _NO_UNIT:
            break
        best = following
    noun = _is_plural(best[1]) or is_english_measure(found[1])
    if not noun and not _PHRASE_END.match(text, found.end()):
        # One word that ends the phrase is a noun (`3 staff`); in `7 million used it` none is.
        return EnglishCore(numeral, None, place)
    if not _is_plural(best[1]):
        best = found
    rate = _RATE.match(text, best.end())
    unit = english_unit(best[1]) + (f"/{english_unit(rate[1])}" if rate else "")
    return EnglishCore(numeral, unit, rate.end() if rate else best.end())


def _is_plural(word: str) -> bool:
    return word[-1] == "s" or word.lower() == "people"
