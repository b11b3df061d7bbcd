"""Writes blocks as HTML in which no text of them can become markup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mgov.articles.blocks import Attachment, Heading, ItemList, Paragraph, Quote, Table
from mgov.articles.live_stream import REPLAY
from mgov.articles.media import TRANSCRIPT, Audio, Image, Video
from mgov.articles.wording import paragraphs
from mgov.values.text import UNDETERMINED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mgov.articles.body import SimpleBlock
    from mgov.articles.live_stream import LiveStream
    from mgov.articles.media import Captions
    from mgov.values.web_address import WebAddress

# Every text and every address passes `escape`, which turns & < > " ' into entities; every
# attribute stands in double quotes; every name of a tag or an attribute is written below.
# An address is a `WebAddress`: whatever it holds, it begins with https or http.


def to_html(blocks: Iterable[SimpleBlock], lang: str) -> str:
    """Write blocks as HTML, one after the other."""
    return "\n".join(_block(block, lang) for block in blocks)


def _block(block: SimpleBlock, lang: str) -> str:
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
        case Audio() | Video():
            return _recording(block, TRANSCRIPT.in_language(lang, "en"))
        case _:
            return _links(block, lang)


def _links(block: LiveStream | Attachment, lang: str) -> str:
    if isinstance(block, Attachment):
        return f"<p>{_link(block.address, block.label, type=block.media_type)}</p>"
    links = [_link(block.address, block.label_in(lang))]
    if block.replay is not None:
        links.append(_link(block.replay, REPLAY.in_language(lang, "en")))
    return f"<p>{'<br>'.join(links)}</p>"


def _recording(block: Audio | Video, transcript: str) -> str:
    # It is loaded when it is asked for, never before, since a phone's owner pays for it; its
    # name is read aloud with its controls.
    poster, captions = (block.poster, block.captions) if isinstance(block, Video) else (None, ())
    player = _tag(
        block.kind,
        src=block.address,
        controls="",
        preload="none",
        poster=poster,
        aria_label=block.title,
    )
    tracks = "".join(map(_track, captions))
    caption = [_link(block.address, block.label)]
    if block.transcript_address is not None:
        caption.append(f"<br>{_link(block.transcript_address, transcript)}")
    if block.transcript is not None:
        text = "".join(f"<p>{_passage(each)}</p>" for each in paragraphs(block.transcript))
        caption.append(f"\n<details><summary>{escape(transcript)}</summary>{text}</details>")
    return _figure(f"{player}{tracks}</{block.kind}>", "".join(caption))


def _track(captions: Captions) -> str:
    language = None if captions.language == UNDETERMINED else captions.language
    return _tag("track", kind="captions", src=captions.address, srclang=language)


def _link(address: WebAddress, words: str, **attributes: str | None) -> str:
    return f"{_tag('a', href=address, **attributes)}{escape(words)}</a>"


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
    written = [f'{key.replace("_", "-")}="{escape(str(value))}"' for key, value in given]
    return f"<{' '.join([name, *written])}>"
