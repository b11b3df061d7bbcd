"""What `measure` costs on frames, as a ratio to the query that one would write by hand.

Of made-up uses of services in Parquet, for 31 regions and 24 months: how many there are, how many
were made by phone, how many were completed, by how many different users. By hand it is one query.
Both are run in turn, each in a fresh process, and the ratio of each pair of times is taken; the
median of the ratios is what counts, so that a change of the machine's speed touches both. The two
tables have to be equal.

On DuckDB and polars, and on Spark with two threads, the bound is 1.15. pandas has another one: the
files measured by `measure` as against files read and grouped by pandas by hand, at least 3 times as
fast. With ten times as many rows DuckDB may take 1.2 times as long for each row, and 4 GiB.

    python benchmarks/bench_measure_frames.py [--quick] [--only duckdb polars pandas spark large]
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
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mgov import stats
from mgov.stats import Measure, SyntheticUses, column, count, distinct

ZONE = "Asia/Shanghai"
MOBILE = ("app", "mini_program")
RATIO, PANDAS_TIMES, PER_ROW, MEBIBYTES = 1.15, 3.0, 1.2, 4096
KIBIBYTE = 1024
FULL, QUICK = (20_000_000, 5), (400_000, 3)
TIMES_AS_LARGE = 10
PEOPLE = 2_500_000  # for any number of uses: a country does not grow with them

USES = Measure(id="uses", name="Uses", numerator=count(), time="started_at")
USERS = Measure(id="users", name="Users", numerator=distinct("user"), time="started_at")
MOBILE_SHARE = Measure(
    id="mobile",
    name="Share of uses by phone",
    numerator=count(where=column("channel").is_in(*MOBILE)),
    denominator=count(),
    unit="share",
    time="started_at",
)
COMPLETED = Measure(
    id="completed",
    name="Share of uses that were completed",
    numerator=count(where=column("outcome") == "completed"),
    denominator=count(),
    unit="share",
    time="started_at",
)
MEASURES = (USES, MOBILE_SHARE, COMPLETED, USERS)

MONTH = f"CAST(date_trunc('month', timezone('{ZONE}', started_at)) AS DATE)"
BY_HAND = f"""
    SELECT region, {MONTH} AS period, count(*) AS uses,
        count(*) FILTER (channel IN ('app', 'mini_program')) / count(*) AS mobile,
        count(*) FILTER (outcome = 'completed') / count(*) AS completed,
        count(DISTINCT "user") AS users
    FROM uses GROUP BY ALL
"""  # noqa: S608 - nothing of it comes from elsewhere
SPARK_BY_HAND = """
    SELECT region, CAST(date_trunc('MONTH', started_at) AS DATE) AS period, count(*) AS uses,
        count_if(channel IN ('app', 'mini_program')) / count(*) AS mobile,
        count_if(outcome = 'completed') / count(*) AS completed, count(DISTINCT user) AS users
    FROM uses GROUP BY 1, 2
