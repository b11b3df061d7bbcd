from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from duckdb import DuckDBPyRelation

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.tables import Cell, CellKind, Column, TableSource, open_relation, open_table
from mgov.values.tables.connection import said_by_the_house

AT = datetime(2019, 4, 1, 1, tzinfo=UTC)


def cells(source: TableSource, *wanted: Cell) -> list[tuple[object, ...]]:
    with open_relation(source, wanted, called="visits") as found:
        return found.project(", ".join(cell.name for cell in wanted)).fetchall()


def refusal(source: TableSource, *wanted: Cell) -> InvalidValueError:
    with pytest.raises(InvalidValueError) as caught:
        cells(source, *wanted)
    assert caught.value.__cause__ is None
    return caught.value


def csv_of(folder: Path, *texts: str) -> Path:
    path = folder / "visits.csv"
    path.write_text("\n".join(["cell", *texts]) + "\n", encoding="utf-8")
    return path


def test_a_table_in_memory_keeps_its_types_and_can_be_asked_again():
    visits = pa.table({"Stars": [5, None], "At": pa.array([AT, AT], pa.timestamp("us", "UTC"))})
    wanted = [Cell("stars", "Stars", "text"), Cell("at", "At", "unknown")]
    with open_relation(visits, wanted, called="visits") as found:
        assert [str(kind) for kind in found.types[1:]] == ["BIGINT", "TIMESTAMP WITH TIME ZONE"]
        assert found.aggregate("sum(stars)").fetchall() == [(5,)]
        assert found.aggregate("count(stars)").fetchall() == [(1,)]


def test_rows_can_be_counted_where_no_column_is_wanted():
    with open_relation(pa.table({"a": [1, 2]}), [], called="visits") as found:
        assert found.aggregate("count(*)").fetchall() == [(2,)]


@pytest.mark.parametrize("name", ["part-?.parquet", "**/*.parquet", "part-[12].parquet"])
def test_a_pattern_names_all_files_that_it_fits(name: str, tmp_path: Path):
    for number in (1, 2):
        pq.write_table(pa.table({"a": [number]}), tmp_path / f"part-{number}.parquet")
    assert sorted(cells(str(tmp_path / name), Cell("a", "a", "number"))) == [(1,), (2,)]
    wanted = [Column("a", "text")]
    with open_table(tmp_path / name, wanted, columns={}, time_zone=None, called="it") as table:
        assert list(table.rows("SELECT count(*) FROM records")) == [[(2,)]]


def test_a_file_may_have_a_wildcard_in_its_name(tmp_path: Path):
    pq.write_table(pa.table({"a": [1]}), tmp_path / "a[1].parquet")
    pq.write_table(pa.table({"a": [2]}), tmp_path / "a1.parquet")
    assert cells(tmp_path / "a[1].parquet", Cell("a", "a", "number")) == [(1,)]


def test_a_pattern_that_fits_no_file_is_refused(tmp_path: Path):
    error = refusal(str(tmp_path / "*.parquet"), Cell("a", "a", "number"))
    assert (error.field, error.code) == ("visits", "table_files")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", "007", "007"),
        ("number", "1.5", 1.5),
        ("number", "-2e3", -2000.0),
        ("truth", "true", True),
        ("date", "2019-04-01", date(2019, 4, 1)),
        ("moment", "2019-04-01T09:00:00+08:00", AT),
        ("unknown", "007", 7.0),
        ("unknown", "2019-04-01", date(2019, 4, 1)),
        ("unknown", "2019-04-01T01:00Z", AT),
        ("unknown", "once", "once"),
    ],
)
def test_a_cell_of_a_file_of_text_is_read_as_what_it_has_to_hold(
    kind: CellKind, text: str, value: object, tmp_path: Path
):
    found = cells(csv_of(tmp_path, text, '""'), Cell("it", "cell", kind))
    assert [cell for (cell,) in found if cell is not None] == [value]


@pytest.mark.parametrize(
    ("kind", "texts", "code"),
    [
        ("number", ["many"], "number"),
        ("truth", ["perhaps"], "truth"),
        ("date", ["yesterday"], "date"),
        ("moment", ["2019-04-01T09:00"], "timezone_aware"),
        ("moment", ["soon"], "moment"),
        ("moment", ["2019-02-30T09:00Z"], "moment"),
        ("unknown", ["5"] * 1000 + ["five"], "number"),
    ],
)
def test_a_cell_that_holds_something_else_is_refused_and_not_repeated(
    kind: CellKind, texts: Sequence[str], code: str, tmp_path: Path
):
    error = refusal(csv_of(tmp_path, *texts), Cell("it", "cell", kind))
    assert (error.field, error.code) == ("visits.cell", code)
    assert texts[-1] not in str(error)


