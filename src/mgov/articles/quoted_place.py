"""Where the words that a reader quotes stand in an article, and other words in their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from mgov.articles.blocks import Attachment, Heading, ItemList, Paragraph, Quote, Table
from mgov.articles.body import Body
from mgov.articles.indicator import Indicator
from mgov.articles.infographic import Infographic
from mgov.articles.live_stream import LiveStream
from mgov.articles.media import Audio, Image, Video
from mgov.errors import InvalidValueError
from mgov.values.figures import Figure
from mgov.values.model import Model
from mgov.values.text import Text

if TYPE_CHECKING:
    from mgov.articles.article import Article

__all__ = ["QuotedPlace", "find_quoted", "replaced"]

Path = tuple[str | int, ...]

_FIELDS: Final = ("title", "alternative_title", "summary", "body")
WORDS_OF: Final[dict[type[Model], tuple[str, ...]]] = {
    Body: ("blocks",),
    Heading: ("text",),
    Paragraph: ("text",),
    ItemList: ("items",),
    Quote: ("text", "source"),
    Table: ("caption", "header", "rows"),
    Attachment: ("title",),
    Image: ("alternative_text", "caption", "credit"),
    Audio: ("title", "transcript"),
    Video: ("title", "transcript"),
    LiveStream: ("title",),
    Infographic: ("title", "image", "indicators"),
    Indicator: ("group", "name", "target", "actual"),
}
"""The fields of each model that hold words for readers; the rest are addresses and numbers."""

_SHOWN: Final = 12  # characters on either side
_LISTED: Final = 10  # places in an error; `places` gives all of them


class QuotedPlace(Model, frozen=True):
    """A place in an article where words that somebody quotes are found.

    Attributes:
        path: The way to the text: names of fields, positions and, in a text of several
            languages, the language.
        start: Where the words begin in the text.
        end: Where the text goes on after them.
        text: The whole text.

    Example:
        >>> from mgov.articles import QuotedPlace
        >>> place = QuotedPlace(path=("title", "zh"), start=2, end=4, text="关于放价的通知")
        >>> print(place)
        title.zh: 关于【放价】的通知
        >>> place.words
        '放价'
    """

    path: Path
    start: int
    end: int
    text: str

    @property
    def words(self) -> str:
        """The words as the article has them."""
        return self.text[self.start : self.end]

    @override
    def __str__(self) -> str:
        before, after = self.text[: self.start], self.text[self.end :]
        before = before if len(before) <= _SHOWN else f"…{before[-_SHOWN:]}"
        after = after if len(after) <= _SHOWN else f"{after[:_SHOWN]}…"
        return f"{'.'.join(map(str, self.path))}: {before}【{self.words}】{after}"


def find_quoted(article: Article, quoted: str) -> tuple[QuotedPlace, ...]:
    """Find words in the title, the alternative title, the summary and the body of an article.

    Every place counts, also where two overlap. Only if the words stand nowhere as they are,
    white space is passed over: pages and their readers break lines where they like.
    """
    texts = [found for name in _FIELDS for found in _texts_of(getattr(article, name), (name,))]
    for spans in (_spans, _spans_in_any_lines):
        places = tuple(
            QuotedPlace(path=path, start=start, end=end, text=text)
            for path, text in texts
            for start, end in spans(text, quoted)
        )
        if places:
            return places
    return ()


def replaced(
    article: Article, quoted: str, proposed: str | None, occurrence: int | None
) -> dict[str, object]:
    """Return the changed field of an article in which other words stand for the quoted ones.

    Raises:
        mgov.errors.InvalidValueError: If no others are proposed, the quoted ones are not there
            or stand in several places, or nothing would be left of the text.
        mgov.errors.InvalidDataError: If the new text cannot stand there.
    """
    if proposed is None:
        trouble = "is not given"
        remedy = "Say what should stand there by a changed field, such as title=…"
        raise _refusal(trouble, f"{remedy}.", "proposed", "correction_proposal")
    places = find_quoted(article, quoted)
    if not places:
        trouble = f"is not found in version {article.version} of the article"
        remedy = "Give the changed field instead, such as body=…, or reject the report."
        raise _refusal(trouble, remedy, "quoted", "quote_not_found")
    if occurrence is None and len(places) > 1:
        trouble = f"stands in {len(places)} places"
        listed = ", ".join(f"({n}) {each}" for n, each in enumerate(places[:_LISTED], start=1))
        more = ", …" if len(places) > _LISTED else ""
        remedy = f"Of {listed}{more} give one as `occurrence`."
        raise _refusal(trouble, remedy, "quoted", "quote_ambiguous")
    number = 1 if occurrence is None else occurrence
    if not 1 <= number <= len(places):
        trouble, remedy = "is not among the places", f"Give a number from 1 to {len(places)}."
        raise _refusal(trouble, remedy, "occurrence", "quote_occurrence")
    place = places[number - 1]
    text = f"{place.text[: place.start]}{proposed}{place.text[place.end :]}"
    if not text.strip():
        trouble = f"would leave nothing at {'.'.join(map(str, place.path))}"
        remedy = "Give the changed field instead, such as body=…"
        raise _refusal(trouble, f"{remedy}.", "proposed", "correction_empty")
    field = str(place.path[0])
    return {field: _with_text(getattr(article, field), place.path[1:], text)}


def _spans(text: str, words: str) -> Iterator[tuple[int, int]]:
    # `str.find` stays fast where somebody quotes to annoy; a regular expression does not. From
    # the next character on, so that places that overlap are all found.
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


def _spans_in_any_lines(text: str, words: str) -> Iterator[tuple[int, int]]:
    kept = [position for position, each in enumerate(text) if not each.isspace()]
    squeezed = "".join(map(text.__getitem__, kept))
    for start, end in _spans(squeezed, "".join(words.split())):
        yield kept[start], kept[end - 1] + 1


def _texts_of(node: object, path: Path) -> Iterator[tuple[Path, str]]:
    match node:
        case str():
            yield path, node
        case Text():
            for language, text in node.items():
                yield (*path, language), text
        case Figure():
            yield path, node.text  # empty if the figure was computed and not read
        case tuple():
            for position, each in enumerate(node):
                yield from _texts_of(each, (*path, position))
        case Model():
            for name in WORDS_OF[type(node)]:
                yield from _texts_of(getattr(node, name), (*path, name))


def _with_text(node: object, path: Path, text: str) -> object:
    match node:
        case Figure():
            read = _figure(text)
            return read if read.unit is not None or node.unit is None else read.with_unit(node.unit)
        case Text():
            return node.with_(str(path[0]), text)
        case tuple():
            position, *rest = path
            return tuple(
                _with_text(each, tuple(rest), text) if number == position else each
                for number, each in enumerate(node)
            )
        case Model():
            name, *rest = path
            changed = _with_text(getattr(node, str(name)), tuple(rest), text)
            return node.replace(**{str(name): changed})
        case _:
            return text


def _figure(text: str) -> Figure:
    try:
        return Figure.parse(text)
    except InvalidValueError as error:  # it speaks of a text that the reader proposed
        raise _refusal(error.trouble, error.remedy, "proposed", error.code) from None


def _refusal(trouble: str, remedy: str, field: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code=code)
