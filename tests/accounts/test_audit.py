from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import (
    Account,
    AccountAudit,
    AccountRulebook,
    Observation,
    Outcome,
    Platform,
    Post,
    Severity,
    audit,
    silence,
)
from mgov.errors import InvalidValueError
from mgov.values.rulebook import Evidence

AT = datetime(2019, 4, 15, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TWO_WEEKS = timedelta(days=14)
INSPECTED = ("safety_incident", "no_interaction", "bought_followers")
LOCAL = """
id = "xx-2019"
in_force_from = 2019-01-01
title = { zh = "某县办法", en = "Rules of a county" }
source = { issuer = "某县人民政府办公室", issued = 2018-12-01 }

[[rules]]
id = "silent"
article = "第二条"
title = { zh = "更新不及时", en = "Not updated in time" }
evidence = "verified"
severity = "deduction"
silence = { longest = { days = 10 } }
"""


def account(*events: tuple[str, str], platform: str = "weibo") -> Account:
    return Account(
        identifier="a",
        platform=platform,
        handle="a",
        name="某区发布",
        events=[{"kind": kind, "on": on} for kind, on in events],
    )


def post(name: str, ago: timedelta, *, account: str = "a", gone: timedelta | None = None) -> Post:
    return Post(
        identifier=name,
        account=account,
        published=AT - ago,
        deleted=None if gone is None else AT - gone,
        address="https://weibo.example.cn/1",
    )


def seen(rule: str, *, broken: bool, **more: object) -> Observation:
    given = {"account": "a", "rule": rule, "broken": broken, "at": AT - timedelta(days=1), **more}
    return Observation.model_validate(given)


def silent(*posts: Post, of: Account | None = None) -> Outcome:
    return audit(of or account(), posts, at=AT).result("silent").outcome


def outcomes(report: AccountAudit) -> dict[str, str]:
    return {result.rule: result.outcome.value for result in report.results}


# -- silence ----------------------------------------------------------------------------------


def test_an_account_that_posts_is_not_silent():
    report = audit(account(), [post("1", timedelta(days=3))], at=AT)
    result = report.result("silent")
    assert result.outcome is Outcome.KEPT
    assert [each.post for each in result.evidence] == ["1"]
    assert result.reason.in_language("zh") == "至2019-04-15 09:00+08:00，无更新未超过14天。"


def test_a_silent_account_is_found_with_its_last_post_and_its_date():
    report = audit(account(), [post("1", timedelta(days=20)), post("2", timedelta(days=15))], at=AT)
    assert report.passed is False
    [finding] = report.findings
    [evidence] = finding.evidence
    assert (finding.rule, finding.severity) == ("silent", Severity.VETO)
    assert finding.article == "单项否决指标 政务新媒体 第2项"
    assert (evidence.post, evidence.at) == ("2", AT - timedelta(days=15))
    assert evidence.address == "https://weibo.example.cn/1"
    assert finding.reason.in_language("zh") == "2019-04-15 09:00+08:00前14天内无更新。"


def test_a_post_exactly_at_the_threshold_is_within_it():
    assert silent(post("1", TWO_WEEKS)) is Outcome.KEPT
    assert silent(post("1", TWO_WEEKS + timedelta(microseconds=1))) is Outcome.BROKEN


def test_a_post_of_the_future_does_not_count():
    assert silent(post("1", timedelta(seconds=-1)), post("2", timedelta(days=15))) is Outcome.BROKEN
    assert silent(post("1", timedelta(0))) is Outcome.KEPT


def test_a_deleted_post_counts_until_it_was_taken_down():
    old, day = post("1", timedelta(days=20)), timedelta(days=1)
    assert silent(old, post("2", 2 * day, gone=day)) is Outcome.BROKEN
    assert silent(old, post("2", 2 * day, gone=-day)) is Outcome.KEPT
    assert silent(old, post("2", 2 * day, gone=timedelta(0))) is Outcome.BROKEN


def test_a_post_of_another_account_does_not_count():
    assert silent(post("1", timedelta(days=1), account="b")) is Outcome.BROKEN


def test_an_account_of_which_nothing_is_known_is_found_without_evidence():
    [finding] = audit(account(), [], at=AT).findings
    assert finding.evidence == ()
    assert str(finding.reason) == "No post could be read, and no day of opening is on record."


@pytest.mark.parametrize(
    ("opened", "outcome"),
    [
        ("2019-04-15", Outcome.KEPT),
        ("2019-04-02", Outcome.KEPT),
        ("2019-04-01", Outcome.BROKEN),
        ("2018-01-01", Outcome.BROKEN),
    ],
)
def test_a_new_account_has_as_long_as_any_other(opened: str, outcome: Outcome):
    result = audit(account(("opened", opened)), [], at=AT).result("silent")
    assert result.outcome is outcome
    [evidence] = result.evidence
    assert evidence.post is None
    assert evidence.at is not None
    assert (evidence.at.isoformat(), str(evidence.what)) == (
        f"{opened}T00:00:00+08:00",
        "day of opening or resumption",
    )


def test_a_merged_account_of_which_nothing_else_is_on_record_is_not_inspected():
    merged = account().replace(merged_into="b")
    report = audit(merged, [], at=AT)
    assert (report.findings, report.not_checked, report.passed) == ((), (), None)
    still_open = account(("opened", "2018-01-01")).replace(merged_into="b")
    assert audit(still_open, [], at=AT).passed is False


def test_a_resumed_account_has_as_long_as_any_other():
    events = [("opened", "2018-01-01"), ("suspended", "2018-06-01"), ("resumed", "2019-04-10")]
    assert silent(post("1", timedelta(days=400)), of=account(*events)) is Outcome.KEPT


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ([("opened", "2019-05-01")], "not_opened"),
        ([("filed", "2019-01-01")], "filed"),
        ([("opened", "2018-01-01"), ("suspended", "2019-04-15")], "suspended"),
        ([("opened", "2018-01-01"), ("closed", "2019-04-01")], "closed"),
    ],
)
def test_an_account_that_is_not_open_is_not_inspected(events: list[tuple[str, str]], status: str):
    report = audit(account(*events), [], at=AT)
    assert report.status == status
    assert set(outcomes(report).values()) == {"not_applicable"}
    assert (report.findings, report.not_checked, report.passed) == ((), (), None)


