from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgov import qr
from mgov.errors import InvalidValueError, MissingExtraError

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
    results.close()
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
    begun.close()
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


# --- what is left over ---------------------------------------------------------------------------


def test_files_of_rows_that_are_gone_are_told_and_kept(tmp_path: Path) -> None:
    rows = [{"address": each, "name": each[-1]} for each in addresses(4)]
    first = qr.make_many(rows, into=tmp_path)
    assert len(list(first)) == 4
    assert first.left_over == ()
    batch = qr.make_many(rows[1:3], into=tmp_path)
    assert batch.left_over == ()  # not known yet
    assert [each.kept for each in batch] == [True, True]
    assert batch.left_over == (str(tmp_path / "0.svg"), str(tmp_path / "3.svg"))
    assert all(Path(each).exists() for each in batch.left_over)
    again = qr.make_many(rows[:3], into=tmp_path)
    assert [each.kept for each in again] == [True] * 3  # a row that comes back is still made
    assert again.left_over == (str(tmp_path / "3.svg"),)


def test_they_are_removed_where_that_is_asked_for(tmp_path: Path) -> None:
    list(qr.make_many(addresses(3), into=tmp_path))
    (tmp_path / "read me.txt").write_text("Ours.")
    batch = qr.make_many(addresses(1), into=tmp_path, remove_left_over=True)
    assert len(list(batch)) == 1
    assert [Path(each).name for each in batch.left_over] == ["000002.svg", "000003.svg"]
    assert names(tmp_path) == ["000001.svg", "manifest.jsonl", "read me.txt"]
    again = qr.make_many(addresses(1), into=tmp_path, remove_left_over=True)
    assert [each.kept for each in again] == [True]
    assert again.left_over == ()


def test_a_row_that_has_turned_bad_and_another_format_leave_files_over(tmp_path: Path) -> None:
    list(qr.make_many(addresses(2), into=tmp_path))
    stricter = qr.make_many(["https://example.com/", addresses(2)[1]], into=tmp_path)
    assert [each.ok for each in stricter] == [True, True]
    assert stricter.left_over == ()
    stricter = qr.make_many(
        ["https://example.com/", addresses(2)[1]], into=tmp_path, policy="gov.cn"
    )
    assert [each.ok for each in stricter] == [False, True]
    assert [Path(each).name for each in stricter.left_over] == ["000001.svg"]
    batch = qr.make_many(addresses(2), into=tmp_path, kind="png", remove_left_over=True)
    assert len(list(batch)) == 2
    assert names(tmp_path) == ["000001.png", "000002.png", "manifest.jsonl"]


def test_nothing_is_removed_before_all_rows_were_read(tmp_path: Path) -> None:
    list(qr.make_many(addresses(3), into=tmp_path))
    batch = qr.make_many(addresses(2), into=tmp_path, remove_left_over=True)
    next(batch)
    batch.close()
    assert batch.left_over == ()
    assert len(names(tmp_path)) == 4


def test_a_file_that_is_gone_already_is_no_trouble(tmp_path: Path) -> None:
    list(qr.make_many(addresses(2), into=tmp_path))
    (tmp_path / "000002.svg").unlink()
    batch = qr.make_many(addresses(1), into=tmp_path, remove_left_over=True)
    assert len(list(batch)) == 1
    assert names(tmp_path) == ["000001.svg", "manifest.jsonl"]


def test_the_manifest_says_which_row_each_file_is_of_today(tmp_path: Path) -> None:
    rows = [{"address": each, "name": each[-1]} for each in addresses(3)]
    list(qr.make_many(rows, into=tmp_path))
    list(qr.make_many([rows[2], rows[0]], into=tmp_path))
    lines = [json.loads(line) for line in (tmp_path / "manifest.jsonl").read_text().splitlines()]
    assert [(line["file"], line["row"]) for line in lines] == [
        ("2.svg", 1),
        ("0.svg", 2),
        ("1.svg", None),
    ]


def test_a_manifest_cannot_name_a_file_outside_its_folder(tmp_path: Path) -> None:
    letter, into = tmp_path / "letter.txt", tmp_path / "codes"
    letter.write_text("text")
    into.mkdir()
    named = ["../letter.txt", str(letter), "manifest.jsonl", "", "a/../../letter.txt"]
    lines = [json.dumps({"file": each, "row": 1, "made_of": "x"}) for each in named]
    (into / "manifest.jsonl").write_text("\n".join(lines))
    batch = qr.make_many(addresses(1), into=into, remove_left_over=True)
    assert len(list(batch)) == 1
    assert batch.left_over == ()
    assert letter.exists()
    assert names(into) == ["000001.svg", "manifest.jsonl"]


