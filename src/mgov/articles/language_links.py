"""Whether the links between the languages of articles go both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from mgov.articles.article import Article
from mgov.articles.translations import Translation
from mgov.values.model import Model
from mgov.values.text import Text

__all__ = ["LanguageLinkFinding", "LanguageLinkTrouble", "check_language_links"]


class LanguageLinkTrouble(StrEnum):
    """What is wrong with a link to another language.

    Attributes:
        ONE_SIDED: The article there does not link back. Readers who switch the language cannot
            return, and search engines pass over the link.
        OTHER_LANGUAGE: The article there is in a language that the link does not name.
        NOT_FOUND: The article there is not among those that were checked.

    Example:
        >>> from mgov.articles import LanguageLinkTrouble
        >>> [trouble.value for trouble in LanguageLinkTrouble]
        ['one_sided', 'other_language', 'not_found']
    """

    ONE_SIDED = "one_sided"
    OTHER_LANGUAGE = "other_language"
    NOT_FOUND = "not_found"


_REASONS: Final = {
    LanguageLinkTrouble.ONE_SIDED: Text(
        en="The article in the other language does not link back.",
        zh="另一语种的文章没有链接回来。",
    ),
    LanguageLinkTrouble.OTHER_LANGUAGE: Text(
        en="The link leads to an article in another language than it says.",
        zh="链接所指文章的语种与链接标明的不符。",
    ),
    LanguageLinkTrouble.NOT_FOUND: Text(
        en="The link leads to an article that is not among these.",
        zh="链接所指的文章不在所查文章之列。",
    ),
}


class LanguageLinkFinding(Model, frozen=True):
    """A link to another language that readers cannot rely on.

    Attributes:
        trouble: What is wrong with it.
        article: The identifier of the article that has the link.
        language: The language of that article.
        link: The link.

    Example:
        >>> from mgov.articles import Article, check_language_links
        >>> article = Article(
        ...     identifier="1",
        ...     title="公告",
        ...     kind="notice",
        ...     published="2017-08-17T09:00:00+08:00",
        ...     publisher={"name": "某市人民政府"},
        ...     language="zh-CN",
        ...     translations=[{"language": "en", "identifier": "1-en"}],
        ... )
        >>> (finding,) = check_language_links([article])
        >>> print(finding.article, finding.link.language, finding.reason.in_language("en"))
        1 en The link leads to an article that is not among these.
    """

    trouble: LanguageLinkTrouble
    article: str
    language: str
    link: Translation

    @property
    def reason(self) -> Text:
        """What is wrong, in Chinese and English."""
        return _REASONS[self.trouble]


def check_language_links(articles: Iterable[Article]) -> tuple[LanguageLinkFinding, ...]:
    """Find the links between languages that are not mutual.

    A link is mutual if the article that it leads to has one that leads back. Tags are compared
    as a whole: `zh` is not `zh-CN`. An article that does not state its language is taken at the
    word of the links to it.

    Args:
        articles: Articles in all their languages, such as all of a site.

    Returns:
        One finding a link, in the order of the articles and of their links.

    Example:
        >>> from mgov.articles import Article, check_language_links
        >>> chinese = Article(
        ...     identifier="1",
        ...     title="公告",
        ...     kind="notice",
        ...     published="2017-08-17T09:00:00+08:00",
        ...     publisher={"name": "某市人民政府"},
        ...     language="zh-CN",
        ...     translations=[{"language": "en", "identifier": "1-en"}],
        ... )
        >>> english = chinese.replace(
        ...     identifier="1-en", title="Notice", language="en", translations=[]
        ... )
        >>> [finding.trouble.value for finding in check_language_links([chinese, english])]
        ['one_sided']
        >>> back = [{"language": "zh-CN", "identifier": "1"}]
        >>> check_language_links([chinese, english.replace(translations=back)])
        ()
    """
    given = tuple(articles)
    by_name = _by_name(given)
    return tuple(
        LanguageLinkFinding(
            trouble=trouble, article=article.identifier, language=article.language, link=link
        )
        for article in given
        for link in article.translations
        if (trouble := _trouble(article, link, by_name)) is not None
    )


def _by_name(articles: Iterable[Article]) -> dict[str, list[Article]]:
    found: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        found[article.identifier].append(article)
        if article.address is not None:
            found[article.address].append(article)
    return found


def _trouble(
    article: Article, link: Translation, by_name: dict[str, list[Article]]
) -> LanguageLinkTrouble | None:
    names = {str(name) for name in (link.identifier, link.address) if name is not None}
    named = [each for name in names for each in by_name.get(name, ()) if each is not article]
    targets = [each for each in named if link.leads_to(each)]
    if any(back.leads_to(article) for each in targets for back in each.translations):
        return None
    if targets:
        return LanguageLinkTrouble.ONE_SIDED
    # An identifier that all languages of an article share does not tell which one is meant.
    if any(each.identifier != article.identifier or each.address in names for each in named):
        return LanguageLinkTrouble.OTHER_LANGUAGE
    return LanguageLinkTrouble.NOT_FOUND
