"""The same article in another form: for print, in large type, in easy words, to be heard."""

from __future__ import annotations

from enum import StrEnum

from pydantic import ValidationInfo

from mgov.errors import InvalidValueError
from mgov.values.media_type import MediaType
from mgov.values.model import Model
from mgov.values.web_address import WebAddress

__all__ = ["Variant", "VariantKind", "stand_elsewhere"]


class VariantKind(StrEnum):
    """The form of a variant.

    Attributes:
        PRINT: Laid out for paper.
        LARGE_TYPE: In large type (大字版、长者版; `largePrint` of schema.org's
            `accessibilityFeature`).
        EASY_READ: In short sentences and plain words, for people with learning difficulties.
        BRAILLE: In braille (盲文版; `braille`).
        AUDIO: Read aloud (语音版).
        SIGN_LANGUAGE: In sign language (手语版; `signLanguage`).

    Example:
        >>> from mgov.articles import VariantKind
        >>> VariantKind("large_type").name
        'LARGE_TYPE'
    """

    PRINT = "print"
    LARGE_TYPE = "large_type"
    EASY_READ = "easy_read"
    BRAILLE = "braille"
    AUDIO = "audio"
    SIGN_LANGUAGE = "sign_language"


class Variant(Model, frozen=True):
    """The same article, in the same language, in another form (schema.org `encoding`).

    Attributes:
        kind: The form.
        address: Where it is found (`contentUrl`).
        media_type: Its type (`encodingFormat`), such as `application/pdf`; there may be
            several of one form.

    Example:
        >>> from mgov.articles import Variant
        >>> variant = Variant(
        ...     kind="large_type",
        ...     address="https://www.example.gov.cn/1-large.pdf",
        ...     media_type="application/pdf",
        ... )
        >>> variant.kind.value
        'large_type'
    """

    kind: VariantKind
    address: WebAddress
    media_type: MediaType | None = None


def stand_elsewhere(variants: tuple[Variant, ...], article: ValidationInfo) -> tuple[Variant, ...]:
    """Check that no variant is at the article's own address, and none is listed twice."""
    page = article.data.get("address")
    seen: set[tuple[VariantKind, WebAddress]] = set()
    for each in variants:
        if page is not None and each.address == page:
            trouble = f"gives the article's own address as that of the variant {each.kind}"
            remedy = "Give the address of the variant itself."
            raise _refusal(trouble, remedy, "variant_own_address")
        if (each.kind, each.address) in seen:  # one file may be for print and in large type
            trouble = f"lists one variant {each.kind} twice"
            raise _refusal(trouble, "Keep one of them.", "variant_twice")
        seen.add((each.kind, each.address))
    return variants


def _refusal(trouble: str, remedy: str, code: str) -> Exception:
    return InvalidValueError(trouble, remedy=remedy, code=code).as_pydantic()
