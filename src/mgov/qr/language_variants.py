"""One page in several languages, each at an address of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.text import Text, language_tag
from mgov.values.web_address import WebAddress

__all__ = ["LanguageVariant", "LanguageVariants"]


def _language(tag: str) -> str:
    try:
        return language_tag(tag)
    except InvalidValueError as error:
        raise error.as_pydantic() from None


class LanguageVariant(Model, frozen=True):
    """A page in one language.

    Attributes:
        language: Its BCP 47 tag, such as `zh-Hant`.
        address: Where it is found.

    Example:
        >>> from mgov import qr
        >>> qr.LanguageVariant(language="EN", address="https://english.www.gov.cn/").language
        'en'
    """

    language: Annotated[str, AfterValidator(_language)]
    address: WebAddress


class LanguageVariants(Model, frozen=True):
    """A page that has an address for each language. It is `Addressable`: by its first variant.

    Attributes:
        title: What the page is called, in as many languages as are known.
        variants: The page by language; the first one is for readers of any other language.

    Raises:
        mgov.errors.InvalidDataError: If there is none, or two in one language.

    Example:
        >>> from mgov import qr
        >>> pages = qr.LanguageVariants.of(
        ...     {"zh": "https://www.gov.cn/", "en": "https://english.www.gov.cn/"},
        ...     title={"zh": "中国政府网", "en": "The State Council"},
        ... )
        >>> pages.choose("en-GB").address
        WebAddress('https://english.www.gov.cn/')
        >>> pages.choose("fr").language
        'zh'
    """

    title: Text
    variants: Annotated[tuple[LanguageVariant, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _one_a_language(self) -> Self:
        languages = [each.language for each in self.variants]
        twice = sorted({each for each in languages if languages.count(each) > 1})
        if twice:
            trouble = f"has two variants in {', '.join(twice)}"
            error = InvalidValueError(trouble, remedy="Keep one of them.", code="language_twice")
            raise error.as_pydantic()
        return self

    @classmethod
    def of(cls, addresses: Mapping[str, str], *, title: Text | Mapping[str, str] | str) -> Self:
        """Make them from a mapping.

        Args:
            addresses: The address by language tag; the first one is the fallback.
            title: What the page is called.

        Raises:
            mgov.errors.InvalidDataError: If a tag or an address is none.

        Example:
            >>> from mgov import qr
            >>> qr.LanguageVariants.of({"zh": "https://www.gov.cn/"}, title="x").address
            WebAddress('https://www.gov.cn/')
        """
        variants = [{"language": tag, "address": address} for tag, address in addresses.items()]
        return cls.model_validate({"title": title, "variants": variants})

    @property
    def address(self) -> WebAddress:
        """The address of the first variant."""
        return self.variants[0].address

    def choose(self, *languages: str, strict: bool = False) -> LanguageVariant:
        """Return the variant in the first of these languages that there is.

        Each is looked up as RFC 4647, section 3.4, says, and as `Text.get` does: `zh-Hant-TW`
        finds `zh-Hant`, then `zh`; `zh-TW` finds `zh-Hant`.

        Args:
            *languages: BCP 47 tags, the most wanted first.
            strict: Refuse where none of them is there, instead of returning the first variant.

        Raises:
            mgov.errors.InvalidValueError: If a tag is not well-formed, or none is there and that
                is refused.

        Example:
            >>> from mgov import qr
            >>> pages = qr.LanguageVariants.of({"zh": "https://www.gov.cn/"}, title="x")
            >>> pages.choose("en", strict=True)
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: language: has no variant. There is zh.
        """
        tags = Text({each.language: each.language for each in self.variants})
        for found in _found(tags, languages):
            return next(each for each in self.variants if each.language == found)
        if strict:
            there = ", ".join(tags.languages)
            remedy = f"There {'is' if len(tags.languages) == 1 else 'are'} {there}."
            raise InvalidValueError(
                "has no variant", field="language", remedy=remedy, code="language_missing"
            )
        return self.variants[0]


def _found(tags: Text, languages: tuple[str, ...]) -> Iterator[str]:
    for language in languages:
        found = tags.get(language)
        if found is not None:
            yield found
