"""What a rule for accounts can limit, and so compute: silence, columns, messages."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from mgov.accounts.column import ColumnKind
from mgov.accounts.message_words import MessageKind
from mgov.accounts.platform import Platform
from mgov.accounts.span import Span
from mgov.errors import InvalidValueError
from mgov.values.model import Model

__all__ = ["ColumnLimit", "ColumnTerm", "MessageLimit", "SilenceLimit"]

_Number = Annotated[int, Field(gt=0)]


class SilenceLimit(Model, frozen=True):
    """How long an account may be silent.

    Attributes:
        longest: How long.
        optional_on: The platforms where an account without any post may be in order, so that a
            missing post proves nothing.
        posts_suffice: Whether a post in time proves that the rule is kept. If not, silence still
            proves that it is broken, and else somebody has to look.

    Example:
        >>> from mgov.accounts import SilenceLimit
        >>> SilenceLimit(longest={"weeks": 2}, optional_on=["app"]).posts_suffice
        True
    """

    longest: Span
    optional_on: tuple[Platform, ...] = ()
    posts_suffice: bool = True


class ColumnTerm(Model, frozen=True):
    """Within what time columns of a kind have to be updated.

    Attributes:
        kind: Of which columns it speaks.
        within: The time before the inspection in which there has to be a post.

    Example:
        >>> from mgov.accounts import ColumnTerm
        >>> print(ColumnTerm(kind="policies", within={"months": 6}).within.text())
        6 months
    """

    kind: ColumnKind
    within: Span


class ColumnLimit(Model, frozen=True):
    """How many columns may lack posts.

    Attributes:
        terms: The kinds that are looked at, each with its time. Without any, the columns that
            are looked at are all, and what counts are blank ones: those without any post.
        at_least: From how many such columns on the rule is broken.

    Example:
        >>> from mgov.accounts import ColumnLimit
        >>> ColumnLimit(at_least=5).terms
        ()
    """

    terms: tuple[ColumnTerm, ...] = ()
    at_least: _Number = 1

    @model_validator(mode="after")
    def _has_one_term_a_kind(self) -> Self:
        kinds = [term.kind for term in self.terms]
        twice = sorted({kind.value for kind in kinds if kinds.count(kind) > 1})
        if twice:
            trouble = f"has two terms for {', '.join(twice)}"
            remedy = "Give one for each kind."
            raise InvalidValueError(trouble, remedy=remedy, code="column_terms").as_pydantic()
        return self


class MessageLimit(Model, frozen=True):
    """How long valid messages may wait for an answer.

    Attributes:
        answered_within: The time from its receipt in which a message has to be answered.
        received_within: The time before the inspection in which messages have to be received to
            be looked at; None if all are.
        not_of: The kinds that are not looked at, such as petitions by their own channel.
        at_least: From how many messages that wait too long on the rule is broken.

    Example:
        >>> from mgov.accounts import MessageLimit
        >>> limit = MessageLimit(answered_within={"months": 3}, received_within={"years": 1})
        >>> print(limit.answered_within.text(), limit.at_least)
        3 months 1
    """

    answered_within: Span
    received_within: Span | None = None
    not_of: tuple[MessageKind, ...] = ()
    at_least: _Number = 1
