"""`Alert`: one message of warning, as the Common Alerting Protocol has it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Final, Self

from pydantic import AwareDatetime, Field, StringConstraints, ValidationInfo, field_validator
from typing_extensions import override

from mgov.articles.alert_area import Coverage
from mgov.articles.alert_info import AlertInfo
from mgov.articles.alert_vocabulary import AlertKind, AlertScope, AlertStatus
from mgov.articles.wording import Line
from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.place import Place
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["Alert", "AlertReference"]

# CAP 1.2 separates with them, in `references` and in XML.
_Name = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\s,<&]+$")]


_PARTS_OF_A_REFERENCE: Final = 3
_TOLD_IN: Final = {"restriction": AlertScope.RESTRICTED, "recipients": AlertScope.PRIVATE}


class AlertReference(Model, frozen=True):
    """The name of a message by which another one refers to it (CAP `references`).

    Attributes:
        sender: Who sent it.
        identifier: What the sender calls it.
        sent: When it was sent.

    Example:
        >>> from mgov.articles import AlertReference
        >>> reference = AlertReference.parse("PAAQ,PAAQ-1-lqw6d6,2011-09-02T10:55:55-00:00")
        >>> reference.sender, reference.identifier
        ('PAAQ', 'PAAQ-1-lqw6d6')
        >>> print(reference)
        PAAQ,PAAQ-1-lqw6d6,2011-09-02T10:55:55+00:00
    """

    sender: _Name
    identifier: _Name
    sent: AwareDatetime

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a reference as CAP writes it: sender, identifier and moment with commas between.

        Raises:
            mgov.errors.InvalidValueError: If it has not three parts.
            mgov.errors.InvalidDataError: If a part is not what it has to be.
        """
        parts = text.strip().split(",")
        if len(parts) != _PARTS_OF_A_REFERENCE:
            trouble = f"has {len(parts)} parts between its commas, not 3"
            remedy = "Write sender,identifier,sent; white space separates two references."
            field = "references"
            raise InvalidValueError(trouble, field=field, remedy=remedy, code="alert_reference")
        sender, identifier, sent = parts
        return cls.model_validate({"sender": sender, "identifier": identifier, "sent": sent})

    @override
    def __str__(self) -> str:
        return f"{self.sender},{self.identifier},{self.sent.isoformat(timespec='seconds')}"

    @property
    def key(self) -> tuple[datetime, str, str]:
        """Its parts for comparing and sorting: the moment in UTC, the sender, the identifier."""
        return in_utc(self.sent), self.sender, self.identifier


