from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import qr
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.text import Text

TAG = st.from_regex(r"[a-z0-9]+([_-][a-z0-9]+)*", fullmatch=True).filter(lambda tag: len(tag) <= 40)
COVER = ["front_cover", "inside_front_cover", "inside_back_cover", "back_cover"]
WORDS = """
title = { en = "Example City", zh = "某市" }
sources = [
  { tag = "poster", title = { en = "Poster", zh = "海报" } },
  { tag = "screen", title = "Bus stop screen" },
]
mediums = [{ tag = "qr", title = "QR code" }, { tag = "nfc", title = "NFC tag" }]

[[campaigns]]
tag = "wr-2017"
title = "2017年政府工作报告"
begins = 2017-03-05
ends = 2017-12-31
sources = ["poster"]
mediums = ["qr"]

[[campaigns]]
tag = "always"
title = "No limits"
"""


@pytest.fixture(scope="module")
def words() -> qr.TagVocabulary:
    return qr.TagVocabulary.parse(WORDS)


LINK = qr.Link("https://www.gov.cn/a?b=1#c", policy="gov.cn", title="首页")


# --- placement ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("placement", "tag"),
    [
        (
            qr.Placement(document="report-2017", page=12, position="top_right"),
            "report-2017.p12.top_right",
        ),
        (qr.Placement(document="report", page="front_cover"), "report.front_cover"),
        (qr.Placement(document="p3", page=3), "p3.p3"),
        (qr.Placement(document="back_cover", position="door"), "back_cover.door"),
    ],
)
def test_a_placement_is_one_short_tag(placement: qr.Placement, tag: str) -> None:
    assert placement.tag == str(placement) == tag
    assert qr.Placement.parse(tag) == placement


@given(TAG, st.none() | st.integers(1, 99_999) | st.sampled_from(COVER), st.none() | TAG)
def test_a_placement_is_read_back_as_it_was_given(
    document: str, page: int | str | None, position: str | None
) -> None:
    try:
        placement = qr.Placement.model_validate(
            {"document": document, "page": page, "position": position}
        )
    except InvalidDataError:
        return
    assert qr.Placement.parse(placement.tag) == placement
    link = qr.Link("https://www.gov.cn/").tagged(source="x", placement=placement)
    assert link.tags.placement == placement


@given(st.text(alphabet="p019abfrontcve_.-", max_size=30))
def test_only_what_a_placement_writes_is_read_as_one(text: str) -> None:
    try:
        placement = qr.Placement.parse(text)
    except InvalidValueError as error:
        assert error.code == "placement"  # noqa: PT017 -- most texts are none
        return
    assert placement.tag == text


@pytest.mark.parametrize(
    "text", ["", "report", "report.p1.p2", "a.b.c", "a.p1.b.c", "a..b", "A.p1"]
)
def test_other_tags_are_no_placement(text: str) -> None:
    with pytest.raises(InvalidValueError):
        qr.Placement.parse(text)


