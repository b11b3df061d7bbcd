"""What `measure` costs on frames, as a ratio to the query that one would write by hand.

Of made-up uses of services in Parquet, for 31 regions and 24 months: how many there are, how many
were made by phone, how many were completed, by how many different people. By hand that is one
query. Both are run in turn, each in a fresh process that has done it once before with few rows, and
both read the files. The ratio of each pair of times is taken, and the median of the ratios is what
counts, so that a change of the machine's speed touches both. The two tables have to be equal.

Bounds, for 20 million uses: on DuckDB and on polars 1.15 times the time of the query, and on Spark
with two threads, which is given a fourth of the uses. From files, at least 3 times as fast as
pandas by hand. With ten times as many uses, 1.2 times the time for each of them, and 4 GiB. What a
frame of pandas costs that is in memory already is told, without a bound.

`--quick` is a look with fewer uses and pairs; `--only` takes some of the parts.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import duckdb
import pandas as pd
import polars as pl

from mgov import stats
from mgov.stats import Measure, SyntheticUses, column, count, distinct

ZONE: Final = "Asia/Shanghai"
MOBILE: Final = ("app", "mini_program")
WANTED: Final = ["region", "started_at", "channel", "outcome", "user"]
RATIO, TIMES_AS_FAST, PER_ROW, MEBIBYTES = 1.15, 3.0, 1.2, 4096
KIBIBYTE: Final = 1024
PEOPLE: Final = 2_500_000  # for any number of uses: a country does not grow with them
FEW: Final = 10_000
FILES: Final = 4


class Plan(NamedTuple):
    """How much is done.

    Attributes:
        size: The number of uses.
        pairs: How often two are compared.
        spark_pairs: How often they are on Spark.
        times: How many times as many uses the larger number is.
        large_pairs: How often the larger number is compared.
    """

    size: int
    pairs: int
    spark_pairs: int
    times: int
    large_pairs: int


FULL: Final = Plan(20_000_000, 5, 3, 10, 2)
QUICK: Final = Plan(2_000_000, 3, 1, 4, 1)

MEASURES: Final = (
    Measure(id="uses", name="Uses", numerator=count(), time="started_at"),
    Measure(
        id="mobile",
        name="Share of uses by phone",
        numerator=count(where=column("channel").is_in(*MOBILE)),
        denominator=count(),
        unit="share",
        time="started_at",
    ),
    Measure(
        id="completed",
        name="Share of uses that were completed",
        numerator=count(where=column("outcome") == "completed"),
        denominator=count(),
        unit="share",
        time="started_at",
    ),
    Measure(id="users", name="Users", numerator=distinct("user"), time="started_at"),
)

MONTH: Final = f"CAST(date_trunc('month', timezone('{ZONE}', started_at)) AS DATE)"
BY_HAND: Final = f"""
    SELECT region, {MONTH} AS period, count(*) AS uses,
        count(*) FILTER (channel IN ('app', 'mini_program')) / count(*) AS mobile,
        count(*) FILTER (outcome = 'completed') / count(*) AS completed,
        count(DISTINCT "user") AS users
    FROM uses GROUP BY ALL
"""  # noqa: S608 - nothing of it comes from elsewhere
SPARK_BY_HAND: Final = """
    SELECT region, CAST(date_trunc('MONTH', started_at) AS DATE) AS period, count(*) AS uses,
        count_if(channel IN ('app', 'mini_program')) / count(*) AS mobile,
        count_if(outcome = 'completed') / count(*) AS completed, count(DISTINCT user) AS users
    FROM uses GROUP BY 1, 2