class Alert(Model, frozen=True):
    """A message of warning (CAP `alert`), or one that updates or cancels an earlier one.

    The model follows CAP 1.2 (OASIS, 2010; ITU-T X.1303 bis), whose terms the attributes tell.

    *In force.* A message is in force for the public if its status is `actual`, its scope
    `public` and its kind `alert` or `update`. Each of its infos is in force from the later of
    `effective` and `sent` (nobody knew of it before) until `expires`, that moment not
    included; an info that gives the all-clear never is. What a later message ends, only an
    `AlertBoard` knows, which sees them together.

    Attributes:
        identifier: What the sender calls it (`identifier`).
        sender: Who sends it, by a name that is the only one of its kind (`sender`).
        sent: When it is sent (`sent`).
        status: How it is to be taken (`status`).
        kind: What it does (`msgType`).
        scope: Who it is meant for (`scope`).
        restriction: The rule for a restricted one (`restriction`).
        recipients: Whom a private one is for (`addresses`).
        source: The operator or device it comes from (`source`).
        codes: Codes for its handling (`code`).
        note: Why it is sent, above all for a cancellation or an error (`note`).
        references: The messages that it updates, cancels, acknowledges or rejects (`references`).
        incidents: Names of incidents that it is about (`incidents`).
        infos: What it says (`info`).

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov import Place
        >>> from mgov.articles import Alert
        >>> alert = Alert(
        ...     identifier="51160041600000_20170817083000",
        ...     sender="gaqxt@example.gov.cn",
        ...     sent="2017-08-17T08:30:00+08:00",
        ...     status="actual",
        ...     kind="alert",
        ...     scope="public",
        ...     infos=[
        ...         {
        ...             "event": {"zh": "暴雨", "en": "Rainstorm"},
        ...             "categories": ["met"],
        ...             "urgency": "immediate",
        ...             "severity": "severe",
        ...             "certainty": "likely",
        ...             "expires": "2017-08-17T14:30:00+08:00",
        ...             "headline": {"zh": "广安市气象台发布暴雨橙色预警"},
        ...             "areas": [{"description": "广安市", "divisions": ["511600"]}],
        ...         }
        ...     ],
        ... )
        >>> noon = datetime(2017, 8, 17, 4, tzinfo=UTC)
        >>> alert.is_in_force(at=noon, where=Place(division="511602"))
        True
        >>> print(alert.title)
        广安市气象台发布暴雨橙色预警
    """

    identifier: _Name
    sender: _Name
    sent: AwareDatetime
    status: AlertStatus
    kind: AlertKind
    scope: AlertScope
    restriction: Annotated[Text | None, Field(validate_default=True)] = None
    recipients: Annotated[tuple[Line, ...], Field(validate_default=True)] = ()
    source: Line | None = None
    codes: tuple[Line, ...] = ()
    note: Text | None = None
    references: Annotated[tuple[AlertReference, ...], Field(validate_default=True)] = ()
    incidents: tuple[Line, ...] = ()
    infos: tuple[AlertInfo, ...] = ()

    @property
    def title(self) -> Text:
        """Its headline, else its event, else its note, else its identifier.

        Example:
            >>> from mgov.articles import Alert
            >>> Alert(
            ...     identifier="W2",
            ...     sender="weather@example.gov",
            ...     sent="2017-08-17T10:00:00Z",
            ...     status="actual",
            ...     kind="cancel",
            ...     scope="public",
            ...     note="The storm has passed.",
            ...     references=[
            ...         {
            ...             "sender": "weather@example.gov",
            ...             "identifier": "W1",
            ...             "sent": "2017-08-17T08:00:00Z",
            ...         }
            ...     ],
            ... ).title
            Text('The storm has passed.')
        """
        if self.infos:
            return self.infos[0].headline or self.infos[0].event
        return self.note or Text(self.identifier)

    @property
    def address(self) -> WebAddress | None:
        """The page about it, of the first info that has one."""
        return next((info.address for info in self.infos if info.address is not None), None)

    @property
    def reference(self) -> AlertReference:
        """The name by which a later message refers to it."""
        return AlertReference(sender=self.sender, identifier=self.identifier, sent=self.sent)

    @property
    def is_for_the_public(self) -> bool:
        """Whether the public is warned by it: an actual, public alert or update."""
        return (
            self.status is AlertStatus.ACTUAL
            and self.scope is AlertScope.PUBLIC
            and self.kind in {AlertKind.ALERT, AlertKind.UPDATE}
        )

    def infos_in_force(
        self, *, at: datetime, lasts: timedelta | None = None
    ) -> tuple[AlertInfo, ...]:
        """Return what it says that is in force at a moment, later messages left aside.

        Args:
            at: The moment, in any time zone.
            lasts: How long an info is in force that does not say when it expires. CAP leaves
                that to whoever receives it; None: until a later message ends it.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.
        """
        moment = in_utc(at)
        if not self.is_for_the_public:
            return ()
        return tuple(info for info in self.infos if self._reaches(info, moment, lasts))

    def is_in_force(
        self, *, at: datetime, where: Place | None = None, lasts: timedelta | None = None
    ) -> bool | None:
        """Tell whether it is in force at a moment, later messages left aside.

        Args:
            at: The moment, in any time zone.
            where: A place; without one, any place counts. It is in force in a province if it is
                in a part of it.
            lasts: How long an info is in force that does not say when it expires; None: until
                a later message ends it.

        Returns:
            None if it is in force somewhere, and it cannot be told whether in this place.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.
        """
        infos = self.infos_in_force(at=at, lasts=lasts)
        if where is None or not infos:
            return bool(infos)
        answer = Coverage.best(info.covers(where) for info in infos)
        return None if answer is Coverage.UNKNOWN else answer is not Coverage.NONE

    def _reaches(self, info: AlertInfo, moment: datetime, lasts: timedelta | None) -> bool:
        begins = max(in_utc(self.sent), in_utc(info.effective or self.sent))
        if not info.is_warning or moment < begins:
            return False
        if info.expires is not None:
            return moment < in_utc(info.expires)
        return lasts is None or moment - begins < lasts

    @field_validator("references")
    @classmethod
    def _names_what_it_is_about(
        cls, references: tuple[AlertReference, ...], info: ValidationInfo
    ) -> tuple[AlertReference, ...]:
        kind = info.data.get("kind")
        if kind not in {None, AlertKind.ALERT} and not references:
            trouble = f"name no message, and one of kind {kind} is about others"
            remedy = "Name the messages by sender, identifier and sent."
            raise InvalidValueError(trouble, remedy=remedy, code="alert_references").as_pydantic()
        return references

    @field_validator("restriction", "recipients")
    @classmethod
    def _says_who_may_have_it(
        cls, value: Text | tuple[str, ...] | None, info: ValidationInfo
    ) -> Text | tuple[str, ...] | None:
        scope = _TOLD_IN[str(info.field_name)]
        if info.data.get("scope") is scope and not value:
            trouble = f"is missing, and a message of scope {scope} needs it"
            remedy = "Say who may have the message."
            raise InvalidValueError(trouble, remedy=remedy, code="alert_scope").as_pydantic()
        return value
