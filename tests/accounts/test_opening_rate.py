"""The opening rate: bodies with a working account, of the bodies that should have one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import Account, AccountAudit, AccountDirectory, OpeningRate
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.figures import Basis, Figure
from mgov.values.organization import Organization

DAY = date(2019, 9, 30)
DIVISIONS = {
    "济南市": "370100",
    "济阳区": "370115",
    "商河县": "370126",
    "南京市": "320100",
    "玄武区": "320102",
    "山东省": "370000",
}
BODIES = [
    *(Organization(name=name, area_served={"division": code}) for name, code in DIVISIONS.items()),
    Organization(name="某协会"),
]


def account(operator: str | None, platform: str = "weibo", **details: object) -> Account:
    usual: dict[str, object] = {
        "identifier": f"{platform}:{operator}",
        "platform": platform,
        "name": f"{operator}发布",
        "operator": None if operator is None else {"name": operator},
    }
    return Account.model_validate(usual | details)


def directory(*accounts: Account) -> AccountDirectory:
    return AccountDirectory(accounts=accounts, bodies=BODIES)


def names(bodies: tuple[Organization, ...]) -> list[str]:
    return [str(each.name) for each in bodies]


def audited(
    account: str, *, passed: bool | None, at: str = "2019-09-30T09:00:00+08:00"
) -> AccountAudit:
    outcome = {True: "kept", False: "broken", None: "not_checked"}[passed]
    result = {
        "rule": "silent",
        "article": "第2项",
        "title": "内容不更新",
        "severity": "veto",
        "outcome": outcome,
        "reason": "。",
    }
    return AccountAudit(
        account=account, at=at, rulebook="cn-2019", status="active", results=[result]
    )


def test_a_body_counts_once_however_many_accounts_it_has():
    found = directory(
        account("济南市"), account("济南市", "douyin"), account("商河县"), account(None)
    )
    rate = found.opening_rate(at=DAY)
    assert (rate.having.value, rate.bodies.value) == (2, 7)
    assert rate.share.value == Fraction(2, 7)
    assert rate.share.basis is Basis.EXACT
    assert rate.on == DAY
    assert names(rate.missing) == ["济阳区", "南京市", "玄武区", "山东省", "某协会"]
    assert rate.undecided == ()
    assert "2 bodies ÷ 7 bodies is exactly 2/7" in rate.share.explain()


@pytest.mark.parametrize(
    ("details", "having"),
    [
        ({}, 1),
        ({"events": [{"kind": "opened", "on": "2019-09-30"}]}, 1),
        ({"events": [{"kind": "opened", "on": "2019-10-01"}]}, 0),
        ({"events": [{"kind": "filed", "on": "2019-01-01"}]}, 0),
        ({"events": [{"kind": "suspended", "on": "2019-09-30"}]}, 0),
        ({"events": [{"kind": "closed", "on": "2019-10-01"}]}, 1),
        ({"merged_into": "x"}, 0),
        ({"merged_into": "x", "events": [{"kind": "opened", "on": "2019-01-01"}]}, 1),
    ],
)
def test_only_accounts_that_work_on_the_day_count(details: dict[str, object], having: int):
    rate = directory(account("济南市", **details)).opening_rate(at=DAY)
    assert rate.having.value == having


def test_a_moment_is_taken_for_the_day_that_it_shows():
    closed = account("济南市", events=[{"kind": "closed", "on": "2019-09-30"}])
    late = datetime(2019, 9, 29, 23, tzinfo=UTC)
    assert directory(closed).opening_rate(at=late).having.value == 1
    with pytest.raises(InvalidValueError, match="has no time zone"):
        directory(closed).opening_rate(at=late.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("scope", "having", "bodies"),
    [
        ({"platform": "douyin"}, 1, 7),
        ({"platform": "kuaishou"}, 0, 7),
        ({"level": "county"}, 1, 3),
        ({"level": "province"}, 0, 1),
        ({"region": "37"}, 2, 4),
        ({"region": "370100"}, 2, 3),
        ({"region": "320102"}, 0, 1),
        ({"region": "370100", "level": "county", "platform": "weibo"}, 1, 2),
    ],
)
def test_bodies_and_accounts_can_be_limited(scope: dict[str, str], having: int, bodies: int):
    found = directory(account("济南市", "douyin"), account("商河县"))
    rate = found.opening_rate(at=DAY, **scope)
    assert (rate.having.value, rate.bodies.value) == (having, bodies)
    assert rate.model_dump(include=set(scope), mode="json") == {
        **scope,
        **({"region": scope["region"].ljust(6, "0")} if "region" in scope else {}),
    }


def test_a_limit_that_there_is_not_is_refused():
    with pytest.raises(InvalidDataError, match="level: is not one of the known values"):
        directory().opening_rate(at=DAY, level="continent")


def test_without_bodies_there_is_no_rate():
    with pytest.raises(InvalidValueError, match="bodies: lists no such body"):
        directory().opening_rate(at=DAY, level="village")
    with pytest.raises(InvalidValueError, match="give their number as total"):
        AccountDirectory(accounts=[account("济南市")]).opening_rate(at=DAY)


# --- bodies of which only the number is known ----------------------------------------------------


def test_bodies_may_be_known_by_their_number_alone():
    rate = directory(account("商河县"), account("玄武区")).opening_rate(
        at=DAY, level="county", total="2800多个"
    )
    assert rate.share.interval == (Figure.exact(2) / Figure.parse("2800多个")).interval
    assert rate.share.basis is Basis.CONVENTION
    assert names(rate.missing) == ["济阳区"]


def test_where_no_body_is_listed_the_operators_are_counted():
    fuller = account("商河县", "douyin").replace(operator={"name": "商河县", "level": "county"})
    accounts = [account("商河县"), fuller, account("济南市"), account(None)]
    for order in (accounts, accounts[::-1]):
        found = AccountDirectory(accounts=order)
        assert found.opening_rate(at=DAY, total=10).share.value == Fraction(1, 5)
        # What one record of a body tells, holds for the body.
        county = found.opening_rate(at=DAY, total=10, level="county", platform="weibo")
        assert county.share.value == Fraction(1, 10)
        assert county.missing == ()


@pytest.mark.parametrize(
    ("total", "said"),
    [
        ("40%", "total: is in the unit share and counts nothing"),
        ("3个工作日", "total: is in the unit workday and counts nothing"),
        ("5分钟", "total: is in the unit min and counts nothing"),
        (-3, "total: may be below zero"),
        (0, "may be zero, and nothing is a part of nothing"),
        (1, "is smaller than a part of it"),
    ],
)
def test_a_number_that_cannot_be_that_of_bodies_is_refused(total: int | str, said: str):
    found = directory(account("商河县"), account("玄武区"))
    with pytest.raises((InvalidDataError, InvalidValueError), match=said):
        found.opening_rate(at=DAY, total=total)


def test_a_number_without_a_value_gives_a_share_without_one():
    rate = OpeningRate(on=DAY, bodies=Figure.between(30, 40), having=30)
    assert rate.share.value is None
    assert (rate.share.low, rate.share.high) == (Fraction(3, 4), 1)
    # There are at least as many bodies as have an account, so all of them may.
    assert OpeningRate(on=DAY, bodies="近3000个", having=30).share.high == 1


# --- accounts that passed ------------------------------------------------------------------------


def test_an_account_that_no_audit_has_decided_on_leaves_the_rate_open():
    found = directory(
        account("济南市"),
        account("商河县"),
        account("玄武区"),
        account("南京市"),
        account("山东省"),
    )
    audits = [
        audited("weibo:济南市", passed=True),
        audited("weibo:商河县", passed=False),
        audited("weibo:玄武区", passed=None),
        audited("weibo:南京市", passed=True),
    ]
    rate = found.opening_rate(at=DAY, audits=iter(audits))
    assert (rate.having.low, rate.having.high) == (2, 4)
    assert (rate.share.low, rate.share.high) == (Fraction(2, 7), Fraction(4, 7))
    assert names(rate.undecided) == ["玄武区", "山东省"]
    assert names(rate.missing) == ["济阳区", "商河县", "某协会"]
    [*by_platform] = found.opening_rates("platform", at=DAY, audits=audits)
    assert [each.having for each in by_platform] == [rate.having]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_one_account_that_passed_is_enough(order: tuple[int, int]):
    accounts = [account("济南市"), account("济南市", "douyin")]
    found = directory(*(accounts[n] for n in order))
    rate = found.opening_rate(at=DAY, audits=[audited("douyin:济南市", passed=True)])
    assert rate.having.value == 1


@pytest.mark.parametrize(
    ("audits", "low", "high"),
    [
        # The newest counts, whatever the order.
        ([(True, "2019-07-01"), (False, "2019-09-01")], 0, 0),
        ([(False, "2019-09-01"), (True, "2019-07-01")], 0, 0),
        ([(False, "2019-07-01"), (True, "2019-09-01")], 1, 1),
        # What is to come does not.
        ([(True, "2019-09-30"), (False, "2019-10-01")], 1, 1),
        # By several rulebooks at once, the worst does.
        ([(True, "2019-09-01"), (False, "2019-09-01")], 0, 0),
        ([(None, "2019-09-01"), (False, "2019-09-01"), (True, "2019-09-01")], 0, 0),
        ([(None, "2019-09-01"), (True, "2019-09-01")], 0, 1),
        ([(True, "2019-09-01"), (True, "2019-09-01")], 1, 1),
    ],
)
@pytest.mark.parametrize("at", [DAY, datetime(2019, 9, 30, 12, tzinfo=UTC)])
def test_the_newest_audit_of_an_account_decides(
    audits: list[tuple[bool | None, str]], low: int, high: int, at: date
):
    made = [audited("weibo:济南市", passed=how, at=f"{day}T09:00:00+08:00") for how, day in audits]
    rate = directory(account("济南市")).opening_rate(at=at, audits=made)
    assert (rate.having.low, rate.having.high) == (low, high)


# --- tables --------------------------------------------------------------------------------------


def table(rates: tuple[OpeningRate, ...]) -> list[tuple[object, ...]]:
    return [
        (rate.level, rate.region, rate.platform, rate.having.value, rate.bodies.value)
        for rate in rates
    ]


def test_rates_are_told_apart_by_level():
    found = directory(account("商河县"), account("某协会"))
    assert table(found.opening_rates("level", at=DAY)) == [
        ("province", None, None, 0, 1),
        ("prefecture", None, None, 0, 2),
        ("county", None, None, 1, 3),
        (None, None, None, 1, 1),
    ]


def test_rates_are_told_apart_by_regions_of_any_level():
    found = directory(account("商河县"))
    assert table(found.opening_rates("region", at=DAY)) == [
        (None, "320000", None, 0, 2),
        (None, "370000", None, 1, 4),
        (None, None, None, 0, 1),
    ]
    # A province lies in no prefecture.
    assert table(found.opening_rates("region", at=DAY, division="prefecture")) == [
        (None, "320100", None, 0, 2),
        (None, "370100", None, 1, 3),
        (None, None, None, 0, 2),
    ]


def test_rates_are_told_apart_by_platform_and_by_combinations():
    found = directory(account("商河县"), account("济南市", "douyin"))
    assert table(found.opening_rates("platform", at=DAY)) == [
        (None, None, "weibo", 1, 7),
        (None, None, "douyin", 1, 7),
    ]
    combined = table(found.opening_rates("platform", "level", "region", at=DAY))
    assert combined[:2] == [
        ("province", "370000", "weibo", 0, 1),
        ("prefecture", "320000", "weibo", 0, 1),
    ]
    assert len(combined) == 2 * 6


@pytest.mark.parametrize(
    ("by", "options", "said"),
    [
        ((), {}, "by: has too few items"),
        (("color",), {}, "by.0: is not one of the known values"),
        (("region",), {"division": "continent"}, "division: is not one of the known values"),
    ],
)
def test_a_table_of_what_there_is_not_is_refused(
    by: tuple[str, ...], options: dict[str, str], said: str
):
    with pytest.raises(InvalidDataError, match=said):
        directory().opening_rates(*by, at=DAY, **options)


# --- laws ----------------------------------------------------------------------------------------

operators = st.sampled_from([None, "某村", *(str(each.name) for each in BODIES)])
statuses = st.sampled_from([[], [{"kind": "closed", "on": "2019-01-01"}]])
many = st.lists(
    st.tuples(operators, st.sampled_from(["weibo", "douyin", "app"]), statuses), max_size=9
).map(
    lambda rows: [
        account(operator, platform, events=events, identifier=str(n))
        for n, (operator, platform, events) in enumerate(rows)
    ]
)
verdicts = st.dictionaries(
    st.integers(0, 9).map(str), st.sampled_from([True, False, None]), max_size=9
)


@given(many, st.none() | verdicts, st.randoms())
def test_an_opening_rate_is_a_share_and_does_not_depend_on_any_order(
    accounts: list[Account], passed: dict[str, bool | None] | None, random: Random
):
    audits = None if passed is None else [audited(each, passed=how) for each, how in passed.items()]
    rate = directory(*accounts).opening_rate(at=DAY, audits=audits)
    assert 0 <= rate.share.low <= rate.share.high <= 1
    certain = len(BODIES) - len(rate.missing) - len(rate.undecided)
    assert (rate.having.low, rate.having.high) == (certain, certain + len(rate.undecided))

    bodies = list(BODIES)
    for each in (accounts, bodies, audits or []):
        random.shuffle(each)
    again = AccountDirectory(accounts=accounts, bodies=bodies).opening_rate(at=DAY, audits=audits)
    assert again.share == rate.share
    assert set(again.missing) == set(rate.missing)


@given(many)
def test_the_bodies_of_a_table_are_all_bodies_each_once(accounts: list[Account]):
    found = directory(*accounts)
    whole = found.opening_rate(at=DAY)
    for by in ("level", "region"):
        rates = found.opening_rates(by, at=DAY)
        assert sum(rate.bodies.value or 0 for rate in rates) == whole.bodies.value
        assert sum(rate.having.value or 0 for rate in rates) == whole.having.value
    for rate in found.opening_rates("platform", at=DAY):
        assert rate.bodies == whole.bodies
        assert (rate.having.value or 0) <= (whole.having.value or 0)
