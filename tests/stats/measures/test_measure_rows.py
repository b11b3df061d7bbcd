"""Lists and iterators are measured as their definitions say, and as a plain count by hand does."""

from __future__ import annotations

import random
from collections import namedtuple
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from numbers import Integral
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import ChannelKind
from mgov.stats import (
    Absence,
    Measure,
    MeasureTable,
    ServiceUse,
    column,
    count,
    distinct,
    largest,
    mean_of,
    measure,
    quantile,
    total,
    wilson,
)

Row = dict[str, object]
ZONE = ZoneInfo("Asia/Shanghai")


def made(numerator: object, denominator: object = None, **more: object) -> Measure:
    given = {"id": "m", "name": "M", "numerator": numerator, "denominator": denominator}
    return Measure.model_validate(given | {"time": "at"} | more)


def value(rows: object, numerator: object, denominator: object = None, **more: object) -> object:
    table = measure(list(rows), made(numerator, denominator, **more))  # type: ignore[arg-type] # any rows
    return table.rows[0]["m"].value


USES = made(count(), id="uses")
BY_APP = made(count(where=column("channel") == "app"), count(), unit="share", id="by_app")
USERS = made(distinct("user"), id="users")
COST = made(total("cost"), id="cost")
MEDIAN = made(quantile("cost", 0.5), id="median")
PEAK = made(largest(count(), per="day"), id="peak")
DAILY = made(mean_of(distinct("user"), per="day"), id="daily")
NEW = made(distinct("user", where=column("user").is_new()), id="new_users")
ALL = [USES, BY_APP, USERS, COST, MEDIAN, PEAK, DAILY, NEW]

rows_of = st.lists(
    st.fixed_dictionaries(
        {
            "region": st.sampled_from(["北京", "南京", None]),
            "kind": st.sampled_from(["a", "b"]),
            "channel": st.sampled_from(["app", "web", None]),
            "user": st.sampled_from([1, 2, 3, None]),
            "cost": st.sampled_from([1.5, 0.1, 2e9, float("nan"), None]),
            "at": st.one_of(
                st.none(),
                st.integers(0, 90 * 24).map(
                    lambda h: datetime(2024, 1, 30, tzinfo=UTC) + timedelta(hours=h)
                ),
            ),
        }
    ),
    max_size=30,
)


def day_of(row: Row) -> date | None:
    at = row["at"]
    return at.astimezone(ZONE).date() if isinstance(at, datetime) else None


def month_of(row: Row) -> date | None:
    day = day_of(row)
    return None if day is None else day.replace(day=1)


@given(rows_of)
def test_every_group_is_what_a_count_by_hand_says(rows: list[Row]):
    table = measure(rows, ALL, by="region", period="month", time_zone="Asia/Shanghai")
    groups: dict[tuple[object, object], list[Row]] = {}
    first: dict[object, date] = {}
    for row in rows:
        groups.setdefault((row["region"], month_of(row)), []).append(row)
        month = month_of(row)
        if month is not None:
            first[row["user"]] = min(month, first.get(row["user"], month))
    assert {(row.keys["region"], row.period) for row in table.rows} == set(groups)
    for line in table.rows:
        group = groups[line.keys["region"], line.period]
        assert line["uses"].value == len(group)
        app = sum(row["channel"] == "app" for row in group)
        interval = wilson(app, len(group))
        assert line["by_app"].value == app / len(group)
        assert (line["by_app"].low, line["by_app"].high) == (interval.low, interval.high)
        assert line["users"].value == len({row["user"] for row in group} - {None})
        costs = [row["cost"] for row in group if row["cost"] == row["cost"]]
        known = sorted(cost for cost in costs if isinstance(cost, float))
        assert line["cost"].exact == sum((Fraction(str(cost)) for cost in known), Fraction(0))
        assert line["median"].value == (pytest.approx(np.quantile(known, 0.5)) if known else None)
        days: dict[date, list[Row]] = {}
        for row in group:
            day = day_of(row)
            if day is not None:
                days.setdefault(day, []).append(row)
        assert line["peak"].value == max(map(len, days.values()), default=0)
        month = line.period
        if month is None:
            assert line["daily"].value is None
            assert line["daily"].absence is Absence.NOTHING
            assert line["new_users"].value == 0
        else:
            length = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31}[month.month]
            users = sum(len({row["user"] for row in each} - {None}) for each in days.values())
            assert line["daily"].value == users / length
            new = {row["user"] for row in group if first[row["user"]] == month} - {None}
            assert line["new_users"].value == len(new)


