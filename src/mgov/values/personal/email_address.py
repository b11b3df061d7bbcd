"""The mail address of a person."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from typing_extensions import override

from mgov.values.halfwidth import halfwidth
from mgov.values.personal.personal import MASK, Personal

__all__ = ["EmailAddress"]

_LONGEST_LOCAL: Final = 64  # RFC 5321, 4.5.3.1.1, in octets
_LONGEST: Final = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
_ATOM: Final = r"[^\s@\"(),:;<>\[\]\\.]+"
_LABEL: Final = r"[^\W_](?:[\w-]*[^\W_])?"
_FORM: Final = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")


class EmailAddress(Personal):
    """A mail address, its domain in lower case.

    It has the usual form `name@domain` (RFC 5321), in any script (RFC 6531); quoted names and
    addresses without a dotted domain are not accepted. The mask hides the domain as well,
    because a domain may be a person's own.

    Example:
        >>> from mgov.values.personal import EmailAddress
        >>> address = EmailAddress("Someone@Example.com")
        >>> print(address, address.masked(domain=True))
        S***@*** S***@example.com
    """

    __slots__ = ()

    mask_form: ClassVar[str] = r".?\*{3}@.*"

    @classmethod
    @override
    def canonical(cls, text: str) -> str:
        address = halfwidth(text) if len(text.split()) == 1 else text
        local, _, domain = address.rpartition("@")
        if len(local.encode()) > _LONGEST_LOCAL or len(address.encode()) > _LONGEST:
            trouble = "is longer than a mail address may be"
            remedy = f"Give at most {_LONGEST_LOCAL} octets before the @ and {_LONGEST} in all."
            raise cls._refusal(trouble, remedy, "length")
        if not _FORM.fullmatch(address):
            trouble, remedy = "is no mail address", "Write it as name@example.com."
            raise cls._refusal(trouble, remedy, "form")
        return f"{local}@{domain.lower()}"

    @override
    def masked(self, *, domain: bool = False) -> str:
        """Return what may be seen of the address: the first character, if there are more.

        Args:
            domain: Whether to show the domain.

        Example:
            >>> from mgov.values.personal import EmailAddress
            >>> EmailAddress("j@example.com").masked(domain=True)
            '***@example.com'
        """
        local, _, host = self._value.rpartition("@")
        first = local[0] if len(local) > 1 else ""
        return f"{first}{MASK}@{host if domain else MASK}"
