"""What the paperwork of a service costs all its users in a year, by the Standard Cost Model."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import reduce
from operator import add
from typing import Annotated, Self

from pydantic import Field, model_validator

from mgov.errors import InvalidValueError
from mgov.services.administrative_activity import AdministrativeActivity
from mgov.services.quantities import currency_of
from mgov.services.service import Service
from mgov.services.step import ServiceStep
from mgov.values.figures import Figure
from mgov.values.model import Model

__all__ = ["StandardCost", "standard_cost"]


class StandardCost(Model, frozen=True):
    """What the paperwork of a service costs all its users in a year.

    The Standard Cost Model, as its international manual and the Better Regulation toolbox of
    the European Commission have it: the cost of an activity is its price, tariff × time, times
    its quantity, population × frequency; what would be done in any case is a cost, but no
    burden. Fees are no part of it: they are paid for the service and not for the paperwork.
    Each figure may be an interval, and so then is the result.

    Attributes:
        currency: The money of all amounts, a code of ISO 4217.
        activities: What is done; where nothing is, it costs nothing.

    Raises:
        mgov.errors.InvalidDataError: If an amount names another currency.

    Example:
        >>> from mgov.services import StandardCost
        >>> filing = {"name": "Tax form", "time": "2 hours", "tariff": 50, "population": 1000}
        >>> before = StandardCost(currency="USD", activities=[{**filing, "frequency": 12}])
        >>> after = StandardCost(currency="USD", activities=[{**filing, "frequency": 4}])
        >>> before.amount, after.amount, before.saving(after).value
        (Decimal('1200000.00'), Decimal('400000.00'), 800000)
    """

    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    activities: tuple[AdministrativeActivity, ...]

    @property
    def total(self) -> Figure:
        """The administrative cost of a year, in the currency.

        Example:
            >>> from mgov.services import StandardCost
            >>> form = {"name": "填表", "time": "1至2小时", "tariff": 40, "population": 1000}
            >>> print(StandardCost(currency="CNY", activities=[form]).total)
            [40,000, 80,000] CNY
        """
        costs = (each.cost(self.currency) for each in self.activities)
        return reduce(add, costs, Figure.exact(0, unit=self.currency))

    @property
    def burden(self) -> Figure:
        """What of the cost would not arise without the obligation.

        Example:
            >>> from mgov.services import StandardCost
            >>> form = {"name": "记账", "time": "1小时", "tariff": 40, "population": 1000}
            >>> usual = {**form, "business_as_usual": "75%"}
            >>> cost = StandardCost(currency="CNY", activities=[usual])
            >>> cost.total.value, cost.burden.interval == cost.total.interval
            (40000, False)
        """
        shares = (1 - each.business_as_usual.replace(unit=None) for each in self.activities)
        costs = (each.cost(self.currency) for each in self.activities)
        burdens = (cost * share for cost, share in zip(costs, shares, strict=True))
        return reduce(add, burdens, Figure.exact(0, unit=self.currency))

    @property
    def amount(self) -> Decimal | None:
        """The cost of a year to the cent, half a cent to the even one; None if it is not exact.

        Example:
            >>> from mgov.services import StandardCost
            >>> form = {"name": "填表", "time": "20分钟", "tariff": 40, "population": 1}
            >>> StandardCost(currency="CNY", activities=[form]).amount
            Decimal('13.33')
        """
        total = self.total
        if not total.is_exact or total.value is None:
            return None
        with localcontext() as context:
            # Enough digits for all of it, at less than a third of a digit a bit, and its cents.
            context.prec = int(total.value).bit_length() // 3 + 8
            exact = Decimal(total.value.numerator) / Decimal(total.value.denominator)
            return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)

    def saving(self, after: StandardCost) -> Figure:
        """Return by how much less it costs after a reform; negative if it costs more.

        How much that is of what it was, `mgov.stats.burden_change` tells of the two totals.

        Args:
            after: The cost after the reform.

        Raises:
            mgov.errors.InvalidValueError: If the two are in different currencies.
        """
        if after.currency != self.currency:
            trouble = f"is in {after.currency}, and the cost before in {self.currency}"
            raise _wrong_currency(trouble, "Give both in one currency.")
        return self.total - after.total

    @model_validator(mode="after")
    def _is_in_one_currency(self) -> Self:
        for each in self.activities:
            for amount in (each.tariff, each.expense):
                currency = currency_of(amount.unit)
                if currency not in {None, self.currency}:
                    trouble = f"has an amount in {currency}, not in {self.currency}"
                    raise _wrong_currency(trouble, "Convert it first.").as_pydantic()
        return self


def standard_cost(
    service: Service,
    *,
    currency: str,
    tariff: Figure | Decimal | int,
    population: Figure | int,
    frequency: Figure | int = 1,
) -> StandardCost:
    """Cost the steps that a service sends its users through.

    Steps that the authority takes cost its users nothing. A step that only some go through may
    take no time, or all of it.

    Args:
        service: A service whose steps say how long they take.
        currency: The money of the tariff, a code of ISO 4217.
        tariff: What an hour of a user's time costs.
        population: How many use the service.
        frequency: How often each of them does so in a year.

    Raises:
        mgov.errors.InvalidValueError: If the service has no steps of its users, or one of them
            does not say how long it takes.
        mgov.errors.InvalidDataError: If a figure counts something else.

    Example:
        >>> from mgov import Service
        >>> from mgov.services import standard_cost
        >>> service = Service(
        ...     name="企业开办",
        ...     steps=[{"kind": "form", "time": "40分钟"}, {"kind": "upload", "time": "20分钟"}],
        ... )
        >>> cost = standard_cost(service, currency="CNY", tariff=60, population=80_000)
        >>> print(cost.total)
        4,800,000 CNY
    """
    steps = [step for step in service.steps if not step.kind.is_the_authoritys]
    untimed = [step.kind.value for step in steps if step.time is None]
    if untimed or not steps:
        said = f"do not say how long they take: {', '.join(untimed)}" if untimed else "are unknown"
        raise InvalidValueError(
            said,
            field="steps",
            remedy="Give each step of the user its time, in hours or minutes.",
            code="steps_without_time",
        )
    activities = [
        {
            "name": step.title or step.kind.value,
            "time": _time_of(step),
            "tariff": tariff,
            "population": population,
            "frequency": frequency,
        }
        for step in steps
    ]
    return StandardCost.model_validate({"currency": currency, "activities": activities})


def _time_of(step: ServiceStep) -> Figure | None:
    if step.required or step.time is None:
        return step.time
    time = step.time
    return Figure.between(0, time.high, unit=time.unit, high_closed=time.high_closed)


def _wrong_currency(trouble: str, remedy: str) -> InvalidValueError:
    return InvalidValueError(trouble, field="standard_cost", remedy=remedy, code="cost_currency")
