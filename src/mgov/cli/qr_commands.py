"""`mgov qr`: codes, sheets and batches of them, and what a code says."""

from __future__ import annotations

import enum
import functools
import re
import sys
from pathlib import Path
from typing import Annotated, Final, TypeAlias

from mgov import qr
from mgov.errors import InvalidValueError

__all__ = ["check", "make", "many", "read", "sheet"]


class _Level(enum.StrEnum):
    L = "L"
    M = "M"
    Q = "Q"
    H = "H"


class _Encoder(enum.StrEnum):
    AUTO = "auto"
    QRCODE = "qrcode"
    ZXING = "zxing"


class _Language(enum.StrEnum):
    EN = "en"
    ZH = "zh"


class _Kind(enum.StrEnum):
    SVG = "svg"
    PNG = "png"


class _Size(enum.StrEnum):
    A4 = "A4"
    LETTER = "Letter"


_BAD: Final = 1  # exit status
_VERSIONS: Final = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)

# The words are what --help says of an option.
_Policy: TypeAlias = Annotated[str, "Which hosts links may lead to: any, or gov.cn."]
_Correction: TypeAlias = Annotated[_Level, "The level of error correction."]
_Address: TypeAlias = Annotated[bool, "Set the readable address below the code."]
_Maker: TypeAlias = Annotated[_Encoder, "Which package makes the code; zxing needs the extra scan."]
_Versions: TypeAlias = Annotated[str, "Which versions are allowed: one, as 5, or bounds, as 3-10."]
_Spoken: TypeAlias = Annotated[_Language, "The language of the verdict."]
_Rows: TypeAlias = Annotated[
    Path, 'A CSV with a column "address"; "name" and "caption" are used where there are any.'
]


def make(  # noqa: PLR0913 -- an option each
    address: Annotated[str, "The link."],
    out: Annotated[Path, "Where to: .svg, .png, .pdf or .txt."],
    *,
    policy: _Policy = "any",
    correction: _Correction = _Level.M,
    caption: Annotated[str, "Words to stand below the code."] = "",
    show_address: _Address = False,
    encoder: _Maker = _Encoder.QRCODE,
    versions: _Versions = "1-40",
    module_mm: Annotated[float | None, "The width of a module in print, in millimeters."] = None,
    dpi: Annotated[int | None, "Dots an inch of the printer, for .png."] = None,
) -> None:
    """Make the code of ADDRESS and write it to OUT."""
    code = qr.make(
        address,
        policy=policy,
        correction=correction.value,
        caption=caption or None,
        show_address=show_address,
        encoder=encoder.value,
        versions=_bounds(versions),
    )
    code.save(out, module_mm=module_mm, dpi=dpi)
    _say(f"{out}: version {code.version}, {code.size} modules, level {code.correction}")


