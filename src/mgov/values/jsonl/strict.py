"""One record from one JSON text, with nothing in it overlooked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Generic, TypeAlias, TypeVar

from pydantic import BaseModel, RootModel, TypeAdapter, ValidationError

from mgov.errors import Problem
from mgov.values.problems import problems_of

T = TypeVar("T")
_Pairs: TypeAlias = list[tuple[str, object]]


class RefusedError(Exception):
    """The JSON text holds no good record; carries what is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


class StrictParser(Generic[T]):
    """Reads JSON texts as one type.

    pydantic validates the bytes as they are, in compiled code, which is fast and knows what
    JSON is, but lets three things pass: of a key that stands twice it keeps the last value,
    and where any value is allowed it takes NaN and numbers that overflow. Hence a second
    look at what was valid, with the scanner of the standard library: it calls back once an
    object and once a fraction, and is the cheapest exact way (a walk over parsed values
    costs more, a search for quotation marks is fooled by texts that hold them).

    JSON itself allows a key to stand twice (RFC 8259, section 4) and leaves its meaning open.
    In a record with named fields that is a problem; a type without any, such as `dict` or
    `Any`, is JSON as such and takes what JSON allows, the last value winning.
    """

    def __init__(self, kind: type[T] | TypeAdapter[T]) -> None:
        adapter = kind if isinstance(kind, TypeAdapter) else TypeAdapter(kind)
        self._validate = adapter.validator.validate_json
        self._keys_once = _names_fields(adapter.core_schema)
        self._look = _decoder(_each_key_once if self._keys_once else _nothing, _finite)
        self._model: type[BaseModel] | None = None
        if (
            isinstance(kind, type)
            and issubclass(kind, BaseModel)
            and not issubclass(kind, RootModel)
        ):
            self._model = kind

    def parse(self, text: bytes) -> T:
        """Read one record.

        Raises:
            RefusedError: If it is no JSON, does not fit the type, or says something twice.
        """
        try:
            record: T = self._validate(text)
        except ValidationError as error:
            raise RefusedError(self._explained(error, text)) from None
        try:
            self._look.decode(text.decode())
        except _OverlookedError:
            raise RefusedError(self._overlooked(text.decode())) from None
        return record

    def _explained(self, error: ValidationError, text: bytes) -> list[Problem]:
        problems = problems_of(error, self._model)
        if problems[0].code != "json_invalid":
            return problems
        try:
            text.decode()
        except UnicodeDecodeError as wrong:
            trouble = f"is not UTF-8 at byte {wrong.start + 1}"
            return [Problem((), trouble, "Save the file as UTF-8.", "not_utf8")]
        # The line that counts here is the file's, and stands before the problem.
        return [
            each._replace(trouble=each.trouble.replace(" at line 1 column ", " at column "))
            for each in problems
        ]

    def _overlooked(self, text: str) -> list[Problem]:
        """List all that pydantic overlooks in a valid text."""
        problems: list[Problem] = []

        def each_key_once(pairs: _Pairs) -> None:
            keys = [key for key, _ in pairs]
            for key in dict.fromkeys(keys):
                if self._keys_once and keys.count(key) > 1:
                    trouble = "stands twice in one object"
                    problems.append(Problem((key,), trouble, "Keep one of them.", "key_twice"))

        def finite(number: str) -> None:
            if not isfinite(float(number)):
                trouble = "has NaN or a number that is not finite"
                problems.append(Problem((), trouble, "Leave out what is unknown.", "finite_number"))

        _decoder(each_key_once, finite).decode(text)
        return problems


class _OverlookedError(Exception):
    """There is a key that stands twice, or a number that is none."""


def _decoder(
    each_object: Callable[[_Pairs], None], each_fraction: Callable[[str], None]
) -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=each_object,
        parse_float=each_fraction,
        parse_constant=each_fraction,  # NaN, Infinity and -Infinity, by these names
        parse_int=str,  # the decoder's own refuses what is longer than 4,300 digits
    )


def _each_key_once(pairs: _Pairs) -> None:
    if len(dict(pairs)) != len(pairs):
        raise _OverlookedError


def _nothing(_pairs: _Pairs) -> None:
    """Let an object pass; no values are kept."""


def _finite(number: str) -> None:
    if not isfinite(float(number)):
        raise _OverlookedError


def _names_fields(schema: object) -> bool:
    """Say whether a type has a model, a dataclass or a typed dictionary in it."""
    if isinstance(schema, Mapping):
        named = schema.get("type") in {"model", "dataclass", "typed-dict"}
        return named or any(map(_names_fields, schema.values()))
    return isinstance(schema, list | tuple) and any(map(_names_fields, schema))
