"""Identification codes of government websites."""

from __future__ import annotations

import pytest

from mgov.errors import InvalidValueError
from mgov.values.identifiers import SiteCode

REAL = [
    *("bm01000001", "bm17000009", "bm29000002", "bm55000001", "1304000009", "1303000020"),
    *("3100000087", "3203000040", "4300000077", "4403000052", "5001070012", "5101320017"),
]


@pytest.mark.parametrize("code", REAL)
def test_a_real_code_is_valid_and_takes_itself_apart(code: str):
    site = SiteCode.parse(code)
    assert site == code
    assert site.is_government
    assert "".join(part.text for part in site.parts()) == code
    assert site.division is not None


@pytest.mark.parametrize(
    "text", ["BM17000009", " bm 1700 0009", "ＢＭ１７００-０００９", "Bm17000009"]
)
def test_case_width_and_gaps_do_no_harm(text: str):
    site = SiteCode.parse(text)
    assert site == "bm17000009"
    assert (site.ministry, site.sequence, site.division) == ("17", "000009", "100000")


def test_a_local_site_names_its_division():
    site = SiteCode("5101320017")
    assert (site.division, site.sequence, site.ministry) == ("510132", "0017", None)
    assert site.explain("zh") == (
        "5101320017：政府网站标识码（国办发〔2017〕47号）\n"
        "  510132  行政区划：四川省\n"
        "  0017    顺序号"
    )


def test_a_site_of_somebody_else_is_accepted_and_flagged():
    site = SiteCode("n000000672")
    assert site == "N000000672"
    assert not site.is_government
    assert site.division is None
    assert "not a government site" in site.explain()


def test_ten_digits_that_begin_with_no_division_are_still_a_code():
    site = SiteCode("9901000001")
    assert site.division is None
    assert "  990100  division\n" in site.explain()


@pytest.mark.parametrize(
    ("bad", "trouble"),
    [
        ("", "has 0 characters instead of 10"),
        ("510132001", "has 9 characters"),
        ("政府网站标识码", "has 7 characters"),
        ("bm1700000x", "neither ten digits"),
        ("ab17000009", "neither"),
        ("٥101320017", "neither"),
    ],
)
def test_another_form_is_told_the_right_ones(bad: str, trouble: str):
    with pytest.raises(InvalidValueError, match=trouble) as caught:
        SiteCode.parse(bad)
    assert "SiteIDCode" in caught.value.remedy or "bm17000009" in caught.value.remedy
