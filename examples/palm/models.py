"""The record as models of mgov, written to JSON Lines and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Final, TypeVar

from mgov import (
    Account,
    Article,
    Burden,
    Figure,
    Organization,
    Petition,
    ServiceCatalogue,
    Text,
    read_jsonl,
    write_jsonl,
)
from mgov.accounts import AccountEvent, AccountEventKind, Platform
from mgov.articles import ArticleKind, Body, Heading, Table
from mgov.petitions import PetitionChannel, Petitioner
from mgov.services import Category
from mgov.values.model import Model
from palm.record import Fact, Record

__all__ = ["Models", "build", "keep"]

_BEIJING: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
_PURPOSE: Final = "the demo reads its own invented petition back"

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Models:
    """Everything that the record says, each in the model that is made for it."""

    articles: tuple[Article, ...]
    accounts: tuple[Account, ...]
    catalogues: tuple[ServiceCatalogue, ...]
    burdens: tuple[Burden, Burden]
    petition: Petition


def build(record: Record) -> Models:
    """Make the models of a record."""
    return Models(
        articles=(_report(record), _work_report(record)),
        accounts=_accounts(),
        catalogues=(_traffic(record), _nanjing(record)),
        burdens=_burdens(record),
        petition=_petition(record),
    )


def keep(models: Models, folder: Path) -> dict[Path, int]:
    """Write every model to a file and read it back.

    Returns:
        How many records each file holds.

    Raises:
        ValueError: If a file does not give back what was written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return dict(
        (
            _round_trip(folder / "articles.jsonl", Article, models.articles),
            _round_trip(folder / "accounts.jsonl", Account, models.accounts),
            _round_trip(folder / "catalogues.jsonl", ServiceCatalogue, models.catalogues),
            _round_trip(folder / "burdens.jsonl", Burden, models.burdens),
            _round_trip(folder / "petitions.jsonl", Petition, (models.petition,)),
        )
    )


def _round_trip(path: Path, kind: type[M], records: Sequence[M]) -> tuple[Path, int]:
    # Only the petition holds personal data, and those are invented.
    number = write_jsonl(path, records, purpose=_PURPOSE)
    if list(read_jsonl(path, kind)) != list(records):
        message = f"{path} does not give back what was written"
        raise ValueError(message)
    return path, number


def _midnight(day: date) -> datetime:
    """A printed source has a day and no hour: its day begins at midnight in Beijing."""
    return datetime.combine(day, time(), tzinfo=_BEIJING)


def _report(record: Record) -> Article:
    report = record.report
    facts = [fact for fact in record.facts if record.sources[fact.source] == report]
    return Article(
        identifier="palm-government-2017",
        title=report.title,
        kind=ArticleKind.NEWS,
        published=_midnight(report.published),
        publisher=record.publisher(),
        language="zh-CN",
        body=Body(blocks=(Heading(text="报道中的数字"), _table(facts))),
    )


def _work_report(record: Record) -> Article:
    # Neither the address of the video nor the names of the 32 groups are on record, so they stand
    # as figures: a Video or an Infographic here would be an invention.
    facts = record.about("政府工作报告")
    return Article(
        identifier="work-report-2017",
        title=Text(zh="政府工作报告", en="Report on the Work of the Government"),
        kind=ArticleKind.REPORT,
        published=_midnight(facts[0].as_of.end),
        publisher=Organization(name=Text(zh="国务院", en="State Council")),
        language="zh-CN",
        body=Body(blocks=(Heading(text="报告上的二维码"), _table(facts))),
    )


def _table(facts: Sequence[Fact]) -> Table:
    return Table(
        header=("对象", "数字"), rows=tuple((str(fact.subject), fact.text) for fact in facts)
    )


def _accounts() -> tuple[Account, ...]:
    petitions = Organization(name=Text(zh="国家信访局", en="State petition bureau"))
    police = Organization(name=Text(zh="南京市公安局", en="Nanjing police"))
    # The report does not say on which platform the accounts of Nanjing and Changtang are.
    return (
        Account(
            identifier="traffic-12123",
            platform=Platform.APP,
            handle="交管12123",
            name=Text(zh="交管12123", en="Traffic 12123"),
        ),
        Account(
            identifier="petitions-app",
            platform=Platform.APP,
            handle="国家信访局",
            name=Text(zh="国家信访局手机应用", en="App of the state petition bureau"),
            operator=petitions,
            events=(AccountEvent(kind=AccountEventKind.OPENED, on=date(2016, 7, 1)),),
        ),
        Account(
            identifier="petitions-wechat",
            platform=Platform.WECHAT_OFFICIAL,
            handle="国家信访局",
            name=Text(zh="国家信访局微信", en="WeChat of the state petition bureau"),
            operator=petitions,
            events=(AccountEvent(kind=AccountEventKind.OPENED, on=date(2016, 9, 1)),),
        ),
        Account(
            identifier="nanjing-police",
            platform=Platform.OTHER,
            handle="微警务",
            name=Text(zh="南京公安微警务", en="Nanjing police on the phone"),
            operator=police,
        ),
        Account(
            identifier="changtang",
            platform=Platform.OTHER,
            handle="竹韵长塘",
            name=Text(zh="竹韵长塘", en="Changtang town"),
            operator=Organization(name=Text(zh="长塘镇", en="Changtang town")),
            purpose=Text(zh="每周一期", en="published every week"),
        ),
    )


def _traffic(record: Record) -> ServiceCatalogue:
    parts = (
        ("traffic_info", Text(zh="信息查询和通知", en="Information and notices")),
        ("traffic_transactions", Text(zh="业务办理", en="Transactions")),
    )
    return ServiceCatalogue(
        title=Text(zh="交管12123", en="Traffic 12123"),
        as_of=record.fact("traffic_info").as_of,
        categories=tuple(
            Category(
                name=name,
                reported_categories=_count(record.figure(fact, 0)),
                reported_services=_count(record.figure(fact, 1)),
            )
            for fact, name in parts
        ),
    )


def _nanjing(record: Record) -> ServiceCatalogue:
    services = _count(record.figure("nanjing_services"))
    every = Category(name=Text(zh="全部服务", en="All services"), reported_services=services)
    return ServiceCatalogue(
        title=Text(zh="南京公安微警务", en="Nanjing police, 微警务"),
        as_of=record.fact("nanjing_services").as_of,
        categories=(every,),
        reported_total=services,
    )


def _count(figure: Figure) -> int:
    return int(float(figure))


def _burdens(record: Record) -> tuple[Burden, Burden]:
    return (
        Burden(
            items=record.figure("shaanxi_fields_before"), fee=record.figure("shaanxi_fee_before")
        ),
        Burden(
            items=record.figure("shaanxi_fields_after"),
            fee=record.figure("shaanxi_fee_after"),
            time=record.figure("shaanxi_time_after"),
        ),
    )


def _petition(record: Record) -> Petition:
    case = record.petition
    office, handler = Organization(name=case.office), Organization(name=case.handler)
    return (
        Petition.register(
            rulebook="cn-2005",
            kind=case.kind,
            title=case.title,
            text=case.text,
            number=case.number,
            lookup_code=case.lookup_code,
            channel=PetitionChannel.OFFICIAL_ACCOUNT,
            petitioners=(Petitioner(name=case.name, phone=case.phone),),
            to=office,
            at=case.registered,
        )
        .transfer(at=case.transferred, to=handler)
        .accept(at=case.accepted)
        .answer(at=case.answered, outcome="supported")
        .deliver(at=case.delivered)
        .rate(at=case.rated, satisfaction="satisfied")
    )
