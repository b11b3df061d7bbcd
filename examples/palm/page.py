"""The page: one file that needs nothing from elsewhere, made for a phone first."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from mgov import Text, qr
from palm.bars import interval_bar
from palm.html import Html, el, join
from palm.limits import Limit
from palm.models import Models
from palm.record import Record
from palm.result import Result
from palm.tables import accounts_table, petition_section, record_section
from palm.wording import headline

__all__ = ["Content", "render"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_SECTIONS = (
    ("follows", "Follows"),
    ("limits", "Does not"),
    ("record", "Record"),
    ("petition", "Petition"),
)
_IN_SHORT = ("growth", "reads-per-post", "items", "petitions", "peak")


@dataclass(frozen=True)
class Content:
    """Everything that the page shows."""

    record: Record
    models: Models
    results: tuple[Result, ...]
    limits: tuple[Limit, ...]
    link: qr.Link
    code: qr.Code
    is_example: bool


def render(content: Content) -> str:
    """Write the page.

    The code on it has to have been read back before: the page says so.
    """
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        el("meta", name="color-scheme", content="light dark"),
        el("title", "Palm government, 2017 · 掌上政务"),
        el("link", rel="icon", href="data:,"),
        el("style", Html(style)),
    )
    body = el(
        "body",
        el("a", "Skip to what follows", href="#follows", class_="skip"),
        _header(content),
        el("nav", el("ul", *(_jump(*each) for each in _SECTIONS)), aria_label="Sections"),
        el(
            "main",
            _follows(content),
            _limits(content),
            record_section(content.record),
            accounts_table(content.models.accounts, content.record.report.published),
            petition_section(content.models.petition, content.record.report.published),
        ),
        _footer(content.record),
    )
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"


def _jump(anchor: str, label: str) -> Html:
    return el("li", el("a", label, href=f"#{anchor}"))


def _bilingual(name: str, text: Text, **attributes: str) -> Html:
    zh = el("span", text.in_language("zh"), lang="zh", class_="zh")
    return el(name, text.in_language("en"), " ", zh, **attributes)


def _header(content: Content) -> Html:
    counts = (
        (len(content.record.facts), "facts"),
        (len(content.results), "follow"),
        (len(content.limits), "do not"),
    )
    said = el(
        "div",
        el("p", "mgov · a worked example", class_="kicker"),
        el("h1", "Palm government, 2017 ", el("span", "掌上政务", lang="zh", class_="zh")),
        el(
            "p",
            "In August 2017 the People’s Daily told in two dozen figures how government had come "
            "to the phone. Here is what follows from them, how surely, and what does not.",
            class_="lead",
        ),
        el(
            "dl",
            *(el("div", el("dt", name), el("dd", f"{count}")) for count, name in counts),
            class_="counts",
        ),
        el(
            "ul",
            *(_short(each) for each in content.results if each.id in _IN_SHORT),
            class_="short",
        ),
        class_="said",
    )
    return el("header", said, _code(content))


def _short(result: Result) -> Html:
    number = el("strong", headline(result.figure, result.digits))
    title = el(
        "span",
        result.title.in_language("en"),
        el("small", result.group.in_language("en"), class_="zh"),
    )
    return el("li", el("a", number, title, href=f"#result-{result.id}"))


def _code(content: Content) -> Html:
    size = math.ceil(content.code.print_size(distance=500).code_mm)
    words = [
        el(
            "p",
            el("strong", "Read back, same text."),
            " The PNG of this code was given to an "
            "independent decoder; it found exactly the address below.",
        ),
        el("p", el("a", content.link.text, href=content.link.text, class_="address")),
        el(
            "p",
            f"The policy gov.cn lets it through. To be read from half a meter, print it at "
            f"least {size} mm wide.",
            class_="small",
        ),
    ]
    if content.is_example:
        words.append(
            el(
                "p",
                "The address stands for the place where you publish the page: give yours "
                "with --address.",
                class_="small",
            )
        )
    return el("figure", Html(content.code.svg()), el("figcaption", *words), id="code")


def _follows(content: Content) -> Html:
    groups = [
        el(
            "section",
            _bilingual("h3", group),
            el("div", *(_result(each, content.record) for each in members), class_="cards"),
        )
        for group, members in groupby(content.results, key=lambda each: each.group)
    ]
    legend = el(
        "p",
        "A figure as reported leaves something open, and so does what is made of it. In the bars "
        "a filled end belongs to the interval, a hollow one does not, and an arrow goes on "
        "without end. Ends are rounded outward, so each interval keeps its promise.",
    )
    return el("section", el("h2", "What follows"), legend, *groups, id="follows")


def _result(result: Result, record: Record) -> Html:
    figure, digits = result.figure, result.digits
    verdict = []
    if result.agrees is not None:
        verb = "agrees with" if result.agrees else "cannot be"
        verdict.append(el("p", f"{verb} {result.compared}", class_="verdict"))
    note = [el("strong", "Be wary. ")] if result.warning else []
    return el(
        "article",
        _bilingual("h4", result.title),
        el(
            "p",
            el("span", headline(figure, digits), class_="number"),
            f" {result.counts}",
            class_="big",
        ),
        *verdict,
        interval_bar(figure, digits=digits, published=result.published, compared=result.compared),
        el("p", figure.explain("en"), class_="why"),
        el("p", figure.explain("zh"), lang="zh", class_="why zh"),
        el("p", *note, result.note),
        _chips(result.facts, record),
        id=f"result-{result.id}",
        class_="card warning" if result.warning else "card",
    )


def _chips(ids: tuple[str, ...], record: Record) -> Html:
    links = (
        el("li", el("a", record.fact(each).text, href=f"#fact-{each}", lang="zh")) for each in ids
    )
    return el("ul", *links, class_="chips", aria_label="Rests on")


def _limits(content: Content) -> Html:
    intro = el(
        "p",
        "What cannot be known from the record is said, not computed. Where mgov refuses, this is "
        "what it answers.",
    )
    cards = (_limit(each, content.record) for each in content.limits)
    return el(
        "section",
        el("h2", "What does not follow"),
        intro,
        el("div", *cards, class_="cards"),
        id="limits",
    )


def _limit(limit: Limit, record: Record) -> Html:
    proof = []
    if limit.call:
        proof.append(
            el("pre", el("code", join(">>> ", limit.call, "\n", limit.answer)), tabindex="0")
        )
    return el(
        "article",
        _bilingual("h3", limit.title),
        el("p", limit.why),
        *proof,
        *([_chips(limit.facts, record)] if limit.facts else []),
        id=f"limit-{limit.id}",
        class_="card limit",
    )


def _footer(record: Record) -> Html:
    sources = (
        el(
            "li",
            el("span", f"{each.publisher}：《{each.title}》", lang="zh"),
            f" ({each.publisher.in_language('en')}, {each.published})",
        )
        for each in record.sources.values()
    )
    return el(
        "footer",
        el("h2", "Sources"),
        el("ul", *sources),
        el(
            "p",
            "Figures are quoted as written; everything else is in words of our own. "
            "Made with mgov by examples/palm_government.py.",
        ),
    )
