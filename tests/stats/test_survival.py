"""Survival curves: published tables, another library, and laws."""

from __future__ import annotations

import json
import math
import random
import warnings
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, chi2, ecdf, logrank

from mgov import stats
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.stats.survival.comparison import chi_square_tail

# Acute myelogenous leukemia, maintained and not (Miller, Survival Analysis, 1981): weeks until
# relapse; + for who had none by then.
MAINTAINED = "9 13 13+ 18 23 28+ 31 34 45+ 48 161+"
NOT_MAINTAINED = "5 5 8 8 12 16+ 23 27 30 33 43 45"
# Freireich and others, Blood 21, 1963: weeks of remission with 6-mercaptopurine, and with none.
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"
# Loprinzi and others, Journal of Clinical Oncology 12, 1994: days with lung cancer.
LUNG_MEN = """
11 11 11 12 13 13 15 26 30 31 53 53 54 59 60 65 65 71 81 88 88 92 93 95 105 107 110 116 118 131
132 132 135 142 144 147 156 156 163 163 163 166 170 174+ 175 176 177 179 179 180 181 181 183 185+
188+ 189 191+ 196+ 197 197+ 202 207 210 212 218 221+ 222 222+ 223 225+ 225+ 229 230 237+ 239 246
259+ 267 269 270 279+ 283 284 284+ 285 286 288 291 292+ 300+ 301 301+ 303 303+ 306 310 320 329 337
353 353 363 364 371 387 390 394 404+ 413+ 428 429 442 444+ 455 457 458+ 460 477 519 524 533 558
567 574 583 613 624 643 655 689 707 791 806+ 814 840+ 883 1010+ 1022+
"""
LUNG_WOMEN = """
5 60 61 62 79 81 92+ 95 105+ 107 122 145 145 153 166 167 173+ 175+ 177+ 182 186 192+ 194 199 201
201 202+ 203+ 208 211+ 224+ 226 235+ 239 240+ 243+ 245 252+ 266+ 268 269+ 272+ 276+ 285 292+ 293
296+ 305 310 315+ 332+ 340 345 348 350 351 356+ 361 363 364+ 371 376+ 382+ 384+ 426 433 444 450
473 511+ 511+ 520 524 529+ 543+ 550 551+ 559+ 588+ 641 654 687 705 728 731 735 740+ 765 821+ 965+
"""

# Time, at risk, relapses, survival and Greenwood's standard error.
KNOWN_MAINTAINED = [
    (9, 11, 1, 0.909091, 0.086678),
    (13, 10, 1, 0.818182, 0.116291),
    (18, 8, 1, 0.715909, 0.139665),
    (23, 7, 1, 0.613636, 0.152632),
    (31, 5, 1, 0.490909, 0.164193),
    (34, 4, 1, 0.368182, 0.162669),
    (48, 2, 1, 0.184091, 0.153493),
]
# With the ends of the log band, as the package survival of R prints them.
KNOWN_SIX_MP = [
    (6, 21, 3, 0.857, 0.0764, 0.720, 1.000),
    (7, 17, 1, 0.807, 0.0869, 0.653, 0.996),
    (10, 15, 1, 0.753, 0.0963, 0.586, 0.968),
    (13, 12, 1, 0.690, 0.1068, 0.510, 0.935),
    (16, 11, 1, 0.627, 0.1141, 0.439, 0.896),
    (22, 7, 1, 0.538, 0.1282, 0.337, 0.858),
    (23, 6, 1, 0.448, 0.1346, 0.249, 0.807),
]


def cases(text: str) -> list[tuple[int, bool]]:
    return [(int(word.rstrip("+")), "+" not in word) for word in text.split()]


def curve(text: str, **options: object) -> stats.SurvivalCurve:
    durations, observed = zip(*cases(text), strict=True)
    return stats.kaplan_meier(durations, observed, **options)  # type: ignore[arg-type]


