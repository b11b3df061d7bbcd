"""The same article in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, ValidationInfo
from typing_extensions import override

from mgov.articles.references import Reference
from mgov.articles.wording import LanguageTag
from mgov.errors import InvalidValueError
from mgov.values.text import UNDETERMINED

if TYPE_CHECKING:
    from mgov.articles.article import Article

__all__ = ["Translation", "lead_to_other_languages"]


def _stated(tag: str) -> str:
    if tag == UNDETERMINED:
        trouble, remedy = "does not say the language", "Write its tag, such as en or zh-Hant."
        raise _refusal(trouble, remedy, "translation_language")
    return tag


class Translation(Reference, frozen=True):
    """A link to the same article in another language.

    It is what `rel="alternate" hreflang` says in a page (schema.org `workTranslation`, or
    `translationOfWork` where it leads to the original).

    Attributes:
        language: The language that the link leads to, as a BCP 47 tag.
        identifier: The identifier of that article. Some systems, such as that of GOV.UK, give
            all languages of an article the same one.
        address: Its page.
        title: What it is called, in its language.

    Example:
        >>> from mgov.articles import Translation
        >>> urdu = Translation(language="UR", address="https://www.example.gov.uk/news/1.ur")
        >>> urdu.language
        'ur'
    """

    language: Annotated[LanguageTag, AfterValidator(_stated)]

    @override
    def leads_to(self, article: Article) -> bool:
        """Tell whether this is a link to an article: its language, and one of its names.

        An article that does not state its language is taken at the word of the link.

        Args:
            article: The article.

        Example:
            >>> from mgov.articles import Article, Translation
            >>> article = Article(
            ...     identifier="d0ee80cd",
            ...     title="کرسمس 2016ء",
            ...     kind="news",
            ...     published="2016-12-25T00:15:02Z",
            ...     publisher={"name": "Prime Minister's Office"},
            ...     language="ur",
            ... )
            >>> Translation(language="ur", identifier="d0ee80cd").leads_to(article)
            True
            >>> Translation(language="en", identifier="d0ee80cd").leads_to(article)
            False
        """
        return article.language in {self.language, UNDETERMINED} and super().leads_to(article)


def lead_to_other_languages(
    translations: tuple[Translation, ...], article: ValidationInfo
) -> tuple[Translation, ...]:
    """Check that links lead to other languages than the article's own, one to each."""
    own, page = article.data.get("language"), article.data.get("address")
    seen: set[str] = set()
    for each in translations:
        language = each.language
        if language == own:
            trouble = f"has a link to the article's own language ({language})"
            remedy = "List the other languages only."
            raise _refusal(trouble, remedy, "translation_own_language")
        if language in seen:
            trouble = f"has two links for {language}"
            raise _refusal(trouble, "Keep one of them.", "translation_twice")
        if page is not None and each.address == page:
            trouble = f"gives the article's own address as its page in {language}"
            remedy = "Give the page in that language, or the identifier alone."
            raise _refusal(trouble, remedy, "translation_own_address")
        seen.add(language)
    return translations


def _refusal(trouble: str, remedy: str, code: str) -> Exception:
    return InvalidValueError(trouble, remedy=remedy, code=code).as_pydantic()
