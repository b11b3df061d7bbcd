"""The citizen identification number."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidValueError
from mgov.values.identifiers import ResidentId, Sex
from mgov.values.personal import MASK

ric = pytest.importorskip("stdnum.cn.ric")  # the independent peer

GOOD = ["11010519491231002X", "360426199101010071"]
BODIES = st.builds(
    lambda region, day, order: f"{region}{day:%Y%m%d}{order:03d}",
    st.from_regex(r"[1-8][0-9]{5}", fullmatch=True),
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    st.integers(0, 999),
)


def completed(body: str) -> str:
    """The one valid number that begins with these 17 digits."""
    (number,) = filter(ResidentId.is_valid, (body + last for last in "0123456789X"))
    return number


@pytest.mark.parametrize("number", GOOD)
def test_a_real_number_is_valid_and_masked(number: str):
    parsed = ResidentId.parse(number)
    assert str(parsed) == MASK
    assert parsed.reveal(purpose="test") == number


@pytest.mark.parametrize(
    "text", ["11010519491231002x", "110105 19491231 002X", "１１０１０５-19491231-002Ｘ"]
)
def test_what_does_no_harm_is_read(text: str):
    assert ResidentId(text) == ResidentId("11010519491231002X")


@pytest.mark.parametrize(
    ("bad", "trouble"),
    [
        ("1101051949123100", "has 16 characters instead of 18"),
        ("110105491231002", "the first form, out of use"),
        ("1101051949123A002X", "wrong character as character 14"),
        ("A10105194912310021", "wrong character as character 1"),
        ("110105194912310 02XX", "has 19 characters"),
        ("1101051949123100X2", "wrong character as character 17"),
        ("11010519490229002X", "impossible date of birth"),
        ("110105000012310021", "impossible date of birth"),
        ("110105194912310021", "check character that does not fit"),
        ("110105********002X", "is a mask, not a value"),
    ],
)
def test_a_bad_number_is_told_what_is_wrong_and_not_what_it_is(bad: str, trouble: str):
    with pytest.raises(InvalidValueError, match=trouble) as caught:
        ResidentId(bad)
    assert caught.value.field == "ResidentId"
    assert "1949" not in str(caught.value)


def test_its_parts_are_told_for_a_purpose():
    number = ResidentId("11010519491231002X")
    assert number.birth_date(purpose="test") == dt.date(1949, 12, 31)
    assert number.sex(purpose="test") is Sex.FEMALE
    assert number.division(purpose="test") == "110105"
    assert ResidentId("360426199101010071").sex(purpose="test") is Sex.MALE
    for part in (number.birth_date, number.sex, number.division, number.explain):
        with pytest.raises(InvalidValueError, match="purpose"):
            part(purpose=" ")


def test_it_explains_itself_in_chinese_for_a_purpose():
    assert ResidentId("11010519491231002X").explain("zh", purpose="test") == (
        "11010519491231002X：公民身份号码（GB 11643-1999）\n"
        "  110105    地址码：北京市\n"
        "  19491231  出生日期码：1949-12-31\n"
        "  002       顺序码：女\n"
        "  X         校验码"
    )


def test_a_division_outside_the_provinces_is_no_error():
    number = ResidentId(completed("83000019900101001"))
    assert number.division(purpose="test") is None
    assert "  830000    division of first registration\n" in number.explain(purpose="test")


def test_at_most_four_characters_are_shown():
    number = ResidentId("11010519491231002X")
    assert [number.masked(tail=n) for n in (0, 1, 4)] == ["***", "***X", "***002X"]
    for tail in (-1, 5):
        with pytest.raises(InvalidValueError, match="shows too much"):
            number.masked(tail=tail)


@given(BODIES)
def test_it_agrees_with_python_stdnum_on_every_check_character(body: str):
    number = completed(body)
    assert ric.calc_check_digit(number) == number[-1]
    assert ResidentId(number).birth_date(purpose="test") == ric.get_birth_date(number)


@given(st.text("0123456789Xx", max_size=19))
def test_whatever_python_stdnum_accepts_is_accepted(text: str):
    assert ResidentId.is_valid(text) >= ric.is_valid(text)


@given(BODIES, st.data())
def test_one_misread_digit_is_always_found(body: str, data: st.DataObject):
    number = completed(body)
    position = data.draw(st.integers(0, 16))
    other = data.draw(st.sampled_from("0123456789").filter(lambda c: c != number[position]))
    assert not ResidentId.is_valid(number[:position] + other + number[position + 1 :])
