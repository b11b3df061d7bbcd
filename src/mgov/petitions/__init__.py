"""Petitions: a citizen's request, its lifecycle as law, its clocks and its rating."""

from __future__ import annotations

from mgov.petitions.clocks import Clock, ClockKind, Extension, Pause
from mgov.petitions.deadline import Deadline, DeadlineState
from mgov.petitions.event import Event, Satisfaction
from mgov.petitions.lifecycle import Lifecycle
from mgov.petitions.lookup_code import LookupCode
from mgov.petitions.petition import Petition
from mgov.petitions.petitioner import PetitionChannel, Petitioner
from mgov.petitions.rules import Kind, RepresentativeLimit, State, Step, Term
from mgov.petitions.thresholds import Threshold
from mgov.petitions.tracks import Change, Track, TrackStatus

__all__ = [
    "Change",
    "Clock",
    "ClockKind",
    "Deadline",
    "DeadlineState",
    "Event",
    "Extension",
    "Kind",
    "Lifecycle",
    "LookupCode",
    "Pause",
    "Petition",
    "PetitionChannel",
    "Petitioner",
    "RepresentativeLimit",
    "Satisfaction",
    "State",
    "Step",
    "Term",
    "Threshold",
    "Track",
    "TrackStatus",
]
