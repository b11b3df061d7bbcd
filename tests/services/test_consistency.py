"""What is said of a service has to fit together."""

from __future__ import annotations

from importlib import resources

import pytest

from mgov import Service
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import ServiceRulebook, check
from mgov.values.rulebook import Evidence

BASIS = {"title": "发改价格〔2017〕1186号"}


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
        ({"promised_time": "21个工作日", "statutory_time": "20天"}, []),  # not comparable
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
        ({"visits": 0, "channels": ["counter"]}, ["no_visits_other_way"]),
        ({"visits": 0, "channels": ["counter", "post"]}, []),
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
    ],
)
def test_what_does_not_fit_together_is_found(fields: dict[str, object], broken: list[str]):
    findings = check(Service(name="护照换发", **fields))
    assert [finding.rule for finding in findings] == broken
    for finding in findings:
        assert all(name in Service.model_fields for name in finding.fields)
        assert finding.message.get("zh")
        assert finding.message.get("en")


def test_local_practice_is_not_passed_off_as_a_standard():
    book = ServiceRulebook.built_in("item-consistency")
    for rule in book.rules:
        assert rule.evidence in {Evidence.SECOND_HAND, Evidence.FROM_MEMORY}
        assert rule.article.startswith("温州做法") is (rule.evidence is Evidence.SECOND_HAND)


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
