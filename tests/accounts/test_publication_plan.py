from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgov.accounts import Account, OffDay, Post, PublicationPlan, missed_issues
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.work_calendar import WorkCalendar

BEIJING = ZoneInfo("Asia/Shanghai")
NOON = datetime(2017, 8, 4, 12, tzinfo=BEIJING)  # a Friday
WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)
WEEKLY = PublicationPlan(rule="FREQ=WEEKLY", start=NOON, time_zone="Asia/Shanghai")


def plan(rule: str, *, zone: str = "Asia/Shanghai", **fields: object) -> PublicationPlan:
    start = fields.pop("start", NOON)
    return PublicationPlan.model_validate(
        {"rule": rule, "start": start, "time_zone": zone, **fields}
    )


def days(plan: PublicationPlan, until: date, calendar: WorkCalendar | None = None) -> list[str]:
    end = datetime(until.year, until.month, until.day, tzinfo=BEIJING)
    return [f"{issue:%m-%d}" for issue in plan.between(plan.start, end, calendar=calendar)]


def trouble(rule: str, **fields: object) -> str:
    with pytest.raises(InvalidDataError) as error:
        plan(rule, **fields)
    assert len(error.value.problems) == 1
    return str(error.value.problems[0])


# --- the rule -----------------------------------------------------------------------------------


def test_a_weekly_issue_appears_every_week_at_the_time_of_its_start():
    found = WEEKLY.between(NOON, NOON + 3 * WEEK)
    assert found == (NOON, NOON + WEEK, NOON + 2 * WEEK)
    assert {issue.tzinfo for issue in found} == {BEIJING}


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("FREQ=DAILY;BYHOUR=8,18;BYMINUTE=30;BYSECOND=15", ["04 18:30:15", "05 08:30:15"]),
        ("FREQ=WEEKLY;BYDAY=MO,TH", ["07 12:00:00", "10 12:00:00"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU", ["13 12:00:00", "27 12:00:00"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=MO", ["06 12:00:00", "20 12:00:00"]),
        ("FREQ=MONTHLY;BYDAY=-1FR,2MO", ["14 12:00:00", "25 12:00:00"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["31 12:00:00", "29 12:00:00"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["31 12:00:00", "30 12:00:00"]),
        ("FREQ=YEARLY;BYWEEKNO=33;BYDAY=TH", ["17 12:00:00", "16 12:00:00"]),
        ("FREQ=YEARLY;BYYEARDAY=-1", ["31 12:00:00", "31 12:00:00"]),
        ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1;BYHOUR=0", ["01 00:00:00", "01 00:00:00"]),
    ],
)
def test_a_rule_names_its_issues_as_rfc_5545_says(rule: str, first: list[str]):
    one = plan(rule).next_after(NOON)
    assert one is not None
    two = plan(rule).next_after(one)
    assert two is not None
    assert [f"{one:%d %H:%M:%S}", f"{two:%d %H:%M:%S}"] == first


def test_equal_rules_are_kept_as_equal_texts():
    one = plan("RRULE: byday=fr;Freq=weekly;BYHOUR=17".replace(": ", ":"))
    assert one.rule == "FREQ=WEEKLY;BYDAY=FR;BYHOUR=17"
    assert one == plan("FREQ=WEEKLY;BYHOUR=17;BYDAY=FR")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("every Friday", "has a part that is not written NAME=value"),
        ("FREQ=WEEKLY;BYDAY=", "has a part that is not written NAME=value"),
        ("FREQ=WEEKLY;BYEASTER=0", "has a part that RFC 5545 does not know"),
        ("FREQ=WEEKLY;FREQ=DAILY", "has FREQ twice"),
        ("BYDAY=FR", "has no frequency"),
        ("FREQ=MONTHLY;BYDAY=53FR", "numbers a weekday of BYDAY that no month has"),
        ("FREQ=MONTHLY;BYDAY=MO,-6FR", "numbers a weekday of BYDAY that no month has"),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=6MO", "numbers a weekday of BYDAY that no month has"),
        ("FREQ=FORTNIGHTLY", "has no frequency that is known"),
        ("FREQ=HOURLY", "has the frequency HOURLY"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20171231T160000Z", "has both COUNT and UNTIL"),
        ("FREQ=WEEKLY;COUNT=0", "has no usable number in COUNT"),
        ("FREQ=WEEKLY;INTERVAL=-1", "has no usable number in INTERVAL"),
        ("FREQ=WEEKLY;BYHOUR=24", "has no usable number in BYHOUR"),
        ("FREQ=WEEKLY;BYHOUR=-1", "has no usable number in BYHOUR"),
        ("FREQ=WEEKLY;BYHOUR=8,,9", "has no usable number in BYHOUR"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "has no usable number in BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=-32", "has no usable number in BYMONTHDAY"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "has BYMONTHDAY, which does not go with FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYWEEKNO=1", "has BYWEEKNO, which does not go with FREQ=MONTHLY"),
        ("FREQ=WEEKLY;BYSETPOS=1", "has BYSETPOS without a set to choose from"),
        ("FREQ=WEEKLY;BYDAY=1FR", "numbers a weekday of BYDAY"),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1FR", "numbers a weekday of BYDAY"),
        ("FREQ=MONTHLY;BYDAY=0FR", "has no weekday in BYDAY"),
        ("FREQ=YEARLY;BYDAY=54FR", "has no weekday in BYDAY"),
        ("FREQ=WEEKLY;BYDAY=XX", "has no weekday in BYDAY"),
        ("FREQ=WEEKLY;WKST=XX", "has no weekday in WKST"),
        ("FREQ=WEEKLY;UNTIL=TOMORROW", "has no moment in UNTIL"),
        ("FREQ=WEEKLY;UNTIL=20170230T000000Z", "has no moment in UNTIL"),
        ("FREQ=WEEKLY;UNTIL=20171231Z", "has no moment in UNTIL"),
    ],
)
def test_a_rule_that_is_none_is_refused_with_its_part(rule: str, said: str):
    assert trouble(rule).startswith(f"rule: {said}")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
    ],
)
@pytest.mark.parametrize("year", [1901, 2017, 2399, 2999])
def test_a_rule_that_never_comes_is_refused_instead_of_walked_for_ever(rule: str, year: int):
    start = datetime(year, 8, 1, 12, tzinfo=BEIJING)
    start += timedelta(days=(1 - start.weekday()) % 7)  # a Tuesday
    assert trouble(rule, start=start).startswith("has a rule that never comes")