def many(  # noqa: PLR0913 -- an option each
    rows: _Rows,
    into: Annotated[Path, "A folder, or a file that ends in .zip."],
    *,
    policy: _Policy = "any",
    correction: _Correction = _Level.M,
    show_address: _Address = False,
    encoder: _Maker = _Encoder.QRCODE,
    versions: _Versions = "1-40",
    kind: Annotated[_Kind, "The format of the pictures."] = _Kind.SVG,
    remove_left_over: Annotated[bool, "Delete what earlier runs made of rows now gone."] = False,
    workers: Annotated[int, "How many processes; 0: as many as there are cores."] = 0,
) -> None:
    """Make the codes of a CSV into a folder or a zip.

    Work that was broken off is taken up again. Bad rows are reported, and the exit status is 1 if
    there are any. Files of rows that are no longer there are reported, and stay unless asked for.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    results = qr.make_many(
        rows,
        policy=policy,
        correction=correction.value,
        show_address=show_address,
        encoder=encoder.value,
        versions=_bounds(versions),
        into=into,
        kind=kind.value,
        remove_left_over=remove_left_over,
        workers=workers or None,
    )
    made = kept = bad = 0
    look = (TextColumn("codes"), BarColumn(), MofNCompleteColumn())
    with Progress(*look, console=Console(stderr=True)) as progress:
        bar = progress.add_task("codes", total=_lines(rows))
        # One line each, however wide the terminal is: a program may read them.
        say = functools.partial(progress.console.print, markup=False, soft_wrap=True)
        for result in results:
            progress.advance(bar)
            made += result.code is not None
            kept += result.kept
            if result.problem is not None:
                bad += 1
                say(f"row {result.number}: {result.problem}")
        progress.update(bar, total=made + kept + bad)
        became = "removed" if remove_left_over else "left over"
        for path in results.left_over:
            say(f"{became}: {path}")
    over = f", {len(results.left_over)} {became}" if results.left_over else ""
    _say(f"{into}: {made} made, {kept} kept, {bad} bad{over}")
    if bad:
        sys.exit(_BAD)


def sheet(  # noqa: PLR0913 -- an option each
    rows: _Rows,
    out: Annotated[Path, "Where to: .pdf, .html, or .svg for a single page."],
    *,
    policy: _Policy = "any",
    correction: _Correction = _Level.M,
    show_address: _Address = False,
    encoder: _Maker = _Encoder.QRCODE,
    versions: _Versions = "1-40",
    paper: Annotated[_Size, "The paper."] = _Size.A4,
    labels: Annotated[str, "How many labels on a page: columns x rows."] = "3x7",
) -> None:
    """Lay the codes of a CSV out on sheets of labels, with crop marks."""
    columns, _, lines = labels.partition("x")
    if not (columns.isdecimal() and lines.isdecimal()):
        trouble, remedy = "is no grid", "Write columns x rows, as in 3x7."
        raise InvalidValueError(trouble, field="labels", remedy=remedy, code="labels")
    codes = []
    for result in qr.make_many(
        rows,
        policy=policy,
        correction=correction.value,
        show_address=show_address,
        encoder=encoder.value,
        versions=_bounds(versions),
    ):
        if result.code is None:  # a sheet with a gap would be noticed on the wall only
            trouble = f"has a bad row (number {result.number}): {result.problem}"
            remedy = "Correct it first."
            raise InvalidValueError(trouble, field="rows", remedy=remedy, code="rows")
        codes.append(result.code)
    printed = qr.sheet(codes, paper=paper.value, columns=int(columns), rows=int(lines))
    printed.save(out)
    _say(f"{out}: {len(codes)} labels on {printed.pages} pages")


def read(
    image: Annotated[Path, "A picture file."],
    *,
    policy: _Policy = "gov.cn",
    language: _Spoken = _Language.EN,
) -> None:
    """Read the codes in a picture and say of each whether its link may be opened."""
    scans = qr.read(image)
    if not scans:
        _say("no code found")
    verdicts = [_verdict(scan.text, policy, language) for scan in scans]
    if not verdicts or not all(verdicts):
        sys.exit(_BAD)


def check(
    address: Annotated[str, "The link."],
    *,
    policy: _Policy = "gov.cn",
    language: _Spoken = _Language.EN,
) -> None:
    """Say whether a link may be opened; if not, the exit status is 1."""
    if not _verdict(address, policy, language):
        sys.exit(_BAD)


def _bounds(text: str) -> qr.Versions:
    found = _VERSIONS.fullmatch(text)
    if found is None:
        trouble, remedy = "is no version and no bounds", "Write one, as 5, or two, as 3-10."
        raise InvalidValueError(trouble, field="versions", remedy=remedy, code="code_versions")
    smallest, largest = found[1], found[2] or found[1]
    return int(smallest), int(largest)


def _verdict(text: str, policy: str, language: _Language) -> bool:
    verdict = qr.check(text, policy=policy)
    # What a code says is another's text: no letter of it may steer the terminal.
    shown = text.encode("unicode_escape").decode() if not text.isprintable() else text
    _say(f"{verdict.code} {shown}")
    _say(str(verdict.message.in_language(language.value)))
    return verdict.ok


def _lines(path: Path) -> int | None:
    with path.open("rb") as file:
        return max(sum(1 for _ in file) - 1, 0)


def _say(line: str) -> None:
    print(line)  # noqa: T201 # a command prints
