"""A code of any scheme that has no type of its own here."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.values.model import Model

__all__ = ["SchemeCode", "SchemeCodes"]

_Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class SchemeCode(Model, frozen=True):
    """A code together with the scheme it belongs to, taken as it is.

    Attributes:
        scheme: The scheme or register, such as `ISO 3166-2` or `GB-COH`.
        code: The code in it, such as `GB-LND`.

    Example:
        >>> from mgov.values.identifiers import SchemeCode
        >>> print(SchemeCode(scheme="ISO 3166-2", code="GB-LND"))
        ISO 3166-2 GB-LND
    """

    scheme: _Word
    code: _Word

    @override
    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"


def _one_a_scheme(codes: tuple[SchemeCode, ...]) -> tuple[SchemeCode, ...]:
    schemes = [each.scheme for each in codes]
    for scheme in schemes:
        if schemes.count(scheme) > 1:
            trouble = f"has two codes of {scheme}"
            error = InvalidValueError(trouble, remedy="Keep one of them.", code="scheme_twice")
            raise error.as_pydantic()
    return codes


SchemeCodes = Annotated[tuple[SchemeCode, ...], AfterValidator(_one_a_scheme)]
"""Codes of different schemes for one thing: at most one code of each scheme."""
