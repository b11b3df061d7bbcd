from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidValueError
from mgov.values.moment import day_in, in_utc


class NoOffset(tzinfo):
    """A zone that says nothing, which makes a datetime naive in all but name."""

    def utcoffset(self, _: datetime | None) -> timedelta | None:
        return None


@given(st.datetimes(timezones=st.timezones()))
def test_a_moment_stays_the_moment_that_it_is(moment: datetime):
    assert in_utc(moment).tzinfo is UTC
    assert in_utc(moment) == moment.astimezone(timezone(timedelta(hours=8)))


@pytest.mark.parametrize("zone", [None, NoOffset()])
def test_a_moment_without_a_zone_is_refused(zone: tzinfo | None):
    with pytest.raises(InvalidValueError) as error:
        in_utc(datetime(2017, 8, 17, tzinfo=zone), field="published")
    assert (error.value.field, error.value.code) == ("published", "timezone_aware")


EAST, WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))


@pytest.mark.parametrize(
    "moment",
    [datetime(1, 1, 1, tzinfo=EAST), datetime(9999, 12, 31, 23, tzinfo=WEST)],
)
def test_a_moment_that_utc_does_not_reach_is_refused(moment: datetime):
    for call in (in_utc, lambda at, field: day_in(ZoneInfo("UTC"), at, field=field)):
        with pytest.raises(InvalidValueError) as error:
            call(moment, field="published")
        assert (error.value.field, error.value.code) == ("published", "moment_range")


def test_a_day_that_a_zone_does_not_reach_is_refused():
    with pytest.raises(InvalidValueError, match="dates do not reach"):
        day_in(ZoneInfo("Asia/Shanghai"), datetime(9999, 12, 31, 23, tzinfo=UTC))


def test_a_day_is_that_of_the_zone():
    at = datetime(2020, 2, 29, 16, tzinfo=UTC)
    assert str(day_in(ZoneInfo("Asia/Shanghai"), at)) == "2020-03-01"
    assert str(day_in(ZoneInfo("America/Chicago"), at)) == "2020-02-29"
