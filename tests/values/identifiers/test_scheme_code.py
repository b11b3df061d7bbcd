"""Codes of schemes that have no type of their own."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from mgov.errors import InvalidDataError
from mgov.values.identifiers import SchemeCode, SchemeCodes


def test_a_code_is_taken_as_it_is_but_for_white_space():
    code = SchemeCode(scheme=" ONS ", code="E12000007\n")
    assert (code.scheme, code.code) == ("ONS", "E12000007")
    assert str(code) == "ONS E12000007"


@pytest.mark.parametrize("field", ["scheme", "code"])
def test_neither_half_may_be_blank(field: str):
    with pytest.raises(InvalidDataError) as caught:
        SchemeCode(**{"scheme": "ONS", "code": "E12000007", field: " "})
    assert caught.value.field == field


def test_one_thing_has_one_code_in_each_scheme():
    adapter = TypeAdapter(SchemeCodes)
    one = {"scheme": "ONS", "code": "E12000007"}
    assert len(adapter.validate_python([one, {"scheme": "ISO 3166-2", "code": "GB-LND"}])) == 2
    with pytest.raises(ValueError, match="two codes of ONS"):
        adapter.validate_python([one, one])
