"""What is said of a service has to fit together."""

from __future__ import annotations

from datetime import date
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import Figure, Service, WorkCalendar
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import ServiceRulebook, check
from mgov.services.consistency_checks import CHECKS
from mgov.values.rulebook import Evidence

BASIS = {"title": "发改价格〔2017〕1186号"}
ITEM = "511A0138000000-511602000000-000-115113010833722043-1-00"
NATIONAL = "11440100007483172Q3440106043001"
AGE = {"name": "年满18周岁", "proven_by": [{"zh": "居民身份证", "en": "ID card"}]}


def line(days: list[str], *stretches: str) -> dict[str, object]:
    """A telephone that is answered on some days."""
    hours = [stretch.split("-") for stretch in stretches]
    regular = [{"days": days, "opens": opens, "closes": closes} for opens, closes in hours]
    opening = {"regular": regular, "time_zone": "Asia/Shanghai"}
    return {"kind": "phone", "phone": "12345", "hours": opening}


def enabled(**days: str) -> dict[str, object]:
    return {"place": {"division": "320100"}, **days}


def provider(credit_code: str) -> dict[str, str]:
    return {"name": "某局", "credit_code": credit_code}


COUNTER = {**line(["workday"], "09:00-17:00"), "kind": "counter", "place": {"name": "大厅"}}


