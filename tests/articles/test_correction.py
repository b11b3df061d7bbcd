"""A reader reports an error: where it stands, how soon it is answered, what becomes of it."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.articles import (
    Article,
    Block,
    Body,
    CorrectionEvent,
    CorrectionReport,
    CorrectionRulebook,
    CorrectionStatus,
    QuotedPlace,
    Reader,
    ReplyTerm,
)
from mgov.articles.quoted_place import WORDS_OF
from mgov.errors import InvalidDataError, InvalidValueError, MgovError
from mgov.values.figures import Figure
from mgov.values.personal import revealed
from mgov.values.text import Text
from mgov.values.work_calendar import WorkCalendar

RECEIVED = datetime(2017, 8, 17, 2, tzinfo=UTC)  # a Thursday, ten o'clock in Beijing
ARTICLE = Article(
    identifier="2017-0817-01",
    title=Text(zh="“掌上政务”的三大亮点", en="Three highlights of palm goverment"),
    alternative_title="指尖上的政府",
    kind="news",
    published="2017-08-17T05:21:00+08:00",
    publisher={"name": "中国政府网"},
    summary="手机网民达7.24亿。",
    language="zh-CN",
    body=[
        {"kind": "paragraph", "text": "截至2017年6月，我国手机网民规模达7.42亿。"},
        {"kind": "list", "items": ["微博", "微信", "客护端"]},
        {"kind": "table", "header": ["平台", "数"], "rows": [["微博", "164522"], ["微言", "1"]]},
        {
            "kind": "infographic",
            "title": "就业",
            "indicators": [{"name": "新增就业", "target": "1000万人以上", "actual": "1341万人"}],
        },
        {"kind": "image", "address": "https://www.example.gov.cn/a.jpg", "caption": "大听"},
    ],
)
READER = Reader(name="张三丰", phone="13800138000", email="zhang@example.com")


def report(quoted: str = "7.42亿", proposed: str | None = "7.24亿", **fields: object):
    return CorrectionReport(
        **{
            "identifier": "c-1",
            "article": ARTICLE.identifier,
            "rulebook": "cn-2017",
            "kind": "error",
            "quoted": quoted,
            "proposed": proposed,
            "received": RECEIVED,
            **fields,
        }
    )


def hours(number: float) -> datetime:
    return RECEIVED + timedelta(hours=number)


def code(error: pytest.ExceptionInfo[MgovError]) -> tuple[str, str]:
    if isinstance(error.value, InvalidDataError):
        [found] = error.value.problems
        return found.field, found.code
    return error.value.field, error.value.code


# --- where the quoted words stand ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("quoted", "places"),
    [
        ("goverment", ["title.en: …hts of palm 【goverment】"]),
        ("指尖", ["alternative_title.und: 【指尖】上的政府"]),
        ("7.24亿", ["summary.und: 手机网民达【7.24亿】。"]),
        ("客护端", ["body.blocks.1.items.2: 【客护端】"]),
        ("微言", ["body.blocks.2.rows.1.0: 【微言】"]),
        ("1341", ["body.blocks.3.indicators.0.actual: 【1341】万人"]),
        ("大听", ["body.blocks.4.caption: 【大听】"]),
        ("微博", ["body.blocks.1.items.0: 【微博】", "body.blocks.2.rows.0.0: 【微博】"]),
        ("中国政府网", []),
        ("example.gov.cn", []),
    ],
)
def test_quoted_words_are_found_wherever_readers_see_them(quoted: str, places: list[str]):
    made = report(quoted, None)
    assert [str(each) for each in made.places(ARTICLE)] == places
    assert made.is_found_in(ARTICLE) is bool(places)


def test_the_words_around_a_place_are_cut_short():
    [place] = report("规模达").places(ARTICLE)
    assert str(place) == "body.blocks.0.text: …17年6月，我国手机网民【规模达】7.42亿。"
    long = QuotedPlace(path=("title",), start=0, end=1, text="一" * 14)
    assert str(long) == "title: 【一】一一一一一一一一一一一一…"


def test_white_space_is_passed_over_only_where_nothing_is_found_as_it_is():
    article = ARTICLE.replace(body="规模达 7.42\n亿。规模 达。")
    [place] = report("规模达7.42 亿").places(article)
    assert place.words == "规模达 7.42\n亿"
    assert [each.words for each in report("规模 达").places(article)] == ["规模 达"]
    assert [each.words for each in report("规模达").places(article)] == ["规模达"]


@pytest.mark.parametrize("quoted", [r"a.*b\c", "[x](y)", "{0}", "<b>粗</b>", "（一）"])
def test_marks_in_quoted_words_are_marks(quoted: str):
    article = ARTICLE.replace(body=f"甲{quoted}乙 a..b")
    [place] = report(quoted).places(article)
    assert place.words == quoted
    _, corrected = report(quoted, "{quoted}").accept(article, at=hours(1))
    assert corrected.body.to_text() == "甲{quoted}乙 a..b"
    assert "“{quoted}”" in str(corrected.history[-1].note)


def test_places_that_overlap_are_several():
    article = ARTICLE.replace(body="哈哈哈")
    assert [each.start for each in report("哈哈").places(article)] == [0, 1]


def test_marks_of_regular_expressions_are_words():
    assert report("(.*)").places(ARTICLE) == ()
    assert len(report("(.*)").places(ARTICLE.replace(body="a(.*)b"))) == 1


def test_every_kind_of_block_has_its_words_looked_through():
    union, *_ = get_args(Block)
    assert set(get_args(union)) < set(WORDS_OF)
    for model, fields in WORDS_OF.items():
        assert set(fields) <= set(model.model_fields)


WORDS = st.text("ab 7.亿", min_size=1, max_size=6).map(str.strip).filter(bool)


@given(st.lists(WORDS, min_size=1, max_size=4), WORDS)
def test_every_place_holds_the_quoted_words_and_none_is_missed(paragraphs: list[str], quoted: str):
    article = ARTICLE.replace(
        title="x", alternative_title=None, summary=None, body="\n\n".join(paragraphs)
    )
    places = report(quoted, None).places(article)
    texts = article.body.texts()
    exact = sum(t.startswith(quoted, i) for t in texts for i in range(len(t)))
    if exact:
        assert [each.words for each in places] == [quoted] * exact
    else:
        assert all("".join(each.words.split()) == "".join(quoted.split()) for each in places)


# --- the correction ------------------------------------------------------------------------------


def test_an_accepted_report_makes_a_new_version():
    accepted, article = report().accept(ARTICLE, at=hours(1), by="李明", reply="已更正，谢谢。")
    assert article.body.blocks[0].text == "截至2017年6月，我国手机网民规模达7.24亿。"
    assert article.version == 2
    assert article.modified == hours(1)
    assert article.differs_in(ARTICLE) == ("body",)
    note = article.history[-1].note
    assert note is not None
    assert note.in_language("zh") == "根据读者意见更正：“7.42亿”改为“7.24亿”。"
    assert note.in_language("en") == (
        "Corrected after a reader's report: “7.42亿” now reads “7.24亿”."
    )
    assert accepted.status is CorrectionStatus.ACCEPTED
    [event] = accepted.events
    assert (event.version, event.by, str(event.reply)) == (2, "李明", "已更正，谢谢。")
    assert not accepted.is_found_in(article)


@pytest.mark.parametrize(
    ("quoted", "proposed", "field", "text"),
    [
        ("goverment", "government", "title", "Three highlights of palm government"),
        ("指尖", "掌", "alternative_title", "掌上的政府"),
        ("客护端", "客户端", "body", "客户端"),
        ("微言", "微信", "body", "微信"),
        ("大听", "大厅", "body", "大厅"),
        ("截至2017年6月，", "", "body", "我国手机网民规模达7.42亿。"),
    ],
)
def test_the_proposed_words_stand_where_the_quoted_ones_stood(
    quoted: str, proposed: str, field: str, text: str
):
    _, article = report(quoted, proposed).accept(ARTICLE, at=hours(1))
    assert article.differs_in(ARTICLE) == (field,)
    titles = (
        each for title in (article.title, article.alternative_title) for each in title.items()
    )
    assert text in [*article.body.texts(), *(each for _, each in titles)]


def test_a_figure_is_read_anew():
    _, article = report("1341", "1314").accept(ARTICLE, at=hours(1))
    actual = article.body.blocks[3].indicators[0].actual
    assert actual == Figure.parse("1314万人")


def test_a_figure_keeps_the_unit_that_its_text_does_not_name():
    indicator = {"name": "浏览量", "actual": Figure.parse("2650亿", unit="次")}
    graphic = {"kind": "infographic", "title": "微博", "indicators": [indicator]}
    _, article = report("2650", "2605").accept(ARTICLE.replace(body=[graphic]), at=hours(1))
    assert article.body.blocks[0].indicators[0].actual == Figure.parse("2605亿", unit="次")


def test_words_that_are_taken_out_are_named_in_the_history():
    _, article = report("截至2017年6月，", "").accept(ARTICLE, at=hours(1))
    note = article.history[-1].note
    assert note is not None
    assert note.in_language("zh") == "根据读者意见更正：删去“截至2017年6月，”。"


def test_of_many_places_the_error_names_the_first_ones():
    article = ARTICLE.replace(body="的" * 500)
    with pytest.raises(InvalidValueError) as caught:
        report("的", "地").accept(article, at=hours(1))
    assert caught.value.trouble == "stands in 502 places"
    assert "(10) " in caught.value.remedy
    assert "(11) " not in caught.value.remedy


def test_what_is_proposed_for_a_figure_has_to_be_one():
    with pytest.raises(InvalidValueError, match="proposed: holds no figure"):
        report("1341万人", "很多").accept(ARTICLE, at=hours(1))


@pytest.mark.parametrize("received", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-12:00"])
def test_a_report_says_which_moment_no_date_reaches(received: str):
    with pytest.raises(InvalidDataError) as caught:
        report(received=received)
    assert code(caught) == ("received", "moment_range")


def test_a_report_at_the_end_of_all_days_has_no_deadline():
    last = report(received=datetime.max.replace(tzinfo=UTC))
    with pytest.raises(InvalidValueError) as caught:
        last.deadline()
    assert code(caught) == ("received", "moment_range")


def test_of_several_places_one_has_to_be_named():
    several = report("微博", "新浪微博")
    with pytest.raises(
        InvalidValueError, match=r"\(2\) body\.blocks\.2\.rows\.0\.0: 【微博】"
    ) as error:
        several.accept(ARTICLE, at=hours(1))
    assert code(error) == ("quoted", "quote_ambiguous")
    _, article = several.accept(ARTICLE, at=hours(1), occurrence=2)
    assert article.body.blocks[2].rows[0] == ("新浪微博", "164522")
    assert article.body.blocks[1] == ARTICLE.body.blocks[1]


@pytest.mark.parametrize("occurrence", [0, -1, 3])
def test_a_place_that_is_named_is_there(occurrence: int):
    with pytest.raises(InvalidValueError, match="from 1 to 2") as error:
        report("微博").accept(ARTICLE, at=hours(1), occurrence=occurrence)
    assert code(error) == ("occurrence", "quote_occurrence")


def test_words_that_are_not_there_cannot_be_replaced():
    with pytest.raises(InvalidValueError, match="not found in version 1") as error:
        report("8.42亿").accept(ARTICLE, at=hours(1))
    assert code(error) == ("quoted", "quote_not_found")


def test_without_a_proposal_the_editor_says_what_is_changed():
    unsure = report(proposed=None)
    with pytest.raises(InvalidValueError) as error:
        unsure.accept(ARTICLE, at=hours(1))
    assert code(error) == ("proposed", "correction_proposal")
    _, article = unsure.accept(ARTICLE, at=hours(1), summary="手机网民规模达7.24亿。")
    assert article.differs_in(ARTICLE) == ("summary",)
    note = article.history[-1].note
    assert note is not None
    assert note.in_language("en") == "Corrected after a reader's report."


def test_the_editor_may_change_something_else_and_say_so():
    _, article = report().accept(
        ARTICLE, at=hours(1), note="改写导语", body="我国手机网民规模达7.24亿。"
    )
    assert str(article.history[-1].note) == "改写导语"
    assert article.body == Body.parse("我国手机网民规模达7.24亿。")


def test_a_text_of_which_nothing_would_be_left_is_not_corrected_blindly():
    with pytest.raises(InvalidValueError, match="leave nothing at body") as error:
        report("客护端", "").accept(ARTICLE, at=hours(1))
    assert code(error) == ("proposed", "correction_empty")


def test_what_is_proposed_has_to_fit_where_it_would_stand():
    with pytest.raises(InvalidDataError):
        report("客护端", "客户\n\n端").accept(ARTICLE, at=hours(1))
    with pytest.raises(InvalidValueError):
        report("1341万人", "许多").accept(ARTICLE, at=hours(1))


def test_a_correction_is_not_older_than_the_article():
    older = report(received=RECEIVED - timedelta(days=9))
    with pytest.raises(InvalidValueError) as error:
        older.accept(ARTICLE, at=hours(-24))
    assert code(error) == ("at", "revision_time")


def test_another_article_is_refused():
    with pytest.raises(InvalidValueError, match="2017-0817-01") as error:
        report().accept(ARTICLE.replace(identifier="2"), at=hours(1))
    assert code(error) == ("article", "correction_article")


@pytest.mark.parametrize("name", ["identifier", "modified", "history", "colour"])
def test_what_a_revision_cannot_change_a_correction_cannot_either(name: str):
    with pytest.raises(MgovError):
        report().accept(ARTICLE, at=hours(1), **{name: "x"})


@given(st.lists(WORDS, min_size=1, max_size=3), WORDS, WORDS, st.integers(1, 3))
def test_a_correction_changes_one_place_and_nothing_else(
    paragraphs: list[str], quoted: str, proposed: str, occurrence: int
):
    article = ARTICLE.replace(
        title="x", alternative_title=None, summary=None, body="\n\n".join(paragraphs)
    )
    if quoted == proposed:
        return
    made = report(quoted, proposed)
    places = made.places(article)
    if occurrence > len(places):
        return
    place = places[occurrence - 1]
    expected = list(article.body.texts())
    number = int(place.path[2])
    expected[number] = place.text[: place.start] + proposed + place.text[place.end :]
    if " ".join(expected) == " ".join(article.body.texts()):
        return  # white space was passed over, and there is nothing to change
    _, corrected = made.accept(article, at=hours(1), occurrence=occurrence)
    assert list(corrected.body.texts()) == [each.strip() for each in expected]
    assert corrected.differs_in(article) == ("body",)


# --- the course ----------------------------------------------------------------------------------


def test_the_status_follows_from_the_events():
    made = report()
    assert made.status is CorrectionStatus.RECEIVED
    made = made.start_review(at=hours(1), by="李明").extend(at=hours(2))
    assert made.status is CorrectionStatus.UNDER_REVIEW
    assert made.reply("正在核实。", at=hours(3)).status is CorrectionStatus.UNDER_REVIEW
    assert made.reject(at=hours(3), reply="原文无误。").status is CorrectionStatus.REJECTED
    assert made.withdraw(at=hours(3)).status is CorrectionStatus.WITHDRAWN
    accepted, _ = made.accept(ARTICLE, at=hours(3))
    assert accepted.reply("已更正。", at=hours(4)).status is CorrectionStatus.ACCEPTED
    assert [each.is_closed for each in CorrectionStatus] == [False, False, True, True, True]


def test_a_closed_report_stays_closed():
    rejected = report().reject(at=hours(1), reply="原文无误。")
    for step in (
        lambda: rejected.start_review(at=hours(2)),
        lambda: rejected.extend(at=hours(2)),
        lambda: rejected.reject(at=hours(2), reply="原文无误。"),
        lambda: rejected.withdraw(at=hours(2)),
        lambda: rejected.accept(ARTICLE, at=hours(2)),
    ):
        with pytest.raises(InvalidDataError, match=r"that is rejected\. Possible now: replied"):
            step()


def test_a_report_is_taken_up_once():
    with pytest.raises(InvalidDataError) as error:
        report().start_review(at=hours(1)).start_review(at=hours(2))
    assert code(error) == ("events.1", "correction_step")


@pytest.mark.parametrize("at", [hours(-1), RECEIVED - timedelta(microseconds=1)])
def test_nothing_happens_before_the_receipt(at: datetime):
    with pytest.raises(InvalidDataError) as error:
        report().start_review(at=at)
    assert code(error) == ("events.0", "correction_time")


def test_events_follow_each_other():
    with pytest.raises(InvalidDataError) as error:
        report().start_review(at=hours(2)).reply("谢谢。", at=hours(1))
    assert code(error) == ("events.1", "correction_time")
    with pytest.raises(InvalidDataError):
        report().start_review(at=datetime(2017, 8, 18))  # noqa: DTZ001 -- that is the point


@pytest.mark.parametrize(
    ("event", "trouble"),
    [
        ({"kind": "rejected"}, "reply_missing"),
        ({"kind": "replied"}, "reply_missing"),
        ({"kind": "accepted"}, "event_version"),
        ({"kind": "review_started", "version": 2}, "event_version"),
    ],
)
def test_an_event_says_what_it_has_to(event: dict[str, object], trouble: str):
    with pytest.raises(InvalidDataError) as error:
        CorrectionEvent(at=RECEIVED, **event)
    assert code(error) == ("", trouble)


def test_a_report_proposes_something_else():
    with pytest.raises(InvalidDataError) as error:
        report("7.24亿", "7.24亿")
    assert code(error) == ("proposed", "correction_proposal")


@pytest.mark.parametrize("quoted", ["", " \n ", "a\ab"])
def test_a_report_quotes_something(quoted: str):
    with pytest.raises(InvalidDataError) as error:
        report(quoted)
    assert error.value.field == "quoted"


@given(st.lists(st.sampled_from(["review", "extend", "reply", "reject", "withdraw"]), max_size=6))
def test_no_steps_lead_out_of_a_decision(steps: list[str]):
    made = report()
    for number, step in enumerate(steps):
        before, at = made.status, hours(number)
        try:
            match step:
                case "review":
                    made = made.start_review(at=at)
                case "extend":
                    made = made.extend(at=at)
                case "reply":
                    made = made.reply("谢谢。", at=at)
                case "reject":
                    made = made.reject(at=at, reply="无误。")
                case _:
                    made = made.withdraw(at=at)
        except InvalidDataError:
            assert made.status is before
        if before.is_closed:
            assert made.status is before
    assert CorrectionReport.model_validate_json(made.model_dump_json()) == made


# --- the term ------------------------------------------------------------------------------------


def test_the_day_of_receipt_does_not_count_and_the_last_day_does():
    deadline = report().deadline()
    assert (deadline.received, deadline.due) == (date(2017, 8, 17), date(2017, 8, 22))
    assert deadline.term.article == "八、（一）监管机制"
    end = datetime(2017, 8, 22, 16, tzinfo=UTC)  # midnight in Beijing
    assert not report().overdue(at=end - timedelta(microseconds=1))
    assert report().overdue(at=end)


def test_the_day_is_that_of_the_rulebook():
    late = report(received=datetime(2017, 8, 17, 16, 30, tzinfo=UTC))
    assert late.deadline().received == date(2017, 8, 18)


def test_a_suggestion_has_more_time_and_most_if_it_is_complicated():
    suggestion = report(kind="suggestion")
    assert suggestion.deadline().due == date(2017, 8, 28)
    extended = suggestion.extend(at=hours(24))
    assert extended.deadline().due == date(2017, 9, 7)
    assert extended.extend(at=hours(24 * 15)).deadline().due == date(2017, 9, 7)


def test_a_term_that_has_passed_or_cannot_be_extended_stays_as_it_was():
    suggestion = report(kind="suggestion")
    assert suggestion.extend(at=hours(24 * 12)).deadline().due == date(2017, 8, 28)
    assert report().extend(at=hours(1)).deadline().due == date(2017, 8, 22)


def test_the_caller_says_which_days_are_working_days():
    calendar = WorkCalendar(holidays={date(2017, 8, 21)})
    assert report().deadline(calendar=calendar).due == date(2017, 8, 23)
    at = datetime(2017, 8, 22, 17, tzinfo=UTC)
    assert report().overdue(at=at)
    assert not report().overdue(at=at, calendar=calendar)


def test_every_answer_counts_and_the_first_one_decides():
    in_time = report().reply("正在核实。", at=hours(24))
    assert in_time.deadline().was_kept is True
    assert in_time.reply("已核实。", at=hours(2400)).deadline().replied == date(2017, 8, 18)
    late = report().reject(at=hours(24 * 9), reply="原文无误。")
    assert late.deadline().was_kept is False
    assert not late.overdue(at=hours(24 * 10))
    assert late.overdue(at=hours(24 * 8))


def test_a_correction_without_an_answer_leaves_it_owed():
    accepted, _ = report().accept(ARTICLE, at=hours(1))
    assert accepted.deadline().was_kept is None
    assert accepted.overdue(at=hours(24 * 9))
    assert not accepted.reply("已更正。", at=hours(2)).overdue(at=hours(24 * 9))


def test_no_answer_is_owed_to_whoever_takes_the_report_back():
    withdrawn = report().withdraw(at=hours(24 * 9))
    assert not withdrawn.overdue(at=hours(24 * 10))
    assert withdrawn.overdue(at=hours(24 * 8))


def test_a_kind_is_one_of_the_rulebook():
    with pytest.raises(InvalidDataError, match="error, suggestion") as error:
        report(kind="typo")
    assert code(error) == ("kind", "rule_unknown")


def test_a_rulebook_of_ones_own_is_kept_in_full(tmp_path: Path):
    file = tmp_path / "town-2026.toml"
    file.write_text(
        """
        id = "town-2026"
        title = { zh = "某镇勘误办法", en = "Corrections in our town" }
        source = { issuer = "某镇", issued = 2026-01-01 }
        in_force_from = 2026-01-01
        time_zone = "Asia/Shanghai"

        [[rules]]
        id = "typo"
        article = "1"
        title = { zh = "错字", en = "Typo" }
        evidence = "verified"
        workdays = 1
        """,
        encoding="utf-8",
    )
    made = report(rulebook=CorrectionRulebook.load(file), kind="typo")
    assert made.deadline().due == date(2017, 8, 18)
    assert CorrectionReport.model_validate_json(made.model_dump_json()) == made
    assert report().model_dump()["rulebook"] == "cn-2017"


def test_the_repr_of_a_report_names_its_rulebook_and_no_more():
    assert "rulebook=CorrectionRulebook(id='cn-2017')," in repr(report())


def test_an_unknown_rulebook_is_refused():
    with pytest.raises(InvalidDataError, match="cn-2017"):
        report(rulebook="cn-2071")


def test_a_term_is_longer_when_it_is_extended():
    term = CorrectionRulebook.built_in("cn-2017").rule("suggestion")
    with pytest.raises(InvalidDataError) as error:
        ReplyTerm.model_validate({**term.model_dump(), "extended_workdays": 7})
    assert code(error) == ("", "reply_term")


# --- the reader ----------------------------------------------------------------------------------


def test_the_reader_is_shown_nowhere():
    made = report(reader=READER, explanation="我是张三丰，住在某街1号")
    secrets = ("张三丰", "13800138000", "zhang@", "某街")
    shown = [repr(made), str(made), made.model_dump_json(), str(made.model_dump())]
    assert not [each for each in secrets if any(each in text for text in shown)]
    with pytest.raises(MgovError):
        pickle.dumps(made)
    dumped = revealed(made, purpose="store the report", mode="json")
    assert CorrectionReport.model_validate(dumped) == made


def test_an_error_does_not_show_the_reader():
    with pytest.raises(InvalidDataError) as error:
        report(reader={"name": "张三丰", "phone": "12", "nickname": "三丰"})
    assert "三丰" not in str(error.value) + str(error.value.errors())
