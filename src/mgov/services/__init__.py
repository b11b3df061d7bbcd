"""Services: what government offers, what it asks of its users, and catalogues of both."""

from __future__ import annotations

from mgov.services.administrative_activity import AdministrativeActivity
from mgov.services.administrative_cost import StandardCost, standard_cost
from mgov.services.applicant import Applicant
from mgov.services.application import Application
from mgov.services.application_deadline import ApplicationDeadline, DeadlineBasis
from mgov.services.application_event import (
    ApplicationEvent,
    BookingSlot,
    Delivery,
    DeliveryMethod,
)
from mgov.services.application_lifecycle import ApplicationLifecycle
from mgov.services.application_rules import (
    ApplicationClock,
    ApplicationExtension,
    ApplicationReason,
    ApplicationState,
    ApplicationStep,
    Ending,
)
from mgov.services.burden import Burden
from mgov.services.catalogue import Category, CountDifference, ServiceCatalogue
from mgov.services.catalogue_coverage import CatalogueCoverage, DivisionCoverage
from mgov.services.catalogue_diff import CatalogueDiff, CategoryChange, ServiceChange
from mgov.services.catalogue_merge import CatalogueMerge
from mgov.services.catalogue_search import NameMatch, SearchHit
from mgov.services.catalogue_tree import CategoryConflict
from mgov.services.channel import AccessibilityFeature, Channel
from mgov.services.consistency import ServiceFinding, ServiceRule, ServiceRulebook, check
from mgov.services.credential import Credential
from mgov.services.credential_event import (
    CredentialEvent,
    CredentialEventKind,
    CredentialStatus,
    RevocationGround,
)
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
from mgov.values.term import DeadlineState

__all__ = [
    "AccessibilityFeature",
    "AdministrativeActivity",
    "Applicant",
    "Application",
    "ApplicationClock",
    "ApplicationDeadline",
    "ApplicationEvent",
    "ApplicationExtension",
    "ApplicationLifecycle",
    "ApplicationReason",
    "ApplicationState",
    "ApplicationStep",
    "Audience",
    "BookingSlot",
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
    "Credential",
    "CredentialEvent",
    "CredentialEventKind",
    "CredentialStatus",
    "DeadlineBasis",
    "DeadlineState",
    "Delivery",
    "DeliveryMethod",
    "DivisionCoverage",
    "EnabledPlace",
    "Ending",
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
    "RevocationGround",
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
