"""What a reform has taken off all the users of a service together: per case, times the cases."""

from __future__ import annotations

from mgov.errors import InvalidValueError
from mgov.stats.ratio import Quantity, as_figure, in_one_unit
from mgov.values.figures import Figure

__all__ = ["burden_removed"]


def burden_removed(before: Quantity, after: Quantity, cases: Quantity) -> Figure:
    """Say how much less was asked of all users together than before a reform.

    It is what each case is spared, times the cases: (before - after) × cases. Where a figure is
    an interval, so is the result.

    Args:
        before: What one case asked for before: items, visits, money, time.
        after: What one case asks for now, in the same unit.
        cases: How many cases there were since.

    Returns:
        A figure in the unit of what is asked for; below zero if more is asked for than before.

    Raises:
        mgov.errors.InvalidValueError: If the two burdens are in units that do not compare, or
            the cases may be fewer than none.

    Example:
        >>> from mgov import stats
        >>> removed = stats.burden_removed("3次", "1次", 12_000)
        >>> removed.value, removed.unit
        (24000, '次')
        >>> print(stats.burden_removed("3至4次", "1次", 12_000))
        [24,000, 36,000] 次
    """
    old, new = in_one_unit(as_figure(before), as_figure(after), "after")
    number = as_figure(cases)
    if number.low < 0:
        trouble, remedy = "may be fewer than none", "Give how many cases there were."
        raise InvalidValueError(trouble, field="cases", remedy=remedy, code="count_negative")
    spared = (old - new).with_unit(None)
    removed = spared * number.with_unit(None)
    return Figure.computed(
        removed.interval,
        value=removed.value,
        unit=old.unit,
        formula="({0} − {1}) × {2}",
        operands=(old, new, number),
    )
