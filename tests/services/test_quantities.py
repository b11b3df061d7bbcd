"""What a service asks for is counted in units that fit: time, money, things, visits."""

from __future__ import annotations

import pytest

from mgov import Burden, Figure, Service
from mgov.errors import InvalidDataError
from mgov.services import Fee, Material
from mgov.services.quantities import currency_of


@pytest.mark.parametrize(
    "fields",
    [
        {"items": "201项", "materials": "5份", "visits": "2次"},
        {"items": "37 items", "materials": 3, "visits": "1趟"},
        {"items": "约30个", "visits": "3 visits"},
        {"fee": "10元"}, {"fee": "25 EUR"}, {"fee": "£12.50"}, {"fee": "20元/件"}, {"fee": 0},
        {"fee": "数百到数千不等"}, {"fee": "100 dollars"}, {"fee": "5角"},
        {"time": "5个工作日"}, {"time": "20 minutes"}, {"time": "3至5天"}, {"time": 0},
    ],
)  # fmt: skip
def test_what_can_be_asked_for_is_accepted(fields: dict[str, object]):
    assert Burden(**fields).known == tuple(fields)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"fee": "5人"}, "fee_unit"),
        ({"fee": "5个工作日"}, "fee_unit"),
        ({"fee": "40%"}, "fee_unit"),
        ({"time": "5人"}, "time_unit"),
        ({"time": "5元"}, "time_unit"),
        ({"items": "5天"}, "count_unit"),
        ({"items": "5元"}, "count_unit"),
        ({"items": "30%"}, "count_unit"),
        ({"items": "5人"}, "count_unit"),
        ({"items": "5人次"}, "count_unit"),
        ({"materials": "5份/件"}, "count_unit"),
        ({"materials": "3倍"}, "count_unit"),
        ({"visits": "3 people"}, "count_unit"),
        ({"visits": "1小时"}, "count_unit"),
        ({"items": "减少37项"}, "asks_negative"),
        ({"time": "减少5天"}, "asks_negative"),
        ({"fee": "减少5元"}, "asks_negative"),
    ],
)
def test_what_cannot_is_refused_with_its_remedy(fields: dict[str, object], code: str):
    with pytest.raises(InvalidDataError) as caught:
        Burden(**fields)
    (problem,) = caught.value.problems
    assert (problem.field, problem.code) == (*fields, code)
    assert problem.remedy.startswith("Give ")


@pytest.mark.parametrize(
    ("unit", "currency"),
    [("元", "CNY"), ("圆", "CNY"), ("yuan", "CNY"), ("元/件", "CNY"), ("dollars", "USD"),
     ("euros", "EUR"), ("GBP", "GBP"), ("人", None), ("GB", None), (None, None)],
)  # fmt: skip
def test_units_of_money_name_their_currency(unit: str | None, currency: str | None):
    assert currency_of(unit) == currency


def test_a_fee_is_in_its_currency():
    assert Fee(amount="10元", currency="CNY").amount.value == 10
    assert Fee(amount=10, currency="EUR").amount.value == 10
    with pytest.raises(InvalidDataError, match="has an amount in CNY and the currency EUR"):
        Fee(amount="10元", currency="EUR")


def test_materials_that_the_platform_fetches_are_not_asked_for():
    materials = ["居民身份证", {"name": "营业执照", "fetched": True}, {"name": "照片", "copies": 2}]
    burden = Service(name="企业开办", materials=materials).burden
    assert burden.materials == Figure.exact(2)
    assert [Material.model_validate(each).is_asked_for for each in materials] == [
        True,
        False,
        True,
    ]


def test_materials_for_some_cases_leave_their_number_open():
    materials = ["居民身份证", {"name": "授权书", "required": False}]
    burden = Service(name="企业开办", materials=materials).burden
    assert (burden.materials.low, burden.materials.high) == (1, 2)
