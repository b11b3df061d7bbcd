"""A program of a user: checked by mypy and pyright in strict mode, and never run.

What a type checker infers is part of the library's contract, so results are held against
`assert_type` where a wrong annotation would go unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import assert_type
from zoneinfo import ZoneInfo

import polars as pl

import mgov
from mgov import (
    Account,
    Alert,
    Application,
    Article,
    Burden,
    Figure,
    HostPolicy,
    Organization,
    Period,
    Petition,
    Place,
    Post,
    Rating,
    Service,
    ServiceCatalogue,
    Text,
    WebAddress,
    WorkCalendar,
    check_jsonl,
    qr,
    read_jsonl,
    stats,
    write_jsonl,
)
from mgov.accounts import (
    AccountAudit,
    AccountDirectory,
    AuditRecord,
    Message,
    Observation,
    OpeningRate,
    Platform,
    audit,
    audit_many,
    read_inventory,
)
from mgov.articles import (
    AlertBoard,
    AlertInForce,
    ArticleKind,
    Body,
    ContentDigest,
    CorrectionReport,
    Heading,
    Paragraph,
    ReleaseReview,
    TrailHead,
)
from mgov.errors import InvalidDataError, MgovError, Problem
from mgov.petitions import Deadline, Everybody, Lifecycle, PublicView, Satisfaction, to_icalendar
from mgov.services import (
    CatalogueDiff,
    Category,
    Channel,
    ChannelKind,
    RatingTally,
    ServiceFinding,
    ServiceKind,
    check,
)
from mgov.stats import kpi
from mgov.values.addressable import Addressable
from mgov.values.figures import Basis, Interval
from mgov.values.identifiers import DivisionCode, SiteCode, UnifiedSocialCreditCode
from mgov.values.jsonl import Report
from mgov.values.model import Model
from mgov.values.personal import Disclosure, PersonName, revealed
from mgov.values.personal import audit as audit_disclosures

BEIJING = ZoneInfo("Asia/Shanghai")


class Reach(Model, frozen=True):
    """A model of the user's own, with values of the library as fields."""

    platform: Text
    followers: Figure
    as_of: Period


class Desk:
    """Anything with an address and a title can be made a code of."""

    address = WebAddress("https://www.example.gov.cn/desk")
    title = "Service desk"


def figures(text: str) -> list[Fraction | int]:
    users = Figure.parse("7.24亿", unit="人")
    assert_type(users.interval, Interval)
    assert_type(users.basis, Basis)
    assert_type(users / 2, Figure)
    assert_type(3 * users - Figure.exact(5), Figure)
    if users.value is None or users.agrees_with(724_000_000):
        print(users.explain("zh"), users.format("en", digits=3))
    return [figure.value for figure in Figure.find_all(text) if figure.value is not None]


def measures() -> list[str]:
    growth = stats.growth("7.24亿", increase="增加2830万人")
    share = stats.share(Figure.exact(2), Figure.exact(31))
    reads = stats.per("超过2605亿次", "7469万多条")
    assert_type(growth, Figure)
    return [each.format(digits=3) for each in (growth, share, reads, stats.coverage(2, 31))]


def organization() -> Organization:
    return Organization(
        name=Text(zh="广安区政务服务局", en="Guang'an District Government Services"),
        credit_code=UnifiedSocialCreditCode("91110108551385082Q"),
        site_code=SiteCode("5101320017"),
        area_served=Place(division=DivisionCode("511602")),
        address=WebAddress("https://www.example.gov.cn/"),
    )


def article(publisher: Organization) -> Article:
    made = Article(
        identifier="1",
        title=Text(zh="公告"),
        kind=ArticleKind.NOTICE,
        published=datetime(2017, 8, 17, 9, tzinfo=BEIJING),
        publisher=publisher,
        address=WebAddress("https://www.example.gov.cn/1.htm"),
        body=Body(blocks=(Heading(text="要点"), Paragraph(text="我国手机网民规模达7.24亿。"))),
    )
    assert_type(made.age(at=datetime.now(UTC)), timedelta)
    assert_type(made.figures(), tuple[Figure, ...])
    return made.replace(title=Text("公报"))


def warnings_now(received: list[Alert], at: datetime) -> tuple[AlertInForce, ...]:
    board = AlertBoard(alerts=tuple(received))
    assert_type(board.latency(received[0]), timedelta | None)
    return board.in_force(at=at, where=Place(division=DivisionCode("511602")))


def review(draft: Article, at: datetime) -> TrailHead:
    made = ReleaseReview.draft(
        article=draft.identifier,
        rulebook="cn-2018",
        by="u17",
        role="writer",
        at=at,
        content=ContentDigest.of(draft),
    )
    assert_type(made, ReleaseReview)
    assert_type(made.next_steps, tuple[str, ...])
    return made.head


