"""Duplicates: accounts that are on record twice, or one too many."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import Account, AccountDirectory, DuplicateKind

DAY = date(2019, 9, 30)


def account(identifier: str, **details: object) -> Account:
    usual = {"platform": "weibo", "name": f"账号{identifier}"}
    return Account.model_validate({**usual, **details, "identifier": identifier})


def found(*accounts: Account) -> list[str]:
    return [str(each) for each in AccountDirectory(accounts=accounts).duplicates()]


@pytest.mark.parametrize(
    ("one", "other"), [("jinan", "jinan"), ("@Jinan", "jinan"), ("ＪＩＮＡＮ", "jinan")]
)
def test_one_handle_on_one_platform_is_one_account(one: str, other: str):
    first, second = account("a", handle=one), account("b", handle=other)
    assert found(second, first) == ["same handle on weibo: a, b"]
    assert found(first, second.replace(platform="douyin")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://weibo.com/jinan", "http://weibo.com/jinan/"),
        ("https://weibo.com/", "https://WEIBO.com:443"),
        ("https://a.cn/?id=7#/x", "https://a.cn/?id=7#/x"),
    ],
)
def test_one_page_is_one_account_whatever_the_platform(one: str, other: str):
    first = account("a", address=one)
    second = account("b", address=other, platform="app")
    assert found(first, second) == ["same address: a, b"]


@pytest.mark.parametrize(
    "other", ["https://a.cn/?id=8#/x", "https://a.cn/?id=7#/y", "https://b.cn"]
)
def test_pages_that_differ_in_what_counts_are_several(other: str):
    assert found(account("a", address="https://a.cn/?id=7#/x"), account("b", address=other)) == []


def test_one_name_of_one_body_on_one_platform_is_one_account():
    operator = {"name": "济南市公安局"}
    first = account("a", name={"zh": "济南公安", "en": "Jinan Police"}, operator=operator)
    second = account("b", name="jinan  police", operator=operator)
    assert found(first, second) == ["same name on weibo: a, b", "same body on weibo: a, b"]
    assert found(first, second.replace(operator={"name": "济南交警"})) == []
    assert found(first, second.replace(operator=None), account("c", name="济南公安")) == []
    assert found(first, second.replace(platform="wechat_official")) == []


def test_a_name_that_is_the_same_in_two_languages_is_one_duplicate():
    name = {"zh": "济南12345", "en": "济南12345"}
    operator = {"name": "济南市人民政府"}
    same = [account(each, name=name, operator=operator) for each in "ab"]
    assert found(*same) == ["same name on weibo: a, b", "same body on weibo: a, b"]


def test_a_body_is_one_also_where_its_records_differ():
    listed = {"name": "济南市公安局", "site_code": "3701000007"}
    directory = AccountDirectory(
        accounts=[
            account("a", operator={"name": "济南市公安局"}),
            account("b", operator={"name": "市公安局", "site_code": "3701000007"}),
        ],
        bodies=[listed],
    )
    [duplicate] = directory.duplicates()
    assert duplicate.kind is DuplicateKind.BODY
    unlisted = directory.replace(bodies=[])
    assert unlisted.duplicates() == ()


def test_what_is_closed_is_no_duplicate_of_what_goes_on():
    closed = account("a", handle="jinan", events=[{"kind": "closed", "on": DAY}])
    directory = AccountDirectory(accounts=[closed, account("b", handle="jinan")])
    assert directory.duplicates(at=DAY) == ()
    assert len(directory.duplicates()) == 1


accounts = st.lists(
    st.builds(
        lambda handle, name, operator, address: {
            "handle": handle,
            "name": name,
            "operator": operator,
            "address": address,
        },
        handle=st.sampled_from([None, "a", "@A", "b"]),
        name=st.sampled_from(["甲", "乙", " 甲"]),
        operator=st.sampled_from([None, {"name": "局"}, {"name": "厅"}]),
        address=st.sampled_from([None, "https://a.cn", "http://a.cn/", "https://b.cn"]),
    ),
    max_size=7,
).map(lambda rows: [account(str(n), **row) for n, row in enumerate(rows)])


@given(accounts, st.randoms())
def test_duplicates_do_not_depend_on_the_order(them: list[Account], random: Random):
    shuffled = list(them)
    random.shuffle(shuffled)
    assert found(*them) == found(*shuffled)


@given(accounts)
def test_accounts_are_duplicates_exactly_if_two_of_them_alone_are(them: list[Account]):
    def pairs(duplicates: object) -> set[tuple[object, str, str]]:
        return {
            (each.kind, one, other)
            for each in duplicates
            for one in each.accounts
            for other in each.accounts
            if one != other
        }

    every = AccountDirectory(accounts=them).duplicates()
    by_two = (
        AccountDirectory(accounts=[one, other]).duplicates()
        for one in them
        for other in them
        if one is not other
    )
    assert pairs(every) == set().union(*map(pairs, by_two))
