"""Writes blocks as HTML in which no text of them can become markup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mgov.articles.blocks import Attachment, Heading, ItemList, Paragraph, Quote, Table
from mgov.articles.media import Image

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mgov.articles.body import SimpleBlock

# Every text and every address passes `escape`, which turns & < > " ' into entities; every
# attribute stands in double quotes; every name of a tag or an attribute is written below.
# An address is a `WebAddress`: whatever it holds, it begins with https or http.


def to_html(blocks: Iterable[SimpleBlock]) -> str:
    """Write blocks as HTML, one after the other."""
    return "\n".join(map(_block, blocks))


def _block(block: SimpleBlock) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            return f"<p>{_passage(block.text)}</p>"
        case ItemList():
            tag = "ol" if block.ordered else "ul"
            return _around(tag, [f"<li>{escape(item)}</li>" for item in block.items])
        case Quote():
            quote = _tag("blockquote", cite=block.address)
            quote = f"{quote}<p>{_passage(block.text)}</p></blockquote>"
            return quote if block.source is None else _figure(quote, escape(block.source))
        case Table():
            return _table(block)
        case Attachment():
            link = _tag("a", href=block.address, type=block.media_type)
            return f"<p>{link}{escape(block.label)}</a></p>"
        case Image():
            image = _tag(
                "img",
                src=block.address,
                alt=block.alternative_text,
                width=block.width,
                height=block.height,
            )
            captions = filter(None, [block.caption, block.credit])
            return _figure(image, "<br>".join(map(escape, captions)))
        case _:
            video = _tag(
                "video", src=block.address, controls="", preload="none", poster=block.poster
            )
            link = f"{_tag('a', href=block.address)}{escape(block.label)}</a>"
            return _figure(f"{video}</video>", link)


def _table(table: Table) -> str:
    caption = [] if table.caption is None else [f"<caption>{escape(table.caption)}</caption>"]
    head = _row([f'<th scope="col">{escape(cell)}</th>' for cell in table.header])
    rows = [_row([f"<td>{escape(cell)}</td>" for cell in row]) for row in table.rows]
    return _around("table", [*caption, f"<thead>{head}</thead>", _around("tbody", rows)])


def _row(cells: list[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _figure(content: str, caption: str) -> str:
    return _around("figure", [content, f"<figcaption>{caption}</figcaption>" if caption else ""])


def _passage(text: str) -> str:
    return escape(text).replace("\n", "<br>\n")


def _around(tag: str, lines: list[str]) -> str:
    return "\n".join([f"<{tag}>", *filter(None, lines), f"</{tag}>"])


def _tag(name: str, **attributes: str | int | None) -> str:
    given = ((key, value) for key, value in attributes.items() if value is not None)
    written = [f'{key}="{escape(str(value))}"' for key, value in given]
    return f"<{' '.join([name, *written])}>"
