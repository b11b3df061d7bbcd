"""Writes blocks as plain text, and takes out the texts that they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mgov.articles.blocks import Heading, ItemList, Paragraph, Quote, Table
from mgov.articles.live_stream import REPLAY, LiveStream
from mgov.articles.media import TRANSCRIPT, Audio, Image, Video

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mgov.articles.body import SimpleBlock


def to_text(blocks: Iterable[SimpleBlock], lang: str) -> str:
    """Write blocks as plain text, with a blank line between two of them."""
    return "\n\n".join(filter(None, ("\n".join(_lines(block, lang)) for block in blocks)))


def texts(blocks: Iterable[SimpleBlock]) -> Iterator[str]:
    """Yield every text once, in reading order: without bullets, numbers and addresses."""
    for block in blocks:
        yield from filter(None, _texts(block))


def _lines(block: SimpleBlock, lang: str) -> Iterable[str]:
    match block:
        case ItemList():
            items = enumerate(block.items, start=1)
            return [f"{f'{number}.' if block.ordered else '•'} {item}" for number, item in items]
        case Quote():
            return [block.text, *([] if block.source is None else [f"— {block.source}"])]
        case Table():
            rows = ["\t".join(row) for row in (block.header, *block.rows)]
            return [*([] if block.caption is None else [block.caption]), *rows]
        case Heading() | Paragraph() | Image():
            return texts([block])
        case Audio() | Video():
            return _recording(block, TRANSCRIPT.in_language(lang, "en"))
        case LiveStream():
            lines = [block.label_in(lang), block.address]
            replay = REPLAY.in_language(lang, "en")
            return lines if block.replay is None else [*lines, f"{replay}: {block.replay}"]
        case _:
            return [block.label, block.address]


def _recording(block: Audio | Video, transcript: str) -> Iterator[str]:
    yield from (block.label, block.address)
    if block.transcript_address is not None:
        yield f"{transcript}: {block.transcript_address}"
    if block.transcript is not None:
        yield from ("", transcript, block.transcript)


def _texts(block: SimpleBlock) -> Iterable[str | None]:
    match block:
        case Heading() | Paragraph():
            return [block.text]
        case ItemList():
            return block.items
        case Quote():
            return [block.text, block.source]
        case Table():
            cells = (cell for row in (block.header, *block.rows) for cell in row)
            return [block.caption, *cells]
        case Image():
            return dict.fromkeys([block.alternative_text, block.caption, block.credit])
        case Audio() | Video():
            return [block.title, block.transcript]
        case _:
            return [block.title]
