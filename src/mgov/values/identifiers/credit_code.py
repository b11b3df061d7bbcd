"""The unified social credit code of Chinese organizations: GB 32100-2015."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.values.halfwidth import halfwidth
from mgov.values.identifiers.division_code import DivisionCode
from mgov.values.identifiers.identifier import Identifier, Part
from mgov.values.text import Text

__all__ = ["UnifiedSocialCreditCode", "fits_gb_11714"]

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_LENGTH: Final = 18
_LOOKALIKES: Final = {"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"}
_REGION: Final = slice(2, 8)

# GB 11714-1997: the organization code inside, eight characters and a check character.
_ORGANIZATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)

# GB 32100-2015 with amendment 1 of 2016, tables of characters 1 and 2.
_OTHER: Final = ("其他", "other")
_AUTHORITIES: Final = {
    "1": ("机构编制", "public-sector staffing"),
    "2": ("外交", "foreign affairs"),
    "3": ("司法行政", "justice"),
    "4": ("文化", "culture"),
    "5": ("民政", "civil affairs"),
    "6": ("旅游", "tourism"),
    "7": ("宗教", "religious affairs"),
    "8": ("工会", "trade unions"),
    "9": ("工商", "industry and commerce"),
    "A": (
        "中央军委改革和编制办公室",
        "Reform and Organization Office of the Central Military Commission",
    ),
    "N": ("农业", "agriculture"),
    "Y": _OTHER,
}
_CATEGORIES: Final = {
    "11": ("机关", "state organ"),
    "12": ("事业单位", "public institution"),
    "13": ("编办直接管理机构编制的群众团体", "mass organization staffed by the state"),
    "21": ("外国常驻新闻机构", "resident foreign news organization"),
    "31": ("律师执业机构", "law firm"),
    "32": ("公证处", "notary office"),
    "33": ("基层法律服务所", "grassroots legal service office"),
    "34": ("司法鉴定机构", "forensic institution"),
    "35": ("仲裁委员会", "arbitration commission"),
    "41": ("外国在华文化中心", "foreign cultural center in China"),
    "51": ("社会团体", "social association"),
    "52": ("民办非企业单位", "private non-enterprise unit"),
    "53": ("基金会", "foundation"),
    "61": ("外国旅游部门常驻代表机构", "resident office of a foreign tourism authority"),
    "62": (
        "港澳台地区旅游部门常驻内地（大陆）代表机构",
        "resident office of a tourism authority of Hong Kong, Macao or Taiwan",
    ),
    "71": ("宗教活动场所", "place of worship"),
    "72": ("宗教院校", "religious school"),
    "81": ("基层工会", "grassroots trade union"),
    "91": ("企业", "enterprise"),
    "92": ("个体工商户", "individually owned business"),
    "93": ("农民专业合作社", "farmers' cooperative"),
    "A1": ("军队事业单位", "military institution"),
    "N1": ("组级集体经济组织", "collective economic organization of a group"),
    "N2": ("村级集体经济组织", "collective economic organization of a village"),
    "N3": ("乡镇级集体经济组织", "collective economic organization of a township"),
    "Y1": _OTHER,
    **dict.fromkeys(["19", "29", "39", "49", "59", "69", "79", "89", "A9", "N9"], _OTHER),
}

_PARTS: Final = (
    Text(en="registration authority", zh="登记管理部门"),
    Text(en="category", zh="机构类别"),
    Text(en="division of registration", zh="登记管理机关行政区划"),
    Text(en="organization code", zh="主体标识码（组织机构代码）"),
    Text(en="check character", zh="校验码"),
)
_INNER_CHECK: Final = {
    True: Text(en="its own check character fits", zh="自身校验码相符"),
    False: Text(en="its own check character does not fit", zh="自身校验码不符"),
}


class UnifiedSocialCreditCode(Identifier):
    """The 18-character code of a Chinese organization, with its check character verified.

    All registration authorities are accepted, those with a letter too. An authority or a
    category that the tables of 2016 do not list is not refused, since the tables grow; its
    name is then None. The organization code inside (GB 11714) has a check character of its
    own, which is told by `organization_code_fits` and not required.

    Args:
        text: 18 characters; spaces, hyphens, full width and lower case do no harm.

    Raises:
        mgov.errors.InvalidValueError: If the length, a character or the check character is
            wrong.

    Example:
        >>> from mgov.values.identifiers import UnifiedSocialCreditCode
        >>> code = UnifiedSocialCreditCode("91110108551385082Q")
        >>> print(code.explain())
        91110108551385082Q: unified social credit code (GB 32100-2015)
          9          registration authority: industry and commerce
          1          category: enterprise
          110108     division of registration: Beijing
          551385082  organization code: its own check character fits
          Q          check character
    """

    __slots__ = ()

    standard: ClassVar[str] = "GB 32100-2015"
    label: ClassVar[Text] = Text(en="unified social credit code", zh="统一社会信用代码")
    pattern: ClassVar[str] = "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$"
    _field: ClassVar[str] = "credit_code"

    @property
    def registration_authority(self) -> str:
        """The first character: which authority registered the organization.

        Example:
            >>> from mgov.values.identifiers import UnifiedSocialCreditCode
            >>> UnifiedSocialCreditCode("91110108551385082Q").registration_authority
            '9'
        """
        return self[0]

    @property
    def registration_authority_name(self) -> Text | None:
        """What the first character stands for; None if the standard does not list it.

        Example:
            >>> from mgov.values.identifiers import UnifiedSocialCreditCode
            >>> print(UnifiedSocialCreditCode("91110108551385082Q").registration_authority_name)
            工商
        """
        return _named(_AUTHORITIES.get(self[0]))

    @property
    def category(self) -> str:
        """The second character: the kind of organization, by authority.

        Example:
            >>> from mgov.values.identifiers import UnifiedSocialCreditCode
            >>> UnifiedSocialCreditCode("91110108551385082Q").category
            '1'
        """
        return self[1]

    @property
    def category_name(self) -> Text | None:
        """What the second character stands for; None if the standard does not list it.

        Example:
            >>> from mgov.values.identifiers import UnifiedSocialCreditCode
            >>> UnifiedSocialCreditCode("91110108551385082Q").category_name.in_language("en")
            'enterprise'
        """
        return _named(_CATEGORIES.get(self[:2]))

    @property
    def division(self) -> DivisionCode | None:
        """Where the organization was registered; None if these digits are no division.

        Example:
            >>> from mgov.values.identifiers import UnifiedSocialCreditCode
            >>> UnifiedSocialCreditCode("91110108551385082Q").division
            DivisionCode('110108')
        """
        digits = self[_REGION]
        return DivisionCode(digits) if DivisionCode.is_valid(digits) else None

    @property
    def organization_code(self) -> str:
        """The organization code (GB 11714): characters 9 to 17.

        Example:
            >>> from mgov.values.identifiers import UnifiedSocialCreditCode
            >>> UnifiedSocialCreditCode("91110108551385082Q").organization_code
            '551385082'
        """
        return self[8:17]

    @property
    def organization_code_fits(self) -> bool:
        """Whether the check character of the organization code inside is right.

        Example:
            >>> from mgov.values.identifiers import UnifiedSocialCreditCode
            >>> UnifiedSocialCreditCode("91110108551385082Q").organization_code_fits
            True
        """
        return fits_gb_11714(self.organization_code)

    @property
    def check_character(self) -> str:
        """The last character, which follows from the others.

        Example:
            >>> from mgov.values.identifiers import UnifiedSocialCreditCode
            >>> UnifiedSocialCreditCode("91110108551385082Q").check_character
            'Q'
        """
        return self[17]

    @override
    def parts(self) -> tuple[Part, ...]:
        where = self.division.province if self.division else None
        pieces = (
            (self.registration_authority, self.registration_authority_name),
            (self.category, self.category_name),
            (self[_REGION], where.name() if where else None),
            (self.organization_code, _INNER_CHECK[self.organization_code_fits]),
            (self.check_character, None),
        )
        return tuple(
            Part(text, name, meaning) for name, (text, meaning) in zip(_PARTS, pieces, strict=True)
        )

    @classmethod
    @override
    def _canonical(cls, text: str) -> str:
        code = halfwidth(text, drop="-").upper()
        if len(code) != _LENGTH:
            trouble = f"has {len(code)} characters instead of {_LENGTH}"
            raise cls._refusal(trouble, "Compare it with the certificate.", "length")
        for position, character in enumerate(code, start=1):
            if character not in _ALPHABET:
                raise cls._bad_character(character, position)
        region = code[_REGION]
        if not region.isdigit():
            position = next(at for at, each in enumerate(region, start=3) if not each.isdigit())
            trouble = f"has the letter {code[position - 1]} as character {position}"
            remedy = "Characters 3 to 8 are the division code: digits only."
            raise cls._refusal(trouble, remedy, "character")
        expected = _check_character(code)
        if code[-1] != expected:
            trouble = f"ends in {code[-1]} where its other characters lead to {expected}"
            remedy = "Compare it with the certificate: most likely one character is misread."
            raise cls._refusal(trouble, remedy, "check_character")
        return code

    @classmethod
    def _bad_character(cls, character: str, position: int) -> InvalidValueError:
        remedy = "Write digits and capital letters without I, O, S, V and Z."
        if character in _LOOKALIKES:
            remedy = f"The code never uses I, O, S, V or Z; is it {_LOOKALIKES[character]}?"
        trouble = f"has {character!r} as character {position}"
        return cls._refusal(trouble, remedy, "character")


def fits_gb_11714(code: str) -> bool:
    """Tell whether nine characters are an organization code with the right check character.

    Args:
        code: Digits and capital letters, without a hyphen.

    Example:
        >>> from mgov.values.identifiers.credit_code import fits_gb_11714
        >>> fits_gb_11714("551385082"), fits_gb_11714("551385081")
        (True, False)
    """
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        return False
    total = sum(w * int(c, 36) for w, c in zip(_ORGANIZATION_WEIGHTS, code, strict=False))
    return code[8] == "0123456789X"[-total % 11]


def _check_character(code: str) -> str:
    total = sum(w * _ALPHABET.index(c) for w, c in zip(_WEIGHTS, code, strict=False))
    return _ALPHABET[-total % 31]


def _named(names: tuple[str, str] | None) -> Text | None:
    return None if names is None else Text(zh=names[0], en=names[1])
