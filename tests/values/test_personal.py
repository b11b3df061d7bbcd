"""Personal data: masked wherever it could be seen, shown only for a stated purpose."""

from __future__ import annotations

import asyncio
import copy
import io
import json
import logging
import pickle
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from mgov.errors import InvalidDataError, InvalidValueError, MgovError
from mgov.values.identifiers import ResidentId
from mgov.values.model import Model
from mgov.values.personal import (
    MASK,
    Disclosure,
    EmailAddress,
    Personal,
    PersonalText,
    PersonName,
    PhoneNumber,
    StreetAddress,
    audit,
    revealed,
)

# A secret of every type, and the pieces of it that must be found nowhere.
SECRETS: list[tuple[type[Personal], str, tuple[str, ...]]] = [
    (Personal, "Canary-8231", ("anary", "8231")),
    (PersonName, "张金丝雀", ("金丝", "丝雀")),
    (PersonName, "Canary Birdsong", ("anary", "irdsong")),
    (PhoneNumber, "13987654321", ("13987", "98765", "6543", "4321")),
    (PhoneNumber, "+442079460958;ext=731", ("4420", "2079", "0958", "731")),
    (EmailAddress, "canary.bird@songs.example", ("anary", "bird", "songs")),
    (StreetAddress, "金丝雀街8231号", ("金丝雀", "8231")),
    (PersonalText, "我叫金丝雀\n住8231号", ("金丝雀", "8231")),
    (ResidentId, "11010519491231002X", ("1101", "1949", "1231", "002X")),
]
EACH_SECRET = pytest.mark.parametrize(
    ("kind", "secret", "pieces"),
    SECRETS,
    ids=[f"{kind.__name__}-{i}" for i, (kind, *_) in enumerate(SECRETS)],
)
BAD = {
    Personal: "Canary\x008231",
    PersonName: "张金丝雀\x00",
    PhoneNumber: "139876543210000000",
    EmailAddress: "canary.bird at songs.zone",
    StreetAddress: "金丝雀街8231号\ud800",
    PersonalText: "金丝雀\x07 8231",
    ResidentId: "110105194912310021",
}


def shown_nowhere(pieces: tuple[str, ...], *places: object) -> bool:
    return not [piece for piece in pieces for place in places if piece in str(place)]


def logged(value: object) -> str:
    stream = io.StringIO()
    logger = logging.getLogger("mgov.tests.personal")
    handler = logging.StreamHandler(stream)
    logger.addHandler(handler)
    try:
        logger.error("%s %r %s", value, value, [value])
        try:
            {}[value]
        except KeyError:
            logger.exception("lost %s", {"who": value})
    finally:
        logger.removeHandler(handler)
    return stream.getvalue()


@EACH_SECRET
def test_the_value_is_masked_wherever_it_could_be_seen(
    kind: type[Personal], secret: str, pieces: tuple[str, ...]
):
    value = kind(secret)
    assert shown_nowhere(
        pieces,
        repr(value),
        str(value),
        f"{value}",
        f"{value!r:>40}",
        f"{value:>40}",
        "%s %r" % (value, value),  # noqa: UP031 -- the old way must not show it either
        "{0} {0!a}".format(value),  # noqa: UP032 -- as above
        [value],
        {"who": value},
        logged(value),
        json.dumps(value, default=str),
    )
    with pytest.raises(TypeError):
        vars(value)


@EACH_SECRET
def test_the_value_is_masked_in_a_model_and_in_its_dumps(
    kind: type[Personal], secret: str, pieces: tuple[str, ...]
):
    class Record(Model, frozen=True):
        who: kind  # type: ignore[valid-type]  # one model for each type
        others: tuple[kind, ...] = ()  # type: ignore[valid-type]  # as above

    record = Record(who=secret, others=[secret])
    assert shown_nowhere(
        pieces,
        repr(record),
        str(record),
        vars(record),
        record.__repr_args__(),
        record.model_dump(),
        record.model_dump(mode="json"),
        record.model_dump_json(),
        record.model_dump(context={"other": "context"}),
        record.model_dump(context="no mapping"),
        record.model_dump(serialize_as_any=True),
        record.replace(),
        logged(record),
    )
    with pytest.raises(PydanticSerializationError) as caught:
        record.model_dump_json(serialize_as_any=True)
    assert shown_nowhere(pieces, caught.value)