def test_a_rule_that_seldom_comes_is_no_rule_that_never_comes():
    leap = plan("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO")
    issue = leap.next_after(NOON)
    assert issue is not None
    assert issue.date() == date(2044, 2, 29)


@pytest.mark.parametrize("text", ["", "Beijing", "Asia", "/etc/localtime", "localtime"])
def test_a_name_that_is_no_time_zone_is_refused(text: str):
    assert trouble("FREQ=DAILY", zone=text).startswith("time_zone: is no time zone.")


@pytest.mark.parametrize(
    "start",
    [
        NOON.replace(microsecond=1),
        datetime(1900, 1, 1, tzinfo=UTC),
        datetime(3000, 1, 1, tzinfo=UTC),
    ],
)
def test_a_start_that_no_plan_follows_from_is_refused(start: datetime):
    assert trouble("FREQ=DAILY", start=start).startswith("has a start that no plan")


def test_a_start_has_a_time_zone():
    assert trouble("FREQ=DAILY", start="2017-08-04T12:00:00").startswith("start: has no time zone")


# --- its end ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "meant"), [("20170818", "20170818T155959Z"), ("20170818T120000", "20170818T040000Z")]
)
def test_an_until_without_utc_is_refused_and_the_right_one_named(until: str, meant: str):
    said = trouble(f"FREQ=WEEKLY;UNTIL={until}")
    assert "has an UNTIL that is not in UTC" in said
    assert said.endswith(f"For that end in Asia/Shanghai, write UNTIL={meant}.")
    assert days(plan(f"FREQ=WEEKLY;UNTIL={meant}"), date(2017, 10, 1)) == [
        "08-04",
        "08-11",
        "08-18",
    ]


