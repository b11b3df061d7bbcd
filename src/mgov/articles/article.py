"""`Article`: what a government publishes, with who says it, when, and from where."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, StringConstraints

from mgov.articles.body import Body
from mgov.errors import InvalidValueError
from mgov.values.figures import Figure
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.organization import Organization
from mgov.values.text import UNDETERMINED, Text, language_tag
from mgov.values.web_address import WebAddress

__all__ = ["Article", "ArticleKind"]


class ArticleKind(StrEnum):
    """What an article is.

    Attributes:
        NEWS: A report of an event (动态要闻; schema.org `NewsArticle`).
        POLICY: The text of a policy document (政策文件).
        INTERPRETATION: An explanation of a policy (政策解读).
        NOTICE: A notice to the public (通知公告).
        REPORT: A report on work or on figures (报告; schema.org `Report`).
        QUESTION_AND_ANSWER: Questions of the public with their answers (问答; schema.org
            `QAPage`).
        ALERT: A warning or an urgent message (预警; schema.org `SpecialAnnouncement`).

    Example:
        >>> from mgov.articles import ArticleKind
        >>> ArticleKind("question_and_answer").name
        'QUESTION_AND_ANSWER'
    """

    NEWS = "news"
    POLICY = "policy"
    INTERPRETATION = "interpretation"
    NOTICE = "notice"
    REPORT = "report"
    QUESTION_AND_ANSWER = "question_and_answer"
    ALERT = "alert"


def _language(tag: str) -> str:
    try:
        return language_tag(tag)
    except InvalidValueError as error:
        raise error.as_pydantic() from None


_Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Article(Model, frozen=True):
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
        authors: The names under which it is published (`author`, Author).
        editor: The name of the editor in charge (`editor`).
        column: The column that it stands in (`articleSection`, ColumnName).
        keywords: Its keywords, one each (`keywords`, Keywords).
        summary: What it says in short (`abstract`, Description).
        language: The language of its body, as a BCP 47 tag (`inLanguage`).
        address: Its page (`url`, Url).
        body: What it says (`articleBody`).

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

    identifier: _Word
    title: Text
    alternative_title: Text | None = None
    kind: ArticleKind
    published: AwareDatetime
    modified: AwareDatetime | None = None
    publisher: Organization
    source: Text | None = None
    source_address: WebAddress | None = None
    authors: tuple[_Word, ...] = ()
    editor: _Word | None = None
    column: Text | None = None
    keywords: tuple[_Word, ...] = ()
    summary: Text | None = None
    language: Annotated[str, AfterValidator(_language)] = UNDETERMINED
    address: WebAddress | None = None
    body: Body = Body()

    @property
    def is_reprint(self) -> bool:
        """Whether somebody else published it first.

        The source's name decides: a reprint has one that is none of the publisher's names, in
        any language. Without a name, another address does.

        Example:
            >>> from mgov.articles import Article
            >>> notice = Article(
            ...     identifier="1",
            ...     title="关于调整办事大厅开放时间的通知",
            ...     kind="notice",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某市人民政府办公室", "alternative_names": ["市政府办"]},
            ...     source="市政府办",
            ... )
            >>> notice.is_reprint, notice.replace(source="新华社").is_reprint
            (False, True)
        """
        if self.source is not None:
            names = (self.publisher.name, *self.publisher.alternative_names)
            own = {text for name in names for _, text in name.items()}
            return own.isdisjoint(text for _, text in self.source.items())
        return self.source_address not in {None, self.address}

    @property
    def canonical_address(self) -> WebAddress | None:
        """The address to cite: that of the first publication, else its own; None if unknown.

        Example:
            >>> from mgov.articles import Article
            >>> article = Article(
            ...     identifier="1",
            ...     title="转载",
            ...     kind="news",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某县人民政府"},
            ...     source_address="https://www.example.gov.cn/1.htm",
            ...     address="https://county.example.gov.cn/9.htm",
            ... )
            >>> article.canonical_address.host
            'www.example.gov.cn'
        """
        return self.source_address or self.address

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