@EACH_SECRET
def test_an_error_about_a_missing_sibling_shows_nothing_of_the_record(
    kind: type[Personal], secret: str, pieces: tuple[str, ...]
):
    class Record(Model, frozen=True):
        who: kind  # type: ignore[valid-type]  # one model for each type
        sibling: tuple[int, ...]

    for fill in (
        lambda: Record(who=secret),
        lambda: Record.model_validate({"who": secret}),
        lambda: Record.model_validate_json(json.dumps({"who": secret})),
        lambda: Record(who=secret, sibling=secret),
        lambda: Record(who=BAD[kind], sibling=[]),
    ):
        with pytest.raises(InvalidDataError) as caught:
            fill()
        error = caught.value
        assert shown_nowhere(pieces, error, repr(error), error.errors(), error.json(), error.args)
        assert shown_nowhere(pieces, *traceback.format_exception_only(error))


@EACH_SECRET
def test_even_a_plain_pydantic_model_shows_nothing_in_the_errors_of_the_field(
    kind: type[Personal], secret: str, pieces: tuple[str, ...]
):
    class Plain(BaseModel):
        who: kind  # type: ignore[valid-type]  # one model for each type
        maybe: kind | None = None  # type: ignore[valid-type]  # as above
        others: list[kind] = []  # type: ignore[valid-type]  # as above

    bad = BAD[kind]
    with pytest.raises(ValidationError) as caught:
        Plain(who=bad, maybe=bad, others=[secret, bad])
    with pytest.raises(ValidationError) as alone:
        TypeAdapter(kind).validate_python(bad)
    for error in (caught.value, alone.value):
        assert shown_nowhere(pieces, error, repr(error), error.errors(), error.json())
        assert shown_nowhere(pieces, *traceback.format_exception(error))
    assert [each["loc"] for each in caught.value.errors()] == [("who",), ("maybe",), ("others", 1)]


@pytest.mark.parametrize(("kind", "bad"), BAD.items(), ids=[kind.__name__ for kind in BAD])
def test_the_error_about_a_bad_value_says_what_to_do_and_nothing_of_the_value(
    kind: type[Personal], bad: str
):
    with pytest.raises(InvalidValueError) as caught:
        kind.parse(bad)
    error = caught.value
    pieces = [bad[i : i + 4] for i in range(len(bad) - 3)]
    assert shown_nowhere(tuple(pieces), error, repr(error), error.as_pydantic())
    assert error.field == kind.__name__
    assert error.remedy
    assert not kind.is_valid(bad)


@EACH_SECRET
def test_a_pickle_is_refused_with_the_way_out(
    kind: type[Personal], secret: str, pieces: tuple[str, ...]
):
    class Record(Model, frozen=True):
        who: kind  # type: ignore[valid-type]  # one model for each type

    value = kind(secret)
    for thing in (value, [value], Record(who=value).__getstate__()):
        with pytest.raises(MgovError, match=r"revealed\(model, purpose=") as caught:
            pickle.dumps(thing)
        assert shown_nowhere(pieces, caught.value)
    with pytest.raises(MgovError, match="not pickled"):
        value.__getstate__()


@EACH_SECRET
def test_a_copy_is_equal_and_a_mask_is_no_value(
    kind: type[Personal], secret: str, pieces: tuple[str, ...]
):
    class Record(Model, frozen=True):
        who: kind  # type: ignore[valid-type]  # one model for each type

    value = kind(secret)
    assert pieces
    assert copy.copy(value) == copy.deepcopy(value) == value
    assert Record(who=value).model_copy(deep=True) == Record(who=value)
    with pytest.raises(InvalidDataError, match="is a mask, not a value") as caught:
        Record.model_validate_json(Record(who=value).model_dump_json())
    assert caught.value.problems[0].code == "personal_masked"
    assert "purpose" in caught.value.remedy


@EACH_SECRET
def test_with_a_purpose_the_dump_is_in_the_clear_and_reads_back(
    kind: type[Personal], secret: str, pieces: tuple[str, ...]
):
    class Record(Model, frozen=True):
        who: kind  # type: ignore[valid-type]  # one model for each type

    assert pieces
    record = Record(who=secret)
    clear = kind(secret).reveal(purpose="test")
    assert revealed(record, purpose="test") == {"who": clear}
    assert revealed(record, purpose="test", mode="json") == {"who": clear}
    assert record.model_dump(context={"reveal": "test"}) == {"who": clear}
    again = Record.model_validate_json(record.model_dump_json(context={"reveal": "test"}))
    assert again == record


@pytest.mark.parametrize("purpose", ["", "  \n", None, True, 7])
def test_without_a_purpose_nothing_is_shown(purpose: object):
    class Record(Model, frozen=True):
        who: PersonName

    record = Record(who="张三")
    with pytest.raises(InvalidValueError, match="purpose: is not"):
        record.who.reveal(purpose=purpose)  # type: ignore[arg-type]  # the point of the test
    with pytest.raises(InvalidValueError, match="purpose: is not"):
        revealed(record, purpose=purpose)  # type: ignore[arg-type]  # the point of the test
    with pytest.raises(PydanticSerializationError, match="purpose: is not"):
        record.model_dump(context={"reveal": purpose})


