"""The example that `make demo` runs: what it writes, what it says, and that it copies truly."""

from __future__ import annotations

import csv
import html
import importlib
import re
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from mgov import Figure, Petition, qr, read_jsonl
from mgov.errors import InvalidRecordsError, UnsafeLinkError

if TYPE_CHECKING:
    from palm_government import Made

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def example() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(EXAMPLES))
        return importlib.import_module("palm_government")


@pytest.fixture(scope="module")
def made(example: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return example.make(tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def page(made: Made) -> str:
    return made.page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def figures(made: Made) -> dict[str, Figure]:
    return {result.id: result.figure for result in made.results}


def words(markup: str) -> str:
    """Only what a reader sees, with single spaces."""
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", markup, flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


class Reader(HTMLParser):
    """Collects the elements of a page with their attributes, and whether all are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"br", "link", "meta"}:
            self.open.append(tag)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_the_command_says_what_it_found_and_where_to_look(
    example: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    address = "https://www.example.gov.cn/掌上政务.html"
    assert example.main(["--out", str(tmp_path), "--address", address]) == 0
    printed = capsys.readouterr().out
    assert "≈ 4.07% growth" in printed
    assert "近一亿人次 counts installs" in printed
    assert "exactly the same text" in printed
    assert str(tmp_path / "palm_government.html") in printed
    (scan,) = qr.read(tmp_path / "palm_government.png")
    assert scan.text.startswith("https://www.example.gov.cn/%E6%8E%8C")


def test_an_address_outside_government_is_refused_in_one_line(
    example: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    arguments = ["--out", str(tmp_path), "--address", "https://www.gov.cn.example.com/"]
    assert example.main(arguments) == 1
    assert capsys.readouterr().err.startswith("palm_government: address: ")
    with pytest.raises(UnsafeLinkError):
        example.make(tmp_path, arguments[-1])


def test_the_code_reads_back_and_a_wrong_one_is_never_passed_over(
    example: ModuleType, made: Made, tmp_path: Path
):
    (scan,) = qr.read(made.pictures[1])
    assert scan.text == made.code.text
    assert "utm_source=demo-page&utm_medium=qr" in scan.text
    wrong = tmp_path / "wrong.png"
    qr.make("https://www.gov.cn/other").save(wrong)
    with pytest.raises(RuntimeError, match="was read back as"):
        example._read_back(wrong, made.code.text)  # noqa: SLF001 -- the check that must not fail


def test_the_page_shows_every_fact_every_result_and_every_limit(
    made: Made, page: str, read: Reader
):
    shown = words(page)
    ids = {attributes.get("id") for _, attributes in read.elements}
    for fact in made.record.facts:
        assert fact.text in shown
        assert fact.meaning in shown
        assert f"fact-{fact.id}" in ids
    for result in made.results:
        assert result.figure.explain("en") in shown
        assert result.figure.explain("zh") in shown
        assert result.note in shown
        assert f"result-{result.id}" in ids
    for limit in made.limits:
        assert " ".join(limit.why.split()) in shown
        assert " ".join(limit.answer.split()) in shown
        assert f"limit-{limit.id}" in ids


def test_the_page_needs_nothing_from_elsewhere(page: str, read: Reader):
    tags = {tag for tag, _ in read.elements}
    assert not tags & {"script", "iframe", "img", "object", "embed", "video", "audio", "base"}
    assert [each["href"] for tag, each in read.elements if tag == "link"] == ["data:,"]
    assert not re.search(r"@import|url\(|\bsrc(set)?=|\son\w+=", page)


def test_the_page_can_be_read_aloud_and_leads_nowhere_wrong(made: Made, read: Reader):
    elements = read.elements
    assert ("html", {"lang": "en"}) in elements
    assert sum(tag == "h1" for tag, _ in elements) == 1
    assert all(each.get("role") == "img" for tag, each in elements if tag == "svg")
    assert all(
        each.get("aria-label") or each.get("aria-labelledby")
        for tag, each in elements
        if tag == "svg"
    )
    ids = [each["id"] for _, each in elements if "id" in each]
    assert len(ids) == len(set(ids))
    links = [each["href"] for tag, each in elements if tag == "a"]
    inside = {str(link)[1:] for link in links if str(link).startswith("#")}
    assert inside <= set(ids)
    assert {link for link in links if not str(link).startswith("#")} == {made.code.text}


def test_the_page_escapes_whatever_it_is_given(example: ModuleType):
    assert example
    markup = importlib.import_module("palm.html")
    written = markup.el(
        "p", "<b>&", markup.el("i", '"'), title='"><script>', hidden=True, draft=False
    )
    assert written == '<p title="&quot;&gt;&lt;script&gt;" hidden>&lt;b&gt;&amp;<i>&quot;</i></p>'


def test_the_numbers_are_those_that_follow(figures: dict[str, Figure]):
    growth = figures["growth"]
    assert growth.format("en", digits=3) == "4.07% (4.06%, 4.08%) growth"
    posts = figures["posts-per-account"]
    assert (round(float(posts.low), 2), round(float(posts.high), 2)) == (453.98, 454.04)
    assert figures["reads-per-post"].low > 3487
    assert not figures["reads-per-post"].is_bounded
    hits = figures["hits"]
    assert (round(float(hits.low), 6), round(float(hits.high), 6)) == (0.000161, 0.000174)
    assert round(float(figures["items"].value), 3) == -0.816
    assert figures["fee"].value == -1
    assert figures["functions"].value == 147
    assert figures["categories"].value == 13
    assert str(figures["petitions"].interval) == "[1/2, 1]"
    assert str(figures["mean-time"].interval) == "[0, 1/2)"
    assert figures["peak"].unit == "次/人"
    assert figures["hit-reads"].low == 12_000_000_000


def test_figures_that_were_published_agree_with_those_that_follow(made: Made):
    compared = {result.id: result.agrees for result in made.results if result.agrees is not None}
    assert set(compared) == {"growth-levels", "before", *(f"share-{n}" for n in range(38, 42))}
    assert all(compared.values())


def test_what_does_not_follow_is_refused_by_the_library_itself(made: Made):
    answers = {limit.id: limit.answer for limit in made.limits}
    assert answers["installs"].startswith("InvalidValueError: whole: counts 人, where the other")
    assert answers["slowest"].startswith("InvalidValueError: divisor: may be zero")
    assert answers["families"].startswith("InvalidValueError: figure: holds no figure")
    assert answers["time-saved"] == "time: unknown: not given for both, or not comparable"
    assert answers["hit-share"] == "(0, 1]"


def test_every_model_is_kept_in_a_file(made: Made):
    numbers = {path.name: number for path, number in made.kept.items()}
    assert numbers == {
        "articles.jsonl": 2,
        "accounts.jsonl": 5,
        "catalogues.jsonl": 2,
        "burdens.jsonl": 2,
        "petitions.jsonl": 1,
        "facts.jsonl": len(made.record.facts),
        "results.jsonl": len(made.results),
    }


def test_the_petition_is_marked_as_invented_and_stays_masked(made: Made, page: str):
    folder = made.page.with_name("palm_government")
    (petition,) = read_jsonl(folder / "petitions.jsonl", Petition)
    assert petition.rulebook.id == "cn-2005"
    assert petition.rating == "satisfied"
    (close,) = (each for each in petition.deadlines() if each.clock.id == "close")
    assert (str(close.due), close.state.value) == ("2017-08-18", "met")
    (person,) = petition.petitioners
    name = person.name.reveal(purpose="to look for it on the page")
    assert name not in page
    assert "Invented." in words(page)


def test_a_file_that_was_spoiled_is_not_taken_for_good(made: Made, tmp_path: Path):
    spoiled = tmp_path / "petitions.jsonl"
    good = made.page.with_name("palm_government") / "petitions.jsonl"
    spoiled.write_text(good.read_text(encoding="utf-8").replace('"accept"', '"answer"', 1), "utf-8")
    with pytest.raises(InvalidRecordsError, match="cannot be taken"):
        list(read_jsonl(spoiled, Petition))


def test_every_figure_of_the_record_stands_as_it_was_written(made: Made, shared_data: Path):
    stated = {fact.id: fact.text for fact in made.record.facts}
    with (shared_data / "figures" / "palm_government_2017.csv").open(encoding="utf-8") as file:
        rows = {row["item"]: row["figure_zh"] for row in csv.DictReader(file)}
    assert rows
    assert {item: stated.get(item) for item in rows} == rows


def test_the_figures_of_the_internet_reports_are_those_published(made: Made, shared_data: Path):
    with (shared_data / "figures" / "cnnic_internet_users.csv").open(encoding="utf-8") as file:
        rows = {row["as_of"]: row for row in csv.DictReader(file)}
    for name, column, written in [
        ("netizens", "netizens_100m", "{}亿"),
        ("mobile_netizens", "mobile_netizens_100m", "{}亿"),
        ("mobile_share", "mobile_share_pct", "{}%"),
    ]:
        for as_of in ("2016-06", "2016-12", "2017-06", "2017-12"):
            suffix = "" if as_of == "2017-06" else f"_{as_of.replace('-', '_')}"
            fact = made.record.fact(name + suffix)
            assert fact.text == written.format(rows[as_of][column])
            assert str(fact.as_of) == f"../{as_of}"
