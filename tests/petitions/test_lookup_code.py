"""Lookup codes: unguessable, checked, easy to copy, and secret."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mgov.errors import InvalidValueError
from mgov.petitions import LookupCode

ALPHABET = "3479ACDEFGHJKMNPQRTUWXY"


def written(code: LookupCode) -> str:
    return code.reveal(purpose="test")


def test_a_new_code_is_sixteen_characters_in_groups_of_four():
    codes = {written(LookupCode.new()) for _ in range(200)}
    assert len(codes) == 200
    assert all(
        re.fullmatch(rf"(?:[{ALPHABET}]{{4}}-){{3}}[{ALPHABET}]{{4}}", each) for each in codes
    )


def test_every_character_of_the_alphabet_is_used():
    body = "".join(written(LookupCode.new()) for _ in range(300)).replace("-", "")
    assert set(body) == set(ALPHABET)


def test_a_code_is_read_however_it_is_typed():
    code = LookupCode.new()
    text = written(code)
    wide = text.replace("-", "－").replace("A", "Ａ")
    for typed in (text.lower(), text.replace("-", ""), text.replace("-", " "), f" {wide} "):
        assert LookupCode.parse(typed) == code


@given(position=st.integers(0, 15), other=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(position: int, other: str):
    text = written(LookupCode.new()).replace("-", "")
    assume(text[position] != other)
    with pytest.raises(InvalidValueError, match="has a wrong character"):
        LookupCode(text[:position] + other + text[position + 1 :])


@given(first=st.integers(0, 15), second=st.integers(0, 15))
def test_two_characters_that_changed_places_are_always_found(first: int, second: int):
    text = list(written(LookupCode.new()).replace("-", ""))
    assume(text[first] != text[second])
    text[first], text[second] = text[second], text[first]
    with pytest.raises(InvalidValueError, match="has a wrong character"):
        LookupCode("".join(text))


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("ACDE", "has 4 characters instead of 16"),
        ("ACDE-ACDE-ACDE-AC0E", "has a character that no code has, as character 15"),
        ("***", "is a mask, not a value"),
    ],
)
def test_what_is_no_code_is_said_without_repeating_it(text: str, trouble: str):
    with pytest.raises(InvalidValueError) as caught:
        LookupCode.parse(text)
    assert caught.value.trouble == trouble
    assert caught.value.remedy


def test_a_code_is_not_seen_by_accident():
    code = LookupCode.new()
    assert (str(code), f"{code}", repr(code)) == ("***", "***", "LookupCode('***')")
