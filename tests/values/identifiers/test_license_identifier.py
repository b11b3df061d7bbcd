"""Identifiers of electronic licenses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidValueError
from mgov.values.identifiers import LicenseIdentifier, UnifiedSocialCreditCode

ROOT = "1.2.156.3005.2"
# Identifiers that authorities have published.
REAL = [
    f"{ROOT}.11100000000013338W011.11430000006122244L.20230000403.001.U",
    f"{ROOT}.11100000MB03271699022.340100.000000016.001.9",
    f"{ROOT}.11100000000013338W009.11330105002500287C.2025052201.002.0",
]
WORD = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=21)


@pytest.mark.parametrize("text", REAL)
def test_a_real_identifier_is_valid_and_takes_itself_apart(text: str):
    code = LicenseIdentifier.parse(text)
    assert code == text
    assert ".".join(part.text for part in code.parts()) == text
    assert code.type_authority is not None
    assert code.check_character == text[-1]


def test_its_parts_say_who_issued_what():
    code = LicenseIdentifier(REAL[0])
    assert code.type_code == "11100000000013338W011"
    assert code.type_authority == UnifiedSocialCreditCode("11100000000013338W")
    assert code.issuer_code == code.issuing_authority == "11430000006122244L"
    assert (code.serial, code.version) == ("20230000403", 1)
    assert LicenseIdentifier(REAL[1]).issuing_authority is None
    assert "校验位" in code.explain("zh")


def test_case_width_and_gaps_do_no_harm():
    assert LicenseIdentifier(f" {REAL[0].lower()} ".replace("U", "Ｕ")) == REAL[0]


@given(WORD, WORD, WORD, st.integers(0, 999))
def test_what_is_made_of_parts_has_the_right_check_character(
    type_code: str, issuer: str, serial: str, version: int
):
    code = LicenseIdentifier.of(type_code=type_code, issuer=issuer, serial=serial, version=version)
    assert LicenseIdentifier.parse(str(code)) == code
    assert (code.type_code, code.issuer_code, code.serial) == (type_code, issuer, serial)
    assert code.version == version


@given(st.data())
def test_one_changed_character_is_found(data: st.DataObject):
    code = REAL[0]
    place = data.draw(
        st.sampled_from([at for at in range(len(ROOT) + 1, len(code)) if code[at] != "."])
    )
    other = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    changed = f"{code[:place]}{other}{code[place + 1 :]}"
    assert LicenseIdentifier.is_valid(changed) is (changed == code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "license_identifier_form"),
        (REAL[0].replace("3005.2", "3005.3"), "license_identifier_form"),
        (REAL[0].removesuffix(".U"), "license_identifier_form"),
        (REAL[0].replace(".001.", ".1."), "license_identifier_form"),
        (REAL[0].replace("U", "V"), "license_identifier_check_character"),
    ],
)
def test_what_is_none_is_told(text: str, code: str):
    with pytest.raises(InvalidValueError) as caught:
        LicenseIdentifier(text)
    assert caught.value.code == code


@pytest.mark.parametrize("serial", ["", "A-1", "张三", "a.b"])
def test_a_part_in_another_form_makes_none(serial: str):
    with pytest.raises(InvalidValueError):
        LicenseIdentifier.of(type_code="1", issuer="2", serial=serial)
