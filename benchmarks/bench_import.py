"""What `import mgov` costs, as a ratio to `import pydantic` in the same run.

Both are started in turn, in fresh interpreters, so a change of the machine's speed touches both;
the ratio of each pair is taken, and their median is what counts. Imports are compiled once
before. The bound is 1.3.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

PAIRS = 15
BOUND = 1.3
HEAVY = ("qrcode", "narwhals", "duckdb", "zxingcpp", "PIL", "stdnum", "chinese_calendar")


def seconds(statement: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)  # noqa: S603 -- fixed commands
    return time.perf_counter() - start


def loaded(statement: str) -> list[str]:
    """Name the heavy packages that a statement loads."""
    code = f"{statement}; import sys; print(*sorted(set(sys.modules) & {set(HEAVY)!r}))"
    run = subprocess.run(  # noqa: S603 -- fixed commands
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    return run.stdout.split()


def main() -> int:
    compared = {
        "import mgov": "import pydantic",
        "from mgov import Figure": "from pydantic import BaseModel",
    }
    worst = 0.0
    for ours, theirs in compared.items():
        for statement in (ours, theirs):
            seconds(statement)
        ratios = [seconds(ours) / seconds(theirs) for _ in range(PAIRS)]
        ratio = statistics.median(ratios)
        print(
            f"{ours}: {ratio:.2f} times {theirs} "
            f"({min(ratios):.2f} to {max(ratios):.2f} in {PAIRS} pairs)"
        )
        worst = max(worst, ratio) if ours == "import mgov" else worst
        print(f"  heavy packages loaded: {', '.join(loaded(ours)) or 'none'}")
    print(f"bound for import mgov: {BOUND} - {'kept' if worst <= BOUND else 'BROKEN'}")
    return 0 if worst <= BOUND and not loaded("import mgov") else 1


if __name__ == "__main__":
    raise SystemExit(main())
