"""Writes blocks as Markdown that shows their texts as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mgov.articles.blocks import Attachment, Heading, ItemList, Paragraph, Quote, Table
from mgov.articles.live_stream import REPLAY
from mgov.articles.media import TRANSCRIPT, Audio, Image, Video
from mgov.articles.wording import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mgov.articles.body import SimpleBlock
    from mgov.articles.live_stream import LiveStream

# CommonMark (version 0.31) with the tables of GitHub. A backslash makes any ASCII punctuation
# mark stand for itself. These have a meaning wherever they stand:
_ANYWHERE: Final = re.compile(r"[\\`*_{}\[\]<>#&|~$]")
# These only where a line begins: numbers and bullets of lists, underlines of headings, and the
# line beneath the head of a table.
_AT_START: Final = re.compile(
    r"^(?:(\d+)(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|[-=:][-=:\s]*$))", re.ASCII
)
_BETWEEN_LISTS: Final = "<!-- -->"  # keeps two lists apart, which would be one otherwise


def to_markdown(blocks: Iterable[SimpleBlock], lang: str) -> str:
    """Write blocks as Markdown, with a blank line between two of them."""
    written: list[str] = []
    previous: SimpleBlock | None = None
    for block in blocks:
        if isinstance(block, ItemList) and isinstance(previous, ItemList):
            written.append(_BETWEEN_LISTS)
        written.append(_block(block, lang))
        previous = block
    return "\n\n".join(written)


def _block(block: SimpleBlock, lang: str) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {_line(block.text)}"
        case Paragraph():
            return _passage(block.text)
        case ItemList():
            items = enumerate(map(_line, block.items), start=1)
            return "\n".join(f"{f'{n}.' if block.ordered else '-'} {item}" for n, item in items)
        case Quote():
            return _quote(block)
        case Table():
            return _table(block)
        case Image():
            words = block.alternative_text or block.caption or ""
            captions = filter(None, [block.caption, block.credit])
            return "\n\n".join([f"!{_link(words, block.address)}", *map(_line, captions)])
        case Audio() | Video():
            return "\n\n".join(_recording(block, TRANSCRIPT.in_language(lang, "en")))
        case _:
            return _links(block, lang)


def _links(block: LiveStream | Attachment, lang: str) -> str:
    if isinstance(block, Attachment):
        return _link(block.label, block.address)
    links = [_link(block.label_in(lang), block.address)]
    if block.replay is not None:
        links.append(_link(REPLAY.in_language(lang, "en"), block.replay))
    return "\n\n".join(links)


def _recording(block: Audio | Video, transcript: str) -> Iterator[str]:
    yield _link(block.label, block.address)
    if block.transcript_address is not None:
        yield _link(transcript, block.transcript_address)
    if block.transcript is not None:
        yield f"*{transcript}*"
        yield from map(_passage, paragraphs(block.transcript))


def _quote(quote: Quote) -> str:
    source = quote.source and _line(quote.source)
    if quote.address is not None:
        source = _link(quote.source or quote.address, quote.address)
    lines = _passage(quote.text).split("\n")
    if source:
        lines += ["", f"— {source}"]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _table(table: Table) -> str:
    rows = [map(_line, row) for row in (table.header, *table.rows)]
    rows.insert(1, map(str, ["---"] * len(table.header)))
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return lines if table.caption is None else f"{_line(table.caption)}\n\n{lines}"


def _link(words: str, address: str) -> str:
    # Between angle brackets only entities would be read, and no legal address has such a bracket.
    destination = address.replace("&", r"\&")
    return f"[{_line(words)}](<{destination}>)"


def _passage(text: str) -> str:
    return "\\\n".join(map(_line, text.split("\n")))


def _line(text: str) -> str:
    return _AT_START.sub(r"\1\\", _ANYWHERE.sub(r"\\\g<0>", text))
