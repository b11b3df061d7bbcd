"""Petitions: a citizen's request, its lifecycle as law, its clocks and its rating."""

from __future__ import annotations

from mgov.petitions.attachment import Attachment, FileAddress
from mgov.petitions.bundle import Bundle
from mgov.petitions.calendar_export import to_icalendar
from mgov.petitions.clocks import Clock, ClockKind, Extension, Pause
from mgov.petitions.deadline import Deadline
from mgov.petitions.duplicates import DuplicateMeasure, Likeness, find_duplicates
from mgov.petitions.escalation import Escalation, Feedback
from mgov.petitions.event import Event, Satisfaction
from mgov.petitions.lifecycle import Lifecycle
from mgov.petitions.lookup_code import LookupCode
from mgov.petitions.merger import Merger
from mgov.petitions.petition import Petition
from mgov.petitions.petitioner import PetitionChannel, Petitioner
from mgov.petitions.reported_place import Position, ReportedPlace
from mgov.petitions.rules import Kind, RepresentativeLimit, State, Step, Term
from mgov.petitions.supervision import AwaitedFeedback, Supervision, TriggerMet
from mgov.petitions.supervision_rules import FeedbackDuty, SupervisionRules, Trigger
from mgov.petitions.thresholds import Threshold
from mgov.petitions.tracks import Change, Track, TrackStatus
from mgov.values.term import DeadlineState

__all__ = [
    "Attachment",
    "AwaitedFeedback",
    "Bundle",
    "Change",
    "Clock",
    "ClockKind",
    "Deadline",
    "DeadlineState",
    "DuplicateMeasure",
    "Escalation",
    "Event",
    "Extension",
    "Feedback",
    "FeedbackDuty",
    "FileAddress",
    "Kind",
    "Lifecycle",
    "Likeness",
    "LookupCode",
    "Merger",
    "Pause",
    "Petition",
    "PetitionChannel",
    "Petitioner",
    "Position",
    "ReportedPlace",
    "RepresentativeLimit",
    "Satisfaction",
    "State",
    "Step",
    "Supervision",
    "SupervisionRules",
    "Term",
    "Threshold",
    "Track",
    "TrackStatus",
    "Trigger",
    "TriggerMet",
    "find_duplicates",
    "to_icalendar",
]
