from __future__ import annotations

import copy
import itertools
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.model import Model
from mgov.values.period import Granularity, Period

BEIJING = ZoneInfo("Asia/Shanghai")
GRANULARITIES = st.sampled_from(Granularity)
DAYS = st.dates(date(1900, 1, 1), date(2300, 12, 31))


@st.composite
def periods(draw: st.DrawFn, *, as_of: bool | None = None) -> Period:
    """Any period there is: single or a range, a stretch or a point."""
    single = Period.of(draw(DAYS), draw(GRANULARITIES))
    period = Period.between(single, single + draw(st.integers(0, 20)))
    point = draw(st.booleans()) if as_of is None else as_of
    return period.at_end() if point else period


STRETCHES = periods(as_of=False)


# --- arithmetic -----------------------------------------------------------------------------------


@given(periods(), st.integers(-6, 6), st.integers(-6, 6))
def test_steps_add_up(period: Period, m: int, n: int):
    assert (period + m) + n == period + (m + n)
    assert (period + m) - m == period
    assert (period + m) - period == m


@given(STRETCHES)
def test_the_next_period_begins_where_this_one_stops(period: Period):
    assert period.next.start == period.stop
    assert period.previous.stop == period.start
    assert period.next.previous == period
    assert period.end + timedelta(days=1) == period.stop
    assert period.days == (period.end - period.start).days + 1


@given(STRETCHES)
def test_a_stretch_and_the_point_at_its_end_are_never_equal(period: Period):
    point = period.at_end()
    assert point.as_of
    assert point != period
    assert point.end == period.end
    assert point.at_end() == point
    assert point.during().end == period.end
    assert (point + 1).end > point.end


def test_a_point_of_a_range_is_the_end_of_its_last_part():
    assert Period("2017-01/2017-05").at_end() == Period("../2017-05")
    assert Period("2016/2017").at_end() == Period("../2017")
    assert Period("2017-H1").at_end() == Period("../2017-H1")


@given(GRANULARITIES, DAYS, st.integers(0, 60))
def test_a_sequence_has_no_gap_and_no_overlap(granularity: Granularity, day: date, n: int):
    first = Period.of(day, granularity)
    found = Period.sequence(first, first + n)
    assert len(found) == n + 1
    assert found[0] == first
    assert all(a.stop == b.start for a, b in itertools.pairwise(found))


def test_a_sequence_that_runs_backwards_is_empty():
    assert Period.sequence(Period("2017-06"), Period("2017-05")) == ()


@pytest.mark.parametrize(
    "other", ["2017-Q2", "2017-W20", "../2017-01", "2017-01/2017-02", "2017-01-01"]
)
def test_periods_of_different_kinds_have_no_distance(other: str):
    with pytest.raises(InvalidValueError, match="not a whole number of periods away"):
        Period("2017-06") - Period(other)


def test_ranges_that_are_not_whole_ranges_apart_have_no_distance():
    assert Period("2017-05/2017-06") - Period("2017-01/2017-02") == 2
    with pytest.raises(InvalidValueError, match="not a whole number of periods away"):
        Period("2017-02/2017-03") - Period("2017-01/2017-02")


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2017", "2016"),
        ("2017-H2", "2016-H2"),
        ("2017-Q1", "2016-Q1"),
        ("2017-02", "2016-02"),
        ("2017-01/2017-05", "2016-01/2016-05"),
        ("../2017-06", "../2016-06"),
        ("2017-W33", "2016-W33"),
        ("2016-W01/2016-W02", "2015-W01/2015-W02"),
        ("2017-02-28", "2016-02-28"),
        ("2017-02-27/2017-03-02", "2016-02-27/2016-03-02"),
        ("../2017-06-30", "../2016-06-30"),
    ],
)
def test_the_same_period_last_year_has_the_same_name(period: str, before: str):
    assert Period(period).same_period_last_year() == Period(before)


@pytest.mark.parametrize(
    ("period", "trouble"),
    [("2020-W53", "no same week in 2019"), ("2016-02-29", "no same day in 2015")],
)
def test_a_leap_week_and_a_leap_day_have_no_year_before(period: str, trouble: str):
    with pytest.raises(InvalidValueError, match=trouble):
        Period(period).same_period_last_year()


