"""Every measure of the catalogue, counted of a handful of rows whose answer is plain to see."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import stats
from mgov.stats import Measure, column, count, kpi, wilson

Row = dict[str, object]


class Case(NamedTuple):
    rows: list[Row]
    value: Fraction | int | None
    n: int


def rows(columns: str, *lines: tuple[object, ...]) -> list[Row]:
    return [dict(zip(columns.split(), line, strict=True)) for line in lines]


def of_one(name: str, *values: object) -> list[Row]:
    return [{name: value} for value in values]


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2017, 8, day, hour, tzinfo=UTC)


USED = rows(
    "user service started_at",
    ("a", "fines", at(1)),
    ("a", "fines", at(1, 3)),
    ("a", "permit", at(2)),
    ("b", "fines", at(2)),
    (None, "fines", at(4)),
)
YES, NO = True, False
RATED = "active by_default unrated set_aside"

CASES = {
    "digital_take_up": Case(
        rows(
            "channel outcome",
            ("app", "completed"),
            ("web", "not_eligible"),
            ("mini_program", "abandoned"),
            ("phone", "completed"),
            ("kiosk", "not_eligible"),
            ("post", "completed"),
            ("counter", "failed"),
        ),
        Fraction(2, 5),
        5,
    ),
    "completion_rate": Case(
        of_one("outcome", "completed", "not_eligible", "abandoned", "failed", "open"),
        Fraction(2, 5),
        5,
    ),
    "cost_per_transaction": Case(
        rows("cost outcome", (3, "completed"), (5.5, "failed"), (None, "not_eligible")),
        Fraction(17, 4),
        2,
    ),
    "satisfaction": Case(of_one("stars", 5, 4, 3, 1, None, None), Fraction(2, 4), 4),
    "mean_stars": Case(of_one("stars", 5, 4, 3, 1, None, None), Fraction(13, 4), 4),
    "uses": Case(USED, 5, 5),
    "mobile_share": Case(
        of_one("channel", "app", "mini_program", "web", "counter", "phone", "app"),
        Fraction(3, 6),
        6,
    ),
    "peak_day": Case(USED, 2, 5),
    "on_time_rate": Case(of_one("on_time", YES, YES, NO, None), Fraction(2, 3), 3),
    "active_users": Case(USED, 2, 2),
    "new_users": Case(USED, 2, 2),  # all of the data is one period
    "returning_users": Case(USED, 0, 0),
    # Of four days from the first to the last: one user, two, nobody, nobody who is known.
    "stickiness": Case(USED, Fraction(3, 4) / 2, 2),
    "services_per_user": Case(USED, Fraction(3, 2), 2),
    "reach": Case(
        rows("services_used is_open", (3, YES), (0, YES), (2, YES), (9, NO)),
        Fraction(5, 3),
        3,
    ),
    "opening_rate": Case(
        of_one("standing", "having", "missing", "undecided", "having"), Fraction(2, 4), 4
    ),
    "reply_rate": Case(
        rows(
            "is_valid is_answered",
            (YES, YES),
            (YES, NO),
            (YES, NO),
            (NO, NO),
        ),
        Fraction(1, 3),
        3,
    ),
    "first_reply_time": Case(
        rows("reply_hours is_answered", (1, YES), (2, YES), (5, YES), (40, YES), (None, NO)),
        Fraction(7, 2),
        4,
    ),
    "adoption_of_suggestions": Case(
        rows(
            "kind is_valid is_adopted",
            ("suggestion", YES, YES),
            ("suggestion", YES, NO),
            ("suggestion", NO, NO),
            ("question", YES, YES),
        ),
        Fraction(1, 2),
        2,
    ),
    "reads_per_post": Case(of_one("reads", 10, 0, None, 5), Fraction(15, 3), 3),
    "hit_share": Case(of_one("reads", 100_000, 99_999, None, 5_000_000), Fraction(2, 3), 3),
    "petition_acceptance": Case(of_one("is_accepted", YES, YES, YES, NO, None), Fraction(3, 4), 4),
    "petition_satisfaction": Case(
        of_one("satisfaction", "satisfied", "basically_satisfied", "dissatisfied", None),
        Fraction(2, 3),
        3,
    ),
    "petition_on_time": Case(of_one("on_time", YES, NO, None), Fraction(1, 2), 2),
    "coverage": Case(
        of_one("standing", "offered", "partly", "missing", "unknown"), Fraction(1, 4), 4
    ),
    "burden_removed": Case(of_one("removed", 164_000.0, 24_000.5, -0.5), 188_000, 3),
    "good_review_rate": Case(
        rows(
            "good active by_default",
            (YES, YES, NO),
            (NO, YES, NO),
            (NO, NO, YES),
            (NO, NO, NO),
        ),
        Fraction(2, 3),
        3,
    ),
    "active_good_review_rate": Case(
        rows("good active", (YES, YES), (NO, YES), (NO, NO)), Fraction(1, 2), 2
    ),
    "unrated_rate": Case(
        rows(
            RATED,
            (YES, NO, NO, NO),
            (NO, YES, NO, NO),
            (NO, NO, YES, NO),
            (NO, NO, NO, YES),
        ),
        Fraction(1, 4),
        4,
    ),
    "silent_rate": Case(
        rows(
            RATED,
            (YES, NO, NO, NO),
            (NO, YES, NO, NO),
            (NO, NO, YES, NO),
            (NO, NO, NO, YES),
        ),
        Fraction(2, 4),
        4,
    ),
    "bad_answered_rate": Case(
        rows("bad bad_answered", (YES, YES), (YES, NO), (YES, NO), (NO, NO)),
        Fraction(1, 3),
        3,
    ),
    "bad_put_right_rate": Case(
        rows("bad bad_put_right", (YES, YES), (YES, NO), (NO, NO)), Fraction(1, 2), 2
    ),
    "bad_settled_rate": Case(
        rows(
            "bad bad_put_right bad_explained",
            (YES, YES, NO),
            (YES, NO, YES),
            (YES, NO, NO),
            (NO, NO, NO),
        ),
        Fraction(2, 3),
        3,
    ),
    "named_revisited_rate": Case(
        rows("bad_named bad_named_revisited", (YES, YES), (YES, NO), (NO, NO)),
        Fraction(1, 2),
        2,
    ),
    "satisfied_after_rate": Case(
        rows("bad_revisited bad_satisfied_after", (YES, YES), (YES, NO), (YES, NO)),
        Fraction(1, 3),
        3,
    ),
}


def measured(data: list[Row], measure: Measure, **options: int) -> stats.MeasureResult:
    [row] = stats.measure(data, measure, time_zone="UTC", **options).rows
    return row[measure.id]


def test_there_is_a_case_for_every_measure():
    assert list(CASES) == [measure.id for measure in kpi.catalogue()]


@pytest.mark.parametrize("measure", kpi.catalogue(), ids=lambda measure: measure.id)
def test_a_measure_is_what_one_counts_by_hand(measure: Measure):
    case = CASES[measure.id]
    found = measured(case.rows, measure)
    assert found.exact == case.value
    assert found.value == (None if case.value is None else float(case.value))
    assert found.n == case.n
    assert found.definition == measure


@pytest.mark.parametrize("measure", kpi.catalogue(), ids=lambda measure: measure.id)
def test_proportions_and_only_they_have_an_interval(measure: Measure):
    case = CASES[measure.id]
    found = measured(case.rows, measure)
    if not measure.is_proportion:
        assert (found.low, found.high) == (None, None)
        return
    assert isinstance(found.numerator, int)
    interval = wilson(found.numerator, case.n)
    assert (found.low, found.high) == (interval.low, interval.high)


@pytest.mark.parametrize("measure", kpi.catalogue(), ids=lambda measure: measure.id)
def test_few_cases_are_withheld_but_for_plain_counts(measure: Measure):
    case = CASES[measure.id]
    strict = measured(case.rows, measure.replace(minimum_n=case.n + 1))
    asked = measured(case.rows, measure, minimum_n=case.n + 1)
    enough = measured(case.rows, measure.replace(minimum_n=max(case.n, 1)))
    is_count = measure.denominator is None and measure.numerator.kind in {"count", "distinct"}
    assert strict.is_withheld is asked.is_withheld is (not is_count and case.n > 0)
    assert strict.n == asked.n == case.n
    assert not enough.is_withheld


@pytest.mark.parametrize("measure", kpi.catalogue(), ids=lambda measure: measure.id)
def test_nothing_is_nought_or_missing(measure: Measure):
    found = measured([], measure)
    assert found.n == 0
    is_ratio = measure.denominator is not None or measure.numerator.kind == "quantile"
    assert found.value == (None if is_ratio else 0)


@pytest.mark.parametrize("measure", kpi.catalogue(), ids=lambda measure: measure.id)
@given(data=st.data())
def test_the_order_of_rows_plays_no_part(measure: Measure, data: st.DataObject):
    case = CASES[measure.id]
    shuffled = data.draw(st.permutations(case.rows))
    assert measured(shuffled, measure) == measured(case.rows, measure)


@pytest.mark.parametrize("measure", kpi.catalogue(), ids=lambda measure: measure.id)
def test_a_measure_says_in_both_languages_what_it_is(measure: Measure):
    english, chinese = measure.describe("en"), measure.describe("zh")
    assert english.startswith(f"{measure.name.in_language('en')}: ")
    assert chinese.startswith(f"{measure.name.in_language('zh')}：")
    assert measure.population is not None
    assert measure.source is not None
    for text in (measure.population, measure.source):
        assert text.in_language("en") in english
        assert text.in_language("zh") in chinese
    for name in {*measure.columns} - {measure.time}:
        assert name in english
        assert name in chinese
    assert ("Withheld where n is below 30." in english) is (measure.minimum_n == 30)
    assert "Withheld where n is below 30." in measure.replace(minimum_n=30).describe()


def test_the_score_from_0_to_100_follows_from_the_mean_rating():
    # Two months of two services of the Office of the Public Guardian, as it published them: how
    # many were very dissatisfied, dissatisfied, neither, satisfied, very satisfied, and the score.
    published = [((23, 46, 153, 419, 528), 80), ((67, 73, 205, 1276, 4434), 91)]
    for counts, score in published:
        given_ = [{"stars": stars} for stars, number in enumerate(counts, 1) for _ in range(number)]
        mean, share = (
            measured(given_, measure).exact for measure in (kpi.mean_stars, kpi.satisfaction)
        )
        assert mean is not None
        assert share is not None
        assert round((mean - 1) * 25) == score
        assert round(share * 100) != score


def test_a_published_reply_rate_follows_from_the_published_numbers():
    # Messages to the leaders of Hubei in the first half of 2020: 11,330 of 18,804, or 60.25 %.
    given_ = [{"is_valid": True, "is_answered": number < 11_330} for number in range(18_804)]
    found = measured(given_, kpi.reply_rate)
    assert f"{found.value:.2%}" == "60.25%"


def test_active_users_are_counted_by_day_week_and_month():
    asked = {"time_zone": "UTC"}
    for period, expected in {
        "day": {1: 1, 2: 2, 4: 0},
        "week": {31: 2},  # all of them lie in the week of Monday, the 31st of July
        "month": {1: 2},
    }.items():
        table = stats.measure(USED, kpi.active_users, period=period, **asked)
        found = {row.period.day: row["active_users"].value for row in table.rows if row.period}
        assert found == expected


def test_a_month_of_one_zone_begins_later_in_another():
    late = [{"started_at": datetime(2017, 8, 31, 17, tzinfo=UTC)}]
    for zone, month in (("Asia/Shanghai", 9), ("UTC", 8)):
        [row] = stats.measure(late, kpi.uses, period="month", time_zone=zone).rows
        assert row.period == date(2017, month, 1)


def test_a_restricted_measure_counts_fewer_rows():
    rows_ = CASES["mobile_share"].rows
    no_phone = kpi.mobile_share.restricted(column("channel") != "phone")
    assert measured(rows_, no_phone).exact == Fraction(3, 5)
    assert no_phone.numerator == count(where=column("channel").is_in("app", "mini_program"))