def test_an_until_counts_itself_to_the_second():
    early = plan("FREQ=WEEKLY;UNTIL=20170818T035959Z")
    assert days(early, date(2017, 10, 1)) == ["08-04", "08-11"]
    assert early.next_after(NOON + WEEK) is None


def test_a_count_counts_what_is_then_left_out():
    thrice = plan(
        "FREQ=WEEKLY;COUNT=3",
        excluded_days=["2017-08-11"],
        excluded_moments=[NOON.astimezone(UTC)],
    )
    assert days(thrice, date(2017, 12, 1)) == ["08-18"]
    assert thrice.next_after(NOON + 2 * WEEK) is None


def test_an_excluded_moment_leaves_the_other_issues_of_its_day():
    twice = plan("FREQ=DAILY;BYHOUR=12,18", excluded_moments=[NOON])
    first = twice.next_after(NOON - HOUR)
    assert first is not None
    assert first.hour == 18


# --- clocks -------------------------------------------------------------------------------------


def test_an_issue_keeps_its_time_on_the_clock_when_clocks_change():
    london = plan(
        "FREQ=WEEKLY;BYDAY=SA,SU;BYHOUR=9", zone="Europe/London", start="2017-03-20T00:00:00Z"
    )
    issues = london.between(datetime(2017, 3, 25, tzinfo=UTC), datetime(2017, 3, 27, tzinfo=UTC))
    assert [issue.isoformat() for issue in issues] == [
        "2017-03-25T09:00:00+00:00",
        "2017-03-26T09:00:00+01:00",
    ]


def test_a_time_that_the_clock_leaves_out_is_read_with_the_offset_before():
    london = plan(
        "FREQ=DAILY;BYHOUR=1;BYMINUTE=30", zone="Europe/London", start="2017-03-26T00:00Z"
    )
    assert str(london.next_after(london.start)) == "2017-03-26 02:30:00+01:00"


def test_a_time_that_comes_twice_is_the_first_one():
    london = plan(
        "FREQ=DAILY;BYHOUR=1;BYMINUTE=30", zone="Europe/London", start="2017-10-29T00:00Z"
    )
    assert str(london.next_after(london.start)) == "2017-10-29 01:30:00+01:00"


def test_issues_that_a_change_of_the_clock_makes_one_are_one_and_in_order():
    # 01:00 and 01:30 do not exist that day; 02:00 is named after them and comes before 01:30.
    london = plan(
        "FREQ=DAILY;BYHOUR=1,2;BYMINUTE=0,30", zone="Europe/London", start="2017-03-26T00:00Z"
    )
    end = datetime(2017, 3, 26, 12, tzinfo=UTC)
    listed = london.between(london.start, end)
    assert [f"{issue:%H:%M}" for issue in listed] == ["02:00", "02:30"]
    assert chain(london, london.start - HOUR, end) == listed


def test_a_day_that_a_place_left_out_puts_nothing_out_of_order():
    # Samoa went to the other side of the date line and had no 30 December 2011.
    samoa = plan("FREQ=DAILY;BYHOUR=8,12", zone="Pacific/Apia", start="2011-12-28T12:00Z")
    end = datetime(2012, 1, 1, 12, tzinfo=UTC)
    listed = samoa.between(samoa.start, end)
    assert [f"{issue:%d}" for issue in listed] == ["28", "28", "29", "29", "31", "31", "01", "01"]
    assert chain(samoa, samoa.start - HOUR, end) == listed


def test_what_a_place_called_the_second_time_is_not_before_the_start():
    start = datetime(2017, 10, 29, 1, 30, fold=1, tzinfo=ZoneInfo("Europe/London"))
    first = plan("FREQ=DAILY", zone="Europe/London", start=start).next_after(start - WEEK)
    assert first is not None
    assert first.date() == date(2017, 10, 30)


