"""Services, their parts and their words."""

from __future__ import annotations

import pytest

from mgov import Burden, Organization, Service
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import Channel, ChannelKind, Fee, ItemType, Material, ServiceKind
from mgov.values.addressable import Addressable


def test_a_service_says_who_offers_what_to_whom_on_which_terms():
    service = Service(
        name={"zh": "普通护照换发", "en": "Passport renewal"},
        codes=[{"scheme": "njga", "code": "crj-07"}],
        kind="application",
        item_type=ItemType.LICENSE,
        description="护照有效期不足时换发",
        provider=Organization(name="南京市公安局"),
        legal_basis=[{"title": "中华人民共和国护照法", "article": "第十一条"}],
        audience=["individual"],
        materials=["居民身份证", {"name": "居住证", "required": False}],
        channels=["app", {"kind": "counter", "place": {"name": "出入境大厅"}}],
        address="https://www.example.gov.cn/passport",
        fee={"amount": "120元", "currency": "CNY", "basis": {"title": "发改价格"}},
        handling="promised",
        statutory_time="15天",
        promised_time="7个工作日",
        visits=1,
        visits_reason="采集指纹",
        online_depth="level_3",
        area_served=[{"division": "320100"}],
        life_events=["出国出境"],
    )
    assert service.kind is ServiceKind.APPLICATION
    assert service.identifier == "njga crj-07"
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
    assert Channel(kind="post").kind is ChannelKind.POST


def test_a_fee_is_free_only_if_it_is_zero_for_sure():
    assert Fee(amount=0, currency="CNY").is_free
    assert not Fee(amount="10元以下", currency="CNY").is_free


def test_materials_can_be_given_by_name_or_in_full():
    assert Material.model_validate("身份证") == Material(name="身份证")


def test_a_time_counts_time():
    with pytest.raises(InvalidDataError) as caught:
        Service(name="护照换发", promised_time="5人", statutory_time="20日")  # type: ignore[arg-type]  # read
    (problem,) = caught.value.problems
    assert (problem.field, problem.code) == ("promised_time", "time_unit")
    assert Service(name="护照换发", promised_time=0).promised_time is not None  # type: ignore[arg-type]  # a count
