"""The review of an article: who may do what, with which text, and what is said if not."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mgov.articles import Article, ContentDigest, Image, ReleaseReview, ReviewRulebook
from mgov.errors import InvalidDataError, InvalidValueError

BEIJING = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 2, 9, tzinfo=BEIJING)
TEXT = "办事大厅开放时间为9：00至17：00。"
CORRECTED = "办事大厅开放时间为8：30至17：00。"
FIRST, SECOND, THIRD = ("s-2", "section_head"), ("s-3", "supervising_leader"), ("s-4", "head")


def step(who: tuple[str, str], hours: int, **said: Any) -> dict[str, Any]:  # noqa: ANN401 -- any
    by, role = who
    return {"by": by, "role": role, "at": START + timedelta(hours=hours), **said}


def drafted(content: Any = TEXT, **changes: Any) -> ReleaseReview:  # noqa: ANN401 -- any content
    said = step(("s-1", "writer"), 0, content=content)
    return ReleaseReview.draft(article="2026-1102-01", **{"rulebook": "cn-2018", **said, **changes})


def approved(review: ReleaseReview, content: str = TEXT, hours: int = 1) -> ReleaseReview:
    review = review.submit(**step(("s-1", "writer"), hours))
    for who in (FIRST, SECOND, THIRD):
        review = review.approve(**step(who, hours, content=content))
    return review


def published(content: str = TEXT) -> ReleaseReview:
    return approved(drafted(content), content).publish(
        **step(("s-9", "editor"), 2, content=content)
    )


def refusal(code: str) -> Any:  # noqa: ANN401 -- what pytest returns is private
    return pytest.raises(InvalidValueError, check=lambda error: error.code == code)


def test_a_text_passes_three_reviews_and_is_published():
    review = published()
    assert review.status == "published"
    assert str(review.state.title) == "已发布"
    assert review.is_closed
    assert [(entry.step, entry.by) for entry in review.approvals] == [
        ("first_review", "s-2"),
        ("second_review", "s-3"),
        ("third_review", "s-4"),
    ]
    assert review.public_content == review.content == ContentDigest.of(TEXT)


def test_an_illegal_step_names_the_step_the_state_and_what_is_possible_for_whom():
    with pytest.raises(InvalidValueError) as caught:
        drafted().submit(**step(("s-1", "writer"), 1)).step(
            "third_review", **step(THIRD, 2, content=TEXT)
        )
    assert str(caught.value) == (
        "third_review: cannot be taken while the text is submitted. Possible now: first_review "
        "(editor, section_head), send_back (editor, section_head, supervising_leader, head), "
        "withdraw (section_head, supervising_leader, head)."
    )


def test_at_the_end_nothing_is_possible():
    review = published().withdraw(**step(THIRD, 3, note="重复发布"))
    assert (review.status, review.next_steps) == ("withdrawn", ())
    with pytest.raises(InvalidValueError, match="Possible now: nothing, it is at its end"):
        review.submit(**step(("s-1", "writer"), 4))


def test_a_step_is_for_its_roles():
    review = drafted().submit(**step(("s-1", "writer"), 1))
    with pytest.raises(InvalidValueError) as caught:
        review.approve(**step(("s-2", "writer"), 2, content=TEXT))
    assert str(caught.value) == (
        "first_review: is not for the role writer. It is for editor or section_head."
    )
    with refusal("role_unknown"):
        review.approve(**step(("s-2", "mayor"), 2, content=TEXT))
    with refusal("review_role"):
        drafted(role="head")


def test_nobody_reviews_a_text_of_his_own():
    review = drafted().submit(**step(("s-1", "writer"), 1))
    with pytest.raises(InvalidValueError) as caught:
        review.approve(**step(("S-1", "section_head"), 2, content=TEXT))  # a login in capitals
    assert str(caught.value) == (
        "first_review: cannot be taken by the person who took draft (No one reviews their own "
        "text; 不得审核自己撰写的稿件, 安阳 三（一）、（二）). Let somebody else take it."
    )


def test_who_once_wrote_at_a_text_is_its_writer_for_good():
    review = drafted().revise(**step(("s-2", "editor"), 1, content=TEXT + "周一休息。"))
    review = review.revise(**step(("s-1", "writer"), 2, content=TEXT))
    review = review.submit(**step(("s-1", "writer"), 3))
    assert review.steps_for("section_head", by="s-2") == ("send_back", "withdraw")
    with refusal("review_same_person"):
        review.approve(**step(FIRST, 4, content=TEXT))


def test_no_two_reviews_of_one_text_are_by_one_person():
    review = drafted().submit(**step(("s-1", "writer"), 1))
    review = review.approve(**step(("s-2", "section_head"), 2, content=TEXT))
    with refusal("review_same_person"):
        review.approve(**step(("s-2", "section_head"), 3, content=TEXT))
    # Of a new text it may be: the reviewer of the old one has not read it.
    review = review.send_back(**step(SECOND, 3, note="请核实时间"))
    review = review.revise(**step(("s-1", "writer"), 4, content=CORRECTED))
    review = review.submit(**step(("s-1", "writer"), 4))
    review = review.approve(**step(("s-5", "editor"), 5, content=CORRECTED))
    review = review.approve(**step(("s-2", "section_head"), 6, content=CORRECTED))
    assert review.status == "second_reviewed"


def test_an_approval_counts_for_the_text_that_was_read():
    review = drafted().submit(**step(("s-1", "writer"), 1))
    with pytest.raises(InvalidValueError, match="about another text than the one that is submitte"):
        review.approve(**step(FIRST, 2, content=TEXT + " "))
    with refusal("review_content"):
        review.step("first_review", **step(FIRST, 2))


def test_another_text_than_the_approved_one_is_not_published():
    review = approved(drafted())
    with refusal("review_other_text"):
        review.publish(**step(("s-9", "editor"), 2, content=CORRECTED))


def test_a_changed_text_is_reviewed_anew():
    review = approved(drafted()).send_back(**step(THIRD, 2, note="时间有误"))
    assert (review.status, review.approvals) == ("draft", ())
    review = review.revise(**step(("s-1", "writer"), 3, content=CORRECTED))
    with refusal("review_not_allowed"):
        review.publish(**step(("s-9", "editor"), 4, content=CORRECTED))
    assert approved(review, CORRECTED, 5).status == "third_reviewed"


def test_what_a_rejection_took_back_is_approved_again_even_if_no_word_changes():
    review = approved(drafted()).send_back(**step(THIRD, 2, note="待定"))
    review = approved(review, hours=3)
    assert len(review.approvals) == 3


def test_a_correction_is_reviewed_while_the_old_text_is_public():
    review = published()
    review = review.correct(**step(("s-1", "writer"), 3, content=CORRECTED, note="开放时间有误"))
    assert (review.status, review.public_content) == ("draft", ContentDigest.of(TEXT))
    review = approved(review, CORRECTED, 4)
    with pytest.raises(InvalidValueError, match="is third_reviewed and the article has been publi"):
        review.step("publish", **step(("s-9", "editor"), 5, content=CORRECTED))
    review = review.publish(**step(("s-9", "editor"), 5, content=CORRECTED))
    assert review.status == "corrected"
    assert review.entries[-1].step == "publish_correction"
    assert review.public_content == ContentDigest.of(CORRECTED)


def test_a_correction_is_not_published_before_there_is_anything_to_correct():
    with pytest.raises(InvalidValueError, match="and the article has never been published"):
        approved(drafted()).step("publish_correction", **step(("s-9", "editor"), 2, content=TEXT))


def test_what_is_withdrawn_is_public_no_longer():
    with refusal("review_note"):
        published().withdraw(**step(THIRD, 3))
    review = published().withdraw(**step(THIRD, 3, note="事项已取消"))
    assert (review.status, review.public_content) == ("withdrawn", None)


def test_a_trail_does_not_run_back_in_time():
    review = drafted()
    review.submit(**step(("s-1", "writer"), 0))
    with pytest.raises(InvalidValueError, match=r"submit: is taken at .*, before the step draft"):
        review.submit(**step(("s-1", "writer"), -1))
    # The clocks of London are put back: half past one comes twice, and the order is known.
    london = ZoneInfo("Europe/London")
    first = datetime(2026, 10, 25, 1, 30, tzinfo=london)
    review = drafted(at=first.replace(fold=1), rulebook="uk-2026")
    with refusal("review_back_in_time"):
        review.submit(by="s-1", role="writer", at=first)


def test_a_review_begins_with_a_rulebook_that_is_in_force():
    with pytest.raises(
        InvalidValueError, match="rulebook: is in force from 2018-12-27, not on 201"
    ):
        drafted(at=datetime(2017, 8, 17, tzinfo=UTC))
    old = ReviewRulebook.built_in("uk-2026").replace(in_force_until="2026-10-31")
    with pytest.raises(InvalidValueError, match="from 2026-10-23 until 2026-10-31, not on"):
        drafted(rulebook=old)


def test_a_review_of_the_first_morning_is_read_back_from_a_store_that_keeps_utc():
    review = drafted(at=datetime(2018, 12, 27, 0, 30, tzinfo=BEIJING))
    stored = review.model_dump(mode="json")
    stored["entries"][0]["at"] = "2018-12-26T16:30:00Z"
    assert ReleaseReview.model_validate(stored) == review


def test_who_acts_is_an_id_and_never_a_name():
    with pytest.raises(InvalidDataError) as caught:
        drafted(by="张三")
    problem = caught.value.problems[0]
    assert (problem.field, problem.trouble) == ("by", "is no opaque id")
    assert "张三" not in str(caught.value)
    for by in ("zhang.san@example.gov.cn", "", "s-", "a b", "s" * 65):
        with pytest.raises(InvalidDataError):
            drafted(by=by)


def test_a_note_says_something():
    with pytest.raises(InvalidDataError):
        drafted(note=" \n")


def test_a_review_has_at_least_its_first_entry():
    with pytest.raises(InvalidDataError, match="entries: is empty"):
        drafted().replace(entries=[])


def test_an_article_is_reviewed_for_what_it_says_and_not_for_when_it_is_published():
    article = Article(
        identifier="2026-1102-01",
        title="关于调整办事大厅开放时间的通知",
        kind="notice",
        published="2026-11-02T12:00:00+08:00",
        publisher={"name": "某市人民政府"},
        body=TEXT,
    )
    review = drafted(article)
    review = review.submit(**step(("s-1", "writer"), 1))
    online = article.replace(
        published="2026-11-03T08:00:00+08:00", address="https://www.example.gov.cn/1.htm"
    )
    assert review.approve(**step(FIRST, 1, content=online)).status == "first_reviewed"
    with refusal("review_other_text"):
        review.approve(**step(FIRST, 1, content=article.replace(title="通知")))
    with refusal("review_other_article"):
        review.approve(**step(FIRST, 1, content=article.replace(identifier="2")))


def test_other_records_than_articles_are_reviewed_as_a_whole():
    picture = Image(address="https://www.example.gov.cn/a.png", alternative_text="示意图")
    review = drafted(picture).submit(**step(("s-1", "writer"), 1))
    assert review.approve(**step(FIRST, 1, content=picture)).status == "first_reviewed"
    with refusal("review_other_text"):
        review.approve(**step(FIRST, 1, content=picture.replace(alternative_text="地图")))


def test_a_digest_stands_for_its_text():
    digest = ContentDigest.of(TEXT)
    assert digest == f"sha256:{hashlib.sha256(TEXT.encode()).hexdigest()}"
    assert ContentDigest.of(digest) is digest
    assert drafted(digest) == drafted(TEXT) == drafted(TEXT.encode())
    # Of a text that only looks like a digest nobody can tell which of the two it is.
    for wrong in (str(digest), "\ud800", None, 7):
        with refusal("content_form"):
            ContentDigest.of(wrong)
    with refusal("content_digest"):
        ContentDigest("sha256:0")


def test_on_gov_uk_a_second_person_publishes():
    review = drafted(rulebook="uk-2026").submit(**step(("s-1", "writer"), 1))
    with refusal("review_same_person"):
        review.publish(**step(("s-1", "editor"), 2, content=TEXT))
    edited = review.step("edit", **step(("s-2", "editor"), 2, content=CORRECTED))
    assert edited.publish(**step(("s-2", "editor"), 3, content=CORRECTED)).status == "published"


def test_on_gov_uk_what_was_forced_is_looked_at_by_somebody_else_afterwards():
    review = drafted(rulebook="uk-2026", role="editor")
    with refusal("review_note"):
        review.step("force_publish", **step(("s-1", "editor"), 1, content=TEXT))
    review = review.step("force_publish", **step(("s-2", "editor"), 1, content=TEXT, note="urgent"))
    assert (review.status, review.is_closed) == ("force_published", False)
    for by in ("s-1", "s-2"):
        with refusal("review_same_person"):
            review.approve(**step((by, "editor"), 2, content=TEXT))
    assert review.approve(**step(("s-3", "editor"), 2, content=TEXT)).status == "published"


def test_a_draft_that_was_never_published_can_be_discarded():
    review = drafted(rulebook="uk-2026")
    assert review.step("discard", **step(("s-1", "writer"), 1)).status == "discarded"
    review = review.submit(**step(("s-1", "writer"), 1))
    review = review.publish(**step(("s-2", "editor"), 2, content=TEXT))
    review = review.correct(**step(("s-1", "writer"), 3, content=CORRECTED))
    assert "discard" not in review.steps_for("writer")
    with pytest.raises(InvalidValueError, match="is draft and the article has been published"):
        review.step("discard", **step(("s-1", "writer"), 4))


PANEL = """
id = "panel"
title = { zh = "会审", en = "Panel" }
source = { issuer = "某市", issued = 2026-01-01 }
in_force_from = 2026-01-01
rules = []
roles = [
  { id = "writer", title = "拟稿人" },
  { id = "lawyer", title = "法务" },
  { id = "editor", title = "编辑" },
]
states = [
  { id = "open", title = "审核中" },
  { id = "online", title = "已发布", closed = true },
]
steps = [
  { id = "write", article = "1", title = { zh = "拟", en = "W" }, evidence = "verified", then = "open", roles = ["writer"], effect = "writes" },
  { id = "rewrite", article = "1", title = { zh = "改", en = "R" }, evidence = "verified", when = ["open"], roles = ["writer"], effect = "writes" },
  { id = "legal", article = "2", title = { zh = "法", en = "L" }, evidence = "verified", when = ["open"], roles = ["lawyer"], effect = "approves" },
  { id = "style", article = "2", title = { zh = "文", en = "S" }, evidence = "verified", when = ["open"], roles = ["editor"], effect = "approves" },
  { id = "facts", article = "2", title = { zh = "实", en = "F" }, evidence = "verified", when = ["open"], roles = ["editor"], effect = "approves" },
  { id = "publish", article = "3", title = { zh = "发", en = "P" }, evidence = "verified", when = ["open"], then = "online", roles = ["editor"], effect = "publishes", needs = ["legal", "style", "facts"] },
]
"""  # noqa: E501 -- a row a step


def test_reviews_beside_each_other_are_told_apart_by_role():
    review = drafted(rulebook=ReviewRulebook.parse(PANEL))
    legal = review.approve(**step(("s-2", "lawyer"), 1, content=TEXT))
    assert legal.entries[-1].step == "legal"
    with pytest.raises(InvalidValueError, match=r"approve: may mean style or facts\. Take one"):
        legal.approve(**step(("s-3", "editor"), 1, content=TEXT))
    with pytest.raises(InvalidValueError, match="publish: needs style, facts of this very text"):
        legal.publish(**step(("s-3", "editor"), 1, content=TEXT))
    review = legal.step("style", **step(("s-3", "editor"), 1, content=TEXT))
    assert "publish" not in review.steps_for("editor")
    review = review.step("facts", **step(("s-3", "editor"), 1, content=TEXT))
    assert "publish" in review.steps_for("editor")
    # A word is changed while the state stays: no approval is left.
    changed = review.step("rewrite", **step(("s-1", "writer"), 2, content=CORRECTED))
    with pytest.raises(InvalidValueError, match="publish: needs legal, style, facts"):
        changed.publish(**step(("s-3", "editor"), 3, content=CORRECTED))


def test_a_rulebook_without_reviews_has_nothing_to_approve():
    with pytest.raises(InvalidValueError, match="approve: cannot be taken while the text is draft"):
        drafted(rulebook="uk-2026").approve(**step(FIRST, 1, content=TEXT))


@pytest.mark.parametrize("article", ["\ud800", "1\x00", " ", 7])
def test_a_review_is_of_an_article_with_a_sound_identifier(article: object):
    with pytest.raises(InvalidDataError) as caught:
        ReleaseReview.draft(
            article=article, rulebook="cn-2018", **step(("s-1", "writer"), 0, content=TEXT)
        )
    assert caught.value.problems[0].field == "article"


def test_a_review_finds_its_article_also_when_white_space_slipped_in():
    said = step(("s-1", "writer"), 0, content=TEXT)
    review = ReleaseReview.draft(article=" 1 ", rulebook="cn-2018", **said)
    assert review.article == "1"
    review.verify(review.head)


def test_a_note_is_kept_to_the_letter_but_for_control_characters():
    note = " 开放时间有误：\n\t应为8：30。"
    withdrawn = published().withdraw(**step(THIRD, 3, note=note))
    assert withdrawn.entries[-1].note == note
    with pytest.raises(InvalidDataError, match=r"note: has a control character \(U\+001B\)"):
        published().withdraw(**step(THIRD, 3, note="\x1b[2J"))


def test_a_review_cannot_begin_where_dates_end():
    with refusal("moment_range"):
        drafted(at=datetime.min.replace(tzinfo=UTC))
