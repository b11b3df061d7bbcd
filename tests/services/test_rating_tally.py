"""Counts over ratings: exact, in one pass, the same in parts as in whole; rates that are honest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import Rating, RatingMeasure, RatingMeasures, RatingTally
from mgov.services.rating_measure import RatingCount

RATED = datetime(2020, 6, 1, 2, tzinfo=UTC)
MEASURE = {
    "id": "mine",
    "article": "一",
    "title": {"zh": "率", "en": "Rate"},
    "evidence": "from_memory",
    "meaning": {"zh": "率", "en": "Rate"},
}


@st.composite
def ratings(draw: st.DrawFn) -> Rating:
    level = draw(st.sampled_from(["very_satisfied", "satisfied", "basically_satisfied"]))
    made = Rating(rulebook="cn-2019", application="a", level=level, rated=RATED)
    if draw(st.booleans()):
        return made.replace(origin=draw(st.sampled_from(["active", "by_default"])))
    level = draw(st.sampled_from(["dissatisfied", "very_dissatisfied"]))
    made = made.replace(level=level, named=draw(st.none() | st.booleans()))
    at = iter(RATED + timedelta(days=day) for day in range(1, 9))
    if draw(st.booleans()):
        made = made.answer(at=next(at))
    if draw(st.booleans()):
        return made.set_aside(at=next(at)) if draw(st.booleans()) else made
    for _ in range(draw(st.integers(1, 2))):
        made = draw(st.sampled_from([made.put_right, made.explain]))(at=next(at))
        satisfied = draw(st.none() | st.booleans())
        if draw(st.booleans()):
            made = made.revisit(at=next(at), satisfied=satisfied)
        if made.satisfied_after is not False:
            break
    return made


@given(st.lists(ratings(), max_size=12), st.integers(0, 12), st.none() | st.integers(0, 5))
def test_tallies_of_parts_add_up_to_that_of_the_whole(
    made: list[Rating], cut: int, unrated: int | None
):
    whole = RatingTally.of(made, unrated=unrated)
    parts = [RatingTally.of(made[:cut], unrated=unrated), RatingTally.of(made[cut:], unrated=0)]
    assert sum(parts, RatingTally()) == whole
    assert parts[0] + parts[1] == parts[1] + parts[0]
    assert whole.active + whole.by_default + whole.set_aside == len(made)


@given(st.lists(ratings(), max_size=12), st.none() | st.integers(0, 5))
def test_every_share_is_between_nothing_and_all(made: list[Rating], unrated: int | None):
    for share in RatingTally.of(made, unrated=unrated).shares():
        if share.share is None:
            assert share.whole in {0, None}
        else:
            assert share.share.is_exact
            assert share.share.value == Fraction(share.part, share.whole)
            assert 0 <= share.share.value <= 1
            assert share.share.unit == "share"


def test_a_stream_is_counted_in_one_pass():
    def stream() -> Iterator[Rating]:
        for level in ("satisfied", "dissatisfied") * 500:
            yield Rating(rulebook="cn-2019", service="s", level=level, rated=RATED)

    tally = RatingTally.of(stream(), unrated=200)
    assert (tally.satisfied, tally.dissatisfied, tally.active) == (500, 500, 1000)
    share = tally.share("unrated_rate")
    assert (share.part, share.whole) == (200, 1200)
    assert share.share.value == Fraction(1, 6)


def test_silence_that_counts_as_good_is_kept_apart():
    tally = RatingTally(satisfied=1, dissatisfied=1, good=1, bad=1, by_default=98, unrated=100)
    values = {
        share.measure.id: (share.part, share.whole)
        for share in tally.shares()
        if not share.measure.id.startswith(("bad", "named", "satisfied"))
    }
    assert values == {
        "good_rate": (99, 100),
        "active_good_rate": (1, 2),
        "unrated_rate": (100, 200),
        "silent_rate": (198, 200),
    }


def test_of_nothing_there_is_no_share():
    tally = RatingTally.of([], unrated=0)
    assert [(share.part, share.whole, share.share) for share in tally.shares()] == [
        (0, 0, None)
    ] * len(RatingMeasures.built_in("cn-ratings").rules)


def test_what_nobody_has_counted_is_not_taken_for_nothing():
    tally = RatingTally.of(
        [Rating(rulebook="cn-2019", service="s", level="satisfied", rated=RATED)]
    )
    share = tally.share("unrated_rate")
    assert (share.part, share.whole, share.share) == (None, None, None)
    assert tally.share("good_rate").share.value == 1
    assert (tally + RatingTally(unrated=3)).unrated is None


def test_every_count_of_a_definition_is_one_of_a_tally():
    tally = RatingTally()
    for name in get_args(RatingCount):
        assert getattr(tally, name) == 0
    assert {*RatingTally.model_fields, "active"} == set(get_args(RatingCount))


def test_a_measure_of_ones_own_is_worked_out_too():
    measure = RatingMeasure(**MEASURE, numerator=["very_dissatisfied"], denominator=["bad"])
    tally = RatingTally(dissatisfied=2, very_dissatisfied=1, bad=3)
    assert tally.share(measure).share.value == Fraction(1, 3)
    absurd = measure.replace(numerator=("bad",), denominator=("good",))
    with pytest.raises(InvalidDataError, match="has 3 as a part of 0"):
        tally.share(absurd)
    with pytest.raises(InvalidDataError, match="has a count twice in its denominator"):
        measure.replace(denominator=("bad", "bad"))
    with pytest.raises(InvalidValueError, match="no such rule"):
        tally.share("better_rate")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"good": 1}, "good and bad together than of active"),
        ({"satisfied": 1, "good": 1, "bad": 1}, "good and bad together"),
        ({"dissatisfied": 1, "bad": 1, "bad_answered": 2}, "bad_answered than of bad"),
    ],
)
def test_counts_that_cannot_be_are_refused(counts: dict[str, int], said: str):
    with pytest.raises(InvalidDataError, match=said):
        RatingTally(**counts)


def test_a_bad_rating_is_put_right_or_explained_and_not_counted_as_both():
    with pytest.raises(InvalidDataError, match="bad_put_right and bad_explained together"):
        RatingTally(dissatisfied=2, bad=2, bad_put_right=2, bad_explained=1)


def test_a_tally_is_added_to_tallies_only():
    with pytest.raises(TypeError):
        _ = RatingTally() + 1