def corrected(report: CorrectionReport, wrong: Article, at: datetime) -> Article:
    closed, right = report.accept(wrong, at=at, by="u17")
    assert_type(closed, CorrectionReport)
    assert_type(right.version, int)
    return right


def service(provider: Organization) -> tuple[ServiceFinding, ...]:
    made = Service(
        name=Text(zh="机动车检验预约", en="Book a vehicle inspection"),
        kind=ServiceKind.BOOKING,
        provider=provider,
        channels=(Channel(kind=ChannelKind.APP),),
        promised_time=Figure.parse("5个工作日"),
        visits=1,
    )
    assert_type(made.burden, Burden)
    catalogue = ServiceCatalogue(
        title=Text("交管12123"),
        provider=provider,
        categories=(
            Category(name=Text("业务办理"), services=(made,)),
            Category(name=Text("信息查询通知"), reported_services=124),
        ),
    )
    assert_type(catalogue.total, int)
    for each in catalogue:
        assert_type(each, Service)
    return check(made)


def use_of(
    services: tuple[ServiceCatalogue, ServiceCatalogue], given: list[Rating]
) -> Figure | None:
    assert_type(CatalogueDiff.between(*services).is_empty, bool)
    return RatingTally.of(given, unrated=3).share("good_rate").share


def application(licensed: Service) -> bool | None:
    made = Application.start(
        rulebook="cn-2004", service=licensed, at=datetime(2024, 3, 1, 9, tzinfo=BEIJING)
    )
    made = made.submit(at=datetime(2024, 3, 1, 10, tzinfo=BEIJING))
    assert_type(made.due(calendar=WorkCalendar()), date | None)
    return made.is_on_time(at=datetime(2024, 3, 4, 9, tzinfo=BEIJING))


def reform(before: Burden, after: Burden) -> str:
    change = stats.burden_change(before, after)
    assert_type(change, stats.BurdenChange)
    assert_type(change.items, Figure | None)
    assert_type(stats.burden_change("201项", "37项"), Figure)
    return change.explain("zh")


def account(posts: Iterator[Post]) -> AccountAudit:
    made = Account(identifier="a", platform=Platform.WEIBO, handle="a", name=Text("某区发布"))
    seen = Observation(
        account="a", rule="no_interaction", broken=False, at=datetime(2019, 4, 10, tzinfo=UTC)
    )
    report = audit(made, posts, at=datetime(2019, 4, 15, tzinfo=BEIJING), observations=[seen])
    assert_type(report.passed, bool | None)
    return report


def directory(path: Path, posts: Path, at: datetime) -> list[AuditRecord]:
    accounts = read_inventory(path, platforms={"视频号": Platform.OTHER})
    assert_type(accounts, AccountDirectory)
    assert_type(accounts.opening_rate(at=at), OpeningRate)
    for each in accounts:
        assert_type(each, Account)
    unanswered: list[Message] = []
    audits = audit_many(accounts, posts, unanswered, at=at)
    return [record for each in audits for record in each.to_records()]


def petition() -> Petition:
    made = Petition.register(
        rulebook="cn-2022",
        kind="claim",
        title="楼上渗水无人处理",
        at=datetime(2022, 6, 1, 10, tzinfo=BEIJING),
    )
    made = made.accept(at=datetime(2022, 6, 6, 9, tzinfo=BEIJING))
    assert_type(made, Petition)
    assert_type(made.deadlines(calendar=WorkCalendar()), tuple[Deadline, ...])
    due = made.next_due()
    if due is not None and due.due is not None:
        assert_type(due.due, date)
    closed = made.answer(at=datetime(2022, 7, 1, 9, tzinfo=BEIJING), outcome="supported")
    return closed.rate(
        at=datetime(2022, 7, 2, 9, tzinfo=BEIJING), satisfaction=Satisfaction.SATISFIED
    )


def told(made: Petition, at: datetime) -> bytes:
    assert_type(made.view_for(Everybody()), PublicView | None)
    return to_icalendar([made], at=at)


def lifecycle(path: Path) -> tuple[str, ...]:
    book = Lifecycle.load(path)
    assert_type(book.rule("close").days, int | None)
    return tuple(step.id for step in book.steps_from("accepted", kind="claim"))


def personal(made: Petition) -> list[Disclosure]:
    seen: list[Disclosure] = []
    with audit_disclosures(seen.append):
        assert_type(PersonName("张三").reveal(purpose="print the receipt"), str)
        assert_type(revealed(made, purpose="store the case"), dict[str, object])
    return seen


