"""The words of services: what they are, for whom, by which way, how far online."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from mgov.errors import InvalidValueError
from mgov.values.text import Text

__all__ = ["Audience", "ChannelKind", "Handling", "ItemType", "OnlineDepth", "ServiceKind"]


class ServiceKind(StrEnum):
    """What a service does for its user.

    Attributes:
        QUERY: It answers what is asked.
        NOTIFICATION: It tells without being asked.
        BOOKING: It gives an appointment.
        APPLICATION: It takes a request that is decided on.
        PAYMENT: It takes or pays money.
        CERTIFICATE: It gives a document.
        COMPLAINT: It takes a complaint or a report.

    Example:
        >>> from mgov.services import ServiceKind
        >>> ServiceKind("booking") is ServiceKind.BOOKING
        True
    """

    QUERY = "query"
    NOTIFICATION = "notification"
    BOOKING = "booking"
    APPLICATION = "application"
    PAYMENT = "payment"
    CERTIFICATE = "certificate"
    COMPLAINT = "complaint"


class ItemType(StrEnum):
    """The type of a Chinese government service item (事项类型), with its code of two digits.

    The vocabulary is that of national service platforms (GB/T 39554.2-2020 lists the element).
    Codes 01, 05, 07 to 10 and 20 are confirmed by the items of a real platform, whose names fit
    the codes in their links; 02, 03, 04 and 06 are from memory.

    Example:
        >>> from mgov.services import ItemType
        >>> ItemType.from_code("20").label.in_language("zh"), ItemType.PUBLIC_SERVICE.code
        ('公共服务', '20')
    """

    LICENSE = "license"
    PENALTY = "penalty"
    COERCION = "coercion"
    LEVY = "levy"
    BENEFIT = "benefit"
    INSPECTION = "inspection"
    CONFIRMATION = "confirmation"
    REWARD = "reward"
    ADJUDICATION = "adjudication"
    OTHER_POWER = "other_power"
    PUBLIC_SERVICE = "public_service"

    @property
    def code(self) -> str:
        """The code, of two digits."""
        return _ITEM_TYPES[self][0]

    @property
    def label(self) -> Text:
        """What it is called in Chinese and English."""
        _, zh, en = _ITEM_TYPES[self]
        return Text(zh=zh, en=en)

    @classmethod
    def from_code(cls, code: str) -> ItemType:
        """Return the type of a code, with or without its leading zero.

        Raises:
            mgov.errors.InvalidValueError: If no type has this code.

        Example:
            >>> from mgov.services import ItemType
            >>> ItemType.from_code("1").value
            'license'
        """
        for item_type, (own, _, _) in _ITEM_TYPES.items():
            if code in {own, own.lstrip("0")}:
                return item_type
        trouble = "is not the code of an item type"
        codes = ", ".join(own for own, _, _ in _ITEM_TYPES.values())
        raise InvalidValueError(
            trouble, field="item_type", remedy=f"Use one of {codes}.", code="item_type_code"
        )


_ITEM_TYPES: Final = {
    ItemType.LICENSE: ("01", "行政许可", "administrative license"),
    ItemType.PENALTY: ("02", "行政处罚", "administrative penalty"),
    ItemType.COERCION: ("03", "行政强制", "administrative coercion"),
    ItemType.LEVY: ("04", "行政征收", "administrative levy"),
    ItemType.BENEFIT: ("05", "行政给付", "administrative benefit"),
    ItemType.INSPECTION: ("06", "行政检查", "administrative inspection"),
    ItemType.CONFIRMATION: ("07", "行政确认", "administrative confirmation"),
    ItemType.REWARD: ("08", "行政奖励", "administrative reward"),
    ItemType.ADJUDICATION: ("09", "行政裁决", "administrative adjudication"),
    ItemType.OTHER_POWER: ("10", "其他行政权力", "other administrative power"),
    ItemType.PUBLIC_SERVICE: ("20", "公共服务", "public service"),
}


class Audience(StrEnum):
    """For whom a service is (服务对象).

    Attributes:
        INDIVIDUAL: Natural persons (自然人).
        LEGAL_PERSON: Enterprises and other organizations (法人).

    Example:
        >>> from mgov.services import Audience
        >>> [each.value for each in Audience]
        ['individual', 'legal_person']
    """

    INDIVIDUAL = "individual"
    LEGAL_PERSON = "legal_person"


class ChannelKind(StrEnum):
    """A way by which a service is used.

    Attributes:
        APP: An app on the phone.
        MINI_PROGRAM: A program inside another app.
        WEB: A website.
        COUNTER: A service hall or an office.
        KIOSK: A self-service terminal.
        PHONE: A telephone call.
        POST: Letters and parcels.

    Example:
        >>> from mgov.services import ChannelKind
        >>> [kind.value for kind in ChannelKind if kind.is_mobile]
        ['app', 'mini_program']
    """

    APP = "app"
    MINI_PROGRAM = "mini_program"
    WEB = "web"
    COUNTER = "counter"
    KIOSK = "kiosk"
    PHONE = "phone"
    POST = "post"

    @property
    def is_mobile(self) -> bool:
        """Whether it lives on a smartphone."""
        return self in _MOBILE

    @property
    def is_online(self) -> bool:
        """Whether it needs nothing but a connection to the internet."""
        return self in _MOBILE or self is ChannelKind.WEB


_MOBILE: Final = frozenset({ChannelKind.APP, ChannelKind.MINI_PROGRAM})


class Handling(StrEnum):
    """When an application is decided (办件类型).

    Attributes:
        IMMEDIATE: While the applicant waits (即办件).
        PROMISED: Within a promised time (承诺件).

    Example:
        >>> from mgov.services import Handling
        >>> Handling("immediate").value
        'immediate'
    """

    IMMEDIATE = "immediate"
    PROMISED = "promised"


class OnlineDepth(StrEnum):
    """How much of a service is done online (网上办理深度), in the four levels of platforms.

    Only level IV is confirmed in its meaning: the whole of it online (全程网办).

    Example:
        >>> from mgov.services import OnlineDepth
        >>> OnlineDepth("level_4") is OnlineDepth.WHOLE
        True
    """

    LEVEL_1 = "level_1"
    LEVEL_2 = "level_2"
    LEVEL_3 = "level_3"
    WHOLE = "level_4"
