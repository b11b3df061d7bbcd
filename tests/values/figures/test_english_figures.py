"""English figures, by the same rules."""

from __future__ import annotations

import pytest

from mgov import Figure

TABLE = """
7.24 million | 7240000 | [7235000, 7245000) | - | rounded
over 2,605 billion | 2605000000000 | (2605000000000, ∞) | - | over
nearly half | 1/2 | (0, 1/2) | share | near
1.2k | 1200 | [1150, 1250) | - | rounded
more than 40% | 2/5 | (2/5, 1] | share | over
7.24 million mobile users | 7240000 | [7235000, 7245000) | user | rounded
3 staff | 3 | [3, 3] | staff | exact
at least 5 working days | 5 | [5, ∞) | workday | at_least
3 to 5 working days | - | [3, 5] | workday | range
between 3 and 5 days | - | [3, 5] | day | range
5%-8% | - | [1/20, 2/25] | share | range
5 to 8 percent | - | [1/20, 2/25] | share | range
3 to 5 million | - | [3000000, 5000000] | - | range
up 28.3 million people | 28300000 | [28250000, 28350000) | person | rounded
increased by 4.1% | 41/1000 | [81/2000, 83/2000) | growth | rounded
4.1% lower | -41/1000 | (-83/2000, -81/2000] | growth | rounded
down 0.3 percentage points | -3/10 | (-7/20, -1/4] | pp | rounded
fell by 37 items | -37 | [-37, -37] | item | change
grew 2.5 times | 5/2 | [49/20, 51/20) | growth | rounded
grew 2.5-fold | 3/2 | [29/20, 31/20) | growth | rounded
5 times as many | 5 | [9/2, 11/2) | times | rounded
doubled | 1 | [1, 1] | growth | exact
more than doubled | 1 | (1, ∞) | growth | over
halved | -1/2 | [-1/2, -1/2] | growth | exact
from 201 items to 37 items | -164 | [-164, -164] | item | change
rose from 3 million to 5 million | 2000000 | (1000000, 3000000) | - | change
two thirds | 2/3 | [2/3, 2/3] | share | exact
a quarter | 1/4 | [1/4, 1/4] | share | exact
1/3 | 1/3 | [1/3, 1/3] | share | exact
one in three | 1/3 | [1/3, 1/3] | share | exact
7 in ten | 7/10 | [13/20, 3/4) | share | rounded
2 minutes 50 seconds | 170 | [170, 170] | s | exact
one hour and twenty minutes | 80 | [80, 80] | min | exact
under half an hour | 1/2 | [0, 1/2) | h | under
half a million | 500000 | [450000, 550000) | - | rounded
half a dozen | 6 | [6, 6] | - | exact
an hour and a half | 3/2 | [3/2, 3/2] | h | exact
2 and a half years | 5/2 | [5/2, 5/2] | year | exact
within a day | 1 | [0, 1] | day | at_most
tens of thousands of users | - | [20000, 100000) | user | range
several hundred people | - | [200, 1000) | person | range
dozens | - | [24, 100) | - | range
10,000+ users | 10000 | [10000, ∞) | user | at_least
10 million-plus | 10000000 | [10000000, ∞) | - | at_least
100 or more | 100 | [100, ∞) | - | at_least
about 120 | 120 | [115, 125) | - | about
about 5 or more | 5 | [5, ∞) | - | at_least
200-odd thousand | 200000 | (200000, 300000) | - | excess
0.10 million odd | 100000 | (100000, 110000) | - | excess
300-odd messages | 300 | (300, 400) | message | excess
£3.5m | 3500000 | [3450000, 3550000) | GBP | rounded
RMB 5 million | 5000000 | [4500000, 5500000) | CNY | rounded
6 visits per day | 6 | [6, 6] | visit/day | exact
over a million users | 1000000 | (1000000, ∞) | user | over
one hundred and twenty-four items | 124 | [124, 124] | item | exact
a dozen | 12 | [12, 12] | - | exact
two million | 2000000 | [1500000, 2500000) | - | rounded
-5% | -1/20 | (-11/200, -9/200] | growth | rounded
0.5 GB | 1/2 | [9/20, 11/20) | GB | rounded
over 260.5 billion 次 | 260500000000 | (260500000000, ∞) | 次 | over
"""


@pytest.mark.parametrize(
    ("text", "value", "interval", "unit", "qualifier"),
    [tuple(part.strip() for part in line.split("|")) for line in TABLE.strip().splitlines()],
)
def test_a_figure_says_just_this(
    text: str, value: str, interval: str, unit: str, qualifier: str
) -> None:
    figure = Figure.parse(text)
    assert (str(figure.value) if figure.value is not None else "-") == value
    assert str(figure.interval).replace("inf", "∞") == interval
    assert (figure.unit or "-") == unit
    assert figure.qualifier.value == qualifier


@pytest.mark.parametrize(
    ("text", "statistic"),
    [
        ("on average less than half an hour", "mean"),
        ("a total of 26 services", "total"),
        ("peaked at more than 60,000", "max"),
        ("a minimum wait, 5 days; minimum 3 days", "min"),
    ],
)
def test_a_statistic_is_kept(text: str, statistic: str) -> None:
    assert Figure.find_all(text)[-1].statistic == statistic


def test_running_text_gives_figures_and_no_dates() -> None:
    text = (
        "By Nov 24, 2016 there were 164,522 accounts with 74.69 million posts; 7 million used it."
    )
    assert [figure.text for figure in Figure.find_all(text)] == [
        "164,522 accounts",
        "74.69 million posts",
        "7 million",
    ]


def test_both_languages_in_one_text() -> None:
    figures = Figure.find_all("手机网民7.24亿 (over 700 million)，共26项 services")
    assert [figure.value for figure in figures] == [724_000_000, 700_000_000, 26]


def test_two_numbers_joined_by_and_are_no_range() -> None:
    assert [f.value for f in Figure.find_all("3 days and 5 weeks, 3 days to 5 users")] == [
        3,
        5,
        3,
        5,
    ]


def test_a_reversed_range_is_none() -> None:
    assert [figure.value for figure in Figure.find_all("8% to 5%")] != []
    assert all(figure.qualifier != "range" for figure in Figure.find_all("8% to 5%"))
