"""Writing and explaining figures."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import Figure
from mgov.values.figures import Interval, Qualifier
from mgov.values.figures.notation import decimal_text, read_notation
from mgov.values.figures.units import canonical, same_unit, singular, word_for

Lang = Literal["en", "zh"]
LANGS: tuple[Lang, ...] = ("en", "zh")

digits = st.integers(0, 999_999)
decimals = st.decimals(0, 9999, places=2).map(str) | st.decimals(0, 99, places=1).map(str)
numerals = st.builds(
    "{}{}".format, digits.map(str) | decimals, st.sampled_from(["", "万", "亿", "千", "万亿"])
)
units = st.sampled_from(["", "人", "人次", "项", "个工作日", "元", "条", "个百分点", "倍", "小时"])
chinese = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(
        ["", "超过", "不足", "至少", "不超过", "近", "约", "增加", "减少", "平均", "累计"]
    ),
    numerals,
    units,
    st.sampled_from(["", "以上", "以内", "左右"]),
) | st.builds("{}多{}".format, numerals, units)
percentages = st.builds(
    "{}{}%".format,
    st.sampled_from(["", "超过", "增长", "下降", "增长超过", "下降不到", "近", "约", "不足"]),
    decimals,
)
english = st.builds(
    "{}{}{} {}".format,
    st.sampled_from(["", "over ", "under ", "at least ", "up to ", "nearly ", "about ", "down "]),
    digits.map("{:,}".format) | decimals,
    st.sampled_from(["", " thousand", " million", " billion"]),
    st.sampled_from(["", "people", "users", "working days", "percentage points"]),
)


@given(chinese | percentages | english, st.sampled_from(LANGS))
def test_what_is_written_is_read_back(text: str, lang: Lang) -> None:
    for figure in Figure.find_all(text):
        again = Figure.parse(figure.format(lang))
        assert (again.value, again.interval) == (figure.value, figure.interval)
        assert same_unit(again.unit, figure.unit)


@given(chinese | percentages | english)
def test_every_reading_is_explained_and_consistent(text: str) -> None:
    for figure in Figure.find_all(text):
        assert figure.explain("en").endswith(".")
        assert figure.explain("zh").endswith("。")
        assert Figure.model_validate_json(figure.model_dump_json()) == figure
        if figure.value is not None:
            assert figure.low <= figure.value <= figure.high


@given(
    st.fractions(-1000, 1000, max_denominator=99),
    st.fractions(0, 1000, max_denominator=99),
    st.sampled_from([None, "share", "growth", "人", "次/条"]),
)
def test_a_computed_figure_is_written_without_loss(
    low: Fraction, width: Fraction, unit: str | None
) -> None:
    figure = Figure.computed(
        Interval(low, low + width), unit=unit, formula="{0}", operands=(Figure.exact(1),)
    )
    again = Figure.parse(figure.format("en"))
    assert again.interval == figure.interval
    assert same_unit(again.unit, unit)


@given(st.fractions(-1000, 1000, max_denominator=99), st.integers(1, 6))
def test_a_shortened_figure_still_holds_the_true_number(number: Fraction, kept: int) -> None:
    figure = Figure.computed(
        Interval(number, number + 1), value=number, formula="{0}", operands=(Figure.exact(1),)
    )
    assert Figure.parse(figure.format("en", digits=kept)).interval.includes(figure.interval)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("7.24亿", "7.24亿", "724 million"),
        ("1亿", "1亿", "0.1 billion"),
        ("20多万人", "20多万人", "200,000-odd people"),
        ("十万余", "10万多", "100,000 (100,000, 110,000)"),
        ("三年多", "3多年", "3-odd years"),
        ("七成", "7成", "7 in 10"),
        ("平均不到半小时", "平均不足半小时", "on average under half an hour"),
        ("一个半小时", "1个半小时", "1 and a half hours"),
        ("几百人", "数百人", "hundreds of people"),
        ("几百", "数百", "hundreds"),
        ("dozens", "[24, 100)", "[24, 100)"),
        ("从201项减少至37项", "从201项减少至37项", "down from 201 items to 37 items"),
        ("从3万增加到5万", "从3万增加至5万", "up from 0.03 million to 0.05 million"),
        ("增长2.5倍", "增长2.5倍", "growth of 2.5 times"),
        ("翻两番", "翻2番", "300% [300%, 300%] growth"),
        ("零增长", "零增长", "0% [0%, 0%] growth"),
        ("增加37项", "增加37项", "up 37 items"),
        ("1个工作日", "1个工作日", "1 working day"),
        ("164,522 accounts", "164522 account", "164,522 accounts"),
        ("三分之二", "3分之2", "2/3"),
        ("30%多", "30%多", "30% (30%, 40%)"),
        ("至少一半", "至少一半", "at least half"),
        ("近300余人", "300 [250, 400) 人", "300 [250, 400) 人"),
    ],
)
def test_a_phrase_in_both_languages(text: str, zh: str, en: str) -> None:
    figure = Figure.parse(text)
    assert (figure.format("zh"), figure.format("en")) == (zh, en)


@pytest.mark.parametrize(
    "figure",
    [
        Figure.exact(3, unit="人和5户"),
        Figure.between(1, Fraction(4, 3), unit="share"),
        Figure(value=5, low=4, high=6, qualifier=Qualifier.ROUNDED),
        Figure(value=5, low=4, high=6, qualifier=Qualifier.ROUNDED, step=10**15),
        Figure(value=0.5, low=0, high=1, unit="share", qualifier=Qualifier.ROUNDED, step="1/3"),
        Figure(value=0.5, low=0, high=1, unit="growth", qualifier=Qualifier.ROUNDED, step="1/3"),
    ],
)
def test_what_no_words_say_is_written_in_notation(figure: Figure) -> None:
    for lang in LANGS:
        again = Figure.parse(figure.format(lang))
        assert (again.value, again.interval) == (figure.value, figure.interval)


@pytest.mark.parametrize(
    ("figure", "en", "zh"),
    [
        (
            Figure.parse("至少5个工作日"),
            (
                "“至少5个工作日” is at least 5 working days: a bound that includes the number itself "
                "(Civil Code of China, art. 1259)."
            ),
            "“至少5个工作日”不小于5个工作日：这一界限包括本数（《民法典》第一千二百五十九条）。",
        ),
        (
            Figure.parse("1亿"),
            (
                "“1亿” is at least 50,000,000 and less than 150,000,000: it is rounded to its last "
                "written digit; only one digit was written, so much is left open."
            ),
            "“1亿”不小于50,000,000、小于150,000,000：四舍五入到所写的最后一位；只写了一位数，不确定性大。",
        ),
        (
            Figure.exact(Fraction(2, 3), unit="share"),
            "“2/3” is exactly 2/3 (about 66.6667%): an exact count, as it was written.",
            "“3分之2”正好是2/3（约66.6667%）：按所写的数，准确。",
        ),
        (
            Figure.parse("累计300万次"),
            (
                "“累计300万次” is at least 2,995,000 and less than 3,005,000 次, in total: it is rounded "
                "to its last written digit."
            ),
            "“累计300万次”累计不小于2,995,000、小于3,005,000次：四舍五入到所写的最后一位。",
        ),
        (
            Figure.exact(1, unit="workday") / Figure.exact(37),
            (
                "1 working day ÷ 37 is exactly 1/37 (about 0.027027) working days; the ends rest on "
                "exact counts."
            ),
            "1个工作日 ÷ 37 正好是1/37（约0.027027）个工作日；界限依据：准确的数。",
        ),
        (
            (Figure.exact(3) - Figure.exact(1)) * Figure.parse("2至3"),
            "(2) × 2至3 is at least 4 and at most 6; the ends rest on a bound.",
            "(2) × 2至3 不小于4、不大于6；界限依据：界限。",
        ),
        (
            Figure.between(-math.inf, math.inf),
            "“(-∞, ∞)” is any number: two ends were named.",
            "“(-∞, ∞)”任何数：写明了两端。",
        ),
        (
            Figure.between(Fraction(1, 3), 1, unit="人"),
            "“[1/3, 1] 人” is at least 1/3 and at most 1 person: two ends were named.",
            "“[1/3, 1] 人”不小于1/3、不大于1人：写明了两端。",
        ),
        (
            Figure.parse("37项"),
            "“37项” is exactly 37 items: an exact count, as it was written.",
            "“37项”正好是37项：按所写的数，准确。",
        ),
        (Figure.parse("5 [4, 6]"), "At least 4 and at most 6.", "不小于4、不大于6。"),
        (
            Figure.parse("下降4.1%"),
            (
                "“下降4.1%” is more than -4.15% and at most -4.05% growth: it is rounded to its last "
                "written digit."
            ),
            "“下降4.1%”大于-4.15%、不大于-4.05%（增长率）：四舍五入到所写的最后一位。",
        ),
    ],
)
def test_an_explanation_says_what_and_why(figure: Figure, en: str, zh: str) -> None:
    assert (figure.explain("en"), figure.explain("zh")) == (en, zh)


def test_a_figure_shows_its_words_and_its_meaning() -> None:
    figure = Figure.parse("近一亿人次")
    assert str(figure) == "近一亿人次"
    assert repr(figure) == "Figure('近一亿人次': 100000000, (0, 100000000), unit='人次', near)"
    assert repr(Figure.between(3, 5)) == "Figure('3 to 5': [3, 5], range)"
    assert str(Figure.exact(Fraction(1, 3)) * 1) == "0.3333 [0.3333, 0.3334]"


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure.parse("超过300次") / Figure.exact(7), "over 42.85 次"),
        (Figure.parse("至少300次") * 2, "at least 600 次"),
        (Figure.parse("超过300次") * 2, "over 600 次"),
        (Figure.exact(1) - Figure.parse("超过300"), "-299 (-∞, -299)"),
        (Figure.exact(-164, unit="growth") / 201, "-81.59% growth"),
        (Figure.exact(1, unit="share") * Figure.exact(2) / 31, "6.452%"),
        (Figure.exact(229, unit="day") / 7 / Figure.parse("2至3"), "[10.9, 16.36] day"),
    ],
)
def test_a_computed_figure_is_shortened_to_what_it_says(figure: Figure, text: str) -> None:
    assert str(figure) == text
    assert Figure.parse(text).interval.includes(figure.interval)


def test_an_exact_operand_is_named_exactly() -> None:
    figure = Figure.exact(229, unit="day") / 7 * Figure.parse("2至3")
    assert figure.explain().startswith(
        "(229/7 days) × 2至3 is at least 458/7 and at most 687/7 days"
    )


@pytest.mark.parametrize("text", ["5% [6%, 4%]", "1/0 [1, 2]", "[1, 2", "5 [1;2]"])
def test_what_is_no_notation_is_not_read_as_one(text: str) -> None:
    assert read_notation(text) is None


def test_notation_reads_missing_ends() -> None:
    figure = Figure.parse("5 [4, ∞) 次/条")
    assert (figure.value, figure.high, figure.unit) == (5, math.inf, "次/条")
    assert Figure.parse("(-∞, 4]").low == -math.inf
    assert Figure.parse("[4, 4]").qualifier is Qualifier.RANGE


def test_decimals_are_written_only_where_they_end() -> None:
    assert decimal_text(Fraction(-1234567, 100)) == "-12,345.67"
    assert decimal_text(Fraction(1, 7)) is None
    assert decimal_text(1000) == "1,000"


def test_units_have_one_name_in_both_languages() -> None:
    assert canonical(None) is None
    assert same_unit("項", "items")
    assert canonical("圓") == "元"
    assert singular("boxes") == "box"
    assert singular("status") == "status"
    assert singular("persons") == "person"
    assert word_for("box", "en") == "boxes"
    assert word_for("day", "en") == "days"
    assert word_for("category", "en") == "categories"
    assert word_for("大类", "en") == "categories"
    assert word_for("yuan", "en") == "yuan"
    assert word_for("person", "zh") == "人"
    assert word_for("GB", "en") == "GB"
