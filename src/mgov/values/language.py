"""The languages that the library itself writes."""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = ["Language"]

Language: TypeAlias = Literal["en", "zh"]
"""English or Chinese: the languages of `format`, `explain` and every message for citizens."""
