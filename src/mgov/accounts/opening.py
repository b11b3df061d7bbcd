"""The opening rate: how many of the bodies that should have an account have one that works."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from mgov.accounts.counting import part_of
from mgov.accounts.platform import Platform
from mgov.errors import InvalidValueError
from mgov.values.figures import Figure
from mgov.values.identifiers import DivisionCode
from mgov.values.model import Model
from mgov.values.organization import Organization, OrganizationLevel

__all__ = ["OpeningRate"]


class OpeningRate(Model, frozen=True):
    """How many of the bodies that should have an account have one that works (开通率).

    Attributes:
        on: The day that was looked at.
        platform: The platform that the accounts are on; None if on any.
        level: The level of government that the bodies are of; None if of any, or, in a table
            by level, the bodies whose level is not known.
        region: The division that the bodies serve or serve a part of; None as for the level.
        bodies: How many bodies should have one.
        having: How many of them have one: from those that certainly do, to those besides of
            which no audit has decided yet.
        missing: The listed bodies that have none.
        undecided: The listed bodies of which no audit has decided yet.

    Raises:
        mgov.errors.InvalidDataError: Among other troubles, if there may be no bodies at all, or
            more have an account than there are.

    Example:
        >>> from mgov.accounts import OpeningRate
        >>> rate = OpeningRate(on="2019-09-30", bodies="3000多个", having=1200)
        >>> print(rate.share.explain())
        1,200 ÷ 3000多个 is more than 30% and less than 40%; the ends rest on a habit of speech.
    """

    on: date
    platform: Platform | None = None
    level: OrganizationLevel | None = None
    region: DivisionCode | None = None
    bodies: Figure
    having: Figure
    missing: tuple[Organization, ...] = ()
    undecided: tuple[Organization, ...] = ()

    @property
    def share(self) -> Figure:
        """The opening rate as a share; exact, where both numbers are.

        Example:
            >>> from mgov.accounts import OpeningRate
            >>> OpeningRate(on="2019-09-30", bodies=40, having=38).share.value
            Fraction(19, 20)
        """
        return part_of(self.having, self.bodies, "bodies")

    @model_validator(mode="after")
    def _is_a_share(self) -> Self:
        try:
            _ = self.share
        except InvalidValueError as error:
            raise error.as_pydantic() from None
        return self
