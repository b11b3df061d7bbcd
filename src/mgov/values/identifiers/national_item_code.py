"""The national implementation code of a government service item, of 31 or 33 characters."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.values.halfwidth import halfwidth
from mgov.values.identifiers.credit_code import UnifiedSocialCreditCode
from mgov.values.identifiers.division_code import DivisionLevel
from mgov.values.identifiers.identifier import Identifier, Part
from mgov.values.text import Text

__all__ = ["NationalItemCode"]

_CREDIT_CODE: Final = 18
_LENGTHS: Final = (31, 33)
_REST: Final = re.compile(r"[1-6][0-9]{12}(?:[0-9]{2})?", re.ASCII)

_LEVELS: Final = {
    "1": (DivisionLevel.NATION, Text(en="national", zh="国家级")),
    "2": (DivisionLevel.PROVINCE, Text(en="provincial", zh="省级")),
    "3": (DivisionLevel.PREFECTURE, Text(en="city", zh="市级")),
    "4": (DivisionLevel.COUNTY, Text(en="county", zh="县级")),
    "5": (DivisionLevel.TOWNSHIP, Text(en="township", zh="乡级")),
    "6": (DivisionLevel.VILLAGE, Text(en="village", zh="村级")),
}
_NAMES: Final = {
    "organization": Text(en="implementing organization", zh="实施主体"),
    "level": Text(en="level at which it is exercised", zh="行使层级"),
    "basic": Text(en="basic code of the item", zh="基本编码"),
    "case": Text(en="variant that is handled", zh="业务办理项"),
}


class NationalItemCode(Identifier):
    """The code by which the national platform knows an item as one body implements it.

    It joins the credit code of the implementing organization (18), the level at which the power
    is exercised (1), the basic code of the item in the catalogue (12), and for one of several
    variants of the item two digits more (业务办理项编码). This is the form of links to the
    platforms of Guangdong, Guangxi and Xinjiang, in which levels 2 to 4 were seen. The standard
    that defines it (GB/T 39554.1-2020) was not at hand: levels 1, 5 and 6 continue the series,
    and nothing more is read into the basic code.

    Args:
        text: 31 or 33 characters; spaces, hyphens, full width and lower case do no harm.

    Raises:
        mgov.errors.InvalidValueError: If it has another length or form, or its credit code is
            none.

    Example:
        >>> from mgov.values.identifiers import NationalItemCode
        >>> code = NationalItemCode("11440100007483172Q3440106043001")
        >>> code.credit_code, code.basic_code, code.level.value
        (UnifiedSocialCreditCode('11440100007483172Q'), '440106043001', 'prefecture')
        >>> NationalItemCode("11450000007565194H200011501500504").variant
        '04'
    """

    __slots__ = ()

    standard: ClassVar[str] = "GB/T 39554.1"
    label: ClassVar[Text] = Text(
        en="national service item implementation code", zh="国家政务服务事项实施编码"
    )
    pattern: ClassVar[str] = "^[0-9A-Z]{18}[1-6][0-9]{12}(?:[0-9]{2})?$"
    _field: ClassVar[str] = "national_item_code"

    @property
    def credit_code(self) -> UnifiedSocialCreditCode:
        """The credit code of the organization that implements the item.

        Example:
            >>> from mgov.values.identifiers import NationalItemCode
            >>> NationalItemCode("11440100007482575H3440118009000").credit_code.division
            DivisionCode('440100')
        """
        return UnifiedSocialCreditCode(self[:18])

    @property
    def level(self) -> DivisionLevel:
        """The level of government at which the item is exercised.

        Example:
            >>> from mgov.values.identifiers import NationalItemCode
            >>> NationalItemCode("11650000010183859F2650116013001").level.value
            'province'
        """
        return _LEVELS[self[18]][0]

    @property
    def basic_code(self) -> str:
        """The code of the item in the catalogue, the same wherever it is implemented.

        Example:
            >>> from mgov.values.identifiers import NationalItemCode
            >>> NationalItemCode("11450000007565194H200011501500504").basic_code
            '000115015005'
        """
        return self[19:31]

    @property
    def variant(self) -> str | None:
        """Which variant of the item it is; None for the item as a whole.

        Example:
            >>> from mgov.values.identifiers import NationalItemCode
            >>> print(NationalItemCode("11440100007482575H3440118009000").variant)
            None
        """
        return self[31:] or None

    @override
    def parts(self) -> tuple[Part, ...]:
        found = (
            Part(self[:18], _NAMES["organization"], self.credit_code.category_name),
            Part(self[18], _NAMES["level"], _LEVELS[self[18]][1]),
            Part(self.basic_code, _NAMES["basic"]),
        )
        return found if self.variant is None else (*found, Part(self.variant, _NAMES["case"]))

    @classmethod
    @override
    def _canonical(cls, text: str) -> str:
        code = halfwidth(text, drop="-").upper()
        if len(code) not in _LENGTHS:
            trouble = f"has {len(code)} characters, not 31 or 33"
            remedy = "Copy the whole code: credit code, level, basic code, and a variant if any."
            raise cls._refusal(trouble, remedy, "length")
        if not _REST.fullmatch(code[_CREDIT_CODE:]):
            trouble = "does not go on after its credit code with a level from 1 to 6 and digits"
            remedy = "Check the characters from the 19th on."
            raise cls._refusal(trouble, remedy, "form")
        try:
            credit_code = UnifiedSocialCreditCode(code[:_CREDIT_CODE])
        except InvalidValueError as error:
            trouble = f"begins with a credit code that {error.trouble}"
            raise cls._refusal(trouble, "Check its first 18 characters.", "credit_code") from None
        return credit_code + code[_CREDIT_CODE:]