def chain(
    plan: PublicationPlan, at: datetime, end: datetime, calendar: WorkCalendar | None = None
) -> tuple[datetime, ...]:
    found: list[datetime] = []
    issue = plan.next_after(at, calendar=calendar)
    while issue is not None and issue < end:
        found.append(issue)
        issue = plan.next_after(issue, calendar=calendar)
    return tuple(found)


RULES = st.sampled_from(
    [
        "FREQ=DAILY",
        "FREQ=DAILY;COUNT=9",
        "FREQ=DAILY;BYHOUR=0,1,2,3;BYMINUTE=0,30",
        "FREQ=WEEKLY;BYDAY=SA,SU",
        "FREQ=WEEKLY;UNTIL=20170401T000000Z",
        "FREQ=MONTHLY;BYMONTHDAY=-1,1,15",
    ]
)
ZONES = st.sampled_from(["Europe/London", "America/New_York", "Asia/Shanghai", "Pacific/Apia"])
MOMENTS = st.integers(0, 90 * 24).map(
    lambda hours: datetime(2017, 2, 15, tzinfo=UTC) + timedelta(hours=hours)
)


@settings(max_examples=30)  # each example asks for every issue of some weeks
@given(RULES, ZONES, st.sampled_from(OffDay), MOMENTS, MOMENTS)
def test_one_issue_after_the_other_is_what_a_list_holds(
    rule: str, zone: str, off_days: OffDay, one: datetime, other: datetime
):
    it = plan(rule, zone=zone, start="2017-02-20T01:30:00Z", off_days=off_days)
    start, end = min(one, other), max(one, other)
    listed = it.between(start, end)
    assert listed == chain(it, start - timedelta(microseconds=1), end)
    assert list(listed) == sorted(set(listed))


@given(RULES, ZONES, st.sampled_from(OffDay), st.lists(MOMENTS, min_size=3, max_size=3))
def test_stretches_that_meet_share_no_issue_and_lose_none(
    rule: str, zone: str, off_days: OffDay, moments: list[datetime]
):
    it = plan(rule, zone=zone, start="2017-02-20T01:30:00Z", off_days=off_days)
    one, two, three = sorted(moments)
    assert it.between(one, two) + it.between(two, three) == it.between(one, three)


def test_a_stretch_before_the_start_or_after_all_plans_is_empty():
    assert WEEKLY.between(NOON - 9 * WEEK, NOON) == ()
    far = datetime(9999, 12, 31, 20, tzinfo=UTC)
    assert WEEKLY.between(far, far) == ()
    assert WEEKLY.next_after(far) is None


def test_a_moment_without_a_zone_is_refused():
    naive = datetime(2017, 8, 17)  # noqa: DTZ001 -- the mistake that is meant
    for name, ask in {
        "start": lambda: WEEKLY.between(naive, NOON),
        "end": lambda: WEEKLY.between(NOON, naive),
        "at": lambda: WEEKLY.next_after(naive),
    }.items():
        with pytest.raises(InvalidValueError) as error:
            ask()
        assert (error.value.field, error.value.code) == (name, "timezone_aware")


# --- days off -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("off_days", "found"),
    [
        (OffDay.KEEP, ["08-04", "08-05", "08-06", "08-07", "08-08"]),
        (OffDay.SKIP, ["08-04", "08-07", "08-08"]),
        (OffDay.NEXT, ["08-04", "08-07", "08-08"]),
        (OffDay.PREVIOUS, ["08-04", "08-07", "08-08"]),
    ],
)
def test_days_off_move_or_drop_the_issues_of_a_daily_plan(off_days: OffDay, found: list[str]):
    assert days(plan("FREQ=DAILY", off_days=off_days), date(2017, 8, 9)) == found


@pytest.mark.parametrize(
    ("off_days", "found"),
    [
        (OffDay.KEEP, ["08-05", "08-12"]),
        (OffDay.SKIP, []),
        (OffDay.NEXT, ["08-07", "08-14"]),
        (OffDay.PREVIOUS, ["08-04", "08-11"]),
    ],
)
def test_an_issue_of_a_saturday_moves_as_the_plan_says(off_days: OffDay, found: list[str]):
    it = plan("FREQ=WEEKLY;BYDAY=SA;COUNT=2", off_days=off_days)
    assert days(it, date(2017, 9, 1)) == found


