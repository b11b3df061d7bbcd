"""What two cores gain when many codes are made, and what a hundred thousand of them hold in memory.

`make_many` writes pictures into a folder, on one process and on two in turn, each in a fresh
process, and the median of the ratios by the clock is what counts. Memory is the most that the
process, which reads and writes, holds after ten thousand codes and after all of them: what is held
for each row must not add up.

The bounds are a gain of 1.7 and, from ten thousand codes to a hundred thousand, a growth of 32 MiB,
which is what the names of files and what they were made of take.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator

from mgov import qr

GAIN, MEBIBYTES = 1.7, 32
KIBIBYTE = 1024
FULL, QUICK = (20_000, 100_000, 5), (2_000, 10_000, 3)


def rows(number: int) -> Iterator[str]:
    for each in range(number):
        yield f"https://www.gov.cn/zhengce/2017-08/17/content_{each:07d}.htm"


def made(number: int, workers: int) -> float:
    """Make codes into a folder, and return how many seconds that took."""
    with tempfile.TemporaryDirectory() as into:
        begun = time.perf_counter()
        deque(qr.make_many(rows(number), policy="gov.cn", into=into, workers=workers), maxlen=0)
        return time.perf_counter() - begun


def in_a_fresh_process(*arguments: str) -> float:
    command = [sys.executable, __file__, *arguments]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603 # this script


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer codes, for a short look")
    parser.add_argument("--time", nargs=2, type=int, help=argparse.SUPPRESS)
    parser.add_argument("--memory", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.time:
        print(made(*options.time))
        return 0
    if options.memory:
        made(options.memory, workers=2)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTE)
        return 0
    number, many, pairs = QUICK if options.quick else FULL
    gains = []
    for _ in range(pairs):
        one, two = (in_a_fresh_process("--time", str(number), workers) for workers in "12")
        gains.append(one / two)
    gain = statistics.median(gains)
    print(f"two processes over one: {gain:.2f} times ({min(gains):.2f}-{max(gains):.2f})")
    few, all_ = (in_a_fresh_process("--memory", str(each)) for each in (many // 10, many))
    print(f"memory: {few:.0f} MiB for {many // 10:,} codes, {all_:.0f} MiB for {many:,}")
    return int(gain < GAIN or all_ - few > MEBIBYTES)


if __name__ == "__main__":
    sys.exit(main())
