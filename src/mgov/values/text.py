"""One text in one or more languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NoReturn

from pydantic_core import core_schema
from typing_extensions import override

from mgov.errors import InvalidValueError

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

__all__ = ["UNDETERMINED", "Text", "language_tag"]

UNDETERMINED: Final = "und"
"""The BCP 47 tag of a text whose language nobody has stated."""

_LANGUAGE_TAG: Final = re.compile(
    r"(?:(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"
    r"(?:-[a-z]{4})?"  # script
    r"(?:-(?:[a-z]{2}|[0-9]{3}))?"  # region
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?P<extensions>(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*)"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+)",
    re.ASCII,
)
_KEPT_CONTROLS: Final = "\t\n\r"  # the three that XML 1.0 can carry
_TAG_REMEDY: Final = "Write a BCP 47 tag, such as zh, zh-Hant, en-GB or und"


def language_tag(tag: str) -> str:
    """Check a language tag and write it in its canonical case.

    The tag has to be well-formed by BCP 47 (RFC 5646, section 2.1), with no variant and no
    extension twice. Whether its subtags are registered is not looked up. The irregular tags
    of before 2006, such as `i-klingon`, all have a modern form and are not accepted.

    Args:
        tag: Such as `ZH-hant-tw`.

    Returns:
        The tag with the case that RFC 5646, section 2.1.1, recommends.

    Raises:
        mgov.errors.InvalidValueError: If the tag is not well-formed.

    Example:
        >>> from mgov.values.text import language_tag
        >>> language_tag("ZH-hant-tw")
        'zh-Hant-TW'
    """
    lowered = tag.lower()
    match = _LANGUAGE_TAG.fullmatch(lowered)
    if match is None:
        remedy = f"{_TAG_REMEDY}."
        if _LANGUAGE_TAG.fullmatch(lowered.replace("_", "-")):
            remedy = f"Write {tag.replace('_', '-')}: BCP 47 has hyphens, not underscores."
        trouble = f"has {tag!r} as a language, which is no language tag"
        raise InvalidValueError(trouble, field="language", remedy=remedy, code="language_tag")
    variants = (match["variants"] or "").split("-")[1:]
    singletons = re.findall(r"-([a-wyz0-9])(?=-)", match["extensions"] or "")
    for repeated in (variants, singletons):
        if len(set(repeated)) < len(repeated):
            trouble = f"has {tag!r} as a language, which says a subtag twice"
            remedy = "Leave the second one out."
            raise InvalidValueError(trouble, field="language", remedy=remedy, code="language_tag")
    return _in_canonical_case(lowered)


def _in_canonical_case(lowered: str) -> str:
    language, *subtags = lowered.split("-")
    written = [language]
    for subtag in subtags:
        if any(len(before) == 1 for before in written):  # after a singleton all stay lower
            written.append(subtag)
        elif len(subtag) == 2:  # noqa: PLR2004 -- RFC 5646: two letters are a region
            written.append(subtag.upper())
        elif len(subtag) == 4 and subtag.isalpha():  # noqa: PLR2004 -- four are a script
            written.append(subtag.title())
        else:
            written.append(subtag)
    return "-".join(written)


_LIKELY_SCRIPT: Final = {
    **dict.fromkeys(("zh-TW", "zh-HK", "zh-MO"), "Hant"),
    **dict.fromkeys(("zh-CN", "zh-SG", "zh-MY"), "Hans"),
}


class Text:
    """One text in one or more languages: immutable, hashable, never empty.

    A string is a text whose language is not stated (`und`). In JSON such a text is a string
    too, and any other one an object from language tag to text; both are read. Two texts are
    equal if they say the same in the same languages; the order only decides which language
    is shown first.

    Args:
        text: A string, a mapping from BCP 47 tag to string, or another `Text`.
        **languages: Strings by language; an underscore stands for a hyphen, as in `zh_Hant`.

    Raises:
        mgov.errors.InvalidValueError: If there is no text, a text is empty or holds a control
            character (tab and line ends are fine) or half a surrogate pair, or a language tag
            is not well-formed.

    Example:
        >>> from mgov import Text
        >>> title = Text(zh="掌上政务", en="Palm government")
        >>> print(title)
        掌上政务
        >>> title.in_language("en-GB")
        'Palm government'
        >>> Text("掌上政务").languages
        ('und',)
    """

    __slots__ = ("_texts",)
    _texts: dict[str, str]

    def __init__(
        self, text: str | Mapping[str, str] | Text | None = None, /, **languages: str
    ) -> None:
        given: list[tuple[object, object]] = []
        if isinstance(text, Text | Mapping):
            given.extend(text.items())
        elif text is not None:
            given.append((UNDETERMINED, text))
        given.extend((name.replace("_", "-"), each) for name, each in languages.items())
        if not given:
            trouble, remedy = "has no language at all", "Give one text, even without a language."
            raise _refusal(trouble, remedy)
        object.__setattr__(self, "_texts", _checked(given))

    @property
    def languages(self) -> tuple[str, ...]:
        """The language tags, in the order they were given.

        Example:
            >>> from mgov import Text
            >>> Text({"ZH-hant": "掌上政務", "en": "Palm government"}).languages
            ('zh-Hant', 'en')
        """
        return tuple(self._texts)

    def items(self) -> tuple[tuple[str, str], ...]:
        """Return each language tag with its text, in the order they were given.

        Example:
            >>> from mgov import Text
            >>> Text(zh="公报", en="Gazette").items()
            (('zh', '公报'), ('en', 'Gazette'))
        """
        return tuple(self._texts.items())

    def get(self, language: str) -> str | None:
        """Look a language up as RFC 4647, section 3.4, says: `zh-Hant-TW`, `zh-Hant`, `zh`.

        A general tag does not find a narrower text: `zh` does not find `zh-Hant`. A region
        whose script is known finds a text in that script before one in the language at large:
        `zh-TW` finds `zh-Hant`, `zh-SG` finds `zh-Hans` (Unicode CLDR, likely subtags).

        Args:
            language: A BCP 47 tag, in any case.

        Returns:
            The text, or None if the language and what it is part of are all missing.

        Raises:
            mgov.errors.InvalidValueError: If the tag is not well-formed.

        Example:
            >>> from mgov import Text
            >>> Text(zh="公报").get("zh-Hans-CN")
            '公报'
            >>> Text(zh="公报").get("en") is None
            True
            >>> Text({"zh-Hans": "公报", "zh-Hant": "公報"}).get("zh-TW")
            '公報'
        """
        tag = language_tag(language)
        if tag not in self._texts and tag in _LIKELY_SCRIPT:
            tag = f"zh-{_LIKELY_SCRIPT[tag]}"
        subtags = tag.split("-")
        while subtags:
            found = self._texts.get("-".join(subtags))
            if found is not None:
                return found
            subtags.pop()
            if subtags and len(subtags[-1]) == 1:  # a singleton says nothing alone
                subtags.pop()
        return None

    def in_language(self, *languages: str, fallback: str | None = None) -> str:
        """Return the text in the first of these languages that it has.

        Args:
            *languages: BCP 47 tags, the most wanted first; each is looked up as in `get`.
            fallback: What to return if none is there; without it, the first text.

        Raises:
            mgov.errors.InvalidValueError: If a tag is not well-formed.

        Example:
            >>> from mgov import Text
            >>> Text(zh="公报", en="Gazette").in_language("fr", "en")
            'Gazette'
            >>> Text(zh="公报").in_language("fr")
            '公报'
            >>> Text(zh="公报").in_language("fr", fallback="(not translated)")
            '(not translated)'
        """
        for language in languages:
            found = self.get(language)
            if found is not None:
                return found
        return str(self) if fallback is None else fallback

    def with_(self, language: str, text: str) -> Text:
        """Return a text that says this in one more language, or anew in one it has.

        Args:
            language: A BCP 47 tag.
            text: What to say in it.

        Raises:
            mgov.errors.InvalidValueError: If the tag or the text is not valid.

        Example:
            >>> from mgov import Text
            >>> Text(zh="公报").with_("en", "Gazette")
            Text(zh='公报', en='Gazette')
        """
        return self.merge(Text({language: text}))

    def merge(self, other: Text) -> Text:
        """Return a text in the languages of both; where both have one, the other's text stays.

        Args:
            other: Texts to add or to replace.

        Example:
            >>> from mgov import Text
            >>> Text(zh="公报", en="Bulletin").merge(Text(en="Gazette"))
            Text(zh='公报', en='Gazette')
        """
        return Text({**self._texts, **other._texts})

    @override
    def __str__(self) -> str:
        return next(iter(self._texts.values()))

    @override
    def __format__(self, format_spec: str) -> str:
        return format(str(self), format_spec)

    @override
    def __repr__(self) -> str:
        if self.languages == (UNDETERMINED,):
            return f"Text({str(self)!r})"
        if all(tag.isalpha() for tag in self._texts):
            return f"Text({', '.join(f'{tag}={text!r}' for tag, text in self._texts.items())})"
        return f"Text({self._texts!r})"

    @override
    def __eq__(self, other: object) -> bool:
        return self._texts == other._texts if isinstance(other, Text) else NotImplemented

    @override
    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    @override
    def __setattr__(self, name: str, value: object) -> NoReturn:
        message = "a Text cannot be changed; with_(...) and merge(...) make a new one"
        raise AttributeError(message)

    @override
    def __delattr__(self, name: str) -> NoReturn:
        self.__setattr__(name, None)

    @override
    def __reduce__(self) -> tuple[type[Text], tuple[dict[str, str]]]:
        return (Text, (self._texts,))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _validated,
            serialization=core_schema.plain_serializer_function_ser_schema(_plain),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        text = {"type": "string", "minLength": 1}
        tag = {"pattern": "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"}
        return {
            "anyOf": [
                text,
                {
                    "type": "object",
                    "propertyNames": tag,
                    "additionalProperties": text,
                    "minProperties": 1,
                },
            ]
        }


def _checked(given: list[tuple[object, object]]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for language, text in given:
        if not isinstance(language, str):
            trouble = "has a language that is no string"
            raise _refusal(trouble, f"{_TAG_REMEDY}.")
        tag = UNDETERMINED if language == UNDETERMINED else language_tag(language)
        if tag in texts:
            trouble = f"has two texts in {tag}"
            raise _refusal(trouble, "Keep one of them.")
        texts[tag] = _checked_text(tag, text)
    return texts


def _checked_text(tag: str, text: object) -> str:
    where = "" if tag == UNDETERMINED else f" in {tag}"
    if not isinstance(text, str):
        trouble = f"is not a text{where}"
        raise _refusal(trouble, "Give a string.", "text_type")
    if not text.strip():
        trouble, remedy = f"is empty{where}", "Give a text, or leave the language out."
        raise _refusal(trouble, remedy, "text_empty")
    if text.isprintable():
        return text
    for position, character in enumerate(text, start=1):
        category = unicodedata.category(character)
        if category == "Cs" or (category == "Cc" and character not in _KEPT_CONTROLS):
            what = "half a surrogate pair" if category == "Cs" else "a control character"
            trouble = f"has {what} (U+{ord(character):04X}) as character {position}{where}"
            remedy = "Take it out; only tabs and line ends may stay."
            raise _refusal(trouble, remedy, "text_character")
    return text


def _refusal(trouble: str, remedy: str, code: str = "text") -> InvalidValueError:
    return InvalidValueError(trouble, field="text", remedy=remedy, code=code)


def _validated(value: object) -> Text:
    if isinstance(value, Text):
        return value
    if not isinstance(value, str | Mapping):
        error = _refusal(
            "is not a text",
            'Give a string or an object by language, such as {"zh": "…", "en": "…"}.',
            "text_type",
        )
        raise error.as_pydantic()
    try:
        return Text(value)
    except InvalidValueError as error:
        raise error.as_pydantic() from None


def _plain(text: Text) -> str | dict[str, str]:
    if text.languages == (UNDETERMINED,):
        return str(text)
    return dict(text.items())
