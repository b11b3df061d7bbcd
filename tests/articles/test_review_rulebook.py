"""Rulebooks of review: what the built-in ones say, and what is refused in one of the user's own."""

from __future__ import annotations

import pytest

from mgov.articles import ReviewRulebook, StepEffect
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.rulebook import Evidence

OFFICE = """
id = "town-office"
title = { zh = "发布审核制度", en = "Review before release" }
source = { issuer = "某镇", issued = 2026-01-01 }
in_force_from = 2026-01-01

[[roles]]
id = "writer"
title = { zh = "拟稿人", en = "Writer" }

[[roles]]
id = "mayor"
title = { zh = "镇长", en = "Mayor" }

[[states]]
id = "written"
title = { zh = "已拟稿", en = "Written" }

[[states]]
id = "read"
title = { zh = "已审阅", en = "Read" }

[[states]]
id = "online"
title = { zh = "已发布", en = "Online" }
closed = true

[[steps]]
id = "write"
article = "1"
title = { zh = "拟稿", en = "Write" }
evidence = "verified"
then = "written"
roles = ["writer"]
effect = "writes"

[[steps]]
id = "read"
article = "2"
title = { zh = "审阅", en = "Read" }
evidence = "verified"
when = ["written"]
then = "read"
roles = ["mayor"]
effect = "approves"

[[steps]]
id = "put_online"
article = "3"
title = { zh = "发布", en = "Put online" }
evidence = "verified"
when = ["read"]
then = "online"
roles = ["writer"]
effect = "publishes"
needs = ["read"]

[[rules]]
id = "four_eyes"
article = "2"
title = { zh = "双人", en = "Four eyes" }
evidence = "verified"
steps = ["read"]
distinct_from = ["write"]
"""


def troubles(text: str) -> dict[str, str]:
    with pytest.raises(InvalidDataError) as caught:
        ReviewRulebook.parse(text)
    assert all(problem.remedy for problem in caught.value.problems)
    assert all(problem.code.startswith("review_rulebook_") for problem in caught.value.problems)
    return {problem.field: problem.trouble for problem in caught.value.problems}


def test_three_reviews_stand_between_a_draft_and_the_public():
    book = ReviewRulebook.built_in("cn-2018")
    reviews = [step.id for step in book.steps if step.effect is StepEffect.APPROVES]
    assert reviews == ["first_review", "second_review", "third_review"]
    publishing = [step for step in book.steps if step.effect is StepEffect.PUBLISHES]
    assert [step.id for step in publishing] == ["publish", "publish_correction"]
    assert all(step.needs == tuple(reviews) for step in publishing)


def test_no_review_is_for_who_wrote_the_text_or_took_another_review():
    book = ReviewRulebook.built_in("cn-2018")
    reviews = [step.id for step in book.steps if step.effect is StepEffect.APPROVES]
    writings = [step.id for step in book.steps if step.effect is StepEffect.WRITES]
    for review in reviews:
        for other in [*writings, *reviews]:
            kept = any(rule.keeps(other, from_step=review) for rule in book.rules)
            assert kept is (other != review)


@pytest.mark.parametrize("name", ReviewRulebook.available())
def test_every_rule_names_its_article_and_how_surely_it_is_known(name: str):
    book = ReviewRulebook.built_in(name)
    assert all(rule.article for rule in (*book.rules, *book.steps))
    guessed = {rule.id for rule in book.steps if rule.evidence is Evidence.FROM_MEMORY}
    assert guessed <= {"correct", "publish_correction", "withdraw"}
    assert all(
        each.title.get("zh") and each.title.get("en") for each in (*book.roles, *book.states)
    )


def test_the_practice_of_three_reviews_is_not_passed_off_as_read_in_the_opinions():
    book = ReviewRulebook.built_in("cn-2018")
    assert Evidence.VERIFIED not in {rule.evidence for rule in (*book.steps, *book.rules)}


def test_what_a_rulebook_does_not_have_is_said_with_what_it_has():
    book = ReviewRulebook.built_in("uk-2026")
    with pytest.raises(InvalidValueError, match=r"role: is none that uk-2026 knows\. Use one"):
        book.role("minister")
    with pytest.raises(InvalidValueError, match="state: is none"):
        book.state("lost")
    with pytest.raises(InvalidValueError, match="step: is none"):
        book.step("print")
    assert repr(book) == "ReviewRulebook(id='uk-2026')"