@pytest.mark.parametrize("platform", ["app", "wechat_mini_program"])
def test_a_program_without_posts_may_offer_services_and_has_to_be_looked_at(platform: str):
    it = account(("opened", "2018-01-01"), platform=platform)
    assert audit(it, [], at=AT).result("silent").outcome is Outcome.NOT_CHECKED
    assert silent(post("1", timedelta(days=15)), of=it) is Outcome.BROKEN
    looked_at = audit(it, [], at=AT, observations=[seen("silent", broken=False)])
    assert looked_at.result("silent").outcome is Outcome.KEPT


# -- what only people see -----------------------------------------------------------------------


def test_what_nobody_looked_at_is_not_passed():
    report = audit(account(), [post("1", timedelta(days=1))], at=AT)
    assert tuple(result.rule for result in report.not_checked) == INSPECTED
    assert outcomes(report)["app_unusable"] == "not_applicable"
    assert report.findings == ()
    assert report.passed is None


def test_an_account_passes_when_every_rule_was_looked_at():
    looked_at = [seen(rule, broken=False) for rule in INSPECTED]
    report = audit(account(), [post("1", timedelta(days=1))], at=AT, observations=looked_at)
    assert report.passed is True


def test_what_an_inspector_saw_is_evidence():
    observation = seen(
        "no_interaction",
        broken=True,
        note="留言功能关闭",
        by="某市政府办公厅",
        address="https://a.gov.cn/1",
    )
    [finding] = audit(
        account(), [post("1", timedelta(0))], at=AT, observations=[observation]
    ).findings
    [evidence] = finding.evidence
    assert (str(evidence.what), str(evidence.by)) == ("留言功能关闭", "某市政府办公厅")
    assert (evidence.at, evidence.address) == (observation.at, "https://a.gov.cn/1")


def test_one_observation_of_trouble_outweighs_others():
    both = [seen("no_interaction", broken=broken) for broken in (True, False)]
    result = audit(account(), [], at=AT, observations=both).result("no_interaction")
    assert result.outcome is Outcome.BROKEN
    assert [str(each.what) for each in result.evidence] == ["seen by an inspector"]


def test_trouble_is_found_whatever_was_computed_and_whether_open_or_not():
    trouble = [seen("silent", broken=True), seen("safety_incident", broken=True)]
    posting = audit(account(), [post("1", timedelta(0))], at=AT, observations=trouble)
    closed = audit(account(("closed", "2019-04-01")), [], at=AT, observations=trouble)
    for report in (posting, closed):
        assert {finding.rule for finding in report.findings} == {"silent", "safety_incident"}


def test_an_observation_does_not_excuse_what_is_computed():
    assert "silent" in {
        finding.rule
        for finding in audit(
            account(), [], at=AT, observations=[seen("silent", broken=False)]
        ).findings
    }


def test_observations_of_the_future_and_of_other_accounts_do_not_count():
    others = [
        seen("no_interaction", broken=True, at=AT + timedelta(seconds=1)),
        seen("no_interaction", broken=True, account="b"),
        seen("no_such_rule", broken=True, account="b"),
    ]
    result = audit(account(), [], at=AT, observations=others).result("no_interaction")
    assert result.outcome is Outcome.NOT_CHECKED


def test_an_observation_of_an_unknown_rule_is_refused():
    with pytest.raises(InvalidValueError, match="Did you mean no_interaction"):
        audit(account(), [], at=AT, observations=[seen("no_interactions", broken=True)])


