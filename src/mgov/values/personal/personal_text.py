"""Free text about a person."""

from __future__ import annotations

from mgov.values.personal.personal import Personal

__all__ = ["PersonalText", "StreetAddress"]


class PersonalText(Personal):
    """Any text that tells something about a person: a complaint, a diagnosis, a plate number.

    Nothing of it is shown.

    Example:
        >>> from mgov.values.personal import PersonalText
        >>> print(PersonalText("楼上每晚装修到两点"))
        ***
    """

    __slots__ = ()


class StreetAddress(Personal):
    """Where a person lives or can be found. The public address of an office is no such thing.

    Nothing of it is shown.

    Example:
        >>> from mgov.values.personal import StreetAddress
        >>> print(StreetAddress("广安区某街1号"))
        ***
    """

    __slots__ = ()
