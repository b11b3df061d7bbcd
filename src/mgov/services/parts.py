"""What a service is made of: its legal basis, its materials, its channels, its fee."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from mgov.errors import InvalidValueError
from mgov.services.vocabulary import ChannelKind
from mgov.values.figures import Figure
from mgov.values.model import Model
from mgov.values.place import Place
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["Channel", "Fee", "LegalBasis", "LengthOfTime", "Material"]

_TIMES = ("s", "min", "h", "day", "workday", "week", "month", "quarter", "year")


def _a_length_of_time(figure: Figure) -> Figure:
    if figure.unit is not None and figure.unit not in _TIMES:
        raise InvalidValueError(
            f"counts {figure.unit}, which is no time",
            field="time",
            remedy="Give a length of time, such as 5个工作日 or 20 days.",
            code="time_unit",
        ).as_pydantic()
    return figure


LengthOfTime = Annotated[Figure, AfterValidator(_a_length_of_time)]
"""A figure that counts time; one without a unit, such as 0, may stand for none at all."""


class LegalBasis(Model, frozen=True):
    """What a service, or its fee, rests on (CPSV-AP 3.2 `hasLegalResource`).

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


class Material(Model, frozen=True):
    """Something an applicant has to bring (申请材料, CPSV-AP 3.2 `hasInput`).

    In a field of a model it can be given as its name alone.

    Attributes:
        name: What it is.
        required: Whether it is always needed, or only in some cases.

    Example:
        >>> from mgov.services import Material
        >>> Material(name="居民身份证").required
        True
    """

    name: Text
    required: bool = True

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, data: object) -> object:
        return {"name": data} if isinstance(data, str | Text) else data


class Channel(Model, frozen=True):
    """A way by which a service is used (CPSV-AP 3.2 `hasChannel`, schema.org `ServiceChannel`).

    In a field of a model it can be given as its kind alone.

    Attributes:
        kind: The kind of channel.
        name: What it is called, such as the name of an app or a hall.
        address: Its address on the web.
        place: Where it stands.

    Example:
        >>> from mgov.services import Channel
        >>> Channel.model_validate("counter") == Channel(kind="counter")
        True
    """

    kind: ChannelKind
    name: Text | None = None
    address: WebAddress | None = None
    place: Place | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_kind(cls, data: object) -> object:
        return {"kind": data} if isinstance(data, str) else data


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

    amount: Figure
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    basis: LegalBasis | None = None
    online_payment: bool | None = None

    @property
    def is_free(self) -> bool:
        """Whether nothing is charged."""
        return self.amount.low == self.amount.high == 0
