"""`Credential`: what an authority issues, such as an electronic license, and whether it holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, StringConstraints, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from mgov.errors import NOT_SHOWN, InvalidValueError
from mgov.services.credential_event import (
    CredentialEvent,
    CredentialEventKind,
    CredentialStatus,
    RevocationGround,
    follow,
)
from mgov.values.identifiers import ResidentId, SchemeCodes, UnifiedSocialCreditCode
from mgov.values.model import Model
from mgov.values.moment import day_in, in_utc
from mgov.values.organization import Organization
from mgov.values.personal import PersonalText, PersonName
from mgov.values.text import Text
from mgov.values.time_zone import TimeZoneName, time_zone
from mgov.values.web_address import WebAddress

__all__ = ["Credential"]

_Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Credential(Model, frozen=True):
    """A certificate or license that was issued to somebody, such as an electronic one (电子证照).

    How it stands at a moment follows from its days and its events. Who holds it is personal
    data, and so is its number, which often is the holder's own: both are masked wherever they
    could be seen. `revealed(credential, purpose=...)` dumps it to be stored.

    It is `Addressable`: its title is the name of its type, and its address the page that says
    whether it holds, so `mgov.qr.make(credential)` makes the code that is printed on it. Choose an
    address that tells no stranger who holds it.

    Attributes:
        identifier: What other records call it by, such as the `output` of an `Application`. It
            is shown, so it must not be a number of the holder's.
        type: What it is, such as 机动车驾驶证.
        type_codes: The codes of this type in catalogues of credentials, one a catalogue.
        codes: Its own codes in public registers, one a register.
        number: The number printed on it.
        holder: The name of the person who holds it.
        holder_id: The person's citizen identification number.
        organization: The name of the organization that holds it.
        credit_code: The organization's unified social credit code.
        issuer: Who issued it.
        issued: When.
        valid_from: The first day on which it is valid; without it, from its issue on.
        valid_until: The last day, which counts in full; None if it has none.
        time_zone: The zone in whose days it is valid, such as `Asia/Shanghai`.
        address: The page that says whether it holds.
        events: What happened to it since.

    Raises:
        mgov.errors.InvalidDataError: If it ends before it begins, or the events cannot have
            happened in this order.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.services import Credential
        >>> credential = Credential(
        ...     identifier="511602-jy-2017-000042",
        ...     type={"zh": "食品经营许可证", "en": "Food business license"},
        ...     number="JY25116020000421",
        ...     organization="广安某餐饮有限公司",
        ...     issuer={"name": "广安区市场监督管理局"},
        ...     issued="2017-08-25T10:00:00+08:00",
        ...     valid_until="2022-08-24",
        ...     time_zone="Asia/Shanghai",
        ...     address="https://zz.example.gov.cn/v/k7Qm2x",
        ... )
        >>> credential.status_at(datetime(2022, 8, 24, 12, tzinfo=UTC)).value
        'valid'
        >>> revoked = credential.revoke(at=datetime(2019, 3, 1, tzinfo=UTC), ground="penalty")
        >>> revoked.status_at(datetime(2019, 3, 2, tzinfo=UTC)).value, revoked.number
        ('revoked', PersonalText('***'))
    """

    identifier: _Word
    type: Text
    type_codes: SchemeCodes = ()
    codes: SchemeCodes = ()
    number: PersonalText | None = None
    holder: PersonName | None = None
    holder_id: ResidentId | None = None
    organization: Text | None = None
    credit_code: UnifiedSocialCreditCode | None = None
    issuer: Organization
    issued: AwareDatetime
    valid_from: date | None = None
    valid_until: date | None = None
    time_zone: TimeZoneName
    address: WebAddress | None = None
    events: tuple[CredentialEvent, ...] = ()

    @property
    def title(self) -> Text:
        """The name of its type, which tells nothing of its holder.

        Example:
            >>> from mgov import qr
            >>> from mgov.services import Credential
            >>> credential = Credential(
            ...     identifier="c-1",
            ...     type="机动车驾驶证",
            ...     holder="张三",
            ...     issuer={"name": "广安市公安局"},
            ...     issued="2017-08-25T10:00:00+08:00",
            ...     time_zone="Asia/Shanghai",
            ...     address="https://www.122.gov.cn/v/k7Qm2x",
            ... )
            >>> print(qr.Link(credential).title)
            机动车驾驶证
        """
        return self.type

    @property
    def revoked(self) -> datetime | None:
        """When it was revoked; None if it was not."""
        revocation = self._revocation
        return None if revocation is None else revocation.at

    @property
    def revocation_ground(self) -> RevocationGround | None:
        """Why it was revoked; None if it was not."""
        revocation = self._revocation
        return None if revocation is None else revocation.ground

    def status_at(self, at: datetime) -> CredentialStatus:
        """Return how it stood at a moment, as the events until then tell it.

        A credential that is revoked or has expired stays so, whatever else holds.

        Args:
            at: The moment; the day is that of the credential's time zone.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.services import Credential
            >>> credential = Credential(
            ...     identifier="c-1",
            ...     type="居住证",
            ...     issuer={"name": "广安市公安局"},
            ...     issued="2017-08-25T10:00:00+08:00",
            ...     valid_from="2017-09-01",
            ...     time_zone="Asia/Shanghai",
            ... )
            >>> credential.status_at(datetime(2017, 8, 31, 15, 59, tzinfo=UTC)).value
            'not_yet_valid'
            >>> credential.status_at(datetime(2017, 8, 31, 16, tzinfo=UTC)).value
            'valid'
        """
        moment = in_utc(at)
        day = day_in(time_zone(self.time_zone), moment)
        known = [event.kind for event in self.events if in_utc(event.at) <= moment]
        last = known[-1] if known else None
        if last is CredentialEventKind.REVOKED:
            return CredentialStatus.REVOKED
        if self.valid_until is not None and self.valid_until < day:
            return CredentialStatus.EXPIRED
        if last is CredentialEventKind.SUSPENDED:
            return CredentialStatus.SUSPENDED
        early = self.valid_from is not None and day < self.valid_from
        if early or moment < in_utc(self.issued):
            return CredentialStatus.NOT_YET_VALID
        return CredentialStatus.VALID

    def suspend(self, *, at: datetime, explanation: PersonalText | str | None = None) -> Self:
        """Suspend it.

        Args:
            at: From when on.
            explanation: Why, in words.

        Raises:
            mgov.errors.InvalidDataError: If it is suspended or revoked already.
        """
        return self._with(CredentialEventKind.SUSPENDED, at=at, explanation=explanation)

    def resume(self, *, at: datetime, explanation: PersonalText | str | None = None) -> Self:
        """Put it in force again.

        Args:
            at: From when on.
            explanation: Why, in words.

        Raises:
            mgov.errors.InvalidDataError: If it is not suspended.
        """
        return self._with(CredentialEventKind.RESUMED, at=at, explanation=explanation)

    def revoke(
        self,
        *,
        at: datetime,
        ground: RevocationGround | str,
        explanation: PersonalText | str | None = None,
    ) -> Self:
        """End it for good.

        Args:
            at: From when on.
            ground: Why.
            explanation: Why, in words.

        Raises:
            mgov.errors.InvalidDataError: If it is revoked already.
        """
        kind = CredentialEventKind.REVOKED
        return self._with(kind, at=at, ground=ground, explanation=explanation)

    def _with(self, kind: CredentialEventKind, **details: object) -> Self:
        event = CredentialEvent.model_validate({"kind": kind, **details})
        return self.replace(events=(*self.events, event))

    @property
    def _revocation(self) -> CredentialEvent | None:
        ends = (each for each in self.events if each.kind is CredentialEventKind.REVOKED)
        return next(ends, None)

    @model_validator(mode="after")
    def _can_be_so(self) -> Self:
        loc: tuple[str | int, ...] = ("issued",)
        try:
            issued = day_in(time_zone(self.time_zone), self.issued, field="issued")
            loc = ()
            self._refuse_to_end_before(self.valid_from or issued)
            # After its issue comes the first event, and so on: what is wrong is said there.
            for position, _ in enumerate(follow(self.issued, self.events)):
                loc = ("events", position)
        except InvalidValueError as error:
            line = InitErrorDetails(type=error.as_pydantic(), loc=loc, input=NOT_SHOWN)
            raise ValidationError.from_exception_data(type(self).__name__, [line]) from None
        return self

    def _refuse_to_end_before(self, first: date) -> None:
        if self.valid_until is not None and self.valid_until < first:
            trouble = "is valid until a day before it is valid"
            remedy = "Correct valid_until, valid_from or issued."
            raise InvalidValueError(trouble, remedy=remedy, code="credential_days")
