"""Petitions: a citizen's request, its lifecycle as law, its clocks and its rating."""

from __future__ import annotations

from mgov.petitions.attachment import Attachment, FileAddress
from mgov.petitions.bundle import Bundle
from mgov.petitions.calendar_export import to_icalendar
from mgov.petitions.case import Case, CaseCounts, CaseRecord
from mgov.petitions.caseload import Caseload, HolderCaseload
from mgov.petitions.clocks import Clock, ClockKind, Extension, Pause
from mgov.petitions.deadline import Deadline
from mgov.petitions.disclosure import DisclosedTo, Disclosure
from mgov.petitions.duplicates import DuplicateMeasure, Likeness, find_duplicates
from mgov.petitions.escalation import Escalation, Feedback
from mgov.petitions.event import Event, Satisfaction
from mgov.petitions.lifecycle import Lifecycle
from mgov.petitions.lookup_code import LookupCode
from mgov.petitions.merger import Merger
from mgov.petitions.petition import Petition
from mgov.petitions.petitioner import PetitionChannel, Petitioner
from mgov.petitions.public_view import NamedBody, PublicStep, PublicView, ReleasedText
from mgov.petitions.release import Release, ReleaseSubject
from mgov.petitions.reported_place import Position, ReportedPlace
from mgov.petitions.rules import Kind, RepresentativeLimit, State, Step, Term
from mgov.petitions.supervision import AwaitedFeedback, Supervision, TriggerMet
from mgov.petitions.supervision_rules import FeedbackDuty, SupervisionRules, Trigger
from mgov.petitions.thresholds import Threshold
from mgov.petitions.tracks import Change, Track, TrackStatus
from mgov.petitions.viewer import CodeHolder, Everybody, HandlingBody, SupervisingBody, Viewer
from mgov.petitions.views import (
    CaseView,
    HandlerView,
    PetitionerView,
    SupervisorView,
    ToldStep,
)
from mgov.values.term import DeadlineState

__all__ = [
    "Attachment",
    "AwaitedFeedback",
    "Bundle",
    "Case",
    "CaseCounts",
    "CaseRecord",
    "CaseView",
    "Caseload",
    "Change",
    "Clock",
    "ClockKind",
    "CodeHolder",
    "Deadline",
    "DeadlineState",
    "DisclosedTo",
    "Disclosure",
    "DuplicateMeasure",
    "Escalation",
    "Event",
    "Everybody",
    "Extension",
    "Feedback",
    "FeedbackDuty",
    "FileAddress",
    "HandlerView",
    "HandlingBody",
    "HolderCaseload",
    "Kind",
    "Lifecycle",
    "Likeness",
    "LookupCode",
    "Merger",
    "NamedBody",
    "Pause",
    "Petition",
    "PetitionChannel",
    "Petitioner",
    "PetitionerView",
    "Position",
    "PublicStep",
    "PublicView",
    "Release",
    "ReleaseSubject",
    "ReleasedText",
    "ReportedPlace",
    "RepresentativeLimit",
    "Satisfaction",
    "State",
    "Step",
    "SupervisingBody",
    "Supervision",
    "SupervisionRules",
    "SupervisorView",
    "Term",
    "Threshold",
    "ToldStep",
    "Track",
    "TrackStatus",
    "Trigger",
    "TriggerMet",
    "Viewer",
    "find_duplicates",
    "to_icalendar",
]