def test_lines_of_json_may_leave_out_what_they_have_no_value_for(tmp_path: Path):
    path = tmp_path / "visits.jsonl"
    path.write_text('{"page": "a"}\n{"page": "b", "stars": 4}\n', encoding="utf-8")
    found = cells(path, Cell("page", "page", "text"), Cell("stars", "stars", "number"))
    assert found == [("a", None), ("b", 4.0)]
    with pytest.raises(InvalidDataError) as caught:
        cells(path, Cell("stars", "stras", "number"), Cell("page", "page", "text"))
    assert str(caught.value).splitlines() == [
        "visits: 1 problem",
        "  stras: is a column that no row has. There are page.",
    ]


def test_of_no_line_at_all_nothing_is_asked(tmp_path: Path):
    path = tmp_path / "visits.jsonl"
    path.write_text("", encoding="utf-8")
    assert cells(path, Cell("page", "page", "text")) == []


def test_columns_that_are_missing_are_refused_with_those_there_are(tmp_path: Path):
    for source in (pa.table({"cell": [1]}), csv_of(tmp_path, "1")):
        with pytest.raises(InvalidDataError) as caught:
            cells(source, Cell("it", "sell", "text"), Cell("at", "when", "moment"))
        assert [(each.field, each.code) for each in caught.value.problems] == [
            ("sell", "column_missing"),
            ("when", "column_missing"),
        ]
        assert caught.value.remedy == "Did you mean cell? There are cell."


def test_of_many_columns_some_are_named():
    wide = pa.table({f"column{number:02}": [1] for number in range(40)})
    with pytest.raises(InvalidDataError) as caught:
        cells(wide, Cell("it", "zzz", "text"))
    assert caught.value.remedy.endswith("column28, column29, ....")


def test_a_folder_is_all_tables_in_it(tmp_path: Path):
    folder = tmp_path / "visits.parquet"  # as Spark names one
    (folder / "month=1").mkdir(parents=True)
    pq.write_table(pa.table({"a": [1]}), folder / "part-0.parquet")
    pq.write_table(pa.table({"a": [2]}), folder / "month=1" / "part-1.parquet")
    for name in ("_SUCCESS", ".part-0.parquet.crc", "_delta_log.csv", "readme.txt"):
        (folder / name).write_text("no data", "utf-8")
    for given in (folder, [folder], str(tmp_path / "*.parquet")):
        assert sorted(cells(given, Cell("a", "a", "number"))) == [(1,), (2,)]


def test_a_folder_without_a_table_is_refused(tmp_path: Path):
    (tmp_path / "readme.txt").write_text("no data", "utf-8")
    error = refusal(tmp_path, Cell("a", "a", "number"))
    assert (error.field, error.code) == ("visits", "table_files")
    assert error.trouble == f"are a folder without a table ({tmp_path})"


def test_a_column_without_any_value_holds_nothing(tmp_path: Path):
    with open_relation(
        csv_of(tmp_path, '""'), [Cell("it", "cell", "unknown")], called="v"
    ) as found:
        assert [kind.id for kind in found.types[1:]] == ["null"]
        assert found.project("it").fetchall() == [(None,)]


def test_numbers_beyond_all_sums_are_refused_and_not_repeated():
    def total(numbers: Sequence[float]) -> None:
        wanted = [Cell("it", "cell", "number")]
        with open_relation(pa.table({"cell": numbers}), wanted, called="visits") as found:
            found.aggregate("sum(CAST(it AS DECIMAL(38, 0)))").fetchall()

    for numbers in ([float("inf")], [1e40], [9e37, 9e37]):
        with pytest.raises(InvalidValueError, match="more than 38 digits") as caught:
            total(numbers)
        assert caught.value.code == "infinite"


def test_a_column_of_objects_of_several_types_is_refused_and_not_repeated():
    error = refusal(pd.DataFrame({"cell": [1, "secret"]}), Cell("it", "cell", "text"))
    assert error.code == "column_type"
    assert "secret" not in str(error)


def test_what_is_wrong_with_a_query_is_not_blamed_on_the_table():
    def ask(found: DuckDBPyRelation) -> None:
        found.project("nothing").fetchall()

    wanted = [Cell("a", "a", "number")]
    with (
        pytest.raises(Exception, match="nothing") as caught,
        open_relation(pa.table({"a": [1]}), wanted, called="visits") as found,
    ):
        ask(found)
    assert not isinstance(caught.value, InvalidValueError)


def test_what_does_not_fit_into_memory_is_said_with_a_way_out():
    with pytest.raises(InvalidValueError) as caught, said_by_the_house("uses"):
        raise duckdb.OutOfMemoryException
    assert caught.value.code == "memory"
    assert "may take more" in caught.value.remedy
