"""Flat records say of each model what the rooms say, as it stood at a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import Service, ServiceCatalogue
from mgov.accounts import Account, AccountDirectory, CitizenAccount, Message, MessageCounts, Post
from mgov.errors import InvalidValueError
from mgov.petitions import Petition
from mgov.services import Burden, CatalogueCoverage, Category, Rating, RatingMeasures, RatingTally
from mgov.stats import (
    AcceptanceSteps,
    BodyRecord,
    BurdenRecord,
    CoverageRecord,
    MessageRecord,
    PetitionRecord,
    PostRecord,
    RatingRecord,
    ServiceUse,
    UserRecord,
    burden_removed,
)

START = datetime(2022, 6, 1, 2, tzinfo=UTC)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


# --- posts ----------------------------------------------------------------------------------------


def test_a_post_says_its_platform_where_the_account_is_known():
    post = Post(identifier="1", account="a", published=START, deleted=day(3), reads=5)
    account = Account(identifier="a", platform="weibo", name="甲县发布")
    [known] = PostRecord.each([post], at=day(1), accounts={"a": account})
    [unknown] = PostRecord.each([post], at=day(4))
    assert (known.platform, known.is_public, known.reads) == ("weibo", True, 5)
    assert (unknown.platform, unknown.is_public, unknown.likes) == (None, False, None)


def test_a_post_of_later_is_none_yet():
    post = Post(identifier="1", account="a", published=START)
    assert list(PostRecord.each([post], at=day(-1))) == []
    with pytest.raises(InvalidValueError, match="published after the moment"):
        PostRecord.of(post, at=day(-1))


# --- messages -------------------------------------------------------------------------------------


def message(**details: object) -> Message:
    return Message.model_validate({"identifier": "m", "account": "a", "received": START, **details})


def test_a_reply_of_later_was_not_known():
    answered = message(replies=[{"at": day(2)}], topic="户籍")
    [before] = MessageRecord.each([answered], at=day(1))
    [after] = MessageRecord.each([answered], at=day(2))
    assert (before.is_answered, before.reply_hours) == (False, None)
    assert (after.is_answered, after.reply_hours, after.topic) == (True, 48.0, "户籍")


def test_a_message_of_later_is_none_yet():
    assert list(MessageRecord.each([message()], at=day(-1))) == []
    with pytest.raises(InvalidValueError, match="received after the moment"):
        MessageRecord.of(message(), at=day(-1))


messages = st.builds(
    message,
    kind=st.sampled_from(["suggestion", "question"]),
    validity=st.sampled_from(["valid", "spam"]),
    replies=st.lists(st.builds(lambda n: {"at": day(n)}, st.integers(0, 9)), max_size=2),
    referrals=st.lists(
        st.builds(lambda n: {"at": day(n), "to": {"name": "局"}}, st.integers(0, 9)), max_size=1
    ),
    adopted=st.none() | st.builds(day, st.integers(0, 9)),
    withdrawn=st.none() | st.builds(day, st.integers(0, 9)),
    public=st.booleans(),
)


@given(st.lists(messages), st.integers(0, 10))
def test_messages_add_up_to_the_counts_of_the_room(received: list[Message], at: int):
    records = list(MessageRecord.each(received, at=day(at)))
    counts = MessageCounts.of(received, day(at))
    assert counts == MessageCounts(
        received=len(records),
        valid=sum(record.is_valid for record in records),
        answered=sum(record.is_answered for record in records),
        referred=sum(record.is_referred for record in records),
        adopted=sum(record.is_adopted for record in records),
        public=sum(record.is_public for record in records),
    )


# --- ratings --------------------------------------------------------------------------------------


def rating(level: str = "dissatisfied", **details: object) -> Rating:
    return Rating.model_validate(
        {"rulebook": "cn-2019", "service": "s", "level": level, "rated": START, **details}
    )


RATINGS = [
    rating("very_satisfied"),
    rating("satisfied", origin="by_default"),
    rating(),
    rating(named=True).answer(at=day(1)).put_right(at=day(2)).revisit(at=day(3), satisfied=True),
    rating("very_dissatisfied").explain(at=day(1)).revisit(at=day(2), satisfied=False),
    rating().set_aside(at=day(1)),
]


@given(st.lists(st.sampled_from(RATINGS)), st.integers(0, 3))
def test_ratings_add_up_to_the_tally_of_the_room(given_: list[Rating], unrated: int):
    records = [
        *RatingRecord.each(given_, at=day(9)),
        *(RatingRecord.of_unrated(since=START) for _ in range(unrated)),
    ]
    tally = RatingTally.of(given_, unrated=unrated)
    for measure in RatingMeasures.built_in("cn-ratings").rules:
        for side in (measure.numerator, measure.denominator):
            # No rating adds to two counts of one side, so that they can be counted by `or`.
            part = sum(any(getattr(record, name) for name in side) for record in records)
            assert part == sum(getattr(tally, name) for name in side)


def test_what_became_of_a_rating_later_was_not_known():
    [record] = RatingRecord.each([RATINGS[3]], at=day(1))
    assert (record.bad_answered, record.bad_put_right, record.bad_revisited) == (True, False, False)
    assert list(RatingRecord.each(RATINGS, at=day(-1))) == []
    with pytest.raises(InvalidValueError, match="given after the moment"):
        RatingRecord.of(RATINGS[0], at=day(-1))


# --- petitions ------------------------------------------------------------------------------------


def petition(**details: object) -> Petition:
    given_ = {"rulebook": "cn-2022", "kind": "claim", "title": "…", "at": START, "number": "XF-1"}
    return Petition.register(**{**given_, **details})


ANSWERED = (
    petition(to={"name": "广安市信访局"}, place={"division": "511602001"})
    .accept(at=day(5))
    .answer(at=day(30), outcome="supported")
)


def test_a_petition_stood_otherwise_before():
    first, second, third = (PetitionRecord.of(ANSWERED, at=day(at)) for at in (1, 6, 30))
    assert [each.status for each in (first, second, third)] == [
        "registered",
        "accepted",
        "answered",
    ]
    assert [each.is_accepted for each in (first, second, third)] == [None, True, True]
    assert [each.on_time for each in (first, second, third)] == [None, None, True]
    assert [each.days_to_close for each in (first, second, third)] == [None, None, 30]
    assert (third.closed_at, third.region, third.holder) == (day(30), "511602", "广安市信访局")


def test_what_is_done_too_late_stays_late():
    late = petition().accept(at=day(20)).answer(at=day(30), outcome="supported")
    assert [PetitionRecord.of(late, at=day(at)).on_time for at in (15, 17, 20, 31)] == [
        None,
        False,
        False,
        False,
    ]
    assert PetitionRecord.of(late, at=day(31), clock="close").on_time is True
    assert PetitionRecord.of(late, at=day(21), clock="close").on_time is None
    assert PetitionRecord.of(late, at=day(17), clock="close").on_time is None
    assert PetitionRecord.of(
        late.rate(at=day(32), satisfaction="satisfied"), at=day(40)
    ).satisfaction


def test_a_petition_that_is_taken_up_again_is_open_again():
    again = ANSWERED.deliver(at=day(31)).request_review(at=day(40))
    record = PetitionRecord.of(again, at=day(41))
    assert (record.is_closed, record.closed_at, record.days_to_close) == (False, None, None)
    reviewed = again.review(
        at=day(50), outcome=again.rulebook.outcomes_for("review", kind="claim")[0].id
    )
    assert PetitionRecord.of(reviewed.step("deliver", at=day(51)), at=day(60)).closed_at == day(50)


@pytest.mark.parametrize(
    ("step", "details", "expected"),
    [
        ("refuse", {"reason": "pending_elsewhere"}, "not accepted"),
        ("refer", {"reason": "judicial"}, "not accepted"),
        ("transfer", {"to": {"name": "局"}}, "undecided"),
        ("accept", {}, "accepted"),
    ],
)
def test_whether_it_is_accepted_is_told_by_the_step_that_decides(
    step: str, details: dict[str, object], expected: str
):
    record = PetitionRecord.of(petition().step(step, at=day(1), **details), at=day(2))
    words = {True: "accepted", False: "not accepted", None: "undecided"}
    assert words[record.is_accepted] == expected


def test_a_rulebook_of_your_own_says_what_accepts():
    moved = petition().step("transfer", at=day(1), to={"name": "局"})
    steps = AcceptanceSteps(accepts=["transfer"])
    [record] = PetitionRecord.each([moved], at=day(2), steps=steps)
    assert record.is_accepted is True


def test_nobody_accepts_a_report_of_a_pothole():
    report = Petition.register(
        rulebook="open311", kind="service_request", title="Pothole", at=START
    )
    record = PetitionRecord.of(report, at=day(1))
    assert (record.is_accepted, record.region, record.holder) == (None, None, None)


def test_of_a_confidential_petition_nothing_is_said_by_which_it_is_known():
    report = petition(kind="report_against_person", to={"name": "局"}, place={"division": "511602"})
    record = PetitionRecord.of(report, at=day(1))
    assert (record.number, record.holder, record.region) == (None, None, None)


def test_a_place_without_a_division_has_no_region():
    somewhere = petition(place={"address": "人民路口"})
    assert PetitionRecord.of(somewhere, at=day(1)).region is None


def test_a_petition_of_later_is_none_yet():
    assert list(PetitionRecord.each([ANSWERED], at=day(-1))) == []
    with pytest.raises(InvalidValueError, match="registered after the moment"):
        PetitionRecord.of(ANSWERED, at=day(-1))


@given(st.lists(st.integers(0, 400), min_size=2, unique=True))
def test_once_late_always_late(days: list[int]):
    seen = [PetitionRecord.of(ANSWERED, at=day(at)).on_time for at in sorted(days)]
    assert all(after is False for before, after in pairwise(seen) if before is False)


# --- users ----------------------------------------------------------------------------------------


def use(user: str | None, service: str, at: float) -> ServiceUse:
    return ServiceUse(user=user, service=service, channel="app", started_at=day(at))


def test_a_user_has_used_what_was_used_until_then():
    account = CitizenAccount(identifier="u-1", opened=START, closed=day(9))
    uses = [use("u-1", "a", 2), use("u-1", "a", 1), use("u-1", "b", 5), use(None, "c", 1)]
    early, late = (UserRecord.of(account, at=day(at), uses=uses) for at in (3, 10))
    assert (early.services_used, early.uses, early.last_used_at) == (1, 2, day(2))
    assert (late.services_used, late.uses, late.is_open) == (2, 3, False)
    with pytest.raises(InvalidValueError, match="registered after the moment"):
        UserRecord.of(account, at=day(-1))
    assert list(UserRecord.each([account], at=day(-1), uses=uses)) == []


# --- bodies, coverage, burden ---------------------------------------------------------------------


def test_bodies_stand_as_the_opening_rate_has_it():
    names = ["甲县人民政府", "乙县人民政府", "丙县人民政府"]
    directory = AccountDirectory(
        accounts=[
            {"identifier": name, "platform": "weibo", "name": name, "operator": {"name": name}}
            for name in names[:2]
        ],
        bodies=[
            {"name": names[0], "area_served": {"division": "370124"}},
            *({"name": name} for name in names[1:]),
        ],
    )
    records = list(BodyRecord.each(directory, at=date(2019, 9, 30), platform="weibo"))
    assert [record.standing for record in records] == ["having", "having", "missing"]
    assert [record.region for record in records] == ["370124", None, None]
    assert {record.platform for record in records} == {"weibo"}
    unaudited = BodyRecord.each(directory, at=date(2019, 9, 30), audits=[])
    assert [record.standing for record in unaudited] == ["undecided", "undecided", "missing"]


def test_coverage_has_a_row_for_each_service_and_division():
    services = [
        Service(name="违法查询", enabled_in=["320000"], codes=[{"scheme": "x", "code": "1"}]),
        Service(name="罚款缴纳", enabled_in=["320100"]),
        Service(name="考试预约"),
    ]
    catalogue = ServiceCatalogue(
        title="目录", categories=[Category(name="业务", services=services)]
    )
    coverage = CatalogueCoverage.of(catalogue, ["320000", "320500"], on=date(2017, 8, 17))
    records = list(CoverageRecord.each(coverage))
    assert len(records) == 6
    assert [record.standing for record in records if record.division == "320000"] == [
        "offered",
        "partly",
        "unknown",
    ]
    assert records[0].service == services[0].identifier


def test_what_is_spared_is_per_case_times_the_cases():
    before = Burden(items="201项", time="5天", fee="10元", visits="数次")
    after = Burden(items="37项", time="3个工作日", fee="12元", visits="0次", materials="2份")
    records = {each.part: each for each in BurdenRecord.each("s", before, after, cases=10)}
    assert records.keys() == {"items", "fee"}
    assert (records["items"].removed_per_case, records["items"].removed) == (164, 1640)
    assert (records["fee"].removed, records["fee"].unit) == (-20, "元")


def test_a_removal_is_counted_over_no_fewer_than_no_cases():
    with pytest.raises(InvalidValueError, match="fewer than none"):
        burden_removed("3次", "1次", -1)
    assert burden_removed("5天", "3天", "近100件").unit == "day"


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 10_000))
def test_a_removal_that_is_undone_comes_to_nothing(before: int, after: int, cases: int):
    there, back = burden_removed(before, after, cases), burden_removed(after, before, cases)
    assert there.low + back.low == 0
