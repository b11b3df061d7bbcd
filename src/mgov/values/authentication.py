"""How surely a service knows who is using it: from anybody to a face compared with the register."""

from __future__ import annotations

from enum import StrEnum

from typing_extensions import override

from mgov.errors import InvalidValueError

__all__ = ["AuthenticationLevel"]


class AuthenticationLevel(StrEnum):
    """How a user has shown who they are, or has to.

    The levels are ordered, each surer than the one before, and compare in that order, also with
    their text. Which level a service asks for, it says; which one a citizen's account has
    reached, the account says: both mean the same words.

    Attributes:
        NONE: Not at all; anybody may use it.
        PASSWORD: By a name and a password.
        PHONE: By a code sent to a telephone.
        ID: By name and number, checked against the register of residents or of firms.
        FACE: By a face, compared with the picture in the register.

    Example:
        >>> from mgov.values.authentication import AuthenticationLevel
        >>> AuthenticationLevel.FACE > AuthenticationLevel.PASSWORD
        True
        >>> sorted(["id", "face", "none"], key=AuthenticationLevel)
        ['none', 'id', 'face']
    """

    NONE = "none"
    PASSWORD = "password"  # noqa: S105 -- the name of a level, no secret
    PHONE = "phone"
    ID = "id"
    FACE = "face"

    @property
    def rank(self) -> int:
        """Its place in the order, 0 for none at all.

        Example:
            >>> AuthenticationLevel.PHONE.rank
            2
        """
        return list(type(self)).index(self)

    # A text compares by its letters, by which face comes before password: all four are needed.
    @override
    def __lt__(self, other: str) -> bool:
        return self.rank < _rank_of(other)

    @override
    def __le__(self, other: str) -> bool:
        return self.rank <= _rank_of(other)

    @override
    def __gt__(self, other: str) -> bool:
        return self.rank > _rank_of(other)

    @override
    def __ge__(self, other: str) -> bool:
        return self.rank >= _rank_of(other)


def _rank_of(level: str) -> int:
    if level not in list(AuthenticationLevel):
        trouble = f"is compared with {level}, which is no level"
        remedy = f"Use one of {', '.join(AuthenticationLevel)}."
        raise InvalidValueError(
            trouble, field="authentication", remedy=remedy, code="authentication_level"
        )
    return AuthenticationLevel(level).rank