@given(rows_of, st.randoms(use_true_random=False))
def test_the_order_of_rows_plays_no_part(rows: list[Row], chance: random.Random):
    shuffled = list(rows)
    chance.shuffle(shuffled)
    options = {"by": ["region", "kind"], "period": "month", "time_zone": ZONE, "margins": True}
    assert measure(shuffled, ALL, **options) == measure(iter(rows), ALL, **options)  # type: ignore[arg-type] # options


@given(rows_of, rows_of)
def test_counts_and_sums_of_parts_add_up(one: list[Row], other: list[Row]):
    parts = [measure(rows, [USES, COST]).rows[0] for rows in (one, other)]
    [both] = measure([*one, *other], [USES, COST]).rows
    for name in ("uses", "cost"):
        sums = [Fraction(row[name].exact or 0) for row in parts]
        assert both[name].exact == sum(sums)


@given(rows_of)
def test_a_margin_is_what_measuring_without_the_column_gives(rows: list[Row]):
    def records(table: MeasureTable) -> list[dict[str, object]]:
        return table.to_records()

    full = records(
        measure(rows, ALL, by=["region", "kind"], period="month", time_zone=ZONE, margins=True)
    )
    for over, by in (("kind", ["region"]), ("region", ["kind"]), ("region,kind", [])):
        margin = [row for row in full if row["margin"] == over]
        shorter = records(measure(rows, ALL, by=by, period="month", time_zone=ZONE))
        kept = [{key: row[key] for key in (shorter or [{}])[0]} for row in margin]
        assert kept == shorter
    plain = records(measure(rows, ALL, by=["region", "kind"], period="month", time_zone=ZONE))
    assert [row | {"margin": None} for row in plain] == [
        row for row in full if row["margin"] is None
    ]


@given(rows_of)
def test_an_index_adds_groups_of_nothing_and_takes_none_away(rows: list[Row]):
    index = {"region": ["南京", "上海"]}
    table = measure(rows, [USES, BY_APP, COST], by=["region", "kind"], index=index)
    plain = measure(rows, [USES, BY_APP, COST], by=["region", "kind"])
    kinds = {row["kind"] for row in rows}
    wanted = {(region, kind) for region in index["region"] for kind in kinds}
    found = {(row.keys["region"], row.keys["kind"]): row for row in table.rows}
    assert set(found) == wanted | {(row.keys["region"], row.keys["kind"]) for row in plain.rows}
    assert all(row in table.rows for row in plain.rows)
    for key in wanted & {("上海", "a"), ("上海", "b")}:
        row = found[key]
        assert (row["uses"].value, row["cost"].value, row["by_app"].value) == (0, 0.0, None)
        assert row["by_app"].absence is Absence.NOTHING


def test_an_index_of_all_keys_needs_no_rows():
    months = [date(2024, 1, 1), date(2024, 2, 1)]
    table = measure(
        [],
        [USES, PEAK, DAILY, MEDIAN],
        by="region",
        period="month",
        time_zone=ZONE,
        index={"region": [ChannelKind.APP], "period": months},
    )
    assert [(row.keys, row.period) for row in table.rows] == [
        ({"region": "app"}, month) for month in months
    ]
    assert [result.value for result in table.rows[0].results] == [0, 0, 0.0, None]


