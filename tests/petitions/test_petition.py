"""Petitions from registered to rated, and what of them is never seen."""

from __future__ import annotations

import logging
import pickle
import traceback
from datetime import UTC, datetime

import pytest

from mgov import Organization
from mgov.errors import InvalidDataError, InvalidValueError, MgovError
from mgov.petitions import Event, LookupCode, Petition, PetitionChannel, Petitioner, Satisfaction
from mgov.values.personal import revealed

AT = datetime(2022, 6, 1, 2, tzinfo=UTC)
CODE = LookupCode.new()
SECRETS = ("举报某局长受贿", "有录音为证", "欧阳测试", "13800138000", "某街十一号", "已查实此事")


def petition(kind: str = "claim", **fields: object) -> Petition:
    return Petition.register(
        **{
            "rulebook": "cn-2022",
            "kind": kind,
            "title": SECRETS[0],
            "text": SECRETS[1],
            "at": AT,
            "lookup_code": CODE,
            "petitioners": [
                Petitioner(name=SECRETS[2], phone=SECRETS[3], address=SECRETS[4]),
            ],
            **fields,
        }
    )


def test_a_petition_goes_from_registered_to_rated():
    case = petition(channel="mini_program")
    assert (case.status, case.is_closed, case.rating) == ("registered", False, None)
    case = case.accept(at=AT, by=Organization(name="广安市住建局"))
    case = case.answer(at=AT, outcome="supported", explanation="已责令支付")
    assert (case.status, str(case.state.title), case.is_closed) == ("answered", "已答复", True)
    case = case.deliver(at=AT).rate(at=AT, satisfaction="satisfied")
    assert case.rating is Satisfaction.SATISFIED
    assert [event.step for event in case.events] == [
        "register", "accept", "answer", "deliver", "rate",
    ]  # fmt: skip
    assert str(case.holder.name) == "广安市住建局"


def test_a_petition_never_changes_itself():
    case = petition()
    case.accept(at=AT)
    assert case.status == "registered"
    assert case.holder is None


def test_a_claim_that_belongs_elsewhere_is_refused_or_referred_with_its_reason():
    refused = petition().refuse(at=AT, reason="pending_elsewhere", explanation="市住建局已受理")
    assert (refused.status, refused.next_steps) == ("refused", ())
    referred = petition().refer(at=AT, reason="arbitration")
    assert (referred.status, referred.is_closed) == ("referred", True)


STEPS = "The steps that can are transfer, assign, accept, refuse, refer."
CHOICE = "one of pending_elsewhere, reexamined, not_competent; the words belong in explanation."


@pytest.mark.parametrize(
    ("step", "details", "said"),
    [
        (
            "rate",
            {"satisfaction": "satisfied"},
            f"cannot be taken while the petition (claim) is registered. {STEPS}",
        ),
        ("refuse", {}, f"does not say its reason. Give as reason {CHOICE}"),
        ("refuse", {"reason": "没有证据"}, f"has an unknown reason. Give as reason {CHOICE}"),
        (
            "accept",
            {"reason": "judicial"},
            "says reason, which this step does not have for claim. Leave reason out.",
        ),
        ("accept", {"days": 3}, "says days, which this step does not have. Leave days out."),
        ("transfer", {}, "does not say to. Give to=…."),
    ],
)
def test_a_step_that_is_not_allowed_says_what_is(step: str, details: dict[str, object], said: str):
    with pytest.raises(InvalidValueError) as caught:
        petition().step(step, at=AT, **details)
    assert str(caught.value) == f"{step}: {said}"


def test_a_step_that_the_rulebook_does_not_know_is_named_with_those_it_does():
    with pytest.raises(
        InvalidValueError, match=r"step: is none that cn-2022 knows\. Use one of reg"
    ):
        petition().step("close", at=AT)


def test_in_a_case_that_is_closed_for_good_no_step_is_left():
    closed = petition().refuse(at=AT, reason="reexamined")
    with pytest.raises(InvalidValueError, match="can are none: it is closed for good"):
        closed.accept(at=AT)


def test_an_unknown_detail_is_named():
    with pytest.raises(InvalidDataError) as caught:
        petition().step("accept", at=AT, remark="加急")
    assert [(each.field, each.code) for each in caught.value.problems] == [
        ("remark", "extra_forbidden")
    ]


def test_satisfaction_is_one_of_three_levels():
    answered = petition().accept(at=AT).answer(at=AT, outcome="explained")
    with pytest.raises(InvalidDataError, match="is not one of the known values"):
        answered.rate(at=AT, satisfaction="very_satisfied")


