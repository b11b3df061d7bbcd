"""What makes a period a value: immutable, hashable, ordered, and a text in JSON."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from functools import total_ordering
from typing import TYPE_CHECKING, NoReturn, Self

from pydantic_core import core_schema
from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.values.period.reading import read
from mgov.values.period.stretch import Stretch
from mgov.values.period.wording import in_iso

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue


@total_ordering
class PeriodValue:
    """A value made of one stretch, written as its canonical text."""

    __slots__ = ("_stretch",)
    _stretch: Stretch

    @classmethod
    def _made(cls, stretch: Stretch) -> Self:
        period = object.__new__(cls)
        object.__setattr__(period, "_stretch", stretch)
        return period

    @override
    def __str__(self) -> str:
        return in_iso(self._stretch)

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    @override
    def __eq__(self, other: object) -> bool:
        return self._stretch == other._stretch if isinstance(other, PeriodValue) else NotImplemented

    @override
    def __hash__(self) -> int:
        return hash(self._stretch)

    def __lt__(self, other: Self) -> bool:
        return self._rank < other._rank if type(self) is type(other) else NotImplemented

    @property
    def _rank(self) -> tuple[date, bool, date, str]:
        # Two different stretches of the same days differ in what they count in.
        stretch = self._stretch
        return (stretch.stop, stretch.as_of, stretch.start, stretch.granularity)

    @override
    def __setattr__(self, name: str, value: object) -> NoReturn:
        message = "a Period cannot be changed; its methods return new ones"
        raise AttributeError(message)

    @override
    def __delattr__(self, name: str) -> NoReturn:
        self.__setattr__(name, None)

    @override
    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return (type(self), (str(self),))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validated,
            serialization=core_schema.to_string_ser_schema(when_used="json"),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        forms = ["2017", "2017-H1", "2017-Q2", "2017-06", "2017-W33", "2017-06-30"]
        return {"type": "string", "examples": [*forms, "2017-01/2017-05", "../2017-06"]}

    @classmethod
    def _validated(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            trouble, remedy = "is not a period", "Write it as a text, such as 2017-06."
            error = InvalidValueError(trouble, field="period", remedy=remedy, code="period_type")
            raise error.as_pydantic()
        try:
            return cls._made(read(value))
        except InvalidValueError as error:
            raise error.as_pydantic() from None


def local_day(moment: datetime, tz: tzinfo | None) -> date:
    """Return the day of a moment by the calendar of a zone."""
    if moment.tzinfo is None or tz is None:
        trouble = "is asked for the day of a moment without a time zone"
        raise refusal(trouble, "Give an aware datetime, and the zone whose days count as tz.")
    return moment.astimezone(tz).date()


def refusal(trouble: str, remedy: str) -> InvalidValueError:
    """Make the error for something that a period cannot do."""
    return InvalidValueError(trouble, field="period", remedy=remedy, code="period")
