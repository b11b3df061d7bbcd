"""A way by which a service is used: what it is, where, when, and for whom it is passable."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints, model_validator

from mgov.services.opening_hours import OpeningHours
from mgov.services.vocabulary import ChannelKind
from mgov.values.halfwidth import halfwidth
from mgov.values.identifiers import SchemeCodes
from mgov.values.model import Model
from mgov.values.place import Place
from mgov.values.text import Text
from mgov.values.web_address import WebAddress
from mgov.values.work_calendar import KnowsWorkdays

__all__ = ["AccessibilityFeature", "Channel"]


def _as_dialed(line: object) -> object:
    # Word by word, since what only looks like a digit is made one, and the spaces stay.
    return " ".join(map(halfwidth, line.split())) if isinstance(line, str) else line


_Line = Annotated[
    str,
    StringConstraints(
        pattern=r"^[+(]?[0-9][0-9 ()/\-]{1,30}[0-9](?: ?(?:转|ext\.?) ?[0-9]{1,6})?$"
    ),
    BeforeValidator(_as_dialed),
]


class AccessibilityFeature(StrEnum):
    """What lets somebody use a channel who otherwise could not.

    Attributes:
        WHEELCHAIR: It can be reached and used in a wheelchair.
        SIGN_LANGUAGE: Somebody, or a film, signs.
        HEARING_LOOP: A loop sends speech to hearing aids.
        CAPTIONS: What is said can be read.
        LARGE_PRINT: Its texts can be had in large letters; in an app, as a mode of its own.
        BRAILLE: Its texts can be had in braille.
        SCREEN_READER: A screen reader reads it out.
        VOICE: It speaks, or can be spoken to.
        PLAIN_LANGUAGE: Its texts are written to be understood easily.
        ASSISTANCE: Somebody helps, or does it in the user's place.

    Example:
        >>> from mgov.services import AccessibilityFeature
        >>> AccessibilityFeature("sign_language").name
        'SIGN_LANGUAGE'
    """

    WHEELCHAIR = "wheelchair"
    SIGN_LANGUAGE = "sign_language"
    HEARING_LOOP = "hearing_loop"
    CAPTIONS = "captions"
    LARGE_PRINT = "large_print"
    BRAILLE = "braille"
    SCREEN_READER = "screen_reader"
    VOICE = "voice"
    PLAIN_LANGUAGE = "plain_language"
    ASSISTANCE = "assistance"


class Channel(Model, frozen=True):
    """A way by which a service is used (CPSV-AP 3.2 `hasChannel`, schema.org `ServiceChannel`).

    In a field of a model it can be given as its kind alone.

    Attributes:
        kind: The kind of channel.
        name: What it is called, such as the name of an app or a hall.
        codes: Its codes in registers of channels, one a register (`dct:identifier`).
        address: Its address on the web.
        place: Where it stands.
        phone: The public number to call, such as 12345 or +32 257 25757, with its extension if it
            has one (0826-2222222转8).
        hours: When it is open (`openingHours`); None if nobody has said.
        accessibility: What makes it usable for more people; None if nobody has said.

    Example:
        >>> from mgov.services import Channel
        >>> Channel.model_validate("counter") == Channel(kind="counter")
        True
        >>> Channel(kind="phone", phone="12345", accessibility=["sign_language"]).phone
        '12345'
    """

    kind: ChannelKind
    name: Text | None = None
    codes: SchemeCodes = ()
    address: WebAddress | None = None
    place: Place | None = None
    phone: _Line | None = None
    hours: OpeningHours | None = None
    accessibility: tuple[AccessibilityFeature, ...] | None = None

    def is_open(self, at: datetime, *, calendar: KnowsWorkdays | None = None) -> bool | None:
        """Say whether it is open at a moment; None where nobody has said when it is.

        Args:
            at: The moment, in any time zone.
            calendar: Which days are working days there.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone, or the hours speak of
                working days or days off and there is no calendar.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.services import Channel
            >>> print(Channel(kind="counter").is_open(datetime(2017, 8, 17, 9, tzinfo=UTC)))
            None
        """
        return None if self.hours is None else self.hours.is_open(at, calendar=calendar)

    @model_validator(mode="before")
    @classmethod
    def _from_kind(cls, data: object) -> object:
        return {"kind": data} if isinstance(data, str) else data
