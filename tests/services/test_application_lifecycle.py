"""The lifecycles that come along say what their laws say; one's own is checked when it loads."""

from __future__ import annotations

import pytest

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import ApplicationLifecycle, Ending
from mgov.values.rulebook import Evidence

OWN = """
id = "xx-2020"
title = { zh = "某市办件办法", en = "How a city handles applications" }
source = { issuer = "某市", issued = 2020-01-01 }
in_force_from = 2020-01-01
time_zone = "Asia/Shanghai"
main_clock = "decide"
states = [
  { id = "started", title = { zh = "填报中", en = "Started" } },
  { id = "accepted", title = { zh = "已受理", en = "Accepted" } },
  { id = "held", title = { zh = "暂停", en = "Held" } },
  { id = "granted", title = { zh = "已办结", en = "Granted" }, ending = "completed" },
]
steps = [
  { id = "start", article = "1", title = { zh = "填报", en = "Start" }, evidence = "verified", then = "started", takes = ["slot"] },
  { id = "unbook", article = "1", title = { zh = "取消预约", en = "Cancel" }, evidence = "verified", when = ["started"], cancels_booking = true },
  { id = "accept", article = "2", title = { zh = "受理", en = "Accept" }, evidence = "verified", when = ["started"], then = "accepted" },
  { id = "hold", article = "3", title = { zh = "暂停", en = "Hold" }, evidence = "verified", when = ["accepted"], then = "held" },
  { id = "go_on", article = "3", title = { zh = "恢复", en = "Go on" }, evidence = "verified", when = ["held"], then = "accepted" },
  { id = "extend", article = "4", title = { zh = "延期", en = "Extend" }, evidence = "verified", when = ["accepted"], needs = ["days"] },
  { id = "complete", article = "5", title = { zh = "办结", en = "Complete" }, evidence = "verified", when = ["accepted"], then = "granted" },
]

[[reasons]]
id = "inspection"
article = "3"
title = { zh = "检验", en = "Inspection" }
evidence = "verified"
steps = ["hold"]

[[rules]]
id = "decide"
article = "5"
title = { zh = "办结期限", en = "Time to decide" }
evidence = "verified"
starts = ["accept"]
stops = ["complete"]
not_counted_in = ["held"]
workdays = 10
extension = { step = "extend" }
"""  # noqa: E501 -- rows of a table


def flaws(*changes: tuple[str, str]) -> list[str]:
    text = OWN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    with pytest.raises(InvalidDataError) as caught:
        ApplicationLifecycle.parse(text)
    return [str(problem) for problem in caught.value.problems]


def test_ones_own_lifecycle_is_read():
    book = ApplicationLifecycle.parse(OWN)
    assert book.start.id == "start"
    assert repr(book) == "ApplicationLifecycle(id='xx-2020')"


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        (
            ('then = "held"', 'then = "halted"'),
            (
                "steps.hold.then: names halted, which is none of the states. "
                "Use one of started, accepted, held, granted."
            ),
        ),
        (
            ('main_clock = "decide"', 'main_clock = "decision"'),
            "main_clock: names decision, which is none of the rules. Use one of decide.",
        ),
        (
            ('steps = ["hold"]', 'steps = ["halt"]'),
            (
                "reasons.inspection.steps: names halt, which is none of the steps. "
                "Use one of start, unbook, accept, hold, go_on, extend, complete."
            ),
        ),
        (
            ('id = "go_on"', 'id = "hold"'),
            "steps.hold: is there twice. Give each an id of its own.",
        ),
        (
            ('when = ["started"], then = "accepted"', 'then = "accepted"'),
            "steps: has 2 steps that begin an application. Leave `when` empty in exactly one step.",
        ),
        (
            (', takes = ["slot"]', ""),
            (
                "steps.unbook: can never be taken. "
                "Correct the conditions under which it can be taken, or take it out."
            ),
        ),
        (
            ('when = ["held"], then = "accepted"', 'when = ["held"]'),
            (
                "states.held: never leads to a state in which an application has ended. "
                "Add a step that leads on, or give its ending."
            ),
        ),
        (
            ('when = ["accepted"], then = "held"', 'when = ["accepted"]'),
            "states.held: is reached by no step. Let a step lead to it, or take it out.",
        ),
        (
            ('stops = ["complete"]', 'stops = ["hold"]'),
            (
                "rules.decide: goes on running in the closed states granted. Name the steps that "
                "lead there in `stops` or `ends`, or set after_closing = true."
            ),
        ),
        (
            ('not_counted_in = ["held"]', 'not_counted_in = ["started"]'),
            (
                "rules.decide.not_counted_in: does not count in started, in which it never runs. "
                "Name states between its start and its end, or leave them out."
            ),
        ),
        (
            ('needs = ["days"]', 'takes = ["days"]'),
            (
                "rules.decide.extension: is extended without a limit by a step that need not say "
                'the days. Give its days, or let the step say needs = ["days"].'
            ),
        ),
        (
            ("workdays = 10", "workdays = 10\ndays = 20"),
            "rules.decide: has not one length. Give exactly one of days, workdays and months.",
        ),
        (
            ("workdays = 10", ""),
            "rules.decide: has not one length. Give exactly one of days, workdays and months.",
        ),
    ],
)
def test_a_flaw_is_named_with_its_place_and_its_remedy(change: tuple[str, str], flaw: str):
    assert flaw in flaws(change)


def test_a_clock_may_go_on_where_the_rulebook_says_so():
    text = OWN.replace('stops = ["complete"]', 'stops = ["hold"]\nafter_closing = true')
    text = text.replace('not_counted_in = ["held"]\n', "")
    assert ApplicationLifecycle.parse(text).rule("decide").after_closing


def test_a_slot_that_must_be_given_is_always_there_to_be_given_up():
    text = OWN.replace('takes = ["slot"]', 'needs = ["slot"]')
    assert ApplicationLifecycle.parse(text).start.can_book


def test_what_is_not_there_is_named_with_what_is():
    book = ApplicationLifecycle.parse(OWN)
    with pytest.raises(InvalidValueError) as caught:
        book.state("refused")
    assert str(caught.value) == (
        "state: is none that xx-2020 knows. Use one of started, accepted, held, granted."
    )
    assert caught.value.code == "state_unknown"


@pytest.mark.parametrize("name", ApplicationLifecycle.available())
def test_a_built_in_lifecycle_can_end_in_every_way(name: str):
    book = ApplicationLifecycle.built_in(name)
    assert {state.ending for state in book.states} == {None, *Ending}
    assert book.rule(book.main_clock)


def test_only_what_the_law_does_not_say_is_from_memory():
    book = ApplicationLifecycle.built_in("cn-2004")
    known = {step.id: step.evidence for step in book.steps}
    unsure = {step for step, evidence in known.items() if evidence is not Evidence.VERIFIED}
    assert unsure == {"start", "book", "cancel_booking", "withdraw", "dispatch"}
    assert all(each.evidence is Evidence.VERIFIED for each in (*book.reasons, *book.rules))


def test_the_terms_of_the_law_on_licenses_are_working_days():
    book = ApplicationLifecycle.built_in("cn-2004")
    assert {clock.id: clock.workdays for clock in book.rules} == {
        "check_materials": 5,
        "decide": 20,
        "deliver": 10,
    }
    assert book.rule("decide").extension.days == 10
    assert len(book.reasons_for("begin_procedure")) == 8  # article 45 names eight procedures
