"""Consolidation: which accounts went into which, and what cannot be followed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import Account, AccountDirectory, Consolidation
from mgov.errors import InvalidDataError, InvalidValueError

BEFORE, AFTER = date(2013, 1, 1), date(2017, 8, 17)


def account(identifier: str, into: str | None = None, **events: str) -> Account:
    return Account(
        identifier=identifier,
        platform="weibo",
        name=identifier,
        merged_into=into,
        events=[{"kind": kind, "on": on} for kind, on in events.items()],
    )


def directory(*accounts: Account) -> AccountDirectory:
    return AccountDirectory(accounts=accounts)


def nanjing() -> AccountDirectory:
    """Accounts of a police that went into one platform, as in Nanjing; their names are invented."""
    branches = [
        account(f"branch-{n:02}", "police", opened="2011-03-01", closed="2015-06-30")
        for n in range(11)
    ]
    return directory(
        *branches,
        account("traffic", "drivers", opened="2011-03-01", closed="2014-01-01"),
        account("drivers", "police", opened="2012-01-01", closed="2015-06-30"),
        account("fan-page", opened="2012-05-01", closed="2013-02-01"),
        account("police", opened="2014-05-01"),
        account("museum", opened="2016-05-01"),
    )


def test_many_accounts_become_one_platform_with_many_services():
    result = nanjing().consolidation(since=BEFORE, at=AFTER, services={"police": "26项"})
    assert (result.before, result.after, result.merged) == (14, 2, 13)
    [merger] = result.mergers
    assert merger.into == "police"
    assert "traffic" in merger.accounts
    assert merger.services is not None
    assert merger.services.value == 26
    assert result.ended == ("fan-page",)
    assert result.opened == ("museum", "police")


def test_the_change_is_exact_and_says_how_it_came_about():
    change = nanjing().consolidation(since=BEFORE, at=AFTER).change
    assert change.value == Fraction(-6, 7)
    assert change.unit == "growth"
    assert change.format("en", digits=3) == "-85.7% growth"
    assert "2 accounts ÷ 14 accounts − 1" in change.explain()


def test_moments_are_taken_for_the_days_that_they_show():
    at = datetime(2015, 6, 30, tzinfo=UTC)
    result = nanjing().consolidation(since=BEFORE, at=at)
    assert result.after == 1
    assert result.on == date(2015, 6, 30)


def test_of_a_chain_only_the_end_goes_on():
    chain = [account("a", "b"), account("b", "c"), account("c", "d"), account("d")]
    for accounts in (chain, chain[::-1]):
        [merger] = directory(*accounts).consolidation(since=BEFORE, at=AFTER).mergers
        assert (merger.into, merger.accounts) == ("d", ("a", "b", "c"))


def test_what_went_to_an_account_that_is_not_listed_is_merged_all_the_same():
    found = directory(account("a", "b"), account("b", "province"))
    [merger] = found.consolidation(since=BEFORE, at=AFTER).mergers
    assert (merger.into, merger.accounts) == ("province", ("a", "b"))
    assert [str(flaw) for flaw in found.merger_flaws()] == ["dangling: b > province"]


def test_what_was_merged_in_a_circle_has_just_ended():
    found = directory(account("b", "c"), account("c", "a"), account("a", "b"), account("x", "c"))
    result = found.consolidation(since=BEFORE, at=AFTER)
    assert result.mergers == ()
    assert result.ended == ("a", "b", "c", "x")
    assert [str(flaw) for flaw in found.merger_flaws()] == ["cycle: a > b > c > a"]


def test_mergers_that_can_be_followed_have_no_flaw():
    assert nanjing().merger_flaws() == ()


def test_an_account_that_still_works_is_not_merged_yet():
    found = directory(account("a", "b", opened="2011-01-01"), account("b"))
    result = found.consolidation(since=BEFORE, at=AFTER)
    assert (result.before, result.after, result.mergers) == (2, 2, ())


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(InvalidValueError, match="since: is later"):
        nanjing().consolidation(since=AFTER, at=BEFORE)


def test_services_of_an_account_that_none_went_into_are_refused():
    with pytest.raises(InvalidValueError, match="Those that go on are police"):
        nanjing().consolidation(since=BEFORE, at=AFTER, services={"museum": 3})
    with pytest.raises(InvalidValueError, match="Those that go on are none"):
        directory().consolidation(since=BEFORE, at=AFTER, services={"museum": 3})


def test_nothing_changes_by_a_part_where_there_was_nothing():
    result = directory(account("a", opened="2014-01-01")).consolidation(since=BEFORE, at=AFTER)
    with pytest.raises(InvalidValueError, match="before: is zero"):
        _ = result.change


def test_a_consolidation_has_to_come_out_even():
    with pytest.raises(InvalidDataError, match="does not come out even"):
        Consolidation(since=BEFORE, on=AFTER, before=3, after=1)


names = st.sampled_from([*"abcdefg"])


@given(st.dictionaries(names, st.none() | names), st.randoms())
def test_a_consolidation_comes_out_even_and_does_not_depend_on_the_order(
    into: dict[str, str | None], random: Random
):
    accounts = [account(each, None if each == to else to) for each, to in into.items()]
    result = directory(*accounts).consolidation(since=BEFORE, at=AFTER)
    assert result.before - result.merged - len(result.ended) + len(result.opened) == result.after
    flaws = directory(*accounts).merger_flaws()
    random.shuffle(accounts)
    assert directory(*accounts).consolidation(since=BEFORE, at=AFTER) == result
    assert directory(*accounts).merger_flaws() == flaws


@given(st.dictionaries(names, st.none() | names))
def test_every_merger_ends_where_none_goes_on_unless_it_has_a_flaw(into: dict[str, str | None]):
    accounts = [account(each, None if each == to else to) for each, to in into.items()]
    found = directory(*accounts)
    onward = {each.identifier: each.merged_into for each in accounts}
    for merger in found.consolidation(since=BEFORE, at=AFTER).mergers:
        assert onward.get(merger.into) is None
        for each in merger.accounts:
            here: str | None = each
            steps = 0
            while here != merger.into:
                assert here is not None
                here, steps = onward[here], steps + 1
                assert steps <= len(accounts)
