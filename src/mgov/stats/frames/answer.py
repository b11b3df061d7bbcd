"""The columns of the answer: values, intervals and numbers of cases, of what the passes left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mgov.stats.frames.partials import Made, Partials
from mgov.stats.measures.definition import Measure
from mgov.stats.measures.outcome import CRITICAL

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["result_columns", "with_lengths"]

_JANUARY, _FEBRUARY, _APRIL = 1, 2, 4
_MONTHS_OF_30: Final = (4, 6, 9, 11)


def result_columns(measure: Measure, partials: Partials, limit: int) -> dict[str, nw.Expr]:
    """Give the columns of a measure by their names, as expressions of what the passes leave.

    Args:
        measure: The measure.
        partials: What the passes leave.
        limit: From how many cases on the value is shown.
    """
    import narwhals as nw

    numerator, denominator = measure.sides
    above = partials.made(numerator)
    found: dict[str, nw.Expr] = {}
    if denominator is None:
        value, n = above.value.cast(nw.Int64 if above.whole else nw.Float64), above.n
    else:
        below = partials.made(denominator)
        value, n = _ratio(above, below), below.n
    found[measure.id] = value
    if measure.is_proportion:
        low, high = _wilson_ends(above.value, n)
        found |= {f"{measure.id}_low": low, f"{measure.id}_high": high}
    if limit > 1:
        shown = (n == 0) | (n >= limit)
        found = {name: nw.when(shown).then(column) for name, column in found.items()}
    return {**found, f"{measure.id}_n": n}


def _ratio(above: Made, below: Made) -> nw.Expr:
    import narwhals as nw

    over = below.value.cast(nw.Float64)
    ratio: nw.Expr = above.value.cast(nw.Float64) / nw.when(over != 0).then(over)
    return ratio


def _wilson_ends(successes: nw.Expr, n: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """Give the ends of the interval by the formula of `wilson_ends`, missing where n is 0."""
    import narwhals as nw

    z, square = CRITICAL, CRITICAL * CRITICAL
    counted = successes.cast(nw.Float64)
    cases = nw.when(n > 0).then(n.cast(nw.Float64))
    middle = counted + square / 2
    half = (counted * (cases - counted) / cases + square / 4).sqrt() * z
    low, high = (middle - half) / (cases + square), (middle + half) / (cases + square)
    return (
        nw.when(counted > 0).then(low).otherwise(nw.when(n > 0).then(nw.lit(0.0))),
        nw.when(counted < cases).then(high).otherwise(nw.when(n > 0).then(nw.lit(1.0))),
    )


def with_lengths(
    frame: nw.LazyFrame[Any], partials: Partials, unit: str | None
) -> nw.LazyFrame[Any]:
    """Add how many sub-periods the period of each group has, for the means over them.

    Args:
        frame: What the passes leave, a row a group.
        partials: What the passes leave.
        unit: The length of the period of a group; None if all of the data is one period.
    """
    lengths = {f"length_{per}": _length(per, unit) for per in sorted(partials.means)}
    return frame.with_columns(**lengths) if lengths else frame


def _length(per: str, unit: str | None) -> nw.Expr:
    import narwhals as nw

    if unit is None:
        # Of all groups: what the data says of one group says nothing of when the data ends.
        first, last = nw.col(f"before_{per}").max(), nw.col(f"last_{per}").max()
        span: nw.Expr = (last + first).cast(nw.Float64) / (7 if per == "week" else 1) + 1
        return span
    period = nw.col("p")
    known = nw.when(~period.is_null())
    if per == unit:
        length: nw.Expr = known.then(nw.lit(1))
    elif per == "month":
        length = known.then(nw.lit(3 if unit == "quarter" else 12))
    elif unit == "week":
        length = known.then(nw.lit(7))
    else:
        length = _days_from(period, unit)
    return length


def _days_from(first: nw.Expr, unit: str) -> nw.Expr:
    """Say how many days a month, a quarter or a year has, by its first day."""
    import narwhals as nw

    year, month = first.dt.year(), first.dt.month()
    is_leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    leap = nw.when(is_leap).then(nw.lit(1)).otherwise(nw.lit(0))
    days: nw.Expr
    if unit == "year":
        days = leap + 365
    elif unit == "quarter":
        days = (
            nw.when(month == _JANUARY)
            .then(leap + 90)
            .otherwise(nw.when(month == _APRIL).then(nw.lit(91)).otherwise(nw.lit(92)))
        )
    else:
        days = (
            nw.when(month == _FEBRUARY)
            .then(leap + 28)
            .otherwise(nw.when(month.is_in(_MONTHS_OF_30)).then(nw.lit(30)).otherwise(nw.lit(31)))
        )
    return nw.when(~first.is_null()).then(days)
