"""An answer is of the kind that the data is; one that is lazy computes nothing until asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from tests.stats.engines.agreement import asked, check
from tests.stats.engines.definitions import COUNTED, MADE, RATIOS
from tests.stats.engines.made_up import fixed_rows
from tests.stats.engines.oracle import Question, answer_of
from tests.stats.engines.tables import SCHEMA, Engine, Place

from mgov.stats import MeasureTable, kpi, measure

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

KINDS: dict[str, type] = {
    "pandas": pd.DataFrame,
    "pandas_of_arrow": pd.DataFrame,
    "polars": pl.DataFrame,
    "polars_lazy": pl.LazyFrame,
    "arrow_table": pa.Table,
    "arrow_reader": pa.Table,
    "duckdb": duckdb.DuckDBPyRelation,
}


def test_an_answer_is_of_the_kind_that_the_data_is(engine: Engine, place: Place):
    answer = measure(engine.make(fixed_rows(9), SCHEMA, place), [COUNTED[0]], by="region")
    if engine.name == "spark":
        assert type(answer).__module__.startswith("pyspark.sql")
    else:
        assert isinstance(answer, KINDS.get(engine.name, MeasureTable))


def test_spark_starts_no_job_until_somebody_asks(spark: SparkSession, odd_duckdb: object):
    del odd_duckdb
    frame = spark.createDataFrame(pa.Table.from_pylist(fixed_rows(9), SCHEMA))
    tracker = spark.sparkContext.statusTracker()
    spark.sparkContext.setJobGroup("lazy", "measures that nobody has asked for")
    answer = measure(
        frame, [*MADE[:3], *RATIOS[:1]], by="region", period="month", time_zone="Asia/Shanghai"
    )
    assert tracker.getJobIdsForGroup("lazy") == []
    assert answer.count() > 0
    assert tracker.getJobIdsForGroup("lazy") != []


def test_several_measures_take_one_pass():
    table = pl.DataFrame(pa.Table.from_pylist(fixed_rows(9), SCHEMA))
    every = [*COUNTED, *MADE, *RATIOS[:13]]
    lazy = measure(table.lazy(), every, by="region", period="month", time_zone="Asia/Shanghai")
    assert lazy.explain(engine="in-memory").count("DF [") == 1
    relation = measure(duckdb.from_arrow(table.to_arrow()), every, by="region")
    assert relation.explain().count("ARROW_SCAN") == 1


def test_a_lazy_frame_of_polars_is_not_computed():
    def refuse(_frame: pl.DataFrame) -> pl.DataFrame:
        message = "somebody asked"
        raise AssertionError(message)

    table = pl.DataFrame(pa.Table.from_pylist(fixed_rows(9), SCHEMA))
    lazy = table.lazy().map_batches(refuse, schema=table.schema)
    answer = measure(lazy, [*COUNTED[:3], *MADE], by="region")
    with pytest.raises((AssertionError, pl.exceptions.ComputeError), match="somebody asked"):
        answer.collect()


_USES = {
    "user": "user", "service": "service", "channel": "channel", "region": "region",
    "started_at": "at", "outcome": "outcome", "cost": "cost", "stars": "stars",
    "on_time": "assisted",
}  # fmt: skip


def _uses() -> Iterator[Mapping[str, object]]:
    outcomes = ("completed", "not_eligible", "abandoned", "open")
    for number, row in enumerate(fixed_rows()):
        yield {**row, "outcome": outcomes[number % 4]}


def test_every_measure_of_uses_in_the_catalogue_agrees(engine: Engine, place: Place):
    rows = list(_uses())
    schema = SCHEMA.append(pa.field("outcome", pa.string()))
    every = [
        kpi.catalogue().measure(rule.id)
        for rule in kpi.catalogue().rules
        if rule.records == "ServiceUse"
    ]
    question = Question(
        every,
        by=["region"],
        period="month",
        time_zone="Asia/Shanghai",
        margins=True,
        index={"region": ["北京", "nowhere"]},
        minimum_n=2,
        columns=_USES,
    )
    found = asked(engine.make(rows, schema, place), question)
    check(found, answer_of(engine.held(rows), question), question, in_order=not engine.is_lazy)


_OTHERS = [
    kpi.catalogue().measure(rule.id)
    for rule in kpi.catalogue().rules
    if rule.records != "ServiceUse"
]
_WORDS = {
    "standing": ("having", "offered", None, "lacking"),
    "kind": ("suggestion", "question", None),
    "satisfaction": ("satisfied", "basically_satisfied", "dissatisfied", None),
}
_NUMBERS = {"reads", "removed", "reply_hours", "services_used"}


def _others() -> list[dict[str, object]]:
    """Make rows that have the columns of all records but uses, with all that can be missing."""
    columns = sorted({name for each in _OTHERS for name in each.columns - {str(each.time)}})
    rows = []
    for number, row in enumerate(fixed_rows(90)):
        made: dict[str, object] = {"region": row["region"], "at": row["at"]}
        for place, name in enumerate(columns):
            turn = number * (place + 1)
            if name in _WORDS:
                made[name] = _WORDS[name][turn % len(_WORDS[name])]
            elif name in _NUMBERS:
                made[name] = (0, 3, 100_000, None, 99_999)[turn % 5]
            else:
                made[name] = (True, False, None)[turn % 3]
        rows.append(made)
    return rows


def test_every_other_measure_in_the_catalogue_agrees(engine: Engine, place: Place):
    rows = _others()
    fields = {"region": pa.string(), "at": SCHEMA.field("at").type}
    for name in rows[0]:
        of_others = pa.int64() if name in _NUMBERS else pa.bool_()
        fields.setdefault(name, pa.string() if name in _WORDS else of_others)
    measures = [each.replace(time="at") for each in _OTHERS]
    question = Question(
        measures, by=["region"], period="quarter", time_zone="Asia/Shanghai", margins=True
    )
    found = asked(engine.make(rows, pa.schema(fields), place), question)
    check(found, answer_of(engine.held(rows), question), question, in_order=not engine.is_lazy)
