from __future__ import annotations

import pytest
import qrcode

from mgov.errors import CodeCapacityError, InvalidValueError, MgovError
from mgov.qr.encoder import Correction, encode

# The capacity of version 40 in ISO/IEC 18004, table 7: digits, alphanumeric, bytes.
CAPACITY: dict[Correction, tuple[int, int, int]] = {
    "L": (7089, 4296, 2953),
    "M": (5596, 3391, 2331),
    "Q": (3993, 2420, 1663),
    "H": (3057, 1852, 1273),
}


@pytest.mark.parametrize("correction", CAPACITY)
@pytest.mark.parametrize(("kind", "letter"), list(enumerate("1A长")))
def test_the_largest_code_holds_what_the_standard_says(
    correction: Correction, kind: int, letter: str
) -> None:
    capacity = CAPACITY[correction][kind]
    longest = letter * (capacity // len(letter.encode()))
    longest += "1" * (capacity - len(longest.encode()))
    assert encode(longest, correction).version == 40
    with pytest.raises(CodeCapacityError) as caught:
        encode(longest + letter, correction)
    assert caught.value.trouble == (
        f"has {len((longest + letter).encode())} bytes, "
        f"of which the largest code at level {correction} holds {capacity}"
    )


def test_too_long_a_text_is_told_the_nearest_level_that_has_room() -> None:
    with pytest.raises(CodeCapacityError) as caught:
        encode("长" * 600, "H")
    assert isinstance(caught.value, MgovError)
    assert caught.value.code == "code_capacity"
    assert caught.value.remedy == (
        "Use correction='M', which has room for it, or shorten it by 527 bytes."
    )


def test_too_long_a_text_for_any_level_has_to_be_shortened() -> None:
    with pytest.raises(CodeCapacityError) as caught:
        encode("长" * 10**6, "Q")
    assert caught.value.remedy == "Shorten it by 2998337 bytes, for example with a short link."


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("1" * 34, 1),
        ("1" * 35, 2),
        ("HTTPS://GO.GOV.CN/AB", 1),
        ("https://go.gov.cn/ab", 2),
        ("a" * 180, 9),
        ("a" * 181, 10),
    ],
)
def test_the_smallest_version_with_room_is_taken(text: str, version: int) -> None:
    assert encode(text, "M").version == version


def test_a_long_number_in_a_link_takes_less_room() -> None:
    assert encode("https://www.gov.cn/" + "1" * 60, "M").version == 4
    assert encode("https://www.gov.cn/" + "a" * 60, "M").version == 5


def test_capitals_are_not_split_where_that_takes_more_room() -> None:
    text = "HTTPS://GO.GOV.CN/" + "1" * 20
    code = qrcode.QRCode(error_correction=0)
    code.add_data(text)
    code.make()
    assert encode(text, "M").version < code.version


def test_the_code_is_that_of_the_package_that_makes_its_codewords() -> None:
    code = qrcode.QRCode(border=0)
    code.add_data("https://www.gov.cn/zhengce/2017-08/17/content_5218235.htm")
    code.make()
    symbol = encode("https://www.gov.cn/zhengce/2017-08/17/content_5218235.htm", "M")
    rows = ["".join("1" if dark else "0" for dark in row) for row in code.get_matrix()]
    assert [f"{row:0{len(symbol.rows)}b}" for row in symbol.rows] == rows
    assert symbol.correction == "M"
    assert symbol.mask == code.best_mask_pattern()


@pytest.mark.parametrize(("text", "code"), [("", "text_empty"), ("\ud800", "text_unicode")])
def test_what_cannot_be_said_is_refused(text: str, code: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        encode(text, "M")
    assert caught.value.code == code


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="Use L, M, Q or H"):
        encode("a", "X")  # type: ignore[arg-type] # wrong on purpose
