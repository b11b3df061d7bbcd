from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import Span
from mgov.errors import InvalidDataError, InvalidValueError

BEIJING = ZoneInfo("Asia/Shanghai")
LONDON = ZoneInfo("Europe/London")

moments = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 -- hypothesis adds the zone
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, BEIJING, LONDON]),
)


def test_a_month_ends_on_the_day_of_the_same_number_by_the_clock_of_the_place():
    received = datetime(2019, 1, 15, 0, 30, tzinfo=BEIJING)
    assert Span(months=3).after(received) == datetime(2019, 4, 15, 0, 30, tzinfo=BEIJING)


@pytest.mark.parametrize(("year", "day"), [(2019, 28), (2020, 29)])
def test_a_month_without_that_day_ends_on_its_last_one(year: int, day: int):
    received = datetime(year - 1, 11, 30, 9, tzinfo=BEIJING)
    assert Span(months=3).after(received) == datetime(year, 2, day, 9, tzinfo=BEIJING)


def test_a_year_before_the_leap_day_is_the_last_of_february():
    leap_day = datetime(2020, 2, 29, 9, tzinfo=BEIJING)
    assert Span(years=1).before(leap_day) == datetime(2019, 2, 28, 9, tzinfo=BEIJING)


def test_a_day_has_24_hours_also_where_the_clocks_are_put_forward():
    evening = datetime(2017, 3, 25, 20, tzinfo=LONDON)
    assert Span(days=1).after(evening) == datetime(2017, 3, 26, 21, tzinfo=LONDON)
    assert Span(months=1).after(evening) == datetime(2017, 4, 25, 20, tzinfo=LONDON)


@given(moments, st.integers(1, 99), st.integers(0, 99))
def test_weeks_and_days_are_exact_both_ways(moment: datetime, weeks: int, days: int):
    span = Span(weeks=weeks, days=days)
    assert span.after(moment) - moment.astimezone(UTC) == timedelta(weeks=weeks, days=days)
    assert span.after(span.before(moment)) == moment


@given(moments, moments, st.integers(1, 40))
def test_who_begins_later_ends_no_earlier(one: datetime, other: datetime, months: int):
    first, second = sorted((one.astimezone(BEIJING), other.astimezone(BEIJING)))
    assert Span(months=months).after(first) <= Span(months=months).after(second)


@pytest.mark.parametrize(
    ("span", "en", "zh"),
    [
        (Span(days=14), "14 days", "14天"),
        (Span(months=1), "1 month", "1个月"),
        (Span(years=1, weeks=2), "1 year and 2 weeks", "1年2周"),
    ],
)
def test_it_is_written_in_words(span: Span, en: str, zh: str):
    assert (span.text().in_language("en"), span.text().in_language("zh")) == (en, zh)


@pytest.mark.parametrize("span", [Span(years=1000), Span(weeks=999), Span(months=1, days=1)])
def test_a_span_ends_where_dates_end(span: Span):
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    for ask, moment in ((span.before, first), (span.after, last)):
        with pytest.raises(InvalidValueError) as error:
            ask(moment)
        assert error.value.code == "moment_range"


def test_no_length_is_no_span():
    with pytest.raises(InvalidDataError) as error:
        Span()
    assert error.value.problems[0].code == "span_empty"


def test_a_moment_without_a_zone_has_no_clock_to_count_by():
    naive = datetime(2019, 1, 15)  # noqa: DTZ001 -- the mistake that is meant
    for ask in (Span(months=3).after, Span(months=3).before):
        with pytest.raises(InvalidValueError, match="has no time zone"):
            ask(naive)
