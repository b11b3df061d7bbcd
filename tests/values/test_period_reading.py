from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidValueError
from mgov.values.period import Granularity, Period

READ = {
    # ISO 8601 and what statistical offices write
    "2017": "2017",
    "2017-06": "2017-06",
    "2017/6": "2017-06",
    "2017.6": "2017-06",
    "2017-M06": "2017-06",
    "2017-06-30": "2017-06-30",
    "2017/06/30": "2017-06-30",
    "20170630": "2017-06-30",
    "2017-W33": "2017-W33",
    "2017w33": "2017-W33",
    "2017-W33-4": "2017-08-17",
    "2017-H1": "2017-H1",
    "2017-S2": "2017-H2",
    "2017Q2": "2017-Q2",
    "2017 q2": "2017-Q2",
    "2017-01/2017-05": "2017-01/2017-05",
    "2017-01/2017-06": "2017-H1",
    "2017-01/05": "2017-01/2017-05",
    "2017-06-01/15": "2017-06-01/2017-06-15",
    "2017-06-30/07-03": "2017-06-30/2017-07-03",
    "2017-01--2017-05": "2017-01/2017-05",
    "2016/2017": "2016/2017",
    "2017-W33/2017-W36": "2017-W33/2017-W36",
    "../2017-06": "../2017-06",
    # Chinese
    "2017年": "2017",
    "2017年度": "2017",
    "2017年全年": "2017",
    "2017年6月": "2017-06",
    "2017年6月份": "2017-06",
    "2017 年 6 月": "2017-06",
    "２０１７年６月": "2017-06",
    "二〇一七年六月": "2017-06",
    "二零一七年六月": "2017-06",
    "二○一七年十二月三十一日": "2017-12-31",
    "二〇一七年十月二十日": "2017-10-20",
    "2017年6月30日": "2017-06-30",
    "2017年6月30號": "2017-06-30",
    "2017年上半年": "2017-H1",
    "2017年下半年": "2017-H2",
    "2017上半年": "2017-H1",
    "2017年第二季度": "2017-Q2",
    "2017年二季度": "2017-Q2",
    "2017年第2季度": "2017-Q2",
    "2017年第三季": "2017-Q3",
    "2017年第33周": "2017-W33",
    "2017年第三十三週": "2017-W33",
    "2017年前三季度": "2017-01/2017-09",
    "2017年前两季度": "2017-H1",
    "2017年前5个月": "2017-01/2017-05",
    "2017年前五個月": "2017-01/2017-05",
    "2017年1-6月": "2017-H1",
    "2017年1—5月": "2017-01/2017-05",
    "2017年1至5月": "2017-01/2017-05",
    "2017年1月至5月": "2017-01/2017-05",
    "从2017年1月到5月": "2017-01/2017-05",
    "2017年1月至5月底": "2017-01/2017-05",
    "2017年第一至三季度": "2017-01/2017-09",
    "2016-2017年": "2016/2017",
    "2016年至2017年": "2016/2017",
    "2016年11月至2017年2月": "2016-11/2017-02",
    "2017年6月1日至30日": "2017-06-01/2017-06-30",
    "2017年6月1日至7月3日": "2017-06-01/2017-07-03",
    "2017年6月1-5日": "2017-06-01/2017-06-05",
    "截至2017年6月": "../2017-06",
    "截止2017年6月": "../2017-06",
    "截止到2017年6月": "../2017-06",
    "截至2017年6月底": "../2017-06",
    "截至２０１７年６月底": "../2017-06",
    "截至2017-06": "../2017-06",
    "至2017年6月": "../2017-06",
    "到2017年6月为止": "../2017-06",
    "到2017年6月為止": "../2017-06",
    "截至2017年6月30日24时": "../2017-06-30",
    "截至2017年前三季度": "../2017-09",
    "2017年底": "../2017",
    "2017年年底": "../2017",
    "2017年末": "../2017",
    "2017年6月末": "../2017-06",
    "截至2017年上半年末": "../2017-H1",
    # English
    "June 2017": "2017-06",
    "jun 2017": "2017-06",
    "Sept. 2017": "2017-09",
    "September, 2017": "2017-09",
    "May 2017": "2017-05",
    "in June 2017": "2017-06",
    "30 June 2017": "2017-06-30",
    "the 30th of June, 2017": "2017-06-30",
    "June 30, 2017": "2017-06-30",
    "the year 2017": "2017",
    "the first half of 2017": "2017-H1",
    "H1 2017": "2017-H1",
    "2nd half of 2017": "2017-H2",
    "Q2 2017": "2017-Q2",
    "the fourth quarter of 2017": "2017-Q4",
    "week 33 of 2017": "2017-W33",
    "the first five months of 2017": "2017-01/2017-05",
    "the first three quarters of 2017": "2017-01/2017-09",
    "January to May 2017": "2017-01/2017-05",
    "Jan–May 2017": "2017-01/2017-05",
    "from November 2016 to February 2017": "2016-11/2017-02",
    "between January and May 2017": "2017-01/2017-05",
    "1-5 June 2017": "2017-06-01/2017-06-05",
    "June 1-5, 2017": "2017-06-01/2017-06-05",
    "30 June to 3 July 2017": "2017-06-30/2017-07-03",
    "2016 through 2017": "2016/2017",
    "as of June 2017": "../2017-06",
    "as at 30 June 2017": "../2017-06-30",
    "as of the end of June 2017": "../2017-06",
    "as of 2017-06-30": "../2017-06-30",
    "by the end of June 2017": "../2017-06",
    "at the end of 2017": "../2017",
    "end-June 2017": "../2017-06",
    "year-end 2017": "../2017",
    "by the end of the first half of 2017": "../2017-H1",
}


