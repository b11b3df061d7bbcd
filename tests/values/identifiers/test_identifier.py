"""What all identifiers have in common."""

from __future__ import annotations

import copy
import pickle

import pytest
from pydantic import TypeAdapter

from mgov.values.identifiers import (
    DivisionCode,
    Identifier,
    LicenseIdentifier,
    NationalItemCode,
    ServiceItemCode,
    SiteCode,
    UnifiedSocialCreditCode,
)

EACH = pytest.mark.parametrize(
    "code",
    [
        DivisionCode("511602"),
        SiteCode("bm17000009"),
        UnifiedSocialCreditCode("91110000600037341L"),
        ServiceItemCode("E-000004-001-11511301008778386B"),
        NationalItemCode("11440100007483172Q3440106043001"),
        LicenseIdentifier("1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9"),
    ],
    ids=lambda code: type(code).__name__,
)


@EACH
def test_it_is_a_string_and_shows_its_type(code: Identifier):
    assert isinstance(code, str)
    assert str(code) == code == f"{code}"
    assert type(str(code)) is str
    assert repr(code) == f"{type(code).__name__}({str(code)!r})"


@EACH
def test_copies_and_pickles_keep_type_and_value(code: Identifier):
    pickled = pickle.loads(pickle.dumps(code))  # noqa: S301 -- pickled here
    for again in (copy.copy(code), copy.deepcopy(code), pickled):
        assert type(again) is type(code)
        assert again == code


@EACH
def test_it_is_a_field_and_a_key_in_json(code: Identifier):
    kind = type(code)
    adapter = TypeAdapter(dict[kind, kind])  # type: ignore[valid-type]  # one for each type
    again = adapter.validate_json(adapter.dump_json({code: code}))
    assert again == {code: code}
    assert all(type(each) is kind for each in (*again, *again.values()))


@EACH
def test_the_explanation_has_a_line_for_each_part_in_both_languages(code: Identifier):
    for lang in ("en", "zh", "fr"):
        head, *lines = code.explain(lang).splitlines()
        assert head.startswith(str(code))
        assert [line.split()[0] for line in lines] == [part.text for part in code.parts()]
