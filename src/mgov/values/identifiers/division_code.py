"""Codes of China's administrative divisions: GB/T 2260 and what extends it downward."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import ClassVar, Final

from typing_extensions import override

from mgov.errors import MissingExtraError
from mgov.values.halfwidth import halfwidth
from mgov.values.identifiers.identifier import Identifier, Part
from mgov.values.text import Text

__all__ = ["DivisionCode", "DivisionLevel"]

_NATION: Final = "100000"
_NATION_NAME: Final = ("中华人民共和国", "People's Republic of China")

# The 34 divisions of GB/T 2260-2007 at the level of a province; English names as in common use.
_PROVINCES: Final = {
    "11": ("北京市", "Beijing"),
    "12": ("天津市", "Tianjin"),
    "13": ("河北省", "Hebei"),
    "14": ("山西省", "Shanxi"),
    "15": ("内蒙古自治区", "Inner Mongolia"),
    "21": ("辽宁省", "Liaoning"),
    "22": ("吉林省", "Jilin"),
    "23": ("黑龙江省", "Heilongjiang"),
    "31": ("上海市", "Shanghai"),
    "32": ("江苏省", "Jiangsu"),
    "33": ("浙江省", "Zhejiang"),
    "34": ("安徽省", "Anhui"),
    "35": ("福建省", "Fujian"),
    "36": ("江西省", "Jiangxi"),
    "37": ("山东省", "Shandong"),
    "41": ("河南省", "Henan"),
    "42": ("湖北省", "Hubei"),
    "43": ("湖南省", "Hunan"),
    "44": ("广东省", "Guangdong"),
    "45": ("广西壮族自治区", "Guangxi"),
    "46": ("海南省", "Hainan"),
    "50": ("重庆市", "Chongqing"),
    "51": ("四川省", "Sichuan"),
    "52": ("贵州省", "Guizhou"),
    "53": ("云南省", "Yunnan"),
    "54": ("西藏自治区", "Xizang (Tibet)"),
    "61": ("陕西省", "Shaanxi"),
    "62": ("甘肃省", "Gansu"),
    "63": ("青海省", "Qinghai"),
    "64": ("宁夏回族自治区", "Ningxia"),
    "65": ("新疆维吾尔自治区", "Xinjiang"),
    "71": ("台湾省", "Taiwan"),
    "81": ("香港特别行政区", "Hong Kong"),
    "82": ("澳门特别行政区", "Macao"),
}

_LENGTHS: Final = (2, 4, 6, 9, 12)
_NAME: Final = re.compile(r"(?:\[(?P<start>\d*)-(?P<end>\d*)\])?(?P<name>[^,\[]+)")


class DivisionLevel(StrEnum):
    """The level of an administrative division of China.

    Example:
        >>> from mgov.values.identifiers import DivisionCode
        >>> DivisionCode("5116").level
        <DivisionLevel.PREFECTURE: 'prefecture'>
    """

    NATION = "nation"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


_LEVEL_NAMES: Final = {
    DivisionLevel.NATION: Text(en="nation", zh="国家"),
    DivisionLevel.PROVINCE: Text(en="province", zh="省级"),
    DivisionLevel.PREFECTURE: Text(en="prefecture", zh="地级"),
    DivisionLevel.COUNTY: Text(en="county", zh="县级"),
    DivisionLevel.TOWNSHIP: Text(en="township", zh="乡级"),
    DivisionLevel.VILLAGE: Text(en="village", zh="村级"),
}

# How many digits from the left tell which division of this level it is.
_SIGNIFICANT: Final = {
    DivisionLevel.NATION: 0,
    DivisionLevel.PROVINCE: 2,
    DivisionLevel.PREFECTURE: 4,
    DivisionLevel.COUNTY: 6,
    DivisionLevel.TOWNSHIP: 9,
    DivisionLevel.VILLAGE: 12,
}


class DivisionCode(Identifier):
    """The code of an administrative division of China.

    GB/T 2260 gives six digits to a province, prefecture and county; GB/T 10114 adds three for
    a township and the statistical codes three more for a village. Any of them may be padded
    with zeros or cut short: `51`, `5100`, `510000` and `510000000000` are all Sichuan, and
    equal. The canonical form has 6 digits down to the county, 9 for a township, 12 for a
    village. `100000` is the nation as a whole, as in the credit codes of central bodies.

    That the first two digits are a province is checked; whether a county exists, or did at
    some time, is what `name` looks up.

    Args:
        text: 2, 4, 6, 9 or 12 digits.

    Raises:
        mgov.errors.InvalidValueError: If it has another length, another character, or a
            province that there is not.

    Example:
        >>> from mgov.values.identifiers import DivisionCode
        >>> code = DivisionCode("511602000000")
        >>> code, code.level.value, code.parent
        (DivisionCode('511602'), 'county', DivisionCode('511600'))
        >>> DivisionCode("51").contains(code)
        True
    """

    __slots__ = ()

    standard: ClassVar[str] = "GB/T 2260"
    label: ClassVar[Text] = Text(en="administrative division code", zh="行政区划代码")
    pattern: ClassVar[str] = "^[1-8][0-9]{5}(?:[0-9]{3}){0,2}$"
    _field: ClassVar[str] = "division_code"

    @property
    def level(self) -> DivisionLevel:
        """The level of the division, from nation to village.

        Example:
            >>> from mgov.values.identifiers import DivisionCode
            >>> DivisionCode("511602001").level.value
            'township'
        """
        if len(self) > 6:  # noqa: PLR2004 -- six digits reach down to the county
            return DivisionLevel.TOWNSHIP if len(self) == 9 else DivisionLevel.VILLAGE  # noqa: PLR2004 -- as above
        if self == _NATION:
            return DivisionLevel.NATION
        if self.endswith("0000"):
            return DivisionLevel.PROVINCE
        return DivisionLevel.PREFECTURE if self.endswith("00") else DivisionLevel.COUNTY

    @property
    def parent(self) -> DivisionCode | None:
        """The division that this one is directly part of; None for the nation.

        Example:
            >>> from mgov.values.identifiers import DivisionCode
            >>> DivisionCode("441900003").parent  # a township directly under Dongguan
            DivisionCode('441900')
        """
        levels = tuple(DivisionLevel)
        rank = levels.index(self.level)
        if rank == 0:
            return None
        return DivisionCode(self[: _SIGNIFICANT[levels[rank - 1]]] or _NATION)

    @property
    def province(self) -> DivisionCode | None:
        """The province-level division it is or lies in; None for the nation.

        Example:
            >>> from mgov.values.identifiers import DivisionCode
            >>> DivisionCode("511602").province
            DivisionCode('510000')
        """
        return None if self == _NATION else DivisionCode(self[:2])

    @property
    def extended(self) -> str:
        """The code with 12 digits, as statistics and service platforms write it.

        Example:
            >>> from mgov.values.identifiers import DivisionCode
            >>> DivisionCode("511602").extended
            '511602000000'
        """
        return self.ljust(12, "0")

    def contains(self, other: str) -> bool:
        """Tell whether another division is this one or lies in it.

        Args:
            other: A division code in any form.

        Raises:
            mgov.errors.InvalidValueError: If it is no division code.

        Example:
            >>> from mgov.values.identifiers import DivisionCode
            >>> DivisionCode("511600").contains("511602"), DivisionCode("510100").contains("511602")
            (True, False)
        """
        return DivisionCode(other).startswith(self[: _SIGNIFICANT[self.level]])

    def name(self, *, year: int | None = None) -> Text | None:
        """Return the name of the division.

        The nation and the provinces are known; prefectures and counties are looked up in
        python-stdnum, which knows their changes since about 1980; townships and villages are
        known to neither.

        Args:
            year: The year in which the name has to have been in force; without it, the last
                name counts, even of a division that is no more.

        Returns:
            The name, or None if there is none to be found.

        Raises:
            mgov.errors.MissingExtraError: If it takes python-stdnum and that is not installed.

        Example:
            >>> from mgov.values.identifiers import DivisionCode
            >>> print(DivisionCode("51").name())
            四川省
            >>> print(DivisionCode("510107").name(), DivisionCode("510107").name(year=1985))
            武侯区 None
        """
        match self.level:
            case DivisionLevel.NATION:
                zh, en = _NATION_NAME
            case DivisionLevel.PROVINCE:
                zh, en = _PROVINCES[self[:2]]
            case DivisionLevel.PREFECTURE | DivisionLevel.COUNTY:
                return _looked_up(self, year)
            case _:
                return None
        return Text(zh=zh, en=en)

    @override
    def parts(self) -> tuple[Part, ...]:
        if self == _NATION:
            name = _LEVEL_NAMES[DivisionLevel.NATION]
            return (Part(str(self), name, self.name()),)
        found: list[Part] = []
        start = 0
        for level, end in _SIGNIFICANT.items():
            if not 0 < end <= _SIGNIFICANT[self.level]:
                continue
            meaning = DivisionCode(self[:2]).name() if level is DivisionLevel.PROVINCE else None
            found.append(Part(self[start:end], _LEVEL_NAMES[level], meaning))
            start = end
        return tuple(found)

    @classmethod
    @override
    def _canonical(cls, text: str) -> str:
        digits = halfwidth(text, drop="-")
        for position, character in enumerate(digits, start=1):
            if character not in "0123456789":
                trouble = f"has {character!r} as character {position}"
                raise cls._refusal(trouble, "Write digits only.", "character")
        if len(digits) not in _LENGTHS:
            trouble = f"has {len(digits)} digits"
            remedy = "Give 6 digits, or 9 for a township, 12 for a village."
            raise cls._refusal(trouble, remedy, "length")
        if digits[:2] not in _PROVINCES and digits.rstrip("0") != "1":
            trouble = f"begins with {digits[:2]}, which is no province"
            remedy = "Begin with a number from 11 (Beijing) to 82 (Macao), or give 100000."
            raise cls._refusal(trouble, remedy, "province")
        for length in (9, 6):
            if len(digits) > length and not digits[length:].strip("0"):
                digits = digits[:length]
        return digits.ljust(6, "0")


def _looked_up(code: str, year: int | None) -> Text | None:
    try:
        from stdnum import numdb
    except ImportError:
        package, purpose = "python-stdnum", "the names of prefectures and counties"
        raise MissingExtraError(package, extra="cn", purpose=purpose) from None
    (_, _), (_, found) = numdb.get("cn/loc").info(code)
    best: tuple[int, str] | None = None
    for match in _NAME.finditer(found.get("county", "")):
        start, end = int(match["start"] or 0), int(match["end"] or 9999)
        in_force = year is None or start <= year <= end
        if in_force and (best is None or end >= best[0]):
            best = end, match["name"]
    return None if best is None else Text(zh=best[1])
