"""A public organization: who publishes, serves, answers."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from mgov.errors import InvalidValueError
from mgov.values.identifiers import (
    DivisionCode,
    DivisionLevel,
    SchemeCodes,
    SiteCode,
    UnifiedSocialCreditCode,
)
from mgov.values.model import Model
from mgov.values.place import Place
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["Organization", "OrganizationLevel"]

_STATE_STAFFED = "1"  # GB 32100-2015: registered by the office for public-sector staffing


class OrganizationLevel(StrEnum):
    """The level of government that an organization belongs to.

    Example:
        >>> from mgov.values.organization import OrganizationLevel
        >>> OrganizationLevel("central")
        <OrganizationLevel.CENTRAL: 'central'>
    """

    CENTRAL = "central"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


class Organization(Model, frozen=True):
    """A public organization.

    It is the GovernmentOrganization of schema.org and the PublicOrganization of CPSV-AP 3.2;
    the attributes tell which of their terms they are.

    Attributes:
        name: Its name (schema.org `name`, CPSV-AP `skos:prefLabel`).
        alternative_names: Short and former names (`alternateName`, `skos:altLabel`).
        credit_code: Its unified social credit code (`identifier`).
        site_code: The identification code of its website (`identifier`).
        codes: Its codes in other registers, one a register (`identifier`).
        level: The level of government, if stated; see `administrative_level`.
        parent: The identifier of the organization above it (`parentOrganization`).
        area_served: Where it is responsible (`areaServed`, CPSV-AP `dct:spatial`).
        place: Where it sits (`location`); a ministry serves the nation and sits in one city.
        address: Its public web page (`url`, `foaf:homepage`).

    Example:
        >>> from mgov import Organization
        >>> office = Organization(name="国务院办公厅", area_served={"division": "100000"})
        >>> print(office.name, office.administrative_level.value)
        国务院办公厅 central
    """

    name: Text
    alternative_names: tuple[Text, ...] = ()
    credit_code: UnifiedSocialCreditCode | None = None
    site_code: SiteCode | None = None
    codes: SchemeCodes = ()
    level: OrganizationLevel | None = None
    parent: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] | None = None
    area_served: Place | None = None
    place: Place | None = None
    address: WebAddress | None = None

    @property
    def title(self) -> Text:
        """The name, so that a link to the organization's page has a caption.

        Example:
            >>> from mgov import Organization
            >>> print(Organization(name="国务院办公厅").title)
            国务院办公厅
        """
        return self.name

    @property
    def identifier(self) -> str | None:
        """What other records call it by: the credit code, else the site code, else a code.

        Example:
            >>> from mgov import Organization
            >>> Organization(name="新津区", site_code="5101320017").identifier
            '5101320017'
        """
        known = (self.credit_code, self.site_code, *self.codes)
        return next((str(code) for code in known if code is not None), None)

    @property
    def administrative_level(self) -> OrganizationLevel | None:
        """The level of government: as stated, else as its codes tell; None if they do not.

        The division it serves tells it; else its site code; else its credit code, if it is one
        of those that the state staffs. Where it sits tells nothing.

        Example:
            >>> from mgov import Organization
            >>> Organization(name="生态环境部", site_code="bm17000009").administrative_level.value
            'central'
        """
        if self.level is not None:
            return self.level
        division = self.division
        if division is None:
            return None
        if division.level is DivisionLevel.NATION:
            return OrganizationLevel.CENTRAL
        return OrganizationLevel(division.level.value)

    @property
    def division(self) -> DivisionCode | None:
        """The division of China that it serves, else that of its site code or credit code.

        As for `administrative_level`, a credit code tells it only of bodies that the state
        staffs, and where it sits tells nothing.

        Example:
            >>> from mgov import Organization
            >>> Organization(name="新津区", site_code="5101320017").division
            DivisionCode('510132')
        """
        if self.area_served is not None and self.area_served.division is not None:
            return self.area_served.division
        if self.site_code is not None:
            return self.site_code.division
        code = self.credit_code
        if code is not None and code.registration_authority == _STATE_STAFFED:
            return code.division
        return None

    @model_validator(mode="after")
    def _is_not_its_own_parent(self) -> Self:
        if self.parent is not None and self.parent == self.identifier:
            trouble, remedy = "is its own parent", "Give the organization above it, or none."
            raise InvalidValueError(trouble, remedy=remedy, code="parent_is_self").as_pydantic()
        return self