def censored(text: str) -> CensoredData:
    pairs = cases(text)
    return CensoredData(
        uncensored=[time for time, seen in pairs if seen],
        right=[time for time, seen in pairs if not seen],
    )


observations = st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=60)


def of(pairs: list[tuple[int, bool]], **options: object) -> stats.SurvivalCurve:
    return stats.kaplan_meier([t for t, _ in pairs], [seen for _, seen in pairs], **options)  # type: ignore[arg-type]


# --- published tables --------------------------------------------------------------------------


def events_of(curve: stats.SurvivalCurve) -> list[stats.SurvivalStep]:
    return [step for step in curve.steps if step.events]


def test_the_leukemia_table_is_met() -> None:
    found = events_of(curve(MAINTAINED))
    assert [(step.time, step.at_risk, step.events) for step in found] == [
        row[:3] for row in KNOWN_MAINTAINED
    ]
    for step, (*_, survival, error) in zip(found, KNOWN_MAINTAINED, strict=True):
        assert step.survival == pytest.approx(survival, abs=5e-7)
        assert step.standard_error == pytest.approx(error, abs=5e-7)


def test_the_remission_table_is_met() -> None:
    found = events_of(curve(SIX_MP, band="log"))
    for step, row in zip(found, KNOWN_SIX_MP, strict=True):
        assert (step.time, step.at_risk, step.events) == row[:3]
        shown = (step.survival, step.standard_error, step.low, step.high)
        assert shown == pytest.approx(row[3:], abs=5.1e-4)
    assert (curve(SIX_MP).median.time, curve(PLACEBO).median.time) == (23, 8)
    assert curve(SIX_MP).exact_at(10) == Fraction(18, 21) * Fraction(16, 17) * Fraction(14, 15)


def test_the_lung_median_is_met() -> None:
    lung = curve(LUNG_MEN + LUNG_WOMEN, band="log")
    assert (lung.n, lung.happened) == (228, 165)
    median = lung.median
    assert (median.time, median.low, median.high) == (310, 285, 363)  # as R prints them


def test_other_peoples_vectors(shared_data: Path) -> None:
    vectors = json.loads((shared_data / "vectors" / "reference_values.json").read_text("utf-8"))
    found = events_of(curve(MAINTAINED))
    for step, (time, at_risk, events, survival, error) in zip(
        found, vectors["km_aml_maintained"], strict=True
    ):
        assert (step.time, step.at_risk, step.events) == (time, at_risk, events)
        assert (step.survival, step.standard_error) == pytest.approx((survival, error), abs=1e-6)
    assert curve(LUNG_MEN + LUNG_WOMEN).median.time == vectors["lung_median"]


def test_the_restricted_means_of_leukemia_are_met() -> None:
    # print(survfit(...), rmean = "common") of R.
    for text, until, mean, error in (
        (MAINTAINED, 161, 52.6, 19.83),
        (NOT_MAINTAINED, 161, 22.7, 4.18),
    ):
        found = curve(text).restricted_mean(until)
        assert (found.mean, found.standard_error) == pytest.approx((mean, error), abs=0.05)
        assert 0 <= found.low <= found.mean <= found.high <= until


def test_published_log_rank_tests_are_met() -> None:
    # survdiff of R: chi-square, p, and what was expected in the first group.
    for one, other, chi_square, p, expected in (
        (MAINTAINED, NOT_MAINTAINED, 3.4, 0.0653, 10.69),
        (SIX_MP, PLACEBO, 16.79, 4.17e-5, 19.25),
        (LUNG_MEN, LUNG_WOMEN, 10.3, 0.00131, 91.6),
    ):
        test = stats.log_rank({"one": curve(one), "other": curve(other)})
        assert test.chi_square == pytest.approx(chi_square, abs=0.05)
        assert test.p_value == pytest.approx(p, rel=0.01)
        assert test.groups[0].expected == pytest.approx(expected, abs=0.05)
        assert test.degrees_of_freedom == 1


# --- another library ---------------------------------------------------------------------------


