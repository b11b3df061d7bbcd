"""What the code of a kind of electronic license says, as data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Annotated, Final, Self
from urllib.parse import quote, unquote

from pydantic import Field, StringConstraints, model_validator

from mgov.errors import InvalidValueError
from mgov.qr.license.field import LicenseField
from mgov.qr.license.payload import LicensePayload
from mgov.values.model import Model
from mgov.values.personal import PersonalText
from mgov.values.rulebook import Evidence
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["LicenseForm"]

_ADDRESS: Final = re.compile("https?://", re.IGNORECASE)


class LicenseForm(Model, frozen=True):
    """The form of the text in the codes of a kind of electronic license (电子证照二维码).

    No public standard was found that says what such a code holds: GB/T 36904 gives licenses an
    identifier, and each authority puts it into codes in its own way. So the form is data, with
    its source and how surely the source says so. Fields stand in order, parted by a separator,
    behind a prefix.

    If the prefix is a web address, the code is a link: fields are percent-encoded, and none of
    them may be personal, because addresses end up in histories and logs. Use an identifier or
    a token that tells nothing.

    Attributes:
        id: Its name for programs.
        title: Which codes it describes.
        source: The document or the system that it was taken from.
        evidence: How surely the source says so.
        prefix: What stands in front of the fields.
        separator: What stands between two fields.
        fields: The fields, in order.

    Raises:
        mgov.errors.InvalidDataError: If two fields have one name, or the prefix is an address
            and a field is personal.

    Example:
        >>> from mgov import qr
        >>> form = qr.LicenseForm.parse('''
        ...     id = "example"
        ...     title = { zh = "示例证照", en = "Example license" }
        ...     source = "an invented form"
        ...     evidence = "from_memory"
        ...     prefix = "EL1:"
        ...     separator = "|"
        ...
        ...     [[fields]]
        ...     name = "identifier"
        ...     title = { zh = "电子证照标识", en = "Identifier" }
        ...     kind = "license_identifier"
        ...     personal = false
        ...
        ...     [[fields]]
        ...     name = "holder"
        ...     title = { zh = "持证主体", en = "Holder" }
        ... ''')
        >>> number = "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9"
        >>> payload = form.pack({"identifier": number, "holder": "张三"})
        >>> payload.shown["holder"]
        '***'
        >>> payload.text(purpose="print the license")[-4:]
        '9|张三'
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    source: Annotated[str, StringConstraints(min_length=1)]
    evidence: Evidence
    prefix: str = ""
    separator: Annotated[str, StringConstraints(min_length=1)] = "|"
    fields: Annotated[tuple[LicenseField, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _readable_again(self) -> Self:
        names = [field.name for field in self.fields]
        if len(set(names)) < len(names):
            trouble, remedy = "has two fields of one name", "Give each a name of its own."
            raise InvalidValueError(
                trouble, remedy=remedy, code="license_field_twice"
            ).as_pydantic()
        if not self.is_link:
            return self
        try:
            legal = WebAddress(self.prefix)
        except InvalidValueError as error:
            raise error.as_pydantic() from None
        if legal != self.prefix:
            trouble = "has a prefix that is not as it stands in a code"
            remedy = f"Write {legal}"
            raise InvalidValueError(trouble, remedy=remedy, code="license_prefix").as_pydantic()
        personal = [field.name for field in self.fields if field.personal]
        if personal:
            trouble = f"puts personal data into a link: {', '.join(personal)}"
            remedy = "Put a token there that tells nothing, and say personal = false."
            raise InvalidValueError(trouble, remedy=remedy, code="license_personal").as_pydantic()
        if len(self.fields) > 1 and quote(self.separator, safe="") == self.separator:
            trouble = "has a separator that percent-encoded values may hold"
            remedy = "Use one such as & or / in a link."
            raise InvalidValueError(trouble, remedy=remedy, code="license_separator").as_pydantic()
        return self

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a form from TOML text.

        Args:
            text: The TOML document.

        Raises:
            mgov.errors.InvalidValueError: If it is no TOML; says the line.
            mgov.errors.InvalidDataError: If it is no form; lists all problems.

        Example:
            >>> from mgov import qr
            >>> qr.LicenseForm.parse("id =")
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: form: is no valid TOML (...). Correct that line.
        """
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            trouble = f"is no valid TOML ({error})"
            raise _refusal("form", trouble, "Correct that line.", "toml") from None
        return cls.model_validate(data)

    @property
    def is_link(self) -> bool:
        """Whether the code is a link, so that any phone opens it.

        Example:
            >>> from mgov import qr
            >>> form = qr.LicenseForm(
            ...     id="link",
            ...     title="x",
            ...     source="an invented form",
            ...     evidence="from_memory",
            ...     prefix="https://zz.example.gov.cn/v?t=",
            ...     fields=[{"name": "token", "title": "Token", "personal": False}],
            ... )
            >>> form.is_link, form.pack({"token": "k7Qm2x"}).link(policy="gov.cn").text
            (True, 'https://zz.example.gov.cn/v?t=k7Qm2x')
        """
        return _ADDRESS.match(self.prefix) is not None

    def pack(self, values: Mapping[str, str]) -> LicensePayload:
        """Make what the code says.

        Args:
            values: The value of each field by its name; optional ones may be left out. White
                space around a value is dropped.

        Raises:
            mgov.errors.InvalidValueError: If a field is missing, not known, in another form, or
                has the separator in it. The value is never in the error.

        Example:
            >>> from mgov import qr
            >>> field = {"name": "number", "title": "Number", "pattern": "[0-9]+"}
            >>> form = qr.LicenseForm(
            ...     id="bare", title="x", source="invented", evidence="from_memory", fields=[field]
            ... )
            >>> form.pack({"number": "JY1"})
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: number: is in another form. Compare it with the license.
        """
        strange = sorted(set(values) - {field.name for field in self.fields})
        if strange:
            remedy = f"Use {', '.join(field.name for field in self.fields)}."
            raise _refusal(strange[0], "is no field of the form", remedy, "license_field")
        checked = (
            self._checked(field, values.get(field.name, "").strip()) for field in self.fields
        )
        return LicensePayload(self, tuple(checked))

    def read(self, text: str) -> LicensePayload:
        """Read what a code says.

        Args:
            text: The text, as a scanner gave it.

        Raises:
            mgov.errors.InvalidValueError: If it is not in this form. Nothing of it is in the
                error.

        Example:
            >>> from mgov import qr
            >>> form = qr.LicenseForm(
            ...     id="bare",
            ...     title="x",
            ...     source="an invented form",
            ...     evidence="from_memory",
            ...     fields=[{"name": "identifier", "title": "x", "kind": "license_identifier"}],
            ... )
            >>> form.read("1.2.156.3005.2.1.2.3.001.X")
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: identifier: is in another form. ...
        """
        if not text.startswith(self.prefix):
            remedy = "Look for the form that it is in."
            raise _refusal("code", "does not begin as this form", remedy, "license_prefix")
        parts = text[len(self.prefix) :].split(self.separator)
        if len(parts) != len(self.fields):
            trouble = f"has {len(parts)} fields where the form has {len(self.fields)}"
            raise _refusal("code", trouble, "Look for the form that it is in.", "license_fields")
        if self.is_link:
            parts = [unquote(part) for part in parts]
        names = (field.name for field in self.fields)
        return self.pack(dict(zip(names, parts, strict=True)))

    def _checked(self, field: LicenseField, value: str) -> str | PersonalText:
        if not value:
            if field.optional:
                return value
            raise _refusal(field.name, "is missing", "Give a value.", "license_field_missing")
        if not field.fits(value):
            trouble, remedy = "is in another form", "Compare it with the license."
            raise _refusal(field.name, trouble, remedy, "license_field_form")
        if not value.isprintable() or (self.separator in value and not self.is_link):
            trouble = "has the separator of the form or a control character in it"
            raise _refusal(field.name, trouble, "Take it out.", "license_field_separator")
        return PersonalText(value) if field.personal else value


def _refusal(field: str, trouble: str, remedy: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code=code)
