"""What calls for supervision, the trail of it, and what comes back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from mgov import Organization
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.petitions import Escalation, Feedback, Lifecycle, Petition
from mgov.values.personal import revealed
from mgov.values.rulebook import Evidence

AT = datetime(2017, 8, 1, 2, tzinfo=UTC)  # 2017-08-01, ten o'clock in Beijing
OFFICE, BUREAU = Organization(name="广安市信访局"), Organization(name="广安市住建局")


def petition(**fields: object) -> Petition:
    common = {"rulebook": "cn-2005", "kind": "claim", "title": "拖欠工资", "at": AT}
    return Petition.register(**common | fields)


def days(number: float) -> datetime:
    return AT + timedelta(days=number)


ACCEPTED = petition().accept(at=AT, by=BUREAU)
LATE = days(61)  # the last day was 2017-09-30


def met(case: Petition, at: datetime) -> list[str]:
    return [each.trigger.id for each in case.supervision(at).met]


@pytest.mark.parametrize(
    ("case", "day", "trigger", "article"),
    [
        (petition(), 16, "not_told_in_time", "第三十六条第一款第（三）项"),
        (
            petition().transfer(at=AT, to=BUREAU),
            16,
            "not_told_in_time",
            "第三十六条第一款第（三）项",
        ),
        (ACCEPTED, 61, "not_closed_in_time", "第三十六条第一款第（一）项"),
        (
            ACCEPTED.answer(at=AT, outcome="explained").request_review(at=AT),
            31,
            "review_not_decided",
            "第三十六条第一款第（三）项",
        ),
    ],
)
def test_the_day_after_the_last_one_a_duty_calls_for_supervision(
    case: Petition, day: int, trigger: str, article: str
):
    assert met(case, days(day - 1)) == []
    (found,) = case.supervision(days(day)).met
    assert (found.trigger.id, found.trigger.article) == (trigger, article)
    assert found.trigger.evidence is Evidence.VERIFIED
    assert found.deadline.is_overdue(days(day).date())
    assert case.supervision(days(day)).calls_for_action


def test_an_assigned_body_that_reports_nothing_is_supervised():
    case = petition().assign(at=AT, to=BUREAU, due=date(2017, 8, 10)).accept(at=AT)
    assert met(case, days(10)) == ["result_not_reported"]


def test_a_matter_that_was_closed_too_late_calls_for_nothing_more():
    assert met(ACCEPTED.answer(at=LATE, outcome="supported"), days(62)) == []


def test_a_rulebook_without_supervision_never_calls_for_it():
    case = petition(rulebook="open311", kind="service_request", at=datetime(2024, 1, 1, tzinfo=UTC))
    found = case.supervision(datetime(2034, 1, 1, tzinfo=UTC))
    assert (found.met, found.awaited, found.calls_for_action) == ((), (), False)
    with pytest.raises(InvalidValueError, match="escalations: are none that open311 knows"):
        case.escalate("not_closed_in_time", at=datetime(2034, 1, 1, tzinfo=UTC), by=OFFICE)


def test_an_escalation_leaves_a_trail_and_the_course_as_it_is():
    case = ACCEPTED.escalate("not_closed_in_time", at=LATE, by=OFFICE, advice="尽快核实并答复")
    (act,) = case.escalations
    assert (act.trigger, act.by, act.to, act.at) == ("not_closed_in_time", OFFICE, BUREAU, LATE)
    assert (case.status, case.events) == (ACCEPTED.status, ACCEPTED.events)
    state = case.supervision(LATE)
    assert state.met[0].escalations == (act,)
    assert not state.calls_for_action
    assert "尽快" not in repr(case) + case.model_dump_json() + str(state)
    assert Petition.model_validate(revealed(case, purpose="store", mode="json")) == case


def test_an_escalation_before_the_duty_was_overdue_answers_for_nothing():
    early = petition().escalate("evasion", at=AT, by=OFFICE)
    assert early.supervision(days(16)).met[0].escalations == ()
    assert early.supervision(days(16)).calls_for_action


def test_what_the_clocks_do_not_tell_is_not_met():
    with pytest.raises(InvalidValueError) as caught:
        ACCEPTED.escalate("not_closed_in_time", at=days(60), by=OFFICE)
    assert str(caught.value) == (
        "trigger: not_closed_in_time is not met: none of close is overdue. Met are none."
    )


def test_an_unknown_trigger_is_named_with_those_there_are():
    with pytest.raises(InvalidValueError, match=r"have rudeness, .* Use one of not_closed_in_time"):
        ACCEPTED.escalate("rudeness", at=LATE, by=OFFICE)


def test_only_what_was_granted_can_be_refused_to_be_carried_out():
    granted = ACCEPTED.answer(at=days(10), outcome="supported")
    assert granted.escalate("not_carried_out", at=days(40), by=OFFICE).escalations
    denied = ACCEPTED.answer(at=days(10), outcome="not_supported")
    for case, day in [(denied, 40), (ACCEPTED, 40), (granted, 5)]:
        with pytest.raises(InvalidDataError, match="though nothing had been decided"):
            case.escalate("not_carried_out", at=days(day), by=OFFICE)


def test_the_supervised_body_has_the_days_of_the_rulebook_to_report_back():
    case = ACCEPTED.escalate("not_closed_in_time", at=LATE, by=OFFICE)
    (awaited,) = case.supervision(days(91)).awaited
    assert (awaited.due, awaited.is_overdue) == (date(2017, 10, 31), False)
    assert case.supervision(days(92)).awaited[0].is_overdue
    assert case.supervision(days(92)).calls_for_action
    told = case.give_feedback(at=days(92), adopted=True, explanation="已约谈")
    assert told.supervision(days(93)).awaited == ()
    assert told.supervision(days(91)).awaited[0].escalation == told.escalations[0]
    assert told.escalations[0].feedback == Feedback(at=days(92), adopted=True, explanation="已约谈")


def test_the_regulations_of_2022_ask_for_feedback_and_set_no_term():
    at = datetime(2022, 6, 1, 2, tzinfo=UTC)
    case = petition(rulebook="cn-2022", at=at).escalate("evasion", at=at, by=OFFICE)
    (awaited,) = case.supervision(at + timedelta(days=400)).awaited
    assert (awaited.due, awaited.is_overdue) == (None, False)
    assert case.give_feedback(at=at, adopted=False).escalations[0].feedback


def test_the_days_for_feedback_are_rolled_as_the_rulebook_rolls_its_terms():
    book = Lifecycle.built_in("cn-2005").replace(roll="next", id="ours")
    case = petition(rulebook=book).escalate("evasion", at=days(3), by=OFFICE)

    class Never:
        def is_workday(self, day: date) -> bool:
            return day.day == 15

    # 30 days after 2017-08-04 is 2017-09-03, a Sunday.
    assert case.supervision(days(4)).awaited[0].due == date(2017, 9, 4)
    assert case.supervision(days(4), calendar=Never()).awaited[0].due == date(2017, 9, 15)


def test_where_the_source_asks_for_no_feedback_none_is_awaited():
    book = Lifecycle.built_in("cn-2005")
    ours = book.replace(id="ours", supervision=book.supervision.replace(feedback=None))
    case = petition(rulebook=ours).escalate("evasion", at=AT, by=OFFICE)
    assert case.supervision(days(400)).awaited == ()
    assert case.give_feedback(at=AT, adopted=False).escalations[0].feedback


def test_feedback_goes_to_the_last_act_that_awaits_it_or_to_the_one_that_is_said():
    case = ACCEPTED.escalate("evasion", at=days(1), by=OFFICE)
    case = case.escalate("procedure", at=days(2), by=OFFICE)
    last = case.give_feedback(at=days(3), adopted=True)
    assert [act.feedback is None for act in last.escalations] == [True, False]
    first = case.give_feedback(at=days(3), adopted=True, position=0)
    assert [act.feedback is None for act in first.escalations] == [False, True]
    with pytest.raises(InvalidValueError, match=r"has none at 1 that awaits feedback.*: 0"):
        last.give_feedback(at=days(3), adopted=True, position=1)


def test_advice_that_is_not_adopted_is_answered_with_a_reason():
    case = ACCEPTED.escalate("evasion", at=days(1), by=OFFICE)
    with pytest.raises(InvalidDataError, match="adopts nothing and does not say why"):
        case.give_feedback(at=days(3), adopted=False)
    assert case.give_feedback(at=days(3), adopted=False, explanation="并无推诿").escalations


@pytest.mark.parametrize(
    ("acts", "trouble"),
    [
        ([(days(-1), None)], "before what came before it"),
        ([(days(2), None), (days(1), None)], "before what came before it"),
        ([(days(2), days(1))], "have feedback to evasion before it"),
    ],
)
def test_a_trail_that_cannot_have_been_is_not_read_back(
    acts: list[tuple[datetime, datetime | None]], trouble: str
):
    trail = [
        Escalation(
            trigger="evasion",
            at=at,
            by=OFFICE,
            feedback=None if back is None else Feedback(at=back, adopted=True),
        )
        for at, back in acts
    ]
    with pytest.raises(InvalidDataError) as caught:
        petition().replace(escalations=trail)
    assert [each.field for each in caught.value.problems] == ["escalations"]
    assert trouble in caught.value.trouble


@pytest.mark.parametrize(
    ("trigger", "flaw"),
    [
        ({"overdue": ["closing"]}, "overdue: names closing, which is none of the rules"),
        ({"overdue": ["ask_review"]}, "overdue: names ask_review, a window that may pass unused"),
        ({"after_outcomes": ["granted"]}, "after_outcomes: names granted, which is none of the"),
        (
            {"overdue": ["close"], "after_outcomes": ["supported"]},
            "not_closed_in_time: is told by clocks and by outcomes. Make two triggers of it.",
        ),
    ],
)
def test_a_rulebook_whose_supervision_names_nothing_is_refused(
    trigger: dict[str, object], flaw: str
):
    book = Lifecycle.built_in("cn-2005")
    first, *_ = book.supervision.triggers
    rules = book.supervision.replace(triggers=[first.replace(**{"overdue": (), **trigger})])
    with pytest.raises(InvalidDataError, match="supervision") as caught:
        book.replace(id="ours", supervision=rules)
    assert flaw in str(caught.value)


def test_a_trigger_that_stands_twice_is_named():
    book = Lifecycle.built_in("cn-2005")
    first, *_ = book.supervision.triggers
    rules = book.supervision.replace(triggers=[first, first])
    with pytest.raises(InvalidDataError, match="not_closed_in_time: is there twice"):
        book.replace(id="ours", supervision=rules)


def test_every_duty_of_the_regulations_calls_for_supervision_when_it_is_overdue():
    for name in ("cn-2005", "cn-2022"):
        book = Lifecycle.built_in(name)
        watched = {clock for each in book.supervision.triggers for clock in each.overdue}
        duties = {clock.id for clock in book.rules if clock.kind.value == "duty"}
        assert watched == duties