def test_of_no_rows_there_is_a_total_but_no_group():
    assert measure([], USES).to_records() == [{"uses": 0, "uses_n": 0}]
    assert measure([], USES, by="region").rows == ()
    [row] = measure([], USES, by="region", margins=True).to_records()
    assert row == {"region": None, "margin": "region", "uses": 0, "uses_n": 0}
    assert measure([], DAILY, time_zone=ZONE).rows[0]["daily"].value is None


def test_models_objects_tuples_and_mappings_may_stand_in_one_list():
    @dataclass(slots=True)
    class Object:
        channel: str

    pair = namedtuple("pair", "channel")  # noqa: PYI024 -- any tuple with names
    use = ServiceUse(service="s", channel="app", started_at="2024-01-01T00:00:00Z")
    rows = [use, Object("web"), pair("app"), {"channel": "app"}, {}]
    table = measure(rows, BY_APP)  # type: ignore[arg-type] # a list of anything
    assert (table.rows[0]["by_app"].numerator, table.rows[0]["by_app"].n) == (3, 5)
    keyed = measure(rows[:1] * 2 + [pair("app")], USES, by="channel")  # type: ignore[arg-type] # as before
    assert keyed.to_records() == [{"channel": "app", "uses": 3, "uses_n": 3}]
    assert type(keyed.rows[0].keys["channel"]) is str


def test_more_rows_than_are_looked_at_at_once():
    rows = [{"n": number} for number in range(20_001)]
    assert value(rows, count(where=column("n") < 20_000)) == 20_000
    assert value(rows, quantile("n", 0.5)) == 10_000


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (column("x") == 2, 1),
        (column("x") != 2, 2),
        (column("x") < 2, 1),
        (column("x") <= 2, 2),
        (column("x") > 2, 1),
        (column("x") >= Decimal("2.5"), 1),
        (column("x").is_in(1, 3.0), 2),
        (column("x").is_missing(), 2),
        (~(column("x") == 2), 4),
        (~column("x").is_missing(), 3),
        ((column("x") > 1) & (column("x") < 3) & ~column("x").is_missing(), 1),
        ((column("x") == 1) | column("x").is_missing(), 3),
        (column("x") == column("y"), 1),
        (column("x") < column("y"), 1),
        (column("b") == True, 1),  # noqa: E712 -- a condition
        (column("day") >= date(2024, 1, 2), 1),
        (column("at") == datetime(2024, 1, 1, tzinfo=UTC), 1),
        (column("x").is_new(), 3),
        (column("none") == "app", 0),
        (column("none") != column("x"), 0),
    ],
)
def test_a_condition_is_true_of_the_rows_it_says(condition: object, expected: int):
    rows = [
        {"x": 1, "y": 2, "b": True, "day": date(2024, 1, 1)},
        {"x": Decimal(2), "y": 2.0, "b": False, "at": datetime(2024, 1, 1, 8, tzinfo=ZONE)},
        {"x": 3.0, "y": None, "b": None, "day": date(2024, 1, 2)},
        {"x": None, "y": 1, "none": None},
        {"x": Decimal("NaN"), "y": float("nan")},
    ]
    assert value(rows, count(where=condition)) == expected  # type: ignore[arg-type] # any condition


def test_a_moment_is_the_same_on_every_clock():
    london = ZoneInfo("Europe/London")
    twice = [datetime(2023, 10, 29, 1, 30, tzinfo=london, fold=fold) for fold in (0, 1)]
    rows = [{"at": twice[0]}, {"at": twice[1]}, {"at": twice[1].astimezone(UTC)}]
    assert value(rows, distinct("at")) == 2
    assert value(rows, count(where=(column("at") == twice[1]) | (column("at") < twice[0]))) == 2


