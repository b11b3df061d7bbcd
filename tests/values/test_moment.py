from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import Moment, day_in, earlier, in_reach, in_utc, later


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


class Seen(Model, frozen=True):
    at: Moment


@given(st.datetimes(timezones=st.timezones()), st.timezones())
def test_every_clock_can_show_a_moment_that_a_model_takes(moment: datetime, zone: ZoneInfo):
    assume(1 < moment.year < 9999)
    at = Seen(at=moment).at
    assert in_utc(at.astimezone(zone)) == in_utc(at) == in_utc(moment)


@pytest.mark.parametrize(
    ("moment", "is_taken"),
    [
        ("0001-01-01T23:59:59Z", False),
        ("0001-01-02T00:00:00Z", True),
        ("9999-12-30T23:59:59Z", True),
        ("9999-12-31T00:00:00Z", False),
        ("9999-12-31T00:00:00+08:00", True),
    ],
)
def test_a_model_takes_moments_with_a_day_to_spare(moment: str, is_taken: bool):  # noqa: FBT001 -- a table
    at = datetime.fromisoformat(moment)
    if is_taken:
        assert in_reach(at) == Seen(at=at).at == at
        return
    with pytest.raises(InvalidDataError, match="at: is left for a year"):
        Seen(at=at)
    with pytest.raises(InvalidValueError, match="published: is left for a year"):
        in_reach(at, field="published")


def test_a_model_takes_no_moment_without_a_zone():
    with pytest.raises(InvalidDataError, match="at: has no time zone"):
        Seen(at="2017-08-17T09:00:00")


@given(
    st.datetimes(timezones=st.just(UTC)),
    st.timedeltas(min_value=timedelta(0)),
    st.timedeltas(min_value=timedelta(0)),
)
def test_no_moment_is_moved_beyond_the_first_or_the_last(
    moment: datetime, one: timedelta, other: timedelta
):
    shorter, longer = sorted((one, other))
    assert earlier(moment, longer) <= earlier(moment, shorter) <= moment
    assert moment <= later(moment, shorter) <= later(moment, longer)
    assert later(earlier(moment, shorter), shorter) >= moment
