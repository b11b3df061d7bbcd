"""Duplicates are handled together, and each is answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mgov import Organization
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.petitions import Bundle, Merger, Petition, Petitioner
from mgov.values.personal import revealed

AT = datetime(2022, 6, 1, 2, tzinfo=UTC)
LATER = AT + timedelta(days=3)
OFFICE = Organization(name="广安市信访局")


def petition(number: str | None = "XF-1", **fields: object) -> Petition:
    common = {"rulebook": "cn-2022", "kind": "claim", "title": "路灯不亮", "at": AT}
    return Petition.register(number=number, **common | fields)


MAIN, SECOND, THIRD = petition(), petition("XF-2"), petition("XF-3")


def test_a_merger_leaves_a_trail_and_changes_nothing_else():
    merged = SECOND.merge_into(MAIN, at=LATER, by=OFFICE, explanation="同一路灯")
    assert merged.duplicate_of == "XF-1"
    assert SECOND.duplicate_of is None
    assert (merged.status, merged.next_steps) == (SECOND.status, SECOND.next_steps)
    assert merged.deadlines() == SECOND.deadlines()
    apart = merged.separate(at=LATER + timedelta(hours=1))
    assert apart.duplicate_of is None
    again = apart.merge_into(THIRD, at=LATER + timedelta(hours=2))
    assert [(each.main, each.until is None) for each in again.mergers] == [
        ("XF-1", False), ("XF-3", True),
    ]  # fmt: skip
    assert Petition.model_validate(revealed(again, purpose="store", mode="json")) == again
    assert "同一路灯" not in repr(again) + again.model_dump_json()


@pytest.mark.parametrize(
    ("one", "main", "trouble"),
    [
        (petition(None), MAIN, "two numbers are needed"),
        (SECOND, petition(None), "two numbers are needed"),
        (MAIN, MAIN, "two numbers are needed"),
        (SECOND, petition(kind="suggestion"), "of different kinds or rulebooks"),
        (
            petition("X", rulebook="cn-2005", at=datetime(2017, 1, 1, tzinfo=UTC)),
            MAIN,
            "of different kinds or rulebooks",
        ),
        (SECOND, petition(at=LATER + timedelta(days=9)), "the other was not registered yet"),
        (THIRD, SECOND.merge_into(MAIN, at=AT), "is itself merged into a third one"),
        (SECOND.merge_into(MAIN, at=AT), THIRD, "is already merged into XF-1"),
    ],
)
def test_what_cannot_be_merged_says_why(one: Petition, main: Petition, trouble: str):
    with pytest.raises(InvalidValueError, match=trouble):
        one.merge_into(main, at=LATER)


def test_what_is_not_merged_cannot_be_taken_apart():
    with pytest.raises(InvalidValueError, match="is merged into no other"):
        SECOND.separate(at=LATER)


@pytest.mark.parametrize(
    ("mergers", "trouble"),
    [
        ([Merger(main="XF-2", since=AT)], "have the petition itself"),
        ([Merger(main="XF-1", since=AT), Merger(main="XF-3", since=LATER)], "while it is merged"),
        ([Merger(main="XF-1", since=AT - timedelta(1))], "at a time before what came before it"),
        ([Merger(main="XF-1", since=LATER, until=AT)], "at a time before what came before it"),
        (
            [Merger(main="XF-1", since=AT, until=LATER), Merger(main="XF-3", since=AT)],
            "at a time before what came before it",
        ),
    ],
)
def test_a_trail_that_cannot_have_been_is_not_read_back(mergers: list[Merger], trouble: str):
    with pytest.raises(InvalidDataError) as caught:
        SECOND.replace(mergers=mergers)
    assert [each.field for each in caught.value.problems] == ["mergers"]
    assert trouble in caught.value.trouble


def test_the_status_of_all_follows_the_steps_that_are_taken_together():
    bundle = Bundle.gather(MAIN, [SECOND, THIRD], at=AT, by=OFFICE)
    bundle = bundle.step("accept", at=LATER).step("answer", at=LATER, outcome="supported")
    assert {each.status for each in bundle.petitions} == {"answered"}
    rated = bundle.step("rate", at=LATER, satisfaction="satisfied", only=["XF-2"])
    assert [each.rating is None for each in rated.petitions] == [True, False, True]
    assert [each.mergers[-1].by == OFFICE for each in rated.duplicates] == [True, True]


def test_nobody_is_left_without_the_answer_that_the_others_get():
    bundle = Bundle.gather(MAIN.accept(at=AT), [SECOND], at=AT)
    with pytest.raises(InvalidValueError) as caught:
        bundle.step("answer", at=LATER, outcome="supported")
    assert (caught.value.field, caught.value.code) == ("XF-2", "petition_not_allowed")
    assert caught.value.trouble.startswith("answer cannot be taken while the petition (claim)")
    assert bundle.main.status == "accepted"


def test_a_duplicate_that_was_closed_as_one_stays_closed():
    main, second = (
        petition(number, rulebook="open311", kind="service_request") for number in ("1", "2")
    )
    bundle = Bundle.gather(main, [second], at=AT)
    bundle = bundle.step("mark_duplicate", at=AT, only=["2"]).step("fix", at=LATER)
    assert [each.status for each in bundle.petitions] == ["fixed", "duplicate"]


def test_each_keeps_its_own_clock():
    later = petition("XF-2", at=LATER)
    bundle = Bundle.gather(MAIN, [later], at=LATER)
    days = [each.next_due().due for each in bundle.petitions]
    assert (days[1] - days[0]).days == 3


def test_a_step_on_a_stranger_is_refused():
    with pytest.raises(InvalidValueError, match="only: names XF-9, which is none of them"):
        Bundle(main=MAIN).step("accept", at=AT, only=["XF-9"])


def test_everybody_is_told_and_nobody_twice():
    zhang, li = Petitioner(name="张三"), Petitioner(name="李四")
    bundle = Bundle.gather(
        petition(petitioners=[zhang]), [petition("XF-2", petitioners=[zhang, li])], at=AT
    )
    assert bundle.to_inform() == (("XF-1", zhang), ("XF-2", li))


@pytest.mark.parametrize(
    ("fields", "trouble"),
    [
        ({"main": petition(None)}, "has two petitions of one number, or one without"),
        ({"main": MAIN, "duplicates": [MAIN]}, "has two petitions of one number"),
        ({"main": MAIN, "duplicates": [SECOND]}, "has XF-2, which is not merged into XF-1"),
        ({"main": SECOND.merge_into(MAIN, at=AT)}, "has a main petition that is merged into XF-1"),
    ],
)
def test_what_does_not_belong_together_is_no_bundle(fields: dict[str, object], trouble: str):
    with pytest.raises(InvalidDataError) as caught:
        Bundle(**fields)
    assert trouble in caught.value.trouble
