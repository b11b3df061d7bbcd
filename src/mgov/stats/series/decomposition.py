"""What each group has to do with a change: how many there are, how they are spread, how they do."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Final, Generic, NamedTuple, TypeVar

from mgov.errors import InvalidValueError
from mgov.stats.ratio import Quantity, as_figure
from mgov.values.figures import Figure, Interval
from mgov.values.figures.interval import exact
from mgov.values.figures.units import same_unit
from mgov.values.model import Model

__all__ = ["Contribution", "Contributions", "contributions"]


class Contribution(Model, frozen=True):
    """What one group has to do with a change; the three parts sum to its own change.

    Attributes:
        group: Its name.
        change: How much more it has than before.
        volume: What of that comes from there being more, or fewer, of all groups together.
        mix: What comes from the group having another share of them.
        rate: What comes from each of its cases counting for more, or less.
        points: Its change over the total before: its part of the growth of the total.

    Example:
        >>> from mgov import stats
        >>> result = stats.contributions({"app": 20, "desk": 80}, {"app": 60, "desk": 60})
        >>> app = result.groups[0]
        >>> print(app.change, app.volume, app.mix)
        40 7 33
        >>> app.points.value
        Fraction(2, 5)
    """

    group: str
    change: Figure
    volume: Figure
    mix: Figure
    rate: Figure
    points: Figure


class Contributions(Model, frozen=True):
    """What the groups have to do with a change of their total.

    Attributes:
        before: The total before.
        after: The total after.
        groups: The groups, in the order given.
        change: The change of the total.
        volume: What of it comes from there being more of all.
        mix: What comes from the shares of the groups; 0 where every case counts alike.
        rate: What comes from each case counting for more.

    Example:
        >>> from mgov import stats
        >>> result = stats.contributions(
        ...     {"app": 20, "desk": 80},
        ...     {"app": 60, "desk": 60},
        ...     rates=({"app": 2, "desk": 10}, {"app": 2, "desk": 11}),
        ... )
        >>> result.before.value, result.after.value, result.change.value
        (840, 780, -60)
        >>> [round(float(part), 1) for part in (result.volume, result.mix, result.rate)]
        [150.0, -281.0, 71.0]
    """

    before: Figure
    after: Figure
    groups: tuple[Contribution, ...]
    change: Figure
    volume: Figure
    mix: Figure
    rate: Figure


def contributions(
    before: Mapping[str, Quantity],
    after: Mapping[str, Quantity],
    *,
    rates: tuple[Mapping[str, Quantity], Mapping[str, Quantity]] | None = None,
) -> Contributions:
    """Split a change of a total into what each group has to do with it, and by which way.

    A total is the number of all cases, times the share of each group, times what each case of it
    counts for, summed over the groups. Channels that shift raise the number of one group and lower
    that of another without a case more: that is the mix, apart from the volume. What two of the
    factors do together is divided evenly among them, so that nothing is left over and the order
    in which they are looked at does not matter (Sun, Energy Economics 20, 1998; it is the Shapley
    value of each factor).

    Args:
        before: How many cases each group had before.
        after: How many it has now, for the same groups; 0 where it has none.
        rates: What each case counts for in each group, before and now: its cost, its share of
            completed ones. Without them a case counts for itself.

    Returns:
        The parts. Of exact numbers they sum to the change exactly; of figures, the numbers they
        name do, and the interval of each holds whatever the figures allow.

    Raises:
        mgov.errors.InvalidValueError: If the groups differ, if a count may be negative, if there
            may have been none at all, if the total before may be zero, or if units differ.

    Example:
        >>> from mgov import stats
        >>> result = stats.contributions({"app": 20, "desk": 80}, {"app": 60, "desk": 60})
        >>> print(result.change, result.volume, result.mix, result.rate)
        20 20 0 0
        >>> [group.mix.value for group in result.groups]
        [33, -33]
    """
    names = tuple(before)
    ones: Mapping[str, Quantity] = dict.fromkeys(names, 1)
    rates_before, rates_after = (ones, ones) if rates is None else rates
    counts = _read(names, before, "before"), _read(names, after, "after")
    each = _read(names, rates_before, "rates"), _read(names, rates_after, "rates")
    _refuse_negative(counts)
    unit = (Figure.exact(1, unit=_unit(counts)) * Figure.exact(1, unit=_unit(each))).unit
    ranges = _effects(
        *([figure.interval for figure in column] for column in (*counts, *each)),
        sixth=Interval.point(Fraction(1, 6)),
        share=_share_of,
    )
    named = _named(counts, each)
    values = None if named is None else _effects(*named, sixth=Fraction(1, 6), share=_quotient)
    operands = tuple(zip(*counts, *each, strict=True))
    return _result(names, operands, ranges, values, unit)


T = TypeVar("T", Fraction, Interval)

_PARTS: Final = ("change", "volume", "mix", "rate", "points")
_SUMS: Final = ("before", "after", "change", "volume", "mix", "rate")


class _Effects(NamedTuple, Generic[T]):
    """The parts of a change: a row for each group, and one of what all have together."""

    groups: list[tuple[T, ...]]
    sums: tuple[T, ...]


def _effects(
    n0: list[T], n1: list[T], r0: list[T], r1: list[T], *, sixth: T, share: Callable[[T, T], T]
) -> _Effects[T]:
    """Split N·s·r of each group by the three factors.

    The part of a factor is its own change times the mean product of the other two, in which each
    of both moments counts a third and each mixture of them a sixth.
    """
    total0, total1 = _sum(n0), _sum(n1)
    amount0, amount1 = (
        _sum([n * r for n, r in zip(ns, rs, strict=True)]) for ns, rs in ((n0, r0), (n1, r1))
    )

    def mean(a0: T, a1: T, b0: T, b1: T) -> T:
        return sixth * (a0 * b0 + a0 * b0 + a0 * b1 + a1 * b0 + a1 * b1 + a1 * b1)

    groups: list[tuple[T, ...]] = []
    for m0, m1, p0, p1 in zip(n0, n1, r0, r1, strict=True):
        s0, s1 = share(m0, total0), share(m1, total1)
        change = m1 * p1 - m0 * p0
        volume = (total1 - total0) * mean(s0, s1, p0, p1)
        mix = (s1 - s0) * mean(total0, total1, p0, p1)
        rate = (p1 - p0) * mean(total0, total1, s0, s1)
        groups.append((change, volume, mix, rate, change / amount0))
    _, volumes, mixes, rates, _ = (list(column) for column in zip(*groups, strict=True))
    sums = amount0, amount1, amount1 - amount0, _sum(volumes), _sum(mixes), _sum(rates)
    return _Effects(groups, sums)


def _sum(numbers: list[T]) -> T:
    return reduce(operator.add, numbers)


def _quotient(part: Fraction, whole: Fraction) -> Fraction:
    return part / whole


def _share_of(part: Interval, whole: Interval) -> Interval:
    # A part is no more than its whole, however both were rounded.
    return (part / whole).intersection(Interval(0, 1)) or Interval(0, 1)


# --- from figures to numbers and back ----------------------------------------------------------


_Column = list[Figure]


def _read(names: tuple[str, ...], given: Mapping[str, Quantity], field: str) -> _Column:
    if not names or set(given) != set(names):
        odd = ", ".join(sorted(set(given) ^ set(names))) or "none"
        raise InvalidValueError(
            f"has not the same groups ({odd})",
            field=field,
            remedy="Give every group in each, with 0 where it has nothing.",
            code="groups_differ",
        )
    return [as_figure(given[name]) for name in names]


def _unit(columns: tuple[_Column, _Column]) -> str | None:
    units = [figure.unit for column in columns for figure in column if figure.unit is not None]
    for unit in units:
        if not same_unit(unit, units[0]):
            raise InvalidValueError(
                f"counts {unit}, where another figure counts {units[0]}",
                field="groups",
                remedy="Compare like with like.",
                code="unit_differs",
            )
    return units[0] if units else None


def _refuse_negative(counts: tuple[_Column, _Column]) -> None:
    for column, field in zip(counts, ("before", "after"), strict=True):
        if any(figure.low < 0 for figure in column):
            raise InvalidValueError(
                "may be negative",
                field=field,
                remedy="Give how many cases each group has.",
                code="count_negative",
            )
        if all(figure.low <= 0 for figure in column):
            raise InvalidValueError(
                "may have no case at all",
                field=field,
                remedy="Shares need something that they are shares of.",
                code="total_zero",
            )


def _named(
    counts: tuple[_Column, _Column], rates: tuple[_Column, _Column]
) -> list[list[Fraction]] | None:
    """Give the numbers that the figures name, unless one names none."""
    columns = [[figure.value for figure in column] for column in (*counts, *rates)]
    known = [[Fraction(value) for value in column if value is not None] for column in columns]
    return known if all(map(len, known)) and known == columns else None


def _result(
    names: tuple[str, ...],
    operands: tuple[tuple[Figure, ...], ...],
    ranges: _Effects[Interval],
    values: _Effects[Fraction] | None,
    unit: str | None,
) -> Contributions:
    every = tuple(figure for row in operands for figure in row)
    named = [(None,) * len(_PARTS)] * len(names) if values is None else values.groups
    groups = [
        Contribution.model_validate(
            {"group": name} | _figures(_PARTS, row, numbers, unit=unit, operands=of)
        )
        for name, row, numbers, of in zip(names, ranges.groups, named, operands, strict=True)
    ]
    sums = (None,) * len(_SUMS) if values is None else values.sums
    totals = _figures(_SUMS, ranges.sums, sums, unit=unit, operands=every)
    return Contributions.model_validate({"groups": groups} | totals)


def _figures(
    names: tuple[str, ...],
    intervals: tuple[Interval, ...],
    values: tuple[Fraction | None, ...],
    *,
    unit: str | None,
    operands: tuple[Figure, ...],
) -> dict[str, Figure]:
    places = ", ".join(f"{{{n}}}" for n in range(len(operands)))
    return {
        name: Figure.computed(
            interval,
            value=None if value is None else exact(value),
            unit="growth" if name == "points" else unit,
            formula=f"{name}({places})",
            operands=operands,
        )
        for name, interval, value in zip(names, intervals, values, strict=True)
    }
