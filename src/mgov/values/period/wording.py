"""How a period is written: like ISO 8601, in English, in Chinese."""

from __future__ import annotations

from typing import Final

from mgov.values.period.granularity import Granularity
from mgov.values.period.stretch import MONTHS, Stretch

__all__ = ["in_chinese", "in_english"]

MONTH_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ORDINALS: Final = ("first", "second", "third", "fourth")
_QUARTERS_ZH: Final = ("第一季度", "第二季度", "第三季度", "第四季度")
# A day has no end but itself; of anything longer one has to say that its end is meant.
_END_EN: Final = {
    Granularity.DAY: "",
    Granularity.WEEK: "the end of ",
    Granularity.MONTH: "the end of ",
    Granularity.QUARTER: "the end of the ",
    Granularity.HALF_YEAR: "the end of the ",
    Granularity.YEAR: "the end of ",
}
_END_ZH: Final = {
    Granularity.DAY: "",
    Granularity.WEEK: "",  # 周末 would be a weekend
    Granularity.MONTH: "底",
    Granularity.QUARTER: "末",
    Granularity.HALF_YEAR: "末",
    Granularity.YEAR: "底",
}


def in_iso(stretch: Stretch) -> str:
    """Write the canonical text, such as `2017-06`, `2017-01/2017-05` or `../2017-06`."""
    first, last = _ends(stretch)
    if stretch.as_of:
        return f"../{_iso(last)}"
    return _iso(first) if first == last else f"{_iso(first)}/{_iso(last)}"


def in_english(stretch: Stretch) -> str:
    """Write it in English, such as `June 2017` or `as of the end of June 2017`."""
    first, last = _ends(stretch)
    name = _english(last)
    if stretch.as_of:
        return f"as of {_END_EN[stretch.granularity]}{name}"
    return name if first == last else f"{_english(first, beside=last)} to {name}"


def in_chinese(stretch: Stretch) -> str:
    """Write it in Chinese, such as `2017年6月` or `截至2017年6月底`."""
    first, last = _ends(stretch)
    name = _chinese(last)
    if stretch.as_of:
        return f"截至{name}{_END_ZH[stretch.granularity]}"
    return name if first == last else f"{_chinese(first)}至{_chinese(last, beside=first)}"


def _ends(stretch: Stretch) -> tuple[Stretch, Stretch]:
    """Return the first and the last unit of what it counts in."""
    last = stretch.last_unit
    return last._replace(first=stretch.first), last


def _part(single: Stretch) -> tuple[int, int]:
    """Return the year of one unit, and its number there from 1."""
    if single.unit is Granularity.WEEK:
        year, week, _ = single.start.isocalendar()
        return year, week
    return single.start.year, (single.start.month - 1) // MONTHS.get(single.granularity, 1) + 1


def _iso(single: Stretch) -> str:
    year, part = _part(single)
    match single.granularity:
        case Granularity.YEAR:
            return f"{year}"
        case Granularity.HALF_YEAR:
            return f"{year}-H{part}"
        case Granularity.QUARTER:
            return f"{year}-Q{part}"
        case Granularity.MONTH:
            return f"{year}-{part:02}"
        case Granularity.WEEK:
            return f"{year}-W{part:02}"
        case _:
            return single.start.isoformat()


def _english(single: Stretch, beside: Stretch | None = None) -> str:
    """Name one unit, without the year (and month) that it shares with what follows."""
    year, part = _part(single)
    of_year = f" {year}" if beside is None or _part(beside)[0] != year else ""
    match single.granularity:
        case Granularity.YEAR:
            return f"{year}"
        case Granularity.HALF_YEAR:
            return f"{_ORDINALS[part - 1]} half of {year}"
        case Granularity.QUARTER:
            return f"{_ORDINALS[part - 1]} quarter of {year}"
        case Granularity.MONTH:
            return f"{MONTH_NAMES[part - 1]}{of_year}"
        case Granularity.WEEK:
            return f"week {part} of {year}"
        case _:
            of_month = f" {MONTH_NAMES[part - 1]}{of_year}"
            shared = beside is not None and _part(beside) == (year, part)
            return f"{single.start.day}{'' if shared else of_month}"


def _chinese(single: Stretch, beside: Stretch | None = None) -> str:
    """Name one unit, without the year (and month) that it shares with what precedes."""
    year, part = _part(single)
    in_year = f"{year}年" if beside is None or _part(beside)[0] != year else ""
    match single.granularity:
        case Granularity.YEAR:
            return f"{year}年"
        case Granularity.HALF_YEAR:
            return f"{year}年{'上下'[part - 1]}半年"
        case Granularity.QUARTER:
            return f"{year}年{_QUARTERS_ZH[part - 1]}"
        case Granularity.MONTH:
            return f"{in_year}{part}月"
        case Granularity.WEEK:
            return f"{year}年第{part}周"
        case _:
            shared = beside is not None and _part(beside) == (year, part)
            return f"{'' if shared else f'{in_year}{part}月'}{single.start.day}日"
