"""What holds for the time of every application: what gives time never takes it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mgov import WorkCalendar
from mgov.services import Application, ApplicationDeadline

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2017, 8, 17, 10, tzinfo=SHANGHAI)
PROMISES = st.one_of(
    st.none(),
    st.tuples(st.integers(0, 40), st.sampled_from(["个工作日", "天", "小时"])).map(
        lambda each: f"{each[0]}{each[1]}"
    ),
)
CALENDARS = st.builds(
    WorkCalendar, holidays=st.frozensets(st.dates(date(2017, 8, 1), date(2018, 3, 1)), max_size=20)
)
HOURS = st.lists(st.integers(1, 200), max_size=8)


def accepted(promised: str | None) -> Application:
    return (
        Application.start(rulebook="cn-2004", service="s-1", at=START, promised_time=promised)
        .submit(at=START)
        .accept(at=START)
    )


def decisions(application: Application, calendar: WorkCalendar) -> list[ApplicationDeadline]:
    runs = application.deadlines(calendar=calendar)
    return [each for each in runs if each.clock.id == "decide"]


@given(promised=PROMISES, calendar=CALENDARS, hours=HOURS)
def test_a_procedure_never_brings_the_last_moment_nearer(
    promised: str | None, calendar: WorkCalendar, hours: list[int]
):
    application, moment = accepted(promised), START
    before = [each.until for each in decisions(application, calendar)]
    for position, later in enumerate(hours):
        moment += timedelta(hours=later)
        if position % 2:
            application = application.end_procedure(at=moment)
        else:
            application = application.begin_procedure(at=moment, reason="hearing")
        after = [each.until for each in decisions(application, calendar)]
        for old, new in zip(before, after, strict=True):
            assert new is None or new >= old
        before = [new or old for old, new in zip(before, after, strict=True)]


@given(promised=PROMISES, calendar=CALENDARS, days=st.integers(1, 10), hours=st.integers(0, 2000))
def test_an_extension_never_brings_the_last_moment_nearer(
    promised: str | None, calendar: WorkCalendar, days: int, hours: int
):
    application = accepted(promised)
    moment = START + timedelta(hours=hours)
    longer = application.extend(at=moment, explanation="案情复杂", days=days)
    for old, new in zip(decisions(application, calendar), decisions(longer, calendar), strict=True):
        assert new.until >= old.until
        assert new.until == old.until or (moment <= old.until and new.extended_by == days)


@given(promised=PROMISES, calendar=CALENDARS, hours=st.integers(0, 3000))
def test_it_is_on_time_exactly_if_it_is_decided_by_the_last_moment(
    promised: str | None, calendar: WorkCalendar, hours: int
):
    application = accepted(promised)
    deadline = decisions(application, calendar)[0]
    moment = START + timedelta(hours=hours)
    in_time = moment <= deadline.until
    done = application.complete(at=moment)
    assert done.is_on_time(calendar=calendar) is in_time
    assert done.due(calendar=calendar) == deadline.due
    assert application.is_on_time(moment, calendar=calendar) is (None if in_time else False)
    assert done.is_on_time(moment + timedelta(days=900), calendar=calendar) is in_time


@given(calendar=CALENDARS, length=st.integers(0, 40), unit=st.sampled_from(["个工作日", "天"]))
def test_a_longer_promise_is_never_due_earlier(calendar: WorkCalendar, length: int, unit: str):
    shorter, longer = (
        accepted(f"{number}{unit}").due(calendar=calendar) for number in (length, length + 1)
    )
    assert START.date() <= shorter < longer
