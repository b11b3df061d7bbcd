"""The languages that the library itself writes."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from mgov.errors import InvalidValueError

__all__ = ["Language", "require_language"]

Language: TypeAlias = Literal["en", "zh"]
"""English or Chinese: the languages of `format`, `explain` and every message for citizens."""


def require_language(lang: str) -> None:
    """Refuse a language that the library does not write.

    Raises:
        InvalidValueError: If it is neither English nor Chinese.

    Example:
        >>> require_language("zh")
    """
    if lang not in get_args(Language):
        raise InvalidValueError(
            "is not a language that figures are written in",
            field="lang",
            remedy="Use en or zh.",
            code="language_unknown",
        )