def test_a_period_is_that_of_the_zone_and_a_week_begins_on_monday():
    at = datetime(2024, 12, 31, 16, tzinfo=UTC)
    rows = [{"at": at}, {"at": at - timedelta(microseconds=1)}, {"at": None}]
    expected = {
        "day": [date(2024, 12, 31), date(2025, 1, 1)],
        "week": [date(2024, 12, 30)],
        "month": [date(2024, 12, 1), date(2025, 1, 1)],
        "quarter": [date(2024, 10, 1), date(2025, 1, 1)],
        "year": [date(2024, 1, 1), date(2025, 1, 1)],
    }
    for length, days in expected.items():
        table = measure(rows, USES, period=length, time_zone="Asia/Shanghai")
        assert [row.period for row in table.rows] == [*days, None]


def test_days_need_no_clock():
    rows = [{"at": date(2024, 2, 29)}, {"at": date(2024, 3, 1)}, {"at": date(2024, 2, 1)}]
    table = measure(
        rows,
        [USES, DAILY.replace(numerator=mean_of(count(), per="day"))],
        period="month",
        time_zone=ZONE,
    )
    assert [row["uses"].value for row in table.rows] == [2, 1]
    assert [row["daily"].exact for row in table.rows] == [Fraction(2 / 29), Fraction(1 / 31)]


def test_a_day_that_changes_within_a_quarter_of_an_hour_is_told_exactly():
    # Until 1972 the clocks of Liberia were 44 minutes and 30 seconds behind.
    midnight = datetime(1971, 6, 1, 0, 44, 30, tzinfo=UTC)
    rows = [{"at": midnight}, {"at": midnight - timedelta(seconds=1)}]
    table = measure(rows, USES, period="day", time_zone="Africa/Monrovia")
    assert [row.period for row in table.rows] == [date(1971, 5, 31), date(1971, 6, 1)]


def test_parts_of_periods():
    days = [(1, 1), (1, 1), (1, 9), (2, 5)]
    rows = [{"at": datetime(2024, month, day, tzinfo=ZONE)} for month, day in days] + [{"at": None}]

    def of(numerator: object, **options: object) -> list[object]:
        table = measure(rows, made(numerator), time_zone=ZONE, **options)  # type: ignore[arg-type] # options
        return [row["m"].value for row in table.rows]

    assert of(mean_of(count(), per="day")) == [4 / 36]
    assert of(mean_of(count(), per="week")) == [4 / 6]
    assert of(mean_of(count(), per="month")) == [2.0]
    assert of(mean_of(count(), per="month"), period="quarter") == [4 / 3, None]
    assert of(mean_of(count(), per="month"), period="year") == [4 / 12, None]
    assert of(mean_of(count(), per="day"), period="week") == [2 / 7, 1 / 7, 1 / 7, None]
    assert of(mean_of(count(), per="day"), period="day") == [2.0, 1.0, 1.0, None]
    assert of(mean_of(count(), per="day"), period="year") == [4 / 366, None]
    assert of(largest(count(), per="month")) == [3]
    assert of(largest(count(), per="day"), period="year") == [2, 0]


def test_sums_are_of_rounded_values_whatever_their_order():
    assert value([{"c": 0.1}] * 10, total("c")) == 1.0
    assert value([{"c": 0.005}, {"c": Decimal("0.005")}, {"c": 1}], total("c", decimals=2)) == 1.02
    assert value([{"c": -0.005}], total("c", decimals=2)) == 0.0
    exact = value([{"c": Decimal("12345678901234567890.12")}, {"c": 0.88}], total("c"))
    assert exact == 12345678901234567891.0
    assert value([{"c": np.int64(3)}, {"c": None}], total("c")) == 3.0
    assert value([{"c": 3}, {"c": 4}], total("c", where=column("c") > 3)) == 4.0


def test_quantiles_are_number_seven_of_hyndman_and_fan():
    rows = [{"d": number} for number in (10, 20, 30, 40)]
    shares = (0, 0.25, 0.5, 0.9, 1)
    assert [value(rows, quantile("d", share)) for share in shares] == [10, 17.5, 25, 37, 40]


