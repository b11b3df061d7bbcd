"""Figures in Chinese text: where they are and what is said about them.

The reader goes through a normalized text once. At each place it first rules out numbers that
count nothing, then reads a core (a numeral with its unit), then looks at the words right
before and behind it: a bound, a verb of change, a statistic.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Final

from mgov.values.figures.chinese_core import Core, core_at
from mgov.values.figures.chinese_words import (
    AFTER_JOINT,
    CHANGED_TO,
    CLAUSE,
    FROM,
    JOINT,
    QUANTITY_VERB,
    RANGE_END,
    TO,
    WINDOW,
    Bound,
    bound_before,
    bound_behind,
    change_before,
    statistic_before,
)
from mgov.values.figures.interval import Interval
from mgov.values.figures.meaning import (
    Basis,
    Qualifier,
    Reading,
    Rounding,
    Statistic,
    difference,
    relative,
)
from mgov.values.figures.not_quantities import no_quantity_at
from mgov.values.figures.numerals import Shape
from mgov.values.figures.units import GROWTH, POINTS, SHARE, TIMES, same_unit

__all__ = ["read_chinese"]

_MAY_BE_BARE: Final = re.compile(r"半数|十[万亿]")  # 过半数, 上十万
_TERM: Final = re.compile(
    r"(?:最长|最短|时限|期限|限期|时间|为期|工期|延长|缩短|历时|用时|耗时)(?:为|是|至|到|了|约)*$"
)
_DIGITS: Final = re.compile(r"[\d.]+")
_RECENT: Final = re.compile(r"(?:以?来|间|内|里)")
_CONDITIONS: Final = {Qualifier.OVER, Qualifier.AT_LEAST, Qualifier.UNDER, Qualifier.AT_MOST}
_PLAIN: Final = {Qualifier.EXACT, Qualifier.ROUNDED}
_RATIOS: Final = {SHARE, POINTS, GROWTH, TIMES}


def read_chinese(text: str, rounding: Rounding) -> tuple[list[Reading], list[str]]:
    """Read every figure of a normalized text.

    Args:
        text: A normalized text (see `mgov.values.figures.script`).
        rounding: Whether rounded numbers were rounded half up or cut off.

    Returns:
        The readings in the order of the text, and the kinds of the numbers that are none.

    Example:
        >>> readings, others = read_chinese("2016年底共164522个", "half")
        >>> [int(each.value) for each in readings], others
        ([164522], ['date'])
    """
    reader = _Reader(text, rounding)
    reader.run()
    return reader.readings, reader.others


def _upper_end(core: Core) -> tuple[Fraction, bool]:
    """The upper end of a range, and whether it is closed: 20多至30多 ends below 40."""
    match core.numeral.shape:
        case Shape.EXCESS:
            return core.numeral.value + core.numeral.step, False
        case Shape.SEVERAL:
            return core.numeral.last, False
        case _:
            return core.numeral.last, True


class _Reader:
    """One pass over one text."""

    def __init__(self, text: str, rounding: Rounding) -> None:
        self.text = text
        self.rounding: Rounding = rounding
        self.readings: list[Reading] = []
        self.others: list[str] = []
        self.free = 0  # where the text begins that belongs to no figure yet

    def run(self) -> None:
        place = 0
        while place < len(self.text):
            other = no_quantity_at(self.text, place)
            if other is not None and not self._is_term(place, other.end):
                self.others.append(other.kind)
                place = self.free = other.end
                continue
            reading = self._reading(place)
            if reading is None:
                # Stay out of the middle of a number that is none.
                digits = _DIGITS.match(self.text, place)
                place = max(place + 1, digits.end() if digits else 0)
            else:
                self.readings.append(reading)
                place = self.free = reading.end

    def _is_term(self, start: int, end: int) -> bool:
        """不超过30日 sets a term; 6月30日 is a day."""
        if self.text[end - 1] != "日" or "月" in self.text[start:end]:
            return False
        alone = not self.text[:start].strip() and not self.text[end:].strip()
        before = self.text[max(self.free, start - WINDOW) : start]
        term = _TERM.search(before) or bound_before(self.text, self.free, start)
        return alone or term is not None

    def _reading(self, start: int) -> Reading | None:
        core = core_at(self.text, start)
        if core is None:
            return None
        bare = core.numeral.bare or _MAY_BE_BARE.match(self.text, start) is not None
        before = bound_before(self.text, self.free, start, bare=bare)
        behind = bound_behind(self.text, core.end, duration=core.is_duration)
        if core.is_name_like and before is None and behind is None:
            self.others.append("year, telephone number or name")
            return None
        near = before is not None and before.qualifier is Qualifier.NEAR
        if near and core.is_duration and _RECENT.match(self.text, core.end):
            before = behind = None  # 近五年来 is the past five years, not nearly five
        reading = self._bounded(core, start, before, behind)
        return (
            self._change_of_levels(reading, start)
            or self._range(core, start, before)
            or self._plain(core, reading, start)
        )

    def _bounded(
        self, core: Core, start: int, before: Bound | None, behind: Bound | None
    ) -> Reading:
        """Read a core under the bounds before and behind it."""
        qualifier = before.qualifier if before else None
        if behind is not None and qualifier in {None, Qualifier.ABOUT}:
            qualifier = behind.qualifier
        reading = core.read(qualifier, start, self.rounding)
        if before is not None:
            reading = replace(reading, start=before.place)
            if before.by_habit:
                reading = replace(reading, basis=Basis.CONVENTION)
        return replace(reading, end=behind.place) if behind else reading

    def _change_of_levels(self, before: Reading, start: int) -> Reading | None:
        """从201项减少至37项: two levels make a change."""
        clause = self._clause_start(start)
        from_where = FROM.search(self.text[clause:start])
        changed = CHANGED_TO.match(self.text, before.end)
        joint = changed or (TO.match(self.text, before.end) if from_where else None)
        if joint is None:
            return None
        lead = AFTER_JOINT.match(self.text, joint.end())
        place = lead.end() if lead else joint.end()
        core = core_at(self.text, place)
        if core is None:
            return None
        bound = bound_before(self.text, joint.end(), place, bare=core.numeral.bare)
        behind = bound_behind(self.text, core.end, duration=core.is_duration)
        after = self._bounded(core, place, bound, behind)
        unit = after.unit or before.unit
        if not same_unit(before.unit or unit, unit):
            return None
        falls = before.value is not None and after.value is not None and after.value < before.value
        if changed is None and not falls:
            return None  # 从3人到5人 is a range
        first = clause + from_where.start() if from_where else before.start
        return replace(
            difference(replace(before, unit=before.unit or unit), replace(after, unit=unit)),
            start=first,
        )

    def _clause_start(self, place: int) -> int:
        near = max(0, place - WINDOW)
        cuts = [found.end() for found in CLAUSE.finditer(self.text, near, place)]
        return cuts[-1] if cuts else near

    def _range(self, core: Core, start: int, bound: Bound | None) -> Reading | None:
        """3至5个工作日, 5%—8%, 数百到数千."""
        joint = JOINT.match(self.text, core.end)
        other = core_at(self.text, joint.end()) if joint else None
        if other is None or (core.is_fraction and not other.is_fraction):
            return None
        if core.unit is not None and not same_unit(core.unit, other.unit):
            return None
        low = core.lent(other).numeral
        if low.value > other.numeral.last:
            return None
        high, closed = _upper_end(other)
        vague = core.numeral.shape is not Shape.PLAIN or other.numeral.shape is not Shape.PLAIN
        behind = RANGE_END.match(self.text, other.end)
        bare = other.unit is None and not other.numeral.abbreviated and not vague
        reading = Reading(
            value=None,
            interval=Interval(low.value, high, high_closed=closed),
            unit=other.unit,
            qualifier=Qualifier.RANGE,
            basis=Basis.CONVENTION if vague else Basis.BOUND,
            start=bound.place if bound else start,
            end=behind.end() if behind else other.end,
            unit_at=other.unit_at,
            weak=bare,
        )
        return self._in_context(reading)

    def _plain(self, core: Core, reading: Reading, start: int) -> Reading:
        bare_count = (
            reading.unit is None
            and core.numeral.magnitude == 1
            and reading.qualifier in _PLAIN
            and QUANTITY_VERB.search(self.text, max(self.free, start - WINDOW), start) is None
        )
        bare_magnitude = core.numeral.bare and reading.unit != SHARE
        weak = core.is_article or bare_magnitude or bare_count
        # 90%以上的事项 is measured; 超过100万的微博 are chosen by it.
        condition = reading.qualifier in _CONDITIONS and reading.unit != SHARE
        return self._in_context(
            replace(
                reading,
                weak=weak and reading.qualifier in _PLAIN,
                threshold=condition and self.text[reading.end : reading.end + 1] in {"的", "者"},
            )
        )

    def _in_context(self, reading: Reading) -> Reading:
        """Take in the words of change and of statistic before."""
        reading = self._signed(reading)
        free = max(self.free, self._clause_start(reading.start))
        found = statistic_before(self.text, free, reading.start)
        if found is None:
            return reading
        unit = reading.unit
        if found.per and unit and unit not in _RATIOS and "/" not in unit:
            unit = f"{unit}/{found.per}"
        if found.statistic is Statistic.TOTAL and unit in _RATIOS:
            return reading  # 总量增长2.3倍: the total grew, the growth is no total
        return replace(reading, statistic=found.statistic, unit=unit, start=found.place, weak=False)

    def _signed(self, reading: Reading) -> Reading:
        if reading.unit == SHARE and self._has_sign("+", reading.start):
            reading = replace(relative(reading, falls=False), start=reading.start - 1)
        if self._has_minus(reading.start):
            # A share cannot be negative: -5% is a change.
            reading = relative(reading, falls=True) if reading.unit == SHARE else reading
            reading = replace(reading.negated(), start=reading.start - 1)
        found = change_before(self.text, self.free, reading.start)
        if found is None:
            return reading
        changed = replace(relative(reading, falls=found.falls), start=found.place)
        if changed.qualifier is Qualifier.EXACT and changed.unit != GROWTH:
            changed = replace(changed, qualifier=Qualifier.CHANGE, weak=False)
        return changed.negated() if found.falls else changed

    def _has_minus(self, start: int) -> bool:
        """Whether a minus stands before, rather than the dash of a range or of a name."""
        return self.text[start - 1 : start] == "负" or self._has_sign("-", start)

    def _has_sign(self, sign: str, start: int) -> bool:
        there = start > 0 and self.text[start - 1] == sign
        before = self.text[max(self.free, start - 2) : max(start - 1, 0)]
        after_figure = self.free == start - 1 and start > 1
        return there and not after_figure and not (before.isascii() and before.isalnum())
