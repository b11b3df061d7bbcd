"""A measure of records says what the room says of its models: there is one definition of each."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from mgov import Service, ServiceCatalogue, stats
from mgov.accounts import AccountDirectory, CitizenAccount, Message, MessageCounts, Post
from mgov.petitions import Petition
from mgov.services import Burden, CatalogueCoverage, Category, Rating, RatingMeasures, RatingTally
from mgov.stats import (
    BodyRecord,
    BurdenRecord,
    CoverageRecord,
    Measure,
    MessageRecord,
    PetitionRecord,
    PostRecord,
    RatingRecord,
    ServiceUse,
    SyntheticUses,
    UserRecord,
    kpi,
)

START = datetime(2022, 6, 1, 2, tzinfo=UTC)
ZONE = "Asia/Shanghai"


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def value(data: object, measure: Measure) -> float | None:
    [record] = stats.measure(data, measure).to_records()
    found = record[measure.id]
    assert found is None or isinstance(found, int | float)
    return found


def same(found: float | None, figure: stats.Quantity | None) -> bool:
    if found is None or figure is None:
        return found is figure
    return abs(Fraction(found) - Fraction(figure.value)) < Fraction(1, 10**12)


# --- messages -------------------------------------------------------------------------------------

messages = st.builds(
    lambda **details: Message(identifier="m", account="a", received=START, **details),
    kind=st.sampled_from(["suggestion", "question"]),
    validity=st.sampled_from(["valid", "spam"]),
    replies=st.lists(st.builds(lambda n: {"at": day(n)}, st.integers(0, 9)), max_size=2),
    adopted=st.none() | st.builds(day, st.integers(0, 9)),
    withdrawn=st.none() | st.builds(day, st.integers(0, 9)),
)


@given(st.lists(messages), st.integers(0, 10))
def test_replies_and_adoptions_are_those_of_the_room(received: list[Message], at: int):
    records = list(MessageRecord.each(received, at=day(at)))
    suggestions = [each for each in received if each.kind == "suggestion"]
    assert same(value(records, kpi.reply_rate), MessageCounts.of(received, day(at)).reply_rate)
    assert same(
        value(records, kpi.adoption_of_suggestions),
        MessageCounts.of(suggestions, day(at)).adoption_rate,
    )


# --- ratings --------------------------------------------------------------------------------------


def rating(level: str = "dissatisfied", **details: object) -> Rating:
    return Rating.model_validate(
        {"rulebook": "cn-2019", "service": "s", "level": level, "rated": START, **details}
    )


RATINGS = [
    rating("very_satisfied"),
    rating("basically_satisfied"),
    rating("satisfied", origin="by_default"),
    rating(),
    rating(named=True),
    rating(named=True).answer(at=day(1)).put_right(at=day(2)).revisit(at=day(3), satisfied=True),
    rating("very_dissatisfied").explain(at=day(1)).revisit(at=day(2), satisfied=False),
    rating().set_aside(at=day(1)),
]


@given(st.lists(st.sampled_from(RATINGS)), st.integers(0, 3))
def test_rates_of_ratings_are_those_of_the_room(given_: list[Rating], unrated: int):
    records = [
        *RatingRecord.each(given_, at=day(9)),
        *(RatingRecord.of_unrated(since=START) for _ in range(unrated)),
    ]
    tally = RatingTally.of(given_, unrated=unrated)
    rates = RatingMeasures.built_in("cn-ratings").rules
    for measure, rate in zip(stats.rating_catalogue(), rates, strict=True):
        assert same(value(records, measure), tally.share(rate).share), measure.id


def test_a_rate_of_levels_is_that_of_the_room():
    book = RatingMeasures.built_in("cn-ratings")
    top = book.rules[0].replace(
        id="top_rate", numerator=("very_satisfied", "satisfied"), denominator=("active",)
    )
    own = stats.rating_catalogue(book.replace(id="own-ratings", rules=(top,)))
    records = list(RatingRecord.each(RATINGS, at=day(9)))
    expected = RatingTally.of(RATINGS).share(top).share
    assert same(value(records, own.measure("top_rate")), expected)


# --- bodies and coverage --------------------------------------------------------------------------


@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_the_opening_rate_is_that_of_the_room(having: list[bool]):
    names = [f"{number}县" for number, _ in enumerate(having)]
    accounts = [
        {"identifier": name, "platform": "weibo", "name": name, "operator": {"name": name}}
        for name, has in zip(names, having, strict=True)
        if has
    ]
    directory = AccountDirectory(accounts=accounts, bodies=[{"name": name} for name in names])
    on = date(2019, 9, 30)
    records = list(BodyRecord.each(directory, at=on))
    assert same(value(records, kpi.opening_rate), directory.opening_rate(at=on).share)


def test_where_audits_left_it_open_the_opening_rate_is_the_lower_end():
    account = {"identifier": "1", "platform": "weibo", "name": "甲", "operator": {"name": "甲县"}}
    directory = AccountDirectory(accounts=[account], bodies=[{"name": "甲县"}, {"name": "乙县"}])
    on = date(2019, 9, 30)
    share = directory.opening_rate(at=on, audits=[]).share
    records = list(BodyRecord.each(directory, at=on, audits=[]))
    assert value(records, kpi.opening_rate) == share.low == 0
    assert share.high == Fraction(1, 2)


@given(st.lists(st.sampled_from(["320000", "320100", "320500", None]), min_size=1, max_size=6))
def test_coverage_is_that_of_the_room(enabled: list[str | None]):
    services = [
        Service(name=f"事项{number}", enabled_in=[] if code is None else [code])
        for number, code in enumerate(enabled)
    ]
    catalogue = ServiceCatalogue(
        title="目录", categories=[Category(name="业务", services=services)]
    )
    coverage = CatalogueCoverage.of(catalogue, ["320000", "320500"], on=date(2017, 8, 17))
    found = value(list(CoverageRecord.each(coverage)), kpi.coverage)
    assert coverage.share is not None
    assert found is not None
    assert abs(Fraction(found) - coverage.share.low) < Fraction(1, 10**12)


# --- the others, by hand --------------------------------------------------------------------------


def test_petitions_are_measured_as_their_records_say():
    def petition(**details: object) -> Petition:
        return Petition.register(
            rulebook="cn-2022", kind="claim", title="…", at=START, **details
        ).accept(at=day(3))

    answered = petition().answer(at=day(9), outcome="supported")
    given_ = [
        answered.rate(at=day(10), satisfaction="satisfied"),
        answered.rate(at=day(10), satisfaction="dissatisfied"),
        petition(),
        Petition.register(rulebook="cn-2022", kind="claim", title="…", at=START),
    ]
    records = list(PetitionRecord.each(given_, at=day(30)))
    assert value(records, kpi.petition_acceptance) == 1
    assert value(records, kpi.petition_satisfaction) == 0.5
    # Two are closed in time, one is overdue for its first reply, one still has time.
    assert value(records, kpi.petition_on_time) == 2 / 3


def test_posts_are_measured_where_their_reads_are_known():
    reads = [100_000, 99_999, None, 1]
    posts = [
        Post(identifier=str(number), account="a", published=START, reads=each)
        for number, each in enumerate(reads)
    ]
    records = list(PostRecord.each(posts, at=START))
    assert value(records, kpi.reads_per_post) == 200_000 / 3
    assert value(records, kpi.hit_share) == 1 / 3
    assert value(records, kpi.hit_share_over(2)) == 2 / 3


def test_reach_counts_registered_users_who_used_nothing():
    accounts = [
        CitizenAccount(identifier="u-1", opened=START),
        CitizenAccount(identifier="u-2", opened=START),
        CitizenAccount(identifier="u-3", opened=START, closed=day(1)),
    ]
    uses = [
        ServiceUse(user=user, service=service, channel="app", started_at=day(0.5))
        for user, service in (("u-1", "a"), ("u-1", "b"), ("u-1", "a"), ("u-3", "a"))
    ]
    assert value(list(UserRecord.each(accounts, at=day(9), uses=uses)), kpi.reach) == 1


def test_a_burden_is_removed_per_case_and_case():
    before, after = Burden(visits="3次"), Burden(visits="1次")
    records = [
        *BurdenRecord.each("a", before, after, cases=10),
        *BurdenRecord.each("b", before, after, cases=5),
    ]
    assert value(records, kpi.burden_removed) == 30
    assert value(records, kpi.burden_removed) == stats.burden_removed(3, 1, 15).value


def test_new_and_returning_users_are_the_active_ones():
    uses = list(SyntheticUses(size=3000, users=200, days=120, seed=5).models())
    measures = [kpi.active_users, kpi.new_users, kpi.returning_users]
    table = stats.measure(uses, measures, period="month", time_zone=ZONE)
    sizes = stats.retention(uses, period="month", time_zone=ZONE).sizes
    for record in table.to_records():
        new = record["new_users"]
        assert isinstance(new, int)
        assert record["active_users"] == new + int(str(record["returning_users"]))
        assert sizes.get(record["period"], 0) == new  # type: ignore[call-overload]  # a date


def test_services_of_the_uk_standard_count_those_who_are_not_eligible():
    def use(channel: str, outcome: str) -> ServiceUse:
        return ServiceUse(service="s", channel=channel, started_at=START, outcome=outcome, cost="2")

    uses = [use("app", "not_eligible"), use("counter", "completed"), use("web", "failed")]
    assert value(uses, kpi.digital_take_up) == 0.5
    assert value(uses, kpi.completion_rate) == 2 / 3
    assert value(uses, kpi.cost_per_transaction) == 3
    assert value(uses, kpi.satisfaction) is None
