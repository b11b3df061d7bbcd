"""Writes blocks as Markdown that shows their texts as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mgov.articles.blocks import Attachment, Heading, ItemList, Paragraph, Quote, Table
from mgov.articles.media import Image

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mgov.articles.body import SimpleBlock

# CommonMark (version 0.31) with the tables of GitHub. A backslash makes any ASCII punctuation
# mark stand for itself. These have a meaning wherever they stand:
_ANYWHERE: Final = re.compile(r"[\\`*_{}\[\]<>#&|~$]")
# These only where a line begins: numbers and bullets of lists, underlines of headings, and the
# line beneath the head of a table.
_AT_START: Final = re.compile(
    r"^(?:(\d+)(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|[-=:][-=:\s]*$))", re.ASCII
)
_BETWEEN_LISTS: Final = "<!-- -->"  # keeps two lists apart, which would be one otherwise


def to_markdown(blocks: Iterable[SimpleBlock]) -> str:
    """Write blocks as Markdown, with a blank line between two of them."""
    written: list[str] = []
    previous: SimpleBlock | None = None
    for block in blocks:
        if isinstance(block, ItemList) and isinstance(previous, ItemList):
            written.append(_BETWEEN_LISTS)
        written.append(_block(block))
        previous = block
    return "\n\n".join(written)


def _block(block: SimpleBlock) -> str:
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
        case Attachment():
            return _link(block.label, block.address)
        case Image():
            words = block.alternative_text or block.caption or ""
            captions = filter(None, [block.caption, block.credit])
            return "\n\n".join([f"!{_link(words, block.address)}", *map(_line, captions)])
        case _:
            return _link(block.label, block.address)


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
