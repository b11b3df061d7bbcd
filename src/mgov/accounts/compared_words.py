"""What of a post is compared with other posts: its words, without marks, links and names."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final

__all__ = ["comparable_text"]

# After NFKC, so that full-width marks are plain ones. An address is ASCII: Chinese text that
# follows without a space is no part of it.
_LINK: Final = re.compile(r"(?:https?://|www\.)[!-~]+", re.IGNORECASE)
# #话题# ends with a second mark and holds no sentence; #topic ends with its word.
_TOPIC: Final = re.compile(r"#(?!\s)[^#\n,.;:!?。]{1,60}(?<!\s)#|#\w+")
_MENTION: Final = re.compile(r"(?<![a-z0-9])@[\w\-·]{1,30}", re.IGNORECASE)
_VARIANTS: Final = range(0xFE00, 0xFE10)  # how a sign is drawn, which says nothing


def comparable_text(text: str) -> str:
    """Return the words of a post as they are compared: letters and digits, run together.

    Full width and half width, capitals and small letters are one (Unicode NFKC, case folding).
    Links, topics (`#话题#`, `#topic`) and mentions (`@name`) are left out, and so are marks,
    spaces and emoji. Simplified and traditional characters stay apart.

    Args:
        text: The text of a post.

    Example:
        >>> from mgov.accounts import comparable_text
        >>> comparable_text("【提醒】#出入境# 今天起，ＡＰＰ可预约！详情 https://t.cn/A1 @南京发布")
        '提醒今天起app可预约详情'
    """
    words = unicodedata.normalize("NFKC", text)
    for pattern in (_LINK, _TOPIC, _MENTION):
        words = pattern.sub(" ", words)
    words = "".join(filter(_is_said, words)).casefold()
    return unicodedata.normalize("NFKC", words)


@functools.cache  # at most the characters of Unicode
def _is_said(character: str) -> bool:
    if character.isalnum():
        return True
    # The vowels of some scripts are combining marks.
    combines = unicodedata.category(character) in {"Mn", "Mc"}
    return combines and ord(character) not in _VARIANTS
