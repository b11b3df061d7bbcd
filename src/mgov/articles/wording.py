"""The texts that a body is made of: one line, or the lines of one paragraph."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints

from mgov.errors import InvalidValueError
from mgov.values.text import language_tag

__all__ = [
    "LanguageTag",
    "Line",
    "LineOrNothing",
    "Passage",
    "Prose",
    "Remark",
    "paragraphs",
    "without_controls",
]

_BLANK_LINES: Final = re.compile(r"\n\s*\n")


def paragraphs(text: str) -> list[str]:
    """Split a text where blank lines stand; an empty text has no paragraphs."""
    lines = "\n".join(text.strip().splitlines())
    return _BLANK_LINES.split(lines) if lines else []


def _one_line(text: str) -> str:
    if len(text.splitlines()) > 1:
        trouble = "has a line end in it"
        raise _refusal(trouble, "Write it on one line.", "line_end")
    return _without_controls(text)


def _lines(text: str) -> str:
    lines = [_without_controls(line.strip()) for line in text.splitlines()]
    if not all(lines):
        trouble = "has a blank line in it"
        raise _refusal(trouble, "Make two paragraphs of it.", "blank_line")
    return "\n".join(lines)


def without_controls(text: str) -> str:
    """Refuse control characters but tabs and line ends; for a pydantic validator."""
    for line in text.splitlines():
        _without_controls(line)
    return text


def _prose(text: str) -> str:
    return "\n\n".join(map(_lines, paragraphs(text)))


def _language(tag: str) -> str:
    try:
        return language_tag(tag)
    except InvalidValueError as error:
        raise error.as_pydantic() from None


def _without_controls(line: str) -> str:
    if line.isprintable():
        return line
    for position, character in enumerate(line, start=1):
        if unicodedata.category(character) == "Cc" and character != "\t":
            trouble = f"has a control character (U+{ord(character):04X}) as character {position}"
            raise _refusal(trouble, "Take it out.", "text_character")
    return line


def _refusal(trouble: str, remedy: str, code: str) -> Exception:
    return InvalidValueError(trouble, remedy=remedy, code=code).as_pydantic()


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_one_line)
]
"""One line of text, without white space around it and without control characters."""

LineOrNothing = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_one_line)]
"""A line that may be empty, such as a cell of a table."""

Passage = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_lines)
]
"""The lines of one paragraph: each without white space around it, none of them blank.

The two full-width spaces that open a Chinese paragraph go too: they are a matter of style.
"""

Prose = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_prose)
]
"""Paragraphs of text with one blank line between two of them."""

Remark = Annotated[str, StringConstraints(pattern=r"\S"), AfterValidator(without_controls)]
"""Words that are kept to the letter, without control characters but tabs and line ends."""

LanguageTag = Annotated[str, AfterValidator(_language)]
"""A language as a BCP 47 tag, in its canonical case."""
