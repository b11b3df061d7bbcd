"""Conditions on the columns of a row, as data."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal, NoReturn, Self, TypeAlias

from pydantic import Field, model_validator
from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.stats.measures.value import ColumnName, ConditionValue, ValueKind, kind_of
from mgov.values.model import Model

__all__ = [
    "AllOf",
    "AnyCondition",
    "AnyOf",
    "ColumnComparison",
    "Comparison",
    "Condition",
    "IsIn",
    "IsMissing",
    "IsNew",
    "Not",
    "Operator",
    "conditions_in",
]


class Operator(StrEnum):
    """How two values are compared.

    Example:
        >>> from mgov.stats import column
        >>> (column("reads") >= 100_000).operator
        <Operator.AT_LEAST: 'at_least'>
    """

    EQUAL = "equal"
    NOT_EQUAL = "not_equal"
    LESS = "less"
    AT_MOST = "at_most"
    MORE = "more"
    AT_LEAST = "at_least"


_WHETHER_SAME: Final = frozenset({Operator.EQUAL, Operator.NOT_EQUAL})


class Condition(Model, frozen=True):
    """What a row has to be like to be counted: the base of all kinds of conditions.

    A condition is made by `column(...)` and joined by `&`, `|` and `~`. It is either true or
    false of a row: a comparison with a missing value (null, None, NaN) is false, `!=` as well,
    and `~` turns false into true.

    Example:
        >>> from mgov.stats import column
        >>> mobile = column("channel").is_in("app", "mini_program")
        >>> print((mobile & ~column("user").is_missing()).model_dump_json(indent=1))
        {
         "kind": "all_of",
         "conditions": [
          {
           "kind": "is_in",
           "column": "channel",
           "values": [
            "app",
            "mini_program"
           ]
          },
          {
           "kind": "not",
           "condition": {
            "kind": "is_missing",
            "column": "user"
           }
          }
         ]
        }
    """

    @property
    def columns(self) -> frozenset[str]:
        """The names of the columns that it looks at."""
        return frozenset().union(*(part.columns for part in self.parts))

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The conditions that it is made of; none, if it looks at columns itself."""
        return ()

    def __and__(self, other: Condition) -> AllOf:
        return AllOf(conditions=(*_of(AllOf, self), *_of(AllOf, other)))

    def __or__(self, other: Condition) -> AnyOf:
        return AnyOf(conditions=(*_of(AnyOf, self), *_of(AnyOf, other)))

    def __invert__(self) -> Not:
        return Not(condition=self)

    def __bool__(self) -> NoReturn:
        raise InvalidValueError(
            "is true or false of a row, not by itself",
            field="condition",
            remedy="Join conditions by &, | and ~, not by and, or, not or a < b < c.",
            code="measure_condition_truth",
        )


class Comparison(Condition, frozen=True):
    """A column is compared with a value.

    Attributes:
        column: The name of the column.
        operator: How they are compared.
        value: The value; moments are kept in UTC.

    Example:
        >>> from mgov.stats import column
        >>> (column("outcome") == "completed").value
        'completed'
    """

    kind: Literal["comparison"] = "comparison"
    column: ColumnName
    operator: Operator
    value: ConditionValue

    @property
    @override
    def columns(self) -> frozenset[str]:
        return frozenset({self.column})

    @model_validator(mode="after")
    def _orders_what_has_an_order(self) -> Self:
        if kind_of(self.value) is ValueKind.TRUTH and self.operator not in _WHETHER_SAME:
            trouble, remedy = "orders true and false", "Compare them by == or !=."
            code = "measure_order"
            raise InvalidValueError(trouble, remedy=remedy, code=code).as_pydantic()
        return self


class ColumnComparison(Condition, frozen=True):
    """A column is compared with another one of the same row.

    Attributes:
        column: The name of the column on the left.
        operator: How they are compared.
        other: The name of the column on the right.

    Example:
        >>> from mgov.stats import column
        >>> (column("closed_at") <= column("due_at")).other
        'due_at'
    """

    kind: Literal["column_comparison"] = "column_comparison"
    column: ColumnName
    operator: Operator
    other: ColumnName

    @property
    @override
    def columns(self) -> frozenset[str]:
        return frozenset({self.column, self.other})