def codes(target: Addressable, folder: Path) -> list[qr.Scan]:
    link = qr.Link(target, policy=HostPolicy.named("gov.cn")).tagged(source="poster")
    code = qr.make(link, correction="M", caption="公告", show_address=True)
    code.save(folder / "code.svg", module_mm=0.5)
    assert_type(code.svg(), str)
    assert_type(code.png(pixels=400), bytes)
    assert_type(code.print_size(distance=500, dpi=300).total_mm, float)
    verdict = HostPolicy.named("gov.cn").check(code.text)
    if not verdict.ok:
        print(verdict.message.in_language("zh", "en"))
    return qr.read(code.png())


def calendar_days() -> tuple[date, Period]:
    calendar = WorkCalendar(holidays=frozenset({date(2017, 10, 2)}))
    due = calendar.deadline(date(2017, 9, 25), workdays=5)
    period = Period.of(due, "month") + 1
    assert_type(period.split("day"), tuple[Period, ...])
    return due, period


def records(path: Path) -> Report:
    reach = Reach(
        platform=Text("微博"), followers=Figure.parse("超过440万"), as_of=Period("../2017-08")
    )
    written = write_jsonl(path, [reach])
    assert_type(written, int)
    assert_type(read_jsonl(path, Reach), Iterator[Reach])
    return check_jsonl(path, Reach)


def adoption(
    uses: list[stats.ServiceUse], frame: pl.DataFrame, query: pl.LazyFrame, folder: Path
) -> list[str]:
    night = stats.Measure(
        id="night_share",
        name=Text(zh="夜间办理率", en="Night share"),
        numerator=stats.count(where=stats.column("hour").is_in(22, 23, 0, 1)),
        denominator=stats.count(),
        unit="share",
    )
    catalogue = kpi.catalogue().merged(stats.rating_catalogue())
    chosen = [kpi.mobile_share, kpi.active_users.replace(minimum_n=10), night]
    asked = stats.measure(uses, chosen[:2], by="region", period="month", time_zone="Asia/Shanghai")
    assert_type(asked, stats.MeasureTable)
    assert_type(stats.measure(({"hour": hour} for hour in range(24)), night), stats.MeasureTable)
    assert_type(stats.measure(folder / "*.parquet", chosen), stats.MeasureTable)
    assert_type(stats.measure(frame, night, by=["region"]), pl.DataFrame)
    answer = stats.measure(query, night, margins=True)
    assert_type(answer, pl.LazyFrame)
    table = stats.tabulate(answer, night, margins=True)
    returned = stats.retention(uses, period="month", time_zone="Asia/Shanghai", minimum_n=5)
    assert_type(returned.curve, tuple[stats.RetentionPoint, ...])
    for shift in kpi.channel_shift(frame, period="quarter", time_zone="Asia/Shanghai"):
        print(shift.channel, shift.points, shift.low, shift.high)
    print(table, returned, len(catalogue))
    return [row[night.id].definition.describe("zh") for row in table.rows]


def errors(data: dict[str, object]) -> tuple[Problem, ...]:
    try:
        Reach.model_validate(data)
    except InvalidDataError as error:
        return error.problems
    except MgovError as error:
        print(error.field, error.trouble, error.remedy, error.code)
    return ()


def main(folder: Path) -> None:
    publisher = organization()
    notice = article(publisher)
    # Whatever is addressable makes a code, without a common base.
    for target in (publisher, notice, Desk()):
        print(*codes(target, folder))
    print(*service(publisher), reform(Burden(), Burden(visits=Figure.exact(0))))
    print(mgov.Figure.parse("nearly half"), calendar_days(), records(folder / "reach.jsonl"))


def signed_labels(target: Addressable, key: bytes, folder: Path, at: datetime) -> list[str]:
    signer = qr.HmacSigner([key])
    link = qr.Link(target, policy="gov.cn").signed(signer, expires=at)
    code = qr.make(link, correction="H")
    styled: qr.StyledCode = qr.style(code, dark="#00467f")
    share: float = styled.readability.damage.area
    labels: qr.Sheet = qr.sheet([code], paper="Letter", columns=2, rows=3)
    labels.save(folder / f"{share}.pdf")
    code.save(folder / "label.pdf", module_mm=0.5)
    assert_type(styled.pdf(module_mm=0.5), bytes)
    batch = qr.make_many(["https://www.gov.cn/"], into=folder, kind="png", encoder="auto")
    made = list(batch)
    assert_type(batch.left_over, tuple[str, ...])
    verdicts = [
        qr.check(scan, policy="gov.cn", signer=signer, at=at) for scan in qr.read(code.png())
    ]
    return [verdict.code for verdict in verdicts] + [each.path or "" for each in made]
