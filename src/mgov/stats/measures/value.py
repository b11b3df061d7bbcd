"""The values that a condition compares a column with, in Python and in JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Annotated, Final, TypeAlias

from pydantic import PlainSerializer, PlainValidator, StringConstraints, TypeAdapter, WithJsonSchema

from mgov.errors import InvalidValueError
from mgov.values.moment import Moment, in_utc

__all__ = ["ColumnName", "ConditionValue", "Value", "ValueKind", "kind_of"]

ColumnName = Annotated[str, StringConstraints(min_length=1)]
"""The name of a column."""

Value: TypeAlias = str | int | Decimal | float | bool | date
"""What a condition compares a column with: a `datetime` is a date too, and has a time zone."""


class ValueKind(StrEnum):
    """What values are to be of one kind so that one can be compared with the other.

    Example:
        >>> from decimal import Decimal
        >>> kind_of(Decimal("7.24")) is kind_of(7)
        True
        >>> kind_of(True), kind_of("app").plural
        (<ValueKind.TRUTH: 'truth'>, 'texts')
    """

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    DATE = "date"
    MOMENT = "moment"

    @property
    def plural(self) -> str:
        """What values of this kind are called in an error."""
        return "truth values" if self is ValueKind.TRUTH else f"{self.value}s"


_KINDS: Final = (
    # A truth value is a number to Python, and a moment is a date: the narrower kind comes first.
    (bool, ValueKind.TRUTH),
    (str, ValueKind.TEXT),
    ((int, float, Decimal), ValueKind.NUMBER),
    (datetime, ValueKind.MOMENT),
    (date, ValueKind.DATE),
)
_REMEDY: Final = "Give a text, a number, true or false, a date, or a datetime with a time zone."


def kind_of(value: Value) -> ValueKind:
    """Say of which kind a value is.

    Args:
        value: A value that a condition compares with.

    Example:
        >>> from datetime import date
        >>> kind_of(date(2017, 8, 17))
        <ValueKind.DATE: 'date'>
    """
    return next(kind for types, kind in _KINDS if isinstance(value, types))


_READERS: Final[dict[str, TypeAdapter[Decimal] | TypeAdapter[date] | TypeAdapter[datetime]]] = {
    "decimal": TypeAdapter(Decimal),
    "date": TypeAdapter(date),
    "moment": TypeAdapter(Moment),
}


def _refusal(trouble: str, remedy: str = _REMEDY) -> InvalidValueError:
    return InvalidValueError(trouble, remedy=remedy, code="measure_value")


def _read(written: Mapping[object, object]) -> object:
    """Read what JSON has no form for: an object of one name that says what it is."""
    if len(written) == 1:
        [(name, text)] = written.items()
        if isinstance(name, str) and name in _READERS and isinstance(text, str):
            try:
                return _READERS[name].validate_python(text)
            except ValueError:
                raise _refusal(f"is no {name}", f"Correct the {name}.").as_pydantic() from None
    raise _refusal("is an object", 'Write it as in {"date": "2017-08-17"}.').as_pydantic()


def _checked(value: object) -> Value:
    found = _read(value) if isinstance(value, Mapping) else value
    if isinstance(found, Enum):
        found = found.value  # tables hold the text of a word, and so does the definition
    if not isinstance(found, Value):
        if found is None:
            trouble, remedy = "is missing", "Use is_missing(): no value equals a missing one."
            raise _refusal(trouble, remedy).as_pydantic()
        raise _refusal("is nothing that a column is compared with").as_pydantic()
    if isinstance(found, float | Decimal) and not math.isfinite(found):
        trouble, remedy = "is not finite", "Give a finite number; is_missing() finds NaN."
        raise _refusal(trouble, remedy).as_pydantic()
    if isinstance(found, datetime):
        try:
            # Two moments on clocks of two zones are not always equal to Python when they are.
            return in_utc(found)
        except InvalidValueError as error:
            raise error.as_pydantic() from None
    # Of a type derived from str, such as a code of a division, the plain text is what counts.
    return str.__str__(found) if isinstance(found, str) else found


def _written(value: Value) -> object:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


_SCHEMA: Final = {
    "anyOf": [
        {"type": "string"},
        {"type": "number"},
        {"type": "boolean"},
        *(
            {
                "type": "object",
                "properties": {name: {"type": "string", **form}},
                "required": [name],
                "additionalProperties": False,
            }
            for name, form in (
                ("decimal", {}),
                ("date", {"format": "date"}),
                ("moment", {"format": "date-time"}),
            )
        ),
    ]
}

ConditionValue = Annotated[
    Value,
    PlainValidator(_checked),
    PlainSerializer(_written, when_used="json"),
    WithJsonSchema(_SCHEMA),
]
"""A value as a field of a condition; in JSON a date is `{"date": "2017-08-17"}`."""