def test_an_issue_moves_into_a_stretch_over_a_long_break():
    october = WorkCalendar(holidays={date(2017, 10, day) for day in range(1, 9)})
    it = plan("FREQ=MONTHLY;BYMONTHDAY=1", off_days="next")
    week = datetime(2017, 10, 9, tzinfo=BEIJING), datetime(2017, 10, 10, tzinfo=BEIJING)
    assert [f"{issue:%m-%d %H}" for issue in it.between(*week, calendar=october)] == ["10-09 12"]
    back = it.replace(off_days="previous")
    week = datetime(2017, 9, 29, tzinfo=BEIJING), datetime(2017, 9, 30, tzinfo=BEIJING)
    assert [f"{issue:%m-%d %H}" for issue in back.between(*week, calendar=october)] == ["09-29 12"]


@pytest.mark.parametrize("off_days", ["next", "previous", "skip"])
def test_a_calendar_is_not_asked_about_years_that_do_not_matter(off_days: str):
    china = WorkCalendar.china()
    it = plan("FREQ=WEEKLY;BYDAY=SA", off_days=off_days)
    assert it.next_after(NOON, calendar=china) is not None
    assert it.between(NOON, NOON + WEEK, calendar=china) is not None
    with pytest.raises(InvalidValueError) as error:
        it.next_after(datetime(2900, 1, 1, tzinfo=UTC), calendar=china)
    assert error.value.code == "calendar_not_covered"


# --- what was missed ----------------------------------------------------------------------------


def post(hours: float, *, deleted: float | None = None, account: str = "a") -> Post:
    """A post of so many hours after the first issue."""
    return Post(
        identifier=str(hours),
        account=account,
        published=NOON + timedelta(hours=hours),
        deleted=None if deleted is None else NOON + timedelta(hours=deleted),
    )


