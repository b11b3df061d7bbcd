"""One activity of the Standard Cost Model: what it takes each time, and how often it is done."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator

from mgov.errors import InvalidValueError
from mgov.services.quantities import Money, currency_of
from mgov.values.figures import Figure
from mgov.values.figures.units import DURATIONS, canonical
from mgov.values.model import Model
from mgov.values.text import Text

__all__ = ["AdministrativeActivity"]

_TIMES: Final = frozenset({*DURATIONS, "month", "quarter", "year", "日", "月"})  # as in 元/月
_WORKED: Final = frozenset({"s", "min", "h"})
_OCCASIONS: Final = frozenset({"", "次", "人次", "times"})
_NOTHING: Final = Figure.exact(0)
_ONCE: Final = Figure.exact(1)


def _exact_if_decimal(value: object) -> object:
    return Figure.exact(value) if isinstance(value, Decimal) else value


def _a_time_of_work(figure: Figure) -> Figure:
    if canonical(figure.unit) not in _WORKED:
        # A day of waiting is no day of work, and how many hours a working day has differs.
        raise _refusal(
            "is no time of work",
            "Give it in hours or minutes: how long somebody works on it, not how long they wait.",
            "work_time",
        ).as_pydantic()
    return _at_least_nothing(figure)


def _by_the_hour(figure: Figure) -> Figure:
    if (canonical(figure.unit) or "").partition("/")[2] not in {"", "h"}:
        trouble, remedy = f"counts {figure.unit}, not by the hour", "Give what an hour costs."
        raise _refusal(trouble, remedy, "tariff_unit").as_pydantic()
    return figure


def _each_time(figure: Figure) -> Figure:
    if (canonical(figure.unit) or "").partition("/")[2] in _TIMES:
        trouble, remedy = f"counts {figure.unit}, not what is bought each time", "Convert it."
        raise _refusal(trouble, remedy, "expense_unit").as_pydantic()
    return figure


def _a_number_of_anybody(figure: Figure) -> Figure:
    unit = canonical(figure.unit)
    if unit in DURATIONS or unit == "share" or currency_of(unit):
        trouble, remedy = f"counts {figure.unit}, nobody", "Give how many people or firms it is."
        raise _refusal(trouble, remedy, "population_unit").as_pydantic()
    return _at_least_nothing(figure)


def _times_a_year(figure: Figure) -> Figure:
    counted, _, per = (canonical(figure.unit) or "").partition("/")
    if counted not in _OCCASIONS or per not in {"", "year"}:
        trouble = f"counts {figure.unit}, not how often in a year"
        remedy = "Give how often in a year, such as 12 or Figure.exact(Fraction(1, 5))."
        raise _refusal(trouble, remedy, "frequency_unit").as_pydantic()
    return _at_least_nothing(figure)


def _a_share(figure: Figure) -> Figure:
    if figure.unit not in {None, "share"} or figure.high > 1:
        trouble, remedy = "is no share of the whole", "Give a share, such as 25%."
        raise _refusal(trouble, remedy, "business_as_usual").as_pydantic()
    return _at_least_nothing(figure)


def _at_least_nothing(figure: Figure) -> Figure:
    if figure.low < 0:
        trouble, remedy = "is less than nothing", "Give what there is, not how it changed."
        raise _refusal(trouble, remedy, "cost_negative").as_pydantic()
    return figure


def _refusal(trouble: str, remedy: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field="standard_cost", remedy=remedy, code=code)


_Tariff = Annotated[Money, BeforeValidator(_exact_if_decimal), AfterValidator(_by_the_hour)]
_Expense = Annotated[Money, BeforeValidator(_exact_if_decimal), AfterValidator(_each_time)]
_WorkTime = Annotated[Figure, AfterValidator(_a_time_of_work)]
_Population = Annotated[Figure, AfterValidator(_a_number_of_anybody)]
_Frequency = Annotated[Figure, BeforeValidator(_exact_if_decimal), AfterValidator(_times_a_year)]
_Share = Annotated[Figure, BeforeValidator(_exact_if_decimal), AfterValidator(_a_share)]


class AdministrativeActivity(Model, frozen=True):
    """Something that everybody who uses a service does for it, and how often they do.

    An amount that is given as a `Decimal` is exact; a text is read as reports write numbers, so
    that `"23.50"` is rounded to the cent.

    Attributes:
        name: What is done, such as filling in a form.
        time: How long somebody works on it each time, in hours, minutes or seconds.
        tariff: What an hour of that work costs, overheads included.
        expense: What is bought for it each time: postage, copies, a trip, an agent.
        population: How many people or firms do it.
        frequency: How often each of them does it in a year; less than once is a fraction.
        business_as_usual: The share that they would do in any case, without being obliged to.

    Raises:
        mgov.errors.InvalidDataError: If a figure counts something else, or is less than zero.

    Example:
        >>> from mgov.services import AdministrativeActivity
        >>> filing = AdministrativeActivity(
        ...     name="Monthly tax form",
        ...     time="2 hours",
        ...     tariff="50 USD",
        ...     population=1000,
        ...     frequency=12,
        ... )
        >>> print(filing.quantity)
        12,000
    """

    name: Text
    time: _WorkTime
    tariff: _Tariff
    expense: _Expense = _NOTHING
    population: _Population
    frequency: _Frequency = _ONCE
    business_as_usual: _Share = _NOTHING

    @property
    def quantity(self) -> Figure:
        """How often it is done in a year: population × frequency."""
        return self.population.replace(unit=None) * self.frequency.replace(unit=None)

    def price(self, currency: str) -> Figure:
        """Return what it costs each time: tariff × time, and what is bought for it.

        Args:
            currency: The code of the money in which its amounts are.

        Example:
            >>> from mgov.services import AdministrativeActivity
            >>> visit = AdministrativeActivity(
            ...     name="到窗口提交",
            ...     time="90分钟",
            ...     tariff="40元",
            ...     expense="12元",
            ...     population="1万人",
            ... )
            >>> print(visit.price("CNY"))
            72 CNY
        """
        hourly = self.tariff.replace(unit=f"{currency}/h")
        worked = hourly * self.time.in_unit("h")
        return worked + self.expense.replace(unit=currency)

    def cost(self, currency: str) -> Figure:
        """Return what it costs all of them in a year: price × quantity.

        Args:
            currency: The code of the money in which its amounts are.

        Example:
            >>> from mgov.services import AdministrativeActivity
            >>> form = AdministrativeActivity(
            ...     name="填表", time="30 min", tariff="40元", population="500人"
            ... )
            >>> print(form.cost("CNY"))
            10,000 CNY
        """
        return self.price(currency) * self.quantity
