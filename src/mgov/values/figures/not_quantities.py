"""Numbers that count nothing: dates, ordinals, telephone numbers, names, idioms.

A figure reader that takes `2017年` for 2017 years, `交管12123` for a count or `十分重要` for
ten points is worse than none. Each pattern below names a kind of number that is no quantity.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

__all__ = ["NotQuantity", "no_quantity_at"]

_DIGITS: Final = "〇零一二三四五六七八九十百两"
_NUMBER: Final = rf"(?:\d{{1,40}}|[{_DIGITS}]{{1,12}})"
_YEAR: Final = (
    r"(?:(?:1[89]|20|21)\d{2}|[一二][〇零一二三四五六七八九]{3}|[〇零一二三四五六七八九]{2}(?=年))"
)
_MONTH: Final = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY: Final = rf"\s*{_NUMBER}\s*[日号]"
_PART_OF_MONTH: Final = r"(?:份|底|末|初|中旬|上旬|下旬)?"
# 15日内 and 15日以上 are terms; 15日 in a sentence is else a day of the month.
_TERM: Final = r"\s*(?:以内|之内|内[^容部外需在陆]|内$|以上|以下|[之间]?期限)"
_COUNTED: Final = r"人个条件次项户部元万亿%"
_SHORT_NUMBER: Final = r"(?:12\d{3}|9[56]\d{3}|1[12]\d)"
_UNIT_IN_LETTERS: Final = (
    r"(?:GB|MB|TB|KB|kg|km|cm|mm|m|g|t|kW|kWh|pp|ppt|k|K|M|bn|B|x|h|hr|min|s|thousand|million|billion|trillion)"
    r"(?![A-Za-z])"
)
_IDIOMS: Final = (
    "万一 百分百 一次性 一条龙 一部分 一号 一度 一层 一线 一级 一处 一张网 一家亲 一身 四处 "
    "两会 三农 双十一 百姓 百货 一站式 一件事 一门 一窗 一网 一页纸 一二三 十二五 十三五 "
    "十四五 十五五 五一 六一 百分点 四个意识 四个自信 四个全面 两个维护 两个确立 三个代表 "
    "八项规定 五位一体 一国两制 两学一做 千家万户 乱七八糟 三五成群 四面八方 五湖四海 "
    "一心一意 三言两语 亿万人民 亿万群众 9/11 "
).split()

_KINDS: Final[tuple[tuple[str, str], ...]] = (
    # Lengths are limited everywhere, so that a hostile text costs no more than a friendly one.
    ("address", r"[A-Za-z][A-Za-z0-9+.-]{0,20}://[^\s,。，、)）\"'“”\u3400-\u9fff]*"),
    ("address", r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,64}\.[A-Za-z0-9.-]+|www\.[A-Za-z0-9_./-]+"),
    ("date", r"(?<![\d.])(?:19|20)\d{2}\.(?:0[1-9]|1[0-2])(?![\d%万亿])"),
    ("identifier", rf"[\d.,]{{40,}}|[{_DIGITS}]{{13,}}"),
    ("version or address", r"\d+(?:\.\d+){2,}|\d+\.\d+(?=版)|(?<![\d/])24/7(?![\d/])"),
    ("date", rf"{_YEAR}\s*年?\s*[-~至到]{{1,2}}\s*{_YEAR}\s*年(?:度|底|末|初)?"),
    (
        "date",
        (
            r"(?<!\d)(?:1[89]|20|21)\d{2}(?P<dash>[-/.])(?:0?[1-9]|1[0-2])(?P=dash)"
            r"(?:[12]\d|3[01]|0?[1-9])(?![\d.])"
            r"(?:[T ]?\d{1,2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?"
        ),
    ),
    ("date", r"(?<!\d)(?:19|20)\d{2}-(?:0[1-9]|1[0-2])(?![\d.])"),
    (
        "date",
        (
            rf"(?<!\d){_YEAR}\s*年(?!{_NUMBER}?个)(?:度|底|末|初|中期|代|版|前|上半年|下半年)?"
            rf"(?:\s*(?:前|第?[一二三四1-4])季度)?"
            rf"(?:\s*{_NUMBER}\s*[-~至到]?\s*(?:{_NUMBER})?\s*月{_PART_OF_MONTH}(?:{_DAY})?)?"
        ),
    ),
    ("date", r"(?:\d{2}|[一二三四五六七八九]十)年代|[上下]半年|近几[年天日周月]"),
    ("date", r"(?:19|20)\d{2}/(?:19|20)\d{2}(?!\d)"),
    ("date", rf"第?{_NUMBER}(?:周年|世纪|季度)|[5-9]0后|[01]0后"),
    (
        "ordinal",
        rf"{_NUMBER}届(?=[一二三四五六七八九]{{1,2}}(?:中全会|次)|全国|人大)(?:{_NUMBER}中全会|{_NUMBER}次)?",
    ),
    ("ordinal", r"十[一二三四五六七八九]大(?![类项件])|二十[一二三]?大(?![类项件])"),
    ("number", r"(?:编号|编码|邮编|代码|账号|卡号|单号|学号|车次|QQ)号?码?[:为是]?\s*\d+"),
    ("number", rf"{_NUMBER}(?:单元|号楼|栋(?=\d))"),
    (
        "date",
        (
            rf"(?<![\d.]){_MONTH}(?:\s*[-~至到、]\s*{_MONTH})?\s*月{_PART_OF_MONTH}"
            rf"(?:{_DAY})?(?:\s*[-~至到]{_DAY})?"
        ),
    ),
    ("date", rf"(?<![\d.])(?:[12]\d|3[01]|0?[1-9])\s*日(?!{_TERM})(?!\s*[均常])"),
    ("time of day", r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)"),
    ("ratio", r"(?<![\d.])\d+(?:\.\d+)?:\d+(?:\.\d+)?"),
    (
        "time of day",
        (
            r"(?<![\d.])(?:[01]?\d|2[0-4])\s*(?:点(?![〇零一二三四五六七八九])|时(?![间代常期]))"
            r"(?:\s*[0-5]?\d\s*分(?!钟)|半|整|许)?"
        ),
    ),
    (
        "time of day",
        r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|早|晚)[一二两三四五六七八九十]{1,3}点(?:钟|半|整|许)?",
    ),
    ("number of a document", r"[〔\[(【](?:19|20)\d{2}[〕\])】](?:第?\d+号)?"),
    ("number", rf"{_NUMBER}(?:\s*[-~至、]\s*{_NUMBER})?\s*(?:号|路(?=公交|车)|楼(?!房))"),
    (
        "ordinal",
        rf"第\s*[\d,万亿千{_DIGITS}]{{1,20}}(?:\s*[-~至到、]\s*第?\s*[\d{_DIGITS}]{{1,12}})?",
    ),
    ("ordinal", rf"前{_NUMBER}个?(?:季度|名|位|强|月)"),
    ("ordinal", r"(?:No|NO|no)\.?\s*\d+"),
    (
        "telephone number",
        (
            r"(?:拨打|致电|电话|热线|专线|短号|客服|手机号?码?)[为是:]?\s*[(+]?\d[\d\s()-]{1,18}\d"
            rf"(?!\s*[\d.{_COUNTED}])"
        ),
    ),
    (
        "telephone number",
        rf"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}(?![\d{_COUNTED}])",
    ),
    ("telephone number", r"(?<![\d.])\(?0\d{2,3}\)?[- ]?\d{7,8}(?!\d)"),
    ("telephone number", r"(?<![\d.])[48]00-?\d{3}-?\d{4}(?!\d)"),
    (
        "telephone number",
        r"(?<![\d.,])\d{3,6}(?=(?:政务|政府|市民|便民|服务|举报|投诉|公共)*(?:热线|专线|平台|短号))",
    ),
    (
        "telephone number",
        rf"(?<![\d.,])1[12]\d(?=急救|报警|火警)|(?<![\d.,]){_SHORT_NUMBER}(?=\s*[、和与,]\s*{_SHORT_NUMBER}(?![\d.{_COUNTED}]))",
    ),
    ("identifier", r"(?<![\d.])\d{15,}[Xx]?(?![\d万亿])|(?<![\d.,])0\d+(?![\d.%])"),
    ("name", r"[A-Za-z_][A-Za-z_.\-]{0,40}\d[A-Za-z0-9_.\-]*"),
    ("name", rf"(?<![\d.])\d[\d.]*(?!{_UNIT_IN_LETTERS})[A-Za-z][A-Za-z0-9_]*"),
    (
        "idiom",
        (
            rf"{'|'.join(_IDIOMS)}|百分(?!之)|万分(?!之)|十分(?!钟|之|[\d〇零一二三四五六七八九])"
            r"|千万(?=[不别要勿注])|一道(?!题|工|手)|一起(?!案|事|纠|投|举)|一步(?!到)"
            r"|十一(?=[黄假期长])"
        ),
    ),
)
_PATTERN: Final = re.compile(
    "|".join(f"(?P<kind{i}>{pattern})" for i, (_, pattern) in enumerate(_KINDS))
)


class NotQuantity(NamedTuple):
    """A number that counts nothing, and what it is instead."""

    kind: str
    end: int


def no_quantity_at(text: str, start: int) -> NotQuantity | None:
    """Tell whether a number that counts nothing begins at a place of a normalized text.

    Args:
        text: A normalized text.
        start: Where to look.

    Example:
        >>> no_quantity_at("2017年6月，", 0)
        NotQuantity(kind='date', end=7)
        >>> no_quantity_at("2017人", 0) is None
        True
    """
    found = _PATTERN.match(text, start)
    if found is None or found.end() == start:
        return None
    kind = next(name for i, (name, _) in enumerate(_KINDS) if found[f"kind{i}"] is not None)
    return NotQuantity(kind, found.end())
