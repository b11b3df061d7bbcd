"""`mgov qr`: codes, sheets and batches of them, and what a code says."""

from __future__ import annotations

import enum
import sys
from pathlib import Path
from typing import Annotated, Final

from mgov import qr
from mgov.errors import InvalidValueError

__all__ = ["check", "make", "many", "read", "sheet"]


class _Level(enum.StrEnum):
    L = "L"
    M = "M"
    Q = "Q"
    H = "H"


class _Kind(enum.StrEnum):
    SVG = "svg"
    PNG = "png"


class _Size(enum.StrEnum):
    A4 = "A4"
    LETTER = "Letter"


_BAD: Final = 1  # exit status


def make(
    address: str,
    out: Path,
    *,
    policy: str = "any",
    correction: _Level = _Level.M,
    caption: str = "",
    show_address: bool = False,
) -> None:
    """Make the code of ADDRESS and write it to OUT (.svg, .png or .txt)."""
    code = qr.make(
        address,
        policy=policy,
        correction=correction.value,
        caption=caption or None,
        show_address=show_address,
    )
    code.save(out)
    _say(f"{out}: version {code.version}, {code.size} modules, level {code.correction}")


def many(
    rows: Path,
    into: Path,
    *,
    policy: str = "any",
    correction: _Level = _Level.M,
    show_address: bool = False,
    kind: _Kind = _Kind.SVG,
    workers: int = 0,
) -> None:
    """Make the codes of a CSV with a column "address" into a folder or a .zip.

    Columns "name" and "caption" are used where there are any. Work that was broken off is taken
    up again. Bad rows are reported, and the exit status is 1 if there are any.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    results = qr.make_many(
        rows,
        policy=policy,
        correction=correction.value,
        show_address=show_address,
        into=into,
        kind=kind.value,
        workers=workers or None,
    )
    made = kept = bad = 0
    look = (TextColumn("codes"), BarColumn(), MofNCompleteColumn())
    with Progress(*look, console=Console(stderr=True)) as progress:
        bar = progress.add_task("codes", total=_lines(rows))
        for result in results:
            progress.advance(bar)
            made += result.code is not None
            kept += result.kept
            if result.problem is not None:
                bad += 1
                progress.console.print(f"row {result.number}: {result.problem}", markup=False)
        progress.update(bar, total=made + kept + bad)
    _say(f"{into}: {made} made, {kept} kept, {bad} bad")
    if bad:
        sys.exit(_BAD)


def sheet(
    rows: Path,
    out: Path,
    *,
    policy: str = "any",
    correction: _Level = _Level.M,
    show_address: bool = False,
    paper: _Size = _Size.A4,
    labels: Annotated[str, "columns x rows"] = "3x7",
) -> None:
    """Lay the codes of a CSV out on sheets of labels and write OUT (.pdf, .html or .svg)."""
    columns, _, lines = labels.partition("x")
    if not (columns.isdecimal() and lines.isdecimal()):
        trouble, remedy = "is no grid", "Write columns x rows, as in 3x7."
        raise InvalidValueError(trouble, field="labels", remedy=remedy, code="labels")
    codes = []
    for result in qr.make_many(
        rows, policy=policy, correction=correction.value, show_address=show_address
    ):
        if result.code is None:  # a sheet with a gap would be noticed on the wall only
            trouble = f"has a bad row (number {result.number}): {result.problem}"
            remedy = "Correct it first."
            raise InvalidValueError(trouble, field="rows", remedy=remedy, code="rows")
        codes.append(result.code)
    printed = qr.sheet(codes, paper=paper.value, columns=int(columns), rows=int(lines))
    printed.save(out)
    _say(f"{out}: {len(codes)} labels on {printed.pages} pages")


def read(image: Path, *, policy: str = "gov.cn") -> None:
    """Read the codes in a picture and say of each whether its link may be opened."""
    scans = qr.read(image)
    if not scans:
        _say("no code found")
    verdicts = [_verdict(scan.text, policy) for scan in scans]
    if not verdicts or not all(verdicts):
        sys.exit(_BAD)


def check(address: str, *, policy: str = "gov.cn") -> None:
    """Say whether a link may be opened; if not, the exit status is 1."""
    if not _verdict(address, policy):
        sys.exit(_BAD)


def _verdict(text: str, policy: str) -> bool:
    verdict = qr.check(text, policy=policy)
    # What a code says is another's text: no letter of it may steer the terminal.
    shown = text.encode("unicode_escape").decode() if not text.isprintable() else text
    _say(f"{verdict.code} {shown}")
    _say(str(verdict.message.in_language("en")))
    return verdict.ok


def _lines(path: Path) -> int | None:
    with path.open("rb") as file:
        return max(sum(1 for _ in file) - 1, 0)


def _say(line: str) -> None:
    print(line)  # noqa: T201 # a command prints