def test_iso_weeks_cross_the_year_where_iso_8601_says():
    assert Period("2020-W53").next == Period("2021-W01")
    assert (Period("2020-W53").start, Period("2020-W53").end) == (
        date(2020, 12, 28),
        date(2021, 1, 3),
    )
    assert Period.of(date(2021, 1, 3), "week") == Period("2020-W53")
    assert Period.of(date(2021, 1, 4), "week") == Period("2021-W01")
    assert Period.of(date(2018, 12, 31), "week") == Period("2019-W01")


@pytest.mark.parametrize(
    ("period", "step"),
    [("9998", 1), ("1583", -1), ("9998-12-31", 1), ("1583-01-01", -1), ("2017-H1", 10**30)],
)
def test_the_calendar_has_an_end(period: str, step: int):
    with pytest.raises(InvalidValueError, match="outside the years 1583 to 9998"):
        Period(period) + step


def test_what_is_no_number_cannot_be_added():
    with pytest.raises(TypeError):
        Period("2017") + Period("2017")  # type: ignore[operator] -- the point of the test
    with pytest.raises(TypeError):
        Period("2017") - "1"  # type: ignore[operator] -- the point of the test


# --- content --------------------------------------------------------------------------------------


@settings(deadline=None)  # twenty years have 7,305 days
@given(STRETCHES, GRANULARITIES)
def test_split_covers_a_period_exactly_or_refuses(period: Period, granularity: Granularity):
    first, last = Period.of(period.start, granularity), Period.of(period.end, granularity)
    if (first.start, last.stop) != (period.start, period.stop):
        with pytest.raises(InvalidValueError, match="cannot be cut into whole"):
            period.split(granularity)
        return
    parts = period.split(granularity)
    assert (parts[0].start, parts[-1].stop) == (period.start, period.stop)
    assert sum(part.days for part in parts) == period.days
    assert all(a.stop == b.start for a, b in itertools.pairwise(parts))
    assert all(part in period and part.granularity is granularity for part in parts)


@given(GRANULARITIES, DAYS)
def test_a_day_lies_in_its_period_and_in_no_neighbor(granularity: Granularity, day: date):
    period = Period.of(day, granularity)
    assert day in period
    assert Period.of(day, "day") in period
    assert day not in period.next
    assert day not in period.previous
    assert Period.of(day, "day").as_granularity(granularity) == period


def test_containment_of_periods():
    half = Period("2017-H1")
    assert Period("2017-Q2") in half
    assert half in half  # noqa: PLR0124 -- a period lies in itself
    assert Period("2017") not in half
    assert Period("2017-W26") not in half  # 26 June to 2 July
    assert Period("../2017-06") in half
    assert Period("../2017-07") not in half


def test_a_coarser_period_is_found_only_where_one_holds_it():
    assert Period("2017-08-17").as_granularity("week") == Period("2017-W33")
    assert Period("2017-04/2017-06").as_granularity("year") == Period("2017")
    assert Period("../2017-06-30").as_granularity("half_year") == Period("../2017-H1")
    assert Period("../2017-06").as_granularity("day") == Period("../2017-06-30")
    for text, granularity in (("2017-W26", "month"), ("2017-06", "week"), ("2017", "month")):
        with pytest.raises(InvalidValueError, match=f"does not lie in a {granularity}"):
            Period(text).as_granularity(granularity)  # type: ignore[arg-type] -- a str, not a Literal
    with pytest.raises(InvalidValueError, match="not the end of a quarter"):
        Period("../2017-05").as_granularity("quarter")


def test_a_point_in_time_has_no_extent():
    point = Period("../2017-06")
    for ask in (
        lambda: point.start,
        lambda: point.days,
        lambda: date(2017, 6, 1) in point,
        lambda: point.split("day"),
        lambda: point.bounds(UTC),
        lambda: Period.between(point, Period("2017-07")),
    ):
        with pytest.raises(InvalidValueError, match="is a point in time and has no extent"):
            ask()


# --- moments --------------------------------------------------------------------------------------


def test_a_moment_belongs_to_the_day_of_the_zone_that_counts():
    moment = datetime(2017, 6, 30, 17, 0, tzinfo=UTC)  # 1 o'clock of the 1st of July in Beijing
    assert Period.of(moment, "month", tz=BEIJING) == Period("2017-07")
    assert Period.of(moment, "month", tz=UTC) == Period("2017-06")
    assert Period("2017-06").contains(moment, UTC)
    assert not Period("2017-06").contains(moment, BEIJING)


