"""What happened to an application: one event a step, with the slot, corrections and delivery."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.personal import PersonalText, StreetAddress
from mgov.values.place import Place
from mgov.values.text import Text

__all__ = ["ApplicationEvent", "BookingSlot", "Delivery", "DeliveryMethod"]

_Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class BookingSlot(Model, frozen=True):
    """A time at which the applicant is expected.

    Attributes:
        starts: When it begins.
        ends: When it is over.
        place: Where.
        counter: Which counter, room or queue.

    Raises:
        mgov.errors.InvalidDataError: If it is over before it begins.

    Example:
        >>> from mgov.services import BookingSlot
        >>> slot = BookingSlot(
        ...     starts="2017-08-21T09:00+08:00", ends="2017-08-21T09:30+08:00", counter="3号窗口"
        ... )
        >>> slot.starts.hour, slot.counter
        (9, '3号窗口')
    """

    starts: AwareDatetime
    ends: AwareDatetime | None = None
    place: Place | None = None
    counter: _Word | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends is not None and in_utc(self.ends) <= in_utc(self.starts):
            trouble, remedy = "is over before it begins", "Correct starts or ends."
            raise InvalidValueError(trouble, remedy=remedy, code="booking_slot").as_pydantic()
        return self


class DeliveryMethod(StrEnum):
    """How the result reaches the applicant.

    Attributes:
        POST: By post or courier.
        COUNTER: It is picked up at a counter.
        KIOSK: It is printed at a self-service terminal.
        ELECTRONIC: It is sent, or shown in an app.

    Example:
        >>> from mgov.services import DeliveryMethod
        >>> DeliveryMethod("post") is DeliveryMethod.POST
        True
    """

    POST = "post"
    COUNTER = "counter"
    KIOSK = "kiosk"
    ELECTRONIC = "electronic"


class Delivery(Model, frozen=True):
    """How a result is delivered. By its tracking number a parcel is followed to a home: personal.

    Attributes:
        method: By which way.
        carrier: Who carries it.
        tracking_number: The number by which the carrier knows it.
        address: Where it goes.

    Example:
        >>> from mgov.services import Delivery
        >>> Delivery(method="post", carrier="EMS", tracking_number="EA123456789CN").tracking_number
        PersonalText('***')
    """

    method: DeliveryMethod
    carrier: _Word | None = None
    tracking_number: PersonalText | None = None
    address: StreetAddress | None = None


class ApplicationEvent(Model, frozen=True):
    """One step of an application's course.

    Which of the details a step needs and which it can have, the lifecycle says.

    Attributes:
        step: The id of the step in the lifecycle, such as `accept`.
        at: When it was taken.
        reason: The id of the reason, such as `conditions_not_met` for a refusal.
        corrections: What has to be corrected or handed in later, each as the service names its
            materials and fields. What is said about a person belongs in the explanation.
        slot: The slot that was booked.
        delivery: How the result is delivered.
        output: The identifier of what was issued, such as that of a `Credential`.
        days: By how many days a term is extended; all that the law allows if it is not said.
        explanation: In words why, or what was decided, which is shown nowhere.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.services import ApplicationEvent
        >>> event = ApplicationEvent(
        ...     step="ask_for_correction",
        ...     at=datetime(2017, 8, 18, 2, tzinfo=UTC),
        ...     corrections=["住所证明"],
        ...     explanation="租赁合同缺少房东签名",
        ... )
        >>> print(event.corrections[0], event.explanation)
        住所证明 ***
    """

    step: Annotated[str, Field(min_length=1)]
    at: AwareDatetime
    reason: str | None = None
    corrections: tuple[Text, ...] = ()
    slot: BookingSlot | None = None
    delivery: Delivery | None = None
    output: _Word | None = None
    days: Annotated[int, Field(ge=1)] | None = None
    explanation: PersonalText | None = None
