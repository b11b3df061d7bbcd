"""Units and measure words: what a figure counts.

A unit is a short text. Measures have one fixed name whatever the language (`s`, `min`, `h`,
`day`, `workday`, `week`, `month`, `quarter`, `year`, `share`, `pp`, `growth`); everything else
keeps the word that was written: 人 (people) is not 人次 (times that people came), and neither
turns into the other.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, NamedTuple

from mgov.values.figures.script import normalize

__all__ = [
    "DURATIONS",
    "canonical",
    "english_unit",
    "is_english_measure",
    "read_unit",
    "same_unit",
    "singular",
    "word_for",
]

SHARE: Final = "share"
"""A part of a whole: 1 is all of it."""
POINTS: Final = "pp"
"""Percentage points: the difference of two shares, times a hundred."""
GROWTH: Final = "growth"
"""A change over what was there before: 1 is a doubling."""
TIMES: Final = "times"
"""How many times as large."""

DURATIONS: Final[dict[str, Fraction]] = {
    "s": Fraction(1),
    "min": Fraction(60),
    "h": Fraction(3600),
    "day": Fraction(86400),
    "week": Fraction(604800),
}
"""Units of time that have one length, in seconds; a workday, a month and a year have none."""

_MEASURES: Final = {
    "秒钟": "s", "秒": "s", "分钟": "min", "个小时": "h", "小时": "h", "个钟头": "h",
    "钟头": "h", "天": "day", "个自然日": "day", "自然日": "day", "个工作日": "workday",
    "工作日": "workday", "个星期": "week", "星期": "week", "周": "week", "个月": "month",
    "个季度": "quarter", "年": "year", "%": SHARE, "个百分点": POINTS, "百分点": POINTS,
    "倍": TIMES,
}  # fmt: skip
_WORDS: Final = (
    "人次 户次 剂次 件次 条次 台次 辆次 车次 架次 班次 批次 频次 场次 天次 人天 人份 "
    "大类 小类 大项 小项 子项 类别 类 项目 项 个 人 名 位 户 家 口 条 件 次 起 例 组 篇 期 "
    "份 张 本 册 部 台 辆 架 艘 座 栋 幢 套 间 所 处 种 款 只 头 株 棵 平方公里 平方千米 "
    "平方米 立方米 公里 千米 厘米 毫米 米 亩 公顷 吨 公斤 千克 克 斤 千瓦时 千瓦 升 字节 字 "
    "页 步 站 票 笔 单 批 班 队 支 枚 颗 块 片 封 幅 场 届 宗 案 桩 门 层 级 环节 周岁 岁 "
    "美元 港元 日元 欧元 英镑 人民币 元 圆 角 度 GB MB TB KB 兆 分 道 招 节 股 床 "
    "村 镇 乡 县 市 省 国 章 趟 轮 对 剂 ℃ 标箱"
).split()

_ZH: Final = sorted((*_MEASURES, *_WORDS), key=len, reverse=True)
# Behind these a word goes on: 2万市民 are people and no cities, 100多单位 no 单.
_GOES_ON: Final = {
    "市": "民场区委政", "村": "民委", "国": "家际务民内外", "单": "位元", "门": "店户",
    "分": "店钟之", "站": "点", "道": "路", "家": "庭园长", "人": "民口士员才工", "名": "录单",
    "条": "例约", "位": "置于列", "节": "目日约点", "级": "别", "页": "面", "股": "份",
    "处": "理", "起": "来", "组": "织建", "班": "级", "批": "准", "部": "门分署队长委",
    "场": "所景", "步": "骤", "期": "间", "台": "湾账", "层": "次面", "张": "家", "章": "程",
    "本": "市省县区地次年月日周", "所": "有以谓需", "只": "有要能是", "对": "于比应",
    "轮": "流", "米": "饭", "度": "假",
}  # fmt: skip
_ZH_PATTERN: Final = re.compile(
    "|".join(
        re.escape(word) + (f"(?![{_GOES_ON[word]}])" if word in _GOES_ON else "") for word in _ZH
    )
)

_RATE: Final = re.compile(r"/(?:人次|人天|天|日|月|年|人|户|次|条|个|件|小时)")

_EN_MEASURES: Final = {
    "second": "s", "sec": "s", "s": "s", "minute": "min", "min": "min", "hour": "h", "hr": "h",
    "h": "h", "day": "day", "working day": "workday", "work day": "workday",
    "workday": "workday", "business day": "workday", "week": "week", "month": "month",
    "quarter": "quarter", "year": "year", "%": SHARE, "percent": SHARE, "per cent": SHARE,
    "percentage point": POINTS, "pp": POINTS, "ppt": POINTS, "times": TIMES, "fold": TIMES,
}  # fmt: skip
_EN_NAMES: Final = {
    "s": "second", "min": "minute", "h": "hour", "workday": "working day",
    POINTS: "percentage point",
}  # fmt: skip
_ZH_NAMES: Final = {
    "s": "秒", "min": "分钟", "h": "小时", TIMES: "倍", "day": "天",
    "workday": "个工作日", "week": "周", "month": "个月", "quarter": "个季度", "year": "年",
    POINTS: "个百分点",
}  # fmt: skip
# One concept, two languages. Measure words such as 个 and 条 have no word in English that would
# be right for whatever they count, so they stay as they are.
_CONCEPTS: Final = {
    "person": "人", "people": "人", "yuan": "元", "household": "户", "item": "项", "visit": "人次",
    "dollar": "美元", "category": "大类",
}  # fmt: skip
_IRREGULAR: Final = {"people": "person", "persons": "person", "yuan": "yuan", "times": "times"}


def singular(word: str) -> str:
    """Give the singular of an English unit; other units stay as they are.

    Example:
        >>> singular("categories"), singular("posts"), singular("people"), singular("人次")
        ('category', 'post', 'person', '人次')
    """
    if not word.isascii() or word in _IRREGULAR.values():
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if re.search(r"(?:sh|ch|x|ss)es$", word):
        return word[:-2]
    return word[:-1] if re.search(r"[^su]s$", word) else word


class UnitWord(NamedTuple):
    """A unit found in a text: its name, where its word begins and where it ends."""

    name: str
    start: int
    end: int


def read_unit(text: str, start: int) -> UnitWord | None:
    """Read the Chinese unit that begins at a place of a normalized text.

    Returns:
        The unit's name and where it stands, or `None`.

    Example:
        >>> read_unit("5个工作日", 1)
        UnitWord(name='workday', start=1, end=5)
        >>> read_unit("7.24亿人次", 5).name
        '人次'
    """
    found = _ZH_PATTERN.match(text, start)
    if found is None:
        return None
    rate = _RATE.match(text, found.end())
    name = _MEASURES.get(found[0], found[0])
    return UnitWord(name + (rate[0] if rate else ""), start, rate.end() if rate else found.end())


def english_unit(words: str) -> str:
    """Give the unit that English words name: `working days` is `workday`."""
    if words.isupper():
        return words  # GB, MB
    plain = singular(words.lower())
    return _EN_MEASURES.get(plain) or _EN_MEASURES.get(words.lower()) or plain


def is_english_measure(word: str) -> bool:
    """Whether an English word names a measure: `hour` does, `user` does not."""
    return singular(word.lower()) in _EN_MEASURES


def canonical(unit: str | None) -> str | None:
    """Give the one name of a unit that may be written in several ways.

    Example:
        >>> canonical("條"), canonical("people"), canonical("accounts"), canonical("小時")
        ('条', '人', 'account', 'h')
    """
    if unit is None:
        return None
    return "/".join(_canonical_part(part) for part in normalize(unit).split("/"))


def _canonical_part(part: str) -> str:
    part = part.strip()
    if part in _MEASURES:
        return _MEASURES[part]
    english = english_unit(part) if part.isascii() else part
    return _CONCEPTS.get(english, "元" if english == "圆" else english)


def same_unit(one: str | None, other: str | None) -> bool:
    """Whether two units are the same, in whatever script or language.

    Example:
        >>> same_unit("條", "条"), same_unit("人", "people"), same_unit("人", "人次")
        (True, True, False)
    """
    return canonical(one) == canonical(other)


def word_for(unit: str, lang: str, *, many: bool = True) -> str:
    """Give the word that a text in a language uses for a unit.

    Args:
        unit: The name of a unit.
        lang: `en` or `zh`.
        many: Whether English wants the plural.

    Example:
        >>> word_for("workday", "zh"), word_for("workday", "en"), word_for("人", "en")
        ('个工作日', 'working days', 'people')
    """
    counted, _, per = unit.partition("/")
    if per and unit.isascii():
        return f"{word_for(counted, lang, many=many)} per {per}" if lang == "en" else unit
    if lang == "zh":
        return _ZH_NAMES.get(unit) or (_CONCEPTS.get(singular(unit), unit))
    english = {chinese: word for word, chinese in reversed(_CONCEPTS.items())}
    word = _EN_NAMES.get(unit) or english.get(canonical(unit) or "", unit)
    word = singular(word)
    if not many or not word.isascii() or word in {"yuan", "times"} or word.isupper():
        return word
    if word == "person":
        return "people"
    if word.endswith("y") and not word.endswith(("ay", "ey", "oy")):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"