def test_the_fingerprint_changes_with_what_is_allowed_and_with_nothing_else():
    book = ReviewRulebook.parse(OFFICE)
    retold = OFFICE.replace('article = "2"', 'article = "第二条"').replace("Mayor", "The mayor")
    assert ReviewRulebook.parse(retold).fingerprint == book.fingerprint
    for stricter in (
        OFFICE.replace('needs = ["read"]', ""),
        OFFICE.replace('id = "write"', 'id = "write"\nneeds_note = true'),
        OFFICE.replace('roles = ["mayor"]', 'roles = ["mayor", "writer"]'),
        OFFICE.replace('id = "mayor"', 'id = "council"').replace('["mayor"]', '["council"]'),
        OFFICE[: OFFICE.index("[[rules]]")].replace("[[roles]]", "rules = []\n[[roles]]", 1),
    ):
        assert ReviewRulebook.parse(stricter).fingerprint != book.fingerprint


@pytest.mark.parametrize(
    ("old", "new", "field", "trouble"),
    [
        (
            'when = ["written"]',
            'when = ["writen"]',
            "steps.read.when",
            "names writen, which is none of the states",
        ),
        (
            'then = "online"',
            'then = "offline"',
            "steps.put_online.then",
            "names offline, which is none of the states",
        ),
        (
            'roles = ["mayor"]',
            'roles = ["major"]',
            "steps.read.roles",
            "names major, which is none of the roles",
        ),
        (
            'needs = ["read"]',
            'needs = ["reading"]',
            "steps.put_online.needs",
            "names reading, which is none of the steps",
        ),
        (
            'needs = ["read"]',
            'needs = ["write"]',
            "steps.put_online.needs",
            "names write, after which nothing is approved",
        ),
        (
            'distinct_from = ["write"]',
            'distinct_from = ["read"]',
            "rules.four_eyes",
            "keeps nobody from anything",
        ),
        (
            'distinct_from = ["write"]',
            'distinct_from = ["draft"]',
            "rules.four_eyes.distinct_from",
            "names draft, which is none of the steps",
        ),
        (
            'steps = ["read"]',
            'steps = ["review"]',
            "rules.four_eyes.steps",
            "names review, which is none of the steps",
        ),
        ('effect = "writes"\n', "", "steps.write.effect", "brings no text"),
        (
            'effect = "writes"\n',
            'effect = "writes"\nneeds = ["read"]\n',
            "steps.write",
            "limits the first step",
        ),
        (
            'effect = "writes"\n',
            'effect = "writes"\npublished_before = false\n',
            "steps.write",
            "limits the first step",
        ),
        ('roles = ["mayor"]', 'roles = ["writer"]', "roles.mayor", "can take no step"),
        ('when = ["written"]\n', "", "steps", "has 2 steps that begin a review"),
        ('then = "written"\n', "", "steps.write.then", "is missing"),
        ('id = "online"', 'id = "read"', "states.read", "is there twice"),
        ("closed = true\n", "", "states.written", "may never lead to a closed state"),
        (
            'then = "online"',
            'then = "online"\npublished_before = true',
            "states.online",
            "is reached by no step",
        ),
        (
            'then = "read"',
            'then = "read"\npublished_before = true',
            "steps.put_online",
            "can never be taken",
        ),
    ],
)
def test_a_flaw_is_named_where_it_is(old: str, new: str, field: str, trouble: str):
    assert old in OFFICE
    assert troubles(OFFICE.replace(old, new))[field] == trouble


def test_an_approval_that_a_rejection_takes_back_leaves_no_way_out():
    """The state alone would let the text pass; what has been done about it does not."""
    back = """
[[steps]]
id = "doubt"
article = "4"
title = { zh = "存疑", en = "Doubt" }
evidence = "verified"
when = ["read"]
roles = ["mayor"]
effect = "rejects"
"""
    assert troubles(OFFICE + back) == {"states.read": "may never lead to a closed state"}


def test_all_flaws_are_named_at_once():
    wrong = (
        OFFICE.replace('then = "online"', 'then = "offline"')
        .replace('roles = ["mayor"]', 'roles = ["major"]')
        .replace('steps = ["read"]', 'steps = ["review"]')
    )
    assert {"steps.put_online.then", "steps.read.roles", "rules.four_eyes.steps"} <= set(
        troubles(wrong)
    )