@given(observations)
def test_agrees_with_scipy(pairs: list[tuple[int, bool]]) -> None:
    mine = of(pairs)
    if not mine.happened:
        return
    data = CensoredData(
        uncensored=[t for t, seen in pairs if seen], right=[t for t, seen in pairs if not seen]
    )
    with np.errstate(all="ignore"):
        theirs = ecdf(data).sf
    for step in mine.steps:
        assert step.survival == pytest.approx(theirs.evaluate(step.time), abs=1e-12)


@pytest.mark.parametrize(("band", "method"), [("log_log", "log-log"), ("plain", "linear")])
@pytest.mark.parametrize("text", [MAINTAINED, NOT_MAINTAINED, SIX_MP, LUNG_MEN])
def test_the_bands_are_those_of_scipy(text: str, band: str, method: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # about the end, where there is no band
        theirs = ecdf(censored(text)).sf.confidence_interval(0.9, method=method)
    for step in events_of(curve(text, confidence=0.9, band=band)):
        if step.low is not None:
            assert step.low == pytest.approx(theirs.low.evaluate(step.time), abs=1e-12)
            assert step.high == pytest.approx(theirs.high.evaluate(step.time), abs=1e-12)


@given(observations, observations)
def test_the_log_rank_test_is_that_of_scipy(
    one: list[tuple[int, bool]], other: list[tuple[int, bool]]
) -> None:
    if not any(seen for _, seen in one) or not any(seen for _, seen in other):
        return
    try:
        mine = stats.log_rank({"one": of(one), "other": of(other)})
    except InvalidValueError:
        return
    x, y = (
        CensoredData(uncensored=[t for t, s in each if s], right=[t for t, s in each if not s])
        for each in (one, other)
    )
    with np.errstate(all="ignore"):
        theirs = logrank(x, y)
    assert mine.chi_square == pytest.approx(theirs.statistic**2, rel=1e-9, abs=1e-9)
    assert mine.p_value == pytest.approx(theirs.pvalue, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("degrees", range(1, 12))
@pytest.mark.parametrize("value", [0, 1e-9, 0.5, 3.84, 20, 300, 1e6])
def test_chi_square_tails_are_those_of_scipy(value: float, degrees: int) -> None:
    assert chi_square_tail(value, degrees) == pytest.approx(chi2.sf(value, degrees), rel=1e-10)


# --- laws --------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60))
def test_without_open_cases_it_is_the_share_that_took_longer(durations: list[int]) -> None:
    found = stats.kaplan_meier(durations)
    for step in found.steps:
        longer = sum(each > step.time for each in durations)
        assert found.exact_at(step.time) == Fraction(longer, len(durations))
        assert step.survival == longer / len(durations)
    assert found.restricted_mean(max(durations) + 1).mean == pytest.approx(
        sum(durations) / len(durations)
    )


@given(observations, st.randoms(use_true_random=False))
def test_order_does_not_matter(pairs: list[tuple[int, bool]], shuffle: random.Random) -> None:
    shuffled = list(pairs)
    shuffle.shuffle(shuffled)
    assert of(shuffled) == of(pairs)


@given(observations)
def test_a_case_that_is_open_after_all_others_is_one_more_at_risk_and_no_event_more(
    pairs: list[tuple[int, bool]],
) -> None:
    before, after = of(pairs), of([*pairs, (31, False)])
    assert after.times == (*before.times, 31)
    assert after.events == (*before.events, 0)
    assert [step.at_risk for step in after.steps[:-1]] == [
        step.at_risk + 1 for step in before.steps
    ]
    assert after.steps[-1].survival == after.steps[-2].survival


@given(observations, st.integers(1, 30))
def test_what_is_known_early_is_not_changed_by_what_happens_later(
    pairs: list[tuple[int, bool]], limit: int
) -> None:
    # Watching no longer than a limit leaves the curve before it as it is.
    early = of([(min(t, limit), seen and t < limit) for t, seen in pairs])
    late = of(pairs)
    for step in early.steps:
        if step.time < limit:
            assert step == next(each for each in late.steps if each.time == step.time)


@given(observations)
def test_the_float_is_the_fraction_rounded(pairs: list[tuple[int, bool]]) -> None:
    found = of(pairs)
    for step in found.steps:
        assert step.survival == float(found.exact_at(step.time))


@given(observations, st.sampled_from(["log_log", "log", "plain"]))
def test_the_band_holds_the_survival_and_stays_within_all(
    pairs: list[tuple[int, bool]], band: str
) -> None:
    last = 1.0
    for step in of(pairs, band=band).steps:
        assert 0 <= step.survival <= last
        last = step.survival
        if step.low is None:
            assert step.survival == 0
            assert step.high is step.standard_error is None
        else:
            assert 0 <= step.low <= step.survival <= step.high <= 1


@given(observations, st.fractions(Fraction(1, 100), Fraction(99, 100)))
def test_a_quantile_is_the_first_time_by_which_so_many_are_done(
    pairs: list[tuple[int, bool]], share: Fraction
) -> None:
    found = of(pairs)
    quantile = found.quantile(share)
    reached = [t for t in found.times if found.exact_at(t) <= 1 - share]
    assert quantile.time == (reached[0] if reached else None)
    if quantile.time is not None:
        assert quantile.low is not None
        assert quantile.low <= quantile.time
        assert quantile.high is None or quantile.time <= quantile.high


@given(observations)
def test_what_is_expected_in_all_groups_is_what_happened(pairs: list[tuple[int, bool]]) -> None:
    groups = {name: of(pairs) for name in "abc"}
    try:
        test = stats.log_rank(groups)
    except InvalidValueError:
        assert all(  # only where all end at once nothing is compared
            step.events in {0, step.at_risk} for step in groups["a"].steps
        )
        return
    assert test.chi_square == pytest.approx(0, abs=1e-12)
    assert test.p_value == pytest.approx(1)
    assert sum(group.expected for group in test.groups) == pytest.approx(
        sum(group.observed for group in test.groups)
    )


@given(observations, observations, observations)
def test_the_order_of_groups_does_not_matter(
    a: list[tuple[int, bool]], b: list[tuple[int, bool]], c: list[tuple[int, bool]]
) -> None:
    named = {"a": of(a), "b": of(b), "c": of(c)}
    try:
        test = stats.log_rank(named)
    except InvalidValueError:
        with pytest.raises(InvalidValueError):
            stats.log_rank(dict(reversed(named.items())))
        return
    other = stats.log_rank(dict(reversed(named.items())))
    assert test.chi_square == pytest.approx(other.chi_square, rel=1e-7, abs=1e-9)


# --- questions and refusals --------------------------------------------------------------------


def test_what_nobody_watched_is_not_told() -> None:
    open_end = curve("3 8 8 20+")
    assert open_end.at(20).survival == 0.25
    assert open_end.at(0).low == 1
    with pytest.raises(InvalidValueError, match="Ask for a time up to 20"):
        open_end.at(21)
    with pytest.raises(InvalidValueError, match="is negative"):
        open_end.at(-1)
    with pytest.raises(InvalidValueError, match="Give a limit over 0"):
        open_end.restricted_mean(0)
    assert curve("3 8").at(10**6).survival == 0
    assert curve("3 8").exact_at(1) == 1


def test_a_quantile_that_is_not_reached_is_none() -> None:
    never = curve("3 8+ 8+ 20+").median
    assert (never.time, never.high) == (None, None)
    assert never.low == 3
    for wrong in (0, 1, 50, math.nan):
        with pytest.raises(InvalidValueError):
            curve("3 8").quantile(wrong)


def test_before_anything_happens_all_are_open() -> None:
    step = curve("2+ 3 4").steps[0]
    assert (step.survival, step.standard_error, step.low, step.high) == (1, 0, 1, 1)
    assert curve("2+ 3 4", confidence=0.5).at(2).done == 0


def test_durations_are_any_exact_numbers() -> None:
    found = stats.kaplan_meier(
        [0.1, np.float64(0.1), Decimal("0.1"), Fraction(1, 10), np.int64(2), np.float32(2)]
    )
    assert found.times == (Fraction(1, 10), 2)
    assert [type(time) for time in found.times] == [Fraction, int]
    assert found.steps[0].events == 4
    assert found.to_records()[1]["time"] == 0.1


def test_a_case_that_took_no_time_is_a_step_at_zero() -> None:
    found = stats.kaplan_meier([0, 0, 5], unit="day")
    assert found.at(0).survival == pytest.approx(1 / 3)
    rows = found.to_records()
    assert [row["time"] for row in rows] == [0, 5]
    assert rows[0]["unit"] == "day"


@pytest.mark.parametrize(
    ("durations", "observed", "field"),
    [
        ([], None, "durations"),
        ([1, -1], None, "durations"),
        ([1, math.inf], None, "durations"),
        ([True], None, "durations"),
        ([1, 2], [True], "observed"),
        ([1], [True, False], "observed"),
    ],
)
def test_what_is_no_duration_is_refused(
    durations: list[float], observed: list[bool] | None, field: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        stats.kaplan_meier(durations, observed)
    assert caught.value.field == field


def test_an_error_of_the_callers_own_iterator_is_theirs() -> None:
    def broken() -> object:
        yield 1
        message = "connection lost"
        raise ValueError(message)

    with pytest.raises(ValueError, match="connection lost"):
        stats.kaplan_meier(broken())  # type: ignore[arg-type]


def test_confidence_is_checked() -> None:
    with pytest.raises(InvalidValueError, match="confidence"):
        stats.kaplan_meier([1], confidence=95)


@pytest.mark.parametrize(
    "wrong",
    [
        {"times": (), "events": (), "censored": ()},
        {"times": (1,), "events": (1, 1), "censored": (0,)},
        {"times": (2, 1), "events": (1, 1), "censored": (0, 0)},
        {"times": (-1,), "events": (1,), "censored": (0,)},
        {"times": (1,), "events": (0,), "censored": (0,)},
    ],
)
def test_a_curve_that_nobody_can_have_seen_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidDataError):
        stats.SurvivalCurve.model_validate(wrong)


def test_a_curve_goes_through_json() -> None:
    found = stats.kaplan_meier([Fraction(1, 3), 2, 2], [True, False, True], unit="h", band="log")
    again = stats.SurvivalCurve.model_validate_json(found.model_dump_json())
    assert again == found
    assert again.steps == found.steps


@pytest.mark.parametrize(
    "wrong",
    [
        {"a": curve("1 2")},
        {"a": curve("1 2", unit="day"), "b": curve("1 2", unit="h")},
        {"a": curve("1+ 2+"), "b": curve("1+ 3+")},
        {"a": curve("3"), "b": curve("3")},
        {"a": curve("1 2+"), "b": curve("1 2+"), "c": curve("0+")},
        {"a": curve("1 2"), "b": curve("1 2"), "c": curve("5+ 7+")} | {"d": curve("0+")},
    ],
)
def test_groups_that_nothing_compares_are_refused(wrong: dict[str, stats.SurvivalCurve]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        stats.log_rank(wrong)
    assert caught.value.field == "curves"


def test_groups_may_be_compared_by_way_of_others() -> None:
    # The first and the last were never open together.
    chain = {"a": curve("1 2 3"), "b": curve("2 3 6 7"), "c": curve("0+ 9 9 9+")}
    assert stats.log_rank(chain).degrees_of_freedom == 2
    assert stats.log_rank({"a": curve("1 2"), "b": curve("5+ 6+")}).chi_square > 0


def test_thousands_of_different_times_are_no_trouble() -> None:
    numbers = random.Random(7)  # noqa: S311 -- no secret
    found = stats.kaplan_meier(
        (numbers.random() for _ in range(20_000)), (i % 3 > 0 for i in range(20_000))
    )
    assert len(found.steps) == 20_000
    assert found.median.time is not None
