"""Identifiers of public life, each validated and explained: one module a standard."""

from __future__ import annotations

from mgov.values.identifiers.credit_code import UnifiedSocialCreditCode
from mgov.values.identifiers.division_code import DivisionCode, DivisionLevel
from mgov.values.identifiers.identifier import Identifier, Part
from mgov.values.identifiers.scheme_code import SchemeCode, SchemeCodes
from mgov.values.identifiers.site_code import SiteCode

__all__ = [
    "DivisionCode",
    "DivisionLevel",
    "Identifier",
    "Part",
    "SchemeCode",
    "SchemeCodes",
    "SiteCode",
    "UnifiedSocialCreditCode",
]
