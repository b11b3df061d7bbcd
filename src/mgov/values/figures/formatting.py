"""Writes a figure in words that are read back the same, or else in notation.

Every phrase is tried on the reader before it is given out: a phrase that would be read as
something else is dropped for the notation, which says everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from mgov.values.figures.interval import INF, End, Exact, Interval, exact
from mgov.values.figures.meaning import Qualifier, Statistic
from mgov.values.figures.notation import decimal_text, write_notation
from mgov.values.figures.reader import read_figures
from mgov.values.figures.units import GROWTH, POINTS, SHARE, TIMES, same_unit, word_for
from mgov.values.language import Language, require_language

if TYPE_CHECKING:
    from mgov.values.figures.figure import Figure

__all__ = ["format_figure", "shortened"]

_BEFORE: Final = {
    "zh": {
        Qualifier.OVER: "超过", Qualifier.AT_LEAST: "至少", Qualifier.UNDER: "不足",
        Qualifier.AT_MOST: "不超过", Qualifier.NEAR: "近", Qualifier.ABOUT: "约",
    },
    "en": {
        Qualifier.OVER: "over ", Qualifier.AT_LEAST: "at least ", Qualifier.UNDER: "under ",
        Qualifier.AT_MOST: "at most ", Qualifier.NEAR: "nearly ", Qualifier.ABOUT: "about ",
    },
}  # fmt: skip
_SUMMARY: Final = {
    "zh": {
        Statistic.MEAN: "平均", Statistic.MAX: "最高达", Statistic.MIN: "最低为",
        Statistic.TOTAL: "累计",
    },
    "en": {
        Statistic.MEAN: "on average ", Statistic.MAX: "a peak of ", Statistic.MIN: "minimum ",
        Statistic.TOTAL: "a total of ",
    },
}  # fmt: skip
_MAGNITUDES: Final = {
    "zh": ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百")),
    "en": ((10**12, " trillion"), (10**9, " billion"), (10**6, " million"), (1000, " thousand")),
}
_FEW_DECIMALS: Final = 2  # 2605.35亿 is still a short way to write it
_AND_A_HALF: Final = {
    "zh": {"h": "{}个半小时", "month": "{}个半月", "year": "{}年半", "day": "{}天半"},
    "en": {
        "h": "{} and a half hours", "month": "{} and a half months",
        "year": "{} and a half years", "day": "{} and a half days",
    },
}  # fmt: skip
_SEVERAL: Final = {
    "zh": {
        10: "数十", 100: "数百", 1000: "数千", 10**4: "数万", 10**5: "数十万",
        10**6: "数百万", 10**7: "数千万", 10**8: "数亿",
    },
    "en": {
        100: "hundreds of", 1000: "thousands of", 10**4: "tens of thousands of",
        10**5: "hundreds of thousands of", 10**6: "millions of", 10**9: "billions of",
    },
}  # fmt: skip


def format_figure(figure: Figure, lang: Language, digits: int | None) -> str:
    """Write a figure; see `Figure.format`."""
    require_language(lang)
    short = digits is None or figure.value in {None, shortened(figure.value or 0, digits, up=None)}
    if figure.qualifier is Qualifier.COMPUTED and figure.is_exact and short:
        return format_figure(figure.replace(qualifier=Qualifier.EXACT), lang, digits)
    if figure.qualifier is Qualifier.COMPUTED:
        return (
            _bound_only(figure, lang, digits)
            or _one_number(figure, digits)
            or _notation(figure, digits)
        )
    phrase = _phrase(figure, lang)
    return phrase if phrase and _reads_back(phrase, figure) else _notation(figure, digits)


def _bound_only(figure: Figure, lang: Language, digits: int | None) -> str | None:
    """Over 3,487: of a computed figure without an upper end, its lower end says it all."""
    if isinstance(figure.low, float) or figure.high != INF:
        return None
    low = figure.low if digits is None else shortened(figure.low, digits, up=False)
    bound = figure.replace(
        value=low,
        low=low,
        qualifier=Qualifier.AT_LEAST if figure.low_closed else Qualifier.OVER,
    )
    phrase = _phrase(bound, lang)
    same = digits is not None or figure.value in {None, low}
    return phrase if same and phrase and _reads_back(phrase, bound) else None


def _one_number(figure: Figure, digits: int | None) -> str | None:
    """-81.6% growth: one number that no decimal writes, rounded as numbers in reports are."""
    if digits is None or not figure.is_exact or figure.unit not in {SHARE, GROWTH}:
        return None
    number = shortened(exact(Fraction(figure.low)), digits, up=None)
    return write_notation(number, None, figure.unit)


def _reads_back(phrase: str, figure: Figure) -> bool:
    floor = figure.step is not None and figure.low == figure.value
    readings, _ = read_figures(phrase, "floor" if floor else "half")
    strong = [each for each in readings if not each.weak] or readings
    if len(strong) != 1:
        return False
    read = strong[0]
    return (
        read.value == figure.value
        and read.interval == figure.interval
        and read.qualifier is figure.qualifier
        and (same_unit(read.unit, figure.unit))
    )


def _phrase(figure: Figure, lang: Language) -> str | None:
    if figure.before is not None and figure.after is not None:
        return _levels(figure.before, figure.after, lang)
    falls = figure.value is not None and figure.value < 0
    words = _Words(figure, lang, falls=falls)
    core = words.core()
    if core is None:
        return None
    statistic = _SUMMARY[lang].get(figure.statistic, "") if figure.statistic else ""
    return f"{statistic}{_change(figure, lang, falls=falls)}{core}"


def _levels(before: Figure, after: Figure, lang: Language) -> str:
    first, second = format_figure(before, lang, None), format_figure(after, lang, None)
    rises = before.value is not None and after.value is not None and after.value > before.value
    if lang == "zh":
        return f"从{first}{'增加' if rises else '减少'}至{second}"
    return f"{'up' if rises else 'down'} from {first} to {second}"


def _change(figure: Figure, lang: Language, *, falls: bool) -> str:
    if figure.unit == GROWTH:
        if lang == "zh" and figure.is_exact and not falls and figure.value == int(figure.low):
            return ""  # 翻一番 and 零增长 say it themselves
        return {"zh": "下降" if falls else "增长", "en": "down " if falls else "growth of "}[lang]
    if falls:
        return {"zh": "减少", "en": "down "}[lang]
    if figure.qualifier is Qualifier.CHANGE:
        return {"zh": "增加", "en": "up "}[lang]
    return ""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words for a figure whose sign is said elsewhere."""

    figure: Figure
    lang: Language
    falls: bool

    def core(self) -> str | None:
        figure = self.figure
        match figure.qualifier:
            case Qualifier.RANGE:
                return self._range()
            case Qualifier.EXCESS:
                return self._excess()
            case Qualifier.ROUNDED:
                return self._counted(self._stepped(self._size, figure.step))
            case Qualifier.EXACT | Qualifier.CHANGE:
                return (
                    self._doubling() or self._and_a_half() or self._counted(self._named(self._size))
                )
            case qualifier:
                before = _BEFORE[self.lang].get(qualifier)
                counted = self._counted(self._named(self._size))
                return f"{before}{counted}" if before and counted else None

    @property
    def _size(self) -> Exact:
        value = self.figure.value or 0
        return -value if value < 0 else value

    def _unit(self, *, many: bool = True) -> str:
        unit = self.figure.unit
        if unit is None or unit in {SHARE, GROWTH}:
            return ""
        word = word_for(unit, self.lang, many=many)
        return f" {word}" if self.lang == "en" or word.isascii() else word

    def _counted(self, number: str | None) -> str | None:
        if number is None:
            return None
        if number in {"半", "half "}:
            unit = self._unit(many=False).strip()
            article = "an" if unit[:1] in "aeioh" else "a"
            return f"半{unit}" if self.lang == "zh" else f"half {article} {unit}"
        return f"{number}{self._unit(many=number != '1')}"

    def _and_a_half(self) -> str | None:
        whole, rest = divmod(Fraction(self._size), 1)
        words = _AND_A_HALF[self.lang].get(self.figure.unit or "")
        if words is None or not whole or rest != Fraction(1, 2):
            return None
        return words.format(whole)

    def _doubling(self) -> str | None:
        if self.figure.unit != GROWTH or self.falls or self._size != int(self._size):
            return None
        times = int(self._size) + 1
        if times & (times - 1) or self.lang == "en":
            return None
        return f"翻{times.bit_length() - 1}番" if times > 1 else "零增长"

    def _named(self, number: Exact) -> str | None:
        """Name a number without saying to which digit it is known."""
        unit = self.figure.unit
        if unit in {SHARE, GROWTH}:
            return self._part(number)
        if number == Fraction(1, 2) and unit in {"h", "day", "month", "year"}:
            return "半" if self.lang == "zh" else "half "
        if unit in {POINTS, TIMES} or number != int(number):
            return decimal_text(number)
        for size, word in _MAGNITUDES[self.lang][:3]:
            short = decimal_text(Fraction(number) / size)
            if number >= size and short and len(short.partition(".")[2]) <= _FEW_DECIMALS:
                exactly = self.figure.qualifier in {Qualifier.EXACT, Qualifier.CHANGE}
                return (
                    f"{number:,}"
                    if exactly and self.lang == "en"
                    else (
                        str(number)
                        if exactly
                        else short.replace(",", "" if self.lang == "zh" else ",") + word
                    )
                )
        return f"{number:,}" if self.lang == "en" else str(number)

    def _part(self, number: Exact) -> str | None:
        fraction = Fraction(number)
        if fraction == Fraction(1, 2) and self.figure.qualifier is not Qualifier.EXACT:
            return "一半" if self.lang == "zh" else "half"
        exactly = self.figure.qualifier is Qualifier.EXACT
        percent = decimal_text(fraction * 100)
        if percent is not None and not exactly:
            return f"{percent}%"
        if not 0 < fraction < 1:
            return None
        parts, whole = fraction.numerator, fraction.denominator
        return f"{whole}分之{parts}" if self.lang == "zh" else f"{parts}/{whole}"

    def _stepped(self, number: Exact, step: Exact | None) -> str | None:
        """Write a number to the digit of its step, and no digit less or more."""
        if step is None:
            return None
        if self.figure.unit in {SHARE, GROWTH}:
            return self._stepped_part(number, Fraction(step))
        if self.figure.unit in {POINTS, TIMES} or step < 1:
            return _places(number, step)
        for size, word in _MAGNITUDES[self.lang]:
            fits = Fraction(step) / size <= 1 and (number >= size or Fraction(step) == size)
            if fits:
                written = _places(Fraction(number) / size, Fraction(step) / size)
                return None if written is None else f"{written}{word}"
        # A step of a hundred million is a tenth of a billion.
        for size, word in reversed(_MAGNITUDES[self.lang]):
            if step < size:
                written = _places(Fraction(number) / size, Fraction(step) / size)
                return None if written is None else f"{written}{word}"
        return None

    def _stepped_part(self, number: Exact, step: Fraction) -> str | None:
        if step <= Fraction(1, 100):
            written = _places(number * 100, step * 100)
            return None if written is None else f"{written}%"
        tenths = _places(number * 10, step * 10)
        if self.figure.unit == GROWTH:
            times = _places(number, step)
            if times is None:
                return None
            return f"{times}倍" if self.lang == "zh" else f"{times} times"
        if tenths is None:
            return None
        return f"{tenths}成" if self.lang == "zh" else f"{tenths} in 10"

    def _excess(self) -> str | None:
        step = Fraction(self.figure.step or 0)
        unit = self._unit()
        size = Fraction(self._size)
        for text in self._excess_forms(size, step):
            for phrase in self._with_unit(text, unit):
                if _reads_back(phrase, self.figure):
                    return phrase
        return None

    def _with_unit(self, text: str, unit: str) -> tuple[str, ...]:
        if self.lang == "en":
            return (f"{text}{unit}",)
        if self.figure.unit == SHARE:
            return (text,)
        return (f"{text}多{unit}", f"{text}{unit}多", text.replace("@", "多") + unit)

    def _excess_forms(self, size: Fraction, step: Fraction) -> list[str]:
        if self.figure.unit == SHARE:
            percent = decimal_text(size * 100)
            return [f"{percent}%多"] if self.lang == "zh" and percent else []
        forms: list[str] = []
        for magnitude, word in (*_MAGNITUDES[self.lang][:3], (1, "")):
            written = decimal_text(size / magnitude)
            if written is None or size < magnitude:
                continue
            to_digit = _places(size / magnitude, step / magnitude)
            if self.lang == "zh":
                plain = written.replace(",", "")
                forms += [f"{to_digit}{word}"] if to_digit else []
                forms += [f"{plain}@{word}"] if word else [plain]
            else:
                forms += [f"{written}-odd{word}"]
                forms += [f"{to_digit}{word} odd"] if to_digit else []
        return forms

    def _range(self) -> str | None:
        figure = self.figure
        low, high = figure.low, figure.high
        if isinstance(low, float) or isinstance(high, float) or not figure.low_closed:
            return None
        if not figure.high_closed:
            order = Fraction(low, 2)
            several = _SEVERAL[self.lang].get(int(order)) if order.denominator == 1 else None
            if several is None:
                return None
            return f"{several}{self._unit()}".removesuffix(" of")
        first, second = self._named(low), self._named(high)
        if first is None or second is None:
            return None
        joint = "至" if self.lang == "zh" else " to "
        return f"{first}{joint}{self._counted(second)}"