def test_equality_and_hash_are_by_type_and_value():
    assert PersonName("张三") == PersonName(" 张三 ")
    assert len({PersonName("张三"), PersonName("张三"), PersonName("李四")}) == 2
    assert PersonalText("张三") != PersonName("张三")
    assert PersonName("张三") != "张三"


def test_a_value_cannot_be_changed():
    name = PersonName("张三")
    with pytest.raises(AttributeError, match="make a new one"):
        name._value = "李四"  # noqa: SLF001 -- the point of the test
    with pytest.raises(AttributeError, match="make a new one"):
        del name._value  # noqa: SLF001 -- the point of the test


def test_a_model_takes_a_value_of_the_type_as_it_is_and_no_other():
    class Record(Model, frozen=True):
        who: PersonName
        what: Personal

    name, text = PersonName("张三"), PersonalText("楼上装修")
    record = Record(who=name, what=text)
    assert record.who is name
    assert record.what is text
    for wrong in (text, 7, None, ["张三"]):
        with pytest.raises(InvalidDataError, match="is not a text"):
            Record(who=wrong, what=text)


def test_the_schema_says_that_it_is_personal():
    for mode in ("validation", "serialization"):
        schema = TypeAdapter(PhoneNumber).json_schema(mode=mode)
        assert schema["type"] == "string"
        assert "Personal data" in schema["description"]


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_an_empty_value_is_none(blank: str):
    with pytest.raises(InvalidValueError, match="is empty"):
        PersonalText(blank)


# --- who reveals what, and what for --------------------------------------------------------------


def test_every_audit_around_is_told_before_the_value_is_shown():
    outer: list[Disclosure] = []
    inner: list[Disclosure] = []
    name = PersonName("张三")
    with audit(outer.append):
        name.reveal(purpose="print the receipt")
        with audit(inner.append):
            ResidentId("11010519491231002X").sex(purpose="fill in the form")
    name.reveal(purpose="nobody listens")
    assert outer == [
        Disclosure("PersonName", "print the receipt", "张*"),
        Disclosure("ResidentId", "fill in the form", MASK),
    ]
    assert inner == outer[1:]


def test_an_audit_hears_of_a_dump_and_of_the_tasks_it_starts():
    class Record(Model, frozen=True):
        names: tuple[PersonName, ...]

    seen: list[Disclosure] = []

    async def answer() -> None:
        PersonName("王五").reveal(purpose="answer")

    with audit(seen.append):
        revealed(Record(names=["张三", "李四"]), purpose="forward")
        asyncio.run(answer())
    assert [each.masked for each in seen] == ["张*", "李*", "王*"]


def test_an_audit_can_forbid():
    def forbid(disclosure: Disclosure) -> None:
        raise PermissionError(disclosure.purpose)

    with audit(forbid), pytest.raises(PermissionError, match="curiosity"):
        PersonName("张三").reveal(purpose="curiosity")
    assert PersonName("张三").reveal(purpose="receipt") == "张三"


# --- the types ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "mask"),
    [
        ("张三", "张*"),
        ("欧阳娜娜", "欧*"),
        ("买买提·吐尔逊", "买*"),
        ("Jane Doe", "J***"),
        ("Li", "L***"),
        ("Мария", "М***"),
        ("张", "***"),
        ("J", "***"),
    ],
)
def test_a_name_shows_its_first_character(name: str, mask: str):
    assert PersonName(name).masked() == mask


def test_a_name_is_kept_with_single_spaces():
    assert PersonName("Jane\n  Doe").reveal(purpose="test") == "Jane Doe"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("13800138000", "+8613800138000"),
        ("138-0013-8000", "+8613800138000"),
        ("１３８ ００１３ ８０００", "+8613800138000"),
        ("+86 138 0013 8000", "+8613800138000"),
        ("+86-138-0013-8000", "+8613800138000"),
        ("008613800138000", "+8613800138000"),
        ("8613800138000", "+8613800138000"),
        ("(86)13800138000", "+8613800138000"),
        ("010-12345678", "+861012345678"),
        ("（010）12345678", "+861012345678"),
        ("+86 10 1234 5678", "+861012345678"),
        ("+86 (0)10 1234 5678", "+861012345678"),
        ("0826-2345678", "+868262345678"),
        ("0826 2345678 转 12", "+868262345678;ext=12"),
        ("0755-12345678-801", "+8675512345678;ext=801"),
        ("(0755)12345678-801", "+8675512345678;ext=801"),
        ("+86-755-12345678-801", "+8675512345678;ext=801"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("+1 (202) 555-0143 ext. 7", "+12025550143;ext=7"),
        ("0044 20 7946 0958", "+442079460958"),
    ],
)
def test_a_number_is_kept_as_e_164_writes_it(written: str, kept: str):
    phone = PhoneNumber(written)
    assert phone.reveal(purpose="test") == kept
    assert PhoneNumber(kept) == phone