@given(
    STRETCHES,
    st.datetimes(datetime(1700, 1, 1), datetime(2300, 1, 1)),  # noqa: DTZ001 -- made aware below
    st.integers(-14, 14),
)
def test_bounds_and_contains_agree(period: Period, naive: datetime, offset: int):
    zone = timezone(timedelta(hours=offset))
    moment = naive.replace(tzinfo=UTC)
    start, stop = period.bounds(zone)
    assert period.contains(moment, zone) == (start <= moment < stop)
    assert period.contains(start, zone)
    assert not period.contains(stop, zone)


def test_a_moment_without_a_zone_is_refused():
    naive = datetime(2017, 6, 30)  # noqa: DTZ001 -- the point of the test
    for ask in (
        lambda: Period.of(naive, "month", tz=BEIJING),
        lambda: Period.of(naive.replace(tzinfo=UTC), "month"),
        lambda: Period("2017-06").contains(naive, BEIJING),
        lambda: naive in Period("2017-06"),
    ):
        with pytest.raises(InvalidValueError, match="time zone") as caught:
            ask()
        assert caught.value.field == "period"


# --- the kind of value it is ----------------------------------------------------------------------


def test_the_same_months_are_the_same_period_whatever_they_are_called():
    assert Period("2017-01/2017-06") == Period("2017-Q1/2017-Q2") == Period("2017-H1")
    assert Period("2017-01/2017-12") == Period("2017")
    assert Period("2016-H1/2017-H2") == Period("2016/2017")
    assert str(Period("2017-Q2/2017-Q3")) == "2017-04/2017-09"
    assert Period("2017-08-14/2017-08-20") != Period("2017-W33")
    assert Period("2017-06-01/2017-06-30") != Period("2017-06")


@given(periods(), periods())
def test_order_is_total_and_by_end_first(a: Period, b: Period):
    assert (a < b) + (b < a) + (a == b) == 1
    assert (a == b) == (hash(a) == hash(b))
    if a.end < b.end:
        assert a < b


def test_a_table_of_any_periods_sorts():
    texts = [
        "2016",
        "2017-Q1",
        "2017-03",
        "../2017-03",
        "2017-04-01",
        "2017-H1",
        "2017-06",
        "../2017-06",
    ]
    assert [str(p) for p in sorted(map(Period, reversed(texts)))] == texts
    with pytest.raises(TypeError):
        Period("2017") < "2018"  # type: ignore[operator] # noqa: B015 -- the point of the test


def test_a_period_is_equal_to_nothing_else():
    assert Period("2017") != "2017"


def test_a_period_cannot_be_changed():
    period = Period("2017")
    with pytest.raises(AttributeError, match="cannot be changed"):
        period.start = date(2018, 1, 1)  # type: ignore[misc] -- the point of the test
    with pytest.raises(AttributeError, match="cannot be changed"):
        del period.start  # type: ignore[misc] -- the point of the test


@given(periods())
def test_copies_and_pickles_are_equal(period: Period):
    assert pickle.loads(pickle.dumps(period)) == period  # noqa: S301 -- its own pickle
    assert copy.deepcopy(period) == period
    assert eval(repr(period)) == period  # noqa: S307 -- its own repr


class Row(Model, frozen=True):
    period: Period
    counts: dict[Period, int] = Field(default_factory=dict)


def test_a_model_reads_and_writes_the_canonical_text():
    row = Row.model_validate_json('{"period": "截至2017年6月", "counts": {"2017年": 3}}')
    assert row.period == Period("../2017-06")
    assert row.model_dump_json() == '{"period":"../2017-06","counts":{"2017":3}}'
    assert row.model_dump() == {"period": Period("../2017-06"), "counts": {Period("2017"): 3}}
    assert Row.model_validate(row.model_dump()) == row
    schema = TypeAdapter(Period).json_schema()
    assert schema["type"] == "string"
    assert all(str(Period(example)) == example for example in schema["examples"])


@pytest.mark.parametrize("value", ["2017-13", 2017, None, date(2017, 1, 1)])
def test_a_model_says_which_field_is_no_period(value: object):
    with pytest.raises(InvalidDataError) as caught:
        Row.model_validate({"period": value})
    assert caught.value.field == "period"
    assert caught.value.remedy


def test_an_unknown_granularity_is_told_the_near_one():
    with pytest.raises(InvalidValueError, match="Did you mean month"):
        Period("2017").split("months")  # type: ignore[arg-type] -- the point of the test
    with pytest.raises(InvalidValueError, match="Use one of day, week, month"):
        Period("2017").split("x")  # type: ignore[arg-type] -- the point of the test
