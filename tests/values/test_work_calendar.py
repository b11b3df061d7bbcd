from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidDataError, InvalidValueError, MissingExtraError
from mgov.values.work_calendar import KnowsWorkdays, Weekday, WorkCalendar

DAYS = st.dates(date(2015, 1, 1), date(2020, 12, 31))
SETS = st.frozensets(DAYS, max_size=30)
NUMBERS = st.integers(-60, 60)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    holidays = draw(SETS)
    return WorkCalendar(
        weekend=draw(st.frozensets(st.sampled_from(Weekday), max_size=6)),
        holidays=holidays,
        workdays=draw(SETS) - holidays,
    )


def naive_days_after(day: date, last: date) -> list[date]:
    return [day + timedelta(n) for n in range(1, (last - day).days + 1)]


# --- which days -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "works"),
    [
        # The State Council's notice for 2017: National Day and Mid-Autumn off from 1 to 8 October,
        # work on Saturday 30 September.
        ("2017-09-29", True),
        ("2017-09-30", True),
        *((f"2017-10-0{n}", False) for n in range(1, 9)),
        ("2017-10-09", True),
        # Spring Festival: off from 27 January to 2 February, work on 22 January and 4 February.
        ("2017-01-22", True),
        ("2017-01-27", False),
        ("2017-02-02", False),
        ("2017-02-04", True),
        ("2017-02-05", False),
        ("2017-08-17", True),
        ("2017-08-19", False),
    ],
)
def test_chinese_working_days_are_those_that_were_announced(day: str, works: bool):  # noqa: FBT001 -- a table's column
    assert WorkCalendar.china().is_workday(date.fromisoformat(day)) is works


def test_years_that_were_not_announced_are_never_guessed():
    china = WorkCalendar.china()
    with pytest.raises(InvalidValueError, match=r"from 2004 to \d{4}, not those of 2003") as caught:
        china.is_workday(date(2003, 12, 31))
    assert caught.value.code == "calendar_not_covered"
    assert "chinesecalendar" in caught.value.remedy
    with pytest.raises(InvalidValueError, match="not those of 2003"):
        china.previous_workday(date(2004, 1, 1))
    with pytest.raises(InvalidValueError, match="not those of 2120"):
        china.is_workday(date(2120, 1, 1))


def test_years_that_were_not_announced_can_be_guessed_on_request():
    china = WorkCalendar.china(beyond="weekends")
    assert china.is_workday(date(2120, 1, 1))  # a Monday
    assert not china.is_workday(date(2120, 1, 6))
    assert not china.is_workday(date(2017, 10, 2))


def test_a_region_adds_its_own_days_to_the_chinese_ones():
    third_of_march = date(2017, 3, 30)  # Guangxi's festival
    guangxi = WorkCalendar.china(holidays=[third_of_march], workdays=[date(2017, 10, 8)])
    assert not guangxi.is_workday(third_of_march)
    assert guangxi.is_workday(date(2017, 10, 8))
    assert WorkCalendar.china().is_workday(third_of_march)


