"""What became of a credential after it was issued: suspended, in force again, revoked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Final, Self

from pydantic import AwareDatetime, model_validator

from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.personal import PersonalText

__all__ = [
    "CredentialEvent",
    "CredentialEventKind",
    "CredentialStatus",
    "RevocationGround",
    "follow",
]


class CredentialStatus(StrEnum):
    """How a credential stands at a moment.

    Attributes:
        NOT_YET_VALID: It is not issued yet, or not valid yet.
        VALID: It can be relied on.
        SUSPENDED: It is not to be relied on for now.
        EXPIRED: Its last day has passed.
        REVOKED: It was ended before its time, and for good.

    Example:
        >>> from mgov.services import CredentialStatus
        >>> CredentialStatus("revoked") is CredentialStatus.REVOKED
        True
    """

    NOT_YET_VALID = "not_yet_valid"
    VALID = "valid"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    REVOKED = "revoked"


class CredentialEventKind(StrEnum):
    """What can happen to a credential.

    Example:
        >>> from mgov.services import CredentialEventKind
        >>> [kind.value for kind in CredentialEventKind]
        ['suspended', 'resumed', 'revoked']
    """

    SUSPENDED = "suspended"
    RESUMED = "resumed"
    REVOKED = "revoked"


class RevocationGround(StrEnum):
    """Why a credential was ended before its time.

    The first four are told apart by the Administrative License Law of China (articles 8, 69, 70
    and 80); the last two are what happens at any counter.

    Attributes:
        WRONGLY_GRANTED: It should not have been granted (撤销).
        PUBLIC_INTEREST: The law or the circumstances have changed (撤回).
        PENALTY: Its holder has broken the law (吊销).
        HOLDER_GONE: Its holder died, cannot act any more, or was dissolved (注销).
        SURRENDERED: Its holder gave it up.
        REPLACED: Another one was issued in its place (换发).

    Example:
        >>> from mgov.services import RevocationGround
        >>> RevocationGround("penalty").name
        'PENALTY'
    """

    WRONGLY_GRANTED = "wrongly_granted"
    PUBLIC_INTEREST = "public_interest"
    PENALTY = "penalty"
    HOLDER_GONE = "holder_gone"
    SURRENDERED = "surrendered"
    REPLACED = "replaced"


class CredentialEvent(Model, frozen=True):
    """Something that happened to a credential.

    Attributes:
        kind: What.
        at: From when on.
        ground: Why it was revoked; only of a revocation, and needed for one.
        explanation: Why, in words that are shown nowhere.

    Raises:
        mgov.errors.InvalidDataError: If a revocation has no ground, or something else has one.

    Example:
        >>> from mgov.services import CredentialEvent
        >>> CredentialEvent(kind="revoked", at="2020-01-01T00:00Z", ground="replaced").ground.value
        'replaced'
    """

    kind: CredentialEventKind
    at: AwareDatetime
    ground: RevocationGround | None = None
    explanation: PersonalText | None = None

    @model_validator(mode="after")
    def _says_why_it_was_revoked(self) -> Self:
        if (self.kind is CredentialEventKind.REVOKED) is (self.ground is None):
            revoked = self.kind is CredentialEventKind.REVOKED
            trouble = "does not say its ground" if revoked else "says a ground, and does not revoke"
            remedy = f"Give ground=… as one of {', '.join(RevocationGround)}, for a revocation."
            raise InvalidValueError(trouble, remedy=remedy, code="credential_ground").as_pydantic()
        return self


_ALLOWED: Final = {
    None: {CredentialEventKind.SUSPENDED, CredentialEventKind.REVOKED},
    CredentialEventKind.SUSPENDED: {CredentialEventKind.RESUMED, CredentialEventKind.REVOKED},
    CredentialEventKind.RESUMED: {CredentialEventKind.SUSPENDED, CredentialEventKind.REVOKED},
    CredentialEventKind.REVOKED: frozenset[CredentialEventKind](),
}


def follow(
    issued: datetime, events: Iterable[CredentialEvent]
) -> Iterator[CredentialEventKind | None]:
    """Go through what happened to a credential.

    Args:
        issued: When it was issued.
        events: What happened since.

    Yields:
        What happened last: nothing when it is issued, then the kind of each event.

    Raises:
        mgov.errors.InvalidValueError: At the first event that cannot have happened then.
    """
    last: CredentialEventKind | None = None
    moment = in_utc(issued)
    yield last
    for event in events:
        if in_utc(event.at) < moment:
            trouble = f"is {event.kind.value} before {moment.isoformat()}, when it was so far"
            remedy = "Give a moment that is not before it."
            raise InvalidValueError(
                trouble, field="credential", remedy=remedy, code="credential_back_in_time"
            )
        if event.kind not in _ALLOWED[last]:
            trouble = f"is {event.kind.value} while it is {_IS[last]}"
            remedy = "A credential is suspended, resumed, and revoked once, for good."
            raise InvalidValueError(
                trouble, field="credential", remedy=remedy, code="credential_not_allowed"
            )
        last, moment = event.kind, in_utc(event.at)
        yield last


_IS: Final = {
    None: "in force",
    CredentialEventKind.SUSPENDED: "suspended",
    CredentialEventKind.RESUMED: "in force",
    CredentialEventKind.REVOKED: "revoked",
}