@pytest.mark.parametrize(("text", "canonical"), READ.items())
def test_a_period_is_read_as_people_write_it(text: str, canonical: str):
    assert str(Period.parse(text)) == canonical


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("2017-02-30", "names day 30, which 2017-02 does not have"),
        ("2017-13", "names month 13, which a year does not have"),
        ("2017-00", "names month 0,"),
        ("2017-W54", "names week 54, which 2017 does not have"),
        ("2017-W53", "names week 53, which 2017 does not have"),
        ("2017-W33-0", "names weekday 0,"),
        ("2017-Q5", "names quarter 5,"),
        ("2017-H3", "names half 3,"),
        ("2017年13月", "names month 13,"),
        ("2017年13月1日", "names month 13,"),
        ("2017年前13个月", "names month 13,"),
        ("2017年前五季度", "names quarter 5,"),
        ("2017年1月至13月", "names month 13,"),
        ("2017年5日", "has a day and no month"),
        ("2016年12月30日至2017年5日", "has a day and no month"),
        ("June", "has no year"),
        ("第33周", "has no year"),
        ("1-5", "has no year"),
        ("0000", "is outside the years 1583 to 9998"),
        ("9999", "is outside the years 1583 to 9998"),
        ("2017-06/2017-01", "ends before it begins"),
        ("2017-Q2/2017-05", "ends before it begins"),
        ("2017-01/2017-06-30", "runs from a month to a day"),
        ("截至2017年1-5月", "is a point in time and a range"),
        ("17年6月", "is not a period"),
        ("", "is not a period"),
        ("2017年截至", "is not a period"),
        ("截至目前", "is not a period"),
        ("mid-2017", "is not a period"),
        ("by June 2017", "is not a period"),
        ("2017-06-30T09:00", "is not a period"),
        ("2017年6月30日12时", "is not a period"),
        ("2017-06" * 20, "is not a period"),
        ("٢٠١٧", "is not a period"),
    ],
)
def test_what_the_calendar_does_not_have_is_refused_with_a_remedy(text: str, trouble: str):
    with pytest.raises(InvalidValueError, match=trouble) as caught:
        Period.parse(text)
    assert caught.value.field == "period"
    assert caught.value.remedy


@given(
    st.dates(date(1583, 1, 1), date(9998, 12, 31)),
    st.sampled_from(Granularity),
    st.integers(0, 40),
    st.booleans(),
)
def test_every_way_of_writing_a_period_is_read_back(
    day: date,
    granularity: Granularity,
    more: int,
    point: bool,  # noqa: FBT001 -- drawn, not passed
):
    first = Period.of(day, granularity)
    try:
        period = Period.between(first, first + more)
    except InvalidValueError:
        period = first
    if point:
        period = period.at_end()
    assert Period.parse(str(period)) == period
    assert Period.parse(period.format("en")) == period
    assert Period.parse(period.format("zh")) == period


@given(
    st.text(max_size=100) | st.text("0123456789年月日季度周半上下第前截至末底-/. QHW", max_size=20)
)
def test_any_other_text_is_a_clear_error(text: str):
    try:
        period = Period.parse(text)
    except InvalidValueError:
        return
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("2017", "2017", "2017年"),
        ("2017-H1", "first half of 2017", "2017年上半年"),
        ("2017-Q4", "fourth quarter of 2017", "2017年第四季度"),
        ("2017-06", "June 2017", "2017年6月"),
        ("2017-W33", "week 33 of 2017", "2017年第33周"),
        ("2017-06-30", "30 June 2017", "2017年6月30日"),
        ("2016/2017", "2016 to 2017", "2016年至2017年"),
        ("2017-01/2017-05", "January to May 2017", "2017年1月至5月"),
        ("2016-11/2017-02", "November 2016 to February 2017", "2016年11月至2017年2月"),
        ("2017-06-01/2017-06-05", "1 to 5 June 2017", "2017年6月1日至5日"),
        ("2017-06-01/2017-07-05", "1 June to 5 July 2017", "2017年6月1日至7月5日"),
        ("2016-06-01/2017-06-05", "1 June 2016 to 5 June 2017", "2016年6月1日至2017年6月5日"),
        ("../2017", "as of the end of 2017", "截至2017年底"),
        ("../2017-H1", "as of the end of the first half of 2017", "截至2017年上半年末"),
        ("../2017-06", "as of the end of June 2017", "截至2017年6月底"),
        ("../2017-W33", "as of the end of week 33 of 2017", "截至2017年第33周"),
        ("../2017-06-30", "as of 30 June 2017", "截至2017年6月30日"),
    ],
)
def test_a_period_is_written_in_two_languages(text: str, english: str, chinese: str):
    assert Period(text).format() == english
    assert Period(text).format("zh") == chinese


def test_a_number_is_no_period():
    with pytest.raises(InvalidValueError) as caught:
        Period.parse(2017)  # type: ignore[arg-type]  # wrong on purpose
    assert caught.value.field == "period"