def test_words_and_numbers_of_lists_are_what_they_stand_for():
    class Level(IntEnum):
        LOW = 1

    class Color(Enum):
        RED = "red"

    rows = [{"a": Level.LOW, "b": Color.RED}, {"a": 1, "b": "red"}]
    table = measure(rows, USES, by=["a", "b"])
    assert table.to_records() == [{"a": 1, "b": "red", "uses": 2, "uses_n": 2}]
    assert issubclass(np.int64, Integral)


def test_few_cases_are_withheld_and_counts_are_not():
    rows = [{"channel": "app", "cost": 2.0, "user": 1}] * 3
    strict = BY_APP.replace(minimum_n=5)
    table = measure(rows, [strict, USES, USERS, MEDIAN], minimum_n=4)
    [row] = table.rows
    assert row["by_app"].is_withheld
    assert row["by_app"].n == 3
    assert (row["by_app"].low, row["by_app"].numerator, row["by_app"].figure) == (None, None, None)
    assert (row["uses"].value, row["users"].value) == (3, 1)
    assert row["median"].absence is Absence.TOO_FEW
    assert measure(rows * 2, strict, minimum_n=4).rows[0]["by_app"].value == 1.0
    assert measure(rows, BY_APP, minimum_n=3).rows[0]["by_app"].value == 1.0


def test_a_result_is_a_figure_too():
    rows = [{"channel": "app", "cost": Decimal("2.5")}, {"channel": "web", "cost": Decimal(2)}]
    table = measure(rows, [BY_APP, USES.replace(unit="件"), COST, made(total("cost"), count())])
    share, uses, cost, mean = (result.figure for result in table.rows[0].results)
    assert share is not None
    assert uses is not None
    assert cost is not None
    assert mean is not None
    assert (share.value, share.unit, uses.value, uses.unit) == (Fraction(1, 2), "share", 2, "件")
    assert (cost.value, mean.value) == (Fraction(9, 2), Fraction(9, 4))
    nothing = measure([], BY_APP).rows[0]["by_app"]
    assert (nothing.value, nothing.figure, nothing.exact, nothing.n) == (None, None, None, 0)


def test_a_table_prints_and_comes_back_from_json():
    rows = [
        {"region": "南京", "channel": "app", "at": datetime(2024, 1, 1, tzinfo=UTC), "cost": 1.25},
        {"region": None, "channel": "web", "at": None, "cost": None},
    ]
    few = BY_APP.replace(id="few", minimum_n=2)
    measures = [USES, BY_APP, few, MEDIAN]
    table = measure(rows, measures, by="region", period="month", time_zone=ZONE, margins=True)
    assert str(table).splitlines() == [
        "region  period      uses                         by_app             few  median",
        "南京    2024-01-01     1  100.0% (20.7% to 100.0%, n=1)  withheld (n=1)    1.25",
        "(all)   2024-01-01     1  100.0% (20.7% to 100.0%, n=1)  withheld (n=1)    1.25",
        "                       1      0.0% (0.0% to 79.3%, n=1)  withheld (n=1)       -",
        "(all)                  1      0.0% (0.0% to 79.3%, n=1)  withheld (n=1)       -",
    ]
    html = table._repr_html_()
    assert html.startswith("<table><thead><tr><th>region</th><th>period</th>")
    assert '<th title="M: the number of rows.">uses</th>' in html
    assert MeasureTable.model_validate_json(table.model_dump_json()) == table