def test_what_is_no_page_number_is_a_place() -> None:
    assert qr.Placement.parse("report.p012").page is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"document": "a.b", "page": 1}, "placement_dot"),
        ({"document": "a", "position": "p12"}, "placement_position"),
        ({"document": "a", "position": "back_cover"}, "placement_position"),
        ({"document": "a"}, "placement_bare"),
        ({"document": "海报", "page": 1}, "link_tag"),
    ],
)
def test_a_placement_in_another_form_is_refused(fields: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        qr.Placement.model_validate(fields)
    assert caught.value.problems[0].code == code


# --- tags of a link -------------------------------------------------------------------------------


def test_tags_are_read_back_from_a_link() -> None:
    placement = qr.Placement(document="wr", page=12)
    link = LINK.tagged(source="poster", medium="qr", campaign="wr-2017", placement=placement)
    assert link.text == (
        "https://www.gov.cn/a?b=1&utm_source=poster&utm_medium=qr&utm_campaign=wr-2017"
        "&utm_content=wr.p12#c"
    )
    assert link.tags == qr.LinkTags(
        source="poster", medium="qr", campaign="wr-2017", content="wr.p12"
    )
    assert (link.title, link.policy) == (LINK.title, LINK.policy)


@pytest.mark.parametrize(
    ("query", "tags"),
    [
        ("", qr.LinkTags()),
        ("a=1", qr.LinkTags()),
        ("utm_source=a&utm_source=b", qr.LinkTags(source="a")),
        ("utm_source=&utm_source=b", qr.LinkTags(source="b")),
        ("UTM_MEDIUM=%E6%B5%B7+%E6%8A%A5", qr.LinkTags(medium="海 报")),
        ("utm_source", qr.LinkTags()),
        ("utm_id=7&utm_term=tax", qr.LinkTags(term="tax")),
        ("xutm_source=a", qr.LinkTags()),
    ],
)
def test_tags_of_links_that_others_made_are_read_too(query: str, tags: qr.LinkTags) -> None:
    assert qr.LinkTags.of(f"https://www.gov.cn/?{query}#utm_source=x") == tags
    assert bool(tags) is (tags != qr.LinkTags())


def test_content_in_free_form_is_no_placement() -> None:
    assert qr.LinkTags(content="Buy now").placement is None
    assert qr.LinkTags().placement is None


def test_tags_that_are_there_may_be_kept_or_replaced() -> None:
    link = qr.Link("https://www.gov.cn/?UTM_Source=web&a=1&utm_id=7")
    with pytest.raises(InvalidValueError) as caught:
        link.tagged(source="poster")
    assert caught.value.code == "link_tagged"
    kept = link.tagged(source="poster", medium="qr", existing="keep")
    assert kept.address.query == "UTM_Source=web&a=1&utm_id=7&utm_medium=qr"
    replaced = link.tagged(source="poster", existing="replace")
    assert replaced.address.query == "a=1&utm_source=poster"
    nothing_new = kept.tagged(source="poster", existing="keep")
    assert nothing_new == kept
    bare = qr.Link("https://www.gov.cn/a?utm_id=7").tagged(source="web", existing="replace")
    assert bare.text == "https://www.gov.cn/a?utm_source=web"


# --- the words of a team --------------------------------------------------------------------------


def test_only_agreed_words_become_tags(words: qr.TagVocabulary) -> None:
    link = LINK.tagged(source="poster", medium="qr", campaign="wr-2017", vocabulary=words)
    assert words.problems(link.tags) == ()


@pytest.mark.parametrize(
    ("tags", "field", "said"),
    [
        ({"source": "postre"}, "source", "Did you mean poster? There are poster, screen."),
        ({"source": "Poster"}, "source", "Did you mean poster?"),
        ({"source": "海报"}, "source", "Did you mean poster?"),
        ({"source": "poster", "medium": "qr-code"}, "medium", "There are qr, nfc."),
        ({"source": "poster", "campaign": "wr2017"}, "campaign", "Did you mean wr-2017?"),
        ({"source": "screen", "campaign": "wr-2017"}, "source", "Use poster, or tag another"),
        (
            {"source": "poster", "medium": "nfc", "campaign": "wr-2017"},
            "medium",
            "Use qr, or tag another campaign.",
        ),
    ],
)
def test_the_nearest_word_is_told(
    words: qr.TagVocabulary, tags: dict[str, str], field: str, said: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        LINK.tagged(**tags, vocabulary=words)  # type: ignore[arg-type] # tags are strings
    assert caught.value.field == field
    assert said in caught.value.remedy


def test_a_kept_tag_has_to_be_an_agreed_word_too(words: qr.TagVocabulary) -> None:
    link = qr.Link("https://www.gov.cn/?utm_medium=Sticker")
    with pytest.raises(InvalidValueError, match="medium: is not in the vocabulary"):
        link.tagged(source="poster", vocabulary=words, existing="keep")
    link.tagged(source="poster", vocabulary=words, existing="replace")


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2017, 3, 4), "campaign_not_begun"),
        (date(2017, 3, 5), None),
        (date(2017, 12, 31), None),
        (date(2018, 1, 1), "campaign_over"),
        (None, None),
    ],
)
def test_a_campaign_is_tagged_on_its_days(
    words: qr.TagVocabulary, on: date | None, code: str | None
) -> None:
    tags = qr.LinkTags(source="poster", campaign="wr-2017")
    assert [problem.code for problem in words.problems(tags, on=on)] == ([code] if code else [])
    assert words.problems(qr.LinkTags(campaign="always"), on=on) == ()


def test_a_long_list_is_cut_in_the_error() -> None:
    sources = [{"tag": f"source-{number}", "title": "x"} for number in range(14)]
    words = qr.TagVocabulary(title="x", sources=sources)
    (problem,) = words.problems(qr.LinkTags(source="zzz"))
    assert problem.remedy.endswith("source-11 and 2 more.")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sources": [{"tag": "a", "title": "x"}, {"tag": "a", "title": "y"}]}, "tag_twice"),
        ({"sources": []}, "too_short"),
        ({"sources": [{"tag": "A", "title": "x"}]}, "link_tag"),
        ({"campaigns": [{"tag": "c", "title": "x", "sources": ["b"]}]}, "campaign_tags"),
        ({"campaigns": [{"tag": "c", "title": "x", "mediums": ["b"]}]}, "campaign_tags"),
        (
            {
                "campaigns": [
                    {"tag": "c", "title": "x", "begins": "2017-02-01", "ends": "2017-01-01"}
                ]
            },
            "campaign_days",
        ),
    ],
)
def test_a_vocabulary_that_contradicts_itself_is_refused(
    change: dict[str, object], code: str
) -> None:
    fields: dict[str, object] = {"title": "x", "sources": [{"tag": "a", "title": "x"}]}
    with pytest.raises(InvalidDataError) as caught:
        qr.TagVocabulary.model_validate({**fields, **change})
    assert caught.value.problems[0].code == code


def test_a_vocabulary_is_loaded_from_a_file(tmp_path: Path, words: qr.TagVocabulary) -> None:
    path = tmp_path / "tags.toml"
    path.write_text(WORDS, encoding="utf-8")
    assert qr.TagVocabulary.load(path) == words
    assert qr.TagVocabulary.model_validate_json(words.model_dump_json()) == words
    assert words.title == Text(en="Example City", zh="某市")
    path.write_bytes(b"title = '\xff'")
    with pytest.raises(InvalidValueError, match=r"vocabulary \(tags.toml\): is not UTF-8"):
        qr.TagVocabulary.load(path)
    path.write_text("title =", encoding="utf-8")
    with pytest.raises(InvalidValueError, match=r"vocabulary \(tags.toml\): is no valid TOML"):
        qr.TagVocabulary.load(path)
