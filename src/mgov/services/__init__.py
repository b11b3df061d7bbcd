"""Services: what government offers, what it asks of its users, and catalogues of both."""

from __future__ import annotations

from mgov.services.burden import Burden
from mgov.services.catalogue import Category, CountDifference, ServiceCatalogue
from mgov.services.consistency import ServiceFinding, ServiceRule, ServiceRulebook, check
from mgov.services.parts import Channel, Fee, LegalBasis, Material
from mgov.services.service import Service
from mgov.services.vocabulary import (
    Audience,
    ChannelKind,
    Handling,
    ItemType,
    OnlineDepth,
    ServiceKind,
)

__all__ = [
    "Audience",
    "Burden",
    "Category",
    "Channel",
    "ChannelKind",
    "CountDifference",
    "Fee",
    "Handling",
    "ItemType",
    "LegalBasis",
    "Material",
    "OnlineDepth",
    "Service",
    "ServiceCatalogue",
    "ServiceFinding",
    "ServiceKind",
    "ServiceRule",
    "ServiceRulebook",
    "check",
]