def test_a_measure_that_was_not_measured_is_named():
    [row] = measure([], USES).rows
    with pytest.raises(InvalidValueError, match="There are uses"):
        _ = row["users"]


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        ([{"chanel": "app"}], {}, r"channel: is a column that no row has\. Did you mean chanel\?"),
        ([{"channel": 1}], {}, "channel: holds numbers, not texts"),
        ([{"channel": UUID(int=1)}], {}, "channel: holds values of the type UUID, not texts"),
        ([{"channel": 1}, {"channel": "a"}], {}, "channel: holds numbers and texts. Keep to one"),
        ([{"channel": "a", "r": (1,)}], {"by": "r"}, "r: holds values of the type tuple, which"),
        (
            [{"channel": "a", "r": 1}],
            {"by": "r", "index": {"r": ["1"]}},
            "r: holds numbers, where the index lists texts",
        ),
        (
            [{"channel": "a", "at": "2024"}],
            {"period": "day", "time_zone": "UTC"},
            "at: holds texts, which tell no time",
        ),
    ],
)
def test_columns_that_do_not_fit_are_named(rows: Sequence[Row], options: Row, message: str):
    with pytest.raises(InvalidDataError, match=message):
        measure(rows, BY_APP, **options)  # type: ignore[arg-type] # options


def test_all_that_does_not_fit_is_said_at_once_and_nothing_of_the_data():
    rows = [{"channel": 1, "cost": "secret", "a": 1, "b": "x", "user": 1, "at": None}]
    pair = made(count(where=column("a") < column("b")))
    with pytest.raises(InvalidDataError) as caught:
        measure(rows, [BY_APP, COST, pair])
    assert [problem.field for problem in caught.value.problems] == ["channel", "cost", "a"]
    assert "secret" not in str(caught.value)


def test_unknown_columns_of_many_kinds_of_rows():
    @dataclass
    class Object:
        x: int

    class Plain:
        def __init__(self) -> None:
            self.y = 1

    pair = namedtuple("pair", "z")  # noqa: PYI024 -- any tuple with names
    use = ServiceUse(service="s", channel="app", started_at="2024-01-01T00:00:00Z")
    for row, name in ((Object(1), "x"), (Plain(), "y"), (pair(1), "z"), (use, "service")):
        with pytest.raises(InvalidDataError, match=f"There are .*{name}"):
            measure([row], made(distinct("user.name")))  # type: ignore[arg-type] # any object
    with pytest.raises(InvalidDataError, match="There are no columns at all"):
        measure([type("Bare", (), {})()], USERS)  # type: ignore[arg-type] # any object
    many = {f"c{number}": 1 for number in range(40)}
    with pytest.raises(InvalidDataError, match=r"c29, \.\.\."):
        measure([many], USERS)


def test_moments_need_a_zone_and_a_year_in_reach():
    naive = [{"at": datetime(2024, 1, 1)}]  # noqa: DTZ001 -- the point
    with pytest.raises(InvalidValueError, match="has times without a time zone"):
        measure(naive, USES, period="day", time_zone="UTC")
    with pytest.raises(InvalidValueError, match="has no time zone"):
        measure(naive, made(distinct("at")))
    last = [{"at": datetime(9999, 12, 31, 23, tzinfo=UTC)}]
    with pytest.raises(InvalidValueError, match="dates do not reach"):
        measure(last, USES, period="day", time_zone="Asia/Shanghai")


@pytest.mark.parametrize("infinite", [float("inf"), Decimal("-Infinity")])
def test_infinite_numbers_have_no_sum_and_no_quantile(infinite: object):
    for aggregate in (total("c"), quantile("c", 0.5)):
        with pytest.raises(InvalidValueError, match="c: holds an infinite number"):
            value([{"c": infinite}], aggregate)


def test_what_cannot_be_told_apart_cannot_be_counted():
    with pytest.raises(InvalidValueError, match="cannot be told from each other"):
        value([{"c": [1]}], distinct("c"))
    assert value([{"c": UUID(int=1)}, {"c": UUID(int=1)}], distinct("c")) == 1
    assert value([{"c": 1, "d": 2}, {"c": 1, "d": None}], distinct("c", "d")) == 1


def test_odd_moments_that_are_none_are_missing():
    class Odd(datetime):
        def __eq__(self, other: object) -> bool:
            return False

        __hash__ = datetime.__hash__

    odd = Odd(2024, 1, 1, tzinfo=UTC)
    assert value([{"at": odd}], count(where=column("at").is_missing())) == 1