class IsIn(Condition, frozen=True):
    """A column holds one of some values.

    Attributes:
        column: The name of the column.
        values: The values, all of one kind.

    Example:
        >>> from mgov.stats import column
        >>> column("channel").is_in("app", "mini_program").values
        ('app', 'mini_program')
    """

    kind: Literal["is_in"] = "is_in"
    column: ColumnName
    values: Annotated[tuple[ConditionValue, ...], Field(min_length=1)]

    @property
    @override
    def columns(self) -> frozenset[str]:
        return frozenset({self.column})

    @model_validator(mode="after")
    def _has_one_kind_of_values(self) -> Self:
        kinds = sorted({kind_of(value) for value in self.values})
        if len(kinds) > 1:
            trouble = f"has {' and '.join(kind.plural for kind in kinds)} as values"
            remedy = "Give values of the kind that the column holds."
            code = "measure_kinds"
            raise InvalidValueError(trouble, remedy=remedy, code=code).as_pydantic()
        return self


class IsMissing(Condition, frozen=True):
    """A column holds no value: null, None or NaN.

    Attributes:
        column: The name of the column.

    Example:
        >>> from mgov.stats import column
        >>> (~column("stars").is_missing()).condition.column
        'stars'
    """

    kind: Literal["is_missing"] = "is_missing"
    column: ColumnName

    @property
    @override
    def columns(self) -> frozenset[str]:
        return frozenset({self.column})


class IsNew(Condition, frozen=True):
    """The row lies in the first period in which the data know whom a column names.

    Which one is first is looked up in all of the data, whatever is counted and however it is
    grouped; the period is that of `measure(..., period=...)`, by the time column of the measure.
    Without `period`, all of the data is one period, and everybody is new. Where the column or
    the time is missing, it is false.

    Attributes:
        column: The name of the column, such as `user`.

    Example:
        >>> from mgov.stats import column, distinct
        >>> distinct("user", where=column("user").is_new()).where.column
        'user'
    """

    kind: Literal["is_new"] = "is_new"
    column: ColumnName

    @property
    @override
    def columns(self) -> frozenset[str]:
        return frozenset({self.column})


class AllOf(Condition, frozen=True):
    """All of some conditions are true.

    Attributes:
        conditions: The conditions.

    Example:
        >>> from mgov.stats import column
        >>> len(((column("reads") > 0) & (column("reads") < 100) & column("x").is_missing()).parts)
        3
    """

    kind: Literal["all_of"] = "all_of"
    conditions: Annotated[tuple[AnyCondition, ...], Field(min_length=1)]

    @property
    @override
    def parts(self) -> tuple[Condition, ...]:
        return self.conditions


class AnyOf(Condition, frozen=True):
    """At least one of some conditions is true.

    Attributes:
        conditions: The conditions.

    Example:
        >>> from mgov.stats import column
        >>> either = (column("status") == "closed") | column("closed_at").is_missing()
        >>> sorted(either.columns)
        ['closed_at', 'status']
    """

    kind: Literal["any_of"] = "any_of"
    conditions: Annotated[tuple[AnyCondition, ...], Field(min_length=1)]

    @property
    @override
    def parts(self) -> tuple[Condition, ...]:
        return self.conditions


class Not(Condition, frozen=True):
    """A condition is false.

    Attributes:
        condition: The condition.

    Example:
        >>> from mgov.stats import column
        >>> (~(column("assisted") == True)).condition.value
        True
    """

    kind: Literal["not"] = "not"
    condition: AnyCondition

    @property
    @override
    def parts(self) -> tuple[Condition, ...]:
        return (self.condition,)


AnyCondition: TypeAlias = Annotated[
    Comparison | ColumnComparison | IsIn | IsMissing | IsNew | AllOf | AnyOf | Not,
    Field(discriminator="kind"),
]
"""A condition as a field of a model; `kind` says which one it is."""

for _model in (AllOf, AnyOf, Not):
    _model.model_rebuild()


def _of(kind: type[AllOf | AnyOf], condition: Condition) -> tuple[Condition, ...]:
    """Take a chain of & or | apart, so that it stays one list."""
    return condition.parts if isinstance(condition, kind) else (condition,)


def conditions_in(condition: Condition) -> tuple[Condition, ...]:
    """List a condition and all that it is made of.

    Args:
        condition: The condition.

    Example:
        >>> from mgov.stats import column
        >>> [type(each).__name__ for each in conditions_in(~column("user").is_new())]
        ['Not', 'IsNew']
    """
    return (condition, *(each for part in condition.parts for each in conditions_in(part)))
