"""Lifecycles: what the built-in ones say, and what is refused in one of the user's own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from importlib import resources

import pytest

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.petitions import ClockKind, Lifecycle, Petition
from mgov.values.personal import revealed
from mgov.values.rulebook import Evidence

BOARD = """
id = "town-board"
title = { zh = "留言办理规则", en = "Rules of the message board" }
source = { issuer = "某镇", issued = 2017-01-01 }
in_force_from = 2017-01-01
time_zone = "Asia/Shanghai"

[[kinds]]
id = "message"
article = "1"
title = { zh = "留言", en = "Message" }
evidence = "verified"

[[states]]
id = "received"
title = { zh = "已收到", en = "Received" }

[[states]]
id = "replied"
title = { zh = "已回复", en = "Replied" }
closed = true

[[steps]]
id = "receive"
article = "1"
title = { zh = "收到", en = "Receive" }
evidence = "verified"
then = "received"

[[steps]]
id = "reply"
article = "2"
title = { zh = "回复", en = "Reply" }
evidence = "verified"
when = ["received"]
then = "replied"

[[rules]]
id = "reply_time"
article = "2"
title = { zh = "回复期限", en = "Time to reply" }
evidence = "verified"
starts = ["receive"]
stops = ["reply"]
workdays = 7
"""

PRAISE = """
[[kinds]]
id = "praise"
article = "3"
title = { zh = "表扬", en = "Praise" }
evidence = "verified"

[[steps]]
id = "file"
article = "3"
title = { zh = "归档", en = "File" }
evidence = "verified"
when = ["received"]
then = "replied"
kinds = ["praise"]

