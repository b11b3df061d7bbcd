"""Days of moments: by an addition where a zone has kept its offset, by its history elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
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
from mgov.stats.frames.steady import steady_since

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
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
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


@pytest.mark.parametrize("zone", ZONES)
def test_days_do_not_leap_where_the_addition_begins_and_ends(zone: str) -> None:
    steady = steady_since(zone)
    if steady is None:
        assert zone in {"America/New_York", "Europe/Berlin"}
        return
    moments: list[datetime | None] = [None]
    for border in (steady.start, steady.end):
        around = EPOCH + border * MICROSECOND
        moments += [around + hours * timedelta(hours=1) for hours in range(-48, 48)]
        moments += [around - MICROSECOND, around]
    assert days(moments, zone) == [m and m.astimezone(ZoneInfo(zone)).date() for m in moments]


@pytest.mark.parametrize("zone", ZONES)
def test_a_steady_zone_has_one_offset_in_every_hour_of_some_years(zone: str) -> None:
    steady = steady_since(zone)
    if steady is None:
        return
    first = EPOCH + steady.start * MICROSECOND
    hours = pl.datetime_range(first, first.replace(year=first.year + 3), "1h", eager=True)
    there = hours.dt.convert_time_zone(zone)
    offsets = (there.dt.base_utc_offset() + there.dt.dst_offset()).unique().to_list()
    assert offsets == [timedelta(microseconds=steady.offset)]
