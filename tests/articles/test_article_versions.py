from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.articles import Article, ArticleVersion, Heading, Paragraph
from mgov.errors import InvalidDataError, InvalidValueError

BEIJING = ZoneInfo("Asia/Shanghai")
PUBLISHED = datetime(2017, 8, 17, 9, tzinfo=BEIJING)
ARTICLE = Article(
    identifier="1",
    title="关于调整办事大厅开放时间的公告",
    kind="notice",
    published=PUBLISHED,
    publisher={"name": "某市人民政府"},
    body="开放时间为8：30至17：00。",
)
NEXT_DAY = PUBLISHED + timedelta(days=1)
REVISED = ARTICLE.revise(at=NEXT_DAY, note="更正开放时间", body="开放时间为9：00至17：00。")


def test_a_revision_is_the_next_version():
    assert (ARTICLE.version, REVISED.version) == (1, 2)
    assert REVISED.modified == NEXT_DAY
    assert REVISED.body.texts() == ("开放时间为9：00至17：00。",)
    first, second = REVISED.history
    assert (first.number, first.at, first.note) == (1, PUBLISHED, None)
    assert (second.number, second.at, str(second.note)) == (2, NEXT_DAY, "更正开放时间")
    assert (first.digest, second.digest) == (ARTICLE.digest, REVISED.digest)
    assert ARTICLE.history == ()


def test_the_history_survives_json():
    read = Article.model_validate_json(REVISED.model_dump_json())
    assert read == REVISED
    assert read.digest == REVISED.digest


def test_what_was_modified_before_anybody_recorded_it_begins_there():
    article = ARTICLE.replace(modified=NEXT_DAY)
    (version,) = article.versions
    assert (version.number, version.at) == (1, NEXT_DAY)


@pytest.mark.parametrize("at", [PUBLISHED - timedelta(seconds=1), NEXT_DAY - timedelta(seconds=1)])
def test_a_revision_does_not_go_back_in_time(at: datetime):
    article = ARTICLE if at < PUBLISHED else REVISED
    with pytest.raises(InvalidValueError) as error:
        article.revise(at=at, note="更正", title="公告")
    assert (error.value.field, error.value.code) == ("at", "revision_time")


def test_a_revision_follows_what_is_said_to_be_modified():
    article = ARTICLE.replace(modified=NEXT_DAY)
    with pytest.raises(InvalidValueError) as error:
        article.revise(at=PUBLISHED, note="更正", title="公告")
    assert error.value.code == "revision_time"


def test_two_revisions_may_share_a_moment():
    again = REVISED.revise(at=NEXT_DAY, note="更正标题", title="公告")
    assert [version.number for version in again.history] == [1, 2, 3]


def test_time_goes_on_where_the_clock_is_put_back():
    berlin = ZoneInfo("Europe/Berlin")
    second_two_o_clock = datetime(2017, 10, 29, 2, 10, tzinfo=berlin, fold=1)
    first_two_o_clock = datetime(2017, 10, 29, 2, 50, tzinfo=berlin)
    article = REVISED.revise(at=first_two_o_clock, note="a", title="a")
    assert article.revise(at=second_two_o_clock, note="b", title="b").version == 4


def test_a_revision_wants_a_time_zone():
    with pytest.raises(InvalidValueError) as error:
        ARTICLE.revise(at=datetime(2017, 8, 18), note="更正", title="公告")  # noqa: DTZ001 -- meant
    assert error.value.code == "timezone_aware"


@pytest.mark.parametrize("changes", [{}, {"title": {"und": "关于调整办事大厅开放时间的公告"}}])
def test_a_revision_changes_something(changes: dict[str, object]):
    with pytest.raises(InvalidValueError) as error:
        ARTICLE.revise(at=NEXT_DAY, note="更正", **changes)
    assert error.value.code == "revision_empty"


def test_the_same_moment_in_another_zone_changes_nothing():
    with pytest.raises(InvalidValueError) as error:
        ARTICLE.revise(at=NEXT_DAY, note="更正", published=PUBLISHED.astimezone(UTC))
    assert error.value.code == "revision_empty"


@pytest.mark.parametrize("name", ["identifier", "modified", "history"])
def test_a_revision_leaves_alone_what_makes_the_record(name: str):
    with pytest.raises(InvalidValueError) as error:
        ARTICLE.revise(at=NEXT_DAY, note="更正", **{name: None})
    assert (error.value.field, error.value.code) == (name, "revision_field")


def test_a_revision_is_checked_like_a_new_article():
    with pytest.raises(InvalidDataError) as error:
        ARTICLE.revise(at=NEXT_DAY, note="更正", titel="公告")
    assert error.value.problems[0].field == "titel"
    with pytest.raises(InvalidDataError) as error:
        ARTICLE.revise(at=NEXT_DAY, note=" ", title="公告")
    assert error.value.problems[0].field == "note"


def test_an_older_copy_is_recognized():
    third = REVISED.revise(at=NEXT_DAY, note="编辑", editor="王丽")
    assert [third.recorded_version(each).number for each in (ARTICLE, REVISED, third)] == [1, 2, 3]
    assert ARTICLE.recorded_version(third) is None


