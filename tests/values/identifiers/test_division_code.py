"""Codes of China's administrative divisions."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from mgov.errors import InvalidDataError, InvalidValueError, MissingExtraError
from mgov.values.identifiers import DivisionCode, DivisionLevel
from mgov.values.model import Model

PROVINCES = [
    *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
    *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54"),
    *("61", "62", "63", "64", "65", "71", "81", "82"),
]
CODES = st.builds(
    lambda province, rest: DivisionCode(province + rest),
    st.sampled_from(PROVINCES),
    st.sampled_from([0, 2, 4, 7, 10]).flatmap(
        lambda n: st.text("0123456789", min_size=n, max_size=n)
    ),
)


class Office(Model, frozen=True):
    division: DivisionCode


@pytest.mark.parametrize("text", ["51", "5100", "510000", "510000000", "510000000000", " 51 00-00"])
def test_however_far_it_is_padded_it_is_the_same_division(text: str):
    assert DivisionCode.parse(text) == DivisionCode("510000") == "510000"


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("100000", "nation", None),
        ("11", "province", "100000"),
        ("510000", "province", "100000"),
        ("511600", "prefecture", "510000"),
        ("511602", "county", "511600"),
        ("429004", "county", "429000"),
        ("460001", "county", "460000"),
        ("511602001", "township", "511602"),
        ("441900003000", "township", "441900"),
        ("511602001001", "village", "511602001"),
    ],
)
def test_level_and_parent_follow_from_the_digits(code: str, level: str, parent: str | None):
    division = DivisionCode(code)
    assert division.level == level
    assert division.parent == parent


def test_full_width_digits_are_digits():
    assert DivisionCode("５１１６０２") == "511602"


@pytest.mark.parametrize(
    ("bad", "trouble", "remedy"),
    [
        ("5116O2", "'O' as character 5", "digits only"),
        ("511", "has 3 digits", "6 digits"),
        ("", "has 0 digits", "6 digits"),
        ("990000", "begins with 99, which is no province", "82"),
        ("100100", "begins with 10", "100000"),
        ("5116٠2", "as character 5", "digits only"),
    ],
)
def test_a_bad_code_is_told_what_is_wrong(bad: str, trouble: str, remedy: str):
    with pytest.raises(InvalidValueError, match=trouble) as caught:
        DivisionCode(bad)
    assert remedy in caught.value.remedy
    assert caught.value.field == "division_code"
    assert not DivisionCode.is_valid(bad)


def test_a_number_is_no_code():
    with pytest.raises(InvalidValueError, match="not a text"):
        DivisionCode(510000)  # type: ignore[arg-type]  # the point of the test
    with pytest.raises(InvalidDataError, match="not a text"):
        Office.model_validate({"division": 510000})


def test_it_is_a_string_in_a_model_and_in_json():
    office = Office(division="511602000000")
    assert office.model_dump_json() == '{"division":"511602"}'
    assert isinstance(office.division, DivisionCode)
    assert Office(division=office.division).division is office.division
    schema = TypeAdapter(DivisionCode).json_schema()
    assert schema == {"type": "string", "pattern": DivisionCode.pattern}


def test_the_nation_contains_every_division_and_lies_in_none():
    nation = DivisionCode("10")
    assert nation.contains("511602001001")
    assert nation.province is None
    assert not DivisionCode("51").contains(nation)


def test_a_division_explains_itself_in_english_and_chinese():
    assert DivisionCode("511602001001").explain() == (
        "511602001001: administrative division code (GB/T 2260)\n"
        "  51   province: Sichuan\n"
        "  16   prefecture\n"
        "  02   county\n"
        "  001  township\n"
        "  001  village"
    )
    assert (
        DivisionCode("51").explain("zh") == "510000：行政区划代码（GB/T 2260）\n  51  省级：四川省"
    )
    assert "  100000  nation: People's Republic of China" in DivisionCode("10").explain()


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("10", None, "中华人民共和国"),
        ("82", None, "澳门特别行政区"),
        ("511600", None, "广安市"),
        ("511602", 2017, "广安区"),
        ("511602", 1990, None),
        ("510122", None, "双流县"),  # abolished, and still the last to bear the number
        ("510122", 2016, None),
        ("510199", None, None),
        ("511602001", None, None),
        ("511602001001", None, None),
    ],
)
def test_a_division_has_a_name_as_far_as_it_is_known(code: str, year: int | None, name: str | None):
    found = DivisionCode(code).name(year=year)
    assert (found and str(found)) == name


def test_names_below_the_province_need_the_extra(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "stdnum", None)
    assert DivisionCode("51").name().in_language("en") == "Sichuan"
    with pytest.raises(MissingExtraError, match=r"mgov\[cn\]"):
        DivisionCode("511602").name()


def test_the_provinces_agree_with_an_independent_list():
    database = pytest.importorskip("stdnum.numdb").get("cn/loc")
    for number in map(str, range(11, 100)):
        (_, listed), *_ = database.info(f"{number}0000")
        assert DivisionCode.is_valid(number) == bool(listed)
        if listed:
            simplified = listed["province"].translate(str.maketrans("別區門", "别区门"))
            assert str(DivisionCode(number).name()) == simplified


@given(CODES)
def test_a_code_is_read_back_from_every_form(code: DivisionCode):
    assert DivisionCode(code) == DivisionCode(code.extended) == code
    assert len(code.extended) == 12


@given(CODES, CODES)
def test_a_division_contains_itself_and_what_descends_from_it(
    one: DivisionCode, other: DivisionCode
):
    lineage: list[DivisionCode] = [one]
    while (parent := lineage[-1].parent) is not None:
        lineage.append(parent)
    assert all(ancestor.contains(one) for ancestor in lineage)
    assert other.contains(one) == (other in lineage)
    levels = list(DivisionLevel)
    ranks = [levels.index(each.level) for each in lineage]
    assert ranks == sorted(ranks, reverse=True)
