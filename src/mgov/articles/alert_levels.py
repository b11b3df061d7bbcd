"""The levels under which a country announces warnings, and the severity that each stands for."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, ClassVar, Final

from pydantic import Field

from mgov.articles.alert_vocabulary import AlertSeverity
from mgov.articles.wording import Line
from mgov.values.rulebook import Evidence, Rule, Rulebook
from mgov.values.text import Text

__all__ = ["WarningLevel", "WarningScale"]


# What makes another word of the one that it stands before: 十一级 is no 一级, II级 no I级.
_LEADS: Final = "a-z一二三四五六七八九十"


class WarningLevel(Rule, frozen=True):
    """A level of warnings.

    Attributes:
        rank: Its place, 1 being the highest.
        words: How texts name it, such as `橙色预警`; full-width and Roman numerals are read
            like their ASCII forms, and capitals like small letters.
        severity: The severity of CAP that it stands for.
        severity_evidence: How surely it does. The law that sets the levels need not know CAP.

    Example:
        >>> from mgov.articles import WarningScale
        >>> orange = WarningScale.built_in("cn-2024").rule("orange")
        >>> orange.rank, orange.severity.value, orange.title.in_language("zh")
        (2, 'severe', '二级（橙色）预警')
    """

    rank: Annotated[int, Field(ge=1)]
    words: tuple[Line, ...] = ()
    severity: AlertSeverity
    severity_evidence: Evidence


class WarningScale(Rulebook[WarningLevel], frozen=True):
    """The levels of warnings in a country: `cn-2007`, `cn-2024`, or a file of your own.

    Example:
        >>> from mgov.articles import WarningScale
        >>> scale = WarningScale.built_in("cn-2024")
        >>> [(level.id, level.severity.value) for level in scale.rules]
        [('red', 'extreme'), ('orange', 'severe'), ('yellow', 'moderate'), ('blue', 'minor')]
    """

    package: ClassVar[str] = "mgov.articles"
    folder: ClassVar[str] = "warning_rulebooks"

    def find(self, text: Text | str) -> WarningLevel | None:
        """Find the level that a text names, such as a headline.

        Args:
            text: The text; of one in several languages, all of them.

        Returns:
            The level; None if it names none or more than one, as an upgrade from yellow to
            orange does.

        Example:
            >>> from mgov.articles import WarningScale
            >>> scale = WarningScale.built_in("cn-2024")
            >>> scale.find("上海中心气象台发布高温橙色预警[Ⅱ级/严重]").id
            'orange'
            >>> scale.find("暴雨黄色预警升级为暴雨橙色预警") is None
            True
        """
        written = " ".join(_plain(each) for _, each in Text(text).items())
        found = [level for level in self.rules if _names(written, level.words)]
        return found[0] if len(found) == 1 else None


def _names(written: str, words: tuple[str, ...]) -> bool:
    return any(re.search(f"(?<![{_LEADS}]){re.escape(_plain(word))}", written) for word in words)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
