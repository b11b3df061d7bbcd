"""The JSON parsing test suite of Nicolas Seriot, through the parser and through the reader."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from mgov.errors import InvalidRecordsError
from mgov.values.jsonl import read_jsonl
from mgov.values.jsonl.strict import RefusedError, StrictParser

ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)
FAMILIES = {"y": 95, "n": 188, "i": 35}


def parsed(text: bytes) -> bool:
    try:
        StrictParser(ANYTHING).parse(text)
    except RefusedError as refused:
        return not refused.problems
    return True


def read(text: bytes) -> bool:
    try:
        records = list(read_jsonl(io.BytesIO(text), ANYTHING))
    except InvalidRecordsError as error:
        return not error.problems
    return len(records) == 1


def texts(shared_data: Path, family: str) -> list[tuple[str, bytes]]:
    files = sorted((shared_data / "json" / "test_parsing").glob(f"{family}_*.json"))
    assert len(files) == FAMILIES[family]
    return [(file.name, file.read_bytes()) for file in files]


def test_what_every_parser_must_accept_is_accepted(shared_data: Path):
    assert not [name for name, text in texts(shared_data, "y") if not parsed(text)]


def test_what_every_parser_must_refuse_is_refused(shared_data: Path):
    assert not [name for name, text in texts(shared_data, "n") if parsed(text)]


def test_what_a_parser_may_decide_is_decided_without_a_crash(shared_data: Path):
    accepted = {name for name, text in texts(shared_data, "i") if parsed(text)}
    assert accepted == {
        "i_number_double_huge_neg_exp.json",
        "i_number_real_underflow.json",
        "i_number_too_big_neg_int.json",
        "i_number_too_big_pos_int.json",
        "i_number_very_big_negative_int.json",
    }
    with_mark = {"i_structure_UTF-8_BOM_empty_object.json"}  # the reader takes it off
    assert {name for name, text in texts(shared_data, "i") if read(text)} == accepted | with_mark


@pytest.mark.parametrize(("family", "accepted"), [("y", True), ("n", False)])
def test_the_reader_agrees_where_the_text_is_one_line(
    shared_data: Path,
    family: str,
    accepted: bool,  # noqa: FBT001 -- a table's column
):
    lines = [(name, text) for name, text in texts(shared_data, family) if b"\n" not in text.strip()]
    assert len(lines) > 80
    assert not [name for name, text in lines if read(text) is not accepted]