"""

Rows: TypeAlias = list[dict[str, Any]]
Task: TypeAlias = Callable[[], Any]
"""What is timed; it gives a table of Arrow, or rows."""


def measured(data: object) -> Any:  # noqa: ANN401 - whatever kind of frame the data is
    return stats.measure(data, MEASURES, by=["region"], period="month", time_zone=ZONE)


def duckdb_ours(folder: Path) -> Task:
    def act() -> Any:  # noqa: ANN401 - a table of Arrow, which has no types
        with duckdb.connect() as connection:
            return measured(connection.read_parquet(f"{folder}/*.parquet")).to_arrow_table()

    return act


def duckdb_by_hand(folder: Path) -> Task:
    def act() -> Any:  # noqa: ANN401 - a table of Arrow, which has no types
        with duckdb.connect() as connection:
            connection.read_parquet(f"{folder}/*.parquet").to_view("uses")
            return connection.sql(BY_HAND).to_arrow_table()

    return act


def polars_ours(folder: Path) -> Task:
    return lambda: measured(pl.scan_parquet(folder)).collect(engine="streaming").to_arrow()


def polars_by_hand(folder: Path) -> Task:
    uses = pl.len()
    start = pl.col("started_at").dt.convert_time_zone(ZONE).dt.truncate("1mo").dt.date()

    def act() -> Any:  # noqa: ANN401 - a table of Arrow, which has no types
        found = (
            pl.scan_parquet(folder)
            .group_by("region", start.alias("period"))
            .agg(
                uses=uses,
                mobile=pl.col("channel").is_in(MOBILE).sum() / uses,
                completed=(pl.col("outcome") == "completed").sum() / uses,
                users=pl.col("user").drop_nulls().n_unique(),
            )
        )
        return found.collect(engine="streaming").to_arrow()

    return act


def files_ours(folder: Path) -> Task:
    return lambda: measured(f"{folder}/*.parquet").to_records()


def grouped_by_pandas(uses: pd.DataFrame) -> Any:  # noqa: ANN401 - rows
    clock = uses["started_at"].dt.tz_convert(ZONE).dt.tz_localize(None)
    uses = uses.assign(
        period=clock.dt.to_period("M"),
        mobile=uses["channel"].isin(MOBILE),
        completed=uses["outcome"] == "completed",
    )
    found = uses.groupby(["region", "period"], dropna=False).agg(
        uses=("mobile", "size"),
        mobile=("mobile", "mean"),
        completed=("completed", "mean"),
        users=("user", "nunique"),
    )
    found = found.reset_index()
    return found.assign(period=found["period"].dt.start_time).to_dict("records")


def pandas_by_hand(folder: Path) -> Task:
    return lambda: grouped_by_pandas(pd.read_parquet(folder, columns=WANTED))


def frame_ours(folder: Path) -> Task:
    uses = pd.read_parquet(folder, columns=WANTED)
    return lambda: measured(uses).to_dict("records")


def frame_by_hand(folder: Path) -> Task:
    uses = pd.read_parquet(folder, columns=WANTED)
    return lambda: grouped_by_pandas(uses)


def spark_session() -> Any:  # noqa: ANN401 - Spark is loaded only where it is asked for
    from pyspark.sql import SparkSession  # noqa: PLC0415 - it takes a second to load

    return (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .config("spark.driver.memory", "4g")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.sql.session.timeZone", ZONE)
        .getOrCreate()
    )


def spark_ours(folder: Path) -> Task:
    session = spark_session()
    return lambda: measured(session.read.parquet(str(folder))).toArrow()


def spark_by_hand(folder: Path) -> Task:
    session = spark_session()

    def act() -> Any:  # noqa: ANN401 - a table of Arrow, which has no types
        session.read.parquet(str(folder)).createOrReplaceTempView("uses")
        return session.sql(SPARK_BY_HAND).toArrow()

    return act


TASKS: Final[dict[str, Callable[[Path], Task]]] = {
    "duckdb": duckdb_ours,
    "duckdb_by_hand": duckdb_by_hand,
    "polars": polars_ours,
    "polars_by_hand": polars_by_hand,
    "files": files_ours,
    "pandas_by_hand": pandas_by_hand,
    "frame": frame_ours,
    "frame_by_hand": frame_by_hand,
    "spark": spark_ours,
    "spark_by_hand": spark_by_hand,
}


def rows(found: Any) -> Rows:  # noqa: ANN401 - a table of Arrow, or rows
    """Give the columns that both have, in an order that both have."""
    given: Iterable[dict[str, Any]] = found if isinstance(found, list) else found.to_pylist()
    kept: Rows = []
    for row in given:
        period = row["period"]
        day: date = period.date() if isinstance(period, datetime) else period
        shares = {name: round(row[name], 12) for name in ("mobile", "completed")}
        numbers = {name: int(row[name]) for name in ("uses", "users")}
        kept.append({"region": row["region"], "period": str(day), **numbers, **shares})
    return sorted(kept, key=lambda row: (str(row["region"]), row["period"]))


class Run(NamedTuple):
    """What a process has to tell.

    Attributes:
        seconds: The time by the clock.
        processor: The time of all processors; those of Java are not counted.
        memory: The most that it held, in MiB.
        table: What came out.
    """

    seconds: float
    processor: float
    memory: float
    table: Rows


def child(task: str, folder: Path, few: Path) -> Run:
    TASKS[task](few)()  # what is loaded or compiled once is not what is compared
    act = TASKS[task](folder)
    clock, processor = time.perf_counter(), time.process_time()
    found = act()
    seconds, used = time.perf_counter() - clock, time.process_time() - processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTE
    return Run(seconds, used, memory, rows(found))


class Bench:
    """Compares tasks, each in a process of its own."""

    def __init__(self, plan: Plan, there: Path) -> None:
        self.plan, self.there = plan, there
        self.few = self.written(FEW, 1)
        self.folder = self.written(plan.size, FILES)

    def written(self, size: int, files: int) -> Path:
        """Write uses, if they are not there yet; say where."""
        folder = self.there / f"uses-{size}"
        if not folder.exists():
            draft = self.there / f"draft-{size}"
            SyntheticUses(size=size, users=PEOPLE).write_parquet(draft, files=files)
            draft.rename(folder)
        return folder

    def run(self, task: str, folder: Path) -> Run:
        """Do a task in a fresh process."""
        run = subprocess.run(  # noqa: S603 - this script
            [sys.executable, __file__, "--child", task, str(folder), str(self.few)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return Run(*json.loads(run.stdout.splitlines()[-1]))

    def pairs(self, ours: str, other: str, folder: Path, number: int) -> Iterator[tuple[Run, Run]]:
        """Do two tasks in turn, which have to make the same table."""
        for _ in range(number):
            first, second = self.run(ours, folder), self.run(other, folder)
            if first.table != second.table:
                sys.exit(f"{ours} and {other} give different tables")
            yield first, second

    def compared(
        self, ours: str, bound: float | None, folder: Path | None = None, pairs: int | None = None
    ) -> bool:
        """Print what one of ours costs against the same by hand; say whether it may."""
        other = "pandas_by_hand" if ours == "files" else f"{ours}_by_hand"
        found = [*self.pairs(ours, other, folder or self.folder, pairs or self.plan.pairs)]
        ratios = [first.seconds / second.seconds for first, second in found]
        ratio = statistics.median(ratios)
        mine, theirs = (
            statistics.median(each.seconds for each in side) for side in zip(*found, strict=True)
        )
        processor = statistics.median(one.processor / two.processor for one, two in found)
        kept = bound is None or ratio <= bound
        print(
            f"{ours} / {other}: {ratio:.2f} ({min(ratios):.2f} to {max(ratios):.2f} in "
            f"{len(found)} pairs; {mine:.2f} s and {theirs:.2f} s; {processor:.2f} in time of "
            f"processors), {1 / ratio:.1f} times as fast; "
            + ("no bound" if bound is None else f"bound {bound:.2f} - {verdict(kept=kept)}"),
            flush=True,
        )
        return kept

    def on_spark(self) -> bool:
        """Compare with Spark, and its table with that of DuckDB."""
        java = java_home()
        if java is None:
            print("spark: left out, for there is no Java for it here")
            return True
        os.environ["JAVA_HOME"] = java
        folder = self.there / f"part-{self.plan.size}"
        if not folder.exists():
            folder.mkdir()
            first, *_ = sorted(self.folder.iterdir())
            (folder / first.name).hardlink_to(first)
        kept = self.compared("spark", RATIO, folder, self.plan.spark_pairs)
        if self.run("spark", folder).table != self.run("duckdb", folder).table:
            sys.exit("spark and duckdb give different tables")
        return kept

    def with_many(self) -> bool:
        """Print what more uses cost; say whether they may."""
        plan = self.plan
        many = self.written(plan.size * plan.times, FILES * plan.times)
        ratios, memory, times = [], 0.0, []
        for _ in range(plan.large_pairs):
            few, more = self.run("files", self.folder), self.run("files", many)
            ratios.append(more.seconds / few.seconds / plan.times)
            times.append((few.seconds, more.seconds))
            memory = max(memory, more.memory)
        ratio = statistics.median(ratios)
        small, large = (statistics.median(side) for side in zip(*times, strict=True))
        kept = ratio <= PER_ROW and memory <= MEBIBYTES
        print(
            f"files, {plan.times} times as many uses: {ratio:.2f} of the time for each "
            f"({min(ratios):.2f} to {max(ratios):.2f} in {len(ratios)} pairs; {small:.2f} s and "
            f"{large:.2f} s), {memory:,.0f} MiB; bounds {PER_ROW} and {MEBIBYTES:,} MiB "
            f"- {verdict(kept=kept)}",
            flush=True,
        )
        return kept


def verdict(*, kept: bool) -> str:
    return "kept" if kept else "BROKEN"


def java_home() -> str | None:
    script = Path(__file__).resolve().parents[1] / "scripts" / "java_home.py"
    command = [sys.executable, str(script)]
    found = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - a script of the house
    return found.stdout.strip() if found.returncode == 0 else None


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parts = ("duckdb", "polars", "pandas", "frame", "spark", "large")
    parser.add_argument("--quick", action="store_true", help="a short look")
    parser.add_argument("--only", nargs="*", choices=parts, default=parts, help="these parts")
    parser.add_argument("--data", type=Path, help="where the files are written and left")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        task, folder, few = options.child
        print(json.dumps(child(task, Path(folder), Path(few))))
        sys.stdout.flush()
        os._exit(0)  # Java takes its time
    with tempfile.TemporaryDirectory() as temporary:
        there = options.data or Path(temporary)
        bench = Bench(QUICK if options.quick else FULL, there)
        print(f"{bench.plan.size:,} uses", flush=True)
        acts: dict[str, Callable[[], bool]] = {
            "duckdb": lambda: bench.compared("duckdb", RATIO),
            "polars": lambda: bench.compared("polars", RATIO),
            "pandas": lambda: bench.compared("files", 1 / TIMES_AS_FAST),
            "frame": lambda: bench.compared("frame", None),
            "spark": bench.on_spark,
            "large": bench.with_many,
        }
        kept = [acts[part]() for part in options.only]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main())
