"""The code on the front page of the Work Report of 2017, and other codes on paper."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import qr
from mgov.articles import (
    CodePlacement,
    CoverPage,
    Infographic,
    Landing,
    PagePosition,
    PrintedDocument,
    Video,
)
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.addressable import Addressable

NEW_YEAR = datetime(2018, 1, 1, tzinfo=UTC)
LANDING = Landing(
    identifier="r17",
    title={"zh": "2016年主要任务完成情况", "en": "What became of the tasks of 2016"},
    address="https://www.example.gov.cn/r17",
    language="zh-CN",
    body=[
        Video(address="https://www.example.gov.cn/r17.mp4", title="动画", duration="PT2M50S"),
        Infographic(
            title="主要指标",
            indicators=[{"name": "城镇新增就业", "target": "1000万人以上", "actual": "1314万人"}],
        ),
    ],
)
OTHER = Landing(identifier="budget", title="预算", address="https://www.example.gov.cn/budget")
REPORT = PrintedDocument(
    identifier="work-report-2017",
    title="政府工作报告",
    language="zh-CN",
    issued="2017-03-05T09:00:00+08:00",
    pages=40,
    codes=[
        {"landing": "r17", "page": 1, "position": "top_right", "side_mm": 20},
        {"landing": "budget", "page": 12, "position": "表3下方"},
        {"landing": "r17", "page": 12, "position": "bottom_left"},
        {"landing": "r17", "page": "back_cover"},
    ],
    landings=[LANDING, OTHER],
)


def code(error: pytest.ExceptionInfo[InvalidDataError]) -> str:
    [found] = error.value.problems
    return found.code


def test_a_scanned_code_leads_to_the_video_and_the_figures():
    placed = REPORT.code(page=1, position="top_right")
    landing = REPORT.landing(page=1, position="top_right")
    printed = qr.make(landing, policy="any", caption=str(landing.title))
    assert printed.print_size(dpi=300).code_mm < (placed.side_mm or 0)
    (scan,) = qr.read(printed.png(scale=4))
    assert scan.text == landing.address
    video, graphic = landing.body.media
    assert isinstance(video, Video)
    assert video.duration == timedelta(minutes=2, seconds=50)
    assert isinstance(graphic, Infographic)
    assert len(graphic.scoreboard().reached) == 1


def test_a_landing_is_addressable():
    assert isinstance(LANDING, Addressable)


def test_a_place_is_a_page_and_a_position_by_name_or_in_words():
    assert REPORT.codes[0].position is PagePosition.TOP_RIGHT
    assert REPORT.codes[1].position == "表3下方"
    assert REPORT.codes[3].page is CoverPage.BACK_COVER
    assert [str(each) for each in REPORT.codes] == [
        "page 1, top_right",
        "page 12, 表3下方",
        "page 12, bottom_left",
        "back_cover",
    ]


def test_the_position_can_be_left_out_where_one_code_stands():
    assert REPORT.landing(page=1) == LANDING
    assert REPORT.landing(page="back_cover") == LANDING
    assert REPORT.landing(page=12, position="表3下方") == OTHER


def test_of_several_codes_on_a_page_the_position_is_asked_for():
    with pytest.raises(InvalidValueError) as error:
        REPORT.landing(page=12)
    assert str(error.value) == (
        "code: is one of several on page 12. Say which position: 表3下方, bottom_left."
    )


@pytest.mark.parametrize("place", [{"page": 2}, {"page": 1, "position": "top_left"}])
def test_a_code_that_is_not_found_names_those_that_are(place: dict[str, int | str]):
    with pytest.raises(InvalidValueError) as error:
        REPORT.landing(**place)
    assert str(error.value) == (
        "code: is not there. Codes stand at: page 1, top_right; page 12, 表3下方; "
        "page 12, bottom_left; back_cover."
    )


def test_several_codes_on_a_cover_need_their_positions_too():
    codes = [
        {"landing": "r17", "page": "front_cover", "position": "top"},
        {"landing": "r17", "page": "front_cover", "position": "bottom"},
    ]
    with pytest.raises(InvalidValueError, match="several on front_cover"):
        REPORT.replace(codes=codes).code(page="front_cover")


def test_the_codes_of_a_landing_are_found_when_its_page_moves():
    assert [each.page for each in REPORT.codes_to("r17")] == [1, 12, "back_cover"]
    assert REPORT.codes_to("elsewhere") == ()


@pytest.mark.parametrize("position", ["top_right", None])
@pytest.mark.parametrize("first", ["top_right", None])
def test_no_two_codes_stand_at_one_place(position: str | None, first: str | None):
    codes = [
        {"landing": "r17", "page": 1, "position": first},
        {"landing": "budget", "page": 1, "position": position},
    ]
    with pytest.raises(InvalidDataError, match="two codes at one place") as error:
        REPORT.replace(codes=codes)
    assert code(error) == "code_place_twice"


def test_a_code_leads_to_a_landing_of_its_document():
    with pytest.raises(
        InvalidDataError, match="page 1, top_right that leads to no landing"
    ) as error:
        REPORT.replace(landings=[OTHER])
    assert code(error) == "landing_missing"


def test_every_landing_has_a_name_of_its_own():
    with pytest.raises(InvalidDataError, match="two landings called r17") as error:
        REPORT.replace(landings=[LANDING, OTHER, LANDING])
    assert code(error) == "landing_twice"


def test_a_code_stands_on_a_page_that_is_there():
    assert REPORT.replace(pages=12).pages == 12
    assert REPORT.replace(pages=None).pages is None
    with pytest.raises(InvalidDataError, match="a code on page 12 and 11 pages") as error:
        REPORT.replace(pages=11)
    assert code(error) == "code_page"


@pytest.mark.parametrize("page", [0, -1, "cover", "1", True, 1.0])
def test_a_page_is_a_number_or_a_cover(page: object):
    with pytest.raises(InvalidDataError):
        CodePlacement(landing="r17", page=page)


@pytest.mark.parametrize("side", [0, -1, float("inf")])
def test_a_code_has_a_width(side: float):
    with pytest.raises(InvalidDataError):
        CodePlacement(landing="r17", page=1, side_mm=side)


def test_nothing_is_withdrawn_before_it_is_issued():
    with pytest.raises(InvalidDataError) as error:
        REPORT.replace(withdrawn="2017-03-05T00:59:59Z")
    assert code(error) == "document_withdrawn"


def test_a_landing_is_there_until_its_last_moment():
    landing = LANDING.replace(valid_until=NEW_YEAR)
    assert landing.is_valid_at(NEW_YEAR)
    assert not landing.is_valid_at(NEW_YEAR + timedelta(microseconds=1))
    assert LANDING.is_valid_at(NEW_YEAR)


def test_a_landing_that_ends_leaves_a_gap_at_each_of_its_codes():
    ending = REPORT.replace(landings=[LANDING.replace(valid_until=NEW_YEAR), OTHER])
    gaps = ending.gaps()
    assert [gap.code.page for gap in gaps] == [1, 12, "back_cover"]
    assert {(gap.begins, gap.ends) for gap in gaps} == {(NEW_YEAR, None)}
    assert not gaps[0].holds_at(NEW_YEAR)
    assert gaps[0].holds_at(NEW_YEAR + timedelta(seconds=1))


def test_a_document_that_is_withdrawn_first_leaves_no_gap():
    ending = REPORT.replace(landings=[LANDING.replace(valid_until=NEW_YEAR), OTHER])
    assert ending.replace(withdrawn=NEW_YEAR).gaps() == ()
    later = ending.replace(withdrawn=NEW_YEAR + timedelta(days=1)).gaps()
    assert [gap.ends for gap in later] == [NEW_YEAR + timedelta(days=1)] * 3
    assert not later[0].holds_at(NEW_YEAR + timedelta(days=1))


def test_a_landing_that_was_gone_before_is_missed_from_the_first_day():
    landings = [LANDING.replace(valid_until="2017-03-01T00:00:00Z"), OTHER]
    assert REPORT.replace(landings=landings).gaps()[0].begins == REPORT.issued
    unknown = REPORT.replace(landings=landings, issued=None)
    assert unknown.gaps()[0].begins == datetime(2017, 3, 1, tzinfo=UTC)


def test_a_document_survives_json():
    assert PrintedDocument.model_validate_json(REPORT.model_dump_json()) == REPORT


DAYS = st.integers(0, 9).map(lambda day: NEW_YEAR + timedelta(days=day))


@given(DAYS, st.none() | DAYS, st.none() | DAYS, DAYS)
def test_a_code_leads_somewhere_or_is_in_a_gap_while_the_document_is_out(
    issued: datetime, withdrawn: datetime | None, ends: datetime | None, at: datetime
):
    if withdrawn is not None and withdrawn < issued:
        issued, withdrawn = withdrawn, issued
    landing = LANDING.replace(valid_until=ends)
    paper = PrintedDocument(
        identifier="a",
        title="a",
        issued=issued,
        withdrawn=withdrawn,
        codes=[{"landing": "r17", "page": 1}],
        landings=[landing],
    )
    is_out = issued < at and (withdrawn is None or at < withdrawn)
    in_gap = any(gap.holds_at(at) for gap in paper.gaps())
    assert in_gap is (is_out and not landing.is_valid_at(at))


@pytest.mark.parametrize("page", [0, True, "3", "cover", None])
def test_a_page_is_a_number_or_one_of_the_cover(page: object):
    with pytest.raises(InvalidDataError) as caught:
        CodePlacement(landing="r17", page=page)
    [problem] = caught.value.problems
    assert (problem.field, problem.code) == ("page", "page")
    assert problem.remedy.startswith("Give the printed number, or one of front_cover, ")
