from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import Message, MessageCounts, MessageValidity, message_counts
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.personal import revealed

NOON = datetime(2019, 4, 15, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
TOLD = "我叫张三，住在某街1号"


def after(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def message(hours: float = 0, name: str = "m1", account: str = "a", **more: object) -> Message:
    """A message received so many hours after noon."""
    received = after(hours)
    return Message.model_validate(
        {"identifier": name, "account": account, "received": received, **more}
    )


def reply(hours: float, **more: object) -> dict[str, object]:
    return {"at": after(hours), **more}


MESSAGES = st.lists(
    st.builds(
        lambda hours, name, account, validity, answer, adopted, withdrawn: message(
            hours,
            name,
            account,
            validity=validity,
            replies=[] if answer is None else [reply(hours + answer)],
            adopted=None if adopted is None else after(hours + adopted),
            withdrawn=None if withdrawn is None else after(hours + withdrawn),
            referrals=[{"at": after(hours + 1), "to": {"name": "市人社局"}}],
        ),
        st.integers(-9, 9),
        st.sampled_from("1234"),
        st.sampled_from("ab"),
        st.sampled_from(MessageValidity),
        st.none() | st.integers(0, 9),
        st.none() | st.integers(0, 9),
        st.none() | st.integers(0, 9),
    ),
    max_size=8,
)


def test_what_a_citizen_tells_is_shown_nowhere():
    it = message(text=TOLD, replies=[reply(1, text=f"{TOLD}，您好")])
    assert it.text is not None
    for shown in (repr(it), str(it), it.model_dump_json(), str(it.model_dump())):
        assert "张三" not in shown
    assert it.text.reveal(purpose="answering the message") == TOLD


def test_what_a_citizen_tells_is_not_repeated_by_an_error():
    with pytest.raises(InvalidDataError) as error:
        message(text=[TOLD], received=TOLD)
    assert "张三" not in f"{error.value}{error.value.errors()}{error.value.json()}"


def test_a_stored_message_is_read_back():
    it = message(text=TOLD, replies=[reply(1)], topic="身份证", public=True)
    assert Message.model_validate(revealed(it, purpose="storing the message")) == it


def test_a_message_is_answered_by_the_first_reply_that_a_person_wrote():
    replies = [reply(9), reply(0, automatic=True), reply(5), reply(7)]
    it = message(replies=replies)
    assert (it.answered_at, it.reply_time) == (after(5), timedelta(hours=5))
    assert [each.at for each in it.replies] == [after(hours) for hours in (0, 5, 7, 9)]


def test_an_automatic_reply_is_no_answer():
    it = message(replies=[reply(0, automatic=True)])
    assert (it.answered_at, it.reply_time) == (None, None)
    assert it.waiting(after(3)) == timedelta(hours=3)


def test_a_referral_is_no_answer():
    it = message(referrals=[{"at": after(hours), "to": {"name": "某局"}} for hours in (2, 1)])
    assert it.waiting(after(3)) == timedelta(hours=3)
    assert [each.at for each in it.referrals] == [after(1), after(2)]


@pytest.mark.parametrize(
    ("hours", "waited"), [(-1, None), (0, 0), (2, 2), (5, None), (6, None), (4.5, 4.5)]
)
def test_a_message_waits_from_its_receipt_to_its_answer(hours: float, waited: float | None):
    expected = None if waited is None else timedelta(hours=waited)
    assert message(replies=[reply(5)]).waiting(after(hours)) == expected


@pytest.mark.parametrize("validity", [each for each in MessageValidity if each.value != "valid"])
def test_a_message_that_is_not_valid_does_not_wait(validity: MessageValidity):
    it = message(validity=validity)
    assert (it.waiting(after(99)), it.counts_at(after(99))) == (None, False)


def test_a_message_that_was_taken_back_no_longer_waits():
    it = message(withdrawn=after(2))
    assert [it.waiting(after(hours)) is None for hours in (1, 2, 3)] == [False, True, True]


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ({"replies": [reply(-1)]}, "replied to"),
        ({"referrals": [{"at": after(-1), "to": {"name": "某局"}}]}, "referred"),
        ({"adopted": after(-1)}, "adopted"),
        ({"withdrawn": after(-1)}, "withdrawn"),
    ],
)
def test_nothing_is_done_with_a_message_before_it_is_received(done: dict[str, object], said: str):
    with pytest.raises(InvalidDataError) as error:
        message(**done)
    [problem] = error.value.problems
    assert (problem.code, problem.trouble) == (
        "message_order",
        f"was {said} before it was received",
    )


