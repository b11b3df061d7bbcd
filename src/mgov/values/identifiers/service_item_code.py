"""The implementation code of a government service item, as service platforms link to it."""

from __future__ import annotations

import re
from typing import ClassVar, Final, NamedTuple

from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.values.halfwidth import halfwidth
from mgov.values.identifiers.credit_code import UnifiedSocialCreditCode, fits_gb_11714
from mgov.values.identifiers.division_code import DivisionCode
from mgov.values.identifiers.identifier import Identifier, Part
from mgov.values.text import Text

__all__ = ["Anomaly", "ServiceItemCode"]

_LONGEST: Final = 80
_CODE: Final = re.compile(
    r"(?P<basic>[0-9A-Z]+(?:-[0-9A-Z]+)*?)"
    r"(?:-(?P<division>[0-9]{12})(?:-(?P<sequence>[0-9]{3}))?)?"
    r"-(?P<organization>[0-9A-Z]+(?:-[0-9A-Z])?)"
    r"(?:-(?P<suffix>[0-9]-[0-9]{2}))?"
)
_BASIC: Final = re.compile(
    "[0-9A-Z]{12}|[0-9A-Z]{14}|[A-Z]-[0-9]{6}-[0-9]{3,4}|[0-9][A-Z]-[0-9]{4}-[0-9]{5}"
)
_CREDIT_CODE_LENGTH: Final = 18
_ORGANIZATION_CODE_LENGTH: Final = 9

_PARTS: Final = {
    "basic": Text(en="basic code of the item", zh="基本编码"),
    "division": Text(en="division", zh="行政区划"),
    "sequence": Text(en="sequence number", zh="顺序号"),
    "organization": Text(en="implementing organization", zh="实施主体"),
    "suffix": Text(en="suffix", zh="后缀"),
}


class Anomaly(NamedTuple):
    """Something about a code that is not as it should be, and does not keep it from being read.

    Attributes:
        code: A stable word for programs.
        text: A sentence about it, in English and Chinese.

    Example:
        >>> from mgov.values.identifiers import ServiceItemCode
        >>> for anomaly in ServiceItemCode("H-000185-001-4444444444").anomalies:
        ...     print(anomaly.code)
        division_missing
        sequence_missing
        organization_length
    """

    code: str
    text: Text


