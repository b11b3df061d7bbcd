from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import (
    Account,
    AccountEvent,
    AccountEventKind,
    AccountStatus,
    Platform,
    Verification,
)
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.addressable import Addressable

DAY = date(2017, 8, 17)
BEIJING = ZoneInfo("Asia/Shanghai")


def account(*events: tuple[str, int]) -> Account:
    """An account to which things happened so many days after the day."""
    return Account(
        identifier="njga",
        platform=Platform.WEIBO,
        handle="njga",
        name="平安南京",
        address="https://weibo.example.cn/njga",
        events=[AccountEvent(kind=kind, on=DAY + timedelta(days=n)) for kind, n in events],
    )


def statuses(it: Account, days: int) -> str:
    return " ".join(it.status_at(DAY + timedelta(days=n)) for n in range(-1, days))


def test_an_account_is_addressable():
    assert isinstance(account(), Addressable)


def test_an_account_survives_json():
    it = account(("filed", 0), ("opened", 1)).replace(
        verification=Verification(by="新浪微博", since=DAY),
        operator={"name": "南京市公安局"},
        merged_into="nj",
    )
    assert Account.model_validate_json(it.model_dump_json()) == it


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], "unknown unknown unknown unknown"),
        ([("opened", 0)], "not_opened active active active"),
        ([("filed", 0), ("opened", 1)], "not_opened filed active active"),
        ([("filed", 0), ("closed", 1)], "not_opened filed closed closed"),
        ([("filed", 0), ("filed", 1)], "not_opened filed filed filed"),
        ([("opened", 0), ("filed", 1)], "not_opened active active active"),
        ([("opened", 0), ("suspended", 1)], "not_opened active suspended suspended"),
        ([("suspended", 0), ("filed", 1), ("resumed", 2)], "unknown suspended suspended active"),
        ([("resumed", 1), ("closed", 2)], "unknown unknown active closed"),
        ([("closed", 0)], "unknown closed closed closed"),
        ([("filed", 0), ("changed", 1), ("opened", 2)], "not_opened filed filed active"),
        ([("opened", 0), ("changed", 1), ("changed", 1)], "not_opened active active active"),
        ([("suspended", 0), ("changed", 1)], "unknown suspended suspended suspended"),
        ([("changed", 0), ("opened", 2)], "unknown unknown unknown active"),
        ([("opened", 1), ("suspended", 1)], "not_opened not_opened suspended suspended"),
    ],
)
def test_the_status_follows_from_the_events(events: list[tuple[str, int]], expected: str):
    assert statuses(account(*events), 3) == expected


@pytest.mark.parametrize(
    "events",
    [
        [("opened", 0), ("opened", 1)],
        [("opened", 0), ("resumed", 1)],
        [("suspended", 0), ("suspended", 1)],
        [("filed", 0), ("suspended", 1)],
        [("closed", 0), ("opened", 1)],
        [("closed", 0), ("filed", 1)],
        [("closed", 0), ("changed", 1)],
    ],
)
def test_events_that_cannot_follow_each_other_are_refused(events: list[tuple[str, int]]):
    with pytest.raises(InvalidDataError) as error:
        account(*events)
    [problem] = error.value.problems
    assert (problem.field, problem.code) == ("events", "account_event_order")


def test_an_impossible_event_is_told_with_its_day():
    with pytest.raises(InvalidDataError) as error:
        account(("closed", 0), ("opened", 1))
    assert str(error.value.problems[0]) == (
        "events: was opened on 2017-08-18 while it was closed. "
        "Correct the days; an account that is opened anew is another account."
    )


@given(st.permutations([("filed", 0), ("opened", 1), ("suspended", 2), ("resumed", 3)]))
def test_events_may_be_given_in_any_order(events: list[tuple[str, int]]):
    it = account(*events)
    assert [event.kind.value for event in it.events] == ["filed", "opened", "suspended", "resumed"]


@given(st.lists(st.tuples(st.sampled_from(AccountEventKind), st.integers(0, 20)), max_size=4))
def test_what_happens_later_does_not_change_what_was(events: list[tuple[str, int]]):
    try:
        whole = account(*events)
    except InvalidDataError:
        return
    for event in whole.events:
        until = whole.replace(events=[each for each in whole.events if each.on <= event.on])
        assert until.status_at(event.on) == whole.status_at(event.on)


@pytest.mark.parametrize(
    ("events", "alone_and_merged"),
    [
        ([], (True, False)),
        ([("changed", 0)], (True, False)),
        ([("opened", 0)], (True, True)),  # it goes on until it is closed
        ([("filed", 0)], (False, False)),
        ([("opened", 1)], (False, False)),
        ([("suspended", 0)], (False, False)),
        ([("closed", 0)], (False, False)),
    ],
)
def test_an_account_works_if_nothing_says_otherwise(
    events: list[tuple[str, int]], alone_and_merged: tuple[bool, bool]
):
    it = account(*events)
    merged = it.replace(merged_into="nj")
    assert (it.works_on(DAY), merged.works_on(DAY)) == alone_and_merged


def test_the_day_of_a_moment_is_that_of_its_own_zone():
    it = account(("opened", 0))
    evening = datetime(2017, 8, 16, 23, tzinfo=UTC)
    assert it.status_at(evening) is AccountStatus.NOT_OPENED
    assert it.status_at(evening.astimezone(BEIJING)) is AccountStatus.ACTIVE


def test_a_moment_without_a_zone_has_no_day():
    naive = datetime(2017, 8, 17)  # noqa: DTZ001 -- the mistake that is meant
    for ask in (
        account().status_at,
        account().works_on,
        account().running_since,
        Verification().counts_on,
    ):
        with pytest.raises(InvalidValueError) as error:
            ask(naive)
        assert error.value.code == "timezone_aware"


def test_the_days_of_opening_and_closing_are_read_from_the_events():
    assert (account().opened_on, account().closed_on) == (None, None)
    it = account(("opened", 0), ("suspended", 2), ("closed", 9))
    assert (it.opened_on, it.closed_on) == (DAY, date(2017, 8, 26))


def test_an_account_runs_since_it_was_opened_or_resumed():
    it = account(("opened", 0), ("suspended", 2), ("resumed", 5))
    days = [it.running_since(DAY + timedelta(days=n)) for n in (-1, 0, 4, 5)]
    assert days == [None, DAY, DAY, date(2017, 8, 22)]


def test_an_account_is_not_merged_into_itself():
    with pytest.raises(InvalidDataError) as error:
        account().replace(merged_into="njga")
    assert error.value.problems[0].code == "merged_into_self"


@pytest.mark.parametrize(
    ("verification", "counts"),
    [
        (Verification(), True),
        (Verification(since=DAY, until=DAY), True),
        (Verification(since=DAY + timedelta(days=1)), False),
        (Verification(until=DAY - timedelta(days=1)), False),
    ],
)
def test_a_verification_counts_from_its_first_to_its_last_day(
    verification: Verification, *, counts: bool
):
    assert verification.counts_on(DAY) is counts
