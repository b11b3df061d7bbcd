from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgov import qr
from mgov.errors import InvalidValueError

QUOTE = "Put a cell with a comma in it into quotation marks."


def addresses(number: int) -> list[str]:
    return [f"https://www.gov.cn/{each}" for each in range(number)]


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_every_row_has_a_result_in_its_order() -> None:
    class Notice:
        address, title = "https://www.gov.cn/notice", "公告"

    rows = [
        "https://www.gov.cn/",
        {"address": "https://www.gov.cn/a", "name": "a", "caption": "甲"},
        Notice(),
        {"address": "https://www-gov-cn.com/"},
        {"address": ""},
        {"address": "https://www.gov.cn/b", "name": "../b"},
        {"address": "https://www.gov.cn/c", "name": "A"},
        7,
        "https://www.gov.cn/last",
    ]
    results = list(qr.make_many(rows, policy="gov.cn"))  # type: ignore[arg-type] # 7 is wrong
    assert [each.number for each in results] == list(range(1, 10))
    assert [getattr(each.problem, "code", None) for each in results] == [
        None,
        None,
        None,
        "host_imitates",
        "missing",
        "row_name",
        "row_name",
        "link_target",
        None,
    ]
    codes = [each.code for each in results if each.code is not None]
    assert [code.caption for code in codes] == [None, "甲", "公告", None]
    assert [each.name for each in results if each.ok] == ["000001", "a", "000003", "000009"]


def test_many_rows_on_two_processes_are_the_same_as_on_one() -> None:
    rows = [*addresses(200), "http://www.gov.cn/"]
    one = [(each.name, each.code and each.code.rows) for each in qr.make_many(rows, workers=1)]
    two = [(each.name, each.code and each.code.rows) for each in qr.make_many(rows, workers=2)]
    assert one == two
    assert len(one) == 201
    assert one[-1][1] is None


def test_rows_are_read_as_they_are_needed() -> None:
    taken = []

    def endless() -> object:
        number = 0
        while True:
            taken.append(number)
            yield f"https://www.gov.cn/{number}"
            number += 1

    results = qr.make_many(endless(), workers=2)  # type: ignore[arg-type] # typed for the linter
    assert [next(results).number for _ in range(3)] == [1, 2, 3]
    results.close()  # type: ignore[attr-defined] # a generator is one
    assert len(taken) < 1000


def test_pictures_go_into_a_folder_with_what_they_were_made_of(tmp_path: Path) -> None:
    into = tmp_path / "codes"
    results = list(qr.make_many(addresses(3), into=into, kind="png"))
    assert names(into) == ["000001.png", "000002.png", "000003.png", "manifest.jsonl"]
    assert results[0].path == str(into / "000001.png")
    assert [scan.text for scan in qr.read(into / "000002.png")] == ["https://www.gov.cn/1"]
    lines = [json.loads(line) for line in (into / "manifest.jsonl").read_text().splitlines()]
    assert [line["row"] for line in lines] == [1, 2, 3]


def test_work_that_was_broken_off_is_taken_up_again(tmp_path: Path) -> None:
    into = tmp_path / "codes"
    rows = addresses(6)
    begun = qr.make_many(rows, into=into)
    for _ in range(3):
        next(begun)
    begun.close()  # type: ignore[attr-defined] # a generator is one
    with (into / "manifest.jsonl").open("a") as manifest:
        manifest.write('{"file": "0000')  # the machine went down while it wrote
    again = list(qr.make_many(rows, into=into))
    assert [each.kept for each in again] == [True] * 3 + [False] * 3
    assert all(each.ok and each.path for each in again)
    assert len(names(into)) == 7


def test_a_changed_row_is_made_anew(tmp_path: Path) -> None:
    into = tmp_path / "codes"
    list(qr.make_many(["https://www.gov.cn/old", "https://www.gov.cn/same"], into=into))
    again = list(qr.make_many(["https://www.gov.cn/new", "https://www.gov.cn/same"], into=into))
    assert [each.kept for each in again] == [False, True]
    assert "gov.cn/new" in (into / "000001.svg").read_text()
    high = qr.make_many(
        ["https://www.gov.cn/new", "https://www.gov.cn/same"], into=into, correction="H"
    )
    assert not any(each.kept for each in high)


