"""The answer of a frame gets its definitions back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgov import stats
from mgov.errors import InvalidDataError
from mgov.stats import Measure, MeasureTable, column, count, kpi, quantile, tabulate

ZONE = "Asia/Shanghai"
MEASURES = (
    kpi.uses,
    kpi.mobile_share.replace(minimum_n=2),
    Measure(id="stay", name="Stay", numerator=quantile("stay", 0.5), time="started_at"),
)

rows = st.lists(
    st.fixed_dictionaries(
        {
            "region": st.sampled_from(["11", "32", None]),
            "channel": st.sampled_from(["app", "web", "counter"]),
            "started_at": st.none()
            | st.integers(0, 90).map(
                lambda days: datetime(2016, 12, 1, 17, tzinfo=UTC) + timedelta(days)
            ),
            "stay": st.none() | st.floats(0, 100),
        }
    ),
    min_size=1,
    max_size=8,
)
SCHEMA = pa.schema(
    {
        "region": pa.string(),
        "channel": pa.string(),
        "started_at": pa.timestamp("us", "UTC"),
        "stay": pa.float64(),
    }
)


def without_sides(table: MeasureTable) -> MeasureTable:
    bare = [
        row.replace(
            results=[each.replace(numerator=None, denominator=None) for each in row.results]
        )
        for row in table.rows
    ]
    return table.replace(rows=bare)


@pytest.mark.parametrize("engine", ["arrow", "pandas", "polars", "lazy", "duckdb"])
@settings(max_examples=10)
@given(rows=rows, margins=st.booleans(), period=st.sampled_from([None, "month"]))
def test_it_is_the_table_of_a_list_without_what_no_frame_says(
    engine: str, rows: list[dict[str, object]], *, margins: bool, period: str | None
):
    table = pa.Table.from_pylist(rows, SCHEMA)
    frame = {
        "arrow": lambda: table,
        "pandas": table.to_pandas,
        "polars": lambda: pl.from_arrow(table),
        "lazy": lambda: pl.from_arrow(table).lazy(),
        "duckdb": lambda: duckdb.from_arrow(table),
    }[engine]()
    asked = {"by": "region", "period": period, "margins": margins}
    answer = stats.measure(frame, MEASURES, time_zone=ZONE, **asked)
    expected = without_sides(stats.measure(rows, MEASURES, time_zone=ZONE, **asked))
    found = tabulate(answer, MEASURES, **asked)
    assert str(found) == str(expected)
    for mine, theirs in zip(found.rows, expected.rows, strict=True):
        assert (mine.keys, mine.period, mine.margin) == (theirs.keys, theirs.period, theirs.margin)
        for result, other in zip(mine.results, theirs.results, strict=True):
            assert (result.n, result.absence) == (other.n, other.absence)
            if other.value is not None:
                assert result.value == pytest.approx(other.value, rel=1e-12)
            assert result.definition == other.definition
            assert result.exact is None


def test_a_table_stays_what_it_is():
    table = stats.measure([{}, {}], kpi.uses)
    assert tabulate(table, kpi.uses) is table


def test_an_answer_without_rows_gives_a_table_without_rows():
    nothing = pa.table({"region": pa.array([], pa.string())})
    assert tabulate(stats.measure(nothing, kpi.uses, by="region"), kpi.uses, by="region").rows == ()


def test_columns_that_the_answer_lacks_are_named_all_at_once():
    answer = stats.measure(pa.table({"channel": ["app"]}), kpi.uses)
    with pytest.raises(InvalidDataError) as caught:
        tabulate(answer, [kpi.uses, kpi.mobile_share], by="region", period="month")
    assert [problem.loc for problem in caught.value.problems] == [
        ("mobile_share",),
        ("mobile_share_high",),
        ("mobile_share_low",),
        ("mobile_share_n",),
        ("period",),
        ("region",),
    ]


def test_a_period_is_a_day_whatever_pandas_makes_of_it():
    uses = pd.DataFrame({"started_at": [pd.Timestamp("2017-01-31T17:00:00Z")]})
    answer = stats.measure(uses, kpi.uses, period="month", time_zone=ZONE)
    assert tabulate(answer, kpi.uses, period="month").rows[0].period == date(2017, 2, 1)


def test_what_was_withheld_stays_withheld():
    few = kpi.mobile_share.replace(numerator=count(where=column("channel") == "app"), minimum_n=5)
    answer = stats.measure(pa.table({"channel": ["app"]}), few)
    [row] = tabulate(answer, few).rows
    assert row["mobile_share"].is_withheld