@pytest.mark.parametrize(
    ("fields", "broken"),
    [
        ({}, []),
        ({"promised_time": "5个工作日", "statutory_time": "20个工作日"}, []),
        ({"promised_time": "20个工作日", "statutory_time": "20个工作日"}, []),
        (
            {"promised_time": "21个工作日", "statutory_time": "20个工作日"},
            ["promised_within_statutory"],
        ),
        (
            {"promised_time": "5至25个工作日", "statutory_time": "20个工作日"},
            ["promised_within_statutory"],
        ),
        ({"promised_time": "1个月", "statutory_time": "60天"}, []),
        ({"promised_time": "60天", "statutory_time": "1个月"}, ["promised_within_statutory"]),
        ({"promised_time": "2个月", "statutory_time": "60天"}, []),  # 59 to 62 days
        ({"promised_time": "3个月", "statutory_time": "60天"}, ["promised_within_statutory"]),
        (
            {"promised_time": "21个工作日", "statutory_time": "20天"},
            ["promised_within_statutory"],
        ),
        ({"promised_time": "20个工作日", "statutory_time": "20天"}, []),  # it may take longer
        ({"promised_time": "300天", "statutory_time": "20个工作日"}, []),  # so many holidays
        ({"promised_time": "5天以上", "statutory_time": "1个月"}, ["promised_within_statutory"]),
        ({"promised_time": 0, "statutory_time": "20天"}, []),
        ({"promised_time": 30, "statutory_time": "20天"}, []),  # of what unit?
        ({"promised_time": "21个工作日"}, []),
        ({"handling": "immediate", "promised_time": "0个工作日"}, []),
        ({"handling": "promised", "promised_time": "5个工作日"}, []),
        ({"handling": "immediate"}, []),
        ({"handling": "immediate", "promised_time": "5个工作日"}, ["time_fits_handling"]),
        ({"handling": "promised", "promised_time": "0个工作日"}, ["time_fits_handling"]),
        ({"visits": 1, "visits_reason": "采集指纹"}, []),
        ({"visits": 1}, ["visits_have_reason"]),
        ({"visits": 0}, []),
        ({"visits": 0, "visits_reason": "采集指纹"}, ["no_visits_no_reason"]),
        ({"visits": 0, "channels": [COUNTER]}, ["no_visits_other_way"]),
        ({"visits": 0, "channels": [COUNTER, "post"]}, []),
        ({"visits": 0, "channels": ["web"]}, []),
        (
            {"visits": 1, "visits_reason": "采集指纹", "online_depth": "level_4"},
            ["whole_online_no_visits"],
        ),
        ({"visits": 0, "online_depth": "level_4"}, []),
        (
            {"fee": {"amount": 5, "currency": "CNY"}},
            ["fee_has_basis", "fee_says_online_payment"],
        ),
        (
            {"fee": {"amount": 5, "currency": "CNY", "basis": BASIS, "online_payment": False}},
            [],
        ),
        ({"fee": {"amount": 0, "currency": "CNY"}}, []),
        (
            {"fee": {"amount": 0, "currency": "CNY", "online_payment": True}},
            ["free_has_no_payment"],
        ),
        ({"fee": {"amount": 0, "currency": "CNY"}, "steps": ["form"]}, []),
        (
            {"fee": {"amount": 0, "currency": "CNY"}, "steps": ["form", "payment"]},
            ["free_has_no_payment_step"],
        ),
        ({"steps": ["payment"]}, []),
        ({"visits": 0, "steps": ["form", {"kind": "payment", "channel": "kiosk"}]}, []),
        ({"visits": 0, "steps": [{"kind": "collection", "required": False}]}, []),
        ({"visits": 0, "steps": [{"kind": "collection", "in_person": False}]}, []),
        ({"visits": 1, "visits_reason": "采集指纹", "steps": ["attendance"]}, []),
        ({"visits": 0, "steps": ["attendance"]}, ["no_visits_no_step_in_person"]),
        (
            {"visits": 0, "steps": [{"kind": "form", "channel": "counter"}]},
            ["no_visits_no_step_in_person"],
        ),
        (
            {"online_depth": "level_4", "steps": ["collection"]},
            ["whole_online_no_step_in_person"],
        ),
        ({"online_depth": "level_3", "steps": ["collection"]}, []),
        ({"steps": ["face_authentication"]}, []),
        ({"steps": ["face_authentication"], "authentication": "face"}, []),
        (
            {"steps": ["face_authentication"], "authentication": "phone"},
            ["face_step_needs_face_level"],
        ),
        (
            {
                "steps": [{"kind": "face_authentication", "required": False}],
                "authentication": "id",
            },
            [],
        ),
        ({"channels": ["counter"]}, ["counter_says_where_and_when"]),
        (
            {"channels": [{"kind": "counter", "place": {"name": "大厅"}}]},
            ["counter_says_where_and_when"],
        ),
        ({"channels": [COUNTER, "app"]}, []),
        ({"channels": ["phone"]}, ["phone_says_number"]),
        ({"channels": [{"kind": "phone", "phone": "12345"}]}, []),
        ({"channels": [line(["monday"], "09:00-12:00", "13:30-17:00")]}, []),
        (
            {"channels": [line(["monday"], "09:00-12:00", "11:30-17:00")]},
            ["hours_do_not_overlap"],
        ),
        (
            {"channels": [line(["friday"], "20:00-06:00", "22:00-23:00")]},
            ["hours_do_not_overlap"],
        ),
        ({"conditions": [AGE]}, []),
        ({"conditions": [AGE, "有住所"], "materials": [{"name": {"en": "ID card"}}]}, []),
        (
            {"conditions": [AGE], "materials": ["营业执照"]},
            ["conditions_proven_by_materials"],
        ),
        ({"conditions": [AGE], "materials": []}, ["conditions_proven_by_materials"]),
        ({"conditions": [], "materials": ["营业执照"]}, []),
        ({"materials": [{"name": "营业执照", "fetched": True}]}, []),
        (
            {"materials": [{"name": "营业执照", "fetched": True, "electronic": False}]},
            ["fetched_material_is_electronic"],
        ),
        ({"materials": [{"name": "营业执照", "electronic": False}]}, []),
        ({"outputs": ["护照", {"name": "许可证", "kind": "certificate"}]}, []),
        ({"outputs": [{"name": "许可证", "kind": "document"}]}, ["output_fits_its_name"]),
        (
            {"outputs": [{"name": "护士执业证书（副本）", "kind": "decision"}]},
            ["output_fits_its_name"],
        ),
        ({"outputs": [{"name": "缴费凭证", "kind": "document"}]}, []),
        ({"outputs": [{"name": "继承公证书", "kind": "document"}]}, []),
        ({"outputs": [{"name": "批复", "kind": "decision"}]}, []),
        ({"outputs": [{"name": "立项批文", "kind": "document"}]}, ["output_fits_its_name"]),
        ({"outputs": [{"name": "公文", "kind": "document"}]}, []),
        ({"outputs": [{"name": "公文", "kind": "certificate"}]}, ["output_fits_its_name"]),
        ({"outputs": [{"name": {"en": "Passport"}, "kind": "document"}]}, []),
        ({"valid_from": "2017-01-01", "valid_until": "2017-01-01"}, []),
        (
            {"valid_from": "2017-01-02", "valid_until": "2017-01-01"},
            ["validity_ends_after_it_begins"],
        ),
        ({"valid_from": "2017-01-01", "enabled_in": ["320100"]}, []),
        (
            {"valid_from": "2017-01-01", "enabled_in": [enabled(since="2016-12-31")]},
            ["enabled_while_valid"],
        ),
        (
            {"valid_until": "2017-12-31", "enabled_in": [enabled(until="2018-01-01")]},
            ["enabled_while_valid"],
        ),
        (
            {"valid_until": "2017-12-31", "enabled_in": [enabled(since="2018-01-01")]},
            ["enabled_while_valid"],
        ),
        (
            {"enabled_in": [enabled(since="2017-02-01", until="2017-01-01")]},
            ["enabled_while_valid"],
        ),
        ({"enabled_in": [enabled(since="2017-02-01", until="2017-02-01")]}, []),
        (
            {"valid_until": "2017-12-31", "enabled_in": [enabled(since="2017-01-01")]},
            [],
        ),
        ({"item_code": ITEM, "national_code": NATIONAL}, []),
        ({"item_code": "E-000004-001-11511301008778386B"}, ["item_code_is_regular"]),
        ({"item_code": ITEM, "provider": provider("115113010833722043")}, []),
        (
            {"item_code": ITEM, "provider": provider("11440100007483172Q")},
            ["codes_name_the_provider"],
        ),
        ({"national_code": NATIONAL, "provider": provider("11440100007483172Q")}, []),
        (
            {"national_code": NATIONAL, "provider": provider("115113010833722043")},
            ["codes_name_the_provider"],
        ),
        ({"item_code": ITEM, "provider": {"name": "区教科体局"}}, []),
        ({"item_code": ITEM, "area_served": [{"division": "511602"}]}, []),
        ({"item_code": ITEM, "area_served": [{"division": "511600"}]}, []),
        ({"item_code": ITEM, "area_served": [{"division": "511602101"}]}, []),  # a town of it
        ({"item_code": ITEM, "area_served": [{"name": "广安区"}]}, []),
        (
            {"item_code": ITEM, "area_served": [{"division": "320100"}]},
            ["item_code_lies_in_area"],
        ),
    ],
)
def test_what_does_not_fit_together_is_found(fields: dict[str, object], broken: list[str]):
    findings = check(Service(name="护照换发", **fields))
    assert [finding.rule for finding in findings] == broken
    for finding in findings:
        assert all(name in Service.model_fields for name in finding.fields)
        assert finding.message.get("zh")
        assert finding.message.get("en")