def test_the_chinese_calendar_says_which_extra_it_needs(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    with pytest.raises(MissingExtraError, match=r'pip install "mgov\[cn\]"'):
        WorkCalendar.china()


@given(calendars(), DAYS)
def test_a_listed_day_goes_before_the_weekend(calendar: WorkCalendar, day: date):
    names = "monday tuesday wednesday thursday friday saturday sunday".split()
    if day in calendar.workdays:
        expected = True
    elif day in calendar.holidays:
        expected = False
    else:
        expected = names[day.isoweekday() - 1] not in calendar.weekend
    assert calendar.is_workday(day) is expected


def test_a_calendar_is_replaced_by_anything_that_knows_working_days():
    class Never:
        def is_workday(self, day: date) -> bool:  # noqa: ARG002 -- a rule that looks at nothing
            return False

    class EvenDays(WorkCalendar, frozen=True):
        def is_workday(self, day: date) -> bool:
            return day.day % 2 == 0

    even = EvenDays()
    assert isinstance(even, KnowsWorkdays)
    assert WorkCalendar.of(even) is even
    assert even.next_workday(date(2017, 8, 30)) == date(2017, 9, 2)
    never = WorkCalendar.of(Never())
    assert never.workdays_between(date(2017, 1, 1), date(2018, 1, 1)) == 0
    with pytest.raises(InvalidValueError, match="no working day in the year after"):
        never.next_workday(date(2017, 1, 1))
    with pytest.raises(InvalidValueError, match="no working day in the year before"):
        never.previous_workday(date(2017, 1, 1))


@pytest.mark.parametrize(
    ("fields", "trouble"),
    [
        ({"weekend": list(Weekday)}, "has no weekday to work on"),
        (
            {"holidays": [date(2017, 1, 1)], "workdays": [date(2017, 1, 1)]},
            "has 2017-01-01 both as a holiday and as a working day",
        ),
        ({"weekend": ["caturday"]}, "is not one of the known values"),
    ],
)
def test_an_impossible_calendar_is_refused(fields: dict[str, object], trouble: str):
    with pytest.raises(InvalidDataError, match=trouble):
        WorkCalendar.model_validate(fields)


@given(calendars())
def test_a_calendar_is_written_in_a_fixed_order_and_read_back(calendar: WorkCalendar):
    text = calendar.model_dump_json()
    assert WorkCalendar.model_validate_json(text) == calendar
    assert WorkCalendar.model_validate(calendar.model_dump()) == calendar
    dumped = calendar.model_dump(mode="json")
    assert all(days == sorted(days) for days in dumped.values())


# --- counting -------------------------------------------------------------------------------------


@given(calendars(), DAYS, NUMBERS)
def test_counting_undoes_adding(calendar: WorkCalendar, day: date, number: int):
    assert calendar.workdays_between(day, calendar.add_workdays(day, number)) == number


@given(calendars(), DAYS, NUMBERS)
def test_adding_agrees_with_a_naive_walk(calendar: WorkCalendar, day: date, number: int):
    walked, left = day, abs(number)
    while left:
        walked += timedelta(1 if number > 0 else -1)
        left -= calendar.is_workday(walked)
    assert calendar.add_workdays(day, number) == walked


@given(calendars(), DAYS, DAYS)
def test_counting_agrees_with_a_naive_list(calendar: WorkCalendar, first: date, last: date):
    if last >= first:
        expected = sum(map(calendar.is_workday, naive_days_after(first, last)))
    else:
        before = [day - timedelta(1) for day in naive_days_after(last, first)]
        expected = -sum(map(calendar.is_workday, before))
    assert calendar.workdays_between(first, last) == expected


@given(calendars(), DAYS, st.integers(0, 40), st.integers(0, 40))
def test_terms_add_up(calendar: WorkCalendar, day: date, m: int, n: int):
    assert calendar.add_workdays(calendar.add_workdays(day, m), n) == calendar.add_workdays(
        day, m + n
    )
    assert calendar.add_workdays(calendar.add_workdays(day, -m), -n) == calendar.add_workdays(
        day, -m - n
    )


@given(calendars(), DAYS)
def test_the_next_and_the_previous_workday_are_the_nearest_ones(calendar: WorkCalendar, day: date):
    after, before = calendar.next_workday(day), calendar.previous_workday(day)
    assert before < day < after
    assert calendar.is_workday(before)
    assert calendar.is_workday(after)
    between = [day + timedelta(n) for n in range((before - day).days + 1, (after - day).days) if n]
    assert not any(map(calendar.is_workday, between))


def test_adding_no_workday_leaves_a_day_where_it_is():
    sunday = date(2017, 8, 20)
    assert WorkCalendar().add_workdays(sunday, 0) == sunday


# --- terms ----------------------------------------------------------------------------------------


@given(calendars(), DAYS, st.integers(0, 90))
def test_a_term_in_days_leaves_the_first_day_out(calendar: WorkCalendar, start: date, days: int):
    last = start + timedelta(days)
    assert calendar.deadline(start, days=days) == last
    rolled = calendar.deadline(start, days=days, roll="next")
    assert rolled == (last if calendar.is_workday(last) else calendar.next_workday(last))


@given(calendars(), DAYS, st.integers(1, 90))
def test_a_term_in_workdays_ends_on_a_workday(calendar: WorkCalendar, start: date, number: int):
    last = calendar.deadline(start, workdays=number)
    assert last == calendar.add_workdays(start, number)
    assert calendar.deadline(start, workdays=number, roll="next") == last


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2017-01-31", 1, "2017-02-28"),
        ("2016-01-31", 1, "2016-02-29"),
        ("2017-08-17", 6, "2018-02-17"),
        ("2017-11-30", 3, "2018-02-28"),
        ("2017-02-28", 1, "2017-03-28"),
    ],
)
def test_a_term_in_months_ends_on_the_same_day_or_the_last_one(start: str, months: int, last: str):
    found = WorkCalendar().deadline(date.fromisoformat(start), months=months)
    assert found == date.fromisoformat(last)


def test_a_term_that_ends_in_the_national_day_week_moves_past_it():
    china = WorkCalendar.china()
    assert china.deadline(date(2017, 9, 19), days=15) == date(2017, 10, 4)
    assert china.deadline(date(2017, 9, 19), days=15, roll="next") == date(2017, 10, 9)
    assert china.deadline(date(2017, 9, 28), workdays=3) == date(2017, 10, 9)


@pytest.mark.parametrize(
    ("lengths", "trouble"),
    [
        ({}, "has not one length"),
        ({"days": 1, "workdays": 1}, "has not one length"),
        ({"days": -1}, "has a negative length"),
    ],
)
def test_a_term_has_exactly_one_length(lengths: dict[str, int], trouble: str):
    with pytest.raises(InvalidValueError, match=trouble) as caught:
        WorkCalendar().deadline(date(2017, 8, 17), **lengths)  # type: ignore[arg-type] -- a table's column
    assert caught.value.field == "deadline"


def test_a_moment_is_no_day():
    moment = datetime(2017, 8, 17, tzinfo=UTC)
    calendar = WorkCalendar()
    for ask in (
        lambda: calendar.is_workday(moment),
        lambda: calendar.add_workdays(moment, 0),
        lambda: calendar.workdays_between(date(2017, 1, 1), moment),
        lambda: calendar.deadline(moment, days=1),
        lambda: WorkCalendar.china().is_workday(moment),
        lambda: WorkCalendar.of(calendar).is_workday(moment),
    ):
        with pytest.raises(InvalidValueError, match="depends on a time zone"):
            ask()


def test_the_end_of_all_dates_is_a_clear_error():
    for ask in (
        lambda: WorkCalendar().next_workday(date.max),
        lambda: WorkCalendar().previous_workday(date.min),
        lambda: WorkCalendar().deadline(date.max, months=1),
        lambda: WorkCalendar().deadline(date.max, days=10**12),
    ):
        with pytest.raises(InvalidValueError, match="a year that dates do not reach"):
            ask()
