"""What is wrong with the data is said in the same words, whatever holds the data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mgov.errors import InvalidDataError, InvalidValueError, MgovError, MissingExtraError, Problem
from mgov.stats import (
    Measure,
    column,
    count,
    distinct,
    largest,
    measure,
    quantile,
    retention,
    total,
)
from mgov.stats.measures.aggregate import Aggregate

AT = datetime(2017, 8, 17, 1, tzinfo=UTC)
NAIVE = datetime(2017, 8, 17, 1)  # noqa: DTZ001 -- what is refused
SECRET = "320106199001011234"  # noqa: S105 -- an identity number


def made(numerator: Aggregate, **more: object) -> Measure:
    return Measure.model_validate({"id": "m", "name": "M", "numerator": numerator} | more)


def parquet(table: pa.Table, folder: Path) -> object:
    path = folder / "uses.parquet"
    pq.write_table(table, path)
    return path


KINDS: dict[str, Callable[[pa.Table, Path], object]] = {
    "list": lambda table, _: table.to_pylist(),
    "pandas": lambda table, _: table.to_pandas(),
    "pandas_of_arrow": lambda table, _: table.to_pandas(types_mapper=pd.ArrowDtype),
    "polars": lambda table, _: pl.from_arrow(table),
    "polars_lazy": lambda table, _: pl.DataFrame(table).lazy(),
    "arrow": lambda table, _: table,
    "duckdb": lambda table, _: duckdb.from_arrow(table),
    "parquet": parquet,
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def refused(kind: str, tmp_path: Path) -> Callable[..., MgovError]:
    """Give the error for a table that is measured."""

    def found(table: dict[str, Any], *aggregates: Aggregate, **options: object) -> MgovError:
        data = KINDS[kind](pa.table(table), tmp_path)
        measures = [
            Measure(id=f"m{number}", name="M", numerator=each, time="at")
            for number, each in enumerate(aggregates or (count(),))
        ]
        with pytest.raises(MgovError) as caught:
            measure(data, measures, **options)
        assert SECRET not in str(caught.value)
        assert caught.value.__cause__ is None
        return caught.value

    return found


Refused = Callable[..., MgovError]


def problems(error: MgovError) -> list[tuple[str, str, str]]:
    assert isinstance(error, InvalidDataError)
    assert error.model == "data"
    return [(each.field, each.trouble, each.code) for each in error.problems]


def test_all_columns_that_are_missing_are_named(refused: Refused):
    error = refused(
        {"channel": ["app"], "region": [SECRET]},
        count(where=column("chanel") == "app"),
        total("cost"),
        by="region",
    )
    assert isinstance(error, InvalidDataError)
    assert error.problems == (
        Problem(
            ("chanel",),
            "is a column that no row has",
            "Did you mean channel? There are channel, region.",
            "column_missing",
        ),
        Problem(
            ("cost",),
            "is a column that no row has",
            "There are channel, region.",
            "column_missing",
        ),
    )


def test_a_column_is_named_as_the_data_calls_it(refused: Refused):
    error = refused({"uid": [1]}, distinct("user"), columns={"user": "id"})
    assert problems(error)[0][0] == "id"
    error = refused({"money": [SECRET]}, total("cost"), columns={"cost": "money"})
    assert problems(error) == [("money", "holds texts, not numbers", "measure_kinds")]


def test_all_columns_of_another_kind_are_named(refused: Refused):
    error = refused(
        {"text": [SECRET], "number": [1], "truth": [True], "day": [date(2017, 8, 17)], "at": [AT]},
        count(where=column("text") > 7),
        count(where=column("number") == SECRET),
        count(where=column("truth").is_in(1, 2)),
        count(where=column("day") >= AT),
        count(where=column("at") == True),  # noqa: E712 -- a condition
        count(where=column("number") < column("day")),
        quantile("text", 0.5),
    )
    assert sorted(problems(error)) == [
        ("at", "holds moments, not truth values", "measure_kinds"),
        ("day", "holds dates, not moments", "measure_kinds"),
        ("number", "holds numbers, and day dates", "measure_kinds"),
        ("number", "holds numbers, not texts", "measure_kinds"),
        ("text", "holds texts, not numbers", "measure_kinds"),
        ("truth", "holds truth values, not numbers", "measure_kinds"),
    ]


def test_what_tells_no_time_is_refused(refused: Refused):
    for aggregate in (count(), largest(count(), per="day")):
        error = refused({"at": [SECRET]}, aggregate, period="month", time_zone="Asia/Shanghai")
        assert problems(error) == [("at", "holds texts, which tell no time", "measure_kinds")]


@pytest.mark.parametrize(
    ("aggregate", "options"),
    [
        (count(), {"period": "month", "time_zone": "Asia/Shanghai"}),
        (largest(count(), per="day"), {"time_zone": "Asia/Shanghai"}),
        (count(), {"by": "at"}),
        (distinct("at"), {}),
        (count(where=column("at") > AT), {}),
    ],
)
def test_times_without_a_zone_are_refused(
    refused: Refused, aggregate: Aggregate, options: dict[str, object]
):
    error = refused({"at": [NAIVE]}, aggregate, **options)
    assert isinstance(error, InvalidValueError)
    assert (error.field, error.code) == ("at", "timezone_aware")


@pytest.mark.parametrize(
    "values",
    [
        pa.array([[1]]),
        pa.array([{"a": 1}]),
        pa.array([SECRET.encode()]),
        pa.array([timedelta(days=1)]),
        pa.array([time(9)]),
    ],
    ids=["list", "struct", "binary", "duration", "time"],
)
def test_types_that_hold_no_values_of_a_measure_are_refused(
    kind: str, refused: Refused, values: pa.Array
):
    if kind == "parquet" and pa.types.is_duration(values.type):
        return  # of which Parquet makes whole numbers
    for aggregate in (total("odd"), count(where=column("odd") == "a")):
        [(field, trouble, code)] = problems(refused({"odd": values}, aggregate))
        assert (field, code) == ("odd", "measure_kinds")
        assert trouble.startswith("holds values of the type ")
    [(_, trouble, code)] = problems(refused({"odd": values}, count(), by="odd"))
    assert trouble.endswith(", which make no groups")
    assert code == "measure_kinds"


def test_what_cannot_be_told_apart_is_not_counted(refused: Refused):
    for values in (pa.array([[1]]), pa.array([{"a": 1}])):
        error = refused({"tags": values}, distinct("tags"))
        assert (error.field, error.code) == ("tags", "measure_kinds")
        assert error.trouble == "holds values that cannot be told from each other"


def test_an_index_of_another_kind_is_refused(refused: Refused):
    error = refused({"region": ["南京"]}, by="region", index={"region": [320100]})
    assert problems(error) == [
        ("region", "holds texts, where the index lists numbers", "measure_kinds")
    ]


def test_a_column_without_any_value_fits_whatever_is_asked(kind: str, tmp_path: Path):
    data = KINDS[kind](pa.table({"odd": pa.nulls(2), "n": [1, 2]}), tmp_path)
    measures = [
        made(count(where=column("odd") == "a")).replace(id="a"),
        made(count(where=~(column("odd") > 7))).replace(id="b"),
        made(count(where=column("n") > column("odd"))).replace(id="c"),
        made(count(where=column("odd").is_missing())).replace(id="d"),
        made(distinct("odd")).replace(id="e"),
        made(total("odd")).replace(id="f"),
        made(largest(count(), per="day"), time="odd").replace(id="g"),
    ]
    found: Any = measure(data, measures, by="odd", time_zone="Asia/Shanghai")
    rows = found.to_records() if hasattr(found, "to_records") else None
    if rows is None or not isinstance(rows, list):
        from mgov.stats.frames.records import records_of

        rows = records_of(found)
    [row] = rows
    assert [row[name] for name in "abcdefg"] == [0, 2, 0, 2, 0, 0, 0]
    assert row["odd"] is None


def test_whether_a_value_is_missing_can_be_asked_of_every_type(kind: str, tmp_path: Path):
    columns = {"a": pa.array([[1], None]), "b": pa.array([NAIVE, None])}
    data = KINDS[kind](pa.table(columns), tmp_path)
    from mgov.stats.frames.records import records_of

    for name in columns:
        [row] = records_of(measure(data, made(count(where=column(name).is_missing()))))
        assert row["m"] == 1


EAGER = ["list", "pandas", "pandas_of_arrow", "polars", "arrow", "parquet"]


@pytest.mark.parametrize("name", EAGER)
@pytest.mark.parametrize("aggregate", [total("c"), quantile("c", 0.9)], ids=["total", "quantile"])
def test_infinite_numbers_have_no_sum_and_no_quantile(
    name: str, aggregate: Aggregate, tmp_path: Path
):
    data = KINDS[name](pa.table({"c": [1.0, float("inf")]}), tmp_path)
    with pytest.raises(InvalidValueError) as caught:
        measure(data, made(aggregate))
    assert caught.value.code == "infinite"
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("name", EAGER)
def test_of_infinite_numbers_there_may_be_a_median(name: str, tmp_path: Path):
    from mgov.stats.frames.records import records_of

    data = KINDS[name](pa.table({"c": [1.0, 2.0, float("inf")]}), tmp_path)
    assert records_of(measure(data, made(quantile("c", 0.5)))) == [{"m": 2.0, "m_n": 3}]


@pytest.mark.parametrize(
    "data",
    [pd.Series([1]), pl.Series([1]), pa.chunked_array([[1]]), pl.col("a"), b"a", 7, {"a": [1]}],
    ids=lambda data: type(data).__name__,
)
def test_what_is_neither_records_nor_a_frame_is_refused(data: object):
    with pytest.raises(InvalidValueError) as caught:
        measure(data, made(count()))
    assert (caught.value.field, caught.value.code) in {
        ("data", "measure_data"),
        ("data", "table"),
        ("data", "column_type"),
    }
    assert caught.value.__cause__ is None


def test_a_frame_without_columns_has_no_rows():
    for data in (pd.DataFrame(), pa.table({})):
        with pytest.raises(MgovError, match="have no columns"):
            measure(data, made(count()))


def test_a_column_of_objects_of_several_types_is_refused_and_not_repeated():
    data = pd.DataFrame({"a": [1, SECRET, None], "b": [b"", AT, AT]})
    for given in (data, data.to_dict("records")):
        with pytest.raises(InvalidDataError) as caught:
            measure(given, made(distinct("a", "b")))
        assert [(each.field, each.trouble, each.code) for each in caught.value.problems] == [
            ("a", "holds numbers and texts", "measure_kinds"),
            ("b", "holds moments and values of the type bytes", "measure_kinds"),
        ]
    assert measure(data, made(count())).to_dict("records") == [{"m": 3, "m_n": 3}]


def test_types_of_duckdb_that_are_no_values_are_named():
    frame = duckdb.sql("SELECT '101'::BIT AS bits, uuid() AS id, DATE '2017-08-17' AS day")
    with pytest.raises(InvalidDataError, match="bits: holds values of the type bit, which make"):
        measure(frame, made(count()), by="bits")
    assert measure(frame, made(distinct("id"))).fetchall() == [(1, 1)]


def test_moments_in_nanoseconds_are_moments():
    at = np.array(["2017-08-31T15:59:59.999999999", "2017-08-31T16:00"], "datetime64[ns]")
    frame = pd.DataFrame({"at": pd.to_datetime(at, utc=True)})
    assert str(frame["at"].dtype) == "datetime64[ns, UTC]"
    uses = made(count(), time="at")
    arrow = pa.Table.from_pandas(frame)
    for data in (frame, pl.from_pandas(frame), arrow, duckdb.from_arrow(arrow)):
        found: Any = measure(data, uses, period="month", time_zone="Asia/Shanghai")
        from mgov.stats.frames.records import records_of

        assert sorted((row["period"], row["m"]) for row in records_of(found)) == [
            (date(2017, 8, 1), 1),
            (date(2017, 9, 1), 1),
        ]


# -- files ---------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_said_by_python(tmp_path: Path):
    for data in (tmp_path / "gone.parquet", str(tmp_path / "gone.csv"), [tmp_path / "gone.jsonl"]):
        with pytest.raises(FileNotFoundError, match="gone"):
            measure(data, made(count()))


def test_a_bad_line_of_a_file_is_named(tmp_path: Path):
    path = tmp_path / "uses.csv"
    path.write_text(f"a,b\n1,2\n{SECRET}\n", "utf-8")
    with pytest.raises(InvalidValueError) as caught:
        measure(path, made(count()))
    assert str(caught.value) == (
        "data: cannot be read (line 3). Correct the file, or write it anew."
    )


def test_a_cell_that_does_not_fit_is_said_by_its_column(tmp_path: Path):
    path = tmp_path / "uses.jsonl"
    path.write_text(f'{{"cost": 1}}\n{{"cost": "{SECRET}x"}}\n', "utf-8")
    with pytest.raises(InvalidValueError) as caught:
        measure(path, made(total("cost")))
    assert str(caught.value) == (
        "data.cost: have a text that is no number. Write numbers as 1234.5, without any other mark."
    )


def test_retention_refuses_in_the_same_words(kind: str, tmp_path: Path):
    data = KINDS[kind](pa.table({"user": [[1]], "started_at": [AT]}), tmp_path)
    with pytest.raises(InvalidDataError, match="user: holds values of the type") as caught:
        retention(data, period="month", time_zone="Asia/Shanghai")
    assert caught.value.problems[0].code == "measure_kinds"


def test_without_its_packages_a_frame_asks_for_the_extra(monkeypatch: pytest.MonkeyPatch):
    table = pa.table({"a": [1]})
    for name in ("narwhals", "duckdb", "pyarrow"):
        with monkeypatch.context() as patch:
            patch.setitem(__import__("sys").modules, name, None)
            with pytest.raises(MissingExtraError, match="frames") as caught:
                measure(table, made(count()))
            assert name in str(caught.value)
