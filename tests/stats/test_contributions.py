"""What groups have to do with a change: the parts sum to it, whatever the order."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import Figure, stats
from mgov.errors import InvalidValueError
from mgov.stats import Contribution, Contributions

counts = st.integers(0, 10**6)
rates = st.fractions(-100, 100, max_denominator=50)


@st.composite
def tables(draw: st.DrawFn, size: int = 4) -> tuple[dict[str, object], ...]:
    names = draw(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=size, unique=True))

    def column(values: st.SearchStrategy[object]) -> dict[str, object]:
        return {name: draw(values) for name in names}

    before, after = column(counts), column(counts)
    before[names[0]], after[names[0]] = draw(st.integers(1, 100)), draw(st.integers(1, 100))
    return before, after, column(rates), column(rates)


def exact(figure: Figure) -> Fraction:
    assert figure.value is not None
    assert figure.is_exact
    return Fraction(figure.value)


def parts(of: Contribution | Contributions) -> list[Fraction]:
    return [exact(each) for each in (of.volume, of.mix, of.rate)]


@given(tables())
def test_the_parts_sum_to_the_change(table: tuple[dict[str, int], ...]) -> None:
    before, after, _, _ = table
    result = stats.contributions(before, after)
    assert exact(result.change) == sum(after.values()) - sum(before.values())
    assert sum(parts(result)) == exact(result.change)
    for group in result.groups:
        assert exact(group.change) == after[group.group] - before[group.group]
        assert sum(parts(group)) == exact(group.change)
    assert sum(exact(group.change) for group in result.groups) == exact(result.change)
    # Every case counts for itself: a shift between channels is no change of the total.
    assert exact(result.mix) == exact(result.rate) == 0
    growth = Fraction(exact(result.change), exact(result.before))
    assert sum(exact(group.points) for group in result.groups) == growth


@given(tables())
def test_with_rates_they_do_too(table: tuple[dict[str, Fraction], ...]) -> None:
    before, after, old, new = table
    total = sum(before[name] * old[name] for name in before)
    if not total:
        with pytest.raises(InvalidValueError, match="may be zero"):
            stats.contributions(before, after, rates=(old, new))
        return
    result = stats.contributions(before, after, rates=(old, new))
    assert exact(result.before) == total
    assert exact(result.after) == sum(after[name] * new[name] for name in after)
    assert sum(parts(result)) == exact(result.change)
    for group in result.groups:
        assert sum(parts(group)) == exact(group.change)


@given(tables())
def test_the_way_back_takes_away_what_the_way_there_added(
    table: tuple[dict[str, Fraction], ...],
) -> None:
    before, after, old, new = ({k: abs(v) + 1 for k, v in each.items()} for each in table)
    there = stats.contributions(before, after, rates=(old, new))
    back = stats.contributions(after, before, rates=(new, old))
    assert parts(there) == [-part for part in parts(back)]


@given(tables())
def test_what_does_not_change_contributes_nothing(table: tuple[dict[str, Fraction], ...]) -> None:
    before, after, old, new = ({k: abs(v) + 1 for k, v in each.items()} for each in table)
    twice = {name: 2 * number for name, number in before.items()}
    volume, mix, rate = parts(stats.contributions(before, twice, rates=(old, old)))
    assert (mix, rate) == (0, 0)
    assert volume == sum(before[name] * old[name] for name in before)
    volume, mix, rate = parts(stats.contributions(before, before, rates=(old, new)))
    assert (volume, mix) == (0, 0)
    assert parts(stats.contributions(before, after, rates=(old, old)))[2] == 0


@given(tables(), st.data())
def test_the_intervals_hold_whatever_the_figures_allow(
    table: tuple[dict[str, int], ...], data: st.DataObject
) -> None:
    before, after, _, _ = table
    truth = [
        {name: data.draw(st.fractions(n, n + 1)) for name, n in each.items()}
        for each in (before, after)
    ]
    figures = [
        {name: Figure.between(n, n + 1) for name, n in each.items()} for each in (before, after)
    ]
    told = stats.contributions(*figures)
    true = stats.contributions(*truth)
    for mine, real in zip((told, *told.groups), (true, *true.groups), strict=True):
        for part in ("change", "volume", "mix", "rate"):
            assert exact(getattr(real, part)) in getattr(mine, part).interval
    assert told.change.value is None


def test_rounded_figures_keep_the_numbers_they_name() -> None:
    result = stats.contributions(
        {"手机": "6.95亿", "其他": "0.36亿"}, {"手机": "7.24亿", "其他": "0.27亿"}
    )
    assert result.change.value == 20_000_000
    assert result.change.low < 20_000_000 < result.change.high
    assert (result.mix.value, result.groups[0].points.unit) == (0, "growth")
    assert result.change.basis.value == "rounding"
    assert result.model_validate_json(result.model_dump_json()) == result


def test_units_go_with_the_numbers() -> None:
    result = stats.contributions(
        {"网上": "10件"}, {"网上": "12件"}, rates=({"网上": "5元/件"}, {"网上": "4元/件"})
    )
    assert (result.before.unit, result.before.value, result.after.value) == ("元", 50, 48)
    for wrong in (
        ({"a": "1件"}, {"a": "1人"}, None),
        ({"a": "1件"}, {"a": "2件"}, ({"a": "1元"}, {"a": "1小时"})),
    ):
        with pytest.raises(InvalidValueError, match="Compare like with like"):
            stats.contributions(wrong[0], wrong[1], rates=wrong[2])


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ({"a": 1}, {"b": 1}, "groups_differ"),
        ({"a": 1}, {"a": 1, "b": 2}, "groups_differ"),
        ({}, {}, "groups_differ"),
        ({"a": -1, "b": 3}, {"a": 1, "b": 2}, "count_negative"),
        ({"a": 0}, {"a": 1}, "total_zero"),
        ({"a": 1}, {"a": 0}, "total_zero"),
    ],
)
def test_what_cannot_be_split_is_refused(
    before: dict[str, int], after: dict[str, int], code: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        stats.contributions(before, after)
    assert caught.value.code == code


def test_groups_of_rates_are_the_same_too() -> None:
    with pytest.raises(InvalidValueError, match="b, c") as caught:
        stats.contributions({"a": 1, "b": 1}, {"a": 1, "b": 2}, rates=({"a": 1, "c": 1}, {"a": 1}))
    assert caught.value.field == "rates"
