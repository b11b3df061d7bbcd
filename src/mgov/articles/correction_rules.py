"""How soon a reader who reports an error is answered, as a rulebook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Self
from zoneinfo import ZoneInfo

from pydantic import Field, WrapSerializer, WrapValidator, model_validator
from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.values.rulebook import Rule, Rulebook
from mgov.values.rulebook_by_name import as_name, by_name
from mgov.values.time_zone import TimeZoneName, time_zone

__all__ = ["CorrectionRulebook", "CorrectionRulebookByName", "ReplyTerm"]

_Workdays = Annotated[int, Field(ge=1)]


class ReplyTerm(Rule, frozen=True):
    """Within how many working days one kind of report is answered.

    Attributes:
        workdays: How many; the day on which the report arrives does not count.
        extended_workdays: How many if the matter is complicated, from the same day; None if the
            term cannot be extended.

    Example:
        >>> from mgov.articles import CorrectionRulebook
        >>> term = CorrectionRulebook.built_in("cn-2017").rule("suggestion")
        >>> term.workdays, term.extended_workdays
        (7, 15)
    """

    workdays: _Workdays
    extended_workdays: _Workdays | None = None

    @model_validator(mode="after")
    def _is_longer_when_extended(self) -> Self:
        if self.extended_workdays is not None and self.extended_workdays <= self.workdays:
            trouble = "is not longer when it is extended"
            remedy = "Give more extended_workdays than workdays, or leave them out."
            raise InvalidValueError(trouble, remedy=remedy, code="reply_term").as_pydantic()
        return self


class CorrectionRulebook(Rulebook[ReplyTerm], frozen=True):
    """How soon reports of readers are answered: `cn-2017`, or a file of your own.

    Attributes:
        time_zone: The zone in whose days the terms count, such as `Asia/Shanghai`.
        rules: The terms; the id of each is a kind of report.

    Example:
        >>> from mgov.articles import CorrectionRulebook
        >>> book = CorrectionRulebook.built_in("cn-2017")
        >>> [(rule.id, rule.workdays, rule.evidence.value) for rule in book.rules]
        [('error', 3, 'second_hand'), ('suggestion', 7, 'second_hand')]
    """

    package: ClassVar[str] = "mgov.articles"
    folder: ClassVar[str] = "correction_rulebooks"

    time_zone: TimeZoneName

    @property
    def zone(self) -> ZoneInfo:
        """The time zone, to turn moments into days.

        Example:
            >>> from mgov.articles import CorrectionRulebook
            >>> CorrectionRulebook.built_in("cn-2017").zone
            zoneinfo.ZoneInfo(key='Asia/Shanghai')
        """
        return time_zone(self.time_zone)

    @override
    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        yield "id", self.id  # whole, it would fill pages in the repr of every report


CorrectionRulebookByName = Annotated[
    CorrectionRulebook,
    WrapValidator(by_name(CorrectionRulebook), json_schema_input_type=CorrectionRulebook | str),
    WrapSerializer(as_name),
]
"""A rulebook; a built-in one is read and written by its name, one of the user's own in full."""
