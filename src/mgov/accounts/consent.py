"""`Consent`: that a citizen lets services have personal data, for a purpose."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import Moment, in_utc
from mgov.values.text import Text
from mgov.values.web_address import WebAddress
from mgov.values.word import Word

__all__ = ["CitizenData", "Consent"]


class CitizenData(StrEnum):
    """The personal data that an account holds and a service may ask for.

    Attributes:
        NAME: The name.
        PHONE: The telephone number.
        RESIDENT_ID: The citizen identification number.

    Example:
        >>> from mgov.accounts import CitizenData
        >>> CitizenData("phone").name
        'PHONE'
    """

    NAME = "name"
    PHONE = "phone"
    RESIDENT_ID = "resident_id"


class Consent(Model, frozen=True):
    """That a citizen has agreed that services use personal data, for a purpose.

    It is in force from the moment it was given to the moment it was withdrawn or ends. What was
    done in between stays lawful (Personal Information Protection Law of China, article 15), so a
    withdrawal is added and nothing is taken away.

    Attributes:
        identifier: What other records call it by.
        purpose: What the data are used for, as the citizen was told.
        services: The identifiers of the services that may use them, each once.
        data: Which data they may use; none if the service only has to know the account.
        given: When it was given.
        until: The moment from which it no longer counts, as agreed; None if no end was.
        withdrawn: When it was withdrawn.
        notice: Where the statement stands that the citizen was shown.

    Raises:
        mgov.errors.InvalidDataError: Among other troubles, if it has no service, or ends or was
            withdrawn before it was given.

    Example:
        >>> from mgov.accounts import Consent
        >>> Consent(
        ...     identifier="c1",
        ...     purpose="预约机动车检验",
        ...     services=["gov.cn vehicle-inspection"],
        ...     data=["name", "phone"],
        ...     given="2017-08-17T09:00:00+08:00",
        ... ).covers("gov.cn vehicle-inspection")
        True
    """

    identifier: Word
    purpose: Text
    services: Annotated[tuple[Word, ...], Field(min_length=1)]
    data: tuple[CitizenData, ...] = ()
    given: Moment
    until: Moment | None = None
    withdrawn: Moment | None = None
    notice: WebAddress | None = None

    def covers(self, service: str) -> bool:
        """Say whether it is about a service.

        Args:
            service: The identifier of the service.

        Example:
            >>> from mgov.accounts import Consent
            >>> Consent(
            ...     identifier="c1", purpose="查询", services=["a"], given="2017-08-17T09:00:00Z"
            ... ).covers("b")
            False
        """
        return service in self.services

    def in_force_at(self, at: datetime) -> bool:
        """Say whether it is in force at a moment: given, neither withdrawn nor at its end.

        Args:
            at: The moment, in any time zone.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC
            >>> from mgov.accounts import Consent
            >>> consent = Consent(
            ...     identifier="c1",
            ...     purpose="查询",
            ...     services=["a"],
            ...     given="2017-08-17T09:00:00Z",
            ...     withdrawn="2017-08-18T09:00:00Z",
            ... )
            >>> [consent.in_force_at(datetime(2017, 8, day, 9, tzinfo=UTC)) for day in (16, 17, 18)]
            [False, True, False]
        """
        moment = in_utc(at)
        ends = (in_utc(end) for end in (self.until, self.withdrawn) if end is not None)
        return in_utc(self.given) <= moment and all(moment < end for end in ends)

    @field_validator("services", "data")
    @classmethod
    def _each_once(cls, listed: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(listed)) < len(listed):
            trouble, remedy = "says one of them twice", "Keep it once."
            raise InvalidValueError(trouble, remedy=remedy, code="consent_twice").as_pydantic()
        return listed

    @model_validator(mode="after")
    def _ends_after_it_was_given(self) -> Self:
        for name, end in (("until", self.until), ("withdrawn", self.withdrawn)):
            if end is not None and in_utc(end) < in_utc(self.given):
                trouble, remedy = "ends before it was given", f"Correct {name}, or leave it out."
                raise InvalidValueError(trouble, remedy=remedy, code="consent_end").as_pydantic()
        return self
