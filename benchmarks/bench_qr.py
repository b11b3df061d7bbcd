"""What one code to SVG costs, as ratios to the packages that others use, in the same run.

For each link the contenders take turns, so a change of the machine's speed touches all of them;
the ratio of each round is taken, and the median is what counts, in time of the processor, and
beside it by the clock. All make a code of level M in the smallest version that the link fits
into, as a text of SVG. Ours includes what only ours does: the check of the link by a policy, a
name for screen readers, and one path without seams.

Bounds: the default encoder takes at most 1 / 1.4 of the time of `qrcode` and 1.1 times that of
`segno`; the encoder of zxing-cpp takes at most 1 / 12 of the time of `qrcode` and 1.5 times that
of zxing-cpp alone. `--quick` gives a short look.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable
from typing import Final

import qrcode
import qrcode.image.svg
import segno
import zxingcpp

from mgov import qr

ROUNDS: Final = 41
QUICK_ROUNDS: Final = 9
LEAST: Final = 0.02  # seconds that a turn takes at least
LINKS: Final = {
    "short": "https://go.gov.cn/ab12cd",
    "usual": "https://www.gov.cn/zhengce/2017-08/17/content_5218235.htm",
    "tagged": "https://www.gov.cn/zhengce/2017-08/17/content_5218235.htm?utm_source=work-report"
    "&utm_medium=qr&utm_campaign=two-sessions-2017",
    "long": "https://www.gov.cn/search?" + "&".join(f"field{n}=value{n}" for n in range(30)),
}
# Ours, theirs, and how many times the time of theirs it may take.
BOUNDS: Final = (
    ("default", "qrcode", 1 / 1.4),
    ("default", "segno", 1.1),
    ("zxing", "qrcode", 1 / 12),
    ("zxing", "zxing-cpp", 1.5),
)


def by_qrcode(link: str) -> object:
    code = qrcode.QRCode(
        error_correction=qrcode.ERROR_CORRECT_M, image_factory=qrcode.image.svg.SvgPathImage
    )
    code.add_data(link)
    return code.make_image().to_string()


def by_segno(link: str) -> object:
    written = io.BytesIO()
    segno.make_qr(link, error="m", boost_error=False).save(written, kind="svg")
    return written.getvalue()


def by_zxing_cpp(link: str) -> object:
    barcode = zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return zxingcpp.write_barcode_to_svg(barcode)


CONTENDERS: Final[dict[str, Callable[[str], object]]] = {
    "default": lambda link: qr.make(link).svg(),
    "zxing": lambda link: qr.make(link, encoder="zxing").svg(),
    "qrcode": by_qrcode,
    "segno": by_segno,
    "zxing-cpp": by_zxing_cpp,
}


def seconds(draw: Callable[[str], object], link: str, times: int) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    for _ in range(times):
        draw(link)
    return (time.process_time() - processor) / times, (time.perf_counter() - clock) / times


def times_a_turn(draw: Callable[[str], object], link: str) -> int:
    """Warm up, and find how many drawings make a turn long enough to be measured."""
    draw(link)
    _, by_clock = seconds(draw, link, 3)
    return max(1, round(LEAST / by_clock))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short look, with fewer rounds")
    rounds = QUICK_ROUNDS if parser.parse_args().quick else ROUNDS
    broken = False
    for name, link in LINKS.items():
        code = qr.make(link)
        print(f"{name}: {len(link)} characters, {code.size} modules")
        turns = {each: times_a_turn(draw, link) for each, draw in CONTENDERS.items()}
        taken = [
            {each: seconds(draw, link, turns[each]) for each, draw in CONTENDERS.items()}
            for _ in range(rounds)
        ]
        for each in CONTENDERS:
            milliseconds = 1000 * statistics.median(turn[each][0] for turn in taken)
            print(f"  {each:10} {milliseconds:8.2f} ms")
        for ours, theirs, bound in BOUNDS:
            by_processor, by_clock = (
                statistics.median(turn[ours][way] / turn[theirs][way] for turn in taken)
                for way in (0, 1)
            )
            kept = by_processor <= bound
            broken = broken or not kept
            print(
                f"  {ours} / {theirs}: {by_processor:.3f} ({by_clock:.3f} by the clock), "
                f"{1 / by_processor:.1f} times as fast; bound {bound:.3f} "
                f"- {'kept' if kept else 'BROKEN'}"
            )
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
