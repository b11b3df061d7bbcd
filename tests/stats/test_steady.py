"""Days of moments: by an addition where a zone has kept its offset, by its history elsewhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import narwhals as nw
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgov.stats.frames.engine import add_days
from mgov.stats.measures.aggregate import PeriodLength
from mgov.stats.measures.periods import Clock, start_of
from mgov.stats.measures.steady import steady_since

ZONES = [
    "Asia/Shanghai",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
    "America/New_York",
    "Europe/Moscow",
    "Europe/Berlin",
    "Pacific/Apia",
    "Pacific/Niue",
    "UTC",
]
MICROSECOND = timedelta(microseconds=1)
CONNECTION = duckdb.connect(config={"threads": 1})


def days(moments: list[datetime | None], zone: str) -> list[Any]:
    table = pa.table({"t": pa.array(moments, pa.timestamp("us", "UTC"))})
    frame = nw.from_native(CONNECTION.from_arrow(table))
    return add_days(frame, {"day": "t"}, zone).select("day").collect()["day"].to_list()


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=20)
@given(
    moments=st.lists(
        st.datetimes(datetime(1901, 1, 2), datetime(2199, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone is the last argument
        max_size=50,
    )
)
def test_days_are_those_that_python_gives(zone: str, moments: list[datetime | None]) -> None:
    expected = [m and m.astimezone(ZoneInfo(zone)).date() for m in moments]
    assert days(moments, zone) == expected
    clock = Clock("at", ZoneInfo(zone))
    for length in PeriodLength:
        starts = [day and start_of(day, length) for day in expected]
        assert clock.starts(moments, length) == starts


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Asia/Shanghai", datetime.min.replace(hour=3, tzinfo=UTC), date.min),
        ("Asia/Shanghai", datetime.max.replace(hour=9, tzinfo=UTC), date.max),
        ("America/Sao_Paulo", datetime.min.replace(hour=9, tzinfo=UTC), date.min),
        ("America/Sao_Paulo", datetime.max.replace(tzinfo=UTC), date.max),
    ],
)
def test_the_first_and_the_last_hours_of_all_time_have_their_days(
    zone: str, moment: datetime, day: date
) -> None:
    assert Clock("at", ZoneInfo(zone)).starts([moment], PeriodLength.DAY) == [day]


@pytest.mark.parametrize("zone", ZONES)
def test_days_do_not_leap_where_the_addition_begins_and_ends(zone: str) -> None:
    steady = steady_since(ZoneInfo(zone))
    if steady is None:
        assert zone in {"America/New_York", "Europe/Berlin"}
        return
    moments: list[datetime | None] = [None]
    for around in (steady.start, steady.end):
        moments += [around + hours * timedelta(hours=1) for hours in range(-48, 48)]
        moments += [around - MICROSECOND, around]
    assert days(moments, zone) == [m and m.astimezone(ZoneInfo(zone)).date() for m in moments]


@pytest.mark.parametrize("zone", ZONES)
def test_a_steady_zone_has_one_offset_in_every_hour_of_some_years(zone: str) -> None:
    steady = steady_since(ZoneInfo(zone))
    if steady is None:
        return
    first = steady.start
    hours = pl.datetime_range(first, first.replace(year=first.year + 3), "1h", eager=True)
    there = hours.dt.convert_time_zone(zone)
    offsets = (there.dt.base_utc_offset() + there.dt.dst_offset()).unique().to_list()
    assert offsets == [steady.offset]