def test_an_observation_of_a_rule_for_another_platform_is_refused():
    trouble = [seen("app_unusable", broken=True)]
    with pytest.raises(InvalidValueError) as error:
        audit(account(), [], at=AT, observations=trouble)
    assert (error.value.field, error.value.code) == ("observations", "observation_platform")
    of_app = audit(account(platform="app"), [], at=AT, observations=trouble)
    assert outcomes(of_app)["app_unusable"] == "broken"


# -- the rules ------------------------------------------------------------------------------------


def test_the_national_rules_say_how_surely_they_are_known():
    book = AccountRulebook.built_in("cn-2019")
    assert {rule.id: rule.evidence for rule in book.rules} == {
        "safety_incident": Evidence.FROM_MEMORY,
        "silent": Evidence.SECOND_HAND,
        "app_unusable": Evidence.SECOND_HAND,
        "no_interaction": Evidence.SECOND_HAND,
        "bought_followers": Evidence.FROM_MEMORY,
    }
    assert {rule.severity for rule in book.rules} == {Severity.VETO}
    assert not book.in_force(on=date(2019, 3, 31))
    assert book.in_force(on=date(2019, 4, 1))


def test_a_local_rule_with_another_threshold_is_data():
    local = AccountRulebook.parse(LOCAL)
    posts = [post("1", timedelta(days=12))]
    report = audit(account(), posts, at=AT, rulebook=local)
    assert report.rulebook == "xx-2019"
    [finding] = report.findings
    assert finding.severity is Severity.DEDUCTION
    assert "10 days" in str(finding.reason)


def test_a_deduction_alone_does_not_fail_an_account():
    assert audit(account(), [], at=AT, rulebook=AccountRulebook.parse(LOCAL)).passed is True


def test_an_unknown_rulebook_is_told_the_known_ones():
    with pytest.raises(InvalidValueError, match="Did you mean cn-2019"):
        audit(account(), [], at=AT, rulebook="cn-2018")


def test_an_unknown_rule_is_told_the_known_ones():
    with pytest.raises(InvalidValueError, match="is none of the rules of cn-2019") as error:
        audit(account(), [], at=AT).result("silence")
    assert error.value.code == "rule_unknown"


def test_an_audit_wants_a_time_zone():
    with pytest.raises(InvalidValueError) as error:
        audit(account(), [], at=datetime(2019, 4, 15))  # noqa: DTZ001 -- the mistake that is meant
    assert error.value.code == "timezone_aware"


# -- laws -----------------------------------------------------------------------------------------

hours = st.integers(-24 * 20, 24 * 20).map(lambda n: timedelta(hours=n))
POSTS = st.lists(
    st.builds(
        post,
        st.sampled_from("1234"),
        hours,
        account=st.sampled_from("ab"),
        gone=st.none() | st.just(-timedelta(days=30)) | st.just(timedelta(0)),
    ),
    max_size=8,
)
OBSERVATIONS = st.lists(
    st.builds(
        seen,
        st.sampled_from(INSPECTED),
        broken=st.booleans(),
        at=hours.map(lambda shift: AT + shift),
        note=st.sampled_from(["甲", "乙"]),
    ),
    max_size=6,
)
ACCOUNTS = st.sampled_from(
    [
        account(),
        account(platform=Platform.APP),
        account(("opened", "2019-04-05")),
        account(("opened", "2018-01-01")),
        account(("closed", "2019-04-01")),
    ]
)


@given(ACCOUNTS, POSTS, OBSERVATIONS, st.randoms(use_true_random=False))
def test_an_audit_does_not_depend_on_the_order_of_posts_and_observations(
    it: Account, posts: list[Post], observations: list[Observation], shuffler: random.Random
):
    expected = audit(it, posts, at=AT, observations=observations)
    shuffler.shuffle(posts)
    shuffler.shuffle(observations)
    assert audit(it, iter(posts), at=AT, observations=iter(observations)) == expected


@given(ACCOUNTS, POSTS, OBSERVATIONS)
def test_an_audit_survives_json(it: Account, posts: list[Post], observations: list[Observation]):
    report = audit(it, posts, at=AT, observations=observations)
    assert AccountAudit.model_validate_json(report.model_dump_json()) == report


@given(POSTS)
def test_the_audit_agrees_with_the_silence_that_is_measured(posts: list[Post]):
    it = account(("opened", "2018-01-01"))
    measured = silence(it, posts, AT)
    assert measured is not None
    assert (silent(*posts, of=it) is Outcome.BROKEN) == (measured > TWO_WEEKS)


@given(POSTS, hours)
def test_one_more_post_never_makes_an_account_more_silent(posts: list[Post], shift: timedelta):
    more = [*posts, post("0", shift)]
    assert not (silent(*posts) is Outcome.KEPT and silent(*more) is Outcome.BROKEN)
