"""The citizen identification number of a Chinese resident: GB 11643-1999."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import ClassVar, Final

from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.values.halfwidth import halfwidth
from mgov.values.identifiers.division_code import DivisionCode
from mgov.values.identifiers.identifier import Part, explanation
from mgov.values.personal import MASK, Personal
from mgov.values.text import Text

__all__ = ["ResidentId", "Sex"]

_LENGTH: Final = 18
_OLD_LENGTH: Final = 15
_MOST_SHOWN: Final = 4
_CHECKS: Final = "0123456789X"


class Sex(StrEnum):
    """The sex that a citizen identification number records.

    Example:
        >>> from mgov.values.identifiers import Sex
        >>> Sex("female").value
        'female'
    """

    FEMALE = "female"
    MALE = "male"


_SEXES: Final = {
    Sex.FEMALE: Text(en="female", zh="女"),
    Sex.MALE: Text(en="male", zh="男"),
}


class ResidentId(Personal):
    """A citizen identification number of 18 characters, with its check character verified.

    It is personal data in all its parts: it is masked wherever it could be seen, and birth
    date, sex and division are told for a stated purpose only. What is checked is the length,
    the date and the check character (ISO 7064 MOD 11-2), not whether the division exists, for
    old numbers keep the codes of divisions that are no more. The first form of 15 digits has
    been out of use since 2013 and is not accepted.

    Args:
        text: 18 characters; spaces, hyphens, full width and a small x do no harm.

    Raises:
        mgov.errors.InvalidValueError: If it is no such number; the error holds nothing of it.

    Example:
        >>> from mgov.values.identifiers import ResidentId
        >>> number = ResidentId("11010519491231002x")
        >>> print(number, number.masked(tail=4))
        *** ***002X
        >>> number.birth_date(purpose="check the age limit")
        datetime.date(1949, 12, 31)
    """

    __slots__ = ()

    standard: ClassVar[str] = "GB 11643-1999"
    label: ClassVar[Text] = Text(en="citizen identification number", zh="公民身份号码")
    mask_form: ClassVar[str] = r".*[*＊].*"

    def birth_date(self, *, purpose: str) -> dt.date:
        """Return the date of birth.

        Args:
            purpose: As in `reveal`.

        Raises:
            mgov.errors.InvalidValueError: If the purpose is not a text or blank.

        Example:
            >>> from mgov.values.identifiers import ResidentId
            >>> ResidentId("360426199101010071").birth_date(purpose="check the age").year
            1991
        """
        return _date(self.reveal(purpose=purpose))

    def sex(self, *, purpose: str) -> Sex:
        """Return the sex: an odd number before the check character is male.

        Args:
            purpose: As in `reveal`.

        Raises:
            mgov.errors.InvalidValueError: If the purpose is not a text or blank.

        Example:
            >>> from mgov.values.identifiers import ResidentId
            >>> ResidentId("11010519491231002X").sex(purpose="fill in the form").value
            'female'
        """
        return _sex(self.reveal(purpose=purpose))

    def division(self, *, purpose: str) -> DivisionCode | None:
        """Return the division of first registration; None if it is in no province of GB/T 2260.

        Args:
            purpose: As in `reveal`.

        Raises:
            mgov.errors.InvalidValueError: If the purpose is not a text or blank.

        Example:
            >>> from mgov.values.identifiers import ResidentId
            >>> ResidentId("11010519491231002X").division(purpose="choose the office")
            DivisionCode('110105')
        """
        return _division(self.reveal(purpose=purpose))

    def explain(self, lang: str = "en", *, purpose: str) -> str:
        """Say what each part of the number means, one line a part.

        Args:
            lang: `en` or `zh`.
            purpose: As in `reveal`.

        Raises:
            mgov.errors.InvalidValueError: If the purpose is not a text or blank.

        Example:
            >>> from mgov.values.identifiers import ResidentId
            >>> print(ResidentId("11010519491231002X").explain(purpose="teach the form"))
            11010519491231002X: citizen identification number (GB 11643-1999)
              110105    division of first registration: Beijing
              19491231  date of birth: 1949-12-31
              002       order number: female
              X         check character
        """
        number = self.reveal(purpose=purpose)
        division, day = _division(number), _date(number).isoformat()
        province = division.province if division else None
        parts = (
            Part(
                number[:6],
                Text(en="division of first registration", zh="地址码"),
                province.name() if province else None,
            ),
            Part(number[6:14], Text(en="date of birth", zh="出生日期码"), Text(day)),
            Part(number[14:17], Text(en="order number", zh="顺序码"), _SEXES[_sex(number)]),
            Part(number[17], Text(en="check character", zh="校验码")),
        )
        return explanation(number, self.label, self.standard, parts, lang)

    @override
    def masked(self, *, tail: int = 0) -> str:
        """Return what may be seen of the number: nothing, or its end.

        Args:
            tail: How many characters to show at the end, at most four.

        Raises:
            mgov.errors.InvalidValueError: If it is more than four, or negative.

        Example:
            >>> from mgov.values.identifiers import ResidentId
            >>> ResidentId("11010519491231002X").masked(tail=2)
            '***2X'
        """
        if not 0 <= tail <= _MOST_SHOWN:
            trouble, remedy = "shows too much", f"Show at most {_MOST_SHOWN} characters."
            raise InvalidValueError(trouble, field="masked", remedy=remedy, code="mask_too_open")
        return MASK + self._value[_LENGTH - tail :]

    @classmethod
    @override
    def canonical(cls, text: str) -> str:
        number = halfwidth(text, drop="-").upper()
        if len(number) != _LENGTH:
            old = " (the first form, out of use)" if len(number) == _OLD_LENGTH else ""
            trouble = f"has {len(number)} characters{old} instead of {_LENGTH}"
            raise cls._refusal(trouble, "Copy all of it from the identity card.", "length")
        if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
            position = len(re.match(r"[0-9]*", number)[0]) + 1  # type: ignore[index] # * fits
            trouble = f"has a wrong character as character {position}"
            remedy = "Write 17 digits, then a digit or X."
            raise cls._refusal(trouble, remedy, "character")
        try:
            _date(number)
        except ValueError:
            trouble = "has an impossible date of birth"
            raise cls._refusal(trouble, "Compare it with the identity card.", "date") from None
        # ISO 7064 MOD 11-2: all characters, weighted by powers of two, leave 1.
        total = sum(_CHECKS.index(c) * 2**power for power, c in enumerate(reversed(number)))
        if total % 11 != 1:
            trouble = "has a check character that does not fit the rest"
            raise cls._refusal(trouble, "Compare it with the identity card.", "check_character")
        return number


def _date(number: str) -> dt.date:
    return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def _sex(number: str) -> Sex:
    return Sex.MALE if int(number[16]) % 2 else Sex.FEMALE


def _division(number: str) -> DivisionCode | None:
    return DivisionCode(number[:6]) if DivisionCode.is_valid(number[:6]) else None
