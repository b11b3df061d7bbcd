"""Sentences as they stand in the news: which figures are in them, and what they say."""

from __future__ import annotations

import pytest

from mgov import Figure

# A sentence, then its figures in notation with their units.
CHINESE = """
全省建成5G基站12.5万个，5G用户达3200万户。 | [124500, 125500) 个; [31995000, 32005000) 户
全国新增COVID-19病例300例。 | [300, 300] 例
登录www.gov.cn网站查询120项服务 | [120, 120] 项
见https://www.gov.cn/查询120项服务 | [120, 120] 项
PM2.5浓度下降9.1% | (-183/2000, -181/2000] growth
发电1.2亿千瓦时，装机500万千瓦 | [115000000, 125000000) 千瓦时; [4995000, 5005000) 千瓦
让300万百姓受益 | [2995000, 3005000) -
占比提高2百分点 | [3/2, 5/2) pp
重三千克，长一千克 | [3, 3] 千克; [1, 1] 千克
从100多项减少到不足50项 | (-200, -50) 项
从超过100个减少到不到50个 | (-inf, -50) 个
由过去的10天压缩至现在的3天 | [-7, -7] day
从2015年的5万件增加到2020年的32万件 | (260000, 280000) 件
办理时间从22天缩短至平均4天 | [-18, -18] day
近百家企业、上万家商户 | (0, 100) 家; [10000, inf) 家
满意率达百分之百 | [199/200, 1] share
阅读量10万+ | [100000, inf) -
等了几天，又等数小时，共几个工作日 | [2, 10) day; [2, 10) h; [2, 10) workday
实现翻倍增长 | [1, 1] growth
接种34.8亿剂次 | [3475000000, 3485000000) 剂次
2万多市民、30多国家、100多单位 | (20000, 30000) -; (30, 40) -; (100, 200) -
高于全国平均水平4个百分点 | [7/2, 9/2) pp
业务总量同比增长2.3倍 | [9/4, 47/20) growth
“一网通办”总门户日均办事19.8万件 | [197500, 198500) 件/日
等十几到二十几天 | [10, 30) day
上线半年多，用了大半年，只要小半年 | (1/2, 1) year; (1/2, 1) year; [0, 1/2) year
半个多月、两小时半 | (1/2, 1) month; [5/2, 5/2] h
一小半、过半数 | [0, 1/2) share; (1/2, 1] share
翻了近一番，又翻一番多 | (0, 1) growth; (1, inf) growth
超过三分之一多 | (1/3, 2/3) share
减少材料120份，压减环节60%，提高效率50% | [-120, -120] 份; (-121/200, -119/200] growth; [99/200, 101/200) growth
减少了跑动的3次 | [3, 3] 次
增速放缓0.3个百分点 | (-7/20, -1/4] pp
比上年少5个，比去年多一倍 | [-5, -5] 个; [1/2, 3/2) growth
同比+5.2% | [103/2000, 21/400) growth
为期1年零3个月 | [15, 15] month
共1万5 | [14500, 15500) -
上十万人 | [100000, inf) 人
受理1，234，567件，办结5，000件 | [1234567, 1234567] 件; [5000, 5000] 件
未过半、不过半 | [0, 1/2] share; [0, 1/2] share
没有达到90%，尚未达80% | [0, 9/10) share; [0, 4/5) share
时限为20日，最长30日，15个自然日内 | [20, 20] day; [0, 30] day; [0, 15] day
票价5元/人次 | [5, 5] 元/人次
约2分50秒，约1小时20分钟 | [165, 175) s; [75, 85) min
差不多5个，不只100人，最多可达6万次 | [9/2, 11/2) 个; (100, inf) 人; [0, 60000] 次
营收翻了一倍 | [1, 1] growth
"""
ENGLISH = """
from over 200 to under 50 items | (-inf, -150) item
rose from about 3 million to nearly 5 million | (-3500000, 2500000) -
from 3 days to under 5 weeks | [3, 3] day; [0, 5) week
a wait of 1h 30m, then 2m50s | [90, 90] min; [170, 170] s
1½ hours and 2¼ million | [3/2, 3/2] h; [2000000, 2500000) -
1.2M users | [1150000, 1250000) user
longer than 5 days, max 30 days, 18 or older | (5, inf) day; [0, 30] day; [18, inf) -
a threefold rise, minus 3%, minus 5 items | [2, 2] growth; (-7/200, -1/40] growth; [-5, -5] item
over 5 shared mobile internet banking users | (5, inf) -
from 3 to under 5 days | [0, 5) day
7.24 Million people, 2.5 mln, 7.24 hundred million | [7235000, 7245000) person; [2450000, 2550000) -; [723500000, 724500000) -
one thousand two hundred people | [1200, 1200] person
one million two hundred thousand people | [1199500, 1200500) person
two million three hundred thousand and five users | [2300005, 2300005] user
1 234 567 people | [1234567, 1234567] person
it must not exceed 30 days and never exceeds 5% | [0, 30] day; [0, 1/20] share
not over 5%, 5% or higher, 5% or lower | [0, 1/20] share; [1/20, 1] share; [0, 1/20] share
a 4.1% fall | (-83/2000, -81/2000] growth
as many as 500 people | [0, 500] person
two quarters | [2, 2] quarter
1,200 visits a day | [1200, 1200] visit/day
"""