def test_a_zip_keeps_what_is_left_over_and_what_others_have_put_there(tmp_path: Path) -> None:
    into = tmp_path / "codes.zip"
    list(qr.make_many(addresses(2), into=into))
    with zipfile.ZipFile(into, "a") as archive:
        archive.writestr("about/read me.txt", "Ours.")
    batch = qr.make_many(addresses(1), into=into)
    assert [each.kept for each in batch] == [True]
    assert batch.left_over == ("000002.svg",)
    with zipfile.ZipFile(into) as archive:
        kept = ["000001.svg", "000002.svg", "about/read me.txt", "manifest.jsonl"]
        assert archive.namelist() == kept
        assert archive.read("about/read me.txt") == b"Ours."
    assert len(list(qr.make_many(addresses(1), into=into, remove_left_over=True))) == 1
    with zipfile.ZipFile(into) as archive:
        assert archive.namelist() == ["000001.svg", "about/read me.txt", "manifest.jsonl"]


def test_a_file_that_was_half_written_does_not_go_into_the_zip(tmp_path: Path) -> None:
    into, parts = tmp_path / "codes.zip", tmp_path / "codes.zip.parts"
    begun = qr.make_many(addresses(3), into=into)
    next(begun)
    begun.close()
    assert "000003.svg.part" in names(parts)
    assert len(list(qr.make_many(addresses(1), into=into))) == 1
    with zipfile.ZipFile(into) as archive:
        assert archive.namelist() == ["000001.svg", "manifest.jsonl"]


def test_a_file_is_not_taken_for_what_it_was_if_its_making_was_broken_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = "https://www.gov.cn/old", "https://www.gov.cn/new"
    list(qr.make_many([old], into=tmp_path))

    def power_failure(source: str, target: str) -> None:
        Path(source).rename(target)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("mgov.qr.archive.os.replace", power_failure)
        with pytest.raises(KeyboardInterrupt):
            list(qr.make_many([new], into=tmp_path))
    again = list(qr.make_many([old], into=tmp_path))
    assert [each.kept for each in again] == [False]
    assert "gov.cn/old" in (tmp_path / "000001.svg").read_text()


# --- encoders and versions -----------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2])
def test_every_row_is_made_by_the_encoder_and_in_the_versions_asked_for(workers: int) -> None:
    rows = [*addresses(70), f"https://www.gov.cn/{'a' * 200}"]
    results = list(qr.make_many(rows, encoder="zxing", versions=(5, 6), workers=workers))
    codes = [each.code for each in results if each.code is not None]
    assert len(codes) == 70
    assert {(code.encoder, code.version) for code in codes} == {("zxing", 5)}
    assert results[-1].problem is not None
    assert results[-1].problem.code == "code_capacity"
    one = qr.make_many(rows[:1], encoder="auto", versions=7)
    assert [each.code and (each.code.encoder, each.code.version) for each in one] == [("zxing", 7)]


def test_another_encoder_or_other_versions_make_files_anew(tmp_path: Path) -> None:
    def kept(**options: object) -> bool:
        [made] = qr.make_many(addresses(1), into=tmp_path, **options)  # type: ignore[arg-type] # by name
        return made.kept

    assert not kept()
    assert kept()
    assert not kept(encoder="zxing")
    assert kept(encoder="zxing")
    assert not kept(encoder="zxing", versions=7)
    assert kept(encoder="zxing", versions=7)


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
    with pytest.raises(InvalidValueError, match="encoder: is no encoder"):
        qr.make_many([], encoder="X")  # type: ignore[arg-type] # wrong on purpose
    with pytest.raises(InvalidValueError, match="versions: has no version"):
        qr.make_many([], versions=(9, 5))
    with pytest.raises(InvalidValueError, match="not the name of a policy"):
        qr.make_many([], policy="gov.xx")


def test_an_encoder_that_is_not_installed_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    with pytest.raises(MissingExtraError, match=r"mgov\[scan\]"):
        qr.make_many([], encoder="zxing")


@settings(max_examples=30, deadline=None)
@given(bad=st.lists(st.booleans(), max_size=100))
def test_there_is_one_result_for_each_row_whatever_is_bad(bad: list[bool]) -> None:
    rows = ["ftp://x" if each else "https://www.gov.cn/" for each in bad]
    assert [not each.ok for each in qr.make_many(rows, workers=1)] == bad
