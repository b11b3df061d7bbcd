"""What had not happened yet at the moment that one looks from."""

from __future__ import annotations

from mgov.errors import InvalidValueError

__all__ = ["not_yet"]


def not_yet(what: str, happened: str) -> InvalidValueError:
    """Return the error for a record that is asked for before there was one.

    Args:
        what: What it is a record of, such as `post`.
        happened: What happened to it later, such as `published`.

    Example:
        >>> from mgov.stats.records.later import not_yet
        >>> print(not_yet("post", "published"))
        post: was published after the moment. Leave it out, as each(...) does, or look from a later
        moment.
    """
    trouble = f"was {happened} after the moment"
    remedy = "Leave it out, as each(...) does, or look from a later moment."
    return InvalidValueError(trouble, field=what, remedy=remedy, code="record_later")
