"""`Relation`: what has to hold between figures, such as `total = part + rest`."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final, Literal, NamedTuple, Self, TypeAlias, cast

from pydantic import model_validator
from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.stats.reconciliation.expression import Expression, names_in, read_expression
from mgov.values.model import Model

__all__ = ["Comparator", "Relation", "Sides"]

Comparator: TypeAlias = Literal["=", "<=", ">="]

_COMPARATOR: Final = re.compile(r"<=|>=|==|=|≤|≥|＝")
_WRITTEN: Final = {"==": "=", "＝": "=", "≤": "<=", "≥": ">="}


class Sides(NamedTuple):
    """The two sides of a relation, and how they compare."""

    left: Expression
    comparator: Comparator
    right: Expression


class Relation(Model, frozen=True):
    """What has to hold between figures.

    Names are those under which the figures are given; they begin with a letter or a Chinese
    character. There are numbers, the four operations, parentheses, and one of `=`, `<=`, `>=`.

    Attributes:
        text: The relation.

    Raises:
        mgov.errors.InvalidDataError: If it is none.

    Example:
        >>> from mgov import stats
        >>> stats.Relation(text="手机占比 = 手机网民 / 网民").names
        ('手机占比', '手机网民', '网民')
    """

    text: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names in it, in their order, each once."""
        left, _, right = self.sides
        return tuple(dict.fromkeys((*names_in(left), *names_in(right))))

    @cached_property
    def sides(self) -> Sides:
        """Its two sides, read."""
        found = list(_COMPARATOR.finditer(self.text))
        if len(found) != 1:
            raise InvalidValueError(
                f"has {len(found) or 'no'} signs that compare",
                field="relation",
                remedy="Write one of =, <= and >= between its two sides.",
                code="relation_invalid",
            )
        sign = found[0]
        comparator = cast("Comparator", _WRITTEN.get(sign[0], sign[0]))
        left, right = self.text[: sign.start()], self.text[sign.end() :]
        return Sides(read_expression(left), comparator, read_expression(right))

    @override
    def __str__(self) -> str:
        return self.text

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        try:
            names = self.names
        except InvalidValueError as error:
            raise error.as_pydantic() from None
        if not names:
            raise InvalidValueError(
                "names no figure",
                field="relation",
                remedy="Name those that it relates.",
                code="relation_invalid",
            ).as_pydantic()
        return self