def said(figure: Figure) -> str:
    return f"{figure.interval} {figure.unit or '-'}"


@pytest.mark.parametrize(
    ("text", "figures"),
    [line.split(" | ") for line in (CHINESE + ENGLISH).splitlines() if line],
)
def test_a_sentence_has_these_figures(text: str, figures: str) -> None:
    found = Figure.find_all(text)
    assert "; ".join(map(said, found)) == figures
    for figure in found:
        assert Figure.parse(figure.text).interval == figure.interval


@pytest.mark.parametrize(
    "text",
    """亿万人民 今年上半年 建党100周年 十八届三中全会 政协十三届四次会议 邮政编码：100031 编号：20201234567
    3号楼5单元202室 四个意识 中央八项规定 一季度 21世纪 80后 晚上十点 120急救 党的十九大 四川省 统一
    2017.06 数字政府 大数据 千家万户 2020/2021学年 近几年""".split(),
)
def test_words_with_a_number_in_them_are_no_figures(text: str) -> None:
    assert Figure.find_all(text) == []


@pytest.mark.parametrize(
    "text",
    ["Section 3.2", "version 2.0", "9 am", "the first two quarters", "in the second half of 2017",
     "the 13th Five-Year Plan", "ISO 9001"],
)  # fmt: skip
def test_english_names_and_dates_are_no_figures(text: str) -> None:
    assert Figure.find_all(text) == []


@pytest.mark.parametrize("text", ["歼-20", "统一", "一、总体要求", "邮编100031", "四川省"])
def test_a_number_inside_other_words_is_not_parsed_as_a_figure(text: str) -> None:
    with pytest.raises(ValueError, match="no figure"):
        Figure.parse(text)


def test_a_share_is_measured_where_a_count_is_a_condition() -> None:
    assert not Figure.find_all("90%以上的事项")[0].threshold
    assert Figure.find_all("超过100万的微博")[0].threshold


def test_a_multiple_of_a_count_counts_the_same() -> None:
    assert (Figure.parse("2倍") * Figure.parse("300人")).unit == "人"
    assert (1 / Figure.parse("3人")).unit == "1/人"
    assert (Figure.exact(1, unit="share") * 2).unit == "share"


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("8.1 million users", "0.081亿 user", "8.1 million users"),
        ("1,200 visits a day", "1200 visit/day", "1,200 visits per day"),
        ("一个半小时", "1个半小时", "1 and a half hours"),
    ],
)
def test_units_of_one_language_stand_in_the_other(text: str, zh: str, en: str) -> None:
    figure = Figure.parse(text)
    assert (figure.format("zh"), figure.format("en")) == (zh, en)
