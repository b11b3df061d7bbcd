"""Services: what government offers, what it asks of its users, and catalogues of both."""

from __future__ import annotations

from mgov.services.administrative_activity import AdministrativeActivity
from mgov.services.administrative_cost import StandardCost, standard_cost
from mgov.services.burden import Burden
from mgov.services.catalogue import Category, CountDifference, ServiceCatalogue
from mgov.services.channel import AccessibilityFeature, Channel
from mgov.services.consistency import ServiceFinding, ServiceRule, ServiceRulebook, check
from mgov.services.opening_hours import (
    HoursOfDay,
    OpenDay,
    OpeningHours,
    RegularHours,
    SpecialHours,
)
from mgov.services.parts import (
    Condition,
    EnabledPlace,
    Fee,
    LegalBasis,
    Material,
    MaterialForm,
    Output,
    OutputKind,
)
from mgov.services.rating import Rating
from mgov.services.rating_deadline import RatingDeadline
from mgov.services.rating_event import RatingEvent, RatingEventKind, RatingStatus
from mgov.services.rating_level import RatingLevel, RatingOrigin
from mgov.services.rating_measure import RatingMeasure, RatingMeasures, RatingShare
from mgov.services.rating_rules import RatingRulebook, RatingScale, RatingTerm
from mgov.services.rating_tally import RatingTally
from mgov.services.service import Service
from mgov.services.step import ServiceStep, StepKind
from mgov.services.vocabulary import (
    Audience,
    ChannelKind,
    Handling,
    ItemType,
    OnlineDepth,
    ServiceKind,
)

__all__ = [
    "AccessibilityFeature",
    "AdministrativeActivity",
    "Audience",
    "Burden",
    "Category",
    "Channel",
    "ChannelKind",
    "Condition",
    "CountDifference",
    "EnabledPlace",
    "Fee",
    "Handling",
    "HoursOfDay",
    "ItemType",
    "LegalBasis",
    "Material",
    "MaterialForm",
    "OnlineDepth",
    "OpenDay",
    "OpeningHours",
    "Output",
    "OutputKind",
    "Rating",
    "RatingDeadline",
    "RatingEvent",
    "RatingEventKind",
    "RatingLevel",
    "RatingMeasure",
    "RatingMeasures",
    "RatingOrigin",
    "RatingRulebook",
    "RatingScale",
    "RatingShare",
    "RatingStatus",
    "RatingTally",
    "RatingTerm",
    "RegularHours",
    "Service",
    "ServiceCatalogue",
    "ServiceFinding",
    "ServiceKind",
    "ServiceRule",
    "ServiceRulebook",
    "ServiceStep",
    "SpecialHours",
    "StandardCost",
    "StepKind",
    "check",
    "standard_cost",
]
