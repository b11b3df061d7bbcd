"""What somebody goes through to get a service, one step after another."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator

from mgov.services.quantities import LengthOfTime
from mgov.services.vocabulary import ChannelKind
from mgov.values.model import Model
from mgov.values.text import Text

__all__ = ["ServiceStep", "StepKind"]


class StepKind(StrEnum):
    """What is done in a step.

    Attributes:
        SCAN: A code is scanned.
        SIGN_IN: The user signs in.
        FACE_AUTHENTICATION: A face is compared with the picture in the register.
        FORM: A form is filled in.
        UPLOAD: Documents are sent in.
        SIGNATURE: The user signs, by hand or electronically.
        BOOKING: An appointment is made.
        ATTENDANCE: The user appears in person, as to be asked or to give fingerprints.
        PAYMENT: The fee is paid.
        EXAMINATION: The authority examines the application.
        DECISION: The authority decides on it.
        DELIVERY: The result is sent by post or courier.
        COLLECTION: The result is picked up.

    Example:
        >>> from mgov.services import StepKind
        >>> StepKind("scan") is StepKind.SCAN
        True
    """

    SCAN = "scan"
    SIGN_IN = "sign_in"
    FACE_AUTHENTICATION = "face_authentication"
    FORM = "form"
    UPLOAD = "upload"
    SIGNATURE = "signature"
    BOOKING = "booking"
    ATTENDANCE = "attendance"
    PAYMENT = "payment"
    EXAMINATION = "examination"
    DECISION = "decision"
    DELIVERY = "delivery"
    COLLECTION = "collection"

    @property
    def is_the_authoritys(self) -> bool:
        """Whether the authority does it, so that its time is none that the user spends."""
        return self in {StepKind.EXAMINATION, StepKind.DECISION, StepKind.DELIVERY}


class ServiceStep(Model, frozen=True):
    """One step of a service. In a field of a model it can be given as its kind alone.

    Attributes:
        kind: What is done.
        title: What it is called.
        channel: Where it is done; None if nobody has said.
        in_person: Whether the user has to be there in person, if stated; see `needs_visit`.
        required: Whether everybody goes through it, or only some.
        time: How long it takes.

    Example:
        >>> from mgov.services import ServiceStep
        >>> step = ServiceStep(kind="form", channel="app", time="10分钟")
        >>> step.needs_visit, step.time.value
        (False, 10)
        >>> ServiceStep.model_validate("attendance").needs_visit
        True
    """

    kind: StepKind
    title: Text | None = None
    channel: ChannelKind | None = None
    in_person: bool | None = None
    required: bool = True
    time: LengthOfTime | None = None

    @property
    def needs_visit(self) -> bool | None:
        """Whether it takes a visit: as stated, else as its channel and its kind tell.

        None where neither does: a step without a channel may be done at a desk or at home, and
        a terminal may stand in the office or around the corner.

        Example:
            >>> from mgov.services import ServiceStep
            >>> print(ServiceStep(kind="payment", channel="kiosk").needs_visit)
            None
            >>> ServiceStep(kind="collection", in_person=False).needs_visit  # a locker
            False
        """
        if self.in_person is not None:
            return self.in_person
        if self.kind in {StepKind.ATTENDANCE, StepKind.COLLECTION}:
            return True
        if self.channel is None or self.channel is ChannelKind.KIOSK:
            return None
        return self.channel is ChannelKind.COUNTER

    @model_validator(mode="before")
    @classmethod
    def _from_kind(cls, data: object) -> object:
        return {"kind": data} if isinstance(data, str) else data
