"""Services, their parts and their words."""

from __future__ import annotations

from datetime import date

import pytest

from mgov import Burden, Organization, Service
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import (
    Channel,
    ChannelKind,
    Condition,
    Fee,
    ItemType,
    Material,
    Output,
    ServiceKind,
    ServiceStep,
)
from mgov.values.addressable import Addressable


def test_a_service_says_who_offers_what_to_whom_on_which_terms():
    service = Service(
        name={"zh": "普通护照换发", "en": "Passport renewal"},
        codes=[{"scheme": "njga", "code": "crj-07"}],
        kind="application",
        item_type=ItemType.LICENSE,
        description="护照有效期不足时换发",
        national_code="11440100007483172Q3440106043001",
        provider=Organization(name="南京市公安局"),
        competent_authorities=[Organization(name="国家移民管理局")],
        legal_basis=[{"title": "中华人民共和国护照法", "article": "第十一条"}],
        audience=["individual"],
        conditions=["持有效护照", {"name": "在本市居住", "proven_by": ["居住证"]}],
        materials=[
            {"name": "居民身份证", "form": "original", "electronic": True, "fetched": True},
            {"name": "居住证", "required": False, "form": "copy", "copies": 1},
        ],
        steps=[
            {"kind": "scan", "channel": "app"},
            {"kind": "face_authentication", "channel": "app", "time": "1分钟"},
            {"kind": "form", "title": "填写申请表", "channel": "app"},
            {"kind": "attendance", "title": "采集指纹", "channel": "counter"},
            "payment",
            {"kind": "delivery", "channel": "post"},
        ],
        channels=["app", {"kind": "counter", "place": {"name": "出入境大厅"}}],
        authentication="face",
        outputs=[{"name": "普通护照", "kind": "certificate", "electronic": False}],
        address="https://www.example.gov.cn/passport",
        fee={"amount": "120元", "currency": "CNY", "basis": {"title": "发改价格"}},
        handling="promised",
        statutory_time="15天",
        promised_time="7个工作日",
        visits=1,
        visits_reason="采集指纹",
        online_depth="level_3",
        area_served=[{"division": "320100"}],
        enabled_in=[{"place": {"division": "320100"}, "since": "2017-03-01"}, "320500"],
        valid_from="2017-01-01",
        life_events=["出国出境"],
    )
    assert service.kind is ServiceKind.APPLICATION
    assert service.identifier == "11440100007483172Q3440106043001"
    assert [str(each.name) for each in service.conditions] == ["持有效护照", "在本市居住"]
    assert [step.needs_visit for step in service.steps] == [False, False, False, True, None, False]
    assert [step.kind.is_the_authoritys for step in service.steps] == [*[False] * 5, True]
    assert service.authentication > "phone"
    assert [material.required for material in service.materials] == [True, False]
    assert [channel.kind for channel in service.channels] == [ChannelKind.APP, ChannelKind.COUNTER]
    assert isinstance(service, Addressable)
    assert service.title.in_language("en") == "Passport renewal"
    assert Service.model_validate_json(service.model_dump_json()) == service


def test_what_nobody_has_said_is_unknown_and_not_zero():
    bare = Service(name="护照换发")
    assert (bare.identifier, bare.burden) == (None, Burden())
    assert bare.burden.known == ()
    assert bare.burden.unknown == ("items", "materials", "fee", "time", "visits")
    stated = Service(
        name="护照换发",
        materials=[],
        visits=0,
        fee=Fee(amount=0, currency="CNY"),
        form_items="37项",
        promised_time="1个小时以内",
    )
    assert stated.burden.unknown == ()
    assert (stated.burden.materials.value, stated.burden.visits.value) == (0, 0)
    assert (stated.burden.items.value, stated.burden.time.high) == (37, 1)


def test_the_code_of_the_item_comes_before_other_codes():
    code = "511A0138000000-511602000000-000-115113010833722043-1-00"
    service = Service(name="审批", item_code=code, codes=[{"scheme": "a", "code": "b"}])
    assert service.identifier == code


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "inquiry"}, "kind"),
        ({"visits": -1}, "visits"),
        ({"address": "javascript:alert(1)"}, "address"),
        ({"promised_time": "很快"}, "promised_time"),
        ({"channels": ["telegraph"]}, "channels.0.kind"),
        ({"fee": {"amount": 5, "currency": "元"}}, "fee.currency"),
        ({"item_code": "511A"}, "item_code"),
        ({"title": "护照"}, "title"),
    ],
)
def test_what_does_not_fit_is_said_where_it_is(fields: dict[str, object], field: str):
    with pytest.raises(InvalidDataError) as caught:
        Service(**{"name": "护照换发", **fields})
    assert [problem.field for problem in caught.value.problems] == [field]
    assert caught.value.problems[0].remedy


