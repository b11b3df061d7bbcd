from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import qr
from mgov.errors import InvalidDataError, InvalidValueError, UnsafeLinkError
from mgov.values.personal import Disclosure, audit

IDENTIFIER = "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9"
HOLDER = "张三丰"
FORM = qr.LicenseForm.parse("""
id = "example"
title = { zh = "示例证照", en = "Example license" }
source = "an invented form"
evidence = "from_memory"
prefix = "EL1:"
separator = "|"

[[fields]]
name = "identifier"
title = "电子证照标识"
kind = "license_identifier"
personal = false

[[fields]]
name = "issuer"
title = "发证机关"
kind = "credit_code"
personal = false
optional = true

[[fields]]
name = "holder"
title = "持证主体"
pattern = '[^0-9]+'
""")
LINK = qr.LicenseForm.parse("""
id = "link"
title = "Check a license"
source = "an invented form"
evidence = "from_memory"
prefix = "https://zz.example.gov.cn/v?t="
separator = "&k="
fields = [
  { name = "token", title = "Token", personal = false },
  { name = "kind", title = "Kind", personal = false, optional = true },
]
""")
SEEN = st.characters(categories=["L", "M", "N", "P", "S"])
GOOD = {"identifier": IDENTIFIER, "issuer": "11110000000021135M", "holder": HOLDER}


def test_a_license_says_what_its_form_says() -> None:
    payload = FORM.pack(GOOD)
    text = payload.text(purpose="print the license")
    assert text == f"EL1:{IDENTIFIER}|11110000000021135M|{HOLDER}"
    assert FORM.read(text) == payload
    assert payload.reveal(purpose="check it") == GOOD
    without = FORM.pack({"identifier": IDENTIFIER, "holder": f" {HOLDER} "})
    assert without.text(purpose="print it") == f"EL1:{IDENTIFIER}||{HOLDER}"


def test_the_holder_is_never_seen_without_a_purpose() -> None:
    payload = FORM.pack(GOOD)
    for seen in (repr(payload), str(payload), f"{payload}", repr(payload.shown), repr([payload])):
        assert HOLDER not in seen
        assert IDENTIFIER in seen
    told: list[Disclosure] = []
    with audit(told.append):
        payload.text(purpose="print the license")
    assert [each.purpose for each in told] == ["print the license"]
    with pytest.raises(InvalidValueError):
        payload.text(purpose=" ")


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"identifier": ""}, "identifier", "license_field_missing"),
        ({"identifier": IDENTIFIER[:-1] + "8"}, "identifier", "license_field_form"),
        ({"identifier": IDENTIFIER.lower()}, "identifier", "license_field_form"),
        ({"issuer": "11110000000021135X"}, "issuer", "license_field_form"),
        ({"holder": "张三1"}, "holder", "license_field_form"),
        ({"holder": "张|三"}, "holder", "license_field_separator"),
        ({"holder": "张\n三"}, "holder", "license_field_separator"),
        ({"color": "red"}, "color", "license_field"),
    ],
)
def test_a_value_that_does_not_fit_is_told_and_not_shown(
    change: dict[str, str], field: str, code: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        FORM.pack({**GOOD, **change})
    assert (caught.value.field, caught.value.code) == (field, code)
    assert "张" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"EL2:{IDENTIFIER}||{HOLDER}", "license_prefix"),
        (f"EL1:{IDENTIFIER}|{HOLDER}", "license_fields"),
        (f"EL1:{IDENTIFIER}||", "license_field_missing"),
    ],
)
def test_a_code_in_another_form_is_told(text: str, code: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        FORM.read(text)
    assert caught.value.code == code
    assert HOLDER not in str(caught.value)


@given(st.text(SEEN, min_size=1, max_size=20), st.text(SEEN, max_size=20))
def test_a_link_is_read_back_whatever_it_holds(token: str, kind: str) -> None:
    payload = LINK.pack({"token": token, "kind": kind})
    link = payload.link(policy="gov.cn")
    assert link.title == LINK.title
    assert LINK.read(link.text) == payload
    assert payload.text(purpose="print it") == link.text


@given(st.text(min_size=1, max_size=20))
def test_a_text_is_read_back_too(holder: str) -> None:
    try:
        payload = FORM.pack({**GOOD, "holder": holder})
    except InvalidValueError:
        return
    text = payload.text(purpose="print it")
    assert FORM.read(text) == payload
    assert qr.make_text(text).text == text


def test_a_link_leads_where_the_policy_allows() -> None:
    with pytest.raises(UnsafeLinkError):
        LINK.pack({"token": "a"}).link(policy="gov.uk")
    with pytest.raises(InvalidValueError) as caught:
        FORM.pack(GOOD).link(policy="gov.cn")
    assert caught.value.code == "license_no_link"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"fields": [{"name": "a", "title": "x"}] * 2}, "license_field_twice"),
        ({"fields": []}, "too_short"),
        ({"fields": [{"name": "a", "title": "x", "pattern": "("}]}, "pattern"),
        ({"fields": [{"name": "A", "title": "x"}]}, "string_pattern_mismatch"),
        ({"prefix": "https://a.gov.cn/"}, "license_personal"),
        ({"prefix": "https://a.gov.cn/政策/"}, "license_prefix"),
        ({"prefix": "https://a@b.gov.cn/"}, "address_user_info"),
        (
            {
                "prefix": "https://a.gov.cn/",
                "separator": "-",
                "fields": [{"name": name, "title": "x", "personal": False} for name in "ab"],
            },
            "license_separator",
        ),
    ],
)
def test_a_form_that_could_not_be_read_back_is_none(change: dict[str, object], code: str) -> None:
    fields = {**FORM.model_dump(), "fields": [{"name": "a", "title": "x"}]}
    with pytest.raises(InvalidDataError) as caught:
        qr.LicenseForm.model_validate({**fields, **change})
    assert caught.value.problems[0].code == code


def test_a_form_is_data() -> None:
    assert qr.LicenseForm.model_validate_json(FORM.model_dump_json()) == FORM
    with pytest.raises(InvalidValueError, match="is no valid TOML"):
        qr.LicenseForm.parse("id =")
