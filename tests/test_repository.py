"""What holds for the repository as a whole: its files, its words, its promises to a reader."""

from __future__ import annotations

import itertools
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Spelled in two parts, so that this file does not name what it forbids.
REGISTRIES = [
    name + "." + end
    for name, end in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry.npmjs", "org"),
        ("registry.yarnpkg", "com"),
        ("deb.debian", "org"),
        ("archive.ubuntu", "com"),
        ("conda.anaconda", "org"),
        ("crates", "io"),
        ("proxy.golang", "org"),
        ("rubygems", "org"),
        ("repo1.maven", "org"),
        ("mirrors.aliyun", "com"),
        ("tuna.tsinghua", "edu"),
        ("ghcr", "io"),
    ]
]
LOCKS = re.compile(
    r"(?:.*\.lock|.*-lock\.(?:json|ya?ml)|pylock.*\.toml|npm-shrinkwrap\.json|go\.sum)",
    re.IGNORECASE,
)
BRITISH = re.compile(
    r"\b(?:(?:behavi|col|fav|hon|lab|neighb)our\w*"
    r"|(?:author|categor|final|general|initial|maxim|minim|normal|optim|organ|recogn|serial|special"
    r"|standard|summar|util)is(?:e|ed|er|ers|es|ing|ation|ations)"
    r"|analys(?:e|ed|ing)|catalogu(?:ed|ing)|cancell(?:ed|ing)|labell(?:ed|ing)|modell(?:ed|ing)"
    r"|(?<!Government )licence[sd]?|centres?|defence|fulfil|grey|judgement|metres?|programmes?"
    r"|whilst)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("this copy of the source is no git repository")
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 -- git is where the PATH says
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def texts(paths: list[Path]) -> dict[str, str]:
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}


def targets(makefile: str) -> set[str]:
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_every_tracked_file_is_utf_8_and_ends_with_one_newline(tracked: list[Path]):
    wrong = [
        name
        for name, text in texts(tracked).items()
        if text and (not text.endswith("\n") or text.endswith("\n\n") or "\r" in text)
    ]
    assert wrong == []


def test_no_tracked_file_names_a_package_registry(tracked: list[Path]):
    naming = {
        (name, registry)
        for name, text in texts(tracked).items()
        for registry in REGISTRIES
        if registry in text
    }
    assert naming == set()


def test_no_lock_file_records_download_addresses(tracked: list[Path]):
    assert [path.name for path in tracked if LOCKS.fullmatch(path.name)] == []


def test_no_tracked_file_is_ignored_or_made_by_a_build(tracked: list[Path]):
    made = {".venv", "site", "out", "build", "dist", "__pycache__", ".cache"}
    assert [str(path) for path in tracked if made & set(path.relative_to(ROOT).parts)] == []


@pytest.mark.parametrize("name", ["dev.txt", "demo.txt"])
def test_every_pinned_requirement_carries_its_hashes(name: str):
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    lines = re.sub(r"\\\n\s*", " ", text).splitlines()
    pins = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert pins
    assert [line for line in pins if "==" not in line or "--hash=sha256:" not in line] == []


def test_the_demo_installs_nothing_that_developers_do_not_have():
    pin = re.compile(r"^([a-z0-9._-]+==\S+)", re.MULTILINE | re.IGNORECASE)
    demo, dev = (
        set(pin.findall((ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")))
        for name in ("demo", "dev")
    )
    assert demo <= dev


def test_the_readme_names_two_commands_and_no_more():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\s*(?:\$ )?make (\w+)", readme, re.MULTILINE)
    assert sorted(set(named)) == ["demo", "test"]


def test_the_makefile_lists_every_target_it_has():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets(makefile) >= {"help", "demo", "test", "lint", "types", "docs", "bench"}
    described = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    assert described == targets(makefile)
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    assert set(phony[1].split()) == targets(makefile)


def test_continuous_integration_runs_the_command_of_the_readme():
    script = ROOT / ".ci" / "run"
    if not script.exists():
        pytest.skip("this copy of the source has no continuous integration")
    assert "make test" in script.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["src", "docs", "examples", "benchmarks", "scripts"])
def test_words_are_spelled_the_american_way(folder: str):
    found = {
        (str(path.relative_to(ROOT)), match[0])
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".toml", ".sh", ".css"}
        for match in BRITISH.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_no_file_of_the_library_is_too_long_to_read_in_one_go():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "src").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_developers_have_every_dependency_and_every_extra_that_is_used():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([a-z0-9._-]+)==", pins, re.MULTILINE))
    used = ("scan", "cn", "frames", "calendar")
    extras = itertools.chain(*(project["optional-dependencies"][name] for name in used))
    wanted = {re.split(r"[\[<>=!~; ]", each)[0] for each in [*project["dependencies"], *extras]}
    assert wanted <= pinned
