"""Who applies for a service."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from mgov.errors import InvalidValueError
from mgov.services.vocabulary import Audience
from mgov.values.identifiers import ResidentId, UnifiedSocialCreditCode
from mgov.values.model import Model
from mgov.values.personal import EmailAddress, PersonName, PhoneNumber
from mgov.values.text import Text

__all__ = ["Applicant"]


class Applicant(Model, frozen=True):
    """A person who applies, for themselves or for an enterprise or another organization.

    What tells of a person is personal data and masked wherever it could be seen. What an
    organization is called, and its code, stand in public registers.

    Attributes:
        name: The person's name.
        resident_id: The person's citizen identification number.
        phone: Where to call back.
        email: Where to write to.
        organization: The name of the organization that applies.
        credit_code: Its unified social credit code.

    Raises:
        mgov.errors.InvalidDataError: If neither a person nor an organization is named.

    Example:
        >>> from mgov.services import Applicant
        >>> applicant = Applicant(name="张三", organization="广安某餐饮有限公司")
        >>> print(applicant.name, applicant.organization, applicant.audience.value)
        张* 广安某餐饮有限公司 legal_person
    """

    name: PersonName | None = None
    resident_id: ResidentId | None = None
    phone: PhoneNumber | None = None
    email: EmailAddress | None = None
    organization: Text | None = None
    credit_code: UnifiedSocialCreditCode | None = None

    @property
    def audience(self) -> Audience:
        """Whether a person applies for themselves, or for an organization."""
        if self.organization is None and self.credit_code is None:
            return Audience.INDIVIDUAL
        return Audience.LEGAL_PERSON

    @model_validator(mode="after")
    def _is_somebody(self) -> Self:
        who = (self.name, self.resident_id, self.organization, self.credit_code)
        if all(each is None for each in who):
            trouble = "names nobody"
            remedy = "Give the name or number of a person, or of an organization; or leave it out."
            raise InvalidValueError(trouble, remedy=remedy, code="applicant").as_pydantic()
        return self