class ServiceItemCode(Identifier):
    """The implementation code of a service item, the `itemCode` of a platform's link.

    It joins by hyphens the item's basic code (12 or 14 characters, or an older form of three
    groups), the division, a sequence number, the code of the implementing organization, and a
    suffix. The form is that of real links to the platform of Sichuan; no published standard
    defines it, and what real codes hold is often not what it should be: an organization code
    with a character missing, a placeholder, no division. Such a code is read all the same, and
    its `anomalies` say what is wrong.

    Args:
        text: The code; spaces, full width and lower case do no harm, hyphens separate.

    Raises:
        mgov.errors.InvalidValueError: If the parts cannot be told apart.

    Example:
        >>> from mgov.values.identifiers import ServiceItemCode
        >>> code = ServiceItemCode("511A0138000000-511602000000-000-115113010833722043-1-00")
        >>> code.basic_code, code.division, code.credit_code
        ('511A0138000000', DivisionCode('511602'), UnifiedSocialCreditCode('115113010833722043'))
        >>> code.anomalies
        ()
    """

    __slots__ = ()

    standard: ClassVar[str] = "itemCode"
    label: ClassVar[Text] = Text(en="service item implementation code", zh="政务服务事项实施编码")
    pattern: ClassVar[str] = "^[0-9A-Z]+(?:-[0-9A-Z]+)+$"
    _field: ClassVar[str] = "service_item_code"

    @property
    def basic_code(self) -> str:
        """The code of the item in the catalogue, the same wherever it is implemented.

        Example:
            >>> from mgov.values.identifiers import ServiceItemCode
            >>> ServiceItemCode("E-000004-001-11511301008778386B").basic_code
            'E-000004-001'
        """
        return self._groups["basic"]

    @property
    def division(self) -> DivisionCode | None:
        """Where the item is implemented; None if it is not said or is no division.

        Example:
            >>> from mgov.values.identifiers import ServiceItemCode
            >>> code = "512C0107400001-511602000000-000-00877868-5-1-00"
            >>> ServiceItemCode(code).division
            DivisionCode('511602')
        """
        digits = self._groups.get("division", "")
        return DivisionCode(digits) if DivisionCode.is_valid(digits) else None

    @property
    def sequence(self) -> str | None:
        """The sequence number after the division; None if there is none.

        Example:
            >>> from mgov.values.identifiers import ServiceItemCode
            >>> ServiceItemCode("512C0107400001-511602000000-000-00877868-5-1-00").sequence
            '000'
        """
        return self._groups.get("sequence")

    @property
    def organization(self) -> str:
        """What stands for the implementing organization, as it is written.

        Example:
            >>> from mgov.values.identifiers import ServiceItemCode
            >>> ServiceItemCode("512C0107400001-511602000000-000-00877868-5-1-00").organization
            '00877868-5'
        """
        return self._groups["organization"]

    @property
    def suffix(self) -> str | None:
        """What follows the organization; None if nothing does.

        Example:
            >>> from mgov.values.identifiers import ServiceItemCode
            >>> ServiceItemCode("512C0107400001-511602000000-000-00877868-5-1-00").suffix
            '1-00'
        """
        return self._groups.get("suffix")

    @property
    def credit_code(self) -> UnifiedSocialCreditCode | None:
        """The credit code of the implementing organization; None if it is no valid one.

        Example:
            >>> from mgov.values.identifiers import ServiceItemCode
            >>> ServiceItemCode("E-000004-001-11511301008778386B").credit_code
            UnifiedSocialCreditCode('11511301008778386B')
        """
        text = self.organization
        return UnifiedSocialCreditCode(text) if UnifiedSocialCreditCode.is_valid(text) else None

    @property
    def organization_code(self) -> str | None:
        """The nine characters of GB 11714, alone or inside the credit code; None if neither.

        Example:
            >>> from mgov.values.identifiers import ServiceItemCode
            >>> code = "512C0107400001-511602000000-000-00877868-5-1-00"
            >>> ServiceItemCode(code).organization_code
            '008778685'
        """
        if self.credit_code is not None:
            return self.credit_code.organization_code
        bare = self.organization.replace("-", "")
        return bare if fits_gb_11714(bare) else None

    @property
    def anomalies(self) -> tuple[Anomaly, ...]:
        """What is not as it should be, from left to right; empty if nothing is.

        Example:
            >>> from mgov.values.identifiers import ServiceItemCode
            >>> code = "511A0020500002-511602000000-000-1151130000877869M-1-00"
            >>> print(ServiceItemCode(code).anomalies[0].text)
            The organization has 17 characters; a credit code has 18.
        """
        found: list[Anomaly] = []
        if not _BASIC.fullmatch(self.basic_code):
            found.append(_anomaly("basic_code_form"))
        if "division" not in self._groups:
            found.append(_anomaly("division_missing"))
        elif self.division is None:
            found.append(_anomaly("division_unknown"))
        if self.sequence is None:
            found.append(_anomaly("sequence_missing"))
        return (*found, *self._organization_anomalies())

    def _organization_anomalies(self) -> tuple[Anomaly, ...]:
        bare = self.organization.replace("-", "")
        if fits_gb_11714(bare):
            return (_anomaly("organization_code_only"),)
        if len(bare) == _ORGANIZATION_CODE_LENGTH:
            return (_anomaly("organization_check_character"),)
        if len(bare) != _CREDIT_CODE_LENGTH:
            return (_anomaly("organization_length", len(bare)),)
        try:
            UnifiedSocialCreditCode(bare)
        except InvalidValueError as error:
            return (_anomaly(error.code.replace("credit_code", "organization")),)
        return ()

    @property
    def _groups(self) -> dict[str, str]:
        match = _CODE.fullmatch(self)
        groups = match.groupdict() if match else {}
        return {name: text for name, text in groups.items() if text is not None}

    @override
    def parts(self) -> tuple[Part, ...]:
        meanings: dict[str, Text | None] = {}
        if self.division is not None and self.division.province is not None:
            meanings["division"] = self.division.province.name()
        if self.credit_code is not None:
            meanings["organization"] = self.credit_code.category_name
        return tuple(
            Part(text, _PARTS[name], meanings.get(name)) for name, text in self._groups.items()
        )

    @classmethod
    @override
    def _canonical(cls, text: str) -> str:
        code = halfwidth(text).upper()
        match = _CODE.fullmatch(code) if len(code) <= _LONGEST else None
        if match is None or not (match["division"] or _BASIC.fullmatch(match["basic"])):
            trouble = "cannot be taken apart into basic code, division and organization"
            remedy = "Copy the whole itemCode of the link, hyphens included."
            raise cls._refusal(trouble, remedy, "form")
        return code


_ANOMALIES: Final = {
    "basic_code_form": (
        "The basic code has neither 12 nor 14 characters, nor an older form.",
        "基本编码既非12位或14位，也非旧格式。",
    ),
    "division_missing": ("There is no division.", "缺少行政区划代码。"),
    "division_unknown": ("The division lies in no province.", "行政区划代码不属于任何省级区划。"),
    "sequence_missing": ("There is no sequence number.", "缺少顺序号。"),
    "organization_length": (
        "The organization has {} characters; a credit code has 18.",
        "实施主体编码为{}位；统一社会信用代码应为18位。",
    ),
    "organization_character": (
        "The organization has a character that a credit code cannot have there.",
        "实施主体编码含有统一社会信用代码该位置不使用的字符。",
    ),
    "organization_check_character": (
        "The organization's check character does not fit.",
        "实施主体编码的校验码不符。",
    ),
    "organization_code_only": (
        "The organization is an organization code (GB 11714), not a credit code.",
        "实施主体编码为组织机构代码（GB 11714），不是统一社会信用代码。",
    ),
}


def _anomaly(code: str, count: int = 0) -> Anomaly:
    en, zh = (sentence.format(count) for sentence in _ANOMALIES[code])
    return Anomaly(code, Text(en=en, zh=zh))
