"""What pydantic finds wrong with a record, said in the words of this library.

pydantic's own text says what a value should be; a developer at two in the morning also wants
to know what to do. And pydantic repeats the input, which may be personal data: here it is left
out for good.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel
from pydantic_core.core_schema import ErrorType

from mgov.errors import InvalidDataError, Problem

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

__all__ = ["invalid_data", "problems_of"]

_OFFSET = "Write an offset, as in 2017-08-17T09:00:00+08:00, or give the datetime a tzinfo"

# Error type of pydantic -> (trouble, remedy); the braces are filled from the error's context.
_SAYINGS: dict[str, tuple[str, str]] = {
    "missing": ("is missing", "Give a value for it."),
    "timezone_aware": ("has no time zone", f"{_OFFSET}."),
    "string_type": ("is not a text", "Give a string."),
    "string_too_short": ("is too short", "Give at least {min_length} characters."),
    "string_too_long": ("is too long", "Give at most {max_length} characters."),
    "string_pattern_mismatch": ("has the wrong form", "Write it so that it matches {pattern}."),
    "int_type": ("is not a whole number", "Give an integer."),
    "int_parsing": ("is not a whole number", "Give an integer."),
    "int_from_float": ("is not a whole number", "Give an integer, without a fraction."),
    "float_type": ("is not a number", "Give a number."),
    "float_parsing": ("is not a number", "Give a number."),
    "decimal_type": (
        "is not a decimal number",
        'Give a Decimal, an integer or a text like "7.24".',
    ),
    "decimal_parsing": ("is not a decimal number", 'Give a Decimal or a text like "7.24".'),
    "bool_type": ("is neither true nor false", "Give true or false."),
    "bool_parsing": ("is neither true nor false", "Give true or false."),
    "finite_number": ("is not finite", "Give a finite number; leave the field out if unknown."),
    "greater_than": ("is too small", "Give a value over {gt}."),
    "greater_than_equal": ("is too small", "Give a value of at least {ge}."),
    "less_than": ("is too large", "Give a value below {lt}."),
    "less_than_equal": ("is too large", "Give a value of at most {le}."),
    "enum": ("is not one of the known values", "Use one of {expected}."),
    "union_tag_invalid": ("is of no known kind", "Use as {discriminator} one of {expected_tags}."),
    "union_tag_not_found": ("does not say its kind", "Give it as {discriminator}."),
    "literal_error": ("is not one of the known values", "Use one of {expected}."),
    "datetime_type": ("is not a moment in time", f"Give a datetime. {_OFFSET}."),
    "datetime_parsing": ("is not a moment in time ({error})", f"{_OFFSET}."),
    "datetime_from_date_parsing": ("is not a moment in time ({error})", f"{_OFFSET}."),
    "time_type": ("is not a time of day", "Give a time, as in 09:00."),
    "time_parsing": ("is not a time of day ({error})", "Write it as in 09:00."),
    "time_delta_type": ("is not a length of time", "Write it as in PT2M50S (ISO 8601)."),
    "time_delta_parsing": (
        "is not a length of time ({error})",
        "Write it as in PT2M50S (ISO 8601).",
    ),
    "date_type": ("is not a date", "Give a date, as in 2017-08-17."),
    "date_parsing": ("is not a date ({error})", "Write it as in 2017-08-17."),
    "date_from_datetime_parsing": ("is not a date ({error})", "Write it as in 2017-08-17."),
    "list_type": ("is not a list", "Give a list, even for a single value."),
    "tuple_type": ("is not a list", "Give a list, even for a single value."),
    "dict_type": ("is not a mapping", "Give an object of names and values."),
    "model_attributes_type": ("is not an object", "Give an object of names and values."),
    "model_type": ("is not a {class_name}", "Give a {class_name} or an object of its fields."),
    "too_short": ("has too few items", "Give at least {min_length}."),
    "too_long": ("has too many items", "Give at most {max_length}."),
    "frozen_instance": ("cannot be changed", "Use replace(...), which makes a new object."),
    "frozen_field": ("cannot be changed", "Use replace(...), which makes a new object."),
    "json_invalid": ("is no valid JSON ({error})", "Write one JSON object."),
}

_PYDANTICS: frozenset[str] = frozenset(get_args(ErrorType)) - {"value_error", "assertion_error"}


def problems_of(error: ValidationError, model: type[BaseModel] | None = None) -> list[Problem]:
    """List what a pydantic error found, each with its trouble and its remedy.

    Args:
        error: What pydantic raised.
        model: The model that was being filled; its field names make better remedies.

    Returns:
        One problem for each of pydantic's, in the same order, without any input.

    Example:
        >>> from pydantic import BaseModel, ValidationError
        >>> class Page(BaseModel, extra="forbid"):
        ...     title: str
        >>> try:
        ...     Page.model_validate({"tilte": "公报"})
        ... except ValidationError as error:
        ...     for problem in problems_of(error, Page):
        ...         print(problem)
        title: is missing. Give a value for it.
        tilte: is not a field of Page. Did you mean title?
    """
    details = error.errors(include_url=False, include_input=False)
    return [_problem(each, model) for each in details]


def invalid_data(error: ValidationError, model: type[BaseModel]) -> InvalidDataError:
    """Turn a pydantic error into this library's, which shows no input.

    Args:
        error: What pydantic raised.
        model: The model that was being filled.

    Example:
        >>> from pydantic import BaseModel, ValidationError
        >>> class Page(BaseModel):
        ...     title: str
        >>> try:
        ...     Page.model_validate({"title": 7})
        ... except ValidationError as error:
        ...     print(invalid_data(error, Page))
        Page: 1 problem
          title: is not a text. Give a string.
    """
    return InvalidDataError.from_problems(model.__name__, problems_of(error, model))


def _problem(details: ErrorDetails, model: type[BaseModel] | None) -> Problem:
    code, loc = details["type"], details["loc"]
    context = details.get("ctx", {})
    if "trouble" in context:  # said in the library's words already
        trouble, remedy = context["trouble"], context["remedy"]
    elif code == "extra_forbidden":
        trouble, remedy = _unknown_field(loc, model)
    elif code in _SAYINGS:
        trouble, remedy = (part.format_map(context) for part in _SAYINGS[code])
    elif code in _PYDANTICS:
        # pydantic's own sentence may repeat the input: the code says enough.
        trouble, remedy = f"does not fit ({code.replace('_', ' ')})", "Correct the value."
    else:
        trouble, remedy = details["msg"].removeprefix("Value error, "), "Correct the value."
    return Problem(loc, trouble, remedy, code)


def _unknown_field(loc: tuple[int | str, ...], model: type[BaseModel] | None) -> tuple[str, str]:
    owner = _model_at(loc[:-1], model)
    if owner is None:
        return "is not a field", "Take it out."
    names = list(owner.model_fields)
    near = difflib.get_close_matches(str(loc[-1]), names, n=1)
    remedy = f"Did you mean {near[0]}?" if near else f"The fields are {', '.join(names)}."
    return f"is not a field of {owner.__name__}", remedy


def _model_at(loc: tuple[int | str, ...], model: type[BaseModel] | None) -> type[BaseModel] | None:
    for part in loc:
        if model is not None and part in model.model_fields:
            model = _model_in(model.model_fields[str(part)].annotation)
        # Positions and the names of union members lead no further down.
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 -- any annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
