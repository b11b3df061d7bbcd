from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mgov.errors import InvalidValueError, MissingExtraError
from mgov.values.tables import Column, TableSource, is_table, open_table

WANTED = (
    Column("who", "text"),
    Column("when", "moment"),
    Column("gone", "moment", required=False),
    Column("where", "text", required=False),
)
QUERY = 'SELECT who, epoch("when")::BIGINT, epoch(gone)::BIGINT, "where" FROM records ORDER BY who'
AT = datetime(2019, 4, 1, 1, tzinfo=UTC)
SECONDS = int(AT.timestamp())
ROWS = [("007", SECONDS, None, None), ("8", SECONDS, SECONDS, None)]


def arrow() -> pa.Table:
    times = pa.array([AT, AT], pa.timestamp("us", "UTC"))
    gone = pa.array([None, AT], pa.timestamp("us", "UTC"))
    return pa.table({"who": ["007", "8"], "when": times, "gone": gone, "other": [1, 2]})


def rows(
    source: TableSource,
    *,
    columns: dict[str, str] | None = None,
    time_zone: str | None = None,
    query: str = QUERY,
) -> list[tuple[object, ...]]:
    with open_table(
        source, WANTED, columns=columns or {}, time_zone=time_zone, called="visits"
    ) as table:
        return [row for some in table.rows(query) for row in some]


def refusal(source: TableSource, **options: object) -> InvalidValueError:
    with pytest.raises(InvalidValueError) as caught:
        rows(source, **options)  # type: ignore[arg-type] # whatever the test gives
    assert caught.value.__cause__ is None
    return caught.value


def texts(*cells: str | None) -> pa.Table:
    return pa.table({"who": [str(each) for each in range(len(cells))], "when": list(cells)})


# -- what a table can be ------------------------------------------------------------------------


def csv(folder: Path) -> Path:
    path = folder / "v.csv"
    path.write_text(
        "who,when,gone\n007,2019-04-01T09:00:00+08:00,\n8,2019-04-01 01:00Z,2019-04-01T01:00:00Z\n",
        encoding="utf-8",
    )
    return path


def json_lines(folder: Path) -> Path:
    path = folder / "v.jsonl.gz"
    lines = [
        {"who": "007", "when": "2019-04-01T09:00:00+08:00", "text": "…"},
        {"who": 8, "when": "2019-04-01T01:00:00Z", "gone": "2019-04-01T01:00:00.000000+0000"},
    ]
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(line) + "\n" for line in lines)
    return path


def parquet(folder: Path) -> str:
    path = folder / "v[1]*?.parquet"
    pq.write_table(arrow(), path)
    pq.write_table(arrow().slice(0, 1), folder / "v1.parquet")  # what the name may be taken for
    return str(path)


def parts(folder: Path) -> list[Path]:
    paths = [folder / "1.parquet", folder / "2.parquet"]
    pq.write_table(arrow().slice(0, 1).drop_columns("gone"), paths[0])
    pq.write_table(arrow().slice(1, 1), paths[1])
    return paths


def relation(folder: Path) -> duckdb.DuckDBPyRelation:
    pq.write_table(arrow(), folder / "r.parquet")
    return duckdb.connect().read_parquet(str(folder / "r.parquet"))


@pytest.mark.parametrize(
    "source",
    [
        csv,
        json_lines,
        parquet,
        parts,
        relation,
        lambda _: arrow(),
        lambda _: arrow().to_reader(max_chunksize=1),
        lambda _: pl.from_arrow(arrow()),
        lambda _: arrow().to_pandas(),
        lambda _: arrow().to_pandas().astype({"who": "category"}),
    ],
)
def test_a_table_may_be_files_or_frames_or_arrow_or_a_relation(
    source: Callable[[Path], TableSource], tmp_path: Path
):
    given = source(tmp_path)
    assert is_table(given)
    assert rows(given) == ROWS


def test_records_one_by_one_are_no_table():
    assert not any(map(is_table, ([], (), [1], iter(["a.csv"]), {"a.csv"}, [arrow()])))


def test_a_table_that_can_be_read_once_is_read_once():
    class Once:
        opened = 0

        def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
            self.opened += 1
            return arrow().__arrow_c_stream__(requested_schema)

    source = Once()
    assert rows(source) == ROWS
    assert source.opened == 1


def test_of_a_relation_only_the_needed_columns_are_computed():
    base = duckdb.connect().from_arrow(arrow())
    costly = base.project("WHO, \"when\", error('computed') AS costly")
    assert [row[0] for row in rows(costly)] == ["007", "8"]
    assert refusal(base.project("other")).code == "column_missing"


