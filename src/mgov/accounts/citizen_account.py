"""`CitizenAccount`: one registration of a citizen for many services of a platform."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, model_validator

from mgov.accounts.access import AccessAnswer, AccessObstacle
from mgov.accounts.access_obstacles import (
    closed_account,
    consent_obstacles,
    data_unknown,
    level_obstacles,
)
from mgov.accounts.consent import CitizenData, Consent
from mgov.accounts.proof import Proof
from mgov.accounts.pseudonym import Pseudonym
from mgov.errors import InvalidValueError
from mgov.values.authentication import AuthenticationLevel
from mgov.values.identifiers import ResidentId
from mgov.values.model import Model
from mgov.values.moment import Moment, in_utc
from mgov.values.personal import PersonName, PhoneNumber

__all__ = ["CitizenAccount"]


def _proofs_in_order(proofs: tuple[Proof, ...]) -> tuple[Proof, ...]:
    return tuple(sorted(proofs, key=lambda each: (in_utc(each.at), each.model_dump_json())))


def _consents_in_order(consents: tuple[Consent, ...]) -> tuple[Consent, ...]:
    if len({each.identifier for each in consents}) < len(consents):
        trouble, remedy = "has two of one identifier", "Give each consent its own."
        raise InvalidValueError(trouble, remedy=remedy, code="consent_twice").as_pydantic()
    return tuple(sorted(consents, key=lambda each: (in_utc(each.given), each.identifier)))


class CitizenAccount(Model, frozen=True):
    """A citizen's account with a platform: registered once, used for many services.

    What a service asks for is a level of authentication and, where it uses personal data, the
    citizen's consent. `may_use` puts both together and explains its answer. Nothing is ever
    overwritten: proofs and consents are added and ended, so that what was allowed at any moment
    can still be told.

    Name, telephone number and identity number are personal data (see `mgov.values.personal`):
    they are seen in no `repr`, error or dump, and the account is not pickled. To store it, dump
    it with `revealed(account, purpose=...)`; `CitizenAccount.model_validate` reads that back.

    Attributes:
        identifier: What other records call it by: a number of its own, which says nothing about
            the citizen.
        opened: When it was registered.
        closed: When it was closed for good.
        name: The citizen's name.
        phone: The telephone number.
        resident_id: The citizen identification number.
        proofs: How the citizen has shown who they are, in order.
        consents: What the citizen has agreed to, in order.

    Raises:
        mgov.errors.InvalidDataError: Among other troubles, if the identifier is itself a number
            or an address of a person, or two consents have one identifier.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.accounts import CitizenAccount
        >>> account = CitizenAccount(
        ...     identifier="u-7031",
        ...     opened="2017-08-01T09:00:00+08:00",
        ...     name="张三",
        ...     phone="138 0013 8000",
        ...     proofs=[{"level": "phone", "at": "2017-08-01T09:00:00+08:00"}],
        ... )
        >>> account.phone
        PhoneNumber('***00')
        >>> now = datetime(2017, 8, 17, tzinfo=UTC)
        >>> answer = account.may_use("vehicle-inspection", required="face", at=now)
        >>> answer.ok, [each.kind.value for each in answer.obstacles]
        (False, ['level_too_low', 'consent_missing'])
    """

    identifier: Pseudonym
    opened: Moment
    closed: Moment | None = None
    name: PersonName | None = None
    phone: PhoneNumber | None = None
    resident_id: ResidentId | None = None
    proofs: Annotated[tuple[Proof, ...], AfterValidator(_proofs_in_order)] = ()
    consents: Annotated[tuple[Consent, ...], AfterValidator(_consents_in_order)] = ()

    def is_open_at(self, at: datetime) -> bool:
        """Say whether it is registered and not yet closed.

        Args:
            at: The moment, in any time zone.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import CitizenAccount
            >>> account = CitizenAccount(identifier="u-7031", opened="2017-08-01T09:00:00+08:00")
            >>> account.is_open_at(datetime(2017, 7, 31, tzinfo=UTC))
            False
        """
        moment = in_utc(at)
        return in_utc(self.opened) <= moment and (
            self.closed is None or moment < in_utc(self.closed)
        )

    def level_at(self, at: datetime) -> AuthenticationLevel:
        """Say how surely it is known whose account it is: the highest level that counts then.

        Levels do not add up: a face that was shown counts, even if the phone has changed since.

        Args:
            at: The moment, in any time zone.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import CitizenAccount
            >>> account = CitizenAccount(
            ...     identifier="u-7031",
            ...     opened="2017-08-01T00:00:00Z",
            ...     proofs=[
            ...         {"level": "phone", "at": "2017-08-01T00:00:00Z"},
            ...         {
            ...             "level": "face",
            ...             "at": "2017-08-05T00:00:00Z",
            ...             "until": "2017-08-09T00:00:00Z",
            ...         },
            ...     ],
            ... )
            >>> days = [datetime(2017, 8, day, tzinfo=UTC) for day in (4, 5, 9)]
            >>> [account.level_at(day).value for day in days]
            ['phone', 'face', 'phone']
        """
        if not self.is_open_at(at):
            return AuthenticationLevel.NONE
        counting = (proof.level for proof in self.proofs if proof.counts_at(at))
        return max(counting, default=AuthenticationLevel.NONE)

    def consents_at(self, at: datetime, *, service: str | None = None) -> tuple[Consent, ...]:
        """List the consents that are in force at a moment.

        Args:
            at: The moment, in any time zone.
            service: The identifier of a service, to list only those that cover it.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import CitizenAccount
            >>> account = CitizenAccount(identifier="u-7031", opened="2017-08-01T09:00:00+08:00")
            >>> account.consents_at(datetime(2017, 8, 17, tzinfo=UTC))
            ()
        """
        is_open = self.is_open_at(at)
        return tuple(
            each
            for each in self.consents
            if is_open and each.in_force_at(at) and (service is None or each.covers(service))
        )

    def may_use(
        self,
        service: str,
        *,
        required: AuthenticationLevel | str,
        at: datetime,
        data: Iterable[CitizenData | str] = (),
        consent: bool = True,
    ) -> AccessAnswer:
        """Say whether the account may use a service at a moment, and if not, all reasons why.

        Args:
            service: The identifier of the service.
            required: How surely the service has to know who uses it.
            at: The moment.
            data: The personal data that the service needs.
            consent: Whether consent is needed. It is not where the law gives another ground,
                such as a statutory duty (Personal Information Protection Law of China, article
                13); then nobody has to agree to the data either.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone, or the level or one of
                the data is none that is known.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import CitizenAccount
            >>> account = CitizenAccount(
            ...     identifier="u-7031",
            ...     opened="2017-08-01T00:00:00Z",
            ...     name="张三",
            ...     proofs=[{"level": "id", "at": "2017-08-01T00:00:00Z"}],
            ...     consents=[
            ...         {
            ...             "identifier": "c1",
            ...             "purpose": "公积金查询",
            ...             "services": ["housing-fund"],
            ...             "data": ["name"],
            ...             "given": "2017-08-01T00:00:00Z",
            ...         }
            ...     ],
            ... )
            >>> now = datetime(2017, 8, 17, tzinfo=UTC)
            >>> account.may_use("housing-fund", required="id", at=now, data=["name"]).ok
            True
            >>> print(account.may_use("pension", required="face", at=now).explain())
            The service may not be used. It has to be known more surely who you are. Confirm who
            you are: by your face. You have not agreed that the service uses data. Read what for,
            and agree if you will.
        """
        wanted = _known(AuthenticationLevel, required, "required")
        needed = tuple(dict.fromkeys(_known(CitizenData, each, "data") for each in data))
        covering = self.consents_at(at, service=service) if consent else ()
        return AccessAnswer(
            service=service,
            at=at,
            required=wanted,
            level=self.level_at(at),
            consents=tuple(each.identifier for each in covering),
            obstacles=tuple(self._obstacles(service, wanted, needed, at, consent=consent)),
        )

    def prove(self, proof: Proof) -> Self:
        """Add that the citizen has shown who they are.

        Args:
            proof: How, and when.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import CitizenAccount, Proof
            >>> account = CitizenAccount(identifier="u-7031", opened="2017-08-01T00:00:00Z")
            >>> proven = account.prove(Proof(level="id", at="2017-08-02T00:00:00Z"))
            >>> proven.level_at(datetime(2017, 8, 17, tzinfo=UTC)).value
            'id'
        """
        return self.replace(proofs=(*self.proofs, proof))

    def revoke(self, level: AuthenticationLevel | str, *, at: datetime) -> Self:
        """End every proof of a level, as when the telephone number has changed hands.

        Args:
            level: The level; proofs of others stay.
            at: The moment from which they no longer count.

        Raises:
            mgov.errors.InvalidValueError: If none of that level counts at the moment.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import CitizenAccount
            >>> account = CitizenAccount(
            ...     identifier="u-7031",
            ...     opened="2017-08-01T00:00:00Z",
            ...     proofs=[{"level": "phone", "at": "2017-08-01T00:00:00Z"}],
            ... )
            >>> now = datetime(2017, 8, 17, tzinfo=UTC)
            >>> account.revoke("phone", at=now).level_at(now).value
            'none'
        """
        wanted = _known(AuthenticationLevel, level, "level")
        counting = [each for each in self.proofs if each.level is wanted and each.counts_at(at)]
        if not counting:
            trouble, remedy = "is of no proof that counts", "Check the level and the moment."
            raise InvalidValueError(trouble, field="level", remedy=remedy, code="proof_missing")
        return self.replace(
            proofs=[each.replace(until=at) if each in counting else each for each in self.proofs]
        )

    def agree(self, consent: Consent) -> Self:
        """Add that the citizen has agreed to something.

        Args:
            consent: To what, and when.

        Raises:
            mgov.errors.InvalidDataError: If there is a consent of that identifier.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import CitizenAccount, Consent
            >>> account = CitizenAccount(identifier="u-7031", opened="2017-08-01T00:00:00Z")
            >>> account = account.agree(
            ...     Consent(
            ...         identifier="c1",
            ...         purpose="查询",
            ...         services=["housing-fund"],
            ...         given="2017-08-02T00:00:00Z",
            ...     )
            ... )
            >>> len(account.consents_at(datetime(2017, 8, 17, tzinfo=UTC)))
            1
        """
        return self.replace(consents=(*self.consents, consent))

    def withdraw(self, consent: str, *, at: datetime) -> Self:
        """Withdraw a consent. What was done before stays as it was.

        Args:
            consent: Its identifier.
            at: The moment from which it no longer counts.

        Raises:
            mgov.errors.InvalidValueError: If no such consent is in force at the moment.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.accounts import CitizenAccount
            >>> account = CitizenAccount(
            ...     identifier="u-7031",
            ...     opened="2017-08-01T00:00:00Z",
            ...     consents=[
            ...         {
            ...             "identifier": "c1",
            ...             "purpose": "查询",
            ...             "services": ["housing-fund"],
            ...             "given": "2017-08-02T00:00:00Z",
            ...         }
            ...     ],
            ... )
            >>> now = datetime(2017, 8, 17, tzinfo=UTC)
            >>> account.withdraw("c1", at=now).consents_at(now)
            ()
        """
        if not any(each.identifier == consent and each.in_force_at(at) for each in self.consents):
            trouble, remedy = "is in force under no such identifier", "Check it and the moment."
            raise InvalidValueError(trouble, field="consent", remedy=remedy, code="consent_unknown")
        return self.replace(
            consents=[
                each.replace(withdrawn=at) if each.identifier == consent else each
                for each in self.consents
            ]
        )

    def _obstacles(
        self,
        service: str,
        wanted: AuthenticationLevel,
        needed: tuple[CitizenData, ...],
        at: datetime,
        *,
        consent: bool,
    ) -> Iterator[AccessObstacle]:
        if not self.is_open_at(at):
            yield closed_account()
            return
        yield from level_obstacles(self.proofs, wanted, at)
        if consent:
            covering = (each for each in self.consents if each.covers(service))
            yield from consent_obstacles(covering, needed, at)
        yield from data_unknown(each for each in needed if getattr(self, each.value) is None)

    @model_validator(mode="after")
    def _closes_after_it_opened(self) -> Self:
        if self.closed is not None and in_utc(self.closed) < in_utc(self.opened):
            trouble, remedy = "was closed before it was opened", "Correct one of the moments."
            raise InvalidValueError(trouble, remedy=remedy, code="citizen_closed").as_pydantic()
        return self


_Word = TypeVar("_Word", bound=StrEnum)


def _known(vocabulary: type[_Word], word: str, field: str) -> _Word:
    try:
        return vocabulary(word)
    except ValueError:
        trouble, remedy = "is not one of the known values", f"Use one of {', '.join(vocabulary)}."
        raise InvalidValueError(trouble, field=field, remedy=remedy, code="enum") from None
