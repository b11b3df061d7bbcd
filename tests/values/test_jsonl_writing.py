from __future__ import annotations

import json
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter

from mgov.errors import InvalidValueError
from mgov.values.jsonl import check_jsonl, read_jsonl, write_jsonl
from mgov.values.model import Model
from mgov.values.personal import PersonName


class Page(Model, frozen=True):
    title: str
    reads: int = 0
    more: dict[str, Any] = Field(default_factory=dict)


@pytest.mark.parametrize("name", ["pages.jsonl", "pages.jsonl.gz"])
def test_what_is_written_is_read_back(tmp_path: Path, name: str):
    path = tmp_path / name
    pages = [Page(title="公报\n\u2028", more={"x": [1, None, "\x00"]}), Page(title="", reads=3)]
    assert write_jsonl(path, iter(pages)) == 2
    assert list(read_jsonl(path, Page)) == pages
    assert [each.name for each in tmp_path.iterdir()] == [name]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)  # each example waits for the disk
@given(st.lists(JSON, max_size=6))
def test_any_json_value_is_written_and_read_back(values: list[Any]):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "values.jsonl")
        write_jsonl(path, values)
        assert list(read_jsonl(path, TypeAdapter(Any))) == values


def test_the_same_records_give_the_same_compressed_bytes(tmp_path: Path):
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        write_jsonl(tmp_path / name, [Page(title="a")] * 1000)
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()
    assert (tmp_path / "a.jsonl.gz").read_bytes()[4:8] == bytes(4)


@pytest.mark.parametrize("name", ["pages.jsonl", "pages.jsonl.gz"])
def test_an_error_half_way_leaves_what_was_there(tmp_path: Path, name: str):
    path = tmp_path / name
    write_jsonl(path, [Page(title="before")])

    def pages() -> Iterator[Page]:
        yield Page(title="after")
        raise LookupError

    with pytest.raises(LookupError):
        write_jsonl(path, pages())
    assert [page.title for page in read_jsonl(path, Page)] == ["before"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_replaced_file_keeps_its_permissions_and_its_link(tmp_path: Path):
    path, link = tmp_path / "pages.jsonl", tmp_path / "link.jsonl"
    write_jsonl(path, [])
    path.chmod(0o640)
    link.symlink_to(path)
    assert write_jsonl(link, [Page(title="a")]) == 1
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_bytes() == b'{"title":"a","reads":0,"more":{}}\n'


@pytest.mark.parametrize(
    ("record", "trouble"),
    [
        ({"x": float("nan")}, "record 2: has a number that is not finite"),
        ({"x": [float("-inf")]}, "record 2: has a number that is not finite"),
        ({"x": "\ud800"}, "record 2: cannot be written as JSON"),
        ({"x": object()}, "record 2: cannot be written as JSON"),
    ],
)
def test_what_json_does_not_know_is_refused_and_nothing_written(
    tmp_path: Path, record: object, trouble: str
):
    path = tmp_path / "pages.jsonl"
    with pytest.raises(InvalidValueError, match=trouble):
        write_jsonl(path, [{"x": "NaN Infinity"}, record])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("records", [Page(title="a"), {"title": "a"}, "a", b"a"])
def test_one_record_is_not_taken_for_several(tmp_path: Path, records: Any):  # noqa: ANN401 -- what is no record list
    with pytest.raises(InvalidValueError, match="is one record"):
        write_jsonl(tmp_path / "pages.jsonl", records)


class Caller(Model, frozen=True):
    name: PersonName


def test_personal_data_are_masked_unless_a_purpose_is_stated(tmp_path: Path):
    path, callers = tmp_path / "callers.jsonl", [Caller(name=PersonName("张三丰"))]
    write_jsonl(path, callers)
    assert "三丰" not in path.read_text(encoding="utf-8")
    assert not check_jsonl(path, Caller).ok
    write_jsonl(path, callers, purpose="hand the cases over")
    assert list(read_jsonl(path, Caller)) == callers
    with pytest.raises(InvalidValueError, match="purpose: is not stated"):
        write_jsonl(path, callers, purpose=" ")


def test_naughty_strings_survive_the_round_trip(tmp_path: Path, shared_data: Path):
    text = (shared_data / "naughty_strings" / "blns.json").read_text(encoding="utf-8")
    naughty = json.loads(text)
    assert len(naughty) > 500
    for path in (tmp_path / "n.jsonl", tmp_path / "n.jsonl.gz"):
        write_jsonl(path, [Page(title=each, more={each: each}) for each in naughty])
        assert [page.title for page in read_jsonl(path, Page)] == naughty
        assert [list(page.more.items()) for page in read_jsonl(path, Page)] == [
            [(each, each)] for each in naughty
        ]
