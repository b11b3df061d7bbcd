"""National implementation codes of service items, as real platforms link to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidValueError
from mgov.values.identifiers import NationalItemCode

# Read in links to gdzwfw.gov.cn, zwfw.gxzf.gov.cn and the platform of Xinjiang.
REAL = [
    ("11440100007482575H3440118009000", "prefecture", "440118009000", None),
    ("11440100007483172Q3440106043001", "prefecture", "440106043001", None),
    ("11440300MB2D0722464440127028001", "county", "440127028001", None),
    ("114403006939513773344201505200802", "prefecture", "442015052008", "02"),
    ("11450000007565194H200011501500504", "province", "000115015005", "04"),
    ("11650000010183859F2650116013001", "province", "650116013001", None),
]


@pytest.mark.parametrize(("text", "level", "basic", "variant"), REAL)
def test_real_codes_are_taken_apart_and_nothing_is_lost(
    text: str, level: str, basic: str, variant: str | None
):
    code = NationalItemCode(text)
    assert code == text
    assert (code.level, code.basic_code, code.variant) == (level, basic, variant)
    assert code.credit_code == text[:18]
    assert "".join(part.text for part in code.parts()) == text


def test_a_code_explains_itself():
    assert NationalItemCode(REAL[4][0]).explain("zh").splitlines() == [
        "11450000007565194H200011501500504：国家政务服务事项实施编码（GB/T 39554.1）",
        "  11450000007565194H  实施主体：机关",
        "  2                   行使层级：省级",
        "  000115015005        基本编码",
        "  04                  业务办理项",
    ]


@pytest.mark.parametrize(
    ("text", "code", "trouble"),
    [
        ("11450000007565194H2000115015", "length", "has 28 characters, not 31 or 33"),
        ("11450000007565194H7000115015005", "form", "a level from 1 to 6 and digits"),
        ("11450000007565194H200011501500A", "form", "a level from 1 to 6 and digits"),
        ("11450000007565194A2000115015005", "credit_code", "begins with a credit code that"),
    ],
)
def test_what_is_wrong_is_said(text: str, code: str, trouble: str):
    with pytest.raises(InvalidValueError, match=trouble) as caught:
        NationalItemCode(text)
    assert caught.value.code == f"national_item_code_{code}"
    assert not NationalItemCode.is_valid(text)


@given(st.sampled_from(REAL), st.integers(1, 30), st.sampled_from([" ", "-", "\u3000"]))
def test_how_it_is_written_makes_no_difference(
    real: tuple[str, str, str, str | None], at: int, gap: str
):
    text = real[0]
    assert NationalItemCode(text[:at].lower() + gap + text[at:]) == text
