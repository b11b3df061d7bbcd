"""The Standard Cost Model: price times quantity, exact, in one currency, as intervals."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import Figure, Service, stats
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import AdministrativeActivity, StandardCost, standard_cost

FORM = {"name": "填表", "time": "30分钟", "tariff": "40元", "population": "1000人"}


def cost(*activities: dict[str, object], currency: str = "CNY") -> StandardCost:
    return StandardCost(currency=currency, activities=activities)


def test_a_worked_example_comes_out():
    """2 hours at 50 an hour, 1000 firms, every month: 1.2 million a year."""
    filing = {"name": "Tax form", "time": "2 hours", "tariff": 50, "population": 1000}
    assert cost({**filing, "frequency": 12}, currency="EUR").amount == Decimal("1200000.00")


def test_activities_add_up_with_what_is_bought_for_them():
    visit = {**FORM, "name": "到窗口", "time": "2小时", "expense": "15元", "frequency": "2次/年"}
    both = cost(FORM, visit)
    assert both.total.value == 1000 * 20 + 2000 * (80 + 15)
    assert both.total.unit == "CNY"
    assert both.activities[1].quantity.value == 2000
    assert both.activities[1].price("CNY").value == 95
    stated = cost({**FORM, "tariff": "40元/小时", "expense": "5元/份", "frequency": "3 times"})
    assert stated.total.value == 1000 * 3 * 25


def test_nothing_to_do_costs_nothing():
    assert cost().amount == 0
    assert (cost().burden.value, cost().burden.unit) == (0, "CNY")


def test_what_would_be_done_anyway_is_cost_but_no_burden():
    books = {**FORM, "name": "记账", "business_as_usual": Decimal("0.75")}
    assert cost(FORM, books).total.value == 40_000
    assert cost(FORM, books).burden.value == 25_000
    assert cost(FORM).burden.value == cost(FORM).total.value


def test_a_decimal_is_exact_and_a_written_one_rounded():
    exact = cost({**FORM, "tariff": Decimal("23.50"), "population": 3})
    assert exact.amount == Decimal("35.25")
    written = cost({**FORM, "tariff": "23.50", "population": 3})
    assert (written.amount, written.total.value) == (None, Fraction(141, 4))
    assert (written.total.low, written.total.high) == (
        3 * Fraction(4699, 400),
        3 * Fraction(4701, 400),
    )


def test_an_open_number_leaves_the_cost_open():
    open_cost = cost({**FORM, "time": "1至2小时", "population": "超过1000人"})
    assert open_cost.amount is None
    assert open_cost.total.low == 40_000
    assert not open_cost.total.is_bounded


def test_half_a_cent_goes_to_the_even_one_whatever_its_size():
    for population, amount in ((1, "0.12"), (3, "0.38"), (10**40 + 1, f"125{'0' * 37}.12")):
        made = cost({**FORM, "time": "1小时", "tariff": Decimal("0.125"), "population": population})
        assert made.amount == Decimal(amount)


@given(
    st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 10**7), st.integers(0, 366),
    st.integers(0, 1000),
)  # fmt: skip
def test_cost_is_price_times_quantity(
    minutes: int, tariff: int, population: int, frequency: int, expense: int
):
    made = cost(
        {
            "name": "填表",
            "time": Figure.exact(minutes, unit="min"),
            "tariff": tariff,
            "expense": expense,
            "population": population,
            "frequency": frequency,
        }
    )
    price = Fraction(minutes * tariff, 60) + expense
    assert made.total.value == price * population * frequency
    assert abs(Fraction(made.amount) - made.total.value) <= Fraction(1, 200)


def test_a_reform_saves_what_the_totals_differ_by():
    before, after = cost({**FORM, "frequency": 4}), cost(FORM)
    assert before.saving(after).value == 60_000
    assert after.saving(before).value == -60_000
    assert stats.burden_change(before.total, after.total).value == Fraction(-3, 4)
    with pytest.raises(InvalidValueError, match="is in EUR, and the cost before in CNY"):
        before.saving(cost({**FORM, "tariff": 5}, currency="EUR"))


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"time": "5个工作日"}, "time", "work_time"),
        ({"time": "2 days"}, "time", "work_time"),
        ({"time": 5}, "time", "work_time"),
        ({"time": "减少5分钟"}, "time", "cost_negative"),
        ({"tariff": "40人"}, "tariff", "fee_unit"),
        ({"tariff": "400元/天"}, "tariff", "tariff_unit"),
        ({"expense": "5天"}, "expense", "fee_unit"),
        ({"expense": "5元/月"}, "expense", "expense_unit"),
        ({"population": "5元"}, "population", "population_unit"),
        ({"population": "5天"}, "population", "population_unit"),
        ({"population": "40%"}, "population", "population_unit"),
        ({"frequency": "5次/月"}, "frequency", "frequency_unit"),
        ({"frequency": "5人/年"}, "frequency", "frequency_unit"),
        ({"frequency": "5天"}, "frequency", "frequency_unit"),
        ({"business_as_usual": 2}, "business_as_usual", "business_as_usual"),
        ({"business_as_usual": "5人"}, "business_as_usual", "business_as_usual"),
        ({"business_as_usual": -1}, "business_as_usual", "cost_negative"),
    ],
)
def test_what_cannot_be_costed_is_refused(fields: dict[str, object], field: str, code: str):
    with pytest.raises(InvalidDataError) as caught:
        AdministrativeActivity(**{**FORM, **fields})
    (problem,) = caught.value.problems
    assert (problem.field, problem.code) == (field, code)


@pytest.mark.parametrize("field", ["tariff", "expense"])
def test_all_amounts_are_in_one_currency(field: str):
    with pytest.raises(InvalidDataError, match="has an amount in USD, not in CNY"):
        cost({**FORM, field: "5 USD"})


def test_the_steps_of_a_service_are_costed():
    service = Service(
        name="企业开办",
        steps=[
            {"kind": "form", "title": "填写申请表", "time": "40分钟"},
            {"kind": "attendance", "time": "1小时", "required": False},
            {"kind": "decision", "time": "3个工作日"},
        ],
    )
    made = standard_cost(
        service,
        currency="CNY",
        tariff=Decimal(60),
        population=Figure.exact(1000, unit="户"),
        frequency=Figure.exact(Fraction(1, 2)),
    )
    assert [str(each.name) for each in made.activities] == ["填写申请表", "attendance"]
    assert (made.total.low, made.total.high) == (20_000, 50_000)


@pytest.mark.parametrize(
    ("steps", "trouble"),
    [
        ([], "steps: are unknown"),
        (["decision"], "steps: are unknown"),
        (["scan", {"kind": "form", "time": "1分钟"}, "upload"], "take: scan, upload"),
    ],
)
def test_steps_that_do_not_say_how_long_they_take_cannot_be_costed(
    steps: list[object], trouble: str
):
    with pytest.raises(InvalidValueError, match=trouble):
        standard_cost(
            Service(name="企业开办", steps=steps), currency="CNY", tariff=60, population=5
        )


def test_a_step_in_days_of_waiting_is_no_work():
    service = Service(name="企业开办", steps=[{"kind": "form", "time": "3个工作日"}])
    with pytest.raises(InvalidDataError, match="how long somebody works on it"):
        standard_cost(service, currency="CNY", tariff=60, population=5)
