"""How a period is read: ISO 8601, Chinese and English, by one list of forms."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final, TypeAlias

from mgov.errors import InvalidValueError
from mgov.values.period.granularity import Granularity
from mgov.values.period.stretch import (
    FIRST_YEAR,
    LAST_YEAR,
    Stretch,
    days_in,
    of_granularity,
    out_of_range,
    spanning,
    weeks_in,
)
from mgov.values.period.without_year import Vantage
from mgov.values.period.wording import MONTH_NAMES

_Parts: TypeAlias = dict[str, int]

_LONGEST: Final = 80  # characters; no period needs as many, and no pattern sees more

# --- making all writings alike ------------------------------------------------------------------

_HAN: Final = re.compile(r"[\u3007\u4e00-\u9fff]")
_LIKE: Final = str.maketrans("週號個為‐‑‒–—―−~〜○零", "周号个为---------〇〇")
_NUMERAL: Final = re.compile(
    "([一二三四五六七八九]?)(十)([一二三四五六七八九]?)|[〇一二三四五六七八九两]+"
)
_DIGITS: Final = str.maketrans("〇一二三四五六七八九两", "01234567892")
_SHARED_UNIT: Final = re.compile(r"(\d+)([-至到]第?\d+)(年|月|日|号|季度|季|周|个月)", re.ASCII)

_FILLERS: Final = re.compile(r"\b(?:in|during|from|between|of|year)\b")
_ENGLISH_NUMBER: Final = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th)|(first|one)|(second|two)|(third|three)|(fourth|four)|(five)|(six)"
    r"|(seven)|(eight)|(nine)|(ten)|(eleven)|(twelve))\b",
    re.ASCII,
)

# --- a point in time ----------------------------------------------------------------------------

_AS_OF: Final = re.compile(
    r"\.\./"
    r"|as (?:of|at) (?:end(?: of |-| ))?"
    r"|(?:(?:by|at|to|until|through) )?(?:year-?)?end(?: of |-| )"
    r"|截[至止](?:到|至|于)?|[至到]"
)
_END: Final = re.compile(r"(?:(?<=[年月度季])年?[底末]|24时|24:00)?(?:为止|止)?$")

# --- the forms of one period --------------------------------------------------------------------

_MONTH: Final = "|".join(
    f"{name[:3]}{'t?' if name == 'September' else ''}(?:{name[3:]})?".lower()
    for name in MONTH_NAMES
)
_FORMS: Final = tuple(
    re.compile(form, re.VERBOSE | re.ASCII)
    for form in (
        # 2017, 2017-06, 2017/6/30, 20170630, 2017-W33, 2017-W33-4, 2017Q2, 2017-H1, 2017-M06
        r"""(?P<year>\d{4}) (?:
              [-\s]?[hs](?P<half>\d) | [-\s]?q(?P<quarter>\d) | -?m(?P<month>\d{1,2})
            | -?w(?P<week>\d{1,2}) (?:-?(?P<weekday>\d))?
            | (?P<mark>[-/.])(?P<month_2>\d{1,2}) (?:(?P=mark)(?P<day>\d{1,2}))?
            | (?P<month_3>\d\d)(?P<day_2>\d\d) )?""",
        # 2017年, 2017年上半年, 第二季度, 2季度, 第33周, 6月, 6月30日, 30日, 前三季度, 前5个月
        r"""(?: (?P<year>\d{4}) (?:年度?(?:全年)?|(?=[第上下前])) )? (?:
              (?P<half>[上下])半年 | 第?(?P<quarter>\d)季度? | 第?(?P<week>\d{1,2})周
            | 前(?P<quarters>\d)个?季度? | 前(?P<months>\d{1,2})个?月
            | (?:(?P<month>\d{1,2})月份?)? (?:(?P<day>\d{1,2})[日号])? )?""",
        # june 2017, 30 june 2017
        rf"(?:(?P<day>\d{{1,2}})\s)? (?P<month>{_MONTH})\.? (?:\s(?P<year>\d{{4}}))?",
        # june 30 2017
        rf"(?P<month>{_MONTH})\.? \s(?P<day>\d{{1,2}}) (?:\s(?P<year>\d{{4}}))?",
        # q2 2017, 2 quarter 2017, h1 2017, 1 half 2017, week 33 2017, 1 5 months 2017
        r"""(?: q(?P<quarter>\d) | (?P<quarter_2>\d)\squarter | [hs](?P<half>\d)
            | (?P<half_2>\d)\shalf | week\s(?P<week>\d{1,2}) | 1\s(?P<quarters>\d)\squarters
            | 1\s(?P<months>\d{1,2})\smonths ) (?:\s(?P<year>\d{4}))?""",
        # 06 of 2017-01/06, 07-03 of 2017-06-30/07-03, 1 of 1-5 june 2017, 5 2017 of june 1-5 2017
        r"(?:(?P<month>\d\d)-)? (?P<same>\d{1,2}) (?:\s(?P<year>\d{4}))?",
    )
)
# How many months each has, for what a year holds several of.
_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6}
_BETWEEN: Final = re.compile(r"\s?(?:--|[-/至到]|\bto\b|\bthrough\b|\band\b)\s?")


def read(text: str, vantage: Vantage | None = None) -> Stretch:
    """Read a period.

    Args:
        text: What is written.
        vantage: Where it is read from, if a missing year is to be found.

    Raises:
        mgov.errors.InvalidValueError: If it is no period or the calendar does not have it.
    """
    if not isinstance(text, str):
        raise _unreadable()
    if len(text) > _LONGEST:
        raise _unreadable()
    plain = _made_alike(text)
    lead = _AS_OF.match(plain)
    body = plain[lead.end() :] if lead else plain
    end = _END.search(body)
    tail = bool(end and end[0])
    body = _FILLERS.sub(" ", _END.sub("", body))
    body = " ".join(body.split())
    parts = _parts(body)
    if parts is not None and "same" not in parts:
        return _placed((parts,), vantage, as_of=bool(lead) or tail)
    ends = _ends_of_range(body)
    if ends is None:
        raise _unreadable()
    if lead:  # 1月至6月底 is a range, but 截至1-6月 says two things at once
        trouble = "is a point in time and a range"
        raise _refusal(trouble, "Give the end of the range alone.")
    first, last = ends
    if vantage is not None and "same" in first and "same" in last:
        raise _unreadable()  # 12-28 may be a day, or the 12th to the 28th, or no date at all
    return _placed((_completed(first, last), _completed(last, first)), vantage, as_of=False)


def _placed(ends: tuple[_Parts, ...], vantage: Vantage | None, *, as_of: bool) -> Stretch:
    """Find the period in the calendar: in its year, or else in the one that is meant."""

    def in_year(year: int) -> Stretch:
        first, *rest = (_built({"year": year, **parts}) for parts in ends)
        if rest and _turns_the_year(first, rest[0]):
            rest = [_built({**ends[-1], "year": year + 1})]
        return finished(first, *rest)

    def finished(first: Stretch, last: Stretch | None = None) -> Stretch:
        stretch = first if last is None else spanning(first, last)
        return stretch.last_unit._replace(as_of=True) if as_of else stretch

    if vantage is None or any("year" in parts for parts in ends):
        return finished(*map(_built, ends))
    return vantage.choose(in_year)


def _turns_the_year(first: Stretch, last: Stretch) -> bool:
    """Tell 12月28日至1月3日, which runs into the next year, from 6月5日至3日, which is a slip."""
    return last.stop <= first.start and last.start.month != first.start.month


def _made_alike(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_LIKE).lower()
    if _HAN.search(plain):
        plain = _NUMERAL.sub(_arabic, "".join(plain.split()))
        return _SHARED_UNIT.sub(r"\1\3\2\3", plain).removeprefix("从").removeprefix("自")
    words = plain.replace(",", " ").replace("the ", " ").split()
    return _ENGLISH_NUMBER.sub(_number_of_word, " ".join(words))


def _arabic(match: re.Match[str]) -> str:
    tens, ten, ones = match.groups()
    if ten is None:
        return match[0].translate(_DIGITS)
    return f"{tens or '一'}{ones or '〇'}".translate(_DIGITS)


def _number_of_word(match: re.Match[str]) -> str:
    return match[1] or str((match.lastindex or 0) - 1)


def _parts(text: str) -> _Parts | None:
    """Match one period, or what a range leaves of it; None if there is no such form."""
    for form in _FORMS:
        match = form.fullmatch(text)
        if match is not None:
            found = match.groupdict().items()
            parts = {
                name.split("_")[0]: _number(value)
                for name, value in found
                if value and name != "mark"
            }
            if parts:
                return parts
    return None


def _number(value: str) -> int:
    if value in {"上", "下"}:
        return 1 if value == "上" else 2
    if value.isdigit():
        return int(value)
    return [name[:3].lower() for name in MONTH_NAMES].index(value[:3]) + 1


def _ends_of_range(text: str) -> tuple[_Parts, _Parts] | None:
    for mark in _BETWEEN.finditer(text):
        first, last = _parts(text[: mark.start()]), _parts(text[mark.end() :])
        if first and last:
            return first, last
    return None


def _completed(parts: _Parts, other: _Parts) -> _Parts:
    """Give one end of a range what only the other end says: `2017年` of `2017年1月至6月`."""
    whole = dict(parts)
    if "same" in whole:
        whole[_finest(other)] = whole.pop("same")
    both_have_a_year = "year" in parts and "year" in other and "same" not in parts
    for coarser in ("year", "month") if "day" in whole else ("year",):
        if coarser in other and not both_have_a_year:
            whole.setdefault(coarser, other[coarser])
    return whole


def _finest(parts: _Parts) -> str:
    return "day" if "day" in parts else "month"


def _built(parts: _Parts) -> Stretch:
    """Find the period in the calendar, or say what the calendar does not have."""
    year = parts.get("year")
    if year is None:
        trouble = "has no year"
        remedy = "Write the year with four digits, as in 2017-06, or say when it was published."
        raise _refusal(trouble, remedy)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise out_of_range()
    if "week" in parts:
        return _in_week(year, parts["week"], parts.get("weekday"))
    if "day" in parts:
        return _day(year, parts.get("month"), parts["day"])
    for name, months in _MONTHS.items():
        if name in parts:
            number = _limited(name, parts[name], 12 // months, "a year")
            return Stretch(Granularity.MONTH, year * 12 + (number - 1) * months, months)
    if "months" in parts:
        return Stretch(
            Granularity.MONTH, year * 12, _limited("month", parts["months"], 12, "a year")
        )
    quarters = _limited("quarter", parts.get("quarters", 4), 4, "a year")
    return Stretch(Granularity.MONTH, year * 12, quarters * 3)


def _in_week(year: int, week: int, weekday: int | None) -> Stretch:
    _limited("week", week, weeks_in(year), str(year))
    if weekday is None:
        return of_granularity(Granularity.WEEK, date.fromisocalendar(year, week, 1))
    _limited("weekday", weekday, 7, "a week")
    return of_granularity(Granularity.DAY, date.fromisocalendar(year, week, weekday))


def _day(year: int, month: int | None, day: int) -> Stretch:
    if month is None:
        trouble = "has a day and no month"
        raise _refusal(trouble, "Write the month too, as in 2017-06-30.")
    _limited("month", month, 12, "a year")
    _limited("day", day, days_in(year, month), f"{year}-{month:02}")
    return of_granularity(Granularity.DAY, date(year, month, day))


def _limited(name: str, number: int, highest: int, whole: str) -> int:
    if not 1 <= number <= highest:
        trouble = f"names {name} {number}, which {whole} does not have"
        remedy = f"Give a {name} from 1 to {highest}."
        raise _refusal(trouble, remedy, "period_not_in_calendar")
    return number


def _unreadable() -> InvalidValueError:
    forms = "2017, 2017-06, 2017-Q2, 2017-W33, 2017年6月 or June 2017"
    return _refusal("is not a period", f"Write it as in {forms}.", "period_unreadable")


def _refusal(trouble: str, remedy: str, code: str = "period") -> InvalidValueError:
    return InvalidValueError(trouble, field="period", remedy=remedy, code=code)
