"""Services: what government offers, what it asks of its users, and catalogues of both."""

from __future__ import annotations

from mgov.services.administrative_activity import AdministrativeActivity
from mgov.services.administrative_cost import StandardCost, standard_cost
from mgov.services.burden import Burden
from mgov.services.catalogue import Category, CountDifference, ServiceCatalogue
from mgov.services.catalogue_coverage import CatalogueCoverage, DivisionCoverage
from mgov.services.catalogue_diff import CatalogueDiff, CategoryChange, ServiceChange
from mgov.services.catalogue_merge import CatalogueMerge
from mgov.services.catalogue_search import NameMatch, SearchHit
from mgov.services.catalogue_tree import CategoryConflict
from mgov.services.channel import AccessibilityFeature, Channel
from mgov.services.consistency import ServiceFinding, ServiceRule, ServiceRulebook, check
from mgov.services.listing import Listing
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
from mgov.services.service_groups import SourcedListing
from mgov.services.service_merge import ServiceConflict
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
    "CatalogueCoverage",
    "CatalogueDiff",
    "CatalogueMerge",
    "Category",
    "CategoryChange",
    "CategoryConflict",
    "Channel",
    "ChannelKind",
    "Condition",
    "CountDifference",
    "DivisionCoverage",
    "EnabledPlace",
    "Fee",
    "Handling",
    "HoursOfDay",
    "ItemType",
    "LegalBasis",
    "Listing",
    "Material",
    "MaterialForm",
    "NameMatch",
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
    "SearchHit",
    "Service",
    "ServiceCatalogue",
    "ServiceChange",
    "ServiceConflict",
    "ServiceFinding",
    "ServiceKind",
    "ServiceRule",
    "ServiceRulebook",
    "ServiceStep",
    "SourcedListing",
    "SpecialHours",
    "StandardCost",
    "StepKind",
    "check",
    "standard_cost",
]