def test_a_file_that_is_not_there_is_told_as_python_tells_it(tmp_path: Path):
    for name in ("none.parquet", "none.csv", "none.jsonl"):
        with pytest.raises(FileNotFoundError):
            rows(tmp_path / name)


def test_an_address_on_the_network_is_no_file():
    with pytest.raises(FileNotFoundError):
        rows("https://example.com/visits.parquet")


def test_a_file_of_another_kind_is_refused_by_its_name(tmp_path: Path):
    error = refusal(tmp_path / "visits.xlsx")
    assert str(error).startswith("visits: have a file of no kind that is known (visits.xlsx). Give")
    assert refusal([csv(tmp_path), *parts(tmp_path)]).trouble == "are files of several kinds"


def test_a_damaged_file_is_refused_and_not_repeated(tmp_path: Path):
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"who": "secret", "when": "2019-04-01T01:00:00Z"}\n{"who": "sec', "utf-8")
    assert str(refusal(broken)) == "visits: cannot be read. Correct the file, or write it anew."
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"nothing of the kind")
    assert refusal(broken).trouble == "cannot be read"


@pytest.mark.parametrize("line", ["secret", "secret,x,y", 'secret,"x"y'])
def test_no_line_of_a_csv_file_is_left_out_because_it_does_not_fit(line: str, tmp_path: Path):
    broken = tmp_path / "broken.csv"
    good = "007,2019-04-01T09:00:00Z\n"
    broken.write_text(f"who,when\n{good}{line}\n" + good * 100, "utf-8")
    assert str(refusal(broken)) == (
        "visits: cannot be read (line 3). Correct the file, or write it anew."
    )


def test_csv_is_read_as_it_is_written(tmp_path: Path):
    path = tmp_path / "v.tsv"
    path.write_text('who\twhere\twhen\r\n"a\n""b"""\t"x, y"\t2019-04-01T01:00:00Z\r\n', "utf-8-sig")
    assert rows([path, path]) == [('a\n"b"', SECONDS, None, "x, y")] * 2


def test_csv_files_of_one_table_have_one_header(tmp_path: Path):
    other = tmp_path / "other.csv"
    other.write_text("who,when,gone,gone\n", "utf-8")
    assert refusal([csv(tmp_path), other]).trouble == "are files with different columns"
    assert refusal(other).trouble == "have two columns of the same name"


@pytest.mark.parametrize("content", ["who,日期\n".encode("gb18030"), b"\x1f\x8b broken"])
@pytest.mark.parametrize("name", ["v.csv", "v.csv.gz"])
def test_csv_in_another_encoding_is_refused(content: bytes, name: str, tmp_path: Path):
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path).trouble == "cannot be read (line 1)"


def test_an_empty_file_has_no_columns(tmp_path: Path):
    path = tmp_path / "v.csv"
    path.write_bytes(b"")
    assert refusal(path).trouble == "have no first line with the names of columns"


# -- its columns --------------------------------------------------------------------------------


def test_columns_are_found_by_the_names_that_the_caller_gives():
    named = arrow().rename_columns(["Who", 'x"; DROP TABLE records; --', "a.b", "where"])
    given = {"when": 'x"; DROP TABLE records; --', "gone": "a.b"}
    assert rows(named, columns=given) == [(*ROWS[0][:3], "1"), (*ROWS[1][:3], "2")]


def test_a_column_that_is_missing_is_refused_with_those_there_are():
    error = refusal(arrow().drop_columns("who"))
    assert str(error) == (
        "visits: have no column who. Say which it is, of when, gone, other: columns={'who': …}."
    )


def test_a_table_without_any_column_is_refused():
    assert refusal(pd.DataFrame()).trouble == "have no columns"


def test_a_column_that_may_be_missing_may_not_be_if_it_is_named():
    assert rows(arrow().drop_columns("gone"))[1] == ("8", SECONDS, None, None)
    assert refusal(arrow(), columns={"gone": "deleted"}).trouble == "have no column deleted"


def test_a_column_with_no_value_at_all_may_be_of_no_type(tmp_path: Path):
    empty = arrow().set_column(2, "gone", pa.nulls(2))
    pq.write_table(empty, tmp_path / "v.parquet")
    for source in (empty, pl.from_arrow(empty), empty.to_pandas(), tmp_path / "v.parquet"):
        assert rows(source)[1] == ("8", SECONDS, None, None)


