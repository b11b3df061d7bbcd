"""The unified social credit code."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.identifiers import UnifiedSocialCreditCode
from mgov.values.model import Model

uscc = pytest.importorskip("stdnum.cn.uscc")  # the independent peer

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
GOOD = ["91110000600037341L", "91110108551385082Q", "11511301008778183N", "115113010833722043"]

NUMERIC_BODIES = st.tuples(
    st.text("0123456789", min_size=8, max_size=8), st.text(ALPHABET, min_size=9, max_size=9)
).map("".join)


class Body(Model, frozen=True):
    code: UnifiedSocialCreditCode


def completed(body: str) -> UnifiedSocialCreditCode:
    """The one valid code that begins with these 17 characters."""
    (code,) = filter(UnifiedSocialCreditCode.is_valid, (body + last for last in ALPHABET))
    return UnifiedSocialCreditCode(code)


@pytest.mark.parametrize("code", GOOD)
def test_a_real_code_is_valid(code: str):
    assert UnifiedSocialCreditCode.parse(code) == code
    assert UnifiedSocialCreditCode(code).organization_code_fits


@pytest.mark.parametrize(
    "text",
    [
        "91110000600037341l",
        "9111 0000 6000 3734 1L",
        "91110000-600037341-L",
        "９１１１００００600037341Ｌ",
        "91110000–600037341L\n",
    ],
)
def test_what_does_no_harm_is_read(text: str):
    assert UnifiedSocialCreditCode.parse(text) == "91110000600037341L"


@pytest.mark.parametrize(
    ("body", "authority"),
    [
        ("N2110108MA0000001", "农业"),
        ("A1110000MA0000001", "中央军委改革和编制办公室"),
        ("Y1110000MA0000001", "其他"),
    ],
)
def test_authorities_with_a_letter_are_accepted_though_python_stdnum_refuses_them(
    body: str, authority: str
):
    code = completed(body)
    assert not uscc.is_valid(code)
    assert str(code.registration_authority_name) == authority
    assert code.category_name is not None


@pytest.mark.parametrize(
    ("bad", "trouble", "remedy", "kind"),
    [
        ("9111000060003734", "has 16 characters instead of 18", "certificate", "length"),
        ("", "has 0 characters", "certificate", "length"),
        ("9111000060OO37341L", "'O' as character 11", "is it 0", "character"),
        ("91110000600037341Z", "'Z' as character 18", "is it 2", "character"),
        ("911100006000373é1L", "as character 16", "capital letters", "character"),
        ("9111A000600037341L", "letter A as character 5", "digits only", "character"),
        (
            "91110000600037341A",
            "ends in A where its other characters lead to L",
            "misread",
            "check_character",
        ),
    ],
)
def test_a_bad_code_is_told_what_is_wrong(bad: str, trouble: str, remedy: str, kind: str):
    with pytest.raises(InvalidValueError, match=trouble) as caught:
        UnifiedSocialCreditCode.parse(bad)
    assert remedy in caught.value.remedy
    assert caught.value.field == "credit_code"
    assert caught.value.code == f"credit_code_{kind}"


def test_its_parts_have_names():
    code = UnifiedSocialCreditCode("11511301008778183N")
    assert (code.registration_authority, code.category, code.check_character) == ("1", "1", "N")
    assert str(code.category_name) == "机关"
    assert code.division == "511301"
    assert code.organization_code == "008778183"
    assert "".join(part.text for part in code.parts()) == code


def test_what_the_standard_does_not_list_has_no_name_and_is_no_error():
    code = completed("00990000MA0000001")
    assert code.registration_authority_name is None
    assert code.category_name is None
    assert code.division is None
    assert "  0          registration authority\n" in code.explain()


def test_a_central_body_is_registered_in_the_nation():
    code = completed("11100000MB0000001")
    assert code.division == "100000"
    assert "  100000     division of registration\n" in code.explain()


def test_it_explains_itself_in_chinese():
    assert UnifiedSocialCreditCode("91110000600037341L").explain("zh") == (
        "91110000600037341L：统一社会信用代码（GB 32100-2015）\n"
        "  9          登记管理部门：工商\n"
        "  1          机构类别：企业\n"
        "  110000     登记管理机关行政区划：北京市\n"
        "  600037341  主体标识码（组织机构代码）：自身校验码相符\n"
        "  L          校验码"
    )


def test_a_wrong_organization_code_inside_is_told_and_not_refused():
    code = completed("91110000600037340")
    assert not code.organization_code_fits
    assert "does not fit" in code.explain()


def test_in_a_model_it_is_a_string_with_a_pattern():
    body = Body(code="91110000600037341l")
    assert body.model_dump_json() == '{"code":"91110000600037341L"}'
    with pytest.raises(InvalidDataError, match="lead to L"):
        Body(code="91110000600037341A")
    assert "pattern" in TypeAdapter(UnifiedSocialCreditCode).json_schema()
    assert repr(body.code) == "UnifiedSocialCreditCode('91110000600037341L')"


@given(NUMERIC_BODIES)
def test_it_agrees_with_python_stdnum_on_every_check_character(body: str):
    code = completed(body)
    assert uscc.validate(code) == code
    assert uscc.calc_check_digit(body) == code.check_character


@given(st.text(ALPHABET + "IOSVZ -", max_size=20))
def test_it_agrees_with_python_stdnum_on_any_text_without_a_letter_in_front(text: str):
    assume(not text[:1].isalpha())
    assert UnifiedSocialCreditCode.is_valid(text) >= uscc.is_valid(text)


@given(NUMERIC_BODIES, st.data())
def test_one_misread_character_is_always_found(body: str, data: st.DataObject):
    code = completed(body)
    position = data.draw(st.integers(0, 17))
    other = data.draw(st.sampled_from(ALPHABET).filter(lambda c: c != code[position]))
    assert not UnifiedSocialCreditCode.is_valid(code[:position] + other + code[position + 1 :])
