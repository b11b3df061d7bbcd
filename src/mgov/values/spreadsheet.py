"""Records that people will open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["for_spreadsheet"]

# What spreadsheets take for the beginning of a formula, in full width too.
_BEGINNINGS: Final = tuple("=+-@\t\r\n＝＋－＠")


def for_spreadsheet(record: Mapping[str, object]) -> dict[str, object]:
    """Keep a spreadsheet from taking the texts of a record for formulas.

    A name or a post comes from outside, and a text such as `=HYPERLINK(...)` in a CSV file is
    computed when somebody opens it. An apostrophe before it makes it a text, which spreadsheets
    do not show; other programs do. Numbers and days are left as they are.

    Args:
        record: Values by the names of their columns.

    Returns:
        The record for one row of `csv.DictWriter`.

    Example:
        >>> from mgov.values.spreadsheet import for_spreadsheet
        >>> for_spreadsheet({"name": "=1+1", "handle": "@jinan", "posts": -5, "note": None})
        {'name': "'=1+1", 'handle': "'@jinan", 'posts': -5, 'note': None}
    """
    return {column: _plain(value) for column, value in record.items()}


def _plain(value: object) -> object:
    # White space before it is no hindrance to every program.
    risky = isinstance(value, str) and (value.lstrip(" ").startswith(_BEGINNINGS))
    return f"'{value}" if risky else value
