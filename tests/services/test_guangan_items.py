"""The 1,135 service items of Guang'an, Sichuan, as a real platform lists them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs

import pytest

from mgov import Organization, Service, ServiceCatalogue, WebAddress
from mgov.errors import InvalidValueError
from mgov.services import Category, ItemType, check
from mgov.values.addressable import Addressable
from mgov.values.identifiers import DivisionCode, ServiceItemCode, UnifiedSocialCreditCode

DEPARTMENT_CODES = "sczwfw.gov.cn deptCode"


class Anomaly(NamedTuple):
    """Something in the source that is not as it should be."""

    item: str
    code: str


def read_items(path: Path) -> tuple[ServiceCatalogue, list[Anomaly]]:
    """Read the file: departments, their main items, and the items below with their links.

    All that a link says is read from it. What is not as it should be is listed and kept: a
    department code that is no credit code stays a code of the platform's own.
    """
    anomalies: list[Anomaly] = []
    departments = []
    for department in json.loads(path.read_text(encoding="utf-8")):
        name = department["department"]
        main_items = [
            Category(
                name=main_item["main_item"],
                services=[service_of(each, name, anomalies) for each in main_item["sub_items"]],
            )
            for main_item in department["items"]
        ]
        departments.append(Category(name=name, categories=main_items))
    return ServiceCatalogue(title="广安区政务服务事项", categories=departments), anomalies


def service_of(item: dict[str, str], department: str, anomalies: list[Anomaly]) -> Service:
    address = WebAddress(item["link"])
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    code = ServiceItemCode(query["itemCode"])
    anomalies += [Anomaly(code, anomaly.code) for anomaly in code.anomalies]
    return Service(
        name=item["name"],
        item_code=code,
        item_type=ItemType.from_code(query["taskType"]),
        provider=provider_of(query["deptCode"], department, code, anomalies),
        address=address,
        area_served=[{"division": DivisionCode(query["areaCode"])}],
    )


def provider_of(
    code: str, department: str, item: ServiceItemCode, anomalies: list[Anomaly]
) -> Organization:
    try:
        return Organization(name=department, credit_code=UnifiedSocialCreditCode(code))
    except InvalidValueError as error:
        anomalies.append(Anomaly(item, f"department_{error.code.removeprefix('credit_code_')}"))
    return Organization(name=department, codes=[{"scheme": DEPARTMENT_CODES, "code": code}])


@pytest.fixture(scope="module")
def source(shared_data: Path) -> tuple[ServiceCatalogue, list[Anomaly]]:
    return read_items(shared_data / "service_items" / "sichuan_guangan_items.json")


@pytest.fixture(scope="module")
def catalogue(source: tuple[ServiceCatalogue, list[Anomaly]]) -> ServiceCatalogue:
    return source[0]


def test_every_item_is_a_service(catalogue: ServiceCatalogue):
    assert len(catalogue) == catalogue.total == 1135
    assert len(catalogue.categories) == 34
    assert catalogue.differences() == ()
    for service in catalogue:
        assert service.item_code
        assert service.item_type
        assert service.provider is not None
        assert service.area_served[0].division == "511602"
        assert isinstance(service, Addressable)
        assert service.address.host == "www.sczwfw.gov.cn"


def test_no_two_items_have_the_same_code(catalogue: ServiceCatalogue):
    assert len({service.identifier for service in catalogue}) == 1135


def test_the_types_of_the_items_are_those_of_their_links(catalogue: ServiceCatalogue):
    types = Counter(service.item_type for service in catalogue)
    assert types == {
        ItemType.LICENSE: 536,
        ItemType.PUBLIC_SERVICE: 348,
        ItemType.OTHER_POWER: 182,
        ItemType.CONFIRMATION: 50,
        ItemType.BENEFIT: 9,
        ItemType.ADJUDICATION: 8,
        ItemType.REWARD: 2,
    }


def test_anomalies_of_the_source_are_reported_and_nothing_is_dropped(
    source: tuple[ServiceCatalogue, list[Anomaly]],
):
    catalogue, anomalies = source
    found = Counter(anomaly.code for anomaly in anomalies)
    providers = Counter(service.provider.credit_code is not None for service in catalogue)
    assert providers[True] == 264
    assert found == {
        "division_missing": 3,
        "sequence_missing": 3,
        "organization_length": 114,
        "organization_code_only": 31,
        "organization_check_character": 7,
        "department_length": 871,
    }
    placeholder = "511A0014100002-511602000000-000-2222222222222-1-00"
    assert Anomaly(placeholder, "organization_length") in anomalies
    (service,) = [each for each in catalogue if each.identifier == placeholder]
    assert service.provider.codes[0].code == "11736"


def test_items_are_found_by_name(catalogue: ServiceCatalogue):
    assert [str(each.name) for each in catalogue.find("中等职业学校学生国家助学金 查询")] == [
        "中等职业学校学生国家助学金查询"
    ]
    assert len(catalogue.find("求职创业补贴申领")) == 2


def test_the_rules_report_the_anomalies_of_the_items(catalogue: ServiceCatalogue):
    found = {service.identifier: check(service) for service in catalogue}
    by_rule = Counter(finding.rule for findings in found.values() for finding in findings)
    assert by_rule == {"item_code_is_regular": 153, "codes_name_the_provider": 17}
    irregular = {service.identifier for service in catalogue if service.item_code.anomalies}
    assert irregular == {
        code
        for code, findings in found.items()
        if any(finding.rule == "item_code_is_regular" for finding in findings)
    }


def test_an_item_of_another_body_is_told_from_those_of_its_department(
    catalogue: ServiceCatalogue,
):
    """The provider's own items name its credit code, those it took over another's."""
    transport = [service for service in catalogue if str(service.provider.name) == "区交通运输局"]
    named = {
        service.item_code.credit_code
        for service in transport
        if any(finding.rule == "codes_name_the_provider" for finding in check(service))
    }
    assert named == {"12511300452258950C"}


def test_the_whole_catalogue_is_written_and_read_back(catalogue: ServiceCatalogue):
    assert ServiceCatalogue.model_validate_json(catalogue.model_dump_json()) == catalogue
