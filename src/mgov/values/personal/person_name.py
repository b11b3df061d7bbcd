"""The name of a person."""

from __future__ import annotations

from typing import ClassVar

from typing_extensions import override

from mgov.values.personal.personal import MASK, Personal

__all__ = ["PersonName"]


class PersonName(Personal):
    """The name of a person, in any script.

    The mask shows the first character: the surname in Chinese, an initial elsewhere. A name
    of one character is not shown at all.

    Example:
        >>> from mgov.values.personal import PersonName
        >>> print(PersonName("张三"), PersonName("Jane Doe"), PersonName("欧阳娜娜"))
        张* J*** 欧*
    """

    __slots__ = ()

    mask_form: ClassVar[str] = r".*[*＊].*"  # no name has an asterisk

    @classmethod
    @override
    def canonical(cls, text: str) -> str:
        return " ".join(text.split())

    @override
    def masked(self) -> str:
        if len(self._value) == 1:
            return MASK
        first = self._value[0]
        has_case = first.lower() != first.upper()
        return f"{first}{MASK}" if has_case else f"{first}*"
