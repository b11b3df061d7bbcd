"""Chinese and Arabic numerals: what was written, digit for digit.

A numeral in a report says more than its value: `1.20亿` is written to the second decimal of
a hundred million, `三百余` leaves open what follows the hundreds, `两三百` names two numbers.
`read_numeral` keeps all of it. Texts come normalized (see `mgov.values.figures.script`):
simplified characters and half-width digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from fractions import Fraction
from typing import Final

__all__ = ["Numeral", "Shape", "read_numeral"]

_DIGITS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_MAGNITUDES: Final = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_ARABIC: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?")
_NINE: Final = 9
_MAGNITUDE: Final = re.compile(r"万亿|万|亿")
# 3千克 are three kilograms and 2百分点 two points: here 千 and 百 begin the next word.
_NOT_A_HUNDRED: Final = r"分之|分点|克|米|瓦|伏|赫|帕|卡|字节|姓|货|度"
_COMPOUND: Final = re.compile(rf"[十百千]?(?:万亿|万|亿)|[百千](?!{_NOT_A_HUNDRED})")
_NEXT_WORD: Final = re.compile(rf"[百千](?:{_NOT_A_HUNDRED})")
_EXCESS: Final = re.compile(r"有余|出头|多|余|几|来(?=[十百千万亿个人名位年天岁条件项次家户])")
# A zero between sections, as in 一亿零三百万, holds a place and says nothing else.
_FEW_TIMES: Final = re.compile(r"个?小时|分钟|秒钟?|天|日|周|个月|年|次|名|倍|个工作日")
_FEW: Final = re.compile(rf"{_FEW_TIMES.pattern}|[个人名项条件家户元万亿]")
_DECIMALS: Final = re.compile(r"点([〇零一二三四五六七八九]{1,20})")


class Shape(Enum):
    """How a numeral speaks of its number."""

    PLAIN = auto()
    """It gives the number: `7.24亿`."""
    EXCESS = auto()
    """It gives where the number begins and leaves the rest open: `7亿多`, `十几`."""
    PAIR = auto()
    """It gives two numbers next to each other: `两三百`."""
    SEVERAL = auto()
    """It gives only the order: `数百`, `几十`: two to nine of them."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it was written.

    Attributes:
        value: The number; of a pair the first; of several, twice the order.
        last: The last number it names: differs from `value` in a pair or a several.
        step: The place of the last written digit: 1000000 in `7.24亿`.
        nonzero_step: The place of the last written digit that is not zero: 10 in `120`.
        shape: How it speaks of its number.
        abbreviated: Whether it counts in 万, 亿 and so on, or has decimals, so that it may
            stand for a longer number.
        digits: How many digits were written from the first that is not zero.
        end: Where the text goes on after it.
        bare: Whether a magnitude stands without a digit, as in `上百`.
        chinese: Whether it is written in Chinese characters alone.
        magnitude: The magnitude it ends in, 1 where there is none: the one that a range like
            `3至5万` lends to its first number.
        serial: Whether it is a row of Chinese digits, as in a year: `二〇一七`.
    """

    value: Fraction
    last: Fraction
    step: Fraction
    nonzero_step: Fraction
    shape: Shape
    abbreviated: bool
    digits: int
    end: int
    bare: bool = False
    chinese: bool = False
    magnitude: int = 1
    serial: bool = False

    def times(self, factor: Fraction | int) -> Numeral:
        """The same numeral, counted in a unit that is `factor` times as large."""
        return replace(
            self,
            value=self.value * factor,
            last=self.last * factor,
            step=self.step * factor,
            nonzero_step=self.nonzero_step * factor,
            magnitude=int(self.magnitude * factor) if factor > 1 else self.magnitude,
        )


def read_numeral(text: str, start: int) -> Numeral | None:
    """Read the numeral that begins at a place, if one does.

    Args:
        text: A normalized text.
        start: Where to begin.

    Returns:
        The longest numeral there, or `None`.

    Example:
        >>> numeral = read_numeral("20多万人", 0)
        >>> int(numeral.value), numeral.shape.name, int(numeral.nonzero_step), numeral.end
        (200000, 'EXCESS', 100000, 4)
    """
    total: Numeral | None = None
    place = start
    while True:
        section = _section(text, place)
        if section is None:
            break
        if total is None:
            total = section
        elif (
            not section.bare
            and section.magnitude < total.magnitude
            and section.value < total.magnitude
        ):
            total = _joined(total, section, text)
        else:
            break
        place = total.end
        if total.magnitude == 1 or total.shape is not Shape.PLAIN:
            break
        if text.startswith("零", place):
            place += 1
    if total is None or total.shape is not Shape.PLAIN:
        return total
    return _with_excess(total, text)


def _with_excess(numeral: Numeral, text: str) -> Numeral:
    """Take in 多 or 余 after the whole: the rest is open from the last digit on."""
    found = _EXCESS.match(text, numeral.end)
    if found is None or (found[0] == "几" and numeral.magnitude == 1):
        return numeral
    after_magnitude = numeral.magnitude >= _MAGNITUDES["万"]
    step = numeral.step if after_magnitude else numeral.nonzero_step
    return replace(numeral, shape=Shape.EXCESS, step=step, nonzero_step=step, end=found.end())


def _joined(total: Numeral, section: Numeral, text: str) -> Numeral:
    colloquial = (
        section.magnitude == 1
        and section.digits == 1
        and section.value <= _NINE
        and section.shape is Shape.PLAIN
        and (section.chinese or not text[section.end : section.end + 1].strip(" ,.，。;；"))
        and text[section.end - 2] != "零"
    )
    if colloquial:  # 两万五 is 25,000
        section = replace(section.times(total.magnitude // 10), magnitude=1)
    elif section.chinese and section.magnitude == 1 and section.shape is Shape.PLAIN:
        # 两万三千 names nothing below its thousands, as 2万3千 does not.
        section = replace(section, step=section.nonzero_step)
    return replace(
        section,
        value=total.value + section.value,
        last=total.value + section.last,
        abbreviated=True,
        digits=total.digits + section.digits,
        bare=False,
        chinese=total.chinese and section.chinese,
        magnitude=max(1, section.magnitude),
    )


def _section(text: str, start: int) -> Numeral | None:
    """Read a coefficient with the magnitude that it counts."""
    found = _ARABIC.match(text, start)
    coefficient = _arabic(found) if found else _chinese(text, start)
    if coefficient is None:
        return None
    place = coefficient.end
    space = re.compile(r" ?").match(text, place)
    excess = _EXCESS.match(text, place) if coefficient.shape is Shape.PLAIN else None
    pattern = _MAGNITUDE if coefficient.chinese else _COMPOUND
    magnitude = pattern.match(text, excess.end() if excess else place)
    if magnitude is None and not excess and found and space and space[0]:
        magnitude = pattern.match(text, space.end())
    if magnitude is None:
        return coefficient
    if excess:
        coefficient = replace(coefficient, shape=Shape.EXCESS, step=coefficient.nonzero_step)
    scaled = coefficient.times(_size(magnitude[0]))
    return replace(scaled, abbreviated=True, end=magnitude.end())


def _size(magnitude: str) -> int:
    if magnitude in _MAGNITUDES:
        return _MAGNITUDES[magnitude]
    return _UNITS[magnitude[0]] * _MAGNITUDES.get(magnitude[1:], 1)


def _arabic(found: re.Match[str]) -> Numeral:
    digits = found[0].replace(",", "")
    value = Fraction(digits)
    whole, _, decimals = digits.partition(".")
    step = Fraction(1, 10 ** len(decimals))
    written = (whole + decimals).lstrip("0")
    zeros = len(written) - len(written.rstrip("0"))
    return Numeral(
        value=value,
        last=value,
        step=step,
        nonzero_step=step * 10**zeros,
        shape=Shape.PLAIN,
        abbreviated=bool(decimals),
        digits=len(written),
        end=found.end(),
    )


def _chinese(text: str, start: int) -> Numeral | None:
    """Read a Chinese numeral below ten thousand, or a bare magnitude."""
    reader = _ChineseSection(text, start)
    return reader.read()


class _ChineseSection:
    """One pass over the characters of a Chinese numeral below ten thousand."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.place = start
        self.start = start
        self.value = 0
        self.last_unit = 10_000
        self.nonzero = 1

    def read(self) -> Numeral | None:
        serial = re.compile(r"[〇零一二三四五六七八九]{3,12}").match(self.text, self.start)
        if serial:
            return self._serial(serial)
        while True:
            char = self._char()
            if char in _DIGITS:
                done = self._digit(_DIGITS[char])
            elif char in _UNITS and _UNITS[char] < self.last_unit and self._may_be_bare(char):
                done = self._unit(1, _UNITS[char])
            elif char in "几数" and (self._next(1) in "十百千万亿" or self._counts_few(char)):
                return self._several()
            else:
                break
            if done is not None:
                return done
        if self.place == self.start:
            return self._bare_magnitude()
        return self._done(Fraction(self.value), Shape.PLAIN)

    def _counts_few(self, char: str) -> bool:
        """几天, 数小时: two to nine of a unit; 数字 and 数据 are words."""
        pattern = _FEW if char == "几" else _FEW_TIMES
        return pattern.match(self.text, self.place + 1) is not None

    def _char(self) -> str:
        return self.text[self.place : self.place + 1] or "\n"

    def _next(self, offset: int) -> str:
        return self.text[self.place + offset : self.place + offset + 1] or "\n"

    def _may_be_bare(self, char: str) -> bool:
        # 十 needs no digit before it; 百 and 千 do, but for 上百 and its like.
        return char == "十" or self.place == self.start

    def _digit(self, digit: int) -> Numeral | None:
        following = self._next(1)
        if following in _DIGITS and digit and self._is_pair(digit, _DIGITS[following]):
            return self._pair(digit, _DIGITS[following])
        word = _NEXT_WORD.match(self.text, self.place + 1)
        unit = 0 if word else _UNITS.get(following, 0)
        if unit and digit and unit < self.last_unit:
            self.place += 1
            return self._unit(digit, unit)
        if digit == 0 and self.place > self.start:
            self.place += 1  # a zero that holds a place: 三百零五
            return None
        self.place += 1
        colloquial = self.last_unit < 10_000 and self.last_unit > 10  # noqa: PLR2004 -- tens
        zero_before = self.text[self.place - 2 : self.place - 1] in {"零", "〇"}
        place = self.last_unit // 10 if colloquial and not zero_before else 1
        self.value += digit * place
        self.nonzero = place if digit else self.nonzero
        point = _DECIMALS.match(self.text, self.place) if place == 1 else None
        if point:
            return self._decimals(point)
        return self._done(Fraction(self.value), Shape.PLAIN)

    def _is_pair(self, first: int, second: int) -> bool:
        return second == first + 1 or (first, second) == (3, 5)

    def _pair(self, first: int, second: int) -> Numeral:
        self.place += 2
        unit = _UNITS.get(self._char(), 1)
        if unit > 1:
            self.place += 1
        self.nonzero = unit
        low, high = self.value + first * unit, self.value + second * unit
        return self._done(Fraction(low), Shape.PAIR, last=Fraction(high))

    def _unit(self, digit: int, unit: int) -> Numeral | None:
        self.place += 1
        self.value += digit * unit
        self.last_unit = self.nonzero = unit
        if self._char() == "几" and unit == 10:  # noqa: PLR2004 -- 十几
            self.place += 1
            return self._done(Fraction(self.value), Shape.EXCESS)
        return None

    def _several(self) -> Numeral:
        self.place += 1
        unit = 1
        if self._char() in _UNITS:
            unit = _UNITS[self._char()]
            self.place += 1
        self.nonzero = unit
        return self._done(Fraction(2 * unit), Shape.SEVERAL, last=Fraction(10 * unit))

    def _decimals(self, point: re.Match[str]) -> Numeral:
        digits = "".join(str(_DIGITS[char]) for char in point[1])
        self.place = point.end()
        value = self.value + Fraction(int(digits), 10 ** len(digits))
        step = Fraction(1, 10 ** len(digits))
        return Numeral(
            value=value,
            last=value,
            step=step,
            nonzero_step=step * 10 ** (len(digits) - len(digits.rstrip("0"))),
            shape=Shape.PLAIN,
            abbreviated=True,
            digits=len(f"{self.value}{digits}".lstrip("0")),
            end=self.place,
            chinese=True,
        )

    def _serial(self, found: re.Match[str]) -> Numeral:
        self.place = found.end()
        digits = "".join(str(_DIGITS[char]) for char in found[0])
        return replace(self._done(Fraction(int(digits)), Shape.PLAIN), serial=True)

    def _bare_magnitude(self) -> Numeral | None:
        if _MAGNITUDE.match(self.text, self.start) is None:
            return None
        return replace(self._done(Fraction(1), Shape.PLAIN), bare=True)

    def _done(self, value: Fraction, shape: Shape, last: Fraction | None = None) -> Numeral:
        return Numeral(
            value=value,
            last=value if last is None else last,
            step=Fraction(self.nonzero if shape is Shape.EXCESS else 1),
            nonzero_step=Fraction(self.nonzero),
            shape=shape,
            abbreviated=False,
            digits=len(str(value)),
            end=self.place,
            bare=self.text[self.start : self.start + 1] in {"百", "千"},
            chinese=True,
        )
