"""The pictures of the documentation are what the code on their page draws.

They lie beside the page, so that the site builds without running anything. `make golden` draws
them anew, and the difference is reviewed like any other.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import conftest as runner

DOCS = Path(__file__).resolve().parents[1] / "docs"
WRITE = os.environ.get("MGOV_GOLDEN") == "write"
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+\.svg)\)")
PAGES = [page for page in sorted(DOCS.rglob("*.md")) if PICTURE.search(page.read_text("utf-8"))]


def shapes(picture: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Give what is drawn, but for the size of the whole: it depends on the fonts of the machine."""
    root = ET.parse(picture).getroot()  # noqa: S314 -- made by this project
    for element in root.iter():
        drawn = dict(element.attrib)
        if element is root or element in root:
            for name in ("width", "height", "viewBox", "transform"):
                drawn.pop(name, None)
        yield element.tag, (element.text or "").strip(), drawn


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_draws_its_pictures(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for example in runner.pages.parse(page).examples():
        example.evaluate()
    kept = [page.parent / name for name in PICTURE.findall(page.read_text(encoding="utf-8"))]
    assert {each.name for each in tmp_path.glob("*.svg")} == {each.name for each in kept}
    for picture in kept:
        if WRITE:
            drawn = (tmp_path / picture.name).read_text(encoding="utf-8")
            picture.write_text(drawn.replace("><", ">\n<") + "\n", encoding="utf-8")
        assert list(shapes(tmp_path / picture.name)) == list(shapes(picture)), picture.name


def test_no_picture_is_left_that_no_page_shows():
    shown = {
        page.parent / name
        for page in PAGES
        for name in PICTURE.findall(page.read_text(encoding="utf-8"))
    }
    assert set(DOCS.rglob("*.svg")) == shown
