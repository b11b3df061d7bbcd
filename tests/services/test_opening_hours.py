"""When a counter or a line is open: by its own clock, by weekdays, by a calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import WorkCalendar
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import Channel, HoursOfDay, OpenDay, OpeningHours

SHANGHAI = ZoneInfo("Asia/Shanghai")
HALL = OpeningHours(
    regular=[
        {"days": ["workday"], "opens": "13:30", "closes": "17:00"},
        {"days": ["workday"], "opens": "09:00", "closes": "12:00"},
        {"days": ["saturday"], "opens": "09:00", "closes": "12:00"},
    ],
    special=[
        {"first": "2017-08-18", "hours": [{"opens": "14:00", "closes": "15:00"}]},
        {"first": "2017-08-17", "last": "2017-08-20", "note": "停电"},
    ],
    time_zone="Asia/Shanghai",
)


def at(text: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2017-08-16T08:59:59", False),
        ("2017-08-16T09:00:00", True),
        ("2017-08-16T12:00:00", False),  # it closes at noon
        ("2017-08-16T16:59:59", True),
        ("2017-08-17T10:00:00", False),  # no electricity
        ("2017-08-18T14:30:00", True),  # the first special hours count
        ("2017-08-18T10:00:00", False),
        ("2017-08-26T10:00:00", True),  # a Saturday like any other
        ("2017-08-26T14:00:00", False),
        ("2017-09-30T14:00:00", True),  # a Saturday that makes up for a holiday
        ("2017-10-02T10:00:00", False),  # a Monday, and a holiday
    ],
)
def test_a_hall_keeps_its_hours_and_its_holidays(moment: str, *, is_open: bool):
    assert HALL.is_open(at(moment), calendar=WorkCalendar.china()) is is_open


def test_hours_of_a_date_are_in_order():
    wednesday = HALL.hours_on(date(2017, 8, 16), calendar=WorkCalendar())
    assert [(hours.opens.hour, hours.closes.hour) for hours in wednesday] == [(9, 12), (13, 17)]
    assert HALL.hours_on(date(2017, 8, 17)) == ()  # a special date needs no calendar
    assert HALL.needs_calendar
    assert [day.value for day in OpenDay if not day.needs_calendar][:2] == ["monday", "tuesday"]


def test_without_a_calendar_nobody_knows_the_working_days():
    with pytest.raises(
        InvalidValueError, match=r"no calendar tells .* Give one, such as"
    ) as caught:
        HALL.is_open(at("2017-08-16T10:00:00"))
    assert caught.value.code == "calendar_missing"


def test_a_moment_without_a_time_zone_is_none():
    with pytest.raises(InvalidValueError, match="at: has no time zone"):
        HALL.is_open(datetime(2017, 8, 16, 10), calendar=WorkCalendar())  # noqa: DTZ001 -- refused


def test_the_same_moment_is_open_whatever_zone_it_is_given_in():
    moment = at("2017-08-16T10:00:00")
    for zone in ("UTC", "America/New_York", "Pacific/Kiritimati"):
        assert HALL.is_open(moment.astimezone(ZoneInfo(zone)), calendar=WorkCalendar())


def test_days_off_are_those_that_are_no_working_days():
    hours = {"days": ["day_off"], "opens": "10:00", "closes": "16:00"}
    line = OpeningHours(regular=[hours], time_zone="Asia/Shanghai")
    china = WorkCalendar.china()
    assert line.is_open(at("2017-10-02T10:00:00"), calendar=china)
    assert not line.is_open(at("2017-09-30T10:00:00"), calendar=china)


def test_hours_over_night_belong_to_the_day_on_which_they_begin():
    night = {"days": ["friday"], "opens": "22:00", "closes": "06:00"}
    line = OpeningHours(regular=[night], time_zone="Europe/London")
    assert line.is_open(at("2017-08-18T22:00:00", "Europe/London"))
    assert line.is_open(at("2017-08-19T05:59:00", "Europe/London"))
    assert not line.is_open(at("2017-08-19T06:00:00", "Europe/London"))
    assert not line.is_open(at("2017-08-18T05:59:00", "Europe/London"))


def test_an_office_opens_by_the_clock_on_its_wall():
    sunday = {"days": ["sunday"], "opens": "09:00", "closes": "17:00"}
    office = OpeningHours(regular=[sunday], time_zone="Europe/London")
    # On 2017-03-26 clocks in London were put forward at one o'clock.
    assert office.is_open(datetime(2017, 3, 26, 8, 30, tzinfo=UTC))
    assert not office.is_open(datetime(2017, 3, 19, 8, 30, tzinfo=UTC))


@given(
    st.datetimes(datetime(2017, 1, 1), datetime(2018, 1, 1)),  # noqa: DTZ001 -- zone below
    st.sampled_from(["Asia/Shanghai", "Europe/London", "America/New_York"]),
)
def test_from_midnight_to_midnight_is_always_open(moment: datetime, zone: str):
    every_day = {"days": list(OpenDay)[:7], "opens": "00:00", "closes": "00:00"}
    assert OpeningHours(regular=[every_day], time_zone=zone).is_open(moment.replace(tzinfo=UTC))


@given(st.times(), st.times(), st.integers(0, 7 * 24 * 60))
def test_a_stretch_is_open_for_as_long_as_it_says(opens: time, closes: time, minutes: int):
    opens, closes = opens.replace(second=0, microsecond=0), closes.replace(second=0, microsecond=0)
    stretch = {"days": ["wednesday"], "opens": opens, "closes": closes}
    line = OpeningHours(regular=[stretch], time_zone="UTC")
    start = datetime.combine(date(2017, 8, 16), opens, UTC)
    length = datetime.combine(date(2017, 8, 16), closes, UTC) - start
    if length <= timedelta(0):
        length += timedelta(days=1)
    moment = datetime(2017, 8, 14, tzinfo=UTC) + timedelta(minutes=minutes)
    assert line.is_open(moment) is (start <= moment < start + length)


@pytest.mark.parametrize(
    ("opens", "closes", "read"),
    [
        ("9:00", "17：30", (time(9), time(17, 30))),
        ("０９:００", "24:00", (time(9), time())),
        (time(9), time(17), (time(9), time(17))),
    ],
)
def test_hours_are_read_as_signs_at_the_door_have_them(
    opens: object, closes: object, read: tuple[time, time]
):
    hours = HoursOfDay(opens=opens, closes=closes)
    assert (hours.opens, hours.closes) == read


def test_the_first_and_the_last_day_of_all_have_hours():
    night = OpeningHours(
        regular=[{"days": ["monday", "friday"], "opens": "22:00", "closes": "06:00"}],
        time_zone="UTC",
    )
    assert not night.is_open(datetime(1, 1, 1, 5, tzinfo=UTC))  # a Monday
    assert night.is_open(datetime(9999, 12, 31, 23, tzinfo=UTC))  # a Friday
    with pytest.raises(InvalidValueError, match="at: is left for a year"):
        HALL.is_open(datetime(9999, 12, 31, 23, tzinfo=UTC))


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"time_zone": "China"}, "time_zone", "time_zone"),
        (
            {"special": [{"first": "2017-10-08", "hours": [{"opens": 9, "closes": "24:00"}]}]},
            "special.0.hours.0.opens",
            "time_parsing",
        ),
        (
            {"special": [{"first": "2017-10-08", "hours": [{"opens": "24:00", "closes": "6:00"}]}]},
            "special.0.hours.0.opens",
            "time_parsing",
        ),
        (
            {"regular": [{"days": [], "opens": "09:00", "closes": "17:00"}]},
            "regular.0.days",
            "open_days",
        ),
        (
            {"regular": [{"days": ["mon"], "opens": "09:00", "closes": "17:00"}]},
            "regular.0.days.0",
            "enum",
        ),
        (
            {"regular": [{"days": ["monday"], "opens": "09:00+08:00", "closes": "17:00"}]},
            "regular.0.opens",
            "time_with_zone",
        ),
        (
            {"special": [{"first": "2017-10-08", "last": "2017-10-01"}]},
            "special.0",
            "special_hours",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused(fields: dict[str, object], field: str, code: str):
    with pytest.raises(InvalidDataError) as caught:
        OpeningHours(**{"time_zone": "Asia/Shanghai", **fields})
    (problem,) = caught.value.problems
    assert (problem.field, problem.code) == (field, code)


def test_a_channel_is_open_when_its_hours_say_so_and_unknown_without():
    assert Channel(kind="counter").is_open(at("2017-08-16T10:00:00")) is None
    counter = Channel(kind="counter", hours=HALL, accessibility=["wheelchair", "large_print"])
    assert counter.is_open(at("2017-08-16T10:00:00"), calendar=WorkCalendar())
    assert Channel.model_validate_json(counter.model_dump_json()) == counter


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("１２３４５", "12345"),
        ("（025）8442  1234", "(025)8442 1234"),
        ("0826-2222222转8", "0826-2222222转8"),
        ("+44 20 7946 0000 ext. 12", "+44 20 7946 0000 ext. 12"),
    ],
)
def test_a_line_is_written_as_it_is_dialed(written: str, phone: str):
    assert Channel(kind="phone", phone=written).phone == phone


@pytest.mark.parametrize("written", ["call us", "转8", "1", 12345])
def test_what_nobody_can_dial_is_no_line(written: object):
    with pytest.raises(InvalidDataError, match="phone"):
        Channel(kind="phone", phone=written)
