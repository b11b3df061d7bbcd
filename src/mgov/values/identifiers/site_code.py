"""The identification code of a Chinese government website (SiteIDCode)."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from typing_extensions import override

from mgov.values.halfwidth import halfwidth
from mgov.values.identifiers.division_code import DivisionCode
from mgov.values.identifiers.identifier import Identifier, Part
from mgov.values.text import Text

__all__ = ["SiteCode"]

_LENGTH: Final = 10
_FORM: Final = re.compile(r"bm[0-9]{8}|[0-9]{10}|N[0-9]{9}", re.ASCII)
_CENTRAL, _PRIVATE = "bm", "N"

_MINISTRY: Final = Text(
    en="ministry or body of the State Council, by its number", zh="国务院部门序号"
)
_DIVISION: Final = Text(en="division", zh="行政区划")
_NOT_GOVERNMENT: Final = Text(en="not a government site", zh="非政府网站")
_SEQUENCE: Final = Text(en="sequence number", zh="顺序号")


class SiteCode(Identifier):
    """The code that a Chinese government website shows as `SiteIDCode` on its pages.

    The site of a local government has ten digits, division and sequence; that of a body of the
    State Council has `bm`, the body's number and a sequence. The form `N` with nine digits,
    which marks a site of somebody else, is accepted and told by `is_government`. There is no
    check digit. The page label is required by the guide to the development of government
    websites (国办发〔2017〕47号).

    Args:
        text: Ten characters; spaces, hyphens, full width and case do no harm.

    Raises:
        mgov.errors.InvalidValueError: If it has another form.

    Example:
        >>> from mgov.values.identifiers import SiteCode
        >>> SiteCode("5101320017").division, SiteCode("BM17000009").ministry
        (DivisionCode('510132'), '17')
        >>> SiteCode("N000000672").is_government
        False
    """

    __slots__ = ()

    standard: ClassVar[str] = "国办发〔2017〕47号"
    label: ClassVar[Text] = Text(en="government site code", zh="政府网站标识码")
    pattern: ClassVar[str] = "^(?:[0-9]{10}|bm[0-9]{8}|N[0-9]{9})$"
    _field: ClassVar[str] = "site_code"

    @property
    def is_government(self) -> bool:
        """Whether the code marks the site of a government body.

        Example:
            >>> from mgov.values.identifiers import SiteCode
            >>> SiteCode("bm01000001").is_government
            True
        """
        return not self.startswith(_PRIVATE)

    @property
    def division(self) -> DivisionCode | None:
        """The division whose government the site belongs to.

        Returns:
            The nation for a body of the State Council; None for a site that is not the
            government's, or whose digits are no division.

        Example:
            >>> from mgov.values.identifiers import SiteCode
            >>> SiteCode("bm17000009").division
            DivisionCode('100000')
        """
        if self.startswith(_CENTRAL):
            return DivisionCode("100000")
        digits = self[:6]
        return DivisionCode(digits) if DivisionCode.is_valid(digits) else None

    @property
    def ministry(self) -> str | None:
        """The number of the body of the State Council; None for any other site.

        Example:
            >>> from mgov.values.identifiers import SiteCode
            >>> SiteCode("bm29000002").ministry
            '29'
        """
        return self[2:4] if self.startswith(_CENTRAL) else None

    @property
    def sequence(self) -> str:
        """The number of the site among those with the same beginning.

        Example:
            >>> from mgov.values.identifiers import SiteCode
            >>> SiteCode("5101320017").sequence
            '0017'
        """
        return self.parts()[-1].text

    @override
    def parts(self) -> tuple[Part, ...]:
        if self.startswith(_CENTRAL):
            return (Part(self[:4], _MINISTRY), Part(self[4:], _SEQUENCE))
        if self.startswith(_PRIVATE):
            return (Part(self[:1], _NOT_GOVERNMENT), Part(self[1:], _SEQUENCE))
        province = self.division.province if self.division else None
        return (
            Part(self[:6], _DIVISION, province.name() if province else None),
            Part(self[6:], _SEQUENCE),
        )

    @classmethod
    @override
    def _canonical(cls, text: str) -> str:
        code = halfwidth(text, drop="-").lower().replace("n", _PRIVATE)
        if len(code) != _LENGTH:
            trouble = f"has {len(code)} characters instead of {_LENGTH}"
            raise cls._refusal(trouble, "Copy it from the site's SiteIDCode.", "length")
        if not _FORM.fullmatch(code):
            trouble = "has neither ten digits, nor bm and eight, nor N and nine"
            remedy = "Write it as 5101320017, bm17000009 or N000000672."
            raise cls._refusal(trouble, remedy, "form")
        return code
