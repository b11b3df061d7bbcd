from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidValueError
from mgov.values.moment import in_utc


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
