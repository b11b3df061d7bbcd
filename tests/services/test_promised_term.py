"""How long a time is that a service promises."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mgov import Figure
from mgov.services.promised_term import Length, as_term


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("5个工作日", Length(workdays=5)),
        ("3至5个工作日", Length(workdays=5)),
        ("20天", Length(days=20)),
        ("20 days", Length(days=20)),
        ("2周", Length(days=14)),
        ("半年", Length(months=6)),
        ("1个季度", Length(months=3)),
        ("1年", Length(months=12)),
        ("3个月", Length(months=3)),
        ("0个工作日", Length(days=0)),
        ("2小时", timedelta(hours=2)),
        ("90分钟", timedelta(minutes=90)),
        ("30秒", timedelta(seconds=30)),
    ],
)
def test_a_length_is_read_in_its_own_unit(text: str, length: object):
    assert as_term(Figure.parse(text)) == length


def test_a_part_of_a_day_counts_as_a_whole_one():
    assert as_term(Figure.exact("1.5", unit="workday")) == Length(workdays=2)
    assert as_term(Figure.exact("0.5", unit="month")) == Length(months=1)
    assert as_term(Figure.exact("1.5", unit="h")) == timedelta(minutes=90)


def test_what_has_no_end_or_no_unit_is_no_term():
    assert as_term(Figure.parse("over 5 days")) is None
    assert as_term(Figure.exact(5)) is None
    assert as_term(Figure.exact(0)) == Length(days=0)
