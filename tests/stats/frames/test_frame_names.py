"""Names of columns tell columns apart, or the frame is refused; values keep all their digits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from mgov import stats
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.stats import Measure, count, kpi, total

ZONE = "Asia/Shanghai"
ROWS = Measure(id="rows", name="Rows", numerator=count())


def like_arrow() -> pa.Table:
    return pa.table({"G": [1, 2], "g": [3, 4], "v": [5, 6]})


@pytest.mark.parametrize(
    "make",
    [
        lambda: duckdb.sql('SELECT 1 AS "G", 2 AS g'),
        lambda: duckdb.sql("SELECT 1 AS g, 2 AS g"),
        like_arrow,
        lambda: like_arrow().to_reader(),
        lambda: like_arrow().to_pandas(),
        lambda: pd.DataFrame([[1, 2]], columns=["g", "g"]),
    ],
    ids=["duckdb", "duckdb_twice", "arrow", "reader", "pandas", "pandas_twice"],
)
def test_a_name_that_two_columns_have_is_refused(make: Callable[[], object]):
    with pytest.raises(InvalidValueError) as caught:
        stats.measure(make(), ROWS, by="g")
    assert caught.value.code == "column_twice"


def test_polars_tells_large_letters_from_small_ones():
    answer = stats.measure(pl.DataFrame(like_arrow()), ROWS, by="g")
    assert answer["g"].to_list() == [3, 4]


def test_names_that_nothing_asks_for_may_differ_by_large_letters():
    answer = stats.measure(like_arrow(), Measure(id="m", name="M", numerator=total("v")))
    assert answer["m"].to_pylist() == [11.0]


@pytest.mark.parametrize("columns", [[1, 2], pd.MultiIndex.from_tuples([("a", 1), ("a", 2)])])
def test_a_name_that_is_no_text_is_refused(columns: object):
    with pytest.raises(InvalidValueError) as caught:
        stats.measure(pd.DataFrame([[1, 2]], columns=columns), ROWS)
    assert caught.value.code == "column_name"


@pytest.mark.parametrize("rows", [[1, 2], [None], range(3), [{"g": "a"}, None]])
def test_what_is_no_record_is_not_counted(rows: object):
    with pytest.raises(InvalidValueError) as caught:
        stats.measure(rows, ROWS)
    assert caught.value.code == "measure_data"


def test_a_large_key_keeps_its_digits_in_pandas():
    large = 2**53 + 1
    column = pd.array([large, None], dtype="Int64")
    answer = stats.measure(pd.DataFrame({"g": column}), ROWS, by="g")
    assert answer["g"].dropna().to_list() == [large]


def test_a_period_of_an_index_is_the_first_day_of_one():
    days = [date(2017, 1, 1), date(2017, 1, 2)]
    with pytest.raises(InvalidDataError) as caught:
        stats.measure([], kpi.uses, period="month", time_zone=ZONE, index={"period": days})
    [problem] = caught.value.problems
    assert problem.trouble == "has 2017-01-02, on which no month begins"
    assert problem.remedy == "Give 2017-01-01."
