"""Accounts: who speaks for government on which platform, how it is kept, and its audit."""

from __future__ import annotations

from mgov.accounts.access import AccessAnswer, AccessObstacle, ObstacleKind
from mgov.accounts.account import Account, Verification
from mgov.accounts.account_audit import AccountAudit, AuditRecord
from mgov.accounts.activity import last_post, last_posts, post_counts, silence
from mgov.accounts.audit_run import AuditRun, audit_many
from mgov.accounts.bodies import Orphan, OrphanReason
from mgov.accounts.change import SnapshotChange, snapshot_change, snapshot_changes
from mgov.accounts.citizen_account import CitizenAccount
from mgov.accounts.column import Column, ColumnKind
from mgov.accounts.compared_words import comparable_text
from mgov.accounts.consent import CitizenData, Consent
from mgov.accounts.copies import copied_text_signal
from mgov.accounts.copy_signal import CopiedPost, CopyCount, CopyGroup, CopySignal
from mgov.accounts.directory import AccountDirectory
from mgov.accounts.duplicates import Duplicate, DuplicateKind
from mgov.accounts.follower_jump import FollowerJump, FollowerSignal
from mgov.accounts.followers import follower_signal
from mgov.accounts.households import household_coverage
from mgov.accounts.inspection import audit
from mgov.accounts.interaction import InteractionChange
from mgov.accounts.inventory import check_inventory, read_inventory
from mgov.accounts.inventory_words import InventoryField
from mgov.accounts.lifecycle import AccountEvent, AccountEventKind, AccountStatus
from mgov.accounts.limits import ColumnLimit, ColumnTerm, MessageLimit, SilenceLimit
from mgov.accounts.many_facts import UnknownAccount
from mgov.accounts.merging import Consolidation, Merger, MergerFlaw, MergerFlawKind
from mgov.accounts.message import Message, Referral, Reply
from mgov.accounts.message_counting import MessageCounts, message_counts
from mgov.accounts.message_words import MessageChannel, MessageKind, MessageValidity
from mgov.accounts.missed import missed_issues
from mgov.accounts.opening import OpeningRate
from mgov.accounts.platform import Platform
from mgov.accounts.post import Post
from mgov.accounts.proof import Proof
from mgov.accounts.publication_plan import OffDay, PublicationPlan
from mgov.accounts.report import AuditEvidence, Observation, Outcome, RuleResult
from mgov.accounts.rules import AccountRule, AccountRulebook, Severity
from mgov.accounts.scoring import Points, ScoreRange, Scoring
from mgov.accounts.snapshot import Snapshot, SnapshotConflict, snapshot_conflicts, snapshot_series
from mgov.accounts.span import Span

__all__ = [
    "AccessAnswer",
    "AccessObstacle",
    "Account",
    "AccountAudit",
    "AccountDirectory",
    "AccountEvent",
    "AccountEventKind",
    "AccountRule",
    "AccountRulebook",
    "AccountStatus",
    "AuditEvidence",
    "AuditRecord",
    "AuditRun",
    "CitizenAccount",
    "CitizenData",
    "Column",
    "ColumnKind",
    "ColumnLimit",
    "ColumnTerm",
    "Consent",
    "Consolidation",
    "CopiedPost",
    "CopyCount",
    "CopyGroup",
    "CopySignal",
    "Duplicate",
    "DuplicateKind",
    "FollowerJump",
    "FollowerSignal",
    "InteractionChange",
    "InventoryField",
    "Merger",
    "MergerFlaw",
    "MergerFlawKind",
    "Message",
    "MessageChannel",
    "MessageCounts",
    "MessageKind",
    "MessageLimit",
    "MessageValidity",
    "Observation",
    "ObstacleKind",
    "OffDay",
    "OpeningRate",
    "Orphan",
    "OrphanReason",
    "Outcome",
    "Platform",
    "Points",
    "Post",
    "Proof",
    "PublicationPlan",
    "Referral",
    "Reply",
    "RuleResult",
    "ScoreRange",
    "Scoring",
    "Severity",
    "SilenceLimit",
    "Snapshot",
    "SnapshotChange",
    "SnapshotConflict",
    "Span",
    "UnknownAccount",
    "Verification",
    "audit",
    "audit_many",
    "check_inventory",
    "comparable_text",
    "copied_text_signal",
    "follower_signal",
    "household_coverage",
    "last_post",
    "last_posts",
    "message_counts",
    "missed_issues",
    "post_counts",
    "read_inventory",
    "silence",
    "snapshot_change",
    "snapshot_changes",
    "snapshot_conflicts",
    "snapshot_series",
]
