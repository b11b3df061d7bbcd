from __future__ import annotations

import sys

import pytest
import qrcode
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import CodeCapacityError, InvalidValueError, MgovError, MissingExtraError
from mgov.qr.encoder import Versions, encode
from mgov.qr.symbol import Correction, Encoder

# The capacity of version 40 in ISO/IEC 18004, table 7: digits, alphanumeric, bytes.
CAPACITY: dict[Correction, tuple[int, int, int]] = {
    "L": (7089, 4296, 2953),
    "M": (5596, 3391, 2331),
    "Q": (3993, 2420, 1663),
    "H": (3057, 1852, 1273),
}
LINK = "https://www.gov.cn/zhengce/2017-08/17/content_5218235.htm"


@pytest.mark.parametrize("encoder", ["qrcode", "zxing"])
@pytest.mark.parametrize("correction", CAPACITY)
@pytest.mark.parametrize(("kind", "letter"), list(enumerate("1Aa")))
def test_the_largest_code_holds_what_the_standard_says(
    correction: Correction, kind: int, letter: str, encoder: Encoder
) -> None:
    capacity = CAPACITY[correction][kind]
    assert encode(letter * capacity, correction, encoder=encoder).version == 40
    with pytest.raises(CodeCapacityError) as caught:
        encode(letter * (capacity + 1), correction, encoder=encoder)
    assert caught.value.field == "text"
    assert caught.value.trouble == (
        f"has {capacity + 1} characters, "
        f"of which the largest code at level {correction} holds {capacity}"
    )