"""

Rows = list[dict[str, Any]]


def measured(data: object) -> Any:  # noqa: ANN401 - whatever kind of frame the data is
    return stats.measure(data, MEASURES, by=["region"], period="month", time_zone=ZONE)


def duckdb_ours(files: str) -> Rows:
    import duckdb

    with duckdb.connect() as connection:
        return rows(measured(connection.read_parquet(files)).to_arrow_table())


def duckdb_by_hand(files: str) -> Rows:
    import duckdb

    with duckdb.connect() as connection:
        connection.read_parquet(files).to_view("uses")
        return rows(connection.sql(BY_HAND).to_arrow_table())


def polars_ours(files: str) -> Rows:
    import polars as pl

    return rows(measured(pl.scan_parquet(files)).collect(engine="streaming").to_arrow())


def polars_by_hand(files: str) -> Rows:
    import polars as pl

    start = pl.col("started_at").dt.convert_time_zone(ZONE).dt.truncate("1mo").dt.date()
    uses = pl.len()
    found = (
        pl.scan_parquet(files)
        .group_by("region", start.alias("period"))
        .agg(
            uses=uses,
            mobile=pl.col("channel").is_in(MOBILE).sum() / uses,
            completed=(pl.col("outcome") == "completed").sum() / uses,
            users=pl.col("user").drop_nulls().n_unique(),
        )
    )
    return rows(found.collect(engine="streaming").to_arrow())


def files_ours(files: str) -> Rows:
    return rows(measured(files).to_records())


def pandas_by_hand(files: str) -> Rows:
    import pandas as pd

    wanted = ["region", "started_at", "channel", "outcome", "user"]
    parts = [pd.read_parquet(each, columns=wanted) for each in sorted(Path(files).parent.iterdir())]
    uses = pd.concat(parts)
    clock = uses["started_at"].dt.tz_convert(ZONE).dt.tz_localize(None)
    uses["period"] = clock.dt.to_period("M").dt.start_time
    uses["mobile"] = uses["channel"].isin(MOBILE)
    uses["completed"] = uses["outcome"] == "completed"
    groups = uses.groupby(["region", "period"], dropna=False)
    found = groups.agg(
        uses=("mobile", "size"),
        mobile=("mobile", "mean"),
        completed=("completed", "mean"),
        users=("user", "nunique"),
    )
    return rows(found.reset_index().to_dict("records"))


def spark_session() -> Any:  # noqa: ANN401 - Spark is loaded only where it is asked for
    from pyspark.sql import SparkSession

    return (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "4g")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.sql.session.timeZone", ZONE)
        .getOrCreate()
    )


def spark_ours(files: str) -> Rows:
    uses = spark_session().read.parquet(str(Path(files).parent))
    return rows(measured(uses).toArrow())


def spark_by_hand(files: str) -> Rows:
    session = spark_session()
    session.read.parquet(str(Path(files).parent)).createOrReplaceTempView("uses")
    return rows(session.sql(SPARK_BY_HAND).toArrow())


TASKS: dict[str, Callable[[str], Rows]] = {
    "duckdb": duckdb_ours,
    "duckdb_by_hand": duckdb_by_hand,
    "polars": polars_ours,
    "polars_by_hand": polars_by_hand,
    "files": files_ours,
    "pandas_by_hand": pandas_by_hand,
    "spark": spark_ours,
    "spark_by_hand": spark_by_hand,
}


def rows(found: Any) -> Rows:  # noqa: ANN401 - a table of Arrow, or rows
    """Give the columns that both have, in an order that both have."""
    given: Iterable[dict[str, Any]] = found if isinstance(found, list) else found.to_pylist()
    kept: Rows = []
    for row in given:
        period = row["period"]
        day = period.date() if isinstance(period, datetime) else period
        assert day is None or isinstance(day, date)
        shares = {name: round(row[name], 12) for name in ("mobile", "completed")}
        numbers = {name: int(row[name]) for name in ("uses", "users")}
        kept.append({"region": row["region"], "period": str(day), **numbers, **shares})
    return sorted(kept, key=lambda row: (str(row["region"]), row["period"]))


def child(task: str, files: str) -> dict[str, Any]:
    act = TASKS[task]
    if task.startswith("spark"):
        spark_session().range(1).count()  # the engine starts before the clock does
    start = time.perf_counter()
    found = act(files)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTE
    return {"seconds": seconds, "memory": memory, "table": found}


def in_a_process(task: str, files: str) -> dict[str, Any]:
    run = subprocess.run(  # noqa: S603 - fixed commands
        [sys.executable, __file__, "--child", task, files],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    result: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return result


def compare(ours: str, other: str, files: str, repeats: int) -> float:
    """Print the times of two tasks that make the same table, and give their ratio."""
    ratios, times = [], []
    for _ in range(repeats):
        first, second = in_a_process(ours, files), in_a_process(other, files)
        if first["table"] != second["table"]:
            sys.exit(f"{ours} and {other} give different tables")
        ratios.append(first["seconds"] / second["seconds"])
        times.append((first["seconds"], second["seconds"]))
    ratio = statistics.median(ratios)
    mine, theirs = (statistics.median(each) for each in zip(*times, strict=True))
    print(f"{ours:8} {mine:8.2f} s   {other:15} {theirs:8.2f} s   ratio {ratio:.2f}", flush=True)
    return ratio


def per_row(small: str, size: int, folder: Path, repeats: int) -> tuple[float, float]:
    """Measure ten times as many rows; give the ratio of the costs of a row, and the memory."""
    written = SyntheticUses(size=size * TIMES_AS_LARGE, users=PEOPLE)
    written.write_parquet(folder, files=4 * TIMES_AS_LARGE)
    ratios, most = [], 0.0
    for _ in range(repeats):
        few, many = in_a_process("files", small), in_a_process("files", f"{folder}/*.parquet")
        ratios.append(many["seconds"] / TIMES_AS_LARGE / few["seconds"])
        most = max(most, many["memory"])
    ratio = statistics.median(ratios)
    print(
        f"{written.size:,} rows: {ratio:.2f} times the cost of a row, {most:,.0f} MiB", flush=True
    )
    return ratio, most


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rows, to see that it runs")
    parser.add_argument(
        "--only", nargs="*", default=["duckdb", "polars", "pandas", "spark", "large"]
    )
    parser.add_argument("--data", type=Path, help="where the files are written and left")
    parser.add_argument("--child", nargs=2, metavar=("TASK", "FILES"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(child(*options.child)))
        sys.stdout.flush()
        os._exit(0)  # Java takes its time
    size, repeats = QUICK if options.quick else FULL
    with tempfile.TemporaryDirectory() as temporary:
        there = options.data or Path(temporary)
        small = there / f"uses-{size}"
        if not small.exists():
            SyntheticUses(size=size, users=PEOPLE).write_parquet(small, files=4)
        files = f"{small}/*.parquet"
        passed = []
        for engine in ("duckdb", "polars", "spark"):
            if engine in options.only:
                passed.append(compare(engine, f"{engine}_by_hand", files, repeats) <= RATIO)
        if "pandas" in options.only:
            passed.append(compare("files", "pandas_by_hand", files, repeats) <= 1 / PANDAS_TIMES)
        if "large" in options.only:
            large = there / f"uses-{size * TIMES_AS_LARGE}"
            ratio, memory = per_row(files, size, large, 1 if options.quick else 3)
            passed.append(ratio <= PER_ROW and memory <= MEBIBYTES)
    print("within the bounds" if all(passed) else "OVER A BOUND")
    if not options.quick and not all(passed):
        sys.exit(1)


if __name__ == "__main__":
    main()
