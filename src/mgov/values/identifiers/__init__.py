"""Identifiers of public life, each validated and explained: one module a standard."""

from __future__ import annotations

from mgov.values.identifiers.credit_code import UnifiedSocialCreditCode
from mgov.values.identifiers.division_code import DivisionCode, DivisionLevel
from mgov.values.identifiers.identifier import Identifier, Part
from mgov.values.identifiers.license_identifier import LicenseIdentifier
from mgov.values.identifiers.national_item_code import NationalItemCode
from mgov.values.identifiers.resident_id import ResidentId, Sex
from mgov.values.identifiers.scheme_code import SchemeCode, SchemeCodes
from mgov.values.identifiers.service_item_code import Anomaly, ServiceItemCode
from mgov.values.identifiers.site_code import SiteCode

__all__ = [
    "Anomaly",
    "DivisionCode",
    "DivisionLevel",
    "Identifier",
    "LicenseIdentifier",
    "NationalItemCode",
    "Part",
    "ResidentId",
    "SchemeCode",
    "SchemeCodes",
    "ServiceItemCode",
    "Sex",
    "SiteCode",
    "UnifiedSocialCreditCode",
]
