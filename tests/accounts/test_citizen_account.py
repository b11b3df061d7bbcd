from __future__ import annotations

import copy
import json
import logging
import pickle
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from mgov.accounts import AccessAnswer, CitizenAccount, CitizenData, Consent, ObstacleKind, Proof
from mgov.errors import InvalidDataError, InvalidValueError, MgovError
from mgov.values.authentication import AuthenticationLevel
from mgov.values.personal import revealed

START = datetime(2017, 8, 1, tzinfo=UTC)
DAY = timedelta(days=1)
NOW = START + 10 * DAY
LEVELS = list(AuthenticationLevel)[1:]
PIECES = ("金丝雀", "13987", "654321", "11010519491231", "002X")


def proof(level: str, day: float = 0, until: float | None = None) -> Proof:
    end = None if until is None else START + until * DAY
    return Proof(level=level, at=START + day * DAY, until=end)


def consent(name: str = "c1", day: float = 0, **fields: object) -> Consent:
    given = START + day * DAY
    return Consent.model_validate(
        {"identifier": name, "purpose": "查询", "services": ["fund"], "given": given, **fields}
    )


def account(*proofs: Proof, consents: tuple[Consent, ...] = (), **fields: object) -> CitizenAccount:
    return CitizenAccount.model_validate(
        {"identifier": "u-7031", "opened": START, "proofs": proofs, "consents": consents, **fields}
    )


FULL = account(
    proof("face"),
    consents=(consent(data=["name", "resident_id"]),),
    name="张金丝雀",
    phone="13987654321",
    resident_id="11010519491231002X",
)


def kinds(answer: AccessAnswer) -> list[str]:
    return [each.kind.value for each in answer.obstacles]


# --- personal data ------------------------------------------------------------------------------


def test_personal_data_are_shown_nowhere(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.INFO):
        logging.getLogger("mgov.tests.citizen").info("%s %r", FULL, FULL)
    answer = FULL.may_use("fund", required="face", at=NOW, data=["name", "phone"])
    shown = [
        repr(FULL),
        str(FULL),
        f"{FULL}",
        caplog.text,
        FULL.model_dump(),
        FULL.model_dump_json(),
        vars(FULL),
        copy.deepcopy(FULL),
        FULL.replace(phone=None),
        repr(answer),
        answer.model_dump_json(),
        answer.explain("zh"),
        CitizenAccount.model_json_schema(),
    ]
    assert not [piece for piece in PIECES for each in shown if piece in str(each)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"opened": None},
        {"resident_id": "110105194912310021"},
        {"phone": "139876543210000000"},
        {"name": ["张金丝雀"]},
        {"nickname": "金丝雀"},
        {"proofs": [{"level": "13987654321", "at": START}]},
    ],
)
def test_an_error_shows_no_personal_data(wrong: dict[str, object]):
    data = {**revealed(FULL, purpose="test", mode="json"), **wrong}
    for read in (
        CitizenAccount.model_validate,
        lambda data: CitizenAccount(**data),
        lambda data: TypeAdapter(list[CitizenAccount]).validate_python([data]),
    ):
        with pytest.raises((InvalidDataError, ValueError)) as error:
            read(data)
        said = [str(error.value), repr(error.value), str(getattr(error.value, "errors", list)())]
        assert not [piece for piece in PIECES for each in said if piece in each]


def test_an_account_with_personal_data_is_not_pickled():
    with pytest.raises(MgovError) as error:
        pickle.dumps(FULL)
    assert error.value.code == "personal_pickle"


def test_what_is_revealed_for_a_purpose_is_read_back():
    stored = json.dumps(revealed(FULL, purpose="store the account", mode="json"))
    assert CitizenAccount.model_validate_json(stored) == FULL
    with pytest.raises(InvalidDataError):
        CitizenAccount.model_validate_json(FULL.model_dump_json())


@pytest.mark.parametrize(
    "identifier", ["11010519491231002X", "13987654321", "+8613987654321", "canary@songs.example"]
)
def test_an_account_is_not_called_by_a_number_of_its_citizen(identifier: str):
    with pytest.raises(InvalidDataError) as error:
        account(identifier=identifier)
    [problem] = error.value.problems
    assert (problem.field, problem.code) == ("identifier", "citizen_identifier")
    assert identifier not in str(error.value)


