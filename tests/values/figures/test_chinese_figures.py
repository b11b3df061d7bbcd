"""Chinese figures: each row is a text and what it says, in notation."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mgov import Figure

# text, value or None, interval, unit, qualifier
COUNTS = """
124项 | 124 | [124, 124] | 项 | exact
一百二十四项 | 124 | [124, 124] | 项 | exact
壹仟贰佰元 | 1200 | [1200, 1200] | 元 | exact
三百零五户 | 305 | [305, 305] | 户 | exact
一百二 | 120 | [120, 120] | - | exact
12万3456人 | 123456 | [123456, 123456] | 人 | exact
1\u00a0200人 | 1200 | [1200, 1200] | 人 | exact
１，２００人 | 1200 | [1200, 1200] | 人 | exact
2,605亿 | 260500000000 | [260450000000, 260550000000) | - | rounded
7.24亿 | 724000000 | [723500000, 724500000) | - | rounded
7.24 亿 人 | 724000000 | [723500000, 724500000) | 人 | rounded
三点五亿 | 350000000 | [345000000, 355000000) | - | rounded
一亿两千万 | 120000000 | [119995000, 120005000) | - | rounded
3亿5000万元 | 350000000 | [349995000, 350005000) | 元 | rounded
一亿零三百万 | 103000000 | [102995000, 103005000) | - | rounded
两万五 | 25000 | [24500, 25500) | - | rounded
两万三千人 | 23000 | [22500, 23500) | 人 | rounded
1万2千人 | 12000 | [11500, 12500) | 人 | rounded
3千人 | 3000 | [2500, 3500) | 人 | rounded
1.2千万 | 12000000 | [11500000, 12500000) | - | rounded
8.5万亿元 | 8500000000000 | [8450000000000, 8550000000000) | 元 | rounded
3.5元 | 7/2 | [69/20, 71/20) | 元 | rounded
百万 | 1000000 | [995000, 1005000) | - | rounded
三六〇家 | 360 | [360, 360] | 家 | exact
300元/人 | 300 | [300, 300] | 元/人 | exact
"""
BOUNDS = """
逾300人 | 300 | (300, ∞) | 人 | over
破5亿 | 500000000 | (500000000, ∞) | - | over
不止300人 | 300 | (300, ∞) | 人 | over
10人以外 | 10 | (10, ∞) | 人 | over
过百万 | 1000000 | (1000000, ∞) | - | over
上万人 | 10000 | [10000, ∞) | 人 | at_least
成千上万的网民 | 1000 | [1000, ∞) | - | at_least
数以百万计的用户 | 1000000 | [1000000, ∞) | - | at_least
3名及以上 | 3 | [3, ∞) | 名 | at_least
300元起 | 300 | [300, ∞) | 元 | at_least
满300元 | 300 | [300, ∞) | 元 | at_least
年满18周岁 | 18 | [18, ∞) | 周岁 | at_least
18岁以下 | 18 | [0, 18] | 岁 | at_most
最多300人 | 300 | [0, 300] | 人 | at_most
15日内 | 15 | [0, 15] | day | at_most
不超过30日 | 30 | [0, 30] | day | at_most
自受理之日起60日内办结 | 60 | [0, 60] | day | at_most
不满10人 | 10 | [0, 10) | 人 | under
不足0人 | 0 | (-∞, 0) | 人 | under
近千人 | 1000 | (0, 1000) | 人 | near
近5年来 | 5 | [5, 5] | year | exact
约3.5万 | 35000 | [34500, 35500) | - | about
约有300人左右 | 300 | [250, 350) | 人 | about
约300人以上 | 300 | [300, ∞) | 人 | at_least
"""
OPEN_RESTS = """
1500余 | 1500 | (1500, 1600) | - | excess
120多万 | 1200000 | (1200000, 1300000) | - | excess
105万多 | 1050000 | (1050000, 1060000) | - | excess
2.3亿多人次 | 230000000 | (230000000, 240000000) | 人次 | excess
500多亿元 | 50000000000 | (50000000000, 60000000000) | 元 | excess
十几个 | 10 | (10, 20) | 个 | excess
二十几万 | 200000 | (200000, 300000) | - | excess
二十来个 | 20 | (20, 30) | 个 | excess
一万六千多条 | 16000 | (16000, 17000) | 条 | excess
千余人 | 1000 | (1000, 2000) | 人 | excess
200出头 | 200 | (200, 300) | - | excess
三年多 | 3 | (3, 4) | year | excess
一个多月 | 1 | (1, 2) | month | excess
30%多 | 3/10 | (3/10, 2/5) | share | excess
5倍多 | 5 | (5, 6) | times | excess
约300余人 | 300 | (300, 400) | 人 | excess
超过20多万人 | 200000 | (200000, 300000) | 人 | excess
近300余人 | 300 | [250, 400) | 人 | about
"""
RANGES = """
3—5万人 | - | [30000, 50000] | 人 | range
50至100万 | - | [500000, 1000000] | - | range
9000到1万 | - | [9000, 10000] | - | range
3人到5人 | - | [3, 5] | 人 | range
从3人到5人 | - | [3, 5] | 人 | range
30至40% | - | [3/10, 2/5] | share | range
约3至5个工作日以内 | - | [3, 5] | workday | range
数百到数千不等 | - | [200, 10000) | - | range
数万人 | - | [20000, 100000) | 人 | range
几十万人 | - | [200000, 1000000) | 人 | range
七八十 | - | [70, 80] | - | range
十二三岁 | - | [12, 13] | 岁 | range
三五个 | - | [3, 5] | 个 | range
两三成 | - | [1/5, 3/10] | share | range
300至400 | - | [300, 400] | - | range
超过两三百人 | 200 | (200, ∞) | 人 | over
不到两三百人 | 300 | [0, 300) | 人 | under
"""
SHARES = """
百分之三点五 | 7/200 | [69/2000, 71/2000) | share | rounded
千分之三 | 3/1000 | [1/400, 7/2000) | share | rounded
万分之五 | 1/2000 | [9/20000, 11/20000) | share | rounded
0.3‰ | 3/10000 | [1/4000, 7/20000) | share | rounded
0% | 0 | [0, 1/200) | share | rounded
150% | 3/2 | [299/200, 301/200) | share | rounded
七成半 | 3/4 | [149/200, 151/200) | share | rounded
近九成五 | 19/20 | (0, 19/20) | share | near
三成多 | 3/10 | (3/10, 2/5) | share | excess
五分之一 | 1/5 | [1/5, 1/5] | share | exact
2/3以上 | 2/3 | [2/3, 1] | share | at_least
过半 | 1/2 | (1/2, 1] | share | over
大半 | 1/2 | (1/2, 1] | share | over
约一半 | 1/2 | [9/20, 11/20) | share | about
超100% | 1 | (1, ∞) | share | over
"""
CHANGES = """
增加37项 | 37 | [37, 37] | 项 | change
增长4.1% | 41/1000 | [81/2000, 83/2000) | growth | rounded
增幅达4.1% | 41/1000 | [81/2000, 83/2000) | growth | rounded
增长100% | 1 | [199/200, 201/200) | growth | rounded
增长近三成 | 3/10 | (0, 3/10) | growth | near
增长超过30% | 3/10 | (3/10, ∞) | growth | over
下降超过30% | -3/10 | [-1, -3/10) | growth | over
下降不到5% | -1/20 | (-1/20, 0] | growth | under
负增长4.1% | -41/1000 | (-83/2000, -81/2000] | growth | rounded
同比-4.1% | -41/1000 | (-83/2000, -81/2000] | growth | rounded
负5项 | -5 | [-5, -5] | 项 | exact
-5项 | -5 | [-5, -5] | 项 | exact
提高了2.3个百分点 | 23/10 | [9/4, 47/20) | pp | rounded
增加一倍 | 1 | [1/2, 3/2) | growth | rounded
减少一半 | -1/2 | [-1/2, -1/2] | growth | exact
翻一番 | 1 | [1, 1] | growth | exact
翻了两番 | 3 | [3, 3] | growth | exact
零增长 | 0 | [0, 0] | growth | exact
增长到3倍 | 3 | [5/2, 7/2) | times | rounded
增至5000万 | 50000000 | [49995000, 50005000) | - | rounded
从5%提高到8% | 3 | (2, 4) | pp | change
从3万增加到5万 | 20000 | (10000, 30000) | - | change
由15个工作日压缩至3个工作日 | -12 | [-12, -12] | workday | change
从原来的10天减为3天 | -7 | [-7, -7] | day | change
从2016年的201项减少至37项 | -164 | [-164, -164] | 项 | change
从8%到5% | -3 | (-4, -2) | pp | change
从201减少至37项 | -164 | [-164, -164] | 项 | change
从两三百人减少至37人 | - | [-263, -163] | 人 | change
"""
DURATIONS = """
3小时20分 | 200 | [200, 200] | min | exact
1天6小时 | 30 | [30, 30] | h | exact
两分五十秒 | 170 | [170, 170] | s | exact
一个半小时 | 3/2 | [3/2, 3/2] | h | exact
3个半月 | 7/2 | [7/2, 7/2] | month | exact
两年半 | 5/2 | [5/2, 5/2] | year | exact
半年 | 1/2 | [1/2, 1/2] | year | exact
60日 | 60 | [60, 60] | day | exact
"""
TABLE = [
    tuple(part.strip(" ") for part in line.split("|"))
    for block in (COUNTS, BOUNDS, OPEN_RESTS, RANGES, SHARES, CHANGES, DURATIONS)
    for line in block.strip().splitlines()
]


@pytest.mark.parametrize(("text", "value", "interval", "unit", "qualifier"), TABLE)
def test_a_figure_says_just_this(
    text: str, value: str, interval: str, unit: str, qualifier: str
) -> None:
    figure = Figure.parse(text)
    said = str(figure.interval).replace("inf", "∞")
    assert (str(figure.value) if figure.value is not None else "-") == value
    assert said == interval
    assert (figure.unit or "-") == unit
    assert figure.qualifier.value == qualifier


@pytest.mark.parametrize(
    ("text", "statistic", "unit"),
    [
        ("平均每天300人", "mean", "人"),
        ("日均6万次", "mean", "次/日"),
        ("人均500元", "mean", "元/人"),
        ("人均增长3%", "mean", "growth"),
        ("累计300万次", "total", "次"),
        ("总数达164522", "total", None),
        ("最高时达到6万多次", "max", "次"),
        ("最低为3人", "min", "人"),
        ("均值3.5", "mean", None),
    ],
)
def test_a_statistic_is_kept(text: str, statistic: str, unit: str | None) -> None:
    figure = Figure.parse(text)
    assert figure.statistic is not None
    assert (figure.statistic.value, figure.unit) == (statistic, unit)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("从3人增加到5户", [3, 5]),
        ("3人至5户", [3, 5]),
        ("8项至5项", [8, 5]),
        ("5%至3人", [Fraction(1, 20), 3]),
        ("超过7/3个", [7, 3]),
        ("13月有5人", [5]),
        ("零分之三人", [3]),
        ("约 5 working days", [5]),
        ("约 7.24亿 users", [724_000_000]),
    ],
)
def test_what_does_not_belong_together_is_read_apart(
    text: str, values: list[int | Fraction]
) -> None:
    assert [figure.value for figure in Figure.find_all(text)] == values


def test_a_condition_is_no_measurement() -> None:
    text = "阅读量超过100万的微博达到1.2万多条"
    condition, measurement = Figure.find_all(text)
    assert (condition.threshold, measurement.threshold) == (True, False)


def test_a_single_digit_is_flagged_as_imprecise() -> None:
    assert Figure.parse("1亿").low_precision
    assert not Figure.parse("1.0亿").low_precision
    assert not Figure.parse("1项").low_precision


def test_a_source_that_cuts_off_leaves_the_rest_above() -> None:
    figure = Figure.parse("7.24亿", rounding="floor")
    assert str(figure.interval) == "[724000000, 725000000)"
    assert Figure.parse(figure.format("zh"), rounding="floor").interval == figure.interval


def test_running_text_gives_figures_with_places_that_read_alike() -> None:
    text = (
        "截至2016年12月，政务微博达164522个，累计发布7469万多条，总阅读量超过2605亿次；"
        "手机网民7.24亿，较2016年底增加2830万人，占比96.3%，提高1.2个百分点。"
    )
    figures = Figure.find_all(text)
    assert [figure.text for figure in figures] == [
        "164522个",
        "累计发布7469万多条",
        "总阅读量超过2605亿次",
        "7.24亿",
        "增加2830万人",
        "96.3%",
        "提高1.2个百分点",
    ]
    for figure in figures:
        assert figure.span is not None
        assert text[slice(*figure.span)] == figure.text
        again = Figure.parse(figure.text)
        assert (again.value, again.interval, again.unit, again.statistic) == (
            figure.value,
            figure.interval,
            figure.unit,
            figure.statistic,
        )
