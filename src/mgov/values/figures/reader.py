"""Reads the figures of a text in whichever language it is written."""

from __future__ import annotations

import re
from typing import Final

from mgov.errors import InvalidValueError
from mgov.values.figures.chinese import read_chinese
from mgov.values.figures.english import read_english
from mgov.values.figures.meaning import Reading, Rounding
from mgov.values.figures.notation import read_notation
from mgov.values.figures.script import normalize

__all__ = ["read_figures", "read_one_figure"]

_LONGEST: Final = 1000
_AROUND: Final = re.compile(r"[\s.,;:!?()，。；：！？（）]+")

_CHINESE: Final = re.compile(r"[\u3400-\u9fff〇]")
_ENGLISH_WORD: Final = re.compile(r"[A-Za-z]{2,}")


def read_figures(text: str, rounding: Rounding = "half") -> tuple[list[Reading], list[str]]:
    """Read every figure of a text, in Chinese, in English or in both.

    Args:
        text: Any text.
        rounding: Whether rounded numbers were rounded half up or cut off.

    Returns:
        The readings in the order of the text, with places in the text as it was given, and
        the kinds of the numbers that are no quantities.

    Example:
        >>> readings, others = read_figures("2017年手机网民7.24亿 (over 700 million)")
        >>> [int(each.value) for each in readings], others[0]
        ([724000000, 700000000], 'date')
    """
    _require_text(text)
    plain = normalize(text)
    notation = read_notation(plain)
    if notation is not None:
        return [notation], []
    if not _CHINESE.search(plain):
        return read_english(plain, rounding)
    readings, others = read_chinese(plain, rounding)
    if _ENGLISH_WORD.search(plain):
        english, _ = read_english(plain, rounding)
        readings = _merged(readings, english)
    return readings, others


def read_one_figure(text: str, rounding: Rounding) -> Reading:
    """Read the one figure that a text holds.

    Args:
        text: A short text.
        rounding: Whether rounded numbers were rounded half up or cut off.

    Raises:
        InvalidValueError: If it holds none, or several, or is too long for one.

    Example:
        >>> read_one_figure("2017年手机网民达7.24亿", "half").value
        Fraction(724000000, 1)
    """
    _require_text(text)
    if len(text) > _LONGEST:
        raise InvalidValueError(
            f"is longer than {_LONGEST} characters",
            field="figure",
            remedy="Use Figure.find_all for running text.",
            code="figure_too_long",
        )
    readings, others = read_figures(text, rounding)
    found = [each for each in readings if not each.weak]
    if not found:
        # A number that counts nothing is a figure only where nothing else is said.
        found = [each for each in readings if not _AROUND.sub("", _rest(text, each))]
    if len(found) == 1:
        return found[0]
    raise _not_one(len(found), others)


def _require_text(text: object) -> None:
    if not isinstance(text, str):
        raise InvalidValueError(
            "is not a text",
            field="figure",
            remedy="Give a string; Figure.exact makes a figure of a number.",
            code="figure_type",
        )


def _rest(text: str, reading: Reading) -> str:
    return text[: reading.start] + text[reading.end :]


def _not_one(count: int, others: list[str]) -> InvalidValueError:
    if count:
        return InvalidValueError(
            f"holds {count} figures",
            field="figure",
            remedy="Use Figure.find_all, or give the text of one.",
            code="several_figures",
        )
    kinds = [f"{'an' if each[0] in 'aio' else 'a'} {each}" for each in sorted(set(others))]
    why = f", only {' and '.join(kinds)}, which is no quantity" if kinds else ""
    return InvalidValueError(
        f"holds no figure{why}",
        field="figure",
        remedy="Give a text with a number, such as 超过2605亿次, 7.24 million or over 40%.",
        code="figure_not_found",
    )


def _merged(chinese: list[Reading], english: list[Reading]) -> list[Reading]:
    """Of two readings of one place keep the one that understood more of the text."""
    kept: list[Reading] = []
    for reading in sorted(
        (*chinese, *english), key=lambda each: (each.start, each.start - each.end, each.weak)
    ):
        if kept and reading.start < kept[-1].end:
            longer = reading.end - reading.start > kept[-1].end - kept[-1].start
            if longer:
                kept[-1] = reading
        else:
            kept.append(reading)
    return kept
