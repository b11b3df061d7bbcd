"""The Chinese words around a number: bounds, changes, statistics, joints of a range."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from mgov.values.figures.meaning import Qualifier, Statistic

__all__ = [
    "Bound",
    "bound_before",
    "bound_behind",
    "change_before",
    "statistic_before",
]

WINDOW: Final = 40
"""How many characters before a number may speak of it; it keeps the reading linear."""

_INCREASE: Final = (
    r"增加|增长率?|增幅|增速|增量|(?<!新)增|提高|提升|上升|上涨|上浮|升高|升幅|攀升|回升|反弹|升值|升|涨幅|涨|扩大"
    r"|净增|多出|多了|高出|走高|提速|增产|增收|加快"
)
_DECREASE: Final = (
    r"减少|减幅|减|下降|降低|降幅|降|缩短|缩减|压缩|压减|精简|下跌|跌幅|跌|回落|下滑|下调|削减"
    r"|少了|负增长|萎缩|收窄|减轻|放缓|减产|贬值"
)
# Nouns of change are followed by 为 or 达 and still name the change itself: 增幅达4.1%.
_NOUNS: Final = "增长率|增幅|增速|增量|升幅|涨幅|减幅|降幅|跌幅|负增长"
_CHANGE: Final = re.compile(
    rf"(?:(?P<noun>{_NOUNS})(?:约?为|达到?|约?是|在)?"
    rf"|(?P<verb>{_INCREASE}|{_DECREASE})(?P<level>到|至|为|成)?)(?:了|幅度)?的?\s*$"
)
_DOWN: Final = re.compile(_DECREASE)
# 减少材料120份 names between the verb and the number what there is less of.
_CHANGE_OF: Final = re.compile(
    r"(?P<verb>增加|提高|减少|精简|压减|压缩|缩短|降低)了?(?=[\u4e00-\u9fff]{1,5}$)"
    r"(?!.*[的了到至为达成是有在和与等约近超逾])"
)
_THAN_BEFORE: Final = re.compile(r"(?:比|较)[^,，。；;]{1,10}?(?P<verb>少|低|慢|多|高|快)了?\s*$")

CHANGED_TO: Final = re.compile(
    r"的?(?:大幅|逐步|迅速|快速|一举|进一步|再)?"
    rf"(?:{_INCREASE}|{_DECREASE}|变|调整|优化|扩展|发展|整合|合并)了?(?:到|至|为|成)了?\s*"
)
"""Between two levels of one thing: 减少至."""
FROM: Final = re.compile(r"(?:从|由|自)[^,，。；;:：]{0,12}$")
"""Before the first of two levels."""
TO: Final = re.compile(r"\s*(?:到|至)了?\s*")
JOINT: Final = re.compile(r"\s*(?:至|到|-{1,2}|~)\s*")
"""Between the two ends of a range."""
RANGE_END: Final = re.compile(r"\s*(?:不等|之间|左右|以内|之内|以上|内(?![容部外需在陆]))")
QUANTITY_VERB: Final = re.compile(r"(?:[共达有为计至到仅占是超]|合计|[:：=])\s*$")
"""Right before a bare number, it tells that the number is a quantity."""
CLAUSE: Final = re.compile(r"[,，。；;!！?？\n]")

_BEFORE: Final[tuple[tuple[Qualifier, str], ...]] = (
    (
        Qualifier.AT_MOST,
        (
            r"不超过|未超过|没超过|最多可达|最长|最高不超过|没有超过|不得超过|不应超过|不能超过|不超|不高于|不大于|不多于|不逾|至多|最多|顶多"
            r"|小于等于|≤|<="
        ),
    ),
    (
        Qualifier.AT_LEAST,
        (
            r"至少|最少|最短|起码|不少于|不低于|不小于|不下于|不下|不亚于|不得少于|不得低于|大于等于|达到或超过"
            r"|年满|(?<![不未充圆丰美])满|≥|>="
        ),
    ),
    (
        Qualifier.UNDER,
        r"不足|不到|低于|小于|少于|不满|未满|(?:未|没有|没|尚未|不)达到?|差不多不到|未到|未足|没到|不够|<",
    ),
    (
        Qualifier.OVER,
        r"超过|超出|突破|不只|不仅|高于|大于|多于|不止|越过|跨过|(?<!赶)超|逾|(?<![侦打])破|>",
    ),
    (Qualifier.NEAR, r"将近|接近|逼近|直逼|趋近|几乎|(?<![最附新靠远亲晋将接逼趋])近"),
    (Qualifier.ABOUT, r"大约|大概|大致|估计|差不多|(?<![合节条预签公制契违相大])约"),
)
_BOUND_BEFORE: Final = re.compile(
    "(?:" + "|".join(f"(?P<{name.name}>{words})" for name, words in _BEFORE) + ")"
    r"(?:了|为|占|有|是|达)?\s*$"
)
# 上百, 过半: these two speak of a bound only before a magnitude that has no digit.
_BARE_BOUND_BEFORE: Final = re.compile(
    r"(?:(?P<AT_MOST>[未不没]过)|(?P<AT_LEAST>上)|(?P<OVER>(?<![通经不超路])过))\s*$"
)
_BEHIND: Final[tuple[tuple[Qualifier, str], ...]] = (
    (Qualifier.AT_LEAST, r"(?:\(含\))?[及或和]?(?:以上|之上)|\+(?!\d)|起(?=$|[,，。;；、)）])"),
    (Qualifier.AT_MOST, r"[及或和]?(?:以内|之内|以下|之下)"),
    (Qualifier.OVER, r"以外|开外|不止"),
    (Qualifier.ABOUT, r"左右|上下(?![级班])"),
)
_BOUND_BEHIND: Final = re.compile(
    r"\s*(?:" + "|".join(f"(?P<{name.name}>{words})" for name, words in _BEHIND) + ")"
)
AFTER_JOINT: Final = re.compile(
    r"(?:现在|如今|目前|当前|今年|(?:19|20)\d{2}年)?的?(?:平均|人均)?"
    "(?:" + "|".join(words for _, words in _BEFORE) + r")?了?\s*"
)
"""Between the joint of a change and its second number: 到现在的, 到不足."""
_WITHIN: Final = re.compile(r"\s*内(?![容部外需在陆])")
# "Broke through" is reporters' for "passed": a habit, not a bound by law.
_BY_HABIT: Final = ("突破", "破", "上", "越过", "跨过")

_STATISTIC: Final = re.compile(
    r"(?P<MEAN>平均(?!水平)|(?P<per>[人户日月周年])均(?!汇率)|均值|均(?=[为达约]|$))"
    r"|(?P<MAX>最高|最多时|最大|峰值|高峰)|(?P<MIN>最低|最少时|最小)"
    r"|(?P<TOTAL>累计|总计|合计|共计|一共|总共|总数|总量|总|共)"
)
_STATISTIC_TAIL: Final = re.compile(r"[^,，。；;:：\d]{0,12}")


class Bound(NamedTuple):
    """A word of bound or approximation next to a number."""

    qualifier: Qualifier
    place: int
    by_habit: bool = False


class Change(NamedTuple):
    """A word of change before a number."""

    falls: bool
    place: int


class Summary(NamedTuple):
    """A word of statistic before a number, with what it is a mean over (人 in 人均)."""

    statistic: Statistic
    per: str | None
    place: int


def bound_before(text: str, free: int, start: int, *, bare: bool = False) -> Bound | None:
    """Find the bound right before a number.

    Args:
        text: A normalized text.
        free: Where the text begins that belongs to no earlier figure.
        start: Where the number begins.
        bare: Whether the number is a magnitude without a digit, or 半.
    """
    free = max(free, start - WINDOW)
    before = text[free:start]
    found = _BOUND_BEFORE.search(before) or (_BARE_BOUND_BEFORE.search(before) if bare else None)
    if found is None:
        return None
    habit = found[0].startswith(_BY_HABIT)
    return Bound(Qualifier[str(found.lastgroup)], free + found.start(), habit)


def bound_behind(text: str, end: int, *, duration: bool) -> Bound | None:
    """Find the bound right behind a number; 内 is one only behind a length of time."""
    found = _BOUND_BEHIND.match(text, end)
    if found is not None:
        return Bound(Qualifier[str(found.lastgroup)], found.end())
    within = _WITHIN.match(text, end) if duration else None
    return Bound(Qualifier.AT_MOST, within.end()) if within else None


def change_before(text: str, free: int, start: int) -> Change | None:
    """Find the word of change before a number; 增加到 names a level, not a change."""
    free = max(free, start - WINDOW)
    before = text[free:start]
    found = _CHANGE.search(before)
    if found is not None:
        falls = _DOWN.match(found["noun"] or found["verb"]) is not None
        return None if found["level"] else Change(falls, free + found.start())
    than = _THAN_BEFORE.search(before)
    if than is not None:
        return Change(than["verb"] in {"少", "低", "慢"}, free + than.start())
    of = _CHANGE_OF.search(before)
    if of is None:
        return None
    return Change(_DOWN.match(of["verb"]) is not None, free + of.start())


def statistic_before(text: str, free: int, start: int) -> Summary | None:
    """Find the word of statistic before a number, in the same clause."""
    free = max(free, start - WINDOW)
    words = list(_STATISTIC.finditer(text, free, start))
    if not words or not _STATISTIC_TAIL.fullmatch(text, words[-1].end(), start):
        return None
    found = words[-1]
    name = next(key for key in ("MEAN", "MAX", "MIN", "TOTAL") if found[key])
    return Summary(Statistic[name], found["per"], found.start())
