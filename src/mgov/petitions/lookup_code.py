"""The code by which a petitioner looks a petition up."""

from __future__ import annotations

import secrets
from typing import ClassVar, Final

from typing_extensions import override

from mgov.values.halfwidth import halfwidth
from mgov.values.personal import Personal

__all__ = ["LookupCode"]

# No two of these look alike: without 0 O, 1 I L, 2 Z, 5 S, 8 B, 6 (G stays), V (U stays).
# Their number is a prime, so the check character finds every single wrong character and every
# two that changed places.
_ALPHABET: Final = "3479ACDEFGHJKMNPQRTUWXY"
_LENGTH: Final = 16
_GROUP: Final = 4


class LookupCode(Personal):
    """The secret by which a petition is looked up, followed and rated.

    Whoever has the code sees the case, so it is kept like personal data: masked in `repr`,
    `str`, logs and dumps, and written out for a purpose with `reveal`. It cannot be guessed (15
    random characters of 23, 67 bits, from the operating system), it is checked before anybody
    searches for it (the last character follows from the others), and it is easy to copy from
    paper and to say on the phone: one case, groups of four, no characters that look alike.

    Args:
        text: The code; spaces, hyphens, full width and lower case do no harm.

    Raises:
        mgov.errors.InvalidValueError: If it is no code, or a character of it is wrong; nothing
            of it in the error.

    Example:
        >>> from mgov.petitions import LookupCode
        >>> code = LookupCode.parse("aaaa aaaa aaaa aaaa")
        Traceback (most recent call last):
        mgov.errors.InvalidValueError: LookupCode: has a wrong character somewhere. Compare it
        with the receipt.
        >>> code = LookupCode.new()
        >>> print(code)
        ***
        >>> written = code.reveal(purpose="print the receipt")
        >>> LookupCode.parse(written.lower()) == code
        True
    """

    __slots__ = ()

    mask_form: ClassVar[str] = r"[*＊]+"

    @classmethod
    def new(cls) -> LookupCode:
        """Make a code that nobody has had before.

        Example:
            >>> from mgov.petitions import LookupCode
            >>> LookupCode.new() == LookupCode.new()
            False
        """
        return cls(_checked("".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH - 1))))

    def is_same_as(self, other: LookupCode) -> bool:
        """Say whether two codes are the same, in time that does not tell how much of them is.

        Args:
            other: The other code.

        Example:
            >>> from mgov.petitions import LookupCode
            >>> code = LookupCode.new()
            >>> code.is_same_as(code), code.is_same_as(LookupCode.new())
            (True, False)
        """
        return secrets.compare_digest(self._value, other._value)

    @classmethod
    @override
    def canonical(cls, text: str) -> str:
        code = halfwidth(text, drop="-").upper()
        if len(code) != _LENGTH:
            trouble = f"has {len(code)} characters instead of {_LENGTH}"
            raise cls._refusal(trouble, "Copy all of it from the receipt.", "length")
        for position, character in enumerate(code, start=1):
            if character not in _ALPHABET:
                trouble = f"has a character that no code has, as character {position}"
                remedy = f"Compare it with the receipt: a code is made of {_ALPHABET} only."
                raise cls._refusal(trouble, remedy, "character")
        if code != _checked(code[:-1]):
            trouble = "has a wrong character somewhere"
            raise cls._refusal(trouble, "Compare it with the receipt.", "check_character")
        return "-".join(code[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def _checked(body: str) -> str:
    """Append the character that brings the weighted sum to a multiple of 23."""
    total = sum(
        weight * _ALPHABET.index(character)
        for weight, character in zip(range(_LENGTH, 1, -1), body, strict=True)
    )
    return body + _ALPHABET[-total % len(_ALPHABET)]
