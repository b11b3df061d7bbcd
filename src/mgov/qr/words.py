"""The words below a code: broken into lines that fit its width, without asking any font."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

__all__ = ["Line", "drawable", "words_below"]

# Sizes are shares of the picture's width, so that they grow with it.
_CAPTION_SIZE: Final = 1 / 13
_ADDRESS_SIZE: Final = 1 / 18
_LINE_HEIGHT: Final = 1.35  # em
_LATIN_WIDTH: Final = 0.6  # em; the average letter of a sans serif is narrower
# A line may end after these, and after any Chinese character; but no Chinese line begins with a
# mark that closes, or ends with one that opens (W3C, clreq).
_BREAK: Final = re.compile(
    r"(?<=[ /?&=.\-_\u3000-\u9fff\uff00-\uffef])"
    r"(?<![（《〈「『【〔])(?![，。、；：？！）》〉」』】〕”’…—·～％)])"
)
# What XML 1.0 has no place for: control characters, halves of surrogate pairs.
_UNDRAWABLE: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Line(NamedTuple):
    """A line of words, centered below a code.

    Attributes:
        text: The words.
        size: The size of the letters, in modules.
        baseline: How far below the top of the picture they stand, in modules.

    Example:
        >>> from mgov.qr.words import words_below
        >>> [line.text for line in words_below("政务服务", None, 33)[0]]
        ['政务服务']
    """

    text: str
    size: float
    baseline: float


def words_below(caption: str | None, address: str | None, width: int) -> tuple[list[Line], float]:
    """Set words below a code.

    Args:
        caption: What it is for.
        address: The readable address, in smaller letters.
        width: The width of the picture in modules, which is the height of what stands above.

    Returns:
        The lines, and the height of the whole picture in modules.

    Example:
        >>> from mgov.qr.words import words_below
        >>> words_below(None, None, 33)
        ([], 33)
    """
    lines: list[Line] = []
    height: float = width
    for words, share in ((caption, _CAPTION_SIZE), (address, _ADDRESS_SIZE)):
        size = width * share
        for text in _broken(words, size, width):
            height += size * _LINE_HEIGHT
            lines.append(Line(text, size, height - size * (_LINE_HEIGHT - 1)))
    if lines:
        height += width * _CAPTION_SIZE / 2
    return lines, height


def drawable(text: str) -> str:
    r"""Put a mark in the place of what no picture can hold, such as control characters.

    Args:
        text: Words of a caption or a title, or what a code says.

    Example:
        >>> from mgov.qr.words import drawable
        >>> drawable("a\x00b") == "a\ufffdb"
        True
    """
    return _UNDRAWABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _broken(text: str | None, size: float, width: int) -> list[str]:
    room = 0.95 * width / size
    lines = []
    for paragraph in (text or "").splitlines():
        line = ""
        for word in _BREAK.split(paragraph):
            if line and _width(line + word.rstrip()) > room:
                lines.append(line)
                line = ""
            for letter in word:
                if _width(line + letter) > room:
                    lines.append(line)
                    line = ""
                line += letter
        lines.append(line)
    return [line.strip() for line in lines if line.strip()]


def _width(text: str) -> float:
    return sum(
        1 if unicodedata.east_asian_width(letter) in "WF" else _LATIN_WIDTH for letter in text
    )