@pytest.mark.parametrize("correction", CAPACITY)
def test_chinese_takes_three_bytes_a_character(correction: Correction) -> None:
    capacity = CAPACITY[correction][2]
    longest = "长" * (capacity // 3)
    padded = longest + "1" * (capacity % 3)
    assert encode(padded, correction).version == 40
    with pytest.raises(CodeCapacityError) as caught:
        encode(f"{longest}长", correction)
    assert caught.value.trouble == (
        f"has {capacity // 3 + 1} characters ({len(longest.encode()) + 3} bytes), "
        f"of which the largest code at level {correction} holds {capacity // 3}"
    )


def test_the_mark_of_utf_8_takes_two_bytes_of_the_other_encoder() -> None:
    longest = "长" * 776 + "aaa"  # 2331 bytes
    assert encode(longest, "M").version == 40
    with pytest.raises(CodeCapacityError) as caught:
        encode(longest, "M", encoder="zxing")
    assert caught.value.remedy == "Use correction='L', or shorten it by 1 character."


@pytest.mark.parametrize("encoder", ["qrcode", "zxing"])
def test_too_long_a_text_is_told_the_nearest_level_that_has_room(encoder: Encoder) -> None:
    with pytest.raises(CodeCapacityError) as caught:
        encode("长" * 600, "H", encoder=encoder)
    assert isinstance(caught.value, MgovError)
    assert caught.value.code == "code_capacity"
    assert caught.value.remedy == "Use correction='M', or shorten it by 176 characters."


def test_too_long_a_text_for_any_level_has_to_be_shortened() -> None:
    with pytest.raises(CodeCapacityError) as caught:
        encode("长" * 10**6, "Q")
    assert caught.value.remedy == "Shorten it by 999446 characters."


def test_too_long_a_link_may_become_a_short_one() -> None:
    with pytest.raises(CodeCapacityError) as caught:
        encode("HTTPS://WWW.GOV.CN/" + "a" * 3000, "L")
    assert caught.value.remedy == "Shorten it by 66 characters, for example with a short link."


def test_too_long_a_text_for_a_place_is_told_which_version_would_do() -> None:
    with pytest.raises(CodeCapacityError) as caught:
        encode(LINK, "H", versions=(1, 4))
    assert str(caught.value) == (
        "text: has 57 characters, of which a code of version 4 at level H holds 34. Allow "
        "version 6 (41 modules), use correction='M', or shorten it by 23 characters, for "
        "example with a short link."
    )


def test_too_many_bytes_are_counted_in_bytes() -> None:
    for encoder in ("qrcode", "auto"):
        with pytest.raises(CodeCapacityError) as caught:
            encode(b"\xff" * 1300, "H", encoder=encoder)
        assert str(caught.value) == (
            "data: has 1300 bytes, of which the largest code at level H holds 1273. "
            "Use correction='Q', or shorten it by 27 bytes."
        )


@given(st.integers(1, 400), st.sampled_from("LMQH"), st.sampled_from("1Aa长"), st.integers(1, 9))
def test_what_is_told_to_fit_fits(
    length: int, correction: Correction, letter: str, largest: int
) -> None:
    text = letter * length
    try:
        encode(text, correction, versions=(1, largest))
    except CodeCapacityError as error:
        holds = int(error.trouble.rsplit(" ", 1)[1])
        encode(text[:holds], correction, versions=(1, largest))
        with pytest.raises(CodeCapacityError):
            encode(text[: holds + 1], correction, versions=(1, largest))
        if "use correction=" in error.remedy.lower():
            weaker = error.remedy.partition("correction='")[2][0]
            encode(text, weaker, versions=(1, largest))  # type: ignore[arg-type] # one of four
        if "version " in error.remedy:
            version = int(error.remedy.partition("version ")[2].partition(" ")[0])
            encode(text, correction, versions=version)


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
    assert encode(text, "M", encoder="zxing").version == version


@pytest.mark.parametrize("encoder", ["qrcode", "zxing"])
@pytest.mark.parametrize(
    ("versions", "version"),
    [((1, 40), 4), ((4, 4), 4), (4, 4), ((7, 40), 7), (7, 7), ((3, 9), 4), ((2, 4), 4), (40, 40)],
)
def test_a_version_within_the_bounds_is_taken(
    versions: Versions, version: int, encoder: Encoder
) -> None:
    symbol = encode(LINK, "M", encoder=encoder, versions=versions)
    assert (symbol.version, symbol.correction, symbol.encoder) == (version, "M", encoder)


@pytest.mark.parametrize("encoder", ["qrcode", "zxing"])
@pytest.mark.parametrize("versions", [(1, 3), 3, (2, 3)])
def test_no_version_beyond_the_bounds_is_taken(versions: Versions, encoder: Encoder) -> None:
    with pytest.raises(CodeCapacityError, match=r"holds 4\d\. Allow version 4 \(33 modules\)"):
        encode(LINK, "M", encoder=encoder, versions=versions)


@pytest.mark.parametrize("versions", [0, 41, -1, (0, 5), (5, 41), (6, 5)])
def test_a_version_that_is_none_is_refused(versions: Versions) -> None:
    with pytest.raises(InvalidValueError) as caught:
        encode("a", "M", versions=versions)
    assert (caught.value.field, caught.value.code) == ("versions", "code_versions")


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
    code.add_data(LINK)
    code.make()
    symbol = encode(LINK, "M")
    rows = ["".join("1" if dark else "0" for dark in row) for row in code.get_matrix()]
    assert [f"{row:0{len(symbol.rows)}b}" for row in symbol.rows] == rows
    assert (symbol.correction, symbol.mask) == ("M", code.best_mask_pattern())


@pytest.mark.parametrize(("text", "code"), [("", "text_empty"), ("\ud800", "text_unicode")])
def test_what_cannot_be_said_is_refused(text: str, code: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        encode(text, "M")
    assert caught.value.code == code


def test_no_bytes_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="data: is empty"):
        encode(b"", "M")


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="Use L, M, Q or H"):
        encode("a", "X")  # type: ignore[arg-type] # wrong on purpose


def test_an_unknown_encoder_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="Use auto, qrcode or zxing"):
        encode("a", "M", encoder="zint")  # type: ignore[arg-type] # wrong on purpose


def test_the_encoder_is_the_one_that_is_asked_for() -> None:
    assert encode(LINK, "M").encoder == "qrcode"
    assert encode(LINK, "M", encoder="zxing").encoder == "zxing"
    assert encode(LINK, "M", encoder="auto").encoder == "zxing"
    assert encode("政务", "M", encoder="auto").encoder == "qrcode"
    assert encode("政务", "M", encoder="zxing").encoder == "zxing"


def test_bytes_that_the_other_encoder_would_mark_as_binary_are_refused() -> None:
    with pytest.raises(InvalidValueError) as caught:
        encode(b"\xff\x00", "M", encoder="zxing")
    assert caught.value.code == "encoder_bytes"
    assert encode(b"\xff\x00", "M", encoder="auto").encoder == "qrcode"


def test_without_the_extra_only_the_encoder_that_needs_it_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    assert encode(LINK, "M", encoder="auto").encoder == "qrcode"
    with pytest.raises(MissingExtraError, match=r'pip install "mgov\[scan\]"'):
        encode(LINK, "M", encoder="zxing")
