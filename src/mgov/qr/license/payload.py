"""What the code of one electronic license says; nothing personal is seen by accident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.qr.link import Link
from mgov.values.host_policy import HostPolicy
from mgov.values.personal import PersonalText

if TYPE_CHECKING:
    from mgov.qr.license.form import LicenseForm

__all__ = ["LicensePayload"]


@dataclass(frozen=True, slots=True)
class LicensePayload:
    """What the code of an electronic license says. Nothing personal is seen in its `repr`.

    Attributes:
        form: Its form.
        values: The values of its fields, in order; the personal ones masked, an optional one
            that is missing empty.

    Example:
        >>> from mgov import qr
        >>> form = qr.LicenseForm(
        ...     id="bare",
        ...     title="x",
        ...     source="an invented form",
        ...     evidence="from_memory",
        ...     fields=[{"name": "number", "title": "Number"}],
        ... )
        >>> payload = form.pack({"number": "51302119900101001X"})
        >>> payload
        LicensePayload(form='bare', number='***')
        >>> payload.reveal(purpose="check it at the counter")
        {'number': '51302119900101001X'}
    """

    form: LicenseForm
    values: tuple[str | PersonalText, ...]

    @property
    def shown(self) -> dict[str, str]:
        """The fields by name, the personal ones as a mask."""
        return self._named(str(value) for value in self.values)

    def reveal(self, *, purpose: str) -> dict[str, str]:
        """Return all fields by name.

        Args:
            purpose: What they are shown for, in words that an auditor would accept.

        Raises:
            mgov.errors.InvalidValueError: If there is something personal and the purpose is blank.
        """
        return self._named(
            value if isinstance(value, str) else value.reveal(purpose=purpose)
            for value in self.values
        )

    def text(self, *, purpose: str) -> str:
        """Return what the code says, as `qr.make_text` takes it.

        Args:
            purpose: What it is shown for, such as printing the license.

        Raises:
            mgov.errors.InvalidValueError: If there is something personal and the purpose is blank.

        Example:
            >>> from mgov import qr
            >>> form = qr.LicenseForm(
            ...     id="bare",
            ...     title="x",
            ...     source="an invented form",
            ...     evidence="from_memory",
            ...     prefix="EL1:",
            ...     fields=[{"name": "number", "title": "Number"}],
            ... )
            >>> payload = form.pack({"number": "17"})
            >>> qr.make_text(payload.text(purpose="print the license")).version
            1
        """
        return self._joined(self.reveal(purpose=purpose))

    def link(self, *, policy: HostPolicy | str) -> Link:
        """Return the link that the code is.

        Args:
            policy: Which hosts it may lead to.

        Raises:
            mgov.errors.UnsafeLinkError: If the policy refuses it.
            mgov.errors.InvalidValueError: If the form is no link.
        """
        if not self.form.is_link:
            remedy = "Make the code with make_text from its text."
            raise InvalidValueError(
                "is no link", field="form", remedy=remedy, code="license_no_link"
            )
        # Nothing in a link is personal, so what is shown is the whole of it.
        return Link(self._joined(self.shown), policy=policy, title=self.form.title)

    def _named(self, values: Iterable[str]) -> dict[str, str]:
        return dict(zip((field.name for field in self.form.fields), values, strict=True))

    def _joined(self, values: Mapping[str, str]) -> str:
        texts = values.values()
        parts = [quote(text, safe="") for text in texts] if self.form.is_link else texts
        return self.form.prefix + self.form.separator.join(parts)

    @override
    def __repr__(self) -> str:
        fields = "".join(f", {name}={value!r}" for name, value in self.shown.items())
        return f"{type(self).__name__}(form={self.form.id!r}{fields})"
