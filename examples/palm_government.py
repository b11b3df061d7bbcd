"""The 2017 record of palm government, from facts to models, figures, a QR code and a page.

Run it with `make demo`, or `python examples/palm_government.py --help`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from mgov import HostPolicy, qr, read_jsonl, write_jsonl
from mgov.errors import MgovError
from palm.limits import Limit, limits
from palm.measures import results
from palm.models import build, keep
from palm.page import Content, render
from palm.record import Fact, Record
from palm.result import Result
from palm.wording import headline, interval

__all__ = ["Made", "main", "make"]

_EXAMPLE_ADDRESS: Final = "https://www.gov.cn/"


@dataclass(frozen=True)
class Made:
    """What a run has made.

    Attributes:
        record: The facts.
        results: What follows.
        limits: What does not.
        code: The QR code of the page.
        page: The file of the page.
        pictures: The files of the code.
        kept: How many records each file of models holds.
    """

    record: Record
    results: tuple[Result, ...]
    limits: tuple[Limit, ...]
    code: qr.Code
    page: Path
    pictures: tuple[Path, Path]
    kept: dict[Path, int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the example from the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out"), help="where to write (out)")
    parser.add_argument(
        "--address",
        default=_EXAMPLE_ADDRESS,
        help=f"where the page will be published, on a host of gov.cn ({_EXAMPLE_ADDRESS})",
    )
    options = parser.parse_args(arguments)
    try:
        made = make(options.out, options.address)
    except MgovError as error:
        print(f"palm_government: {error}", file=sys.stderr)
        return 1
    _tell(made)
    return 0


def make(out: Path, address: str = _EXAMPLE_ADDRESS) -> Made:
    """Make everything that the example makes.

    Args:
        out: The directory to write to.
        address: Where the page will be published.

    Raises:
        mgov.errors.UnsafeLinkError: If the address is on no host of the Chinese government.
        RuntimeError: If the code is read back as anything but the address in it.
    """
    record = Record.load()
    models = build(record)
    found, refused = results(record, models), limits(record, models)
    kept = keep(models, out / "palm_government")
    kept |= _keep_own(record, found, out / "palm_government")
    link = qr.Link(address, policy=HostPolicy.named("gov.cn"), title=record.report.title).tagged(
        source="demo-page", medium="qr", campaign="palm-government-2017"
    )
    code = qr.make(link, caption="掌上政务 2017", show_address=True)
    pictures = out / "palm_government.svg", out / "palm_government.png"
    for path in pictures:
        code.save(path)
    _read_back(pictures[1], link.text)
    page = out / "palm_government.html"
    content = Content(record, models, found, refused, link, code, address == _EXAMPLE_ADDRESS)
    page.write_text(render(content), encoding="utf-8")
    return Made(record, found, refused, code, page, pictures, kept)


def _keep_own(record: Record, found: Sequence[Result], folder: Path) -> dict[Path, int]:
    """Write the example's own models; figures come back with all that they were made from."""
    facts, computed = folder / "facts.jsonl", folder / "results.jsonl"
    numbers = {
        facts: write_jsonl(facts, record.facts),
        computed: write_jsonl(computed, found),
    }
    same = list(read_jsonl(facts, Fact)) == list(record.facts)
    if not same or list(read_jsonl(computed, Result)) != list(found):
        message = f"{folder} does not give back what was written"
        raise RuntimeError(message)
    return numbers


def _read_back(picture: Path, text: str) -> None:
    scans = [scan.text for scan in qr.read(picture)]
    if scans != [text]:
        message = f"{picture} was read back as {scans}, not as {text}"
        raise RuntimeError(message)


def _tell(made: Made) -> None:
    print(f"Palm government, 2017: {made.record.report.title}")
    print(f"\nWhat follows from {len(made.record.facts)} facts, with its interval")
    for group, members in groupby(made.results, key=lambda result: result.group):
        print(f"\n  {group.in_language('en')}")
        for each in members:
            said = f"{headline(each.figure, each.digits)} {each.counts}".strip()
            open_ = "" if each.figure.is_exact else f"  {interval(each.figure, each.digits)}"
            wary = "  (be wary: see the page)" if each.warning else ""
            agrees = {True: "  agrees", False: "  disagrees", None: ""}[each.agrees]
            print(f"    {each.title.in_language('en')}: {said}{open_}{agrees}{wary}")
    print("\nWhat does not follow, and is not computed\n")
    for limit in made.limits:
        print(f"    {limit.title.in_language('en')}: {limit.why}")
    models = sum(made.kept.values())
    print(f"\n{models} records in {len(made.kept)} files were written and read back the same.")
    print(f"The QR code was read back from its picture, exactly the same text:\n  {made.code.text}")
    print("\nLook at")
    for path in (made.page, *made.pictures, next(iter(made.kept)).parent):
        print(f"  {path}")


if __name__ == "__main__":
    sys.exit(main())