def test_a_file_that_was_deleted_is_made_again(tmp_path: Path) -> None:
    list(qr.make_many(addresses(2), into=tmp_path))
    (tmp_path / "000001.svg").unlink()
    assert [each.kept for each in qr.make_many(addresses(2), into=tmp_path)] == [False, True]


def test_pictures_go_into_a_zip_which_can_be_added_to(tmp_path: Path) -> None:
    into = tmp_path / "codes.zip"
    list(qr.make_many(addresses(2), into=into))
    assert names(tmp_path) == ["codes.zip"]
    again = list(qr.make_many(addresses(3), into=into))
    assert [each.kept for each in again] == [True, True, False]
    assert again[2].path == "000003.svg"
    with zipfile.ZipFile(into) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["000001.svg", "000002.svg", "000003.svg", "manifest.jsonl"]


def test_a_zip_of_the_same_rows_is_the_same_file(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        list(qr.make_many(addresses(3), into=tmp_path / name))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_file_that_is_no_zip_is_not_overwritten(tmp_path: Path) -> None:
    into = tmp_path / "letter.zip"
    into.write_text("text")
    with pytest.raises(InvalidValueError, match="is there and no zip"):
        list(qr.make_many(addresses(1), into=into))
    assert into.read_text() == "text"


def test_a_csv_is_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(
        "\ufeff网址,name,caption\r\n"
        'https://www.gov.cn/,首页,"政府, 网"\r\n'
        "\r\n"
        "https://www.gov.cn/a\r\n"
        "http://www.gov.cn/,old,\r\n".encode()
        + b"https://www.gov.cn/b,\xff,\r\n"
        + b"https://www.gov.cn/d,d,\r\n"
    )
    results = list(qr.make_many(file, columns={"address": "网址"}))
    assert [each.problem and str(each.problem) for each in results] == [
        None,
        f"row: has 1 cells instead of 3 (line 4). {QUOTE}",
        results[2].problem and str(results[2].problem),
        "row: is not in UTF-8 (line 6). Save the file as UTF-8.",
        None,
    ]
    assert results[0].code is not None
    assert results[0].code.caption == "政府, 网"
    assert results[2].problem is not None
    assert results[2].problem.code == "scheme_not_allowed"


def test_a_quotation_mark_that_is_not_closed_is_said(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text('address\nhttps://www.gov.cn/\n"https://www.gov.cn/a\n')
    results = list(qr.make_many(file))
    assert [each.ok for each in results] == [True, False]
    assert "Close its quotation marks." in str(results[1].problem)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"link\n", "rows: have no column address (the first line has link)"),
        (b"", "rows: have no column address (the first line has nothing)"),
        (b"\xff\xfe", "rows: cannot be read (line 1)"),
        (b'"address', "rows: cannot be read (line 1)"),
    ],
)
def test_a_csv_without_addresses_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(content)
    with pytest.raises(InvalidValueError) as caught:
        qr.make_many(file)
    assert str(caught.value).startswith(said)


def test_wrong_options_are_refused_at_once() -> None:
    with pytest.raises(InvalidValueError, match="no column"):
        qr.make_many([], columns={"link": "网址"})
    with pytest.raises(InvalidValueError, match="less than 1"):
        qr.make_many([], workers=0)
    with pytest.raises(InvalidValueError, match="no level"):
        qr.make_many([], correction="X")  # type: ignore[arg-type] # wrong on purpose
    with pytest.raises(InvalidValueError, match="not the name of a policy"):
        qr.make_many([], policy="gov.xx")


@settings(max_examples=30, deadline=None)
@given(bad=st.lists(st.booleans(), max_size=100))
def test_there_is_one_result_for_each_row_whatever_is_bad(bad: list[bool]) -> None:
    rows = ["ftp://x" if each else "https://www.gov.cn/" for each in bad]
    assert [not each.ok for each in qr.make_many(rows, workers=1)] == bad
