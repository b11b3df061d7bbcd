"""What a body is written as shows its texts, all of them, and nothing that they could do."""

from __future__ import annotations

import itertools
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mgov.articles import (
    Attachment,
    Audio,
    Body,
    Heading,
    Image,
    Infographic,
    ItemList,
    LiveStream,
    Paragraph,
    Quote,
    Table,
    Video,
)
from mgov.errors import InvalidDataError

# Letters of every script, and far more marks than people write.
CHARACTERS = st.one_of(
    st.characters(exclude_categories=["C", "Z"]),
    st.sampled_from("\\`*_{}[]()<>#+-.!|~$&;:='\"/? 1"),
)
WORDS = st.text(CHARACTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
PASSAGES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
TRANSCRIPTS = st.lists(PASSAGES, min_size=1, max_size=2).map("\n\n".join)
MOMENT = "2017-03-05T09:00:00+08:00"
ADDRESSES = st.sampled_from(
    [
        "https://www.example.gov.cn/a(b)_[c]?x=1&copy;=2&y='#s",
        "https://www.example.gov.cn/",
    ]
)
BLOCKS = st.one_of(
    st.builds(Heading, text=WORDS, level=st.integers(2, 6)),
    st.builds(Paragraph, text=PASSAGES),
    st.builds(ItemList, items=st.lists(WORDS, min_size=1, max_size=3), ordered=st.booleans()),
    st.builds(Quote, text=PASSAGES, source=st.none() | WORDS, address=st.none() | ADDRESSES),
    st.builds(Attachment, title=WORDS, address=ADDRESSES, media_type=st.just("text/plain")),
    st.builds(
        Image,
        address=ADDRESSES,
        alternative_text=st.none() | WORDS,
        caption=st.none() | WORDS,
        credit=st.none() | WORDS,
    ),
    st.builds(
        Audio,
        address=ADDRESSES,
        title=WORDS,
        transcript=st.none() | TRANSCRIPTS,
        transcript_address=st.none() | ADDRESSES,
    ),
    st.builds(
        Video,
        address=ADDRESSES,
        title=WORDS,
        poster=st.none() | ADDRESSES,
        captions=st.lists(
            st.builds(dict, address=ADDRESSES, language=st.sampled_from(["zh", "en", "und"])),
            max_size=2,
            unique_by=lambda each: each["language"],
        ),
        transcript=st.none() | TRANSCRIPTS,
        transcript_address=st.none() | ADDRESSES,
    ),
    st.builds(LiveStream, address=ADDRESSES, title=WORDS, started=st.just(MOMENT)),
    st.builds(
        LiveStream,
        address=ADDRESSES,
        title=WORDS,
        started=st.just(MOMENT),
        ended=st.just(MOMENT),
        replay=ADDRESSES,
        replay_published=st.just(MOMENT),
    ),
    st.integers(1, 3).flatmap(
        lambda width: st.builds(
            Table,
            header=st.tuples(*[WORDS] * width),
            rows=st.lists(st.tuples(*[st.just("") | WORDS] * width), max_size=2),
            caption=st.none() | WORDS,
        )
    ),
    st.builds(
        Infographic,
        title=WORDS,
        indicators=st.lists(
            st.builds(dict, name=WORDS), max_size=2, unique_by=lambda each: each["name"]
        ),
        image=st.builds(Image, address=ADDRESSES),
    ),
)
BODIES = st.lists(BLOCKS, max_size=5).map(lambda blocks: Body(blocks=blocks))

TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "br", "ul", "ol", "li", "figure", "figcaption"),
    *("blockquote", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "img", "video"),
    *("audio", "track", "details", "summary"),
}
ATTRIBUTES = {
    *("cite", "href", "type", "src", "alt", "width", "height", "scope"),
    *("controls", "preload", "poster", "aria-label", "kind", "srclang"),
}
EMPTY = {"br", "img", "track"}


