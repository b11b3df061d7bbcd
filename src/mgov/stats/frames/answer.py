"""The columns of the answer: values, intervals and numbers of cases, of what the passes left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from mgov.stats.frames.partials import Made, Partials
from mgov.stats.measures.definition import Measure
from mgov.stats.measures.outcome import CRITICAL

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["Answer", "with_lengths"]

_JANUARY, _FEBRUARY, _APRIL = 1, 2, 4
_MONTHS_OF_30: Final = (4, 6, 9, 11)


class Answer:
    """The columns of the answer, made in steps, each of what the step before has left.

    On Spark narwhals writes the two sides of a division several times: an interval in one piece
    would be a query of thousands of terms.

    Args:
        keys: The columns that tell groups apart, by their names in the answer.
        partials: What the passes leave; it is told what is needed of them.
    """

    def __init__(self, keys: Mapping[str, nw.Expr], partials: Partials) -> None:
        self._partials = partials
        self._sides: dict[str, nw.Expr] = {}
        self._ratios: dict[str, nw.Expr] = {}
        self._last = dict(keys)

    def add(self, measure: Measure, limit: int) -> None:
        """Add the columns of a measure.

        Args:
            measure: The measure.
            limit: From how many cases on the value is shown.
        """
        import narwhals as nw

        numerator, denominator = measure.sides
        above = self._partials.made(numerator)
        mark = len(self._last)
        found: dict[str, nw.Expr] = {}
        if denominator is None:
            n = above.n
            found[measure.id] = above.value.cast(nw.Int64 if above.whole else nw.Float64)
        else:
            below = self._partials.made(denominator)
            n = below.n
            found[measure.id] = self._ratio(above, below, mark)
        if measure.is_proportion:
            found[f"{measure.id}_low"], found[f"{measure.id}_high"] = self._ends(n, mark)
        if limit > 1:
            shown = (n == 0) | (n >= limit)
            found = {name: nw.when(shown).then(column) for name, column in found.items()}
        self._last |= {**found, f"{measure.id}_n": n}

    def of(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Make the answer.

        Args:
            frame: What the passes left, a row a group.
        """
        for step in (self._sides, self._ratios):
            frame = frame.with_columns(**step) if step else frame
        return frame.select(**self._last)

    def _ratio(self, above: Made, below: Made, mark: int) -> nw.Expr:
        import narwhals as nw

        over = below.value.cast(nw.Float64)
        self._sides[f"above{mark}"] = above.value.cast(nw.Float64)
        self._sides[f"below{mark}"] = nw.when(over != 0).then(over)
        self._ratios[f"ratio{mark}"] = nw.col(f"above{mark}") / nw.col(f"below{mark}")
        return nw.col(f"ratio{mark}")

    def _ends(self, n: nw.Expr, mark: int) -> tuple[nw.Expr, nw.Expr]:
        """Give the ends of the interval by the formula of `wilson_ends`, missing where n is 0."""
        import narwhals as nw

        z, square = CRITICAL, CRITICAL * CRITICAL
        counted, cases = nw.col(f"above{mark}"), nw.col(f"below{mark}")
        self._ratios[f"spread{mark}"] = counted * (cases - counted) / cases + square / 4
        middle, half = counted + square / 2, nw.col(f"spread{mark}").sqrt() * z
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
