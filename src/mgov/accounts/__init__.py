"""Accounts: who speaks for government on which platform, how it is kept, and its audit."""

from __future__ import annotations

from mgov.accounts.account import Account, Verification
from mgov.accounts.activity import last_post, last_posts, post_counts, silence
from mgov.accounts.inspection import audit
from mgov.accounts.lifecycle import AccountEvent, AccountEventKind, AccountStatus
from mgov.accounts.platform import Platform
from mgov.accounts.post import Post
from mgov.accounts.report import (
    AccountAudit,
    AuditEvidence,
    Observation,
    Outcome,
    RuleResult,
)
from mgov.accounts.rules import AccountRule, AccountRulebook, Severity

__all__ = [
    "Account",
    "AccountAudit",
    "AccountEvent",
    "AccountEventKind",
    "AccountRule",
    "AccountRulebook",
    "AccountStatus",
    "AuditEvidence",
    "Observation",
    "Outcome",
    "Platform",
    "Post",
    "RuleResult",
    "Severity",
    "Verification",
    "audit",
    "last_post",
    "last_posts",
    "post_counts",
    "silence",
]