@pytest.mark.parametrize(
    ("fields", "field", "trouble"),
    [
        ({"kind": "complaint"}, "kind", "is none that cn-2022 knows"),
        (
            {"at": datetime(2022, 4, 30, 15, tzinfo=UTC)},
            "rulebook",
            "is in force from 2022-05-01, not on 2022-04-30",
        ),
        (
            {"rulebook": "cn-2005"},
            "rulebook",
            "is in force from 2005-05-01 until 2022-04-30, not on 2022-06-01",
        ),
        ({"at": datetime(2022, 6, 1)}, "events.0.at", "has no time zone"),  # noqa: DTZ001
        ({"title": ""}, "title", "is empty"),
        ({"channel": "telepathy"}, "channel", "is not one of the known values"),
        (
            {"channel": "visit", "petitioners": [Petitioner(name="张三")] * 6},
            "petitioners",
            "are 6 people in one petition by visit",
        ),
    ],
)
def test_what_cannot_be_registered_says_why(fields: dict[str, object], field: str, trouble: str):
    with pytest.raises(InvalidDataError) as caught:
        petition(**fields)
    assert [(each.field, each.trouble) for each in caught.value.problems] == [(field, trouble)]


def test_an_unknown_rulebook_is_named_together_with_those_there_are():
    with pytest.raises(InvalidValueError, match=r"cn-2023 is not built in\. Did you mean cn-20"):
        petition(rulebook="cn-2023")
    with pytest.raises(InvalidDataError, match="rulebook: cn-2023 is not built in"):
        Petition(
            rulebook="cn-2023", kind="claim", title="x", events=[Event(step="register", at=AT)]
        )


def test_five_people_may_visit_together_and_any_number_may_write():
    people = [Petitioner(name="张三")] * 6
    assert petition(channel="visit", petitioners=people[:5]).status == "registered"
    assert petition(channel="letter", petitioners=people).status == "registered"


def test_a_course_that_was_tampered_with_is_not_read_back():
    stored = revealed(petition().accept(at=AT), purpose="store", mode="json")
    stored["events"] = stored["events"][1:]
    with pytest.raises(
        InvalidDataError, match=r"events\.0: comes before the petition is registered"
    ):
        Petition.model_validate(stored)
    stored["events"] = []
    with pytest.raises(InvalidDataError, match="events: is empty"):
        Petition.model_validate(stored)


def test_what_is_wrong_in_a_stored_course_is_said_where_it_is():
    stored = revealed(petition().accept(at=AT), purpose="store", mode="json")
    stored["events"].append({"step": "answer", "at": AT, "outcome": "perhaps"})
    with pytest.raises(InvalidDataError, match=r"events\.2: has an unknown outcome"):
        Petition.model_validate(stored)


def test_a_petition_is_stored_for_a_purpose_and_read_back():
    case = petition(channel=PetitionChannel.APP, number="XF-2022-17")
    stored = revealed(case, purpose="store the case", mode="json")
    assert (stored["rulebook"], stored["title"]) == ("cn-2022", SECRETS[0])
    assert Petition.model_validate(stored) == case


def test_every_petition_gets_a_lookup_code_of_its_own():
    first, second = (petition(lookup_code=None).lookup_code for _ in range(2))
    assert first is not None
    assert first != second


@pytest.mark.parametrize("kind", ["claim", "report_against_person", "suggestion"])
def test_nothing_personal_is_ever_seen(kind: str, caplog: pytest.LogCaptureFixture):
    secrets = (*SECRETS, CODE.reveal(purpose="test"))
    case = petition(kind).accept(at=AT, explanation=SECRETS[5])
    logging.getLogger("test").warning("case %s %r", case, case)
    seen = [repr(case), str(case), f"{case}", case.model_dump_json(), str(case.model_dump())]
    seen += [caplog.text, repr(case.events), repr(case.petitioners), str(case.deadlines())]
    for attempt in (
        lambda: case.step("rate", at=AT, satisfaction="satisfied", explanation=SECRETS[5]),
        lambda: case.step("accept", at=AT, reason=SECRETS[5]),
        lambda: case.replace(title="", text=SECRETS[1]),
        lambda: case.replace(kind="none", text=SECRETS[1]),
        lambda: pickle.dumps(case),
    ):
        with pytest.raises(MgovError) as caught:
            attempt()
        seen.append("".join(traceback.format_exception(caught.value)))
        if isinstance(caught.value, InvalidDataError):
            seen += [str(caught.value.errors()), caught.value.json()]
    # The source lines of a traceback name constants of this file, not what they hold.
    for text in seen:
        assert not [secret for secret in secrets if secret in text]


def test_of_a_report_against_a_person_only_kind_and_status_are_seen():
    report = petition("report_against_person", target=Organization(name="某局"))
    assert repr(report) == "Petition(kind='report_against_person', status='registered')"
    assert report.is_confidential
    assert "某局" not in repr([report])
    assert "某局" in repr(petition(target=Organization(name="某局")))


def test_channels_of_mobile_government_are_told():
    mobile = {channel.value for channel in PetitionChannel if channel.is_mobile}
    assert mobile == {"app", "mini_program", "official_account"}