@pytest.mark.parametrize("identifier", ["u-7031", "000123456789", "20170817", "张三的账号"])
def test_a_number_of_its_own_is_none_of_its_citizen(identifier: str):
    assert account(identifier=identifier).identifier == identifier


# --- levels -------------------------------------------------------------------------------------


def test_nobody_is_known_before_they_have_shown_who_they_are():
    assert account().level_at(NOW) is AuthenticationLevel.NONE
    assert account(proof("face", 11)).level_at(NOW) is AuthenticationLevel.NONE


def test_a_level_lapses_and_can_be_shown_again():
    it = account(proof("phone"), proof("face", 1, until=3), proof("face", 5, until=7))
    levels = [it.level_at(START + day * DAY).value for day in (0, 1, 3, 5, 7)]
    assert levels == ["phone", "face", "phone", "face", "phone"]


def test_a_new_proof_returns_a_new_account():
    it = account(proof("phone", 3))
    more = it.prove(proof("face", 1))
    assert it.level_at(NOW) is AuthenticationLevel.PHONE
    assert [each.level.value for each in more.proofs] == ["face", "phone"]


def test_a_revoked_level_counts_no_longer_and_did_before():
    it = account(proof("phone"), proof("phone", 1), proof("id", until=5), proof("phone", 20))
    revoked = it.revoke("phone", at=NOW)
    assert revoked.level_at(NOW) is AuthenticationLevel.NONE
    assert revoked.level_at(NOW - DAY) is AuthenticationLevel.PHONE
    assert revoked.level_at(START + 20 * DAY) is AuthenticationLevel.PHONE


@pytest.mark.parametrize("level", ["face", "id"])
def test_only_a_proof_that_counts_is_revoked(level: str):
    with pytest.raises(InvalidValueError) as error:
        account(proof("id", until=5)).revoke(level, at=NOW)
    assert (error.value.field, error.value.code) == ("level", "proof_missing")


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"level": "none"}, "proof_of_nothing"), ({"until": START - DAY}, "proof_end")],
)
def test_a_proof_shows_something_for_some_time(fields: dict[str, object], code: str):
    with pytest.raises(InvalidDataError) as error:
        Proof.model_validate({"level": "id", "at": START, **fields})
    assert error.value.problems[0].code == code


def test_a_proof_carries_the_assurance_that_an_authority_states():
    it = Proof(level="face", at=START, assurance=[{"scheme": "eIDAS", "code": "substantial"}])
    assert str(it.assurance[0]) == "eIDAS substantial"
    assert Proof.model_validate_json(it.model_dump_json()) == it


# --- consent ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({}, [1, 5, 9]),
        ({"until": 5}, [1]),
        ({"withdrawn": 5}, [1]),
        ({"until": 9, "withdrawn": 5}, [1]),
    ],
)
def test_a_consent_is_in_force_until_it_ends(fields: dict[str, float], days: list[int]):
    ends = {name: START + day * DAY for name, day in fields.items()}
    it = account(consents=(consent(day=1, **ends),))
    assert [day for day in (0, 1, 5, 9) if it.consents_at(START + day * DAY)] == days


def test_consents_are_listed_for_a_service():
    it = account(consents=(consent("c1"), consent("c2", services=["pension", "fund"])))
    assert [each.identifier for each in it.consents_at(NOW, service="pension")] == ["c2"]
    assert [each.identifier for each in it.consents_at(NOW, service="fund")] == ["c1", "c2"]
    assert it.consents_at(NOW, service="tax") == ()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"services": []}, "too_short"),
        ({"services": ["fund", "fund"]}, "consent_twice"),
        ({"data": ["name", "name"]}, "consent_twice"),
        ({"until": START - DAY}, "consent_end"),
        ({"withdrawn": START - DAY}, "consent_end"),
    ],
)
def test_a_consent_that_cannot_be_is_refused(fields: dict[str, object], code: str):
    with pytest.raises(InvalidDataError) as error:
        consent(**fields)
    assert error.value.problems[0].code == code


def test_every_consent_has_its_own_identifier():
    with pytest.raises(InvalidDataError) as error:
        account().agree(consent()).agree(consent(day=3))
    assert error.value.problems[0].code == "consent_twice"


