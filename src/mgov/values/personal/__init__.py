"""Personal data types: masked everywhere, shown only for a stated purpose."""

from __future__ import annotations

from mgov.values.personal.email_address import EmailAddress
from mgov.values.personal.person_name import PersonName
from mgov.values.personal.personal import MASK, Disclosure, Personal, audit, revealed
from mgov.values.personal.personal_text import PersonalText, StreetAddress
from mgov.values.personal.phone_number import PhoneNumber

__all__ = [
    "MASK",
    "Disclosure",
    "EmailAddress",
    "PersonName",
    "Personal",
    "PersonalText",
    "PhoneNumber",
    "StreetAddress",
    "audit",
    "revealed",
]
