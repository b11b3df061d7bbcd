"""One text in several languages."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.model import Model
from mgov.values.text import Text, language_tag

TAGS = st.sampled_from(["und", "zh", "zh-Hant", "zh-Hant-TW", "en", "en-GB", "ug", "bo", "mn-Mong"])
WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip)
TEXTS = st.dictionaries(TAGS, WORDS, min_size=1).map(Text)


class Notice(Model, frozen=True):
    title: Text


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("ZH", "zh"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("EN-gb", "en-GB"),
        ("und", "und"),
        ("es-419", "es-419"),
        ("zh-cmn-hans-cn", "zh-cmn-Hans-CN"),
        ("sgn-be-fr", "sgn-BE-FR"),
        ("de-ch-1996", "de-CH-1996"),
        ("sl-ROZAJ-biske-1994", "sl-rozaj-biske-1994"),
        ("EN-CA-X-CA", "en-CA-x-ca"),
        ("az-latn-x-latn", "az-Latn-x-latn"),
        ("zh-u-CO-pinyin-nu-latn", "zh-u-co-pinyin-nu-latn"),
        ("x-whatever", "x-whatever"),
    ],
)
def test_a_tag_gets_the_case_that_rfc_5646_recommends(written: str, canonical: str):
    if written == "sgn-be-fr":  # the RFC's example of case is an irregular tag
        with pytest.raises(InvalidValueError, match="no language tag"):
            language_tag(written)
    else:
        assert language_tag(written) == canonical
        assert language_tag(canonical) == canonical


@pytest.mark.parametrize(
    "tag", ["", "c", "中文", "i-klingon", "zh--CN", "en-", "a-DE", "zh-x", "１２"]
)
def test_what_is_no_language_tag_is_refused(tag: str):
    with pytest.raises(InvalidValueError, match="no language tag") as caught:
        Text({tag: "公报"})
    assert caught.value.field == "language"
    assert "zh-Hant" in caught.value.remedy


@pytest.mark.parametrize("tag", ["de-DE-1901-1901", "en-a-bbb-a-ccc"])
def test_a_tag_that_says_a_subtag_twice_is_refused(tag: str):
    with pytest.raises(InvalidValueError, match="twice"):
        language_tag(tag)


def test_an_underscore_in_a_tag_is_answered_with_the_hyphen():
    with pytest.raises(InvalidValueError, match="Write zh-CN"):
        Text({"zh_CN": "公报"})


def test_a_keyword_has_an_underscore_for_the_hyphen():
    assert Text(zh_Hant="公報").languages == ("zh-Hant",)


def test_a_plain_string_is_in_no_stated_language():
    text = Text("掌上政务")
    assert text.languages == ("und",)
    assert str(text) == "掌上政务"
    assert text == Text(und="掌上政务") == Text({"und": "掌上政务"}) == Text(text)
    assert repr(text) == "Text('掌上政务')"


def test_the_first_language_is_shown():
    assert str(Text(zh="公报", en="Gazette")) == "公报"
    assert f"{Text(en='Gazette', zh='公报'):>9}" == "  Gazette"


def test_repr_can_be_typed_in_again():
    assert repr(Text(zh="公报", en="Gazette")) == "Text(zh='公报', en='Gazette')"
    assert repr(Text(zh_Hant="公報")) == "Text({'zh-Hant': '公報'})"


def test_lookup_goes_from_the_narrow_language_to_the_broad():
    text = Text({"zh-Hant": "公報", "zh": "公报", "en-x-plain": "News"})
    assert text.get("zh-hant-tw") == "公報"
    assert text.get("zh-Hans-CN") == "公报"
    assert text.get("en") is None
    assert text.get("en-x-plain-words") == "News"


def test_lookup_leaves_a_singleton_out_with_what_follows_it():
    assert Text(zh="公报").get("zh-u-co-pinyin") == "公报"
    assert Text(zh="公报").get("x-nobody") is None


def test_the_most_wanted_language_that_is_there_is_taken():
    text = Text(zh="公报", en="Gazette")
    assert text.in_language("fr", "en-US", "zh") == "Gazette"
    assert text.in_language("fr") == "公报"
    assert text.in_language("fr", fallback="?") == "?"


def test_equality_does_not_look_at_the_order():
    one, other = Text(zh="公报", en="Gazette"), Text(en="Gazette", zh="公报")
    assert one == other
    assert hash(one) == hash(other)
    assert len({one, other, Text(zh="公报")}) == 2
    assert one != "公报"


def test_with_and_merge_make_new_texts():
    text = Text(zh="公报")
    assert text.with_("EN", "Gazette") == Text(zh="公报", en="Gazette")
    assert text.merge(Text(zh="公告", en="Notice")) == Text(zh="公告", en="Notice")
    assert text == Text(zh="公报")


def test_a_text_cannot_be_changed():
    text = Text(zh="公报")
    with pytest.raises(AttributeError, match="with_"):
        text.title = "公告"  # type: ignore[attr-defined]  # the point of the test
    with pytest.raises(AttributeError, match="with_"):
        delattr(text, "title")


def test_a_copy_and_a_pickle_are_the_same_text():
    text = Text({"zh-Hant": "公報", "en": "Gazette"})
    pickled = pickle.loads(pickle.dumps(text))  # noqa: S301 -- pickled one line up
    for again in (copy.copy(text), copy.deepcopy(text), pickled):
        assert again == text
        assert again.languages == text.languages


@pytest.mark.parametrize(
    ("bad", "trouble"),
    [
        ({}, "no language at all"),
        (None, "no language at all"),
        ("", "is empty"),
        (" \n", "is empty"),
        ({"zh": "公报", "en": ""}, "is empty in en"),
        ({"zh": 7}, "is not a text in zh"),
        (7, "is not a text"),
        ({7: "公报"}, "no string"),
        ({"zh": "公报", "ZH": "公告"}, "two texts in zh"),
        ("公\x00报", r"control character \(U\+0000\) as character 2"),
        ("公\x85报", r"U\+0085"),
        ({"zh": "公\ud800报"}, r"half a surrogate pair \(U\+D800\) as character 2 in zh"),
    ],
)
def test_a_bad_text_is_told_what_is_wrong(bad: object, trouble: str):
    with pytest.raises(InvalidValueError, match=trouble) as caught:
        Text(bad)  # type: ignore[arg-type]  # the point of the test
    assert caught.value.field == "text"
    assert caught.value.remedy


def test_tabs_line_ends_and_marks_of_other_scripts_stay():
    for text in ("第一行\r\n第二行\t末", "مرحبا\u200f", "👨‍👩‍👧", "e\u0301"):
        assert str(Text(text)) == text


def test_json_is_a_string_or_an_object():
    assert Notice(title="公报").model_dump_json() == '{"title":"公报"}'
    both = Notice(title={"zh": "公报", "en": "Gazette"})
    assert both.model_dump() == {"title": {"zh": "公报", "en": "Gazette"}}
    assert Notice.model_validate_json(both.model_dump_json()) == both
    assert Notice(title=both.title).title is both.title


@pytest.mark.parametrize("bad", [7, None, [], {"zh": ""}, "", {}])
def test_a_bad_text_in_a_model_names_its_field(bad: object):
    with pytest.raises(InvalidDataError) as caught:
        Notice.model_validate({"title": bad})
    assert caught.value.field == "title"
    assert caught.value.remedy


def test_the_schema_tells_both_forms():
    schema = TypeAdapter(Text).json_schema()
    assert schema == TypeAdapter(Text).json_schema(mode="serialization")
    string, by_language = schema["anyOf"]
    assert string == {"type": "string", "minLength": 1}
    assert by_language["additionalProperties"] == string
    assert by_language["minProperties"] == 1


def test_a_naughty_string_is_a_text_or_a_clear_error(shared_data: Path):
    folder = shared_data / "naughty_strings"
    for text in json.loads((folder / "blns.json").read_text(encoding="utf-8")):
        try:
            assert str(Text(text)) == text
        except InvalidValueError as error:
            assert error.remedy  # noqa: PT017 -- both outcomes are right, silence is not


@given(TEXTS)
def test_json_reads_back_what_it_wrote(text: Text):
    adapter = TypeAdapter(Text)
    again = adapter.validate_json(adapter.dump_json(text))
    assert again == text
    assert again.languages == text.languages


@given(TEXTS, TEXTS)
def test_merging_keeps_every_language_and_prefers_the_other(one: Text, other: Text):
    merged = one.merge(other)
    assert set(merged.languages) == {*one.languages, *other.languages}
    assert all(merged.get(tag) == text for tag, text in other.items())


def test_pydantic_alone_gives_the_same_error():
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Text).validate_python("")
    assert caught.value.errors()[0]["type"] == "text_empty"