[[outcomes]]
id = "thanked"
article = "3"
title = { zh = "致谢", en = "Thanked" }
evidence = "verified"
steps = ["reply"]
kinds = ["praise"]
"""


def troubles(text: str) -> dict[str, str]:
    with pytest.raises(InvalidDataError) as caught:
        Lifecycle.parse(text)
    assert all(problem.remedy for problem in caught.value.problems)
    return {problem.field: problem.trouble for problem in caught.value.problems}


@pytest.mark.parametrize("name", ["cn-2005", "cn-2022"])
def test_the_terms_of_the_chinese_regulations_are_those_of_the_text(name: str):
    book = Lifecycle.built_in(name)
    terms = {clock.id: (clock.days, clock.workdays) for clock in book.rules}
    assert terms == {
        "first_reply": (15, None),
        "decide_acceptance": (15, None),
        "report": (None, None),
        "close": (60, None),
        "ask_review": (30, None),
        "review": (30, None),
        "ask_reexamination": (30, None),
        "reexamine": (30, None),
        **({"object": (None, 5)} if name == "cn-2022" else {}),
    }
    assert book.rule("close").extension.days == 30
    assert book.representatives.at_most == 5
    assert book.time_zone == "Asia/Shanghai"


def test_the_articles_of_the_two_regulations_are_not_mixed_up():
    old, new = Lifecycle.built_in("cn-2005"), Lifecycle.built_in("cn-2022")
    assert (old.rule("close").article, new.rule("close").article) == ("第三十三条", "第三十四条")
    assert (old.rule("review").article, new.rule("review").article) == ("第三十四条", "第三十五条")
    assert old.in_force(date(2022, 4, 30))
    assert not old.in_force(date(2022, 5, 1))
    assert new.in_force(date(2022, 5, 1))


def test_in_2022_only_claims_run_against_the_sixty_days_and_are_reviewed():
    book = Lifecycle.built_in("cn-2022")
    assert book.rule("close").kinds == ("claim",)
    for kind in ("suggestion", "report_against_person"):
        steps = [step.id for step in book.steps_from("answered", kind=kind)]
        assert "request_review" not in steps


def test_many_clocks_that_run_beside_each_other_are_checked_one_by_one():
    # Looked at together they would be 2 ** 40 cases.
    beside = "".join(
        f"""
        [[steps]]
        id = "ask_{each}"
        article = "4"
        title = {{ zh = "询问", en = "Ask" }}
        evidence = "verified"
        when = ["received"]

        [[steps]]
        id = "tell_{each}"
        article = "4"
        title = {{ zh = "答问", en = "Tell" }}
        evidence = "verified"
        when = ["received"]

        [[rules]]
        id = "tell_time_{each}"
        article = "4"
        title = {{ zh = "答问期限", en = "Time to tell" }}
        evidence = "verified"
        starts = ["ask_{each}"]
        stops = ["tell_{each}"]
        ends = ["reply"]
        days = 3
        """
        for each in range(40)
    )
    assert len(Lifecycle.parse(BOARD + beside).rules) == 41
    assert troubles(BOARD + beside.replace('ends = ["reply"]', "", 1)) == {
        "rules.tell_time_0": "goes on running in the closed states replied"
    }


@pytest.mark.parametrize(("name", "kind"), [("cn-2005", "suggestion"), ("cn-2022", "claim")])
def test_a_hearing_before_the_answer_stops_no_clock(name: str, kind: str):
    at = datetime.combine(Lifecycle.built_in(name).in_force_from, time(4), UTC)
    petition = Petition.register(rulebook=name, kind=kind, title="渗水", at=at).accept(at=at)
    heard = petition.step("hold_hearing", at=at).step("hold_hearing", at=at)
    assert (heard.status, heard.deadlines()) == ("accepted", petition.deadlines())


def test_windows_are_told_from_duties():
    windows = [
        clock.id for clock in Lifecycle.built_in("cn-2022").rules if clock.kind is ClockKind.WINDOW
    ]
    assert windows == ["object", "ask_review", "ask_reexamination"]


@pytest.mark.parametrize("name", Lifecycle.available())
def test_every_rule_names_its_article_and_how_surely_it_is_known(name: str):
    book = Lifecycle.built_in(name)
    rules = (*book.rules, *book.steps, *book.kinds, *book.reasons, *book.outcomes)
    rules += (*book.thresholds, *book.tracks)
    assert all(rule.article for rule in rules)
    unsure = {rule.id for rule in rules if rule.evidence is not Evidence.VERIFIED}
    assert unsure == {
        "cn-2005": {"rate", "not_adopted", "upheld", "changed", "revoked"},
        "cn-2022": {"not_adopted", "upheld", "changed", "revoked"},
        "cn-hezhang-2020": {"not_adopted"},
        "open311": {"triage", "plan", "cancel", "reopen"},
        "uk-parliament": set(),
    }.get(name)


def test_what_a_lifecycle_does_not_have_is_said_with_what_it_has():
    book = Lifecycle.built_in("cn-2022")
    with pytest.raises(
        InvalidValueError, match=r"kind: is none that cn-2022 knows\. Use one of sug"
    ):
        book.kind("complaint")
    with pytest.raises(InvalidValueError, match="state: is none"):
        book.state("open")
    with pytest.raises(InvalidValueError, match="step: is none"):
        book.step("close")


def test_a_users_own_lifecycle_is_loaded_used_and_kept_in_full():
    book = Lifecycle.parse(BOARD)
    petition = Petition.register(
        rulebook=book, kind="message", title="路灯不亮", at=datetime(2017, 8, 17, tzinfo=UTC)
    )
    assert petition.next_due().due == date(2017, 8, 28)  # seven working days
    stored = revealed(petition, purpose="store", mode="json")
    assert stored["rulebook"]["id"] == "town-board"
    assert Petition.model_validate(stored) == petition
    assert repr(book) == "Lifecycle(id='town-board')"


def test_a_book_with_a_built_in_name_and_other_rules_is_not_taken_for_it():
    text = resources.files("mgov.petitions").joinpath("rulebooks/cn-2022.toml").read_text("utf-8")
    stricter = Lifecycle.parse(text.replace("days = 60", "days = 30"))
    petition = Petition.register(
        rulebook=stricter, kind="claim", title="路灯不亮", at=datetime(2022, 8, 17, tzinfo=UTC)
    )
    again = Petition.model_validate(revealed(petition, purpose="store", mode="json"))
    assert again.rulebook.rule("close").days == 30


@pytest.mark.parametrize(
    ("wrong", "field", "trouble"),
    [
        (
            BOARD.replace('time_zone = "Asia/Shanghai"', 'time_zone = "Asia"'),
            "time_zone",
            "is no time zone",
        ),
        (
            BOARD.replace('time_zone = "Asia/Shanghai"', 'time_zone = "Beijing"'),
            "time_zone",
            "is no time zone",
        ),
        (
            BOARD.replace('when = ["received"]', 'when = ["recieved"]'),
            "steps.reply.when",
            "names recieved, which is none of the states",
        ),
        (
            BOARD.replace('stops = ["reply"]', 'stops = ["answer"]'),
            "rules.reply_time.stops",
            "names answer, which is none of the steps",
        ),
        (
            BOARD + 'extension = { step = "prolong", days = 3 }',
            "rules.reply_time.extension",
            "names prolong, which is none of the steps",
        ),
        (
            BOARD + 'pause = { begins = "reply", ends = "resume" }',
            "rules.reply_time.pause",
            "names resume, which is none of the steps",
        ),
        (BOARD.replace('when = ["received"]\n', ""), "steps", "has 2 steps that begin a petition"),
        (
            BOARD.replace('then = "received"', 'when = ["replied"]\nthen = "received"'),
            "steps",
            "has no first step",
        ),
        (BOARD.replace('then = "received"\n', ""), "steps.receive.then", "is missing"),
        (
            BOARD.replace('then = "received"', 'then = "received"\nkinds = ["message"]'),
            "steps.receive.kinds",
            "limits the first step",
        ),
        (BOARD.replace('id = "replied"', 'id = "received"'), "states.received", "is there twice"),
        (
            BOARD + '[[states]]\nid = "lost"\ntitle = { zh = "遗失", en = "Lost" }',
            "states.lost",
            "is reached by no step",
        ),
        (
            BOARD.replace("closed = true", ""),
            "states.received",
            "never leads to a closed state for the kinds message",
        ),
        (
            BOARD.replace('starts = ["receive"]\n', ""),
            "rules.reply_time",
            "has no step that starts it",
        ),
        (
            BOARD.replace('starts = ["receive"]', 'starts = ["receive"]\nin_states = ["replied"]'),
            "rules.reply_time",
            "is started in no course that a petition can take",
        ),
        (
            BOARD.replace('stops = ["reply"]\n', 'ends = ["reply"]\n'),
            "rules.reply_time",
            "has no step by which the duty is done while it runs",
        ),
        (
            BOARD.replace('stops = ["reply"]', 'stops = ["receive"]\nends = ["reply"]'),
            "rules.reply_time",
            "has no step by which the duty is done while it runs",
        ),
        (
            BOARD + 'extension = { step = "receive", days = 3 }',
            "rules.reply_time.extension",
            "names receive, which cannot be taken while the clock runs",
        ),
        (
            BOARD + 'pause = { begins = "reply", ends = "receive" }',
            "rules.reply_time.pause",
            "names receive, which cannot be taken while the clock runs",
        ),
        (
            BOARD.replace('then = "replied"', 'then = "replied"\nkinds = ["message"]') + PRAISE,
            "outcomes.thanked",
            "is for the step reply, which is never taken for praise",
        ),
        (
            BOARD.replace('starts = ["receive"]', 'starts = ["receive", "reply"]'),
            "rules.reply_time",
            "goes on running in the closed states replied",
        ),
        (
            BOARD.replace("workdays = 7", "set_by_step = true"),
            "rules.reply_time",
            "is set by receive, which cannot say the last day",
        ),
        (BOARD.replace("workdays = 7", ""), "rules.reply_time", "has not one length"),
        (
            BOARD.replace("workdays = 7", "workdays = 7\ndays = 7"),
            "rules.reply_time",
            "has not one length",
        ),
        (
            BOARD.replace("workdays = 7", "set_by_step = true")
            + 'pause = { begins = "reply", ends = "reply" }',
            "rules.reply_time",
            "is paused, but a step says on which day it ends",
        ),
    ],
)
def test_a_flaw_is_named_where_it_is(wrong: str, field: str, trouble: str):
    assert troubles(wrong)[field] == trouble


def test_a_step_that_no_kind_can_take_is_named():
    other = BOARD.replace(
        "[[states]]",
        '[[kinds]]\nid = "praise"\narticle = "1"\ntitle = { zh = "表扬", en = "Praise" }\n'
        'evidence = "verified"\n\n[[states]]',
        1,
    )
    thank = """
[[steps]]
id = "thank"
article = "3"
title = { zh = "致谢", en = "Thank" }
evidence = "verified"
when = ["thanked"]
kinds = ["praise"]

[[states]]
id = "thanked"
title = { zh = "已致谢", en = "Thanked" }
closed = true
"""
    assert troubles(other + thank) == {
        "states.thanked": "is reached by no step",
        "steps.thank": "can never be taken",
    }


def test_all_flaws_are_named_at_once():
    wrong = (
        BOARD.replace('then = "replied"', 'then = "answered"\nkinds = ["letter"]')
        .replace('stops = ["reply"]', 'stops = ["respond"]')
        .replace('starts = ["receive"]', 'starts = ["arrive"]')
    )
    assert set(troubles(wrong)) == {
        "steps.reply.then",
        "steps.reply.kinds",
        "rules.reply_time.stops",
        "rules.reply_time.starts",
    }