def test_a_withdrawn_consent_stays_on_record():
    it = account().agree(consent()).agree(consent("c2", services=["tax"]))
    less = it.withdraw("c1", at=NOW)
    assert [each.identifier for each in less.consents_at(NOW)] == ["c2"]
    assert [each.identifier for each in less.consents_at(NOW - DAY)] == ["c1", "c2"]


@pytest.mark.parametrize(("name", "day"), [("c2", 10), ("c1", -1), ("c1", 7)])
def test_only_a_consent_that_is_in_force_is_withdrawn(name: str, day: float):
    it = account(consents=(consent(withdrawn=START + 5 * DAY),))
    with pytest.raises(InvalidValueError) as error:
        it.withdraw(name, at=START + day * DAY)
    assert (error.value.field, error.value.code) == ("consent", "consent_unknown")


# --- access -------------------------------------------------------------------------------------


def test_a_service_may_be_used_with_level_and_consent():
    answer = FULL.may_use("fund", required="id", at=NOW, data=["name", CitizenData.RESIDENT_ID])
    assert (answer.ok, answer.level.value, answer.consents) == (True, "face", ("c1",))
    assert answer.explain() == "The service may be used."
    assert answer.explain("zh") == "可以使用该服务。"


@pytest.mark.parametrize(
    ("it", "found"),
    [
        (account(opened=NOW + DAY), ["not_open"]),
        (account(closed=NOW), ["not_open"]),
        (account(), ["level_too_low", "consent_missing", "data_unknown"]),
        (account(proof("phone")), ["level_too_low", "consent_missing", "data_unknown"]),
        (account(proof("id", 11)), ["level_too_low", "consent_missing", "data_unknown"]),
        (account(proof("id", until=5)), ["level_lapsed", "consent_missing", "data_unknown"]),
        (
            account(proof("id"), consents=(consent(services=["x"]),), name="张三"),
            ["consent_missing"],
        ),
        (account(proof("id"), consents=(consent(day=11),), name="张三"), ["consent_missing"]),
        (account(proof("id"), consents=(consent(until=NOW),), name="张三"), ["consent_ended"]),
        (account(proof("id"), consents=(consent(),), name="张三"), ["data_not_covered"]),
        (account(proof("id"), consents=(consent(data=["name"]),)), ["data_unknown"]),
        (account(proof("id"), consents=(consent(data=["name"]),), name="张三"), []),
        (account(proof("id"), consents=(consent(), consent("2", data=["name"])), name="张三"), []),
    ],
)
def test_every_obstacle_is_named(it: CitizenAccount, found: list[str]):
    assert kinds(it.may_use("fund", required="id", at=NOW, data=["name"])) == found


def test_where_the_law_gives_another_ground_nobody_has_to_agree():
    it = account(proof("id"), name="张三")
    answer = it.may_use("census", required="id", at=NOW, data=["name"], consent=False)
    assert (answer.ok, answer.consents) == (True, ())
    assert kinds(it.may_use("census", required="id", at=NOW, data=["phone"], consent=False)) == [
        "data_unknown"
    ]


def test_a_service_for_anybody_asks_for_no_level():
    assert account().may_use("weather", required="none", at=NOW, consent=False).ok


def test_an_answer_tells_the_citizen_what_to_do():
    answer = account(proof("phone", until=3)).may_use(
        "fund", required="phone", at=NOW, data=["name", "resident_id"]
    )
    assert answer.explain() == (
        "The service may not be used. It no longer counts that you confirmed who you are. "
        "Confirm it again: by a code sent to your phone. You have not agreed that the service "
        "uses data. Read what for, and agree if you will. "
        "The account does not have: name, identity number. Add it."
    )
    assert answer.explain("zh") == (
        "不能使用该服务。认证已失效。请重新认证：手机验证码。尚未同意该服务使用个人信息。"
        "请阅读用途，愿意时再同意。账号缺少：姓名、身份证号。请补充。"
    )
    assert AccessAnswer.model_validate_json(answer.model_dump_json()) == answer


