"""What keeps a directory from being one: accounts or bodies that are listed twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from mgov.accounts.account import Account
from mgov.accounts.bodies import codes_of, own_key
from mgov.errors import NOT_SHOWN, InvalidValueError, Problem
from mgov.values.organization import Organization

__all__ = ["refuse_twice"]


def refuse_twice(accounts: Sequence[Account], bodies: Sequence[Organization]) -> None:
    """Raise an error that names each account and each body that is there once more.

    Raises:
        pydantic.ValidationError: If there is one; for a pydantic validator to pass on.
    """
    problems = [*_account_problems(accounts), *_body_problems(bodies)]
    if problems:
        lines = [
            InitErrorDetails(
                type=InvalidValueError(
                    each.trouble, remedy=each.remedy, code=each.code
                ).as_pydantic(),
                loc=each.loc,
                input=NOT_SHOWN,
            )
            for each in problems
        ]
        raise ValidationError.from_exception_data("AccountDirectory", lines)


def _account_problems(accounts: Iterable[Account]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for position, account in enumerate(accounts):
        before = first.setdefault(account.identifier, position)
        if before != position:
            loc = ("accounts", position, "identifier")
            trouble = f"is that of the account at position {before} too"
            yield Problem(loc, trouble, "Give each account its own.", "account_twice")


def _body_problems(bodies: Iterable[Organization]) -> Iterator[Problem]:
    """A register counts each body once, or no share of it is right."""
    seen: dict[tuple[str, ...], int] = {}
    for position, body in enumerate(bodies):
        marks: list[tuple[str, ...]] = [("code", *code) for code in codes_of(body).items()]
        marks += [("own", *own_key(body))]
        first = min((seen[mark] for mark in marks if mark in seen), default=None)
        if first is not None:
            trouble = f"is the body at position {first} once more"
            remedy = "Keep one of them, or give each its own code or division."
            yield Problem(("bodies", position), trouble, remedy, "body_twice")
        for mark in marks:
            seen.setdefault(mark, position)
