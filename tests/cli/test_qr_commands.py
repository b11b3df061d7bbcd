from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from mgov import qr
from mgov.cli import main
from mgov.cli.app import application

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


def test_a_code_is_made_in_the_size_and_by_the_encoder_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address, out = "https://www.gov.cn/", tmp_path / "code.pdf"
    options = ("--encoder", "zxing", "--versions", "5-9", "--module-mm", "0.5")
    assert run(monkeypatch, "make", address, out, *options) == 0
    assert "version 5, 37 modules" in capsys.readouterr().out
    code = qr.make(address, encoder="zxing", versions=(5, 9))
    assert out.read_bytes() == code.pdf(module_mm=0.5)
    png = tmp_path / "code.png"
    assert run(monkeypatch, "make", address, png, "--versions", "7", "--dpi", "600") == 0
    assert png.read_bytes() == qr.make(address, versions=7).png(dpi=600)


@pytest.mark.parametrize("versions", ["", "x", "5-", "-5", "1-2-3", "１", "100"])
def test_versions_that_are_none_are_refused(
    versions: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ("make", "https://www.gov.cn/", tmp_path / "code.svg", f"--versions={versions}")
    assert run(monkeypatch, *arguments) == 1
    assert "mgov: versions: is no version and no bounds" in capsys.readouterr().err
    assert run(monkeypatch, *arguments[:3], "--versions=9-5") == 1
    assert "mgov: versions: has no version from 1 to 40" in capsys.readouterr().err


def test_a_link_that_may_not_be_opened_has_an_exit_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "check", "https://www-gov-cn.com/") == 1
    assert capsys.readouterr().out.startswith("host_imitates ")
    assert run(monkeypatch, "check", "https://www.gov.cn/\x1b[2J") == 1
    assert "\x1b" not in capsys.readouterr().out
    assert run(monkeypatch, "check", "https://www-gov-cn.com/", "--language", "zh") == 1
    assert "请勿打开" in capsys.readouterr().out
    false = tmp_path / "false.png"
    qr.make("https://www-gov-cn.com/").save(false)
    assert run(monkeypatch, "read", false, "--language", "zh") == 1
    assert "请勿打开" in capsys.readouterr().out
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
    told = [line.rstrip() for line in said.err.splitlines() if line.startswith("row ")]
    assert len(told) == 1
    assert told[0].startswith("row 3: address: has a scheme that the policy does not allow. ")
    assert len(told[0]) > 80


def test_files_that_are_left_over_are_reported_and_removed_when_asked(
    rows: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    into = rows.parent / "codes"
    assert run(monkeypatch, "many", rows, into, "--encoder", "zxing", "--versions", "4") == 0
    assert f'viewBox="0 0 {33 + 8} ' in (into / "home.svg").read_text("utf-8")
    rows.write_text(ROWS.rpartition("https")[0], "utf-8")
    options = ("--encoder", "zxing", "--versions", "4-4")
    capsys.readouterr()
    assert run(monkeypatch, "many", rows, into, *options) == 0
    said = capsys.readouterr()
    assert said.out == f"{into}: 0 made, 1 kept, 0 bad, 1 left over\n"
    assert "left over: " in said.err
    assert (into / "a.svg").exists()
    assert run(monkeypatch, "many", rows, into, *options, "--remove-left-over") == 0
    assert capsys.readouterr().out == f"{into}: 0 made, 1 kept, 0 bad, 1 removed\n"
    assert not (into / "a.svg").exists()


def test_a_sheet_has_codes_of_one_size(
    rows: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = rows.parent / "labels.svg"
    assert run(monkeypatch, "sheet", rows, out, "--encoder", "auto", "--versions", "6") == 0
    assert capsys.readouterr().out == f"{out}: 2 labels on 1 pages\n"
    assert out.read_text("utf-8").count('viewBox="0 0 49 ') == 2


def test_the_page_tells_of_every_command_and_option() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "cli.md").read_text("utf-8")
    told = {
        section.split("`")[0]: set(re.findall(r"^\| `(--[a-z-]+)`", section, re.MULTILINE))
        for section in page.split("## `mgov qr ")[1:]
    }
    group = typer.main.get_command(application()).commands["qr"]  # type: ignore[attr-defined] # of a group
    assert told == {
        name: {each.opts[0] for each in command.params if each.param_type_name == "option"}
        for name, command in group.commands.items()
    }
    for command in group.commands.values():
        assert all(each.help for each in command.params)


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
