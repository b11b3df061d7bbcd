"""What the pages promise about their examples, and that the runner keeps it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sybil.example import SybilFailure

import conftest as runner

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^ *(?:```|~~~)([^\n]*)\n(.*?)^ *(?:```|~~~) *$", re.DOTALL | re.MULTILINE)
LANGUAGES = {"python", "text", "console", "toml", "json"}


def run(page: Path) -> None:
    for example in runner.pages.parse(page).examples():
        example.evaluate()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_fence_says_plainly_what_it_is(page: Path):
    # Anything but the bare word `python` (an option, `py`, `pycon`) would not be run.
    languages = {match[1] for match in FENCE.finditer(page.read_text(encoding="utf-8"))}
    assert languages <= LANGUAGES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_python_fence_is_run(page: Path):
    fences = FENCE.finditer(page.read_text(encoding="utf-8"))
    starts = [example.region.start for example in runner.pages.parse(page).examples()]
    for fence in fences:
        run = [start for start in starts if fence.start() <= start < fence.end()]
        assert bool(run) is (fence[1] == "python"), fence[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_hides_or_skips_an_example(page: Path):
    assert not re.search(
        r"<!--.*(skip|invisible|clear-namespace)|doctest: *\+SKIP", page.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("```python\n>>> 1 + 1\n2\n```\n", True),
        ("```python\n>>> 1 + 1\n3\n```\n", False),
        ("```python\nprint(2)\n```\n\n```text\n2\n```\n", True),
        ("```python\nprint(2)\n```\n\n```text\n3\n```\n", False),
        ("```python\nprint(2)\n```\n", False),
        ("```python\nprint(2)\n```\n\nand then\n\n```text\n2\n```\n", False),
        ("```python\na = 2\n```\n\n```text\nunrelated\n```\n", False),
        ("```python\na = 2\n```\n\n```python\n>>> a\n2\n```\n", True),
    ],
)
def test_a_page_is_believed_only_if_it_shows_what_happens(text: str, holds: bool, tmp_path: Path):  # noqa: FBT001 -- a parameter of the cases
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    if holds:
        run(page)
    else:
        with pytest.raises(SybilFailure):
            run(page)
