"""The body of an article: typed blocks, and the forms that they are written in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, TypeAlias

from pydantic import Field, ModelWrapValidatorHandler, model_validator

from mgov.articles.as_html import to_html
from mgov.articles.as_markdown import to_markdown
from mgov.articles.as_text import texts, to_text
from mgov.articles.blocks import Attachment, Heading, ItemList, Paragraph, Quote, Table
from mgov.articles.infographic import Infographic
from mgov.articles.live_stream import LiveStream
from mgov.articles.media import Audio, Image, Video
from mgov.articles.wording import paragraphs
from mgov.values.model import Model
from mgov.values.text import UNDETERMINED

__all__ = ["Block", "Body"]

SimpleBlock: TypeAlias = (
    Heading | Paragraph | ItemList | Quote | Table | Attachment | Image | Audio | Video | LiveStream
)

Block: TypeAlias = Annotated[SimpleBlock | Infographic, Field(discriminator="kind")]
"""Any block of a body; `kind` tells which one it is."""


class Body(Model, frozen=True):
    r"""The body of an article, as typed blocks in reading order.

    Wherever a body is expected, plain text does too (see `parse`), and so does a list of blocks.

    Attributes:
        blocks: The blocks.

    Example:
        >>> from mgov.articles import Body, Heading, ItemList
        >>> body = Body(blocks=[Heading(text="需要带什么"), ItemList(items=["身份证", "<照片>"])])
        >>> print(body.to_markdown())
        ## 需要带什么
        <BLANKLINE>
        - 身份证
        - \<照片\>
        >>> print(body.to_html())
        <h2>需要带什么</h2>
        <ul>
        <li>身份证</li>
        <li>&lt;照片&gt;</li>
        </ul>
    """

    blocks: tuple[Block, ...] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _from_text_or_blocks(cls, data: object, handler: ModelWrapValidatorHandler[Body]) -> Body:
        if isinstance(data, str):
            data = {"blocks": [{"kind": "paragraph", "text": each} for each in paragraphs(data)]}
        elif isinstance(data, list | tuple):
            data = {"blocks": data}
        return handler(data)

    @classmethod
    def parse(cls, text: str) -> Body:
        r"""Read plain text as paragraphs.

        A blank line stands between two paragraphs; a single line end stays within one.

        Args:
            text: The text; it may be empty.

        Raises:
            mgov.errors.InvalidDataError: If it has control characters.

        Example:
            >>> from mgov.articles import Body
            >>> [block.text for block in Body.parse("第一段。\n\n第二段。").blocks]
            ['第一段。', '第二段。']
        """
        return cls.model_validate(text)

    @property
    def media(self) -> tuple[Image | Audio | Video | LiveStream | Infographic, ...]:
        """What is seen and heard: pictures, recordings, live streams and infographics, in order.

        Example:
            >>> from mgov.articles import Body, Paragraph, Video
            >>> video = Video(address="https://www.example.gov.cn/a.mp4", title="视频")
            >>> Body(blocks=[Paragraph(text="见视频。"), video]).media == (video,)
            True
        """
        media = (Image, Audio, Video, LiveStream, Infographic)
        return tuple(block for block in self.blocks if isinstance(block, media))

    def texts(self, *, lang: str = UNDETERMINED) -> tuple[str, ...]:
        """Return every text of the body once, in reading order.

        These are the words themselves, for search and for counting: no bullets, no numbers of
        lists, no addresses.

        Args:
            lang: The body's language, for the few words that blocks bring along, such as the
                heads of an infographic's table: Chinese, or else English.

        Example:
            >>> from mgov.articles import Body, ItemList
            >>> Body(blocks=[ItemList(items=["身份证", "户口簿"], ordered=True)]).texts()
            ('身份证', '户口簿')
        """
        return tuple(texts(self._simple(lang)))

    def to_text(self, *, lang: str = UNDETERMINED) -> str:
        """Write the body as plain text.

        Args:
            lang: As for `texts`.

        Example:
            >>> from mgov.articles import Body, ItemList
            >>> print(Body(blocks=[ItemList(items=["身份证", "户口簿"], ordered=True)]).to_text())
            1. 身份证
            2. 户口簿
        """
        return to_text(self._simple(lang), lang)

    def to_markdown(self, *, lang: str = UNDETERMINED) -> str:
        r"""Write the body as Markdown: CommonMark 0.31 with the tables of GitHub.

        Every mark that would mean something is escaped, so the text is shown as it is.

        Args:
            lang: As for `texts`.

        Example:
            >>> from mgov.articles import Body
            >>> print(Body.parse("1. 这不是列表，*这不是强调*。").to_markdown())
            1\. 这不是列表，\*这不是强调\*。
        """
        return to_markdown(self._simple(lang), lang)

    def to_html(self, *, lang: str = UNDETERMINED) -> str:
        """Write the body as HTML that is safe to put into a page.

        No text becomes markup, every link and every source is an http or https address, and
        nothing in it runs. Marks of direction stay, since languages written from right to left
        need them, and turn around no text but their own. Headings begin at level 2, beneath
        the title.

        Args:
            lang: As for `texts`.

        Example:
            >>> from mgov.articles import Body
            >>> Body.parse("<script>alert(1)</script>").to_html()
            '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'
        """
        return to_html(self._simple(lang), lang)

    def _simple(self, lang: str) -> Iterator[SimpleBlock]:
        for block in self.blocks:
            if isinstance(block, Infographic):
                yield from block.as_blocks(lang=lang)
            else:
                yield block
