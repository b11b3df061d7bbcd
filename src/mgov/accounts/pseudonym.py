"""What an account of a citizen is called: a number that says nothing about the citizen."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from mgov.errors import InvalidValueError
from mgov.values.identifiers import ResidentId
from mgov.values.personal import EmailAddress, Personal, PhoneNumber
from mgov.values.word import Word

__all__ = ["Pseudonym"]


def _says_nothing(identifier: str) -> str:
    kinds: list[type[Personal]] = [ResidentId, EmailAddress]
    if not identifier.startswith("0"):  # as numbers of accounts do; a landline says little
        kinds.append(PhoneNumber)
    if any(kind.is_valid(identifier) for kind in kinds):
        trouble = "is a number or an address of a person"
        remedy = "Give the account a number of its own, which says nothing about the citizen."
        code = "citizen_identifier"
        raise InvalidValueError(trouble, remedy=remedy, code=code).as_pydantic()
    return identifier


Pseudonym = Annotated[Word, AfterValidator(_says_nothing)]
"""An identifier that is no identity number, telephone number or mail address."""
