"""The identifier of a Chinese electronic license: GB/T 36904-2018."""

from __future__ import annotations

import re
from typing import ClassVar, Final, Self

from typing_extensions import override

from mgov.values.halfwidth import halfwidth
from mgov.values.identifiers.credit_code import UnifiedSocialCreditCode
from mgov.values.identifiers.identifier import Identifier, Part
from mgov.values.text import Text

__all__ = ["LicenseIdentifier"]

_ROOT: Final = "1.2.156.3005.2"
_FORM: Final = re.compile(
    r"1\.2\.156\.3005\.2"
    r"\.(?P<type>[0-9A-Z]{1,32})\.(?P<issuer>[0-9A-Z]{1,32})\.(?P<serial>[0-9A-Z]{1,64})"
    r"\.(?P<version>[0-9]{3})\.(?P<check>[0-9A-Z])"
)
_CREDIT_CODE: Final = slice(0, 18)
# ISO 7064 MOD 37,36.
_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BASE: Final = 36

_PARTS: Final = (
    Text(en="root of electronic licenses", zh="电子证照根代码"),
    Text(en="type of license", zh="证照类型代码"),
    Text(en="issuing authority", zh="证照颁发机构代码"),
    Text(en="serial number", zh="流水号"),
    Text(en="version", zh="版本号"),
    Text(en="check character", zh="校验位"),
)


class LicenseIdentifier(Identifier):
    """The identifier of an electronic license (电子证照标识), with its check character verified.

    Six parts between dots: the root, the type of license (as a rule the credit code of the
    body that keeps the catalogue of types and three digits), the issuing authority (as a rule
    its credit code; some are division codes), a serial number, a version of three digits and a
    check character over all parts but the root (ISO 7064 MOD 37,36).

    The standard's text was not at hand: the parts and the check follow programs that state to
    implement it, and identifiers that authorities have published, which all have the right
    check character. How long the parts may be is therefore not checked closely.

    Args:
        text: The whole identifier; spaces, full width and lower case do no harm.

    Raises:
        mgov.errors.InvalidValueError: If it has another form, or the check character is wrong.

    Example:
        >>> from mgov.values.identifiers import LicenseIdentifier
        >>> license = LicenseIdentifier(
        ...     "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U"
        ... )
        >>> license.serial, license.version
        ('20230000403', 1)
        >>> license.issuing_authority
        UnifiedSocialCreditCode('11430000006122244L')
    """

    __slots__ = ()

    standard: ClassVar[str] = "GB/T 36904-2018"
    label: ClassVar[Text] = Text(en="electronic license identifier", zh="电子证照标识")
    pattern: ClassVar[str] = (
        r"^1\.2\.156\.3005\.2\.[0-9A-Z]{1,32}\.[0-9A-Z]{1,32}\.[0-9A-Z]{1,64}\.[0-9]{3}\.[0-9A-Z]$"
    )
    _field: ClassVar[str] = "license_identifier"

    @classmethod
    def of(cls, *, type_code: str, issuer: str, serial: str, version: int = 1) -> Self:
        """Make an identifier of its parts, with the check character they lead to.

        Args:
            type_code: The code of the type of license.
            issuer: The code of the issuing authority.
            serial: The serial number that it gave.
            version: The version, from 0 to 999.

        Raises:
            mgov.errors.InvalidValueError: If a part has another form.

        Example:
            >>> from mgov.values.identifiers import LicenseIdentifier
            >>> LicenseIdentifier.of(
            ...     type_code="11100000MB03271699022", issuer="340100", serial="000000016"
            ... )
            LicenseIdentifier('1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9')
        """
        body = f"{type_code}.{issuer}.{serial}.{version:03}".upper()
        # A character that no identifier has is refused below, whatever stands here for it.
        known = "".join(character for character in body if character in _ALPHABET)
        return cls(f"{_ROOT}.{body}.{_check_character(known)}")

    @property
    def type_code(self) -> str:
        """The code of the type of license.

        Example:
            >>> from mgov.values.identifiers import LicenseIdentifier
            >>> LicenseIdentifier(
            ...     "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9"
            ... ).type_code
            '11100000MB03271699022'
        """
        return self._parts()[1]

    @property
    def issuer_code(self) -> str:
        """The code of the authority that issued it, as it stands there."""
        return self._parts()[2]

    @property
    def issuing_authority(self) -> UnifiedSocialCreditCode | None:
        """The credit code of the authority that issued it; None if the code is none."""
        return _credit_code(self.issuer_code)

    @property
    def type_authority(self) -> UnifiedSocialCreditCode | None:
        """The credit code of the body whose catalogue has the type; None if it has none.

        Example:
            >>> from mgov.values.identifiers import LicenseIdentifier
            >>> LicenseIdentifier(
            ...     "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9"
            ... ).type_authority
            UnifiedSocialCreditCode('11100000MB03271699')
        """
        return _credit_code(self.type_code[_CREDIT_CODE])

    @property
    def serial(self) -> str:
        """The serial number."""
        return self._parts()[3]

    @property
    def version(self) -> int:
        """The version of the license: a change of it makes a new one."""
        return int(self._parts()[4])

    @property
    def check_character(self) -> str:
        """The last character, which follows from the others."""
        return self[-1]

    @override
    def parts(self) -> tuple[Part, ...]:
        return tuple(Part(text, name) for text, name in zip(self._parts(), _PARTS, strict=True))

    def _parts(self) -> list[str]:
        return [_ROOT, *self[len(_ROOT) + 1 :].split(".")]

    @classmethod
    @override
    def _canonical(cls, text: str) -> str:
        code = halfwidth(text).upper()
        form = _FORM.fullmatch(code)
        if form is None:
            trouble = "is no identifier of an electronic license"
            remedy = f"Write {_ROOT}, type, issuer, serial number, version and check, with dots."
            raise cls._refusal(trouble, remedy, "form")
        expected = _check_character("".join(form.group("type", "issuer", "serial", "version")))
        if form["check"] != expected:
            trouble = f"ends in {form['check']} where its other characters lead to {expected}"
            remedy = "Compare it with the license: most likely one character is misread."
            raise cls._refusal(trouble, remedy, "check_character")
        return code


def _check_character(body: str) -> str:
    rest = _BASE
    for character in body:
        rest = (rest + _ALPHABET.index(character)) % _BASE or _BASE
        rest = rest * 2 % (_BASE + 1)
    return _ALPHABET[(1 - rest) % _BASE]


def _credit_code(text: str) -> UnifiedSocialCreditCode | None:
    return UnifiedSocialCreditCode(text) if UnifiedSocialCreditCode.is_valid(text) else None
