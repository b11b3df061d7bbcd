"""The telephone number of a person."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.values.halfwidth import halfwidth
from mgov.values.personal.personal import MASK, Personal

__all__ = ["PhoneNumber"]

_CHINA: Final = "+86"
_LEAST_HIDDEN: Final = 4

# Chinese numbering: a mobile number has 11 digits; a landline has its area code (10, 2x or three
# digits, after a 0 unless +86 stands before) and 7 or 8 digits of its own.
_CHINESE: Final = re.compile(
    r"(?:\+?86-?)?(?P<mobile>1[3-9][0-9]{9})"
    r"|(?:\+86-?0?|0)(?P<area>10|2[0-9]|[3-9][0-9]{2})-?(?P<line>[0-9]{7,8})"
    r"(?:-(?P<extension>[0-9]{1,6}))?"
)
_FOREIGN: Final = re.compile(r"\+(?!86)[1-9][0-9]{6,14}")  # ITU-T E.164: at most 15 digits
_EXTENSION: Final = re.compile(r"(?:转|;ext=|ext\.?:?|x|#)(?P<digits>[0-9]{1,6})$", re.IGNORECASE)


class PhoneNumber(Personal):
    """A telephone number, kept as ITU-T E.164 writes it, with `;ext=` before an extension.

    A number with `+` or `00` in front may be of any country. One without is read as a Chinese
    mobile number, or a Chinese landline with its area code.

    Example:
        >>> from mgov.values.personal import PhoneNumber
        >>> phone = PhoneNumber("138 0013 8000")
        >>> print(phone, phone.masked(head=3, tail=4))
        ***00 138***8000
        >>> PhoneNumber("010-12345678 转 801").reveal(purpose="call back")
        '+861012345678;ext=801'
    """

    __slots__ = ()

    mask_form: ClassVar[str] = r".*[*＊].*"

    @classmethod
    @override
    def canonical(cls, text: str) -> str:
        written = halfwidth(text).replace("(0)", "")  # dialed inside the country only
        written = re.sub(r"^00(?=[1-9])", "+", halfwidth(written, drop="()./·"))
        extension = None
        if found := _EXTENSION.search(written):
            written, extension = written[: found.start()], found["digits"]
        plain = written.replace("-", "")
        if match := _CHINESE.fullmatch(written) or _CHINESE.fullmatch(plain):
            number = _CHINA + (match["mobile"] or match["area"] + match["line"])
            extension = extension or match["extension"]
        elif _FOREIGN.fullmatch(plain):
            number = plain
        else:
            trouble = "is neither a Chinese number nor an international one"
            remedy = "Give 11 digits, a landline with its area code, or + and the country code."
            raise cls._refusal(trouble, remedy, "form")
        return f"{number};ext={extension}" if extension else number

    @override
    def masked(self, *, head: int = 0, tail: int = 2) -> str:
        """Return what may be seen of the number, without country code and extension.

        Args:
            head: How many digits to show at the beginning; a Chinese mobile number shows its
                network with 3.
            tail: How many digits to show at the end.

        Raises:
            mgov.errors.InvalidValueError: If fewer than four digits would stay hidden.

        Example:
            >>> from mgov.values.personal import PhoneNumber
            >>> PhoneNumber("13800138000").masked(tail=4)
            '***8000'
        """
        number, _, _ = self._value.partition(";")
        digits = number.removeprefix(_CHINA).removeprefix("+")
        if min(head, tail) < 0 or head + tail > len(digits) - _LEAST_HIDDEN:
            trouble = f"leaves fewer than {_LEAST_HIDDEN} digits hidden"
            raise InvalidValueError(
                trouble, field="masked", remedy="Show fewer digits.", code="mask_too_open"
            )
        return f"{digits[:head]}{MASK}{digits[len(digits) - tail :]}"
