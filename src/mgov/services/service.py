"""`Service`: what an authority offers, to whom, by which way and on what terms."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from mgov.services.burden import Burden
from mgov.services.channel import Channel
from mgov.services.parts import Condition, EnabledPlace, Fee, LegalBasis, Material, Output
from mgov.services.quantities import Count, LengthOfTime
from mgov.services.step import ServiceStep
from mgov.services.vocabulary import Audience, Handling, ItemType, OnlineDepth, ServiceKind
from mgov.values.authentication import AuthenticationLevel
from mgov.values.figures import Figure
from mgov.values.identifiers import (
    DivisionCode,
    NationalItemCode,
    SchemeCodes,
    ServiceItemCode,
)
from mgov.values.model import Model
from mgov.values.organization import Organization
from mgov.values.place import Place
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["Service"]


class Service(Model, frozen=True):
    """A service of government, as a catalogue describes it.

    It is the PublicService of CPSV-AP 3.2 and the GovernmentService of schema.org, with the
    elements that Chinese platforms describe service items by (GB/T 39554.2-2020 names them).
    None means that nobody has said; an empty tuple of materials says that none are needed.
    Whether what is said fits together, `mgov.services.check` tells.

    Attributes:
        name: Its name (CPSV-AP `dct:title`, schema.org `name`).
        item_code: Its implementation code on a Chinese platform (实施编码).
        national_code: Its implementation code on the national platform, of 31 or 33 characters.
        codes: Its codes in other schemes, one a scheme (`dct:identifier`).
        kind: What it does for its user.
        item_type: The type of a Chinese item (事项类型).
        description: What it is about (`dct:description`).
        provider: Who offers it (实施主体, `serviceOperator`).
        competent_authorities: Who is responsible for it and decides (`hasCompetentAuthority`).
        legal_basis: What it rests on (设定依据, `hasLegalResource`).
        audience: For whom it is (服务对象, `addressee`).
        conditions: What has to be so to get it (受理条件, `holdsRequirement`).
        materials: What an application rests on (申请材料, `hasInput`).
        form_items: How many items have to be filled in.
        steps: What somebody goes through to get it, in this order (办理流程).
        channels: By which ways it can be used (`hasChannel`); each can be given as its kind.
        authentication: How its user has to show who they are.
        address: Its page (`url`).
        outputs: What somebody gets from it (审批结果, `produces`).
        fee: What it costs (`hasCost`).
        handling: Whether it is decided at once or within a time (办件类型).
        statutory_time: The time that the law allows (法定办结时限), in `workday` or `day`.
        promised_time: The time that is promised (承诺办结时限); 0 where it is done at once.
        visits: How many visits in person it takes (到办事现场次数).
        visits_reason: Why they are needed (必须现场办理原因).
        online_depth: How much of it is done online (网上办理深度).
        area_served: Where it is offered (`dct:spatial`, `areaServed`).
        enabled_in: Where a platform has switched it on, and since when; each can be given as
            the code of its division.
        valid_from: The first day on which it is offered as described.
        valid_until: The last day.
        life_events: On which occasions of a life or a business it is used (`isGroupedBy`).

    Example:
        >>> from mgov import Service
        >>> service = Service(
        ...     name={"zh": "机动车检验预约", "en": "Book a vehicle inspection"},
        ...     kind="booking",
        ...     channels=["app", "counter"],
        ...     steps=["scan", "face_authentication", "form"],
        ...     authentication="face",
        ...     address="https://www.122.gov.cn/",
        ...     promised_time="5个工作日",
        ... )
        >>> print(service.title, service.promised_time.value, service.promised_time.unit)
        机动车检验预约 5 workday
    """

    name: Text
    item_code: ServiceItemCode | None = None
    national_code: NationalItemCode | None = None
    codes: SchemeCodes = ()
    kind: ServiceKind | None = None
    item_type: ItemType | None = None
    description: Text | None = None
    provider: Organization | None = None
    competent_authorities: tuple[Organization, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    audience: tuple[Audience, ...] = ()
    conditions: tuple[Condition, ...] | None = None
    materials: tuple[Material, ...] | None = None
    form_items: Count | None = None
    steps: tuple[ServiceStep, ...] = ()
    channels: tuple[Channel, ...] = ()
    authentication: AuthenticationLevel | None = None
    address: WebAddress | None = None
    outputs: tuple[Output, ...] | None = None
    fee: Fee | None = None
    handling: Handling | None = None
    statutory_time: LengthOfTime | None = None
    promised_time: LengthOfTime | None = None
    visits: Annotated[int, Field(ge=0)] | None = None
    visits_reason: Text | None = None
    online_depth: OnlineDepth | None = None
    area_served: tuple[Place, ...] = ()
    enabled_in: tuple[EnabledPlace, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    life_events: tuple[Text, ...] = ()

    @property
    def title(self) -> Text:
        """The name, so that a link to the service has a caption."""
        return self.name

    @property
    def identifier(self) -> str | None:
        """What other records call it by: the item code, the national one, else another.

        Example:
            >>> from mgov import Service
            >>> Service(name="公积金查询", codes=[{"scheme": "gov.uk", "code": "pay"}]).identifier
            'gov.uk pay'
        """
        known = (self.item_code, self.national_code, *self.codes)
        return next((str(code) for code in known if code is not None), None)

    @property
    def burden(self) -> Burden:
        """What it asks of its user, as far as the description says it.

        A material that the platform fetches is not asked for; one that is needed only in some
        cases leaves open how many there are.

        Example:
            >>> from mgov import Service
            >>> service = Service(
            ...     name="企业开办",
            ...     form_items="37项",
            ...     visits=0,
            ...     materials=["住所证明", {"name": "授权书", "required": False}],
            ... )
            >>> service.burden.known
            ('items', 'materials', 'visits')
            >>> print(service.burden.materials)
            1 to 2
        """
        return Burden(
            items=self.form_items,
            materials=None if self.materials is None else _how_many(self.materials),
            fee=None if self.fee is None else self.fee.amount,
            time=self.promised_time,
            visits=None if self.visits is None else Figure.exact(self.visits),
        )

    def is_valid(self, *, on: date) -> bool:
        """Say whether it is offered on a day, as far as days are given.

        Example:
            >>> from datetime import date
            >>> from mgov import Service
            >>> Service(name="春运抢票", valid_until="2017-02-21").is_valid(on=date(2017, 8, 17))
            False
        """
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )

    def is_enabled(self, division: str, *, on: date) -> bool | None:
        """Say whether it can be used in a division on a day; None if nobody has said where.

        A service that is on in a province is on in its cities; one that is on in a city need
        not be so in all of the province.

        Args:
            division: The code of a division.
            on: The day.

        Raises:
            mgov.errors.InvalidValueError: If it is no code of a division.

        Example:
            >>> from datetime import date
            >>> from mgov import Service
            >>> service = Service(name="违法查询", enabled_in=["320000"])
            >>> service.is_enabled("320100", on=date(2017, 8, 17))
            True
        """
        # Read once by whoever asks this of many services.
        code = division if isinstance(division, DivisionCode) else DivisionCode(division)
        known = [
            (each.place.division, each)
            for each in self.enabled_in
            if each.place.division is not None
        ]
        if not known:
            return None
        return self.is_valid(on=on) and any(
            enabled.contains(code) and each.holds_on(on) for enabled, each in known
        )


def _how_many(materials: tuple[Material, ...]) -> Figure:
    asked = [material for material in materials if material.is_asked_for]
    always = sum(material.required for material in asked)
    if always == len(asked):
        return Figure.exact(always)
    return Figure.between(always, len(asked))
