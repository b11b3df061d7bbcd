"""Says in a sentence what a figure means and why."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from mgov.values.figures.formatting import format_figure, shortened
from mgov.values.figures.interval import INF, End, exact
from mgov.values.figures.meaning import Basis, Qualifier, Statistic
from mgov.values.figures.notation import decimal_text
from mgov.values.figures.units import GROWTH, SHARE, word_for
from mgov.values.language import Language, require_language

if TYPE_CHECKING:
    from mgov.values.figures.figure import Figure

__all__ = ["explain"]

_WHY: Final = {
    "en": {
        Qualifier.EXACT: "an exact count, as it was written",
        Qualifier.ROUNDED: "it is rounded to its last written digit",
        Qualifier.OVER: "a bound that leaves the number itself out",
        Qualifier.AT_LEAST: "a bound that includes the number itself",
        Qualifier.UNDER: "a bound that leaves the number itself out",
        Qualifier.AT_MOST: "a bound that includes the number itself",
        Qualifier.NEAR: "it says only what the number stays below",
        Qualifier.ABOUT: "by habit, half a unit of the last digit that is not zero to both sides",
        Qualifier.EXCESS: "by habit, the rest after the last digit named is left open",
        Qualifier.RANGE: "two ends were named",
        Qualifier.CHANGE: "the difference of two counts",
        Qualifier.COMPUTED: "",
    },
    "zh": {
        Qualifier.EXACT: "按所写的数，准确",
        Qualifier.ROUNDED: "四舍五入到所写的最后一位",
        Qualifier.OVER: "这一界限不包括本数",
        Qualifier.AT_LEAST: "这一界限包括本数",
        Qualifier.UNDER: "这一界限不包括本数",
        Qualifier.AT_MOST: "这一界限包括本数",
        Qualifier.NEAR: "只说明没有达到该数",
        Qualifier.ABOUT: "按习惯，上下各半个最后非零位",
        Qualifier.EXCESS: "按习惯，所写的最后一位之后不定",
        Qualifier.RANGE: "写明了两端",
        Qualifier.CHANGE: "两个数之差",
        Qualifier.COMPUTED: "",
    },
}
_CIVIL_CODE: Final = {
    "en": " (Civil Code of China, art. 1259)",
    "zh": "（《民法典》第一千二百五十九条）",
}
_STATISTIC: Final = {
    "en": {
        Statistic.TOTAL: ", in total", Statistic.MEAN: ", on average",
        Statistic.MAX: " at the peak", Statistic.MIN: " at the lowest",
    },
    "zh": {
        Statistic.TOTAL: "累计", Statistic.MEAN: "平均", Statistic.MAX: "最高时",
        Statistic.MIN: "最低时",
    },
}  # fmt: skip
_BASIS: Final = {
    "en": {
        Basis.EXACT: "exact counts", Basis.ROUNDING: "rounding",
        Basis.BOUND: "a bound", Basis.CONVENTION: "a habit of speech",
    },
    "zh": {
        Basis.EXACT: "准确的数", Basis.ROUNDING: "四舍五入", Basis.BOUND: "界限",
        Basis.CONVENTION: "用语习惯",
    },
}  # fmt: skip
_ENDS: Final = {
    "en": ("at least ", "more than ", "at most ", "less than "),
    "zh": ("不小于", "大于", "不大于", "小于"),
}
_READABLE_PARTS: Final = 20
_READABLE_DIGITS: Final = 18
_BOUNDS: Final = {Qualifier.OVER, Qualifier.AT_LEAST, Qualifier.UNDER, Qualifier.AT_MOST}


def explain(figure: Figure, lang: Language) -> str:
    """Say what a figure means and why; see `Figure.explain`."""
    require_language(lang)
    english = lang == "en"
    name = _name(figure, lang)
    said = _bounds(figure, lang)
    statistic = _STATISTIC[lang].get(figure.statistic, "") if figure.statistic else ""
    if figure.qualifier is Qualifier.COMPUTED:
        return _computation(figure, lang, said)
    law = _CIVIL_CODE[lang] if figure.qualifier in _BOUNDS and figure.basis is Basis.BOUND else ""
    why = _WHY[lang][figure.qualifier]
    coarse = {
        "en": "; only one digit was written, so much is left open",
        "zh": "；只写了一位数，不确定性大",
    }
    more = coarse[lang] if figure.low_precision else ""
    if english:
        return f"“{name}” is {said}{statistic}: {why}{law}{more}."
    return f"“{name}”{statistic}{said}：{why}{law}{more}。"


def _computation(figure: Figure, lang: Language, said: str) -> str:
    basis = _BASIS[lang][figure.basis]
    if not figure.operands or figure.formula is None:
        return f"{said[:1].upper()}{said[1:]}." if lang == "en" else f"{said}。"
    formula = figure.formula.format(*(_name(each, lang) for each in figure.operands))
    if lang == "en":
        return f"{formula} is {said}; the ends rest on {basis}."
    return f"{formula} {said}；界限依据：{basis}。"


def _name(figure: Figure, lang: Language) -> str:
    if figure.text:
        return figure.text
    if figure.operands and figure.is_exact:
        number = decimal_text(exact(Fraction(figure.low))) or str(figure.low)
        return f"({number}{_unit(figure, lang, figure.low)})"
    if figure.operands:
        return f"({format_figure(figure, lang, 4)})"
    return format_figure(figure, lang, None)


def _bounds(figure: Figure, lang: Language) -> str:
    """The interval in words: `at least 3 and below 5 working days`."""
    english = lang == "en"
    if figure.is_exact:
        unit = _unit(figure, lang, figure.low)
        number = _exactly(figure, lang, _end(figure, figure.low, up=None))
        return f"exactly {number}{unit}" if english else f"正好是{number}{unit}"
    low, high = _end(figure, figure.low, up=False), _end(figure, figure.high, up=True)
    unit = _unit(figure, lang, figure.low if figure.high == INF else figure.high)
    words = _ENDS[lang]
    parts = [f"{words[0 if figure.low_closed else 1]}{low}"] if figure.low != -INF else []
    parts += [f"{words[2 if figure.high_closed else 3]}{high}"] if figure.high != INF else []
    if not parts:
        return "any number" if english else "任何数"
    return (" and " if english else "、").join(parts) + unit


def _exactly(figure: Figure, lang: Language, text: str) -> str:
    """One number that no decimal writes: as a fraction, with a decimal near it."""
    if "/" in text or decimal_text(exact(Fraction(figure.low) * 100)) is not None:
        return text
    near = f" (about {text})" if lang == "en" else f"（约{text}）"
    return f"{figure.low}{near}"


def _end(figure: Figure, end: End, *, up: bool | None) -> str:
    if isinstance(end, float):
        return ""
    percent = figure.unit in {SHARE, GROWTH}
    scaled = exact(end * Fraction(100)) if percent else end
    text = decimal_text(scaled)
    if text is None and not percent and Fraction(end).denominator <= _READABLE_PARTS:
        return str(end)
    if text is None or len(text) > _READABLE_DIGITS:
        # Outward, so that the sentence promises no more than the figure does.
        text = decimal_text(shortened(scaled, 6, up=up))
    return f"{text}%" if percent else str(text)


def _unit(figure: Figure, lang: Language, number: End) -> str:
    if figure.unit is None or figure.unit == SHARE:
        return ""
    if figure.unit == GROWTH:
        return " growth" if lang == "en" else "（增长率）"
    word = word_for(figure.unit, lang, many=number != 1)
    return f" {word}" if lang == "en" else word
