"""What good and bad ratings are and how soon a bad one has to be handled, as a rulebook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, WrapSerializer, WrapValidator, model_validator
from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.services.rating_event import RatingEventKind
from mgov.services.rating_level import RatingLevel
from mgov.values.rulebook import Rule, Rulebook
from mgov.values.rulebook_by_name import as_name, by_name
from mgov.values.time_zone import TimeZoneName, time_zone

__all__ = ["RatingRulebook", "RatingRulebookByName", "RatingScale", "RatingTerm"]

_Length = Annotated[int, Field(ge=1)] | None


class RatingScale(Rule, frozen=True):
    """Which levels are good and which are bad. One that is neither is only counted.

    Attributes:
        good: The good levels (好评).
        bad: The bad ones (差评), which somebody has to do something about.

    Example:
        >>> from mgov.services import RatingRulebook
        >>> scale = RatingRulebook.built_in("cn-2019").scale
        >>> [level.value for level in scale.bad], scale.evidence.value
        (['dissatisfied', 'very_dissatisfied'], 'second_hand')
    """

    good: tuple[RatingLevel, ...]
    bad: tuple[RatingLevel, ...]

    @model_validator(mode="after")
    def _says_one_thing_of_a_level(self) -> Self:
        levels = (*self.good, *self.bad)
        for level in levels:
            if levels.count(level) > 1:
                trouble = f"names {level.value} twice"
                remedy = "Let each level be good, bad, or neither."
                raise InvalidValueError(trouble, remedy=remedy, code="rating_scale").as_pydantic()
        return self


class RatingTerm(Rule, frozen=True):
    """Something that has to be done about a bad rating, and how soon.

    A law may demand it and set no number of days; then the term has no length, and whether it
    was kept in time cannot be said.

    Attributes:
        starts: On whose day it starts, which does not count: `rated`, or an event.
        kept_by: The events by which it is kept; the first one counts.
        only_named: Whether it holds only where it is known who rated.
        workdays: Its length in working days.
        days: Its length in calendar days.

    Example:
        >>> from mgov.services import RatingRulebook
        >>> term = RatingRulebook.built_in("cn-suining-2020").rule("put_right")
        >>> term.workdays, [kind.value for kind in term.kept_by], term.evidence.value
        (15, ['put_right', 'explained'], 'second_hand')
        >>> RatingRulebook.built_in("cn-2019").rule("put_right").workdays is None
        True
    """

    starts: Annotated[
        tuple[Literal["rated", "answered", "put_right", "explained"], ...], Field(min_length=1)
    ]
    kept_by: Annotated[tuple[RatingEventKind, ...], Field(min_length=1)]
    only_named: bool = False
    workdays: _Length = None
    days: _Length = None

    @model_validator(mode="after")
    def _has_one_length_at_most(self) -> Self:
        if self.workdays is not None and self.days is not None:
            trouble, remedy = "has two lengths", "Give workdays or days, or neither."
            raise InvalidValueError(trouble, remedy=remedy, code="rating_term").as_pydantic()
        return self


class RatingRulebook(Rulebook[RatingTerm], frozen=True):
    """What is done about bad ratings: `cn-2019`, that of a city, or a file of your own.

    Attributes:
        time_zone: The zone in whose days the terms count, such as `Asia/Shanghai`.
        scale: Which levels are good and bad.
        rules: The terms.

    Example:
        >>> from mgov.services import RatingRulebook
        >>> RatingRulebook.available()
        ('cn-2019', 'cn-dezhou-2020', 'cn-suining-2020')
        >>> [rule.id for rule in RatingRulebook.built_in("cn-2019").rules]
        ['answer', 'put_right', 'revisit']
    """

    package: ClassVar[str] = "mgov.services"
    folder: ClassVar[str] = "rating_rulebooks"

    time_zone: TimeZoneName
    scale: RatingScale

    @property
    def zone(self) -> ZoneInfo:
        """The time zone, to turn moments into days.

        Example:
            >>> from mgov.services import RatingRulebook
            >>> RatingRulebook.built_in("cn-2019").zone
            zoneinfo.ZoneInfo(key='Asia/Shanghai')
        """
        return time_zone(self.time_zone)

    @override
    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        yield "id", self.id  # whole, it would fill pages in the repr of every rating


RatingRulebookByName = Annotated[
    RatingRulebook,
    WrapValidator(by_name(RatingRulebook), json_schema_input_type=RatingRulebook | str),
    WrapSerializer(as_name),
]
"""A rulebook; a built-in one is read and written by its name, one of the user's own in full."""