UNITS = {"day": "days", "workday": "workdays", "month": "months"}
LENGTHS = st.tuples(st.sampled_from(sorted(UNITS)), st.integers(0, 90))


@given(LENGTHS, LENGTHS, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_promise_that_is_found_too_long_ends_later_whenever_it_begins(
    promised: tuple[str, int], statutory: tuple[str, int], start: date
):
    service = Service(
        name="护照换发",
        promised_time=Figure.exact(promised[1], unit=promised[0]),
        statutory_time=Figure.exact(statutory[1], unit=statutory[0]),
    )
    calendar = WorkCalendar()
    due, allowed = (
        calendar.deadline(start, **{UNITS[unit]: number}) for unit, number in (promised, statutory)
    )
    if check(service):
        assert due > allowed


def test_local_practice_and_common_sense_are_not_passed_off_as_a_standard():
    sources = {"温州做法": Evidence.SECOND_HAND, "办事指南重点要素": Evidence.SECOND_HAND}
    for rule in ServiceRulebook.built_in("item-consistency").rules:
        origin = rule.article.partition("：")[0]
        assert rule.evidence is sources.get(origin, Evidence.FROM_MEMORY)
        assert origin in {*sources, "常理"}


def test_every_check_has_its_rule():
    rules = [rule.id for rule in ServiceRulebook.built_in("item-consistency").rules]
    assert sorted(rules) == sorted(CHECKS)


def built_in_text() -> str:
    folder = resources.files("mgov.services").joinpath("rulebooks")
    return folder.joinpath("item-consistency.toml").read_text("utf-8")


def test_a_users_own_rulebook_takes_the_rules_it_wants():
    head, *rules = built_in_text().split("[[rules]]")
    own = ServiceRulebook.parse("[[rules]]".join([head, rules[2]]))
    service = Service(name="护照换发", visits=1, fee={"amount": 5, "currency": "CNY"})
    assert [finding.rule for finding in check(service, rulebook=own)] == ["visits_have_reason"]


def test_a_rule_that_nothing_can_check_is_refused():
    text = built_in_text().replace('id = "fee_has_basis"', 'id = "fee_is_fair"')
    with pytest.raises(
        InvalidDataError, match=r"rules\.fee_is_fair: is no check that this library"
    ):
        ServiceRulebook.parse(text)


def test_an_unknown_rulebook_is_named():
    with pytest.raises(InvalidValueError, match="There is item-consistency"):
        check(Service(name="护照换发"), rulebook="wenzhou")
