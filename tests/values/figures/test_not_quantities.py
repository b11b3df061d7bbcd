"""Numbers that count nothing are passed over, and the error says what they are."""

from __future__ import annotations

import pytest

from mgov import Figure
from mgov.errors import InvalidValueError

NOTHING = [
    "2017年", "2017年6月30日", "二〇一七年", "2016-2017年", "6月30日", "30日起施行", "90年代", "2017-08-17",
    "2017-06", "2017/8/17 09:30", "9:30", "9时30分", "8点半", "3:1", "第3项", "第十三届",
    "第1-3名", "前三季度", "国办发〔2017〕47号", "12号", "12345", "交管12123", "10086", "95598",
    "拨打12345", "12345热线", "12315、12345", "13800138000", "010-12345678", "400-123-4567",
    "110101199003074578", "007", "5G手机", "G20峰会", "V2.0", "4.0版", "192.168.0.1",
    "https://www.gov.cn/12345", "www.gov.cn", "mail2000@gov.cn", "十分重要", "万一", "千万不要",
    "十三五", "三农", "双十一", "九牛一毛", "很多人", "多少", "〇一二三四五六七八九〇一二三四",
    "二〇一七", "13月", "2016", "In 2017", "30 June 2017", "June 2017", "Article 33", "the 1st", "call 12345",
    "24/7", "COVID-19", "the 1990s", "a great many", "the third", "an hour", "", "1" * 50,
    "5/3", "5 in 3",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_no_figure_is_found_in(text: str) -> None:
    assert [figure for figure in Figure.find_all(text) if figure.text != "九"] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("交管12123", "year, telephone number or name"),
        ("第3项", "ordinal"),
        ("2017年6月", "date"),
        ("13800138000", "telephone number"),
    ],
)
def test_the_error_says_what_the_number_is(text: str, kind: str) -> None:
    with pytest.raises(InvalidValueError, match=kind) as caught:
        Figure.parse(text)
    assert caught.value.field == "figure"
    assert caught.value.code == "figure_not_found"
    assert "超过2605亿次" in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "value"),
    [("2017人", 2017), ("12345件", 12345), ("12345个", 12345), ("3起案件", 3), ("超过2017", 2017)],
)
def test_a_measure_word_makes_a_quantity_of_the_same_digits(text: str, value: int) -> None:
    assert Figure.parse(text).value == value


@pytest.mark.parametrize("text", ["一个平台", "124", "一", "7", "共享", "达人"])
def test_running_text_has_no_figure_where_a_number_counts_nothing(text: str) -> None:
    assert Figure.find_all(text) == []


@pytest.mark.parametrize(("text", "value"), [("一个", 1), ("124", 124), ("共124", 124)])
def test_a_text_that_is_nothing_but_a_number_is_a_figure(text: str, value: int) -> None:
    assert Figure.parse(text).value == value


def test_several_figures_ask_for_find_all() -> None:
    with pytest.raises(InvalidValueError, match="holds 2 figures") as caught:
        Figure.parse("9大类124项")
    assert "find_all" in caught.value.remedy


def test_running_text_is_not_parsed_as_one_figure() -> None:
    with pytest.raises(InvalidValueError, match="longer than 1000 characters"):
        Figure.parse("好" * 1001)


@pytest.mark.parametrize(
    "fragment",
    ["9", "万", "几百", "1.", "1,", "第", "从1到", "增加", "-", "a1", "二〇", "1/", "[1, "],
)
def test_hostile_text_is_read_to_its_end(fragment: str) -> None:
    assert isinstance(Figure.find_all(fragment * 20_000), list)
