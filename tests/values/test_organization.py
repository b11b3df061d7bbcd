"""Public organizations."""

from __future__ import annotations

import pytest

from mgov.errors import InvalidDataError
from mgov.values.addressable import Addressable
from mgov.values.organization import Organization, OrganizationLevel
from mgov.values.text import Text


def test_a_name_is_enough():
    office = Organization(name="国务院办公厅")
    assert office.name == office.title == Text("国务院办公厅")
    assert office.identifier is None
    assert office.administrative_level is None


def test_without_a_name_there_is_none():
    with pytest.raises(InvalidDataError) as caught:
        Organization(site_code="bm17000009")
    assert caught.value.field == "name"


def test_what_is_known_reads_back_from_json():
    bureau = Organization(
        name={"zh": "广安区教科体局", "en": "Bureau of Education, Guang'an"},
        alternative_names=["区教科体局"],
        credit_code="115113010833722043",
        codes=[{"scheme": "四川政务服务网", "code": "083372204"}],
        parent="511602",
        area_served={"division": "511602"},
        place={"address": "四川省广安市广安区", "latitude": 30.47, "longitude": 106.64},
        address="https://www.guanganqu.gov.cn/",
    )
    assert Organization.model_validate_json(bureau.model_dump_json()) == bureau
    assert isinstance(bureau, Addressable)
    assert hash(bureau) == hash(bureau.replace())


@pytest.mark.parametrize(
    ("known", "identifier"),
    [
        ({"credit_code": "115113010833722043", "site_code": "bm17000009"}, "115113010833722043"),
        ({"site_code": "bm17000009"}, "bm17000009"),
        ({"codes": [{"scheme": "GB-GOR", "code": "D1"}]}, "GB-GOR D1"),
    ],
)
def test_the_best_code_is_the_identifier(known: dict[str, object], identifier: str):
    assert Organization.model_validate({"name": "某局", **known}).identifier == identifier


@pytest.mark.parametrize(
    ("known", "level"),
    [
        ({"level": "province", "area_served": {"division": "511602"}}, "province"),
        ({"area_served": {"division": "100000"}}, "central"),
        ({"area_served": {"division": "51"}}, "province"),
        ({"area_served": {"division": "5116"}}, "prefecture"),
        ({"area_served": {"division": "511602"}, "site_code": "5100000001"}, "county"),
        ({"area_served": {"division": "511602001"}}, "township"),
        ({"area_served": {"division": "511602001001"}}, "village"),
        ({"area_served": {"name": "四川"}, "site_code": "5100000001"}, "province"),
        ({"site_code": "bm17000009", "place": {"division": "110000"}}, "central"),
        ({"site_code": "N000000672"}, None),
        ({"credit_code": "115113010833722043"}, "county"),
        ({"credit_code": "91110000600037341L"}, None),
        ({"place": {"division": "110000"}}, None),
    ],
)
def test_the_level_is_stated_or_follows_from_a_code(known: dict[str, object], level: str | None):
    organization = Organization.model_validate({"name": "某局", **known})
    assert organization.administrative_level == (level and OrganizationLevel(level))


def test_no_organization_is_its_own_parent():
    with pytest.raises(InvalidDataError, match="its own parent"):
        Organization(name="某局", site_code="5100000001", parent="5100000001")


@pytest.mark.parametrize(
    ("field", "bad", "trouble"),
    [
        ("credit_code", "91110000600037341A", "lead to L"),
        ("site_code", "51000", "instead of 10"),
        ("address", "javascript:alert(1)", "not a web address"),
        ("parent", " ", "too short"),
    ],
)
def test_a_bad_value_names_its_field(field: str, bad: str, trouble: str):
    with pytest.raises(InvalidDataError, match=trouble) as caught:
        Organization.model_validate({"name": "某局", field: bad})
    assert caught.value.field == field
