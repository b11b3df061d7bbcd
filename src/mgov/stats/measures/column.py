"""`column(...)`: where conditions begin."""

from __future__ import annotations

from typing import final

from typing_extensions import override

from mgov.stats.measures.condition import (
    ColumnComparison,
    Comparison,
    IsIn,
    IsMissing,
    IsNew,
    Operator,
)
from mgov.stats.measures.value import Value

__all__ = ["ColumnReference", "column"]


@final
class ColumnReference:
    """A column of the data by its name, which Python's operators turn into conditions.

    Example:
        >>> from mgov.stats import column
        >>> (column("closed_at") <= column("due_at")).kind
        'column_comparison'
    """

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def is_in(self, *values: Value) -> IsIn:
        """Ask whether the column holds one of some values.

        Args:
            *values: The values, all of one kind.

        Raises:
            mgov.errors.InvalidDataError: If there is none, or they are of several kinds.

        Example:
            >>> from mgov.stats import column
            >>> column("channel").is_in("app", "mini_program").values
            ('app', 'mini_program')
        """
        return IsIn(column=self.name, values=values)

    def is_missing(self) -> IsMissing:
        """Ask whether the column holds no value: null, None or NaN.

        Example:
            >>> from mgov.stats import column
            >>> column("stars").is_missing().kind
            'is_missing'
        """
        return IsMissing(column=self.name)

    def is_new(self) -> IsNew:
        """Ask whether the row lies in the first period that knows whom the column names.

        Example:
            >>> from mgov.stats import column
            >>> column("user").is_new().kind
            'is_new'
        """
        return IsNew(column=self.name)

    def _compared(
        self, operator: Operator, other: Value | ColumnReference
    ) -> Comparison | ColumnComparison:
        if isinstance(other, ColumnReference):
            return ColumnComparison(column=self.name, operator=operator, other=other.name)
        return Comparison(column=self.name, operator=operator, value=other)

    # `object` promises a bool here; a condition, which can be asked for no bool, is the point.
    @override
    def __eq__(  # type: ignore[override] # see above
        self, other: Value | ColumnReference
    ) -> Comparison | ColumnComparison:
        return self._compared(Operator.EQUAL, other)

    @override
    def __ne__(  # type: ignore[override] # as for ==
        self, other: Value | ColumnReference
    ) -> Comparison | ColumnComparison:
        return self._compared(Operator.NOT_EQUAL, other)

    def __lt__(self, other: Value | ColumnReference) -> Comparison | ColumnComparison:
        return self._compared(Operator.LESS, other)

    def __le__(self, other: Value | ColumnReference) -> Comparison | ColumnComparison:
        return self._compared(Operator.AT_MOST, other)

    def __gt__(self, other: Value | ColumnReference) -> Comparison | ColumnComparison:
        return self._compared(Operator.MORE, other)

    def __ge__(self, other: Value | ColumnReference) -> Comparison | ColumnComparison:
        return self._compared(Operator.AT_LEAST, other)

    @override
    def __hash__(self) -> int:
        return hash((ColumnReference, self.name))

    @override
    def __repr__(self) -> str:
        return f"column({self.name!r})"


def column(name: str) -> ColumnReference:
    """Name a column of the data, to make a condition of it.

    Args:
        name: The name, as the definition has it; `measure(..., columns=...)` says what a table
            calls it.

    Example:
        >>> from mgov.stats import column
        >>> completed = column("outcome") == "completed"
        >>> completed.column, completed.operator.value, completed.value
        ('outcome', 'equal', 'completed')
    """
    return ColumnReference(name)
