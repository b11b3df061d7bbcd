"""`Word`: what records call each other by, as a field of a model."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints

from mgov.errors import InvalidValueError

__all__ = ["Word"]

# Controls, and what ends a line or a paragraph: nothing that a list or a log can show.
_REFUSED: Final = {"Cc", "Zl", "Zp"}


def _on_one_line(word: str) -> str:
    if word.isprintable():
        return word
    for position, character in enumerate(word, start=1):
        if unicodedata.category(character) in _REFUSED:
            trouble = f"has a control character (U+{ord(character):04X}) as character {position}"
            remedy = "Take it out."
            raise InvalidValueError(trouble, remedy=remedy, code="text_character").as_pydantic()
    return word


Word = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_on_one_line)
]
"""An identifier or another short text on one line, without white space around it."""
