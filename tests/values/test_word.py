"""Words: identifiers that stand on one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidDataError
from mgov.values.model import Model
from mgov.values.word import Word


class Named(Model, frozen=True):
    name: Word


@pytest.mark.parametrize("word", ["weibo:jinan", "济南　发布", "a b", "مرحبا\u200f", "👨\u200d👩"])
def test_a_word_may_have_any_letters_and_spaces(word: str):
    assert Named(name=f"\t {word}\n").name == word


@pytest.mark.parametrize("character", ["\0", "\n", "\t", "\x1b", "\x85", "\u2028", "\u2029"])
def test_a_word_stands_on_one_line(character: str):
    with pytest.raises(InvalidDataError) as error:
        Named(name=f"ab{character}c")
    assert str(error.value.problems[0]) == (
        f"name: has a control character (U+{ord(character):04X}) as character 3. Take it out."
    )


@pytest.mark.parametrize("word", ["", " ", "\u3000\n"])
def test_a_word_says_something(word: str):
    with pytest.raises(InvalidDataError) as error:
        Named(name=word)
    assert error.value.problems[0].code == "string_too_short"


@given(st.text())
def test_a_word_is_one_line_of_a_file(text: str):
    try:
        word = Named(name=text).name
    except InvalidDataError:
        return
    assert word.splitlines() == [word]
    assert Named(name=word).name == word
