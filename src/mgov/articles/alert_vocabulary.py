"""The words of alerts: those of the Common Alerting Protocol (OASIS, CAP 1.2), and no others.

A value is CAP's term in lower case, with an underscore where CAP begins a second word.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "AlertCategory",
    "AlertCertainty",
    "AlertKind",
    "AlertResponse",
    "AlertScope",
    "AlertSeverity",
    "AlertStatus",
    "AlertUrgency",
]


class AlertStatus(StrEnum):
    """How a message is to be taken (CAP `status`).

    Attributes:
        ACTUAL: By everybody as it is (`Actual`). No other message is ever in force.
        EXERCISE: By those who take part in an exercise (`Exercise`).
        SYSTEM: By the systems that pass alerts on (`System`).
        TEST: As a technical test, which nobody has to act on (`Test`).
        DRAFT: As a text that is not ready (`Draft`).

    Example:
        >>> from mgov.articles import AlertStatus
        >>> AlertStatus("exercise").name
        'EXERCISE'
    """

    ACTUAL = "actual"
    EXERCISE = "exercise"
    SYSTEM = "system"
    TEST = "test"
    DRAFT = "draft"


class AlertKind(StrEnum):
    """What a message does (CAP `msgType`).

    Attributes:
        ALERT: Says something for the first time (`Alert`).
        UPDATE: Takes the place of the messages that it refers to (`Update`).
        CANCEL: Ends the messages that it refers to (`Cancel`).
        ACK: Acknowledges them (`Ack`).
        ERROR: Rejects them; its note says why (`Error`).

    Example:
        >>> from mgov.articles import AlertKind
        >>> AlertKind("update").ends_earlier, AlertKind("ack").ends_earlier
        (True, False)
    """

    ALERT = "alert"
    UPDATE = "update"
    CANCEL = "cancel"
    ACK = "ack"
    ERROR = "error"

    @property
    def ends_earlier(self) -> bool:
        """Whether the messages that it refers to are no longer in force once it is sent."""
        return self in {AlertKind.UPDATE, AlertKind.CANCEL}


class AlertScope(StrEnum):
    """Who a message is meant for (CAP `scope`).

    Attributes:
        PUBLIC: Everybody (`Public`).
        RESTRICTED: Those whom its restriction names (`Restricted`).
        PRIVATE: Its recipients alone (`Private`).

    Example:
        >>> from mgov.articles import AlertScope
        >>> AlertScope("public").name
        'PUBLIC'
    """

    PUBLIC = "public"
    RESTRICTED = "restricted"
    PRIVATE = "private"


class AlertCategory(StrEnum):
    """What sort of event an alert is about (CAP `category`).

    Attributes:
        GEO: Geophysical, landslides too (`Geo`).
        MET: Meteorological, floods too (`Met`).
        SAFETY: General emergency and public safety (`Safety`).
        SECURITY: Law enforcement, military and private security (`Security`).
        RESCUE: Rescue and recovery (`Rescue`).
        FIRE: Fire suppression and rescue (`Fire`).
        HEALTH: Medical and public health (`Health`).
        ENV: Pollution and other events of the environment (`Env`).
        TRANSPORT: Public and private transportation (`Transport`).
        INFRA: Utilities, telecommunication and other infrastructure (`Infra`).
        CBRNE: Chemical, biological, radiological, nuclear or high-yield explosive threats
            and attacks (`CBRNE`).
        OTHER: Another sort (`Other`).

    Example:
        >>> from mgov.articles import AlertCategory
        >>> AlertCategory("met").name
        'MET'
    """

    GEO = "geo"
    MET = "met"
    SAFETY = "safety"
    SECURITY = "security"
    RESCUE = "rescue"
    FIRE = "fire"
    HEALTH = "health"
    ENV = "env"
    TRANSPORT = "transport"
    INFRA = "infra"
    CBRNE = "cbrne"
    OTHER = "other"


class AlertResponse(StrEnum):
    """What people should do (CAP `responseType`).

    Attributes:
        SHELTER: Take shelter where they are (`Shelter`).
        EVACUATE: Leave as instructed (`Evacuate`).
        PREPARE: Prepare as instructed (`Prepare`).
        EXECUTE: Do what was planned for the case (`Execute`).
        AVOID: Avoid the event (`Avoid`).
        MONITOR: Attend to sources of information (`Monitor`).
        ASSESS: Evaluate the information (`Assess`); not for public warnings.
        ALL_CLEAR: Nothing more: the event is no longer a threat (`AllClear`).
        NONE: Nothing (`None`).

    Example:
        >>> from mgov.articles import AlertResponse
        >>> AlertResponse("all_clear").name
        'ALL_CLEAR'
    """

    SHELTER = "shelter"
    EVACUATE = "evacuate"
    PREPARE = "prepare"
    EXECUTE = "execute"
    AVOID = "avoid"
    MONITOR = "monitor"
    ASSESS = "assess"
    ALL_CLEAR = "all_clear"
    NONE = "none"


class AlertUrgency(StrEnum):
    """When people should act (CAP `urgency`).

    Attributes:
        IMMEDIATE: At once (`Immediate`).
        EXPECTED: Soon, within the next hour (`Expected`).
        FUTURE: In the near future (`Future`).
        PAST: No longer (`Past`).
        UNKNOWN: Not known (`Unknown`).

    Example:
        >>> from mgov.articles import AlertUrgency
        >>> AlertUrgency("expected").name
        'EXPECTED'
    """

    IMMEDIATE = "immediate"
    EXPECTED = "expected"
    FUTURE = "future"
    PAST = "past"
    UNKNOWN = "unknown"


class AlertSeverity(StrEnum):
    """How great the threat to life or property is, the greatest first (CAP `severity`).

    Attributes:
        EXTREME: Extraordinary (`Extreme`).
        SEVERE: Significant (`Severe`).
        MODERATE: Possible (`Moderate`).
        MINOR: Minimal, or none that is known (`Minor`).
        UNKNOWN: Not known (`Unknown`).

    Example:
        >>> from mgov.articles import AlertSeverity
        >>> [severity.value for severity in AlertSeverity]
        ['extreme', 'severe', 'moderate', 'minor', 'unknown']
    """

    EXTREME = "extreme"
    SEVERE = "severe"
    MODERATE = "moderate"
    MINOR = "minor"
    UNKNOWN = "unknown"


class AlertCertainty(StrEnum):
    """How sure it is that the event happens (CAP `certainty`).

    Attributes:
        OBSERVED: It has happened or is going on (`Observed`).
        LIKELY: More than 50 % (`Likely`).
        POSSIBLE: Possible, but 50 % at most (`Possible`).
        UNLIKELY: Not expected (`Unlikely`).
        UNKNOWN: Not known (`Unknown`).

    Example:
        >>> from mgov.articles import AlertCertainty
        >>> AlertCertainty("likely").name
        'LIKELY'
    """

    OBSERVED = "observed"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"
    UNKNOWN = "unknown"
