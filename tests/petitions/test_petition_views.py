"""Who sees what of a petition, and that what everybody sees can hold nothing personal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from types import NoneType
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from mgov import Organization
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.petitions import (
    CaseView,
    CodeHolder,
    Everybody,
    HandlerView,
    HandlingBody,
    LookupCode,
    NamedBody,
    Petition,
    PetitionerView,
    PublicView,
    ReleasedText,
    ReleaseSubject,
    SupervisingBody,
    SupervisorView,
)
from mgov.petitions.lifecycle import Lifecycle
from mgov.petitions.public_view import PublicStep
from mgov.values.identifiers import DivisionCode, SiteCode, UnifiedSocialCreditCode
from mgov.values.personal import revealed
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

AT = datetime(2022, 6, 1, 2, tzinfo=UTC)
CODE = LookupCode.new()
HOUSING = Organization(name="某市住建局", codes=[{"scheme": "register", "code": "17"}])
EDUCATION = Organization(name="某市教育局", codes=[{"scheme": "register", "code": "18"}])
OFFICE = Organization(name="某市信访局")
ABOVE = Organization(name="某省信访局")
SECRETS = {
    "title": "张家楼上渗水",
    "text": "邻居欧阳半夜装修",
    "name": "欧阳测试",
    "phone": "+8613800138000",
    "email": "ouyang@example.com",
    "address": "某街十一号",
    "position": "30.473912,106.633215",
    "spot": "欧阳家门口",
    "file": "https://files.example.gov.cn/17/lamp.jpg",
    "file_name": "欧阳家的墙.jpg",
    "explanation": "已与欧阳电话沟通",
    "advice": "及时答复欧阳",
    "feedback": "已答复欧阳",
}


def petition(kind: str = "claim", **fields: object) -> Petition:
    return Petition.register(
        **{
            "rulebook": "cn-2022",
            "kind": kind,
            "number": "XF-2022-17",
            "title": SECRETS["title"],
            "text": SECRETS["text"],
            "at": AT,
            "lookup_code": CODE,
            "channel": "app",
            "petitioners": [
                {each: SECRETS[each] for each in ("name", "phone", "email", "address")}
            ],
            "supporters": 2,
            "place": {
                "position": SECRETS["position"],
                "address": SECRETS["spot"],
                "division": "511602001002",
            },
            "attachments": [
                {
                    "address": SECRETS["file"],
                    "name": SECRETS["file_name"],
                    "public_address": "https://www.example.gov.cn/blurred.jpg",
                }
            ],
            "target": HOUSING,
            "to": OFFICE,
            **fields,
        }
    )


def handled(kind: str = "claim", **fields: object) -> Petition:
    late = AT + timedelta(days=20)
    case = petition(kind, **fields).transfer(
        at=AT, to=EDUCATION, explanation=SECRETS["explanation"]
    )
    case = case.escalate(
        "not_told_in_time", at=late, by=ABOVE, to=EDUCATION, advice=SECRETS["advice"]
    )
    case = case.give_feedback(at=late, adopted=True, explanation=SECRETS["feedback"])
    return case.accept(at=late, explanation=SECRETS["explanation"])


def seen_by(case: Petition, viewer: Everybody | HandlingBody | SupervisingBody) -> str:
    """All that a viewer can get at: the view with everything personal in it written out."""
    view = case.view_for(viewer)
    return "" if view is None else json.dumps(revealed(view, purpose="test", mode="json"))


def body(organization: Organization) -> HandlingBody:
    return HandlingBody(organization=organization)


def supervisor(organization: Organization) -> SupervisingBody:
    return SupervisingBody(organization=organization)


# --- by type, not by care -----------------------------------------------------------------------

# What everybody may see is made of these, besides ids (strings with a pattern) and models.
HARMLESS = {int, date, NoneType, WebAddress, DivisionCode, SiteCode, UnifiedSocialCreditCode}
# Free words: the names of organizations, what an editor answers for, and the authority's number.
WORDS = {(NamedBody, "name"), (ReleasedText, "text"), (PublicView, "number")}


def parts(annotation: object) -> Iterator[object]:
    """Take unions, tuples and annotations apart, down to classes and strings with a pattern."""
    constraints = getattr(annotation, "__metadata__", ())
    inner = [each for each in get_args(annotation) if each not in (..., *constraints)]
    if any(getattr(each, "pattern", None) for each in constraints):
        return
    if not inner:
        yield annotation
    for each in inner:
        yield from parts(each)


def dangers(model: type[BaseModel]) -> Iterator[str]:
    """Name every field, however deep, that could hold something personal."""
    hints = get_type_hints(model, include_extras=True)
    for name in model.model_fields:
        for kind in parts(hints[name]):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from dangers(kind)
            elif kind not in HARMLESS and (model, name) not in WORDS:
                # A personal value, a free string, a moment, a point: whatever is not known.
                yield f"{model.__name__}.{name}"


def test_no_field_of_the_public_view_can_hold_anything_personal():
    assert list(dangers(PublicView)) == []


def test_the_walk_over_the_types_finds_what_is_personal_in_the_other_views():
    found = set(dangers(PetitionerView)) | set(dangers(HandlerView))
    assert {
        "PetitionerView.title",
        "ToldStep.at",
        "ToldStep.explanation",
        "Event.explanation",
        "ReportedPlace.position",
        "Attachment.name",
        "Petitioner.phone",
        "Place.latitude",
        "Organization.parent",
    } <= found


@pytest.mark.parametrize("words", [SECRETS["title"], {"zh": "…"}, petition().title])
def test_a_public_title_is_nothing_but_what_an_editor_answers_for(words: object):
    view = petition().view_for(Everybody())
    for field in ("title", "summary"):
        with pytest.raises(InvalidDataError):
            view.replace(**{field: words})
    with pytest.raises(InvalidDataError):
        PublicStep(step="answer", day=date(2022, 7, 1), explanation=words)
    with pytest.raises(InvalidDataError):
        ReleasedText(text=petition().title, by={"name": "某局"}, day=date(2022, 7, 1))


# --- everybody ----------------------------------------------------------------------------------


def test_everybody_sees_where_a_petition_stands_and_nothing_of_who_is_behind_it():
    view = handled().view_for(Everybody())
    assert view.model_dump(exclude_defaults=True, mode="json") == {
        "rulebook": "cn-2022",
        "kind": "claim",
        "status": "accepted",
        "number": "XF-2022-17",
        "registered": "2022-06-01",
        "target": {"name": "某市住建局"},
        "holder": {"name": "某市教育局"},
        "division": "511602",
        "pictures": ["https://www.example.gov.cn/blurred.jpg"],
    }


def test_a_day_is_that_of_the_rulebook():
    late = datetime(2022, 6, 1, 17, tzinfo=UTC)
    assert petition(at=late).view_for(Everybody()).registered == date(2022, 6, 2)


@pytest.mark.parametrize(
    ("division", "seen"),
    [("511602001002", "511602"), ("511602001", "511602"), ("5116", "511600"), ("51", "510000")],
)
def test_a_place_is_seen_as_its_county_at_the_most(division: str, seen: str):
    view = petition(place={"division": division}).view_for(Everybody())
    assert view.division == DivisionCode(seen)


def test_without_a_place_an_attachment_or_an_organization_there_is_nothing_to_see_of_them():
    view = petition(place=None, attachments=[], target=None, to=None).view_for(Everybody())
    assert (view.division, view.pictures, view.target, view.holder) == (None, (), None, None)


@given(st.sampled_from(sorted(SECRETS)), st.sampled_from(["claim", "suggestion"]))
def test_nothing_secret_is_in_what_everybody_sees(secret: str, kind: str):
    assert SECRETS[secret] not in seen_by(handled(kind), Everybody())
    assert SECRETS[secret] not in seen_by(handled(kind), body(Organization(name="路人局")))


def test_under_the_regulations_only_a_reexamination_after_a_hearing_is_public():
    case = petition("claim").accept(at=AT).answer(at=AT, outcome="not_supported")
    case = case.request_review(at=AT).review(at=AT, outcome="upheld").request_reexamination(at=AT)
    plain = case.reexamine(at=AT, outcome="upheld").view_for(Everybody())
    assert plain.steps == ()
    case = case.step("open_hearing", at=AT).step("close_hearing", at=AT)
    heard = case.reexamine(at=AT, outcome="upheld", explanation="欧阳").view_for(Everybody())
    assert [(each.step, each.outcome, each.explanation) for each in heard.steps] == [
        ("reexamine", "upheld", None)
    ]


def test_a_petition_to_parliament_is_seen_from_when_it_is_published_until_it_is_hidden():
    at = datetime(2019, 2, 14, 12, tzinfo=UTC)
    case = Petition.register(
        rulebook="uk-parliament", kind="e_petition", title="Revoke it", at=at, number="241584"
    )
    assert case.view_for(Everybody()) is None
    case = case.step("confirm", at=at, signatures=6).step("queue", at=at)
    assert case.view_for(Everybody()) is None
    open_ = case.step("publish", at=at)
    view = open_.view_for(Everybody())
    assert (view.status, view.signatures, [each.step for each in view.steps]) == (
        "open", 6, ["publish"],
    )  # fmt: skip
    assert open_.step("hide", at=at, reason=hidden_reason()).view_for(Everybody()) is None


def hidden_reason() -> str:
    book = Lifecycle.built_in("uk-parliament")
    return book.reasons_for("hide", kind="e_petition")[0].id


# --- what editors release -----------------------------------------------------------------------


def test_everybody_reads_what_an_editor_released_and_who_answers_for_it():
    case = petition().accept(at=AT).answer(at=AT, outcome="supported", explanation="欧阳所诉属实")
    case = case.release("title", "某小区渗水", at=AT, by=HOUSING)
    case = case.release("summary", Text(zh="防水层老化", en="Old sealing"), at=AT, by=HOUSING)
    case = case.release("explanation", "已修复", event=2, at=AT, by=HOUSING)
    view = case.view_for(Everybody())
    assert str(view.title.text) == "某小区渗水"
    assert view.title.by == NamedBody.of(HOUSING)
    assert view.summary.text.in_language("en") == "Old sealing"
    assert view.title.day == date(2022, 6, 1)
    assert [(each.step, str(each.explanation.text)) for each in view.steps] == [
        ("answer", "已修复")
    ]
    assert Petition.model_validate(revealed(case, purpose="test", mode="json")) == case


def test_the_last_release_counts_and_what_was_withdrawn_is_kept_nowhere():
    case = petition().release("title", "三单元五楼渗水", at=AT, by=HOUSING)
    case = case.release("summary", "渗水", at=AT, by=HOUSING)
    case = case.release("title", "某小区渗水", at=AT, by=HOUSING)
    assert "三单元" not in str(case.model_dump())
    assert str(case.view_for(Everybody()).title.text) == "某小区渗水"
    case = case.withdraw("title", at=AT, by=OFFICE)
    assert case.view_for(Everybody()).title is None
    assert "某小区" not in str(case.model_dump())
    assert str(case.released("summary").text) == "渗水"
    assert [each.by for each in case.releases] == [HOUSING, HOUSING, HOUSING, OFFICE]
    with pytest.raises(InvalidValueError, match="title: has nothing of it released"):
        case.withdraw("title", at=AT, by=OFFICE)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("欧 阳测试家渗水", "the name of a petitioner"),
        ("渗水，电话138-0013-8000", "the telephone number"),
        ("渗水，电话１３８００１３８０００", "the telephone number"),
        ("写信至 OUYANG@example.com", "the mail address"),
        ("某街十一号渗水", "the address of a petitioner"),
        ("欧阳家门口的路灯", "the address"),
        (f"查询码 {CODE.reveal(purpose='test').lower()}", "the code"),
    ],
)
def test_a_release_that_names_somebody_is_refused_and_repeats_nobody(words: str, what: str):
    with pytest.raises(InvalidValueError) as caught:
        petition().release("title", {"en": "Water", "zh": words}, at=AT, by=HOUSING)
    assert caught.value.trouble.startswith(f"has {what}")
    assert words not in repr(caught.value) + str(caught.value)


@pytest.mark.parametrize(
    ("name", "words", "refused"),
    [
        ("Li", "No light in the street", False),
        ("Li", "Mr. LI, no light", True),
        ("Li Ming", "no light, says li  ming", True),
    ],
)
def test_a_name_in_latin_letters_is_looked_for_as_a_word(name: str, words: str, refused: bool):  # noqa: FBT001 -- a parameter of the test
    case = petition(petitioners=[{"name": name}], place=None, lookup_code=CODE)
    if not refused:
        assert str(case.release("title", words, at=AT, by=HOUSING).released("title").text) == words
        return
    with pytest.raises(InvalidValueError, match="has the name of a petitioner in it"):
        case.release("title", words, at=AT, by=HOUSING)


def test_nothing_of_a_confidential_petition_can_be_released():
    with pytest.raises(InvalidDataError, match=r"report_against_person is confidential.*第三十条"):
        petition("report_against_person").release("title", "某事", at=AT, by=OFFICE)


@pytest.mark.parametrize(
    ("release", "trouble"),
    [
        ({"subject": "explanation"}, "of an explanation without its event"),
        ({"subject": "title", "event": 0}, "of an event without being one"),
        ({"subject": "explanation", "event": 1}, "have an explanation of event 1"),
        ({"subject": "title", "at": AT - timedelta(seconds=1)}, "before what came before it"),
    ],
)
def test_a_release_of_nothing_or_before_its_time_is_refused(
    release: dict[str, object], trouble: str
):
    with pytest.raises(InvalidDataError, match=trouble):
        petition().replace(releases=[{"text": "某事", "by": OFFICE, "at": AT, **release}])


def test_an_explanation_is_not_released_before_it_was_given():
    case = petition().accept(at=AT + timedelta(days=2))
    early = AT + timedelta(days=1)
    assert case.release("explanation", "已登记", event=0, at=early, by=OFFICE).releases
    with pytest.raises(InvalidDataError, match="before what came before it"):
        case.release(ReleaseSubject.EXPLANATION, "已受理", event=1, at=early, by=OFFICE)


# --- the petitioner -----------------------------------------------------------------------------


def test_the_code_opens_the_petition_however_it_is_typed():
    case = petition()
    written = CODE.reveal(purpose="test")
    assert case.opens_with(CODE)
    assert case.opens_with(written.lower().replace("-", " "))
    assert not case.opens_with(LookupCode.new())
    assert not case.opens_with("")
    assert not petition().replace(lookup_code=None).opens_with(CODE)


def test_a_wrong_code_shows_nothing_and_is_not_repeated():
    wrong = LookupCode.new()
    for case in (petition(), petition().replace(lookup_code=None)):
        with pytest.raises(InvalidValueError) as caught:
            case.view_for(CodeHolder(code=wrong))
        text = f"{caught.value!r} {caught.value}"
        assert wrong.reveal(purpose="test") not in text
        assert CODE.reveal(purpose="test") not in text


@pytest.mark.parametrize("kind", ["claim", "report_against_person"])
def test_the_petitioner_sees_the_course_and_what_the_law_has_them_told(kind: str):
    view = handled(kind).view_for(CodeHolder(code=CODE))
    assert [each.step for each in view.steps] == ["register", "transfer", "accept"]
    told = revealed(view, purpose="show the petitioner the case", mode="json")
    assert (told["title"], told["text"]) == (SECRETS["title"], SECRETS["text"])
    assert told["steps"][2]["explanation"] == SECRETS["explanation"]
    assert (view.status, view.people, view.holder) == ("accepted", 3, EDUCATION)
    assert view.next_due == (date(2022, 8, 20) if kind == "claim" else None)
    assert (view.public is None) == (kind == "report_against_person")
    written = json.dumps(told, ensure_ascii=False)
    for kept in ("name", "phone", "email", "address", "advice", "feedback"):
        assert SECRETS[kept] not in written  # who finds the receipt has the code, too
    assert SECRETS["title"] not in f"{view!r} {view.model_dump_json()}"


def test_the_petitioner_is_not_told_what_the_rulebook_does_not_say():
    case = petition().transfer(at=AT, to=EDUCATION)
    case = case.send_back(at=AT, explanation="不属于我局职权")
    assert case.view_for(CodeHolder(code=CODE)).steps[-1].explanation is None


# --- who handles and who supervises -------------------------------------------------------------


@pytest.mark.parametrize("organization", [OFFICE, EDUCATION])
def test_who_has_a_petition_and_who_handed_it_on_sees_all_of_it_but_the_code(
    organization: Organization,
):
    case = handled()
    view = case.view_for(body(organization))
    assert isinstance(view, HandlerView)
    assert (view.title, view.petitioners, view.events) == (
        case.title, case.petitioners, case.events,
    )  # fmt: skip
    assert view.place == case.place
    assert "lookup_code" not in CaseView.model_fields
    assert CODE.reveal(purpose="test") not in seen_by(case, body(organization))
    assert view.advice == (case.escalations if organization == EDUCATION else ())
    masked = f"{view!r} {view.model_dump_json()}"
    assert not [each for each in SECRETS.values() if each in masked]


def test_who_gave_a_petition_back_sees_no_more_of_it():
    case = petition().transfer(at=AT, to=EDUCATION).send_back(at=AT)
    assert isinstance(case.view_for(body(OFFICE)), HandlerView)
    assert isinstance(case.view_for(body(EDUCATION)), PublicView)


def test_a_supervisor_sees_all_of_it_and_the_trail():
    case = handled()
    view = case.view_for(supervisor(ABOVE))
    assert isinstance(view, SupervisorView)
    assert (view.escalations, view.events) == (case.escalations, case.events)
    assert CODE.reveal(purpose="test") not in seen_by(case, supervisor(ABOVE))


def test_working_days_are_those_of_the_calendar_that_is_given():
    case = Petition.register(
        rulebook="cn-hezhang-2020",
        kind="complaint",
        title="…",
        at=datetime(2021, 6, 10, tzinfo=UTC),
        lookup_code=CODE,
        to=OFFICE,
    )
    everyday = EveryDay()
    assert case.view_for(CodeHolder(code=CODE)).next_due == date(2021, 6, 21)
    for viewer in (CodeHolder(code=CODE), body(OFFICE), supervisor(ABOVE)):
        assert case.view_for(viewer, calendar=everyday).next_due == date(2021, 6, 17)


class EveryDay:
    """A calendar without any day off."""

    def is_workday(self, day: date) -> bool:
        return day is not None


# --- a report against a person ------------------------------------------------------------------

ACCUSED = Organization(
    name="某市住建局",
    alternative_names=["市住建局"],
    site_code="5116000001",
    codes=[{"scheme": "register", "code": "17"}],
)


@pytest.mark.parametrize(
    "disguise",
    [
        ACCUSED,
        Organization(name="某市住建局"),
        Organization(name="某市 住建局"),
        Organization(name="另一个名字", alternative_names=["市住建局"]),
        Organization(name="另一个名字", site_code="5116000001"),
        Organization(name="另一个名字", codes=[{"scheme": "register", "code": "17"}]),
        Organization(name="住建局质量科", parent="17"),
        Organization(name="某市住建局", codes=[{"scheme": "register", "code": "99"}]),
    ],
    ids=str,
)
def test_the_accused_body_sees_nothing_of_a_report_even_while_it_holds_it(disguise: Organization):
    case = petition("report_against_person", target=ACCUSED, to=disguise)
    assert case.holder == disguise
    assert case.view_for(body(disguise)) is None
    assert case.view_for(supervisor(disguise)) is None
    assert case.view_for(Everybody()) is None


def test_who_is_not_accused_handles_and_supervises_a_report():
    case = petition("report_against_person", target=ACCUSED, to=OFFICE)
    assert isinstance(case.view_for(body(OFFICE)), HandlerView)
    assert isinstance(case.view_for(supervisor(ABOVE)), SupervisorView)
    assert case.view_for(body(EDUCATION)) is None
    nobody = petition("report_against_person", target=None, to=OFFICE)
    assert isinstance(nobody.view_for(body(OFFICE)), HandlerView)


def test_a_report_is_not_handed_to_the_body_that_it_is_about():
    case = petition("report_against_person", target=ACCUSED, to=OFFICE)
    for disguise in (ACCUSED, Organization(name="住建局质量科", parent="17")):
        with pytest.raises(InvalidValueError, match=r"the body that it is about.*第三十条"):
            case.transfer(at=AT, to=disguise)
    arrived = petition("report_against_person", target=ACCUSED, to=ACCUSED)
    moved = arrived.transfer(at=AT, to=OFFICE)
    with pytest.raises(InvalidValueError, match="the body that it is about"):
        moved.send_back(at=AT)


def test_whom_a_report_is_about_can_become_known_after_it_was_handed_there():
    case = petition("report_against_person", target=None, to=OFFICE).transfer(at=AT, to=ACCUSED)
    known = case.replace(target=ACCUSED)
    assert known.view_for(body(ACCUSED)) is None
    accepted = known.accept(at=AT)
    assert accepted.holder == ACCUSED
    assert Petition.model_validate(revealed(accepted, purpose="test", mode="json")) == accepted


@pytest.mark.parametrize("kind", ["claim", "report_against_person"])
def test_the_repr_of_a_view_shows_only_how_the_case_stands(kind: str):
    case = petition(kind, target=ACCUSED)
    for view in (
        case.view_for(CodeHolder(code=CODE)),
        case.view_for(body(OFFICE)),
        case.view_for(supervisor(ABOVE)),
    ):
        fields = f"(rulebook='cn-2022', kind='{kind}', status='registered')"
        assert repr(view) == type(view).__name__ + fields


def test_a_claim_is_handled_by_the_body_that_it_is_about():
    assert isinstance(petition(to=HOUSING).view_for(body(HOUSING)), HandlerView)


@pytest.mark.parametrize(
    ("organization", "handles"),
    [
        (Organization(name="换了名", codes=[{"scheme": "register", "code": "18"}]), True),
        (Organization(name="某市教育局"), True),
        (Organization(name="某市教育局", codes=[{"scheme": "register", "code": "19"}]), False),
        (Organization(name="教育局普教科", parent="18"), False),
        (Organization(name="某市体育局"), False),
    ],
    ids=str,
)
def test_a_body_handles_a_petition_only_if_it_surely_is_the_one(
    organization: Organization,
    handles: bool,  # noqa: FBT001 -- a parameter of the test
):
    view = petition(to=EDUCATION).view_for(body(organization))
    assert isinstance(view, HandlerView) == handles


# --- what rulebooks say about it ----------------------------------------------------------------


def test_a_disclosure_of_nothing_is_found_when_the_rulebook_is_loaded():
    book = Lifecycle.built_in("cn-2022")
    rule = book.disclosures[0]
    wrong = rule.replace(steps=["none"], after=["nor_this"], in_states=["nowhere"])
    with pytest.raises(InvalidDataError) as caught:
        book.replace(disclosures=[wrong, book.disclosures[1], book.disclosures[1]])
    fields = {problem.field for problem in caught.value.problems}
    assert {
        "disclosures.told_where_it_goes.steps",
        "disclosures.told_where_it_goes.after",
        "disclosures.told_where_it_goes.in_states",
        "disclosures.told_why_extended",
    } <= fields


def test_without_disclosures_everybody_sees_how_it_stands_and_the_petitioner_no_explanation():
    bare = Lifecycle.built_in("open311").replace(disclosures=())
    case = Petition.register(
        rulebook=bare,
        kind=bare.kinds[0].id,
        title="…",
        at=datetime(2019, 2, 14, tzinfo=UTC),
        lookup_code=CODE,
    ).step("fix", at=datetime(2019, 2, 15, tzinfo=UTC), explanation="Lamp replaced")
    view = case.view_for(Everybody())
    assert (view.status, view.steps) == ("fixed", ())
    assert case.view_for(CodeHolder(code=CODE)).steps[-1].explanation is None