def test_everything_may_be_done_in_the_moment_of_receipt():
    it = message(replies=[reply(0)], adopted=NOON, withdrawn=NOON)
    assert it.reply_time == timedelta(0)


def test_a_moment_without_a_zone_is_refused():
    naive = datetime(2019, 4, 15)  # noqa: DTZ001 -- the mistake that is meant
    it = message()
    for ask in (it.waiting, it.counts_at, it.is_answered_at):
        with pytest.raises(InvalidValueError, match="has no time zone"):
            ask(naive)
    for count in (MessageCounts.of, message_counts):
        with pytest.raises(InvalidValueError, match="has no time zone"):
            count([], naive)


# -- counts -----------------------------------------------------------------------------------


def test_messages_are_counted_as_they_stood_at_the_moment():
    messages = [
        message(-9, "answered", replies=[reply(-3)], public=True),
        message(-9, "answered later", replies=[reply(3)], adopted=after(5)),
        message(-9, "referred", referrals=[{"at": after(-5), "to": {"name": "某局"}}]),
        message(-9, "referred later", referrals=[{"at": after(5), "to": {"name": "某局"}}]),
        message(-9, "adopted", replies=[reply(-1)], adopted=after(-1)),
        message(-9, "spam", validity="spam", public=True),
        message(-9, "taken back", withdrawn=after(-8)),
        message(9, "of the future"),
    ]
    counts = MessageCounts.of(iter(messages), NOON)
    assert counts == MessageCounts(received=7, valid=5, answered=2, referred=1, adopted=1, public=1)
    assert counts.unanswered == 3
    rates = (counts.reply_rate, counts.referral_rate, counts.adoption_rate)
    assert [rate and rate.value for rate in rates] == [
        Fraction(2, 5),
        Fraction(1, 5),
        Fraction(1, 5),
    ]
    assert str(counts.reply_rate) == "2/5"


def test_no_message_has_no_rate():
    counts = MessageCounts.of([message(validity="test")], NOON)
    assert (counts.received, counts.valid) == (1, 0)
    assert (counts.reply_rate, counts.referral_rate, counts.adoption_rate) == (None, None, None)


@pytest.mark.parametrize("part", ["answered", "referred", "adopted", "public", "valid"])
def test_no_part_is_more_than_the_whole(part: str):
    numbers = dict.fromkeys(MessageCounts.model_fields, 3) | {part: 4}
    with pytest.raises(InvalidDataError) as error:
        MessageCounts.model_validate(numbers)
    assert error.value.problems[0].code == "message_counts"


@given(MESSAGES, st.randoms(use_true_random=False))
def test_counts_do_not_depend_on_the_order(messages: list[Message], shuffler: random.Random):
    expected = message_counts(messages, NOON)
    shuffler.shuffle(messages)
    assert message_counts(iter(messages), NOON) == expected


@given(MESSAGES)
def test_the_counts_of_each_account_add_up_to_those_of_all(messages: list[Message]):
    together = MessageCounts.of(messages, NOON)
    each = message_counts(messages, NOON).values()
    for name in MessageCounts.model_fields:
        assert sum(getattr(counts, name) for counts in each) == getattr(together, name)
    assert together.unanswered == sum(it.waiting(NOON) is not None for it in messages)


@given(MESSAGES)
def test_messages_are_counted_in_any_zone_alike(messages: list[Message]):
    assert MessageCounts.of(messages, NOON) == MessageCounts.of(messages, NOON.astimezone(UTC))
