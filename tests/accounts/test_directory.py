"""Directories: whose an account is, and which accounts are nobody's."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import Account, AccountDirectory, OrphanReason, Platform
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.organization import Organization

DAY = date(2019, 9, 30)
CODE, OTHER_CODE = "113701000041888355", "11370000004188830Q"


def body(name: str, **details: object) -> Organization:
    return Organization.model_validate({"name": name, **details})


def serving(division: str) -> dict[str, object]:
    return {"area_served": {"division": division}}


def account(identifier: str, operator: Organization | None = None, **details: object) -> Account:
    return Account.model_validate(
        {"platform": "weibo", "name": "某县发布", **details}
        | {"identifier": identifier, "operator": operator}
    )


def test_a_directory_is_a_sequence_of_its_accounts():
    directory = AccountDirectory(accounts=[account("b"), account("a")])
    assert [each.identifier for each in directory] == ["b", "a"]
    assert len(directory) == 2
    assert directory.account("a") is directory.accounts[1]
    assert AccountDirectory.model_validate_json(directory.model_dump_json()) == directory


def test_an_unknown_identifier_is_refused():
    with pytest.raises(InvalidValueError, match="has no account c"):
        AccountDirectory(accounts=[account("a")]).account("c")


def test_all_that_is_listed_twice_is_said_at_once():
    with pytest.raises(InvalidDataError) as caught:
        AccountDirectory(
            accounts=[account("a"), account("b"), account("a"), account("a")],
            bodies=[
                body("甲局", site_code="3701000001"),
                body("甲局（新）", site_code="3701000001"),
                body("乙局"),
                body("乙 局"),
            ],
        )
    assert [(each.field, each.code) for each in caught.value.problems] == [
        ("accounts.2.identifier", "account_twice"),
        ("accounts.3.identifier", "account_twice"),
        ("bodies.1", "body_twice"),
        ("bodies.3", "body_twice"),
    ]


def test_bodies_of_one_name_are_told_apart_by_what_they_serve():
    directory = AccountDirectory(
        accounts=[],
        bodies=[body("民政局", **serving("370101")), body("民政局", **serving("370102"))],
    )
    assert len(directory.bodies) == 2


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        (body("别名", site_code="3701000001"), "甲局"),
        (body("甲局"), "甲局"),
        (body("甲 局"), "甲局"),
        (body("ＪＩＡ　Bureau"), "甲局"),
        (body("甲"), "甲局"),
        (body("甲局", **serving("370100")), "甲局"),
        (body("乙局"), "乙局"),
        (body("乙局", **serving("370102")), "乙局"),
        (body("丙局", codes=[{"scheme": "local", "code": "7"}]), "丁局"),
    ],
)
def test_an_account_belongs_to_the_body_that_its_operator_is(operator: Organization, expected: str):
    directory = AccountDirectory(
        accounts=[account("a", operator)],
        bodies=[
            body("甲局", site_code="3701000001", alternative_names=["Jia Bureau", "甲"]),
            body("乙局", **serving("370102")),
            body("丁局", codes=[{"scheme": "local", "code": "7"}]),
        ],
    )
    found = directory.body_of(directory.accounts[0])
    assert found is not None
    assert str(found.name) == expected
    assert directory.orphans() == ()


@pytest.mark.parametrize(
    ("operator", "reason"),
    [
        (None, OrphanReason.NO_OPERATOR),
        (body("丙局"), OrphanReason.OPERATOR_NOT_LISTED),
        # A code that differs outweighs the name, and so does the division.
        (body("甲局", site_code="3701000009"), OrphanReason.OPERATOR_NOT_LISTED),
        (body("民政局", **serving("370103")), OrphanReason.OPERATOR_NOT_LISTED),
        (body("民政局"), OrphanReason.OPERATOR_AMBIGUOUS),
        (
            body("甲局", site_code="3701000001", codes=[{"scheme": "local", "code": "7"}]),
            OrphanReason.OPERATOR_AMBIGUOUS,
        ),
    ],
)
def test_an_account_that_no_one_body_answers_for_is_an_orphan(
    operator: Organization | None, reason: OrphanReason
):
    directory = AccountDirectory(
        accounts=[account("a", operator)],
        bodies=[
            body("甲局", site_code="3701000001"),
            body("丁局", codes=[{"scheme": "local", "code": "7"}]),
            body("民政局", **serving("370101")),
            body("民政局", **serving("370102")),
        ],
    )
    [orphan] = directory.orphans()
    assert (orphan.account, orphan.reason) == ("a", reason)
    assert orphan.operator == (None if operator is None else operator.name)
    assert directory.body_of(directory.accounts[0]) is None


def by_comparing_all(operator: Organization, bodies: list[Organization]) -> str | None:
    """Say whose an operator is as the directory documents it: a code decides, else the name."""

    def codes(body: Organization) -> dict[str, str]:
        return {each.scheme: each.code for each in body.codes}

    def may_be(each: Organization) -> bool:
        contradicted = any(
            codes(each).get(scheme, code) != code for scheme, code in codes(operator).items()
        )
        apart = None not in {each.division, operator.division}
        return not contradicted and not (apart and each.division != operator.division)

    same = [each for each in bodies if codes(each).items() & codes(operator).items()]
    found = same or [each for each in bodies if each.name == operator.name and may_be(each)]
    return found[0].identifier if len(found) == 1 else None


offices = st.builds(
    lambda name, code, division: body(
        name,
        **({} if code is None else {"codes": [{"scheme": "s", "code": code}]}),
        **({} if division is None else serving(division)),
    ),
    st.sampled_from(["教育局", "公安局"]),
    st.sampled_from([*"12345", None]),
    st.sampled_from(["370102", "370103", None]),
)


@given(
    offices,
    st.lists(offices, max_size=8, unique_by=lambda each: each.identifier),
)
def test_whose_an_account_is_can_be_told_by_comparing_all_bodies(
    operator: Organization, them: list[Organization]
):
    listed = [each for each in them if each.identifier is not None]
    directory = AccountDirectory(accounts=[account("a", operator)], bodies=listed)
    found = directory.body_of(directory.account("a"))
    assert (found and found.identifier) == by_comparing_all(operator, listed)


def test_where_no_bodies_are_listed_only_accounts_without_an_operator_are_orphans():
    directory = AccountDirectory(accounts=[account("a", body("甲局")), account("b")])
    assert [orphan.account for orphan in directory.orphans()] == ["b"]


def test_orphans_can_be_limited_to_accounts_that_work():
    closed = account("a", events=[{"kind": "closed", "on": DAY}])
    directory = AccountDirectory(accounts=[closed])
    assert len(directory.orphans()) == len(directory.orphans(at=date(2019, 9, 29))) == 1
    assert directory.orphans(at=DAY) == ()


def test_the_real_inventory_of_a_city_is_counted_by_platform():
    # Jinan, third quarter of 2019; platforms of no name here count as other ones.
    reported = {
        Platform.WECHAT_OFFICIAL: 218,
        Platform.WEIBO: 67,
        Platform.TOUTIAO: 13,
        Platform.OTHER: 7,
        Platform.DOUYIN: 6,
        Platform.APP: 3,
    }
    directory = AccountDirectory(
        accounts=[
            account(f"{platform}-{n}", platform=platform)
            for platform, number in reported.items()
            for n in range(number)
        ]
    )
    assert len(directory) == 314
    counts = directory.count_by_platform()
    assert list(counts.items()) == list(reported.items())
    assert directory.count_by_platform(at=DAY) == counts


@given(st.permutations(range(6)))
def test_the_order_of_accounts_and_bodies_does_not_decide_whose_an_account_is(order: list[int]):
    bodies = [
        body("甲局", site_code="3701000001"),
        body("甲局", **serving("370102")),
        body("乙局"),
        body("丙局", alternative_names=["乙局"], **serving("370103")),
        body("丁局"),
        body("戊局", alternative_names=["丁局", "甲局"]),
    ]
    operators = [body("甲局"), body("乙局"), body("丁局"), body("戊局"), body("丙局"), None]
    accounts = [account(str(n), operator) for n, operator in enumerate(operators)]

    def owners(directory: AccountDirectory) -> dict[str, object]:
        return {each.identifier: directory.body_of(each) for each in directory}

    first = AccountDirectory(accounts=accounts, bodies=bodies)
    second = AccountDirectory(
        accounts=[accounts[n] for n in order], bodies=[bodies[n] for n in order]
    )
    assert owners(first) == owners(second)
    assert {o.account: o for o in first.orphans()} == {o.account: o for o in second.orphans()}
