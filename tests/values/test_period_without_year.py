from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidValueError
from mgov.values.period import Period

AUGUST = date(2017, 8, 17)
NEW_YEAR = date(2018, 1, 2)


@pytest.mark.parametrize(
    ("text", "published", "canonical"),
    [
        ("8月17日", AUGUST, "2017-08-17"),
        ("八月十七日", AUGUST, "2017-08-17"),
        ("August 17", AUGUST, "2017-08-17"),
        ("the 17th of August", AUGUST, "2017-08-17"),
        ("8月", AUGUST, "2017-08"),
        ("上半年", AUGUST, "2017-H1"),
        ("第二季度", AUGUST, "2017-Q2"),
        ("前7个月", AUGUST, "2017-01/2017-07"),
        ("1-7月", AUGUST, "2017-01/2017-07"),
        ("第33周", AUGUST, "2017-W33"),
        ("截至6月底", AUGUST, "../2017-06"),
        ("as of the end of June", AUGUST, "../2017-06"),
        ("6月1日至15日", AUGUST, "2017-06-01/2017-06-15"),
        ("1-5 June", AUGUST, "2017-06-01/2017-06-05"),
        # around New Year
        ("12月28日", NEW_YEAR, "2017-12-28"),
        ("12月", NEW_YEAR, "2017-12"),
        ("截至12月底", NEW_YEAR, "../2017-12"),
        ("第四季度", NEW_YEAR, "2017-Q4"),
        ("1月5日", date(2017, 12, 20), "2018-01-05"),
        ("12月28日至1月3日", NEW_YEAR, "2017-12-28/2018-01-03"),
        ("12月28日至1月3日", date(2017, 12, 20), "2017-12-28/2018-01-03"),
        ("December 28 to January 3", NEW_YEAR, "2017-12-28/2018-01-03"),
        ("11月至2月", NEW_YEAR, "2017-11/2018-02"),
        ("第52周至第2周", NEW_YEAR, "2017-W52/2018-W02"),
        # what not every year has
        ("2月29日", AUGUST, "2016-02-29"),
        ("2月29日", date(1900, 2, 28), "1896-02-29"),
        ("2月27日至29日", AUGUST, "2016-02-27/2016-02-29"),
        ("第53周", AUGUST, "2015-W53"),
        # a year that is written is never another one
        ("2011年8月17日", AUGUST, "2011-08-17"),
        ("2016年11月至2017年2月", AUGUST, "2016-11/2017-02"),
    ],
)
def test_a_date_without_a_year_is_the_one_nearest_to_its_publication(
    text: str, published: date, canonical: str
):
    assert str(Period.parse(text, published=published)) == canonical


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("3月1日", "2017-03-01", "2018-03-01"),
        ("8月17日", "2017-08-17", "2017-08-17"),
        ("8月", "2017-08", "2017-08"),
        ("12月31日", "2016-12-31", "2017-12-31"),
        ("截至8月底", "../2016-08", "../2017-08"),
        ("12月28日至1月3日", "2016-12-28/2017-01-03", "2017-12-28/2018-01-03"),
        ("2月29日", "2016-02-29", "2020-02-29"),
    ],
)
def test_a_report_looks_back_and_an_announcement_ahead(text: str, past: str, future: str):
    assert str(Period.parse(text, published=AUGUST, about="past")) == past
    assert str(Period.parse(text, published=AUGUST, about="future")) == future


def test_of_two_days_that_are_equally_far_the_past_one_is_meant():
    published = date(2015, 10, 16)  # half way between two 16ths of April
    before, after = date(2015, 4, 16), date(2016, 4, 16)
    assert (published - before).days == (after - published).days
    assert Period.parse("4月16日", published=published).start == before


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("1-5", "is not a period"),
        ("12-28", "is not a period"),
        ("5日", "has a day and no month"),
        ("6月31日", "names day 31, which 2017-06 does not have"),
        ("13月", "names month 13, which a year does not have"),
        ("第54周", "names week 54, which 2017 does not have"),
        ("6月至6月30日", "runs from a month to a day"),
        ("6月5日至3日", "ends before it begins"),
        ("截至1-5月", "is a point in time and a range"),
    ],
)
def test_what_no_year_has_is_still_refused(text: str, trouble: str):
    with pytest.raises(InvalidValueError, match=trouble):
        Period.parse(text, published=AUGUST)


def test_without_the_day_of_publication_the_remedy_names_it():
    with pytest.raises(InvalidValueError, match="or say when it was published"):
        Period.parse("8月17日")


def test_a_moment_is_no_day_of_publication():
    with pytest.raises(InvalidValueError, match="zone") as caught:
        Period.parse("8月17日", published=datetime(2017, 8, 17, tzinfo=UTC))
    assert caught.value.field == "published"


def test_a_tense_has_to_be_one_of_the_two_and_needs_a_day():
    with pytest.raises(InvalidValueError, match="about: is no tense"):
        Period.parse("8月17日", published=AUGUST, about="passed")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(InvalidValueError, match="not from which day"):
        Period.parse("8月17日", about="past")


def test_at_the_edge_of_the_calendar_a_year_that_is_out_of_range_is_said():
    with pytest.raises(InvalidValueError, match="outside the years"):
        Period.parse("12月", published=date(1583, 3, 1), about="past")


days = st.dates(date(1600, 1, 1), date(9900, 12, 31))


@given(days, st.integers(-180, 180))
def test_a_day_within_half_a_year_is_found_again_without_its_year(published: date, distance: int):
    day = date.fromordinal(published.toordinal() + distance)
    if (day.month, day.day) == (2, 29):
        return  # the year before and the year after have none
    for text in (f"{day.month}月{day.day}日", f"{day:%B} {day.day}"):
        assert Period.parse(text, published=published).start == day


@given(days, days)
def test_the_past_is_not_later_and_the_future_not_earlier_than_the_publication(
    published: date, day: date
):
    text = f"{day.month}月{day.day}日"
    past = Period.parse(text, published=published, about="past").start
    future = Period.parse(text, published=published, about="future").start
    nearest = Period.parse(text, published=published).start
    assert past <= published <= future
    assert nearest in {past, future}
    assert {past.month, future.month} == {day.month}