@pytest.mark.parametrize(
    "bad",
    [
        "12345",
        "110",
        "12800138000",
        "1380013800",
        "+12345",
        "+1234567890123456",
        "打电话",
        "+0123456789",
        "٠١٠١٢٣٤٥٦٧٨",
    ],
)
def test_what_is_no_number_of_a_person_is_refused(bad: str):
    with pytest.raises(InvalidValueError, match="neither a Chinese number nor"):
        PhoneNumber(bad)


def test_a_number_shows_as_little_as_it_is_asked_to():
    phone = PhoneNumber("13800138765")
    assert phone.masked() == "***65"
    assert phone.masked(head=3, tail=4) == "138***8765"
    assert phone.masked(tail=0) == "***"
    assert PhoneNumber("+442079460958").masked(head=2) == "44***58"
    assert PhoneNumber("+6834001").masked() == "***01"


@pytest.mark.parametrize(("head", "tail"), [(4, 4), (0, 8), (-1, 2), (3, -1)])
def test_a_number_keeps_four_digits_hidden(head: int, tail: int):
    with pytest.raises(InvalidValueError, match="fewer than 4 digits hidden"):
        PhoneNumber("13800138765").masked(head=head, tail=tail)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Jane.Doe@Example.COM", "Jane.Doe@example.com"),
        (" jane+tag@sub.example.com ", "jane+tag@sub.example.com"),
        ("ｊａｎｅ＠example．com", "jane@example.com"),
        ("张三@例子.中国", "张三@例子.中国"),
    ],
)
def test_an_address_keeps_the_case_of_its_name_only(written: str, kept: str):
    assert EmailAddress(written).reveal(purpose="test") == kept


@pytest.mark.parametrize(
    "bad",
    [
        "jane",
        "jane@",
        "@example.com",
        "jane@localhost",
        "a@b@c.com",
        "jane@-a.com",
        "ja ne@a.com",
        "张 三@例子.中国",
        "jane..doe@a.com",
        '"j d"@a.com',
    ],
)
def test_what_is_no_address_is_refused(bad: str):
    with pytest.raises(InvalidValueError, match="is no mail address"):
        EmailAddress(bad)


@pytest.mark.parametrize("bad", ["j" * 65 + "@example.com", "jane@" + "a." * 130 + "com"])
def test_an_address_is_not_longer_than_mail_allows(bad: str):
    with pytest.raises(InvalidValueError, match="is longer"):
        EmailAddress(bad)


def test_an_address_hides_its_domain_unless_asked():
    assert str(EmailAddress("jane@example.com")) == "j***@***"
    assert EmailAddress("jane@example.com").masked(domain=True) == "j***@example.com"
    assert str(EmailAddress("j@example.com")) == "***@***"


def test_a_text_about_a_person_may_hold_an_asterisk():
    assert PersonalText("**很急**").reveal(purpose="test") == "**很急**"


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip))
def test_a_mask_never_tells_how_long_the_value_is(text: str):
    if PersonalText.is_valid(text):
        assert str(PersonalText(text)) == MASK
    if PersonName.is_valid(text):
        assert len(str(PersonName(text))) in {2, 3, 4}
        assert not PersonName.is_valid(str(PersonName(text)))


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_every_mobile_number_is_read_and_masked_at_one_length(number: str):
    phone = PhoneNumber(number)
    assert phone.reveal(purpose="test") == f"+86{number}"
    assert len(str(phone)) == 5


def test_a_model_holds_its_input_back_however_it_is_validated():
    class Caller(Model, frozen=True):
        phone: PhoneNumber | None = None
        note: PersonalText
        age: int

    class Ticket(Model, frozen=True):
        caller: Caller

    class Plain(BaseModel):
        ticket: Ticket

    number = "13912345678"
    bad = {"phone": f"{number}x", "age": number + "y", "zip": 1}
    for kind, data in (
        (list[Caller], [bad]),
        (Ticket, {"caller": bad}),
        (Plain, {"ticket": {"caller": bad}}),
        (dict[str, Ticket], {"a": {"caller": bad}}),
    ):
        with pytest.raises(ValidationError) as caught:
            TypeAdapter(kind).validate_python(data)
        error = caught.value
        assert number not in str(error) + repr(error) + str(error.errors()) + error.json()
        assert {each["type"] for each in error.errors()} >= {"missing", "extra_forbidden"}
    with pytest.raises(InvalidDataError) as told:
        Ticket.model_validate({"caller": bad})
    assert "caller.note: is missing. Give a value for it." in str(told.value)
    assert Ticket.model_json_schema()["properties"]["caller"] == {"$ref": "#/$defs/Caller"}
