"""`Article`: what a government publishes, with who says it, when, and from where."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import AwareDatetime, field_validator

from mgov.articles.body import Body
from mgov.articles.kinds import ArticleKind
from mgov.articles.references import Reference, explain_others
from mgov.articles.reprints import Reprintable, ReprintStation, pass_no_station_twice
from mgov.articles.translations import Translation, lead_to_other_languages
from mgov.articles.variants import Variant, stand_elsewhere
from mgov.articles.versions import ArticleVersion, Versioned, follow_each_other
from mgov.articles.wording import LanguageTag, Line
from mgov.values.figures import Figure
from mgov.values.moment import in_utc
from mgov.values.organization import Organization
from mgov.values.place import Place
from mgov.values.text import UNDETERMINED, Text
from mgov.values.web_address import WebAddress

__all__ = ["Article"]


class Article(Versioned, Reprintable, frozen=True):
    """Something that a government has published.

    The attributes say which term of schema.org they are, and which page label of the guide to
    the development of Chinese government websites (国办发〔2017〕47号).

    Attributes:
        identifier: What other records call it by (schema.org `identifier`).
        title: Its title (`headline`, ArticleTitle).
        alternative_title: A second title, such as the one above or beneath on the page
            (`alternativeHeadline`).
        kind: What it is (`@type`).
        published: When it was published here (`datePublished`, PubDate).
        modified: When it was last changed (`dateModified`). Systems that set their clocks apart
            report a time a little before `published`; it is kept as it is.
        publisher: The organization that publishes it and answers for it (`publisher`).
        source: Who published it first, in the words of the page (`isBasedOn`, ContentSource).
        source_address: Where it was published first (`isBasedOn`).
        authors: Who wrote it, by the names on the page (`author`, Author).
        reporters: Who gathered the news, by the names on the page, such as those after 记者
            (`contributor`, in a `Role` whose `roleName` is `reporter`).
        editor: The name of the editor who answers for it (责任编辑; `editor`; the label Author
            where there is no author).
        place: Where that happened which it tells (`contentLocation`).
        column: The column that it stands in (`articleSection`, ColumnName).
        keywords: Its keywords, one each (`keywords`, Keywords).
        summary: What it says in short (`abstract`, Description).
        language: The language of its body, as a BCP 47 tag (`inLanguage`).
        address: Its page (`url`, Url).
        via: The pages by which a reprint came from its source, the earliest first.
        interprets: The policies that it explains (`about`); for the kinds that may do so.
        translations: Links to it in other languages, one each (`workTranslation`).
        variants: Links to it in other forms, such as for print and in large type (`encoding`).
        body: What it says (`articleBody`).
        history: Its versions, the present one last; none, if it was never changed or nobody
            recorded it. `revise` adds to it.

    Example:
        >>> from mgov.articles import Article
        >>> article = Article(
        ...     identifier="2017-0817-01",
        ...     title="“掌上政务”的三大亮点",
        ...     kind="news",
        ...     published="2017-08-17T05:21:00+08:00",
        ...     publisher={"name": "中国政府网"},
        ...     source="人民日报",
        ...     language="zh-CN",
        ...     body="我国手机网民规模达7.24亿。",
        ... )
        >>> article.is_reprint
        True
        >>> [str(figure.value) for figure in article.figures()]
        ['724000000']
    """

    identifier: Line
    title: Text
    alternative_title: Text | None = None
    kind: ArticleKind
    published: AwareDatetime
    modified: AwareDatetime | None = None
    publisher: Organization
    source: Text | None = None
    source_address: WebAddress | None = None
    authors: tuple[Line, ...] = ()
    reporters: tuple[Line, ...] = ()
    editor: Line | None = None
    place: Place | None = None
    column: Text | None = None
    keywords: tuple[Line, ...] = ()
    summary: Text | None = None
    language: LanguageTag = UNDETERMINED
    address: WebAddress | None = None
    via: tuple[ReprintStation, ...] = ()
    interprets: tuple[Reference, ...] = ()
    translations: tuple[Translation, ...] = ()
    variants: tuple[Variant, ...] = ()
    body: Body = Body()
    history: tuple[ArticleVersion, ...] = ()

    _via = field_validator("via")(pass_no_station_twice)
    _interprets = field_validator("interprets")(explain_others)
    _translations = field_validator("translations")(lead_to_other_languages)
    _variants = field_validator("variants")(stand_elsewhere)
    _history = field_validator("history")(follow_each_other)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it can be read: its own, then those that it links to.

        Example:
            >>> from mgov.articles import Article
            >>> Article(
            ...     identifier="1",
            ...     title="公告",
            ...     kind="notice",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某市人民政府"},
            ...     language="zh-CN",
            ...     translations=[{"language": "en", "identifier": "1-en"}],
            ... ).languages
            ('zh-CN', 'en')
        """
        own = () if self.language == UNDETERMINED else (self.language,)
        return (*own, *(each.language for each in self.translations))

    def age(self, at: datetime) -> timedelta:
        """Return how long ago it was published; less than zero if that is still to come.

        Args:
            at: The moment to look from, in any time zone.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.articles import Article
            >>> article = Article(
            ...     identifier="1",
            ...     title="公告",
            ...     kind="notice",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某市人民政府"},
            ... )
            >>> str(article.age(datetime(2017, 8, 18, 3, 0, tzinfo=UTC)))
            '1 day, 2:00:00'
        """
        return in_utc(at) - in_utc(self.published)

    def figures(self) -> tuple[Figure, ...]:
        """Return the figures that the body states, in reading order.

        The span of each is its place within its own text (see `Body.texts`).

        Example:
            >>> from mgov.articles import Article
            >>> article = Article(
            ...     identifier="1",
            ...     title="公告",
            ...     kind="news",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某市人民政府"},
            ...     body="填报事项从201项减少至37项。",
            ... )
            >>> len(article.figures())
            1
        """
        texts = self.body.texts(lang=self.language)
        return tuple(figure for text in texts for figure in Figure.find_all(text))
