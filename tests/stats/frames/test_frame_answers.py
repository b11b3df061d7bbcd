"""Every kind of data gives the rows that a list of the same records gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mgov.stats import (
    Measure,
    MeasureTable,
    SyntheticUses,
    column,
    count,
    distinct,
    kpi,
    largest,
    mean_of,
    measure,
    quantile,
    total,
)
from mgov.stats.frames.records import records_of
from mgov.stats.measures.aggregate import Aggregate

START = datetime(2016, 1, 30, 17, tzinfo=UTC)
SCHEMA = pa.schema(
    {
        "region": pa.string(),
        "channel": pa.dictionary(pa.int32(), pa.string()),
        "user": pa.int64(),
        "stars": pa.uint64(),
        "limit": pa.uint64(),
        "cost": pa.float64(),
        "fee": pa.decimal128(12, 2),
        "fine": pa.decimal128(24, 9),
        "late": pa.bool_(),
        "day": pa.date32(),
        "at": pa.timestamp("us", "UTC"),
    }
)


def row(number: int) -> dict[str, object]:
    """A made-up use; every eleventh value or so is missing."""
    found: dict[str, object] = {
        "region": ["南京", "苏州", "北京"][number % 3],
        "channel": ["app", "web"][number * 7 % 5 % 2],
        "user": number * 5 % 17,
        "stars": number % 5 + 1,
        "limit": 3,
        "cost": [0.1, 2.5, 1e6, float("nan"), -0.0000005][number % 5],
        "fee": Decimal(number) / 4,
        "fine": Decimal(number) / 128,
        "late": number % 4 == 0,
        "day": date(2016, 1, 1) + timedelta(days=number % 40),
        "at": START + timedelta(hours=number * 11),
    }
    return {
        name: None if (number + 3 * place) % 23 == 7 else value
        for place, (name, value) in enumerate(found.items())
    }


ROWS = [row(number) for number in range(200)]
TABLE = pa.Table.from_pylist(ROWS, SCHEMA)


def parquet(table: pa.Table, folder: Path) -> object:
    for number in range(2):
        half = table.slice(number * 100, 100)
        pq.write_table(half, folder / f"{number}.parquet")
    return folder


FRAMES: dict[str, Callable[[pa.Table, Path], object]] = {
    "pandas": lambda table, _: table.to_pandas(),
    "polars": lambda table, _: pl.from_arrow(table),
    "polars_lazy": lambda table, _: pl.DataFrame(table).lazy(),
    "arrow": lambda table, _: table,
    "duckdb": lambda table, _: duckdb.from_arrow(table),
    "parquet": parquet,
}


@pytest.fixture(params=FRAMES)
def data(request: pytest.FixtureRequest, tmp_path: Path) -> object:
    return FRAMES[request.param](TABLE, tmp_path)


def made(name: str, numerator: Aggregate, **more: object) -> Measure:
    given = {"id": name, "name": name, "numerator": numerator, "time": "at"}
    return Measure.model_validate(given | more)


app = column("channel") == "app"
MEASURES = [
    made("uses", count()),
    made("apps", count(where=app), denominator=count(), unit="share"),
    made("good", count(where=column("stars") >= 3), denominator=count(), minimum_n=20),
    made("users", distinct("user")),
    made("pairs", distinct("user", "channel", where=column("late") == True)),  # noqa: E712
    made("all_pairs", distinct("user", "region")),
    made("new", distinct("user", where=column("user").is_new())),
    made("old", distinct("user", where=~column("user").is_new() & app)),
    made("cost", total("cost")),
    made("cheap", total("cost", where=column("cost") < 3, decimals=2)),
    made("fee", total("fee")),
    made("fine", total("fine", decimals=3)),
    made("rating", total("stars"), denominator=count(where=column("stars") > 0)),
    made("median", quantile("cost", 0.5, where=~(column("region") == "北京"))),
    made("middle", quantile("fee", 0.25)),
    made("few", quantile("stars", 0.5), minimum_n=30),
    made("peak", largest(count(where=app), per="day")),
    made("peak_fee", largest(total("fee"), per="day")),
    made("daily", mean_of(distinct("user"), per="day"), denominator=distinct("user")),
    made("daily_cost", mean_of(total("cost"), per="day")),
    made("either", count(where=app | column("late").is_missing())),
    made("listed", count(where=column("region").is_in("南京", "无"))),
    made("within", count(where=column("stars") <= column("limit"))),
    made("against", count(where=column("fee") > column("stars"))),
    made("before", count(where=column("at") < datetime(2016, 3, 1, tzinfo=UTC))),
    made("since", count(where=column("day") != date(2016, 1, 3))),
    made("never", count(where=column("stars") == 2.5)),
    made("ever", count(where=column("stars") < 2**70)),
    made("nowhere", count(where=column("limit") > 2**70)),
    made("tenth", count(where=column("cost") > Decimal("0.1"))),
    made("exactly", count(where=column("fee") == Decimal("0.25"))),
]
MONTHLY = [
    made("busiest", largest(count(), per="month")),
    made("monthly", mean_of(count(), per="month")),
]
WEEKLY = [made("weekly", mean_of(count(), per="week")), made("top", largest(count(), per="week"))]

QUESTIONS: dict[str, dict[str, Any]] = {
    "ungrouped": {"measures": [*MEASURES, *MONTHLY, *WEEKLY]},
    "by_region": {"measures": [*MEASURES, *MONTHLY], "by": ["region", "channel"], "margins": True},
    "day": {"measures": MEASURES, "period": "day"},
    "week": {"measures": [*MEASURES, *WEEKLY], "by": "region", "period": "week"},
    "month": {"measures": [*MEASURES, *MONTHLY], "by": "region", "period": "month"},
    "quarter": {
        "measures": [*MEASURES, *MONTHLY],
        "period": "quarter",
        "minimum_n": 50,
        "time_zone": "Europe/London",  # which has no offset for long
    },
    "year": {"measures": [*MEASURES, *MONTHLY], "by": "late", "period": "year", "margins": True},
    "index": {
        "measures": MEASURES,
        "by": ["region", "channel"],
        "index": {"region": ["南京", "无"]},
    },
    "whole_index": {
        "measures": MEASURES,
        "by": "channel",
        "period": "month",
        "index": {"channel": ["app", "kiosk"], "period": [date(2016, 2, 1), date(2017, 1, 1)]},
    },
}


def agree(found: list[dict[str, object]], expected: list[dict[str, object]]) -> None:
    def key(record: Mapping[str, object]) -> str:
        names = ("region", "channel", "late", "period", "margin")
        return str([record.get(name) for name in names])

    assert sorted(map(key, found)) == sorted(map(key, expected))
    for one, other in zip(sorted(found, key=key), sorted(expected, key=key), strict=True):
        assert list(one) == list(other)
        for name, value in other.items():
            assert one[name] == (pytest.approx(value, 1e-12) if isinstance(value, float) else value)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_frame_answers_as_a_list_does(data: object, question: str):
    options = {"time_zone": "Asia/Shanghai"} | QUESTIONS[question]
    expected = measure(ROWS, **options)
    assert isinstance(expected, MeasureTable)
    agree(records_of(measure(data, **options)), expected.to_records())


def test_the_answer_is_of_the_kind_of_the_data(data: object):
    answer = measure(data, MEASURES[0], by="region")
    kind: type = MeasureTable if isinstance(data, Path) else type(data)
    assert type(answer) is kind
    if not isinstance(data, pl.LazyFrame | duckdb.DuckDBPyRelation):  # which have no order
        assert [row["region"] for row in records_of(answer)] == ["北京", "南京", "苏州", None]


def test_counts_of_pandas_stay_whole_where_one_is_missing():
    few = made("few", total("stars"), minimum_n=30)
    found = measure(TABLE.to_pandas(), [few, MEASURES[0]], by="region", index={"region": ["无"]})
    assert str(found["uses"].dtype) == "int64"
    assert found["few"].isna().any()
    lacking = made("peak", largest(count(), per="day"), minimum_n=30)
    found = measure(TABLE.to_pandas(), lacking, by="user", time_zone="UTC")
    assert str(found["peak"].dtype) == "Int64"


def test_no_rows_give_what_a_list_of_none_gives(tmp_path: Path):
    ungrouped = {"measures": QUESTIONS["ungrouped"]["measures"], "time_zone": "Asia/Shanghai"}
    expected = measure([], **ungrouped).to_records()
    for make in FRAMES.values():
        found = measure(make(TABLE.slice(0, 0), tmp_path), **ungrouped)  # type: ignore[call-overload]
        agree(records_of(found), expected)
    by_month: dict[str, Any] = {"by": "region", "period": "month", "time_zone": "Asia/Shanghai"}
    assert records_of(measure(TABLE.slice(0, 0), MEASURES, **by_month)) == []


# -- files ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def uses() -> SyntheticUses:
    return SyntheticUses(size=600, seed=7)


TIMED = {"time_zone": "Asia/Shanghai", "period": "quarter", "by": ["region"], "margins": True}
OF_FILES = [
    kpi.uses,
    kpi.mobile_share,
    kpi.completion_rate,
    kpi.active_users,
    kpi.new_users,
    kpi.stickiness.replace(minimum_n=40),
    made("cost", total("cost"), denominator=count(), time="started_at"),
    made("sum", total("cost", decimals=1), time="started_at"),
    made("peak", largest(count(), per="day"), time="started_at"),
    made("peak_cost", largest(total("cost"), per="day"), time="started_at"),
    made("stars", quantile("stars", 0.5), time="started_at"),
]


def test_a_file_gives_the_table_that_a_list_gives(uses: SyntheticUses, tmp_path: Path):
    uses.write_parquet(tmp_path, files=2)
    paths = sorted(tmp_path.glob("*.parquet"))
    expected = measure(list(uses.models()), OF_FILES, **TIMED)
    for given in (tmp_path, str(tmp_path), str(tmp_path / "*.parquet"), paths, tuple(paths)):
        found = measure(given, OF_FILES, **TIMED)
        assert found == expected
    assert str(found) == str(expected)
    result = found.rows[0]["mobile_share"]
    assert isinstance(result.numerator, int)
    assert str(result.figure) == str(expected.rows[0]["mobile_share"].figure)
    exact = [row["sum"].numerator for row in found.rows if not row["sum"].is_withheld]
    assert [str(each) for each in exact] == [str(row["sum"].numerator) for row in expected.rows]


def test_a_file_of_text_gives_the_table_that_a_list_gives(uses: SyntheticUses, tmp_path: Path):
    rows = [
        {name: getattr(use, name) for name in ("region", "user", "channel", "cost", "started_at")}
        for use in uses.models()
    ]
    plain = [
        {name: str(v) if isinstance(v, datetime) else v for name, v in row.items() if v is not None}
        for row in rows
    ]
    lines = tmp_path / "uses.jsonl"
    lines.write_text("".join(json.dumps(each, default=float) + "\n" for each in plain), "utf-8")
    table = tmp_path / "uses.csv"
    written = [{name: each.get(name) for name in rows[0]} for each in plain]
    pd.DataFrame(written, dtype=object).to_csv(table, index=False)
    measures = [kpi.uses, kpi.active_users, kpi.mobile_share, made("c", total("cost", decimals=2))]
    measures[-1] = measures[-1].replace(time="started_at")
    expected = measure(rows, measures, **TIMED)
    for path in (lines, table):
        assert measure(path, measures, **TIMED) == expected


def test_margins_of_a_file_name_what_they_are_summed_over(tmp_path: Path):
    pq.write_table(TABLE.select(["region", "channel"]), tmp_path / "uses.parquet")
    options: dict[str, Any] = {"by": ["region", "channel"], "margins": True}
    found = measure(tmp_path / "uses.parquet", made("uses", count()), **options)
    assert found == measure(ROWS, made("uses", count()), **options)
    assert {row.margin for row in found.rows} == {
        (),
        ("region",),
        ("channel",),
        ("region", "channel"),
    }


def test_rows_of_pandas_have_days_and_nothing_for_what_is_missing():
    frame = TABLE.to_pandas()
    found = measure(frame, MEASURES[0], by="region", period="month", time_zone="Asia/Shanghai")
    rows = records_of(found)
    assert {type(row["period"]) for row in rows} == {date, type(None)}
    assert {type(row["region"]) for row in rows} == {str, type(None)}
    assert isinstance(found, pd.DataFrame)
