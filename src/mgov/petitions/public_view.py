"""What everybody sees of a petition: types that cannot hold personal data.

None of the fields of `PublicView`, and of all that it is made of, can take a personal value, a
text that no editor has released, a moment or a point on the map.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints

from mgov.petitions.rules import Id
from mgov.values.identifiers import DivisionCode, SiteCode, UnifiedSocialCreditCode
from mgov.values.model import Model
from mgov.values.organization import Organization
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["CaseNumber", "NamedBody", "PublicStep", "PublicView", "ReleasedText", "RulebookId"]

CaseNumber = Annotated[str, Field(min_length=1)]
"""The number that the authority, and never the petitioner, gives a case."""

RulebookId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""The id of a rulebook, such as `cn-2022`."""


class NamedBody(Model, frozen=True):
    """A public organization by its name and codes, and no more of it: not where it sits.

    Attributes:
        name: Its name.
        credit_code: Its unified social credit code.
        site_code: The identification code of its website.

    Example:
        >>> from mgov import Organization
        >>> from mgov.petitions import NamedBody
        >>> body = Organization(name="广安市住建局", place={"latitude": 30.5, "longitude": 106.6})
        >>> NamedBody.of(body)
        NamedBody(name=Text('广安市住建局'), credit_code=None, site_code=None)
    """

    name: Text
    credit_code: UnifiedSocialCreditCode | None = None
    site_code: SiteCode | None = None

    @classmethod
    def of(cls, organization: Organization) -> Self:
        """Name an organization.

        Args:
            organization: The organization.

        Example:
            >>> from mgov import Organization
            >>> from mgov.petitions import NamedBody
            >>> print(NamedBody.of(Organization(name="广安市住建局")).name)
            广安市住建局
        """
        return cls(
            name=organization.name,
            credit_code=organization.credit_code,
            site_code=organization.site_code,
        )


class ReleasedText(Model, frozen=True):
    """Words that an editor has released, with who answers for them. A mere string is none.

    Attributes:
        text: The words.
        by: Who answers for them.
        day: The day on which they were released.

    Example:
        >>> from datetime import date
        >>> from mgov.petitions import NamedBody, ReleasedText
        >>> office = NamedBody(name="广安市住建局")
        >>> print(ReleasedText(text="某小区渗水", by=office, day=date(2022, 7, 4)).text)
        某小区渗水
    """

    text: Text
    by: NamedBody
    day: date


class PublicStep(Model, frozen=True):
    """A step as everybody sees it: on which day, not when; in the rulebook's words.

    Attributes:
        step: The id of the step.
        day: The day, in the rulebook's time zone.
        to: The organization that has the petition from then on.
        reason: The id of the reason.
        outcome: The id of the outcome.
        due: The day that the step sets.
        explanation: What was said or decided, as far as it was released.

    Example:
        >>> from datetime import date
        >>> from mgov.petitions import PublicStep
        >>> PublicStep(step="publish", day=date(2019, 2, 20)).explanation is None
        True
    """

    step: Id
    day: date
    to: NamedBody | None = None
    reason: Id | None = None
    outcome: Id | None = None
    due: date | None = None
    explanation: ReleasedText | None = None


class PublicView(Model, frozen=True):
    """A petition as everybody sees it. It holds no personal data, by its types.

    Attributes:
        rulebook: The id of the lifecycle, which has the titles of all the ids here.
        kind: The id of its kind.
        status: The id of its state.
        number: The number that the authority gives the case.
        registered: The day on which it was registered.
        title: What it is about, if an editor released that.
        summary: What the petitioner tells, if an editor released that.
        target: The public organization that it is about.
        holder: The organization that has it.
        division: Where the matter is: the county, prefecture or province.
        signatures: How many people have signed.
        pictures: Where versions of the attachments lie that were made for everybody.
        steps: The steps that the rulebook makes public, and those that were explained to all.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.petitions import Everybody, Petition
        >>> petition = Petition.register(
        ...     rulebook="cn-2022",
        ...     kind="claim",
        ...     title="楼上张三家渗水",
        ...     place={"position": "30.473912,106.633215", "division": "511602001"},
        ...     at=datetime(2022, 6, 1, 17, tzinfo=UTC),
        ... )
        >>> view = petition.view_for(Everybody())
        >>> view.status, view.title, str(view.division), str(view.registered)
        ('registered', None, '511602', '2022-06-02')
    """

    rulebook: RulebookId
    kind: Id
    status: Id
    number: CaseNumber | None = None
    registered: date
    title: ReleasedText | None = None
    summary: ReleasedText | None = None
    target: NamedBody | None = None
    holder: NamedBody | None = None
    division: DivisionCode | None = None
    signatures: Annotated[int, Field(ge=0)] | None = None
    pictures: tuple[WebAddress, ...] = ()
    steps: tuple[PublicStep, ...] = ()
