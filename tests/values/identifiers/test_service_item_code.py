"""Implementation codes of service items."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from mgov.errors import InvalidValueError
from mgov.values.identifiers import ServiceItemCode


def item_codes(shared_data: Path) -> Iterator[str]:
    path = shared_data / "service_items" / "sichuan_guangan_items.json"
    for department in json.loads(path.read_text(encoding="utf-8")):
        for item in department["items"]:
            for sub_item in item["sub_items"]:
                (code,) = parse_qs(urlsplit(sub_item["link"]).query)["itemCode"]
                yield code


def test_every_code_of_a_real_catalogue_is_read_and_nothing_of_it_is_lost(shared_data: Path):
    codes = [ServiceItemCode.parse(text) for text in item_codes(shared_data)]
    assert len(codes) == 1135
    assert codes == [text.upper() for text in item_codes(shared_data)]
    for code in codes:
        assert "-".join(part.text for part in code.parts()) == code
        assert code.explain().count("\n") == len(code.parts())


def test_a_real_catalogue_has_the_anomalies_it_has(shared_data: Path):
    codes = [ServiceItemCode(text) for text in item_codes(shared_data)]
    assert sum(code.credit_code is not None for code in codes) == 983
    assert sum(not code.anomalies for code in codes) == 982
    found = Counter(anomaly.code for code in codes for anomaly in code.anomalies)
    assert found == {
        "division_missing": 3,
        "sequence_missing": 3,
        "organization_length": 114,
        "organization_code_only": 31,
        "organization_check_character": 7,
    }


@pytest.mark.parametrize(
    ("text", "basic", "division", "sequence", "organization", "suffix"),
    [
        (
            "511A0138000000-511602000000-000-115113010833722043-1-00",
            "511A0138000000",
            "511602",
            "000",
            "115113010833722043",
            "1-00",
        ),
        (
            "512034008001-511602000000-000-11511301008778378G-1-00",
            "512034008001",
            "511602",
            "000",
            "11511301008778378G",
            "1-00",
        ),
        (
            "511F0167300000-511602000000-000-45225901-3-2-00",
            "511F0167300000",
            "511602",
            "000",
            "45225901-3",
            "2-00",
        ),
        (
            "512B0122100003-511602000000-000-00877836X-1-00",
            "512B0122100003",
            "511602",
            "000",
            "00877836X",
            "1-00",
        ),
        (
            "G-000007-001-511602000000-000-115113010833722043-1-00",
            "G-000007-001",
            "511602",
            "000",
            "115113010833722043",
            "1-00",
        ),
        (
            "A-005818-5818-511602000000-000-115113010087783353-1-00",
            "A-005818-5818",
            "511602",
            "000",
            "115113010087783353",
            "1-00",
        ),
        (
            "1J-5100-00027-511602000000-000-11511301008778386B-1-00",
            "1J-5100-00027",
            "511602",
            "000",
            "11511301008778386B",
            "1-00",
        ),
        ("E-000004-001-11511301008778386B", "E-000004-001", None, None, "11511301008778386B", None),
        (
            "511A0077700002-510000000000-000-8282348-1-00",
            "511A0077700002",
            "510000",
            "000",
            "8282348",
            "1-00",
        ),
    ],
)
def test_the_parts_are_told_apart(
    text: str,
    basic: str,
    division: str | None,
    sequence: str | None,
    organization: str,
    suffix: str | None,
):
    code = ServiceItemCode(text)
    assert code.basic_code == basic
    assert code.division == division
    assert code.sequence == sequence
    assert code.organization == organization
    assert code.suffix == suffix


def test_case_width_and_spaces_do_no_harm():
    text = " 511a0138000000－511602000000-000-１15113010833722043-1-00\n"
    assert ServiceItemCode(text) == "511A0138000000-511602000000-000-115113010833722043-1-00"


@pytest.mark.parametrize(
    ("organization", "anomalies", "organization_code"),
    [
        ("115113010833722043", [], "083372204"),
        ("00877868-5", ["organization_code_only"], "008778685"),
        ("00877836X", ["organization_code_only"], "00877836X"),
        ("00877868-6", ["organization_check_character"], None),
        ("115113010833722044", ["organization_check_character"], None),
        ("11511301083372204O", ["organization_character"], None),
        ("1151130000877869M", ["organization_length"], None),
        ("2222222222222", ["organization_length"], None),
    ],
)
def test_a_wrong_organization_is_told_and_kept(
    organization: str, anomalies: list[str], organization_code: str | None
):
    code = ServiceItemCode(f"511A0138000000-511602000000-000-{organization}-1-00")
    assert code.organization == organization
    assert code.organization_code == organization_code
    assert (code.credit_code is None) == bool(anomalies)
    assert [anomaly.code for anomaly in code.anomalies] == anomalies


def test_a_wrong_basic_code_and_a_wrong_division_are_told_and_kept():
    code = ServiceItemCode("XY-990000000000-115113010833722043")
    assert [anomaly.code for anomaly in code.anomalies] == [
        "basic_code_form",
        "division_unknown",
        "sequence_missing",
    ]
    assert code.division is None
    assert "  990000000000        division\n" in code.explain()


def test_anomalies_are_sentences_in_english_and_chinese():
    (anomaly,) = ServiceItemCode("511A0020500002-511602000000-000-1151130000877869M-1-00").anomalies
    assert anomaly.text.in_language("en").endswith("has 17 characters; a credit code has 18.")
    assert anomaly.text.in_language("zh") == "实施主体编码为17位；统一社会信用代码应为18位。"


def test_it_explains_itself():
    code = ServiceItemCode("511A0138000000-511602000000-000-115113010833722043-1-00")
    assert code.explain("zh") == (
        "511A0138000000-511602000000-000-115113010833722043-1-00："
        "政务服务事项实施编码（itemCode）\n"
        "  511A0138000000      基本编码\n"
        "  511602000000        行政区划：四川省\n"
        "  000                 顺序号\n"
        "  115113010833722043  实施主体：机关\n"
        "  1-00                后缀"
    )


def test_the_nation_as_division_has_no_province():
    code = ServiceItemCode("511A0138000000-100000000000-000-115113010833722043-1-00")
    assert code.division == "100000"
    assert "  100000000000        division\n" in code.explain()


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "511A0138000000",
        "ABC-DEF",
        "511A0138000000--000",
        "511A0138000000-事项",
        "A" * 12 + "-" + "1" * 80,
    ],
)
def test_what_cannot_be_taken_apart_is_refused(bad: str):
    with pytest.raises(InvalidValueError, match="cannot be taken apart") as caught:
        ServiceItemCode(bad)
    assert "itemCode" in caught.value.remedy


def test_a_code_without_a_credit_code_is_explained_part_by_part():
    code = ServiceItemCode("H-000185-001-4444444444")
    assert code.credit_code is None
    assert "4444444444" in code.explain()
