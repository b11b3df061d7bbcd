"""What a definition says, in the words of a report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from mgov.stats.measures.aggregate import (
    Aggregate,
    Largest,
    PerPeriod,
    Quantile,
)
from mgov.stats.measures.condition import (
    AllOf,
    AnyOf,
    ColumnComparison,
    Comparison,
    Condition,
    IsIn,
    IsMissing,
    IsNew,
    Not,
)
from mgov.stats.measures.value import Value
from mgov.values.language import Language

if TYPE_CHECKING:
    from mgov.stats.measures.definition import Measure

__all__ = ["measure_sentences", "said"]

_EN: Final = {
    "equal": "{0} is {1}",
    "not_equal": "{0} is known and not {1}",
    "less": "{0} is less than {1}",
    "at_most": "{0} is at most {1}",
    "more": "{0} is more than {1}",
    "at_least": "{0} is at least {1}",
    "missing": "{0} is missing",
    "not_missing": "{0} is known",
    "new": "the period is the first that knows the {0}",
    "not_new": "the {0} was known before the period",
    "not": "not ({0})",
    "and": " and ",
    "with": " and ",
    "or": " or ",
    "group": "({0})",
    "true": "true",
    "false": "false",
    "count": "the number of rows",
    "total": "the sum of {0}",
    "distinct": "the number of different values of {0}",
    "quantile": "the quantile {1:g} of {0}",
    "median": "the median of {0}",
    "largest": "{0} on the largest {1}",
    "mean_of": "the mean per {1} of {0}",
    "where": "{0} where {1}",
    "over": "{0}, divided by {1}",
    "among": "{0}, divided by {1} (the former among the latter)",
    "day": "day",
    "week": "week",
    "month": "month",
    "head": "{0}: {1}.",
    "population": "Population: {0}.",
    "rows": "Only rows where {0}.",
    "unit": "Unit: {0}.",
    "share": "share",
    "more_is_better": "More is better.",
    "less_is_better": "Less is better.",
    "minimum": "Withheld where n is below {0}.",
    "source": "Source: {0}.",
    "between": " ",
}
_ZH: Final = {
    "equal": "{0} 为 {1}",
    "not_equal": "{0} 已知且不为 {1}",
    "less": "{0} 小于 {1}",
    "at_most": "{0} 不大于 {1}",
    "more": "{0} 大于 {1}",
    "at_least": "{0} 不小于 {1}",
    "missing": "{0} 缺失",
    "not_missing": "{0} 已知",
    "new": "{0} 首次出现于该时期",
    "not_new": "{0} 此前已出现",
    "not": "非（{0}）",
    "and": " 且 ",
    "with": "、",
    "or": " 或 ",
    "group": "（{0}）",
    "true": "真",
    "false": "假",
    "count": "记录数",
    "total": "{0} 之和",
    "distinct": "{0} 的不同值数",
    "quantile": "{0} 的 {1:g} 分位数",
    "median": "{0} 的中位数",
    "largest": "最高一{1}的{0}",
    "mean_of": "平均每{1}的{0}",
    "where": "{0}（限 {1}）",
    "over": "{0}，除以{1}",
    "among": "{0}，除以{1}（前者计于后者之中）",
    "day": "日",
    "week": "周",
    "month": "月",
    "head": "{0}：{1}。",
    "population": "范围：{0}。",
    "rows": "只计如下记录：{0}。",
    "unit": "单位：{0}。",
    "share": "比例",
    "more_is_better": "越高越好。",
    "less_is_better": "越低越好。",
    "minimum": "n 小于 {0} 时不公布。",
    "source": "来源：{0}。",
    "between": "",
}
_WORDS: Final[dict[Language, dict[str, str]]] = {"en": _EN, "zh": _ZH}
_MEDIAN: Final = 0.5


def said(part: Condition | Aggregate, lang: Language) -> str:
    """Say what a condition or an aggregate means.

    Args:
        part: The condition or the aggregate.
        lang: The language.

    Example:
        >>> from mgov.stats import column, distinct
        >>> said(distinct("user", where=column("channel").is_in("app", "web")), "en")
        'the number of different values of user where channel is app or web'
        >>> said(column("reads") >= 100_000, "zh")
        'reads 不小于 100,000'
    """
    words = _WORDS[lang]
    return _condition(part, words) if isinstance(part, Condition) else _aggregate(part, words)


def measure_sentences(measure: Measure, lang: Language) -> str:
    """Say what a measure is, one sentence for each part of its definition.

    Args:
        measure: The measure.
        lang: The language.
    """
    words = _WORDS[lang]
    formula = _aggregate(measure.numerator, words)
    if measure.denominator is not None:
        form = "among" if measure.is_proportion else "over"
        formula = words[form].format(formula, _aggregate(measure.denominator, words))
    name = measure.name.in_language(lang)
    sentences = [words["head"].format(name, formula)]
    if measure.where is not None:
        sentences.append(words["rows"].format(_condition(measure.where, words)))
    for key, text in (("population", measure.population), ("source", measure.source)):
        if text is not None:
            sentences.append(words[key].format(text.in_language(lang)))
    if measure.unit is not None:
        unit = words["share"] if measure.unit == "share" else measure.unit
        sentences.append(words["unit"].format(unit))
    if measure.direction in words:
        sentences.append(words[measure.direction])
    if measure.minimum_n is not None:
        sentences.append(words["minimum"].format(measure.minimum_n))
    return words["between"].join(sentences)


def _aggregate(aggregate: Aggregate, words: dict[str, str]) -> str:
    if isinstance(aggregate, PerPeriod):
        form = "largest" if isinstance(aggregate, Largest) else "mean_of"
        return words[form].format(_aggregate(aggregate.part, words), words[aggregate.per])
    made = _made(aggregate, words)
    if aggregate.where is None:
        return made
    return words["where"].format(made, _condition(aggregate.where, words))


def _made(aggregate: Aggregate, words: dict[str, str]) -> str:
    names = words["with"].join(aggregate.inputs)
    if isinstance(aggregate, Quantile):
        form = "median" if aggregate.share == _MEDIAN else "quantile"
        return words[form].format(names, aggregate.share)
    return words[str(aggregate.kind)].format(names)


def _condition(condition: Condition, words: dict[str, str]) -> str:
    if isinstance(condition, AllOf | AnyOf):
        form = "and" if isinstance(condition, AllOf) else "or"
        return words[form].join(_grouped(part, words) for part in condition.parts)
    form, *parts = _simple(condition, words)
    return words[form].format(*parts)


def _simple(condition: Condition, words: dict[str, str]) -> tuple[str, ...]:
    """Give the form of a condition that joins no others, and what goes into it."""
    match condition:
        case Comparison():
            return condition.operator, condition.column, _value(condition.value, words)
        case ColumnComparison():
            return condition.operator, condition.column, condition.other
        case IsIn():
            values = words["or"].join(_value(value, words) for value in condition.values)
            return "equal", condition.column, values
        case Not(condition=IsMissing() | IsNew() as denied):
            form, column = _simple(denied, words)
            return f"not_{form}", column
        case Not():
            return "not", _condition(condition.condition, words)
        case _:
            return "new" if isinstance(condition, IsNew) else "missing", *condition.columns


def _grouped(condition: Condition, words: dict[str, str]) -> str:
    said_alone = _condition(condition, words)
    several = isinstance(condition, AllOf | AnyOf) and len(condition.parts) > 1
    return words["group"].format(said_alone) if several else said_alone


def _value(value: Value, words: dict[str, str]) -> str:
    if isinstance(value, bool):
        return words["true" if value else "false"]
    if isinstance(value, str | date):
        return str(value)
    return f"{value:,}"
