from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.values.spreadsheet import for_spreadsheet


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "＋1",
        "－1",
        "＠a",
        "  =1",
        "-",
    ],
)
def test_a_text_that_may_be_a_formula_is_made_a_text(text: str):
    assert for_spreadsheet({"a": text}) == {"a": f"'{text}"}


@pytest.mark.parametrize(
    "value", ["", "济南发布", "1-1", "'=1", " ", -5, Decimal("-5.5"), date(2019, 9, 30), None, 1.5]
)
def test_everything_else_is_left_as_it_is(value: object):
    assert for_spreadsheet({"a": value}) == {"a": value}


@given(st.text(), st.text(min_size=1))
def test_no_cell_of_a_written_row_begins_a_formula(text: str, column: str):
    file = io.StringIO()
    record = for_spreadsheet({column: text})
    csv.DictWriter(file, list(record)).writerow(record)
    [[cell]] = csv.reader(io.StringIO(file.getvalue(), newline="")) if text else [[""]]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
