"""The documentation site: it builds strictly, and loads nothing from another server."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

import mgov

ROOT = Path(__file__).resolve().parents[1]
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=["']?([^"'\s>]+)"""
    r"""|<link\b(?=[^>]*\brel=["']?(?:stylesheet|preload|preconnect|icon))[^>]*\bhref=["']?([^"'\s>]+)"""
    r"""|(?:@import|url\()\s*["']?([^"')\s]+)"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("documentation")
    for name in ("docs", "scripts", "src"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("zensical.toml", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"):
        shutil.copy(ROOT / name, root)
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict", "--clean"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "griffe:" not in said, said  # a docstring that does not fit its signature
    return root / "site"


def test_every_page_of_the_documentation_is_built(site: Path):
    pages = {page.relative_to(ROOT / "docs") for page in (ROOT / "docs").rglob("*.md")}
    built = {page.relative_to(site).with_suffix(".md") for page in site.rglob("*.html")}
    assert pages <= built


def test_every_page_can_be_reached_from_the_navigation():
    pages = {str(page.relative_to(ROOT / "docs")) for page in (ROOT / "docs").rglob("*.md")}
    settings = (ROOT / "zensical.toml").read_text(encoding="utf-8")
    assert set(re.findall(r'= "([a-z/_]+\.md)"', settings)) == pages


def test_reading_a_page_asks_no_other_server(site: Path):
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = {next(filter(None, match.groups())) for match in LOADED.finditer(text)}
        assert loaded, page
        assert not [address for address in loaded if re.match(r"(?:[a-z]+:)?//", address)], page
        # The theme fetches what draws diagrams from a foreign server when a page has one.
        assert 'class="mermaid"' not in text, page


def test_examples_in_docstrings_are_shown_as_code(site: Path):
    text = (site / "reference" / "errors.html").read_text(encoding="utf-8")
    assert "<blockquote>" not in text
    assert 'class="language-pycon highlight"' in text


def test_the_reference_describes_every_public_name_of_every_room(site: Path):
    described = (site / "objects.inv").read_bytes().split(b"\n", 4)[4]
    paths = {line.split(" ")[0] for line in zlib.decompress(described).decode().splitlines()}
    rooms = [name for _, name, is_room in pkgutil.walk_packages(mgov.__path__, "mgov.") if is_room]
    public = {
        f"{name}.{each}"
        for name in ["mgov", "mgov.errors", *rooms]
        for each in getattr(importlib.import_module(name), "__all__", ())
    }
    assert public - paths == set()
