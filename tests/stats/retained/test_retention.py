"""Who comes back: one answer on lists, iterators, frames of every kind, and files."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgov.errors import InvalidDataError, InvalidValueError, MgovError
from mgov.stats import PeriodLength, Retention, ServiceUse, UseColumns, UserRecord, kpi, retention
from mgov.stats.measures.periods import following, start_of

ZONE = "Asia/Shanghai"
START = datetime(2016, 12, 30, 15, 30, tzinfo=UTC)

uses = st.lists(
    st.builds(
        lambda user, hours: ServiceUse(
            user=user, service="s", channel="app", started_at=START + timedelta(hours=hours)
        ),
        st.none() | st.sampled_from("abcde"),
        st.integers(0, 24 * 120),
    ),
    max_size=25,
)
lengths = st.sampled_from(list(PeriodLength))


def table_of(given_: list[ServiceUse]) -> pa.Table:
    schema = pa.schema({"user": pa.string(), "started_at": pa.timestamp("us", "UTC")})
    rows = [{"user": use.user, "started_at": use.started_at} for use in given_]
    return pa.Table.from_pylist(rows, schema=schema)


def by_hand(given_: list[ServiceUse], length: PeriodLength) -> dict[tuple[date, date], int]:
    """The same count as said in the definition, user by user."""
    shanghai = timedelta(hours=8)
    known: dict[str, set[date]] = {}
    for use in given_:
        if use.user is not None:
            day = (use.started_at + shanghai).date()
            known.setdefault(use.user, set()).add(start_of(day, length))
    return {
        (cohort, period): sum(min(seen) == cohort and period in seen for seen in known.values())
        for cohort in {min(seen) for seen in known.values()}
        for period in {period for seen in known.values() for period in seen}
        if period >= cohort
    }


@given(uses, lengths)
def test_it_counts_as_one_would_by_hand(given_: list[ServiceUse], length: PeriodLength):
    found = retention(iter(given_), period=length, time_zone=ZONE)
    counts = {(cell.cohort, cell.period): cell.users for cell in found.cells}
    expected = by_hand(given_, length)
    assert expected.items() <= counts.items()
    assert all(users == 0 for pair, users in counts.items() if pair not in expected)


@given(uses, lengths)
def test_everybody_was_there_in_their_first_period(given_: list[ServiceUse], length: PeriodLength):
    found = retention(given_, period=length, time_zone=ZONE)
    users = {use.user for use in given_} - {None}
    assert sum(found.sizes.values()) == len(users)
    for cell in found.cells:
        assert cell.users <= cell.size
        assert cell.age > 0 or cell.users == cell.size
        assert 0 <= cell.low <= cell.share <= cell.high <= 1


@given(uses, lengths)
def test_the_triangle_has_no_holes(given_: list[ServiceUse], length: PeriodLength):
    found = retention(given_, period=length, time_zone=ZONE)
    for _, row in itertools.groupby(found.cells, lambda cell: cell.cohort):
        cells = list(row)
        assert [cell.age for cell in cells] == list(range(len(cells)))
        assert all(
            following(one.period, length) == other.period
            for one, other in itertools.pairwise(cells)
        )
    assert len({cell.period for cell in found.cells if cell.age == 0} - found.sizes.keys()) == 0


@given(uses, lengths)
def test_the_curve_adds_up_the_cells(given_: list[ServiceUse], length: PeriodLength):
    found = retention(given_, period=length, time_zone=ZONE)
    for point in found.curve:
        cells = [cell for cell in found.cells if cell.age == point.age]
        assert point.users == sum(cell.users for cell in cells)
        assert point.size == sum(cell.size for cell in cells)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uses")


def engines(table: pa.Table, folder: Path) -> Iterator[tuple[str, object]]:
    pq.write_table(table, folder / "uses.parquet")
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    frame.write_ndjson(folder / "uses.jsonl")
    yield "arrow", table
    yield "polars", frame
    yield "polars, lazy", frame.lazy()
    yield "pandas", table.to_pandas()
    yield "duckdb", duckdb.from_arrow(table)
    yield "parquet", folder / "uses.parquet"
    yield "several files", [str(folder / "uses.parquet")]


@settings(max_examples=15)  # each on seven engines
@given(given_=uses, length=lengths)
def test_every_engine_gives_the_same_answer(
    given_: list[ServiceUse], length: PeriodLength, folder: Path
):
    expected = retention(given_, period=length, time_zone=ZONE)
    for name, data in engines(table_of(given_), folder):
        assert retention(data, period=length, time_zone=ZONE) == expected, name


def test_days_need_no_zone_to_be_days_of_a_calendar():
    frame = pd.DataFrame(
        {"who": ["a", "a", "b"], "on": [date(2017, 1, 31)] * 2 + [date(2017, 2, 1)]}
    )
    table = pa.table({"who": ["a", "a", "b"], "on": list(frame["on"])})
    found = retention(table, period="month", time_zone="America/New_York", user="who", time="on")
    assert found.sizes == {date(2017, 1, 1): 1, date(2017, 2, 1): 1}


def test_records_of_another_kind_have_other_names():
    users = [
        UserRecord(user="u", registered_at=START, is_open=True),
        UserRecord(user="v", registered_at=START + timedelta(days=40), is_open=True),
    ]
    by_column = retention(
        users, period="month", time_zone=ZONE, columns={"started_at": "registered_at"}
    )
    by_name = retention(users, period="month", time_zone=ZONE, time="registered_at")
    assert by_column == by_name
    assert list(by_name.sizes.values()) == [1, 1]


def test_a_record_that_has_only_a_day_lies_on_that_day():
    class Visit:
        user, started_at = "u", date(2017, 1, 31)

    found = retention([Visit(), Visit()], period="month", time_zone="America/New_York")
    assert found.sizes == {date(2017, 1, 1): 1}


def test_a_row_without_a_time_is_left_out():
    class Visit:
        user, started_at = "u", None

    assert retention([Visit()], period="month", time_zone=ZONE).cells == ()


def test_a_period_that_is_not_over_can_be_left_out():
    given_ = [
        ServiceUse(user="u", service="s", channel="app", started_at=START + timedelta(days=days))
        for days in (0, 40, 80)
    ]
    whole = retention(given_, period="month", time_zone=ZONE)
    short = retention(given_, period="month", time_zone=ZONE, until=date(2017, 3, 1))
    assert len(whole.cells) == 4
    assert short.cells == whole.cells[:3]


def test_cohorts_of_few_users_can_be_left_out():
    def use(user: str, month: int) -> dict[str, object]:
        return {"user": user, "started_at": date(2017, month, 1)}

    given_ = [use("a", 1), use("b", 1), use("a", 2), use("c", 2)]
    found = retention(given_, period="month", time_zone=ZONE, minimum_n=2)
    assert found.sizes == {date(2017, 1, 1): 2}
    assert [(point.users, point.size) for point in found.curve] == [(2, 2), (1, 2)]
    assert retention(given_, period="month", time_zone=ZONE, minimum_n=3).cells == ()


def test_files_of_text_with_names_of_their_own_are_read(tmp_path: Path):
    (tmp_path / "uses.csv").write_text(
        "uid,ts\n7,2017-01-31T17:00:00Z\n7,2017-03-05T09:00:00+08:00\n8,\n,2017-01-05T09:00:00Z\n",
        encoding="utf-8",
    )
    (tmp_path / "uses.jsonl").write_text(
        '{"uid": "7", "ts": "2017-01-31T17:00:00Z"}\n{"uid": "7", "ts": "2017-03-05T01:00:00Z"}\n'
        '{"uid": "8"}\n{"ts": "2017-01-05T09:00:00Z"}\n',
        encoding="utf-8",
    )
    columns = UseColumns(user="uid", started_at="ts").renamed
    expected = None
    for name in ("uses.csv", "uses.jsonl"):
        found = retention(
            tmp_path / name, period="month", time_zone="Asia/Shanghai", columns=columns
        )
        assert found.sizes == {date(2017, 2, 1): 1}  # at night in Nanjing it is February already
        assert [cell.users for cell in found.cells] == [1, 1]
        assert expected in {None, found}
        expected = found


def test_new_users_of_a_month_are_the_size_of_its_cohort():
    assert kpi.new_users.numerator.where is not None
    assert kpi.new_users.numerator.where.kind == "is_new"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"period": "fortnight"}, "period: is not the length of a period"),
        ({"time_zone": "Mars"}, "time_zone: is no time zone"),
        ({"until": date(2017, 1, 2)}, "until: is not the first day of a month"),
        ({"minimum_n": 0}, "minimum_n: is too small"),
        ({"user": "uid"}, "uid: is a column that no row has"),
        ({"time": "service"}, "service: holds texts, which tell no time"),
    ],
)
def test_what_cannot_be_asked_is_refused(options: dict[str, object], said: str):
    given_ = [ServiceUse(user="u", service="s", channel="app", started_at=START)]
    with pytest.raises(MgovError, match=said):
        retention(given_, **{"period": "month", "time_zone": ZONE, **options})


@pytest.mark.parametrize("data", [7, b"uses.csv", {"user": ["u"]}])
def test_data_that_is_none_is_refused(data: object):
    with pytest.raises(InvalidValueError, match="neither records nor a frame"):
        retention(data, period="month", time_zone=ZONE)


def test_a_moment_without_a_zone_is_refused():
    naive = {"user": "u", "started_at": datetime(2017, 1, 1)}  # noqa: DTZ001 -- what is tested
    with pytest.raises(InvalidValueError, match="without a time zone"):
        retention([naive], period="month", time_zone=ZONE)
    with pytest.raises(InvalidValueError, match="without a time zone"):
        retention(pl.DataFrame([naive]), period="month", time_zone=ZONE)


def test_users_that_are_no_values_are_refused():
    with pytest.raises(MgovError, match="user: holds values of the type list"):
        retention([{"user": ["u"], "started_at": START}], period="month", time_zone=ZONE)


@given(uses, lengths)
def test_mappings_and_models_are_one(given_: list[ServiceUse], length: PeriodLength):
    mappings = [{"user": use.user, "started_at": use.started_at} for use in given_]
    asked = {"period": length, "time_zone": ZONE}
    expected = retention(given_, **asked)
    assert retention(mappings, **asked) == expected
    assert retention([*mappings, *given_], **asked) == expected


def test_what_is_no_number_is_nobody():
    rows = [
        {"user": float("nan"), "started_at": START},
        {"user": None, "started_at": START},
        {"user": 7, "started_at": None},
        {"started_at": START},
        {"user": 7, "started_at": START},
    ]
    assert retention(rows, period="year", time_zone=ZONE).sizes == {date(2016, 1, 1): 1}


def test_a_month_without_anybody_new_has_no_cohort():
    def use(user: str, month: int) -> dict[str, object]:
        return {"user": user, "started_at": date(2017, month, 1)}

    given_ = [use("a", 1), use("a", 2), use("b", 4)]
    found = retention(given_, period="month", time_zone=ZONE)
    assert list(found.sizes) == [date(2017, 1, 1), date(2017, 4, 1)]
    assert [cell.users for cell in found.cells] == [1, 1, 0, 0, 1]


def test_it_is_printed_as_a_triangle():
    def use(user: str, *months: int) -> Iterator[dict[str, object]]:
        for month in months:
            yield {"user": user, "started_at": date(2017, month, 1)}

    given_ = [*use("a", 1, 3), *use("b", 1, 2), *use("c", 1), *use("d", 1), *use("e", 2)]
    found = retention(given_, period="month", time_zone=ZONE)
    assert str(found).splitlines() == [
        "cohort      users     +1     +2",
        "2017-01-01      4  25.0%  25.0%",
        "2017-02-01      1   0.0%",
        "(all)           5  20.0%  25.0%",
    ]
    written = found._repr_html_()
    assert written.count("<tr>") == 4
    assert '<th title="Came again 2 months later">+2</th>' in written
    assert '<th title="Came again 1 month later">+1</th>' in written
    assert "<td>2017-02-01</td><td>1</td><td>0.0%</td><td></td>" in written


def test_nobody_makes_an_empty_triangle():
    nobody = retention([], period="week", time_zone=ZONE)
    assert str(nobody).splitlines() == ["cohort  users", "(all)       0"]


def test_a_frame_without_the_column_is_refused():
    with pytest.raises(InvalidDataError, match="uid"):
        retention(table_of([]), period="month", time_zone=ZONE, user="uid")


def test_records_are_flat():
    given_ = [ServiceUse(user="u", service="s", channel="app", started_at=START)]
    [record] = retention(given_, period="year", time_zone=ZONE).to_records()
    assert record["retention"] == 1
    assert record["retention_n"] == 1
    assert (record["cohort"], record["age"]) == (date(2016, 1, 1), 0)


def test_a_table_is_kept_as_json():
    given_ = [ServiceUse(user="u", service="s", channel="app", started_at=START)]
    found = retention(given_, period="week", time_zone=ZONE)
    assert Retention.model_validate_json(found.model_dump_json()) == found


@given(st.dates(date(1, 1, 31), date(9998, 1, 1)), lengths)
def test_periods_follow_each_other_without_a_gap(day: date, length: PeriodLength):
    start = start_of(day, length)
    after = following(start, length)
    assert start <= day < after
    assert start_of(after, length) == after
    assert start_of(after - timedelta(days=1), length) == start