class Page(HTMLParser):
    """What a browser would find: tags in order, attributes, texts."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)


def words(text: str) -> list[str]:
    return text.split()


@given(BODIES)
def test_html_shows_every_text_in_order_and_has_no_tag_of_its_own(body: Body):
    page = Page(body.to_html())
    assert page.open == []
    assert set(page.tags) <= TAGS
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    shown = words(" ".join(page.texts))
    assert shown == words(" ".join(shown_in_html(body)))
    descriptions = [value for name, value in page.attributes if name == "alt"]
    images = [each for each in body.media if isinstance(each, Image)]
    assert descriptions == [i.alternative_text for i in images if i.alternative_text is not None]


def shown_in_html(body: Body) -> list[str]:
    """All texts but the descriptions of pictures, which are shown to those who do not see."""
    shown: list[str] = []
    for block in body.blocks:
        if isinstance(block, Image):
            shown += filter(None, [block.caption, block.credit])
        elif isinstance(block, Audio | Video | LiveStream):
            shown += with_house_words(block)
        else:
            shown += Body(blocks=[block]).texts()
    return shown


def with_house_words(block: Audio | Video | LiveStream) -> list[str]:
    """The texts, and the words that are no text of the article's own."""
    if isinstance(block, LiveStream):
        return [block.label_in("en"), *(["Replay"] if block.replay else [])]
    link = ["Transcript"] if block.transcript_address else []
    return [block.title, *link, *(["Transcript", block.transcript] if block.transcript else [])]


@given(BODIES)
def test_html_leads_only_to_the_addresses_of_its_blocks(body: Body):
    page = Page(body.to_html())
    links = {value for name, value in page.attributes if name in {"href", "src", "cite", "poster"}}
    assert links <= {str(a) for a in addresses(body.model_dump())}
    assert all(str(link).startswith("https://") for link in links)


LINKS = {"address", "poster", "transcript_address", "replay"}


def addresses(dumped: Any) -> list[str]:  # noqa: ANN401 -- a dump is anything
    if isinstance(dumped, dict):
        own = [value for key, value in dumped.items() if key in LINKS and value]
        return [*own, *itertools.chain.from_iterable(map(addresses, dumped.values()))]
    if isinstance(dumped, list | tuple):
        return list(itertools.chain.from_iterable(map(addresses, dumped)))
    return []


RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@given(BODIES)
def test_markdown_shows_what_the_html_shows(body: Body):
    page = Page(RENDERER.render(body.to_markdown()).replace("<!-- -->\n", ""))
    assert page.open == []
    assert set(page.tags) <= {*TAGS, "em"}
    expected: list[str] = []
    described: list[str] = []
    for block in body.blocks:
        if isinstance(block, Quote) and block.address is not None:
            expected += [block.text, "—", block.source or block.address]
        elif isinstance(block, Quote) and block.source is not None:
            expected += [block.text, "—", block.source]
        elif isinstance(block, Image):
            expected += filter(None, [block.caption, block.credit])
            described.append(block.alternative_text or block.caption or "")
        elif isinstance(block, Audio | Video | LiveStream):
            expected += with_house_words(block)
        elif isinstance(block, Infographic):
            expected += block.as_blocks(lang="en")[-1].model_dump()["caption"].split()
            described.append("" if block.indicators else block.title)
            expected += Body(blocks=[block]).texts()[1:]
        else:
            expected += Body(blocks=[block]).texts()
    assert words(" ".join(page.texts)) == words(" ".join(expected))
    assert [value for name, value in page.attributes if name == "alt"] == described


