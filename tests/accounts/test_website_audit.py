from __future__ import annotations

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import (
    Account,
    AccountAudit,
    AccountRulebook,
    Column,
    ColumnKind,
    Message,
    Observation,
    Outcome,
    Post,
    RuleResult,
    audit,
)
from mgov.errors import InvalidDataError

AT = datetime(2019, 5, 31, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = timedelta(days=1)
KINDS = {f"n{n}": "news" for n in range(4)} | {"t": "notices", "p": "policies", "d": "data"}
HALF_A_YEAR_AGO = datetime(2018, 11, 30, 12, tzinfo=AT.tzinfo)


def site(
    kinds: dict[str, str] | None = None, opened: dict[str, str] | None = None, **more: object
) -> Account:
    columns = [
        Column(
            identifier=name,
            name=f"栏目{name}",
            kind=kind,
            address=f"https://www.a.gov.cn/{name}",
            opened_on=(opened or {}).get(name),
        )
        for name, kind in (KINDS if kinds is None else kinds).items()
    ]
    given = {
        "identifier": "s",
        "platform": "website",
        "name": "某局网站",
        "columns": columns,
        **more,
    }
    return Account.model_validate(given)


def post(name: str, when: datetime | timedelta, column: str | None = None, **more: object) -> Post:
    published = AT - when if isinstance(when, timedelta) else when
    given = {"identifier": name, "account": "s", "published": published, "column": column, **more}
    return Post.model_validate(given)


def message(when: datetime | timedelta, name: str = "m", **more: object) -> Message:
    received = AT - when if isinstance(when, timedelta) else when
    given = {"identifier": name, "account": "s", "received": received, **more}
    return Message.model_validate(given)


def report(
    rule: str,
    posts: list[Post] | None = None,
    messages: list[Message] | None = None,
    of: Account | None = None,
    **more: object,
) -> RuleResult:
    book = more.pop("rulebook", "cn-2019-website")
    seen = more.pop("observations", ())
    assert isinstance(book, str | AccountRulebook)
    assert isinstance(seen, tuple)
    whole = audit(of or site(), posts or [], messages, at=AT, rulebook=book, observations=seen)
    return whole.result(rule)


def seen(rule: str, *, broken: bool, **more: object) -> Observation:
    given = {"account": "s", "rule": rule, "broken": broken, "at": AT - DAY, **more}
    return Observation.model_validate(given)


# -- which rules are for whom -----------------------------------------------------------------


def test_rules_for_websites_are_not_for_accounts_and_the_other_way_round():
    account = Account(identifier="s", platform="weibo", name="某区发布")
    for it, book in ((account, "cn-2019-website"), (site(), "cn-2019")):
        whole = audit(it, [], [], at=AT, rulebook=book)
        assert {result.outcome for result in whole.results} == {Outcome.NOT_APPLICABLE}
        assert whole.passed is None


# -- the home page ----------------------------------------------------------------------------


def test_a_site_without_any_new_post_has_a_still_home_page():
    result = report("home_page_not_updated", [post("1", 14 * DAY + timedelta(seconds=1))])
    assert result.outcome is Outcome.BROKEN
    assert str(result.reason) == "No post in the 2 weeks before 2019-05-31 12:00+08:00."


def test_posts_do_not_prove_that_the_home_page_shows_them():
    result = report("home_page_not_updated", [post("1", 14 * DAY)])
    assert (result.outcome, [each.post for each in result.evidence]) == (Outcome.NOT_CHECKED, ["1"])
    assert str(result.reason).endswith("whether that is enough has to be seen.")
    looked = (seen("home_page_not_updated", broken=False),)
    assert report("home_page_not_updated", [post("1", DAY)], observations=looked).outcome == "kept"


# -- columns ----------------------------------------------------------------------------------


def fresh(*names: str) -> list[Post]:
    return [post(f"post in {name}", DAY, name) for name in names]


def test_columns_of_three_kinds_are_counted_together():
    result = report("columns_not_updated", fresh("n0", "d"))
    assert result.outcome is Outcome.BROKEN
    assert result.occurrences == 5
    assert [each.column for each in result.evidence] == ["n1", "n2", "n3", "t", "p"]
    assert str(result.reason) == (
        "Columns out of date at 2019-05-31 12:00+08:00: 5; 5 or more break the rule."
    )


def test_fewer_columns_than_the_rule_says_do_not_break_it_and_are_told():
    result = report("columns_not_updated", fresh("n0", "p"))
    assert (result.outcome, result.occurrences) == (Outcome.KEPT, 0)
    assert [each.column for each in result.evidence] == ["n1", "n2", "n3", "t"]


@pytest.mark.parametrize(
    ("column", "threshold"), [("n0", AT - 14 * DAY), ("t", HALF_A_YEAR_AGO), ("p", HALF_A_YEAR_AGO)]
)
def test_a_post_exactly_at_the_threshold_keeps_its_column(column: str, threshold: datetime):
    one = {column: KINDS[column]}
    late = threshold - timedelta(microseconds=1)
    for published, stale in ((threshold, []), (late, [column])):
        result = report("columns_not_updated", [post("1", published, column)], of=site(one))
        assert [each.column for each in result.evidence] == stale


def test_a_stale_column_is_shown_by_its_last_post():
    posts = [post("1", 300 * DAY, "p"), post("2", 200 * DAY, "p"), post("3", DAY)]
    [evidence] = report("columns_not_updated", posts, of=site({"p": "policies"})).evidence
    assert (evidence.post, evidence.column, evidence.at) == ("2", "p", AT - 200 * DAY)


def test_a_post_in_no_column_updates_none():
    result = report("columns_not_updated", [post("1", DAY), *fresh("elsewhere")])
    assert len(result.evidence) == 6


def test_a_post_of_the_future_or_taken_down_updates_no_column():
    posts = [post("1", -DAY, "p"), post("2", 2 * DAY, "p", deleted=AT - DAY)]
    assert len(report("columns_not_updated", posts, of=site({"p": "policies"})).evidence) == 1


def test_a_new_column_has_as_long_as_any_other():
    for opened, stale in (("2018-11-30", 1), ("2018-12-01", 0)):
        it = site({"p": "policies"}, {"p": opened})
        evidence = report("columns_not_updated", of=it).evidence
        assert len(evidence) == stale
        for each in evidence:
            assert each.at is not None
            assert (str(each.what), each.at.isoformat()) == (
                "day of opening of the column",
                "2018-11-30T00:00:00+08:00",
            )


def test_a_column_of_a_new_site_has_as_long_as_any_other():
    old, new = ([{"kind": "opened", "on": f"2019-05-{day}"}] for day in ("02", "30"))
    kinds = {"n": "news"}
    [evidence] = report("columns_not_updated", of=site(kinds, events=old)).evidence
    assert str(evidence.what) == "day of opening or resumption"
    assert report("columns_not_updated", of=site(kinds, events=new)).evidence == ()
    later = site(kinds, {"n": "2019-05-25"}, events=old)
    assert report("columns_not_updated", of=later).evidence == ()


def test_a_column_that_is_not_open_is_passed_over():
    open_and_not = [
        Column(identifier="closed", name="旧", kind="policies", closed_on="2019-05-31"),
        Column(identifier="planned", name="新", kind="policies", opened_on="2019-06-01"),
        Column(identifier="open", name="今", kind="policies", opened_on="2010-01-01"),
    ]
    it = site().replace(columns=open_and_not)
    assert [each.column for each in report("columns_not_updated", of=it).evidence] == ["open"]


def test_columns_of_which_nothing_is_on_record_have_to_be_looked_at():
    for it in (site({}), site({"d": "data"})):
        result = report("columns_not_updated", fresh("p"), of=it)
        assert (result.outcome, result.evidence) == (Outcome.NOT_CHECKED, ())
        assert str(result.reason) == "No column that the rule looks at is on record."
    assert report("columns_blank", of=site({})).outcome is Outcome.NOT_CHECKED


def test_five_blank_columns_fail_a_site():
    four = report("columns_blank", fresh("n0", "n1", "n2"))
    five = report("columns_blank", fresh("n0", "n1"))
    assert (four.outcome, five.outcome) == (Outcome.KEPT, Outcome.BROKEN)
    assert [each.column for each in five.evidence] == ["n2", "n3", "t", "p", "d"]
    assert {str(each.what) for each in five.evidence} == {"column without any post"}
    assert five.evidence[0].address == "https://www.a.gov.cn/n2"


def test_a_blank_column_is_blank_even_if_it_is_new():
    it = site({f"{n}": "other" for n in range(5)}, {"0": "2019-05-31"})
    assert report("columns_blank", of=it).outcome is Outcome.BROKEN


def test_two_columns_are_not_called_the_same():
    twice = Column(identifier="p", name="政策文件")
    with pytest.raises(InvalidDataError) as error:
        site().replace(columns=[twice, twice])
    [problem] = error.value.problems
    assert (problem.field, problem.code) == ("columns", "column_twice")


def test_a_column_limit_has_one_term_a_kind():
    with pytest.raises(InvalidDataError) as error:
        AccountRulebook.parse(LOCAL.replace("business", "news"))
    assert "column_terms" in {problem.code for problem in error.value.problems}


# The times are those of 杨陵 (2021), which asks more of columns than the nation does.
LOCAL = """
id = "xx-2021"
in_force_from = 2021-01-01
title = { zh = "某区栏目更新要求", en = "How often a district updates its columns" }
source = { issuer = "某区人民政府办公室", issued = 2020-12-01 }

[[rules]]
id = "columns_not_updated"
article = "栏目更新要求"
title = { zh = "栏目更新不及时", en = "Columns not updated in time" }
evidence = "second_hand"
severity = "deduction"

[rules.columns]
terms = [
  { kind = "news", within = { weeks = 2 } },
  { kind = "business", within = { months = 1 } },
  { kind = "disclosure", within = { months = 1 } },
  { kind = "notices", within = { months = 6 } },
  { kind = "policies", within = { months = 6 } },
  { kind = "other", within = { months = 6 } },
]
"""


def test_a_local_rulebook_sets_other_times_for_other_kinds():
    local = AccountRulebook.parse(LOCAL)
    it = site({"n": "news", "b": "business", "o": "other", "v": "interviews"})
    posts = [post(name, 40 * DAY, name) for name in "nbov"]
    result = report("columns_not_updated", posts, of=it, rulebook=local)
    assert [each.column for each in result.evidence] == ["n", "b"]


# -- messages ---------------------------------------------------------------------------------


def unanswered(*messages: Message) -> list[str | None]:
    result = report("messages_unanswered", messages=list(messages))
    assert (result.outcome is Outcome.BROKEN) == bool(result.evidence)
    assert result.occurrences == len(result.evidence)
    return [each.message for each in result.evidence]


def test_a_message_that_waits_for_more_than_three_months_fails_a_site():
    late = message(100 * DAY, "late", address="https://www.a.gov.cn/m")
    result = report("messages_unanswered", messages=[late, message(50 * DAY, "waiting")])
    assert result.outcome is Outcome.BROKEN
    [evidence] = result.evidence
    assert (evidence.message, evidence.at, evidence.address) == (
        "late",
        late.received,
        "https://www.a.gov.cn/m",
    )
    assert str(result.reason) == (
        "Valid messages unanswered for more than 3 months at 2019-05-31 12:00+08:00: 1."
    )
    assert result.article == "单项否决指标 政府网站 第5项第2目"


def test_exactly_three_months_are_not_more_than_three():
    # Three months after 28 February end on 28 May, at the same hour.
    at_the_threshold = datetime(2019, 2, 28, 12, tzinfo=AT.tzinfo)
    on_the_28th = datetime(2019, 5, 28, 12, tzinfo=AT.tzinfo)
    for moment, broken in ((on_the_28th, False), (on_the_28th + timedelta(microseconds=1), True)):
        whole = audit(
            site(), [], [message(at_the_threshold)], at=moment, rulebook="cn-2019-website"
        )
        assert (whole.result("messages_unanswered").outcome is Outcome.BROKEN) == broken


def test_three_months_from_a_long_month_end_with_the_short_one():
    received = datetime(2018, 11, 30, 12, tzinfo=AT.tzinfo)
    for day, broken in (("2019-02-28", False), ("2019-03-01", True)):
        at = datetime.fromisoformat(f"{day}T12:00:00+08:00")
        whole = audit(site(), [], [message(received)], at=at, rulebook="cn-2019-website")
        assert (whole.result("messages_unanswered").outcome is Outcome.BROKEN) == broken


def test_only_messages_of_the_past_year_are_looked_at():
    year_ago = datetime(2018, 5, 31, 12, tzinfo=AT.tzinfo)
    assert unanswered(message(year_ago)) == ["m"]
    assert unanswered(message(year_ago - timedelta(microseconds=1))) == []


def test_an_answer_counts_if_it_was_given_by_the_moment_of_the_audit():
    for answered, found in ((AT, []), (AT + timedelta(microseconds=1), ["m"])):
        assert unanswered(message(200 * DAY, replies=[{"at": answered}])) == found


@pytest.mark.parametrize(
    "more",
    [
        {"validity": "spam"},
        {"validity": "duplicate"},
        {"withdrawn": AT - DAY},
        {"kind": "petition"},
        {"kind": "discipline"},
        {"kind": "interview"},
        {"kind": "survey"},
        {"account": "another"},
    ],
)
def test_a_message_that_wants_no_answer_here_breaks_nothing(more: dict[str, object]):
    assert unanswered(message(200 * DAY, **more)) == []


def test_a_message_of_the_future_waits_for_nothing():
    assert unanswered(message(-DAY)) == []


def test_messages_are_evidence_in_the_order_of_their_receipt():
    late = [message(days * DAY, str(days)) for days in (150, 200, 100)]
    assert unanswered(*late) == ["200", "150", "100"]


def test_no_messages_and_unknown_messages_are_two_things():
    assert report("messages_unanswered", messages=[]).outcome is Outcome.KEPT
    unknown = report("messages_unanswered", messages=None)
    assert unknown.outcome is Outcome.NOT_CHECKED
    assert str(unknown.reason) == "It is not known which messages there are."


def test_a_message_rule_may_look_at_all_messages_and_want_several():
    book = AccountRulebook.parse(
        LOCAL[: LOCAL.index("[rules.columns]")]
        + "messages = { answered_within = { days = 10 }, at_least = 2 }"
    )
    old, older = message(11 * DAY, "old"), message(4000 * DAY, "older")
    for messages, outcome in (([old], "kept"), ([old, older], "broken")):
        result = report("columns_not_updated", messages=messages, rulebook=book)
        assert (result.outcome, len(result.evidence)) == (outcome, len(messages))


# -- laws -------------------------------------------------------------------------------------

hours = st.integers(-24 * 20, 24 * 400).map(lambda n: timedelta(hours=n))
POSTS = st.lists(
    st.builds(
        lambda name, ago, column, gone: post(name, ago, column, deleted=gone),
        st.sampled_from("123"),
        hours,
        st.sampled_from([None, "n0", "p", "d", "elsewhere"]),
        st.none() | st.just(AT + 90 * DAY) | st.just(AT),
    ),
    max_size=8,
)
MESSAGES = st.lists(
    st.builds(
        lambda ago, name, validity, kind, reply: message(
            ago,
            name,
            validity=validity,
            kind=kind,
            replies=[] if reply is None else [{"at": AT - ago + reply}],
        ),
        hours,
        st.sampled_from("123"),
        st.sampled_from(["valid", "spam"]),
        st.sampled_from(["question", "petition"]),
        st.none() | hours.map(abs),
    ),
    max_size=8,
)
OBSERVATIONS = st.lists(
    st.builds(
        seen,
        st.sampled_from(["policies_not_updated", "other_deductions", "bonus"]),
        broken=st.booleans(),
        at=hours.map(lambda ago: AT - ago),
        points=st.none() | st.integers(0, 40),
        occurrences=st.integers(1, 3),
    ),
    max_size=5,
)
BOOKS = st.sampled_from(["cn-2019-website", "cn-2019-portal"])


@given(POSTS, MESSAGES, OBSERVATIONS, st.randoms(use_true_random=False))
def test_an_audit_does_not_depend_on_the_order_of_what_it_is_given(
    posts: list[Post],
    messages: list[Message],
    observations: list[Observation],
    shuffler: random.Random,
):
    def audited() -> AccountAudit:
        return audit(
            site(),
            iter(posts),
            iter(messages),
            at=AT,
            rulebook="cn-2019-portal",
            observations=iter(observations),
        )

    expected = audited()
    for each in (posts, messages, observations):
        shuffler.shuffle(each)
    again = audited()
    assert again == expected
    assert (again.score, again.passed, again.to_records()) == (
        expected.score,
        expected.passed,
        expected.to_records(),
    )


@given(POSTS, MESSAGES, BOOKS)
def test_an_audit_of_a_site_survives_json(posts: list[Post], messages: list[Message], book: str):
    whole = audit(site(), posts, messages, at=AT, rulebook=book)
    assert AccountAudit.model_validate_json(whole.model_dump_json()) == whole


@given(POSTS, st.sampled_from(["n0", "p", "d"]), hours)
def test_one_more_post_never_makes_more_columns_stale(
    posts: list[Post], column: str, ago: timedelta
):
    before, after = (
        report("columns_not_updated", each) for each in (posts, [*posts, post("0", ago, column)])
    )
    assert len(after.evidence) <= len(before.evidence)


def test_every_kind_of_column_is_a_word_for_programs():
    assert all(kind.value == kind.name.lower() for kind in ColumnKind)
