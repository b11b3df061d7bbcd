"""Arithmetic as a tree, read from a text; nothing of the text is ever run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from mgov.errors import InvalidValueError
from mgov.values.figures import Exact
from mgov.values.figures.interval import exact

__all__ = ["Constant", "Expression", "Name", "Operation", "Operator", "names_in", "read_expression"]

Operator: TypeAlias = Literal["+", "-", "*", "/"]

_LONGEST: Final = 300
_OPERATORS: Final[dict[type[ast.operator], Operator]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_WRITTEN: Final = str.maketrans({"×": "*", "÷": "/", "−": "-", "（": "(", "）": ")"})
_REMEDY: Final = "Use names, numbers, + - * / and parentheses: now = before + added."


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """The figure of a name."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Constant:
    """A number that is written out."""

    value: Exact


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One of the four operations on two expressions."""

    operator: Operator
    left: Expression
    right: Expression


Expression: TypeAlias = Name | Constant | Operation


def read_expression(text: str) -> Expression:
    """Read an expression of names, numbers and the four operations.

    Args:
        text: Such as `before + added` or `手机网民 ÷ 网民`.

    Raises:
        mgov.errors.InvalidValueError: If it is anything else, or longer than 300 characters.

    Example:
        >>> from mgov.stats.reconciliation.expression import names_in, read_expression
        >>> list(names_in(read_expression("part / (part + rest)")))
        ['part', 'part', 'rest']
    """
    if len(text) > _LONGEST:
        raise _refusal(f"has a side of more than {_LONGEST} characters", "Name its parts.")
    try:
        tree = ast.parse(text.translate(_WRITTEN).strip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise _refusal("has a side that is no arithmetic", _REMEDY) from None
    return _read(tree.body)


def names_in(expression: Expression) -> Iterator[str]:
    """Go through the names in an expression, from left to right."""
    if isinstance(expression, Name):
        yield expression.name
    if isinstance(expression, Operation):
        yield from names_in(expression.left)
        yield from names_in(expression.right)


def _read(node: ast.expr) -> Expression:
    if isinstance(node, ast.Name):
        return Name(node.id)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Constant(exact(node.value, field="relation"))  # which refuses True
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return Operation("-", Constant(0), _read(node.operand))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return Operation(_OPERATORS[type(node.op)], _read(node.left), _read(node.right))
    raise _refusal("holds something else than arithmetic", _REMEDY)


def _refusal(trouble: str, remedy: str) -> InvalidValueError:
    return InvalidValueError(trouble, field="relation", remedy=remedy, code="relation_invalid")