@given(BODIES)
def test_markdown_has_one_element_for_each_block(body: Body):
    tokens = RENDERER.parse(body.to_markdown())
    lists = [t.tag for t in tokens if t.type in {"bullet_list_open", "ordered_list_open"}]
    assert lists == [
        "ol" if block.ordered else "ul" for block in body.blocks if isinstance(block, ItemList)
    ]
    quotes = [t for t in tokens if t.type == "blockquote_open"]
    assert len(quotes) == sum(isinstance(block, Quote) for block in body.blocks)
    headings = [t.tag for t in tokens if t.type == "heading_open"]
    assert headings == [f"h{b.level}" for b in body.blocks if isinstance(b, Heading)]


@given(BODIES)
def test_plain_text_has_every_text_in_order(body: Body):
    rest = body.to_text()
    for text in body.texts():
        before, found, rest = rest.partition(text)
        assert found, (text, before)


@given(BODIES)
def test_a_body_survives_json(body: Body):
    assert Body.model_validate_json(body.model_dump_json()) == body


@given(st.lists(PASSAGES, max_size=4))
def test_plain_text_is_read_as_the_paragraphs_that_it_is_written_from(passages: list[str]):
    body = Body(blocks=[Paragraph(text=text) for text in passages])
    assert Body.parse(body.to_text()) == body


def test_no_naughty_string_does_harm(shared_data: Path):
    path = shared_data / "naughty_strings" / "blns.json"
    strings = json.loads(path.read_text(encoding="utf-8"))
    assert len(strings) > 400
    refused: set[str] = set()
    for string in strings:
        try:
            item = ItemList(items=[string])
        except InvalidDataError as error:
            refused.add(error.problems[0].code)
            continue
        body = Body(blocks=[Paragraph(text=string), item])
        for html in (body.to_html(), RENDERER.render(body.to_markdown())):
            page = Page(html)
            assert set(page.tags) <= {"p", "ul", "li"}
            assert page.attributes == []
            assert words(" ".join(page.texts)) == words(f"{string} {string}")
    assert refused == {"string_too_short", "line_end", "text_character"}


@pytest.mark.parametrize(
    "text",
    [
        *("# a", "## a ##", "a\n---", "a\n===", "- a", "+ a", "* a", "-", "1. a", "12) a", "---"),
        *("> a", "~~~\na", "```\na", "[a](b)", "[a]: b", "![a](b)", "<b>a</b>", "<https://a.b>"),
        *("*a*", "__a__", "~~a~~", "`a`", "&copy;", "&#60;", "a\\", "\\*", "$x$", "| a |\n| - |"),
        *("a\n:-:", "a\\\nb", "{#a}", "[^1]", "- - -", "a\n-:", "<!-- a -->", "C# #", "a | b"),
    ],
)
def test_no_mark_of_markdown_means_anything(text: str):
    body = Body(blocks=[Paragraph(text=text), Heading(text=text.replace("\n", " "))])
    tokens = RENDERER.parse(body.to_markdown())
    assert [t.type for t in tokens] == [
        *("paragraph_open", "inline", "paragraph_close"),
        *("heading_open", "inline", "heading_close"),
    ]
    inner = [child.type for t in tokens for child in t.children or ()]
    assert set(inner) <= {"text", "hardbreak", "text_special"}
    assert RENDERER.render(body.to_markdown()).count("\\") == 2 * text.count("\\")


@pytest.mark.parametrize(
    "text", ["7.24亿", "131.4%", "-5.2%", "+3", "2017-08-17", "1.2万多", "3:2", "a.b", "(1)"]
)
def test_figures_stay_as_they_are_in_markdown(text: str):
    assert Body.parse(text).to_markdown() == text


def test_a_mark_of_direction_reaches_no_further_than_its_own_text():
    # A browser ends what such a mark began with the element that stands on lines of its own.
    override = "申请表\u202efdp.exe"
    body = Body(
        blocks=[
            Attachment(title=override, address="https://a.gov.cn/"),
            Table(header=[override, "数"]),
        ]
    )
    for line in body.to_html().splitlines():
        for part in line.split(override)[1:]:
            assert part.startswith(("</a></p>", "</th>"))
