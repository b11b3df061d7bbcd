"""`Proof`: that a citizen has shown who they are, and for how long that counts."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import field_validator, model_validator

from mgov.errors import InvalidValueError
from mgov.values.authentication import AuthenticationLevel
from mgov.values.identifiers import SchemeCodes
from mgov.values.model import Model
from mgov.values.moment import Moment, in_utc
from mgov.values.text import Text

__all__ = ["Proof"]


class Proof(Model, frozen=True):
    """That a citizen has shown who they are, by one of the ways that a platform knows.

    Attributes:
        level: By which way.
        at: When it was shown; it counts from that moment on.
        until: The moment from which it no longer counts, because it expires or was revoked; None
            if no end is known.
        by: Who checked it: an office or a service, not a person.
        assurance: Which levels of assurance an authority has stated for that way of showing it,
            such as `substantial` of the scheme `eIDAS`. They do not follow from the level.

    Raises:
        mgov.errors.InvalidDataError: Among other troubles, if it shows nothing (`none`) or ends
            before it begins.

    Example:
        >>> from mgov.accounts import Proof
        >>> proof = Proof(
        ...     level="face",
        ...     at="2017-08-17T09:00:00+08:00",
        ...     until="2018-08-17T00:00:00+08:00",
        ...     by="公安部身份证网上应用平台",
        ... )
        >>> proof.level >= "id"
        True
    """

    level: AuthenticationLevel
    at: Moment
    until: Moment | None = None
    by: Text | None = None
    assurance: SchemeCodes = ()

    def counts_at(self, at: datetime) -> bool:
        """Say whether it counts at a moment.

        Args:
            at: The moment, in any time zone.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC
            >>> from mgov.accounts import Proof
            >>> proof = Proof(
            ...     level="phone", at="2017-08-17T09:00:00Z", until="2017-08-18T09:00:00Z"
            ... )
            >>> [proof.counts_at(datetime(2017, 8, day, 9, tzinfo=UTC)) for day in (16, 17, 18)]
            [False, True, False]
        """
        moment = in_utc(at)
        return in_utc(self.at) <= moment and (self.until is None or moment < in_utc(self.until))

    @field_validator("level")
    @classmethod
    def _shows_something(cls, level: AuthenticationLevel) -> AuthenticationLevel:
        if level is AuthenticationLevel.NONE:
            trouble, remedy = "shows nothing", "Leave the proof out."
            raise InvalidValueError(trouble, remedy=remedy, code="proof_of_nothing").as_pydantic()
        return level

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.until is not None and in_utc(self.until) < in_utc(self.at):
            trouble, remedy = "ends before it begins", "Correct until, or leave it out."
            raise InvalidValueError(trouble, remedy=remedy, code="proof_end").as_pydantic()
        return self
