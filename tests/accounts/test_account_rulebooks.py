from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mgov.accounts import Account, AccountRulebook, Platform, Post, Severity, audit
from mgov.values.rulebook import Evidence

AT = datetime(2025, 5, 16, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def vetoes(name: str) -> list[object]:
    return [rule for rule in AccountRulebook.built_in(name).rules if rule.severity is Severity.VETO]


@pytest.mark.parametrize("name", AccountRulebook.available())
def test_a_built_in_rulebook_cites_its_source_and_claims_no_more_than_it_knows(name: str):
    book = AccountRulebook.built_in(name)
    assert all(rule.article for rule in book.rules)
    assert {rule.evidence for rule in book.rules} <= {Evidence.SECOND_HAND, Evidence.FROM_MEMORY}


def test_portals_have_the_vetoes_of_all_websites():
    assert vetoes("cn-2019-portal") == vetoes("cn-2019-website")


def test_every_platform_has_the_rules_of_one_national_rulebook():
    for platform in Platform:
        books = [AccountRulebook.built_in(name) for name in ("cn-2019", "cn-2019-website")]
        assert [book.is_for(platform) for book in books].count(True) == 1


def test_the_three_months_of_the_website_rule_are_no_rule_for_accounts():
    assert not [rule for rule in AccountRulebook.built_in("cn-2019").rules if rule.messages]
    site = AccountRulebook.built_in("cn-2019-website")
    [rule] = [rule for rule in site.rules if rule.messages]
    assert rule.messages is not None
    assert (rule.messages.answered_within.months, rule.messages.at_least) == (3, 1)


def test_the_deductions_of_a_portal_add_up_to_full_marks():
    book = AccountRulebook.built_in("cn-2019-portal")
    limits = [
        rule.points.at_most
        for rule in book.rules
        if rule.severity is Severity.DEDUCTION and rule.points is not None
    ]
    assert book.scoring is not None
    assert sum(filter(None, limits)) == book.scoring.full


def test_a_county_fails_an_account_that_the_nation_passes():
    account = Account(identifier="a", platform="wechat_official", name="某镇")
    posts = [Post(identifier="1", account="a", published=AT - timedelta(days=12))]
    outcomes = [
        audit(account, posts, at=AT, rulebook=name).result("silent").outcome.value
        for name in ("cn-2019", "cn-minhou-2024")
    ]
    assert outcomes == ["kept", "broken"]
    assert AccountRulebook.built_in("cn-minhou-2024").in_force(on=date(2025, 5, 16))
