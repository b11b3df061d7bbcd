"""Columns that are asked for and are not there, said with those that are."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from itertools import islice
from typing import Final

from mgov.errors import InvalidDataError, Problem

__all__ = ["lacking_columns"]

_NAMED: Final = 30  # a table may have hundreds


def lacking_columns(called: str, asked: Iterable[str], known: Iterable[str]) -> InvalidDataError:
    """Make the error that names all columns that are asked for and are not there.

    Args:
        called: What to call the table in the error.
        asked: The columns, at least one.
        known: Those that the table has.

    Example:
        >>> from mgov.values.tables import lacking_columns
        >>> print(lacking_columns("data", ["chanel"], ["channel", "region"]))
        data: 1 problem
          chanel: is a column that no row has. Did you mean channel? There are channel, region.
    """
    names = list(known)
    listed = ", ".join(islice(names, _NAMED)) + (", ..." if len(names) > _NAMED else "")
    problems = []
    for name in asked:
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        remedy = f"{hint}There are {listed or 'no columns at all'}."
        trouble, code = "is a column that no row has", "column_missing"
        problems.append(Problem((name,), trouble, remedy, code))
    return InvalidDataError.from_problems(called, problems)
