"""Who petitions, and by which way."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from mgov.values.model import Model
from mgov.values.personal import EmailAddress, PersonName, PhoneNumber, StreetAddress

__all__ = ["PetitionChannel", "Petitioner"]


class PetitionChannel(StrEnum):
    """The way by which a petition arrived.

    The regulations of 2005 name letters, mail, fax, telephone and visits (article 2); those of
    2022 put the information network first (article 17), which is told apart here because a
    telephone, a mini program and a web page are counted apart.

    Attributes:
        APP: An app on the phone.
        MINI_PROGRAM: A program inside another app.
        OFFICIAL_ACCOUNT: A message to an official account on a social platform.
        WEB: A web page.
        EMAIL: A mail.
        LETTER: A letter on paper.
        FAX: A fax.
        PHONE: A telephone call, such as to a hotline.
        VISIT: A visit in person.

    Example:
        >>> from mgov.petitions import PetitionChannel
        >>> PetitionChannel("mini_program").is_mobile, PetitionChannel("phone").is_mobile
        (True, False)
    """

    APP = "app"
    MINI_PROGRAM = "mini_program"
    OFFICIAL_ACCOUNT = "official_account"
    WEB = "web"
    EMAIL = "email"
    LETTER = "letter"
    FAX = "fax"
    PHONE = "phone"
    VISIT = "visit"

    @property
    def is_mobile(self) -> bool:
        """Whether it is a channel of mobile government: one that lives on a smartphone."""
        return self in _MOBILE


_MOBILE: Final = frozenset(
    {PetitionChannel.APP, PetitionChannel.MINI_PROGRAM, PetitionChannel.OFFICIAL_ACCOUNT}
)


class Petitioner(Model, frozen=True):
    """A person who petitions: all of it personal data, masked wherever it could be seen.

    Attributes:
        name: The person's name.
        phone: Where to call back.
        email: Where to write to.
        address: Where the person lives.

    Example:
        >>> from mgov.petitions import Petitioner
        >>> Petitioner(name="张三", phone="138 0013 8000")
        Petitioner(name=PersonName('张*'), phone=PhoneNumber('***00'), email=None, address=None)
    """

    name: PersonName
    phone: PhoneNumber | None = None
    email: EmailAddress | None = None
    address: StreetAddress | None = None
