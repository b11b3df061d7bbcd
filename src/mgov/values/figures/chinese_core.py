"""The core of a Chinese figure: a numeral with what it counts.

Percentages, tenths (七成五), fractions (三分之二), multiples and doublings (翻一番), halves,
durations of several units (2分50秒) and plain counts with their measure words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from mgov.values.figures.meaning import Qualifier, Reading, Rounding, read_as
from mgov.values.figures.numerals import Numeral, Shape, read_numeral
from mgov.values.figures.units import (
    DURATIONS,
    GROWTH,
    POINTS,
    SHARE,
    TIMES,
    UnitWord,
    english_unit,
    read_unit,
)

__all__ = ["Core", "core_at"]

_PARTS: Final = re.compile(r"(百|千|万)分之")
_FRACTION: Final = re.compile(r"\s*分之\s*")
_SLASH: Final = re.compile(r"/(?=\d+(?![\d/.]))(?<=\d/)")
_ALL_TENTHS: Final = 10
_TENTHS: Final = re.compile(r"成(?![为功立本果员都绩交人年长品就败效分套家型形熟])")
_TENTHS_MORE: Final = re.compile(
    r"[一二三四五六七八九1-9](?![〇零一二三四五六七八九十百千万亿\d个])|半"
)
_PERCENT: Final = re.compile(r"\s*([%‰])")
_DOUBLING: Final = re.compile(
    r"翻了?(?P<bound>近|超过?|逾|约)?(?P<times>[一二两三四五六七八九十\d]?)番(?P<over>多|以上)?|翻了?[一1]?倍|零增长"
)
_DOUBLING_BOUNDS: Final = {
    "近": Qualifier.NEAR,
    "超": Qualifier.OVER,
    "逾": Qualifier.OVER,
    "约": Qualifier.ABOUT,
    "多": Qualifier.OVER,
    "以": Qualifier.AT_LEAST,
}
_HALF: Final = re.compile(r"一半|半数|一?[大小]半(?![年天月个小])|(?<=[过逾超近])半(?![年天小个])")
_HALF_TIME: Final = re.compile(
    r"[大小]?半(?:(?P<more>个多)(?=小时|钟头|星期|月)|(?=个?(?:小时|钟头|天|月|年|星期)))"
)
_TIME_MORE: Final = re.compile(r"个?(多|半|来)(?=个?(?:小时|钟头|月|星期|季度|天|年|周))个?")
_AFTER_UNIT: Final = re.compile(r"(?:多|有余|余|出头)(?![数次种少项元样方个人家条件名户])")
_AND_A_HALF: Final = re.compile(r"半(?![年天月日夜导途径价])")
_NAME_LIKE: Final = re.compile(r"(?:1[89]|20)\d{2}|12\d{3}|9[56]\d{3}|100\d{2}")
_TIME_UNITS: Final = {"s", "min", "h", "day", "workday", "week", "month", "quarter", "year"}
_MAY_HALVE: Final = {"h", "day", "week", "year", TIMES}
_ARTICLE_UNITS: Final = frozenset("个种项次条件类家名位起处批部层级步场期张片道门站款套份")
_ENGLISH_UNIT: Final = re.compile(r" ([a-z]+(?:/[a-z]+)?)(?=$|[,.，。;；])")
_DAYS: Final = re.compile(r"\s*日(?![均常报前后夜])")
_UNCOUNTED: Final = re.compile(r"成([百千])上[千万]|数以([十百千]?万|[百千亿])计")
_LENGTHS: Final = ("day", "h", "min", "s")
_N: Final = r"(?:\d+(?:\.\d+)?|[一二三四五六七八九十两零]{1,4})"
_YEARS_AND_MONTHS: Final = re.compile(rf"({_N})年零?({_N})个月")
_COMPOSITE: Final = re.compile(
    rf"(?:(?P<day>{_N})\s*天零?\s*)?(?:(?P<h>{_N})\s*个?小时零?\s*)?"
    rf"(?:(?P<min>{_N})\s*分钟?零?\s*(?=$|\D|{_N}\s*秒))?(?:(?P<s>{_N})\s*秒钟?)?"
)
_HALF_VALUE: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Core:
    """A numeral in its unit.

    Attributes:
        numeral: The numeral, already scaled to the unit (五成 is 0.5).
        unit: What it counts, if the text says so.
        end: Where the text goes on.
        whole: Whether a number without abbreviation is exact.
        is_fraction: Whether it is a part of a whole (percent, tenths, a fraction).
        usual: The bound that it carries by itself, as 大半 and 数以万计 do.
        is_article: Whether it may be no more than an article: 一个.
        is_name_like: Whether it may be a year or a hotline: four or five bare digits.
        factor: What a percent sign multiplied it by, to lend it to the other end of a range.
        unit_at: Where the word of the unit stands.
    """

    numeral: Numeral
    unit: str | None
    end: int
    whole: bool = True
    is_fraction: bool = False
    usual: Qualifier | None = None
    is_article: bool = False
    is_name_like: bool = False
    factor: Fraction = Fraction(1)
    unit_at: tuple[int, int] | None = None

    @property
    def is_duration(self) -> bool:
        """Whether it counts time."""
        return self.unit in _TIME_UNITS

    def read(self, qualifier: Qualifier | None, start: int, rounding: Rounding) -> Reading:
        """Say what the core means under a qualifier."""
        qualifier = qualifier or self.usual
        reading = read_as(
            replace(self.numeral, end=self.end),
            qualifier,
            self.unit,
            start=start,
            rounding=rounding,
            whole=self.whole,
        )
        return replace(reading, unit_at=self.unit_at)

    def lent(self, other: Core) -> Core:
        """Count like the upper end of a range, where that end alone names the magnitude.

        3至5万 is three to five ten thousands; 9000到1万 is not.
        """
        numeral = self.numeral
        if other.is_fraction and self.factor != other.factor:
            numeral = numeral.times(other.factor)
        lends = other.numeral.magnitude > 1 and numeral.magnitude == 1 and not numeral.bare
        if lends and numeral.value * other.numeral.magnitude <= other.numeral.value:
            numeral = numeral.times(other.numeral.magnitude)
        return replace(self, numeral=numeral, unit=other.unit)


def core_at(text: str, start: int) -> Core | None:
    """Read the core that begins at a place of a normalized text, if one does.

    Args:
        text: A normalized text.
        start: Where to begin.

    Example:
        >>> core = core_at("七成五", 0)
        >>> float(core.numeral.value), core.unit
        (0.75, 'share')
    """
    return (
        _doubling(text, start)
        or _half(text, start)
        or _by_the_thousand(text, start)
        or _parts(text, start)
        or _composite(text, start)
        or _counted(text, start)
    )


def _plain(value: Fraction, end: int) -> Numeral:
    return Numeral(
        value=value,
        last=value,
        step=Fraction(1, 10),
        nonzero_step=Fraction(1, 10),
        shape=Shape.PLAIN,
        abbreviated=False,
        digits=2,
        end=end,
        chinese=True,
    )


def _doubling(text: str, start: int) -> Core | None:
    found = _DOUBLING.match(text, start)
    if found is None:
        return None
    times = read_numeral(found["times"] or "", 0)
    doublings = 0 if found[0] == "零增长" else int(times.value if times else 1)
    word = found["bound"] or found["over"] or ""
    numeral = _plain(Fraction(2) ** doublings - 1, found.end())
    return Core(numeral, GROWTH, found.end(), usual=_DOUBLING_BOUNDS.get(word[:1]))


def _half(text: str, start: int) -> Core | None:
    found = _HALF.match(text, start)
    if found is None:
        return _half_a_time(text, start)
    numeral = _plain(_HALF_VALUE, found.end())
    if found[0] == "半":
        return Core(replace(numeral, bare=True), SHARE, found.end(), is_fraction=True)
    return Core(numeral, SHARE, found.end(), is_fraction=True, usual=_part_of_half(found[0]))


def _half_a_time(text: str, start: int) -> Core | None:
    """半小时, 大半年, 半个多月, 半年多."""
    found = _HALF_TIME.match(text, start)
    if found is None:
        return None
    unit = read_unit(text, found.end())
    name, end = (unit.name, unit.end) if unit else ("month", found.end() + 1)
    numeral = replace(_plain(_HALF_VALUE, end), nonzero_step=_HALF_VALUE)
    if found["more"] or found[0].startswith("大"):
        numeral = replace(numeral, shape=Shape.EXCESS, step=_HALF_VALUE)
    else:
        numeral, end = _excess_after(text, numeral)
    usual = Qualifier.UNDER if found[0].startswith("小") else None
    return Core(numeral, name, end, usual=usual)


def _part_of_half(word: str) -> Qualifier | None:
    if "大" in word:
        return Qualifier.OVER
    return Qualifier.UNDER if "小半" in word else None


def _by_the_thousand(text: str, start: int) -> Core | None:
    """成千上万, 数以万计: at least that many, by habit."""
    found = _UNCOUNTED.match(text, start)
    numeral = read_numeral(text, start + found[0].index(found[1] or found[2])) if found else None
    if found is None or numeral is None:
        return None
    unit = read_unit(text, found.end())
    end = unit.end if unit else found.end()
    return Core(
        replace(numeral, bare=True, end=end),
        unit.name if unit else None,
        end,
        usual=Qualifier.AT_LEAST,
        unit_at=(unit.start, unit.end) if unit else None,
    )


def _parts(text: str, start: int) -> Core | None:
    """百分之五, 万分之三点五."""
    found = _PARTS.match(text, start)
    numeral = read_numeral(text, found.end()) if found else None
    if found is None or numeral is None:
        return None
    factor = Fraction(1, {"百": 100, "千": 1000, "万": 10_000}[found[1]])
    return Core(
        numeral.times(factor), SHARE, numeral.end, whole=False, is_fraction=True, factor=factor
    )


def _counted(text: str, start: int) -> Core | None:
    numeral = read_numeral(text, start)
    if numeral is None:
        return None
    special = _fraction(text, numeral) or _tenths(text, numeral) or _percent(text, numeral)
    if special is not None:
        return special
    more = _TIME_MORE.match(text, numeral.end)
    if more is not None:
        return _time_and_more(text, numeral, more)
    return _unit(text, start, numeral)


def _fraction(text: str, denominator: Numeral) -> Core | None:
    found = _FRACTION.match(text, denominator.end)
    slash = _SLASH.match(text, denominator.end)
    joint = found or slash
    numerator = read_numeral(text, joint.end()) if joint else None
    if numerator is None:
        return None
    if slash:  # 2/3 names the parts first
        denominator, numerator = numerator, replace(denominator, end=numerator.end)
    if not denominator.value or (slash and numerator.value >= denominator.value):
        return None
    value = numerator.value / denominator.value
    step = Fraction(1) / denominator.value
    numeral = replace(
        _plain(value, numerator.end), step=step, nonzero_step=step, shape=numerator.shape
    )
    return Core(numeral, SHARE, numerator.end, is_fraction=True)


def _tenths(text: str, numeral: Numeral) -> Core | None:
    found = _TENTHS.match(text, numeral.end)
    if found is None or numeral.last > _ALL_TENTHS or numeral.shape is Shape.SEVERAL:
        return None
    tenths = replace(numeral.times(Fraction(1, 10)), end=found.end())
    more = _TENTHS_MORE.match(text, found.end())
    if more is not None and numeral.shape is Shape.PLAIN:
        digit = Fraction(5) if more[0] == "半" else _digit(more[0])
        value = tenths.value + digit / 100
        step = Fraction(1, 100)
        tenths = replace(
            tenths, value=value, last=value, step=step, nonzero_step=step, digits=2, end=more.end()
        )
    tenths, end = _excess_after(text, tenths)
    return Core(tenths, SHARE, end, whole=False, is_fraction=True, factor=Fraction(1, 10))


def _digit(char: str) -> Fraction:
    numeral = read_numeral(char, 0)
    return numeral.value if numeral else Fraction(0)


def _percent(text: str, numeral: Numeral) -> Core | None:
    found = _PERCENT.match(text, numeral.end)
    if found is None:
        return None
    factor = Fraction(1, 100 if found[1] == "%" else 1000)
    scaled, end = _excess_after(text, replace(numeral.times(factor), end=found.end()))
    return Core(scaled, SHARE, end, whole=False, is_fraction=True, factor=factor)


def _excess_after(text: str, numeral: Numeral) -> tuple[Numeral, int]:
    """30%多, 三年多: the rest is open from the last digit that is not zero."""
    found = _AFTER_UNIT.match(text, numeral.end)
    if found is None or numeral.shape is not Shape.PLAIN:
        return numeral, numeral.end
    open_rest = replace(numeral, shape=Shape.EXCESS, step=numeral.nonzero_step, end=found.end())
    return open_rest, found.end()


def _time_and_more(text: str, numeral: Numeral, more: re.Match[str]) -> Core:
    """一个半小时, 两个多月."""
    unit = read_unit(text, more.end())  # 月 alone is no unit: 3月 is a month of the year
    name, end = (unit.name, unit.end) if unit else ("month", more.end() + 1)
    if more[1] == "半":
        value = numeral.value + _HALF_VALUE
        numeral = replace(numeral, value=value, last=value, step=_HALF_VALUE, end=end)
    else:
        numeral = replace(numeral, shape=Shape.EXCESS, step=numeral.nonzero_step, end=end)
    return Core(numeral, name, end)


def _unit(text: str, start: int, numeral: Numeral) -> Core | None:
    place = numeral.end
    if text.startswith(" ", place):
        place += 1
    if text.startswith("月", place):
        return None
    days = _DAYS.match(text, place)
    found = UnitWord("day", place, days.end()) if days else read_unit(text, place)
    english = _ENGLISH_UNIT.match(text, numeral.end) if found is None else None
    if english is not None:
        return Core(numeral, english_unit(english[1]), english.end())
    if found is None:
        integer = numeral.shape is Shape.PLAIN and not numeral.abbreviated
        name_like = integer and _NAME_LIKE.fullmatch(text, start, numeral.end) is not None
        return Core(
            numeral,
            None,
            numeral.end,
            is_name_like=numeral.serial or name_like,
            is_article=numeral.chinese and integer and numeral.value == 1,
        )
    unit, end = found.name, found.end
    whole = unit not in {POINTS, TIMES}
    numeral = replace(numeral, end=end)
    half = _AND_A_HALF.match(text, end)
    if half is not None and unit in _MAY_HALVE:
        value = numeral.value + _HALF_VALUE
        numeral = replace(numeral, value=value, last=value, end=half.end())
        return Core(numeral, unit, half.end())
    numeral, end = _excess_after(text, numeral)
    one = numeral.chinese and numeral.value == 1 and numeral.shape is Shape.PLAIN
    article = one and not numeral.abbreviated and unit in _ARTICLE_UNITS
    written = unit in text[found.start : found.end]
    return Core(
        numeral,
        unit,
        end,
        whole=whole,
        is_article=article,
        unit_at=(found.start, found.end) if written else None,
    )


def _composite(text: str, start: int) -> Core | None:
    """2分50秒 is 170 seconds; 1小时30分 is 90 minutes; 1年零3个月 is 15 months."""
    months = _YEARS_AND_MONTHS.match(text, start)
    if months is not None:
        years, rest = (read_numeral(part, 0) for part in months.groups())
        value = 12 * (years.value if years else 0) + (rest.value if rest else 0)
        return Core(_plain(Fraction(value), months.end()), "month", months.end())
    found = _COMPOSITE.match(text, start)
    written = [(unit, found[unit]) for unit in _LENGTHS if found[unit]] if found else []
    if found is None or len(written) < 2:  # noqa: PLR2004 -- one part alone is no composite
        return None
    smallest = written[-1][0]
    parts = [(unit, read_numeral(digits, 0)) for unit, digits in written]
    value = sum(
        (each.value * DURATIONS[unit] / DURATIONS[smallest] for unit, each in parts if each),
        Fraction(0),
    )
    last = parts[-1][1]
    step = last.nonzero_step if last else Fraction(1)
    numeral = replace(_plain(value, found.end()), step=step, nonzero_step=step)
    return Core(numeral, smallest, found.end())