def test_a_table_calls_its_columns_as_it_likes():
    rows = [{"uid": 1, "gebiet": "n"}, {"uid": 2, "gebiet": "n"}]
    table = measure(rows, USERS, by="region", columns={"user": "uid", "region": "gebiet"})
    assert table.to_records() == [{"region": "n", "users": 2, "users_n": 2}]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measures": []}, "measures: has no measure"),
        ({"measures": ["uses"]}, "measures: has something that is no Measure"),
        ({"measures": [USES, USES]}, "2 columns of the result the name uses"),
        ({"by": "uses"}, "2 columns of the result the name uses"),
        ({"by": ["margin"], "margins": True}, "the name margin"),
        ({"measures": [USES, USERS.replace(time="x")]}, "different columns: at, x"),
        ({"period": "mnth"}, r"period: is not the length of a period\. Did you mean month\?"),
        ({"period": "eon"}, "Use one of day, week"),
        ({"period": "day"}, "time_zone: is missing"),
        ({"period": "day", "time_zone": "Mars"}, "time_zone: is no time zone"),
        ({"measures": USES.replace(time=None), "period": "day", "time_zone": "UTC"}, "the time"),
        ({"measures": PEAK}, "time_zone: is missing"),
        ({"minimum_n": 0}, "minimum_n: is too small"),
        ({"index": {"region": ["n"]}}, "has region, by which nothing is grouped"),
        ({"by": "r", "index": {"r": [None]}}, "lists no such values of r"),
        ({"by": "r", "index": {"r": [1, "1"]}}, "lists no such values of r"),
        ({"by": "r", "index": {"r": []}}, "lists no such values of r"),
        (
            {"period": "day", "time_zone": "UTC", "index": {"period": ["2024"]}},
            "has a period that is no date",
        ),
        (
            {"measures": made(largest(count(), per="week")), "period": "month", "time_zone": ZONE},
            "is a month, whose ends lie within weeks. Use week, or leave it out",
        ),
        (
            {"measures": made(largest(count(), per="month")), "period": "day", "time_zone": ZONE},
            "is a day, within which no month ends. Use month or quarter or year",
        ),
    ],
)
def test_what_is_asked_wrongly_is_said_before_any_row_is_seen(options: Row, message: str):
    def never() -> object:
        yield pytest.fail("a row was asked for")

    with pytest.raises(InvalidDataError, match=message):
        measure(never(), **({"measures": USES} | options))  # type: ignore[arg-type] # options


@pytest.mark.parametrize("data", [{"region": "n"}, 7, b"bytes", None])
def test_what_is_no_list_of_records_is_refused(data: object):
    with pytest.raises(InvalidValueError, match="is neither records nor a frame") as caught:
        measure(data, USES)
    assert caught.value.code == "measure_data"


def test_a_file_that_is_not_there_is_no_list_of_records():
    with pytest.raises(FileNotFoundError, match=r"events\.csv"):
        measure("events.csv", USES)


def test_conditions_and_sides_that_measures_share_are_found_once():
    app, long = column("channel") == "app", column("n") > 1
    measures = [
        made(count(where=app & long), id="one"),
        made(distinct("n", where=app), id="two"),
        made(count(where=app & long), distinct("n", where=app), id="three"),
    ]
    rows = [{"channel": "app", "n": 1}, {"channel": "app", "n": 2}, {"channel": "web", "n": 2}]
    assert [result.value for result in measure(rows, measures).rows[0].results] == [1, 2, 0.5]
    assert PEAK.numerator.inputs == ()


def test_mappings_without_a_column_anywhere_in_some_thousands_of_rows_may_have_it_later():
    rows: list[Row] = [{"x": 1}] * 8_001 + [{"x": 1, "user": 5}]
    assert value(rows, distinct("user")) == 1
    mixed = [ServiceUse(service="s", channel="app", started_at="2024-01-01T00:00:00Z"), {"x": 1}]
    assert value(mixed, distinct("x")) == 1
