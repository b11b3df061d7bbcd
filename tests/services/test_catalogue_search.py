"""Search by name: Chinese and English, the best matches first, always in the same order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import Service, ServiceCatalogue
from mgov.services import Category, NameMatch

NAMES = [
    {"zh": "护照换发预约", "en": "Book a passport renewal"},
    {"zh": "护照", "en": "Passport"},
    {"zh": "港澳签注预约", "en": "Book a permit for Hong Kong"},
    {"zh": "ＥＴＣ 办理", "en": "Toll tag"},
    {"zh": "《无犯罪记录证明》查询", "en": "Query about a criminal-record certificate"},
    "出入境记录查询",
]
texts = st.text(alphabet="护照换发预约查询记录 abP-《、ＥＴ", max_size=6)


def catalogue(*names: str | dict[str, str]) -> ServiceCatalogue:
    services = [Service(name=name) for name in names]
    return ServiceCatalogue(title="微警务", categories=[Category(name="出入境", services=services)])


POLICE = catalogue(*NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("护照", [("护照", "whole"), ("护照换发预约", "start")]),
        ("passport", [("护照", "whole"), ("护照换发预约", "part")]),
        ("预约", [("护照换发预约", "part"), ("港澳签注预约", "part")]),
        ("etc办理", [("ＥＴＣ 办理", "whole")]),
        ("  E T C ", [("ＥＴＣ 办理", "start")]),
        ("book pass", [("护照换发预约", "words")]),
        ("renewal 护照", [("护照换发预约", "words")]),
        ("预约护照", []),
        ("护照预约", [("护照换发预约", "abbreviation")]),
        ("记录查询", [("出入境记录查询", "part"), ("《无犯罪记录证明》查询", "abbreviation")]),
        ("查询 记录", [("出入境记录查询", "words"), ("《无犯罪记录证明》查询", "words")]),
        ("记录certificate", [("《无犯罪记录证明》查询", "words")]),
        ("port tag", []),
        ("psp", []),
        ("護照", []),
        ("", []),
        (" 、《 ", []),
    ],
)
def test_names_are_found_the_best_matches_first(text: str, found: list[tuple[str, str]]):
    hits = POLICE.search(text)
    assert [(str(hit.service.name), hit.match.value) for hit in hits] == found


def test_among_equals_the_shorter_name_comes_first_and_then_the_earlier_one():
    mixed = catalogue("违法查询二〇一七", "违法查询乙", "违法查询甲", "违法")
    names = [str(hit.service.name) for hit in mixed.search("违法查")]
    assert names == ["违法查询乙", "违法查询甲", "违法查询二〇一七"]


@given(st.lists(texts.filter(str.strip), max_size=6), texts)
def test_what_contains_a_text_with_letters_is_found(names: list[str], text: str):
    made = catalogue(*names)
    hits = made.search(text)
    assert hits == made.search(text)
    ranks = [list(NameMatch).index(hit.match) for hit in hits]
    assert ranks == sorted(ranks)
    if any(character.isalnum() for character in text):
        assert {hit.service for hit in hits} >= set(made.find(text))
    else:
        assert not hits
