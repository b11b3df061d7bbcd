"""Coverage of households: what follows where several accounts each report how many they reach."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mgov.accounts.counting import Count, as_count, part_of
from mgov.errors import InvalidValueError
from mgov.values.figures import Basis, Figure, Interval
from mgov.values.figures.units import SHARE, same_unit

__all__ = ["household_coverage"]

_HOUSEHOLD: Final = "户"
_PERSON: Final = "人"
_SHARE: Final = Interval(0, 1)


def household_coverage(
    reached: Iterable[Count], households: Count, *, largest_household: int | None = None
) -> Figure:
    """Say which share of all households is reached, where the same one may be counted twice.

    Who is registered with two accounts is counted by both, and how many are, nobody reports.
    So the coverage lies somewhere between that of the largest account, if it reaches all that
    the others do, and the sum, if no two reach the same household (Fréchet's bounds).

    A number of people says less: each household that is reached has one of them at least, so
    there are at most as many households. How few, only a limit to the size of a household
    tells.

    Args:
        reached: How many households, or people, are registered with each account. Only those
            of the area count: followers may live anywhere.
        households: How many households there are.
        largest_household: How many of its members at most are registered in a household,
            where some reports are of people.

    Returns:
        A figure in the unit `share`, from the least to the most that can be true. Its basis is
        at best `Basis.BOUND` unless it rests on one account alone.

    Raises:
        mgov.errors.InvalidValueError: If no account reports anything, a figure counts neither
            households nor people, there may be no household at all, or an account certainly
            reaches more than there are.

    Example:
        >>> from mgov.accounts import household_coverage
        >>> coverage = household_coverage(["2600户", "1900户"], "4000户")
        >>> print(coverage.interval)
        [13/20, 1]
        >>> print(coverage.explain())
        (2600户 ∪ 1900户) ÷ 4000户 is at least 65% and at most 100%; the ends rest on a bound.
    """
    figures = tuple(as_count(each, "reached") for each in reached)
    if not figures:
        trouble, remedy = "is empty", "Give what at least one account reports."
        raise InvalidValueError(trouble, field="reached", remedy=remedy, code="reached_nothing")
    whole = as_count(households, "households")
    if not _counts(whole, _HOUSEHOLD):
        trouble, remedy = f"counts {whole.unit}, not households", "Give the number of households."
        raise InvalidValueError(trouble, field="households", remedy=remedy, code="unit_differs")
    parts = [_in_households(each, largest_household) for each in figures]
    if len(parts) == 1 and _counts(figures[0], _HOUSEHOLD):
        return part_of(figures[0], whole, "households")
    interval = _union(parts, whole)
    union = " ∪ ".join(f"{{{place}}}" for place in range(len(parts)))
    union = union if len(parts) == 1 else f"({union})"
    figure = Figure.computed(
        interval,
        unit=SHARE,
        formula=f"{union} ÷ {{{len(parts)}}}",
        operands=(*figures, whole),
    )
    # Even of exact counts the ends are only bounds: how far they overlap nobody has counted.
    return figure.replace(basis=max(figure.basis, Basis.BOUND, key=list(Basis).index))


def _union(parts: list[Interval], whole: Figure) -> Interval:
    """From the coverage of the largest part to the sum of all, and never over all there are."""
    if 0 in whole.interval:
        trouble, remedy = "may be zero", "Give at least one household."
        raise InvalidValueError(trouble, field="households", remedy=remedy, code="count_zero")
    shares = [part / whole.interval for part in parts]
    least = max(shares, key=lambda share: (share.low, not share.low_closed))
    most = sum(parts[1:], start=parts[0]) / whole.interval
    union = Interval(least.low, most.high, least.low_closed, most.high_closed)
    found = union.intersection(_SHARE)
    if found is None:
        trouble, remedy = "is more than there are", "Check that both are of the same area."
        raise InvalidValueError(trouble, field="reached", remedy=remedy, code="part_over_whole")
    return found


def _in_households(figure: Figure, largest: int | None) -> Interval:
    if _counts(figure, _HOUSEHOLD):
        return figure.interval
    if not _counts(figure, _PERSON):
        trouble = f"counts {figure.unit}, neither households nor people"
        remedy = "Give the number of registered households (户) or people (人)."
        raise InvalidValueError(trouble, field="reached", remedy=remedy, code="unit_differs")
    if largest is None:
        return Interval(0, figure.high, high_closed=figure.high_closed)
    if largest < 1:
        trouble, remedy = "is below one", "Give the size of the largest household, or None."
        field = "largest_household"
        raise InvalidValueError(trouble, field=field, remedy=remedy, code="count_zero")
    least = figure.interval / Interval.point(largest)
    return Interval(least.low, figure.high, least.low_closed, figure.high_closed)


def _counts(figure: Figure, unit: str) -> bool:
    return same_unit(figure.unit, unit) or (figure.unit is None and unit == _HOUSEHOLD)
