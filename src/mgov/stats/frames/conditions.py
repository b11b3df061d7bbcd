"""Conditions on columns, as expressions of narwhals.

To a definition a row is so or not so, as in Python; SQL and Arrow know a third answer, null. An
expression made here is null where a value is missing. Rows are counted where it is true, so null
is as good as false, and only what `~` turns around has to be filled in. That way a query is what
one would write by hand, and as fast.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

from mgov.stats.frames.columns import Columns, Look
from mgov.stats.frames.literal import on_grid
from mgov.stats.measures.condition import (
    AllOf,
    AnyCondition,
    AnyOf,
    ColumnComparison,
    IsIn,
    IsMissing,
    IsNew,
    Not,
    Operator,
)
from mgov.stats.measures.value import Value, ValueKind, kind_of

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["Conditions"]

_OPERATORS: Final[Mapping[Operator, Callable[[Any, Any], Any]]] = {
    Operator.EQUAL: operator.eq,
    Operator.NOT_EQUAL: operator.ne,
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.MORE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}


class Conditions:
    """Makes expressions of conditions.

    Args:
        columns: The columns of the frame.
        news: By the name of a column in the definitions, the name of the column that says
            whether a row is new in it.
    """

    def __init__(self, columns: Columns, news: Mapping[str, str]) -> None:
        self._columns = columns
        self._news = news

    def expression(self, condition: AnyCondition) -> nw.Expr:
        """Give the expression that is true where a condition is, and elsewhere false or null.

        Args:
            condition: The condition.
        """
        import narwhals as nw

        if isinstance(condition, AllOf):
            return reduce(operator.and_, map(self.expression, condition.conditions))
        if isinstance(condition, AnyOf):
            return reduce(operator.or_, map(self.expression, condition.conditions))
        if isinstance(condition, Not):
            return ~self.expression(condition.condition).fill_null(value=False)
        if isinstance(condition, IsMissing):
            return self._columns.plain(self._columns.look_at(condition.column)).is_null()
        if isinstance(condition, IsNew):
            return nw.col(self._news[condition.column])
        if isinstance(condition, ColumnComparison):
            return self._columns_compared(condition)
        if isinstance(condition, IsIn):
            equal = (self._compared(condition.column, Operator.EQUAL, v) for v in condition.values)
            return reduce(operator.or_, equal)
        return self._compared(condition.column, condition.operator, condition.value)

    def _compared(self, name: str, how: Operator, value: Value) -> nw.Expr:
        import narwhals as nw

        kind = kind_of(value)
        look = Look(name, kind.value)
        column = self._columns.plain(look)
        if self._columns.kind_of(look) is None:
            return self._nowhere(column)
        if isinstance(value, int | float | Decimal) and kind is ValueKind.NUMBER:
            compared = on_grid(how, value, self._columns.grid_of(look))
            if isinstance(compared, bool):
                return ~column.is_null() if compared else self._nowhere(column)
            how, value = compared
        made: nw.Expr = _OPERATORS[how](column, nw.lit(value))
        return made

    def _columns_compared(self, condition: ColumnComparison) -> nw.Expr:
        import narwhals as nw

        looks = Look(condition.column, "unknown"), Look(condition.other, "unknown")
        one, other = map(self._columns.kind_of, looks)
        left, right = map(self._columns.plain, looks)
        if one is None or other is None:
            return self._nowhere(left)
        grids = [self._columns.grid_of(look) for look in looks]
        if one is ValueKind.NUMBER and grids[0].kind != grids[1].kind:
            left, right = left.cast(nw.Float64), right.cast(nw.Float64)
        made: nw.Expr = _OPERATORS[condition.operator](left, right)
        return made

    def _nowhere(self, column: nw.Expr) -> nw.Expr:
        # Of a column, and no constant: polars counts a constant once a group, not once a row.
        return column.is_null() & ~column.is_null()
