"""Series: nothing missing unsaid, nothing compared that was counted in different ways."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mgov import Figure, Period, stats
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.stats.series.dated import years_between
from mgov.values.figures import Interval

# CNNIC, Statistical Reports on Internet Development in China, nos. 38 to 44: mobile internet users.
MOBILE = {
    "../2016-H1": "6.56亿",
    "../2016-H2": "6.95亿",
    "../2017-H1": "7.24亿",
    "../2017-H2": "7.53亿",
    "../2018-H1": "7.88亿",
    "../2018-H2": "8.17亿",
    "../2019-H1": "8.47亿",
}

levels = st.fractions(Fraction(1, 100), 10**6, max_denominator=1000)


def named(series: stats.Series) -> list[object]:
    return [None if each.value is None else each.value.value for each in series.points]


# --- what is there -----------------------------------------------------------------------------


def test_a_missing_period_has_to_be_said() -> None:
    with pytest.raises(InvalidDataError, match="has nothing for 2017"):
        stats.Series.of({"2015": 1, "2016": 2, "2018": 4})
    series = stats.Series.of({"2015": 1, "2016": 2, "2017": None, "2018": 4})
    assert series.at("2017") is None
    assert named(series.growth()) == [1, None, None]
    assert named(series.difference()) == [1, None, None]


def test_the_order_in_which_values_are_given_does_not_matter() -> None:
    assert stats.Series.of(dict(reversed(MOBILE.items()))) == stats.Series.of(MOBILE)


def test_a_stock_is_no_flow() -> None:
    with pytest.raises(InvalidDataError, match="whole number of periods"):
        stats.Series.of({"2016": 1, "../2017": 2})


def test_periods_of_different_lengths_make_no_series() -> None:
    with pytest.raises(InvalidDataError):
        stats.Series.of({"2016": 1, "2017-Q1": 2})


def test_a_period_is_given_once() -> None:
    with pytest.raises(InvalidValueError, match="twice"):
        stats.Series.of({"2016": 1, "2016年": 2})
    with pytest.raises(InvalidDataError, match="do not rise"):
        stats.Series(points=[{"period": "2017", "value": 1}, {"period": "2016", "value": 1}])


def test_one_thing_is_counted() -> None:
    with pytest.raises(InvalidDataError, match="Make a series of each"):
        stats.Series.of({"2016": "6.95亿人", "2017": "7亿人次"})
    with pytest.raises(InvalidValueError, match="unit"):
        stats.Series.of({"2016": "6.95亿人"}, unit="人次")
    series = stats.Series.of({"2016": "6.95亿人", "2017": 3})
    assert series.at("2016") == Figure.parse("6.95亿人")


def test_a_change_of_what_is_counted_has_its_period() -> None:
    for wrong in ("2016", "2019", "2017-H1"):
        with pytest.raises(InvalidDataError, match="no later period of the series"):
            stats.Series.of({"2016": 1, "2017": 2}, changes={wrong: "…"})


def test_parts_keep_the_changes_that_lie_within() -> None:
    series = stats.Series.of(
        {str(year): year for year in range(2010, 2018)}, changes={"2012": "a", "2015": "b"}
    )
    part = series.between("2012", "2014")
    assert (part.periods[0], part.periods[-1], part.changes) == (
        Period("2012"),
        Period("2014"),
        (),
    )
    assert [str(each.since) for each in series.between("2011", "2015").changes] == ["2012", "2015"]
    with pytest.raises(InvalidValueError, match="ends before it begins"):
        series.between("2014", "2012")
    with pytest.raises(InvalidValueError, match="It has those from 2010 to 2017"):
        series.at("2018")
    with pytest.raises(InvalidValueError, match="6 apart"):
        stats.Series.of({"2016-01": 1, "2016-07": 1}).at("2016-02")


def test_a_year_is_so_many_periods() -> None:
    assert stats.Series.of(MOBILE).per_year == 2
    assert stats.Series.of({"2016-W01": 1, "2016-W02": 1}).per_year is None
    assert stats.Series.of({"2016-01": 1, "2016-06": 1}).per_year is None
    single = stats.Series.of({"2016": 1})
    assert (single.step, single.per_year) == (1, 1)


def test_rows_for_a_table_say_what_is_missing_and_what_cannot_be_compared() -> None:
    series = stats.Series.of(
        {"2015": "超过100人", "2016": None, "2017": Figure.between(-math.inf, 3)},
        changes={"2017": "…"},
    )
    rows = series.to_records()
    assert [(row["low"], row["high"], row["comparable"]) for row in rows] == [
        (100, None, True),
        (None, None, True),
        (None, 3, False),
    ]
    assert [row["unit"] for row in rows] == ["人", None, None]
    assert rows[1]["qualifier"] is None


def test_a_series_goes_through_json() -> None:
    series = stats.Series.of(MOBILE, name="手机网民", changes={"../2018-H1": "…"}, unit="人")
    assert stats.Series.model_validate_json(series.model_dump_json()) == series


# --- how it grows ------------------------------------------------------------------------------


def test_mobile_users_grew_from_half_year_to_half_year() -> None:
    growth = stats.Series.of(MOBILE).growth()
    assert growth.periods == tuple(map(Period, list(MOBILE)[1:]))
    assert growth.at("../2017-H1") == stats.growth("7.24亿", before="6.95亿")
    on_year = stats.Series.of(MOBILE).growth_on_year()
    assert on_year.periods[0] == Period("../2017-H1")
    assert on_year.at("../2017-H1") == stats.growth("7.24亿", before="6.56亿")


def test_nothing_is_compared_across_a_change_of_definition() -> None:
    series = stats.Series.of(
        {"2015": 10, "2016": 20, "2017": 60, "2018": 66}, changes={"2017": "含城市服务"}
    )
    growth = series.growth()
    assert named(growth) == [1, None, Fraction(1, 10)]
    assert [each.since for each in growth.changes] == [Period("2017")]
    assert named(series.index("2016")) == [50, 100, None, None]
    assert named(series.index("2018"))[:2] == [None, None]
    with pytest.raises(InvalidValueError, match="counts something else in 2018 than in 2015"):
        series.compound()
    assert series.compound("2017").value == Fraction(1, 10)
    assert series.compound(last="2016").value == 1


def test_growth_from_nothing_names_its_periods() -> None:
    with pytest.raises(InvalidValueError, match="of 2016 against 2015: divisor may be zero"):
        stats.Series.of({"2015": 0, "2016": 2}).growth()


def test_a_series_that_is_too_short_has_no_growth() -> None:
    for growth in (stats.Series.growth, stats.Series.growth_on_year, stats.Series.difference):
        with pytest.raises(InvalidValueError, match="no period to compare with"):
            growth(stats.Series.of({"2016-H1": 2}))


def test_a_week_that_the_year_before_has_not_is_a_gap() -> None:
    weeks = Period.sequence(Period("2019-W52"), Period("2021-W01"))
    growth = stats.Series.of(dict.fromkeys(weeks, 3)).growth_on_year()
    assert growth.at("2020-W53") is None
    assert growth.at("2021-W01") == stats.growth(3, before=3)
    assert growth.periods[0] == Period("2020-W52")


def test_last_year_must_be_among_the_periods() -> None:
    series = stats.Series.of({"2016-01": 1, "2016-06": 1, "2016-11": 1, "2017-04": 1})
    with pytest.raises(InvalidValueError, match="2016-04 is none of the series"):
        series.growth_on_year()


def test_the_base_of_an_index_is_exactly_a_hundred() -> None:
    index = stats.Series.of(MOBILE).index()
    base = index.at("../2016-H1")
    assert base is not None
    assert base.interval == Interval.point(100)
    later = index.at("../2019-H1")
    assert later is not None
    assert later.low < Fraction(847, 656) * 100 < later.high
    assert later.value == Fraction(847, 656) * 100
    with pytest.raises(InvalidValueError, match="has no value for 2015"):
        stats.Series.of({"2015": None, "2016": 3}).index()
    gap = stats.Series.of({"2015": 2, "2016": None, "2017": "3至4"}).index()
    assert gap.at("2016") is None
    ranged = gap.at("2017")
    assert ranged is not None
    assert (ranged.value, ranged.interval) == (None, Interval(150, 200))


@given(st.lists(levels, min_size=2, max_size=8))
def test_compounding_the_growth_gives_the_last_value(values: list[Fraction]) -> None:
    series = stats.Series.of({str(2000 + n): value for n, value in enumerate(values)})
    level = values[0]
    for point in series.growth().points:
        assert point.value is not None
        level *= 1 + Fraction(point.value.value or 0)
    assert level == values[-1]
    total = sum(
        Fraction(each.value.value or 0) for each in series.difference().points if each.value
    )
    assert total == values[-1] - values[0]


# --- at an annual rate -------------------------------------------------------------------------


@given(levels, levels, st.fractions(Fraction(1, 12), 20, max_denominator=12))
def test_an_annual_rate_holds_the_true_one(
    now: Fraction, before: Fraction, years: Fraction
) -> None:
    rate = stats.annualized(now, before=before, years=years)
    assert rate.value is not None
    assert rate.low <= rate.value <= rate.high
    assert rate.high - rate.low <= abs(1 + rate.high) * Fraction(1, 10**25)
    # (1 + g)^years = now / before, taken to a whole power so that nothing is rounded here.
    goal = (now / before) ** years.denominator
    assert (1 + Fraction(rate.low)) ** years.numerator <= goal
    assert goal <= (1 + Fraction(rate.high)) ** years.numerator


@given(levels, st.integers(1, 6), st.integers(1, 6))
def test_a_rate_that_is_a_fraction_is_found(rate: Fraction, years: int, parts: int) -> None:
    grown = stats.annualized((1 + rate) ** years, before=1, years=years)
    assert (grown.value, grown.is_exact) == (rate, True)
    part = stats.annualized(1 + rate, before=1, years=Fraction(1, parts))
    assert part.value == (1 + rate) ** parts - 1


def test_the_ends_of_a_rate_stay_open_or_closed() -> None:
    rate = stats.annualized("7.24亿", before=10**8, years=Fraction(1, 2))
    assert (rate.low_closed, rate.high_closed) == (True, False)
    assert stats.annualized("7.24亿", before=10**8, years=3).high_closed
    over = stats.annualized("超过7亿", before=10**8, years=3)
    assert over.high == math.inf
    assert over.value is not None
    assert over.low <= over.value


def test_what_stays_or_goes_needs_no_root() -> None:
    assert stats.annualized(5, before=5, years=Fraction(365, 7)).value == 0
    assert stats.annualized(0, before=5, years=7).value == -1
    assert stats.annualized("3至4", before=1, years=2).value is None


def test_a_rate_over_days_needs_no_exact_power() -> None:
    series = stats.Series.of({"2016-01-01": 100, "2016-01-02": 101, "2016-01-03": 101})
    rate = series.annualized().at("2016-01-02")
    assert rate is not None
    assert float(rate.low) == pytest.approx(1.01**365.2425 - 1)
    assert years_between(Period("2016-W01"), Period("2016-W02")) == Fraction(7 * 10000, 3652425)


def test_what_has_no_rate_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="are not over 0"):
        stats.annualized(2, before=1, years=0)
    with pytest.raises(InvalidValueError, match="rate of growth"):
        stats.annualized(-2, before=1, years=2)


# --- what was to be expected -------------------------------------------------------------------


def seasons(values: list[int | None]) -> stats.Series:
    first = Period("2010-Q1")
    return stats.Series.of({first + n: value for n, value in enumerate(values)})


def test_the_season_before_is_expected_with_the_error_it_had() -> None:
    result = stats.expectation(seasons([10, 20, 30, 40, 13, 16, 30, 45]))
    assert (result.period, result.season, result.errors) == (Period("2012-Q1"), 4, 4)
    assert result.value.value == 13
    deviation = math.sqrt((9 + 16 + 0 + 25) / 4)
    assert result.standard_deviation == pytest.approx(deviation)
    assert float(result.low) == pytest.approx(13 - 1.959964 * deviation)
    assert float(result.high) == pytest.approx(13 + 1.959964 * deviation)


def test_two_seasons_ahead_the_interval_is_wider_by_root_two() -> None:
    series = seasons([10, 20, 30, 40, 13, 16, 30, 45])
    near, far = stats.expectation(series, "2012-Q4"), stats.expectation(series, "2013-Q1")
    assert (near.value.value, far.value.value) == (45, 13)
    width = [float(each.high - each.low) for each in (near, far)]
    assert width[1] == pytest.approx(width[0] * math.sqrt(2))


def test_a_rounded_figure_widens_the_interval() -> None:
    values: dict[str, object] = {"2014": 10, "2015": 12, "2016": 9, "2017": "20余万"}
    result = stats.expectation(stats.Series.of(values))  # type: ignore[arg-type]
    reach = float(result.value.low - result.low)
    assert float(result.high - result.value.high) == pytest.approx(reach)
    assert not result.surprised_by(Figure.parse("15万到25万"))
    unbounded = stats.expectation(
        stats.Series.of({"2014": 10, "2015": 12, "2016": 9, "2017": "超过20"})
    )
    assert unbounded.high == math.inf
    assert stats.Expectation.model_validate_json(unbounded.model_dump_json()) == unbounded
    assert unbounded.surprised_by(6)
    assert not unbounded.surprised_by(10**9)


def test_days_need_their_season_named() -> None:
    first = Period("2017-01-02")
    series = stats.Series.of({first + n: 10 + n % 7 for n in range(21)})
    with pytest.raises(InvalidValueError, match="such as 7 days"):
        stats.expectation(series)
    with pytest.raises(InvalidValueError, match="is not over 0"):
        stats.expectation(series, season=0)
    result = stats.expectation(series, season=7, confidence=0.9)
    assert (result.value.value, result.standard_deviation, result.errors) == (10, 0, 14)
    assert result.surprised_by(11)


def test_gaps_and_changes_tell_no_error() -> None:
    values = [10, 20, 30, 40, 13, None, 30, 45]
    assert stats.expectation(seasons(values)).errors == 3
    with pytest.raises(InvalidValueError, match="has no value for 2011-Q2"):
        stats.expectation(seasons(values), "2012-Q2")
    changed = seasons(values).replace(changes=[{"since": "2011-Q4", "note": "…"}])
    assert stats.expectation(changed, "2012-Q4").errors == 2
    with pytest.raises(InvalidValueError, match="counts something else in 2011-Q4"):
        stats.expectation(changed, "2012-Q1")


def test_what_cannot_be_expected_is_refused() -> None:
    series = seasons([10, 20, 30, 40, 13, 16, 30, 45])
    for wrong in ("2011-Q4", "2010-Q1"):
        with pytest.raises(InvalidValueError, match="Give 2012-Q1 or a later one"):
            stats.expectation(series, wrong)
    with pytest.raises(InvalidValueError, match="Give 2016-03 or a later one"):
        stats.expectation(
            stats.Series.of({"2015-01": 1, "2015-08": 2, "2016-03": None}).between(
                "2015-01", "2015-08"
            ),
            "2015-10",
            season=1,
        )
    with pytest.raises(InvalidValueError, match="has 1 pairs of seasons"):
        stats.expectation(seasons([1, 2, 3, 4, 5]))


@given(st.lists(st.integers(-50, 50), min_size=4, max_size=4), st.integers(2, 6))
def test_what_repeats_is_expected_without_doubt(season: list[int], times: int) -> None:
    assume(times * 4 - 4 >= 2)
    result = stats.expectation(seasons(season * times))
    assert result.low == result.high == season[0]
