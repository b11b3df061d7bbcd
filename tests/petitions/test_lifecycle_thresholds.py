"""Thresholds and tracks: what is refused in a lifecycle of the user's own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mgov.errors import InvalidDataError
from mgov.petitions import Lifecycle, Petition

AT = datetime(2022, 6, 1, 2, tzinfo=UTC)

SIGNED = """
id = "town-petition"
title = { zh = "居民联名办法", en = "Rules for petitions that neighbors sign" }
source = { issuer = "某镇", issued = 2022-01-01 }
in_force_from = 2022-01-01
time_zone = "Asia/Shanghai"
kinds = [
  { id = "wish", article = "1", title = { zh = "心愿", en = "Wish" }, evidence = "verified" },
]
states = [
  { id = "open", title = { zh = "征集", en = "Open" } },
  { id = "heard", title = { zh = "已听取", en = "Heard" }, closed = true },
]
steps = [
  { id = "begin", article = "1", title = { zh = "发起", en = "Begin" }, evidence = "verified", then = "open", takes = ["signatures"] },
  { id = "count", article = "1", title = { zh = "统计", en = "Count" }, evidence = "verified", when = ["open"], needs = ["signatures"] },
  { id = "hear", article = "2", title = { zh = "听取", en = "Hear" }, evidence = "verified", when = ["open"], then = "heard" },
]

[[thresholds]]
id = "enough"
article = "2"
title = { zh = "联名人数", en = "Neighbors" }
evidence = "verified"
at_least = 20
steps = ["hear"]

[[tracks]]
id = "hearing"
article = "2"
title = { zh = "听取", en = "Hearing" }
evidence = "verified"
statuses = [
  { id = "none", title = { zh = "无", en = "None is due" } },
  { id = "due", title = { zh = "应听取", en = "Due" } },
  { id = "held", title = { zh = "已听取", en = "Held" } },
]
changes = [
  { to = "due", reached = ["enough"] },
  { to = "none", lost = ["enough"] },
  { to = "held", steps = ["hear"] },
]

[[rules]]
id = "hearing"
article = "2"
title = { zh = "听取期限", en = "Time to hear" }
evidence = "verified"
reached = "enough"
stops = ["hear"]
months = 1
"""  # noqa: E501 -- rows of a table


def troubles(text: str) -> dict[str, str]:
    with pytest.raises(InvalidDataError) as caught:
        Lifecycle.parse(text)
    assert all(problem.remedy for problem in caught.value.problems)
    return {problem.field: problem.trouble for problem in caught.value.problems}


def test_a_sound_one_is_loaded_and_used():
    petition = Petition.register(
        rulebook=Lifecycle.parse(SIGNED), kind="wish", title="增设路灯", at=AT
    )
    assert (petition.track("hearing"), petition.next_steps) == ("none", ("count",))
    enough = petition.step("count", at=AT, signatures=20)
    assert (enough.track("hearing"), enough.next_steps) == ("due", ("count", "hear"))
    assert str(enough.next_due().due) == "2022-07-01"
    fallen = enough.step("count", at=AT, signatures=19)
    assert (fallen.track("hearing"), fallen.next_due()) == ("none", None)
    assert enough.step("hear", at=AT).track("hearing") == "held"


def test_a_first_step_can_reach_a_threshold():
    book = Lifecycle.parse(SIGNED)
    begun = {"step": "begin", "at": AT, "signatures": 30}
    petition = Petition(rulebook=book, kind="wish", title="增设路灯", events=[begun])
    assert (petition.signatures, petition.track("hearing")) == (30, "due")
    assert len(petition.deadlines()) == 1


@pytest.mark.parametrize(
    ("wrong", "field", "trouble"),
    [
        (
            SIGNED.replace('steps = ["hear"]\n', 'steps = ["listen"]\n'),
            "thresholds.enough.steps",
            "names listen, which is none of the steps",
        ),
        (
            SIGNED.replace('reached = "enough"', 'reached = "plenty"'),
            "rules.hearing.reached",
            "names plenty, which is none of the thresholds",
        ),
        (
            SIGNED.replace('reached = ["enough"]', 'reached = ["plenty"]'),
            "tracks.hearing.changes.due.reached",
            "names plenty, which is none of the thresholds",
        ),
        (
            SIGNED.replace('lost = ["enough"]', 'lost = ["plenty"]'),
            "tracks.hearing.changes.none.lost",
            "names plenty, which is none of the thresholds",
        ),
        (
            SIGNED.replace('"held", steps = ["hear"]', '"held", steps = ["listen"]'),
            "tracks.hearing.changes.held.steps",
            "names listen, which is none of the steps",
        ),
        (
            SIGNED.replace('to = "held"', 'to = "over"'),
            "tracks.hearing.changes.over",
            "names over, which is none of the statuses",
        ),
        (
            SIGNED.replace('to = "held",', 'to = "held", when = ["over"],'),
            "tracks.hearing.changes.held",
            "names over, which is none of the statuses",
        ),
        (
            SIGNED.replace('{ id = "held", title', '{ id = "due", title'),
            "tracks.hearing.statuses.due",
            "is there twice",
        ),
        (
            SIGNED.replace('  { to = "held", steps = ["hear"] },\n', ""),
            "tracks.hearing.held",
            "is reached by no change",
        ),
        (
            SIGNED.replace('  { to = "none", lost = ["enough"] },\n', '  { to = "none" },\n'),
            "tracks.hearing.changes.1",
            "follows from nothing",
        ),
        (
            SIGNED.replace('reached = "enough"', 'reached = "enough"\nstarts = ["begin"]'),
            "rules.hearing",
            "is started both by steps and by a threshold",
        ),
        (
            SIGNED.replace("months = 1", "set_by_step = true"),
            "rules.hearing",
            "is started by a threshold, which names no last day",
        ),
        (
            SIGNED.replace('stops = ["hear"]', 'stops = ["count"]'),
            "rules.hearing",
            "goes on running in the closed states heard",
        ),
    ],
)
def test_a_flaw_is_named_where_it_is(wrong: str, field: str, trouble: str):
    assert troubles(wrong)[field] == trouble


def test_a_threshold_that_no_count_reaches_is_named_with_all_that_hangs_on_it():
    nobody_counts = SIGNED.replace(', takes = ["signatures"]', "").replace(
        ', needs = ["signatures"]', ""
    )
    assert troubles(nobody_counts) == {
        "states.heard": "is reached by no step",
        "steps.hear": "can never be taken",
        "states.open": "never leads to a closed state for the kinds wish",
        "thresholds.enough": "is reached in no course that a petition can take",
        "rules.hearing": "is started in no course that a petition can take",
        "tracks.hearing.due": "is reached by no change",
        "tracks.hearing.held": "is reached by no change",
    }


def test_a_duty_may_go_on_after_closing_if_the_rulebook_says_so():
    goes_on = SIGNED.replace('stops = ["hear"]', 'stops = ["count"]\nafter_closing = true')
    petition = Petition(
        rulebook=Lifecycle.parse(goes_on),
        kind="wish",
        title="增设路灯",
        events=[
            {"step": "begin", "at": AT, "signatures": 30},
            {"step": "hear", "at": AT},
        ],
    )
    assert petition.is_closed
    assert [each.clock.id for each in petition.overdue(datetime(2023, 1, 1, tzinfo=UTC))] == [
        "hearing"
    ]
