"""Exact numbers as fields of a model: read from any number or text, written without loss."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from mgov.errors import InvalidValueError
from mgov.values.figures.interval import INF, End, Exact, exact
from mgov.values.figures.notation import decimal_text

__all__ = ["ExactField", "HighField", "LowField"]


def _to_exact(number: object) -> Exact:
    if not isinstance(number, int | Fraction | Decimal | float | str):
        raise InvalidValueError(
            "is not a number", field="number", remedy="Give a number.", code="number_invalid"
        ).as_pydantic()
    try:
        return exact(number)
    except InvalidValueError as error:
        raise error.as_pydantic() from None


def _to_low(end: object) -> End:
    return -INF if end is None or end == -INF else _to_exact(end)


def _to_high(end: object) -> End:
    return INF if end is None or end == INF else _to_exact(end)


def _to_json(end: End) -> int | str | None:
    if isinstance(end, float):
        return None
    if isinstance(end, int):
        return end
    return (decimal_text(end) or str(end)).replace(",", "")


_SCHEMA = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^-?\d+(\.\d+|/\d+)?$"}]}
_END_SCHEMA = {
    "anyOf": [*_SCHEMA["anyOf"], {"type": "null"}],
    "description": "null: there is no end",
}
ExactField = Annotated[
    int | Fraction,
    PlainValidator(_to_exact),
    PlainSerializer(_to_json, when_used="json"),
    WithJsonSchema(_SCHEMA),
]
"""An exact number; in JSON an integer, a decimal or a fraction as text."""
LowField = Annotated[
    int | Fraction | float,
    PlainValidator(_to_low),
    PlainSerializer(_to_json, when_used="json"),
    WithJsonSchema(_END_SCHEMA),
]
"""A lower end; in JSON null where there is none."""
HighField = Annotated[
    int | Fraction | float,
    PlainValidator(_to_high),
    PlainSerializer(_to_json, when_used="json"),
    WithJsonSchema(_END_SCHEMA),
]
"""An upper end; in JSON null where there is none."""