@pytest.mark.parametrize(
    ("division", "on", "enabled"),
    [
        ("320100", "2017-03-01", True),
        ("320100", "2017-02-28", False),  # not there yet
        ("320106", "2017-08-17", True),  # a district of it
        ("320000", "2017-08-17", False),  # not all of the province
        ("320500", "2016-12-31", False),  # not valid yet
        ("320500", "2017-12-31", True),
        ("320500", "2018-01-01", False),
        ("320300", "2017-06-30", True),
        ("320300", "2017-07-01", False),
    ],
)
def test_a_service_is_enabled_in_some_divisions_from_some_day_on(
    division: str, on: str, *, enabled: bool
):
    service = Service(
        name="违法查询",
        enabled_in=[
            {"place": {"division": "320100"}, "since": "2017-03-01"},
            "320500",
            {"place": {"division": "320300"}, "until": "2017-06-30"},
            {"place": {"name": "昆山"}},
        ],
        valid_from="2017-01-01",
        valid_until="2017-12-31",
    )
    assert service.is_enabled(division, on=date.fromisoformat(on)) is enabled


def test_where_nobody_has_said_it_is_unknown_whether_a_service_is_enabled():
    day = date(2017, 8, 17)
    named = [{"place": {"name": "昆山"}}]
    assert Service(name="违法查询").is_enabled("320100", on=day) is None
    assert Service(name="违法查询", enabled_in=named).is_enabled("320100", on=day) is None
    assert Service(name="违法查询").is_valid(on=day)
    with pytest.raises(InvalidValueError, match="division_code"):
        Service(name="违法查询").is_enabled("江苏", on=day)


def test_item_types_have_the_codes_of_the_platforms():
    codes = {item_type.code: str(item_type.label) for item_type in ItemType}
    assert codes == {
        "01": "行政许可",
        "02": "行政处罚",
        "03": "行政强制",
        "04": "行政征收",
        "05": "行政给付",
        "06": "行政检查",
        "07": "行政确认",
        "08": "行政奖励",
        "09": "行政裁决",
        "10": "其他行政权力",
        "20": "公共服务",
    }
    assert all(ItemType.from_code(code).code == code for code in codes)
    assert ItemType.from_code("7") is ItemType.CONFIRMATION
    with pytest.raises(InvalidValueError, match="item_type: is not the code of an item type"):
        ItemType.from_code("11")


def test_channels_are_told_apart_by_what_they_need():
    assert [kind.value for kind in ChannelKind if kind.is_online] == ["app", "mini_program", "web"]
    assert [kind.value for kind in ChannelKind if kind.is_mobile] == ["app", "mini_program"]
    assert Channel(kind="post").kind is ChannelKind.POST


def test_a_fee_is_free_only_if_it_is_zero_for_sure():
    assert Fee(amount=0, currency="CNY").is_free
    assert not Fee(amount="10元以下", currency="CNY").is_free


def test_materials_can_be_given_by_name_or_in_full():
    assert Material.model_validate("身份证") == Material(name="身份证")
    assert Condition.model_validate("年满18周岁") == Condition(name="年满18周岁")
    assert Output.model_validate("护照") == Output(name="护照")
    assert ServiceStep.model_validate("scan") == ServiceStep(kind="scan")


@pytest.mark.parametrize(
    ("phone", "is_one"),
    [("12345", True), ("+32 257 25757", True), ("010-12345678", True), ("(025) 1234", True),
     ("拨打12345", False), ("1", False)],
)  # fmt: skip
def test_the_phone_of_a_channel_is_a_number_to_dial(phone: str, *, is_one: bool):
    made = {"kind": "phone", "phone": phone}
    if is_one:
        assert Channel.model_validate(made).phone == phone
    else:
        with pytest.raises(InvalidDataError):
            Channel.model_validate(made)


def test_a_time_counts_time():
    with pytest.raises(InvalidDataError) as caught:
        Service(name="护照换发", promised_time="5人", statutory_time="20日")  # type: ignore[arg-type]  # read
    (problem,) = caught.value.problems
    assert (problem.field, problem.code) == ("promised_time", "time_unit")
    assert Service(name="护照换发", promised_time=0).promised_time is not None  # type: ignore[arg-type]  # a count