def test_a_name_for_a_column_that_nobody_wants_is_refused():
    error = refusal(arrow(), columns={"whom": "who"})
    assert str(error) == (
        "columns: speak of whom, which is no column of visits. "
        "The columns are who, when, gone, where."
    )


def test_whole_numbers_may_be_texts_and_fractions_may_not():
    numbered = arrow().set_column(0, "who", pa.array([7, 8], pa.uint16()))
    assert [row[0] for row in rows(numbered)] == ["7", "8"]
    error = refusal(pd.DataFrame({"who": [7, None], "when": [AT, AT]}))
    assert str(error) == (
        "visits.who: are of the type double, which holds no text. Convert the column before."
    )


def test_a_day_is_no_moment():
    error = refusal(arrow().set_column(1, "when", pa.array([AT.date()] * 2)))
    assert (error.field, error.code) == ("visits.when", "column_type")


# -- moments ------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_times_without_a_zone_are_refused_unless_the_caller_says_whose_clock_they_show(unit: str):
    clock = (AT + timedelta(hours=8)).replace(tzinfo=None)
    naive = arrow().set_column(1, "when", pa.array([clock, clock], pa.timestamp(unit)))
    error = refusal(naive)
    assert (error.field, error.code) == ("visits.when", "timezone_aware")
    assert rows(naive, time_zone="Asia/Shanghai") == ROWS


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_times_with_a_zone_are_moments_in_every_unit_of_arrow(unit: str):
    zoned = arrow().set_column(1, "when", pa.array([AT] * 2, pa.timestamp(unit, "Asia/Shanghai")))
    assert rows(zoned) == ROWS


def test_texts_say_their_offset_or_are_refused_unless_the_caller_says_whose_clock_they_show():
    mixed = texts("2019-04-01T09:00:00+08:00", "2019-04-01 09:00")
    error = refusal(mixed)
    assert (error.field, error.code) == ("visits.when", "timezone_aware")
    assert [row[1] for row in rows(mixed, time_zone="Asia/Shanghai")] == [SECONDS, SECONDS]


def test_an_empty_cell_is_an_empty_cell():
    assert [row[1] for row in rows(texts("2019-04-01T01:00:00Z", None))] == [SECONDS, None]


@pytest.mark.parametrize(
    "cell",
    ["secret", "", "2019-04-01", "1554080400", "2019-04-01T09:00:00 Asia/Peking", "infinity"],
)
@pytest.mark.parametrize("time_zone", [None, "Asia/Shanghai"])
def test_a_text_that_is_no_moment_is_refused_and_not_repeated(cell: str, time_zone: str | None):
    error = refusal(texts(cell), time_zone=time_zone)
    assert str(error) == (
        "visits.when: have a text that is no moment. Write moments as 2017-08-17T09:00:00+08:00."
    )


def test_a_day_that_is_on_no_calendar_is_no_moment():
    assert refusal(texts("2019-02-30T09:00:00Z")).code == "moment"
    assert refusal(texts("2019-02-30T09:00:00"), time_zone="Asia/Shanghai").code == "moment"


@pytest.mark.parametrize("name", ["Asia/Peking", "'; DROP TABLE records; --", ""])
def test_a_time_zone_that_does_not_exist_is_refused(name: str):
    assert str(refusal(arrow(), time_zone=name)) == (
        "time_zone: is no time zone. Give a name of the IANA list: Asia/Shanghai."
    )


# -- its surroundings ---------------------------------------------------------------------------


def test_values_of_a_query_are_no_part_of_its_text(tmp_path: Path):
    with open_table(
        parquet(tmp_path), WANTED, columns={}, time_zone=None, called="visits"
    ) as table:
        query = "SELECT count(*) FROM records WHERE who = $who"
        assert list(table.rows(query, who="8")) == [[(1,)]]
        assert list(table.rows(query, who="8' OR true --")) == [[(0,)]]


def test_what_the_query_itself_gets_wrong_is_not_blamed_on_the_table():
    with pytest.raises(duckdb.BinderException):
        rows(arrow(), query="SELECT whom FROM records")


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()


@pytest.mark.parametrize("package", ["duckdb", "pyarrow"])
def test_a_missing_package_is_named_with_its_extra(package: str, without: pytest.MonkeyPatch):
    without.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError) as caught:
        rows(arrow())
    assert str(caught.value) == (
        f"{package}: is needed for reading tables and is not installed. "
        'Run: pip install "mgov[frames]"'
    )
