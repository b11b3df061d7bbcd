from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import (
    Account,
    AccountAudit,
    AccountRulebook,
    AuditRecord,
    Column,
    Message,
    Observation,
    Outcome,
    Points,
    Post,
    RuleResult,
    ScoreRange,
    Scoring,
    audit,
)
from mgov.errors import InvalidDataError, InvalidValueError

AT = datetime(2019, 5, 31, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
PORTAL = AccountRulebook.built_in("cn-2019-portal")
VETOES = [rule.id for rule in PORTAL.rules if rule.severity == "veto"]
SITE = Account(
    identifier="s",
    platform="website",
    name="某市政府门户网站",
    columns=[
        Column(identifier="p", name="政策文件", kind="policies"),
        Column(identifier="d", name="办事统计", kind="service_statistics"),
        Column(identifier="c", name="留言选登", kind="consultation"),
        Column(identifier="n", name="要闻", kind="news"),
    ],
)
POSTS = [
    Post(identifier=name, account="s", published=AT - timedelta(hours=1), column=name)
    for name in "pdcn"
]


def seen(rule: str, *, broken: bool, **more: object) -> Observation:
    given = {"account": "s", "rule": rule, "broken": broken, "at": AT, **more}
    return Observation.model_validate(given)


def portal(
    *observations: Observation, posts: list[Post] | None = None, vetoes: bool = True
) -> AccountAudit:
    """Audit the portal; without `vetoes` nobody has looked at those that are not computed."""
    looked = [seen(rule, broken=False) for rule in VETOES] if vetoes else []
    return audit(
        SITE,
        POSTS if posts is None else posts,
        [],
        at=AT,
        rulebook=PORTAL,
        observations=[*looked, *observations],
    )


def weighed(deducted: object, bonus: object = None) -> list[Observation]:
    some = [seen("other_deductions", broken=True, points=deducted)]
    return some if bonus is None else [*some, seen("bonus", broken=False, points=bonus)]


# -- the score of a portal --------------------------------------------------------------------


def test_a_portal_without_fault_has_full_marks_and_the_bonus_that_it_earned():
    report = portal(
        seen("other_deductions", broken=False), seen("bonus", broken=False, points="12.5")
    )
    assert (report.score, report.passed) == (Decimal("112.5"), True)
    assert report.score_range == ScoreRange(Decimal("112.5"), Decimal("112.5"))


def test_deductions_are_computed_from_columns():
    fresh = [post for post in POSTS if post.column in {"c", "n"}]
    report = portal(seen("other_deductions", broken=False), posts=fresh)
    points = {result.rule: result.points for result in report.findings}
    assert points == {"policies_not_updated": -5, "service_statistics_not_updated": -2}
    assert report.score_range == (93, 123)


def test_a_bonus_counts_only_above_80_points():
    for deducted, score in ((19, 111), (20, 80)):
        report = portal(*weighed(deducted, 30))
        assert (report.score, report.passed) == (score, True)


def test_a_bonus_that_cannot_count_does_not_keep_the_score_open():
    report = portal(*weighed(25))
    assert report.result("bonus").outcome is Outcome.NOT_CHECKED
    assert report.score == 75


def test_below_60_points_a_portal_fails():
    for deducted, passed in ((40, True), ("40.5", False)):
        assert portal(*weighed(deducted)).passed is passed


def test_a_veto_stops_the_scoring():
    report = portal(*weighed(0, 30), seen("site_unreachable", broken=True))
    assert (report.passed, report.score, report.score_range) == (False, None, None)


def test_what_nobody_weighed_leaves_the_score_between_two_ends():
    report = portal()
    assert (report.score, report.passed) == (None, None)
    assert report.score_range == ScoreRange(Decimal(10), Decimal(130))


def test_what_is_broken_and_not_weighed_leaves_the_score_open():
    report = portal(seen("other_deductions", broken=True), seen("bonus", broken=False))
    assert report.result("other_deductions").points is None
    assert report.result("bonus").points is None
    assert report.score_range == (10, 130)


def test_a_bonus_that_is_not_earned_is_no_finding():
    report = portal(*weighed(5), seen("bonus", broken=True))
    assert report.result("bonus").outcome is Outcome.NOT_EARNED
    assert [finding.rule for finding in report.findings] == ["other_deductions"]
    assert report.score == 95


def test_open_vetoes_keep_the_score_open_and_its_range_known():
    report = portal(*weighed(5, 10), vetoes=False)
    assert (report.score, report.passed, report.score_range) == (None, None, (105, 105))


def test_a_portal_fails_by_its_score_whatever_the_open_vetoes_say():
    assert portal(*weighed(41), vetoes=False).passed is False


def test_no_more_is_deducted_and_given_than_the_rule_allows():
    report = portal(*weighed(95, 99))
    assert report.result("other_deductions").points == -90
    assert report.result("bonus").points == 30


def test_a_site_that_is_closed_has_no_score():
    closed = SITE.replace(events=[{"kind": "closed", "on": "2019-01-01"}])
    report = audit(closed, POSTS, [], at=AT, rulebook=PORTAL)
    assert (report.score, report.score_range, report.passed) == (None, None, None)


def test_a_rulebook_that_does_not_score_has_no_score():
    report = audit(SITE, POSTS, [], at=AT, rulebook="cn-2019-website")
    assert (report.score, report.score_range) == (None, None)


def test_points_for_a_rule_without_points_are_refused():
    with pytest.raises(InvalidValueError) as error:
        portal(seen("no_services", broken=True, points=5))
    assert (error.value.field, error.value.code) == ("observations", "observation_points")


# -- rules with points ------------------------------------------------------------------------

LOCAL = """
id = "xx-2020"
in_force_from = 2020-01-01
title = { zh = "某县办法", en = "Rules of a county" }
source = { issuer = "某县人民政府办公室", issued = 2019-12-01 }
scoring = { full = 100, pass_mark = 60 }

[[rules]]
id = "late"
article = "第三条"
title = { zh = "留言答复不及时", en = "Messages answered late" }
evidence = "verified"
severity = "deduction"
points = { each = 2 }
messages = { answered_within = { days = 7 } }

[[rules]]
id = "errors"
article = "第四条"
title = { zh = "错别字", en = "Misspelled words" }
evidence = "verified"
severity = "deduction"
points = { each = "0.5", at_most = 10 }
"""


def local(messages: int, *observations: Observation, book: str = LOCAL) -> AccountAudit:
    late = [
        Message(identifier=str(n), account="s", received=AT - timedelta(days=8))
        for n in range(messages)
    ]
    rules = AccountRulebook.parse(book)
    return audit(SITE, POSTS, late, at=AT, rulebook=rules, observations=observations)


def errors(number: int, **more: object) -> Observation:
    return seen("errors", broken=True, occurrences=number, **more)


def test_points_are_taken_for_each_occurrence():
    report = local(3, errors(2), errors(5))
    assert (report.result("late").points, report.result("late").occurrences) == (-6, 3)
    assert (report.result("errors").points, report.result("errors").occurrences) == (
        Decimal("-3.5"),
        7,
    )
    assert report.score == Decimal("90.5")


def test_points_have_a_limit():
    assert local(0, errors(30)).score == 90


def test_points_of_an_inspector_stand_for_their_own_occurrences_only():
    report = local(0, errors(4, points=3), errors(2))
    assert report.result("errors").points == -4


def test_what_was_seen_and_what_was_computed_are_not_added():
    saw_more = seen("late", broken=True, occurrences=5)
    for observation, points in ((saw_more, -10), (seen("late", broken=True), -6)):
        result = local(3, observation).result("late")
        assert result.points == points
        assert [each.message for each in result.evidence] == [None, "0", "1", "2"]
    assert local(0, saw_more).result("late").evidence[0].message is None


def test_a_score_does_not_fall_below_nothing():
    report = local(60, errors(1))
    assert (report.score, report.passed) == (0, False)


def test_a_rule_without_a_limit_leaves_nothing_certain_below():
    assert audit(
        SITE, POSTS, None, at=AT, rulebook=AccountRulebook.parse(LOCAL)
    ).score_range == ScoreRange(Decimal(0), Decimal(100))


def test_a_score_without_a_threshold_for_the_bonus_always_has_it():
    bonus = '[[rules]]\nid = "b"\narticle = "第五条"\ntitle = { zh = "加分", en = "Bonus" }\n'
    bonus += 'evidence = "verified"\nseverity = "bonus"\npoints = { each = 3, at_most = 9 }\n'
    gives = [seen("b", broken=False, occurrences=2), seen("errors", broken=False)]
    assert local(50, *gives, book=LOCAL + bonus).score == 6


def test_a_rule_for_others_costs_nothing():
    of_apps = 'platforms = ["app"]\npoints = { each = "0.5"'
    report = local(1, book=LOCAL.replace('points = { each = "0.5"', of_apps))
    assert report.result("errors").points is None
    assert (report.score, report.score_range) == (98, (98, 98))


def test_an_audit_made_by_hand_is_open_where_it_says_no_points():
    report = local(0, errors(1))
    bare = report.result("errors").replace(points=None, worth=None)
    assert report.replace(results=[bare]).score_range == (0, 100)


@pytest.mark.parametrize(
    ("old", "new", "field", "code"),
    [
        ("points = { each = 2 }", "", "", "rulebook_scoring"),
        ("points = { each = 2 }", "points = {}", "rules.late.points", "points_empty"),
        ('"deduction"\npoints = { each = 2 }', '"bonus"', "rules.late", "rule_points"),
        (
            '"deduction"\npoints = { each = 2 }',
            '"bonus"\npoints = { at_most = 2 }',
            "rules.late",
            "rule_points",
        ),
        (
            '"deduction"\npoints = { each = 2 }',
            '"bonus"\npoints = { each = 2 }',
            "rules.late",
            "rule_points",
        ),
        (
            '"deduction"\npoints = { each = 2 }',
            '"veto"\npoints = { each = 2 }',
            "rules.late",
            "rule_points",
        ),
        ("pass_mark = 60", "pass_mark = 101", "scoring", "scoring_pass_mark"),
        (
            "messages =",
            "silence = { longest = { days = 1 } }\nmessages =",
            "rules.late",
            "rule_limits",
        ),
    ],
)
def test_rules_that_cannot_score_are_refused(old: str, new: str, field: str, code: str):
    wrong = LOCAL.replace(old, new)
    assert wrong != LOCAL
    with pytest.raises(InvalidDataError) as error:
        AccountRulebook.parse(wrong)
    assert (field, code) in {(each.field, each.code) for each in error.value.problems}


def test_a_bonus_without_scoring_is_refused():
    wrong = LOCAL.replace("scoring = { full = 100, pass_mark = 60 }", "").replace(
        'severity = "deduction"\npoints = { each = "0.5"', 'severity = "bonus"\npoints = { each = 1'
    )
    with pytest.raises(InvalidDataError, match="has the bonus errors and no scoring"):
        AccountRulebook.parse(wrong)


def test_deductions_may_have_points_without_a_score():
    report = local(3, book=LOCAL.replace("scoring = { full = 100, pass_mark = 60 }", ""))
    assert (report.result("late").points, report.score, report.passed) == (-6, None, True)


# -- laws -------------------------------------------------------------------------------------

numbers = st.decimals(0, 200, places=1)
ranges = st.lists(numbers, min_size=2, max_size=2).map(lambda ends: ScoreRange(*sorted(ends)))
scorings = st.builds(
    Scoring,
    full=st.just(100),
    pass_mark=st.just(60),
    bonus_above=st.none() | st.decimals(1, 100, places=1),
    bonus_at_most=st.none() | st.decimals(1, 50, places=1),
)


@given(scorings, st.lists(ranges, max_size=4), st.lists(ranges, max_size=4))
def test_every_score_that_is_possible_lies_in_the_range(
    scoring: Scoring, lost: list[ScoreRange], earned: list[ScoreRange]
):
    base = scoring.base(lost)
    total = scoring.total(base, earned)
    for end in (0, 1):
        known = [ScoreRange(each[end], each[end]) for each in lost]
        gains = [ScoreRange(each[1 - end], each[1 - end]) for each in earned]
        one = scoring.base(known)
        assert one.is_known
        assert base.low <= one.low <= base.high
        assert total.low <= scoring.total(one, gains).low <= total.high


@given(st.integers(0, 90), st.none() | st.integers(0, 30))
def test_whether_a_portal_passed_agrees_with_its_score(deducted: int, bonus: int | None):
    report = portal(*weighed(deducted, bonus))
    assert report.passed is (100 - deducted >= 60)
    if report.score is not None:
        assert report.score == 100 - deducted + ((bonus or 0) if deducted < 20 else 0)


@given(st.integers(0, 20), numbers, numbers, st.decimals(1, 50, places=1))
def test_points_grow_with_what_was_found_up_to_their_limit(
    occurrences: int, given_points: Decimal, each: Decimal, at_most: Decimal
):
    points = Points(each=each + 1, at_most=at_most)
    few = points.of(occurrences, given=given_points)
    more = points.of(occurrences + 1, given=given_points)
    assert few is not None
    assert more is not None
    assert few <= more <= at_most


# -- rows -------------------------------------------------------------------------------------


def test_an_audit_is_written_as_a_table():
    late = [
        Message(
            identifier=name,
            account="s",
            received=AT - timedelta(days=days),
            address=f"https://www.a.gov.cn/{name}",
        )
        for name, days in (("m1", 100), ("m2", 200))
    ]
    report = audit(SITE, POSTS, late, at=AT, rulebook="cn-2019-website")
    out = io.StringIO()
    table = csv.DictWriter(out, list(AuditRecord.__annotations__))
    table.writeheader()
    table.writerows(report.to_records())
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [row["rule"] for row in rows] == [result.rule for result in report.results]
    [found] = [row for row in rows if row["outcome"] == "broken"]
    assert found == {
        "account": "s",
        "at": "2019-05-31 12:00:00+08:00",
        "rulebook": "cn-2019-website",
        "rule": "messages_unanswered",
        "article": "单项否决指标 政府网站 第5项第2目",
        "title_zh": "超过3个月未回应有效留言",
        "title_en": "Valid messages unanswered for over three months",
        "severity": "veto",
        "outcome": "broken",
        "occurrences": "2",
        "points": "",
        "reason_zh": "至2019-05-31 12:00+08:00，超过3个月未答复的有效留言2条。",
        "reason_en": "Valid messages unanswered for more than 3 months at "
        "2019-05-31 12:00+08:00: 2.",
        "evidence": "m2; m1",
        "evidence_at": "2018-11-12 12:00:00+08:00",
        "evidence_address": "https://www.a.gov.cn/m2",
    }


def test_a_row_names_the_post_the_column_or_what_else_it_rests_on():
    evidence = [
        {"what": "甲", "post": "1", "column": "p"},
        {"what": "乙", "column": "d"},
        {"what": "丙"},
    ]
    result = RuleResult.model_validate(
        {
            "rule": "r",
            "article": "第一条",
            "title": "某项",
            "severity": "deduction",
            "outcome": "broken",
            "reason": "某因",
            "evidence": evidence,
            "points": "-1.5",
        }
    )
    report = AccountAudit(account="s", at=AT, rulebook="xx", status="active", results=[result])
    [row] = report.to_records()
    assert (row["evidence"], row["evidence_at"], row["evidence_address"]) == ("1; d", None, None)
    assert (row["points"], row["title_zh"], row["title_en"]) == (Decimal("-1.5"), "某项", "某项")
