"""Aggregates, as expressions of narwhals: what one pass over the rows leaves of a group.

Sums and counts of groups can be put together from those of parts; a quantile and a number of
distinct values cannot, and come from one part only. So every expression here says how what it
leaves is merged, and what stands where another part knows nothing of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from mgov.stats.frames.columns import Columns, Look
from mgov.stats.frames.conditions import Conditions
from mgov.stats.measures.aggregate import (
    Aggregate,
    Distinct,
    Largest,
    PerPeriod,
    Quantile,
    Total,
)
from mgov.stats.measures.tallies import not_told_apart

if TYPE_CHECKING:
    import narwhals as nw
    from narwhals.dtypes import DType

__all__ = ["Made", "Part", "Partials"]

Merge: TypeAlias = Literal["sum", "max"]

_DIGITS: Final = 38  # the widest decimal number that all engines add up
_EXACT: Final = 2.0**53  # a double beyond has no fraction, so that there is nothing to round


class Part(NamedTuple):
    """A column that one pass over the rows leaves.

    Attributes:
        name: Its name.
        expression: What makes it of the rows of a group, or of the sub-periods of a group.
        dtype: The type it is brought to, so that all engines have the same.
        merge: How it is put together from parts; a sum of nothing is 0, a maximum is null.
    """

    name: str
    expression: nw.Expr
    dtype: DType
    merge: Merge


class Made(NamedTuple):
    """What an aggregate is, in the columns that its parts are.

    Attributes:
        value: The value; null where it has none.
        n: The number of cases it rests on.
        whole: Whether the value is a whole number.
        exact: What the value is made of, before it is a double: of a mean, the sum.
        scale: By how many digits the point of that is moved.
        length: Of a mean, over how many sub-periods it is taken; else None.
    """

    value: nw.Expr
    n: nw.Expr
    whole: bool
    exact: nw.Expr
    scale: int
    length: nw.Expr | None = None


class _Kept(NamedTuple):
    """One aggregate of a pass.

    Attributes:
        part: The column with what the pass leaves.
        n: The column with the number of cases.
        scale: By how many digits the point of the column is moved.
        whole: Whether it is a whole number.
    """

    part: str
    n: str
    scale: int
    whole: bool


class Partials:
    """The columns that passes over the rows leave, each once, however many measures need it.

    Attributes:
        rows: Those made of the rows of a group.
        sub_rows: By the length of the sub-period, those made of the rows of a sub-period.
        sub_periods: By the same, those made of the sub-periods of a group.
        means: The lengths of sub-periods that there are means over.

    Args:
        columns: The columns of the frame.
        conditions: What makes expressions of conditions.
    """

    def __init__(self, columns: Columns, conditions: Conditions) -> None:
        self._columns = columns
        self._conditions = conditions
        self._kept: dict[tuple[str, str], _Kept] = {}
        self.rows: dict[str, Part] = {}
        self.sub_rows: dict[str, dict[str, Part]] = {}
        self.sub_periods: dict[str, dict[str, Part]] = {}
        self.means: set[str] = set()

    def made(self, aggregate: Aggregate) -> Made:
        """Say what an aggregate is in the columns that are left, and see to it that they are.

        Args:
            aggregate: The aggregate, with all of its conditions.

        Raises:
            mgov.errors.InvalidValueError: If different values of a column cannot be counted.
        """
        import narwhals as nw

        if isinstance(aggregate, PerPeriod):
            return self._made_of_periods(aggregate)
        kept = self._keep(aggregate, "", self.rows)
        value = nw.col(kept.part)
        return Made(_unscaled(value, kept), nw.col(kept.n), kept.whole, value, kept.scale)

    def _made_of_periods(self, aggregate: PerPeriod) -> Made:
        import narwhals as nw

        per = aggregate.per
        kept = self._keep(aggregate.part, per, self.sub_rows.setdefault(per, {}))
        left = self.sub_periods.setdefault(per, {})
        of = self.sub_rows[per][kept.part]
        n = self._left(left, f"{kept.n}_sum", nw.col(kept.n).sum(), nw.Int64(), "sum")
        if isinstance(aggregate, Largest):
            top = self._left(left, f"{kept.part}_max", nw.col(kept.part).max(), of.dtype, "max")
            value = _unscaled(top.fill_null(0), kept)
            return Made(value, n, kept.whole, top, kept.scale)
        self.means.add(per)
        number = nw.col("number")
        self._left(left, f"last_{per}", number.max(), nw.Int64(), "max")
        self._left(left, f"before_{per}", (-number).max(), nw.Int64(), "max")
        sum_ = self._left(left, f"{kept.part}_sum", nw.col(kept.part).sum(), of.dtype, "sum")
        length = nw.col(f"length_{per}")
        mean = _unscaled(sum_, kept).cast(nw.Float64) / length
        return Made(mean, n, whole=False, exact=sum_, scale=kept.scale, length=length)

    @staticmethod
    def _left(
        left: dict[str, Part], name: str, made: nw.Expr, dtype: DType, merge: Merge
    ) -> nw.Expr:
        import narwhals as nw

        left[name] = Part(name, made, dtype, merge)
        return nw.col(name)

    def _keep(self, aggregate: Aggregate, per: str, left: dict[str, Part]) -> _Kept:
        # By its JSON: to Python a condition on 1 is the same as one on True.
        key = (per, aggregate.model_dump_json())
        if key not in self._kept:
            name = f"a{len(self._kept)}"
            self._kept[key] = self._keep_new(aggregate, name, left)
        return self._kept[key]

    def _keep_new(self, aggregate: Aggregate, name: str, left: dict[str, Part]) -> _Kept:
        import narwhals as nw

        where = None
        if aggregate.where is not None:
            where = self._conditions.expression(aggregate.where)
        if isinstance(aggregate, Distinct):
            left[name] = Part(name, self._distinct(aggregate, where), nw.Int64(), "sum")
            return _Kept(name, name, 0, whole=True)
        if not isinstance(aggregate, Total | Quantile):
            left[name] = Part(name, self._counted(where), nw.Int64(), "sum")
            return _Kept(name, name, 0, whole=True)
        look = Look(aggregate.column, "number")
        column = self._columns.plain(look)
        known = ~column.is_null()
        n = f"{name}_n"
        left[n] = Part(
            n, self._counted(known if where is None else known & where), nw.Int64(), "sum"
        )
        among = column if where is None else nw.when(where).then(column)
        if isinstance(aggregate, Quantile):
            among = among.cast(nw.Float64)
            made = among.quantile(aggregate.share, interpolation="linear")
            left[name] = Part(name, made, nw.Float64(), "max")
            return _Kept(name, n, 0, whole=False)
        kept_as, scale = nw.Decimal(_DIGITS, 0), 0
        grid = self._columns.grid_of(look)
        if grid.kind == "decimal" and grid.scale <= aggregate.decimals:
            kept_as = nw.Decimal(_DIGITS, grid.scale)  # nothing to round
        elif grid.kind != "integer":
            scale = aggregate.decimals
            among = self._scaled(among, scale)
        left[name] = Part(name, among.cast(kept_as).sum(), kept_as, "sum")
        return _Kept(name, n, scale, whole=False)

    def _counted(self, where: nw.Expr | None) -> nw.Expr:
        import narwhals as nw

        found: nw.Expr = nw.len() if where is None else nw.when(where).then(nw.lit(1)).count()
        return found

    def _distinct(self, aggregate: Distinct, where: nw.Expr | None) -> nw.Expr:
        import narwhals as nw

        looks = [Look(each, "text") for each in aggregate.values]
        if not all(map(self._columns.can_be_told_apart, looks)):
            raise not_told_apart(aggregate.values)
        names = [self._columns.name_of(look) for look in looks]
        value = nw.col(names[0])
        if len(names) > 1:
            value = nw.struct(*names)
            known = [~nw.col(name).is_null() for name in names]
            where = nw.all_horizontal(
                *known, *([] if where is None else [where]), ignore_nulls=False
            )
        if where is not None:
            value = nw.when(where).then(value)
        # narwhals counts a missing value among the others, where there is one.
        missing = value.is_null().any()
        return value.n_unique().cast(nw.Int64) - missing.cast(nw.Int64)

    def _scaled(self, value: nw.Expr, digits: int) -> nw.Expr:
        """Round to a number of digits and move the point behind them.

        It is done in doubles, as the definition does it. Spark would make a whole number of 64
        bits of any floor.
        """
        import narwhals as nw

        moved = value.cast(nw.Float64) * float(10**digits) + 0.5
        rounded = nw.when(moved.abs() < _EXACT).then(moved.floor().cast(nw.Float64))
        scaled: nw.Expr = rounded.otherwise(moved)
        return scaled


def _unscaled(value: nw.Expr, kept: _Kept) -> nw.Expr:
    if kept.whole:
        return value
    import narwhals as nw

    number = value.cast(nw.Float64)
    return number / float(10**kept.scale) if kept.scale else number
