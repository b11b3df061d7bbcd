"""The specification of how figures are written in Chinese, row by row."""

from __future__ import annotations

import csv
import math
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from mgov import Figure
from mgov.values.figures.units import same_unit

if TYPE_CHECKING:
    from pathlib import Path

BASIS = {"E": "exact", "R": "rounding", "L": "bound", "C": "convention"}
ROWS = 41


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "figures" / "reported_figures.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def number(text: str) -> Fraction | float:
    return math.inf if text == "inf" else Fraction(text)


def read(row: dict[str, str]) -> Figure:
    """Read a row's text, with the unit of its context where the text itself names none."""
    figure = Figure.parse(row["text"])
    unit = row["unit"] or None
    return figure if unit is None or same_unit(figure.unit, unit) else figure.with_unit(unit)


def test_the_specification_is_whole(rows: list[dict[str, str]]) -> None:
    assert len(rows) == ROWS


@pytest.mark.parametrize("place", range(ROWS))
def test_every_row_holds(rows: list[dict[str, str]], place: int) -> None:
    row = rows[place]
    if row["value"].startswith("["):
        values = [Fraction(each) for each in row["value"].strip("[]").split(",")]
        figures = Figure.find_all(row["text"])
        assert [figure.value for figure in figures] == values
        assert [figure.unit for figure in figures] == row["unit"].split("/")
        assert all(figure.is_exact for figure in figures)
        return
    figure = read(row)
    if "->" in row["value"]:
        before, after = row["value"].split("->")
        assert figure.before is not None
        assert figure.after is not None
        assert (figure.before.value, figure.after.value) == (int(before), int(after))
    else:
        assert figure.value == (Fraction(row["value"]) if row["value"] else None)
    assert (figure.low, figure.low_closed) == (number(row["lo"]), row["lo_closed"] == "1")
    assert (figure.high, figure.high_closed) == (number(row["hi"]), row["hi_closed"] == "1")
    assert figure.qualifier.value == row["qualifier"]
    assert figure.basis.value == BASIS[row["basis"]]
    assert figure.unit == (row["unit"] or None)


@pytest.mark.parametrize("place", range(ROWS))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_row_is_written_and_read_back(
    rows: list[dict[str, str]], place: int, lang: str
) -> None:
    for figure in Figure.find_all(rows[place]["text"]):
        again = Figure.parse(figure.format(lang))  # type: ignore[arg-type]  # a test parameter
        assert (again.value, again.interval) == (figure.value, figure.interval)
        assert same_unit(again.unit, figure.unit)


def test_every_figure_of_the_2017_record_is_read(shared_data: Path) -> None:
    path = shared_data / "figures" / "palm_government_2017.csv"
    with path.open(encoding="utf-8") as file:
        figures = {row["item"]: row["figure_zh"] for row in csv.DictReader(file)}
    read = {item: Figure.find_all(text) for item, text in figures.items()}
    assert all(read.values())
    assert [each.value for each in read["traffic_info"]] == [9, 124]
    assert read["work_report_video"][0].unit == "s"
    assert read["nanjing_peak_day"][0].statistic == "max"
    assert read["petition_mobile_share"][0].low == Decimal("0.5")
