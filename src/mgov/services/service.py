"""`Service`: what an authority offers, to whom, by which way and on what terms."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mgov.services.burden import Burden
from mgov.services.parts import Channel, Fee, LegalBasis, LengthOfTime, Material
from mgov.services.vocabulary import Audience, Handling, ItemType, OnlineDepth, ServiceKind
from mgov.values.figures import Figure
from mgov.values.identifiers import SchemeCodes, ServiceItemCode
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
        codes: Its codes in other schemes, one a scheme (`dct:identifier`).
        kind: What it does for its user.
        item_type: The type of a Chinese item (事项类型).
        description: What it is about.
        provider: Who offers it (`hasCompetentAuthority`, `serviceOperator`).
        legal_basis: What it rests on (设定依据, `hasLegalResource`).
        audience: For whom it is (服务对象, `addressee`).
        materials: What has to be brought (申请材料, `hasInput`).
        form_items: How many items have to be filled in.
        channels: By which ways it can be used (`hasChannel`); each can be given as its kind.
        address: Its page (`url`).
        fee: What it costs (`hasCost`).
        handling: Whether it is decided at once or within a time (办件类型).
        statutory_time: The time that the law allows (法定办结时限), in `workday` or `day`.
        promised_time: The time that is promised (承诺办结时限); 0 where it is done at once.
        visits: How many visits in person it takes (到办事现场次数).
        visits_reason: Why they are needed (必须现场办理原因).
        online_depth: How much of it is done online (网上办理深度).
        area_served: Where it is offered (`dct:spatial`, `areaServed`).
        life_events: On which occasions of a life or a business it is used (`isGroupedBy`).

    Example:
        >>> from mgov import Service
        >>> service = Service(
        ...     name={"zh": "机动车检验预约", "en": "Book a vehicle inspection"},
        ...     kind="booking",
        ...     channels=["app", "counter"],
        ...     address="https://www.122.gov.cn/",
        ...     promised_time="5个工作日",
        ... )
        >>> print(service.title, service.promised_time.value, service.promised_time.unit)
        机动车检验预约 5 workday
    """

    name: Text
    item_code: ServiceItemCode | None = None
    codes: SchemeCodes = ()
    kind: ServiceKind | None = None
    item_type: ItemType | None = None
    description: Text | None = None
    provider: Organization | None = None
    legal_basis: tuple[LegalBasis, ...] = ()
    audience: tuple[Audience, ...] = ()
    materials: tuple[Material, ...] | None = None
    form_items: Figure | None = None
    channels: tuple[Channel, ...] = ()
    address: WebAddress | None = None
    fee: Fee | None = None
    handling: Handling | None = None
    statutory_time: LengthOfTime | None = None
    promised_time: LengthOfTime | None = None
    visits: Annotated[int, Field(ge=0)] | None = None
    visits_reason: Text | None = None
    online_depth: OnlineDepth | None = None
    area_served: tuple[Place, ...] = ()
    life_events: tuple[Text, ...] = ()

    @property
    def title(self) -> Text:
        """The name, so that a link to the service has a caption."""
        return self.name

    @property
    def identifier(self) -> str | None:
        """What other records call it by: the item code, else a code of another scheme.

        Example:
            >>> from mgov import Service
            >>> Service(name="公积金查询", codes=[{"scheme": "gov.uk", "code": "pay"}]).identifier
            'gov.uk pay'
        """
        known = (self.item_code, *self.codes)
        return next((str(code) for code in known if code is not None), None)

    @property
    def burden(self) -> Burden:
        """What it asks of its user, as far as the description says it.

        Example:
            >>> from mgov import Service
            >>> service = Service(name="企业开办", form_items="37项", visits=0, materials=[])
            >>> service.burden.known
            ('items', 'materials', 'visits')
        """
        return Burden(
            items=self.form_items,
            materials=None if self.materials is None else Figure.exact(len(self.materials)),
            fee=None if self.fee is None else self.fee.amount,
            time=self.promised_time,
            visits=None if self.visits is None else Figure.exact(self.visits),
        )
