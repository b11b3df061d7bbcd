"""Figures in English text, read by the same rules as Chinese ones."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Final

from mgov.values.figures.english_core import EnglishCore, english_core_at
from mgov.values.figures.english_numerals import plain_numeral
from mgov.values.figures.interval import Interval
from mgov.values.figures.meaning import (
    Basis,
    Qualifier,
    Reading,
    Rounding,
    Statistic,
    difference,
    read_as,
    relative,
)
from mgov.values.figures.not_quantities import no_quantity_at
from mgov.values.figures.numerals import Shape
from mgov.values.figures.units import GROWTH, SHARE, same_unit

__all__ = ["read_english"]

_BEFORE: Final[tuple[tuple[Qualifier, str], ...]] = (
    (
        Qualifier.AT_LEAST,
        r"at least|no fewer than|no less than|not less than|not fewer than|a minimum of|≥|>=",
    ),
    (
        Qualifier.AT_MOST,
        (
            r"at most|up to|as many as|max\.?|(?:not|never) exceed(?:s|ed|ing)?|not (?:over|above)"
            r"|no more than|not more than|no longer than|not exceeding|within"
            r"|a maximum of|≤|<="
        ),
    ),
    (
        Qualifier.NEAR,
        r"nearly|almost|close to|approaching|just under|just below|not quite",
    ),
    (
        Qualifier.OVER,
        (
            r"over|more than|greater than|longer than|older than|larger than|higher than|above"
            r"|exceed(?:s|ed|ing)?|in excess of|upwards of"
            r"|surpass(?:es|ed|ing)?|topp?(?:s|ed|ing)|>"
        ),
    ),
    (Qualifier.UNDER, r"under|less than|fewer than|below|lower than|short of|<"),
    (
        Qualifier.ABOUT,
        r"about|around|roughly|approximately|approx\.?|some|circa|ca\.|an estimated|~|≈",
    ),
)
_BOUND: Final = re.compile(
    r"(?:(?<=[^A-Za-z])|^)(?:"
    + "|".join(f"(?P<{name.name}>{words})" for name, words in _BEFORE)
    + r") ?$",
    re.IGNORECASE,
)
_BOUND_AHEAD: Final = re.compile(
    "(?:" + "|".join(f"(?P<{name.name}>{words})" for name, words in _BEFORE) + ") ",
    re.IGNORECASE,
)
_BEHIND: Final[tuple[tuple[Qualifier, str], ...]] = (
    (
        Qualifier.AT_LEAST,
        r"or more|or over|or above|or higher|and (?:above|over|up|older)|or longer|or older",
    ),
    (Qualifier.AT_MOST, r"or less|or fewer|or under|or below|or lower|and under|and below"),
    (Qualifier.ABOUT, r"or so"),
)
_BOUND_BEHIND: Final = re.compile(
    " (?:" + "|".join(f"(?P<{name.name}>{words})" for name, words in _BEHIND) + r")\b"
)
_UP: Final = (
    r"increas(?:ed?|ing)|up|rose|ris(?:e|en|ing)|gr[eo]w(?:n|th)?|growing|gain(?:ed)?|climbed"
)
_DOWN: Final = (
    r"decreas(?:ed?|ing)|down|fell|fall(?:en|ing)?|declin(?:ed?|ing)|dropp?(?:ed)?|reduc(?:ed?|tion|ing)"
    r"|cut|shr[aui]nk|lost|los[se]"
)
_CHANGE: Final = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?: by| of)? ?$", re.IGNORECASE)
_CHANGE_BEHIND: Final = re.compile(
    r" (?:(?P<up>higher|more|up|increase|growth|rise)"
    r"|(?P<down>lower|less|fewer|down|decrease|decline|drop|fall))\b"
)
_MULTIPLIED: Final = re.compile(
    r"\b(?:(doubl|tripl|quadrupl|halv)(?:ed|ing|es?)|(two|three|four|five|ten)fold)\b",
    re.IGNORECASE,
)
_MULTIPLES: Final = {
    "doubl": Fraction(1),
    "tripl": Fraction(2),
    "quadrupl": Fraction(3),
    "halv": Fraction(-1, 2),
    "two": Fraction(1),
    "three": Fraction(2),
    "four": Fraction(3),
    "five": Fraction(4),
    "ten": Fraction(9),
}
_VERB_NEAR: Final = re.compile(rf"\b(?:{_UP}|{_DOWN})\b[^,.;]{{0,20}}$", re.IGNORECASE)
_FROM: Final = re.compile(r"\bfrom (?:[a-z]+ ){0,2}$", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\b(?:between|from) $", re.IGNORECASE)
_JOINT: Final = re.compile(r" ?(?:to|-{1,2}|~|and) ?|\s*-\s*")
_STATISTIC: Final = re.compile(
    r"\b(?:(?P<MEAN>on average|averag(?:e|ed|es|ing)|mean)|(?P<MAX>peak(?:ed|s)?|maximum|record)"
    r"|(?P<MIN>minimum)|(?P<TOTAL>total(?:l?ed|s)?|altogether|in all))\b[^,.;\d]{0,30}$",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[,;!?\n]|\. ")
_NAMES: Final = re.compile(
    r"(?:Article|Section|Chapter|Page|page|section|article|chapter|No\.|Nos?|version|Version|Table|Figure"
    r"|Room|ISO|Line|line|Route|hotline|Hotline|call|Call|dial|Dial|phone|Phone|ext\.?)\s*\d[\d.-]*"
)
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)\b")
_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE: Final = re.compile(
    rf"(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}}(?!\d)(?:, ?(?:19|20)\d{{2}})?)?(?: (?:19|20)\d{{2}})?\b"
    r"|\d{1,2}(?::\d{2})? ?(?:[ap]m|[ap]\.m\.)(?![a-z])"
    r"|\d+(?:st|nd|rd|th) Five-Year Plan"
    r"|(?:19|20)\d{2}s\b|(?:19|20)\d{2}-(?:19|20)?\d{2}\b(?! [a-z])"
)
_PART_OF_YEAR: Final = re.compile(
    r"(?:first|second|latter|last) (?:half|(?:two |three )?quarters?)\b", re.IGNORECASE
)
_YEAR: Final = re.compile(r"(?:1[89]|20)\d{2}(?![\d%]|[,.]\d)\b")
_HOTLINE: Final = re.compile(r"(?:12\d{3}|9[56]\d{3}|100\d{2})(?![\d%]|[,.]\d)\b")
WINDOW: Final = 60
"""How many characters before a number may speak of it; it keeps the reading linear."""
_PASSED_OVER: Final = re.compile(r"[A-Za-z]+|[\d.,]+")
_MAY_START: Final = re.compile(r"[\dA-Za-z£$€¥￥]")
_PLAIN: Final = {Qualifier.EXACT, Qualifier.ROUNDED}


def read_english(text: str, rounding: Rounding) -> tuple[list[Reading], list[str]]:
    """Read every figure of a text in English.

    Args:
        text: A normalized text (see `mgov.values.figures.script`).
        rounding: Whether rounded numbers were rounded half up or cut off.

    Returns:
        The readings in the order of the text, and the kinds of the numbers that are none.

    Example:
        >>> readings, others = read_english("In 2017, over 7.24 million used it", "half")
        >>> [int(each.value) for each in readings], others
        ([7240000], ['year, telephone number or name'])
    """
    reader = _Reader(text, rounding)
    reader.run()
    return reader.readings, reader.others


class _Reader:
    """One pass over one text."""

    def __init__(self, text: str, rounding: Rounding) -> None:
        self.text = text
        self.rounding: Rounding = rounding
        self.readings: list[Reading] = []
        self.others: list[str] = []
        self.free = 0

    def run(self) -> None:
        place = 0
        while place < len(self.text):
            if not _MAY_START.match(self.text, place) or self._inside_word(place):
                place += 1
                continue
            other = self._no_quantity(place)
            if other is not None:
                self.others.append(other[0])
                place = self.free = other[1]
                continue
            reading = self._reading(place)
            if reading is not None:
                self.readings.append(reading)
                place = self.free = reading.end
            else:
                word = _PASSED_OVER.match(self.text, place)
                place = word.end() if word else place + 1

    def _near(self, place: int) -> int:
        return max(self.free, place - WINDOW)

    def _inside_word(self, place: int) -> bool:
        return place > 0 and self.text[place].isalpha() and self.text[place - 1].isalnum()

    def _no_quantity(self, place: int) -> tuple[str, int] | None:
        part = _PART_OF_YEAR.match(self.text, place)
        if part is not None:
            return "date", part.end()
        for kind, pattern in (("date", _DATE), ("number", _NAMES), ("ordinal", _ORDINAL)):
            found = pattern.match(self.text, place)
            if found is not None and any(char.isdigit() for char in found[0]):
                return kind, found.end()
        other = no_quantity_at(self.text, place)
        return None if other is None else (other.kind, other.end)

    def _reading(self, start: int) -> Reading | None:
        multiplied = _MULTIPLIED.match(self.text, start)
        if multiplied is not None:
            return self._multiplied(multiplied, start)
        core = english_core_at(self.text, start)
        if core is None:
            return None
        before = self._bound_before(start)
        behind = _BOUND_BEHIND.match(self.text, core.end)
        bounded = before is not None or behind is not None or core.plus
        if not bounded and core.unit is None and self._is_name_like(start, core):
            self.others.append("year, telephone number or name")
            return None
        if core.is_article and not bounded:
            return None
        return self._range(core, start) or self._plain(core, start, before, behind)

    def _multiplied(self, found: re.Match[str], start: int) -> Reading:
        """doubled, more than tripled, nearly halved."""
        value = _MULTIPLES[(found[1] or found[2]).lower()]
        bound = self._bound_before(start)
        reading = read_as(
            plain_numeral(abs(value), found.end()),
            bound[0] if bound else None,
            GROWTH,
            start=bound[1] if bound else start,
            rounding=self.rounding,
        )
        return reading.negated() if value < 0 else reading

    def _is_name_like(self, start: int, core: EnglishCore) -> bool:
        return any(
            found is not None and found.end() >= core.end
            for found in (_YEAR.match(self.text, start), _HOTLINE.match(self.text, start))
        )

    def _bound_before(self, start: int) -> tuple[Qualifier, int] | None:
        found = _BOUND.search(self.text[self._near(start) : start])
        if found is None:
            return None
        return Qualifier[str(found.lastgroup)], self._near(start) + found.start()

    def _range(self, core: EnglishCore, start: int) -> Reading | None:
        joint = _JOINT.match(self.text, core.end)
        lead = _BOUND_AHEAD.match(self.text, joint.end()) if joint else None
        place = lead.end() if lead else joint.end() if joint else 0
        other = english_core_at(self.text, place) if joint else None
        if joint is None or other is None:
            return None
        between = _BETWEEN.search(self.text[self._near(start) : start])
        if "and" in joint[0] and not (between and between[0].lower().startswith("between")):
            return None
        if (
            core.unit is not None
            and other.unit is not None
            and not same_unit(core.unit, other.unit)
        ):
            return None
        unit = other.unit or core.unit
        changed = _FROM.search(self.text[self._near(start) : start]) and (
            core.numeral.value > other.numeral.value
            or _VERB_NEAR.search(self.text[self._near(start) : start])
        )
        low, high = core.numeral, other.numeral
        if changed:
            qualifier = Qualifier[str(lead.lastgroup)] if lead else None
            levels = replace(core, unit=unit), replace(other, unit=unit)
            return self._levels(*levels, qualifier, start)
        if lead is not None:
            return None
        if other.factor != core.factor:
            low = low.times(other.factor)
        if high.magnitude > 1 and low.magnitude == 1 and low.value * high.magnitude <= high.value:
            low = low.times(high.magnitude)
        if low.value > high.last:
            return None
        vague = low.shape is not Shape.PLAIN or high.shape is not Shape.PLAIN
        return self._in_context(
            Reading(
                value=None,
                interval=Interval(
                    low.value, high.last, high_closed=high.shape is not Shape.SEVERAL
                ),
                unit=unit,
                qualifier=Qualifier.RANGE,
                basis=Basis.CONVENTION if vague else Basis.BOUND,
                start=self._near(start) + between.start() if between else start,
                end=other.end,
                unit_at=other.unit_at,
                weak=unit is None and not high.abbreviated,
            )
        )

    def _levels(
        self, core: EnglishCore, other: EnglishCore, qualifier: Qualifier | None, start: int
    ) -> Reading:
        """From over 200 to under 50: the change between two levels."""
        bound = self._bound_before(start)
        before = self._read(core, bound[0] if bound else None, start)
        after = self._read(other, qualifier, start)
        found = _FROM.search(self.text[self._near(start) : start])
        first = self._near(start) + found.start() if found else start
        verb = _VERB_NEAR.search(self.text[self._near(first) : first])
        changed = difference(before, replace(after, end=other.end))
        return replace(changed, start=self._near(first) + verb.start() if verb else first)

    def _read(self, core: EnglishCore, qualifier: Qualifier | None, start: int) -> Reading:
        reading = read_as(
            core.numeral,
            qualifier,
            core.unit,
            start=start,
            rounding=self.rounding,
            whole=core.whole,
        )
        return replace(reading, end=core.end, unit_at=core.unit_at)

    def _plain(
        self,
        core: EnglishCore,
        start: int,
        before: tuple[Qualifier, int] | None,
        behind: re.Match[str] | None,
    ) -> Reading:
        qualifier = before[0] if before else None
        if core.plus and qualifier is None:
            qualifier = Qualifier.AT_LEAST
        if behind is not None and qualifier in {None, Qualifier.ABOUT}:
            qualifier = Qualifier[str(behind.lastgroup)]
        reading = self._read(core, qualifier, start)
        bare = reading.unit is None and core.numeral.magnitude == 1
        one = core.numeral.chinese and core.numeral.value <= 1 and core.unit != SHARE
        return self._in_context(
            replace(
                reading,
                start=before[1] if before else start,
                end=behind.end() if behind else core.end,
                weak=(bare or one) and reading.qualifier in _PLAIN,
            )
        )

    def _in_context(self, reading: Reading) -> Reading:
        reading = self._signed(reading)
        free = self._near(reading.start)
        cuts = [found.end() for found in _CLAUSE.finditer(self.text, free, reading.start)]
        free = cuts[-1] if cuts else free
        found = _STATISTIC.search(self.text[free : reading.start])
        if found is None:
            return reading
        name = next(key for key in ("MEAN", "MAX", "MIN", "TOTAL") if found[key])
        return replace(reading, statistic=Statistic[name], start=free + found.start(), weak=False)

    def _signed(self, reading: Reading) -> Reading:
        free = self._near(reading.start)
        before = self.text[free : reading.start]
        minus = re.search(r"\bminus $", before, re.IGNORECASE)
        if minus is not None:
            reading = relative(reading, falls=True) if reading.unit == SHARE else reading
            return replace(reading.negated(), start=free + minus.start())
        if re.search(r"(?:^|[\s(:,])-$", before):
            # A share cannot be negative: -5% is a change.
            reading = relative(reading, falls=True) if reading.unit == SHARE else reading
            reading = replace(reading.negated(), start=reading.start - 1)
        found = _CHANGE.search(before)
        start, end = reading.start, reading.end
        if found is not None:
            start = free + found.start()
        elif reading.unit in {SHARE, "pp"}:
            found = _CHANGE_BEHIND.match(self.text, reading.end)
            end = found.end() if found else end
        if found is None:
            return reading
        falls = found["down"] is not None
        changed = replace(relative(reading, falls=falls), start=start, end=end)
        if changed.qualifier is Qualifier.EXACT and changed.unit != GROWTH:
            changed = replace(changed, qualifier=Qualifier.CHANGE, weak=False)
        return changed.negated() if falls else changed
