"""The blocks of text that a body is made of."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from mgov.articles.wording import Line, LineOrNothing, Passage
from mgov.errors import InvalidValueError
from mgov.values.media_type import MediaType
from mgov.values.model import Model
from mgov.values.web_address import WebAddress

__all__ = ["Attachment", "Heading", "ItemList", "Paragraph", "Quote", "Table"]

_SIZES: Final = (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000))
_ROUNDED_UP: Final = 999.95  # from here on, one digit behind the point says 1000 of a unit


class Heading(Model, frozen=True):
    """A heading within a body.

    Attributes:
        kind: Always `heading`.
        text: What it says, on one line.
        level: How deep it stands, from 2 to 6; the article's title is the one of level 1.

    Example:
        >>> from mgov.articles import Heading
        >>> Heading(text="一、总体要求").level
        2
    """

    kind: Literal["heading"] = "heading"
    text: Line
    level: Annotated[int, Field(ge=2, le=6)] = 2


class Paragraph(Model, frozen=True):
    """A paragraph; a line end in it stays one.

    Attributes:
        kind: Always `paragraph`.
        text: What it says. White space around its lines is taken away.

    Example:
        >>> from mgov.articles import Paragraph
        >>> Paragraph(text="　　新华社北京8月17日电").text
        '新华社北京8月17日电'
    """

    kind: Literal["paragraph"] = "paragraph"
    text: Passage


class ItemList(Model, frozen=True):
    """A list (schema.org `ItemList`).

    Attributes:
        kind: Always `list`.
        items: What it lists, each on one line; at least one.
        ordered: Whether the items are numbered, from 1.

    Example:
        >>> from mgov.articles import ItemList
        >>> ItemList(items=["身份证", "户口簿"]).ordered
        False
    """

    kind: Literal["list"] = "list"
    items: Annotated[tuple[Line, ...], Field(min_length=1)]
    ordered: bool = False


class Quote(Model, frozen=True):
    """Words of somebody else.

    Attributes:
        kind: Always `quote`.
        text: What was said or written.
        source: Who said it, or where it stands.
        address: Where it can be read.

    Example:
        >>> from mgov.articles import Quote
        >>> Quote(text="让数据多跑路，让群众少跑腿。", source="一位窗口工作人员").source
        '一位窗口工作人员'
    """

    kind: Literal["quote"] = "quote"
    text: Passage
    source: Line | None = None
    address: WebAddress | None = None


class Table(Model, frozen=True):
    """A table with one row of column heads.

    Attributes:
        kind: Always `table`.
        header: The heads of the columns; at least one.
        rows: The rows beneath, each as wide as the header; a cell may be empty.
        caption: What the table shows.

    Example:
        >>> from mgov.articles import Table
        >>> table = Table(
        ...     header=["平台", "账号数"], rows=[["微信公众号", "218"], ["新浪微博", "67"]]
        ... )
        >>> table.rows[1]
        ('新浪微博', '67')
    """

    kind: Literal["table"] = "table"
    header: Annotated[tuple[LineOrNothing, ...], Field(min_length=1)]
    rows: tuple[tuple[LineOrNothing, ...], ...] = ()
    caption: Line | None = None

    @model_validator(mode="after")
    def _rows_are_as_wide_as_the_header(self) -> Self:
        width = len(self.header)
        for number, row in enumerate(self.rows, start=1):
            if len(row) != width:
                trouble = f"has {len(row)} cells in row {number} and {width} column heads"
                remedy = "Give every row one cell for each head; a cell may be empty."
                raise InvalidValueError(trouble, remedy=remedy, code="table_width").as_pydantic()
        return self


class Attachment(Model, frozen=True):
    """A file that goes with an article.

    Attributes:
        kind: Always `attachment`.
        title: What it is called.
        address: Where it is found.
        media_type: Its type (RFC 6838), such as `application/pdf`.
        size: How many bytes it has.

    Example:
        >>> from mgov.articles import Attachment
        >>> Attachment(
        ...     title="申请表.pdf", address="https://www.example.gov.cn/form.pdf", size=1_240_000
        ... ).label
        '申请表.pdf (1.2 MB)'
    """

    kind: Literal["attachment"] = "attachment"
    title: Line
    address: WebAddress
    media_type: MediaType | None = None
    size: Annotated[int, Field(ge=0)] | None = None

    @property
    def label(self) -> str:
        """The title, with the size if it is known, since a phone's owner pays for it.

        Example:
            >>> from mgov.articles import Attachment
            >>> address = "https://www.example.gov.cn/form.txt"
            >>> Attachment(title="说明", address=address, size=999).label
            '说明 (999 bytes)'
        """
        if self.size is None:
            return self.title
        for unit, factor in _SIZES:
            if self.size * 1000 / factor >= _ROUNDED_UP:
                return f"{self.title} ({self.size / factor:.1f} {unit})"
        return f"{self.title} ({self.size} {'byte' if self.size == 1 else 'bytes'})"
