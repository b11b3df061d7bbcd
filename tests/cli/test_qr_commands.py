from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mgov import qr
from mgov.cli import main

ROWS = "address,name,caption\nhttps://www.gov.cn/,home,首页\nhttps://www.gov.cn/a,a,甲\n"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["mgov", "qr", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    file = tmp_path / "rows.csv"
    file.write_text(ROWS, "utf-8")
    return file


def test_a_code_is_made_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "code.png"
    assert run(monkeypatch, "make", "https://www.gov.cn/", out, "--policy", "gov.cn") == 0
    assert "version 2, 25 modules, level M" in capsys.readouterr().out
    assert run(monkeypatch, "read", out) == 0
    assert capsys.readouterr().out.startswith("allowed https://www.gov.cn/\n")


def test_a_link_that_may_not_be_opened_has_an_exit_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "check", "https://www-gov-cn.com/") == 1
    assert capsys.readouterr().out.startswith("host_imitates ")
    assert run(monkeypatch, "check", "https://www.gov.cn/\x1b[2J") == 1
    assert "\x1b" not in capsys.readouterr().out
    blank = tmp_path / "blank.png"
    import PIL.Image

    PIL.Image.new("L", (60, 60), 255).save(blank)
    assert run(monkeypatch, "read", blank) == 1
    assert capsys.readouterr().out == "no code found\n"


def test_many_codes_are_made_with_their_bad_rows_reported(
    rows: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    into = rows.parent / "codes"
    assert run(monkeypatch, "many", rows, into, "--workers", "1") == 0
    assert capsys.readouterr().out == f"{into}: 2 made, 0 kept, 0 bad\n"
    rows.write_text(ROWS + "http://www.gov.cn/,old,\n", "utf-8")
    assert run(monkeypatch, "many", rows, into, "--kind", "svg") == 1
    said = capsys.readouterr()
    assert said.out == f"{into}: 0 made, 2 kept, 1 bad\n"
    assert "row 3: address: has a scheme" in said.err


def test_a_sheet_is_written(
    rows: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = rows.parent / "labels.pdf"
    assert run(monkeypatch, "sheet", rows, out, "--labels", "2x4", "--paper", "Letter") == 0
    assert capsys.readouterr().out == f"{out}: 2 labels on 1 pages\n"
    assert out.read_bytes().startswith(b"%PDF-")


def test_a_sheet_with_a_bad_row_is_not_written(
    rows: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = rows.parent / "labels.html"
    rows.write_text(ROWS + "http://www.gov.cn/,old,\n", "utf-8")
    assert run(monkeypatch, "sheet", rows, out) == 1
    assert "mgov: rows: has a bad row (number 3)" in capsys.readouterr().err
    assert not out.exists()
    assert run(monkeypatch, "sheet", rows, out, "--labels", "many") == 1
    assert "mgov: labels: is no grid" in capsys.readouterr().err


def test_what_goes_wrong_is_said_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "many", tmp_path / "none.csv", tmp_path / "x") == 1
    assert capsys.readouterr().err.startswith("mgov: [Errno 2]")


def test_without_the_extra_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "typer", None)
    assert run(monkeypatch, "check", "https://www.gov.cn/") == 1
    assert "mgov[cli]" in capsys.readouterr().err


def test_the_command_is_installed(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("mgov")
    out = tmp_path / "code.svg"
    subprocess.run([command, "qr", "make", "https://www.gov.cn/", out], check=True)
    assert out.read_text("utf-8").count("<path") == 1
    assert qr.make("https://www.gov.cn/").svg() == out.read_text("utf-8")
