"""What every identifier has in common: it is checked, and it can explain itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

from pydantic_core import core_schema
from typing_extensions import override

from mgov.errors import InvalidValueError

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

    from mgov.values.text import Text

__all__ = ["Identifier", "Part", "explanation"]


class Part(NamedTuple):
    """One part of an identifier.

    Attributes:
        text: Its characters, as they stand in the identifier.
        name: What this part says.
        meaning: What these characters mean; None where no list tells it.

    Example:
        >>> from mgov.values.identifiers import SiteCode
        >>> [part.text for part in SiteCode("5101320017").parts()]
        ['510132', '0017']
    """

    text: str
    name: Text
    meaning: Text | None = None

    def explain(self, lang: str, width: int) -> str:
        """Write the part as one line: its characters, then name and meaning.

        Args:
            lang: Language tag, such as `en` or `zh`; English where there is no text in it.
            width: The number of columns for the characters.

        Example:
            >>> from mgov.values.identifiers import SiteCode
            >>> SiteCode("bm17000009").parts()[0].explain("en", 4)
            'bm17  ministry or body of the State Council, by its number'
        """
        line = f"{self.text:<{width}}  {self.name.in_language(lang, 'en')}"
        if self.meaning is None:
            return line
        colon = "：" if lang.startswith("zh") else ": "
        return f"{line}{colon}{self.meaning.in_language(lang, 'en')}"


def explanation(
    identifier: str, label: Text, standard: str, parts: tuple[Part, ...], lang: str
) -> str:
    """Write out an identifier: what it is, then one line a part.

    Args:
        identifier: The identifier itself.
        label: What such identifiers are called.
        standard: The standard that defines them.
        parts: Its parts, at least one.
        lang: `en` or `zh`.

    Example:
        >>> from mgov import Text
        >>> from mgov.values.identifiers.identifier import Part, explanation
        >>> label = Text(en="room number")
        >>> print(explanation("B12", label, "house rules", (Part("B", Text(en="wing")),), "en"))
        B12: room number (house rules)
          B  wing
    """
    width = max(len(part.text) for part in parts)
    name = label.in_language(lang, "en")
    chinese = lang.startswith("zh")
    head = (
        f"{identifier}：{name}（{standard}）" if chinese else f"{identifier}: {name} ({standard})"
    )
    return "\n".join([head, *(f"  {part.explain(lang, width)}" for part in parts)])


class Identifier(str, ABC):
    """A string that some standard gives a form, checked when it is made.

    The value is canonical: what people write differently without meaning anything by it
    (spaces, hyphens, full width, lower case) is gone. It is a `str` in every other way, and a
    pydantic field type; its JSON Schema has the pattern of the canonical form.

    Attributes:
        standard: The standard that defines it.
        label: What it is called.
        pattern: The regular expression of the canonical form.

    Example:
        >>> from mgov.values.identifiers import DivisionCode, Identifier
        >>> isinstance(DivisionCode("51"), Identifier)
        True
    """

    __slots__ = ()

    standard: ClassVar[str]
    label: ClassVar[Text]
    pattern: ClassVar[str]
    _field: ClassVar[str]

    def __new__(cls, text: str) -> Self:  # noqa: D102 -- the class docstring says it
        return super().__new__(cls, cls._checked(text))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an identifier as people write it.

        Args:
            text: What was written; spaces, hyphens, full width and lower case do no harm
                unless they mean something in this identifier.

        Returns:
            The identifier in its canonical form.

        Raises:
            mgov.errors.InvalidValueError: If it is none; the error says what is wrong: the
                length, a character and where it stands, or the check character.

        Example:
            >>> from mgov.values.identifiers import UnifiedSocialCreditCode
            >>> UnifiedSocialCreditCode.parse("９１１１００００ 600037341-l")
            UnifiedSocialCreditCode('91110000600037341L')
        """
        return cls(text)

    @classmethod
    def is_valid(cls, text: str) -> bool:
        """Tell whether `parse` would accept this text.

        Args:
            text: What was written.

        Example:
            >>> from mgov.values.identifiers import UnifiedSocialCreditCode
            >>> UnifiedSocialCreditCode.is_valid("91110000600037341A")
            False
        """
        try:
            cls(text)
        except InvalidValueError:
            return False
        return True

    @abstractmethod
    def parts(self) -> tuple[Part, ...]:
        """Take the identifier apart, from left to right.

        Example:
            >>> from mgov.values.identifiers import DivisionCode
            >>> [part.text for part in DivisionCode("511602").parts()]
            ['51', '16', '02']
        """

    def explain(self, lang: str = "en") -> str:
        """Say what each part of the identifier means, one line a part.

        Args:
            lang: `en` or `zh`.

        Example:
            >>> from mgov.values.identifiers import DivisionCode
            >>> print(DivisionCode("511602").explain())
            511602: administrative division code (GB/T 2260)
              51  province: Sichuan
              16  prefecture
              02  county
        """
        return explanation(str(self), self.label, self.standard, self.parts(), lang)

    @classmethod
    def _checked(cls, value: object) -> str:
        if not isinstance(value, str):
            trouble, remedy = "is not a text", "Give a string, even if it is all digits."
            raise cls._refusal(trouble, remedy, "type")
        return cls._canonical(value)

    @classmethod
    @abstractmethod
    def _canonical(cls, text: str) -> str:
        """Return the canonical form, or raise `InvalidValueError`."""

    @classmethod
    def _refusal(cls, trouble: str, remedy: str, code: str) -> InvalidValueError:
        return InvalidValueError(
            trouble, field=cls._field, remedy=remedy, code=f"{cls._field}_{code}"
        )

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validated, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "pattern": cls.pattern}

    @classmethod
    def _validated(cls, value: str) -> Self:
        if type(value) is cls:
            return value
        try:
            return cls(value)
        except InvalidValueError as error:
            raise error.as_pydantic() from None