def _places(number: Exact, step: Exact) -> str | None:
    """Write a number with as many decimals as its step has; `None` where that changes it."""
    places = 0
    while Fraction(step) * 10**places < 1:
        places += 1
    if Fraction(step) * 10**places != 1 or (Fraction(number) * 10**places).denominator != 1:
        return None
    digits = f"{int(Fraction(number) * 10**places):0{places + 1}d}"
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


# -- notation -----------------------------------------------------------------------------


def _notation(figure: Figure, digits: int | None) -> str:
    value, interval = figure.value, figure.interval
    if digits is not None:
        value = None if value is None else shortened(value, digits, up=None)
        interval = Interval(
            _shortened_end(interval.low, digits, up=False),
            _shortened_end(interval.high, digits, up=True),
            interval.low_closed,
            interval.high_closed,
        )
    return write_notation(value, interval, figure.unit)


def _shortened_end(end: End, digits: int, *, up: bool) -> End:
    return end if isinstance(end, float) else shortened(end, digits, up=up)


def shortened(number: Exact, digits: int, *, up: bool | None) -> Exact:
    """Round to significant digits: up, down, or to the nearest."""
    fraction = Fraction(number)
    if not fraction:
        return 0
    places = 0
    size = abs(fraction)
    while size >= 10**digits:
        size /= 10
        places -= 1
    while size * 10 < 10**digits:
        size *= 10
        places += 1
    scale = Fraction(10) ** places
    scaled = fraction * scale
    down, above = scaled.__floor__(), -((-scaled).__floor__())
    whole = round(scaled) if up is None else above if up else down
    return exact(whole / scale)