def missed(
    *posts: Post, weeks: float = 3, early: float = 0, it: PublicationPlan = WEEKLY
) -> list[int]:
    """The numbers of the missed issues, with two hours of grace."""
    found = it.missed(posts, at=NOON + weeks * WEEK, grace=2 * HOUR, early=timedelta(hours=early))
    return [(issue - NOON) // WEEK for issue in found]


def test_an_issue_without_a_post_in_time_is_missed():
    assert missed(post(0), post(2 * 168 + 1)) == [1]


@pytest.mark.parametrize(("hours", "number"), [(2, []), (2.01, [0]), (-0.01, [0])])
def test_exactly_at_the_end_of_the_grace_is_in_time(hours: float, number: list[int]):
    assert missed(post(hours), weeks=1) == number


def test_an_issue_may_come_early_where_that_is_allowed():
    assert missed(post(-3), weeks=1, early=3) == []
    assert missed(post(-3.01), weeks=1, early=3) == [0]


@pytest.mark.parametrize(("weeks", "number"), [(0, []), (2 / 168, []), (2.01 / 168, [0])])
def test_an_issue_is_not_missed_before_its_grace_has_ended(weeks: float, number: list[int]):
    assert missed(weeks=weeks) == number


def test_a_post_stands_for_one_issue_only():
    assert missed(post(0), post(0.5), weeks=1.5) == [1]


@pytest.mark.parametrize(("deleted", "number"), [(1, [0]), (2, [0]), (2.01, [])])
def test_a_post_that_was_gone_when_the_grace_ended_does_not_count(
    deleted: float, number: list[int]
):
    assert missed(post(0, deleted=deleted), weeks=1) == number


def test_issues_are_looked_at_from_a_moment_on():
    late = WEEKLY.missed([], at=NOON + 3 * WEEK, grace=HOUR, since=NOON + 2 * WEEK)
    assert late == (NOON + 2 * WEEK,)


@pytest.mark.parametrize("name", ["grace", "early"])
def test_a_tolerance_is_not_negative(name: str):
    tolerance = {"grace": HOUR, name: -HOUR}
    with pytest.raises(InvalidValueError) as error:
        WEEKLY.missed([], at=NOON, **tolerance)
    assert (error.value.field, error.value.code) == (name, "plan_tolerance")


def test_a_tolerance_may_be_longer_than_time_itself():
    at = NOON + 3 * WEEK
    assert WEEKLY.due(at=at, grace=timedelta.max) == ()
    assert WEEKLY.missed([], at=at, grace=timedelta(0), early=timedelta.max) == WEEKLY.due(at=at)
    [last] = WEEKLY.missed(
        [Post(identifier=str(n), account="a", published=NOON) for n in range(2)],
        at=at,
        grace=timedelta(0),
        early=timedelta.max,
    )
    assert last == NOON + 2 * WEEK


def test_an_issue_is_not_due_before_its_negative_grace():
    with pytest.raises(InvalidValueError, match="grace: is negative"):
        WEEKLY.due(at=NOON, grace=-HOUR)


HOURLY_ISSUES = plan("FREQ=DAILY;BYHOUR=12,13,14,15,16;COUNT=5")
POSTS = st.lists(
    st.builds(
        lambda begin, life: post(begin, deleted=None if life is None else begin + life),
        st.integers(-3, 8),
        st.none() | st.integers(0, 6),
    ),
    max_size=5,
)


@given(POSTS, st.integers(0, 3), st.integers(0, 3))
def test_as_few_issues_are_missed_as_posts_allow(posts: list[Post], grace: int, early: int):
    lengths = {"grace": grace * HOUR, "early": early * HOUR}
    found = HOURLY_ISSUES.missed(posts, at=NOON + WEEK, **lengths)
    issues = HOURLY_ISSUES.due(at=NOON + WEEK)

    def serves(one: Post, issue: datetime) -> bool:
        in_time = issue - early * HOUR <= one.published <= issue + grace * HOUR
        return in_time and (one.deleted is None or one.deleted > issue + grace * HOUR)

    served: dict[datetime, int] = {}

    def find_one(number: int, asked: set[datetime]) -> bool:
        """Give a post an issue, by an augmenting path: the textbook way, slow and sure."""
        for issue in issues:
            if issue not in asked and serves(posts[number], issue):
                asked.add(issue)
                if issue not in served or find_one(served[issue], asked):
                    served[issue] = number
                    return True
        return False

    for number in range(len(posts)):
        find_one(number, set())
    assert len(found) == len(issues) - len(served)


@given(POSTS.flatmap(lambda posts: st.tuples(st.just(posts), st.permutations(posts))))
def test_what_is_missed_does_not_depend_on_the_order_of_the_posts(
    both: tuple[list[Post], list[Post]],
):
    found = [HOURLY_ISSUES.missed(posts, at=NOON + WEEK, grace=HOUR, early=HOUR) for posts in both]
    assert found[0] == found[1]


# --- of an account ------------------------------------------------------------------------------

ACCOUNT = Account(
    identifier="a",
    platform="wechat_official",
    name="某区发布",
    events=[{"kind": "opened", "on": "2017-08-05"}, {"kind": "suspended", "on": "2017-08-25"}],
    plan=WEEKLY,
)


def test_an_account_keeps_its_plan_through_json():
    assert Account.model_validate_json(ACCOUNT.model_dump_json()) == ACCOUNT


def test_an_account_misses_issues_only_while_it_is_open():
    posts = [post(168), post(2 * 168, account="b")]
    found = missed_issues(ACCOUNT, posts, at=NOON + 9 * WEEK, grace=HOUR)
    assert found == (NOON + 2 * WEEK,)


def test_an_account_without_a_plan_has_missed_nothing_that_could_be_told():
    with pytest.raises(InvalidValueError) as error:
        missed_issues(ACCOUNT.replace(plan=None), [], at=NOON, grace=HOUR)
    assert error.value.code == "plan_missing"