def test_a_copy_that_somebody_changed_is_not_recognized():
    assert REVISED.recorded_version(ARTICLE.replace(body="开放时间为24小时。")) is None


def test_a_text_that_came_back_is_the_newest_version_that_reads_so():
    restored = REVISED.revise(at=NEXT_DAY, note="恢复", body=ARTICLE.body)
    assert restored.recorded_version(ARTICLE).number == 3


def test_a_change_without_a_revision_shows_and_can_be_recorded():
    changed = REVISED.replace(editor="王丽")
    assert REVISED.is_as_recorded
    assert not changed.is_as_recorded
    recorded = changed.revise(at=NEXT_DAY, note="补充责任编辑")
    assert recorded.is_as_recorded
    assert recorded.version == 3


def test_two_versions_tell_in_which_fields_they_differ():
    third = REVISED.revise(at=NEXT_DAY, note="编辑", editor="王丽", title="公告")
    assert REVISED.differs_in(ARTICLE) == ("body",)
    assert third.differs_in(ARTICLE) == ARTICLE.differs_in(third) == ("title", "editor", "body")


def test_a_history_of_another_system_needs_no_digests():
    history = [
        {"number": 4, "at": "2017-08-17T01:00:00Z", "note": "First published."},
        {"number": 5, "at": "2017-08-18T01:00:00Z", "note": "Added a table."},
    ]
    article = ARTICLE.replace(history=history)
    assert (article.version, article.is_as_recorded) == (5, True)
    assert article.recorded_version(article).number == 5
    revised = article.revise(at=NEXT_DAY, note="更正", title="公告")
    assert [version.digest for version in revised.history] == [None, article.digest, revised.digest]


@pytest.mark.parametrize(
    ("number", "at", "code"),
    [
        (1, "2017-08-18T00:00:00Z", "history_number"),
        (3, "2017-08-18T00:00:00Z", "history_number"),
        (2, "2017-08-17T00:59:59Z", "history_time"),
    ],
)
def test_a_history_leaves_nothing_out_and_goes_forward(number: int, at: str, code: str):
    history = [{"number": 1, "at": PUBLISHED}, {"number": number, "at": at}]
    with pytest.raises(InvalidDataError) as error:
        ARTICLE.replace(history=history)
    assert (error.value.problems[0].field, error.value.problems[0].code) == ("history", code)


def test_a_digest_names_its_algorithm():
    with pytest.raises(InvalidDataError) as error:
        ArticleVersion(number=1, at=PUBLISHED, digest="0" * 64)
    assert error.value.problems[0].field == "digest"


def test_another_program_can_compute_the_digest():
    content = {
        "body": {"blocks": [{"kind": "paragraph", "text": "开放时间为8：30至17：00。"}]},
        "identifier": "1",
        "kind": "notice",
        "published": "2017-08-17T01:00:00+00:00",
        "publisher": {"name": "某市人民政府"},
        "title": "关于调整办事大厅开放时间的公告",
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    assert ARTICLE.digest == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def test_a_digest_tells_blocks_of_one_text_apart():
    heading = ARTICLE.replace(body=[Heading(text="公告")])
    assert heading.digest != ARTICLE.replace(body=[Paragraph(text="公告")]).digest


def test_a_value_that_is_stated_as_it_is_by_default_changes_no_digest():
    stated = ARTICLE.replace(
        keywords=[], language="und", editor=None, history=[], modified=PUBLISHED
    )
    assert stated.digest == ARTICLE.digest
    assert stated.differs_in(ARTICLE) == ()


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["公告", {"zh": "公告"}, {"zh": "公告", "en": "Notice"}]),
        "editor": st.sampled_from([None, "王丽", "李明"]),
        "keywords": st.lists(st.sampled_from(["政务", "公告"]), max_size=2),
        "place": st.sampled_from([None, {"division": "511602"}, {"name": "广安区"}]),
        "language": st.sampled_from(["und", "zh", "zh-CN"]),
        "published": st.sampled_from([PUBLISHED, PUBLISHED.astimezone(UTC), NEXT_DAY]),
        "body": st.sampled_from(["甲", "甲\n\n乙", [Heading(text="甲")], []]),
    },
)


@given(CHANGES, CHANGES)
def test_equal_contents_have_equal_digests_and_no_others(
    one: dict[str, object], other: dict[str, object]
):
    first, second = ARTICLE.replace(**one), ARTICLE.replace(**other)
    assert (first == second) is (first.digest == second.digest)
    assert (first.differs_in(second) == ()) is (first.digest == second.digest)
    assert Article.model_validate_json(first.model_dump_json()).digest == first.digest


@given(st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=8))
def test_every_version_is_recognized_ever_after(titles: list[str]):
    versions = [ARTICLE]
    for hours, title in enumerate(titles):
        at = NEXT_DAY + timedelta(hours=hours)
        before = versions[-1]
        if title != str(before.title):
            versions.append(before.revise(at=at, note=f"标题：{title}", title=title))
    last = versions[-1]
    assert [each.number for each in last.versions] == list(range(1, len(versions) + 1))
    for version in versions:
        found = last.recorded_version(version)
        assert found is not None
        assert found.number >= version.version
        assert last.history[: len(version.history)] == version.history
