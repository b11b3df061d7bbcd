"""One field of what the code of an electronic license says."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints

from mgov.errors import InvalidValueError
from mgov.values.identifiers import Identifier, LicenseIdentifier, UnifiedSocialCreditCode
from mgov.values.model import Model
from mgov.values.text import Text

__all__ = ["LicenseField", "LicenseFieldKind"]


class LicenseFieldKind(StrEnum):
    """What a field of a license's code holds.

    Attributes:
        TEXT: Any text.
        LICENSE_IDENTIFIER: An identifier of GB/T 36904, checked.
        CREDIT_CODE: A unified social credit code, checked.

    Example:
        >>> from mgov import qr
        >>> qr.LicenseFieldKind("text") is qr.LicenseFieldKind.TEXT
        True
    """

    TEXT = "text"
    LICENSE_IDENTIFIER = "license_identifier"
    CREDIT_CODE = "credit_code"


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error:
        trouble, remedy = "is no regular expression", "Correct it, or leave it out."
        raise InvalidValueError(trouble, remedy=remedy, code="pattern").as_pydantic() from None
    return pattern


class LicenseField(Model, frozen=True):
    """One field of a license's code.

    Attributes:
        name: Its name for programs.
        title: What it holds.
        kind: How it is checked.
        pattern: A regular expression that the whole value has to match; None for any.
        optional: Whether it may be empty.
        personal: Whether it tells something about a person. It does unless the form says no.

    Example:
        >>> from mgov import qr
        >>> qr.LicenseField(name="holder", title={"zh": "持证主体", "en": "Holder"}).personal
        True
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    title: Text
    kind: LicenseFieldKind = LicenseFieldKind.TEXT
    pattern: Annotated[str, AfterValidator(_compiles)] | None = None
    optional: bool = False
    personal: bool = True

    def fits(self, value: str) -> bool:
        """Say whether a value is what the field holds.

        Args:
            value: The value; not empty.

        Example:
            >>> from mgov import qr
            >>> qr.LicenseField(name="number", title="Number", pattern="[0-9]+").fits("A1")
            False
        """
        matches = self.pattern is None or re.fullmatch(self.pattern, value) is not None
        return matches and _CHECKS[self.kind](value)


_CHECKS: Final[dict[LicenseFieldKind, Callable[[str], bool]]] = {
    LicenseFieldKind.TEXT: lambda _: True,
    LicenseFieldKind.LICENSE_IDENTIFIER: lambda text: _is(LicenseIdentifier, text),
    LicenseFieldKind.CREDIT_CODE: lambda text: _is(UnifiedSocialCreditCode, text),
}


def _is(kind: type[Identifier], text: str) -> bool:
    # In its one form, so that what is read is what was written.
    return kind.is_valid(text) and kind(text) == text
