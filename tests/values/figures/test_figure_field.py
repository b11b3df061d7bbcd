"""A figure as a field of a model, and in JSON."""

from __future__ import annotations

import math
import pickle
from fractions import Fraction

import pytest

from mgov import Figure
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.figures import Basis, Qualifier
from mgov.values.model import Model


class Platform(Model, frozen=True):
    followers: Figure


def test_a_field_takes_a_text_a_count_or_a_figure() -> None:
    assert Platform(followers="超过440万").followers.low == 4_400_000  # type: ignore[arg-type]  # read
    assert Platform(followers=26).followers.is_exact  # type: ignore[arg-type]  # from a count
    assert Platform(followers=Figure.exact(26)).followers.value == 26


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("a great many", "figure_not_found"),
        (True, "figure_type"),
        (0.5, "figure_type"),
        ({"value": 5, "low": 6, "high": 7}, "value_outside_interval"),
        ({"value": 5, "low": 7, "high": 6}, "interval_empty"),
        ({"value": [], "low": 1, "high": 2}, "number_invalid"),
        ({"value": math.nan, "low": 1, "high": 2}, "number_invalid"),
        ({"value": 5, "low": 4, "high": 6, "unit": ""}, "string_too_short"),
    ],
)
def test_what_is_no_figure_is_one_clear_problem(value: object, code: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        Platform(followers=value)  # type: ignore[arg-type]  # wrong on purpose
    (problem,) = caught.value.problems
    assert problem.field.startswith("followers")
    assert problem.code == code
    assert problem.trouble
    assert problem.remedy


@pytest.mark.parametrize(
    "figure",
    [
        Figure.parse("超过2605亿次"),
        Figure.parse("三分之二"),
        Figure.parse("从201项减少至37项"),
        Figure.parse("下降0.3个百分点"),
        Figure.parse("7.24亿") / Figure.parse("7.51亿"),
        Figure.between(-math.inf, 5),
    ],
)
def test_json_keeps_a_figure_whole(figure: Figure) -> None:
    assert Figure.model_validate_json(figure.model_dump_json()) == figure
    assert Figure.model_validate(figure.model_dump()) == figure
    assert pickle.loads(pickle.dumps(figure)) == figure  # noqa: S301 -- its own pickle
    assert hash(figure) == hash(figure.replace())


def test_what_is_no_text_is_not_parsed() -> None:
    with pytest.raises(InvalidValueError, match="not a text"):
        Figure.parse(2017)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InvalidValueError, match="not a text"):
        Figure.find_all(None)  # type: ignore[arg-type]  # as above
    for write in (Figure.exact(1).format, Figure.exact(1).explain):
        with pytest.raises(InvalidValueError, match="not a language"):
            write("fr")  # type: ignore[arg-type]  # as above


def test_json_writes_exact_numbers() -> None:
    written = Figure.parse("2/3以上").model_dump(mode="json")
    assert (written["value"], written["low"], written["high"]) == ("2/3", "2/3", 1)
    assert Figure.parse("超过5%").model_dump(mode="json")["low"] == "0.05"
    assert Figure.parse("超过5").model_dump(mode="json")["high"] is None


def test_figures_are_made_of_numbers_too() -> None:
    figure = Figure.between(0, Fraction(1, 2), unit="share", low_closed=False)
    assert (figure.qualifier, figure.basis) == (Qualifier.RANGE, Basis.BOUND)
    assert figure.text == ""
    assert Figure.exact(0.1).value == Fraction(1, 10)
    assert Figure.between(3, math.inf).high_closed is False
