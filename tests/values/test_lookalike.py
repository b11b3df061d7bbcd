from __future__ import annotations

import pytest

from mgov.values.lookalike import tricks_the_eye


@pytest.mark.parametrize(
    "label",
    [
        "cnǃlogin",  # a click for an exclamation mark
        "cn丿login",  # a stroke for a slash
        "cn丿",
        "丶cn",
        "a-ー-b",
        "go\u0323\u0323v",  # one mark twice
        "\u1ecd\u0323v",  # once within the letter
        "gov\u0338",  # a stroke across
        "gi\u0307",  # a second dot
        "b\u0131\u0301t",  # an accent on a dotless i
        "a\u0300\u0301\u0302\u0304\u0306",  # five marks
    ],
)
def test_an_eye_is_tricked_by_letters_for_marks_and_marks_without_a_trace(label: str) -> None:
    assert tricks_the_eye(label)


@pytest.mark.parametrize(
    "label",
    [
        "www",
        "政务",
        "第一中学",
        "一",
        "12345热线一号",
        "スーパー",
        "日ノ本",
        "bücher",
        "phố-cộng-hòa",
        "a\u0300\u0301\u0302\u0304",
        "ıspanak",
        "हिन्दी",
        "ქართული",
    ],
)
def test_an_eye_is_not_tricked_by_words_of_a_language(label: str) -> None:
    assert not tricks_the_eye(label)
