"""What a service rests on, asks for, gives and costs, and where it has been switched on."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from mgov.errors import InvalidValueError
from mgov.services.quantities import Money, currency_of
from mgov.values.identifiers import SchemeCodes
from mgov.values.model import Model
from mgov.values.place import Place
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = [
    "Condition",
    "EnabledPlace",
    "Fee",
    "LegalBasis",
    "Material",
    "MaterialForm",
    "Output",
    "OutputKind",
]


class LegalBasis(Model, frozen=True):
    """What a service, a condition or a fee rests on (CPSV-AP 3.2 `hasLegalResource`).

    Attributes:
        title: The law, regulation or document.
        article: Where in it.
        address: Where it can be read.

    Example:
        >>> from mgov.services import LegalBasis
        >>> basis = LegalBasis(title="中华人民共和国道路交通安全法", article="第十九条")
        >>> print(basis.title, basis.article)
        中华人民共和国道路交通安全法 第十九条
    """

    title: Text
    article: Annotated[str, StringConstraints(min_length=1)] | None = None
    address: WebAddress | None = None


class Condition(Model, frozen=True):
    """What has to be so for somebody to get a service (受理条件, CPSV-AP `holdsRequirement`).

    In a field of a model it can be given as its text alone.

    Attributes:
        name: The condition.
        codes: Its codes in registers, one a register (`dct:identifier`).
        legal_basis: What it rests on.
        proven_by: The names of the materials that prove it (`hasSupportingEvidence`).

    Example:
        >>> from mgov.services import Condition
        >>> condition = Condition(name="年满18周岁", proven_by=["居民身份证"])
        >>> print(condition.name, *condition.proven_by)
        年满18周岁 居民身份证
    """

    name: Text
    codes: SchemeCodes = ()
    legal_basis: LegalBasis | None = None
    proven_by: tuple[Text, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, data: object) -> object:
        return {"name": data} if isinstance(data, str | Text) else data


class MaterialForm(StrEnum):
    """What a material has to be (材料类型).

    Attributes:
        ORIGINAL: The original (原件).
        COPY: A copy (复印件).
        BOTH: The original and a copy (原件和复印件).

    Example:
        >>> from mgov.services import MaterialForm
        >>> MaterialForm("both").value
        'both'
    """

    ORIGINAL = "original"
    COPY = "copy"
    BOTH = "both"


class Material(Model, frozen=True):
    """Something that an application rests on (申请材料, CPSV-AP 3.2 `hasInput`).

    In a field of a model it can be given as its name alone.

    Attributes:
        name: What it is.
        codes: Its codes in registers, one a register (`dct:identifier`).
        description: What it has to show.
        required: Whether it is always needed, or only in some cases.
        form: Whether the original or a copy is needed.
        copies: How many of it.
        electronic: Whether an electronic one is accepted; None if nobody has said.
        fetched: Whether the platform gets it from whoever holds it, so that the applicant is
            not asked for it; None if nobody has said.

    Example:
        >>> from mgov.services import Material
        >>> license = Material(name="营业执照", form="copy", electronic=True, fetched=True)
        >>> license.required, license.is_asked_for
        (True, False)
    """

    name: Text
    codes: SchemeCodes = ()
    description: Text | None = None
    required: bool = True
    form: MaterialForm | None = None
    copies: Annotated[int, Field(ge=1)] | None = None
    electronic: bool | None = None
    fetched: bool | None = None

    @property
    def is_asked_for(self) -> bool:
        """Whether the applicant has to give it, at least in some cases."""
        return self.fetched is not True

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, data: object) -> object:
        return {"name": data} if isinstance(data, str | Text) else data


class OutputKind(StrEnum):
    """What a service ends in (审批结果类型).

    Attributes:
        CERTIFICATE: A certificate or license (出证办结).
        DOCUMENT: A document (出文办结).
        DECISION: An approval, such as an official reply (审批办结).

    Example:
        >>> from mgov.services import OutputKind
        >>> OutputKind("certificate").value
        'certificate'
    """

    CERTIFICATE = "certificate"
    DOCUMENT = "document"
    DECISION = "decision"


class Output(Model, frozen=True):
    """What somebody gets from a service (审批结果, CPSV-AP 3.2 `produces`).

    In a field of a model it can be given as its name alone.

    Attributes:
        name: What it is called.
        kind: What it is.
        codes: Its codes in registers, one a register (`dct:identifier`).
        electronic: Whether it is issued electronically; None if nobody has said.

    Example:
        >>> from mgov.services import Output
        >>> print(Output(name="机动车行驶证", kind="certificate").name)
        机动车行驶证
    """

    name: Text
    kind: OutputKind | None = None
    codes: SchemeCodes = ()
    electronic: bool | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, data: object) -> object:
        return {"name": data} if isinstance(data, str | Text) else data


class Fee(Model, frozen=True):
    """What a service costs its user (CPSV-AP 3.2 `hasCost`).

    Attributes:
        amount: How much; a figure, since fees are often reported as a range.
        currency: Of which money: a code of ISO 4217, such as CNY.
        basis: What allows it to be charged (收费依据).
        online_payment: Whether it can be paid online.

    Example:
        >>> from mgov.services import Fee
        >>> Fee(amount="10元", currency="CNY").is_free, Fee(amount=0, currency="CNY").is_free
        (False, True)
    """

    amount: Money
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    basis: LegalBasis | None = None
    online_payment: bool | None = None

    @property
    def is_free(self) -> bool:
        """Whether nothing is charged."""
        return self.amount.low == self.amount.high == 0

    @model_validator(mode="after")
    def _is_in_its_currency(self) -> Self:
        currency = currency_of(self.amount.unit)
        if currency not in {None, self.currency}:
            trouble = f"has an amount in {currency} and the currency {self.currency}"
            remedy = "Correct one of them."
            raise InvalidValueError(trouble, remedy=remedy, code="fee_currency").as_pydantic()
        return self


class EnabledPlace(Model, frozen=True):
    """A place in which a service can be used, and since when.

    In a field of a model it can be given as the code of a division alone.

    Attributes:
        place: Where.
        since: The first day; None if nobody has said.
        until: The last day; None if it goes on.

    Example:
        >>> from datetime import date
        >>> from mgov.services import EnabledPlace
        >>> nanjing = EnabledPlace(place={"division": "320100"}, since="2017-03-01")
        >>> nanjing.holds_on(date(2017, 2, 28)), nanjing.holds_on(date(2017, 3, 1))
        (False, True)
    """

    place: Place
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it can be used there on a day, as far as days are given."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    @model_validator(mode="before")
    @classmethod
    def _from_division(cls, data: object) -> object:
        return {"place": {"division": data}} if isinstance(data, str) else data
