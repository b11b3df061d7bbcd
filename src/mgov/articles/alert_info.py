"""What an alert says: which event, how bad, how sure, from when to when, where, what to do."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, model_validator

from mgov.articles.alert_area import AlertArea, Coverage
from mgov.articles.alert_vocabulary import (
    AlertCategory,
    AlertCertainty,
    AlertResponse,
    AlertSeverity,
    AlertUrgency,
)
from mgov.articles.blocks import Attachment
from mgov.articles.wording import Line, without_controls
from mgov.errors import InvalidValueError
from mgov.values.identifiers import SchemeCode
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.place import Place
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["AlertInfo", "AlertParameter"]


class AlertParameter(Model, frozen=True):
    """Something that a system adds to an alert by a name of its own (CAP `parameter`).

    Attributes:
        name: What it is called there (`valueName`).
        value: What it is (`value`).

    Example:
        >>> from mgov.articles import AlertParameter
        >>> AlertParameter(name="Magnitude", value="6.3").value
        '6.3'
    """

    name: Line
    value: Annotated[
        str, StringConstraints(strip_whitespace=True), AfterValidator(without_controls)
    ]


class AlertInfo(Model, frozen=True):
    """One thing that an alert says, in one or more languages (CAP `info`).

    CAP repeats the block for each language; here its texts hold the languages, and a block stands
    for itself where more than the words differs, such as orange for one county and yellow
    for the next.

    Attributes:
        event: What happens (`event`).
        categories: What sort of event it is, at least one (`category`).
        urgency: When people should act (`urgency`).
        severity: How great the threat is (`severity`).
        certainty: How sure it is (`certainty`).
        level: The level under which it is announced, by its id in a `WarningScale`, such as
            `orange`.
        responses: What people should do (`responseType`). With `all_clear`, it says that the event
            is over, and is no warning.
        effective: When it takes effect; without it, when the message is sent (`effective`).
        onset: When the event is expected to begin, or began (`onset`).
        expires: When it is no longer in effect (`expires`); the moment itself is outside.
        headline: What it says, in a line (`headline`).
        description: The event (`description`).
        instruction: What to do (`instruction`).
        audience: Who is meant (`audience`).
        sender_name: Who issues it (`senderName`).
        contact: Whom to ask (`contact`).
        address: A page about it (`web`).
        event_codes: Codes of the event in schemes such as `SAME` (`eventCode`).
        parameters: What systems add (`parameter`).
        resources: Files that go with it (`resource`).
        areas: Where it is (`area`).

    Example:
        >>> from mgov.articles import AlertInfo
        >>> info = AlertInfo(
        ...     event={"zh": "暴雨", "en": "Rainstorm"},
        ...     categories=["met"],
        ...     urgency="immediate",
        ...     severity="severe",
        ...     certainty="likely",
        ...     level="orange",
        ...     areas=[{"description": "广安市", "divisions": ["511600"]}],
        ... )
        >>> info.event.in_language("en"), info.areas[0].divisions[0].level.value
        ('Rainstorm', 'prefecture')
    """

    event: Text
    categories: Annotated[tuple[AlertCategory, ...], Field(min_length=1)]
    urgency: AlertUrgency
    severity: AlertSeverity
    certainty: AlertCertainty
    level: Line | None = None
    responses: tuple[AlertResponse, ...] = ()
    effective: AwareDatetime | None = None
    onset: AwareDatetime | None = None
    expires: AwareDatetime | None = None
    headline: Text | None = None
    description: Text | None = None
    instruction: Text | None = None
    audience: Text | None = None
    sender_name: Text | None = None
    contact: Text | None = None
    address: WebAddress | None = None
    event_codes: tuple[SchemeCode, ...] = ()
    parameters: tuple[AlertParameter, ...] = ()
    resources: tuple[Attachment, ...] = ()
    areas: tuple[AlertArea, ...] = ()

    @property
    def is_warning(self) -> bool:
        """Whether it warns of something, and does not say that it is over.

        Example:
            >>> from mgov.articles import AlertInfo
            >>> AlertInfo(
            ...     event="thunderstorm",
            ...     categories=["met"],
            ...     urgency="past",
            ...     severity="minor",
            ...     certainty="observed",
            ...     responses=["all_clear"],
            ... ).is_warning
            False
        """
        return AlertResponse.ALL_CLEAR not in self.responses

    def covers(self, place: Place) -> Coverage:
        """Tell how much of a place lies in its areas, which count together.

        An alert without an area is for a place that it does not tell.

        Example:
            >>> from mgov import Place
            >>> from mgov.articles import AlertInfo
            >>> info = AlertInfo(
            ...     event="森林火险",
            ...     categories=["fire"],
            ...     urgency="expected",
            ...     severity="moderate",
            ...     certainty="possible",
            ...     areas=[
            ...         {"description": "广安区", "divisions": ["511602"]},
            ...         {"description": "岳池县", "divisions": ["511621"]},
            ...     ],
            ... )
            >>> info.covers(Place(division="511621")).value, info.covers(Place(division="50")).value
            ('whole', 'none')
        """
        return Coverage.best(area.covers(place) for area in self.areas)

    @model_validator(mode="after")
    def _expires_after_it_takes_effect(self) -> Self:
        if self.effective is None or self.expires is None:
            return self
        if in_utc(self.expires) < in_utc(self.effective):
            trouble = "expires before it takes effect"
            remedy = "Correct effective or expires, and look at their offsets."
            raise InvalidValueError(trouble, remedy=remedy, code="alert_times").as_pydantic()
        return self