@pytest.mark.parametrize("kind", ObstacleKind)
def test_every_obstacle_is_said_in_both_languages(kind: ObstacleKind):
    answers = [
        account(closed=NOW).may_use("fund", required="id", at=NOW),
        account(proof("id", until=1)).may_use("fund", required="id", at=NOW),
        account(consents=(consent(until=NOW),)).may_use("fund", required="id", at=NOW),
        account(consents=(consent(),)).may_use("fund", required="id", at=NOW, data=["name"]),
    ]
    [said, *_] = [each for it in answers for each in it.obstacles if each.kind is kind]
    assert said.message.languages == said.remedy.languages == ("en", "zh")
    assert "{" not in str(said.message) + str(said.remedy)


@pytest.mark.parametrize(
    ("options", "field"), [({"required": "retina"}, "required"), ({"data": ["email"]}, "data")]
)
def test_an_unknown_word_is_refused_with_those_that_are_known(
    options: dict[str, object], field: str
):
    with pytest.raises(InvalidValueError) as error:
        account().may_use("fund", at=NOW, **{"required": "id", **options})  # type: ignore[arg-type]  # the mistake that is meant
    assert (error.value.field, error.value.code) == (field, "enum")
    assert error.value.remedy.startswith("Use one of ")


def test_a_moment_has_a_time_zone():
    naive = datetime(2017, 8, 17)  # noqa: DTZ001 -- the mistake that is meant
    for ask in (
        account().level_at,
        account().consents_at,
        lambda at: account().may_use("fund", required="id", at=at),
    ):
        with pytest.raises(InvalidValueError) as error:
            ask(naive)
        assert error.value.code == "timezone_aware"


def test_an_account_closes_after_it_opened():
    with pytest.raises(InvalidDataError) as error:
        account(closed=START - DAY)
    assert error.value.problems[0].code == "citizen_closed"


# --- laws ---------------------------------------------------------------------------------------

DAYS = st.integers(0, 20)
PROOFS = st.lists(
    st.builds(
        lambda level, day, life: proof(level, day, None if life is None else day + life),
        st.sampled_from(LEVELS),
        DAYS,
        st.none() | st.integers(0, 9),
    ),
    max_size=5,
)
CONSENTS = st.lists(
    st.builds(
        lambda number, day, life: (number, day, life),
        st.integers(0, 9),
        DAYS,
        st.none() | st.integers(0, 9),
    ),
    max_size=4,
    unique_by=lambda each: each[0],
).map(
    lambda drawn: tuple(
        consent(str(number), day, until=None if life is None else START + (day + life) * DAY)
        for number, day, life in drawn
    )
)
REQUIRED = st.sampled_from(AuthenticationLevel)


@given(PROOFS, CONSENTS, REQUIRED, DAYS)
def test_a_service_may_be_used_exactly_with_level_and_consent(
    proofs: list[Proof],
    consents: tuple[Consent, ...],
    required: AuthenticationLevel,
    day: int,
):
    it, at = account(*proofs, consents=consents), START + day * DAY
    answer = it.may_use("fund", required=required, at=at)
    assert answer.ok is (it.level_at(at) >= required and bool(it.consents_at(at, service="fund")))
    assert it.may_use("fund", required=required, at=at, consent=False).ok is (
        it.level_at(at) >= required
    )


@given(PROOFS.flatmap(lambda given: st.tuples(st.just(given), st.permutations(given))), DAYS)
def test_the_order_of_proofs_says_nothing(both: tuple[list[Proof], list[Proof]], day: int):
    one, other = (account(*proofs) for proofs in both)
    assert one == other
    assert one.level_at(START + day * DAY) == other.level_at(START + day * DAY)


@given(PROOFS, CONSENTS, DAYS, DAYS, REQUIRED)
def test_what_is_ended_does_not_change_what_was_allowed_before(
    proofs: list[Proof],
    consents: tuple[Consent, ...],
    day: int,
    end: int,
    required: AuthenticationLevel,
):
    it, at, ends = account(*proofs, consents=consents), START + day * DAY, START + end * DAY
    later = it
    for each in it.consents_at(ends):
        later = later.withdraw(each.identifier, at=ends)
    for level in {each.level for each in it.proofs if each.counts_at(ends)}:
        later = later.revoke(level, at=ends)
    before, after = (each.may_use("fund", required=required, at=at) for each in (it, later))
    if at < ends:
        assert after == before
    else:
        assert after.ok <= before.ok
    assert later.level_at(ends) is AuthenticationLevel.NONE
    assert later.consents_at(ends) == ()
